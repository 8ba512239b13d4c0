"""What a reviewer changed inside paragraphs, in terms of the units that were exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.compile import ATOM
from press.review.diff.characters import same
from press.review.edits.edit import ByHandError, Edit
from press.review.locate.located import CONTENTS_LINE, Located
from press.review.model.changes import Change, ReviewDocument
from press.review.model.paragraphs import Format, Joined, Run, Span, text_of
from press.review.sources.units import Woven


def text_edits(located: Located, change: Change) -> tuple[Edit, ...]:
    """Return the edits that a tracked change inside paragraphs stands for.

    Raises ByHandError where it concerns text that is made from something else.
    """
    if change.kind == "move":
        return _moved(located, change)
    if change.kind == "run format":
        return (_reformatted(located, change),)
    woven, start, end = spot(located, change.before)
    return (edit_of(woven, start, end, change.new),)


def _moved(located: Located, change: Change) -> tuple[Edit, ...]:
    if change.target is None:
        raise ByHandError("the file does not say where this text was moved")
    source = edit_of(*spot(located, change.before), ())
    if ATOM in source.old_text:
        raise ByHandError("text with a citation, a footnote or an image was moved")
    return source, edit_of(*spot(located, change.target), change.new)


def _reformatted(located: Located, change: Change) -> Edit:
    document = located.document
    if document.text("before", change.before) != document.text("after", change.after):
        raise ByHandError("the text whose look was changed was edited too")
    woven, start, end = spot(located, change.before)
    edit = edit_of(woven, start, end, ())
    if edit.unit.key:
        raise ByHandError("a value of the front matter has no bold or italic text")
    if change.after.first != change.after.last:
        raise ByHandError("it reaches over several paragraphs")
    reason = unsayable(document, change)
    if reason:
        raise ByHandError(reason)
    after = tuple(formats_of(document.paragraphs[change.after.first].after))
    looks = {
        one.offset: look
        for one, look in zip(
            woven.shown[start:end], after[change.after.start : change.after.end], strict=True
        )
        if one is not None
    }
    return replace(edit, looks=tuple(looks[offset] for offset in range(edit.start, edit.end)))


def formats_of(runs: tuple[Run, ...]) -> Iterator[Format]:
    """Yield the look of each character of runs."""
    for run in runs:
        yield from (run.look,) * len(run.text)


def spot(located: Located, span: Span) -> tuple[Woven, int, int]:
    """Return the exported block that a span of the view before lies in, and the range in it.

    Raises ByHandError where it lies in none, in several, or in one that no source text shows.
    """
    document = located.document
    try:
        joined = document.joined("before", span.first)
        last = document.joined("before", span.last)
    except KeyError as error:
        raise ByHandError("it stands in text that the reviewer put in") from error
    if joined is not last:
        raise ByHandError("it reaches over several paragraphs")
    woven = block_of(located, joined)
    start, end = joined.offset(span.first, span.start), joined.offset(span.last, span.end)
    if joined.text == woven.block.text:
        return woven, start, end
    # Blanks before the text are no words of it: one stands behind a footnote's number.
    blanks = len(joined.text) - len(joined.text.lstrip())
    at = min(blanks, start)
    found = same(joined.text[at:], woven.block.text).region(start - at, end - at)
    if found is None or woven.block.text[slice(*found)] != joined.text[start:end]:
        if joined.text.strip() == woven.block.text.strip():
            raise ByHandError("it takes away, or stands before, a blank that no source shows")
        raise ByHandError("the words around it were changed without tracking")
    return woven, *found


def block_of(located: Located, joined: Joined) -> Woven:
    """Return the exported block that a paragraph shows.

    Raises ByHandError where there is none, or where no source text is shown by it.
    """
    match = located.match(joined)
    if match is None and located.is_contents(joined):
        raise ByHandError(CONTENTS_LINE)
    if match is None:
        raise ByHandError("this paragraph was not found in the export")
    woven = located.carrier.woven.get(match.block)
    if woven is not None and woven.units:
        return woven
    block = located.base.blocks[match.block]
    if block.key:
        path, line, _ = located.base.manifest.entries[block.key]
        raise ByHandError(f"the reference list is made from {path}:{line} (`{block.key}`)")
    if woven is not None and block.fields:
        raise ByHandError(f"this text is made from `{block.fields[0].key}` in {block.file}")
    raise ByHandError("this text is generated by the press")


def edit_of(woven: Woven, start: int, end: int, new: tuple[Run, ...]) -> Edit:
    """Return the edit that puts runs in the place of characters `start:end` of a block.

    Raises ByHandError where that would change what is atomic or generated, or where Markdown
    has no words for what is new.
    """
    if woven.cuts_atom(start) or woven.cuts_atom(end):
        raise ByHandError("it changes a part of a citation, which stands or falls as a whole")
    found = woven.range(start, end)
    if found is None or any(one is None or one.kind == "g" for one in woven.shown[start:end]):
        raise ByHandError(_made_from(woven, start, end))
    number, first, last = found
    unit = woven.units[number]
    refuse_untypable(new)
    if unit.key and any(run.look.bold or run.look.italic for run in new):
        raise ByHandError("a value of the front matter has no bold or italic text")
    shown = woven.shown[start] if start < len(woven.shown) else None
    return Edit(unit, first, last, new, capital=shown is not None and shown.capital)


def refuse_untypable(new: Sequence[Run]) -> None:
    """Raise ByHandError where Markdown has no words for what is new."""
    text = text_of(new)
    if any(run.look.raised and run.text.strip() for run in new):
        raise ByHandError("raised or lowered text has no place in Markdown")
    if ATOM in text:
        raise ByHandError("it brings an image or a footnote")
    if "\n" in text:
        raise ByHandError("it brings a line break")


def _made_from(woven: Woven, start: int, end: int) -> str:
    block = woven.block
    one = next((f for f in block.fields if f.start <= start and end <= f.end), None)
    if one is not None:
        return f"this text is made from `{one.key}` in {block.file}"
    return "it touches words that the press generates"


def untracked(located: Located, joined: Joined) -> Iterator[tuple[int, int, int, int]]:
    """Yield what differs, without tracking, between a paragraph and the block it shows.

    Each is a range in the block as exported, and the range in the paragraph as it was before.
    """
    match = located.match(joined)
    if match is None:
        return
    old = located.base.blocks[match.block].text
    shift = same(old, joined.text, whole_words=True)
    if shift.is_identity:
        return
    text = joined.text
    at, place = 0, 0
    for chunk in (*shift.chunks, None):
        until, there = (chunk.old, chunk.new) if chunk else (len(old), len(text))
        if at == 0:  # blanks at a paragraph's ends are a matter of editors
            while place < there and text[place].isspace():
                place += 1
        if until == len(old):
            while there > place and text[there - 1].isspace():
                there -= 1
        if until > at or there > place:
            yield at, until, place, there
        if chunk:
            at, place = chunk.old_end, chunk.new_end


def untracked_edits(
    located: Located, joined: Joined
) -> Iterator[tuple[int, int, Edit | ByHandError]]:
    """Yield the edits of a paragraph that nobody tracked, or why one cannot be made.

    Each with the range in the exported block.
    """
    looks = tuple(formats_of(joined.runs))
    for start, end, first, last in untracked(located, joined):
        try:
            woven = block_of(located, joined)
            new = _runs(joined.text[first:last], looks[first:last])
            yield start, end, edit_of(woven, start, end, new)
        except ByHandError as error:
            yield start, end, error


def _runs(text: str, looks: tuple[Format, ...]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for character, look in zip(text, looks, strict=True):
        if runs and runs[-1].look == look:
            runs[-1] = Run(runs[-1].text + character, look)
        else:
            runs.append(Run(character, look))
    return tuple(runs)


_UNSAID = frozenset({"", "plain"})


_LANGUAGE = "language "  # what spelling is checked by: nobody asks for it


def unsayable(document: ReviewDocument, change: Change) -> str:
    """Return why a format is not made: it is neither bold nor italic, or more; else nothing.

    What only sets a colour or a typeface along with bold is taken for bold.
    """
    told = {*change.was.split(", "), *change.now.split(", ")} - _UNSAID
    wishes = sorted(one for one in told if not one.startswith(_LANGUAGE))
    joined = document.joined("before", change.before.first)
    start = joined.offset(change.before.first, change.before.start)
    end = joined.offset(change.before.last, change.before.end)
    old = tuple(formats_of(joined.runs))[start:end]
    new = tuple(formats_of(document.paragraphs[change.after.first].after))
    pairs = list(zip(old, new[change.after.start : change.after.end], strict=True))
    is_sayable = any((o.bold, o.italic) != (n.bold, n.italic) for o, n in pairs)
    is_more = any(_other(one) != _other(other) for one, other in pairs)
    if not wishes or (is_sayable and not is_more):
        return ""
    what = f"{change.was} became {change.now}"
    return f"only bold and italic can be written into a source: {what}"


def _other(look: Format) -> tuple[object, ...]:
    return look.strike, look.underline, look.highlight, look.raised
