"""Two versions of a paragraph as words that stayed, went and came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.review.write.tokens import Token

_KEPT = 0.3  # where less of both versions is the same, one stands whole in the place of the other
_GLUE = 3  # so many characters that are no word do not part two changes


@dataclass(frozen=True)
class Step:
    """Tokens `old:old_end` of one version stand for tokens `new:new_end` of the other."""

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int


def steps(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """Return how the one becomes the other, in order; changes that lie close are one."""
    matcher = SequenceMatcher(
        None, [token.key for token in old], [token.key for token in new], autojunk=False
    )
    found = [Step(tag == "equal", *rest) for tag, *rest in matcher.get_opcodes()]
    kept = sum(_size(old[step.old : step.old_end]) for step in found if step.same)
    if kept < _KEPT * min(_size(old), _size(new)):
        return _around_whole(old, new)
    return _joined([_unglued(found, at, old) for at in range(len(found))])


def _size(tokens: Iterable[Token]) -> int:
    return sum(len(token.text) or 1 for token in tokens)


def _around_whole(old: Sequence[Token], new: Sequence[Token]) -> list[Step]:
    """Return one version in the place of the other, but for what stands round the text.

    That is the mark in front of a footnote's text: Word's own, which nobody can delete.
    """
    head = 0
    for one, other in zip(old, new, strict=False):
        if one.key != other.key or not one.whole or one.note:
            break
        head += 1
    found = [Step(True, 0, head, 0, head)] if head else []  # noqa: FBT003 - reads as it looks
    if head < len(old) or head < len(new):
        found.append(Step(False, head, len(old), head, len(new)))  # noqa: FBT003
    return found


def _unglued(found: Sequence[Step], at: int, old: Sequence[Token]) -> Step:
    """Return a step; blanks and signs between two changes count as changed with them."""
    step = found[at]
    if not step.same or at in {0, len(found) - 1}:
        return step
    tokens = old[step.old : step.old_end]
    text = "".join(token.text for token in tokens)
    is_glue = len(text) <= _GLUE and not any(letter.isalnum() for letter in text)
    if is_glue and not any(token.whole for token in tokens):
        return Step(False, step.old, step.old_end, step.new, step.new_end)  # noqa: FBT003
    return step


def _joined(found: Sequence[Step]) -> list[Step]:
    result: list[Step] = []
    for step in found:
        if result and result[-1].same == step.same:
            last = result.pop()
            result.append(Step(step.same, last.old, step.old_end, last.new, step.new_end))
        else:
            result.append(step)
    return result
