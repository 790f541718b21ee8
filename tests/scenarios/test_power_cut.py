"""Killing web server and worker at any moment loses nothing and repeats nothing."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.server import HttpClient, Server

CUTS = 10
REQUESTS = 66  # what one claim takes from report to archive, about
LONGEST = 0.04  # seconds after a request is sent in which its server dies

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture
def server(tmp_path: Path, empty_database_url: str) -> Iterator[Server]:
    server = Server(data=tmp_path, database_url=empty_database_url)
    server.start()
    yield server
    server.kill()


def cutting(server: Server, chance: random.Random) -> HttpClient:
    """Return a client whose server dies shortly after ten of the requests are sent."""
    moments = set(chance.sample(range(2, REQUESTS), CUTS))

    def before(number: int) -> None:
        if number in moments:
            threading.Timer(chance.uniform(0, LONGEST), server.kill).start()

    return HttpClient(server, before)


def test_a_claim_survives_ten_power_cuts_and_nothing_is_done_twice(server: Server) -> None:
    client = cutting(server, random.Random(20260302))
    company = Company(client)  # type: ignore[arg-type]  # the same two methods
    walk = Walk(company)

    walk.all_until(walk.archive)

    claim = company.claim(walk.claim_no)
    history = company.get("u_aud", f"/cases/{claim['case_id']}/history", limit=200)["items"]
    done = [row["element"] for row in history if row["kind"] == "userTask"]
    assert claim["status"] == "archived"
    assert len(done) == len(set(done))
    assert len(company.get("u_aud", f"/claims/{walk.claim_no}/approvals")["items"]) == 1
    assert len(company.get("u_aud", f"/claims/{walk.claim_no}/payments")["items"]) == 1
    assert company.get("u_aud", "/claims")["page"]["total"] == 1
    assert {clock["state"] for clock in company.clocks(walk.claim_no).values()} == {"met"}
