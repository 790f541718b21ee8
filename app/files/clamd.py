"""Asks a ClamAV daemon about a file, by its command INSTREAM."""

import re
import socket
from dataclasses import dataclass
from pathlib import Path

from app.errors import Misconfigured

CHUNK = 64 * 1024  # bytes
PATIENCE = 60  # seconds for each answer; the largest file is scanned within a few
LONGEST_ANSWER = 4096  # bytes
_HOST_AND_PORT = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")


class ScanFailed(OSError):
    """The daemon answered that it could not scan; it is asked again later."""


@dataclass(frozen=True)
class Clamd:
    """A daemon at ``host:port``, or at the path of its socket."""

    address: str

    def __post_init__(self) -> None:
        """Check the address.

        :raises Misconfigured: it is neither
        """
        if not self.address.startswith("/") and _HOST_AND_PORT.fullmatch(self.address) is None:
            raise Misconfigured(
                f"CLAMD_ADDRESS is {self.address!r}; it is host:port or the path of a socket"
            )

    def __call__(self, path: Path) -> str | None:
        """Return what a file is infected with; None where nothing was found.

        :raises OSError: nobody answers at the address, or the answer is an error
        """
        with path.open("rb") as file, self._connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
            connection.sendall(bytes(4))  # an empty chunk ends the stream
            return _verdict(_read_answer(connection))

    def _connect(self) -> socket.socket:
        found = _HOST_AND_PORT.fullmatch(self.address)
        if found is not None:
            host = found["host"].strip("[]")
            return socket.create_connection((host, int(found["port"])), timeout=PATIENCE)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection


def _read_answer(connection: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        received = connection.recv(LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer.rstrip(b"\0").decode("utf-8", "replace")


def _verdict(answer: str) -> str | None:
    """Read an answer such as ``stream: OK`` or ``stream: Eicar-Test-Signature FOUND``."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScanFailed(f"clamd answered {answer!r}")
