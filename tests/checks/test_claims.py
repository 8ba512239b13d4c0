"""The grammar of claims by sentences; whole digests stand in rules/claim-strength.md."""

from __future__ import annotations

import pytest

from press.checks.claims import claims
from press.evidence.sentences import sentences

NAMES = ("ketamine", "esketamine", "midazolam")

TOO_STRONG = {
    "not rated": [
        ("Ketamine reduces depression.", "reduces"),
        ("Infusions of ketamine relieve pain within hours.", "relieve"),
        ("Two doses of ketamine ease pain.", "ease"),
        ("Ketamine and esketamine improve mood.", "improve"),
        ("Ketamine at 0.5 mg/kg over 40 minutes lowers the score.", "lowers"),
        ("A single dose of ketamine, given slowly, relieves hopelessness.", "relieves"),
        ("The drug helps most people.", "helps"),
        ("We found that ketamine helps.", "helps"),
        ("Ketamine can quickly relieve suicidal thoughts.", "can quickly relieve"),
        ("Ketamine has been shown to reduce craving.", "has been shown to reduce"),
        ("Esketamine is better than placebo.", "is better"),
        ("Esketamine is more effective than quetiapine.", "is more effective"),
        ("Ketamine was given once. It reduces craving.", "reduces"),
        ("Ketamine probably reduces craving.", "reduces"),
        ("Ketamine, which reduces craving, was given once.", "reduces"),
        ("Ketamine is effective.", "effective"),
        ("Ketamine was safe and well tolerated.", "safe"),
        ("Ketamine was found to be effective.", "effective"),
        ("The trial proves it.", "proves"),
        ("This is a breakthrough.", "breakthrough"),
        ("Ketamine cures addiction.", "cures"),
        ("A game-changer for depression.", "game-changer"),
        ("There were few harms; the drug is safe.", "safe"),
        ("It did not last, but it worked effectively.", "effectively"),
    ],
    "moderate": [("Ketamine reduces pain.", "reduces")],
    "low": [
        ("Ketamine reduces pain.", "reduces"),
        ("Ketamine probably reduces pain.", "reduces"),
        ("Ketamine is likely to help, and ketamine helps.", "helps"),
    ],
    "very low": [
        ("Ketamine reduces pain.", "reduces"),
        ("Ketamine may reduce pain.", "may reduce"),
        ("Ketamine probably reduces pain.", "reduces"),
    ],
    "high": [("Ketamine is a miracle.", "miracle"), ("Ketamine is safe.", "safe")],
}

ALLOWED = {
    "not rated": [
        "Scores fell more with ketamine than with midazolam.",
        "Ketamine reduced the daily dose of opioids by a fifth.",
        "Depression was lower with ketamine after a day.",
        "Ketamine may reduce craving.",
        "Ketamine might be effective.",
        "We asked whether ketamine reduces the need for opioids.",
        "The trial set out to learn whether ketamine helps people to stay abstinent.",
        "The trial asked whether a low dose, too small to cause dissociation, reduces pain.",
        "Does ketamine reduce pain?",
        "Is it safe?",
        "Nobody knows if it is safe.",
        "It does not settle how large, how lasting or how safe it is over months.",
        "More days without alcohol, no proven effect on relapse.",
        "That is encouraging and proves nothing about which part helped.",
        "A fast action is possible and unproven.",
        "The effectiveness of ketamine was not studied.",
        "Ketamine is not a cure.",
        "It improved, and improves still.",
        "The authors call it a breakthrough.",
        "Esketamine was more effective than quetiapine at week 8.",
        "The trial was too small to prove anything.",
        "It was designed to prove a point.",
        "Six trials of ketamine help us to see the gap.",
        "Ketamine does not reduce craving for long.",
        "No medicine is licensed, and ketamine had not been put to a test.",
        "The high dose brings on a full psychedelic experience.",
        "Ketamine works on a signal in the brain called glutamate.",
        "Those who got ketamine felt better after a day.",
        "People who take ketamine are treated in clinics.",
        "In low dose it spared some opioid.",
        "Nine reports suggest that ketamine can act quickly, but results are inconsistent.",
        "Ketamine seems to ease pain.",
        "Someone stayed with them to keep them safe.",
        "Esketamine spray is commonly prescribed on top of a tablet.",
        "People need treatments that are safe and effective.",
        "After ketamine, pain eases in some and not in others.",
    ],
    "moderate": ["Ketamine probably reduces pain.", "Ketamine may reduce pain."],
    "low": ["Ketamine may reduce pain.", "Ketamine possibly reduces pain."],
    "very low": [
        "Ketamine may reduce pain, but the evidence is very uncertain.",
        "The evidence is very uncertain about the effect of ketamine on pain.",
        "We do not know whether ketamine reduces pain.",
    ],
    "high": ["Ketamine reduces pain.", "Esketamine is better than placebo."],
}


def pairs(table: dict[str, list[object]]) -> list[object]:
    return [
        pytest.param(level, case, id=f"{level}: {case}") for level in table for case in table[level]
    ]


@pytest.mark.parametrize(("certainty", "case"), pairs(TOO_STRONG))
def test_what_says_too_much_is_found_at_its_words(certainty: str, case: tuple[str, str]) -> None:
    text, words = case
    assert [words] == [text[claim.start : claim.end] for claim in claims(text, certainty, NAMES)]


@pytest.mark.parametrize(("certainty", "text"), pairs(ALLOWED))
def test_careful_words_are_let_through(certainty: str, text: str) -> None:
    assert [] == [claim.message for claim in claims(text, certainty, NAMES)]


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = (
        "Scores fell by 3.5 points, i.e. by half. Dr. A. Writer agreed!\n\n"
        "- A line\n\nWas it 2.0 mg/kg? “Yes.” Perhaps"
    )
    expected = [
        "Scores fell by 3.5 points, i.e. by half.",
        "Dr. A. Writer agreed!",
        "- A line",
        "Was it 2.0 mg/kg?",
        "“Yes.”",
        "Perhaps",
    ]
    assert expected == [sentence for _, sentence in sentences(text)]
    assert all(text[start:].startswith(sentence) for start, sentence in sentences(text))
