"""The commands of the evidence gate as an editor meets them, with registries on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml
from click.testing import CliRunner

from press.cli import main
from tests.conftest import MakePublication
from tests.evidence.page.pages import HERE, PAGE
from tests.evidence.samples import (
    DOI,
    ENTRY,
    PMID,
    crossref_work,
    pubmed_article,
    update,
)
from tests.evidence.server import (
    FakeRegistry,
    Reply,
    ids_reply,
    served,
    work_reply,
    xml_reply,
)
from tests.locks import LOCK, lock
from tests.validators import sarif
from tests.waiting import PATIENCE, until

# The press, which prints a line for every entry that has been asked for.
TELLS_OF_ENTRIES = """
from press.cli import main
from press.evidence import verify

class Told(verify.Step):
    def __init__(self, *known):
        print("an entry", flush=True)
        super().__init__(*known)

verify.Step = Told
main()
"""
SOCKS = "bib/socks.bib"
STUDIES = 18
TITLE = "Warm socks for cold feet: a randomized crossover trial"


@dataclass(frozen=True)
class Desk:
    """An editor's terminal in a publication, and the registries that it reaches."""

    root: Path
    crossref: FakeRegistry
    pubmed: FakeRegistry

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a command."""
        kept = {
            name: value for name, value in os.environ.items() if not name.lower().endswith("proxy")
        }
        return kept | {
            "PRESS_CROSSREF_URL": self.crossref.url,
            "PRESS_PUBMED_URL": self.pubmed.url,
            "PRESS_MAILTO": "desk@example.org",
            "COLUMNS": "120",
        }

    def press(
        self, *arguments: object, pasted: bytes = b"", **variables: str
    ) -> CompletedProcess[bytes]:
        """Run a command to its end in the publication's folder."""
        words = [str(argument) for argument in arguments]
        kept = self.environment | variables
        environment = {name: kept.get(name) for name in os.environ | kept}
        with chdir(self.root):
            done = CliRunner().invoke(
                main, words, input=pasted, env=environment, catch_exceptions=False
            )
        return CompletedProcess(words, done.exit_code, done.stdout_bytes, done.stderr_bytes)

    def lock(self) -> dict[str, object]:
        """Return the entries of the lock."""
        text = (self.root / LOCK).read_text(encoding="utf-8")
        return dict(json.loads(text)["entries"])

    def asked(self) -> int:
        """Return how many questions the registries got."""
        return len(self.crossref.asked) + len(self.pubmed.asked)


@pytest.fixture
def desk(publication: MakePublication) -> Iterator[Desk]:
    """Return a desk whose registries know one work that the bibliography has not."""
    with served(FakeRegistry()) as crossref, served(FakeRegistry()) as pubmed:
        crossref.on(f"works/{DOI}", work_reply(crossref_work()))
        pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))
        pubmed.on("esearch.fcgi", ids_reply(PMID))
        yield Desk(publication({LOCK: lock()}), crossref, pubmed)


@pytest.fixture
def with_socks(desk: Desk) -> Desk:
    """Return a desk whose bibliography has the work that the registries know."""
    (desk.root / SOCKS).write_text(ENTRY, encoding="utf-8")
    return desk


def test_verify_asks_both_registries_once_and_counts_what_came_of_it(with_socks: Desk):
    first = with_socks.press("verify", "sample2024")
    assert (0, b"asked for 1 of 1 entries: 1 verified\n") == (first.returncode, first.stdout)
    assert "sample2024" in with_socks.lock()
    assert "mailto:desk@example.org" in with_socks.crossref.asked[0].headers["User-Agent"]
    asked = with_socks.asked()
    second = with_socks.press("verify", "sample2024")
    assert (b"asked for 0 of 1 entries: 1 verified\n", asked) == (
        second.stdout,
        with_socks.asked(),
    )
    assert b"" == with_socks.press("verify", "--quiet", "sample2024").stdout


def test_verify_asks_the_one_registry_that_is_named(with_socks: Desk):
    with_socks.press("verify", "--only", "crossref", "sample2024")
    assert ([f"works/{DOI}"], []) == (with_socks.crossref.paths(), with_socks.pubmed.paths())


