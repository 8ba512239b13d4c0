"""Marks that stand in the text: bookmarks, comments, insertions and deletions, moves."""

from __future__ import annotations

from press.docx.ooxml import Element
from press.review.reading.drafts import FormatDraft, MoveRange, Point
from press.review.reading.names import (
    MOVE_RANGES,
    OTHERS,
    RANGES,
    REFERENCE,
    TRACKED,
    attribute,
    short,
)
from press.review.reading.state import RunState, WalkState, WalkStep, Wrapper, points, side, side_of


def _start_bookmark(state: WalkState, element: Element) -> None:
    number, name = attribute(element, "w:id"), attribute(element, "w:name")

    def put(place: Point) -> None:
        state.open_bookmarks[number] = (name, place)

    state.here(put)


def _end_bookmark(state: WalkState, element: Element) -> None:
    number = attribute(element, "w:id")

    def put(place: Point) -> None:
        if number in state.open_bookmarks:
            name, start = state.open_bookmarks.pop(number)
            state.gathered.bookmarks.append((name, start, place))

    state.behind(put)


def _comment_range(state: WalkState, element: Element) -> None:
    number = _commented(state, element)
    if short(element) == "w:commentRangeStart":
        state.here(lambda place: _first(state.gathered.starts, number, place))
    else:
        state.behind(lambda place: _first(state.gathered.ends, number, place))


def _comment_reference(state: WalkState, element: Element) -> None:
    number = _commented(state, element)
    state.here(lambda place: _first(state.gathered.references, number, place))


def _first(places: dict[str, Point], number: str, place: Point) -> None:
    places.setdefault(number, place)


def _commented(state: WalkState, element: Element) -> str:
    number = attribute(element, "w:id")
    mark = state.counted.marks[element]
    state.gathered.comment_marks.setdefault(number, []).append(mark)
    return number


def _start_tracked(state: WalkState, element: Element) -> None:
    tracked = state.tracked(element)
    state.marks.append(tracked)
    state.wrappers.append(Wrapper(tracked))


def _end_tracked(state: WalkState, _: Element) -> None:
    wrapper = state.wrappers.pop()
    if not wrapper.made:
        marks, stuff = tuple(state.marks), wrapper.stuff

        def put(place: Point) -> None:
            draft = state.gathered.drafts[place.index]
            draft.add("", RunState().looks, marks, stuff or "nothing")
            for outer in state.wrappers:
                outer.made = True

        state.behind(put)
    state.marks.pop()


def _start_move(state: WalkState, element: Element) -> None:
    tracked = state.tracked(element)
    move = MoveRange(attribute(element, "w:name"), tracked, [tracked.mark])
    state.gathered.moves.append(move)
    state.open_moves[side(tracked)][tracked.mark.id] = move
    draft = state.paragraph  # its end was marked before the range began
    if draft is not None and any(end.element == side(tracked) for end in draft.ends):
        move.ends.append(draft.index)


def _end_move(state: WalkState, element: Element) -> None:
    mark = state.counted.marks[element]
    move = state.open_moves[side_of(short(element))].pop(mark.id, None)
    (move.marks if move else state.gathered.void).append(mark)


def _other(state: WalkState, element: Element) -> None:
    """Take up a mark that stands where no editor puts it by hand: it is named, and no more."""
    tracked = state.tracked(element)

    def put(place: Point) -> None:
        change = FormatDraft("other", tracked, *points(place), detail=tracked.element)
        state.gathered.formats.append(change)

    state.here(put)


STARTS: dict[str, WalkStep] = {
    **dict.fromkeys(TRACKED, _start_tracked),
    **dict.fromkeys(MOVE_RANGES, _start_move),
    **dict.fromkeys(MOVE_RANGES.values(), _end_move),
    **dict.fromkeys(RANGES, _comment_range),
    **dict.fromkeys(OTHERS, _other),
    REFERENCE: _comment_reference,
    "w:bookmarkStart": _start_bookmark,
    "w:bookmarkEnd": _end_bookmark,
}
ENDS: dict[str, WalkStep] = dict.fromkeys(TRACKED, _end_tracked)
