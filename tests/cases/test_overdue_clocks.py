"""Who handles an overdue clock is told when it closes, even if held up just then."""

import datetime as dt

import sqlalchemy as sa

from app.cases import clocks, handlers
from app.cases.models import Case, Message
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

LIMITED = d.diagram(
    d.start(),
    d.user_task("check", x.properties(sla="check")),
    d.end(),
    d.flows("start > check > end"),
)
#: waits for somebody before it waits for the clock
SLOW = d.diagram(
    x.extension(x.properties(number_prefix="OVD")),
    d.start("told", x.on_message("clock_breached")),
    d.user_task("think"),
    d.catch("closed", x.on_message("clock_closed")),
    d.user_task("file"),
    d.end(),
    d.flows("told > think > closed > file > end"),
    process_id="overdue",
    declares=[x.message("clock_breached"), x.message("clock_closed", key="=clock_id")],
)
STOPPING = d.diagram(
    d.start(),
    d.service_task("open", "sla.open", x.headers({"stage": "decision"})),
    d.user_task("decide"),
    d.service_task("stop", "sla.stop", x.headers({"stage": "decision"})),
    d.end(),
    d.flows("start > open > decide > stop > end"),
)


def late(office: Office, diagram: bytes) -> int:
    """Start a case whose clock is breached after two hours."""
    office.handlers.update(handlers.HANDLERS)
    office.answers["sla_limit"] = lambda inputs: {
        "internal": "2 h",
        "statutory": None,
        "warn_before": "PT1H",
        "pausable": False,
    }
    office.deploy(diagram, SLOW)
    case = office.start()
    office.now += dt.timedelta(hours=2)
    clocks.fire_clocks(office.work, case)
    return case


def closings(office: Office) -> list[str]:
    states = sa.select(Message.state).where(Message.name == "clock_closed").order_by(Message.id)
    return list(office.session.execute(states).scalars())


def test_a_case_that_a_message_starts_gets_a_number_of_its_process(office: Office) -> None:
    late(office, LIMITED)

    keys = sa.select(Case.business_key).where(Case.process_id == "overdue")
    assert office.session.scalars(keys).all() == [f"OVD-{office.work.today:%Y%m%d}-000001"]


def test_the_news_of_a_closed_clock_waits_for_who_is_held_up(office: Office) -> None:
    late(office, LIMITED)
    office.complete("check")
    assert closings(office) == ["waiting"]

    office.complete("think")

    assert list(office.tasks()) == ["file"]
    assert closings(office) == ["delivered"]


def test_a_clock_that_closes_in_time_is_no_news(office: Office) -> None:
    late(office, LIMITED)
    office.start()

    office.complete("check")

    assert closings(office) == []


def test_a_diagram_that_stops_an_overdue_clock_tells_who_handles_it(office: Office) -> None:
    late(office, STOPPING)
    office.complete("think")
    assert list(office.tasks()) == ["decide"]

    office.complete("decide")

    assert list(office.tasks()) == ["file"]
