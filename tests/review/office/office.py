"""LibreOffice as the tests see it: a reviewer who is told what to do, and the file she returns."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from os import killpg
from pathlib import Path
from threading import Timer
from uuid import uuid4

from tests.waiting import PATIENCE

_HAND = Path(__file__).with_name("hand.py")
_PROGRAMS = ("soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PYTHONS = (
    "/usr/bin/python3",
    "/Applications/LibreOffice.app/Contents/Resources/python",
)
_MEND = "install what the tests need: scripts/system-packages.sh test"
_SECONDS = 90  # longest that LibreOffice may take for one command, its start included


class Reviewer:
    """Somebody at LibreOffice, who edits one file after the other."""

    def __init__(self, soffice: subprocess.Popen[bytes], hand: subprocess.Popen[str]) -> None:
        self._soffice = soffice
        self._hand = hand

    def _do(self, command: str, /, **arguments: object) -> None:
        assert self._hand.stdin
        assert self._hand.stdout
        watch = Timer(_SECONDS, stopped, [self._soffice])
        watch.start()
        try:
            print(json.dumps([command, arguments]), file=self._hand.stdin, flush=True)
            answer = self._hand.stdout.readline()
        finally:
            watch.cancel()
        assert answer, f"LibreOffice ended at {command} {arguments}"
        fault = json.loads(answer)
        assert not fault, f"{command} {arguments}: {fault}"

    def sign(self, given: str, family: str) -> None:
        """Say who works from now on."""
        self._do("sign", given=given, family=family)

    def open(self, path: Path) -> None:
        """Open a file."""
        self._do("open", path=str(path))

    def save(self, path: Path) -> Path:
        """Save what is open, as its name's ending says; return the path."""
        self._do("save", path=str(path))
        return path

    def save_through_odt(self, path: Path) -> Path:
        """Save what is open as ODT, and that, opened again, as DOCX; return the path."""
        odt = self.save(path.with_suffix(".odt"))
        self._do("read", path=str(odt))
        return self.save(path)

    def track(self, *, on: bool) -> None:
        """Switch the recording of changes on or off."""
        self._do("track", on=on)

    def comment(self, words: str, text: str, *, until: str = "", within: str = "") -> None:
        """Comment on words, or on everything from them to the end of others."""
        self._do("comment", words=words, text=text, until=until, within=within)

    def mark(self, words: str, *, until: str = "", within: str = "") -> None:
        """Mark words, or everything from them to the end of others.

        They are the first such words in the file, or the first behind the start of `within`.
        """
        self._do("mark", words=words, until=until, within=within)

    def put(self, words: str, *, before: bool = False, within: str = "") -> None:
        """Put the cursor behind words, or before them."""
        self._do("put", words=words, before=before, within=within)

    def type(self, text: str) -> None:
        """Type text; a line feed is the Enter key. What is marked makes room for it."""
        self._do("type", text=text)

    def press(self, *names: str) -> None:
        """Choose commands of Writer by their names, as Bold, MoveUp, Paste."""
        for name in names:
            self._do("press", name=name)

    def replace(self, words: str, text: str, *, within: str = "") -> None:
        """Type text over words."""
        self.mark(words, within=within)
        self.type(text)

    def delete(self, words: str, *, until: str = "", within: str = "") -> None:
        """Press the Delete key on words."""
        self.mark(words, until=until, within=within)
        self.press("Delete")

    def add(self, words: str, text: str, *, within: str = "") -> None:
        """Type text behind words."""
        self.put(words, within=within)
        self.type(text)


def stopped(soffice: subprocess.Popen[bytes]) -> None:
    """End LibreOffice, whatever it is doing."""
    with suppress(ProcessLookupError):
        killpg(soffice.pid, signal.SIGKILL)


@contextmanager
def reviewer(folder: Path) -> Iterator[Reviewer]:
    """Start LibreOffice, with a profile of its own, for somebody called Ada Review."""
    pipe = f"press-{uuid4().hex}"
    command = [
        _soffice(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--nodefault",
        "--nologo",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as soffice,
        subprocess.Popen(
            [_python(), str(_HAND), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as hand,
    ):
        try:
            someone = Reviewer(soffice, hand)
            someone.sign("Ada", "Review")
            yield someone
            assert hand.stdin
            hand.stdin.close()  # it closes LibreOffice then
            soffice.wait(PATIENCE)
        finally:
            stopped(soffice)
            hand.kill()


@cache
def _soffice() -> str:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert found, f"LibreOffice is not here; {_MEND}"
    return found


@cache
def _python() -> str:
    """Return a Python that can talk to LibreOffice."""
    for python in filter(None, map(shutil.which, _PYTHONS)):
        command = [python, "-c", "import uno"]
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            return python
    raise AssertionError(f"no Python here knows LibreOffice (its module uno); {_MEND}")
