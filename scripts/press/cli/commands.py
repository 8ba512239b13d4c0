"""One function a command; what they do is in the packages they call."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from press.cli.console import exit_codes, line_of, note, progress, say
from press.cli.evidence import digest_from
from press.cli.group import main, quiet_option, root_option


@main.command()
@click.argument("target", type=click.Choice(["all", "site", "pdf", "docx"]), default="all")
@click.option(
    "--issue", metavar="ID", help="Only this issue: a file name of docs/issues/ without .md."
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper of the PDF.")
@click.option("--draft", is_flag=True, help="Also what is not published; every page says DRAFT.")
@quiet_option
@root_option
def build(  # noqa: PLR0913 - one argument an option
    target: str, issue: str | None, paper: Any, root: Path, *, draft: bool, quiet: bool
) -> None:
    """Build the site, the PDF and the DOCX of every published issue."""
    with exit_codes():
        from press.build import build as run

        with progress(f"Building {target}", quiet=quiet) as told:
            run(root, target, issue=issue, paper=paper, draft=draft, tell=told.tell)


@main.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "sarif", "github"]), default="text"
)
@click.option(
    "--release",
    is_flag=True,
    help="The gate of final issues; PATHS are then issues, all that are published without any.",
)
@quiet_option
@root_option
def check(paths: tuple[str, ...], style: str, root: Path, *, release: bool, quiet: bool) -> None:
    """Check the sources and what was built; exit code 0 clean, 1 problems, 2 could not run.

    Warnings and advice are told, and leave the exit code at 0.
    """
    with exit_codes(problems=2):
        from press.checks import REPORTS, summary
        from press.checks import check as run
        from press.checks import release as gate

        found = gate(root, paths) if release else run(root, paths)
    if style == "text":
        for problem in found:
            if not quiet or problem.severity != "advice":
                say(line_of(problem))
        if not quiet:
            note(summary(found))
    else:
        say(REPORTS[style](found))
    sys.exit(1 if any(problem.severity == "error" for problem in found) else 0)


@main.group()
def new() -> None:
    """Start a digest or an issue."""


@new.command("digest")
@click.argument("title", required=False)
@click.option("--study", default="", metavar="CITEKEY", help="Citekey of the digested paper.")
@click.option(
    "--from",
    "identifier",
    metavar="DOI|PMID|URL",
    help="Start from the paper's record, and add it to the bibliography.",
)
@root_option
def new_digest(title: str | None, study: str, identifier: str | None, root: Path) -> None:
    """Start a draft digest under docs/digests/; its file name is made from TITLE."""
    if identifier and not title and not study:
        with exit_codes():
            digest_from(root, identifier)
        return
    if identifier or not title:
        raise click.UsageError(
            "give a TITLE (with --study if you like), or --from and nothing else"
        )
    _start("digest", root, title, study)


@new.command("issue")
@click.argument("title")
@click.option(
    "--id", "slug", default="", metavar="ID", help="File name; the year and month without it."
)
@root_option
def new_issue(title: str, slug: str, root: Path) -> None:
    """Start a draft issue under docs/issues/ with the digests that are in none yet."""
    _start("issue", root, title, slug)


def _start(kind: str, root: Path, title: str, detail: str) -> None:
    with exit_codes():
        import datetime

        from press.publication import load, write_file
        from press.publication.starters import new_digest as digest
        from press.publication.starters import new_issue as issue

        publication = load(root)
        today = datetime.datetime.now(tz=datetime.UTC).date()
        path, text = (digest if kind == "digest" else issue)(publication, title, detail, today)
        write_file(path, text.encode())
        say(path.relative_to(publication.root).as_posix())


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--draft", is_flag=True, help="Also what is not published.")
@root_option
def serve(address: str, root: Path, *, draft: bool) -> None:
    """Show the site while you write; a change in docs/, bib/ or mkdocs.yml reloads it."""
    with exit_codes():
        from press.site import serve_site

        serve_site(root, address, draft=draft)


@main.command()
@click.argument("kind", type=click.Choice(["digest", "issue", "topic"]), required=False)
@root_option
def schema(kind: str | None, root: Path) -> None:
    """Write the JSON Schema of front matter to .press/, or print that of one KIND."""
    with exit_codes():
        from press.publication import write_file
        from press.publication.schema import KINDS, json_schema

        if kind:
            say(json.dumps(json_schema(kind), indent=2))
            return
        for name in KINDS:
            path = root / ".press" / f"{name}.schema.json"
            write_file(path, (json.dumps(json_schema(name), indent=2) + "\n").encode())
            say(str(path))


@main.command()
@root_option
def doctor(root: Path) -> None:
    """Say what the press needs, what is there, what is missing and how to get it."""
    del root  # the machine is examined, not the publication; the option is on every command
    from press.doctor import diagnose, is_ready, report

    findings = diagnose()
    say(report(findings))
    sys.exit(0 if is_ready(findings) else 1)
