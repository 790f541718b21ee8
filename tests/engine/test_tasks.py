"""What tasks say of themselves, what is thrown, and what a command tells afterwards."""

from decimal import Decimal
from typing import Any

from app.engine.borders import Call, Message
from app.engine.history import Entered, Left

from .diagrams import (
    catch,
    diagram,
    end,
    exclusive,
    flows,
    parallel,
    plain_task,
    rule_task,
    script_task,
    service_task,
    start,
    throw,
    user_task,
)
from .extras import (
    assigned,
    form,
    headers,
    listeners,
    mapping,
    message,
    on_message,
    on_signal,
    priority,
    properties,
    scheduled,
    signal,
)
from .world import World


def one(element: str, name: str, *declares: str) -> bytes:
    """A process of one element between start and end."""
    return diagram(start(), element, end(), flows(f"start > {name} > end"), declares=declares)


def test_a_user_task_evaluates_all_it_says_when_it_opens() -> None:
    task = user_task(
        "u",
        assigned(assignee="=who", groups="=groups", users="ann, bob"),
        form("check", binding="deployment"),
        scheduled(due='=string(today()) + "T18:00:00+08:00"', follow_up="2026-03-02T00:00:00Z"),
        priority("=50 + bonus"),
        properties(sla='="approval_" + string(level)', note="plain", factor="=1.50"),
    )
    world = World([one(task, "u")], "never")
    world.start({"who": "kim", "groups": ["a", "b"], "bonus": 5, "level": 2})

    assert world.tasks()[0][3] == {
        "element": "u",
        "process_id": "p",
        "process_key": "p:1",
        "assignee": "kim",
        "groups": ["a", "b"],
        "users": ["ann", "bob"],
        "due": "2026-03-01T18:00:00+08:00",
        "follow_up": "2026-03-02T00:00:00Z",
        "priority": 55,
        "form": {
            "id": "check",
            "binding": "deployment",
            "version_tag": None,
            "external_reference": None,
        },
        "properties": {"sla": "approval_2", "note": "plain", "factor": "1.50"},
    }


def test_a_task_open_before_looks_the_same_before_and_after_a_command() -> None:
    body = diagram(
        start(),
        parallel("f"),
        user_task("u", assigned(groups="a")),
        user_task("v"),
        end(),
        end("e2"),
        flows("start > f > u > end", "f > v > e2"),
    )
    world = World([body], "command")
    world.start()
    before = world.instances[1].waits()

    world.complete("v")

    after = world.instances[1].waits()
    assert [before[key] for key in after] == list(after.values())


def test_a_handler_sees_headers_variables_and_its_place() -> None:
    seen: list[Any] = []

    def note(call: Call) -> dict[str, Any]:
        seen.append((call.element, call.process_id, call.case_id, call.headers, call.variables))
        return {"amount": Decimal("1500.50")}

    given = headers({"stage": "payment", "at": "=string(today())", "none": "=unset"})
    world = World([one(service_task("a", "note", given), "a")], handlers={"note": note})
    world.start({"x": 1, "unset": None})

    expected = {"stage": "payment", "at": "2026-03-01"}
    assert seen == [("a", "p", 1, expected, {"x": 1, "unset": None})]
    assert world.variables()["amount"] == Decimal("1500.50")


def test_a_job_says_what_a_worker_needs() -> None:
    task = service_task("a", "=kind", headers({"to": "bank"}), retries="=tries")
    world = World([one(task, "a")])
    world.start({"kind": "pay", "tries": 5})

    detail = world.jobs()[0][3]
    assert (detail["type"], detail["retries"], dict(detail["headers"])) == (
        "pay",
        5,
        {"to": "bank"},
    )


def test_money_keeps_its_digits_through_storing(mode: str) -> None:
    content = (start(), user_task("u"), script_task("k", "=amount * 3", "total"), end())
    world = World([diagram(*content, flows("start > u > k > end"))], mode)
    world.start({"amount": Decimal("0.10"), "big": Decimal("12345678901234567.89")})

    world.complete("u", rate=Decimal("0.015"))

    assert world.variables() == {
        "amount": Decimal("0.10"),
        "big": Decimal("12345678901234567.89"),
        "rate": Decimal("0.015"),
        "total": Decimal("0.30"),
    }


