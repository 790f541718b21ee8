"""The two things a text can be compiled to: an expression, and the tests of a cell."""

from functools import lru_cache

from app.feel.builtins.table import BUILTINS
from app.feel.compiler.expressions import compile_node, compile_tests
from app.feel.limits import Limited, is_open
from app.feel.names import FreeNames
from app.feel.parser import parse_expression, parse_unary_tests
from app.feel.tree import Node, Tests
from app.feel.values import Run, Scope, Test, Value

BUILTIN_NAMES = frozenset(BUILTINS)
SPACED_BUILTINS = frozenset(name for name in BUILTINS if " " in name)
CACHED_TEXTS = 20_000  # some 60 tables of 20 rules with a dozen columns


class Expression:
    """A compiled expression: call it with a scope of FEEL values.

    ``names`` are read from the scope, without built-in functions; ``possible_names`` may
    be: in a filter an entry of the filtered items may be meant instead, and a built-in function
    may bear the name. ``run`` is the bare closure.
    """

    __slots__ = ("name_positions", "names", "possible_names", "run", "text", "tree")

    def __init__(self, text: str, tree: Node, run: Run, free: FreeNames) -> None:
        self.text = text
        self.tree = tree
        self.run = run
        self.names = tuple(free.certain)
        self.possible_names = tuple(free.possible)
        self.name_positions = free.certain

    def __call__(self, scope: Scope) -> Value:
        """Return the value in a scope.

        :raises FeelError: the evaluation goes beyond a limit
        """
        if is_open():
            return self.run(scope)
        with Limited(self.text):
            return self.run(scope)


class UnaryTests:
    """A compiled cell: call it with a scope and the input; True, False or None.

    Names as in ``Expression``; ``?`` is the input. ``always`` marks the empty cell and ``-``.
    """

    __slots__ = ("always", "name_positions", "names", "possible_names", "run", "text", "tree")

    def __init__(self, text: str, tree: Tests, run: Test, free: FreeNames) -> None:
        self.text = text
        self.tree = tree
        self.run = run
        self.always = not tree.tests
        self.names = tuple(free.certain)
        self.possible_names = tuple(free.possible)
        self.name_positions = free.certain

    def __call__(self, scope: Scope, value: Value) -> bool | None:
        """Tell whether the input passes.

        :raises FeelError: the evaluation goes beyond a limit
        """
        if is_open():
            return self.run(scope, value)
        with Limited(self.text):
            return self.run(scope, value)


@lru_cache(maxsize=CACHED_TEXTS)
def compile_expression(text: str, names: frozenset[str] = frozenset()) -> Expression:
    """Compile an expression.

    :param names: declared names; those with spaces or signs are only understood if given here
    :raises FeelError: the text is no expression, or too long or too deep
    """
    with Limited(text):
        tree = parse_expression(text, names | SPACED_BUILTINS)
        free = FreeNames(tree, BUILTIN_NAMES, names)
        return Expression(text, tree, compile_node(tree), free)


@lru_cache(maxsize=CACHED_TEXTS)
def compile_unary_tests(text: str, names: frozenset[str] = frozenset()) -> UnaryTests:
    """Compile an input entry of a decision table or a list of allowed values.

    :param names: declared names; those with spaces or signs are only understood if given here
    :raises FeelError: the text is no unary test, or too long or too deep
    """
    with Limited(text):
        tree = parse_unary_tests(text, names | SPACED_BUILTINS)
        free = FreeNames(tree, BUILTIN_NAMES, names)
        return UnaryTests(text, tree, compile_tests(tree), free)
