"""The text of a comment as Markdown: what a reviewer made bold stays bold in a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from press.review.model.paragraphs import OBJECT, Format, Run

# A backslash is understood by every Markdown before these, by some alone before others: for
# those stand entities.
_SIGNS = re.compile(r"[\\`*_\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|(?<=~)~")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;"}
# What makes a list, a heading, a rule or a quotation of a line that begins with it.
_BEGINNING = re.compile(r"^([#+>-])")
_LIST_AT = re.compile(r"^(\d+)([.)])(?=\s|$)")
_UNDERLINE = re.compile(r"^=(?==*\s*$)")
_SAFE = re.compile(r"(?:https?|mailto|ftp):|#", re.IGNORECASE)
_ODD = re.compile(r"[()\s]")
_TICKS = re.compile("`+")


def markdown(paragraphs: Iterable[tuple[Sequence[Run], bool, int]]) -> str:
    """Return paragraphs as Markdown; of each its runs, whether it is a list item, and its level."""
    blocks: list[str] = []
    was_item = False
    for runs, is_item, level in paragraphs:
        text = inline(runs).strip()  # blanks at its beginning would make code of it
        if not text and not is_item:
            continue
        if is_item:
            text = "    " * level + "- " + text
        if blocks:
            blocks.append("\n" if is_item and was_item else "\n\n")
        blocks.append(text)
        was_item = is_item
    return "".join(blocks)


def inline(runs: Sequence[Run]) -> str:
    """Return the runs of one paragraph as Markdown."""
    text = "".join(_linked(group) for group in _by_link(runs))
    lines = [_escaped_start(line) for line in text.split("\n")]
    return "  \n".join(lines)


def _by_link(runs: Sequence[Run]) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in runs:
        if groups and groups[-1][-1].look.link == run.look.link:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _linked(runs: Sequence[Run]) -> str:
    address = runs[0].look.link
    text = "".join(_marked(run) for run in _joined(runs))
    if not address or not text.strip():
        return text
    if not _SAFE.match(address):  # a comment must not smuggle in what runs on a click
        return f"{text} ({_escaped(address)})"
    safe = address.replace("<", "%3C").replace(">", "%3E").replace("\n", "").replace(" ", "%20")
    target = f"<{safe}>" if _ODD.search(safe) else safe
    return _around(text, "[", f"]({target})")


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Return runs with neighbours of one look joined, as far as Markdown can tell looks apart."""
    found: list[Run] = []
    for run in runs:
        look = Format(run.look.bold, run.look.italic, run.look.code, run.look.strike)
        text = run.text.replace(OBJECT, "[picture]") if look.code else run.text
        if found and found[-1].look == look:
            found[-1] = replace(found[-1], text=found[-1].text + text)
        else:
            found.append(Run(text, look))
    return found


def _marked(run: Run) -> str:
    look = run.look
    if look.code and run.text.strip() and "\n" not in run.text:
        text = _code(run.text)
    else:
        text = _escaped(run.text)
    marks = "***" if look.bold and look.italic else "**" if look.bold else "*" * look.italic
    if look.strike:
        text = _around(text, "~~", "~~")
    return _around(text, marks, marks) if marks else text


def _code(text: str) -> str:
    """Return characters as code, between more ticks than they hold."""
    longest = max((len(found) for found in _TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _around(text: str, start: str, end: str) -> str:
    """Put marks around a text, inside its outer blanks: Markdown knows none around blanks."""
    bare = text.strip()
    if not bare:
        return text
    at = text.index(bare)
    return text[:at] + start + bare + end + text[at + len(bare) :]


def _escaped(text: str) -> str:
    """Return characters so that Markdown shows them as they are."""
    shown = _SIGNS.sub(lambda sign: _ENTITIES.get(sign[0]) or f"\\{sign[0]}", text)
    return shown.replace(OBJECT, r"\[picture\]")


def _escaped_start(line: str) -> str:
    """Return a line without what makes more of its beginning than text."""
    bare = line.lstrip()
    blanks = line[: len(line) - len(bare)]
    if _LIST_AT.match(bare):
        return blanks + _LIST_AT.sub(r"\1\\\2", bare)
    return blanks + _UNDERLINE.sub("&#61;", _BEGINNING.sub(r"\\\1", bare))
