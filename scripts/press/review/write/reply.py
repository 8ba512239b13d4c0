"""Today's issue as a Word file in which each earlier comment stands, with the author's answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.docx.package import Pack
from press.docx.sources.manifest import Manifest
from press.publication import PressError, Problem
from press.review.locate.located import Located
from press.review.model.changes import Comment
from press.review.model.paragraphs import Run
from press.review.reading.markdown import inline
from press.review.report.answers import Answer
from press.review.report.findings import Thread
from press.review.write.comment_marks import Marker
from press.review.write.comment_parts import Written, put_comments
from press.review.write.comment_spots import Passage, Spot, Spots
from press.review.write.signature import Signature, clock

PRESS, PRESS_INITIALS = "The press", "TP"


@dataclass(frozen=True)
class Reply:
    """The Word file; how many threads, earlier comments and new answers it holds.

    `lost` are the first comments of threads that had no place left but the title; `notes` counts
    what the press itself says of a comment's place.
    """

    data: bytes
    threads: int
    comments: int
    answers: int
    lost: tuple[Comment, ...]
    notes: int = 0


def reply(
    export: tuple[bytes, Manifest],
    reviews: Sequence[Located],
    threads: Sequence[Thread],
    answers: Mapping[str, Answer],
    signature: Signature,
) -> Reply:
    """Return today's export with the threads of reviewed files, and the author's answers.

    `export` is what `docx_bytes` gave; `threads` are those of an import of `reviews`, `answers`
    those of its checklist. A thread stands on the words that it stood on, or on the whole
    paragraph where they are gone; where that is gone too, on the issue's title, with a note of
    the press. It is settled if its box is ticked. Raises PressError for answers to comments that
    no file holds.
    """
    data, manifest = export
    _refuse_strays(threads, answers)
    passages: dict[str, Passage] = {}
    spots: list[Spots] = []
    for one in reviews:
        base = one.base
        passage = passages.setdefault(base.manifest.export, Passage(base, manifest))
        spots.append(Spots(one.document, passage))
    pack = Pack(data)
    marker = Marker(pack, manifest)
    written: list[Written] = []
    lost: list[Comment] = []
    notes = 0
    for thread in threads:
        spot = marker.safe(spots[thread.review].of(thread.first))
        lost += [thread.first] if spot.lost else []
        notes += bool(spot.lost or spot.note)
        made = list(_written(thread, spot, answers.get(thread.id), signature, len(written)))
        marker.mark(spot, [str(one.number) for one in made])
        written += made
    known = sum(len(thread.said) for thread in threads)
    if written:
        put_comments(pack, written)
    new = len(written) - known - notes
    return Reply(pack.data(), len(threads), known, new, tuple(lost), notes)


def _refuse_strays(threads: Sequence[Thread], answers: Mapping[str, Answer]) -> None:
    """Raise for what would be lost without a word: an answer to a comment that is not there."""
    known = {thread.id for thread in threads}
    mend = "give the file that holds the comment too, or take the answer out of the checklist"
    problems: list[Problem] = []
    for name, answer in answers.items():
        if name not in known and answer.text:
            message = f"no reviewed file holds the comment {name}"
            problems.append(Problem(answer.file, answer.line, 1, "review", message, mend))
    if problems:
        raise PressError(problems)


def _written(
    thread: Thread, spot: Spot, answer: Answer | None, signature: Signature, root: int
) -> Iterator[Written]:
    """Yield a thread's comments, a note where its place is lost, and the author's answer."""
    is_settled = thread.is_resolved if answer is None else answer.is_settled
    for number, said in enumerate(thread.said, start=root):
        one = said.comment
        yield Written(
            number=number,
            author=one.author,
            initials=one.initials,
            local=clock(one.date.local) if one.date.local else "",
            utc=clock(one.date.utc) if one.date.utc else "",
            text=one.text,
            parent=-1 if number == root else root,
            resolved=is_settled and number == root,
        )
    behind = root + len(thread.said)
    for number, added in enumerate(_added(thread, spot, answer, signature), start=behind):
        yield Written(number, *added[:2], signature.local, signature.utc, added[2], root)


def _added(
    thread: Thread, spot: Spot, answer: Answer | None, signature: Signature
) -> Iterator[tuple[str, str, str]]:
    """Yield author, initials and text of what is new in a thread."""
    why = spot.lost or spot.note
    if why:
        quote = " ".join(thread.first.quote.split())
        about = f" It stood on “{inline([Run(quote)])}”." if quote else ""
        yield PRESS, PRESS_INITIALS, why + about
    if answer is not None and answer.text and not _is_said(thread, answer, signature.author):
        yield signature.author, signature.initials, answer.text


def _is_said(thread: Thread, answer: Answer, author: str) -> bool:
    """Tell whether the author said the same in the thread before."""
    words = answer.text.split()
    return any(
        said.comment.author == author
        and words in (said.comment.text.split(), said.comment.plain.split())
        for said in thread.said
    )
