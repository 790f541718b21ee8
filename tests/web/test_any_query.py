"""Whatever stands behind the question mark of an address, it is no fault of ours."""

import os
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.api.fuzzing import Effort, run
from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.conftest import Reads

#: parameters of pages, and of lists that they may hand on
NAMES = (
    *("after", "before", "by", "count", "event", "field", "file", "filter", "format", "from", "go"),
    *("filter[assignee]", "filter[data.claimed_amount][gte]", "filter[due_at][lt]", "filter[x]"),
    *("group", "lang", "language", "limit", "month", "next", "number", "open", "org", "page"),
    *("part", "person", "process", "q", "saved", "show", "sort", "split", "state", "status"),
    *("stage", "tab", "task", "to", "value", "view", "year"),
)
VALUES = (
    *("", "0", "1", "-1", "9" * 30, "mine", "all", "due_at", "-priority", "2026-03", "2026-13"),
    *("0001-01-01", "9999-12-31", "2026-03-02T09:30:00 08:00", "now-P9999D", "me", "*", "%", "_"),
    *("//elsewhere.example", "\\", "\0", "\ud800", "\U0001f4a9", "'", '"><script>', "[]"),
    "x" * 300,
)
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
PAIRS = st.tuples(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=9)),
    st.one_of(st.sampled_from(VALUES), st.text(max_size=9)),
)


def addresses(app: Flask, parts: dict[str, str]) -> Iterator[str]:
    """Give the address of every page, with what its path takes."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("web.") and "GET" in (rule.methods or ()):
            yield adapter.build(
                rule.endpoint, {name: parts.get(name, "1") for name in rule.arguments}
            )


@pytest.mark.slow
def test_no_query_string_is_met_with_a_fault(reads: Reads, company: Company, walk: Walk) -> None:
    walk.all_until(walk.register)
    task = company.task(walk.claim_no, "contact_customer")["id"]
    parts = {"task_id": task, "case": walk.claim_no, "file_id": "1", "board": "claims"}
    app = company.client.application
    pages = sorted(addresses(app, {**parts, "metric": "M01"}))
    client = reads("u_sur1").client
    faults: set[str] = set()

    def ask(page: str, query: list[tuple[str, str]]) -> None:
        address = f"{page}?{urlencode(query, errors='surrogatepass')}"
        if client.get(address).status_code >= 500:
            faults.add(address)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    run(
        given(page=st.sampled_from(pages), query=st.lists(PAIRS, max_size=4))(ask), Effort(EXAMPLES)
    )
    app.config["PROPAGATE_EXCEPTIONS"] = None

    assert faults == set()
