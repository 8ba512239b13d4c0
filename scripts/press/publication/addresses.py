"""Addresses in texts: which may be linked to, and what they are made of."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What an address may begin with, if it is no path and no fragment."""

ADDRESS_MEND = (
    "write one that begins with https://, http://, mailto: or tel:, or a path relative to this file"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers pass over these inside an address, or before it.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def split_address(address: str) -> SplitResult | None:
    """Return the parts of a link's address, or None where it is no address (`http://[x`)."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def is_foreign(address: str) -> bool:
    """Tell whether what stands at an address would be fetched from another host."""
    bare = _IGNORED.sub("", address).replace("\\", "/").lower()
    return bare.startswith(("http:", "https:", "//"))


def is_safe_address(address: str) -> bool:
    """Tell whether an address may be linked to: of the web, of mail, of a telephone, or relative.

    What a browser would read as one of another scheme, or as one on another host without saying
    so (`//host/`, `\\\\host`), may not.
    """
    bare = _IGNORED.sub("", address)
    scheme = _SCHEME.match(bare)
    if scheme:
        return scheme[1].lower() in SCHEMES
    return not bare.replace("\\", "/").startswith("//")
