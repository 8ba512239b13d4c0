"""The frame of a SARIF 2.1.0 log (OASIS standard, 27 March 2020), which every report fills."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from press import __version__
from press.publication.problems import Severity

SARIF_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}


def sarif_log(
    rules: Iterable[Mapping[str, Any]],
    results: Iterable[Mapping[str, Any]],
    *,
    tool: str = "press",
    **run: Any,
) -> str:
    """Return a log of one run as JSON.

    `rules` are reportingDescriptor objects (section 3.49), `results` result objects (3.27) whose
    columns count code points; `run` holds the run's other properties (3.14).
    """
    driver = {"name": tool, "version": __version__, "rules": list(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                **run,
                "columnKind": "unicodeCodePoints",
                "results": list(results),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def sarif_rule(name: str, catches: str, mend: str, **more: Any) -> dict[str, Any]:
    """Return what a log says of a rule: what it catches and how that is mended."""
    return {
        "id": name,
        "shortDescription": {"text": catches},
        "help": {"text": mend or catches},
        **more,
    }


def sarif_place(path: str, region: Mapping[str, int] | None) -> dict[str, Any]:
    """Return a physicalLocation (section 3.29) of a file that is named from the top folder."""
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    return {**place, "region": region} if region else place
