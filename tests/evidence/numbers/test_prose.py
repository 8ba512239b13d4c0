"""Numbers in sentences: good ones pass, bad ones are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.evidence.finding import Place
from press.evidence.numbers import check_prose
from press.evidence.numbers.effect import Group
from press.evidence.numbers.printed import parse
from press.evidence.numbers.prose.passages import Prose
from tests.evidence.numbers.hostile import HOSTILE
from tests.properties import examples
from tests.work import lines

GOOD = (
    "Feet were cold in 12 of 30 people (40%).",
    "Feet were cold in 12 of 30 people (40 per cent), and warm in 18/30 (60%).",
    "Feet were cold in 40% (12/30), 40.0% (12 of 30) and 12 (40%) of 30.",
    "About 12 of 30 people (about 45%) had cold feet.",
    "Of the feet 12 of 30 (over 30%) were cold.",
    "We saw 12 of 30 people (45% women).",
    "We saw 12 of 30 people, 45% of whom were women.",
    "Wool costs 130% of what it was.",
    "The mean difference was −5.1 points (95% CI −7.9 to −2.3; p < 0.001).",
    "They were 5.1 points lower (95% CI −7.9 to −2.3).",
    "Of 40% at first the risk fell (risk ratio 0.81; 95% CI: 0.69–0.95; p = 0.01).",
    "In 40% feet were cold (OR 1.3, 0.3 to 5.2).",
    "The difference was small (0.24, interval −0.30 to 0.78).",
    "The p value for non-inferiority was p < 0.001 (difference 2.0 points, 95% CI −1.0 to 5.0).",
    "Warmth went with wool (r = 0.41, n = 20, p = 0.07).",
    "Warmth went with wool (r(18) = 0.41, p = 0.07).",
    "Warmth went with wool in 20 people (r = 0.41, p = 0.07).",
    "Warmth went with wool (r = 0.41; p < 0.001).",
    "Over 12 weeks feet were warm in 40% vs 20% (NNT 5).",
    "The risk was 19% lower (RR 0.81), from 40%.",
    "No fewer had cold feet (RR 1.40, 95% CI 1.1 to 1.8; 14% vs 10%).",
    "Higher doses gave fewer cold feet (RR 1.40; 14% vs 10%).",
    "Feet were not significantly warmer (p = 0.36), but hands were (p = 0.01).",
    "Feet were significantly warmer (p < 0.05), hands insignificantly (p = 0.3).",
    "There was a trend towards a significant difference (p = 0.07).",
    "They were abstinent on 150 days (83% of 180 days).",
    "They had a median of 150 sober days in 6 months. Sobriety reached 83% of days.",
    "Of 61 people (30 and 31) all came.",
    "The mean score of 20 people was 12.35.",
    "The adjusted mean score of 20 people was 12.34.",
    "Socks (n = 30) or no socks (n = 31): 40% vs. 64.5% (p = 0.06).",
    "After wool (n = 30) 40% had cold feet, after cotton (n = 31) 64.5% (p = 0.06).",
    "At 1 and 2 years (20% and 10%) against (5% and 0%) of 40 people.",
    "Cold were 3 of 4 (75%) of 5/6 of the feet.",
    "Cold feet were rarer with wool (23% vs. 26%; adjusted RR, 0.83; 95% CI, 0.75 to 0.93).",
    "Cold were 30 of 100 (30%) vs 10 of 100 (10%; risk ratio 3.0).",
    "Cold were 30 of 100 (30%) vs 10 of 100 (10%; risk ratio 0.33, odds ratio 0.26).",
    "Cold were 30% with cotton and 10% with wool, a difference of 20 percentage points.",
    "Cold were 30% with cotton and 10% with wool (adjusted risk ratio 2.2).",
    "Across 12 trials cold were 30% with cotton and 10% with wool (risk ratio 2.2).",
    "Cold were 30% in week four and 10% in week eight (risk ratio 0.8).",
    "Cold were 30% vs 10%, and dry feet had an odds ratio of 0.4.",
    "Cold were 30% vs 10%; dry OR 0.6.",
    "Dry were fewer (OR 0.6); cold were 30% vs 10%.",
    "Cold were 30% vs 10% vs 5% (risk ratio 2.0).",
    "Of all, 30% were tall and 10% were old (risk ratio 2.0).",
    "Cold were 12/30 (40%) vs 6/31 (19%), an absolute difference of 21%.",
    "By week 4 cold were 30 of 100 vs 10 of 100 (NNT 5).",
    "We randomised 33 participants: 15 to wool and 18 to cotton.",
    "We randomised 45 participants: 15 to wool and 18 to cotton and 12 to silk.",
    "We screened 60 participants: 15 were randomised to wool and 18 to cotton.",
    "We assigned 70 participants to wool (n = 40) or cotton (n = 30).",
    "This trial in 100 adults compared wool (n = 60) with cotton (n = 40).",
    "This study of 100 adults compared wool (n = 40) with cotton (n = 30).",
    "Two trials in 100 adults compared wool (n = 80) with cotton (n = 70).",
    "In this crossover trial, 100 adults compared wool (n = 80) with cotton (n = 70).",
    "We asked 100 adults about wool (n = 80) and about cotton (n = 70).",
    "We assigned 100 adults to wool (n = 50), with all data of (n = 45) of them.",
    "Of 144 patients with wool 36 had cramps (25%).",
    "Of 144 patients, 36 (25%) had cramps.",
    "Of 144 patients, 16 (25%) with wool and 4 (5%) with cotton had cramps.",
    "Of 144 patients, 16 (25%) and 4 (5%) had cramps, respectively.",
    "Of 144 patients, 16 had cramps with wool (25%), and 4 with cotton (5%).",
    "Of 144 patients, 16 women had cramps (25%).",
    "Of 144 patients and 140 controls (49%), all came.",
    "Of 144 patients followed for 16 weeks (25%), all came.",
    "Of 144 patients, 80 wore wool, of whom 20 slept (25%).",
    "Of 144 patients, 400 socks were given (25%).",
    "We assigned 70 participants to wool (n = 30), silk (n = 20) or cotton (n = 20).",
    "We assigned 70 participants; of those, wool (n = 30) and cotton (n = 30) stayed.",
    "In this crossover trial 30 participants were randomised: 30 to wool and 30 to cotton.",
    "There was a difference of 5.0 (95% CI 4.0 to 9.0).",
    "There was a difference of 5.0 (95% CI −9.0 to −4.0).",
    "Difference: 5.0 (95% CI 4.0; 9.0).",
    "The mean was given after an interval of 9; 4 people came.",
    "See [@sample2026, p. 3] and https://example.org/?p=1.5&r=1.2 and `doi:10.1000/12/30`.",
)

BAD = (
    ("number-percent-events", "Feet were cold in 12 of 30 people (45%).", "45%"),
    ("number-percent-events", "Feet were cold in 12 of the 30 people, or 45%.", "45%"),
    ("number-percent-events", "Feet were cold in 45% (12/30).", "45%"),
    ("number-ci-estimate", "Odds ratio 2.5 (95% CI 3.0 to 4.0; 14% vs 10%).", "2.5"),
    ("number-ci-estimate", "So it was (Hazard Ratio 2.5; 95% CI 3.0 to 4.0; 14% vs 10%).", "2.5"),
    ("number-percent-events", "Feet were cold in 12/30 (45 per cent).", "45 per"),
    ("number-percent-events", "Feet were cold in 12 (45%) of 30.", "45%"),
    ("number-events-total", "Feet were cold in 33 of 30 people.", "33"),
    ("number-percent-range", "Feet were cold in 104% of people.", "104%"),
    ("number-ci-order", "The mean was given (95% CI 3.4 to 1.2).", "3.4"),
    ("number-ci-estimate", "The mean difference was 2.5 (95% CI 3.1 to 5.4).", "2.5"),
    ("number-ci-estimate", "It fell by 5.1 points more (95% CI 6.0 to 7.9).", "5.1"),
    ("number-ci-range", "Of 40% it was RR 0.8 (95% CI −0.2 to 1.4).", "−0.2"),
    ("number-ci-range", "Warmth went with wool (r = 1.2).", "1.2"),
    ("number-ci-centre", "Of 40% it was OR 0.81 (95% CI 0.79 to 0.95).", "0.81"),
    ("number-p-range", "It was not so (p = 1.4).", "= 1.4"),
    ("number-p-zero", "It was so (p = 0.000).", "= 0.000"),
    ("number-p-ci", "The MD was 4.0 points, 95% CI 1.0 to 7.0, p=0.0001.", "=0.0001"),
    ("number-p-crosses", "The MD was 4.0 (95% CI −0.1 to 8.1; p = 0.04).", "= 0.04"),
    ("number-p-crosses", "The MD was 4.0 (95% CI 1.0 to 7.0; P = 0.2).", "= 0.2"),
    ("number-p-correlation", "Warmth went with wool (r = 0.41, n = 20, p = 0.001).", "= 0.001"),
    ("number-p-correlation", "Of 84 people r = 0.93 (p = 0.02).", "= 0.02"),
    ("number-nnt", "Over 12 weeks feet were warm in 40% vs 20% (NNT 9).", "9"),
    ("number-nnt-time", "The number needed to treat was 9.", "9"),
    ("number-ratio-percent", "The risk was 19% lower (RR 0.71), from 40%.", "19%"),
    ("number-relative-only", "Feet were cold less often (hazard ratio 0.71).", "0.71"),
    ("number-direction", "Fewer had cold feet (RR 1.40, 95% CI 1.1 to 1.8; 14% vs 10%).", "1.40"),
    ("number-direction", "Cold feet were fewer with cotton (20% vs 14%; RR 1.43).", "1.43"),
    ("number-significance", "Feet were significantly warmer (p = 0.36).", "= 0.36"),
    ("number-significance", "Feet were not significantly warmer (p = 0.003).", "= 0.003"),
    ("number-significance", "There was no significant difference (p = 0.003).", "= 0.003"),
    ("number-days", "They were abstinent on 120 days (85% of 180 days).", "85%"),
    ("number-days", "They were abstinent on 85% of the 180 days (120).", "85%"),
    ("number-days", "They had a median of 120 sober days in 6 months. Sobriety was 85%.", "85%"),
    ("number-days-over", "They had a mean of 200 sober days in 6 months.", "200"),
    ("number-arms-short", "Of 60 people (30 and 25) all came.", "30"),
    ("number-arms-over", "Of 60 people (30 and 35) all came.", "30"),
    ("number-grim-mean", "The mean score of 20 people was 12.34.", "12.34"),
    ("number-grim-percent", "Socks (n = 30) or no socks (n = 31): 41% vs. 64.5%.", "41%"),
    (
        "number-grim-percent",
        "In 12/30 (40%) with wool and 20/31 (64.5%) with cotton. Wool: 42%.",
        "42%",
    ),
    ("number-grim-percent", "In this crossover trial of 18 people 52.9% had cold feet.", "52.9%"),
    (
        "number-p-proportions",
        "Socks (n = 30), no socks (n = 31): 40% vs. 64.5% (p = 0.001).",
        "= 0.001",
    ),
    ("number-p-proportions", "Cold were 12/30 (40%) and 20/31 (64.5%; p = 0.9).", "= 0.9"),
    ("number-effect-arms", "Cold: 30 of 100 (30%) vs 10 of 100 (10%); risk ratio 2.0.", "2.0"),
    ("number-effect-arms", "Cold were 30% vs 10% (odds ratio 2.5).", "2.5"),
    ("number-effect-arms", "Cold were 30/100 versus 10/100 (RR 2.5).", "2.5"),
    ("number-effect-arms", "So it was (RR 2.5, 95% CI 1.1 to 5.7; 30% vs 10%).", "2.5"),
    ("number-effect-arms", "Cold were 30% with cotton and 10% with wool (RR 2.0).", "2.0"),
    ("number-effect-arms", "Cold were 30% vs 10%, a difference of 30 percentage points.", "30 p"),
    ("number-effect-arms", "Cold were 30% vs 10%, an absolute difference of 25%.", "25%"),
    ("number-effect-arms", "Cold were 30% vs 10%: 25 percentage points lower.", "25"),
    ("number-effect-arms", "Cold were 30% vs 10% (risk difference 0.30).", "0.30"),
    ("number-effect-arms", "Cold: 30% vs 10% (risk difference 30%, 95% CI 10% to 50%).", "30%,"),
    ("number-nnt", "By week 4 cold were 30 of 100 vs 10 of 100 (NNT 9).", "9"),
    ("number-arms-over", "We randomised 30 participants: 15 to wool and 18 to cotton.", "15"),
    ("number-arms-short", "We randomised 36 participants: 15 to wool and 18 to cotton.", "15"),
    ("number-arms-over", "We assigned 60 adults to wool (n = 40) or cotton (n = 30).", "40"),
    ("number-arms-over", "100 adults compared wool (n=80) with cotton (n=70).", "80"),
    ("number-arms-over", "A trial in 60 adults, wool (n = 40) versus cotton (n = 30).", "40"),
    ("number-percent-events", "Of 144 patients with wool 16 had cramps (25%).", "25%"),
    ("number-percent-events", "Of 144 patients, 16 (25%) had cramps.", "25%"),
    ("number-percent-events", "Of the 144 people who came, 16 had severe cramps (25%).", "25%"),
    ("number-arms-short", "We assigned 80 adults to wool (n = 40) or cotton (n = 30).", "40"),
    ("number-ci-estimate", "There was a difference of 3.0 (95% CI 4.0 to 9.0).", "3.0"),
    ("number-ci-estimate", "Difference: 3.0 (95% CI 4.0; 9.0).", "3.0"),
    ("number-ci-estimate", "Of 40% it was RR 2.5 (95% CI 3.0; 4.0).", "2.5"),
    (
        "number-grim-groups",
        "Of 70 people at 1 and 2 years (24% and 17%) against (6% and 2%) were cold.",
        "24%",
    ),
)


@pytest.mark.parametrize("text", GOOD)
def test_a_right_sentence_passes(text: str):
    assert [] == check_prose(text, "report.md")


@pytest.mark.parametrize(("rule", "text", "at"), BAD)
def test_a_wrong_sentence_is_found_where_the_number_stands(rule: str, text: str, at: str):
    findings = {finding.rule: finding for finding in check_prose(text, "report.md")}
    assert {rule} == set(findings)
    assert Place("report.md", 1, text.index(at) + 1) == findings[rule].place


def test_one_number_is_told_once():
    text = "They were abstinent on 120 days (85% of 180 days), or 120 of 180 days (85%)."
    places = [(finding.rule, finding.place.column) for finding in check_prose(text, "report.md")]
    assert len(places) == len(set(places))


def test_a_place_counts_lines_and_columns_from_where_the_text_begins():
    text = "Feet.\n\nCold were 12 of 30\u00a0people (45\u202f%)."
    (finding,) = check_prose(text, "socks.md", line=10, column=4, item=2, subject="socks")
    assert Place("socks.md", 12, 28, 2, "socks") == finding.place
    (finding,) = check_prose(text.rsplit("\n", maxsplit=1)[-1], "socks.md", line=10, column=4)
    assert Place("socks.md", 10, 31) == finding.place


def test_the_groups_of_the_study_may_be_known_from_elsewhere():
    at = Place("socks.md")
    groups = [Group("Wool", parse("30", at)), Group("Cotton", parse("31", at))]
    (finding,) = check_prose("With wool 42% had cold feet.", "socks.md", groups=groups)
    assert "number-grim-percent" == finding.rule
    assert [] == check_prose("With wool 40% had cold feet.", "socks.md", groups=groups)
    assert [] == check_prose("With silk 42% had cold feet.", "socks.md", groups=groups)


def test_a_part_of_a_group_that_the_text_names_explains_a_percentage():
    text = "After wool (n = 30) and cotton (n = 31): of wool 41% had cold feet."
    assert ["number-grim-percent"] == [one.rule for one in check_prose(text, "socks.md")]
    assert [] == check_prose(f"{text} We could ask 29 people.", "socks.md")


@pytest.mark.parametrize(
    "text",
    [
        "Cold were 30% vs 10% (odds ratio 2.5).",
        "By week 4 cold were 30 of 100 vs 10 of 100 (NNT 9).",
        "We randomised 30 participants: 15 to wool and 18 to cotton.",
        "We assigned 60 adults to wool (n = 40) or cotton (n = 30).",
        "100 adults compared wool (n = 80) with cotton (n = 70).",
        "Of 144 patients with wool 16 had cramps (25%).",
        "There was a difference of 3.0 (95% CI 4.0 to 9.0).",
        "Of 40% it was RR 2.5 (95% CI 3.0; 4.0).",
    ],
)
def test_what_a_sentence_does_not_say_for_certain_is_a_warning(text: str):
    assert ["warning"] == [one.severity for one in check_prose(text, "report.md")]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Cold were 12 of 30 people (45%).", "error"),
        ("Cold were 12 of 30 people (45%), which is not confirmed.", "warning"),
        ("Cold were 12 of 30 people (45%). The two do not agree.", "warning"),
        (
            "These are not confirmed:\n\n- Warm were 40%.\n- Cold were 12 of 30 people (45%).",
            "warning",
        ),
        ("This is not confirmed. So be it. Or not.\n\nCold were 12 of 30 people (45%).", "error"),
        ("Cold were 12 of 30 people (45%, survival estimate).", "warning"),
    ],
)
def test_who_owns_up_to_a_number_is_warned(text: str, severity: str):
    assert [severity] == [one.severity for one in check_prose(text, "report.md")]


def test_sentences_end_where_they_end():
    text = "Socks vs. none, e.g. wool.\nIt was 3.4 (p = 0.03). So\n- one\n- two\n"
    passage = Prose(text, "report.md")
    listed = [text[start:end].strip() for start, end in passage.sentences]
    expected = ["Socks vs. none, e.g. wool.", "It was 3.4 (p = 0.03).", "So", "- one", "- two"]
    assert expected == listed


def test_a_sentence_runs_on_over_a_line_that_was_wrapped_by_hand():
    text = "Feet were cold in a good many of those who had come, namely in 12 of\n30 people (45%)."
    (finding,) = check_prose(text, "report.md")
    assert Place("report.md", 2, 12) == finding.place


_PIECES = """
of ( ) % 12 30 40% 0.05 p = < r n 95% CI to RR OR NNT vs. and , ; . : − – days abstinent 180 months
people (n mean score significant not lower - 1,250 .5 [@a] https://x 162 6
"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n"])


@given(st.lists(_WORDS, max_size=40).map(" ".join))
@examples(400)
def test_no_text_is_too_odd_to_read(text: str):
    for finding in check_prose(text, "report.md"):
        lines = text.split("\n")
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


@given(st.text(max_size=200))
@examples(120)
def test_any_text_keeps_its_offsets(text: str):
    passage = Prose(text, "report.md", 3, 5)
    assert len(text) == len(passage.folded)
    for offset in range(len(text)):
        assert offset == passage.offset(passage.place(offset))


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_four_times_as_long_takes_four_times_the_work(piece: str):
    def work(length: int) -> int:
        text = piece * (length // len(piece)) + " 5%"
        return lines(lambda: check_prose(text, "report.md"))

    assert work(8_000) < 5 * work(2_000)
