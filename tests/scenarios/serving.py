"""A company served by HTTP from within the test, for programs that are not Python."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from tests.scenarios.company import Company


@contextmanager
def served(company: Company) -> Iterator[str]:
    """Serve a company on a free port; give its address."""
    server = make_server("127.0.0.1", 0, company.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
