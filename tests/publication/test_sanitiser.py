"""The boundary between text and HTML: what passes it, what does not, and what is told of that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring

from press.compile.marks import MARK, mark, without_marks
from press.publication import TOO_DEEP, Taken, escaped, is_safe_address, safe_html, sanitised
from press.publication.sanitiser import ALLOWED
from tests.conftest import ROOT

HARMFUL = {
    "a script": "<script>words()</script>",
    "a script in pieces": "<scr<script>ipt>words()</scr</script>ipt>",
    "a script in a namespace": "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>words()</svg:script>",
    "a handler": "<p onclick=words()>a</p>",
    "a handler behind a slash": "<img/src='x.png'/onerror=words()>",
    "a handler in a drawing": "<svg><animate onbegin=words() attributeName=x dur=1s></svg>",
    "HTML in a drawing": "<svg><foreignObject><img src=x onerror=words()></foreignObject></svg>",
    "a formula": "<math><maction xlink:href='javascript:words()'>a</maction></math>",
    "a formula between parsers": "<math><mtext><table><mglyph><style><img src=x onerror=words()>",
    "a frame": "<iframe src='javascript:words()'></iframe>",
    "a frame with its own page": "<iframe srcdoc='&lt;script&gt;words()&lt;/script&gt;'></iframe>",
    "an object": "<object data='data:text/html,words'></object>",
    "an embedded file": "<embed src='words.swf'>",
    "an applet": "<applet code='Words'></applet>",
    "a form": "<form action='https://example.org/'><input name=q></form>",
    "a button": "<button formaction='javascript:words()'>a</button>",
    "a refresh": "<meta http-equiv=refresh content='0;url=javascript:words()'>",
    "a base": "<base href='https://example.org/'>",
    "a style sheet": "<link rel=stylesheet href='https://example.org/a.css'>",
    "styles": "<style>@import 'https://example.org/a.css'</style>",
    "styles of an element": "<p style='background:url(https://example.org/seen)'>a</p>",
    "an expression": "<p style='width:expression(words())'>a</p>",
    "an address that is a program": "<a href=javascript:words()>a</a>",
    "mixed letters": "<a href=' jAvAsCrIpT:words()'>a</a>",
    "entities": "<a href='&#x6a;avascript&colon;words()'>a</a>",
    "control characters": "<a href='&#1;java&#10;scr&#9;ipt:words()'>a</a>",
    "another program": "<a href='vbscript:words()'>a</a>",
    "data": "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
    "data as an image": "<img src='data:image/svg+xml,<svg onload=words()>'>",
    "a file": "<a href='file:///etc/hosts'>a</a>",
    "a host without a scheme": "<a href='//example.org/'>a</a>",
    "a host behind backslashes": "<a href='\\\\example.org\\'>a</a>",
    "an attachment": "<a rel='attachment' href='refs.bib'>a</a>",
    "a drawing's link": "<svg><a xlink:href='javascript:words()'><text>a</text></a></svg>",
    "a background": "<table background='https://example.org/seen'><tr><td>a</td></tr></table>",
    "several pictures": "<img src='a.png' srcset='https://example.org/b.png 2x'>",
    "a picture": "<picture><source srcset='https://example.org/b.png'><img src='a.png'></picture>",
    "a film": "<video poster='https://example.org/seen' src='https://example.org/a.mp4'></video>",
    "a ping": "<a href='a.md' ping='https://example.org/'>a</a>",
    "no script": '<noscript><p title="</noscript><img src=x onerror=words()>"></noscript>',
    "a template": "<template><img src=x onerror=words()></template>",
    "a text area": "<textarea></textarea><img src=x onerror=words()>",
    "a title": "<title><img src=x onerror=words()></title>",
    "plain text": "<plaintext><img src=x onerror=words()>",
    "a page's body": "<body onload=words()>",
    "frames": "<frameset onload=words()><frame src=javascript:words()></frameset>",
    "an id of the theme's": "<p id=__config>{}</p>",
    "a place of the press's": "<p data-file='docs/other.md' data-lines='1'>a</p>",
    "an element that nobody knows": "<words-element>a</words-element>",
}


def elements(text: str) -> list[HtmlElement]:
    tree = fragment_fromstring(text, create_parent="main")
    return [element for element in tree.iter() if element is not tree]


def harm_in(text: str) -> list[str]:
    """Return what a text holds beyond what is allowed, and addresses that may not stand in it."""
    found: list[str] = []
    for element in elements(text):
        if not isinstance(element.tag, str) or element.tag not in ALLOWED:
            found.append(str(element.tag))
            continue
        known = ALLOWED["*"] | ALLOWED[element.tag] | {"rel", "target", "loading"}
        found += [name for name in element.attrib if name not in known]
        found += [
            value
            for name, value in element.attrib.items()
            if name in {"href", "src", "cite"} and not is_safe_address(value)
        ]
        if element.get("rel") == "attachment" or element.get("id", "").startswith("__"):
            found.append(str(element.attrib))
    return found


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_harm_is_taken_out_and_told(text: str) -> None:
    safe, taken = sanitised(f"<p>before</p>\n{text}")
    assert harm_in(safe) == []
    assert taken
    assert safe.startswith("<p>before</p>\n")


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_harm_is_text_where_text_is_expected(text: str) -> None:
    assert elements(f'<p title="{escaped(text)}">{escaped(text)}</p>')[0].text == text
    assert harm_in(escaped(text)) == []


GOOD = (
    '<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">¶</a></h2>',
    "<p>A <em>b</em> <strong>c</strong> <code>d &lt;script&gt;</code> x<sup>2</sup></p>",
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    '<a href="https://example.org/?a=b&amp;c=d" target="_blank" rel="noopener">a</a>',
    '<a href="../digests/a.md#b">a</a> <a href="mailto:a@b.org">b</a> <a href="tel:+41">c</a>',
    '<figure><img src="a%20b.png" alt="A &lt;bed&gt; &amp; more" width="10"></figure>',
    "<figure><figcaption>A bed</figcaption></figure>",
    '<div class="admonition note"><p class="admonition-title">Note</p><p>a</p></div>',
    '<details open=""><summary>More</summary><p>a</p></details>',
    '<span class="press-citation" data-cluster="0"></span>',
    '<table><thead><tr><th class="press-right" scope="col">a</th></tr></thead></table>',
    '<abbr title="a trial of &quot;socks&quot;">SOCKS</abbr>',
    '<ol start="3"><li value="7">a</li></ol>',
    '<p lang="he" dir="rtl">שלום\u00a0🥗 — “quoted”</p>',
)


@pytest.mark.parametrize("text", GOOD)
def test_what_documents_need_passes_as_it_is(text: str) -> None:
    assert (text, ()) == sanitised(text)


def test_what_is_taken_out_is_told_in_order_each_time_and_with_its_value() -> None:
    text = '<p onclick="a()">a</p><svg onload="b()"></svg><p onclick="a()">c</p><iframe src="https://x.org/">'
    assert (
        Taken("p", "onclick", "a()"),
        Taken("svg"),
        Taken("p", "onclick", "a()"),
        Taken("iframe", "", "https://x.org/"),
    ) == sanitised(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "<p>never closed <b>a",
        "<p>a<div>b</div></p>",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>a</table>",
    ],
)
def test_what_is_only_untidy_is_not_told_as_harm(text: str) -> None:
    assert () == sanitised(text)[1]


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://example.org/", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("mailto:a@example.org", True),
        ("tel:+41000000000", True),
        ("../policy.md#rules", True),
        ("#results", True),
        ("/absolute/", True),
        ("", True),
        ("a/b:c", True),
        ("javascript:words()", False),
        ("java\nscript:words()", False),
        ("\x01javascript:words()", False),
        ("\u200bjavascript:words()", False),
        ("file:///etc/hosts", False),
        ("ftp://example.org/", False),
        ("words:", False),
        ("//example.org/", False),
        ("/\\example.org/", False),
        ("\\\\example.org", False),
    ],
)
def test_only_the_web_mail_telephones_and_own_files_may_be_led_to(
    address: str, *, is_safe: bool
) -> None:
    assert is_safe is is_safe_address(address)
    assert is_safe is bool(sanitised(f'<a href="{escaped(address)}">a</a>')[1] == ())


def test_marks_of_source_lines_pass_the_boundary() -> None:
    table = f"<table><tr><td>a{mark(9)}</td></tr></table>"
    text = f'<p>One{mark(7)}\ntwo <b onclick="a()">three</b>{mark(8)}</p>\n{table}'
    safe = safe_html(text)
    assert MARK.findall(text) == MARK.findall(safe)
    assert safe_html(without_marks(text)) == without_marks(safe)


@pytest.mark.parametrize(
    "element", ["<div>", "<ul><li>", "<table><tr><td>", "<b>", "<blockquote><p>"]
)
def test_what_is_nested_beyond_measure_is_shown_as_it_is_written_and_told(element: str) -> None:
    text = element * 5000
    assert (escaped(text), (Taken(TOO_DEEP),)) == sanitised(text)


PIECES = st.sampled_from(
    [
        *(*HARMFUL.values(), *GOOD, "</script>", "</style>", "</svg>", "</table>", "<table>"),
        *("<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#60;", '"', "'", "`"),
        *("<select>", "<p", " onload=words()", "\x00", "\u2028"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_no_pieces_put_together_pass_with_harm(text: str) -> None:
    safe = safe_html(text)
    assert harm_in(safe) == []
    assert safe_html(safe) == safe
    assert not re.search(r"<(?:script|style|svg|math|iframe)\b", safe)


def test_the_guide_names_the_elements_that_may_stand_in_a_text() -> None:
    guide = (ROOT / "docs/guide/safety.md").read_text(encoding="utf-8")
    table = guide.partition("| What | Elements |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z0-9]+)`", table)) | {f"h{level}" for level in range(1, 7)}
    assert set(ALLOWED) - {"*"} == named
