"""Journals named in title, text or link against the journal of the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage
from press.evidence.intake.mentions import links, mentions
from press.evidence.works.journals import same_journal

NOTE = RuleNote(
    "journal-told",
    "journal",
    "The title, the text or the link names another journal than the reference.",
    "Look the work up and correct whichever is wrong.",
)

# Parts of addresses and DOIs that belong to one journal.
_MARKS: tuple[tuple[str, str], ...] = (
    (r"jamanetwork\.com/journals/jamapsychiatry|10\.1001/jamapsychiatry", "JAMA Psychiatry"),
    (r"jamanetwork\.com/journals/jamanetworkopen|10\.1001/jamanetworkopen", "JAMA Network Open"),
    (r"jamanetwork\.com/journals/jamasurgery|10\.1001/jamasurg\.", "JAMA Surgery"),
    (r"jamanetwork\.com/journals/jamainternalmedicine|10\.1001/jamainternmed",
     "JAMA Internal Medicine"),
    (r"jamanetwork\.com/journals/jama/|10\.1001/jama\.", "JAMA"),
    (r"nejm\.org/|10\.1056/nejm", "The New England Journal of Medicine"),
    (r"psychiatrist\.com/jcp/|10\.4088/jcp\.", "The Journal of Clinical Psychiatry"),
    (r"psychiatrist\.com/pcc/|10\.4088/pcc\.",
     "The Primary Care Companion for CNS Disorders"),
    (r"ajp\.psychiatryonline\.org|10\.1176/appi\.ajp\.", "The American Journal of Psychiatry"),
    (r"thelancet\.com/journals/lanpsy|10\.1016/s2215-0366", "The Lancet Psychiatry"),
    (r"thelancet\.com/journals/lancet/|10\.1016/s0140-6736", "The Lancet"),
    (r"bmj\.com/content/\d|10\.1136/bmj[.-]", "BMJ"),
    (r"cureus\.com/|10\.7759/cureus\.", "Cureus"),
    (r"10\.3389/fpsyt\.", "Frontiers in Psychiatry"),
    (r"10\.3389/fphar\.", "Frontiers in Pharmacology"),
    (r"mdpi\.com/2076-3425|10\.3390/brainsci", "Brain Sciences"),
    (r"10\.3390/jcm", "Journal of Clinical Medicine"),
    (r"10\.1038/npp\.", "Neuropsychopharmacology"),
    (r"10\.1038/s41380-", "Molecular Psychiatry"),
    (r"10\.1038/s41398-", "Translational Psychiatry"),
    (r"10\.1371/journal\.pone\.", "PLOS ONE"),
    (r"10\.1371/journal\.pmed\.", "PLOS Medicine"),
    (r"10\.1016/j\.biopsych\.", "Biological Psychiatry"),
    (r"10\.1016/j\.jad\.", "Journal of Affective Disorders"),
    (r"10\.1002/14651858\.", "Cochrane Database of Systematic Reviews"),
    (r"10\.1002/hup\.", "Human Psychopharmacology: Clinical and Experimental"),
)  # fmt: skip
_NAME = (
    r"(?:The\s)?[A-Z][A-Za-z]{0,30}[.:]?"
    r"(?:,?\s(?:[A-Z][A-Za-z]{0,30}[.:]?|of|and|in|for|the|on|&|-)){0,12}"
)
# Behind a title: its last part before the year; few journals have a comma in their names.
_BEFORE_YEAR = re.compile(
    r"[,.]\s+(?P<journal>(?:The\s+)?[A-Z][^,.()]{0,120}?),?\s+\(?(?:19|20)\d\d\)?\s*$"
)
_CITED = re.compile(
    rf"(?:^|[(\s])(?P<journal>{_NAME})[,.]?\s+(?:19|20)\d\d\b(?=\s*(?:$|[;)]|[A-Z][a-z]{{2}}\b))"
)
_PUBLISHED = re.compile(
    rf"\b(?:published|appear(?:s|ed|ing)|printed)\s+(?:online\s+)?in\s+[*_“\"]*(?P<journal>{_NAME})"
)


def find(telling: Telling) -> Iterator[Finding]:
    """Yield every journal that is named and is not the reference's."""
    if not telling.work.journals or not telling.has_reference:
        return
    ours = telling.work.journals[0]
    seen: set[str] = set()
    for name, passage, offset, how in _named(telling):
        if name in seen or same_journal(name, ours) or _is_part(name, ours):
            continue
        seen.add(name)
        severe = how != "the text"
        yield telling.finding(
            NOTE.id,
            "error" if severe else "warning",
            (passage, offset),
            f"{how} names the journal {name}, the reference {ours}",
            "look the work up and correct whichever is wrong",
            Evidence(f"journal in {how}", name, telling.source(passage, offset)),
            Evidence("journal in the reference", ours, telling.referred()),
        )


def _named(telling: Telling) -> Iterator[tuple[str, Passage, int, str]]:
    title, link = telling.title, telling.link
    if not telling.is_ours and (match := _BEFORE_YEAR.search(title.text)):
        yield _clean(match["journal"]), title, match.start("journal"), "the title"
    if link:
        yield from _of_link(link)
    if telling.citation:
        for found in mentions(telling.citation.text):
            if journal := journal_of(str(found.id.value)):
                yield journal, telling.citation, found.start, "the identifier"
    for told in telling.sections:
        for match in _PUBLISHED.finditer(told.content.text):
            name = _clean(match["journal"])
            if " " in name and not re.search(r"\[@", told.content.text[match.end() :][:40]):
                yield name, told.content, match.start("journal"), "the text"


def _of_link(link: Passage) -> Iterator[tuple[str, Passage, int, str]]:
    for found in links(link.text):
        if journal := journal_of(found.address):
            yield journal, link, found.start, "the link"
    for mention in mentions(link.text):
        if journal := journal_of(mention.id.value):
            yield journal, link, mention.start, "the link"
    for match in _CITED.finditer(link.text):
        name = _clean(re.sub(r"^(?:Based on|From|See|In|Read)\s+", "", match["journal"]))
        yield name, link, match.start("journal"), "the link"


@cache
def journal_of(address: str) -> str:
    """Return the journal that an address or a DOI belongs to, or an empty text where unknown."""
    found = (name for mark, name in _MARKS if re.search(mark, address, re.IGNORECASE))
    return next(found, "")


def _clean(name: str) -> str:
    return name.strip(" ,.;:").removesuffix(" in").removesuffix(" and").strip(" ,.")


def _is_part(name: str, ours: str) -> bool:
    """Tell whether a name is that of our journal without its subtitle, or cut short."""
    short, long = name.lower().removeprefix("the "), ours.lower().removeprefix("the ")
    return long.startswith((f"{short}:", f"{short} ")) or short.startswith(f"{long} ")
