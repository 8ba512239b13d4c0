"""Commands of the review round trip: read, import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.cli.console import exit_codes, note, progress, say
from press.cli.group import main, quiet_option, root_option

if TYPE_CHECKING:
    from press.review.report.findings import Report

_FILE = click.Path(path_type=Path, dir_okay=False)
_INTERRUPTED = "interrupted; every file is whole: import again to see what was applied"


@main.group()
def review() -> None:
    """Bring reviewers' Word files home to the sources."""


@review.command("read")
@click.argument("file", type=_FILE)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def review_read(file: Path, style: str) -> None:
    """Tell what comments and tracked changes a Word file holds, the press's own or any other."""
    with exit_codes(problems=2):
        from press.review import read_review
        from press.review.reading.package import file_bytes
        from press.review.reading.printed import as_json, as_text, notes

        document = read_review(str(file), file_bytes(file))
        if style == "text":
            note(notes(document))
            say(as_text(document).rstrip("\n"))
        else:
            say(as_json(document).rstrip("\n"))


@review.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--apply",
    "wanted",
    metavar="clean|NUMBERS",
    help="Make changes in the sources: all clean ones, or those with these numbers (1,3-5).",
)
@click.option("--untracked", is_flag=True, help="Apply also what no editor recorded as a change.")
@click.option(
    "--report",
    "style",
    type=click.Choice(["text", "md", "html", "json", "sarif"]),
    default="text",
    show_default=True,
    help="What to print: for people, a ticket, a browser, programs, a code host.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Apply over uncommitted changes; compare a file that seems to be of something else.",
)
@click.option(
    "--manifest",
    "manifests",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="An export's NAME.manifest.json that is not in exports/; trust its sender as yourself.",
)
@quiet_option
@root_option
def review_import(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...], wanted: str | None, style: str, root: Path, *,
    manifests: tuple[Path, ...], untracked: bool, force: bool, quiet: bool,
) -> None:  # fmt: skip
    """List the comments and changes of reviewed Word files at their lines; apply them if asked.

    Without --apply no source is touched. What was seen is kept in .press/reviews/, so that the
    next import tells what is new.

    Exit code 0: nothing waits for the author; 1: open comments, or changes that the press cannot
    make; 2: the files could not be imported, and nothing was applied.
    """
    with exit_codes(problems=2, interrupted=_INTERRUPTED):
        from press.review import Wish, choice, import_reviews

        changes = choice(wanted) if wanted is not None else None
        wish = Wish(changes, untracked, force, manifests)
        with progress("Importing reviews", quiet=quiet):
            report = import_reviews(root, files, wish)
        _tell(report, style, quiet=quiet)
    sys.exit(1 if report.needs_author else 0)


def _tell(report: Report, style: str, *, quiet: bool) -> None:
    from press.review.report.forms import REPORTS
    from press.review.report.text import closing, notes, text_report
    from press.review.report.words import summary

    if style != "text":
        say(REPORTS[style](report))
    elif quiet:
        say(summary(report))  # asked for alone, the counts are the result
    else:
        note(notes(report, colour=True))
        say(text_report(report, colour=True))
        note("\n" + closing(report, colour=True))
