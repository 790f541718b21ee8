"""Messages reach the one case that waits, start a case, or wait for a while; signals reach all."""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.cases import buffer, operations
from app.cases.models import Message, SignalDelivery, Subscription
from app.errors import InvalidInput
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

WAITING = d.diagram(
    d.start(),
    d.catch("wait", x.on_message("answer")),
    d.user_task("check"),
    d.end(),
    d.flows("start > wait > check > end"),
    declares=[x.message("answer", key="=claim")],
)
HOUR = dt.timedelta(hours=1)


def test_a_message_reaches_the_case_whose_key_it_carries(office: Office) -> None:
    office.deploy(WAITING)
    noise, wanted = office.start(claim="1"), office.start(claim=2)
    published = office.publish("answer", "2", variables={"agreed": True})
    assert (published.state, published.case_id) == ("delivered", wanted)
    assert [task.case_id for task in office.tasks().values()] == [wanted]
    assert office.count(Subscription) == 1
    assert ("wait", "active") in office.walked(noise)


def test_a_message_nobody_waits_for_is_gone_unless_it_may_wait(office: Office) -> None:
    office.deploy(WAITING)
    assert office.publish("answer", "1").state == "expired"
    office.start(claim="1")
    assert office.tasks() == {}
    assert office.publish("answer", "2", ttl=HOUR).state == "waiting"
    case = office.start(claim="2")
    assert office.tasks()["check"].case_id == case


def test_a_message_does_not_wait_longer_than_it_may(office: Office) -> None:
    office.deploy(WAITING)
    office.publish("answer", "1", ttl=HOUR)
    office.pass_time(hours=1)
    office.start(claim="1")
    assert office.tasks() == {}
    with pytest.raises(InvalidInput):
        office.publish("answer", "1", ttl=-HOUR)


def test_what_a_message_told_is_forgotten_a_day_after_it_was_taken(office: Office) -> None:
    office.deploy(WAITING)
    office.start(claim="1")
    office.publish("answer", "1", variables={"phone": "13800001234"}, message_id="m1")
    kept = office.publish("answer", "2", variables={"phone": "13800005678"}, ttl=100 * HOUR)
    office.pass_time(hours=23)
    buffer.expire(office.work)
    before = told(office)

    office.pass_time(hours=1)
    buffer.expire(office.work)

    assert before == ["13800001234", "13800005678"]
    assert told(office) == [None, "13800005678"]
    assert office.publish("answer", "1", message_id="m1").repeated
    assert kept.state == "waiting"


def told(office: Office) -> list[str | None]:
    """Return the telephone that each message holds, the oldest first."""
    rows = sa.select(Message.variables).order_by(Message.id)
    return [row.get("phone") for row in office.session.scalars(rows)]


def test_the_message_that_came_first_is_taken_first(office: Office) -> None:
    office.deploy(WAITING)
    first = office.publish("answer", "1", ttl=HOUR)
    second = office.publish("answer", "1", ttl=HOUR)
    office.start(claim="1")
    rows = {row.id: row.state for row in office.session.query(Message)}
    assert rows == {first.id: "delivered", second.id: "waiting"}


def test_a_message_serves_one_wait_though_the_case_waits_for_the_like_at_once(
    office: Office,
) -> None:
    office.deploy(
        d.diagram(
            d.start(),
            d.catch("first", x.on_message("answer")),
            d.catch("second", x.on_message("answer")),
            d.user_task("check"),
            d.end(),
            d.flows("start > first > second > check > end"),
            declares=[x.message("answer", key="=claim")],
        )
    )
    office.start(claim="1")

    office.publish("answer", "1", ttl=HOUR)
    assert office.tasks() == {}
    office.publish("answer", "1", ttl=HOUR)

    assert set(office.tasks()) == {"check"}


def test_the_same_message_twice_is_delivered_once(office: Office) -> None:
    office.deploy(WAITING)
    case = office.start(claim="1")
    first = office.publish("answer", "1", message_id="m-1")
    office.start(claim="1")
    again = office.publish("answer", "1", message_id="m-1")
    assert (again.id, again.case_id, again.repeated) == (first.id, case, True)
    assert len(office.tasks()) == 1
    other = office.publish("answer", "1", message_id="m-2")
    assert not other.repeated
    assert other.state == "delivered"


