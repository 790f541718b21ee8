"""People find their tasks by what they and their cases are; nobody finds what they may not see."""

from typing import Any

import pytest

from app.cases import task_search
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import REPORT, Walk
from tests.scenarios.staff import joins

Json = dict[str, Any]
DUE_SOON = {"field": "due_at", "op": "lt", "value": "now+P30D"}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors, and a younger one that waits for registration."""
    walk = claim_at(Walk.register)
    reports_another(walk.company)
    return walk


def reports_another(company: Company) -> None:
    other = {"object_id": "沪A12346", "loss_place": "北京市", "claimed_amount": "900.00"}
    company.reports("u_int", **{**REPORT, **other})


@pytest.fixture
def desk(walk: Walk) -> Company:
    """The company on SQLite, with the two claims."""
    return walk.company


def found(company: Company, user: str, condition: Json | None, **more: Any) -> list[str]:
    """Search the tasks of one's groups; the total tells no more than the list."""
    answer = company.post(user, "/tasks/search", {"view": "team", "filter": condition, **more})
    assert answer["page"]["total"] == len(answer["items"])
    return [task["task_definition"] for task in answer["items"]]


def listed(company: Company, user: str, **query: Any) -> list[str]:
    answer = company.get(user, "/tasks", **{"view": "team", **query})
    assert answer["page"]["total"] == len(answer["items"])
    return [task["task_definition"] for task in answer["items"]]


def of(field: str, value: object, op: str = "eq") -> Json:
    return {"field": field, "op": op, "value": value}


# ---------------------------------------------------------------- fields of tasks and cases
FITTING = [
    of("task_definition", "contact_customer"),
    of("task_definition", ["survey", "contact_customer"], "in"),
    of("task_definition", "register_claim", "ne"),
    of("process", "claim"),
    of("name", "联系", "contains"),
    of("group", "surveyor"),
    of("assignee", False, "exists"),
    of("assignee", "me", "ne"),
    of("priority", 1, "gte"),
    of("created_at", "today", "gte"),
    of("due_at", "now+P30D", "lt"),
    of("due_at", True, "exists"),
    of("follow_up_at", False, "exists"),
    of("sla_state", "running"),
    of("sla_state", "breached", "ne"),
    of("overdue", False),
    of("read", False),
    of("case_process", "claim"),
    of("case_state", "active"),
    of("case_started_at", "now", "lt"),
    of("case_started_by", "u_int"),
    of("data.lob", "motor_commercial"),
    of("data.lob", ["health", "motor_commercial"], "in"),
    of("data.lob", "health", "ne"),
    of("data.lob", True, "exists"),
    of("data.nothing", False, "exists"),
    of("data.claimed_amount", 3800),
    of("data.claimed_amount", 3799.99, "gt"),
    of("data.injury", False),
]
OTHERS = [
    of("task_definition", "register_claim"),
    of("task_definition", "contact_customer", "ne"),
    of("process", "payment"),
    of("name", "联系", "eq"),
    of("group", "archivist"),
    of("assignee", "me"),
    of("priority", 1, "lt"),
    of("created_at", "now", "gt"),
    of("due_at", "now-PT1M", "lt"),
    of("sla_state", "breached"),
    of("overdue", True),
    of("read", True),
    of("case_process", "complaint"),
    of("case_state", "suspended"),
    of("case_started_at", "now", "gt"),
    of("case_started_by", "u_fnol"),
    of("data.lob", "health"),
    of("data.lob", "motor_commercial", "ne"),
    of("data.lob", False, "exists"),
    of("data.claimed_amount", 3800, "lt"),
    of("data.claimed_amount", "3800"),
    of("data.injury", True),
]


@pytest.mark.parametrize("condition", FITTING, ids=str)
def test_a_task_is_found_by_what_fits_it(desk: Company, condition: Json) -> None:
    assert found(desk, "u_sur1", condition) == ["contact_customer"]


@pytest.mark.parametrize("condition", OTHERS, ids=str)
def test_a_task_is_not_found_by_what_does_not(desk: Company, condition: Json) -> None:
    assert found(desk, "u_sur1", condition) == []


def test_every_field_is_asked_for_alike_on_every_database(company: Company) -> None:
    walk = Walk(company)
    walk.all_until(walk.register)
    reports_another(company)

    answers = [found(company, "u_sur1", condition) for condition in [*FITTING, *OTHERS]]

    assert answers == [["contact_customer"]] * len(FITTING) + [[]] * len(OTHERS)


@pytest.mark.parametrize(
    "query",
    [
        {"filter[priority][gte]": "1"},
        {"filter[due_at][lt]": "now+P30D"},
        {"filter[assignee][exists]": "false"},
        {"filter[task_definition][in]": "survey,contact_customer"},
        {"filter[data.claimed_amount][gte]": "3800"},
        {"filter[data.lob]": "motor_commercial"},
        {"filter[data.injury]": "false"},
        {"filter[case_state]": "active"},
        {"filter[overdue]": "false"},
    ],
    ids=str,
)
def test_a_query_string_asks_for_the_same(desk: Company, query: dict[str, str]) -> None:
    assert listed(desk, "u_sur1", **query) == ["contact_customer"]


def test_tasks_are_found_by_either_of_two_things_and_both_of_two(desk: Company) -> None:
    joins(desk, "u_sur1", "claims_registrar")
    dear, cheap = of("data.claimed_amount", 3800, "gte"), of("data.claimed_amount", 1000, "lt")

    assert len(found(desk, "u_sur1", {"any": [dear, cheap]})) == 2
    assert found(desk, "u_sur1", {"all": [dear, cheap]}) == []
    assert found(desk, "u_sur1", {"all": [{"any": [dear, cheap]}, DUE_SOON, cheap]}) == [
        "register_claim"
    ]


