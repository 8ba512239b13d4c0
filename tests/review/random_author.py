"""Edits that an author makes in a source while reviewers have the export."""

from __future__ import annotations

import random
import re

_PLAIN_LINE = re.compile(r"[A-Z][^\[\]|<>`*_{}#:]{30,}$")
_ITEM = re.compile(r"- [^\[\]|<>`*_{}#:]{20,}$")


def rewritten(text: str, seed: int, count: int) -> tuple[str, list[str]]:
    """Return a source after so many random edits of its body, and the words that were put in."""
    rng = random.Random(seed)  # noqa: S311 - a test that can be repeated
    head, body = _split(text)
    lines = body.split("\n")
    added: list[str] = []
    for number in range(count):
        word = f"zq{seed}x{number}q"
        plain = [i for i, line in enumerate(lines) if _PLAIN_LINE.match(line)]
        items = [i for i, line in enumerate(lines) if _ITEM.match(line)]
        action = rng.choice(("replace", "insert", "delete", "line", "wrap", "swap", "drop"))
        if action == "swap" and len(items) > 1:
            one, other = rng.sample(items, 2)
            lines[one], lines[other] = lines[other], lines[one]
        elif action == "drop" and len(items) > 2:
            del lines[rng.choice(items)]
        elif plain:
            index = rng.choice(plain)
            lines[index : index + 1] = _edited(rng, lines[index], action, word)
            if word in "\n".join(lines[index : index + 2]):
                added.append(word)
    text = head + "\n".join(lines)
    return text, [word for word in added if word in text]


def _split(text: str) -> tuple[str, str]:
    end = text.index("\n---\n", 3) + len("\n---\n") if text.startswith("---") else 0
    return text[:end], text[end:]


def _edited(rng: random.Random, line: str, action: str, word: str) -> list[str]:
    words = line.split(" ")
    place = rng.randrange(1, max(len(words) - 1, 2))
    if action == "replace":
        words[place] = word
    elif action == "insert":
        words.insert(place, word)
    elif action == "delete":
        del words[place]
    elif action == "line":
        return [line, f"So says {word}."]
    elif action == "wrap":
        return [" ".join(words[:place]), " ".join(words[place:])]
    return [" ".join(words)]
