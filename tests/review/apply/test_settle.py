"""Many edits are proven by few renderings, and one that is wrong takes no other along."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from press.review.apply.apply import apply
from press.review.apply.trials import Attempt, Job, Verdict, settle
from press.review.edits.edit import Edit, Target
from press.review.edits.words import Spelling
from press.review.merge.plan import plan
from press.review.sources.rendering import Rendering
from press.review.sources.units import Unit
from tests.review.hand import Hand
from tests.review.sample import Sample

UNIT = Unit("a.md", "", ())


class Letters:
    """A bench on which a way is right if it writes a capital; it counts what it tries."""

    def __init__(self, spellings: dict[str, str], tells: str) -> None:
        self.offered = spellings
        self.tells = tells
        self.kept: list[str] = []
        self.tries = 0

    def spellings(self, job: Job) -> Iterator[Spelling]:
        """Yield a way for each letter that is on offer."""
        yield from (Spelling(0, 0, letter) for letter in self.offered[job.group])

    def attempt(self, chosen: Attempt) -> Verdict:
        """Keep capitals, if there are no other letters."""
        self.tries += 1
        wrong = {job.group: "small" for job, spelling in chosen if spelling.text.islower()}
        if not wrong:
            self.kept += [spelling.text for _, spelling in chosen]
            return Verdict()
        if self.tells == "lane":
            return Verdict(groups=wrong)
        everybody = {job.group: "small" for job, _ in chosen}
        return Verdict(groups=everybody, is_vague=True) if self.tells == "all" else Verdict("small")


@pytest.mark.parametrize("tells", ["lane", "all", "nothing"])
def test_what_is_right_is_kept_whoever_is_blamed(tells: str) -> None:
    bench = Letters({"0": "A", "1": "B", "2": "c", "3": "dD", "4": "E", "5": ""}, tells)
    jobs = [Job(Target(Edit(UNIT, 0, 0), UNIT, 0, 0), n, group) for n, group in enumerate("012345")]
    assert {2: "small", 5: "no way to write it was found"} == settle(bench, jobs)
    assert ["A", "B", "D", "E"] == sorted(bench.kept)


def test_where_all_is_right_there_is_one_try() -> None:
    bench = Letters({"a": "A", "b": "B"}, "lane")
    assert {} == settle(
        bench,
        [Job(Target(Edit(UNIT, 0, 0), UNIT, 0, 0), n, group) for n, group in enumerate("abba")],
    )
    assert 1 == bench.tries


def test_edits_of_a_file_are_rendered_together(
    review: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(hand: Hand) -> None:
        hand.replace("The ratio was 1.28", "1.28", "1.29")
        hand.replace("large prospective", "large", "huge")
        hand.insert("Everything", " here")
        hand.turn("seven", "i")
        hand.replace("412", "412", "413")
        hand.insert("before enrolment", " began")

    today = review.today()
    items = plan([review.located(review.reviewed(act))]).items
    render, rendered = Rendering.paragraphs, []

    def counted(self, source, **options):
        rendered.append(source.path)
        return render(self, source, **options)

    monkeypatch.setattr(Rendering, "paragraphs", counted)
    assert all(one.is_applied for one in apply(items, today).outcomes)
    assert len(rendered) < 3
