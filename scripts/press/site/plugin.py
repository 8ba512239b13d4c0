"""The MkDocs plugin: mkdocs-bibtex's class and options, the press's engine, pages by themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs_bibtex.plugin import BibTexPlugin

from press.compile import (
    FULL_COMMAND,
    Body,
    body,
    guarded_snippets,
    press_extension,
    unsafe_markup,
)
from press.publication import (
    CACHE,
    Digest,
    MissingError,
    PressError,
    Problem,
    RefusedError,
    Resolver,
    SafeHtml,
    sanitised,
)
from press.publication.settings import SNIPPETS
from press.publication.source import settled
from press.site import front_matter, theme
from press.site.citing import Citing
from press.site.downloads import reference_files
from press.site.drafts import open_by_issue
from press.site.edition import Edition, Links, Web
from press.site.feeds import feed_files, has_feeds
from press.site.figures import Figures, figures
from press.site.full_bibliography import alphabetical
from press.site.links import LinkFindings
from press.site.metadata import head as metadata
from press.site.options import PressConfig
from press.site.outline import outline, settle_titles
from press.site.pages import HOME_TEMPLATE, Rendered, content
from press.site.policy import allow_reload, with_policy
from press.site.printed import printed, settle_menu, settle_names
from press.site.reading import read_edition
from press.site.searching import mend_search
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
_OURS_FIRST = 100  # before the search plugin, which reads what we put into a page
_OURS_LAST = -100  # behind whatever else puts scripts into a page


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
        self._figures = Figures()
        self._texts: dict[str, Body] = {}  # the authors' own, by MkDocs' path

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and validate the publication; every error in it stops the build, strict or not."""
        root = Path(config.config_file_path or "mkdocs.yml").parent.resolve()
        try:
            draft = self.config.draft or os.environ.get(DRAFT_VARIABLE, "") not in {"", "0"}
            self.edition = read_edition(root, draft=draft)
        except PressError as error:
            _fail(error.problems)
        settings = self.edition.publication.settings
        self._extension = press_extension(settings)
        config.markdown_extensions = [
            extension for extension in config.markdown_extensions if extension != "press"
        ]
        config.markdown_extensions.append(self._extension)  # type: ignore[arg-type]
        self._guard_snippets(config)
        config.watch.extend(sorted({str(path.parent) for path in settings.bibliographies}))
        theme.apply(config)
        settle_names(config)
        config.extra["press"] = {
            "short_disclaimer": printed(_short(settings.disclaimer)),
            "feeds": has_feeds(self.edition),
        }
        self._links.attach(config)
        self._close()
        self._texts.clear()
        self._citing = Citing(self.edition.bibliography, self.edition.style)
        return config

    def _guard_snippets(self, config: MkDocsConfig) -> None:
        """Put our guarded extension in the place of the one that includes any file."""
        settings = self.edition.publication.settings
        options = dict(settings.extensions).get(SNIPPETS)
        if options is not None and SNIPPETS in config.markdown_extensions:
            at = config.markdown_extensions.index(SNIPPETS)
            guarded = guarded_snippets(settings, options)
            config.markdown_extensions[at] = guarded  # type: ignore[call-overload]
            config.mdx_configs.pop(SNIPPETS, None)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Make safe the titles that stand only in the menu."""
        del config, files
        settle_menu(nav.items)
        return nav

    def _inspect(self) -> None:
        """Stop at unsafe texts, unless it is a draft; show all to whoever asked for that."""
        edition = self.edition
        bodies = {f"{edition.folder}/{uri}": text for uri, text in self._texts.items()}
        digests = {digest.source.path: digest for digest in edition.publication.digests}
        found = list(self.inspect(bodies) if self.inspect else ())
        for source in edition.publication.sources:
            if source.path in bodies and not edition.draft:
                found += unsafe_markup(source, bodies[source.path], digests.get(source.path))
        if found:
            _fail(found)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what is no page or not published, keep documents out of menus, add files."""
        edition = self.edition
        self._refuse_foreign(files)
        for file in list(files):
            if file.src_uri in edition.hidden or edition.is_include(file.src_uri):
                files.remove(file)
            elif file.src_uri in edition.documents and file.inclusion in _IN_MENUS:
                file.inclusion = InclusionLevel.NOT_IN_NAV
        cache = edition.publication.root / CACHE
        self._figures = figures(edition)
        made = [*self._exports(config), *theme.font_files(config, cache)]
        for file in [*made, *self._figures.files(config)]:
            files.append(file)
        self._files = files
        return files

    def _refuse_foreign(self, files: Files) -> None:
        """Stop at files that are no part of the publication, such as hidden ones let in again."""
        settings = self.edition.publication.settings
        resolver = settings.files
        ours = {str(settings.docs), str(settings.custom_dir)}
        problems: list[Problem] = []
        for file in files:
            if file.src_dir in ours and file.inclusion != InclusionLevel.EXCLUDED:
                path = Path(file.abs_src_path or "")
                try:
                    resolver.file(path)
                except RefusedError as error:
                    problems.append(resolver.problem(path, error))
        if problems:
            _fail(problems)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs a page as the press reads it; it would find front matter in other places."""
        del config
        source = self.edition.source_by_uri.get(page.file.src_uri)
        return settled(source) if source else None

    def _exports(self, config: MkDocsConfig) -> list[File]:
        names = [f"{issue.slug}.{suffix}" for issue in self.edition.issues for _, suffix in FORMATS]
        folder = self.edition.publication.root / "exports"
        resolver = Resolver(self.edition.publication.root, (folder,))
        made: list[File] = []
        problems: list[Problem] = []
        for path in (folder / name for name in names):
            try:
                source = str(resolver.file(path))
            except MissingError:
                continue
            except RefusedError as error:
                problems.append(resolver.problem(path, error))
                continue
            made.append(File.generated(config, f"exports/{path.name}", abs_src_path=source))
        if problems:
            _fail(problems)
        return made

    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Forget the citations of the page before; hide menus that would be empty."""
        del config, files
        self._extension.reset()
        front_matter.settle(page, self.edition)
        if page.parent is None and "hide" not in page.meta:
            is_home = page.meta.get("template") == HOME_TEMPLATE
            page.meta["hide"] = ["navigation", "toc"] if is_home else ["navigation"]
        return markdown

    @event_priority(_OURS_FIRST)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make the text safe, add what a digest's data give; settle the table of contents."""
        del config
        uri = page.file.src_uri
        front_matter.settle_title(page)
        safe, taken = sanitised(html)
        text = self._texts[uri] = body(safe, tuple(self._extension.clusters), taken)
        document = self.edition.documents.get(uri)
        if isinstance(document, Digest):
            text = self._figures.in_text(text, document, Links(self.edition, files, page.file))
        also = alphabetical(self.edition.bibliography) if FULL_COMMAND in text.html else ()
        self._citations.add(uri, text, also)
        outline(page, text, self.edition)
        return text.html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Stop at broken links, now that every page is rendered; add feeds and downloads."""
        self._files = files
        self._raise_broken_links()
        self._inspect()
        self._open = open_by_issue(self.edition, self._citations.bodies)
        self._add_files(files, config)
        pages = [file.page for file in files.documentation_pages() if file.page]
        titles = {page.file.src_uri: front_matter.title(page) for page in pages}
        self._uses = {
            key: [(uri, titles[uri]) for uri in uris if uri in titles]
            for key, uris in self._citations.cited().items()
        }
        return env

    def _add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add what is made from texts and front matter; a file of the author's own goes before."""
        made = [
            *reference_files(self.edition, self._citations.bodies),
            *feed_files(Web(self.edition, files)),
        ]
        for path, text in made:
            if files.get_file_from_path(path) is None:
                files.append(File.generated(config, path, content=text))

    @event_priority(_OURS_FIRST)
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put the page together: citations, lists, references, disclaimer."""
        del config, nav
        uri = page.file.src_uri
        settle_titles(page)
        front_matter.settle_tags(page)
        try:
            formatted = self._citations.formatted(uri)
        except PressError as error:
            _fail(error.problems)
        page.content = content(
            Rendered(
                uri,
                front_matter.title(page),
                # Other plugins may have put something into the page since.
                replace(self._citations.body(uri), html=SafeHtml(page.content or "")),
                formatted,
                Links(self.edition, self._files, page.file),
                self._uses,
                str(page.meta.get("template", "")),
                self._figures,
                self._open,
            )
        )
        return context

    @event_priority(_OURS_LAST)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Return the page with names for its parts, data for machines in its head, its policy."""
        del config
        described = metadata.Described(
            Links(self.edition, self._files, page.file),
            front_matter.title(page),
            front_matter.description(page, self.edition),
            self._citations.body(page.file.src_uri).keys,
            page.is_homepage,
        )
        whole = metadata.with_head(theme.with_names(output), metadata.head_lines(described))
        return with_policy(whole, self.edition.publication.settings.hosts, page.content or "")

    @event_priority(_OURS_LAST)
    def on_post_template(
        self, output_content: str, template_name: str, config: MkDocsConfig
    ) -> str:
        """Return the page for wrong addresses like any other, and other files as they are."""
        del config
        if not template_name.endswith(".html"):
            return output_content
        lines = metadata.feed_lines(self.edition)
        whole = metadata.with_head(theme.with_names(output_content), lines)
        return with_policy(whole, self.edition.publication.settings.hosts)

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> None:
        """Let a served page reload itself."""
        del config, builder
        allow_reload(server)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Stop at links to headings that do not exist; MkDocs looks at them last."""
        mend_search(Path(config.site_dir))
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


def _fail(problems: Iterable[Problem]) -> NoReturn:
    raise SiteError(problems)


def _short(disclaimer: str) -> str:
    """Return the disclaimer's first two sentences, for the foot of every page."""
    return " ".join(re.split(r"(?<=\.) ", disclaimer)[:2])
