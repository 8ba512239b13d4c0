"""The MkDocs plugin: mkdocs-bibtex's class and options, the press's engine, pages by themselves."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs_bibtex.plugin import BibTexPlugin

from press.bibliography import read_bibliography, reference_id, style
from press.compile import (
    FULL_COMMAND,
    Body,
    Renderer,
    body,
    press_extension,
    reference_ids,
    unknown_citations,
    use_id,
)
from press.publication import Issue, PressError, Problem, Topic, errors, load
from press.publication.settings import CONFIG_NAME
from press.site import theme
from press.site.citing import Citing
from press.site.edition import Edition, Links
from press.site.full_bibliography import alphabetical
from press.site.links import LinkFindings
from press.site.options import PressConfig
from press.site.outline import heading, sections, settle
from press.site.pages import HOME_TEMPLATE, Rendered, content, title_id
from press.site.views import FORMATS

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

DRAFT_VARIABLE = "PRESS_DRAFT"
_IN_MENUS = (InclusionLevel.UNDEFINED, InclusionLevel.INCLUDED)
_SHOWN_BY_MATERIAL = {"title", "description", "author"}
_OURS_FIRST = 100  # before the search plugin, which reads what we put into a page


# Looks at rendered texts, by the path of their source; what it finds stops the build.
Inspect = Callable[[Mapping[str, Body]], Sequence[Problem]]


class SiteError(PluginError):
    """The site cannot be built; `problems` says why, each at its place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n" + "\n".join(str(problem) for problem in self.problems))


