"""All built-in functions by name."""

from app.feel.builtins.contexts import CONTEXTS
from app.feel.builtins.conversion import CONVERSIONS
from app.feel.builtins.lists import LISTS
from app.feel.builtins.numbers import NUMERIC
from app.feel.builtins.ranges import RANGES
from app.feel.builtins.statistics import STATISTICS
from app.feel.builtins.strings import STRINGS
from app.feel.builtins.temporal import TEMPORAL
from app.feel.builtins.truth import TRUTH
from app.feel.values import Function

BUILTINS: dict[str, Function] = {
    **CONVERSIONS,
    **TRUTH,
    **STRINGS,
    **NUMERIC,
    **LISTS,
    **STATISTICS,
    **CONTEXTS,
    **TEMPORAL,
    **RANGES,
}