def test_what_verify_finds_wrong_the_check_tells(with_socks: Desk):
    names = ("container-title", "short-container-title")
    other = crossref_work(**{name: ["Annals of Imaginary Rest"] for name in names})
    with_socks.crossref.on(f"works/{DOI}", work_reply(other))
    done = with_socks.press("verify", "--only", "crossref", "sample2024")
    assert (0, b"asked for 1 of 1 entries: 1 differs\n") == (done.returncode, done.stdout)
    checked = with_socks.press("check")
    assert 1 == checked.returncode
    assert f"{SOCKS}:1:1: record-journal: ".encode() in checked.stdout


def test_verify_tells_of_a_registry_that_refuses_and_exits_with_1(with_socks: Desk):
    with_socks.pubmed.on("efetch.fcgi", Reply(403))
    done = with_socks.press("verify", "sample2024")
    assert 1 == done.returncode
    assert done.stderr.startswith(f"{SOCKS}:1:1: lock: no answer for `sample2024`: ".encode())
    assert "sample2024" in with_socks.lock()


def test_verify_says_how_many_answered_where_not_all_did(with_socks: Desk):
    for registry in (with_socks.crossref, with_socks.pubmed):
        registry.on("works", Reply(403))
        registry.on("efetch.fcgi", Reply(403))
        registry.on("esearch.fcgi", Reply(403))
        registry.on(f"works/{DOI}", Reply(403))
    done = with_socks.press("verify", "sample2024")
    told = "asked for 1 of 1 entries, 0 answered; by what is known: 1 unchecked\n"
    assert (1, told) == (done.returncode, done.stdout.decode())


def test_verify_tells_of_an_unknown_citekey(desk: Desk):
    done = desk.press("verify", "lund2012")
    assert 1 == done.returncode
    assert b"did you mean `lund2021`?" in done.stderr
    assert 0 == desk.asked()


def test_ctrl_c_keeps_what_verify_has_found(with_socks: Desk):
    with_socks.crossref.on("works/10.5555/lund.2021", Reply(seconds=60))
    (with_socks.root / LOCK).unlink()
    with subprocess.Popen(
        [sys.executable, "-c", TELLS_OF_ENTRIES, "verify", "sample2024", "lund2021"],
        cwd=with_socks.root,
        env=with_socks.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            assert running.stdout
            assert b"an entry\n" == running.stdout.readline()
            until(lambda: 2 == len(with_socks.crossref.asked), "the question that is not answered")
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=PATIENCE)
        finally:
            running.kill()
    assert (130, "interrupted; what was found by then is kept\n") == (
        running.returncode,
        told.decode(),
    )
    assert ["sample2024"] == list(with_socks.lock())


def test_cite_add_writes_the_entry_and_the_lock_once(desk: Desk):
    first = desk.press("cite", "add", DOI)
    assert (0, f"sample2024: {TITLE}\n") == (first.returncode, first.stdout.decode())
    text = (desk.root / "bib/refs.bib").read_text(encoding="utf-8")
    assert 1 == text.count("@article{sample2024,")
    assert "sample2024" in desk.lock()
    again = desk.press("cite", "add", f"https://doi.org/{DOI}", PMID)
    line = text[: text.index("@article{sample2024")].count("\n") + 1
    twice = [f"bib/refs.bib:{line}: `sample2024` is this work already"] * 2
    told = [one for one in again.stderr.decode().splitlines() if not one.startswith("  no notice")]
    assert (0, b"", twice) == (again.returncode, again.stdout, told)
    assert text == (desk.root / "bib/refs.bib").read_text(encoding="utf-8")


def test_cite_add_takes_the_file_that_is_named(desk: Desk):
    desk.press("cite", "add", DOI, "--into", desk.root / SOCKS)
    assert "@article{sample2024," in (desk.root / SOCKS).read_text(encoding="utf-8")


def test_cite_add_says_that_a_work_is_retracted(desk: Desk):
    retracted = crossref_work(**{"updated-by": [update("retraction")]})
    desk.crossref.on(f"works/{DOI}", work_reply(retracted))
    done = desk.press("cite", "add", DOI)
    assert 0 == done.returncode
    assert "  retraction, says Crossref" in done.stderr.decode()


