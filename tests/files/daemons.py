"""A virus scanner's daemon on a local socket that knows one virus, for tests."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: The file that every scanner takes for a virus so that it can be tried; written in two parts, or
#: the scanner of a developer's machine would take this module away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
THREAT = "Eicar-Test-Signature"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b"".join(self._chunks())
        self.wfile.write(self.server.answer or _verdict(content))

    def _chunks(self) -> Iterator[bytes]:
        while size := int.from_bytes(self.rfile.read(4), "big"):
            yield self.rfile.read(size)


def _verdict(content: bytes) -> bytes:
    return b"stream: " + (f"{THREAT} FOUND".encode() if EICAR in content else b"OK") + b"\0"


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    answer: bytes | None = None


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    answer: bytes | None = None


@contextmanager
def daemon(*, path: str | None = None, answer: bytes | None = None) -> Iterator[str]:
    """Run a daemon; give its address.

    :param path: of its socket; by default it listens on a free port
    :param answer: what it says to everything
    """
    server: Any = _Unix(path, _Conversation) if path else _Tcp(("127.0.0.1", 0), _Conversation)
    server.answer = answer
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield path or f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
