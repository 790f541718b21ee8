"""The whole product in its own processes: started, killed, started again, spoken to by HTTP."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.config import ROOT

PATIENCE = 60  # seconds until a start counts as failed
STARTS = 3  # tries: a power cut may come while it starts
Hook = Callable[[int], None]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer with the names the Flask test client uses."""

    status_code: int
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """The processes of ``dev.py run`` on a free port; they all die together."""

    data: Path
    database_url: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start web server and worker; return when ``/healthz`` answers."""
        for _ in range(STARTS):
            self.kill()
            self._spawn()
            if self._comes_up():
                return
        raise AssertionError((self.data / "server.log").read_text()[-4000:])

    def _spawn(self) -> None:
        self.port = self.port or _free_port()
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "CLAIMDESK_TEST_MODE": "1",
                    "CLAIMDESK_DATA": str(self.data),
                    "DATABASE_URL": self.database_url,
                    "CLAIMDESK_PORT": str(self.port),
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _comes_up(self) -> bool:
        """Wait for an answer; False when the process ends before, as one does that is killed."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._lives():
            if self.is_up():
                return True
            time.sleep(0.05)
        return False

    def _lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def is_up(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End every process at once, as a power cut would."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class HttpClient:
    """Sends each request until it is answered, with the same Idempotency-Key."""

    server: Server
    before: Hook = field(default=lambda number: None)
    sent: int = 0

    def post(self, path: str, **options: Any) -> Answer:
        return self.open(path, method="POST", **options)

    def open(self, path: str, *, method: str, **options: Any) -> Answer:
        self.sent += 1
        self.before(self.sent)
        headers = {"Idempotency-Key": str(uuid.uuid4()), **options.get("headers", {})}
        body, content_type = _body(options)
        if content_type:
            headers["Content-Type"] = content_type
        query = options.get("query_string")
        target = f"{path}?{urllib.parse.urlencode(query)}" if query else path
        return self._until_answered(method, target, body, headers)

    def _until_answered(
        self, method: str, target: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        while True:
            try:
                return self._send(method, target, body, headers)
            except (OSError, http.client.HTTPException):
                self.server.start()

    def _send(
        self, method: str, target: str, body: bytes | None, headers: dict[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read())
        finally:
            connection.close()


def _body(options: dict[str, Any]) -> tuple[bytes | None, str]:
    if "json" in options:
        return json.dumps(options["json"]).encode(), "application/json"
    if "data" in options:
        content, name = options["data"]["file"]
        boundary = uuid.uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        whole = head.encode() + content.read() + f"\r\n--{boundary}--\r\n".encode()
        return whole, f"multipart/form-data; boundary={boundary}"
    return None, ""
