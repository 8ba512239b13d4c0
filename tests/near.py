"""`pytest --near`: only the tests that what was changed since the last commit can reach.

A test reaches a module by the imports of its own module, by those inside of the fixtures that it
takes, and by names of modules in its strings, which are programs that it starts. Files that are
no modules reach the tests beside them. In doubt a test is run.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import grimp
    import pytest

_PACKAGES = {"press": "scripts/press", "tests": "tests"}
_NAMED = re.compile(r"\b(?:press|tests)(?:\.\w+)+")
# What our own publication is made of, and the tests that read it, by what they name.
_OURS = ("docs/", "bib/", "mkdocs.yml", "exports/")
_READS_OURS = re.compile(r"\bROOT\b|\bours\b|\bour_issue\b")
_OUR_FIXTURES = frozenset({"built", "our_pdf"})

Reaches = Callable[["pytest.Item"], bool]


def changed(root: Path) -> list[str]:
    """Return the paths of files that are not as they were committed; new ones too."""
    commands = (
        ("diff", "--name-only", "--no-renames", "-z", "HEAD"),
        ("ls-files", "--others", "--exclude-standard", "-z"),
    )
    listed = [
        subprocess.run(["git", *command], cwd=root, capture_output=True, check=True, text=True)
        for command in commands
    ]
    return sorted({path for done in listed for path in done.stdout.split("\0") if path})


def select(items: list[pytest.Item], root: Path) -> list[pytest.Item]:
    """Return the tests that what was changed can reach."""
    paths = changed(root)
    if not paths:
        return []
    graph = imports(root)
    reaches = [_reached(path, graph, root) for path in paths]
    return [item for item in items if any(reach(item) for reach in reaches)]


def imports(root: Path) -> grimp.ImportGraph:
    """Return who imports whom, in the press and its tests."""
    import grimp

    cache = str(root / ".import_linter_cache")
    graph = grimp.build_graph(*_PACKAGES, cache_dir=cache, exclude_type_checking_imports=True)
    for module in graph.modules:
        if module.startswith("tests."):
            for name in _named(_file(module, root)):
                if name in graph.modules and name != module:
                    graph.add_import(importer=module, imported=name)
        if module.rpartition(".")[2] == "conftest":
            _without_fixtures(graph, module, _file(module, root))
    # Plugins are loaded by their entry points; whoever uses the package may meet them.
    for plugin in _plugins(root):
        package = plugin.rpartition(".")[0]
        for module in graph.find_descendants(package) - {plugin}:
            graph.add_import(importer=module, imported=plugin)
    return graph


def _reached(path: str, graph: grimp.ImportGraph, root: Path) -> Reaches:
    """Return what tells whether a test can be reached by a changed file."""
    file = PurePosixPath(path)
    if file.name == "conftest.py" or path in {"pyproject.toml", "requirements.lock"}:
        return _below(file.parent if file.name == "conftest.py" else PurePosixPath("tests"), root)
    for package, folder in _PACKAGES.items():
        if file.is_relative_to(folder) and file.suffix == ".py":
            inside = file.relative_to(folder).with_suffix("")
            return _by_imports(".".join([package, *inside.parts]), graph)
    if file.is_relative_to("scripts/press"):
        inside = file.relative_to("scripts/press").parent
        return _by_imports(".".join(["press", *inside.parts, "__init__"]), graph)
    if path.startswith(_OURS):
        return _of_ours
    if file.is_relative_to("tests"):
        return _below(_with_tests(file.parent, root), root)
    # Scripts, the Makefile, texts at the top: read by the tests of the repository and the doctor.
    found = [_below(PurePosixPath("tests") / name, root) for name in ("repository", "doctor")]
    return lambda item: any(reach(item) for reach in found)


def _by_imports(module: str, graph: grimp.ImportGraph) -> Reaches:
    """Reach whoever imports a module, or of a package, or one that is gone, any of its modules."""
    module = module.removesuffix(".__init__")
    while module not in graph.modules:
        module = module.rpartition(".")[0]
    changed = {module} | (graph.find_descendants(module) if _is_package(module, graph) else set())
    affected = changed.union(*(graph.find_downstream_modules(one) for one in changed))

    def reach(item: pytest.Item) -> bool:
        return not affected.isdisjoint(_roots(item))

    return reach


def _is_package(module: str, graph: grimp.ImportGraph) -> bool:
    return bool(graph.find_children(module))


def _roots(item: pytest.Item) -> Iterator[str]:
    """Yield the modules that a test imports itself or by its fixtures, and its own."""
    yield item.module.__name__
    for definitions in item._fixtureinfo.name2fixturedefs.values():
        for definition in definitions:
            code = definition.func.__code__
            yield definition.func.__module__
            yield from _inside(Path(code.co_filename), code.co_name)


@cache
def _inside(file: Path, function: str) -> tuple[str, ...]:
    """Return the modules that are imported inside of a function of a file."""
    if file.name != "conftest.py":
        return ()  # they are in the graph
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return tuple(
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == function
        for part in ast.walk(node)
        if isinstance(part, ast.ImportFrom) and part.module
        for name in (part.module, *(f"{part.module}.{one.name}" for one in part.names))
    )


def _of_ours(item: pytest.Item) -> bool:
    """Tell whether a test reads this repository's own publication."""
    text = item.path.read_text(encoding="utf-8")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(_READS_OURS.search(text) or fixtures & _OUR_FIXTURES)


def _below(folder: PurePosixPath, root: Path) -> Reaches:
    return lambda item: item.path.is_relative_to(root / folder)


def _with_tests(folder: PurePosixPath, root: Path) -> PurePosixPath:
    """Return the nearest folder that holds tests; at the top that is all of them."""
    while folder != PurePosixPath("tests") and not any((root / folder).rglob("test_*.py")):
        folder = folder.parent
    return folder


def _without_fixtures(graph: grimp.ImportGraph, module: str, file: Path) -> None:
    """Take out of the graph what a conftest imports inside of its functions alone."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    at_top = {node.lineno for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)}
    for imported in graph.find_modules_directly_imported_by(module):
        details = graph.get_import_details(importer=module, imported=imported)
        if at_top.isdisjoint(one["line_number"] for one in details):
            graph.remove_import(importer=module, imported=imported)


def _named(file: Path) -> Iterable[str]:
    """Return the modules that a file's strings name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in _NAMED.findall(node.value)
    }


def _file(module: str, root: Path) -> Path:
    path = root / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _plugins(root: Path) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = project["entry-points"].values()
    return [where.partition(":")[0] for group in groups for where in group.values()]
