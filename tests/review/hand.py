"""A reviewer who edits an export at places told by their words, as Word would write it."""

from __future__ import annotations

import copy

from press.docx.ooxml import make, w
from tests.review.random_edits import Made, Reviewer, length, placed, split

_VALUES = {"u": "single", "highlight": "yellow", "color": "FF0000", "lang": "de-DE"}


class Hand(Reviewer):
    """Edits one export where a test says."""

    moves = 0

    def block(self, words: str) -> str:
        """Return the bookmark of the only sourced paragraph whose text holds these words."""
        texts = {name: self.base.blocks[name].text for name in self.paragraphs}
        found = [name for name, text in texts.items() if words == text]
        found = found or [name for name, text in texts.items() if words in text]
        assert len(found) == 1, (words, len(found))
        return found[0]

    def replace(self, context: str, old: str, new: str, look: str = "") -> None:
        """Put `new` in the place of `old` in the paragraph that holds `context`.

        It looks as what it takes the place of, and bold (b) or italic (i) besides; plain (-).
        """
        name = self.block(context)
        text = self.base.blocks[name].text
        start = text.index(context) + context.index(old)
        kind = "replacement" if new and old else "insertion" if new else "deletion"
        assert self._write(Made(name, start, start + len(old), new, kind, look, self.author))

    def insert(self, context: str, new: str, look: str = "") -> None:
        """Put `new` behind these words."""
        name = self.block(context)
        place = self.base.blocks[name].text.index(context) + len(context)
        assert self._write(Made(name, place, place, new, "insertion", look, self.author))

    def turn(self, words: str, look: str | tuple[str, ...]) -> None:
        """Give these words bold (b) or italic (i) or another property, or take it from them."""
        name = self.block(words)
        start = self.base.blocks[name].text.index(words)
        one, *more = (look,) if isinstance(look, str) else look
        assert self._write(Made(name, start, start + len(words), "", "format", one))
        for change in self.paragraphs[name].iter(w("rPrChange")):
            for other in (one, *more):
                found = change.getparent().find(w(other))
                if found is None and other in more:
                    found = make(other)
                    change.addprevious(found)
                if found is not None and other in _VALUES:
                    found.set(w("val"), _VALUES[other])

    def mark(self, words: str, fate: str) -> None:
        """Track a paragraph's end as inserted (ins) or deleted (del)."""
        self._mark(self.paragraphs[self.block(words)], fate)

    def _mark(self, paragraph, fate: str) -> None:
        properties = paragraph.find(w("pPr"))
        run = properties.find(w("rPr"))
        if run is None:
            run = make("rPr")
            place = next(
                (i for i, one in enumerate(properties) if one.tag in {w("sectPr"), w("pPrChange")}),
                len(properties),
            )
            properties.insert(place, run)
        run.insert(0, make(fate, **self._attributes()))

    def split(self, words: str) -> None:
        """Divide a paragraph behind these words."""
        name = self.block(words)
        place = self.base.blocks[name].text.index(words) + len(words)
        self._divide(name, place)

    def _divide(self, name: str, place: int) -> None:
        paragraph = self.paragraphs[name]
        split(paragraph, name, place)
        head = copy.deepcopy(paragraph)
        paragraph.addprevious(head)
        keep = [run for at, run in placed(paragraph, name) if at + length(run) > place]
        kept = [at for at, run in placed(paragraph, name) if at + length(run) > place]
        for run in [run for at, run in placed(paragraph, name) if at not in kept]:
            run.getparent().remove(run)
        for run in [run for at, run in placed(head, name) if at in kept]:
            run.getparent().remove(run)
        assert keep
        for tree, which in ((head, "bookmarkEnd"), (paragraph, "bookmarkStart")):
            for mark in list(tree.iter(w(which))):
                mark.getparent().remove(mark)
        self._mark(head, "ins")

    def new_paragraph(self, words: str, text: str, like: str = "") -> None:
        """Put a paragraph behind the one that holds these words, looking like another."""
        old = self.paragraphs[self.block(words)]
        model = self.paragraphs[self.block(like)] if like else old
        new = make("p")
        new.append(copy.deepcopy(model.find(w("pPr"))))
        frame = make("ins", **self._attributes())
        run = make("r")
        node = make("t")
        node.text = text
        run.append(node)
        frame.append(run)
        new.append(frame)
        old.addnext(new)
        self._mark(new, "ins")

    def delete_paragraph(self, words: str) -> None:
        """Delete a paragraph with its end."""
        name = self.block(words)
        for run in list(self.paragraphs[name].iter(w("r"))):
            self._delete(run)
        self._mark(self.paragraphs[name], "del")

    def move_paragraph(self, words: str, behind: str, *, count: int = 1) -> None:
        """Move paragraphs behind another, with the marks that Word writes."""
        gone = [self.paragraphs[self.block(words)]]
        while len(gone) < count:
            gone.append(gone[-1].getnext())
        target = self.paragraphs[self.block(behind)]
        come = [copy.deepcopy(old) for old in gone]
        for new in reversed(come):
            for mark in [*new.iter(w("bookmarkStart")), *new.iter(w("bookmarkEnd"))]:
                mark.getparent().remove(mark)
            target.addnext(new)
        self.moves += 1
        for fate, many in (("moveFrom", gone), ("moveTo", come)):
            number = str(self.moves * 10 + len(fate))
            many[0][0].addnext(make(f"{fate}RangeStart", id=number, name=f"move{self.moves}"))
            for paragraph in many:
                for run in list(paragraph.iter(w("r"))):
                    frame = make(fate, **self._attributes())
                    run.addprevious(frame)
                    frame.append(run)
                self._mark(paragraph, fate)
            many[-1].append(make(f"{fate}RangeEnd", id=number))

    def move_words(self, words: str, behind: str) -> None:
        """Move words behind those that end another paragraph, with the marks that Word writes."""
        name, other = self.block(words), self.block(behind)
        start = self.base.blocks[name].text.index(words)
        for place in (start, start + len(words)):
            split(self.paragraphs[name], name, place)
        gone = [
            run
            for at, run in placed(self.paragraphs[name], name)
            if start <= at < start + len(words)
        ]
        last = [run for _, run in placed(self.paragraphs[other], other)][-1]
        self.moves += 1
        for fate in ("moveFrom", "moveTo"):
            frame = make(fate, **self._attributes())
            if fate == "moveFrom":
                gone[0].addprevious(frame)
                frame.extend(gone)
            else:
                frame.extend(copy.deepcopy(run) for run in gone)
                last.addnext(frame)
            told = self._attributes() | {"name": f"move{self.moves}"}
            frame.addprevious(make(f"{fate}RangeStart", **told))
            frame.addnext(make(f"{fate}RangeEnd", id=told["id"]))

    def cut_and_paste(self, words: str, behind: str) -> None:
        """Move a paragraph as LibreOffice writes it: taken out, and put in with its bookmark."""
        old = self.paragraphs[self.block(words)]
        new = copy.deepcopy(old)
        self.paragraphs[self.block(behind)].addnext(new)
        for mark in new.iter(w("bookmarkStart")):
            mark.set(w("name"), f"{mark.get(w('name'))}_Copy_1")
        for paragraph, fate in ((old, "del"), (new, "ins")):
            for run in list(paragraph.iter(w("r"))):
                if fate == "del":
                    self._delete(run)
                else:
                    frame = make("ins", **self._attributes())
                    run.addprevious(frame)
                    frame.append(run)
            self._mark(paragraph, fate)

    def drop(self, words: str) -> None:
        """Take a paragraph out without tracking."""
        old = self.paragraphs[self.block(words)]
        old.getparent().remove(old)

    def divide(self, words: str) -> None:
        """Divide a paragraph behind these words without tracking."""
        self.split(words)
        head = self.paragraphs[self.block(words)].getprevious()
        properties = head.find(w("pPr")).find(w("rPr"))
        properties.remove(properties.find(w("ins")))

    def put_elsewhere(self, words: str, behind: str) -> None:
        """Put a paragraph elsewhere without tracking."""
        self.paragraphs[self.block(behind)].addnext(self.paragraphs[self.block(words)])

    def slip_in(self, words: str, text: str, like: str = "") -> None:
        """Put a paragraph behind another without tracking."""
        old = self.paragraphs[self.block(words)]
        model = self.paragraphs[self.block(like)] if like else old
        new, run, node = make("p"), make("r"), make("t")
        new.append(copy.deepcopy(model.find(w("pPr"))))
        node.text = text
        run.append(node)
        new.append(run)
        old.addnext(new)

    def row_of(self, words: str):
        """Return the table row of the cell that holds these words."""
        return next(self.paragraphs[self.block(words)].iterancestors(w("tr")))

    def delete_row(self, words: str) -> None:
        """Delete the row of a cell."""
        row = self.row_of(words)
        for paragraph in row.iter(w("p")):
            for run in list(paragraph.iter(w("r"))):
                self._delete(run)
            self._mark(paragraph, "del")
        self._row(row, "del")

    def new_row(self, words: str, cells: list[str]) -> None:
        """Put a row behind the row of a cell."""
        row = self.row_of(words)
        new = copy.deepcopy(row)
        row.addnext(new)
        for paragraph, text in zip(new.iter(w("p")), cells, strict=True):
            for child in list(paragraph):
                if child.tag != w("pPr"):
                    paragraph.remove(child)
            frame = make("ins", **self._attributes())
            run, node = make("r"), make("t")
            node.text = text
            run.append(node)
            frame.append(run)
            paragraph.append(frame)
        self._row(new, "ins")

    def _row(self, row, fate: str) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = make("trPr")
            row.insert(0, properties)
        properties.append(make(fate, **self._attributes()))

    def comment(self, words: str, text: str, *, last: str = "") -> None:
        """Comment on these words, or from them to the words `last`."""
        name, other = self.block(words), self.block(last or words)
        start = self.base.blocks[name].text.index(words)
        end = self.base.blocks[other].text.index(last or words) + len(last or words)
        self.range(name, start, end, text, other)

    def range(self, name: str, start: int, end: int, text: str, other: str = "") -> None:
        """Comment on characters of a block, or from it to another's."""
        number = str(len(self.comments))
        self.comments.append((number, text))
        other = other or name
        split(self.paragraphs[name], name, start)
        split(self.paragraphs[other], other, end)
        before = next(run for at, run in placed(self.paragraphs[name], name) if at >= start)
        behind = [
            run for at, run in placed(self.paragraphs[other], other) if at + length(run) <= end
        ][-1]
        before.addprevious(make("commentRangeStart", id=number))
        run = make("r")
        run.append(make("commentReference", id=number))
        behind.addnext(make("commentRangeEnd", id=number))
        behind.getnext().addnext(run)

    def without_bookmarks(self) -> None:
        """Lose every bookmark, as Google Docs does."""
        for tree in self.trees.values():
            for mark in list(tree.iter(w("bookmarkStart"), w("bookmarkEnd"))):
                mark.getparent().remove(mark)

    def retype(self, old: str, new: str) -> None:
        """Change a text without tracking."""
        nodes = [node for tree in self.trees.values() for node in tree.iter(w("t"))]
        found = [node for node in nodes if old in (node.text or "")]
        assert len(found) == 1, (old, len(found))
        found[0].text = found[0].text.replace(old, new)

    @property
    def comments(self) -> list[tuple[str, str]]:
        """The comments so far: id and text."""
        if not hasattr(self, "_comments"):
            self._comments: list[tuple[str, str]] = []
        return self._comments

    def saved(self) -> bytes:
        """Return the file as the reviewer sends it back."""
        if self.comments:
            root = make("comments")
            for number, text in self.comments:
                one = make("comment", id=number, author=self.author, initials="R")
                paragraph, run, node = make("p"), make("r"), make("t")
                node.text = text
                run.append(node)
                paragraph.append(run)
                one.append(paragraph)
                root.append(one)
            self.trees["word/comments.xml"] = root
            self.parts["word/comments.xml"] = b""
            self._declare()
        return self._zipped()

    def _declare(self) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        name = "word/_rels/document.xml.rels"
        link = f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'
        if b"rIdC" not in self.parts[name]:
            self.parts[name] = self.parts[name].replace(b"</Relationships>", link.encode())
            content = (
                '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxml'
                'formats-officedocument.wordprocessingml.comments+xml"/></Types>'
            )
            types = "[Content_Types].xml"
            self.parts[types] = self.parts[types].replace(b"</Types>", content.encode())
