"""Small phrases that labels, captions and alternative texts share."""

from __future__ import annotations

from collections.abc import Sequence

from press.publication.wording import capital

_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def mid_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: `Ketamine` as `ketamine`, `ECT` unchanged."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def counted(number: int, one: str, many: str) -> str:
    """Return `one study`, `two studies`, `12 studies`."""
    return f"{_SPELT[number] if number < len(_SPELT) else number} {one if number == 1 else many}"


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning and one full stop at its end."""
    stop = "" if text.endswith((".", "?", "!")) else "."
    return f"{capital(text)}{stop}"
