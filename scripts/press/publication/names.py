"""Names that are safe as ids in HTML, PDF and Word."""

from __future__ import annotations

import re


def safe_id(text: str) -> str:
    """Return a text as part of an id: other signs than ASCII letters and digits by their number.

    Different texts give different ids, so that `a b` and `a-b` do not meet.
    """
    return re.sub(r"[^A-Za-z0-9_-]", lambda match: f"-{ord(match.group()):x}-", text)
