"""pydantic's findings told in an author's words, each at the line of its YAML key."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from press.publication.bounded_yaml import shortened
from press.publication.problems import Problem, suggestion
from press.publication.source import Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_RULE = "schema"
_M = TypeVar("_M", bound=BaseModel)

# What to do about each kind of finding that needs more than pydantic's own message.
_MENDS = {
    "missing": "add the key; see the authors' guide for what it holds",
    "string_type": "write text here (put quotes round a number or a date)",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "list_type": "write a list: one `- item` a line",
    "dict_type": "write `key: value` lines, indented under this key",
    "int_type": "write a whole number without quotes",
    "tuple_type": "write a list: one `- item` a line",
    "model_type": "write `key: value` lines, indented under this key",
    "model_attributes_type": "write `key: value` lines, indented under this key",
    "date_from_datetime_parsing": "write year-month-day, such as 2026-11-20",
    "date_from_datetime_inexact": "write year-month-day without a time, such as 2026-11-20",
    "date_parsing": "write year-month-day, such as 2026-11-20",
    "date_type": "write year-month-day, such as 2026-11-20",
    "too_short": "add at least one item",
    "string_too_short": "write something here, or `not reported`",
}
# Kinds of findings about a bound, with its name in pydantic's context.
_LIMITS = {
    "greater_than_equal": ("ge", "write a number of {} or more"),
    "less_than_equal": ("le", "write a number of {} or less"),
    "string_too_long": ("max_length", "write no more than {} characters"),
    "too_long": ("max_length", "write no more than {} items"),
}
# For so many findings of a file the nearest words are looked for.
_SUGGESTED = 100

# What keys that may be of several kinds hold.
_KEY_MENDS = {
    "n": "write a whole number, `not reported`, or `total:` with `arms:`",
    "total": "write a whole number or `not reported`",
    "certainty": "write `not rated`, or `level:` with `reasons:`",
}


def validated(source: Source, model: type[_M]) -> tuple[_M | None, list[Problem]]:
    """Return the front matter as a model, or None and everything that is wrong with it."""
    if not source.meta:
        mend = f"begin the file with `---` and the keys of {_named(model)}"
        return None, [Problem(source.path, 1, 1, _RULE, "the front matter is missing", mend)]
    try:
        return model.model_validate(dict(source.meta)), []
    except ValidationError as error:
        return None, _problems(source, model, error)


def _problems(source: Source, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    found: dict[tuple[str, str], Problem] = {}
    for detail in _best_branches(error.errors(include_url=False)):
        path = _yaml_path(detail["loc"])
        key = ".".join(path)
        siblings = _fields_at(model, path[:-1])
        message, mend = _words(detail, path, siblings if len(found) < _SUGGESTED else ())
        found.setdefault((key, message), source.problem(key, _RULE, message, mend))
    return list(found.values())


def _best_branches(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Where a key may be one of several kinds, keep the finding about the kind the author meant.

    pydantic reports one finding a branch of a union; a finding deeper inside a mapping, or one
    that lists allowed values, tells the author more than "should be an integer".
    """
    depth: dict[tuple[Any, ...], int] = {}
    for detail in details:
        stem = _stem(detail["loc"])
        depth[stem] = max(depth.get(stem, 0), len(detail["loc"]))
    kept: list[ErrorDetails] = []
    for detail in details:
        stem = _stem(detail["loc"])
        is_shallow = len(detail["loc"]) < depth[stem]
        if not (is_shallow and detail["type"] in {"literal_error", "int_type", "model_type"}):
            kept.append(detail)
    return kept


def _stem(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    for index, part in enumerate(loc):
        if isinstance(part, str) and _is_branch(part):
            return loc[:index]
    return loc


def _is_branch(part: str) -> bool:
    """Tell the union labels that pydantic puts into a location from keys of the YAML."""
    return part in {"int", "constrained-int", "Participants", "Certainty"} or part.startswith(
        ("literal[", "constrained-", "function-")
    )


def _yaml_path(loc: tuple[int | str, ...]) -> list[str]:
    """Return a finding's location as keys of the YAML, without the labels of unions."""
    return [str(part) for part in loc if not (isinstance(part, str) and _is_branch(part))]


def _words(  # noqa: PLR0911 - one return a kind of finding
    detail: ErrorDetails, path: list[str], siblings: tuple[str, ...]
) -> tuple[str, str]:
    """Return the message and the remedy for one finding."""
    key = path[-1] if path else "front matter"
    is_item = bool(detail["loc"]) and isinstance(detail["loc"][-1], int)
    where = f"item {int(key) + 1} of `{path[-2]}`" if is_item else f"`{shortened(key)}`"
    kind = detail["type"]
    value = detail.get("input")
    if kind == "extra_forbidden":
        return f"unknown key {where}", suggestion(
            key, siblings, "remove it or see the authors' guide for the keys"
        )
    if kind == "missing":
        return f"the key {where} is missing", _MENDS[kind]
    if key in _KEY_MENDS and kind in {"int_type", "literal_error", "model_type"}:
        return f"{where} cannot be {_shown(value)}", _KEY_MENDS[key]
    if kind in {"enum", "literal_error"}:
        allowed = _allowed(detail)
        listing = "use one of: " + ", ".join(allowed)
        word = shortened(str(value))
        return f"{where} cannot be {_shown(value)}", suggestion(word, allowed, listing)
    if kind == "string_pattern_mismatch":
        return f"{where} cannot be {_shown(value)}", _pattern_mend(str(detail["ctx"]["pattern"]))
    if kind == "value_error":
        return f"{where} is not right", str(detail["msg"]).removeprefix("Value error, ")
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{where} cannot be {_shown(value)}", words.format(detail["ctx"][name])
    mend = _MENDS.get(kind, detail["msg"][:1].lower() + detail["msg"][1:])
    return f"{where} cannot be {_shown(value)}", mend


def _shown(value: object) -> str:
    """Return what the author wrote, short enough for a line."""
    if value is None:
        return "empty"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    return "a mapping" if isinstance(value, dict) else shortened(repr(value))


def _allowed(detail: ErrorDetails) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def _pattern_mend(pattern: str) -> str:
    if "/" in pattern:
        return "write the file's name without folder and without .md"
    if "[01]" in pattern:
        return "write a p value as text, such as '0.03' or '<0.001'"
    return "write one number as text, such as '-5.1' or '0.50'"


@cache
def _fields_of(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


def _fields_at(model: type[BaseModel], path: list[str]) -> tuple[str, ...]:
    """Return the keys that are allowed in the mapping at a path."""
    current = model
    for part in path:
        if part.isdigit():
            continue
        field = current.model_fields.get(part)
        inner = _models_in(field.annotation) if field else []
        if not inner:
            return ()
        current = inner[0]
    return _fields_of(current)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is None and not get_args(annotation):
        return []
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _named(model: type[BaseModel]) -> str:
    name = model.__name__.removesuffix("Meta").lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
