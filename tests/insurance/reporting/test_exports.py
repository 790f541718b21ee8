"""Files for other tools: the event log keeps the rules of IEEE 1849, a sheet computes nothing."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from app.cases.models import Case, CaseStatus, ElementInstance
from app.inbox.models import InboxTask
from app.insurance.contingency.models import Activation
from app.insurance.reports.event_log import Asked, write_log
from app.sheets import write
from tests.insurance.reporting.books import Books, at

XES = {"x": "http://www.xes-standard.org/"}
#: the attribute types of the standard, and how their values are written
READ = {"string": str, "date": dt.datetime.fromisoformat, "int": int, "boolean": bool}
#: the order of a log's parts (XES 2.0 schema)
ORDER = ["extension", "global", "classifier", "string", "trace"]
PERSON = "u_secret"


def case(books: Books, number: str, started: str, *steps: tuple[str, str, str]) -> Case:
    """Write a case and its steps: element, state, and from when to when."""
    made: Case = books.row(
        Case,
        business_key=number,
        process_id="claim",
        process_version_id=books.process_version(),
        status=CaseStatus.ACTIVE,
        state=b"",
        started_at=at(started),
        started_by=PERSON,
    )
    for token, (element, state, span) in enumerate(steps, start=1):
        begun, _, ended = span.partition(" to ")
        books.row(
            ElementInstance,
            case_id=made.id,
            token_id=token,
            element=element,
            kind="userTask",
            state=state,
            started_at=at(begun),
            ended_at=at(ended) if ended else None,
            actor=PERSON,
        )
    return made


@pytest.fixture
def log(books: Books) -> Any:
    """The log of two cases; a third was a drill."""
    steps = (
        ("survey", "completed", "03-02 10:00 to 03-02 12:00"),
        ("register", "completed", "03-02 09:00 to 03-02 10:00"),
        ("assess", "terminated", "03-02 12:00 to 03-03 09:00"),
        ("pay", "active", "03-03 09:00"),
    )
    first = case(books, 'CLM-"1"&<', "03-02 09:00", *steps)
    books.row(
        InboxTask, case_id=first.id, token_id=1, element="survey", groups=["surveyor"], name="x"
    )
    case(books, "CLM-2\x0b", "03-04 09:00")  # a character that XML does not know
    drill = case(books, "CAT-1", "03-05 09:00", ("activate", "active", "03-05 09:00"))
    books.row(Activation, contingency_no="CAT-1", case_id=drill.id, drill=True)
    return etree.fromstring("".join(write_log(books.session, Asked())).encode())


def values(log: Any, path: str) -> list[str]:
    found: list[str] = log.xpath(path, namespaces=XES)
    return found


def test_the_log_declares_what_it_uses(log: Any) -> None:
    declared = set(values(log, "x:extension/@prefix"))
    used = {key.partition(":")[0] for key in values(log, "//@key") if ":" in key}

    assert used <= declared == {"concept", "lifecycle", "time", "org"}
    assert all(uri.endswith(".xesext") for uri in values(log, "x:extension/@uri"))
    assert log.get("xes.version") == "1849.2016"


def test_the_parts_of_the_log_stand_in_the_order_of_the_standard(log: Any) -> None:
    places = [ORDER.index(etree.QName(part).localname) for part in log]

    assert places == sorted(places)


def test_every_event_has_what_is_declared_of_all(log: Any) -> None:
    of_events = set(values(log, "x:global[@scope='event']/*/@key"))
    of_traces = set(values(log, "x:global[@scope='trace']/*/@key"))

    assert all(of_events <= {one.get("key") for one in event} for event in log.iter("{*}event"))
    assert all(of_traces <= {one.get("key") for one in trace} for trace in log.iter("{*}trace"))


def test_classifiers_name_what_every_event_has(log: Any) -> None:
    of_events = set(values(log, "x:global[@scope='event']/*/@key"))

    assert {key for keys in values(log, "x:classifier/@keys") for key in keys.split()} <= of_events


def test_every_value_is_of_its_type_and_no_key_comes_twice(log: Any) -> None:
    attributes = [one for one in log.iter() if one.get("value") is not None]
    events = [[one.get("key") for one in event] for event in log.iter("{*}event")]

    assert [READ[etree.QName(one).localname](one.get("value")) for one in attributes]
    assert all(len(keys) == len(set(keys)) for keys in events)


def test_events_of_a_case_are_in_the_order_of_time(log: Any) -> None:
    times = values(log, "x:trace[1]/x:event/x:date/@value")
    told = values(log, "x:trace[1]/x:event/x:string[@key='concept:name']/@value")

    assert times == sorted(times)
    assert told == ["register", "survey", "register", "survey", "assess", "assess", "pay"]


def test_transitions_are_those_of_the_standard_lifecycle(log: Any) -> None:
    path = "x:trace/x:event/x:string[@key='lifecycle:transition']/@value"

    assert set(values(log, path)) == {"start", "complete", "ate_abort"}


def test_the_log_names_groups_and_no_people_and_no_drill(log: Any) -> None:
    names = values(log, "x:trace/x:string[@key='concept:name']/@value")

    assert names == ['CLM-"1"&<', "CLM-2"]
    assert set(values(log, "//x:string[@key='org:group']/@value")) == {"surveyor"}
    assert PERSON not in etree.tostring(log).decode()


def test_only_cases_that_began_in_a_time_are_in_a_log_of_it(log: Any, books: Books) -> None:
    asked = Asked(since=at("03-04 09:00"), until=at("03-05 09:00"), process="claim")

    some = etree.fromstring("".join(write_log(books.session, asked)).encode())

    assert values(some, "x:trace/x:string[@key='concept:name']/@value") == ["CLM-2"]


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x"]


def test_a_text_that_a_spreadsheet_would_compute_stays_a_text() -> None:
    text = b"".join(write("csv", ["head"], [[one] for one in EVIL])).decode("utf-8-sig")

    _, *rows = csv.reader(io.StringIO(text, newline=""))
    assert [row[0] for row in rows] == [f"'{one}" for one in EVIL]


def test_a_workbook_holds_no_formula_and_numbers_as_numbers() -> None:
    cells = [[one, Decimal("-1.5")] for one in EVIL]

    book = io.BytesIO(b"".join(write("xlsx", ["head", "n"], cells)))

    with zipfile.ZipFile(book) as parts:
        sheet = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(".//{*}f") == []
    assert sheet.xpath("//*[local-name()='c'][@r='B2']/*/text()") == ["-1.5"]
    assert sheet.xpath("//*[local-name()='c'][@r='A2']//text()") == ["'=1+1"]
