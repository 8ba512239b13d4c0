"""Inputs at random: pieces that mean something to the press, and anything between them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_MARKDOWN = (
    "# ", "## Summary\n\n", "## Results\n", "\n\n", "\n", "    ", "- ", "1. ", "> ",
    "| a | b |\n", "|---|--:|\n", "Table: Numbers\n\n", "```\n", "~~~ python\n", "`", "**", "_",
    "~~", "[", "]", "(", ")", "![", "[@moe2019]", "[see @moe2019, p. 3; -@lund2021]", "@moe2019",
    "[^1]", "[^1]: ", "[a]: http://x.example 'y'\n", "*[HTML]: text\n", "<div markdown='1'>",
    "</div>", "<script>", "<a href='javascript:x'>", "<!--", "-->", "<svg><use href='#a'/></svg>",
    "{: .x onclick=y }", "!!! note\n    ", "??? tip\n", "Term\n:   Definition\n", "&#x41;",
    "&lt;", "\\", "$x^2$", "\t", "--8<-- '/etc/passwd'", "\\bibliography\n",
    "\\full_bibliography\n", "{{ x }}", "{% x %}", "12 of 20 (60%)",
    "OR 0.50 (95% CI 0.3 to 0.8; p = 0.01)", "\u202e", "\xa0", "￼", "\ue000",
)  # fmt: skip
_KEYS = (
    "title", "study", "topics", "design", "question", "n", "funding", "competing_interests",
    "bottom_line", "plain", "certainty", "author", "reviewed_by", "date", "status", "estimates",
    "numbers", "accepted", "timeline", "hide", "template", "icon", "search", "tags", "x", "",
)  # fmt: skip
_VALUES = (
    "text", "'text'", '"te\\xt"', "[a, b]", "[]", "{}", "{a: b}", "1", "-1", "1e400", "0x1F",
    "0o7", "1:59:59", "2026-01-02", "2026-13-45", "9999-12-31", "2026-01-02 10:00:00", "true",
    "null", "~", "&a [1, 2]", "*a", "!!python/object:os.system x", "!!binary aGk=", "|\n  block",
    ">\n  folded", "\n  - item", "\n  key: value", "- ", "? [a]", "<<: *a", "not reported",
    "@moe2019", "`x`", "\n  total: 120\n  arms:\n    - {name: A, n: 60}",
    "'<script>alert(1)</script>'", "%", "#", "---",
    '\n  - outcome: Sleep\n    measure: mean difference\n    value: "1.5"\n    ci: ["1", "2"]',
)  # fmt: skip
_BIBTEX = (
    "@article{", "@book{", "@string{", "@comment{", "@preamble{", "@misc(", "key2020,", "\n", ",",
    "}", "{", '"', "#", " = ", "title = {", "author = {", "year = 2020", "crossref = {key2020}",
    "doi = {", "url = {javascript:x}", "month = jan", "\\'e", '\\"{o}', "\\href{x}{y}", "$x$",
    "%", "\\", "and", "Moe, A. and others", "{\\&}", "xdata = {a}", "pages = {1--2}",
    "date = {2020-01/..}", "\\unknown", "\\includegraphics", "{{", "}}", "@", "= ", "\u202e",
    "@article{lund2021, title={A}}",
)  # fmt: skip
_CROSSREF = (
    "DOI", "title", "subtitle", "author", "family", "given", "name", "suffix", "sequence",
    "issued", "date-parts", "published-print", "container-title", "short-container-title",
    "volume", "issue", "page", "article-number", "type", "language", "relation", "update-to",
    "updated-by", "abstract", "clinical-trial-number", "label", "ISSN", "publisher", "editor",
    "message",
)  # fmt: skip
_XML = (
    "<PubmedArticleSet>", "</PubmedArticleSet>", "<PubmedArticle>", "</PubmedArticle>",
    "<MedlineCitation>", "</MedlineCitation>", "<PMID>", "</PMID>", "123", "<Article>",
    "</Article>", "<ArticleTitle>", "</ArticleTitle>", "<i>", "</i>", "<AuthorList>",
    "</AuthorList>", "<Author><LastName>Moe</LastName><Initials>A</Initials></Author>",
    "<CollectiveName>", "<ArticleId IdType='doi'>10.5555/x</ArticleId>",
    "<ArticleId IdType='pmc'>PMC1</ArticleId>", "<PubDate><Year>2020</Year></PubDate>",
    "<MedlinePgn>1-9</MedlinePgn>", "&amp;", "&x;", "<!DOCTYPE a>", "<![CDATA[", "]]>", "<?x?>",
    "\x00", "<PubmedBookArticle>", "</PubmedBookArticle>",
)  # fmt: skip
_WORD = (
    b"<w:ins w:id='1' w:author='A'>", b"</w:ins>", b"<w:del w:id='2' w:author='B'>", b"</w:del>",
    b"<w:p>", b"</w:p>", b"<w:r><w:t>x</w:t></w:r>", b"<w:r><w:delText>y</w:delText></w:r>",
    b"<w:moveFrom w:id='3' w:author='A'>", b"</w:moveFrom>", b"<w:commentRangeStart w:id='0'/>",
    b"<w:bookmarkStart w:id='9' w:name='_ss_x'/>", b"<w:fldChar w:fldCharType='begin'/>",
    b"<!DOCTYPE x>", b"&#0;", b"\xff", b"", b"<w:tbl><w:tr><w:tc>",
    b"<w:footnoteReference w:id='7'/>", b"<", b">", b"'", b"w:val",
    b"<w:rPr><w:ins w:id='4' w:author='C'/></w:rPr>",
    b"<w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>",
)  # fmt: skip


def _mixed(pieces: tuple[str, ...], most: int = 60) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(pieces), ANY_TEXT), max_size=most).map("".join)


BODIES = _mixed(_MARKDOWN)
BIBTEX = _mixed(_BIBTEX)
FRONT_MATTER = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(_KEYS), ANY_TEXT), st.one_of(st.sampled_from(_VALUES), ANY_TEXT)
    ).map(": ".join),
    max_size=25,
).map("\n".join)
_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), ANY_TEXT,
    st.sampled_from(["10.5555/x", "journal-article", "<i>a</i>", "\ud800", "\x1b[31m", "A}, b={c"]),
)  # fmt: skip
JSON: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(_CROSSREF), ANY_TEXT), inner, max_size=8),
    ),
    max_leaves=25,
)
ANSWERS = st.one_of(
    st.dictionaries(st.sampled_from(_CROSSREF), JSON, max_size=15).map(json.dumps).map(str.encode),
    _mixed(_XML).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
# Where a Word file's part is changed, from 0 to 1, what is cut there, and what is put in.
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.floats(0, 1),
        st.integers(0, 200),
        st.one_of(st.sampled_from(_WORD), st.binary(max_size=20)),
    ),
    min_size=1,
    max_size=5,
)
# Which of a manifest's values becomes another.
REPLACEMENTS = st.lists(st.tuples(st.integers(0, 100_000), JSON), min_size=1, max_size=4)
