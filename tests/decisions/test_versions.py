"""Deployed decisions: numbered versions, evaluated by id, kept as they were."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.decision_results import DecisionResult
from app.decisions import compiled, operations, queries
from app.decisions.errors import DecisionError, DecisionErrors
from app.decisions.models import DecisionVersion
from app.decisions.operations.store import Origin
from app.decisions.queries import list_versions
from app.errors import Conflict, NotFound
from tests.decisions.writing import decision, input_data, literal, model, table

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def tiers(limit: int) -> bytes:
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("tier", "number"), ("limit", "number")],
        rules=[(f"<= {limit}", "1", str(limit)), (f"> {limit}", "2", "0.5")],
    )
    return model(decision("tier", logic, label="层级"))


def store(
    session: Session, content: bytes, name: str = "tier.dmn", *, days: int = 0, **others: Any
) -> list[DecisionVersion]:
    """Store a file; it is in force after so many days."""
    origin = Origin(deployed_at=NOW, effective_from=NOW + dt.timedelta(days=days))
    return operations.store_decisions(session, origin, name=name, content=content, **others)


def decide(
    session: Session, key: str, inputs: Mapping[str, object], *, days: int = 0, **others: Any
) -> DecisionResult:
    """Ask a decision after so many days."""
    at = NOW + dt.timedelta(days=days)
    return operations.decide(session, key, inputs, at=at, **others)


def roll_back(session: Session, key: str, version: int, *, days: int = 0) -> list[DecisionVersion]:
    """Put an earlier version into force after so many days."""
    origin = Origin(deployed_at=NOW, effective_from=NOW + dt.timedelta(days=days))
    return operations.roll_back(session, key, version, origin)


def test_a_stored_decision_is_evaluated_by_its_id(session):
    store(session, model(decision("noise", literal("1"))), "noise.dmn")
    (row,) = store(session, tiers(100))

    result = decide(session, "tier", {"amount": Decimal("100.01"), "noise": 7})

    assert result.value == {"tier": 2, "limit": Decimal("0.5")}
    assert [(m.rule, m.index, m.annotation) for m in result.matched] == [("row_2", 2, "note 2")]
    assert result.inputs == {"amount": Decimal("100.01")}
    assert (result.decision, result.version, result.digest) == ("tier", 1, row.digest)
    assert (row.name, row.file_name, row.deployed_at) == ("层级", "tier.dmn", NOW)


def test_the_same_file_again_makes_no_new_version(session):
    (first,) = store(session, tiers(100))
    (again,) = store(session, tiers(100))

    assert again is first
    assert [v.version for v in list_versions(session, "tier")] == [1]


def test_a_changed_file_makes_a_new_version_and_keeps_the_old(session):
    store(session, tiers(100))
    store(session, tiers(200))

    assert decide(session, "tier", {"amount": 150}).value["tier"] == 1
    assert decide(session, "tier", {"amount": 150}, version=1).value["tier"] == 2
    assert [v.version for v in list_versions(session, "tier")] == [2, 1]


def test_going_back_to_an_older_file_is_a_new_version(session):
    store(session, tiers(100))
    store(session, tiers(200))
    (row,) = store(session, tiers(100))

    assert row.version == 3


def test_every_decision_of_a_file_gets_its_version(session):
    content = model(
        decision("base", literal("amount * 2")),
        decision("total", literal("base + 1"), requires=["decision:base"]),
    )

    assert [row.decision_id for row in store(session, content)] == ["base", "total"]
    assert decide(session, "total", {"amount": 3}).value == 7


def test_the_list_shows_the_version_in_force_of_each(session):
    store(session, tiers(100))
    store(session, tiers(200))
    store(session, tiers(300), days=1)
    store(session, model(decision("noise", literal("1"))), "noise.dmn")

    listed = queries.list_decisions(session, at=NOW)

    assert [(row.decision_id, row.version) for row in listed] == [("noise", 1), ("tier", 2)]


def test_an_unknown_decision_or_version_is_not_found(session):
    store(session, tiers(100))

    with pytest.raises(NotFound, match="'nothing' is not deployed"):
        decide(session, "nothing", {})
    with pytest.raises(NotFound, match="'tier' version 2 is not deployed"):
        queries.get_decision_version(session, "tier", at=NOW, version=2)


def test_a_faulty_file_is_not_stored(session):
    with pytest.raises(DecisionErrors):
        store(session, model(decision("tier", literal("1 +"))))

    assert queries.list_decisions(session, at=NOW) == []


def test_a_version_is_compiled_once_in_a_process(session, monkeypatch):
    store(session, tiers(123))
    monkeypatch.setattr(compiled, "load", None)  # whoever compiled again would fail

    assert decide(session, "tier", {"amount": 1}).value["tier"] == 1
    assert decide(session, "tier", {"amount": 2}).value["tier"] == 1


def test_a_function_is_no_result(session):
    store(session, model(decision("f", literal("function(n) n + 1"))))

    with pytest.raises(DecisionError, match="function"):
        decide(session, "f", {})


def imported_base(factor: int) -> bytes:
    return model(
        input_data("amount", "number"),
        decision("base", literal(f"amount * {factor}"), requires=["input:amount"]),
        namespace="urn:base",
    )


IMPORTING = model(
    '<import name="b" namespace="urn:base" importType="DMN"/>',
    decision("total", literal("b.base + 1"), requires=["decision:urn:base#base"]),
)


def test_a_version_keeps_the_models_it_imports(session):
    known = {"base.dmn": imported_base(2), "broken.dmn": b"<x/>"}
    store(session, IMPORTING, "t.dmn", known=known)
    known = {"base.dmn": imported_base(3)}
    store(session, IMPORTING, "t.dmn", known=known)
    compiled.forget()
    session.expire_all()

    assert decide(session, "total", {"amount": 10}).value == 31
    assert decide(session, "total", {"amount": 10}, version=1).value == 21


def test_a_version_with_a_date_takes_over_on_that_date(session):
    store(session, tiers(100))
    store(session, tiers(200), days=30)

    assert decide(session, "tier", {"amount": 150}, days=29).version == 1
    assert decide(session, "tier", {"amount": 150}, days=30).version == 2


def test_a_mend_before_the_date_does_not_undo_what_comes_on_it(session):
    store(session, tiers(100))
    store(session, tiers(200), days=30)
    store(session, tiers(120), days=1)

    assert decide(session, "tier", {"amount": 1}, days=2).value["limit"] == 120
    assert decide(session, "tier", {"amount": 1}, days=31).value["limit"] == 200


def test_of_two_versions_that_begin_together_the_later_one_counts(session):
    store(session, tiers(100), days=30)
    store(session, tiers(200), days=30)

    assert decide(session, "tier", {"amount": 1}, days=30).version == 2


def test_before_its_date_a_new_decision_is_not_in_force(session):
    store(session, tiers(100), days=30)

    with pytest.raises(NotFound, match="is not in force yet: version 1 is from 2026-04-01"):
        decide(session, "tier", {"amount": 1})


def test_a_file_that_says_what_will_be_in_force_makes_no_new_version(session):
    store(session, tiers(100))
    store(session, tiers(200), days=30)
    (again,) = store(session, tiers(200), days=40)

    assert again.version == 2


def test_a_roll_back_is_a_new_version_with_the_old_content(session):
    store(session, tiers(100))
    store(session, tiers(200))

    (row,) = roll_back(session, "tier", 1)

    assert (row.version, row.restores, row.digest) == (
        3,
        1,
        list_versions(session, "tier")[2].digest,
    )
    assert decide(session, "tier", {"amount": 150}).value["tier"] == 2


def test_decisions_of_one_file_go_back_together(session):
    for factor in (2, 3):
        base = decision("base", literal(f"amount * {factor}"))
        total = decision("total", literal("base + 1"), requires=["decision:base"])
        store(session, model(base, total))

    rows = roll_back(session, "total", 1)

    assert [(row.decision_id, row.version) for row in rows] == [("base", 3), ("total", 3)]
    assert decide(session, "base", {"amount": 5}).value == 10


def test_a_roll_back_to_what_is_in_force_is_refused(session):
    store(session, tiers(100))

    with pytest.raises(Conflict, match="says what version 1 says"):
        roll_back(session, "tier", 1)


def test_a_version_of_a_later_date_outlives_a_roll_back(session):
    store(session, tiers(100))
    store(session, tiers(200))
    store(session, tiers(300), days=30)
    roll_back(session, "tier", 1)

    assert decide(session, "tier", {"amount": 1}, days=1).value["limit"] == 100
    assert decide(session, "tier", {"amount": 1}, days=31).value["limit"] == 300


def test_examples_stay_with_the_next_version_and_come_back_with_the_old(session):
    (first,) = store(session, tiers(100))
    operations.store_cases(session, first, file_name="tier.cases.csv", content="amount,=> tier\n")
    (second,) = store(session, tiers(200))
    operations.store_cases(session, second, file_name="tier.cases.csv", content="changed")
    (third,) = roll_back(session, "tier", 1)

    assert queries.find_cases(session, third).content == "amount,=> tier\n"
