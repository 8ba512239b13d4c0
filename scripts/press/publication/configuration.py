"""mkdocs.yml as text made values: every key with its place, every wrong type told there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from press.publication.bounded_yaml import CONFIGURATION, Parsed, Reader, SafeLoader
from press.publication.problems import PressError, Problem, failure, suggestion
from press.publication.source import Source
from press.publication.storage.resolver import RefusedError, Resolver
from press.publication.storage.texts import control_characters, read_text
from press.publication.validation import validated

CONFIG_NAME = "mkdocs.yml"
PLUGIN_NAME = "press"
_INHERIT = "INHERIT"
_MOST_PARENTS = 5
# Every key that MkDocs 1.6 knows; a test compares them with its own.
MKDOCS_KEYS = frozenset(
    [
        "INHERIT",
        "config_file_path",
        "copyright",
        "dev_addr",
        "docs_dir",
        "draft_docs",
        "edit_uri",
        "edit_uri_template",
        "exclude_docs",
        "extra",
        "extra_css",
        "extra_javascript",
        "extra_templates",
        "google_analytics",
        "hooks",
        "markdown_extensions",
        "mdx_configs",
        "nav",
        "not_in_nav",
        "pages",
        "plugins",
        "remote_branch",
        "remote_name",
        "repo_name",
        "repo_url",
        "site_author",
        "site_description",
        "site_dir",
        "site_name",
        "site_url",
        "strict",
        "theme",
        "use_directory_urls",
        "validation",
        "watch",
    ]
)
_HOST = re.compile(r"(?i)(?:https://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?")
_MAIL = re.compile(r"[\x21-\x7e]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class PythonName:
    """A `!!python/name:module.attribute` of mkdocs.yml, resolved where it is used."""

    dotted: str


class _ConfigLoader(SafeLoader):  # type: ignore[misc]  # its base is known only at run time
    """SafeLoader that also knows the tags MkDocs allows in its configuration."""


def _python_name(loader: yaml.Loader, suffix: str, node: yaml.Node) -> PythonName:
    del loader, node
    return PythonName(suffix)


def _environment(loader: yaml.Loader, node: yaml.Node) -> Any:
    """Return the last item of `!ENV [NAME, default]`; the environment must not change a text."""
    if isinstance(node, yaml.SequenceNode):
        return (loader.construct_sequence(node) or [None])[-1]
    return None


def _plain(loader: yaml.Loader, node: yaml.Node) -> Any:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_ConfigLoader.add_constructor("!ENV", _environment)
_ConfigLoader.add_constructor("!relative", _plain)


def mail_address(text: str) -> str:
    """Return a mail address that fits a request's header; raises ValueError for others."""
    if text and not _MAIL.fullmatch(text):
        message = "write a mail address in ASCII letters, such as desk@example.org"
        raise ValueError(message)
    return text


def _web_address(text: str) -> str:
    if text and not re.match(r"https?://[\x21-\x7e]+$", text):
        message = "write an address that begins with https://"
        raise ValueError(message)
    return text


