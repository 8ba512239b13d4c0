"""Front matter and mkdocs.yml are bounded: every fault is a problem with its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig

from press.build import build
from press.checks import check
from press.checks.rules import schema
from press.publication import PressError, Source, load, parse_source, read_settings
from press.publication.bounded_yaml import Bounds, Reader, dumped
from press.publication.configuration import MKDOCS_KEYS
from press.publication.source import settled
from press.publication.storage.texts import MOST_BYTES
from press.site import build_site, serve
from press.site.build import unforeseen
from tests.conftest import PUBLICATIONS, MakePublication

DIGEST = (PUBLICATIONS / "minimal/docs/digests/short-sleep.md").read_text(encoding="utf-8")
CONFIG = (PUBLICATIONS / "minimal/mkdocs.yml").read_text(encoding="utf-8")
LAUGHS = "a0: &a0 [x, x]\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)
)
# What to write, and where and how it is told; the text begins on line 2 of its file.
REFUSED = {
    "a billion laughs": (LAUGHS, "4:15 {what} has more than 10 aliases"),
    "eleven aliases": (
        f"a: &a x\nb: [{', '.join(['*a'] * 11)}]",
        "3:45 {what} has more than 10 aliases",
    ),
    "a value that holds itself": ("a: &a [*a]", "2:4 {what} has a value that holds itself"),
    "values that hold each other": (
        "a: &a {b: &b [*a, *b]}",
        "2:11 {what} has a value that holds itself",
    ),
    "deep lists": (f"a: {'[' * 20_000}", "2:43 {what} is nested deeper than 40 levels"),
    "deep mappings": (f"a: {'{b: ' * 20_000}", "2:160 {what} is nested deeper than 40 levels"),
    "deep lines": (
        "\n".join(f"{' ' * n}a:" for n in range(200)),
        "42:41 {what} is nested deeper than 40 levels",
    ),
    "brackets that end the process": (f"a: {'[' * 300_000}", "2:43 {what} is nested deeper"),
    "a list for a key": ("? [a, b]\n: c", "2:3 `…` cannot be a key"),
    "a mapping for a key": ("? {a: b}\n: c", "2:3 `…` cannot be a key"),
    "a truth for a key": ("true: x", "2:1 `true` cannot be a key"),
    "nothing for a key": ("~: x", "2:1 `~` cannot be a key"),
    "a decimal for a key": ("1.5: x", "2:1 `1.5` cannot be a key"),
    "a key of two lines": ('"a\\nb": x', "2:1 this cannot be a key"),
    "a long key": (f"{'k' * 201}: x", "2:1 this cannot be a key"),
    "a key twice": ("a: 1\nb:\n  - {c: 1, c: 2}", "4:12 the key `c` stands twice"),
    "a hexadecimal number": ("a: 0xff", "2:4 `0xff` is read as a number that is not decimal"),
    "a monster": (f"a: 0x{'f' * 50_000}", "2:4 `0xfff"),
    "a number of base 60": ("a: 1:59:59", "2:4 `1:59:59` is read as a number that is not"),
    "a long number of base 60": (f"a: 1{':59' * 3000}", "2:4 `1:59"),
    "a decimal of base 60": ("a: 1:30.5", "2:4 `1:30.5` is no decimal number"),
    "an octal number": ("a: 012", "2:4 `012` is read as a number that is not decimal"),
    "a binary number": ("a: [0b1]", "2:5 `0b1` is read as a number that is not decimal"),
    "a number with joints": ("a: 1_000", "2:4 `1_000` is read as a number that is not decimal"),
    "a long number": (f"a: {'9' * 5000}", "2:4 the number `99999"),
    "a number of 16 digits": (f"a: -{'9' * 16}", "2:4 the number `-9999999999999999` has more"),
    "infinity": ("a: .inf", "2:4 `.inf` is no decimal number that can be kept"),
    "no number": ("a: {b: .nan}", "2:8 `.nan` is no decimal number that can be kept"),
    "too large a decimal": ("a: 1.0e+999", "2:4 `1.0e+999` is no decimal number that can be"),
    "a program": ("a: !!python/object/apply:os.system [ls]", "2:4 {what} has the tag"),
    "a tag of one's own": ("a: !mine x", "2:4 {what} has the tag `!mine`, which is not known"),
    "bytes": ("a: !!binary aGk=", "2:4 {what} has the tag `!!binary`"),
    "a set": ("a: !!set {x, y}", "2:4 {what} has the tag `!!set`"),
    "a number by force": ('a: !!int "1"', "2:4 {what} has the tag `!!int`"),
    "two documents": ("a: 1\n---\nb: 2", "3:1 {what} is not valid YAML"),
    "half a surrogate": ('a: "\\ud800"', "2:7 {what} is not valid YAML"),
    "a hidden bell": ('a: ["\\x07"]', "2:5 `0` holds a control character"),
    "a hidden null": ('a: "\\0"', "2:1 `a` holds a control character"),
    "a control character that XML allows": ("a: [x\x85, \x9f]", "2:9 {what} holds the control"),
    "an anchor that is none": ("a: *b", "2:4 {what} is not valid YAML"),
    "a tab": ("a:\n\tb: 1", "3:1 {what} is not valid YAML"),
}


def told(problems: Any) -> list[str]:
    return [f"{one.line}:{one.column} {one.message}; {one.mend}" for one in problems]


@pytest.mark.parametrize("name", REFUSED)
def test_what_front_matter_may_not_hold_is_told_at_its_place(name: str) -> None:
    text, expected = REFUSED[name]
    if name == "two documents":
        text = text.replace("---", "--- # x")
    _, problems = parse_source("docs/x.md", f"---\n{text}\n---\n\nWords.\n")
    expected = expected.format(what="the front matter")
    assert any(one.startswith(expected) for one in told(problems)), told(problems)
    assert all(len(problem.message) < 300 for problem in problems)


@pytest.mark.parametrize("name", REFUSED)
def test_what_mkdocs_yml_may_not_hold_is_told_at_its_place(
    publication: MakePublication, name: str
) -> None:
    text, expected = REFUSED[name]
    first, _, rest = CONFIG.partition("\n")
    root = publication({"mkdocs.yml": f"{first}\n{text}\n{rest}"})
    with pytest.raises(PressError) as caught:
        read_settings(root)
    expected = expected.format(what="the configuration")
    assert any(one.startswith(expected) for one in told(caught.value.problems)), caught.value


def test_a_merge_is_for_mkdocs_yml_alone(publication: MakePublication) -> None:
    _, problems = parse_source("docs/x.md", "---\n<<: {title: x}\n---\n")
    assert ["2:1 `<<` cannot be a key; write a word, in quotes if it is a number"] == told(problems)
    merged = CONFIG.replace("theme:\n", "extra: &shared {language: de}\ntheme:\n  <<: *shared\n")
    assert "de" == read_settings(publication({"mkdocs.yml": merged})).language


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 0", 0),
        ("a: -12", -12),
        ("a: 999999999999999", 999_999_999_999_999),
        ("a: 1.50", 1.5),
        ("a: 1.0e-3", 0.001),
        ("a: '0xff'", "0xff"),
        ("a: 2026-01-02", "2026-01-02"),
        ("a: &b [x]\nc: *b", ["x"]),
        ("a: '12:30'", "12:30"),
    ],
)
def test_ordinary_values_are_let_through(text: str, value: object) -> None:
    source, problems = parse_source("docs/x.md", f"---\n{text}\n---\n")
    assert ([], value) == (problems, source.meta["a"])


def steps(text: str) -> int:
    """Return how many values a reader looks at, problems told included."""
    reader = Reader("x", "it", bounds=Bounds(values=10**9))
    parsed = reader.parsed(text)
    return reader.values + len(parsed.problems) + len(parsed.positions)


@pytest.mark.parametrize(
    "line", ["k{}: 1", "k{}: [1, {{a: 2}}]", "? k{}\n: x", "k: {}", "k{}: 0x1"]
)
def test_keys_cost_in_proportion(line: str) -> None:
    few, many = (
        steps("\n".join(line.format(number) for number in range(count))) for count in (2000, 20_000)
    )
    assert many <= 10.5 * few


def test_many_keys_end_in_one_problem() -> None:
    text = "\n".join(f"k{number}: 1" for number in range(20_000))
    source, problems = parse_source("docs/x.md", f"---\n{text}\n---\n")
    assert {} == source.meta
    message = "the front matter holds more than 10,000 values"
    assert [f"10001:8 {message}; take out what does not belong there"] == told(problems)


def test_words_like_an_unknown_key_are_looked_for_a_bounded_number_of_times(
    publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from press.publication import validation

    asked: list[int] = []

    def suggestion(wrong: str, allowed: Any, otherwise: str) -> str:
        asked.append(len(allowed))
        return otherwise + wrong[:0]

    monkeypatch.setattr(validation, "suggestion", suggestion)
    keys = "\n".join(f"k{number}: 1" for number in range(5000))
    load(publication({"docs/digests/short-sleep.md": DIGEST.replace("---\n", f"---\n{keys}\n", 1)}))
    assert 5000 == len(asked)
    assert sum(asked) <= 100 * max(asked)


ENCODINGS = {
    "UTF-16": (lambda text: text.encode("utf-16"), "1:1", "the file is UTF-16, not UTF-8"),
    "UTF-16, the other way": (
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        "1:1",
        "the file is UTF-16, not UTF-8",
    ),
    "UTF-16 without a mark": (
        lambda text: text.encode("utf-16-le"),
        "1:1",
        "the file is UTF-16 or UTF-32, not UTF-8",
    ),
    "UTF-32": (lambda text: text.encode("utf-32"), "1:1", "the file is UTF-32, not UTF-8"),
    "Latin-1": (lambda text: text.encode("latin-1"), "2:8", "the file is not UTF-8"),
    "Windows": (lambda text: text.encode("cp1252"), "2:8", "the file is not UTF-8"),
    "half a letter": (lambda text: text.encode()[:-1] + b"\xc3", "5:2", "the file is not UTF-8"),
    "a surrogate": (
        lambda text: text.encode().replace("é".encode(), b"\xed\xa0\x80"),
        "2:8",
        "the file is not UTF-8",
    ),
    "with a mark": (lambda text: b"\xef\xbb\xbf" + text.encode("latin-1"), "2:8", "not UTF-8"),
    "a null": (
        lambda text: text.encode().replace("é".encode(), b"\0"),
        "2:8",
        "the file holds the control character U+0000",
    ),
    "an escape": (
        lambda text: text.encode().replace("é".encode(), b"\x1b"),
        "2:8",
        "the file holds the control character U+001B",
    ),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_told_with_line_and_column(
    publication: MakePublication, name: str
) -> None:
    encoded, place, message = ENCODINGS[name]
    data = encoded("---\ntitle: é\n---\n\nOK")
    root = publication({"docs/page.md": data})
    found = [one for one in load(root).problems if one.path == "docs/page.md"]
    assert f"docs/page.md:{place}" == found[0].place
    assert message in found[0].message
    data = encoded("a: b\ntitle: é\n" + CONFIG)
    with pytest.raises(PressError) as caught:
        read_settings(publication({"mkdocs.yml": data}))
    assert message in caught.value.problems[0].message


def test_many_control_characters_are_counted(publication: MakePublication) -> None:
    root = publication({"docs/page.md": "\x07 and some words\n" * 5000})
    found = [one for one in load(root).problems if one.path == "docs/page.md"]
    assert 21 == len(found)
    assert "the file holds 4,980 more control characters" in {one.message for one in found}


def test_a_text_of_ten_megabytes_is_the_most(publication: MakePublication) -> None:
    root = publication({"docs/page.md": "# A\n\n" + "words " * (MOST_BYTES // 6)})
    assert ["docs/page.md:1:1: schema: the file is larger than 10 MB; divide it"] == [
        str(one) for one in load(root).problems
    ]


def test_lines_are_counted_as_editors_count_them() -> None:
    _, problems = parse_source("x.md", "---\na: 'x\u2028y\u0085z'\nb: 0x1\n---\n")
    assert ["3:4"] == [f"{one.line}:{one.column}" for one in problems]


PAGES = {
    "icon: material/nosuch": "3:1 `icon`: there is no icon of this name",
    "icon: ../../../etc/passwd": "3:1 `icon`: there is no icon of this name",
    "icon: 5": "3:1 `icon` cannot be 5",
    "template: nosuch.html": "3:1 `template`: there is no template of this name",
    "template: ../../../../etc/passwd": "3:1 `template`: there is no template of this name",
    "template: redirect.html": "3:1 `template`: there is no template of this name",
    "template: [home.html]": "3:1 `template` cannot be a list",
    "hide: 5": "3:1 `hide` cannot be 5",
    "hide: toc": "3:1 `hide` cannot be 'toc'",
    "hide: [tocs]": "3:8 item 1 of `hide` cannot be 'tocs'; did you mean `toc`?",
    "hide: {toc: true}": "3:1 `hide` cannot be a mapping",
    "search: 5": "3:1 `search` cannot be 5",
    "search: {boost: many}": "3:10 `boost` cannot be 'many'",
    "search: {boost: 1.0e+30}": "3:10 `boost` cannot be 1e+30; write a number of 1000.0 or less",
    "search: {exclude: 5}": "3:10 `exclude` cannot be 5; write true or false",
    "search: {boots: 2}": "3:10 unknown key `boots`; did you mean `boost`?",
    "tags: [1]": "3:8 item 1 of `tags` cannot be 1",
    "subtitle: [x]": "3:1 `subtitle` cannot be a list",
    "description: {a: b}": "3:1 `description` cannot be a mapping",
    "author: [x]": "3:1 `author` cannot be a list",
    "date: 9999-12-31": "3:1 `date` is not right; write a day between 1980-01-01 and 2099-12-31",
    "date: 2026-02-30": "3:1 `date` cannot be '2026-02-30'",
    "date: 20260101": "3:1 `date` is not right; a date is written year-month-day",
}


@pytest.mark.parametrize("line", PAGES)
@pytest.mark.parametrize("path", ["docs/page.md", "docs/topics/rest.md"])
def test_what_the_theme_would_stumble_over_is_told_by_check(
    publication: MakePublication, path: str, line: str
) -> None:
    root = publication({path: f"---\ntitle: A page\n{line}\n---\n\nWords.\n"})
    found = told(one for one in check(root, rules=[schema.RULE]) if one.path == path)
    assert [PAGES[line]] == [one[: len(PAGES[line])] for one in found]


@pytest.mark.parametrize(
    "lines",
    [
        "icon: material/flask",
        "template: home.html",
        "hide: [navigation, toc, path, footer, feedback, tags]",
        "search: {boost: 2, exclude: false}",
        "tags: [one]\ndate: 2026-01-02",
        "date: {created: 2026-01-02}",
        "status: new\nsocial: {cards: false}",
    ],
)
def test_what_the_theme_knows_is_let_through_and_builds(
    publication: MakePublication, lines: str
) -> None:
    root = publication({"docs/page.md": f"---\ntitle: A page\n{lines}\n---\n\nWords.\n"})
    assert () == load(root).problems
    build_site(root, root / "site")


@pytest.mark.parametrize(
    "text",
    [
        "template: nosuch.html\nhide: 5\n\nWords.\n",
        "\n---\ntemplate: nosuch.html\n---\n\nWords.\n",
        " ---\ntemplate: nosuch.html\n---\n\nWords.\n",
        "icon: material/nosuch\n",
        "   Title: the words of a reader\n\nmore\n",
    ],
)
def test_mkdocs_finds_front_matter_only_where_the_press_does(
    publication: MakePublication, text: str
) -> None:
    root = publication({"docs/page.md": text})
    assert () == load(root).problems
    build_site(root, root / "site")
    made = (root / "site/page/index.html").read_text(encoding="utf-8")
    assert text.strip().splitlines()[-1].strip("- ") in made


@given(
    st.dictionaries(
        st.text("abc", min_size=1),
        st.recursive(
            st.one_of(
                st.text(), st.integers(-(10**9), 10**9), st.booleans(), st.just("2026-01-02")
            ),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=5,
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_front_matter_is_handed_on_as_it_was_read(meta: dict[str, Any]) -> None:
    import yaml

    assert meta == yaml.safe_load(dumped(meta))
    text = settled(Source("x.md", "", body="Words.\n", meta=meta))
    assert text.endswith("\n---\n\nWords.\n")


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_front_matter_is_read_or_told(text: str) -> None:
    source, problems = parse_source("docs/x.md", f"---\n{text}\n---\n")
    lines = source.text.count("\n") + 1
    assert all(1 <= problem.line <= lines and 1 <= problem.column for problem in problems)


SETTINGS = {
    "bib_dir: bib": None,
    "bib_dir: [bib]": "8:7 `bib_dir` cannot be a list",
    "bib_file: 5": "8:7 `bib_file` cannot be 5",
    "csl_file: {a: b}": "8:7 `csl_file` cannot be a mapping",
    "bib_by_default: 'no'": "8:7 `bib_by_default` cannot be 'no'; write true or false",
    "enable_inline_citations: 1": "8:7 `enable_inline_citations` cannot be 1",
    "draft: yes please": "8:7 `draft` cannot be 'yes please'",
    "paper: a5": "8:7 `paper` cannot be 'a5'",
    "language: [en]": "8:7 `language` cannot be a list",
    "language: 'en\"><script>'": "8:7 `language` is not right; write the tag of a language",
    "bib_command: 5": "8:7 `bib_command` cannot be 5",
    "bibdir: bib": "8:7 unknown key `bibdir`; did you mean `bib_dir`",
    "cslfile: apa": "8:7 unknown key `cslfile`; did you mean `csl_file`",
    "footnote_format: [x]": "8:7 `footnote_format` cannot be a list",
}


@pytest.mark.parametrize("line", SETTINGS)
def test_wrong_options_of_the_press_are_told_at_their_line(
    publication: MakePublication, line: str
) -> None:
    root = publication({"mkdocs.yml": CONFIG.replace("bib_dir: bib", line)})
    expected = SETTINGS[line]
    if expected is None:
        assert () == read_settings(root).problems
        return
    with pytest.raises(PressError) as caught:
        read_settings(root)
    assert [expected] == [one[: len(expected)] for one in told(caught.value.problems)]


LINES = {
    "extra: [1]": "1:1 `extra` cannot be a list",
    "extra: {registries: [1]}": "1:9 `registries` cannot be a list",
    'extra: {registries: {mailto: "bücher@example.org"}}': "1:22 `mailto` is not right",
    'extra: {registries: {mailto: "a@example.org\\r\\nX: 1"}}': "1:22 `mailto` is not right",
    "extra: {registries: {mailto: [x]}}": "1:22 `mailto` cannot be a list",
    "extra: {registries: {crossref: 'file:///etc'}}": "1:22 `crossref` is not right",
    "extra: {registries: {pubmed: 5}}": "1:22 `pubmed` cannot be 5",
    "extra: {registries: {email: x}}": "1:22 unknown key `email`",
    "use_directory_urls: maybe": "1:1 `use_directory_urls` cannot be 'maybe'",
    "site_url: 5": "1:1 `site_url` cannot be 5",
    "site_description: [x]": "1:1 `site_description` cannot be a list",
    "docs_dir: 5": "1:1 `docs_dir` cannot be 5",
    "hooks: 5": "1:1 `hooks` cannot be 5",
    "hooks: [5]": "1:9 item 1 of `hooks` cannot be 5",
    "extra_css: a.css": "1:1 `extra_css` cannot be 'a.css'",
}


@pytest.mark.parametrize("line", LINES)
def test_wrong_values_of_mkdocs_yml_are_told_at_their_line(
    publication: MakePublication, line: str
) -> None:
    root = publication({"mkdocs.yml": f"{line}\n{CONFIG}"})
    with pytest.raises(PressError) as caught:
        read_settings(root)
    assert [LINES[line]] == [one[: len(LINES[line])] for one in told(caught.value.problems)]


PARTS = {
    "plugins: 5": "6:1 this names nothing",
    "plugins: [7, press]": "6:11 this names nothing",
    "plugins:\n  - press: 5": "7:5 these are no options",
    "plugins:\n  - press: [x]": "7:5 these are no options",
    "plugins: [search]": "6:1 the plugin `press` is not switched on",
    "markdown_extensions: 5\nplugins: [press]": "6:1 this names nothing",
    "markdown_extensions: [[toc]]\nplugins: [press]": "6:23 this names nothing",
    "markdown_extensions:\n  - toc: [1]\nplugins: [press]": "7:5 these are no options",
    "plugins: {press: {paper: a5}}": "6:19 `paper` cannot be 'a5'",
    "theme: [x]\nplugins: [press]": "6:1 `theme` cannot be a list",
    "theme: {name: material, icon: {logo: material/nosuch}}\nplugins: [press]": (
        "6:32 the icon `material/nosuch`: there is no icon of this name"
    ),
    "theme: {name: material, language: 5}\nplugins: [press]": "6:25 `language` cannot be 5",
    "theme: {name: material, custom_dir: ../x}\nplugins: [press]": "6:25 `",
}


@pytest.mark.parametrize("text", PARTS)
def test_plugins_extensions_and_theme_are_looked_at(
    publication: MakePublication, text: str
) -> None:
    root = publication({"mkdocs.yml": f"site_name: X\n\n\n\n\n{text}\n"})
    with pytest.raises(PressError) as caught:
        read_settings(root)
    assert [PARTS[text]] == [one[: len(PARTS[text])] for one in told(caught.value.problems)]


def test_a_key_that_mkdocs_does_not_know_is_told(publication: MakePublication) -> None:
    root = publication({"mkdocs.yml": f"{CONFIG}site_nam: X\n"})
    expected = "mkdocs.yml:17:1: schema: unknown key `site_nam`; did you mean `site_name`"
    assert [True] == [str(one).startswith(expected) for one in check(root)]
    with pytest.raises(PressError, match="unknown key `site_nam`"):
        build(root, "site")


def test_the_keys_are_those_of_mkdocs() -> None:
    assert {*dict(MkDocsConfig()._schema), "INHERIT"} == MKDOCS_KEYS


DATES = ("0001-01-01", "1979-12-31", "2100-01-01", "9999-12-31", "10000-01-01", "1767225600")


@pytest.mark.parametrize("day", DATES)
def test_a_day_out_of_range_is_told_at_its_line(publication: MakePublication, day: str) -> None:
    root = publication(
        {"docs/digests/short-sleep.md": DIGEST.replace("date: 2026-01-02", f"date: {day}")}
    )
    assert ["docs/digests/short-sleep.md:20:1"] == [one.place for one in load(root).problems]


NUMBERS = {
    "n: 10000000001": "12:1 `n` cannot be 10000000001; write a number of 10000000000 or less",
    "n: {total: -1}": "12:5 `total` cannot be -1; write a number of 0 or more",
    f"n: '{'9' * 5000}'": "12:1 `n` cannot be '9999",
    f"n: {'9' * 5000}": "12:4 the number `9999",
    f"numbers: [{{value: x, what: {'y' * 9000}, confirmed: 5}}]": "2:9030 `confirmed` cannot be 5",
    f"{'u' * 150}: 1": "2:1 unknown key `uuuuu",
    "'1': x": "2:1 unknown key `1`",
    f"estimates: [{{estimate: '{'1' * 41}'}}]": "2:13 ",
}


@pytest.mark.parametrize("line", NUMBERS)
def test_a_number_out_of_range_is_told_at_its_line(publication: MakePublication, line: str) -> None:
    old = "n: 120" if line.startswith("n:") else "---\n"
    new = line if line.startswith("n:") else f"---\n{line}\n"
    root = publication({"docs/digests/short-sleep.md": DIGEST.replace(old, new, 1)})
    found = told(one for one in load(root).problems if "short-sleep" in one.path)
    assert any(one.startswith(NUMBERS[line]) for one in found), found
    assert all(len(one) < 400 for one in found)


def test_what_a_hook_raises_is_a_sentence(publication: MakePublication) -> None:
    root = publication({"hook.py": "def on_env(env, **_):\n    raise AttributeError('no such')\n"})
    (root / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n", encoding="utf-8")
    with pytest.raises(PressError, match=r"the website cannot be built \(AttributeError: no such"):
        build_site(root, root / "site")


def test_what_is_served_ends_in_a_sentence_too(
    publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = publication({"hook.py": "raise OSError('no such')\n"})
    (root / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n", encoding="utf-8")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "true")
    with pytest.raises(PressError, match="no such"):
        serve.serve_site(root)
    assert "one line" == unforeseen(ValueError("one\nline")).message.partition(": ")[2][:-1]


def test_no_file_is_named_in_a_traceback(publication: MakePublication) -> None:
    root = publication({"docs/index.md": "---\ntitle: x\nhide: 5\nicon: [x]\n---\n"})
    with pytest.raises(PressError) as caught:
        build_site(root, root / "site")
    assert {"docs/index.md"} == {problem.path for problem in caught.value.problems}
    assert not Path(root / "site").exists()
