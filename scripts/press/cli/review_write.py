"""Commands of the review round trip that write Word files: reply, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.cli.console import exit_codes, note, say
from press.cli.group import quiet_option, root_option
from press.cli.review import review
from press.publication.wording import counted

if TYPE_CHECKING:
    from press.review.write.signature import Signature

_FILE = click.Path(path_type=Path, dir_okay=False)
_author_option = click.option(
    "--author", default="", metavar="NAME", help="Who writes; without it, git's user.name."
)
_output_option = click.option(
    "--output", "-o", type=_FILE, metavar="FILE", help="The Word file; else in exports/reviews/."
)


@review.command("reply")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--answers", type=_FILE, metavar="CHECKLIST",
    help="What `press review import FILE --report md` printed, with your answers in it.",
)  # fmt: skip
@_author_option
@_output_option
@quiet_option
@root_option
def review_reply(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...], answers: Path | None, author: str, output: Path | None, root: Path,
    *, quiet: bool,
) -> None:  # fmt: skip
    """Write today's issue with the reviewers' comments at their places, and your answers.

    Give all reviewed FILEs whose comments are to stand in it. Nothing is applied.
    """
    with exit_codes(problems=2):
        from press.review import checklist, import_reviews, write_reply
        from press.review.report.words import one_line, who
        from press.review.write.output import refuse_output

        refuse_output(root, output, [*files, *([answers] if answers else [])])
        signature = _signature(root, author)
        report = import_reviews(root, files)
        said = checklist(answers, report) if answers else {}
        place, made = write_reply(root, report, said, signature, output)
        if not quiet:
            counts = counted(made.comments, "comment"), counted(made.answers, "new answer")
            say(f"{place}: {', '.join(counts)}")
            for one in made.lost:
                words = f"{who(one.author)}: {one_line(one.plain)}"
                note(f"  at the title, for its place is gone: {words}")


@review.command("diff")
@click.argument("issue")
@click.option(
    "--since", required=True, metavar="EXPORT",
    help="Id of a former export, or the path of its Word file or manifest.",
)  # fmt: skip
@_author_option
@_output_option
@quiet_option
@root_option
def review_diff(  # noqa: PLR0913 - one argument an option
    issue: str, since: str, author: str, output: Path | None, root: Path, *, quiet: bool
) -> None:
    """Write today's ISSUE with everything that changed since an export as tracked changes."""
    with exit_codes(problems=2):
        from press.review import write_redline
        from press.review.write.output import refuse_output

        refuse_output(root, output, [Path(since)])
        made = write_redline(root, issue, since, _signature(root, author), output)
        if not quiet:
            changes = counted(made.changes, "change")
            say(f"{made.path}: {changes} from {made.since} to {made.until}")


def _signature(root: Path, author: str) -> Signature:
    """Return who writes, now; a name is never invented."""
    from datetime import datetime

    from press.publication import failure
    from press.review.exports.git import user_name
    from press.review.write.signature import Signature

    name = author.strip() or user_name(root)
    if not name:
        message = "nothing tells who writes: git has no user.name"
        raise failure("--author", message, "add --author NAME", "review")
    return Signature(name, datetime.now().astimezone().replace(microsecond=0))
