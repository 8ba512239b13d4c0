"""The front matter of pages: what the website's theme takes from it, and would stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, WrapValidator

from press.publication.problems import Problem
from press.publication.scalars import Date, Text
from press.publication.source import Source
from press.publication.theme import Look
from press.publication.validation import validated

_RULE = "schema"
Hidden = Literal["navigation", "toc", "path", "footer", "feedback", "tags"]


def _day(value: Any, handler: Any) -> Any:
    """Look at a day; plugins of MkDocs may keep several under the same key, by name."""
    return value if isinstance(value, dict) else handler(value)


class _Searched(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    exclude: StrictBool = False
    boost: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.0


class PageMeta(BaseModel):
    """The front matter of a page; keys that the press and the theme do not know are let through."""

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)

    title: Text | None = None
    subtitle: Text | None = None
    description: Text | None = None
    author: Text | None = None
    icon: Text | None = Field(None, description="An icon of the theme, such as `material/flask`.")
    template: Text | None = Field(None, description="A template of the theme: `home.html`.")
    hide: tuple[Hidden, ...] = Field((), description="Parts of the page that are left out.")
    tags: tuple[Text, ...] = Field((), description="Free words to find the page by.")
    search: _Searched | None = Field(None, description="How the search takes the page.")
    date: Annotated[Date | None, WrapValidator(_day)] = None


def page_problems(source: Source, look: Look) -> Iterator[Problem]:
    """Yield what in a page's front matter the website would stumble over."""
    if source.meta:
        yield from validated(source, PageMeta)[1]
        yield from look_problems(source, look)


def look_problems(source: Source, look: Look) -> Iterator[Problem]:
    """Yield the icon and the template that the theme does not have."""
    for key, fault_of in (("icon", look.icon_fault), ("template", look.template_fault)):
        value = source.meta.get(key)
        fault = fault_of(value) if isinstance(value, str) and value.strip() else None
        if fault:
            yield source.problem(key, _RULE, f"`{key}`: {fault[0]}", fault[1])
