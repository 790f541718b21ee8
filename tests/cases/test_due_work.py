"""Timers, incidents and clocks are rows that fall due; each is fired once, by whoever claims it."""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.cases import due, operations, queries
from app.cases.definitions import StartTimer
from app.cases.models import Incident, Job, Timer
from app.engine.errors import BpmnError
from app.errors import Conflict, NotFound
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

REMINDED = d.diagram(
    d.start(),
    d.user_task("check"),
    d.boundary("late", "check", x.on_timer("P3D")),
    d.user_task("remind"),
    d.end(),
    d.flows("start > check > end", "late > remind > end"),
)


def test_a_timer_fires_when_it_is_due_and_not_before(office: Office) -> None:
    office.deploy(REMINDED)
    case = office.start()
    assert due.next_due(office.session) == office.now + dt.timedelta(days=3)
    assert office.pass_time(days=2) == 0
    assert office.pass_time(days=1) == 1
    assert list(office.tasks()) == ["remind"]
    assert office.count(Timer) == 0
    assert ("check", "terminated") in office.walked(case)
    assert due.next_due(office.session) is None


def test_a_completed_task_takes_its_timer_along(office: Office) -> None:
    office.deploy(REMINDED)
    office.start()
    office.complete("check")
    assert office.count(Timer) == 0
    assert office.pass_time(days=9) == 0


def test_timers_of_a_suspended_case_wait_until_it_is_resumed(office: Office) -> None:
    office.deploy(REMINDED)
    case = office.start()
    operations.suspend_case(office.work, case)
    assert due.next_due(office.session) is None
    assert office.pass_time(days=4) == 0
    with pytest.raises(Conflict):
        office.complete("check")
    operations.resume_case(office.work, case)
    assert office.pass_time(seconds=0) == 1
    assert list(office.tasks()) == ["remind"]


def test_a_cancelled_case_leaves_nothing_waiting(office: Office) -> None:
    office.deploy(REMINDED)
    case = office.start()
    state = operations.cancel_case(office.work, case, reason="entered twice")
    assert state.status.value == "cancelled"
    assert (office.tasks(), office.count(Timer)) == ({}, 0)
    assert office.walked(case) == [("start", "completed"), ("check", "terminated")]
    with pytest.raises(Conflict):
        operations.cancel_case(office.work, case)
    with pytest.raises(Conflict):
        operations.resume_case(office.work, case)


def test_a_repeated_timer_keeps_its_row_and_fires_each_time(office: Office) -> None:
    office.deploy(
        d.diagram(
            d.start(),
            d.user_task("check"),
            d.boundary("nag", "check", x.on_timer("R3/PT1H", "timeCycle"), interrupting=False),
            d.user_task("remind"),
            d.end(),
            d.flows("start > check > end", "nag > remind > end"),
        )
    )
    case = office.start()
    assert [office.pass_time(hours=1) for _ in range(4)] == [1, 1, 1, 0]
    assert [element for element, _ in office.walked(case)].count("remind") == 3
    assert office.count(Timer) == 0


def test_a_timer_follows_the_variable_it_reads(office: Office) -> None:
    office.deploy(
        d.diagram(
            d.start(),
            d.user_task("check"),
            d.boundary("late", "check", x.on_timer("=until", "timeDate")),
            d.user_task("remind"),
            d.end(),
            d.flows("start > check > end", "late > remind > end"),
        )
    )
    case = office.start(until=None)
    assert office.count(Timer) == 0
    hour = (office.now + dt.timedelta(hours=1)).isoformat()
    operations.set_variables(office.work, case, {"until": hour})
    later = (office.now + dt.timedelta(hours=3)).isoformat()
    operations.set_variables(office.work, case, {"until": later})
    assert office.pass_time(hours=2) == 0
    assert office.pass_time(hours=1) == 1


def test_a_process_may_start_by_the_clock_again_and_again(office: Office) -> None:
    def starting(cycle: str) -> bytes:
        return d.diagram(
            d.start("begin", x.on_timer(cycle, "timeCycle")),
            d.user_task("review"),
            d.end(),
            d.flows("begin > review > end"),
        )

    office.deploy(starting("R2/PT1H"))
    office.deploy(starting("R2/PT2H"))
    assert office.count(StartTimer) == 1
    assert [office.pass_time(hours=1) for _ in range(6)] == [0, 1, 0, 1, 0, 0]
    assert len(queries.list_cases(office.session, queries.CaseFilter()).rows) == 2


class Policy:
    """A part of the outside that answers only sometimes."""

    def __init__(self) -> None:
        self.known = False
        self.asked = 0

    def __call__(self, call):
        self.asked += 1
        call.work.session.execute(
            sa.text("INSERT INTO business_number VALUES ('X', '20260101', 1)")
        )
        if not self.known:
            raise ValueError("no policy")
        return {"policy": 1}


@pytest.fixture
def policy(office: Office) -> Policy:
    policy = office.handlers["claims.match"] = Policy()
    office.deploy(
        d.diagram(
            d.start(),
            d.user_task("check"),
            d.service_task("match", "claims.match"),
            d.user_task("pay"),
            d.end(),
            d.flows("start > check > match > pay > end"),
        )
    )
    return policy


