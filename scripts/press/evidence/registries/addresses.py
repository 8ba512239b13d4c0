"""Which addresses may be asked: the registries' own by https, and what is set up on this machine.

An answer may send us elsewhere (a redirect), and so may whoever stands between us and a registry.
Questions hold a key and an address of mail, and a machine that builds can reach what the world
cannot: so nothing is followed that is not known beforehand.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_THIS_MACHINE = "localhost"
_PORTS = {"http": 80, "https": 443}


def misfit(base: str) -> str:
    """Return why an address cannot be a registry's, or an empty text where it can.

    It begins with https and leads to no private address; http is for this machine alone, on which
    a registry may be stood in for.
    """
    parts = _parts(base)
    if parts is None or parts.scheme not in _PORTS:
        return "is no address"
    if _is_this_machine(parts):
        return ""
    if parts.scheme != "https":
        return "is no address that begins with https"
    return "is a private address" if _is_private(parts.hostname or "") else ""


def may_follow(address: str, base: str, hosts: Collection[str]) -> bool:
    """Tell whether a redirect may be followed: by https to `hosts`, or to where `base` is.

    A host stands for those within it: `crossref.org` for `api.crossref.org`.
    """
    parts, home = _parts(address), _parts(base)
    if parts is None or home is None:
        return False
    if _origin(parts) == _origin(home) and not misfit(base):
        return True
    name = parts.hostname or ""
    own = any(name == host or name.endswith(f".{host}") for host in hosts)
    return own and _origin(parts) == ("https", name, _PORTS["https"])


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and _origin(parts) else None
    except ValueError:  # a port that is none, half an IPv6 address
        return None


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, (parts.hostname or ""), parts.port or _PORTS.get(parts.scheme, 0)


def _is_this_machine(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return host == _THIS_MACHINE or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    """Tell whether a host is an address of a network of its own; a name is not looked up.

    A name that leads to such an address has no certificate there, and https ends at once.
    """
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        # Numbers that are no proper address are read as one by some systems: 127.1, 0x7f000001.
        last = host.rstrip(".").rpartition(".")[2]
        return last.isdigit() or last.startswith("0x") or host.endswith(f".{_THIS_MACHINE}")
