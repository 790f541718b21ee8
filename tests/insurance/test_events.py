"""One claim that cannot be tagged now does not keep the others from their tags."""

from typing import Any

import pytest

from app.errors import Conflict, InvalidInput, NotFound
from app.insurance.claims.handlers import events
from app.insurance.claims.models import Claim
from app.insurance.claims.operations import events as operations
from app.work import Variables, Work
from tests.insurance.calls import Call, reported

TYPHOON: Variables = {
    "event_id": "TY-1",
    "level": "II",
    "window_from": "2026-03-01T00:00:00+08:00",
    "perils": ["vehicle_damage"],
    "regions": ["浦东"],
}


@pytest.fixture
def typhoon(work: Work) -> Call:
    """The call that tells of a typhoon whose end is not known, and is told."""
    call = Call(work=work, variables=TYPHOON)
    events.note_event(call)
    return call


def idle(work: Work) -> Claim:
    """Write a claim whose case nobody can work on."""
    claim = reported(work)
    claim.case_id = None
    work.session.flush()
    return claim


def tagging(typhoon: Call, **more: Any) -> Variables:
    return events.tag_open_claims(Call(work=typhoon.work, variables={**TYPHOON, **more}))


def test_a_claim_somebody_works_on_is_left_for_the_next_page(typhoon: Call) -> None:
    busy, free = reported(typhoon.work), idle(typhoon.work)

    page = tagging(typhoon)

    assert (page["tagged"], page["left"], page["done"]) == (1, [busy.id], False)
    assert (busy.cat_level, free.cat_level) == ("none", "II")


def test_a_claim_that_was_left_is_tried_again(typhoon: Call) -> None:
    busy = reported(typhoon.work)
    page = tagging(typhoon)
    busy.case_id = None
    typhoon.work.session.flush()

    page = tagging(typhoon, after=page["after"], left=[str(left) for left in page["left"]])

    assert (page["tagged"], page["left"], page["done"]) == (1, [], True)
    assert (busy.event_id, busy.cat_level) == ("TY-1", "II")


def test_a_claim_that_cannot_be_changed_is_named(
    typhoon: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, free = reported(typhoon.work), idle(typhoon.work)

    def refuse(*_: object) -> bool:
        raise InvalidInput("there is no calendar of 2027")

    monkeypatch.setattr(operations, "try_variables", refuse)
    page = tagging(typhoon)

    assert (page["failed"], page["done"]) == ([broken.claim_no], True)
    assert (broken.cat_level, free.cat_level) == ("none", "II")


def test_of_a_contingency_nobody_told_there_is_nothing_to_tag(work: Work) -> None:
    with pytest.raises(NotFound, match="TY-1"):
        events.tag_open_claims(Call(work=work, variables=TYPHOON))


def test_a_contingency_that_has_ended_is_not_changed_any_more(typhoon: Call) -> None:
    events.note_event(Call(work=typhoon.work, variables={**TYPHOON, "ended": True}))

    with pytest.raises(Conflict, match="TY-1 has ended"):
        events.note_event(typhoon)
