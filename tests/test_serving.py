"""Web server and worker begin and end together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config import ROOT

PATIENCE = 60  # seconds


def environment(data: Path, port: int) -> dict[str, str]:
    """A demo of its own."""
    settings = {"CLAIMDESK_DATA": str(data), "CLAIMDESK_PORT": str(port), "CLAIMDESK_DEMO": "1"}
    return {**os.environ, **settings, "DATABASE_URL": "", "CLAIMDESK_TEST_MODE": ""}


COMMAND = [sys.executable, "-m", "app.cli", "run"]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The server of a demo, just started, with its worker."""
    started = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env=environment(tmp_path, 0),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with started:
        yield started
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)


def other_processes(group: int) -> list[str]:
    """Return what else runs in the process group of a server."""
    table = subprocess.run(
        ["ps", "-eo", "pid=,pgid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=2) for line in table.splitlines()]
    return [row[2] for row in rows if int(row[1]) == group and int(row[0]) != group]


def wait_for_the_worker(group: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not any("worker" in one for one in other_processes(group)):
        assert time.monotonic() < deadline, "no worker began"
        time.sleep(0.05)


@pytest.mark.slow
def test_a_server_that_is_told_to_end_takes_its_worker_along(demo: subprocess.Popen[str]) -> None:
    wait_for_the_worker(demo.pid)

    demo.terminate()

    assert demo.wait(PATIENCE) == 0
    assert other_processes(demo.pid) == []


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_in_one_line(taken: int, tmp_path: Path) -> None:
    ended = subprocess.run(
        COMMAND, cwd=ROOT, env=environment(tmp_path, taken), capture_output=True, text=True
    )

    assert ended.returncode == 1
    assert "running" not in ended.stdout
    (line,) = ended.stderr.splitlines()
    assert f"cannot listen on 127.0.0.1:{taken}" in line
    assert "CLAIMDESK_PORT" in line
