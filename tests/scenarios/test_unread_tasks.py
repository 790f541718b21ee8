"""A task is unread for each person until they open it, and again when somebody else acts."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.halts import ClaimAt
from tests.scenarios.s1 import Walk


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """A claim that waits for the surveyors."""
    return claim_at(Walk.register)


@pytest.fixture
def desk(walk: Walk) -> Company:
    return walk.company


def read(company: Company, user: str) -> list[bool]:
    return [task["read"] for task in company.get(user, "/tasks", view="team")["items"]]


@pytest.mark.parametrize("place", ["", "/form"])
def test_a_task_is_read_by_who_opens_it_until_somebody_else_acts(
    desk: Company, walk: Walk, place: str
) -> None:
    path = f"/tasks/{desk.task(walk.claim_no, 'contact_customer')['id']}"
    assert read(desk, "u_sur1") == [False]
    desk.get("u_sur1", f"{path}{place}")
    assert (read(desk, "u_sur1"), read(desk, "u_sur2")) == ([True], [False])

    desk.post("u_sur1", f"{path}/claim")
    assert read(desk, "u_sur1") == [True]
    desk.post("u_sur1", f"{path}/release")
    desk.post("u_sur2", f"{path}/claim")

    assert (read(desk, "u_sur1"), read(desk, "u_sur2")) == ([False], [False])
    unread = {"view": "team", "filter[read]": "false"}
    assert len(desk.get("u_sur1", "/tasks", **unread)["items"]) == 1


def test_a_task_stands_out_again_if_its_reader_wants_it(desk: Company, walk: Walk) -> None:
    path = f"/tasks/{desk.task(walk.claim_no, 'contact_customer')['id']}"
    assert desk.get("u_sur1", path)["read"]

    answer = desk.post("u_sur1", f"{path}/unread")

    assert not answer["read"]
    assert read(desk, "u_sur1") == [False]


def test_what_is_not_there_for_somebody_is_not_marked_either(desk: Company, walk: Walk) -> None:
    path = f"/tasks/{desk.task(walk.claim_no, 'contact_customer')['id']}"

    assert desk.call("u_reg", "POST", f"{path}/unread").status_code == 404
    assert desk.call("u_reg", "GET", path).status_code == 404


def test_what_a_colleague_says_or_attaches_makes_a_task_unread(desk: Company, walk: Walk) -> None:
    path = f"/tasks/{desk.task(walk.claim_no, 'contact_customer')['id']}"
    desk.get("u_sur1", path)
    desk.get("u_sur2", path)

    desk.post("u_sur2", f"{path}/comments", {"text": "请先联系车主"}, expect=201)

    assert (read(desk, "u_sur1"), read(desk, "u_sur2")) == ([False], [True])
    desk.get("u_sur1", path)
    (photo,) = desk.uploads("u_sur2", ["photo"])
    desk.post("u_sur2", f"{path}/attachments", {"file": photo}, expect=201)
    assert (read(desk, "u_sur1"), read(desk, "u_sur2")) == ([False], [True])