def test_new_digest_from_a_doi_starts_with_what_the_record_knows(desk: Desk):
    done = desk.press("new", "digest", "--from", DOI)
    path = "docs/digests/warm-socks-for-cold-feet.md"
    assert (0, [f"sample2024: {TITLE}", path]) == (
        done.returncode,
        done.stdout.decode().splitlines(),
    )
    meta = yaml.safe_load((desk.root / path).read_text(encoding="utf-8").split("---")[1])
    assert ("sample2024", "crossover trial", "NCT00000000", "draft") == tuple(
        meta[key] for key in ("study", "design", "registration", "status")
    )
    again = desk.press("new", "digest", "--from", DOI)
    assert (1, True) == (again.returncode, b"the file exists already" in again.stderr)


def test_new_digest_wants_a_title_or_an_identifier_and_not_both(desk: Desk):
    for arguments in ([], ["Socks", "--from", DOI], ["--from", DOI, "--study", "lund2021"]):
        done = desk.press("new", "digest", *arguments)
        assert (2, True) == (done.returncode, b"give a TITLE" in done.stderr)
    assert 0 == desk.asked()


@pytest.mark.parametrize("name", ["file", "standard input"])
def test_import_writes_drafts_and_prints_their_audit(desk: Desk, name: str):
    source, pasted = (HERE / "page.txt", b"") if name == "file" else ("-", PAGE.encode())
    into = desk.root / "drafts"
    done = desk.press("import", source, "--into", into, pasted=pasted)
    told = done.stdout.decode()
    assert 0 == done.returncode, done.stderr.decode()
    assert done.stderr.decode().endswith(f"\n{STUDIES} drafts in {into}\n")
    assert STUDIES == len(list(into.glob("*.md")))
    assert "number-events-total" in told
    drafts = [path.read_text(encoding="utf-8") for path in into.glob("*.md")]
    assert all("\nstatus: draft\n" in draft for draft in drafts)


def test_import_writes_over_drafts_only_where_it_is_told_to(desk: Desk):
    into = desk.root / "drafts"
    assert 0 == desk.press("import", HERE / "page.txt", "--into", into).returncode
    again = desk.press("import", HERE / "page.txt", "--into", into)
    assert (1, True) == (again.returncode, b"; " in again.stderr)
    assert 0 == desk.press("import", HERE / "page.txt", "--into", into, "--replace").returncode
    assert STUDIES == len(list(into.glob("*.md")))


@pytest.mark.parametrize("folder", ["docs", "docs/drafts", "docs/digests/imported", "docs/issues"])
def test_import_refuses_a_folder_whose_files_are_published_as_they_are(desk: Desk, folder: str):
    before = sorted(desk.root.rglob("*"))
    into = desk.root / folder
    done = desk.press("import", HERE / "page.txt", "--into", into)
    assert (1, f"{into}:1:1: import: what stands in this folder is published as it is") == (
        done.returncode,
        done.stderr.decode().partition(";")[0],
    )
    assert before == sorted(desk.root.rglob("*"))


def test_a_draft_that_is_moved_among_the_pages_stops_every_build(desk: Desk):
    desk.press("import", HERE / "page.txt", "--into", desk.root / "drafts")
    draft = next((desk.root / "drafts").glob("*socks*.md"))
    (desk.root / "docs/notes").mkdir()
    draft.rename(desk.root / "docs/notes" / draft.name)
    for command in (["check"], ["build", "site"], ["build", "docx"]):
        done = desk.press(*command)
        assert (1, True) == (
            done.returncode,
            f"docs/notes/{draft.name}:4:1: schema: a digest stands where pages stand".encode()
            in (done.stdout if command == ["check"] else done.stderr),
        )
    assert not (desk.root / "site/notes").exists()


def test_an_imported_draft_cannot_go_out(desk: Desk):
    desk.press("import", HERE / "page.txt", "--into", desk.root / "docs/digests")
    slug = next(path.stem for path in desk.root.glob("docs/digests/*socks*.md"))
    issue = desk.root / "docs/issues/2026-01.md"
    text = issue.read_text(encoding="utf-8").replace("[short-sleep]", f"[short-sleep, {slug}]")
    issue.write_text(text, encoding="utf-8")
    done = desk.press("build", "docx")
    assert 1 == done.returncode
    assert f"issue-reference: the digest `{slug}` is draft".encode() in done.stderr


def test_audit_of_digests_is_silent_where_nothing_is_wrong(desk: Desk):
    done = desk.press("audit")
    assert (0, b"", b"1 study, nothing found\n") == (done.returncode, done.stdout, done.stderr)


