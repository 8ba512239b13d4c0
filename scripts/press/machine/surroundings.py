"""What the press and the programs that it starts may know of their surroundings.

Not the current folder: whoever can put a file there must not have it run, neither as a module of
Python's nor as a program. And of the environment nothing that a program has no use for.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from press.machine.paths import apart, module_folders

IN_CHILD = "PRESS_CHILD"  # set for the programs that the press starts
_FOLDERS_AND_USER = {"HOME", "LOGNAME", "SUDO_UID", "TEMP", "TMP", "TMPDIR", "USER"}
_LANGUAGE_AND_TERMINAL = {"LANG", "LANGUAGE", "LOCALE_ARCHIVE", "NO_COLOR", "TERM", "TZ", "TZDIR"}
_WINDOWS = {
    "APPDATA",
    "LOCALAPPDATA",
    "PATHEXT",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "USERPROFILE",
    "WINDIR",
}
_NAMES = _FOLDERS_AND_USER | _LANGUAGE_AND_TERMINAL | _WINDOWS
_BEGINNINGS = ("FC_", "FONTCONFIG_", "LC_", "MPL", IN_CHILD, "XDG_")
_PATHS = {
    "DYLD_FALLBACK_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "PATH",
    "WEASYPRINT_DLL_DIRECTORIES",
}
# Runs `main` of a module, with the caller's path of modules but for the current folder.
_PYTHON = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "importlib.import_module(sys.argv[1]).main()"
)


def program(name: str) -> str | None:
    """Return where a program is, by PATH and never by the current folder; None without one."""
    found = shutil.which(name, path=os.pathsep.join(apart(os.get_exec_path())))
    return found if found and Path(found).is_absolute() else None


def python_command(module: str) -> list[str]:
    """Return the command that runs `main` of a module as this Python would import it.

    What this Python would import from the current folder, that one does not.
    """
    isolated = [sys.executable, "-I", "-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.dont_write_bytecode:
        isolated.append("-B")
    return [*isolated, "-c", _PYTHON, module, json.dumps(module_folders())]


def harmless_environment() -> dict[str, str]:
    """Return what of the environment other programs get: no tokens, nothing that loads code."""
    found = {
        name: value
        for name, value in os.environ.items()
        if name in _NAMES or name.startswith(_BEGINNINGS)
    }
    for name in _PATHS & os.environ.keys():
        found[name] = os.pathsep.join(apart(os.environ[name].split(os.pathsep)))
    return found
