"""FEEL, the expression language of DMN 1.5: text to compiled function. It knows no claims."""

from app.feel.compiler.constants import UNKNOWN, constant
from app.feel.convert import lift, lower
from app.feel.errors import FeelError
from app.feel.language import Expression, UnaryTests, compile_expression, compile_unary_tests
from app.feel.show import show
from app.feel.values import Function, Range, Scope, Value, YearsMonths, kind

__all__ = [
    "UNKNOWN",
    "Expression",
    "FeelError",
    "Function",
    "Range",
    "Scope",
    "UnaryTests",
    "Value",
    "YearsMonths",
    "compile_expression",
    "compile_unary_tests",
    "constant",
    "kind",
    "lift",
    "lower",
    "show",
]
