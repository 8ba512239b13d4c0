#!/usr/bin/env bash
# Tries the two commands on a machine that has nothing: a Debian 12 root of its own.
#
#   scripts/bare-debian.sh [--only build|test] [--keep]
#
# Makes the root by debootstrap in a temporary folder (TMPDIR says where; it grows to 6 GB), with
# git, make, python3, python3-venv and ca-certificates; clones the last commit into it; runs
# "make build" and "make test" there, and tells what came of each. Exit code 0: both ended well;
# 1: one did not, or the root could not be made; 2: called wrongly.
#
#   --only   runs this command alone
#   --keep   leaves the root for you to look at
#
# Needs root, bash and Linux. Packages come from where this machine gets its own: apt's sources, keys and settings,
# pip's and npm's files, proxies and certificates are handed through.
set -euo pipefail

RELEASE=bookworm
PACKAGES=git,make,python3,python3-venv,ca-certificates
CLONE=press

# What of the environment says how to reach a registry.
HANDED='^(PIP_[A-Z_]+|(NPM_CONFIG|npm_config)_[A-Za-z_]+|[A-Za-z]+_(proxy|PROXY)|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO)$'

usage() {
  sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "$0"
}

fail() {
  echo "$0: $1" >&2
  exit "${2:-1}"
}

# The names of the variables that are handed through.
handed() {
  compgen -e | grep -E "$HANDED" || true
}

# The files of this machine that tell pip and npm where packages are.
client_files() {
  local file
  for file in /etc/pip.conf /etc/xdg/pip/pip.conf "$HOME/.config/pip/pip.conf" \
    "$HOME/.pip/pip.conf" "${PIP_CONFIG_FILE:-}" /etc/npmrc "$HOME/.npmrc"; do
    if [ -f "$file" ]; then echo "$file"; fi
  done
}

# Every file and folder of this machine that those files and variables name.
named_paths() {
  local name files
  mapfile -t files < <(client_files)
  {
    if [ "${#files[@]}" -gt 0 ]; then grep -hv '^[[:space:]]*[#;]' "${files[@]}" || true; fi
    for name in $(handed); do echo "${!name}"; done
  } | grep -oE "(^|[[:space:]=\"'])(file://)?/[^[:space:]\"',;]+" | sed -E "s#^[^/]*(file://)?/#/#; s#^file:/*#/#; s#/+\$##" |
    sort -u
}

# The address from which apt of this machine gets the release, if it knows it.
mirror() {
  if ! command -v apt-get >/dev/null; then return; fi
  # shellcheck disable=SC2016 # apt-get fills these in
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v release="$RELEASE" '$1 == release && !found { print $2; found = 1 }'
}

# take PATH: the same file or folder in the root, which grows the folders above it.
take() {
  mkdir -p "$root$(dirname "$1")"
  cp -aLT "$1" "$root$1"
}

make_root() {
  local address
  address=$(mirror)
  echo "Making a root of Debian $RELEASE"
  # The mirror is left out where it is empty: debootstrap knows one.
  if ! debootstrap --variant=minbase --include="$PACKAGES" "$RELEASE" "$root" \
    ${address:+"$address"} >"$root.log" 2>&1; then
    tail -n 5 "$root.log" >&2
    fail "debootstrap could not make the root"
  fi
  # Installing waits for the disk at each file otherwise; this root need not outlive a power cut.
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
  if [ -n "$address" ]; then hand_apt; fi
  hand_network
  hand_clients
}

hand_apt() {
  local path
  rm -f "$root/etc/apt/sources.list"
  for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/trusted.gpg \
    /etc/apt/trusted.gpg.d /etc/apt/keyrings /etc/apt/auth.conf /etc/apt/auth.conf.d \
    /etc/apt/preferences /etc/apt/preferences.d /usr/share/keyrings; do
    if [ -e "$path" ]; then take "$path"; fi
  done
  # Of apt's settings those only that say how to fetch: others call programs that are not here.
  apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/90fetching" || true
}

hand_network() {
  local path
  for path in /etc/resolv.conf /etc/hosts /usr/local/share/ca-certificates; do
    if [ -e "$path" ]; then take "$path"; fi
  done
  chroot "$root" update-ca-certificates >/dev/null 2>&1
}

