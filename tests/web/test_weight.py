"""What pages weigh on their way, and how they are packed."""

import gzip

import pytest
from flask.testing import FlaskClient

from frontend import bundle
from tests.scenarios.s1 import Walk
from tests.web.browsing import Page
from tests.web.conftest import Reads

MOST = 60_000  # bytes of the first load of the inbox; the diagram viewer is not among them
TASKS = 20
ZIPPED = {"Accept-Encoding": "gzip, br"}


def weight(client: FlaskClient, address: str) -> int:
    """Return the bytes of an answer as they travel."""
    with client.get(address, headers=ZIPPED, buffered=True) as answer:
        assert answer.status_code == 200, address
        return len(answer.data)


@pytest.mark.slow
@pytest.mark.skipif(not bundle.is_current(), reason="the scripts of the pages are not built")
def test_the_first_load_of_a_full_inbox_is_light(reads: Reads, walk: Walk) -> None:
    _ = [walk.report() for _ in range(TASKS)]
    reader = reads("u_reg")
    page = reader.open("/tasks?view=unassigned")
    loaded = page.document.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")

    weights = {path: weight(reader.client, path) for path in ["/tasks?view=unassigned", *loaded]}

    assert any(path.endswith(".js") for path in weights)
    assert "CLM-20260302-000001" in page.text
    assert sum(weights.values()) <= MOST, weights


def test_a_page_is_packed_for_who_takes_it_at_a_length_that_tells_nothing(reads: Reads) -> None:
    client = reads().client

    packed = [client.get("/sign-in", headers=ZIPPED) for _ in range(8)]
    plain = client.get("/sign-in", headers={"Accept-Encoding": "identity"})

    assert {answer.headers["Content-Encoding"] for answer in packed} == {"gzip"}
    assert b"<html" in gzip.decompress(packed[0].data)
    assert len({len(answer.data) for answer in packed}) > 1
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"].split(", ").count("Accept-Encoding") == 1


def test_a_style_that_has_not_changed_is_not_sent_again(reads: Reads) -> None:
    client = reads().client
    first = client.get("/static/css/house.css", headers=ZIPPED, buffered=True)

    again = client.get(
        "/static/css/house.css",
        headers={**ZIPPED, "If-None-Match": first.headers["ETag"]},
        buffered=True,
    )

    assert first.headers["Content-Encoding"] == "gzip"
    assert again.status_code == 304


def test_an_answer_of_the_api_keeps_its_bytes_and_its_version(reads: Reads) -> None:
    answer = reads("u_reg").client.get("/api/v1/openapi.json", headers=ZIPPED)

    assert "Content-Encoding" not in answer.headers


def test_what_is_small_or_no_text_is_left_as_it_is(reads: Reads) -> None:
    client = reads().client

    moved = client.get("/", headers=ZIPPED)

    assert Page(moved).response.status_code == 302
    assert "Content-Encoding" not in moved.headers