def test_a_message_starts_a_case_of_the_newest_version(office: Office) -> None:
    def starting(step: str) -> bytes:
        return d.diagram(
            d.start("begin", x.on_message("breached")),
            d.user_task(step),
            d.end(),
            d.flows(f"begin > {step} > end"),
            declares=[x.message("breached")],
        )

    office.deploy(starting("old"))
    office.deploy(starting("new"))
    published = office.publish("breached", "7", variables={"clock_id": 7})
    assert published.state == "delivered"
    assert office.tasks()["new"].case_id == published.case_id


def test_a_diagram_throws_a_message_to_another_case(office: Office) -> None:
    throwing = d.diagram(
        d.start(),
        d.user_task("decide"),
        d.throw("tell", x.on_message("answer"), x.mapping([("=claim", "from")])),
        d.end(),
        d.flows("start > decide > tell > end"),
        process_id="teller",
        declares=[x.message("answer", key="=claim")],
    )
    office.deploy(WAITING, throwing)
    waiting, telling = office.start(claim="9"), office.start("teller", claim="9")
    office.complete("decide")
    assert office.tasks()["check"].case_id == waiting
    assert office.status(telling) == "completed"


def test_a_handler_may_publish_to_its_own_case_which_gets_it_when_saved(office: Office) -> None:
    def tell(call):
        operations.publish_message(call.work, name="answer", correlation_key="5")

    office.handlers["claims.tell"] = tell
    office.deploy(
        d.diagram(
            d.start(),
            d.parallel("fork"),
            d.catch("wait", x.on_message("answer")),
            d.user_task("check"),
            d.service_task("tell", "claims.tell"),
            d.end(),
            d.flows("start > fork > wait > check > end", "fork > tell > end"),
            declares=[x.message("answer", key='="5"')],
        )
    )
    office.start()
    assert list(office.tasks()) == ["check"]


def test_messages_that_call_each_other_for_ever_stop_and_go_on_with_the_worker(
    office: Office,
) -> None:
    def echo(name: str, heard: str, said: str) -> bytes:
        return d.diagram(
            d.start("begin", x.on_message(heard)),
            d.throw("say", x.on_message(said)),
            d.end(),
            d.flows("begin > say > end"),
            process_id=name,
            declares=[x.message(heard), x.message(said)],
        )

    office.deploy(echo("a", "ping", "pong"), echo("b", "pong", "ping"))
    office.publish("ping")
    waiting = [row for row in office.session.query(Message) if row.state == "waiting"]
    assert len(waiting) == 1
    assert waiting[0].run_at == office.now


def test_a_suspended_case_gets_its_message_when_it_is_resumed(office: Office) -> None:
    office.deploy(WAITING)
    case = office.start(claim="1")
    operations.suspend_case(office.work, case)
    assert office.publish("answer", "1").state == "waiting"
    office.pass_time(days=400)
    operations.resume_case(office.work, case)
    assert office.tasks()["check"].case_id == case


def test_a_signal_reaches_every_case_that_waits_and_starts_who_listens(office: Office) -> None:
    declares = [x.signal("storm", "storm")]
    listening = d.diagram(
        d.start(),
        d.catch("wait", x.on_signal("storm")),
        d.user_task("check"),
        d.end(),
        d.flows("start > wait > check > end"),
        declares=declares,
    )
    starting = d.diagram(
        d.start("begin", x.on_signal("storm")),
        d.user_task("plan"),
        d.end(),
        d.flows("begin > plan > end"),
        process_id="contingency",
        declares=declares,
    )
    sending = d.diagram(
        d.start(),
        d.throw("send", x.on_signal("storm")),
        d.end(),
        d.flows("start > send > end"),
        process_id="sender",
        declares=declares,
    )
    office.deploy(listening, starting, sending)
    cases = {office.start(), office.start()}
    office.start("sender")
    assert office.count(SignalDelivery) == 3
    assert office.pass_time(seconds=0) == 3
    assert {task.element for task in office.tasks().values()} == {"check", "plan"}
    assert {office.tasks(case)["check"].case_id for case in cases} == cases
    assert office.count(SignalDelivery) == 0


def test_what_a_failing_handler_published_reaches_nobody(office: Office) -> None:
    def tell(call):
        operations.publish_message(call.work, name="answer", correlation_key="5")
        raise ValueError("the printer is off")

    office.handlers["claims.tell"] = tell
    telling = d.diagram(
        d.start(),
        d.service_task("tell", "claims.tell"),
        d.end(),
        d.flows("start > tell > end"),
        process_id="teller",
    )
    office.deploy(WAITING, telling)
    office.start(claim="5")
    office.start("teller")
    assert [incident.element for incident in office.incidents()] == ["tell"]
    assert (office.tasks(), office.count(Message)) == ({}, 0)
