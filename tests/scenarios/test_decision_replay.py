"""An analyst tries a table on the decisions that were taken before it is put into force."""

import io

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.scenarios.test_decisions import DMN

TRIAGE = (DMN / "claim_triage.dmn").read_bytes()


def test_a_new_table_is_replayed_over_what_was_decided(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.register)
    parts = {"resources": [(io.BytesIO(TRIAGE.replace(b"5000", b"3000")), "claim_triage.dmn")]}
    since = {"since": "2026-01-01T00:00:00+08:00"}

    answer = company.call(
        "u_ana", "POST", "/decisions/claim_triage/replay", data=parts, query_string=since
    )

    report = answer.json
    assert (report["replayed"], report["changed"], report["complete"]) == (1, 1, True)
    (group,) = report["groups"]
    assert group["before"] != group["after"]
    assert group["inputs"]["claimed_amount"] == 3800
    assert group["examples"][0]["before"] != group["examples"][0]["after"]


def test_the_version_in_force_replays_to_what_it_said(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.register)
    since = {"since": "2026-01-01T00:00:00+08:00"}

    answer = company.call("u_ana", "POST", "/decisions/sla_limit/replay", query_string=since)

    assert answer.json["replayed"] > 1
    assert answer.json["changed"] == 0


def test_a_replay_by_two_files_with_the_same_decision_is_refused(company: Company) -> None:
    parts = {"resources": [(io.BytesIO(TRIAGE), "a.dmn"), (io.BytesIO(TRIAGE), "b.dmn")]}

    answer = company.call(
        "u_ana",
        "POST",
        "/decisions/claim_triage/replay",
        data=parts,
        query_string={"since": "2026-01-01T00:00:00+08:00"},
    )

    assert answer.status_code == 422
    assert "stands in several files" in answer.json["detail"]