def test_audit_of_a_page_exits_with_1_for_errors_in_every_format(desk: Desk):
    told = {
        style: desk.press("audit", HERE / "page.txt", "--format", style)
        for style in ("text", "html", "json", "sarif")
    }
    assert {1} == {done.returncode for done in told.values()}
    assert {b""} == {done.stderr for style, done in told.items() if style != "text"}
    assert told["text"].stderr.startswith(f"{STUDIES} studies: ".encode())
    text, page, data, log = (done.stdout.decode() for done in told.values())
    assert (True, False) == ("page.txt:" in text, f"{STUDIES} studies: " in text)
    assert (True, True) == (page.lower().startswith("<!doctype html>"), "<table" in page)
    findings = [one for study in json.loads(data)["studies"] for one in study["findings"]]
    (run,) = json.loads(log)["runs"]
    assert [one["rule"] for one in findings] == [one["ruleId"] for one in run["results"]]
    assert [] == sarif.faults(json.loads(log))


def test_a_damaged_sarif_log_would_be_noticed(desk: Desk):
    log = json.loads(desk.press("audit", HERE / "page.txt", "--format", "sarif").stdout)
    result = log["runs"][0]["results"][0]
    result["ruleIndex"] += 1
    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a page.txt"
    del result["message"]["text"]
    assert [
        "result 0: no message",
        "result 0: its index is another rule's",
        "result 0: its file is no address",
    ] == sarif.faults(log)


def test_audit_reads_what_was_pasted(desk: Desk):
    done = desk.press("audit", "-", pasted=PAGE.encode())
    assert 1 == done.returncode
    assert b"  <stdin>:" in done.stdout


def test_the_report_of_a_check_is_sarif_too(desk: Desk):
    digest = desk.root / "docs/digests/short-sleep.md"
    text = digest.read_text(encoding="utf-8").replace("tired [", "tired, 30 of 60 (40%) [")
    digest.write_text(text, encoding="utf-8")
    done = desk.press("check", "--format", "sarif")
    log = json.loads(done.stdout)
    assert ["number-percent-events"] == [one["ruleId"] for one in log["runs"][0]["results"]]
    assert (1, []) == (done.returncode, sarif.faults(log))


BAD: dict[str, tuple[list[str], int, str]] = {
    "no identifier": (["cite", "add", "socks"], 1, "this is no DOI, PMID or PMCID"),
    "an unknown DOI": (["cite", "add", "10.5555/none"], 1, "has a record of it"),
    "no identifier for a digest": (["new", "digest", "--from", "socks"], 1, "this is no DOI"),
    "no file to import": (["import", "none.txt", "--into", "drafts"], 1, "cannot read the file"),
    "no file to audit": (["audit", "none.txt"], 2, "cannot read the file"),
    "nothing pasted": (["audit", "-"], 2, "<stdin>:1:1: "),
    "nothing to import": (["import", "-", "--into", "drafts"], 1, "<stdin>:1:1: "),
    "a picture": (["audit", "socks.png"], 2, "socks.png:1:1: "),
    "a folder": (["audit", "docs"], 2, "cannot read the file"),
    "no publication": (["verify", "--root", "docs"], 1, "mkdocs.yml"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_words(desk: Desk, name: str):
    arguments, code, words = BAD[name]
    (desk.root / "socks.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    before = sorted(path for path in desk.root.rglob("*.md"))
    done = desk.press(*arguments)
    assert (code, b"") == (done.returncode, done.stdout)
    assert words in done.stderr.decode()
    assert b"; " in done.stderr
    assert before == sorted(path for path in desk.root.rglob("*.md"))


@pytest.mark.parametrize("command", [["verify"], ["cite", "add", DOI]])
def test_a_damaged_lock_is_told_and_left_as_it_is(desk: Desk, command: list[str]):
    damaged = '{"version": 1, "entries": {\n<<<<<<< ours\n'
    (desk.root / LOCK).write_text(damaged, encoding="utf-8")
    done = desk.press(*command)
    assert (1, True) == (done.returncode, b"a merge has left its marks" in done.stderr)
    assert damaged == (desk.root / LOCK).read_text(encoding="utf-8")


def test_an_address_that_is_none_is_told(desk: Desk):
    done = desk.press("verify", PRESS_CROSSREF_URL="crossref")
    assert 1 == done.returncode
    assert b"`crossref` is no address of crossref" in done.stderr
