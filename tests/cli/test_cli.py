"""The command line as an author meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main
from tests.conftest import MakePublication


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_of_a_clean_publication_exits_with_0(publication: MakePublication) -> None:
    result = press("check", "--root", publication())
    assert (0, "no problems\n") == (result.exit_code, result.output)


def test_check_tells_every_problem_and_exits_with_1(publication: MakePublication) -> None:
    root = publication({"docs/index.md": "See @nobody and [x](nowhere.md).\n"})
    result = press("check", "--root", root)
    assert 1 == result.exit_code
    assert "docs/index.md:1:5: citation-unknown: the citekey `nobody`" in result.output
    assert "docs/index.md:1:21: link-broken: the page `docs/nowhere.md`" in result.output
    assert result.output.endswith("2 problems\n")


def test_check_of_paths_tells_only_of_them(publication: MakePublication) -> None:
    root = publication({"docs/index.md": "See @nobody.\n"})
    assert 0 == press("check", "--root", root, "docs/digests").exit_code
    assert 1 == press("check", "--root", root, "docs/index.md").exit_code


@pytest.mark.parametrize("arguments", [["--root", "no-such-folder"], ["docs/no-such-file.md"]])
def test_check_that_cannot_run_exits_with_2(
    arguments: list[str], publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(publication())
    result = press("check", *arguments)
    assert 2 == result.exit_code
    assert "Traceback" not in result.output
    assert "; " in result.output


@pytest.mark.parametrize(
    "name",
    [
        "mkdocs.yml",
        "docs/digests/short-sleep.md",
        "docs/notes.md",
        "docs/includes/abbreviations.md",
        "bib/references.bib",
        "bib/records.lock.json",
    ],
)
def test_at_a_pipe_where_a_file_should_be_nobody_waits(
    publication: MakePublication, name: str
) -> None:
    root = publication()
    (root / name).unlink(missing_ok=True)
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    result = press("check", "--root", root)
    assert result.exit_code
    assert f"{name}:1:1: " in result.output
    assert "it is a named pipe, not a file" in result.output


def test_an_empty_configuration_and_one_without_the_plugin_are_told(
    publication: MakePublication,
) -> None:
    empty = press("check", "--root", publication({"mkdocs.yml": ""}))
    assert (
        2,
        "mkdocs.yml:1:1: press: the configuration is empty; begin with `site_name: ...`\n",
    ) == (
        empty.exit_code,
        empty.output,
    )
    other = press("check", "--root", publication({"mkdocs.yml": "site_name: X\n"}))
    assert "the plugin `press` is not switched on" in other.output
    broken = press("check", "--root", publication({"mkdocs.yml": "site_name: [\n"}))
    assert "mkdocs.yml:2:1: schema: the configuration is not valid YAML" in broken.output


def test_reports_are_json_sarif_and_github_annotations(publication: MakePublication) -> None:
    root = publication({"docs/index.md": "See @nobody.\n"})
    found = json.loads(press("check", "--root", root, "--format", "json").output)
    assert {
        "path": "docs/index.md",
        "line": 1,
        "column": 5,
        "rule": "citation-unknown",
    }.items() <= (found["problems"][0].items())
    sarif = json.loads(press("check", "--root", root, "--format", "sarif").output)
    result = sarif["runs"][0]["results"][0]
    assert {"startLine": 1, "startColumn": 5} == result["locations"][0]["physicalLocation"][
        "region"
    ]
    assert result["ruleId"] in {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    github = press("check", "--root", root, "--format", "github").output
    assert github.startswith(
        "::error file=docs/index.md,line=1,col=5,title=citation-unknown::the citekey"
    )


@pytest.fixture
def advised(publication: MakePublication) -> Path:
    """A publication without problems, one of whose digests gets one piece of advice."""
    path = publication() / "docs/digests/short-sleep.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" We do not know why.", ""), encoding="utf-8")
    return path.parents[2]


def test_advice_is_told_as_advice_and_is_no_problem(advised: Path) -> None:
    result = press("check", "--root", advised)
    assert 0 == result.exit_code
    line = "docs/digests/short-sleep.md:16:1: advice: plain-reading: `plain` has 1 sentence; "
    assert f"{line}write two or three\n" == result.stdout
    assert "no problems, 1 piece of advice\n" == result.stderr
    assert "" == press("check", "--quiet", "--root", advised).output
    (advised / "docs/index.md").write_text("See @nobody.\n", encoding="utf-8")
    both = press("check", "--root", advised)
    assert 1 == both.exit_code
    assert "1 problem, 1 piece of advice\n" == both.stderr


def test_reports_say_what_is_advice(advised: Path) -> None:
    results = {
        style: press("check", "--root", advised, "--format", style)
        for style in ("json", "sarif", "github")
    }
    assert {0} == {result.exit_code for result in results.values()}
    assert "advice" == json.loads(results["json"].output)["problems"][0]["severity"]
    sarif = json.loads(results["sarif"].output)["runs"][0]
    assert "note" == sarif["results"][0]["level"]
    levels = {
        rule["id"]: rule["defaultConfiguration"]["level"]
        for rule in sarif["tool"]["driver"]["rules"]
        if "defaultConfiguration" in rule  # a sub-rule has no level of its own
    }
    assert ("note", "error") == (levels["plain-reading"], levels["claim-strength"])
    assert results["github"].output.startswith("::notice file=docs/digests/short-sleep.md,line=16,")


def test_advice_stops_no_build(advised: Path) -> None:
    result = press("build", "docx", "--root", advised)
    assert 0 == result.exit_code, result.output
    assert "plain-reading" not in result.output


def test_a_claim_that_is_too_strong_stops_a_build(publication: MakePublication) -> None:
    path = publication() / "docs/digests/short-sleep.md"
    text = path.read_text(encoding="utf-8").replace("More sleep may help.", "More sleep is safe.")
    path.write_text(text, encoding="utf-8")
    for target in ("docx", "site"):
        result = press("build", target, "--root", path.parents[2])
        assert 1 == result.exit_code
        assert "docs/digests/short-sleep.md:38:15: claim-strength: `safe`" in result.output


def test_reading_levels_are_counted_without_the_network(publication: MakePublication) -> None:
    code = (
        "import socket, sys, warnings\n"
        "warnings.simplefilter('error')\n"
        "warnings.simplefilter('ignore', ResourceWarning)\n"  # of the folder for styles, at the end
        "def refuse(*_): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from press.cli import main\n"
        f"main(['check', '--root', {str(publication())!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ("", "no problems\n", 0) == (done.stdout, done.stderr, done.returncode)


def test_a_new_digest_and_issue_pass_the_schema(publication: MakePublication) -> None:
    root = publication()
    made = press("new", "digest", "Naps: do they help?", "--study", "moe2019", "--root", root)
    assert (0, "docs/digests/naps-do-they-help.md\n") == (made.exit_code, made.output)
    assert (
        "docs/issues/second.md\n"
        == press("new", "issue", "More", "--id", "second", "--root", root).output
    )
    assert [] == [
        line for line in press("check", "--root", root).output.splitlines() if "schema" in line
    ]


def test_new_never_overwrites(publication: MakePublication) -> None:
    root = publication()
    before = (root / "docs/digests/short-sleep.md").read_bytes()
    result = press("new", "digest", "Short sleep", "--root", root)
    assert 1 == result.exit_code
    assert "docs/digests/short-sleep.md:1:1: press: the file exists already" in result.output
    assert before == (root / "docs/digests/short-sleep.md").read_bytes()


@pytest.mark.parametrize("name", ["../../outside", "a/b", ".hidden"])
def test_new_issue_stays_in_its_folder(publication: MakePublication, name: str) -> None:
    result = press("new", "issue", "More", "--id", name, "--root", publication())
    assert 1 == result.exit_code
    assert "this is no file name" in result.output


def test_schema_writes_one_file_a_kind(publication: MakePublication) -> None:
    root = publication()
    assert 0 == press("schema", "--root", root).exit_code
    names = sorted(path.name for path in (root / ".press").iterdir())
    assert ["digest.schema.json", "issue.schema.json", "topic.schema.json"] == names
    assert "properties" in json.loads(press("schema", "digest").output)


def test_build_refuses_a_publication_with_errors_and_writes_nothing(
    publication: MakePublication,
) -> None:
    root = publication({"docs/index.md": "See @nobody.\n"})
    result = press("build", "--root", root)
    assert 1 == result.exit_code
    assert "citation-unknown" in result.output
    assert not (root / "exports").exists()
    assert not (root / "site").exists()


def test_build_of_an_unknown_issue_names_the_nearest(publication: MakePublication) -> None:
    result = press("build", "pdf", "--issue", "2026-10", "--root", publication())
    assert "there is no issue `2026-10`; did you mean `2026-01`?" in result.output


def test_check_loads_nothing_heavy(publication: MakePublication) -> None:
    code = (
        "import sys; from press.cli import main\n"
        f"try: main(['check', '--root', {str(publication())!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'weasyprint', 'docx', 'mkdocs', 'matplotlib', 'playwright'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ("[]\n", "no problems\n") == (done.stdout, done.stderr)


def test_the_command_is_installed() -> None:
    script = Path(sys.executable).with_name("press")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("press, version ")
