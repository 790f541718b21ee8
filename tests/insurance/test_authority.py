"""The sum by which the tier of an approval is chosen."""

from decimal import Decimal as D

import pytest

from app.insurance import authority


@pytest.mark.parametrize(
    ("amount", "multiplier", "expected"),
    [("3600", "1.0", "3600.00"), ("30000", "3.0", "10000.00"), ("10000", "1.2", "8333.33")],
)
def test_wider_authority_lowers_the_sum_of_the_tier(
    amount: str, multiplier: str, expected: str
) -> None:
    assert authority.narrowed(D(amount), D(multiplier)) == D(expected)
