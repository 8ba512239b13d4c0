"""What mkdocs.yml says, read without MkDocs, so that every command sees the same configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from press.publication.files import file_bytes
from press.publication.problems import failure

CONFIG_NAME = "mkdocs.yml"
PLUGIN_NAME = "press"
DEFAULT_STYLE = "american-medical-association"
# MkDocs loads these before the ones that mkdocs.yml names (mkdocs.config.defaults).
_BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")


@dataclass(frozen=True)
class PythonName:
    """A `!!python/name:module.attribute` of mkdocs.yml, resolved where it is used."""

    dotted: str


@dataclass(frozen=True)
class Settings:
    """The part of mkdocs.yml that the press needs; paths are absolute."""

    root: Path
    name: str
    url: str = ""
    description: str = ""
    language: str = "en"
    disclaimer: str = ""
    style: str = DEFAULT_STYLE
    docs: Path = Path("docs")
    bibliographies: tuple[Path, ...] = ()
    bibliography_command: str = "\\bibliography"
    full_bibliography_command: str = "\\full_bibliography"
    bibliography_by_default: bool = True
    narrative_citations: bool = True
    extensions: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    paper: str = "a4"
    directory_urls: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)


class _Loader(yaml.SafeLoader):
    """SafeLoader that also knows the tags MkDocs allows in its configuration."""


def _python_name(loader: yaml.Loader, suffix: str, node: yaml.Node) -> PythonName:
    del loader, node
    return PythonName(suffix)


def _environment(loader: yaml.Loader, node: yaml.Node) -> Any:
    """Return the last item of `!ENV [NAME, default]`; the environment must not change a text."""
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)[-1]
    return None


def _plain(loader: yaml.Loader, node: yaml.Node) -> Any:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_constructor("!ENV", _environment)
_Loader.add_constructor("!relative", _plain)


def read_settings(root: Path) -> Settings:
    """Read mkdocs.yml in `root`; raises PressError where it is missing or not usable."""
    root = root.resolve()
    path = root / CONFIG_NAME
    try:
        config = yaml.load(file_bytes(path).decode("utf-8-sig"), _Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        message = f"cannot read the configuration ({error.strerror})"
        raise failure(
            CONFIG_NAME, message, "run the command in a publication, or give --root"
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"not valid YAML: {error.problem}"
        raise failure(CONFIG_NAME, message, "correct the line", line=line) from error
    if not isinstance(config, dict):
        raise failure(CONFIG_NAME, "the configuration is empty", "begin with `site_name: ...`")
    return _settings(root, config)


def _settings(root: Path, config: dict[str, Any]) -> Settings:
    options = _plugin_options(config)
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return Settings(
        root=root,
        name=str(config.get("site_name") or "Untitled"),
        url=str(config.get("site_url") or ""),
        description=str(config.get("site_description") or ""),
        language=str(options.get("language") or language or "en"),
        disclaimer=" ".join(str(options.get("disclaimer") or "").split()),
        style=str(options.get("csl_file") or DEFAULT_STYLE),
        docs=root / str(config.get("docs_dir") or "docs"),
        bibliographies=_bibliographies(root, options),
        bibliography_command=str(options.get("bib_command") or "\\bibliography"),
        full_bibliography_command=str(options.get("full_bib_command") or "\\full_bibliography"),
        bibliography_by_default=bool(options.get("bib_by_default", True)),
        narrative_citations=bool(options.get("enable_inline_citations", True)),
        extensions=_extensions(config.get("markdown_extensions")),
        directory_urls=bool(config.get("use_directory_urls", True)),
        paper=str(options.get("paper") or "a4").lower(),
        extra=config.get("extra") or {},
    )


def _plugin_options(config: Mapping[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins") or []
    items = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    for name, options in items:
        if name == PLUGIN_NAME:
            return dict(options or {})
    raise failure(
        CONFIG_NAME,
        f"the plugin `{PLUGIN_NAME}` is not switched on",
        f"add `- {PLUGIN_NAME}:` to plugins",
    )


def _pairs(items: Any) -> list[tuple[str, Any]]:
    """Return YAML's `- name` and `- name: options` items as pairs."""
    pairs: list[tuple[str, Any]] = []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            pairs += [(str(key), value) for key, value in item.items()]
        else:
            pairs.append((str(item), {}))
    return pairs


def _extensions(configured: Any) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    items = list(configured.items()) if isinstance(configured, dict) else _pairs(configured)
    options: dict[str, Mapping[str, Any]] = {name: {} for name in _BUILT_IN_EXTENSIONS}
    options.update({name: value or {} for name, value in items})
    return tuple(options.items())


def _bibliographies(root: Path, options: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the BibTeX files; `bib_file` goes before `bib_dir`, as in mkdocs-bibtex."""
    if options.get("bib_file"):
        return (root / str(options["bib_file"]),)
    folder = root / str(options.get("bib_dir") or "bib")
    return tuple(sorted(folder.rglob("*.bib")))
