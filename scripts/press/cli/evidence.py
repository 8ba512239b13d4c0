"""Commands of the evidence gate: verify, cite, import, audit."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from press.cli.console import counting, exit_codes, line_of, note, say
from press.cli.group import main, quiet_option, root_option

if TYPE_CHECKING:
    from press.evidence.audit import Audit
    from press.evidence.entries.add import Added
    from press.evidence.registries.clients import Access
    from press.evidence.verify import Verification
    from press.publication import Settings

_KINDS = click.Choice(["html", "markdown", "text"])


def _today() -> date:
    return datetime.now(tz=UTC).date()


def _access(settings: Settings) -> Access:
    from dataclasses import replace

    from press.evidence.registries.clients import access

    return replace(access(settings, os.environ), tell=lambda line: click.echo(line, err=True))


@main.command()
@click.argument("keys", nargs=-1, metavar="[CITEKEY]...")
@click.option(
    "--max-age", type=click.IntRange(min=0), default=30, show_default=True, metavar="DAYS",
    help="Ask again for what is older than this.",
)  # fmt: skip
@click.option("--only", type=click.Choice(["crossref", "pubmed"]), help="Ask this registry alone.")
@quiet_option
@root_option
def verify(keys: tuple[str, ...], max_age: int, only: Any, root: Path, *, quiet: bool) -> None:
    """Ask Crossref and PubMed for the records of the bibliography; Ctrl-C keeps what was found."""
    with exit_codes(interrupted="interrupted; what was found by then is kept"):
        from press.bibliography import read_bibliography
        from press.evidence.registries.clients import BOTH
        from press.evidence.states.state import states
        from press.evidence.verify import verify as run
        from press.publication import read_settings

        settings = read_settings(root)
        bibliography = read_bibliography(settings)
        with counting("Asking the registries", quiet=quiet) as tell:
            done = run(
                settings, bibliography, _access(settings), _today(), keys=keys,
                max_age=timedelta(days=max_age), only=(only,) if only else BOTH,
                tell=lambda step: tell(step.done, step.total),
            )  # fmt: skip
        if not quiet:
            found = states(bibliography, done.lock)
            _told(keys, {key: state.name for key, state in found.items()}, done)
        for problem in done.problems:
            note(line_of(problem))
    sys.exit(1 if done.problems else 0)


def _told(keys: tuple[str, ...], states: dict[str, str], done: Verification) -> None:
    from collections import Counter

    wanted = {key: name for key, name in states.items() if not keys or key in keys}
    counts = ", ".join(f"{many} {name}" for name, many in Counter(wanted.values()).most_common())
    asked = f"asked for {len(done.asked)} of {len(wanted)} entries"
    if len(done.answered) < len(done.asked):
        asked += f", {len(done.answered)} answered; by what is known"
    say(f"{asked}: {counts}")


@main.group()
def cite() -> None:
    """Add works to the bibliography."""


@cite.command("add")
@click.argument("identifiers", nargs=-1, required=True, metavar="DOI|PMID|PMCID|URL...")
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="BibTeX file to add to; without it the one with most entries.",
)  # fmt: skip
@root_option
def cite_add(identifiers: tuple[str, ...], into: Path | None, root: Path) -> None:
    """Fetch records, and add their entries to the bibliography and the lock."""
    with exit_codes():
        for added in _add(root, identifiers, into):
            _show(added)


def _add(root: Path, identifiers: tuple[str, ...], into: Path | None) -> tuple[Added, ...]:
    from press.bibliography import read_bibliography
    from press.evidence.entries.add import add
    from press.publication import read_settings

    settings = read_settings(root)
    bibliography = read_bibliography(settings)
    return add(settings, bibliography, _access(settings), _today(), identifiers, into=into)


def _show(added: Added) -> None:
    if added.duplicate:
        entry = added.duplicate
        note(f"{entry.path}:{entry.line}: `{added.key}` is this work already")
        if added.completed:
            note("  its record was not in the lock, and is there now")
    else:
        say(f"{added.key}: {added.record.work.title}")
    for notice in added.notices:
        note(f"  {notice}")


def digest_from(root: Path, identifier: str) -> None:
    """Add a work by its identifier where it is new, and start a digest of it."""
    from press.bibliography import read_bibliography
    from press.evidence.entries.skeleton import digest_from as started
    from press.evidence.lock.file import lock_path, usable_lock
    from press.evidence.verify import verify as run
    from press.publication import load, write_file

    (added,) = _add(root, (identifier,), None)
    _show(added)
    publication = load(root)
    settings = publication.settings
    lock = usable_lock(lock_path(settings))
    if added.key not in lock:
        bibliography = read_bibliography(settings)
        lock = run(settings, bibliography, _access(settings), _today(), keys=(added.key,)).lock
    path, text = started(publication, added.key, lock[added.key], _today())
    write_file(path, text.encode())
    say(path.relative_to(publication.root).as_posix())


@main.command("import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR",
    help="Folder for the draft digests.",
)  # fmt: skip
@click.option("--kind", type=_KINDS, help="What FILE is; looked at without it.")
@click.option("--replace", is_flag=True, help="Write over what an earlier import wrote.")
@root_option
def import_page(file: str, into: Path, kind: Any, root: Path, *, replace: bool) -> None:
    """Bring a page of study summaries in as draft digests, and print its audit."""
    with exit_codes():
        from press.evidence.audit import audit_page
        from press.evidence.intake import import_file
        from press.evidence.lock.file import lock_path, usable_lock
        from press.publication import read_settings

        done = import_file(
            root, file, into, _today(), pasted=_pasted((file,)), kind=kind, replace=replace
        )
        inside = (root / "mkdocs.yml").is_file()
        lock = usable_lock(lock_path(read_settings(root))) if inside else {}
        _tell(audit_page(done.page, lock))
        many = len(done.drafts)
        note(f"{many} {'draft' if many == 1 else 'drafts'} in {into}")


@main.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option(
    "--format", "style", type=click.Choice(["text", "html", "json", "sarif"]), default="text"
)
@click.option("--kind", type=_KINDS, help="What FILE is; looked at without it.")
@root_option
def audit(files: tuple[str, ...], style: str, kind: Any, root: Path) -> None:
    """Tell what is wrong with pages of summaries, or with the digests; exit code 1 for errors."""
    with exit_codes(problems=2):
        from press.evidence.audit import REPORTS, audit_files

        found = audit_files(root, files, pasted=_pasted(files), kind=kind)
        if style == "text":
            _tell(found)
        else:
            say(REPORTS[style](found))
    sys.exit(1 if found.has_errors else 0)


def _pasted(files: tuple[str, ...]) -> bytes:
    from press.evidence.intake import LARGEST_PAGE

    if "-" not in files:
        return b""
    pasted: TextIO | None = sys.stdin
    if pasted is None:
        from press.publication import MACHINE, failure

        mend = "name a file, or pipe the page in"
        raise failure("<stdin>", "standard input is closed", mend, MACHINE)
    return pasted.buffer.read(LARGEST_PAGE + 1)


def _tell(audit: Audit) -> None:
    from press.evidence.audit import summary, text_report

    say(text_report(audit, colour=True))
    note(summary(audit))
