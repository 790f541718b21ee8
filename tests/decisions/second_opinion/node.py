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

from frontend import node

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "ask.mjs")
INSTALLED = HERE / "node_modules"  # git looks away from it
PATIENCE = 120  # seconds for the questions of one file


def install() -> Path:
    """Return the folder with feelin and ``ask.mjs``, installing both where they are missing.

    Each state of the three files has a folder of its own, made aside and renamed in one step:
    several test processes may come here at once.
    """
    folder = INSTALLED / fingerprint()
    if folder.exists():
        return folder
    INSTALLED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=INSTALLED, ignore_cleanup_errors=True) as place:
        made = Path(place) / folder.name
        made.mkdir()
        for name in FILES:
            shutil.copy(HERE / name, made)
        run_npm(made)
        publish(made, folder)
    return folder


def fingerprint() -> str:
    """Name the state of the files that an install is made of."""
    content = b"\0".join((HERE / name).read_bytes() for name in FILES)
    return hashlib.sha256(content).hexdigest()[:16]


def run_npm(folder: Path) -> None:
    """Install what the lock names; in CI it has to succeed."""
    try:
        code = node.npm(*node.CLEAN_INSTALL, *node.IMPATIENT, "--engine-strict", folder=folder)
        why = f"npm ended with {code}" if code else ""
    except node.Unavailable as error:
        why = str(error)
    if why:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"feelin cannot be installed: {why}")


def publish(made: Path, folder: Path) -> None:
    """Put an install in its place, unless another process was faster."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.exists():
            raise


def ask(folder: Path, questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return feelin's answers.

    :raises OSError: its program fails, and what it says
    """
    done = subprocess.run(
        [node.program(), "ask.mjs"],
        cwd=folder,
        input=json.dumps(questions),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise OSError(f"ask.mjs ended with {done.returncode}: {done.stderr.strip()}")
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
