"""Both benchmarks of the knowledge store, listings and surveys, one after the other."""

from __future__ import annotations

import subprocess
import sys

if __name__ == "__main__":
    # Processes of their own: peak memory is a process's.
    for module in ("benchmarks.listings", "benchmarks.salaries"):
        subprocess.run([sys.executable, "-m", module], check=True)