def test_a_business_rule_task_puts_its_decision_into_a_variable(mode: str) -> None:
    rule = rule_task("a", "=which", "r", mapping((), [("=r.track", "track")]), binding="deployment")
    decisions = {"triage": lambda inputs: {"track": inputs["line"] + "!"}}
    world = World([one(rule, "a")], mode, decisions=decisions)
    world.start({"line": "motor", "which": "triage"})

    assert world.variables()["track"] == "motor!"
    name, binding = world.house.asked[-1] if mode != "fresh" else ("triage", None)
    assert name == "triage"
    assert binding is None or (binding.kind, binding.caller) == ("deployment", "p:1")


def test_a_thrown_message_carries_its_inputs_and_its_key(mode: str) -> None:
    event = throw("t", on_message("M"), mapping([("=total", "amount")]))
    world = World([one(event, "t", message("M", "paid", key="=no"))], mode)
    world.start({"no": "C-1", "total": 7})

    assert world.instances[1].messages == [Message("paid", "C-1", {"amount": 7}, 2, "t")]
    assert world.done()


def test_a_message_without_its_key_is_an_incident(mode: str) -> None:
    event = throw("t", on_message("M"))
    world = World([one(event, "t", message("M", "paid", key="=no"))], mode)
    world.start({"no": None})

    assert world.incident()[:2] == ("t", "EXTRACT_VALUE_ERROR")


def test_a_message_end_event_may_be_a_job(mode: str) -> None:
    work = '<zeebe:taskDefinition type="send" />'
    body = diagram(
        start(),
        end("e", on_message("M"), work),
        flows("start > e"),
        declares=[message("M", "paid", key="=no")],
    )
    world = World([body], mode)
    world.start()

    world.complete_job("send")

    assert world.done()
    assert world.instances[1].messages == []


def test_a_signal_reaches_its_own_instance_with_what_it_carries(mode: str) -> None:
    body = diagram(
        start(),
        parallel("f"),
        catch("c", on_signal("S")),
        user_task("u"),
        throw("t", on_signal("S"), mapping([("=n", "told")])),
        end(),
        end("e2"),
        flows("start > f > c > end", "f > u > t > e2"),
        declares=[signal("S", "sig")],
    )
    world = World([body], mode)
    world.start({"n": 5})

    world.complete("u")

    assert world.done()
    assert world.variables() == {"n": 5, "told": 5}


def test_a_completing_listener_adds_to_the_answers() -> None:
    def lift(call: Call, answers: dict[str, Any]) -> dict[str, Any]:
        return {"amount": Decimal(answers["amount"])}

    task = user_task("u", listeners(("completing", "lift")))
    world = World([one(task, "u")], listeners={"lift": lift})
    world.start()

    world.complete("u", amount="5.00", note="x")

    assert world.variables() == {"amount": Decimal("5.00"), "note": "x"}


def test_a_command_tells_what_it_did() -> None:
    content = (start(), user_task("u"), exclusive("g", default=True), plain_task("x"), end())
    ways = flows("start > u > g", "g > x if =n > 1", "g > end default", "x > end")
    world = World([diagram(*content, ways)], "command")
    world.start({"n": 1, "same": 1})
    instance = world.stored(world.instances[1])
    instance.history, instance.flows = [], []
    token = world.tasks("u")[0][1]

    instance.complete_task(token, {"n": 0, "same": 1})

    assert instance.changed == {"n": 0}
    assert instance.history == [
        Left(token, "u", "COMPLETED"),
        Entered(3, "g", "exclusiveGateway", "p:1"),
        Left(3, "g", "COMPLETED"),
        Entered(4, "end", "endEvent", "p:1"),
        Left(4, "end", "COMPLETED"),
    ]
    assert [key for key, _ in instance.flows] == ["p:1", "p:1"]
    assert instance.flows[-1] == ("p:1", "g_default")


def test_terminating_an_instance_ends_everything(mode: str) -> None:
    world = World([one(user_task("u"), "u")], mode)
    world.start()

    world.run(1, lambda instance: instance.terminate())

    assert world.done()
    assert world.left("u", "TERMINATED") == 1


def test_spiffworkflows_own_queries_read_an_instance() -> None:
    world = World([one(user_task("u"), "u")])
    world.start()
    instance = world.instances[1]

    assert [task.task_spec.name for task in instance.get_tasks(manual=True)] == ["u"]
    assert instance.get_next_task(spec_name="u").id == world.tasks()[0][1]
    assert instance.get_next_task(spec_name="end") is None
    assert not instance.is_completed()


def test_a_filter_in_an_expression_sees_the_processs_variables(mode: str) -> None:
    task = script_task("k", "=lines[cost > limit].cost", "high")
    world = World([one(task, "k")], mode)
    world.start({"lines": [{"cost": 5}, {"cost": 15}], "limit": 10})

    assert world.variables()["high"] == [15]
