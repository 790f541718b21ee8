"""Measures Claimdesk; every figure is printed as a ratio to something measured in the same run.

    python3 dev.py bench                     every row
    python3 dev.py bench complete_task ...   some rows
    python3 dev.py bench --json FILE         also write one JSON object a row

Exit code 1 says that a row is red: it missed its bound in two runs of three. A row that needs what
this machine has not, e.g. a browser, says so and is not red.
"""

import argparse
import json
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from app.config import ROOT
from tests.bench.measure import Extent, Measured, NotMeasured, compare
from tests.bench.rows import ROWS, Row
from tests.bench.sides import Sides, Size

SEED = 20260302
LEAST = 7  # rounds
USUAL = Size()
LINE = "{:32} {:>9} {:>9} {:>9} {:>7} {:>8}  {:5} {}"


def main(arguments: Sequence[str], *, size: Size = USUAL, extent: Extent | None = None) -> int:
    """Measure, print, write; return the exit code."""
    asked = read(arguments)
    extent = extent or Extent(rounds=asked.rounds)
    random.seed(SEED)
    print(about())
    print(LINE.format("row", "median ms", "p95 ms", "floor ms", "ratio", "bound", "", ""))
    rows = [row for row in ROWS if not asked.names or row.name in asked.names]
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        measured = measure(rows, Path(folder), size, extent)
    if asked.json:
        lines = [json.dumps(one.as_json()) for one in measured]
        asked.json.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    return 0 if all(one.ok for one in measured) else 1


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    known = [row.name for row in ROWS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=Extent.rounds, help=f"{LEAST} or more")
    asked = parser.parse_args(arguments)
    if asked.rounds < LEAST:
        parser.error(f"fewer than {LEAST} rounds say nothing")
    if unknown := set(asked.names) - set(known):
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return asked


def measure(rows: Sequence[Row], folder: Path, size: Size, extent: Extent) -> list[Measured]:
    """Measure rows one after the other and print each."""
    sides = Sides(folder, size)
    try:
        return [_measure(row, sides, extent) for row in rows]
    finally:
        sides.close()


def _measure(row: Row, sides: Sides, extent: Extent) -> Measured:
    measured = Measured(name=row.name, bound=row.bound, most_us=row.most_us)
    extent = extent if extent.rounds < LEAST else row.extent or extent
    try:
        while not measured.runs or not measured.is_decided:
            measured.runs.append(compare(row.measured(sides), row.floor(sides), extent))
    except NotMeasured as lack:
        measured.lacks = str(lack)
    print(_line(row, measured), flush=True)
    return measured


def _line(row: Row, measured: Measured) -> str:
    bound = row.bound or (f"{row.most_us / 1000:g} ms" if row.most_us else "")
    if measured.lacks:
        return LINE.format(row.name, *"----", bound, "", f"not measured: {measured.lacks}")
    shown = measured.shown
    figures = [f"{value:.3g}" for value in (shown.median_ms, shown.p95_ms, shown.floor_ms)]
    verdict = "" if not bound else "ok" if measured.ok else "RED"
    rate = f"{row.says}; {1000 / shown.median_ms:.0f}/s"
    return LINE.format(row.name, *figures, f"{shown.ratio:.2f}", bound, verdict, rate)


def about() -> str:
    """Say where and what is measured."""
    parts = ("SQLAlchemy", "Flask", "waitress", "SpiffWorkflow")
    versions = ", ".join(f"{part} {version(part)}" for part in parts)
    return "\n".join(
        [
            f"{platform.platform()}, {_processor()}, {os.cpu_count()} cores, load"
            f" {os.getloadavg()[0]:.1f}; database files in {tempfile.gettempdir()}",
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}",
            f"commit {_commit()}, seed {SEED}",
        ]
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _commit() -> str:
    asked = ("git", "describe", "--always", "--dirty", "--abbrev=12")
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