@pytest.mark.parametrize("few", [0, 1, 1000])
def test_the_same_is_found_whether_few_cases_fit_or_many(
    desk: Company, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(task_search, "FEW", few)
    joins(desk, "u_sur1", "claims_registrar")

    assert len(found(desk, "u_sur1", of("data.lob", "motor_commercial"))) == 2
    assert found(desk, "u_sur1", of("data.claimed_amount", 3800)) == ["contact_customer"]


def test_mine_are_those_i_have(desk: Company, walk: Walk) -> None:
    task = desk.task(walk.claim_no, "contact_customer")
    desk.post("u_sur1", f"/tasks/{task['id']}/claim")

    assert listed(desk, "u_sur2", **{"filter[assignee]": "me"}) == []
    assert listed(desk, "u_sur1", **{"filter[assignee]": "me"}) == ["contact_customer"]
    assert found(desk, "u_sur1", of("assignee", "me")) == ["contact_customer"]


# ---------------------------------------------------------------- who finds what
@pytest.mark.parametrize(
    "condition", [None, *FITTING[:1], of("data.lob", "motor_commercial")], ids=str
)
def test_nobody_finds_or_counts_the_tasks_of_other_groups(
    desk: Company, condition: Json | None
) -> None:
    assert found(desk, "u_arc", condition) == []


def test_a_search_of_everything_is_for_those_who_oversee(desk: Company) -> None:
    body = {"view": "all", "filter": DUE_SOON}

    assert desk.post("u_sur1", "/tasks/search", body, expect=403)["code"] == "not_allowed"
    assert len(found(desk, "u_aud", DUE_SOON, view="all")) == 2


def test_who_is_kept_from_a_task_does_not_find_it(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate)
    joins(walk.company, "u_adj", "approver_l1")
    theirs = of("data.lob", "motor_commercial")

    assert found(walk.company, "u_l1a", theirs) == ["approve_step"]
    assert found(walk.company, "u_adj", theirs) == []


def test_an_outsider_learns_nothing_of_cases_that_others_reported(
    desk: Company, walk: Walk
) -> None:
    task = desk.task(walk.claim_no, "contact_customer")
    desk.post("u_sup", f"/tasks/{task['id']}/assign", {"group": "sales_agent", "reason": "试"})

    assert found(desk, "u_sal", None) == ["contact_customer"]
    assert found(desk, "u_sal", of("data.lob", "motor_commercial")) == []
    assert found(desk, "u_sal", of("data.lob", "health", "ne")) == []
    assert found(desk, "u_sal", of("case_started_by", "u_int")) == []


# ---------------------------------------------------------------- pages
def test_the_pages_of_a_search_follow_one_another(desk: Company) -> None:
    body = {"view": "all", "filter": DUE_SOON, "limit": 1}
    first = desk.post("u_aud", "/tasks/search", body)
    second = desk.post("u_aud", "/tasks/search", {**body, "after": first["page"]["next"]})

    assert (second["page"]["next"], second["page"]["prev"] is None) == (None, False)
    assert {first["items"][0]["task_definition"], second["items"][0]["task_definition"]} == {
        "contact_customer",
        "register_claim",
    }


def test_a_cursor_of_another_search_is_refused(desk: Company) -> None:
    body = {"view": "all", "filter": DUE_SOON, "limit": 1}
    cursor = desk.post("u_aud", "/tasks/search", body)["page"]["next"]

    other = {**body, "filter": of("overdue", False), "after": cursor}
    answer = desk.post("u_aud", "/tasks/search", other, expect=422)

    assert [error["pointer"] for error in answer["errors"]] == ["/after"]


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"filter": {"all": [of("prority", 1)]}}, "/filter/all/0/field"),
        ({"filter": of("priority", "high")}, "/filter/value"),
        ({"filter": of("priority", 1, "like")}, "/filter/op"),
        ({"filter": []}, "/filter"),
        ({"view": "everyone"}, "/view"),
        ({"limit": 201}, "/limit"),
        ({"limit": "5"}, "/limit"),
        ({"sort": "subject"}, "/sort"),
        ({"q": "x" * 101}, "/q"),
        ({"filtre": {}}, "/filtre"),
    ],
    ids=str,
)
def test_a_search_that_is_not_understood_is_refused_with_its_place(
    desk: Company, body: Json, pointer: str
) -> None:
    answer = desk.post("u_sur1", "/tasks/search", body, expect=422)

    assert [error["pointer"] for error in answer["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"filter[prority][gte]": "1"}, "unknown_parameter"),
        ({"filter[priority][like]": "1"}, "invalid_parameter"),
        ({"filter[priority][gte]": "1e999999999"}, "invalid_parameter"),
        ({"filter[data.amount][gte]": "NaN"}, "invalid_parameter"),
        ({"filter[data.amount]": ""}, "invalid_parameter"),
        ({"filter[due_at][lt]": "soon"}, "invalid_parameter"),
        ({"filter[assignee]": "u_sur1"}, "invalid_parameter"),
        ({"filter[": "1"}, "unknown_parameter"),
        ({"saved": "x"}, "invalid_parameter"),
    ],
    ids=str,
)
def test_a_query_that_is_not_understood_is_malformed(
    desk: Company, query: dict[str, str], code: str
) -> None:
    answer = desk.call("u_sur1", "GET", "/tasks", query_string=query)

    assert (answer.status_code, answer.json["code"]) == (400, code)


def test_a_misspelt_field_is_told_what_was_meant(desk: Company) -> None:
    answer = desk.call("u_sur1", "GET", "/tasks?filter[prority]=1")

    assert "did you mean filter[priority]?" in answer.json["detail"]
