"""The study card: what a reader must know of a study at a glance, from front matter alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from press.bibliography import Bibliography, names_in_text
from press.publication import Digest, Participants, SafeHtml, escaped, is_safe_address
from press.publication.model import Certainty
from press.publication.wording import capital

RETRACTED = '<strong class="retracted">Retracted</strong>'


@dataclass(frozen=True)
class CardRow:
    """One line of the card: its label, its value as HTML, the front-matter key it comes from."""

    label: str
    html: SafeHtml
    field: str


def study_card(digest: Digest, bibliography: Bibliography) -> tuple[CardRow, ...]:
    """Return the lines of a digest's study card, in reading order."""
    meta = digest.meta
    question = meta.question
    rows = [
        CardRow("Paper", _paper(meta.study, bibliography), "study"),
        CardRow("Design", escaped(meta.design.value), "design"),
        CardRow("Participants", escaped(participants(meta.participants)), "n"),
        CardRow("Population", escaped(question.population), "question.population"),
        CardRow("Intervention", escaped(question.intervention), "question.intervention"),
        CardRow("Comparator", escaped(question.comparator), "question.comparator"),
        CardRow("Outcomes", escaped("; ".join(question.outcomes)), "question.outcomes"),
        CardRow("Follow-up", escaped(meta.follow_up), "follow_up"),
        CardRow("Setting", escaped(meta.setting), "setting"),
        CardRow("Registration", escaped(meta.registration), "registration"),
        CardRow("Certainty", escaped(certainty(meta.certainty)), "certainty"),
        CardRow("Funding", escaped(meta.funding), "funding"),
        CardRow("Competing interests", escaped(meta.competing_interests), "competing_interests"),
    ]
    return tuple(CardRow(row.label, SafeHtml(capital(row.html)), row.field) for row in rows)


def participants(people: Participants) -> str:
    """Return the participants as text: `378 (esketamine 197, placebo 181)`."""
    parts = [_counted(people.total)]
    if people.studies is not None:
        parts = [f"{people.studies:,} {'study' if people.studies == 1 else 'studies'}"]
        parts.append(
            "participants not reported"
            if isinstance(people.total, str)
            else f"{people.total:,} participants"
        )
    text = ", ".join(parts)
    if people.arms:
        text += " (" + ", ".join(f"{arm.name} {_counted(arm.n)}" for arm in people.arms) + ")"
    if people.note:
        text += f". {capital(people.note)}"
    return text


def _counted(number: int | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"


def certainty(rating: Certainty | str) -> str:
    """Return the certainty of the evidence as text: `Low: risk of bias; imprecision`."""
    if isinstance(rating, str):
        return rating
    return f"{rating.level.value} (GRADE): {'; '.join(rating.reasons)}"


def _paper(key: str, bibliography: Bibliography) -> SafeHtml:
    """Return the digested paper in one line, linked to where it can be read."""
    item: Mapping[str, Any] = bibliography.csl().get(key, {"id": key})
    if key not in bibliography.entries:
        return escaped(f"{key}?")
    journal = escaped(str(item.get("container-title", "")))
    year = str((item.get("issued", {}).get("date-parts") or [[""]])[0][0])
    place = ", ".join(filter(None, [f"<em>{journal}</em>" if journal else "", year]))
    names = escaped(names_in_text(item)).removesuffix(".")
    retracted = RETRACTED if bibliography.is_retracted(key) else ""
    return SafeHtml(". ".join(filter(None, [names, place, paper_link(item), retracted])))


def paper_link(item: Mapping[str, Any]) -> SafeHtml:
    """Return a link to a work by DOI, else by PubMed number, else by URL, else nothing."""
    if doi := escaped(str(item.get("DOI", "")).strip()):
        return SafeHtml(f'<a href="https://doi.org/{doi}">doi:{doi}</a>')
    if pmid := escaped(str(item.get("PMID", "")).strip()):
        return SafeHtml(f'<a href="https://pubmed.ncbi.nlm.nih.gov/{pmid}/">PMID {pmid}</a>')
    address = str(item.get("URL", "")).strip()
    url = escaped(address)
    return SafeHtml(f'<a href="{url}">{url}</a>') if url and is_safe_address(address) else url
