"""Is a Word file valid? Microsoft's own Open XML SDK answers, as WebAssembly under Node.js.

Of the two validators that npm has (both wrap the same SDK and found the same faults), this one
is the same package on every platform, so its lock holds everywhere; the other ships a binary
per platform. It is slow to start (6 s), so one process is kept and asked again (under 1 s).
"""

from functools import cache
from pathlib import Path

from tests.validators.worker import Worker

HERE = Path(__file__).parent


def violations(docx: Path) -> list[str]:
    """What the SDK finds wrong with `docx`, one line a finding; empty if it is valid.

    Checks the schema of Microsoft 365, relationships and unique ids; not what Word would do.
    Raises ValidatorError where the validator cannot run: `make test` installs it.
    """
    found = _validator().ask(str(docx.resolve(strict=True)))
    return [f"{one['where']}: {one['id']}: {one['description']}" for one in found]


@cache
def _validator() -> Worker:
    return Worker(["node", str(HERE / "ooxml.mjs")])
