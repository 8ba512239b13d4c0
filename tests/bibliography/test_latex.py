"""LaTeX in BibTeX's values: read where it can be, and told of with line, entry and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from press.bibliography import Bibliography, decoded, parse_bibtex, read_bibliography
from press.evidence.entries.work_of import authors_of, work_of
from press.evidence.states.marking import read_checked_bibliography
from press.publication import read_settings


def bibliography(root: Path, value: str) -> Bibliography:
    (root / "bib").mkdir()
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - press:\n      bib_dir: bib\n")
    entry = (
        f"@article{{one2020,\n  author = {{One, A.}},\n  title = {value},\n  year = {{2020}},\n}}\n"
    )
    (root / "bib" / "x.bib").write_text(entry, encoding="utf-8")
    return read_checked_bibliography(read_settings(root))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"A \href{https://example.org}{link} here", "A link here"),
        (r"\href{https://example.org/a%20b}{Sock}s", "Socks"),
        (r"Johnson \& Johnson", "Johnson & Johnson"),
        (r"{KARE} and \emph{others}", "KARE and others"),
        (r"\'Etude d'un \"{o}dipe", "Étude d'un ödipe"),
        (r"$\alpha$-Blockers", "α-Blockers"),
        (r"100\% \$5 \#1 a\_b", "100% $5 #1 a_b"),
        (r"\textbf{\textit{\emph{deep}}}", "deep"),
        (r"One~two", "One two"),
        (r"Said on \today", "Said on"),
    ],
)
def test_latex_is_read_as_text(tmp_path: Path, value: str, text: str):
    found = bibliography(tmp_path, f"{{{value}}}")
    assert ((), text) == (found.problems, work_of(found.entries["one2020"]).title)


UNREADABLE = [
    r"\sqrt", r"\href", r"\date", r"A \sqrt[3]", "$" + "{" * 200 + "}" * 200 + "$",
    r"\a" + "{" * 40 + "x" + "}" * 40, r"\begin{x}" * 60, r"\[" * 60, r"\(" * 60,
    r"\emph{" * 50 + "x" + "}" * 50,
]  # fmt: skip


@pytest.mark.parametrize("value", UNREADABLE, ids=range(len(UNREADABLE)))
def test_latex_that_cannot_be_read_is_told_of_with_its_field(tmp_path: Path, value: str):
    found = bibliography(tmp_path, f"{{{value}}}")
    message = "the LaTeX in the field title of `one2020` cannot be read"
    mend = "give each command its argument, nest less deeply, or write it as plain text"
    told = [str(problem) for problem in found.problems]
    assert [f"bib/x.bib:3:1: bibtex: {message}; {mend}"] == told


@pytest.mark.parametrize(
    "value", ['"A } B"', '"A { B"', r"{A \} B}", r"{A \{ B}", '"}"', '"{{}"', r"{\}\{}", '"} {"',
              r'"a \} b {"', '"{a}}"'],
)  # fmt: skip
def test_braces_that_do_not_pair_are_told_of(tmp_path: Path, value: str):
    found = bibliography(tmp_path, value)
    problems = [str(problem) for problem in found.problems]
    assert any(problem.startswith("bib/x.bib:") for problem in problems)
    assert all("one2020" in problem for problem in problems)


@pytest.mark.parametrize("value", [*UNREADABLE, "A } B", "A { B", "$x", "\\", "%", "$$", "}{"])
def test_what_cannot_be_read_breaks_nothing_else(value: str):
    entries, _ = parse_bibtex("x.bib", f'@misc{{a, title = "{value}"}}\n@misc{{b, title = {{B}}}}')
    found = Bibliography({entry.key: entry for entry in entries})
    assert "B" == found.csl()["b"]["title"]


def test_problems_of_a_file_are_one_a_line(tmp_path: Path):
    root = tmp_path
    bibliography(root, "{x}")
    (root / "bib" / "x.bib").write_text("\0" * 100_000 + "\n\x1b\n", encoding="utf-8")
    found = read_bibliography(read_settings(root))
    told = [(one.line, one.message) for one in found.problems if "control" in one.message]
    message = "the file holds the control character"
    assert [(1, f"{message} U+0000"), (2, f"{message} U+001B")] == told


TEXT = some.text(max_size=80) | some.lists(
    some.sampled_from([*"{}\\$~^%&[]()", "\\href", "\\sqrt", "\\begin{", "\\'", "x", " ", "and"]),
    max_size=30,
).map("".join)


@given(TEXT)
@settings(deadline=None, max_examples=400)
def test_whatever_a_value_is_it_has_a_text(value: str):
    assert isinstance(decoded(value), str)
    assert isinstance(authors_of(value).names, tuple)
