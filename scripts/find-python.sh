#!/bin/sh
# Prints the newest Python here that can make our virtual environment, or says what to install.
#
# Each candidate is run, not just looked up: a version manager leaves commands on PATH that only
# print an error, and Debian's Python comes without what venv needs.

usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
  if "$python" -c "$usable" >/dev/null 2>&1; then
    echo "$python"
    exit 0
  fi
done

cat >&2 <<'END'
No Python 3.11 or newer that can make a virtual environment. Install one:
  Debian, Ubuntu:  apt-get install python3 python3-venv
  Fedora:          dnf install python3
  macOS:           brew install python@3.13
If it is not on PATH, say where it is:  make PYTHON=/path/to/python3
END
exit 1
