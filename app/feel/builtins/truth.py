"""Built-in functions on truth and identity."""

from app.feel.builtins.signature import builtin
from app.feel.logic import equal
from app.feel.show import show
from app.feel.values import Value, kind


def _is(left: Value, right: Value) -> bool:
    """Tell whether two values are the same one; unlike ``=`` it never answers null."""
    if kind(left) != kind(right):
        return False
    if kind(left) in ("time", "date and time"):
        return show(left) == show(right)
    return equal(left, right) is True


TRUTH = {
    "not": builtin("negand: boolean", lambda value: not value),
    "is": builtin("value1: any, value2: any", _is),
}
