"""The guide to trainings, typed along: its commands bring one from its plan to its effect."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import ROOT
from tests.scenarios.company import Company
from tests.scenarios.serving import served
from tests.scenarios.test_guide import COMMANDS, GUIDE

TRAINING = (ROOT / "docs/guides/training.md").read_text("utf-8")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("bash") is None or shutil.which("curl") is None,
        reason="the guide is for bash and curl",
    ),
]


def test_the_commands_of_the_guide_bring_a_training_to_its_effect(
    company_on_sqlite: Company, tmp_path: Path
) -> None:
    with served(company_on_sqlite) as address:
        commands = "".join([COMMANDS.findall(GUIDE)[0], *COMMANDS.findall(TRAINING)])
        typed = subprocess.run(
            ["bash", "-c", commands.replace("http://127.0.0.1:8765", address)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=200,
        )

    assert typed.stderr == ""
    assert typed.stdout.splitlines()[-1] == "closed"
