"""Each message that a shipped diagram waits for has a door of its own, or may come by any."""

from pathlib import Path

from lxml import etree

from app.api.messages import OWN_DOORS

ROOT = Path(__file__).parents[2]
MESSAGE = "{http://www.omg.org/spec/BPMN/20100524/MODEL}message"
#: what integrators tell by POST /messages: a case checks it when it begins, or looks again
TOLD_BY_INTEGRATORS = {
    "amount_changed",
    "claim_documents",
    "clock_breached",
    "improvement_proposed",
    "loss_reported",
    "payment_withdrawn",
    "regulator_transfer",
    "request_raised",
    "revisit_requested",
    "training_needed",
}


def test_a_message_that_carries_money_or_a_decision_cannot_pass_by_its_door() -> None:
    drawn = {
        message.get("name")
        for diagram in (ROOT / "bpmn").glob("*/*.bpmn")
        for message in etree.parse(diagram).getroot().iter(MESSAGE)
    }

    assert drawn - OWN_DOORS.keys() == TOLD_BY_INTEGRATORS
