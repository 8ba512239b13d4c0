"""A redline comes back: what its author changed is known, what reviewers did to it comes home."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from press.cli import main
from press.docx import manifest_path
from press.docx.ooxml import make, w
from press.docx.package import DOCUMENT, Pack
from press.evidence.states.marking import read_checked_bibliography
from press.review.sources.base import Base
from tests.review.sample import BODY, FRONT, PATH, Sample
from tests.review.write.round import ISSUE

NOW = (
    BODY.replace("found that", "showed that")
    .replace("Everything is invented.\n", "Everything is invented.\n\nEven this is.\n")
    .replace("- Diabetes was taken from codes `E11.0` to `E11.9`.\n", "")
    .replace("| Long | 231 |\n", "| Long | 231 |\n| None | 12 |\n")
    .replace("More sleep may help", "More sleep might well help")
)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@pytest.fixture
def redline(review: Sample) -> Path:
    """Return a redline of today's issue since the export, in a publication of its own."""
    review.press.bibliography = read_checked_bibliography(review.press.publication.settings)
    data, manifest = review.press.export(ISSUE)
    root = review.press.root
    path = root / "exports" / "kept.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    manifest_path(path).write_text(Base(manifest).manifest.json(), encoding="utf-8")
    (root / PATH).write_text(FRONT + NOW, encoding="utf-8")
    made = root / "exports/reviews/redline.docx"
    words = ["diff", ISSUE, "--since", manifest.export, "--author", "Åsa", "-o", str(made)]
    done = call(root, *words)
    assert 0 == done.exit_code, done.stderr
    return made


def call(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["review", *words, "--root", str(root)])


def bring(redline: Path) -> tuple[str, str]:
    """Import a redline with `--apply clean`; return what is told, and the digest's body."""
    root = redline.parents[2]
    done = call(root, "import", str(redline), "--apply", "clean", "--force")
    assert done.exit_code in {0, 1}, done.stderr
    return done.output, (root / PATH).read_text(encoding="utf-8").removeprefix(FRONT)


def runs(root, words: str):
    return next(run for run in root.iter(w("r")) if words in "".join(run.itertext()))


def divided(run, words: str):
    """Return a run of these words alone, cut out of a longer one."""
    node = run.find(w("t"))
    head, _, tail = node.text.partition(words)
    parts = [copy.deepcopy(run) for _ in range(3)]
    for part, text in zip(parts, (head, words, tail), strict=True):
        part.find(w("t")).text = text
        part.find(w("t")).set(SPACE, "preserve")
        run.addprevious(part)
    run.getparent().remove(run)
    return parts[1]


def ben(number: int) -> dict[str, str]:
    return {"id": str(90000 + number), "author": "Ben", "date": "2027-01-02T10:00:00Z"}


def edited(redline: Path, act) -> None:
    pack = Pack(redline.read_bytes())
    act(pack.tree(DOCUMENT))
    redline.write_bytes(pack.data())


def delete(root, words: str) -> None:
    run = divided(runs(root, words), words)
    frame = make("del", **ben(1))
    run.addprevious(frame)
    frame.append(run)
    run.find(w("t")).tag = w("delText")


def insert(root, words: str, new: str) -> None:
    run = runs(root, words)
    frame = make("ins", **ben(2))
    node = etree.SubElement(etree.SubElement(frame, w("r")), w("t"))
    node.text = new
    node.set(SPACE, "preserve")
    run.addnext(frame)


def test_a_redline_that_comes_back_untouched_changes_nothing(redline: Path) -> None:
    told, body = bring(redline)
    assert NOW == body
    assert "no comments, no changes" in told
    assert "are in the sources, and are not listed" in told


def test_a_reviewers_own_change_comes_home(redline: Path) -> None:
    edited(redline, lambda root: insert(root, "Everything is invented.", " Mind that."))
    told, body = bring(redline)
    assert "1 change (1 applied)" in told
    assert NOW.replace("is invented.", "is invented. Mind that.") == body


def test_a_word_struck_out_in_what_the_author_put_in_comes_home(redline: Path) -> None:
    edited(redline, lambda root: delete(root, "Even "))
    told, body = bring(redline)
    assert "1 change (1 applied)" in told
    assert NOW.replace("Even this", "this") == body


def test_a_reviewer_of_the_authors_name_is_told_by_the_time(redline: Path) -> None:
    def act(root) -> None:
        insert(root, "Everything is invented.", " Mind that.")
        for one in root.iter(w("ins")):
            if one.get(w("author")) == "Ben":
                one.set(w("author"), "Åsa")

    edited(redline, act)
    assert "1 change (1 applied)" in bring(redline)[0]


def test_a_remark_on_what_the_author_took_out_is_not_lost(redline: Path) -> None:
    def act(root) -> None:
        gone = next(one for one in root.iter(w("del")) if "found" in "".join(one.itertext()))
        for place, name in enumerate(("commentRangeStart", "commentRangeEnd")):
            gone.insert(place * len(gone), make(name, id="7"))

    edited(redline, act)
    told, body = bring(redline)
    assert NOW == body
    assert "2 marks that hold nothing" in told  # there is no part with the comment itself


def test_a_change_in_what_the_author_took_out_is_never_thrown_away(redline: Path) -> None:
    def act(root) -> None:
        gone = next(one for one in root.iter(w("del")) if "found" in "".join(one.itertext()))
        frame = make("ins", **ben(3))
        node = etree.SubElement(etree.SubElement(frame, w("r")), w("t"))
        node.text = "believed"
        gone.append(frame)

    edited(redline, act)
    told, body = bring(redline)
    assert "believed" in told
    assert NOW.replace("showed that", "") != body
    assert 1 == body.count("Even this is.")


def test_without_the_export_it_leads_to_nothing_is_written_twice(redline: Path) -> None:
    for path in redline.parents[1].glob("manifests/*.json"):
        path.unlink()
    told, body = bring(redline)
    assert NOW == body
    assert "already applied" in told
    assert "whose manifest is not here" in told
