"""The sum by which the tier of an approval is chosen, for every process that asks for one."""

from decimal import Decimal
from typing import Any

from app.database import round_money
from app.work import Work


def tier_amount(work: Work, amount: Decimal, cat_level: Any) -> Decimal:
    """Return a sum as the authority table reads it.

    :param cat_level: the level of the catastrophe, which widens every tier; none without one
    """
    measures = work.ask("contingency_measures", {"cat_level": cat_level}).value
    return narrowed(amount, Decimal(measures["authority_multiplier"]))


def narrowed(amount: Decimal, authority_multiplier: Decimal) -> Decimal:
    """Return a sum made as much smaller as the authority of every tier is wider."""
    return round_money(amount / authority_multiplier)