def test_a_failing_handler_leaves_an_incident_and_what_a_person_did(
    office: Office, policy: Policy
) -> None:
    case = office.start()
    office.complete("check")
    (incident,) = office.incidents()
    assert (incident.element, incident.kind) == ("match", "HANDLER_ERROR")
    assert incident.message == "no policy"
    assert ("check", "completed") in office.walked(case)
    numbers = office.session.execute(sa.text("SELECT count(*) FROM business_number"))
    assert numbers.scalar_one() == 0


def test_an_incident_is_tried_again_by_itself_each_time_later(
    office: Office, policy: Policy
) -> None:
    office.start()
    office.complete("check")
    assert [office.pass_time(minutes=minutes) for minutes in (1, 4, 1, 30, 600)] == [1, 0, 1, 1, 0]
    (incident,) = office.incidents()
    assert (incident.attempts, incident.run_at, policy.asked) == (3, None, 4)


def test_a_person_retries_an_incident_when_the_cause_is_mended(
    office: Office, policy: Policy
) -> None:
    case = office.start()
    office.complete("check")
    (incident,) = office.incidents()
    operations.retry_incident(office.work, incident.id)
    assert [row.id for row in office.incidents()] == [incident.id]
    policy.known = True
    operations.retry_incidents(office.work, case)
    assert office.incidents() == []
    assert list(office.tasks()) == ["pay"]
    assert queries.get_incident(office.session, incident.id).resolved_at == office.now
    assert len(queries.list_incidents(office.session, case_id=case, resolved=True).rows) == 1
    with pytest.raises(NotFound):
        operations.retry_incident(office.work, incident.id)


def test_a_wrong_expression_waits_for_a_person(office: Office) -> None:
    office.deploy(
        d.diagram(
            d.start(),
            d.exclusive("choose"),
            d.user_task("pay"),
            d.end(),
            d.flows("start > choose", "choose > pay if =amount > 5", "pay > end"),
        )
    )
    case = office.start()
    (incident,) = office.incidents()
    assert incident.run_at is None
    operations.set_variables(office.work, case, {"amount": 6})
    operations.retry_incidents(office.work, case)
    assert list(office.tasks()) == ["pay"]
    assert office.count(Incident) == 1


@pytest.fixture
def job_case(office: Office) -> int:
    headers = x.headers({"channel": "sms"})
    office.deploy(
        d.diagram(
            d.start(),
            d.service_task("send", "outside", headers),
            d.boundary("refused", "send", x.on_error("no")),
            d.user_task("call"),
            d.end(),
            d.flows("start > send > end", "refused > call > end"),
            declares=[x.error("no", "refused")],
        )
    )
    return office.start(number="139")


def take(office: Office, worker: str = "w1") -> list[operations.ActivatedJob]:
    return operations.activate_jobs(
        office.work, kind="outside", worker=worker, lasting=dt.timedelta(minutes=5), limit=9
    )


def test_a_job_is_given_to_one_worker_until_its_time_is_up(office: Office, job_case: int) -> None:
    (job,) = take(office)
    assert (job.variables, job.headers, job.retries) == ({"number": "139"}, {"channel": "sms"}, 3)
    assert take(office, "w2") == []
    office.pass_time(minutes=5)
    assert [again.id for again in take(office, "w2")] == [job.id]
    operations.complete_job(office.work, job.id, variables={"sent": True})
    assert office.status(job_case) == "completed"
    assert office.count(Job) == 0
    with pytest.raises(NotFound):
        operations.complete_job(office.work, job.id)


def test_a_failed_job_comes_back_and_at_last_becomes_an_incident(
    office: Office, job_case: int
) -> None:
    (job,) = take(office)
    pause = dt.timedelta(minutes=1)
    operations.fail_job(office.work, job.id, retries=1, message="no line", pause=pause)
    assert take(office) == []
    office.pass_time(minutes=1)
    (again,) = take(office)
    assert (again.id, again.retries) == (job.id, 1)
    operations.fail_job(office.work, job.id, retries=0, message="no line")
    (incident,) = office.incidents()
    assert (incident.kind, incident.message) == ("JOB_NO_RETRIES", "no line")
    assert take(office) == []
    operations.retry_incident(office.work, incident.id)
    assert [back.id for back in take(office)] == [job.id]


def test_a_worker_may_end_its_job_by_an_error_the_diagram_catches(
    office: Office, job_case: int
) -> None:
    (job,) = take(office)
    operations.throw_job_error(office.work, job.id, code="refused")
    assert list(office.tasks()) == ["call"]
    assert office.count(Job) == 0
    assert BpmnError("refused").code == "refused"


def test_what_failed_for_another_reason_is_put_off_longer_each_time(office: Office) -> None:
    office.deploy(REMINDED)
    office.start()
    office.now += dt.timedelta(days=3)
    claimed = due.claim(office.work, "timer")
    assert claimed is not None
    due.postpone(office.work, claimed)
    assert due.claim(office.work, "timer") is None
    assert due.next_due(office.session) == office.now + due.FIRST_PAUSE
    office.now += due.FIRST_PAUSE
    again = due.claim(office.work, "timer")
    assert again is not None
    due.postpone(office.work, again)
    assert due.next_due(office.session) == office.now + 2 * due.FIRST_PAUSE
