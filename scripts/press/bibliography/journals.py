"""Journals' names in short, derived from their names in full."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyiso4.ltwa import Abbreviate

_PLACE = re.compile(r"\s*\([^)]*\)$")


def abbreviated(title: str) -> str:
    """Return a journal's name by ISO 4:2017, as in `N. Engl. J. Med.`.

    Words are shortened by the list of title word abbreviations (LTWA) of the ISSN centre, which
    pyiso4 carries. A name of one word stays as it is, and so does a place behind it (ISO 4, 4.2).
    """
    if " " not in _PLACE.sub("", title).strip():
        return title
    return str(_abbreviate()(title))


@cache
def _abbreviate() -> Abbreviate:
    from pyiso4.ltwa import Abbreviate

    return Abbreviate.create()
