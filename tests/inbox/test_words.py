"""A search finds any part of a number, a subject or a name, by what is kept of open tasks only."""

import pytest
import sqlalchemy as sa

from app.inbox.lists import words
from app.inbox.lists.listing import TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import TaskWord
from app.inbox.operations import withdraw_tasks
from tests.inbox.conftest import CASE, Office

SUBJECT = "沪A12345 倒车碰撞立柱 Straße %_"


@pytest.fixture
def desk(office: Office) -> Office:
    """A task to look for, and another one."""
    office.opens("survey", "surveyor", name="查勘", label_en="Survey the loss", subject=SUBJECT)
    other = {"business_key": "CMP-7", "label_en": "Acknowledge", "subject": "电话投诉"}
    office.opens("acknowledge", "surveyor", name="受理", case_id=7, **other)
    return office


def found(office: Office, searched: str) -> list[str]:
    wanted = TaskFilter(q=searched)
    page = list_tasks(office.work_of("u_sur1"), View.TEAM, wanted, Window())
    return [task.element for task in page.rows]


PARTS = [
    "CLM-20260101-000001",
    "clm-",
    "0000",
    "沪A12345",
    "沪a1",
    "a12345 倒车碰撞立柱 stra",
    "车碰",
    "立",
    " ",
    "%_",
    "查勘",
    "THE LOSS",
    "vey",
]


@pytest.mark.parametrize("searched", PARTS)
def test_a_part_of_what_a_task_holds_finds_it(desk: Office, searched: str) -> None:
    assert found(desk, searched) == ["survey"]


@pytest.mark.parametrize(
    "searched", ["CLM-3", "沪A12346", "%%", "立柱追尾", "nowhere", "\U0010ffff"]
)
def test_what_no_task_holds_finds_none(desk: Office, searched: str) -> None:
    assert found(desk, searched) == []


def test_what_few_tasks_hold_is_looked_up(desk: Office) -> None:
    few = words.find_few(desk.work.session, "沪A12345")

    assert few is not None
    assert len(few) == 1


@pytest.mark.parametrize("searched", ["C", "受理"])
def test_what_many_tasks_hold_is_met_along_the_list(
    desk: Office, monkeypatch: pytest.MonkeyPatch, searched: str
) -> None:
    monkeypatch.setattr(words, "FEW", 0)

    assert words.find_few(desk.work.session, searched) is None
    assert "acknowledge" in found(desk, searched)


def test_where_names_are_many_a_search_reads_along_the_list(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MOST_NAMES", 2)

    assert words.find_few(desk.work.session, "沪A12345") is None
    assert found(desk, "沪A12345") == ["survey"]


def test_an_ended_task_leaves_nothing_to_be_found_by(desk: Office) -> None:
    withdraw_tasks(desk.work, CASE)
    withdraw_tasks(desk.work, 7)

    assert desk.work.session.scalar(sa.select(sa.func.count()).select_from(TaskWord)) == 0


def test_the_longest_subject_is_kept_from_every_character_on(office: Office) -> None:
    office.opens("survey", "surveyor", subject="ab" * 100 + "末尾" * 40)

    assert found(office, "ab末尾末尾末尾末尾末尾") == ["survey"]
    assert found(office, "ab末尾ab") == []
