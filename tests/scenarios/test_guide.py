"""The guides, typed along: their commands bring a case, or a queue, to its end."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import ROOT
from tests.scenarios.company import Company
from tests.scenarios.serving import served

COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
GUIDES = ROOT / "docs/guides"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("bash") is None or shutil.which("curl") is None,
        reason="the guide is for bash and curl",
    ),
]


@pytest.mark.parametrize(
    ("guide", "end"),
    [
        ("claims", "archived"),
        ("contingency", "closed"),
        ("quality", "closed"),
        ("revisits", "done"),
        ("tasks", "0"),
        ("training", "closed"),
    ],
)
def test_the_commands_of_a_guide_come_to_their_end(
    company_on_sqlite: Company, tmp_path: Path, guide: str, end: str
) -> None:
    text = (GUIDES / f"{guide}.md").read_text("utf-8")
    with served(company_on_sqlite) as address:
        commands = "".join(COMMANDS.findall(text)).replace("http://127.0.0.1:8765", address)
        typed = subprocess.run(
            ["bash", "-c", commands], cwd=tmp_path, capture_output=True, text=True, timeout=200
        )

    assert typed.stderr == ""
    assert typed.stdout.splitlines()[-1] == end
