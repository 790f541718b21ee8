"""Runs web server and worker in one go, as ``dev.py run`` does."""

import gc
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from flask import Flask

from app.config import ROOT, Settings
from app.errors import Misconfigured
from app.identity import demo as people

THREADS = 8  # requests served at once; each holds one database connection
#: what the proxy says of a request: who sent it, and that it came by HTTPS
TOLD_BY_PROXY = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
TOUR = ("u_int", "u_reg", "u_sur1", "u_doc", "u_ass", "u_adj", "u_l1a", "u_cash", "u_arc", "u_adm")


def serve(app: Flask, settings: Settings) -> None:
    """Serve until interrupted; the worker lives and ends with the server.

    In test mode no worker runs: the clock stands still, and ``/clock/advance`` fires what is due.

    :raises Misconfigured: the address is taken or is not this machine's
    """
    server = _listen(app, settings)
    settle()
    print(greeting(settings), flush=True)  # noqa: T201
    with _worker(settings):
        server.run()


def settle() -> None:
    """Leave what the app is made of out of every later search for garbage.

    With it such a search is through half a million objects, and a request waits 0.3 s for it.
    """
    gc.collect()
    gc.freeze()


def _listen(app: Flask, settings: Settings) -> Any:
    host, port = settings.host, settings.port
    try:
        return waitress.create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            trusted_proxy=settings.proxy,
            trusted_proxy_headers=TOLD_BY_PROXY if settings.proxy else set(),
            clear_untrusted_proxy_headers=True,
        )
    except (OSError, ValueError) as error:
        other = "CLAIMDESK_HOST and CLAIMDESK_PORT name another address"
        raise Misconfigured(f"cannot listen on {host}:{port}: {error}; {other}") from error


def greeting(settings: Settings) -> str:
    """Say where the product answers and, in a demo, who may sign in."""
    lines = [f"Claimdesk is running on http://{settings.host}:{settings.port}"]
    if settings.demo or settings.test_mode:
        names = {name: (chinese, roles) for name, chinese, _, roles in people.PEOPLE}
        lines.append(f"Sign in with the password '{people.PASSWORD}' as, for example:")
        lines += [f"  {n:8} {names[n][0]}  {', '.join(names[n][1])}" for n in TOUR]
    return "\n".join(lines)


@contextmanager
def _worker(settings: Settings) -> Iterator[None]:
    if settings.test_mode:
        yield
        return
    signal.signal(signal.SIGTERM, _end)  # else the worker would outlive the server
    worker = subprocess.Popen([sys.executable, "-m", "app.cli", "worker"], cwd=ROOT)
    threading.Thread(target=_report_end, args=(worker,), daemon=True).start()
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _end(*_: object) -> None:
    sys.exit()


def _report_end(worker: subprocess.Popen[bytes]) -> None:
    code = worker.wait()
    if code > 0:
        print(f"the worker ended with code {code}; nothing fires until it runs", file=sys.stderr)  # noqa: T201
