"""Where the fields of an entry lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.publication import is_safe_address

_COMMAND = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}")


def unsafe_addresses(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield addresses to which no reference may lead, such as `javascript:...`, with their field.

    They stand in the field `url`, and in any field as LaTeX's `\\url{...}` or `\\href{...}{...}`.
    """
    for name, value in fields.items():
        addresses = [value] if name == "url" else _COMMAND.findall(value)
        for address in addresses:
            if not is_safe_address(address):
                yield name, " ".join(address.split())
