"""People keep lists of tasks under names, share them with groups, and count them at a glance."""

from typing import Any

import pytest

from tests.scenarios.at_once import together
from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk
from tests.scenarios.staff import joins

Json = dict[str, Any]
DEAR = {"field": "data.claimed_amount", "op": "gte", "value": 3000}
BODY: Json = {"name": "大额车险", "view": "team", "filter": {"all": [DEAR]}}


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors."""
    return claim_at(Walk.register)


@pytest.fixture
def desk(walk: Walk) -> Company:
    return walk.company


def saves(company: Company, user: str = "u_sur1", **more: Any) -> Json:
    return dict(company.post(user, "/filters", {**BODY, **more}, expect=201))


def names(company: Company, user: str) -> list[str]:
    return [saved["name"] for saved in company.get(user, "/filters")["items"]]


def counts(company: Company, user: str) -> dict[str, Any]:
    return {
        one["name"]: one["count"] and one["count"]["total"]
        for one in company.get(user, "/tasks/counts")["filters"]
    }


def change(company: Company, user: str, saved: Json, body: Json, match: str | None = None) -> Any:
    headers = {} if match is None else {"If-Match": match}
    return company.call(user, "PATCH", f"/filters/{saved['id']}", json=body, headers=headers)


# ---------------------------------------------------------------- keeping
def test_a_saved_filter_is_there_as_it_was_saved(desk: Company) -> None:
    saved = saves(desk)

    assert desk.get("u_sur1", f"/filters/{saved['id']}") == saved
    assert {name: saved[name] for name in (*BODY, "q", "sort", "position", "own")} == {
        **BODY,
        "q": None,
        "sort": "-priority,due_at",
        "position": 0,
        "own": True,
    }
    assert saved["owner"]["username"] == "u_sur1"


def test_a_saved_filter_lists_what_it_says(desk: Company) -> None:
    dear = saves(desk)
    cheap = saves(desk, name="小额", filter={"all": [{**DEAR, "op": "lt"}]})

    assert len(desk.get("u_sur1", "/tasks", saved=dear["id"])["items"]) == 1
    assert desk.get("u_sur1", "/tasks", saved=cheap["id"])["items"] == []


def test_a_saved_filter_may_be_narrowed_further(desk: Company) -> None:
    saved = saves(desk)
    late = {"saved": saved["id"], "filter[overdue]": "true"}

    assert desk.get("u_sur1", "/tasks", **late)["items"] == []
    body = {"saved": saved["id"], "filter": {"field": "overdue", "value": False}}
    assert len(desk.post("u_sur1", "/tasks/search", body)["items"]) == 1


def test_another_view_of_a_saved_filter_may_be_asked_for(desk: Company) -> None:
    saved = saves(desk)

    assert desk.get("u_sur1", "/tasks", saved=saved["id"], view="mine")["items"] == []


def test_words_and_order_are_saved_too(desk: Company, walk: Walk) -> None:
    by_words = saves(desk, q=walk.claim_no[:8].lower(), filter=None, sort="-created_at")
    other = saves(desk, name="没有", q="没有这个词", filter=None)

    assert len(desk.get("u_sur1", "/tasks", saved=by_words["id"])["items"]) == 1
    assert desk.get("u_sur1", "/tasks", saved=other["id"])["items"] == []
    assert by_words["sort"] == "-created_at"


def test_the_same_request_sent_again_saves_once(desk: Company) -> None:
    key = {"Idempotency-Key": "k1"}
    first = desk.call("u_sur1", "POST", "/filters", json=BODY, headers=key)
    again = desk.call("u_sur1", "POST", "/filters", json=BODY, headers=key)

    assert (first.status_code, again.json) == (201, first.json)
    assert names(desk, "u_sur1") == ["大额车险"]


def test_filters_stand_in_the_order_their_owner_gives_them(desk: Company) -> None:
    first, second = saves(desk, name="一"), saves(desk, name="二")
    assert names(desk, "u_sur1") == ["一", "二"]

    change(desk, "u_sur1", first, {"position": second["position"] + 1})

    assert names(desk, "u_sur1") == ["二", "一"]


# ---------------------------------------------------------------- changing
def test_a_change_keeps_what_it_does_not_name(desk: Company) -> None:
    saved = saves(desk)

    changed = change(desk, "u_sur1", saved, {"name": " 重要 "})

    assert changed.json == {**saved, "name": "重要", "version": 2}
    assert changed.headers["ETag"] == '"2"'


def test_a_change_of_what_has_changed_shows_what_is_there(desk: Company) -> None:
    saved = saves(desk)
    change(desk, "u_sur1", saved, {"name": "新"})

    late = change(desk, "u_sur1", saved, {"name": "旧"}, match='"1"')

    assert (late.status_code, late.json["current"]["name"]) == (412, "新")


def test_a_filter_is_thrown_away_by_who_has_seen_it(desk: Company) -> None:
    path = f"/filters/{saves(desk, shared_with=['surveyor'])['id']}"
    assert desk.call("u_sur1", "DELETE", path).status_code == 428

    gone = desk.call("u_sur1", "DELETE", path, headers={"If-Match": '"1"'})

    assert gone.status_code == 204
    assert desk.call("u_sur1", "GET", path).status_code == 404
    assert names(desk, "u_sur2") == []


@pytest.mark.slow
def test_of_two_who_change_a_filter_at_once_one_is_told(company: Company) -> None:
    saved = saves(company)
    path, seen = f"/filters/{saved['id']}", {"If-Match": '"1"'}

    calls = [("u_sur1", path, {"name": name}, seen) for name in "一二"]

    both = together(company, calls, methods=("PATCH", "PATCH"))

    assert sorted(answer.status_code for answer in both) == [200, 412]
    assert company.get("u_sur1", path)["version"] == 2


# ---------------------------------------------------------------- sharing
def test_a_filter_is_its_owners_alone_until_it_is_shared(desk: Company) -> None:
    saved = saves(desk)
    path = f"/filters/{saved['id']}"

    assert names(desk, "u_sur2") == []
    assert desk.call("u_sur2", "GET", path).status_code == 404
    assert desk.call("u_sur2", "GET", f"/tasks?saved={saved['id']}").status_code == 404
    assert change(desk, "u_sur2", saved, {"name": "x"}).status_code == 404


def test_a_shared_filter_is_used_by_its_group_and_changed_by_its_owner(desk: Company) -> None:
    saved = saves(desk, shared_with=["surveyor"])

    theirs = desk.get("u_sur2", f"/filters/{saved['id']}")
    assert (theirs["own"], theirs["owner"]["username"]) == (False, "u_sur1")
    assert len(desk.get("u_sur2", "/tasks", saved=saved["id"])["items"]) == 1
    assert names(desk, "u_reg") == []
    assert change(desk, "u_sur2", saved, {"name": "x"}).status_code == 403
    kept = desk.call("u_sur2", "DELETE", f"/filters/{saved['id']}", headers={"If-Match": '"1"'})
    assert kept.status_code == 403


def test_a_filter_is_no_longer_shared_when_its_owner_says_so(desk: Company) -> None:
    saved = saves(desk, shared_with=["surveyor"])

    changed = change(desk, "u_sur1", saved, {"shared_with": []})

    assert (changed.json["shared_with"], changed.json["version"]) == ([], 2)
    assert names(desk, "u_sur2") == []


@pytest.mark.parametrize("group", ["archivist", "nobody"])
def test_nobody_shares_with_a_group_that_is_not_theirs(desk: Company, group: str) -> None:
    body = {**BODY, "shared_with": ["surveyor", group]}

    answer = desk.post("u_sur1", "/filters", body, expect=422)

    assert [error["pointer"] for error in answer["errors"]] == ["/shared_with/1"]


def test_a_lead_shares_with_the_groups_whose_tasks_they_oversee(desk: Company) -> None:
    saves(desk, "u_sup", shared_with=["surveyor"])

    assert names(desk, "u_sur1") == ["大额车险"]


def test_a_shared_filter_shows_each_reader_only_their_own_tasks(desk: Company) -> None:
    joins(desk, "u_arc", "surveyor")
    joins(desk, "u_sur1", "archivist")
    saved = saves(desk, shared_with=["archivist"], view="mine")

    assert desk.get("u_arc", "/tasks", saved=saved["id"])["items"] == []
    assert counts(desk, "u_arc") == {"大额车险": 0}


def test_a_shared_view_of_everything_is_not_there_for_who_may_not_use_it(
    desk: Company,
) -> None:
    joins(desk, "u_aud", "surveyor")
    joins(desk, "u_sup", "surveyor")
    saved = saves(desk, "u_sup", view="all", shared_with=["surveyor"])

    assert desk.call("u_sur1", "GET", f"/filters/{saved['id']}").status_code == 404
    assert counts(desk, "u_sur1") == {}
    assert counts(desk, "u_aud") == {"大额车险": 1}


# ---------------------------------------------------------------- counting
def test_one_call_counts_every_view_and_every_saved_filter(desk: Company) -> None:
    saves(desk)
    saves(desk, name="小额", filter={"all": [{**DEAR, "op": "lt"}]})

    answer = desk.get("u_sur1", "/tasks/counts")

    assert {view: count["total"] for view, count in answer["views"].items()} == {
        "mine": 0,
        "unassigned": 1,
        "team": 1,
    }
    assert counts(desk, "u_sur1") == {"大额车险": 1, "小额": 0}


def test_a_count_tells_nothing_of_tasks_that_are_kept_from_its_reader(claim_at: ClaimAt) -> None:
    company = claim_at(Walk.adjudicate).company
    joins(company, "u_adj", "approver_l1")
    saves(company, "u_adj")
    saves(company, "u_l1a")

    assert (counts(company, "u_adj"), counts(company, "u_l1a")) == (
        {"大额车险": 0},
        {"大额车险": 1},
    )


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "  "}, "/name"),
        ({"name": "x" * 81}, "/name"),
        ({"view": "everyone"}, "/view"),
        ({"sort": "subject"}, "/sort"),
        ({"position": -1}, "/position"),
        ({"filter": {"any": [DEAR, {"field": "amnt", "value": 1}]}}, "/filter/any/1/field"),
        ({"filter": {"field": "due_at", "op": "lt", "value": "soon"}}, "/filter/value"),
        ({"shared_with": "surveyor"}, "/shared_with"),
        ({"owner": "u_sur2"}, "/owner"),
    ],
    ids=str,
)
def test_a_filter_is_checked_when_it_is_saved_and_when_it_is_changed(
    desk: Company, change: Json, pointer: str
) -> None:
    saved = saves(desk)

    answers = [
        desk.call("u_sur1", "POST", "/filters", json={**BODY, **change}),
        desk.call("u_sur1", "PATCH", f"/filters/{saved['id']}", json=change),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [error["pointer"] for a in answers for error in a.json["errors"]] == [pointer] * 2


def test_everything_is_saved_only_by_who_may_see_it(desk: Company) -> None:
    refused = desk.post("u_sur1", "/filters", {**BODY, "view": "all"}, expect=403)

    assert refused["code"] == "not_allowed"


def test_one_person_saves_so_many_and_no_more(
    desk: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.inbox.lists.filters.MOST", 1)
    saves(desk)

    assert desk.post("u_sur1", "/filters", BODY, expect=422)["code"] == "too_many_filters"


def test_an_auditor_saves_nothing(desk: Company) -> None:
    assert desk.post("u_aud", "/filters", BODY, expect=403)["code"] == "reads_only"
