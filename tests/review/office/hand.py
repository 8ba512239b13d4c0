"""Drives LibreOffice Writer for the tests; runs under the Python that LibreOffice brings.

    python hand.py PIPE < commands > answers

PIPE is the name under which LibreOffice listens. Every line of input is a command as JSON, a
method of Hand and its arguments: `["mark", {"words": "tea"}]`. It is answered by a line of JSON:
an empty text, or what went wrong.

LibreOffice's package without windows (Debian's `-nogui`) dies when a page with a comment is laid
out. So comments are put in last, when the view is gone, and what holds some is opened without one.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.util import DateTime

_FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
_SECONDS = 60  # until LibreOffice answers


def value(name, content):
    """Return one of LibreOffice's named values."""
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected(pipe):
    """Return LibreOffice's context, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + _SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


class Hand:
    """Does to one open document what a reviewer does with mouse and keyboard."""

    def __init__(self, context):
        self.context = context
        self.desktop = self._made("com.sun.star.frame.Desktop")
        self.dispatcher = self._made("com.sun.star.frame.DispatchHelper")
        self.document = None
        self.author, self.initials = "", ""
        self.comments = []

    def _made(self, service):
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def sign(self, given, family):
        """Say who sits at the keyboard."""
        provider = self._made("com.sun.star.configuration.ConfigurationProvider")
        user = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (value("nodepath", "/org.openoffice.UserProfile/Data"),),
        )
        self.author, self.initials = f"{given} {family}", given[0] + family[0]
        user.givenname, user.sn, user.initials = given, family, self.initials
        user.commitChanges()

    def open(self, path):
        """Open a file in a view, and close the one that was open."""
        self.close()
        url = Path(path).as_uri()
        hidden = value("Hidden", True)  # noqa: FBT003 - UNO takes values by place
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
        if self.document is None:
            raise ValueError(f"LibreOffice does not open {path}")

    def read(self, path):
        """Open a file without a view, to save it as something else."""
        self.close()
        self.document = self._made("com.sun.star.text.TextDocument")
        kind = _FILTERS[Path(path).suffix]
        self.document.load((value("URL", Path(path).as_uri()), value("FilterName", kind)))

    def close(self):
        """Close the document, unsaved."""
        if self.document is not None:
            self.document.close(True)  # noqa: FBT003 - UNO takes values by place
        self.document, self.comments = None, []

    def save(self, path):
        """Write the document, with the comments, to a file; its ending says of which kind."""
        if self.comments:
            self._put_comments()
        kind = _FILTERS[Path(path).suffix]
        self.document.storeToURL(Path(path).as_uri(), (value("FilterName", kind),))

    def _put_comments(self):
        frame = self.document.CurrentController.Frame
        frame.setComponent(None, None)
        frame.dispose()
        self.document.RecordChanges = False
        for place, text in self.comments:
            made = self.document.createInstance("com.sun.star.text.textfield.Annotation")
            made.Content, made.Author, made.Initials = text, self.author, self.initials
            made.DateTimeValue = DateTime(0, 0, 30, 10, 2, 4, 2026, False)  # noqa: FBT003
            place.Text.insertTextContent(place, made, True)  # noqa: FBT003
        self.comments = []

    def track(self, on):
        """Switch the recording of changes on or off."""
        self.document.RecordChanges = on

    def press(self, name, **values):
        """Choose one of Writer's commands, such as Bold or MoveUp."""
        frame = self.document.CurrentController.Frame
        given = tuple(value(key, content) for key, content in values.items())
        self.dispatcher.executeDispatch(frame, f".uno:{name}", "", 0, given)

    def mark(self, words, until="", within=""):
        """Mark words, or everything from them to the end of other words."""
        self.document.CurrentController.select(self._range(words, until, within))

    def comment(self, words, text, until="", within=""):
        """Comment on words."""
        self.comments.append((self._range(words, until, within), text))

    def put(self, words, before=False, within=""):  # noqa: FBT002 - a line of JSON names it
        """Put the cursor behind words, or before them."""
        found = self._range(words, "", within)
        self.document.CurrentController.select(found.Start if before else found.End)

    def _range(self, words, until, within):
        """Return the first such words, or those in the first text that reads `within`."""
        if not within:
            found = self._found(words, None)
        else:
            outer = self._found(within, None)
            found = self._found(words, outer.Start)
        if until:
            found = found.Text.createTextCursorByRange(found)
            found.gotoRange(self._found(until, found.End).End, True)  # noqa: FBT003
        return found

    def _found(self, words, behind):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        if behind is None:
            found = self.document.findFirst(search)
        else:
            found = self.document.findNext(behind, search)
        if found is None:
            raise ValueError(f"the document does not hold “{words}”")
        return found

    def type(self, text):
        """Type text at the cursor, in place of what is marked; a line feed is the Enter key."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("InsertPara")
            if line:
                self.press("InsertText", Text=line)


def main(pipe):
    """Answer commands until there are no more."""
    hand = Hand(connected(pipe))
    for line in sys.stdin:
        name, arguments = json.loads(line)
        fault = ""
        try:
            getattr(hand, name)(**arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall tell it
            fault = f"{type(error).__name__}: {error}"
        sys.stdout.write(json.dumps(fault) + "\n")
        sys.stdout.flush()
    hand.close()
    hand.desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
