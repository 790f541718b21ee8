"""Deployed decisions: numbered versions, evaluated by id, kept as they were."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.decisions import compiled
from app.decisions.errors import DecisionError, DecisionErrors
from app.decisions.models import DecisionVersion
from app.decisions.operations import check, decide, store_decisions
from app.decisions.queries import get_decision_version, list_decisions, list_versions
from app.errors import NotFound
from tests.decisions.writing import decision, input_data, literal, model, table

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def tiers(limit: int) -> bytes:
    logic = table(
        inputs=[("amount", "number")],
        outputs=[("tier", "number"), ("limit", "number")],
        rules=[(f"<= {limit}", "1", str(limit)), (f"> {limit}", "2", "0.5")],
    )
    return model(decision("tier", logic, label="层级"))


def store(session: Session, content: bytes, name: str = "tier.dmn") -> list[DecisionVersion]:
    return store_decisions(session, name=name, content=content, deployed_at=NOW)


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


def test_the_list_shows_the_newest_version_of_each(session):
    store(session, tiers(100))
    store(session, tiers(200))
    store(session, model(decision("noise", literal("1"))), "noise.dmn")

    listed = list_decisions(session)

    assert [(row.decision_id, row.version) for row in listed] == [("noise", 1), ("tier", 2)]
    assert [row.decision_id for row in list_decisions(session, after="noise")] == ["tier"]


def test_an_unknown_decision_or_version_is_not_found(session):
    store(session, tiers(100))

    with pytest.raises(NotFound, match="'nothing' is not deployed"):
        decide(session, "nothing", {})
    with pytest.raises(NotFound, match="'tier' version 2 is not deployed"):
        get_decision_version(session, "tier", 2)


def test_a_faulty_file_is_not_stored(session):
    with pytest.raises(DecisionErrors):
        store(session, model(decision("tier", literal("1 +"))))

    assert list_decisions(session) == []


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
    store_decisions(session, name="t.dmn", content=IMPORTING, deployed_at=NOW, known=known)
    known = {"base.dmn": imported_base(3)}
    store_decisions(session, name="t.dmn", content=IMPORTING, deployed_at=NOW, known=known)
    compiled.forget()
    session.expire_all()

    assert decide(session, "total", {"amount": 10}).value == 31
    assert decide(session, "total", {"amount": 10}, version=1).value == 21


def test_a_check_says_what_is_wrong_and_where():
    logic = table(inputs=[("amount", "number")], outputs=[("x", "")], rules=[("[1..5", "1")])
    (finding,) = check("tier.dmn", model(decision("tier", logic)))

    assert (finding.level, finding.file, finding.element) == ("error", "tier.dmn", "tier")
    assert (finding.name, finding.rule) == ("amount", "1")
    assert finding.reason.startswith("'[1..5': ")


def test_a_check_knows_the_other_files_of_the_deployment():
    assert check("t.dmn", IMPORTING)[0].reason == "the imported model 'urn:base' is missing"
    assert check("t.dmn", IMPORTING, {"base.dmn": imported_base(2)}) == []
