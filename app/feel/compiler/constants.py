"""Values that a text fixes by itself, such as ``-5`` or ``date("2026-06-01")``."""

from app.feel.arithmetic import opposite
from app.feel.builtins.conversion import CONVERSIONS
from app.feel.calls import invoke
from app.feel.tree import Call, Literal, Minus, Name, Node
from app.feel.values import Value

FIXED = ("date", "time", "date and time", "duration")
UNKNOWN = object()  #: the value depends on the scope


def constant(node: Node) -> Value:
    """Return the value of a literal, a negative one or a conversion of literals; else UNKNOWN."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Minus):
        value = constant(node.operand)
        return UNKNOWN if value is UNKNOWN else opposite(value)
    if isinstance(node, Call) and isinstance(node.function, Name) and not node.names:
        return _converted(node.function.name, node.arguments)
    return UNKNOWN


def _converted(name: str, arguments: tuple[Node, ...]) -> Value:
    if name not in FIXED or not all(isinstance(argument, Literal) for argument in arguments):
        return UNKNOWN
    return invoke(CONVERSIONS[name], [constant(argument) for argument in arguments])
