"""The front matter of digests, issues and topics: one validated, frozen model for each."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from press.publication.pages import PageMeta
from press.publication.scalars import (
    Citekey,
    Count,
    Date,
    Day,
    IssueNumber,
    Number,
    NumberOrNotReported,
    PValue,
    Slug,
    Text,
    Year,
)

NotReported = Literal["not reported"]
NOT_REPORTED: NotReported = "not reported"


class Design(StrEnum):
    """Study designs, from the strongest protection against bias to none."""

    RANDOMISED_TRIAL = "randomised trial"
    CROSSOVER_TRIAL = "crossover trial"
    SECONDARY_ANALYSIS = "secondary analysis"
    NON_RANDOMISED_TRIAL = "non-randomised trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control study"
    CROSS_SECTIONAL = "cross-sectional study"
    CASE_SERIES = "case series"
    CASE_REPORT = "case report"
    SYSTEMATIC_REVIEW = "systematic review"
    OVERVIEW = "overview of reviews"
    NARRATIVE_REVIEW = "narrative review"
    PERSPECTIVE = "perspective"
    NEWS = "news"


class Status(StrEnum):
    """How far a text has come; only published ones go into a published issue."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"


class Kind(StrEnum):
    """What a digest is: one study in a few hundred words, or a long read with a timeline."""

    DIGEST = "digest"
    LONG_READ = "long read"


class Mark(StrEnum):
    """What a reader may look for besides the topic."""

    NEW = "new"
    VETERANS = "veterans"
    ONGOING = "ongoing research"


class Level(StrEnum):
    """GRADE certainty of evidence (Guyatt et al., BMJ 2008;336:924)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class Measure(StrEnum):
    """What an estimate measures."""

    MEAN_DIFFERENCE = "mean difference"
    STANDARDISED_MEAN_DIFFERENCE = "standardised mean difference"
    RISK_RATIO = "risk ratio"
    ODDS_RATIO = "odds ratio"
    HAZARD_RATIO = "hazard ratio"
    RATE_RATIO = "rate ratio"
    RISK_DIFFERENCE = "risk difference"
    PROPORTION = "proportion"
    CORRELATION = "correlation"
    MEAN = "mean"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Question(_Model):
    """What the study asked, as PICO."""

    population: Text
    intervention: Text
    comparator: Text
    outcomes: Annotated[tuple[Text, ...], Field(min_length=1)]


class Arm(_Model):
    """One group of participants."""

    name: Text
    n: Count | NotReported = NOT_REPORTED


class Participants(_Model):
    """How many took part, in all and by arm; for reviews, in how many studies."""

    total: Count | NotReported = NOT_REPORTED
    studies: Count | None = None
    arms: tuple[Arm, ...] = ()
    note: Text | None = None


class Certainty(_Model):
    """A GRADE level with the reasons for it."""

    level: Level
    reasons: Annotated[tuple[Text, ...], Field(min_length=1)]


class EstimateArm(_Model):
    """What one arm contributes to an estimate; `value` is its result as printed, with its unit."""

    name: Text
    n: Number | None = None
    events: Number | None = None
    mean: Number | None = None
    sd: Number | None = None
    value: Text | None = None


class Interval(_Model):
    """A confidence interval; `level` in percent."""

    low: Number
    high: Number
    level: Number = "95"


class EstimateSource(_Model):
    """Where an estimate is printed."""

    cite: Citekey
    locator: Text | None = None


class Estimate(_Model):
    """One effect estimate as printed in its source; numbers are strings.

    The first arm is the intervention, the second what it is compared with. A negative difference
    and a ratio below 1 mean less of the outcome in the first arm. The first estimate of a digest
    is its main result.
    """

    outcome: Text
    instrument: Text | None = None
    unit: Text | None = None
    time_point: Text
    arms: tuple[EstimateArm, ...] = ()
    measure: Measure
    estimate: NumberOrNotReported = NOT_REPORTED
    ci: Interval | None = None
    p: PValue | None = None
    better: Literal["lower", "higher"]
    source: EstimateSource
    note: Text | None = None


class PrintedNumber(_Model):
    """A number of the text that is no estimate: what it counts, and where it is printed.

    `confirmed: false` marks a number that no record confirms; the text then says so.
    """

    value: Text
    what: Text
    cite: Citekey | None = None
    confirmed: bool = True


class TimelineEvent(_Model):
    """One entry of a timeline: a year or a span of years, what happened, the work that tells it."""

    year: Year
    until: Year | None = None
    title: Text
    lane: Text
    cite: Citekey | None = None


class Correction(_Model):
    """What was wrong on the page that a digest replaces, and what the digest says instead."""

    about: Text
    was: Text
    now: Text
    why: Text


class Acceptance(_Model):
    """What a check has found and somebody answers for: `cite` narrows it to one work."""

    rule: Text
    cite: Citekey | None = None
    by: Text
    date: Day  # whether it is still to come, `checks.signing` tells
    why: Text


class DigestMeta(_Model):
    """The front matter of a digest, `docs/digests/<slug>.md`."""

    title: Text = Field(description="Our headline; no claim stronger than the data.")
    kind: Kind = Field(Kind.DIGEST, description="`digest`, or `long read`.")
    study: Citekey = Field(description="Citekey of the digested paper.")
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)] = Field(
        description="Slugs of files in docs/topics/."
    )
    tags: tuple[Text, ...] = Field((), description="Free words to find the digest by.")
    marks: tuple[Mark, ...] = ()
    design: Design
    question: Question
    n: Count | Participants | NotReported
    follow_up: Text = NOT_REPORTED
    setting: Text = NOT_REPORTED
    registration: Text = NOT_REPORTED
    funding: Text = Field(description="Funding of the study, or `not reported`.")
    competing_interests: Text = Field(description="Of the study's authors, or `not reported`.")
    estimates: tuple[Estimate, ...] = ()
    numbers: tuple[PrintedNumber, ...] = Field(
        (), description="Numbers of the text that are no estimates."
    )
    timeline: tuple[TimelineEvent, ...] = ()
    bottom_line: Text = Field(description="One sentence.")
    plain: Text = Field(description="Two or three sentences that a 13-year-old understands.")
    certainty: Certainty | Literal["not rated"] = Field(
        description="GRADE level with reasons, or `not rated`."
    )
    author: Text = Field(description="Who wrote the digest.")
    reviewed_by: Text
    date: Date
    status: Status
    status_note: Text | None = Field(
        None, description="Why the digest is not published; shown where a draft is shown."
    )
    corrections: tuple[Correction, ...] = ()
    accepted: tuple[Acceptance, ...] = Field((), description="What a named person signs off.")

    @property
    def participants(self) -> Participants:
        """Return the participants in their long form, however the author wrote them."""
        return self.n if isinstance(self.n, Participants) else Participants(total=self.n)


class Section(_Model):
    """A part of an issue: its title and its digests in order."""

    title: Text
    digests: Annotated[tuple[Slug, ...], Field(min_length=1)]


class IssueMeta(_Model):
    """The front matter of an issue, `docs/issues/<id>.md`."""

    number: IssueNumber
    date: Date
    title: Text
    summary: Text | None = None
    figure: Slug | None = Field(
        None,
        description="Digest whose figure stands on the first page; without it, a figure of sizes.",
    )
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    status: Status = Status.DRAFT
    accepted: tuple[Acceptance, ...] = ()


class TopicMeta(PageMeta):
    """The front matter of a topic, `docs/topics/<slug>.md`; MkDocs' own keys are let through."""

    title: Text
    state: Text | None = Field(None, description="The state of the evidence, in two sentences.")
