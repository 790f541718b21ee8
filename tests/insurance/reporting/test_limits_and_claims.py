"""M10 to M22 and M35 on books of March 2026; each number is counted by hand beside it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.insurance.payments.models import PaymentKind, PaymentStatus
from app.sla.models import ClockType
from tests.insurance.reporting.books import Books, at

Count = Callable[..., Any]


@pytest.fixture
def clocks(books: Books) -> Books:
    """Clocks of two claims.

    stage     line    state            started      due          stopped
    survey    motor   met              03-02 09:00  03-03 09:00  03-02 11:00  2 h
    survey    motor   met, paused 1 h  03-02 09:00  03-03 09:00  03-02 14:00  4 h
    survey    health  breached_closed  03-02 09:00  03-03 09:00  03-04 09:00  48 h
    payment   motor   met              03-30 09:00  04-02 09:00  04-01 00:00  April
    payment   health  breached         03-20 09:00  03-25 09:00  never
    payment   motor   breached_closed  03-20 09:00  03-25 09:00  04-02 10:00  late over the end
    survey    motor   cancelled        03-02 09:00  03-03 09:00  03-02 10:00  never counted
    survey    motor   running          03-31 09:00  04-03 09:00  never
    decision  motor   met, statutory   03-02 09:00  04-01 00:00  03-20 10:00
    """
    motor, health = books.claim("CLM-1"), books.claim("CLM-2", "health")
    books.clock(motor, "survey", "met", "03-02 09:00", "03-03 09:00", "03-02 11:00")
    paused = books.clock(motor, "survey", "met", "03-02 09:00", "03-03 09:00", "03-02 14:00")
    books.pause(paused, "03-02 10:00", "03-02 11:00")
    closed = ("survey", "breached_closed", "03-02 09:00", "03-03 09:00", "03-04 09:00")
    books.clock(health, *closed)
    books.clock(motor, "payment", "met", "03-30 09:00", "04-02 09:00", "04-01 00:00")
    books.clock(health, "payment", "breached", "03-20 09:00", "03-25 09:00")
    over = ("payment", "breached_closed", "03-20 09:00", "03-25 09:00", "04-02 10:00")
    books.clock(motor, *over)
    books.clock(motor, "survey", "cancelled", "03-02 09:00", "03-03 09:00", "03-02 10:00")
    books.clock(motor, "survey", "running", "03-31 09:00", "04-03 09:00")
    by_law = ("decision", "met", "03-02 09:00", "04-01 00:00", "03-20 10:00")
    books.clock(motor, *by_law, clock_type=ClockType.STATUTORY)
    return books


def test_attainment_counts_what_stopped_and_what_is_still_late(
    clocks: Books, numbers: Count
) -> None:
    # met: 2 surveys; stopped in March: 3 surveys; late and open on 1 April: 2 payments
    assert numbers("M11") == {"rate": (2, 5, 0.4)}
    assert numbers("M12") == {"rate": (1, 1, 1)}


def test_attainment_is_told_apart_by_stage_and_line(clocks: Books, numbers: Count) -> None:
    assert numbers("M11", by="stage") == {"payment": [(0, 2, 0)], "survey": [(2, 3, 0.6667)]}
    assert numbers("M11", by="line") == {
        "health": [(0, 2, 0)],  # a survey and a payment, both late
        "motor_commercial": [(2, 3, 0.6667)],  # 2 of 2 surveys, and a late payment
    }
    assert numbers("M11", line="health") == {"rate": (0, 2, 0)}
    assert numbers("M11", line="health", channel="app") == {"rate": (0, 2, 0)}
    assert numbers("M11", line="health", channel="web") == {"rate": (0, 0, None)}


def test_attainment_as_of_a_past_instant(clocks: Books, numbers: Count) -> None:
    # by 3 March, 10:00: two surveys met; one late and open
    assert numbers("M11", as_of=at("03-03 10:00")) == {"rate": (2, 3, 0.6667)}


def test_a_step_takes_the_time_it_ran(clocks: Books, numbers: Count) -> None:
    # 2, 4 and 48 h: mean 54 / 3; the middle one 4; the last one 48, off by 0.5 % at most
    found = numbers("M10")
    assert found["mean"] == (54, 3, 18)
    assert found["median"][2] == pytest.approx(4, rel=0.005)
    assert found["p90"][2] == pytest.approx(48, rel=0.005)
    assert numbers("M10", by="line")["health"][0] == (48, 1, 48)


def test_the_overdue_list_counts_what_is_late_now(clocks: Books, numbers: Count) -> None:
    # on 1 April open: 3 payments (one stops at that instant, and lasts no more before it: it was
    # open until then), 1 survey; late: 2 payments
    assert numbers("M13") == {"share": (2, 4, 0.5), "count": (2, None, 2)}


@pytest.fixture
def claims(books: Books) -> Books:
    """Claims, paid and not.

    claim  line    loss   reported papers  paid         sum     reserve  small
    A      motor   02-20  02-20    02-25   03-02 00:00  4,000   5,000    yes   10 d, 5 d
    B      health  03-01  03-02    03-11   03-11 12:00  9,000   6,000    no    10.5 d, 0.5 d
    C      motor   03-05  03-05    -       rejected 03-20
    D      motor   01-10  01-10    -       open; asked twice
    E      motor   03-10  03-10    03-12   04-01 00:00  1,000   1,000    yes   April
    F      motor   re-opens A on 03-25
    """
    given = {"reserve_at_registration": Decimal("5000"), "closed_at": at("03-03 09:00")}
    papers = {"proofs_received_at": at("02-25 00:00")}
    a = books.claim(
        "A", loss_time=at("02-20 00:00"), report_time=at("02-20 09:00"), **given, **papers
    )
    books.payment(a, "03-02 00:00", "4000")
    b = books.claim(
        "B",
        "health",
        loss_time=at("03-01 00:00"),
        report_time=at("03-02 09:00"),
        proofs_received_at=at("03-03 00:00"),
        reserve_at_registration=Decimal("6000"),
        loss_type="medical_expense",
        closed_at=at("03-31 23:59"),
    )
    books.notice(b, 1, "03-04 09:00", "03-11 00:00")
    books.payment(b, "03-05 12:00", "2000", kind=PaymentKind.ADVANCE)
    books.payment(b, "03-11 12:00", "7000")
    books.payment(b, "03-11 12:00", "7000", status=PaymentStatus.FAILED, running_no=2)
    c = books.claim("C", report_time=at("03-05 09:00"), closed_at=at("04-02 09:00"))
    books.rejection(c, "03-20 09:00")
    d = books.claim("D", report_time=at("01-10 09:00"))
    books.notice(d, 1, "03-05 09:00", "03-06 09:00")
    books.notice(d, 2, "03-08 09:00")
    e = books.claim(
        "E",
        loss_time=at("03-10 00:00"),
        report_time=at("03-10 09:00"),
        proofs_received_at=at("03-12 00:00"),
        reserve_at_registration=Decimal("1000"),
    )
    books.payment(e, "04-01 00:00", "1000")
    again = {"reopen_of_id": a.id, "created_at": at("03-25 09:00")}
    books.claim("F", report_time=at("03-25 09:00"), **again)
    return books


def test_how_long_from_loss_and_papers_to_the_money(claims: Books, numbers: Count) -> None:
    # A 10 d, B 10.5 d; E was paid in April
    assert numbers("M14") == {"mean": (20.5, 2, 10.25), "small": (10, 1, 10)}
    # A 5 d, B 0.5 d after the last supplement
    assert numbers("M15") == {
        "mean": (5.5, 2, 2.75),
        "in_1_day": (1, 2, 0.5),
        "in_5_days": (2, 2, 1),
    }


def test_claims_settled_of_those_there_were(claims: Books, numbers: Count) -> None:
    # closed in March: A, B; open on 1 March: A, D; reported in March: B, C, E, F
    assert numbers("M16") == {"rate": (2, 6, 0.3333)}


def test_paid_rejected_and_reopened(claims: Books, numbers: Count) -> None:
    # paid A, B; rejected C
    assert numbers("M17") == {"paid": (2, 3, 0.6667), "rejected": (1, 3, 0.3333)}
    # F re-opens, of A and B closed
    assert numbers("M19") == {"rate": (1, 2, 0.5)}


def test_papers_asked_for_once(claims: Books, numbers: Count) -> None:
    # B once, D twice
    assert numbers("M18") == {"rate": (1, 2, 0.5)}


def test_estimates_against_what_was_paid(claims: Books, numbers: Count) -> None:
    # |4,000 - 5,000| + |9,000 - 6,000| = 4,000 of 13,000
    assert numbers("M20") == {"rate": (4000, 13000, 0.3077)}


def test_rounds_of_approval_and_the_tiers_they_use(books: Books, numbers: Count) -> None:
    # claim A: returned, then approved in round 2 by tier 2; B approved at once by tier 1;
    # a first step of B's path concludes nothing; a superseded round does not count
    a, b, c = books.claim("A"), books.claim("B"), books.claim("C")
    books.approval(a, "03-02 09:00", "return")
    books.approval(a, "03-03 09:00", "approve", round=2, tier=2, amount_seen=Decimal("60000"))
    books.approval(b, "03-04 09:00", "approve", amount_seen=Decimal("8000.50"))
    books.approval(b, "03-04 08:00", "approve", step=2, concludes=False)
    books.approval(c, "03-05 09:00", "approve", superseded=True)

    # 1 of 3 rounds returned; (2 + 1) rounds for 2 approved claims
    assert numbers("M21") == {"rate": (1, 3, 0.3333), "rounds": (3, 2, 1.5)}
    found = numbers("M22", by="tier")
    assert [one[0] for one in found["1"]] == [1, 8000.5, 0]
    assert [one[0] for one in found["2"]] == [1, 60000, 0]


def test_how_disputes_ended(books: Books, numbers: Count) -> None:
    # negotiated +500; mediated +1,500, then a court: step 5, -200
    claim = books.claim("A")
    books.dispute(claim, "D-1", "03-02 09:00", offered=Decimal(1000), agreed=Decimal(1500))
    mediated = {"external_body": "arbitration", "agreed": Decimal(1500)}
    books.dispute(claim, "D-2", "03-03 09:00", **mediated)
    in_court = {"external_body": "x", "court": "x", "offered": Decimal(900)}
    books.dispute(claim, "D-3", "03-31 23:59", agreed=Decimal(700), **in_court)
    books.dispute(claim, "D-4", "04-01 00:00")

    assert numbers("M35") == {
        "count": (3, None, 3),
        "step_3": (1, 3, 0.3333),
        "step_4": (1, 3, 0.3333),
        "step_5": (1, 3, 0.3333),
        "change": (1800, None, 1800),
    }


def test_a_rate_of_nothing_is_no_rate(books: Books, numbers: Count) -> None:
    assert numbers("M11") == {"rate": (0, 0, None)}
    assert numbers("M14") == {"mean": (0, 0, None), "small": (0, 0, None)}
