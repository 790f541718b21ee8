"""The same installation behind waitress, in a process of its own, and one client that calls it.

python -m tests.bench.web FOLDER     serves the installation; prints its port
"""

import http.client
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import waitress
from flask import Response

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.documents import PREFIX
from app.api.schemas.shapes import Answer
from app.audit import operations as audit
from app.config import ROOT
from app.identity.demo import PASSWORD
from app.serve import THREADS, settle
from tests.bench import diagram
from tests.bench.office import Office, make_app

JSON = {"Content-Type": "application/json"}
floor = Blueprint("bench", __name__, description="What the benchmark compares with")


@floor.route("/bench/rows", methods=["POST"])
@floor.response(200, Answer)
def write_row() -> Response:
    """Write one row"""
    with command() as work:
        audit.record(work, "bench.row", detail={})
        return answer(work, {})


def serve(folder: Path) -> None:
    """Serve an installation until the process is ended."""
    app = make_app(folder)
    app.register_blueprint(floor, url_prefix=PREFIX)
    settle()
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    print(server.effective_port, flush=True)
    server.run()


class Web:
    """One client of one installation; its connection is kept open."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.server = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.web", str(office.folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert self.server.stdout is not None
        port = int(self.server.stdout.readline())
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.client.connect()
        self.client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.tokens: dict[str, str] = {}
        self.product = self._first_product()

    def complete(self, case_id: int) -> float:
        """Complete the case's task as whoever does it."""
        task_id, element = self.office.waiting(case_id)
        body = {"data": diagram.ANSWERS[element]}
        return self.time(diagram.PEOPLE[element], "POST", f"/tasks/{task_id}/complete", body)

    def write_row(self, _: int) -> float:
        """Write one row as someone who is signed in."""
        return self.time("u_ass", "POST", "/bench/rows", {})

    def list_tasks(self, _: int) -> float:
        """Ask for the first page of the tasks of one's groups."""
        return self.time("u_sur1", "GET", "/tasks?view=team")

    def read_row(self, _: int) -> float:
        """Ask for one row as someone who is signed in."""
        return self.time("u_sur1", "GET", f"/products/{self.product}")

    def time(self, user: str, method: str, path: str, body: Any = None) -> float:
        """Send a request; return the seconds until its answer was read."""
        self.token_of(user)
        content = None if body is None else json.dumps(body)
        headers = {"Authorization": f"Bearer {self.token_of(user)}", **JSON}
        began = time.perf_counter()
        status, answered = self._send(method, path, content, headers)
        seconds = time.perf_counter() - began
        assert status == 200, answered
        return seconds

    def token_of(self, user: str) -> str:
        if user not in self.tokens:
            asked = json.dumps({"username": user, "password": PASSWORD})
            _, answered = self._send("POST", "/auth/token", asked, JSON)
            self.tokens[user] = json.loads(answered)["access_token"]
        return self.tokens[user]

    def _first_product(self) -> str:
        headers = {"Authorization": f"Bearer {self.token_of('u_ass')}"}
        _, answered = self._send("GET", "/products", None, headers)
        return str(json.loads(answered)["items"][0]["id"])

    def _send(
        self, method: str, path: str, content: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        self.client.request(method, PREFIX + path, content, headers)
        response = self.client.getresponse()
        return response.status, response.read()

    def close(self) -> None:
        """End the server."""
        self.client.close()
        self.server.terminate()
        self.server.wait()
        assert self.server.stdout is not None
        self.server.stdout.close()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
