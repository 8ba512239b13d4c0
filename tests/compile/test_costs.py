"""Text costs in proportion to its length; work is counted, never the seconds that it takes."""

from __future__ import annotations

import cProfile
import pstats
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from press.checks.context import Context
from press.checks.runner import problems
from press.compile import Renderer, TooCostlyError, typesetter
from press.compile.cost import budget
from press.compile.marks import marked_html, without_marks
from press.evidence.states.marking import read_checked_bibliography
from press.publication import Source, load, read_settings

MINIMAL = Path(__file__).parents[1] / "publications" / "minimal"
LONG = 30_000


def repeated(text: str) -> str:
    return text * (LONG // len(text))


def nested(opening: str, closing: str) -> str:
    half = LONG // (len(opening) + len(closing)) // 2
    return opening * half + "x" + closing * half


HOSTILE: dict[str, str] = {
    "brackets": repeated("["),
    "brackets in each other": nested("[", "]"),
    "citations that are not closed": repeated("[@"),
    "links that are not closed": repeated("[a]("),
    "links in links": nested("[", "](b)"),
    "images that are not closed": repeated("![a]("),
    "images half open": repeated("!["),
    "references half open": repeated("[a] [b"),
    "places that are not closed": repeated("@a [b "),
    "tags that are not closed": repeated("<a "),
    "paragraphs' tags that are not closed": repeated("<p "),
    "comments that are not closed": repeated("<!--"),
    "data that is not closed": repeated("<![CDATA["),
    "ends of tags that are not closed": repeated("</a") * 2,
    "addresses that are not closed": repeated("<http://"),
    "addresses of mail that are not closed": repeated("<a@b "),
    "tags": repeated("<a>") * 2,
    "quotation marks": repeated('"'),
    "apostrophes and quotation marks": repeated("'\""),
    "code": repeated("`a ") * 2,
    "signs kept as they are": repeated("\\*"),
    "emphasis in strong emphasis": "*a **b " * 2000 + "c** d* " * 2000,
    "citations in one paragraph": repeated("@moe2019 ") * 2,
    "links in one paragraph": repeated("[a](b) "),
    "line breaks in one paragraph": repeated("a  \n"),
    "cells and code": "|a|\n|-|\n" + "|`" * (LONG // 2),
    "headings without blank lines": repeated("# x\n"),
    "underlined headings": repeated("a\n---\n"),
    "one heading again and again": repeated("## A\n\n"),
    "one footnote again and again": repeated("x[^1] ") + "\n\n[^1]: y\n",
    "abbreviations": "\n".join(f"*[A{n}x]: b" for n in range(2500)),
    "fences": repeated("```\na\n```\n"),
    "lists in each other": "\n".join("    " * n + "- x" for n in range(300)),
    "lists behind tabs": "\n".join("\t" * n + "1. x" for n in range(300)),
    "quotations in each other": ">" * 3000 + " x",
    "quotations in each other, with blanks": "> " * 3000 + "x",
    "lists in quotations": "\n".join(
        "> " * (n // 2) + "    " * (n // 2) + "- x" for n in range(300)
    ),
}


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """Return the renderer of a copy, in whose folder it may keep what it likes."""
    root = tmp_path_factory.mktemp("costs") / "minimal"
    shutil.copytree(MINIMAL, root)
    return Renderer(read_settings(root))


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts of the length of ours be as dear as they are, so that less work shows the same."""
    monkeypatch.setattr(budget, "_SHORT", LONG)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_would_take_too_long_is_told_of_with_its_line(renderer: Renderer, text: str):
    before = "A first paragraph.\n\nA second one.\n\n"
    source = Source("docs/x.md", "", f"{before}{text}\n\nA last one.\n", body_line=11)
    with pytest.raises(TooCostlyError) as caught:
        renderer.body(source)
    (problem,) = caught.value.problems
    lines = 15 + text.rstrip("\n").count("\n")
    assert ("docs/x.md", "markdown", 1) == (problem.path, problem.rule, problem.column)
    assert 15 <= problem.line <= lines


@pytest.mark.parametrize("sign", ["[", "[@", "<a ", "![a]("])
def test_twenty_thousand_signs_in_a_line_are_told_of_with_the_line(renderer: Renderer, sign: str):
    source = Source("docs/x.md", "", f"One.\n\n{sign * 20_000}\n")
    with pytest.raises(TooCostlyError, match=r"^docs/x\.md:3:1: markdown: "):
        renderer.body(source)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100,
        "[0.5 to 1.0) " * 50,
        "p <a and " * 50,
        '"a" ' * 500,
        "[@lund2021, p. 3] " * 300,
        "[a](b) " * 300,
        "- x\n" * 3000,
        "| a | b |\n|---|---|\n" + "| [1, 2) | `x` |\n" * 1000,
        "\n\n".join(f"x[^{n}]\n\n[^{n}]: y" for n in range(500)),
        "\n\n".join(f"## Heading {n}\n\nWords." for n in range(1000)),
        "word " * 20_000,
        "word\n" * 20_000,
        "word\n\n" * 3000,
        "\n".join("    " * n + "- x" for n in range(15)),
        "> " * 15 + "x",
        "\n".join(f"[r{n}]: http://example.org/{n}" for n in range(4000)),
        "\n".join(f"*[A{n}]: b" for n in range(200)),
        "```\n" + "[" * 200 + "\n```\n",
    ],
    ids=range(18),
)
def test_what_texts_hold_is_rendered(renderer: Renderer, text: str):
    assert renderer.html(text) == without_marks(marked_html(text, 1, renderer.html))


def ordinary(length: int) -> str:
    """Return prose, lists, tables, citations, footnotes and headings; the same for one length."""
    dice = random.Random(1)  # noqa: S311 - repeatable text, no secret
    words = "trial patients treatment placebo weeks dose scale outcome group effect safety".split()  # noqa: SIM905
    found: list[str] = []
    size = number = 0

    def sentence() -> str:
        text = " ".join(dice.choices(words, k=dice.randint(8, 20))).capitalize()
        ends = ["", " [@lund2021, p. 12; @moe2019]", " of **9** (0.2 to 1.4)", ' "as *said*"']
        return f"{text}{dice.choice(ends)}."

    while size < length:
        number += 1
        blocks = [
            "\n".join(sentence() for _ in range(4)),
            "\n".join(f"- {sentence()}" for _ in range(4)),
            "| a | b |\n|---|--:|\n" + "\n".join(f"| {sentence()} | {n} |" for n in range(4)),
            f"{sentence()}[^n{number}]\n\n[^n{number}]: {sentence()}",
            f"### {dice.choice(words)} {number}\n\n{sentence()} [Link](https://example.org/{number}).",
        ]
        found.append(dice.choice(blocks))
        size += len(found[-1]) + 2
    return "\n\n".join(found)


def calls(run: Callable[[], object]) -> int:
    """Return how many functions are called, those of compiled code included."""
    profile = cProfile.Profile()
    profile.runcall(run)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


SIZES = (100_000, 1_000_000)


def test_a_megabyte_of_text_costs_as_much_a_character_as_a_tenth_of_it(renderer: Renderer):
    texts = [ordinary(size) for size in SIZES]
    counts = [calls(lambda text=text: renderer.html(text)) for text in texts]
    assert counts[1] / len(texts[1]) <= 2 * counts[0] / len(texts[0])
    spent = []
    for text in texts:
        renderer.html(text)
        guard = renderer._press.guard
        spent.append(guard.budget.spent / len(text) if guard else 0)
    assert 0 < spent[0]
    assert spent[1] <= 2 * spent[0]


def test_checking_a_megabyte_costs_as_much_a_character_as_a_tenth_of_it(tmp_path: Path):
    counts = []
    for size in SIZES:
        root = tmp_path / str(size)
        shutil.copytree(MINIMAL, root)
        path = root / "docs" / "digests" / "short-sleep.md"
        path.write_text(f"{path.read_text()}\n\n{ordinary(size)}\n", encoding="utf-8")
        publication = load(root)
        context = Context(publication, read_checked_bibliography(publication.settings))
        problems(context)  # what is loaded once is no cost of the text
        fresh = Context(publication, context.bibliography)
        shutil.rmtree(root / ".press-cache", ignore_errors=True)
        counts.append(calls(lambda context=fresh: problems(context)) / size)
    assert counts[1] <= 2 * counts[0]


def test_marks_are_tried_so_often_at_most():
    many = [0]

    def render(text: str) -> str:
        many[0] += len(text)
        return text  # a page on which every mark shows what it is not: nothing fits

    text = "word word\n" * 3000
    assert text == marked_html(text, 1, lambda one: render(one).replace("\U000f1000", "!"))
    assert many[0] <= 4 * 64 * (len(text) + 10_000)


def test_one_bad_line_takes_no_mark_from_others(renderer: Renderer):
    lines = [f"Line {number} of the text." for number in range(200)]
    lines[100] = "Ends in syntax: <span title='"
    text = "\n\n".join(lines)
    html = marked_html(text, 1, renderer.html)
    assert renderer.html(text) == without_marks(html)
    assert html.count("\U000f1000") >= 199


def test_a_long_field_is_set_as_its_parts_are():
    typeset = typesetter(read_settings(MINIMAL))
    words = '"Words" of the review\'s -- and more... '
    assert "“Words” of the review’s – and more… " == typeset(words)
    assert typeset(words) * 1000 == typeset(words * 1000)


def test_a_field_of_signs_costs_as_much_a_character_as_a_tenth_of_it():
    typeset = typesetter(read_settings(MINIMAL))
    counts = [calls(lambda n=n: typeset('"' * n)) / n for n in (4000, 40_000)]
    assert counts[1] <= 2 * counts[0]
