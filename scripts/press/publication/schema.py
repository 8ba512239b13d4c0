"""The JSON Schema of front matter, for completion and hints in editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from press.publication.model import DigestMeta, IssueMeta, TopicMeta

if TYPE_CHECKING:
    from pydantic import BaseModel

_MODELS: dict[str, type[BaseModel]] = {"digest": DigestMeta, "issue": IssueMeta, "topic": TopicMeta}
KINDS = tuple(_MODELS)


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `digest`, `issue` or `topic` front matter."""
    schema = _MODELS[kind].model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"Front matter of a {kind}" if kind != "issue" else "Front matter of an issue",
    }
