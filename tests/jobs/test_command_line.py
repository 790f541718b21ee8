"""Operators and analysts work by the command line."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from app.cases import operations
from app.cli import cli
from app.errors import NotSignedIn
from app.identity.operations import create_roles, sign_in
from app.secrets import load_keys
from app.transaction import transaction
from tests.engine import diagrams as d

SIMPLE = d.diagram(d.start(), d.user_task("check"), d.end(), d.flows("start > check > end"))
WRONG = d.diagram(d.start(), d.call("sub", "nobody"), d.end(), d.flows("start > sub > end"))


class Shell:
    """Runs commands on one app."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def file(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def run(self, *arguments: str) -> Result:
        script = ScriptInfo(create_app=lambda *_: self.app)
        return CliRunner().invoke(cli, list(arguments), obj=script)


@pytest.fixture
def shell(app: Flask, tmp_path: Path) -> Shell:
    folder = tmp_path / "files"
    folder.mkdir()
    return Shell(app, folder)


def test_a_user_is_created_who_can_sign_in(shell: Shell) -> None:
    with transaction() as work:
        create_roles(work)

    made = shell.run(
        "create-user", "boss", "--name", "管理员", "--group", "admin", "--password", "s3cret-words"
    )

    assert made.exit_code == 0, made.output
    with transaction() as work:
        assert sign_in(work, "boss", "s3cret-words").name_en == "管理员"


def test_a_user_who_forgot_theirs_is_given_another_password(shell: Shell) -> None:
    with transaction() as work:
        create_roles(work)
    shell.run(
        "create-user", "boss", "--name", "B", "--group", "admin", "--password", "s3cret-words"
    )

    refused = shell.run("set-password", "boss", "--password", "short")
    given = shell.run("set-password", "boss", "--password", "other-words-2")

    assert (refused.exit_code, given.exit_code) == (1, 0)
    with transaction() as work:
        assert sign_in(work, "boss", "other-words-2").username == "boss"
        with pytest.raises(NotSignedIn):
            sign_in(work, "boss", "s3cret-words")


def test_keys_are_made_once_and_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMDESK_DATA", str(tmp_path))

    CliRunner().invoke(cli, ["make-keys"], catch_exceptions=False)
    first = load_keys(tmp_path, demo=False)
    CliRunner().invoke(cli, ["make-keys"], catch_exceptions=False)

    assert load_keys(tmp_path, demo=False) == first
    assert not first.demo


def start_case() -> int:

    with transaction() as work:
        return operations.start_case(work, process_id="p", business_key="K-1").case.id


def test_a_folder_is_deployed_and_a_second_time_changes_nothing(shell: Shell) -> None:
    shell.file("p.bpmn", SIMPLE)
    shell.file("notes.txt", b"passed over")
    first = shell.run("deploy", str(shell.folder))
    assert (first.exit_code, first.stdout) == (0, "process  p 1 (new)\n")
    assert shell.run("deploy", str(shell.folder)).stdout == "process  p 1 (unchanged)\n"


def test_a_faulty_diagram_is_refused_with_file_element_and_reason(shell: Shell) -> None:
    path = shell.file("p.bpmn", WRONG)
    checked = shell.run("check", path)
    assert checked.exit_code == 1
    assert "p.bpmn: sub" in checked.stderr
    assert "nobody" in checked.stderr
    assert "1 errors" in checked.stdout
    refused = shell.run("deploy", path)
    assert refused.exit_code == 1
    assert "nothing was deployed" in refused.output


@pytest.mark.parametrize(
    ("acts", "status"),
    [
        ([["suspend", "K-1", "--reason", "asked"]], "suspended"),
        ([["suspend", "K-1"], ["resume", "K-1"]], "active"),
        ([["cancel", "K-1"]], "cancelled"),
    ],
)
def test_a_case_is_held_released_and_ended(
    shell: Shell, acts: list[list[str]], status: str
) -> None:
    shell.run("deploy", shell.file("p.bpmn", SIMPLE))
    case = start_case()
    codes = [shell.run("case", *act).exit_code for act in acts]
    assert codes == [0] * len(acts)
    shown = shell.run("case", "show", "K-1").stdout.splitlines()
    assert shown[0] == f"{case} K-1 p:1 {status}"
    assert "check" in shown[2]


def test_what_an_incident_holds_up_is_tried_again(shell: Shell, handlers: dict[str, Any]) -> None:
    def fail(call: Any) -> None:
        raise ValueError("no line")

    handlers["t.send"] = fail
    steps = d.flows("start > send > end")
    sending = d.diagram(d.start(), d.service_task("send", "t.send"), d.end(), steps)
    shell.run("deploy", shell.file("p.bpmn", sending))
    case = start_case()
    assert "send: no line" in shell.run("case", "show", str(case)).stdout
    handlers["t.send"] = lambda call: None
    assert shell.run("case", "retry", str(case)).exit_code == 0
    assert "completed" in shell.run("case", "show", str(case)).stdout.splitlines()[0]
