"""The guide and the changelog keep up with the press."""

from __future__ import annotations

import pytest

from press.checks import RULES
from tests.conftest import ROOT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_guide_and_the_changelog_know_every_rule(rule: object) -> None:
    guide = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    name = rule.id  # type: ignore[attr-defined]
    assert f"\n## {name}\n\n*" in guide
    assert f"`{name}`" in changelog