class PressPlugin(BibTexPlugin):  # type: ignore[misc]
    """Builds the site of a publication; events stand in the order in which MkDocs calls them."""

    config_class = PressConfig
    config: PressConfig
    edition: Edition

    def __init__(self) -> None:
        super().__init__()
        self.inspect: Inspect | None = None
        self._links = LinkFindings()
        self._citing: Citing | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and validate the publication; every error in it stops the build, strict or not."""
        root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
        try:
            self.edition = self._read(root)
        except PressError as error:
            _fail(error.problems)
        settings = self.edition.publication.settings
        self._extension = press_extension(settings)
        config.markdown_extensions = [
            extension for extension in config.markdown_extensions if extension != "press"
        ]
        config.markdown_extensions.append(self._extension)  # type: ignore[arg-type]
        config.watch.extend(sorted({str(path.parent) for path in settings.bibliographies}))
        theme.apply(config)
        config.extra["press"] = {"short_disclaimer": _short(settings.disclaimer)}
        self._links.attach(config)
        self._close()
        self._citing = Citing(self.edition.bibliography, self.edition.style)
        return config

    def _inspect(self) -> None:
        """Show the rendered texts to whoever asked for that."""
        settings = self.edition.publication.settings
        docs = settings.docs.relative_to(settings.root).as_posix()
        bodies = {f"{docs}/{uri}": text for uri, text in self._citations.bodies.items()}
        found = self.inspect(bodies) if self.inspect else ()
        if found:
            _fail(found)

    def _read(self, root: Path) -> Edition:
        publication = load(root)
        settings = publication.settings
        bibliography = read_bibliography(settings)
        renderer = Renderer(settings)
        problems = [*publication.problems, *bibliography.problems]
        if not settings.disclaimer:
            problems.append(_no_disclaimer())
        for source in publication.sources:
            problems += unknown_citations(source, bibliography, renderer)
        draft = self.config.draft or os.environ.get(DRAFT_VARIABLE, "") not in {"", "0"}
        edition = Edition(publication, bibliography, style(settings.style, root), draft)
        found = errors([*problems, *edition.problems()])
        if found:
            raise PressError(found)
        bibliography.csl()  # converted and cached here, before a second thread asks for it
        return edition

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what is not published, keep documents out of menus, add fonts and exports."""
        edition = self.edition
        for file in list(files):
            if file.src_uri in edition.hidden:
                files.remove(file)
            elif file.src_uri in edition.documents and file.inclusion in _IN_MENUS:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        cache = edition.publication.root / ".press-cache"
        for file in [*self._exports(config), *theme.font_files(config, cache)]:
            files.append(file)
        self._files = files
        return files

    def _exports(self, config: MkDocsConfig) -> list[File]:
        names = [f"{issue.slug}.{suffix}" for issue in self.edition.issues for _, suffix in FORMATS]
        folder = self.edition.publication.root / "exports"
        return [
            File.generated(config, f"exports/{name}", abs_src_path=str(folder / name))
            for name in names
            if (folder / name).is_file()
        ]

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Forget the citations of the page before; hide menus that would be empty."""
        del config, files
        self._extension.reset()
        page.meta = _escaped(page.meta)
        if page.parent is None and "hide" not in page.meta:
            is_home = page.meta.get("template") == HOME_TEMPLATE
            page.meta["hide"] = ["navigation", "toc"] if is_home else ["navigation"]
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hand the page's citations over for formatting and settle its table of contents."""
        del config, files
        uri = page.file.src_uri
        text = body(html, tuple(self._extension.clusters))
        also = alphabetical(self.edition.bibliography) if FULL_COMMAND in text.html else ()
        self._citations.add(uri, text, also)
        self._outline(page, uri)
        return text.html

    def _outline(self, page: Page, uri: str) -> None:
        text = self._citations.body(uri)
        document = self.edition.documents.get(uri)
        entries = sections(page)
        if isinstance(document, Issue):
            entries = [heading("Editorial", "editorial", inside=entries)]
            entries += [
                heading(html.escape(section.title), f"section-{number}")
                for number, section in enumerate(document.meta.sections, 1)
            ]
        elif isinstance(document, Topic):
            entries.append(heading("Digests", "digests"))
        first = next(iter(page.toc), None)
        own = first if first and first.level == 1 else None
        title = own or heading(html.escape(_title(page)), title_id(uri, document), 1)
        full = FULL_COMMAND in text.html
        if text.keys and not full:
            entries.append(heading("References", "references"))
        if not entries and "toc" not in page.meta.get("hide", ()):
            page.meta["hide"] = [*page.meta.get("hide", ()), "toc"]
        ids = [*reference_ids(text), *(use_id(number) for number in range(len(text.clusters)))]
        if full:
            ids += [reference_id(key) for key in self.edition.bibliography.entries]
        settle(page, title, entries, ids)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Stop at broken links, now that every page is rendered."""
        del config
        self._files = files
        self._raise_broken_links()
        self._inspect()
        pages = [file.page for file in files.documentation_pages() if file.page]
        titles = {page.file.src_uri: _title(page) for page in pages}
        self._uses = {
            key: [(uri, titles[uri]) for uri in uris if uri in titles]
            for key, uris in self._citations.cited().items()
        }
        return env

    @event_priority(_OURS_FIRST)
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put the page together: citations, lists, references, disclaimer."""
        del config, nav
        uri = page.file.src_uri
        try:
            formatted = self._citations.formatted(uri)
        except PressError as error:
            _fail(error.problems)
        page.content = content(
            Rendered(
                uri,
                _title(page),
                self._citations.body(uri),
                formatted,
                Links(self.edition, self._files, page.file),
                self._uses,
                str(page.meta.get("template", "")),
            )
        )
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Return the page with names for its parts."""
        del page, config
        return theme.with_names(output)

    def on_post_template(
        self, output_content: str, template_name: str, config: MkDocsConfig
    ) -> str:
        """Return the page that is shown for a wrong address, with names for its parts."""
        del template_name, config
        return theme.with_names(output_content)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Stop at links to headings that do not exist; MkDocs looks at them last."""
        del config
        self._raise_broken_links()
        self._links.detach()
        self._close()

    def on_build_error(self, error: Exception) -> None:
        """Leave nothing behind."""
        del error
        self._links.detach()
        self._close()

    @property
    def _citations(self) -> Citing:
        if self._citing is None:
            raise PluginError("the press's events were called out of order")
        return self._citing

    def _raise_broken_links(self) -> None:
        problems = self._links.problems(self.edition)
        if problems:
            _fail(problems)

    def _close(self) -> None:
        if self._citing:
            self._citing.close()
            self._citing = None


def _title(page: Page) -> str:
    """Return the title in a page's front matter; its name in the menu may be shorter."""
    return html.unescape(str(page.meta.get("title") or page.title))


def _no_disclaimer() -> Problem:
    mend = "write `disclaimer:` under the plugin `press`: what the texts are for"
    message = "the publication's disclaimer is missing"
    return Problem(CONFIG_NAME, 1, 1, "disclaimer-missing", message, mend)


def _escaped(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return front matter for Material, which writes titles and descriptions as they are."""
    return {
        key: html.escape(value) if isinstance(value, str) and key in _SHOWN_BY_MATERIAL else value
        for key, value in meta.items()
    }


def _fail(problems: Iterable[Problem]) -> NoReturn:
    raise SiteError(problems)


def _short(disclaimer: str) -> str:
    """Return the disclaimer's first two sentences, for the foot of every page."""
    return " ".join(re.split(r"(?<=\.) ", disclaimer)[:2])
