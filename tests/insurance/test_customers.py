"""Customers, products and policies in the database."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.errors import Conflict, InvalidInput, NotFound
from app.insurance import demo
from app.insurance.customers import operations, queries
from app.insurance.customers.models import Customer, CustomerType, Policy, PolicyStatus
from app.work import Work


def test_the_demo_is_created_once(work: Work) -> None:
    assert demo.create_portfolio(work) == []
    numbers = [policy.policy_no for policy in queries.list_policies(work.session).rows]
    assert numbers == ["P-MOT", "P-CTP", "P-FIRE", "P-HEA", "P-ACC", "P-LIF", "P-HOM"]


def test_a_policy_is_found_by_number_and_by_id(work: Work) -> None:
    policy = queries.get_policy(work.session, "P-FIRE")

    assert queries.get_policy(work.session, str(policy.id)) is policy
    assert policy.deductible_rate == Decimal("0.1")
    assert policy.policyholder.name == "华东仓储有限公司"
    assert [thing.object_id for thing in policy.objects] == ["仓库一号"]


def test_an_unknown_number_is_no_policy(work: Work) -> None:
    assert queries.find_policy(work.session, "P-NONE") is None
    with pytest.raises(NotFound):
        queries.get_policy(work.session, "P-NONE")


def test_an_identity_number_is_stored_encrypted_and_found_by_its_hash(work: Work) -> None:
    stored = work.session.execute(
        sa.text("SELECT id_no FROM customer WHERE customer_no = 'C-ZHANG'")
    ).scalar_one()

    assert b"310101198001011234" not in bytes(stored)
    found = queries.list_customers(work.session, id_no="310101198001011234")
    assert [customer.name for customer in found.rows] == ["张伟"]


def test_a_new_customer_gets_the_next_number(work: Work) -> None:
    customer = operations.create_customer(
        work, Customer(type=CustomerType.FARMER, name="赵农", phones=None)
    )

    assert customer.customer_no == "CUS-20260302-000001"
    assert (customer.created_by, customer.created_at) == (work.actor.user_id, work.now)


def policy_like(work: Work, number: str, ends_on: dt.date) -> Policy:
    return Policy(
        policy_no=number,
        product=queries.get_product(work.session, "MOT"),
        policyholder=queries.get_customer(work.session, "C-ZHANG"),
        starts_on=dt.date(2026, 1, 1),
        ends_on=ends_on,
        status=PolicyStatus.IN_FORCE,
        premium=Decimal(1),
        sum_insured=Decimal(1),
    )


def test_a_policy_number_is_given_once(work: Work) -> None:
    with pytest.raises(Conflict), work.session.no_autoflush:
        operations.create_policy(work, policy_like(work, "P-MOT", dt.date(2027, 1, 1)))


def test_a_policy_ends_after_it_begins(work: Work) -> None:
    with pytest.raises(InvalidInput) as refusal, work.session.no_autoflush:
        operations.create_policy(work, policy_like(work, "P-NEW", dt.date(2026, 1, 1)))

    assert [error.pointer for error in refusal.value.errors] == ["/ends_on"]
