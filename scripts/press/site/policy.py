"""What a page may load and run: a Content-Security-Policy, first in its head.

Nothing from another host, and no script but the theme's files and those that stand in the page
itself, each by the hash of its text. What stands in the text of an author is none of them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_INLINE = re.compile(r"<(script|style)((?:\s[^>]*)?)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)
_RUN = frozenset(("", "module", "text/javascript", "application/javascript"))
_SCRIPTS = "script-src 'self'"
_ADDED = re.compile(rb"<script>((?:(?!</?script).)*)</script>\s*(?:</body>|\Z)", re.DOTALL)


def with_policy(page: str, hosts: Sequence[str] = (), content: str = "") -> str:
    """Return a page with its policy; `hosts` are others from which it may load something.

    `content` is the part of the page that its author wrote. What stands in it is not allowed to
    run, should a script ever have found a way into it.
    """
    head = _HEAD.search(page)
    if head is None:
        return page
    policy = escape(_policy(page.replace(content, "", 1) if content else page, hosts), quote=False)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{page[: head.end()]}{tag}{page[head.end() :]}"


def _policy(frame: str, hosts: Sequence[str]) -> str:
    hashes = list(_hashes(frame))
    styles = [sign for kind, sign in hashes if kind == "style"]
    rules = [
        ("default-src 'self'", hosts),
        ("img-src 'self' data:", hosts),
        (_SCRIPTS, [*(sign for kind, sign in hashes if kind == "script"), *hosts]),
        *([("style-src 'self'", [*styles, *hosts])] if styles else []),
        ("object-src 'none'", ()),
        ("base-uri 'self'", ()),
        ("form-action 'self'", ()),
    ]
    return "; ".join(" ".join([name, *more]) for name, more in rules)


def _hashes(frame: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the hash of every script and style that stands in a page, each once."""
    seen: dict[tuple[str, str], None] = {}
    for match in _INLINE.finditer(frame):
        kind, attributes, text = match[1].lower(), match[2], match[3]
        named = _TYPE.search(attributes)
        is_data = kind == "script" and named is not None and named[1].lower() not in _RUN
        if not is_data and not _SOURCE.search(attributes):
            seen[kind, _hash(text.encode())] = None
    yield from seen


def _hash(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def allow_reload(server: Any) -> None:
    """Let the script run by which a served page reloads itself.

    MkDocs puts it into each page when it answers, with numbers that are others each time.
    """
    inject = server._inject_js_into_html  # noqa: SLF001 - there is no other way to this script

    def injected(content: bytes, epoch: int) -> bytes:
        return with_reload(inject(content, epoch))

    server._inject_js_into_html = injected  # noqa: SLF001


def with_reload(page: bytes) -> bytes:
    """Return a served page whose policy allows the script that stands last in it."""
    last = _ADDED.search(page)
    if last is None:
        return page
    scripts = _SCRIPTS.encode()
    return page.replace(scripts, scripts + b" " + _hash(last[1]).encode(), 1)
