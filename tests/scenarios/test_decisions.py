"""An analyst changes a table: looks at it, tries it, dates it, replays it, takes it back."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.deploying import sends
from tests.scenarios.s1 import Walk

DMN = Path(__file__).parents[2] / "dmn"
PATH = (DMN / "approval_path.dmn").read_bytes()
PLAIN = {
    "lob": "motor_commercial",
    "risk_level": "low",
    "decision": "pay",
    "related_party": False,
    "litigation": False,
    "reopened": False,
    "investigated": False,
}
#: a motor claim up to 10,000 goes to tier 1; here only up to 5,000
STRICTER = PATH.replace(b"[0..10000]", b"[0..5000]").replace(b"(10000..50000]", b"(5000..50000]")


def evaluates(company: Company, amount: int, **other: Any) -> Any:
    """Ask for the tier of a motor claim."""
    body = {"inputs": {**PLAIN, "tier_amount": amount}, **other}
    return company.post("u_ana", "/decisions/approval_tier/evaluate", body)


def deploys(company: Company, files: Mapping[str, bytes], **query: str) -> Any:
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    answer = company.call(
        "u_ana", "POST", "/deployments", data={"resources": parts}, query_string=query
    )
    assert answer.status_code == 201, answer.text
    return answer.json


def deploys_stricter(company: Company, **query: str) -> Any:
    """Deploy stricter tiers with examples that say so."""
    return deploys(company, {"approval_path.dmn": STRICTER}, **query)


def test_the_version_in_force_is_listed_with_its_examples(company: Company) -> None:
    listed = company.get("u_ana", "/decisions")["items"]

    shown = company.get("u_ana", "/decisions/approval_tier")

    assert len(listed) == 28
    assert (shown["version"], shown["state"]) == (1, "in_force")
    assert shown["cases"] == "approval_tier.cases.csv"
    assert {"name": "tier_amount", "type": "number"} in shown["inputs"]


def test_a_decision_says_which_rules_fired_and_why_the_nearest_did_not(company: Company) -> None:
    body = {"inputs": {"first_task": "survey", "second_task": "assess_loss"}}

    found = company.post("u_ana", "/decisions/segregation/explain", body)

    assert [rule["annotation"] for rule in found["matched"]] != []
    assert found["near_misses"] != []
    assert all(cell["reason"] for near in found["near_misses"] for cell in near["missed"])


def test_where_a_table_has_no_answer_the_explanation_still_comes(company: Company) -> None:
    body = {"inputs": {"tier": 9}}

    refused = company.call("u_ana", "POST", "/decisions/approval_path/evaluate", json=body)
    explained = company.post("u_ana", "/decisions/approval_path/explain", body)

    assert (refused.status_code, refused.json["code"]) == (422, "no_decision")
    assert explained["value"] is None
    assert explained["failure"] == refused.json["detail"]


def test_every_decision_of_a_claim_is_kept_with_its_reasons(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.register)

    items = company.get("u_aud", f"/cases/{walk.claim_no}/decisions", limit=200)["items"]

    asked = {item["decision"] for item in items}
    assert asked >= {"risk_level", "claim_triage", "risk_score", "sla_limit", "required_documents"}
    assert all(item["version"] == 1 and item["digest"] and item["inputs"] for item in items)
    limits = [item for item in items if item["decision"] == "sla_limit"]
    assert all(rule["annotation"] for item in limits for rule in item["matched"])


def test_a_decision_of_a_claim_can_be_explained_later(company: Company) -> None:
    walk = Walk(company)
    walk.report()
    items = company.get("u_aud", f"/cases/{walk.claim_no}/decisions")["items"]
    (triage,) = [item for item in items if item["decision"] == "claim_triage"]

    shown = company.get("u_aud", f"/cases/{walk.claim_no}/decisions/{triage['id']}")

    assert shown["value"] == triage["value"]
    assert shown["near_misses"] != []


def test_a_table_with_a_date_decides_from_that_day_on(company: Company) -> None:
    company.clock_shows("2026-03-02T09:00")
    deployed = deploys_stricter(company, effective_from="2026-04-01T00:00:00+08:00")

    before = evaluates(company, 8000)
    company.now_is("2026-04-01T00:00")
    after = evaluates(company, 8000)

    assert {v["name"]: v["version"] for v in deployed["versions"]}["approval_tier"] == 2
    assert (before["value"], before["version"]) == (1, 1)
    assert (after["value"], after["version"]) == (2, 2)


def test_a_date_that_is_over_or_a_diagram_with_a_date_is_refused(company: Company) -> None:
    company.clock_shows("2026-03-02T09:00")
    parts = [(io.BytesIO(PATH), "approval_path.dmn"), (io.BytesIO(b"<x/>"), "x.bpmn")]
    past = {"effective_from": "2026-03-01T00:00:00+08:00"}

    answer = company.call(
        "u_ana", "POST", "/deployments", data={"resources": parts}, query_string=past
    )

    reasons = [f["reason"] for f in answer.json["findings"] if f["rule"] == "effective_from"]
    assert reasons == [
        "it cannot be in force from 2026-03-01T00:00:00+08:00 on: that is over",
        "only tables and their cases can be in force from a later date on",
    ]


def test_versions_are_compared_rule_by_rule_in_words(company: Company) -> None:
    deploys_stricter(company)

    found = company.get("u_ana", "/decisions/approval_tier/compare", **{"from": 1})

    words = [change["words"] for change in found["changes"]]
    assert (found["from"], found["to"]) == (1, 2)
    assert "rule 1: tier_amount was [0..10000], is [0..5000]" in words
    assert {change["decision"] for change in found["changes"]} == {"approval_base_tier"}


def test_a_table_is_taken_back_with_all_of_its_file(company: Company) -> None:
    deploys_stricter(company)

    rolled = company.post("u_ana", "/decisions/approval_tier/rollback", {"version": 1}, expect=201)

    states = company.get("u_ana", "/decisions/approval_tier/versions")["items"]
    assert {row["key"]: row["restores"] for row in rolled["items"]}["approval_base_tier"] == 1
    assert [(row["version"], row["state"]) for row in states] == [
        (3, "in_force"),
        (2, "replaced"),
        (1, "replaced"),
    ]
    assert evaluates(company, 8000)["value"] == 1
    again = company.call("u_ana", "POST", "/decisions/approval_tier/rollback", json={"version": 1})
    assert (again.status_code, again.json["code"]) == (409, "nothing_to_roll_back")


def test_an_example_that_does_not_hold_keeps_the_table_out(company: Company) -> None:
    cases = b"tier,=> dual_sign\n1,true\n"

    answer = sends(company, {"approval_path.dmn": PATH, "approval_path.cases.csv": cases})

    errors = [f for f in answer.json["findings"] if f["level"] == "error"]
    assert [(f["rule"], f["text"]) for f in errors] == [("case_failed", "tier = 1")]
    assert errors[0]["advice"]


def test_a_stricter_table_is_warned_about_by_the_examples_of_the_old_one(company: Company) -> None:
    warnings = deploys_stricter(company)["warnings"]

    failed = [w for w in warnings if w["rule"] == "case_failed"]
    assert "approval_tier.cases.csv of version 1" in {w["file"] for w in failed}
    assert {w["level"] for w in failed} == {"warning"}


def test_the_analysis_names_gaps_and_the_reason_for_which_they_are_accepted(
    company: Company,
) -> None:
    found = company.get("u_ana", "/decisions/sla_limit/analyse")

    (limits,) = found["tables"]
    assert limits["gaps"][0]["accepted"].startswith("特别复杂通道")
    assert limits["gaps"][0]["region"]["example"]["stage"] == "adjudication"
    assert limits["overlaps"] == limits["never_firing"] == []
    assert limits["complete"]


def test_a_table_with_a_gap_or_an_overlap_is_refused_with_an_example(company: Company) -> None:
    faulty = PATH.replace(b"(10000..50000]", b"[10000..49000]")

    answer = sends(company, {"approval_path.dmn": faulty})

    errors = [f for f in answer.json["findings"] if f["level"] == "error"]
    assert {f["rule"] for f in errors} == {"gap", "overlap"}
    assert any("tier_amount in (49000..50000]" in f["reason"] for f in errors)
    assert all(f["element"] == "approval_base_tier" and f["advice"] for f in errors)


def test_the_examples_of_a_version_run_over_rest(company: Company) -> None:
    report = company.get("u_ana", "/decisions/sla_limit/cases")

    assert (report["version"], report["file"]) == (1, "sla_limit.cases.csv")
    assert [item for item in report["items"] if not item["passed"]] == []
    assert report["unreached"] == []


@pytest.mark.parametrize(
    ("user", "method", "path"),
    [
        ("u_adj", "POST", "/decisions/approval_tier/rollback"),
        ("u_adj", "POST", "/decisions/approval_tier/replay?since=2026-01-01T00:00:00Z"),
        ("u_adj", "POST", "/decisions/approval_tier/explain"),
        ("u_adj", "GET", "/decisions/approval_tier/cases"),
    ],
)
def test_only_those_who_may_look_into_tables_do(
    company: Company, user: str, method: str, path: str
) -> None:
    options = {} if "replay" in path else {"json": {"inputs": {}, "version": 1}}

    answer = company.call(user, method, path, **options)

    assert answer.status_code in (403, 422)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/decisions/nothing", 404),
        ("/decisions/nothing/versions", 404),
        ("/decisions/approval_tier?version=9", 404),
        ("/decisions/approval_tier/compare?from=9", 404),
        ("/decisions/approval_tier/compare", 400),
        ("/decisions/approval_tier/xml?version=0", 400),
    ],
)
def test_what_is_not_there_is_said(company: Company, path: str, status: int) -> None:
    assert company.call("u_ana", "GET", path).status_code == status


def test_the_file_of_a_version_can_be_fetched(company: Company) -> None:
    answer = company.call("u_ana", "GET", "/decisions/approval_tier/xml")

    assert answer.content_type == "application/xml"
    assert answer.data == PATH


@pytest.mark.parametrize("act", ["evaluate", "explain"])
@pytest.mark.parametrize(
    "body",
    [
        '{"inputs": {}, "version": 99999999999999999999}',
        '{"inputs": {"first_task": 1e99999999999999999999}}',
        '{"inputs": {"first_task": [[[[]]]]}}',
        '{"inputs": []}',
    ],
)
def test_nonsense_is_refused_or_explained(company: Company, act: str, body: str) -> None:
    answer = company.call(
        "u_ana",
        "POST",
        f"/decisions/segregation/{act}",
        data=body,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code in (200, 400, 422)


def test_examples_that_are_no_csv_are_refused(company: Company) -> None:
    answer = sends(company, {"retention.cases.csv": b'a,=> b\n"open,1\n'})

    assert answer.status_code == 422
    assert "not CSV" in answer.json["findings"][0]["reason"]
