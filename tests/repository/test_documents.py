"""The guide and the changelog keep up with the press."""

from __future__ import annotations

import click
import pytest

from press.checks import RULES
from press.cli import main
from press.evidence.audit import rules
from press.evidence.finding import RuleNote
from tests.conftest import ROOT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_guide_and_the_changelog_know_every_rule(rule: object) -> None:
    guide = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    name = rule.id  # type: ignore[attr-defined]
    assert f"\n## {name}\n\n*" in guide
    assert f"`{name}`" in changelog


@pytest.mark.parametrize("note", rules().values(), ids=lambda note: note.id)
def test_the_guide_has_every_name_that_the_evidence_gate_reports(note: RuleNote) -> None:
    guide = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
    assert f"\n| `{note.id}` | {note.catches} |\n" in guide


def test_the_guide_says_of_every_rule_what_it_catches() -> None:
    guide = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
    told = [rule.id for rule in RULES if f"\n## {rule.id}\n\n*{rule.catches}*\n" in guide]
    assert [rule.id for rule in RULES] == told


def _commands(group: click.Group, above: str = "press") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        path = f"{above} {name}"
        found += _commands(command, path) if isinstance(command, click.Group) else [(path, command)]
    return found


@pytest.mark.parametrize(("path", "command"), _commands(main), ids=str)
def test_the_guide_knows_every_command_and_option(path: str, command: click.Command) -> None:
    guide = (ROOT / "docs/guide/commands.md").read_text(encoding="utf-8")
    assert path in guide
    options = [
        option.opts[0]
        for option in command.params
        if isinstance(option, click.Option) and option.name != "root"
    ]
    assert [] == [option for option in options if f"`{option}" not in guide]
