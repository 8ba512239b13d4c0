"""Nothing outside of docs/, bib/ and what mkdocs.yml names is read, whatever names it."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest

from press.bibliography import read_bibliography, style
from press.build import build
from press.checks import RULES, check
from press.compile import Renderer, issue_picture
from press.evidence.lock.file import read_lock
from press.pdf.engine import fetcher
from press.publication import PressError, RefusedError, load, read_settings
from press.publication.starters import new_issue
from press.publication.storage import resolver
from press.publication.storage.resolver import Resolver, printable
from press.site import build_site
from tests.conftest import MakePublication

SECRET = "a token that belongs to nobody else"  # noqa: S105 - it is none


def found(root: Path) -> list[str]:
    """What `press check` says of files, without how to mend it."""
    return [
        f"{problem.place} {problem.message}"
        for problem in check(root, rules=[rule for rule in RULES if rule.id == "file"])
    ]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the publication, with a secret in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("secret.txt", "secret.md", "secret.png", "secret.bib"):
        (folder / name).write_text(f"{SECRET}\n", encoding="utf-8")
    return folder


OUT = "it is a link that leads out of the publication"
ROUND = "the link leads in a circle"
Make = Callable[[Path, Path], None]


def link(place: str, target: str) -> Make:
    def make(root: Path, outside: Path) -> None:
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target.format(root=root, outside=outside))

    return make


def pipe(place: str) -> Make:
    def make(root: Path, outside: Path) -> None:
        del outside
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / place)

    return make


def named(name: bytes) -> Make:
    def make(root: Path, outside: Path) -> None:
        del outside
        (root / "docs" / os.fsdecode(name)).write_text("x", encoding="utf-8")

    return make


def a_way_by_two_links(root: Path, outside: Path) -> None:
    (outside.parent / "step").symlink_to(outside)
    (root / "docs/step.txt").symlink_to(outside.parent / "step/secret.txt")


def a_socket(root: Path, outside: Path) -> None:
    del outside
    # The name of a socket is short: it is made in its folder.
    with chdir(root / "docs"), socket.socket(socket.AF_UNIX) as server:
        server.bind("talk")


WRITTEN = "the press writes there, and it is a link that leads out of the publication"
UNREADABLE = "its name holds characters that cannot be printed"
PIPE = "it is a named pipe, not a file"
GLOSSARY = "docs/includes/abbreviations.md"
REFUSED: dict[str, tuple[Make, str]] = {
    "a file elsewhere": (link("docs/leak.txt", "{outside}/secret.txt"), f"docs/leak.txt:1:1 {OUT}"),
    "a page elsewhere": (link("docs/leak.md", "{outside}/secret.md"), f"docs/leak.md:1:1 {OUT}"),
    "a digest elsewhere": (
        link("docs/digests/leak.md", "{outside}/secret.md"),
        f"docs/digests/leak.md:1:1 {OUT}",
    ),
    "abbreviations elsewhere": (link(GLOSSARY, "{outside}/secret.md"), f"{GLOSSARY}:1:1 {OUT}"),
    "a folder elsewhere": (link("docs/more", "{outside}"), f"docs/more:1:1 {OUT}"),
    "a relative way out": (
        link("docs/up.txt", "../../outside/secret.txt"),
        f"docs/up.txt:1:1 {OUT}",
    ),
    "the publication's own folder": (link("docs/loop", ".."), f"docs/loop:1:1 {OUT}"),
    "its configuration": (link("docs/config.txt", "../mkdocs.yml"), f"docs/config.txt:1:1 {OUT}"),
    "by way of another link": (a_way_by_two_links, f"docs/step.txt:1:1 {OUT}"),
    "the folder around it": (link("docs/a/loop", "../a"), f"docs/a/loop:1:1 {ROUND}"),
    "the folder of pages": (link("docs/a/top", "{root}/docs"), f"docs/a/top:1:1 {ROUND}"),
    "itself": (link("docs/digests/self.md", "self.md"), f"docs/digests/self.md:1:1 {ROUND}"),
    "nothing": (link("docs/gone.txt", "nowhere"), "docs/gone.txt:1:1 the link leads nowhere"),
    "a device": (link("docs/zero.md", "/dev/zero"), f"docs/zero.md:1:1 {OUT}"),
    "a hidden file": (
        link("docs/shown.txt", ".hidden.txt"),
        "docs/shown.txt:1:1 files and folders whose names begin with a dot are not read",
    ),
    "a pipe among the digests": (pipe("docs/digests/x.md"), f"docs/digests/x.md:1:1 {PIPE}"),
    "a pipe among pictures": (pipe("docs/x.png"), f"docs/x.png:1:1 {PIPE}"),
    "a pipe for abbreviations": (pipe(GLOSSARY), f"{GLOSSARY}:1:1 {PIPE}"),
    "a pipe for entries": (pipe("bib/more.bib"), f"bib/more.bib:1:1 {PIPE}"),
    "a pipe for the lock": (pipe("bib/records.lock.json"), f"bib/records.lock.json:1:1 {PIPE}"),
    "entries elsewhere": (link("bib/leak.bib", "{outside}/secret.bib"), f"bib/leak.bib:1:1 {OUT}"),
    "a socket": (a_socket, "docs/talk:1:1 it is a socket, not a file"),
    "a name of two lines": (named(b"a\nb.txt"), f"docs/a\\nb.txt:1:1 {UNREADABLE}"),
    "exports elsewhere": (link("exports", "{outside}"), f"exports:1:1 {WRITTEN}"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_of_the_publication_is_told(
    publication: MakePublication, outside: Path, name: str
) -> None:
    make, expected = REFUSED[name]
    root = publication({"docs/.hidden.txt": SECRET})
    make(root, outside)
    assert expected in found(root)


@pytest.mark.parametrize("name", ["a page elsewhere", "the publication's own folder", "a socket"])
def test_nothing_is_built_of_it(publication: MakePublication, outside: Path, name: str) -> None:
    make, expected = REFUSED[name]
    root = publication()
    make(root, outside)
    with pytest.raises(PressError) as caught:
        build(root, "site")
    assert expected in [f"{problem.place} {problem.message}" for problem in caught.value.problems]
    with pytest.raises(PressError):
        build_site(root, root / "site")
    assert not (root / "site").exists()


def test_a_device_is_told(publication: MakePublication) -> None:
    root = publication()
    try:
        os.mknod(root / "docs/null", 0o20600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")
    assert ["docs/null:1:1 it is a device, not a file"] == found(root)


def test_links_within_the_publication_are_followed(publication: MakePublication) -> None:
    root = publication({"docs/parts/note.md": "# Note\n\nGood evening.\n"})
    (root / "docs/again.md").symlink_to("parts/note.md")
    (root / "docs/more").symlink_to("parts")
    (root / "docs/works.bib").symlink_to("../bib/refs.bib")
    assert [] == found(root)
    assert {"docs/again.md", "docs/more/note.md", "docs/parts/note.md"} <= {
        source.path for source in load(root).sources
    }
    build_site(root, root / "site")
    for page in ("again", "more/note", "parts/note"):
        assert "Good evening." in (root / "site" / page / "index.html").read_text(encoding="utf-8")


def test_links_that_multiply_files_end(
    publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolver, "MOST_FILES", 1000)
    root = publication({"docs/d0/x.txt": "x"})
    for level in range(1, 20):
        (root / f"docs/d{level}").mkdir()
        for number in range(3):
            (root / f"docs/d{level}/l{number}").symlink_to(f"../d{level - 1}")
    walked = read_settings(root).files.files(root / "docs")
    assert len(walked.files) <= 1000
    assert any("more than 1,000 files" in problem.message for problem in walked.problems)


HIDDEN = (".env", ".git/config", ".htpasswd", ".obsidian/x.md", ".DS_Store", "a/.secret.txt")


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_files_are_not_published_even_where_mkdocs_would(
    publication: MakePublication, name: str
) -> None:
    root = publication({f"docs/{name}": SECRET})
    build_site(root, root / "site")
    assert [] == [path for path in (root / "site").rglob("*") if path.name.startswith(".")]
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{text}exclude_docs: '!.*'\n", encoding="utf-8")
    with pytest.raises(PressError, match="whose names begin with a dot are not read"):
        build_site(root, root / "site")


NAMED = {
    "docs_dir: ../outside": "docs_dir",
    "docs_dir: .": "docs_dir",
    "docs_dir: .hidden": "docs_dir",
    "hooks: [../outside/secret.txt]": "hooks",
    "hooks: [.git/hook.py]": "hooks",
    "hooks: [pipe]": "hooks",
    "extra_css: [../../outside/secret.css]": "extra_css",
    "extra_css: [.hidden.css]": "extra_css",
    "INHERIT: ../outside/secret.md": "INHERIT",
    "INHERIT: pipe": "INHERIT",
}


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("line", NAMED)
def test_what_mkdocs_yml_names_lies_inside(publication: MakePublication, line: str) -> None:
    root = publication()
    os.mkfifo(root / "pipe")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(PressError) as caught:
        read_settings(root)
    assert ["file"] == [problem.rule for problem in caught.value.problems]


OPTIONS = (
    "bib_dir: ../outside",
    "bib_dir: .git",
    "bib_file: ../outside/secret.bib",
    "bib_file: pipe",
    "csl_file: ../outside/ours.csl",
    "csl_file: /etc/passwd.csl",
)


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("option", OPTIONS)
def test_what_the_press_s_options_name_lies_inside(
    publication: MakePublication, option: str
) -> None:
    root = publication()
    os.mkfifo(root / "pipe")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text.replace("bib_dir: bib", option), encoding="utf-8")
    with pytest.raises(PressError) as caught:
        read_settings(root)
    assert [("file", 8)] == [(problem.rule, problem.line) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "name", ["../apa", "/srv/apa", "dependent/../apa", "../../../../etc/passwd", "a b"]
)
def test_a_style_s_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(PressError, match="unknown CSL style"):
        style(name, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "<", "no XML", "<style/>", "<!DOCTYPE style [<!ENTITY a 'b'>]><style/>", "\xff\xfe"],
)
def test_a_style_of_one_s_own_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "ours.csl").write_bytes(text.encode("latin-1"))
    with pytest.raises(PressError):
        style("ours.csl", tmp_path)


def test_a_configuration_may_inherit_from_a_file_beside_it(publication: MakePublication) -> None:
    root = publication({"base.yml": "site_name: Base\nsite_url: https://example.org/\n"})
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{text}", encoding="utf-8")
    settings = read_settings(root)
    assert ("Minimal Digest", "https://example.org/") == (settings.name, settings.url)
    (root / "base.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    with pytest.raises(PressError, match="in a circle or too often"):
        read_settings(root)


ADDRESSES = (
    "mkdocs.yml",
    ".git/config",
    "docs/../.git/config",
    "docs/digests/../../.env",
    "/etc/passwd",
    "../outside/secret.png",
    "docs/leak.png",
    "docs/pipe.png",
    "docs",
    "docs/\0.png",
    "docs/" + "a" * 5000,
    "file:///etc/passwd",
    "https://example.org/a.png",
    "//example.org/a.png",
    ".press-cache/stamps.json",
    ".press-cache/figures/leak.svg",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_picture_comes_from_elsewhere(
    publication: MakePublication, outside: Path, address: str
) -> None:
    root = publication({".git/config": SECRET, ".env": SECRET, ".press-cache/stamps.json": "{}"})
    (root / "docs/leak.png").symlink_to(outside / "secret.png")
    (root / ".press-cache/figures").mkdir()
    (root / ".press-cache/figures/leak.svg").symlink_to(outside / "secret.png")
    os.mkfifo(root / "docs/pipe.png")
    with pytest.raises(RefusedError):
        issue_picture(read_settings(root), address)


@pytest.mark.parametrize(
    "url",
    [
        "file://{root}/.git/config",
        "file://localhost{root}/.git/config",
        "file://localhost{root}/docs/x?/../../.git/config",
        "file://{root}/docs/../.git/config",
        "file://{root}/docs/%2e%2e/.git/config",
        "file://{root}/mkdocs.yml",
        "file://{root}/docs/index.md",
        "file:///etc/passwd",
        "https://example.org/a.png",
        "data:text/plain,hello",
        "ftp://example.org/a.png",
        "relative.png",
    ],
)
def test_weasyprint_is_given_pictures_of_the_publication_only(
    publication: MakePublication, url: str
) -> None:
    root = publication({".git/config": SECRET})
    with pytest.raises(ValueError, match=r"."):
        fetcher(read_settings(root)).fetch(url.format(root=root))


def test_weasyprint_is_given_a_picture(publication: MakePublication) -> None:
    root = publication(base="images")
    with (root / "docs/digests/bars.png").open("rb") as stream:
        expected = stream.read()
    found = fetcher(read_settings(root)).fetch((root / "docs/digests/bars.png").as_uri())
    assert (expected, "image/png") == (found.read(), found.content_type)


def test_an_attachment_of_raw_html_is_refused(publication: MakePublication) -> None:
    root = publication({".git/config": SECRET})
    issue = root / "docs/issues/2026-01.md"
    text = issue.read_text(encoding="utf-8")
    link = f'<a rel="attachment" href="file://localhost{root}/.git/config">the protocol</a>'
    issue.write_text(f"{text}\nSee {link}.\n", encoding="utf-8")
    assert any(
        problem.rule == "link-broken" and "leads to a file of one machine" in problem.message
        for problem in check(root)
    )
    with pytest.raises(PressError):
        build(root, "pdf")
    build(root, "pdf", draft=True)
    assert SECRET.encode() not in (root / "exports/2026-01-draft.pdf").read_bytes()


def test_exports_that_lead_elsewhere_are_not_offered(
    publication: MakePublication, outside: Path
) -> None:
    root = publication()
    (root / "exports").mkdir()
    (root / "exports/2026-01.pdf").symlink_to(outside / "secret.txt")
    with pytest.raises(PressError, match=r"exports/2026-01\.pdf:1:1: file: it is a link"):
        build_site(root, root / "site")


SNIPPETS = """\
markdown_extensions:
  - pymdownx.snippets:
      base_path: [{base}]
