"""FEEL, the expression language of DMN 1.5: text to compiled function. It knows no claims."""

from app.feel.compiler.constants import UNKNOWN, constant
from app.feel.convert import lift, lower
from app.feel.errors import FeelError
from app.feel.language import Expression, UnaryTests, compile_expression, compile_unary_tests
from app.feel.limits import Limited, charge
from app.feel.show import show
from app.feel.types import coerce, conforms, named
from app.feel.values import TYPES, Function, Range, Scope, Value, YearsMonths, kind

__all__ = [
    "TYPES",
    "UNKNOWN",
    "Expression",
    "FeelError",
    "Function",
    "Limited",
    "Range",
    "Scope",
    "UnaryTests",
    "Value",
    "YearsMonths",
    "charge",
    "coerce",
    "compile_expression",
    "compile_unary_tests",
    "conforms",
    "constant",
    "kind",
    "lift",
    "lower",
    "named",
    "show",
]
