"""The guide to complaints, typed along: its commands bring a complaint to its end."""

import subprocess
from pathlib import Path

from app.config import ROOT
from tests.scenarios import test_guide
from tests.scenarios.company import Company
from tests.scenarios.serving import served

GUIDE = (ROOT / "docs/guides/complaints.md").read_text("utf-8")

pytestmark = test_guide.pytestmark


def test_the_commands_of_the_guide_bring_a_complaint_to_its_end(
    company_on_sqlite: Company, tmp_path: Path
) -> None:
    with served(company_on_sqlite) as address:
        typed_in = "".join(test_guide.COMMANDS.findall(GUIDE))
        commands = typed_in.replace("http://127.0.0.1:8765", address)
        typed = subprocess.run(
            ["bash", "-c", commands], cwd=tmp_path, capture_output=True, text=True, timeout=200
        )

    assert typed.stderr == ""
    assert typed.stdout.splitlines()[-1] == "resolved"