"""


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("base", ["../outside", ".git", "/etc", "pipe"])
def test_texts_to_include_lie_inside(publication: MakePublication, base: str) -> None:
    root = publication()
    os.mkfifo(root / "pipe")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("markdown_extensions")[0]
    (root / "mkdocs.yml").write_text(text + SNIPPETS.format(base=base), encoding="utf-8")
    with pytest.raises(PressError, match=r"mkdocs\.yml:\d+:\d+: file: "):
        read_settings(root)


def test_texts_that_include_each_other_without_end_stop(publication: MakePublication) -> None:
    files = {
        f"docs/parts/{n}.md": f'--8<-- "parts/{n + 1}.md"\n\n--8<-- "parts/{n + 1}.md"\n'
        for n in range(30)
    }
    root = publication(
        {**files, "docs/parts/30.md": "end\n", "docs/big.md": '--8<-- "parts/0.md"\n'}
    )
    text = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("markdown_extensions")[0]
    (root / "mkdocs.yml").write_text(text + SNIPPETS.format(base="docs"), encoding="utf-8")
    told = found(root)
    assert any("the page includes more than 1,000 files" in one for one in told)
    publication_ = load(root)
    page = next(source for source in publication_.sources if source.path == "docs/big.md")
    assert len(Renderer(publication_.settings).html(page.body)) < 100_000


def test_an_extension_that_reads_files_by_itself_is_refused(publication: MakePublication) -> None:
    root = publication()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{text}  - pymdownx.b64\n", encoding="utf-8")
    with pytest.raises(PressError, match="reads files that are no part of the publication"):
        read_settings(root)


def test_what_cannot_be_read_is_told_by_its_reader(publication: MakePublication) -> None:
    root = publication()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("bib_dir: bib", "bib_file: gone.bib"), encoding="utf-8"
    )
    problems = read_bibliography(read_settings(root)).problems
    expected = (
        "gone.bib:1:1: bibtex: cannot read the file: it does not exist; "
        "give an existing file as `bib_file` or in `bib_dir`"
    )
    assert [expected] == [str(problem) for problem in problems]
    os.mkfifo(root / "bib/records.lock.json")
    assert 1 == len(read_lock(root / "bib/records.lock.json")[1])


STRAYS: dict[str, Make] = {
    "a template elsewhere": link("look/main.html", "{outside}/secret.txt"),
    "an icon elsewhere": link("look/.icons/ours/leak.svg", "{outside}/secret.txt"),
    "a folder elsewhere": link("look/assets", "{outside}"),
    "the configuration": link("look/a.txt", "../mkdocs.yml"),
    "a pipe": pipe("look/assets/x.css"),
}


@pytest.mark.parametrize("name", STRAYS)
def test_a_folder_of_the_theme_holds_its_files_itself(
    publication: MakePublication, outside: Path, name: str
) -> None:
    root = publication({"look/.icons/ours/star.svg": "<svg/>"})
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("theme:\n", "theme:\n  custom_dir: look\n"), encoding="utf-8"
    )
    assert [] == found(root)
    STRAYS[name](root, outside)
    assert 1 == len(found(root))


def test_nothing_new_is_written_through_a_link(publication: MakePublication, outside: Path) -> None:
    root = publication()
    shutil.rmtree(root / "docs/issues")
    (root / "docs/issues").symlink_to(outside)
    loaded = load(root)
    with pytest.raises(PressError, match="docs/issues:1:1: file: it is a link that leads out"):
        new_issue(loaded, "Spring", "2026-02", date(2026, 2, 1))


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert ((), ()) == (
        Resolver(tmp_path, (tmp_path / "docs",)).files(tmp_path / "docs").files,
        Resolver(tmp_path, (tmp_path / "docs",)).files(tmp_path / "docs").problems,
    )


def test_names_are_told_on_one_line() -> None:
    assert "a\\nb \\x1b[31m\\u202ec\\udcff ü" == printable("a\nb \x1b[31m\u202ec\udcff ü")
