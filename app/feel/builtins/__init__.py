"""The built-in functions of DMN 1.5, one module per theme."""

from app.feel.builtins.conversion import CONVERSIONS
from app.feel.values import Function

BUILTINS: dict[str, Function] = {**CONVERSIONS}
