"""Papers with a virus scanner: kept back until they are found clean, refused where they are not."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.files.daemons import EICAR
from tests.scenarios.guarding import guarded_walk
from tests.scenarios.s1 import Walk

REPORTER = "u_int"


@pytest.fixture
def guarded(sqlite_company: Path, tmp_path: Path) -> Iterator[Walk]:
    """A claim that was just reported to a company whose uploads are scanned."""
    with guarded_walk(sqlite_company, tmp_path) as walk:
        walk.report()
        yield walk


def uploads(walk: Walk, content: bytes) -> Any:
    sent = {"file": (io.BytesIO(content), "invoice.txt")}
    return walk.company.call(REPORTER, "POST", "/files", data=sent).json


def downloads(walk: Walk, file: Any) -> Any:
    answer = walk.company.call(REPORTER, "GET", f"/files/{file['id']}/content")
    answer.get_data()
    answer.close()
    return answer


def hands_in(walk: Walk, file: Any, *, expect: int = 201) -> Any:
    body = {"documents": [{"doc_type": "invoice", "file": file["id"]}]}
    return walk.company.post(REPORTER, f"/claims/{walk.claim_no}/documents", body, expect=expect)


def papers(walk: Walk) -> Any:
    return walk.company.get(REPORTER, f"/claims/{walk.claim_no}/documents")


def test_a_clean_file_is_handed_out_once_it_was_scanned(guarded: Walk) -> None:
    file = uploads(guarded, b"bumper 3600.00")

    early = downloads(guarded, file)
    guarded.company.now_is("2026-03-02T09:31")
    later = downloads(guarded, file)

    assert (file["scan"], early.status_code, early.json["code"]) == (
        "pending",
        409,
        "file_not_scanned",
    )
    assert (later.status_code, later.data) == (200, b"bumper 3600.00")


def test_an_infected_file_is_neither_handed_out_nor_taken_as_a_paper(guarded: Walk) -> None:
    file = uploads(guarded, EICAR)
    guarded.company.now_is("2026-03-02T09:31")

    refused = hands_in(guarded, file, expect=422)

    assert downloads(guarded, file).json["code"] == "file_infected"
    assert guarded.company.get(REPORTER, f"/files/{file['id']}")["scan"] == "infected"
    assert [(error["pointer"], error["code"]) for error in refused["errors"]] == [
        ("/documents/0/file", "file_infected")
    ]


def test_a_paper_that_proves_infected_counts_as_missing_again(guarded: Walk) -> None:
    received = hands_in(guarded, uploads(guarded, EICAR))

    guarded.company.now_is("2026-03-02T09:31")

    assert "invoice" not in received["missing"]
    (paper,) = papers(guarded)["items"]
    assert (paper["doc_type"], paper["scan"]) == ("invoice", "infected")
    assert "invoice" in papers(guarded)["missing"]
