"""Random edits in our own issues: each is applied exactly, or refused with a reason."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest

from press.docx import Manifest
from press.review.apply.apply import Applied, apply
from press.review.locate.located import locate
from press.review.merge.items import Item
from press.review.merge.plan import plan
from press.review.model.changes import ReviewDocument
from press.review.model.paragraphs import Joined
from press.review.sources.base import Base
from tests.conftest import ROOT
from tests.review.oracle import Letters, Press, letters, shown, sourced
from tests.review.random_author import rewritten
from tests.review.random_edits import Reviewer
from tests.soak import seeds

KINDS = ("insertion", "deletion", "replacement", "format")
SEEDS = seeds(1)
ISSUES = sorted(path.stem for path in (ROOT / "docs/issues").glob("2*.md"))
EDITS = 60
TAG = re.compile(r"rv\d+q")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    folder = tmp_path_factory.mktemp("random")
    root = folder / "publication"
    root.mkdir()
    for name in ("docs", "bib"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Press(root, folder)


def is_of_words(item: Item) -> bool:
    """Tell edits of a body's own words, in one paragraph, from those of what the press makes.

    Not counted are values of the front matter and what is made of them: labels, numbers, names
    of studies, the text of citations.
    """
    return item.place.kind == "text"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_source_renders_to_the_accepted_text_or_the_edit_is_refused(
    seed: int, press: Press, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[tuple[bool, bool]] = Counter()
    for slug in ISSUES:
        data, manifest = press.export(slug)
        base = Base(manifest)
        document = press.read(Reviewer(data, base, seed).review(EDITS, KINDS).data)
        today = press.today(base)
        items = plan([locate(document, base, today)]).items
        assert {change.number for change in document.changes} == {
            item.change.number for item in items if item.change is not None
        }
        applied = apply(items, today)
        assert all(one.is_applied or one.reason for one in applied.outcomes)
        counts.update(
            (is_of_words(one.item), one.is_applied)
            for one in applied.outcomes
            if one.item.status != "already applied"  # a blank made bold
        )
        proven(press, slug, manifest, document, applied)
    made, left = counts[True, True], counts[True, False]
    with capsys.disabled():
        print(  # noqa: T201 - the share is what the test is for
            f"\nseed {seed}: {sum(counts.values())} edits, none wrong; of {made + left} in a "
            f"paragraph's own words {made / (made + left):.1%} applied, of "
            f"{counts[False, True] + counts[False, False]} in others {counts[False, True]}"
        )
    assert made > 0.92 * (made + left)  # few edits say little: many seeds give more than 0.95


def proven(
    press: Press, slug: str, manifest: Manifest, document: ReviewDocument, applied: Applied
) -> None:
    """Export the edited sources, and compare every paragraph with what the reviewer meant."""
    again, other = press.export(slug, applied.texts)
    old, now = shown(document, manifest), shown(press.read(again), other)
    refused = {
        document.joined("before", one.item.change.before.first).indices
        for one in applied.outcomes
        if not one.is_applied and one.item.change is not None
    }
    # A paragraph of which no word is left is gone from the source.
    names = [
        name
        for name in sourced(manifest)
        if old[name].indices in refused or _is_left(document, old[name])
    ]
    others = sourced(other)
    assert len(names) == len(others)
    for name, twin in zip(names, others, strict=True):
        if old[name].indices in refused:
            continue
        wanted = letters(document.joined("after", old[name].indices[0]))
        made = letters(now[twin])
        # The study card writes a value's first letter large.
        assert (_first(wanted), wanted[1:]) == (_first(made), made[1:])


def _is_left(document: ReviewDocument, joined: Joined) -> bool:
    """Tell whether a paragraph or a cell is in the view after."""
    one = document.paragraphs[joined.indices[0]]
    return one.cell is not None or bool(one.after_text.strip())


def _first(many: Letters) -> str:
    return many[0][0].casefold() if many else ""


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("slug", ISSUES[:1] if len(SEEDS) == 1 else ISSUES)
def test_where_the_sources_have_moved_on_nothing_is_lost_and_nothing_done_twice(
    slug: str, seed: int, press: Press
) -> None:
    data, manifest = press.export(slug)
    base = Base(manifest)
    reviewer = Reviewer(data, base, seed, tag="rv")
    document = press.read(reviewer.review(EDITS, KINDS, per_block=2).data)
    moved = {
        path: rewritten(text, 1000 * seed + number, 6)
        for number, (path, (_, text)) in enumerate(manifest.files.items())
    }
    texts = {path: text for path, (text, _) in moved.items()}
    today = press.today(base, texts)
    items = plan([locate(document, base, today)]).items
    assert len(document.changes) == sum(item.change is not None for item in items)
    applied = apply(items, today)
    final = {**texts, **applied.texts}
    everything = "\n".join(final.values())
    for path, (_, words) in moved.items():
        assert [] == [word for word in words if word not in final[path]]
    for one in applied.outcomes:
        if one.item.kind != "run format":
            wanted = [int(one.is_applied)] * len(TAG.findall(one.item.new))
            assert wanted == [everything.count(tag) for tag in TAG.findall(one.item.new)]
    press.export(slug, final)


def test_half_of_the_edits_and_then_the_rest_give_the_same_as_all_at_once(press: Press) -> None:
    slug = ISSUES[0]
    data, manifest = press.export(slug)
    base = Base(manifest)
    document = press.read(Reviewer(data, base, 7).review(EDITS, KINDS, per_block=2).data)
    today = press.today(base)
    items = plan([locate(document, base, today)]).items
    whole = apply(items, today)
    done = [one.item for one in whole.outcomes if one.is_applied]
    half = apply(done[::2], press.today(base))
    then = press.today(base, half.texts)
    rest = apply(plan([locate(document, base, then)]).items, then)
    # What stands right beside an edit of the first half is told as a conflict, and not made.
    made = {item.number for item in done[::2]}
    listed = {
        one.item.number
        for one in rest.outcomes
        if one.item.status == "conflict" and one.item.number not in made
    }
    assert len(listed) < len(done) / 20
    expected = apply([item for item in items if item.number not in listed], today)
    assert expected.texts == {**half.texts, **rest.texts}
