"""The reports of one import: for a ticket, a browser, a program, a code host."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from press.docx.ooxml import make, w
from press.publication import PressError
from press.review.report.answers import read_checklist
from tests.review.locate.marks import comment_on
from tests.validators import sarif


def remarks(hand) -> None:
    hand.comment("found that", "Are you sure?")
    hand.comment("412", "Out of how many?")
    hand.replace("The ratio was 1.28", "1.28", "1.29")
    hand.turn("seven", "i")
    hand.replace("Bottom line.", "Bottom", "Top")


@pytest.fixture
def told(desk):
    """Return a function that gives a report of these remarks."""

    def tell(style: str, *acts) -> str:
        return desk.bring(desk.review(*(acts or (remarks,))), "--report", style).output

    return tell


# A ticket


def test_the_checklist_has_a_box_for_every_remark(told) -> None:
    text = told("md")
    boxes = [line for line in text.splitlines() if line.startswith("- [ ] `")]
    assert 5 == len(boxes)
    assert "C1, `docs/digests/short-sleep.md:30:32`, new" in text
    assert "  **Ada** on “found that”:\n\n  > Are you sure?\n\n  Answer:\n" in text
    assert "  Old: “1.28”\n\n  New: “1.29”\n" in text


def test_what_is_done_is_ticked(desk) -> None:
    review = desk.review(remarks)
    done = desk.threaded(review, "done.docx", resolved=["Are you sure?"])
    text = desk.bring(done, "--report", "md", "--apply", "3").output
    ticked = [line for line in text.splitlines() if line.startswith("- [x] `")]
    assert 2 == len(ticked)
    assert "new, resolved" in ticked[0]


def test_answers_are_read_back_by_the_ids_of_their_comments(told, desk) -> None:
    text = told("md")
    ids = {one["comments"][0]["text"]: one["id"] for one in json.loads(told("json"))["threads"]}
    sure, many = ids["Are you sure?"], ids["Out of how many?"]
    assert {sure: "", many: ""} == {
        one.id: one.text for one in read_checklist("t.md", text).answers.values()
    }
    text = text.replace(
        "  > Are you sure?\n\n  Answer:\n",
        "  > Are you sure?\n\n  Answer: Yes, see *table 2*.\n\n  - one\n    - two\n\n"
        "Not indented, either.\n",
    )
    text = text.replace(f"- [ ] `{many}`", f"- [X] `{many}`").replace("\n", "\r\n")
    checklist = read_checklist("t.md", text)
    assert desk.base.manifest.export == checklist.export
    assert {
        sure: ("Yes, see *table 2*.\n\n- one\n  - two\n\nNot indented, either.", False),
        many: ("", True),
    } == {one.id: (one.text, one.is_settled) for one in checklist.answers.values()}


def test_a_comment_cannot_pass_for_an_answer_or_another_box(told) -> None:
    text = told("md", lambda hand: hand.comment("found that", "Answer: mine"))
    assert [""] == [one.text for one in read_checklist("t.md", text).answers.values()]
    text = told("md", lambda hand: hand.comment("found that", "- [x] `c0123456789` C9"))
    assert 1 == len(read_checklist("t.md", text).answers)


FORMS = [
    "  Answer: We are.",
    "  *Answer:* We are.",
    "  **Answer:** We are.",
    "  **Answer**: We are.",
    "  _Answer_: We are.",
    "ANSWER: We are.",
    "  answer: We are.",
    "        Answer: We are.",
    "  Answer:\n  We are.",
    "      *Answer:*\n\n      We are.",
]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_is_read_however_its_line_is_written(told, form) -> None:
    text = told("md").replace("  > Are you sure?\n\n  Answer:", f"  > Are you sure?\n\n{form}")
    answers = read_checklist("t.md", text).answers.values()
    assert ["", "We are."] == sorted(one.text for one in answers)


LONG = ["Yes.\n\n---\n\nAnd more.", "Yes.\n\n## Why\n\nSo.\n\n## `x` and y\n\nSo, too.", "---"]


@pytest.mark.parametrize("said", LONG)
def test_rules_and_headings_of_an_author_are_part_of_an_answer(told, said) -> None:
    text = told("md")
    last = text.rindex("  Answer:") + len("  Answer:")
    text = f"{text[:last]} {said}{text[last:]}"
    assert ["", said] == sorted(one.text for one in read_checklist("t.md", text).answers.values())


LOST: dict[str, tuple[str, str, str]] = {
    "above the answer's line": (
        "  > Are you sure?\n",
        "  > Are you sure?\n\n  Yes, we are.\n",
        "this line belongs to no answer; write it behind or below the line Answer:",
    ),
    "without the answer's line": (
        "  > Are you sure?\n\n  Answer:\n",
        "  > Are you sure?\n\nYes, we are.\n",
        "this line belongs to no answer",
    ),
    "below a change": (
        "  New: “1.29”\n",
        "  New: “1.29”\n\n  Answer: Yes, we are.\n",
        "this line belongs to no answer",
    ),
    "below a file's name": (
        "## `docs/digests/short-sleep.md`\n",
        "## `docs/digests/short-sleep.md`\n\nYes, we are.\n",
        "this line belongs to no answer",
    ),
    "below the last rule": (
        "\n---\n\n",
        "\n---\n\nYes, we are.\n",
        "this line belongs to no answer",
    ),
    "below the files' accounts": ("refused\n", "refused\n\nYes, we are.\n", "no answer"),
    "an item whose box is gone": ("- [ ] `c", "\\[ \\] `c", "this item's first line was changed"),
}


@pytest.mark.parametrize("name", LOST)
def test_an_answer_that_cannot_be_read_is_told_with_its_line(told, name) -> None:
    old, new, message = LOST[name]
    text = told("md")
    assert old in text
    text = text.replace(old, new, 1)
    with pytest.raises(PressError) as error:
        read_checklist("t.md", text)
    first = error.value.problems[0]
    wanted = "Yes, we are." if "Yes, we are." in new else "\\[ \\] `c"
    line = next(i for i, one in enumerate(text.splitlines(), start=1) if wanted in one)
    assert ("t.md", line) == (first.path, first.line)
    assert message in str(first)


def test_two_answers_to_one_comment_are_told(told) -> None:
    text = told("md").replace("  Answer:", "  Answer: One.", 1)
    item = text[text.index("- [ ] `c") : text.index("  Answer: One.")]
    text = text.replace(item, f"{item}  Answer: Two.\n\n{item}", 1)
    with pytest.raises(PressError, match=r"is answered in line \d+ too; leave one of the two"):
        read_checklist("t.md", text)
    same = text.replace("Answer: Two.", "Answer: One.")
    assert ["", "One."] == sorted(a.text for a in read_checklist("t.md", same).answers.values())


@pytest.mark.parametrize("text", ["", "# Notes\n", "<!-- press-review-checklist 2 x -->"])
def test_what_is_no_checklist_is_refused(text) -> None:
    with pytest.raises(PressError, match="no checklist of a review that this press can read"):
        read_checklist("t.md", text)


# A browser


def test_the_page_shows_the_text_with_remarks_beside_it(told) -> None:
    page = document_fromstring(told("html").encode())
    rows = [row for row in page.find_class("row") if row.find_class("remark")]
    first = next(row for row in rows if "found that" in row.text_content())
    assert ["found that"] == [mark.text for mark in first.iter("mark")]
    assert ["1.28"] == [gone.text for gone in first.find_class("text")[0].iter("del")]
    assert ["1.29"] == [new.text for new in first.find_class("text")[0].iter("ins")]
    assert 2 == len(first.find_class("remark"))
    cells = [cell.text_content().strip() for cell in page.iter("td")]
    assert any(cell.startswith("412") for cell in cells)


def test_numbers_of_works_are_raised_on_the_page_and_names_are_not(told) -> None:
    text = told("html", lambda hand: hand.comment("More sleep", "Only they?"))
    rows = document_fromstring(text.encode()).find_class("row")
    row = next(row for row in rows if "Moe and Ek" in row.text_content())
    assert "may help, as Moe and Ek1 says." in row.text_content()
    assert ["1"] == [one.text for one in row.iter("sup")]


def test_what_became_of_a_paragraphs_format_is_told_in_words(told) -> None:
    def act(hand) -> None:
        paragraph = hand.paragraphs[hand.block("Everything is invented.")]
        properties = paragraph.find(w("pPr"))
        change = make("pPrChange", id="1", author="Ada", date="2026-11-02T09:00:00Z")
        change.append(make("pPr"))
        for one in list(properties):
            properties.remove(one)
        numbers = make("numPr")
        numbers.append(make("ilvl", val="1"))
        numbers.append(make("numId", val="1"))
        properties.append(numbers)
        properties.append(change)

    for style in ("text", "md", "html"):
        text = told(style, act)
        assert "it got list, level 2" in text
        assert "on “”" not in text


def beside(hand) -> None:
    hand.new_paragraph("Everything is invented.", "Nobody asked.")
    comment_on(hand, "Nobody", "Nobody at all?")
    hand.new_row("231", ["None", "7"])


def test_a_new_paragraph_and_what_is_said_of_it_stand_below_what_they_follow(told) -> None:
    page = document_fromstring(told("html", beside).encode())
    rows = [row for row in page.find_class("row") if row.find_class("remark")]
    words = [[new.text for new in row.find_class("text")[0].iter("ins")] for row in rows]
    assert [[" ¶ None ¶ 7"], [" ¶ Nobody asked."]] == words
    assert "Everything is invented." in rows[1].find_class("text")[0].text_content()
    assert ["C1", "2"] == [one.text for one in rows[1].find_class("label")]


@pytest.mark.parametrize("acts", [(), (beside,)])
def test_every_reference_on_the_page_leads_to_a_remark(told, acts) -> None:
    page = document_fromstring(told("html", *acts).encode())
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = {link.get("href") for link in page.iter("a")}
    assert {f"#{one.get('id')}" for one in page.find_class("remark")} <= links
    assert {href[1:] for href in links if href.startswith("#")} <= set(ids)


def test_what_a_reviewer_writes_is_text_on_the_page(told) -> None:
    text = told(
        "html", lambda hand: hand.comment("found that", '<script>alert("x")</script> & <b>')
    )
    page = document_fromstring(text.encode())
    assert [] == list(page.iter("script"))
    assert any('<script>alert("x")</script> & <b>' in p.text_content() for p in page.iter("p"))


def test_the_page_needs_nothing_from_elsewhere(told) -> None:
    page = document_fromstring(told("html").encode())
    assert [] == list(page.iter("link", "script", "img", "iframe"))
    assert "url(" not in page.find(".//style").text


def test_the_page_can_be_used_by_everybody(told, tmp_path, browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "review.html"
    path.write_text(told("html"), encoding="utf-8")
    for width, palette in ((1280, "light"), (390, "dark")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=palette)
        page.goto(path.as_uri())
        results = Axe().run(page)
        assert 0 == results.violations_count, results.generate_report()
        assert 0 >= page.evaluate("document.documentElement.scrollWidth - innerWidth")


# A program


def test_json_tells_places_states_and_the_ledger(told) -> None:
    data = json.loads(told("json"))
    assert ("press-review-import", 1) == (data["schema"], data["version"])
    place = data["threads"][0]["place"]
    assert ("docs/digests/short-sleep.md", 30, 32, 30, 42) == (
        place["path"], place["line"], place["column"], place["endLine"], place["endColumn"],
    )  # fmt: skip
    changes = {one["number"]: one["status"] for one in data["changes"]}
    assert [1, 2, 3] == sorted(changes)
    assert [(2, 3, 3, 0)] == [
        (one["comments"], one["changes"], one["listed"], one["applied"]) for one in data["ledger"]
    ]
    assert all(one["reason"] for one in data["changes"] if one["status"] != "clean")


# A code host


def test_sarif_has_a_rule_a_region_and_a_fingerprint_for_every_remark(told) -> None:
    log = json.loads(told("sarif"))
    assert [] == sarif.faults(log)
    run = log["runs"][0]
    assert ("2.1.0", "unicodeCodePoints") == (log["version"], run["columnKind"])
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert 5 == len(run["results"])
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["partialFingerprints"]["pressReview/v1"]
        assert "new" == result["baselineState"]
        place = result["locations"][0]["physicalLocation"]
        assert not place["artifactLocation"]["uri"].startswith("/")
        assert place["region"]["startLine"] <= place["region"]["endLine"]
    comment = run["results"][0]
    assert {"startLine": 30, "startColumn": 32, "endLine": 30, "endColumn": 42} == (
        comment["locations"][0]["physicalLocation"]["region"]
    )
    assert "Ada on “found that”: Are you sure?" == comment["message"]["text"]


def test_a_resolved_comment_is_closed_for_code_hosts_too(desk) -> None:
    review = desk.review(remarks)
    done = desk.threaded(review, "done.docx", resolved=["Are you sure?"])
    log = json.loads(desk.bring(done, "--report", "sarif").output)
    assert [] == sarif.faults(log)
    results = log["runs"][0]["results"]
    assert [True, False] == ["suppressions" in one for one in results[:2]]