def _language(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*", text):
        message = "write the tag of a language, such as en or pt-BR"
        raise ValueError(message)
    return text


def _host(text: str) -> str:
    """Return a source of a Content-Security-Policy that ends neither the source nor the policy."""
    if not _HOST.fullmatch(text):
        message = "write the name of a host, such as example.org or *.example.org"
        raise ValueError(message)
    return text


def _with_name(theme: Any) -> Any:
    return {"name": theme} if isinstance(theme, str) else theme


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PressOptions(_Part):
    """What may stand under the plugin `press`: mkdocs-bibtex's options, and ours."""

    bib_file: str | None = None
    bib_dir: str | None = None
    bib_command: str | None = None
    bib_by_default: bool | None = None
    full_bib_command: str | None = None
    csl_file: str | None = None
    csl_file_encoding: str | None = None
    footnote_format: str | None = None
    enable_inline_citations: bool | None = None
    disclaimer: str | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    paper: Literal["a4", "letter", "A4", "Letter"] | None = None
    draft: bool | None = None
    allowed_hosts: list[Annotated[str, AfterValidator(_host)]] | None = None


class Registries(_Part):
    """Where Crossref and PubMed are asked, and who asks."""

    crossref: Annotated[str, AfterValidator(_web_address)] | None = None
    pubmed: Annotated[str, AfterValidator(_web_address)] | None = None
    mailto: Annotated[str, AfterValidator(mail_address)] | None = None


class _Extra(_Part):
    model_config = ConfigDict(extra="allow")

    registries: Registries | None = None


class _Theme(_Part):
    model_config = ConfigDict(extra="allow")

    name: str | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    custom_dir: str | None = None
    logo: str | None = None
    favicon: str | None = None


class Configuration(_Part):
    """The part of mkdocs.yml that the press reads; the rest is left to MkDocs."""

    model_config = ConfigDict(extra="allow")

    site_name: str | None = None
    site_url: str | None = None
    site_description: str | None = None
    copyright: str | None = None
    docs_dir: str | None = None
    use_directory_urls: bool | None = None
    theme: Annotated[_Theme | None, BeforeValidator(_with_name)] = None
    extra: _Extra | None = None
    hooks: list[str] | None = None
    extra_css: list[str] | None = None
    press: PressOptions = Field(default_factory=PressOptions)
    extensions: dict[str, dict[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True)
class Configured:
    """mkdocs.yml: its values, its keys' places, and what is wrong but keeps nobody from reading."""

    values: Configuration
    source: Source
    problems: tuple[Problem, ...] = ()
    inherited: tuple[Path, ...] = ()


def read_configuration(root: Path) -> Configured:
    """Read mkdocs.yml and what it inherits from; raises PressError where it cannot be used."""
    path = root / CONFIG_NAME
    if not os.path.lexists(path):
        message = "cannot read the configuration (No such file or directory)"
        mend = "run the command in a publication, or give --root"
        raise failure(CONFIG_NAME, message, mend)
    parsed = _parsed(root, path)
    if parsed.is_empty:
        raise failure(CONFIG_NAME, "the configuration is empty", "begin with `site_name: ...`")
    if parsed.problems:
        raise PressError(parsed.problems)
    value, inherited = _with_parents(root, dict(parsed.value))
    source = Source(CONFIG_NAME, "", meta=value, positions=parsed.positions)
    problems = _unknown(source)
    source, found = _with_lists(source)
    values, wrong = validated(source, Configuration)
    if values is None or found:
        raise PressError([*found, *wrong])
    return Configured(values, source, tuple(problems), inherited)


def _parsed(root: Path, path: Path) -> Parsed:
    resolver = Resolver(root, named=(path,))
    name = resolver.name(path)
    try:
        found = read_text(name, resolver.file(path))
    except RefusedError as error:
        raise PressError([resolver.problem(path, error)]) from error
    problems = [*found.problems, *control_characters(name, found.text)]
    if problems:
        return Parsed(problems=tuple(problems))
    reader = Reader(name, "the configuration", bounds=CONFIGURATION, loader=_ConfigLoader)
    return reader.parsed(found.text)


def _with_parents(root: Path, value: dict[str, Any]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Return a configuration with what it inherits, as MkDocs would merge it."""
    inherited: list[Path] = []
    folder = root
    while isinstance(named := value.pop(_INHERIT, None), str):
        path = Path(os.path.normpath(folder / named))
        if path in inherited or len(inherited) == _MOST_PARENTS:
            message = f"the configuration inherits from `{named}`, in a circle or too often"
            raise failure(CONFIG_NAME, message, f"correct `{_INHERIT}`", "schema")
        inherited.append(path)
        folder = path.parent
        parent = _parsed(root, path)
        if parent.problems:
            raise PressError(parent.problems)
        value = _merged(parent.value, value)
    return value, tuple(inherited)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        before = merged.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[key] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged


def _unknown(source: Source) -> list[Problem]:
    return [
        source.problem(
            str(key),
            "schema",
            f"unknown key `{key}`",
            suggestion(str(key), sorted(MKDOCS_KEYS), "remove it, or put it under `extra`"),
        )
        for key in source.meta
        if key not in MKDOCS_KEYS
    ]


def _with_lists(source: Source) -> tuple[Source, list[Problem]]:
    """Return the configuration with plugins and extensions by name, as `press`, `extensions`."""
    problems: list[Problem] = []
    positions = dict(source.positions)
    options: dict[str, dict[str, Any]] = {}
    for key in ("plugins", "markdown_extensions"):
        options[key] = {}
        for name, place, value in _items(source, key, problems):
            if value is not None and not isinstance(value, dict):
                mend = f"write the options of `{name}` as `key: value` lines, indented under it"
                problems.append(source.problem(place, "schema", "these are no options", mend))
                continue
            options[key].setdefault(name, {}).update(value or {})
            target = PLUGIN_NAME if key == "plugins" else f"extensions.{name}"
            if name == PLUGIN_NAME or key != "plugins":
                positions |= _moved(source, place, target)
    meta = {**source.meta, "extensions": options["markdown_extensions"]}
    meta[PLUGIN_NAME] = options["plugins"].get(PLUGIN_NAME)
    if meta[PLUGIN_NAME] is None and not problems:
        message = f"the plugin `{PLUGIN_NAME}` is not switched on"
        mend = f"add `- {PLUGIN_NAME}:` to plugins"
        problems.append(source.problem("plugins", "press", message, mend))
    meta[PLUGIN_NAME] = meta[PLUGIN_NAME] or {}
    return Source(source.path, "", meta=meta, positions=positions), problems


def _items(source: Source, key: str, problems: list[Problem]) -> list[tuple[str, str, Any]]:
    """Return name, place and options of `- name` and `- name: options` items, or of a mapping."""
    value = source.meta.get(key)
    if value is None:
        return []
    if isinstance(value, dict):
        return [(str(name), f"{key}.{name}", options) for name, options in value.items()]
    items: list[tuple[str, str, Any]] = []
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        place = f"{key}.{index}" if isinstance(value, list) else key
        if isinstance(item, str) and isinstance(value, list):
            items.append((item, place, None))
        elif isinstance(item, dict) and isinstance(value, list):
            items += [(str(name), f"{place}.{name}", one) for name, one in item.items()]
        else:
            mend = "write a list: one `- name` a line, with options indented under it"
            problems.append(source.problem(place, "schema", "this names nothing", mend))
    return items


def _moved(source: Source, place: str, target: str) -> dict[str, Any]:
    """Return the positions of what stands at a place, under another key."""
    return {
        f"{target}{key.removeprefix(place)}": position
        for key, position in source.positions.items()
        if key == place or key.startswith((f"{place}.",))
    }
