"""What is wrong in a publication stops the site's build, at its place; the last good site stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from press.publication import PressError
from press.site import build_site
from tests.browser.tiny import BIBLIOGRAPHY, CONFIG, ISSUE, digest, publication


def problems(root: Path) -> list[str]:
    with pytest.raises(PressError) as caught:
        build_site(root, root / "site")
    return [str(problem) for problem in caught.value.problems]


def mkdocs(root: Path, *options: str, program: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", program, "build", "-f", str(root / "mkdocs.yml"), *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_a_sound_publication_builds(tmp_path):
    root = publication(tmp_path)
    assert build_site(root, root / "site").pages == 7


@pytest.mark.parametrize("options", [(), ("--strict",)])
def test_unknown_citekeys_of_all_pages_stop_mkdocs_with_their_places(tmp_path, options):
    root = publication(
        tmp_path,
        {
            "docs/digests/tea.md": digest(
                summary="Tea [@alpah2020] was tried [see @alpha2020, p. 3]."
            ),
            "docs/about.md": "About us.\n\nAs @beta2012 says.\n",
        },
    )
    done = mkdocs(root, *options)
    assert done.returncode == 1
    assert "docs/digests/tea.md:25:6: citation-unknown: the citekey `alpah2020`" in done.stderr
    assert "did you mean `alpha2020`?" in done.stderr
    assert "docs/about.md:3:4: citation-unknown" in done.stderr
    assert "did you mean `beta2021`?" in done.stderr
    assert "Traceback" not in done.stderr


def test_faults_of_front_matter_and_bibtex_are_told_together(tmp_path):
    root = publication(
        tmp_path,
        {
            "docs/digests/tea.md": digest().replace(
                "design: randomised trial", "design: randomized trial"
            ),
            "bib/more.bib": "@article{alpha2020, title={Again}, author={A, B}, year=2020}\n",
        },
    )
    found = problems(root)
    assert any(text.startswith("docs/digests/tea.md:5:1: schema:") for text in found), found
    assert any("`alpha2020` stands already in" in text for text in found), found


def test_a_broken_link_is_an_error_with_its_place(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "See [this](topics/slep.md).\n"})
    expected = "docs/about.md:1:12: link-broken: the link `topics/slep.md` leads nowhere; "
    assert problems(root) == [expected + "did you mean `topics/sleep.md`?"]


def test_a_broken_anchor_is_an_error_with_its_place(tmp_path):
    root = publication(
        tmp_path,
        {"docs/about.md": "# About\n\n[Here](#abuot) and [there](digests/tea.md#results).\n"},
    )
    what = "link-broken: the link `#abuot` leads to a heading that is not there"
    assert problems(root) == [f"docs/about.md:3:8: {what}; correct the part after `#`"]


def test_links_to_the_parts_that_the_press_adds_are_sound(tmp_path):
    text = (
        "[a](digests/tea.md#digest-tea) [b](digests/tea.md#references) "
        "[c](digests/tea.md#ref-alpha2020) [d](digests/tea.md#cite-1) "
        "[e](bibliography.md#ref-beta2021) [f](issues/one.md#section-1) "
        "[g](topics/sleep.md#digests)\n"
    )
    root = publication(tmp_path, {"docs/about.md": text})
    build_site(root, root / "site")


def test_a_note_that_is_never_used_is_an_error_with_its_place(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "Text.\n\n[^a]: A note.\n"})
    assert problems(root) == [
        "docs/about.md:3:1: link-broken: the note `[^a]` is never used; refer to it, or remove it"
    ]


def test_an_unrecognised_link_is_an_error(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "See [this](somewhere/else).\n"})
    assert [text.partition(":1:12: ")[0] for text in problems(root)] == ["docs/about.md"]


def test_broken_links_stop_mkdocs_without_strict_too(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "See [this](nowhere.md).\n"})
    done = mkdocs(root)
    assert done.returncode == 1
    assert "docs/about.md:1:12: link-broken" in done.stderr


def test_what_is_not_published_is_not_built_and_links_to_it_are_errors(tmp_path):
    texts = {"docs/digests/coffee.md": digest("Coffee", status="in review")}
    root = publication(tmp_path, texts)
    build_site(root, root / "site")
    assert not (root / "site/digests/coffee").exists()
    assert "Coffee" not in (root / "site/index.html").read_text()
    (root / "docs/about.md").write_text("See [this](digests/coffee.md).\n")
    what = "link-broken: the link `digests/coffee.md` leads to a text that is not published"
    assert problems(root) == [f"docs/about.md:1:12: {what}; publish it, or remove the link"]


def test_a_draft_build_shows_what_is_not_published_with_a_mark(tmp_path):
    root = publication(tmp_path, {"docs/digests/coffee.md": digest("Coffee", status="in review")})
    build_site(root, root / "site", draft=True)
    html = (root / "site/digests/coffee/index.html").read_text()
    assert '<p class="draft-mark" role="note"><strong>Draft.</strong>' in html
    assert 'draft-tag">In review<' in (root / "site/topics/sleep/index.html").read_text()
    assert "draft-mark" not in (root / "site/digests/tea/index.html").read_text()


def test_the_environment_switches_drafts_on_for_mkdocs(tmp_path, monkeypatch):
    root = publication(tmp_path, {"docs/digests/coffee.md": digest("Coffee", status="draft")})
    monkeypatch.setenv("PRESS_DRAFT", "1")
    assert mkdocs(root, "--strict").returncode == 0
    assert (root / "site/digests/coffee/index.html").is_file()


def test_an_issue_that_names_what_is_missing_is_an_error(tmp_path):
    root = publication(tmp_path, {"docs/issues/one.md": ISSUE.replace("[tea]", "[tee]")})
    what = "issue-reference: the issue names an unknown digest `tee`"
    assert problems(root) == [f"docs/issues/one.md:8:15: {what}; did you mean `tea`?"]


def test_a_failed_build_leaves_the_last_good_site(tmp_path):
    root = publication(tmp_path)
    build_site(root, root / "site")
    before = {path: path.read_bytes() for path in (root / "site").rglob("*.html")}
    (root / "docs/about.md").write_text("[@nobody]\n")
    assert problems(root)
    (root / "docs/about.md").write_text("[gone](gone.md)\n")
    assert problems(root)
    assert {path: path.read_bytes() for path in (root / "site").rglob("*.html")} == before
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".site")) == []


def test_a_warning_of_mkdocs_is_a_problem_too(tmp_path):
    root = publication(
        tmp_path, {"mkdocs.yml": CONFIG + "nav:\n  - Home: index.md\n  - Gone: gone.md\n"}
    )
    found = problems(root)
    assert len(found) == 1
    assert "gone.md" in found[0]


def test_nothing_is_printed(tmp_path, capfd):
    root = publication(tmp_path)
    build_site(root, root / "site")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_wrong_option_is_a_problem(tmp_path):
    root = publication(tmp_path, {"mkdocs.yml": CONFIG.replace("bib_dir: bib", "bib_dir: nowhere")})
    assert "nowhere" in problems(root)[0]


def test_a_folder_that_is_no_publication_is_a_problem(tmp_path):
    assert problems(tmp_path)[0].startswith("mkdocs.yml:1:1: ")


def test_keys_with_signs_affixes_and_links_survive(tmp_path):
    text = (
        "A [see @{doi:10.1/x+y.z}, pp. 3-5; also @alpha2020]. A `[@alpha2020]` and "
        "[me@example.org](https://example.org/).\n"
    )
    config = CONFIG.replace("bib_dir: bib", "bib_dir: bib\n      csl_file: apa")
    root = publication(tmp_path, {"docs/about.md": text, "mkdocs.yml": config})
    build_site(root, root / "site")
    html = (root / "site/about/index.html").read_text()
    assert ">Gamma, 2019, pp. 3–5</a>; also <a" in html
    assert 'href="#ref-doi-3a-10-2e-1-2f-x-2b-y-2e-z"' in html
    assert "<code>[@alpha2020]</code>" in html
    assert '<a href="https://example.org/">me@example.org</a>' in html


def test_numbers_go_by_first_use_and_each_page_counts_its_own(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "One [@beta2021], two [@alpha2020].\n"})
    build_site(root, root / "site")
    html = (root / "site/about/index.html").read_text()
    assert html.index('id="ref-beta2021"') < html.index('id="ref-alpha2020"')


def test_a_bibliography_command_places_the_references(tmp_path):
    root = publication(
        tmp_path, {"docs/about.md": "One [@beta2021].\n\n\\bibliography\n\nLast words.\n"}
    )
    build_site(root, root / "site")
    html = (root / "site/about/index.html").read_text()
    assert html.index('id="ref-beta2021"') < html.index("Last words.")
    assert html.count('id="references"') == 1


def test_the_full_bibliography_lists_every_work_once_with_its_uses(tmp_path):
    text = "---\ntitle: Works\n---\n\nSee [@alpha2020].\n\n\\full_bibliography\n"
    root = publication(tmp_path, {"docs/bibliography.md": text})
    build_site(root, root / "site")
    html = (root / "site/bibliography/index.html").read_text()
    for key in ("alpha2020", "beta2021", "doi-3a-10-2e-1-2f-x-2b-y-2e-z"):
        assert html.count(f'id="ref-{key}"') == 1
    assert '<a href="../digests/tea/">Tea at night</a></p>' in html
    assert "Not cited yet" in html


def test_downloads_are_offered_where_the_files_exist(tmp_path):
    root = publication(tmp_path)
    build_site(root, root / "site")
    assert "Download issue" not in (root / "site/issues/one/index.html").read_text()
    (root / "exports").mkdir()
    (root / "exports/one.pdf").write_bytes(b"%PDF-1.7 stand-in")
    build_site(root, root / "site")
    assert (
        'href="../../exports/one.pdf" download' in (root / "site/issues/one/index.html").read_text()
    )
    assert 'href="exports/one.pdf"' in (root / "site/index.html").read_text()
    assert (root / "site/exports/one.pdf").read_bytes() == b"%PDF-1.7 stand-in"


def test_mkdocs_serve_watches_the_bibliography(tmp_path):
    from mkdocs.config import load_config

    root = publication(tmp_path)
    config = load_config(str(root / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    assert str(root / "bib") in config.watch
    config.plugins.on_build_error(error=RuntimeError())


def test_the_bibliography_is_read_anew_on_every_build(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "[@delta2022]\n"})
    assert "delta2022" in problems(root)[0]
    entry = "@book{delta2022, author={Delta, Dee}, title={Fourth}, publisher={P}, year=2022}\n"
    (root / "bib/works.bib").write_text(BIBLIOGRAPHY + entry)
    build_site(root, root / "site")


@pytest.mark.parametrize(("status", "listed"), [("published", True), ("draft", False)])
def test_the_study_of_a_draft_is_not_in_the_whole_bibliography(tmp_path, status, listed):
    text = digest(status=status).replace("alpha2020", "doi:10.1/x+y.z")
    root = publication(tmp_path, {"docs/digests/coffee.md": text})
    build_site(root, root / "site")
    html = (root / "site/bibliography/index.html").read_text(encoding="utf-8")
    assert listed == ('data-key="doi:10.1/x+y.z"' in html)
    assert 'data-key="alpha2020"' in html


def test_digests_stand_in_no_menu_even_without_a_nav(tmp_path):
    root = publication(tmp_path)
    build_site(root, root / "site")
    html = (root / "site/index.html").read_text()
    menu = html[html.index('class="md-nav md-nav--primary"') : html.index('class="md-content"')]
    assert 'href="topics/"' in menu
    assert "digests/" not in menu
    assert "topics/sleep" not in menu


def test_properdocs_tells_the_same_faults(tmp_path):
    root = publication(tmp_path, {"docs/about.md": "See [this](nowhere.md) [@alpha2020].\n"})
    done = mkdocs(root, program="properdocs")
    assert done.returncode == 1
    assert "docs/about.md:1:12: link-broken" in done.stderr
