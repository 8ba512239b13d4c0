"""Templates of HTML: each package keeps its own, all are filled by the same rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from press.publication.names import safe_id

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def html_templates(package: str, *, trim: bool = True) -> Environment:
    """Return the templates in a package's folder `templates`; what is put into them is escaped.

    A name that a template uses and nobody gives is an error. With `trim`, lines that hold only
    template tags leave no empty lines. The filter `safe_id` makes an id, and
    `code` shows what stands between backticks as code.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=trim,
        lstrip_blocks=trim,
    )
    environment.filters |= {"code": _with_code, "safe_id": safe_id}
    return environment


def _with_code(text: str) -> Markup:
    """Return a text escaped, what stands between backticks as code."""
    from markupsafe import Markup, escape

    parts = str(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
