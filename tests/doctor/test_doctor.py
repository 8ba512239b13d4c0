"""`press doctor` tells the truth about any machine, and never falls ill itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from press.doctor import Finding, diagnose, diagnosis, is_ready, probes, report

ROOT = Path(__file__).parents[2]


def by_name(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings}


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_all_that_the_tests_need_is_on_this_machine() -> None:
    assert [] == [finding for finding in diagnose() if not finding.good]


def test_a_healthy_machine_gets_one_line_a_need() -> None:
    findings = diagnose()
    assert is_ready(findings)
    lines = report(findings).splitlines()
    assert len(findings) == sum(line.startswith("  ok ") for line in lines)
    assert "Nothing is missing." == lines[-1]


def test_a_missing_program_is_named_with_what_it_disables_and_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    findings = diagnose()
    assert is_ready(findings), "the tests' programs are not needed to build"
    told = report(findings)
    assert "MISSING  pdftotext: not found" in told
    assert "without it the words of a PDF cannot be compared" in told
    assert "apt-get install --no-install-recommends poppler-utils" in told
    assert "6 missing." in told


def test_a_program_is_found_by_any_of_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "google-chrome", "echo Google Chrome 151.0.7")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "151.0.7" == by_name(diagnose())["Chromium"].found


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("echo cannot open display; exit 1", "does not tell its version: cannot open display"),
        ("echo hello", "does not tell its version: hello"),
        ("sleep 5", "does not answer"),
        ("printf '\\377'", "does not tell its version"),
    ],
)
def test_a_program_that_does_not_work_is_a_fault_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, fault: str
) -> None:
    program(tmp_path, "node", script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(probes, "PATIENCE", 0.5)
    node = by_name(diagnose())["Node.js"]
    assert not node.good
    assert fault in (node.fault or "")


def test_a_probe_that_breaks_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        return {}["version"]

    need = Finding("Quill", "build", "nobody writes", ("everywhere: geese",))
    monkeypatch.setattr(diagnosis, "NEEDS", ((broken, need),))
    findings = diagnose()
    assert not is_ready(findings)
    assert "MISSING  Quill: cannot be examined (KeyError: 'version')" in report(findings)


def test_a_library_and_a_package_that_are_not_here_are_not_found() -> None:
    assert probes.library("version", "no-such-library")() is None
    assert probes.installed("no-such-package")() is None
    assert probes.files("no-such-package", "no_such_package", "*", "things")() is None


def test_a_package_without_its_data_is_a_fault() -> None:
    with pytest.raises(probes.UnfitError, match=r"^[\d.]+ is installed without its quills$"):
        probes.files("pytest", "pytest", "*.quill", "quills")()


def test_a_node_of_playwright_that_lacks_a_library_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "driver").mkdir()
    program(tmp_path / "driver", "node", "echo libatomic.so.1: cannot open it >&2; exit 127")
    monkeypatch.setattr(probes, "_folder", lambda _: tmp_path)
    with pytest.raises(probes.UnfitError, match=r"libatomic\.so\.1: cannot open it"):
        probes.playwright()
    monkeypatch.setattr(probes, "_folder", lambda _: None)
    assert probes.playwright() is None


def test_it_answers_where_no_package_is_installed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'scripts')\n"
        "from press.doctor import diagnose, is_ready, report\n"
        "findings = diagnose()\n"
        "print(report(findings), is_ready(findings))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (result.returncode, result.stderr)
    assert "MISSING  WeasyPrint: not found" in result.stdout
    assert result.stdout.endswith("False\n")


def test_it_names_every_package_that_system_packages_installs() -> None:
    script = (ROOT / "scripts" / "system-packages.sh").read_text(encoding="utf-8")
    needs = re.findall(r'^  need "[^"]+"\s(?:\\\n\s+)?("[^"]+"|\S+) ', script, re.MULTILINE)
    installed = {name for names in needs for name in names.strip('"').split()} - {"$chromium"}
    assert installed, "the script's table has another form now"
    told = {word for finding in diagnose() for line in finding.get for word in line.split()}
    assert set() == installed - told
