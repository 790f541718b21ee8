"""Closures for every kind of node."""

from collections.abc import Callable
from typing import Any

from app.feel.builtins.table import BUILTINS
from app.feel.compiler import forms, loops, operators
from app.feel.compiler.constants import UNKNOWN, constant
from app.feel.compiler.tests import build_tests
from app.feel.tree import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Entries,
    Filter,
    For,
    Half,
    If,
    InstanceOf,
    Interval,
    Items,
    Junction,
    Lambda,
    Literal,
    Membership,
    Minus,
    Name,
    Node,
    Path,
    Quantified,
    Tests,
)
from app.feel.values import Run, Test

Build = Callable[[Node], Run]


def compile_node(node: Node) -> Run:
    """Return the closure that evaluates a tree."""
    return _BUILD[type(node)](node, compile_node)


def compile_tests(node: Tests) -> Test:
    """Return the closure that tests an input against a cell."""
    return build_tests(node, compile_node)


def _literal(node: Literal, build: Build) -> Run:
    value = node.value
    return lambda scope: value


def _name(node: Name, build: Build) -> Run:
    return forms.build_name(node.name, BUILTINS.get(node.name))


def _call(node: Call, build: Build) -> Run:
    value = constant(node)
    if value is not UNKNOWN:
        return lambda scope: value
    return forms.build_call(node, forms.build_called(node.function, build, BUILTINS), build)


def _membership(node: Membership, build: Build) -> Run:
    value, test = build(node.value), build_tests(Tests(node.position, node.tests), build)
    return lambda scope: test(scope, value(scope))


_BUILD: dict[type[Node], Callable[[Any, Build], Run]] = {
    Literal: _literal,
    Name: _name,
    Call: _call,
    Membership: _membership,
    Path: forms.build_path,
    If: forms.build_if,
    Lambda: forms.build_lambda,
    Items: forms.build_items,
    Entries: forms.build_entries,
    Filter: loops.build_filter,
    For: loops.build_for,
    Quantified: loops.build_quantified,
    Arithmetic: operators.build_arithmetic,
    Minus: operators.build_minus,
    Comparison: operators.build_comparison,
    Junction: operators.build_junction,
    Between: operators.build_between,
    InstanceOf: operators.build_instance_of,
    Interval: operators.build_interval,
    Half: operators.build_half,
}
