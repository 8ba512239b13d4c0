"""Tells where the layout of the code breaks a rule; `make lint` runs it.

- name-twice: within a package of the press (`press.review`, with all that is in it) a name of a
  class or of a type alias has one meaning. Underscores in front make no other name of it.
- import-circle: no module imports itself, however long the way; imports inside a function and those
  for type checking alone count too. `from package import name` imports the package's `__init__`.
- folder-wide: a folder of the press holds 25 modules at most, one of tests 25 files of tests.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from grimp import ImportGraph, build_graph

WIDEST = 25
_MAKERS = {"Enum", "NamedTuple", "NewType", "TypeAliasType", "TypedDict", "namedtuple"}


def findings(root: Path, package: str = "press") -> list[str]:
    """Return what is wrong in `root/scripts/PACKAGE` and `root/tests`, a line each.

    The package must be on Python's path.
    """
    source = root / "scripts" / package
    graph = build_graph(package, cache_dir=None)
    return [
        line.replace(f"{root.as_posix()}/", "")  # editors know paths from the root
        for line in (*twice(source), *circles(graph, source), *wide(source, root / "tests"))
    ]


def twice(source: Path) -> Iterator[str]:
    """Yield each definition of a name that its package has already."""
    for room in sorted(path for path in source.iterdir() if path.name != "__pycache__"):
        seen: dict[str, str] = {}
        for path in [room] if room.suffix == ".py" else sorted(room.rglob("*.py")):
            for name, line in defined(ast.parse(path.read_bytes())).items():
                place = f"{path.as_posix()}:{line}"
                if first := seen.get(name):
                    yield (
                        f"{place}: name-twice: `{name}` is another thing in {first} already; "
                        "give one of them a name of its own, or let both be one"
                    )
                seen.setdefault(name, place)


def defined(module: ast.Module) -> dict[str, int]:
    """Return the names of a module's classes and type aliases, without underscores, by line."""
    found: dict[str, int] = {}
    for node in _outermost(module.body):
        name = _name(node)
        if name:
            found.setdefault(name.lstrip("_"), node.lineno)
    return found


def _outermost(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements that run where the module is loaded, those under `if` and `try` too."""
    for node in body:
        yield node
        for part in ("body", "orelse", "handlers", "finalbody"):
            if isinstance(node, ast.If | ast.Try | ast.ExceptHandler):
                yield from _outermost(getattr(node, part, []))


def _name(node: ast.stmt) -> str:
    """Return the name of the class or type alias that a statement defines, or nothing."""
    match node:
        case ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if _last(kind) == "TypeAlias":
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name if _is_type(name, value) else ""
    # `type X = ...`, which Python 3.11 does not know
    return _last(getattr(node, "name", node)) if type(node).__name__ == "TypeAlias" else ""


def _is_type(name: str, value: ast.expr) -> bool:
    """Tell whether an assignment defines a type: constants are written in capitals."""
    if isinstance(value, ast.Call):
        return _last(value.func) in _MAKERS
    is_camel = name.lstrip("_")[:1].isupper() and not name.isupper()
    return is_camel and isinstance(value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute)


def _last(node: ast.AST) -> str:
    """Return the last name of `a.b.c`, or nothing."""
    return getattr(node, "attr", "") or getattr(node, "id", "")


def circles(graph: ImportGraph, source: Path) -> Iterator[str]:
    """Yield a circle of imports, and then those that are left without its last import."""
    imports = {
        module: sorted(graph.find_modules_directly_imported_by(module))
        for module in sorted(graph.modules)
    }
    while circle := _circle(imports):
        importer, imported = circle[-2:]
        yield (
            f"{_place(graph, source, *circle[:2])}: import-circle: {' → '.join(circle)}; "
            "move what they share into a module that imports none of them"
        )
        imports[importer].remove(imported)


def _circle(imports: Mapping[str, list[str]]) -> list[str]:
    """Return modules each of which imports the next, the last being the first again."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        first = circle.index(min(circle))
        return [*circle[first:-1], *circle[:first], circle[first]]
    return []


def _place(graph: ImportGraph, source: Path, importer: str, imported: str) -> str:
    """Return the path and the line of an import."""
    details = graph.get_import_details(importer=importer, imported=imported)
    path = source.parent / importer.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return f"{path.as_posix()}:{min(one['line_number'] for one in details)}"


def wide(source: Path, tests: Path) -> Iterator[str]:
    """Yield each folder with too many modules, or too many files of tests."""
    for folder, pattern, what in ((source, "*.py", "modules"), (tests, "test_*.py", "tests")):
        for path in sorted({folder, *(one.parent for one in folder.rglob(pattern))}):
            many = len(list(path.glob(pattern)))
            if many > WIDEST:
                yield (
                    f"{path.as_posix()}:1: folder-wide: {many} {what} stand side by side; "
                    f"divide them into folders of {WIDEST} at most"
                )


def main() -> None:
    """Print what is wrong, and end with 1 where anything is."""
    found = findings(Path(__file__).parent.parent)
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