# pip's and npm's files, and what those name on this disk: files are copied, folders shown.
hand_clients() {
  local path
  while read -r path; do
    # In the root it is the home of root, whoever calls this.
    mkdir -p "$root/$(dirname "${path/#$HOME/\/root}")"
    cp -L "$path" "$root/${path/#$HOME/\/root}"
  done < <(client_files)
  while read -r path; do
    # An index names its files beside itself.
    if [ "$(basename "$path")" = simple ]; then path=$(dirname "$path"); fi
    if [ -e "$root$path" ]; then continue; fi
    if [ -f "$path" ]; then take "$path"; fi
    if [ -d "$path" ]; then
      mkdir -p "$root$path"
      mount --bind "$path" "$root$path"
      mount -o remount,bind,ro "$root$path"
    fi
  done < <(named_paths)
}

mount_system() {
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --rbind /sys "$root/sys"
}

clone() {
  local here
  here=$(cd "$(dirname "$0")/.." && pwd)
  if [ -n "$(git -C "$here" status --porcelain)" ]; then
    echo "What is not committed is not tried."
  fi
  git clone --quiet --no-hardlinks "$here" "$root/$CLONE"
  git -C "$root/$CLONE" remote remove origin
  echo "Trying $(git -C "$root/$CLONE" log -1 --format='%h %s')"
}

# in_root COMMAND...: runs it in the clone, with an environment of its own.
in_root() {
  local name variables=()
  for name in $(handed); do variables+=("$name=${!name}"); done
  env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    TERM="${TERM:-dumb}" ${variables[@]+"${variables[@]}"} \
    chroot "$root" sh -c "cd /$CLONE && exec \"\$@\"" sh "$@" </dev/null
}

outcomes=()
worst=0

# try COMMAND: runs "make COMMAND" and notes what came of it.
try() {
  local status=0 start=$SECONDS how took
  echo "== make $1"
  in_root make "$1" || status=$?
  took=$((SECONDS - start))
  if [ "$status" = 0 ]; then how="ended well"; else how="failed" worst=1; fi
  outcomes+=("make $1: $how (exit code $status) after $((took / 60)) min $((took % 60)) s")
}

# The second half: runs where mounts are its own, and processes are ended with it.
inside() {
  local command
  trap 'exit 130' INT TERM HUP
  root=$1
  make_root
  mount_system
  clone
  for command in ${2:-build test}; do try "$command"; done
  printf '%s\n' "== Outcome" "${outcomes[@]}"
  return "$worst"
}

# shellcheck disable=SC2317 # a trap calls it
# Called when this ends, however it ends. No mount is seen from here, so nothing beyond the root
# can be removed; those that there were have gone with the processes inside.
clean() {
  if [ -n "${child:-}" ]; then
    kill -KILL "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  if [ "$keep" = yes ] && [ -d "$folder/root" ]; then
    echo "The root is in $folder/root; \"rm -rf --one-file-system $folder\" removes it."
    return
  fi
  # What was just killed may still have been writing.
  rm -rf --one-file-system "$folder" 2>/dev/null || { sleep 2 && rm -rf --one-file-system "$folder"; }
}

prepare() {
  if [ "$(id -u)" != 0 ]; then
    fail "only root may make a root of Debian; run it with sudo, or on a machine that is yours"
  fi
  if ! command -v unshare >/dev/null || ! command -v setpriv >/dev/null; then
    fail "unshare or setpriv is missing; it needs Linux with util-linux 2.33 or newer"
  fi
  if ! command -v debootstrap >/dev/null; then
    if ! command -v apt-get >/dev/null; then
      fail "debootstrap is missing, and so is apt-get to install it"
    fi
    echo "Installing debootstrap"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
      debootstrap >/dev/null
  fi
}

outside() {
  local status=0
  prepare
  folder=$(mktemp -d "${TMPDIR:-/tmp}/bare-debian.XXXXXX")
  trap clean EXIT
  trap 'exit 130' INT TERM HUP
  chmod 755 "$folder"
  # In a pid and a mount namespace of their own all processes end with the first, and no mount
  # outlives them. The shell would hand an ignored Ctrl-C down to what it starts in the background.
  env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
    unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    "$BASH" "$0" --inside "$folder/root" "$only" &
  child=$!
  wait "$child" || status=$?
  child=
  exit "$status"
}

keep=no
only=

if [ "${1:-}" = --inside ]; then
  inside "$2" "$3"
  exit
fi

while [ $# -gt 0 ]; do
  case "$1" in
    --keep) keep=yes ;;
    --only)
      only=${2:-}
      if [ "$only" != build ] && [ "$only" != test ]; then fail "--only takes build or test" 2; fi
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) fail "there is no option \"$1\"; --help tells those that there are" 2 ;;
  esac
  shift
done

outside
