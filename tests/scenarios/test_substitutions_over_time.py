"""Out of office: who reads of it, how it is changed and how it ends."""

import pytest

from tests.scenarios.absences import both_names, ends, listed, names, shown
from tests.scenarios.approving import is_active, user_ids
from tests.scenarios.at_once import together
from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import REPORT

NOW = "2026-03-02T09:00"


@pytest.fixture
def office(company_on_sqlite: Company) -> Company:
    """The company on a Monday morning."""
    company_on_sqlite.clock_shows(NOW)
    return company_on_sqlite


# ---------------------------------------------------------------- who sees it
def test_both_their_leads_administrators_and_auditors_see_it(company: Company) -> None:
    company.clock_shows(NOW)
    made = names(company, "u_sur1", "u_sur2")

    seen = {
        user: shown(company, user)
        for user in ("u_sur1", "u_sur2", "u_sup", "u_cmgr", "u_adm", "u_aud", "u_ass", "u_revs")
    }

    assert {user for user, ids in seen.items() if ids == [made["id"]]} == {
        *("u_sur1", "u_sur2", "u_sup", "u_cmgr", "u_adm", "u_aud")
    }
    assert seen["u_ass"] == seen["u_revs"] == []
    hidden = company.call("u_ass", "GET", f"/substitutions/{made['id']}")
    assert hidden.status_code == 404


def test_the_list_is_narrowed_and_paged(company: Company) -> None:
    company.clock_shows(NOW)
    first = names(company, "u_sur1", "u_sur2", until="2026-03-03T00:00")
    later = names(company, "u_sur1", "u_sur2", starts_at="2026-03-04T00:00:00+08:00")
    other = names(company, "u_l1a", "u_l1b")
    (sur1,) = user_ids(company, "u_sur1")

    page = company.get("u_adm", "/substitutions", limit=2)
    rest = company.get("u_adm", "/substitutions", limit=2, after=page["page"]["next"])
    planned = company.get("u_adm", "/substitutions", **{"filter[state]": "planned"})
    own = company.get("u_adm", "/substitutions", **{"filter[user]": sur1})

    assert [row["id"] for row in page["items"]] == [later["id"], other["id"]]
    assert [row["id"] for row in rest["items"]] == [first["id"]]
    assert page["page"]["total"] == 3
    assert [row["id"] for row in planned["items"]] == [later["id"]]
    assert [row["id"] for row in own["items"]] == [later["id"], first["id"]]


# ---------------------------------------------------------------- changing and ending
def test_its_time_is_changed_by_who_has_seen_it(office: Company) -> None:
    made = names(office, "u_sur1", "u_sur2")
    path = f"/substitutions/{made['id']}"
    seen = office.call("u_sur1", "GET", path).headers["ETag"]
    change = {"ends_at": "2026-03-09T00:00:00+08:00", "note": None}

    changed = office.call("u_sur1", "PATCH", path, json=change, headers={"If-Match": seen})
    stale = office.call("u_sup", "PATCH", path, json=change, headers={"If-Match": seen})

    assert changed.json["ends_at"] == "2026-03-09T00:00:00+08:00"
    assert (stale.status_code, stale.json["current"]["version"]) == (412, changed.json["version"])


@pytest.mark.parametrize(
    ("by", "change", "status"),
    [
        ("u_sur1", {}, 422),
        ("u_sur1", {"starts_at": "2026-03-03T00:00:00+08:00"}, 422),
        ("u_sur1", {"ends_at": "2026-03-02T09:00:00+08:00"}, 422),
        ("u_sur1", {"processes": ["lunch"]}, 422),
        ("u_sur1", {"substitute": "u_l1a"}, 422),
        ("u_sur2", {"note": "换人"}, 403),
        ("u_ass", {"note": "换人"}, 404),
    ],
)
def test_what_may_not_change_stays(office: Company, by: str, change: Json, status: int) -> None:
    made = names(office, "u_sur1", "u_sur2")

    answer = office.call(by, "PATCH", f"/substitutions/{made['id']}", json=change)

    assert answer.status_code == status
    assert office.get("u_sur1", f"/substitutions/{made['id']}") == made


def test_who_is_back_early_ends_it_and_may_name_anew(office: Company) -> None:
    made = names(office, "u_sur1", "u_sur2")

    ended = ends(office, "u_sur1", made)

    assert (ended.json["state"], ended.json["ended_by"]["username"]) == ("ended", "u_sur1")
    assert ended.json["ends_at"] == "2026-03-02T09:00:00+08:00"
    names(office, "u_sur1", "u_sur2")


def test_what_is_called_off_before_it_begins_stands_in_nobodys_way(office: Company) -> None:
    planned = names(office, "u_sur1", "u_sur2", starts_at="2026-03-04T00:00:00+08:00")

    called_off = ends(office, "u_sup", planned).json

    assert called_off["state"] == "ended"
    names(office, "u_sur2", "u_sur1")


def test_ending_needs_what_was_seen_and_happens_once(office: Company) -> None:
    made = names(office, "u_sur1", "u_sur2")

    blind = office.call("u_sur1", "DELETE", f"/substitutions/{made['id']}")
    ends(office, "u_sur1", made)
    twice = ends(office, "u_sur1", made)

    assert (blind.status_code, blind.json["code"]) == (428, "precondition_missing")
    assert (twice.status_code, twice.json["code"]) == (409, "substitution_ended")


def test_who_leaves_the_company_stands_in_no_more(office: Company) -> None:
    made = names(office, "u_sur1", "u_sur2")

    is_active(office, "u_sur2", False)

    ended = office.get("u_sur1", f"/substitutions/{made['id']}")
    assert (ended["state"], ended["ended_by"]["username"]) == ("ended", "u_adm")


# ---------------------------------------------------------------- on both databases
def test_who_stands_in_takes_what_is_lent_and_gives_it_back_at_the_end(company: Company) -> None:
    company.clock_shows(NOW)
    company.reports("u_int", **REPORT)
    (lent,) = company.get("u_reg", "/tasks", view="unassigned")["items"]
    task = f"/tasks/{lent['id']}"
    company.post("u_reg", f"{task}/claim")
    names(company, "u_sup", "u_fnol", user="u_reg", processes=["claim"], until="2026-03-02T12:00")

    seen = listed(company, "u_fnol")
    taken = company.post("u_fnol", f"{task}/claim")
    company.now_is("2026-03-02T12:00")

    assert (seen, both_names(taken)) == ([task], ("u_fnol", "u_reg"))
    assert both_names(company.get("u_reg", task)) == ("u_reg", None)
    assert listed(company, "u_fnol") == []


@pytest.mark.slow
def test_what_is_taken_while_it_is_ended_does_not_stay_behind(company: Company) -> None:
    company.clock_shows(NOW)
    company.reports("u_int", **REPORT)
    (lent,) = company.get("u_reg", "/tasks", view="unassigned")["items"]
    task = f"/tasks/{lent['id']}"
    company.post("u_reg", f"{task}/claim")
    made = names(company, "u_sup", "u_fnol", user="u_reg")
    calls: list[tuple[str, str, Json, dict[str, str]]] = [
        ("u_fnol", f"{task}/claim", {}, {}),
        ("u_adm", "/users/u_fnol", {"active": False}, {}),
    ]

    together(company, calls, methods=("POST", "PATCH"))

    assert both_names(company.get("u_reg", task)) == ("u_reg", None)
    assert company.get("u_reg", f"/substitutions/{made['id']}")["state"] == "ended"
