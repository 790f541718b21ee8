"""Builds what browsers load into app/web/static/dist: ``python -m frontend.bundle``.

Nothing is done while the sources are those of the last build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from frontend import node

STATIC = node.FRONTEND.parent / "app/web/static"
DIST = STATIC / "dist"
STAMP = ".stamp"
SKIP = "CLAIMDESK_SKIP_ASSETS"  # set to 1: never build, e.g. where there is no network
WITHOUT = "The pages run without their scripts and diagrams"


def build_unless_current(dist: Path = DIST) -> bool:
    """Build if the sources have changed; say whether it was built.

    :raises Unavailable: the packages cannot be had, or their program fails
    """
    wanted = fingerprint()
    if os.environ.get(SKIP) == "1" or is_current(dist, wanted):
        return False
    node.ensure_packages()
    dist.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=dist.parent, prefix="dist-") as name:
        fresh = Path(name) / "dist"
        if node.npm("run", "--silent", "build", "--", str(fresh)) != 0:
            raise node.Unavailable("the scripts of frontend/src cannot be built")
        (fresh / STAMP).write_text(wanted, "utf-8")
        shutil.rmtree(dist, ignore_errors=True)
        fresh.rename(dist)
    return True


def is_current(dist: Path = DIST, wanted: str | None = None) -> bool:
    """Say whether what is built is of the sources as they are."""
    stamp = dist / STAMP
    return stamp.exists() and stamp.read_text("utf-8") == (wanted or fingerprint())


def fingerprint(folder: Path = node.FRONTEND) -> str:
    """Return what a build depends on: the locked packages, its program, its sources."""
    sources = sorted(path for path in (folder / "src").rglob("*") if path.is_file())
    parts = []
    for path in (folder / "package-lock.json", folder / "build.mjs", *sources):
        parts += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def main() -> int:
    """Build and say what happened; a failure is told and costs nothing else."""
    try:
        if build_unless_current():
            print("Built the scripts of the pages.", flush=True)
    except (node.Unavailable, OSError, subprocess.SubprocessError) as error:
        print(f"{WITHOUT}: {error}", file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
