"""A list of tasks goes into a sheet as its reader sees it: names, local times, nothing computed."""

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from app.errors import InvalidInput, NotAllowed
from app.inbox.lists import exporting
from app.inbox.lists.exporting import Asked, list_rows
from app.inbox.lists.listing import USUAL, TaskFilter, View
from app.inbox.operations import claim_task
from app.inbox.rows import change
from app.sheets import FORMULA, write
from tests.inbox.conftest import CASE_NUMBER, Office

EVIL = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'a"b,c\n=1']
KEPT = [*(f"'{one}" for one in EVIL[:-1]), EVIL[-1]]


def asked(view: View = View.TEAM, language: str = "en", **narrowed: Any) -> Asked:
    return Asked(view=view, narrowed=TaskFilter(**narrowed), sort=USUAL, language=language)


def sheet(office: Office, username: str, wanted: Asked) -> list[tuple[object, ...]]:
    return list(list_rows(office.work_of(username), wanted))


@pytest.fixture
def desk(office: Office) -> Office:
    """Two tasks of the surveyors, one of them taken, and one of others."""
    due_at = office.work.now + dt.timedelta(hours=9, minutes=30)
    taken = office.opens(
        "survey", "surveyor", name="查勘", label_en="Survey", subject="沪A1", due_at=due_at
    )
    office.opens("assess", "surveyor", "assessor", name="定损", users=[office.user_id("u_sur2")])
    office.opens("adjudicate", "claims_adjudicator", name="noise")
    claim_task(office.work_of("u_sur1"), taken.id)
    return office


def test_a_row_says_what_the_list_shows(desk: Office) -> None:
    first, second = sheet(desk, "u_sur1", asked())

    arrived, due = "2026-01-01 00:00", "2026-01-01 09:30"
    assert first[:5] == (CASE_NUMBER, "Survey", "沪A1", "Surveyor", "Chen Zhiqiang")
    assert first[5:] == ("", 50, arrived, due, "")
    assert second[1:5] == ("定损", "", "Surveyor、Loss assessor", "")


def test_a_sheet_speaks_the_readers_language(desk: Office) -> None:
    first, _ = sheet(desk, "u_sur1", asked(language="zh"))

    assert asked(language="zh").head[:2] == ("编号", "任务")
    assert first[1] == "查勘"


def test_a_sheet_holds_what_its_reader_may_see_and_asked_for(desk: Office) -> None:
    assert len(sheet(desk, "u_sur2", asked())) == 2
    assert len(sheet(desk, "u_sur2", asked(q="沪A"))) == 1
    assert sheet(desk, "u_sur2", asked(View.MINE)) == []
    assert sheet(desk, "u_int", asked()) == []
    assert len(sheet(desk, "u_aud", asked(View.ALL))) == 3


def test_all_tasks_are_written_for_those_who_oversee_others(desk: Office) -> None:
    with pytest.raises(NotAllowed):
        sheet(desk, "u_sur1", asked(View.ALL))


def test_every_page_of_a_list_is_written(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 1)

    assert [row[1] for row in sheet(desk, "u_sur1", asked())] == ["Survey", "定损"]


def test_a_list_too_long_for_a_file_is_refused(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST", 1)

    with pytest.raises(InvalidInput, match="at most 1 tasks") as refusal:
        sheet(desk, "u_sur1", asked())

    assert refusal.value.code == "too_many_rows"


@pytest.fixture
def hostile(office: Office) -> list[tuple[object, ...]]:
    """The rows of tasks whose number, name and subject a spreadsheet would compute."""
    for one in EVIL:
        office.opens("survey", "surveyor", name=one, subject=one, business_key=one)
    return sheet(office, "u_sur1", asked())


def test_no_cell_of_a_csv_is_a_formula(hostile: list[tuple[object, ...]]) -> None:
    text = b"".join(write("csv", asked().head, hostile)).decode("utf-8-sig")

    _, *rows = csv.reader(io.StringIO(text, newline=""))
    assert [row[:3] for row in rows] == [[one] * 3 for one in KEPT]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile: list[tuple[object, ...]]) -> None:
    book = io.BytesIO(b"".join(write("xlsx", asked().head, hostile)))

    with zipfile.ZipFile(book) as parts:
        cells = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    told = ["".join(cell.itertext()) for cell in cells.findall(".//{*}c")]
    assert cells.findall(".//{*}f") + cells.findall(".//{*}hyperlink") == []
    assert told[10:13] == ["'=HYPERLINK(1)"] * 3
    assert [one for one in told if one.startswith(FORMULA)] == []


def test_a_task_without_anything_to_say_is_a_row_of_blanks(office: Office) -> None:
    task = office.opens("survey", "surveyor", business_key=None)
    change(office.work, task, follow_up_at=office.work.now)

    (row,) = sheet(office, "u_sur1", asked())

    assert (row[0], row[2], row[-2:]) == ("", "", ("", "2026-01-01 00:00"))
