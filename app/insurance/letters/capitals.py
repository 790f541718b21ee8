"""Sums in Chinese capital figures (大写), which nobody can alter by a stroke. Pure."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
#: the larger units and what they are worth, the largest first
UNITS = ((10**8, "亿"), (10**4, "万"))
FEN = Decimal("0.01")


def in_capitals(amount: Decimal) -> str:
    """Return a sum as bills and vouchers write it, e.g. ``人民币壹仟零伍元叁角整``.

    A sum that ends before the fen ends with 整; skipped places are one 零.

    :raises ValueError: the sum is negative or finer than a fen
    Source: 支付结算办法, annex 1 (how bills and vouchers are filled in), points 1 to 4.
    """
    if amount < 0 or amount != amount.quantize(FEN):
        raise ValueError(f"{amount} is not a sum of money to be paid")
    yuan, fen = divmod(int(amount * 100), 100)
    if yuan == 0 and fen == 0:
        return "人民币零元整"
    whole = f"{_whole(yuan)}元" if yuan else ""
    return f"人民币{whole}{_fraction(fen, after_yuan=yuan > 0)}"


def _whole(number: int) -> str:
    """Write a whole number; the part under a unit begins with 零 where places are skipped."""
    for worth, unit in UNITS:
        if number >= worth:
            upper, lower = divmod(number, worth)
            gap = "零" if 0 < lower < worth // 10 else ""
            return _whole(upper) + unit + gap + (_whole(lower) if lower else "")
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    text, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            skipped = skipped or bool(text)
            continue
        text += ("零" if skipped else "") + DIGITS[digit] + PLACES[place]
        skipped = False
    return text


def _fraction(hundredths: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(hundredths, 10)
    if fen == 0:
        return f"{DIGITS[jiao]}角整" if jiao else "整"
    if jiao == 0:
        return ("零" if after_yuan else "") + f"{DIGITS[fen]}分"
    return f"{DIGITS[jiao]}角{DIGITS[fen]}分"
