"""One job of a build, in a process of its own; see workers.py."""

import sys

from press.build.workers import child

sys.stdout.write(child(sys.stdin.read()) + "\n")
