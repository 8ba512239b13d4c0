"""The folders in which Python and the system look for modules and programs, but the current one.

This is the first that the press imports, and it imports nothing itself that is not loaded already.
"""

import os
import sys

_HOME = os.path.realpath(os.path.join(__file__, "..", "..", ".."))  # noqa: PTH118 - see above


def leave_current_folder_out() -> None:
    """Keep this process from importing modules and running programs of the current folder.

    It stands on Python's path with `python -m`, and on both paths where a variable has an empty
    item.
    """
    sys.path[:] = module_folders()
    if "PATH" in os.environ:
        os.environ["PATH"] = os.pathsep.join(apart(os.get_exec_path()))


def module_folders() -> list[str]:
    """Return where this Python looks for modules, without the current folder.

    The press may stand in the current folder itself: its developers start it there.
    """
    return apart(sys.path, but=_HOME)


def apart(paths: list[str], but: str = "") -> list[str]:
    """Return which of some folders are named from the root, and not the current one but `but`."""
    try:
        here = os.path.realpath(os.getcwd())  # noqa: PTH109 - a folder may be gone
    except OSError:
        here = ""
    refused = {here} - {but}
    return [
        path
        for path in paths
        if os.path.isabs(path) and os.path.realpath(path) not in refused  # noqa: PTH117 - see above
    ]
