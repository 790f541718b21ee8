"""Runs feelin: installs it once, hands it all questions in one process, reads its answers."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "ask.mjs")
INSTALLED = HERE / "node_modules"  # git looks away from it
INSTALL = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--engine-strict",
    "--fetch-retry-mintimeout=1000",  # without a network a developer waits seconds, not a minute
    "--fetch-retry-maxtimeout=3000",
)
PATIENCE = 120  # seconds for an install over a slow line, and for the questions of one file


def install() -> Path:
    """Return the folder with feelin and ``ask.mjs``, installing both where they are missing.

    Each state of the three files has a folder of its own, made aside and renamed in one step:
    several test processes may come here at once.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("there is no Node with npm on the PATH")
    folder = INSTALLED / fingerprint()
    if folder.exists():
        return folder
    INSTALLED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=INSTALLED, ignore_cleanup_errors=True) as place:
        made = Path(place) / folder.name
        made.mkdir()
        for name in FILES:
            shutil.copy(HERE / name, made)
        run_npm(npm, made)
        publish(made, folder)
    return folder


def fingerprint() -> str:
    """Name the state of the files that an install is made of."""
    content = b"\0".join((HERE / name).read_bytes() for name in FILES)
    return hashlib.sha256(content).hexdigest()[:16]


def run_npm(npm: str, folder: Path) -> None:
    """Install what the lock names; in CI it has to succeed."""
    try:
        run([npm, *INSTALL], folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"npm could not install feelin: {error}")


def run(command: Sequence[str], folder: Path, given: str = "") -> str:
    """Run a program; return what it writes."""
    done = subprocess.run(
        command,
        cwd=folder,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise OSError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def publish(made: Path, folder: Path) -> None:
    """Put an install in its place, unless another process was faster."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def ask(folder: Path, questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return feelin's answers."""
    node = shutil.which("node")
    assert node is not None  # install() has seen it
    answers: list[dict[str, Any]] = json.loads(
        run([node, "ask.mjs"], folder, json.dumps(questions))
    )
    return answers
