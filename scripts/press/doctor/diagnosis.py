"""Looks for everything that the press needs, and tells of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from press.doctor.finding import Finding, Purpose
from press.doctor.needs import NEEDS
from press.doctor.probes import Probe, UnfitError


def diagnose() -> tuple[Finding, ...]:
    """Look for everything that the press needs, what `press build` needs first."""
    with ThreadPoolExecutor() as pool:
        return tuple(pool.map(_examine, NEEDS))


def is_ready(findings: Sequence[Finding]) -> bool:
    """Is all here that `press build` needs?"""
    return all(finding.good for finding in findings if finding.needed_for == "build")


def report(findings: Sequence[Finding]) -> str:
    """Say for a person to read what is here, what is missing, what that disables, how to get it."""
    lines: list[str] = []
    for purpose, heading in _HEADINGS:
        lines += [heading]
        lines += [_told(one) for one in findings if one.needed_for == purpose]
    missing = sum(not finding.good for finding in findings)
    lines += ["", f"{missing} missing." if missing else "Nothing is missing."]
    return "\n".join(lines)


_HEADINGS: tuple[tuple[Purpose, str], ...] = (
    ("build", "To build"),
    ("tests", "To run the tests"),
    ("scripts", "To run the tests, and to print what our own fonts lack (else optional)"),
)


def _told(finding: Finding) -> str:
    if finding.good:
        return f"  ok       {finding.name} {finding.found}"
    state = f"{finding.found or ''} {finding.fault or 'not found'}".strip()
    return "\n           ".join(
        [f"  MISSING  {finding.name}: {state}", f"without it {finding.disables}", *finding.get]
    )


def _examine(need: tuple[Probe, Finding]) -> Finding:
    probe, finding = need
    try:
        return replace(finding, found=probe())
    except UnfitError as error:
        return replace(finding, fault=str(error))
    except Exception as error:  # noqa: BLE001 - a doctor that falls ill helps nobody
        return replace(finding, fault=f"cannot be examined ({type(error).__name__}: {error})")
