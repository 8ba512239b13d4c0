"""Every rule on good and bad samples; see rules/, which needs no Python to extend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.checks import RULES, check
from tests.conftest import PUBLICATIONS, MakePublication
from tests.samples import Sample, files_in, samples

FOLDER = Path(__file__).parent / "rules"
CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in samples(path)]
_DIGEST = (PUBLICATIONS / "minimal/docs/digests/short-sleep.md").read_text(encoding="utf-8")
_FRONT, _BODY = _DIGEST.split("\n---\n\n", 1)


def filled(text: str) -> str:
    """Put in the sample digest's front matter, with a changed key, and its body."""
    text = text.replace("{body}", _BODY)

    def front(match: re.Match[str]) -> str:
        change = (match.group(1) or "").lstrip(", ")
        key = change.partition(":")[0]
        if not change:
            return f"{_FRONT}\n---\n"
        lines = _FRONT.split("\n")
        if key in {"status", "topics"}:
            lines = [change if line.startswith(f"{key}:") else line for line in lines]
        else:
            lines = [line for line in lines if key == "title" or not line.startswith(f"{key}:")]
            lines.append(change)
        return "\n".join([*lines, "---", ""])

    return re.sub(r"^\{front matter(, .*)?\}$", front, text, flags=re.MULTILINE)


@pytest.mark.parametrize("sample", CASES)
def test_a_rule_finds_what_it_should_and_nothing_else(
    sample: Sample, publication: MakePublication, request: pytest.FixtureRequest
) -> None:
    rule_id = request.node.callspec.id.partition(".md")[0]
    files = {name: text and filled(text) for name, text in files_in(sample.given).items()}
    rules = [rule for rule in RULES if rule.id == rule_id]
    found = check(publication(files), rules=rules)
    assert sample.expected.strip().split("\n") == "\n".join(map(str, found)).split("\n")
    assert sample.title.startswith("bad:") == bool(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_samples_that_fail_it(rule: object) -> None:
    assert any(
        case.id.startswith(f"{rule.id}.md") and ":bad:" in case.id  # type: ignore[attr-defined]
        for case in CASES
    )
    assert rule.catches.endswith(".")
    assert rule.mend.endswith(".")


def test_the_minimal_publication_is_clean(publication: MakePublication) -> None:
    assert check(publication()) == ()
