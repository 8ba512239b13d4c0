#!/bin/sh
# Sees to the programs and libraries that pip cannot install.
#
#   scripts/system-packages.sh build   what "make build" needs: WeasyPrint's libraries
#   scripts/system-packages.sh test    that, and what the tests look at our documents with
#
# Installs what is missing where it may (root, with apt-get); elsewhere prints the commands and
# fails. Silent when nothing is missing. "press doctor" tells what each is for.
set -eu

# ldconfig lives where a user's PATH may not reach.
PATH="$PATH:/usr/sbin:/sbin"

missing_apt= missing_dnf= missing_brew=

# need "how to see that it is here" apt-packages dnf-packages brew-packages
need() {
  if ! eval "$1"; then
    missing_apt="$missing_apt $2"
    missing_dnf="$missing_dnf $3"
    missing_brew="$missing_brew $4"
  fi
}

# library NAME: does the dynamic linker, or Homebrew, have libNAME?
library() {
  ldconfig -p 2>/dev/null | grep -q "lib$1\.so" ||
    ls "/opt/homebrew/lib/lib$1.dylib" "/usr/local/lib/lib$1.dylib" 2>/dev/null | grep -q .
}

# Is this macOS? Programs bring there what they need.
darwin() {
  [ "$(uname 2>/dev/null)" = Darwin ]
}

# program NAME...: is one of these on PATH (or, with a slash, at that place)?
program() {
  for name in "$@"; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

# font NAME: does a file whose name begins so lie where fontconfig looks?
font() {
  for folder in /usr/share/fonts /usr/local/share/fonts /Library/Fonts /System/Library/Fonts \
    "${XDG_DATA_HOME:-${HOME:-/}/.local/share}/fonts" "${HOME:-/}/.fonts" "${HOME:-/}/Library/Fonts"; do
    for file in "$folder/$1"* "$folder"/*/"$1"* "$folder"/*/*/"$1"*; do
      if [ -e "$file" ]; then return 0; fi
    done
  done
  # Somewhere else, if fontconfig's own program is here to ask.
  fc-list : file 2>/dev/null | grep -q "/$1"
}

# Can one of these Pythons talk to LibreOffice? Its packages bring the module for one only.
uno() {
  for python in /usr/bin/python3 /Applications/LibreOffice.app/Contents/Resources/python; do
    if "$python" -c "import uno" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

look() {
  need "library pangoft2-1.0" libpangoft2-1.0-0 pango pango
  need "library harfbuzz-subset" libharfbuzz-subset0 harfbuzz harfbuzz
  if [ "$1" = build ]; then return; fi
  need "program chromium chromium-browser google-chrome '/Applications/Chromium.app/Contents/MacOS/Chromium'" \
    "$chromium" chromium "--cask chromium"
  # Of the node that Playwright brings, which drives the browser.
  need "darwin || library atomic" libatomic1 libatomic ""
  need "program soffice '/Applications/LibreOffice.app/Contents/MacOS/soffice'" \
    libreoffice-writer-nogui libreoffice-writer "--cask libreoffice"
  need "uno" python3-uno libreoffice-pyuno ""
  need "program pdftotext && program pdftoppm" poppler-utils poppler-utils poppler
  need "program node && program npm" "nodejs npm" "nodejs nodejs-npm" node
  need "font NotoSerifHebrew && font NotoNaskhArabic" \
    fonts-noto-core "google-noto-serif-hebrew-vf-fonts google-noto-naskh-arabic-vf-fonts" \
    "--cask font-noto-serif-hebrew --cask font-noto-naskh-arabic"
  need "font NotoSerifCJK" \
    fonts-noto-cjk google-noto-serif-cjk-vf-fonts "--cask font-noto-serif-cjk"
  need "font Symbola || font NotoEmoji || font NotoColorEmoji" \
    fonts-symbola google-noto-emoji-fonts "--cask font-noto-emoji"
}

# Ubuntu's chromium goes by another name.
chromium=chromium
if grep -qs '^ID=ubuntu' /etc/os-release; then chromium=chromium-browser; fi

case "${1:-}" in
  build | test) look "$1" ;;
  *)
    echo "usage: $0 build|test" >&2
    exit 2
    ;;
esac

if [ -z "$missing_apt" ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && program apt-get; then
  echo "Installing$missing_apt"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # Word splitting is meant: one word, one package.
  # shellcheck disable=SC2086
  apt-get install -qq -y --no-install-recommends $missing_apt >/dev/null
  exit 0
fi

cat >&2 <<END
"make $1" needs system packages that are missing here. Install them, then run it again:
  Debian, Ubuntu:  sudo apt-get install --no-install-recommends$missing_apt
  Fedora:          sudo dnf install$missing_dnf
END
# Homebrew takes programs with windows one command apart from the rest.
plain=$(echo "$missing_brew" | sed 's/--cask [a-z-]*//g')
casks=$(echo "$missing_brew" | grep -o -e '--cask [a-z-]*' | sed 's/--cask//' || true)
echo "  macOS:           brew install$(echo $plain | sed 's/^./ &/')" >&2
if [ -n "$casks" ]; then echo "                   brew install --cask" $casks >&2; fi
exit 1
