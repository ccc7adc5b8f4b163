"""``make bench``: every benchmark, one JSON line each. Words go on: ``ARGS='recording seeking'``.

Figures are ratios within one run; see docs/reference/performance.md for how to read them.
"""

from __future__ import annotations

import subprocess
import sys

ALL = {
    "recording": ["--cameras", "1", "4", "16", "--seconds", "60"],
    "endurance": ["--cameras", "16", "--seconds", "3600"],
    "receiving": [],
    "seeking": [],
    "review": [],
    "store": [],
    "evidence": ["--copies"],
    "redaction": [],
    "desktop": [],
    "verifying": [],
}


def main() -> None:
    for name in sys.argv[1:] or ALL:
        words = [sys.executable, "-m", f"tests.bench.{name}", *ALL.get(name, [])]
        subprocess.run(words, check=True)


if __name__ == "__main__":
    main()
