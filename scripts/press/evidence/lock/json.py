"""Entries of the lock as values of JSON, there and back; what does not fit is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn, get_args

from press.evidence.lock.entry import LOCKED_FIELDS, Asked, Candidate, Locked, Outcome, Said
from press.evidence.works.work import Confidence, Notice, NoticeKind, Registry

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Misfit(Exception):  # noqa: N818 - what is wrong with a line, not with the program
    """A value that has no place in the lock; `key` is the member that is wrong, if one is."""

    def __init__(self, message: str, key: str = "") -> None:
        self.key = key
        super().__init__(message)


def locked_value(value: Any) -> Locked:
    """Return an entry of the lock from JSON's values; raises Misfit where they do not fit."""
    known = {"fields", "asked", "notices", "candidates"}
    data = _mapping(value, "the entry")
    for key in data.keys() - known:
        _fail(f"unknown key `{key}`")
    fields: dict[str, tuple[Said, ...]] = {}
    for name, values in _mapping(data.get("fields", {}), "`fields`").items():
        if name not in LOCKED_FIELDS:
            _fail(f"unknown field `{name}`")
        fields[name] = tuple(_said(one, name) for one in _list(values, name))
        if len({one.registry for one in fields[name]}) < len(fields[name]):
            _fail(f"`{name}` has two values of one registry")
    asked = {
        _of(registry, Registry, "registry"): _asked(one)
        for registry, one in _mapping(data.get("asked", {}), "`asked`").items()
    }
    notices = tuple(_notice(one) for one in _list(data.get("notices", []), "notices"))
    listed = _list(data.get("candidates", []), "candidates")
    return Locked(fields, asked, notices, tuple(_candidate(one) for one in listed))


def _said(value: Any, name: str) -> Said:
    data = _mapping(value, f"a value of `{name}`")
    who = _of(data.get("registry"), Registry, "registry")
    confidence = data.get("confidence")
    if (who == "editor") != (confidence is not None):
        _fail(f"`{name}`: a confidence stands with the registry `editor`, and only there")
    text = data.get("value")
    texts = [text] if isinstance(text, str) else _list(text, f"{name}: value")
    if not texts or not all(isinstance(one, str) and one.strip() for one in texts):
        _fail(f"`{name}` has an empty value, or one that is no text")
    return Said(
        tuple(texts),
        who,
        _day(data.get("date")),
        None if confidence is None else _of(confidence, Confidence, "confidence"),
    )


def _asked(value: Any) -> Asked:
    data = _mapping(value, "`asked`")
    outcome = _of(data.get("outcome"), Outcome, "outcome")
    return Asked(_text(data, "by"), _day(data.get("date")), outcome)


def _notice(value: Any) -> Notice:
    data = _mapping(value, "a notice")
    date = _text(data, "date")
    if date and not _DATE.fullmatch(date):
        _fail(f"a notice's date cannot be `{date}`")
    return Notice(
        _of(data.get("kind"), NoticeKind, "kind of notice"),
        _of(data.get("registry"), Registry, "registry"),
        _text(data, "source"),
        _text(data, "where"),
        date,
    )


def _candidate(value: Any) -> Candidate:
    data = _mapping(value, "a candidate")
    likeness = data.get("likeness", 0)
    if not isinstance(likeness, int):
        _fail("a candidate's likeness is no whole number")
    names = ("title", "author", "year", "journal", "doi", "pmid")
    texts = {name: _text(data, name) for name in names}
    who = _of(data.get("registry"), Registry, "registry")
    return Candidate(who, likeness=likeness, **texts)


def _fail(message: str) -> NoReturn:
    raise Misfit(message)


def _mapping(value: Any, what: str) -> dict[str, Any]:
    return value if isinstance(value, dict) else _fail(f"{what} is no object in braces")


def _list(value: Any, what: str) -> list[Any]:
    return value if isinstance(value, list) else _fail(f"`{what}` is no list")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value if isinstance(value, str) else _fail(f"`{name}` is no text")


def _day(value: Any) -> str:
    fits = isinstance(value, str) and _DAY.fullmatch(value)
    return str(value) if fits else _fail(f"a date cannot be `{value}`; it is written 2026-11-21")


def _of(value: Any, literal: Any, what: str) -> Any:
    allowed = get_args(literal)
    return value if value in allowed else _fail(f"the {what} cannot be `{value}`")


def plain_value(locked: Locked) -> dict[str, Any]:
    """Return an entry of the lock as JSON's values, without what is empty."""
    found: dict[str, Any] = {}
    if locked.asked:
        found["asked"] = {
            registry: {"by": one.by, "date": one.date, "outcome": one.outcome}
            for registry, one in sorted(locked.asked.items())
        }
    if locked.candidates:
        found["candidates"] = [_filled(vars(one)) for one in locked.candidates]
    found["fields"] = {
        name: [_plain_said(one) for one in locked.fields[name]]
        for name in LOCKED_FIELDS
        if name in locked.fields
    }
    if locked.notices:
        found["notices"] = [_filled(vars(one)) for one in locked.notices]
    return found


def _plain_said(said: Said) -> dict[str, Any]:
    value = said.value[0] if len(said.value) == 1 else list(said.value)
    return _filled({**vars(said), "value": value})


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(values.items()) if value not in (None, "", 0)}
