"""The guide to claims, typed along: its commands bring a claim from report to archive."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import ROOT
from tests.scenarios.company import Company
from tests.scenarios.serving import served

COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
GUIDE = (ROOT / "docs/guides/claims.md").read_text("utf-8")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("bash") is None or shutil.which("curl") is None,
        reason="the guide is for bash and curl",
    ),
]


def test_the_commands_of_the_guide_bring_a_claim_to_the_archive(
    company_on_sqlite: Company, tmp_path: Path
) -> None:
    with served(company_on_sqlite) as address:
        commands = "".join(COMMANDS.findall(GUIDE)).replace("http://127.0.0.1:8765", address)
        typed = subprocess.run(
            ["bash", "-c", commands], cwd=tmp_path, capture_output=True, text=True, timeout=200
        )

    assert typed.stderr == ""
    assert typed.stdout.splitlines()[-1] == "archived"
