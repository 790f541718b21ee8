"""Cases start, people complete tasks, and everything that happened can be read."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.cases import operations, queries
from app.cases.models import CaseStatus, CaseVariable
from app.cases.queries import VariableFilter
from app.errors import Conflict, InvalidInput, NotFound, Stale
from app.work import Actor
from tests.engine import diagrams as d
from tests.engine import extras as x

from .conftest import Office

SIMPLE = d.diagram(
    d.start(),
    d.user_task("check"),
    d.user_task("pay"),
    d.end(),
    d.flows("start > check > pay > end"),
)


def test_a_case_walks_from_task_to_task_until_its_end(office: Office) -> None:
    office.deploy(SIMPLE)
    case = office.start()
    assert list(office.tasks()) == ["check"]
    office.complete("check")
    assert list(office.tasks()) == ["pay"]
    completion = office.complete("pay")
    assert completion.case.status is CaseStatus.COMPLETED
    assert queries.get_case(office.session, case).ended_at == office.now
    assert office.tasks() == {}


def test_history_holds_every_element_with_its_end_and_its_actor(office: Office) -> None:
    office.deploy(SIMPLE)
    case = office.start()
    office.complete("check")
    rows = queries.history(office.session, case)
    assert [(row.element, row.kind, row.state) for row in rows] == [
        ("start", "startEvent", "completed"),
        ("check", "userTask", "completed"),
        ("pay", "userTask", "active"),
    ]
    assert [row.actor for row in rows] == ["system", "system", None]
    assert {row.process_key for row in rows} == {"p:1"}


def test_the_same_business_key_names_the_same_case_for_ever(office: Office) -> None:
    office.deploy(SIMPLE)
    first = operations.start_case(office.work, process_id="p", business_key="CLM-1")
    again = operations.start_case(office.work, process_id="p", business_key="CLM-1")
    assert (first.created, again.created) == (True, False)
    assert again.case.id == first.case.id
    office.complete("check")
    office.complete("pay")
    ended = operations.start_case(office.work, process_id="p", business_key="CLM-1")
    assert (ended.case.id, ended.case.status) == (first.case.id, CaseStatus.COMPLETED)
    assert queries.get_case(office.session, "CLM-1").id == first.case.id


def test_an_unknown_process_cannot_be_started(office: Office) -> None:
    with pytest.raises(NotFound):
        office.start("nothing")


def test_the_second_completion_of_a_task_is_refused(office: Office) -> None:
    office.deploy(SIMPLE)
    office.start()
    task = office.tasks()["check"]
    operations.complete_task(office.work, task.id, answers={})
    with pytest.raises(Conflict):
        operations.complete_task(office.work, task.id, answers={})
    with pytest.raises(NotFound):
        operations.complete_task(office.work, 1, answers={})


def test_who_has_seen_an_older_task_does_not_complete_it(
    office: Office, people: dict[str, Actor]
) -> None:
    groups = x.assigned(groups="claims_registrar")
    office.deploy(
        d.diagram(d.start(), d.user_task("check", groups), d.end(), d.flows("start > check > end"))
    )
    office.start()
    task = office.tasks()["check"]
    office.actor = next(a for a in people.values() if "claims_registrar" in a.groups)
    with pytest.raises(Stale):
        operations.complete_task(
            office.work, task.id, answers={}, expected_version=task.version + 1
        )
    completion = operations.complete_task(
        office.work, task.id, answers={}, expected_version=task.version
    )
    assert completion.task.completed_by == office.actor.user_id


def test_answers_and_results_become_variables_that_lists_can_ask_for(office: Office) -> None:
    office.handlers["claims.sum"] = lambda call: {"total": 3, "lines": [1, 2], "ok": True}
    office.deploy(
        d.diagram(
            d.start(),
            d.user_task("check"),
            d.service_task("sum", "claims.sum"),
            d.user_task("pay"),
            d.end(),
            d.flows("start > check > sum > pay > end"),
        )
    )
    case, _ = office.start(city="Suzhou"), office.start(city="Wuxi")
    task = office.tasks(case)["check"]
    operations.complete_task(office.work, task.id, answers={"city": "Nanjing", "note": None})
    rows = queries.list_variables(office.session, case)
    assert {row.name: (row.kind, row.text, row.number) for row in rows} == {
        "city": ("text", "Nanjing", None),
        "lines": ("json", None, None),
        "note": ("null", None, None),
        "ok": ("boolean", "true", None),
        "total": ("number", None, 3.0),
    }
    wanted = queries.CaseFilter(
        variables=[
            VariableFilter("city", "Nanjing"),
            VariableFilter("total", 3, "gte"),
            VariableFilter("total", 4, "lt"),
            VariableFilter("ok", True),
        ]
    )
    assert [found.id for found in queries.list_cases(office.session, wanted).rows] == [case]


def test_a_long_text_is_cut_only_in_the_index(office: Office) -> None:
    office.deploy(SIMPLE)
    case = office.start(note="x" * 1000)
    text = office.session.scalar(sa.select(CaseVariable.text).where(CaseVariable.case_id == case))
    assert text == "x" * 256
    operations.set_variables(office.work, case, {"other": 1})
    office.complete("check")
    assert office.status(case) == "active"


def test_a_refusing_listener_leaves_the_task_open(office: Office) -> None:
    def check(call, answers):
        if not answers.get("approved"):
            raise InvalidInput("approve first")
        return {"approved_by": "ann"}

    office.listeners["claims.check"] = check
    listening = x.listeners(("completing", "claims.check"))
    office.deploy(
        d.diagram(
            d.start(), d.user_task("check", listening), d.end(), d.flows("start > check > end")
        )
    )
    case = office.start()
    with pytest.raises(InvalidInput), office.session.begin_nested():
        office.complete("check")
    assert office.status(case) == "active"
    office.complete("check", approved=True)
    assert office.status(case) == "completed"


def test_tasks_of_a_called_process_belong_to_the_root_case(office: Office) -> None:
    child = d.diagram(
        d.start(), d.user_task("inner"), d.end(), d.flows("start > inner > end"), process_id="child"
    )
    root = d.diagram(d.start(), d.call("sub", "child"), d.end(), d.flows("start > sub > end"))
    office.deploy(root, child)
    case = office.start(key="K-1")
    task = office.tasks()["inner"]
    assert (task.case_id, task.process_id, task.root_process_id) == (case, "child", "p")
    assert task.business_key == "K-1"
    office.complete("inner")
    assert office.status(case) == "completed"
    assert dict(office.walked(case)) == {
        "start": "completed",
        "sub": "completed",
        "inner": "completed",
        "end": "completed",
    }


def test_what_a_task_opens_for_the_same_person_comes_with_the_answer(
    office: Office, people: dict[str, Actor]
) -> None:
    registrar = x.assigned(groups="claims_registrar")
    office.deploy(
        d.diagram(
            d.start(),
            d.user_task("check", registrar),
            d.parallel("fork"),
            d.user_task("mine", registrar),
            d.user_task("theirs", x.assigned(groups="cashier")),
            d.end(),
            d.flows("start > check > fork > mine > end", "fork > theirs > end"),
        )
    )
    office.start()
    office.actor = next(
        a for a in people.values() if {"claims_registrar"} <= a.groups and "cashier" not in a.groups
    )
    completion = office.complete("check")
    assert [task.element for task in completion.next_tasks] == ["mine"]
    assert set(office.tasks()) == {"mine", "theirs"}


def test_what_a_function_of_the_house_asks_is_kept_with_the_case(office: Office) -> None:
    office.answers["tier"] = lambda inputs: 2
    office.handlers["ask"] = lambda call: {"tier": call.work.ask("tier", {"a": 1}).value}
    office.deploy(
        d.diagram(
            d.start(),
            d.service_task("look", "ask"),
            d.user_task("check"),
            d.end(),
            d.flows("start > look > check > end"),
        )
    )

    (said,) = queries.list_decisions(office.session, office.start()).rows

    assert (said.element, said.decision, said.value) == ("look", "tier", 2)


def test_what_a_failing_function_has_asked_is_not_kept(office: Office) -> None:
    def fails(call: Any) -> None:
        call.work.ask("tier", {"a": 1})
        raise ValueError("no")

    office.answers["tier"] = lambda inputs: 2
    office.handlers["ask"] = fails
    office.deploy(
        d.diagram(d.start(), d.service_task("look", "ask"), d.end(), d.flows("start > look > end"))
    )

    assert queries.list_decisions(office.session, office.start()).rows == []


def test_what_a_table_said_is_kept_with_the_case(office: Office) -> None:
    office.answers["tier"] = lambda inputs: 2
    office.deploy(
        d.diagram(
            d.start(),
            d.rule_task("ask", '="tier"', "tier"),
            d.user_task("check"),
            d.end(),
            d.flows("start > ask > check > end"),
        )
    )
    case = office.start()
    (said,) = queries.list_decisions(office.session, case).rows
    assert (said.element, said.decision, said.value, said.version) == ("ask", "tier", 2, 1)
    assert said.matched == [{"decision": "tier", "rule": "r1", "index": 1, "annotation": ""}]
