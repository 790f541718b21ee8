"""Whatever is typed compiles and yields a value, or is refused with its place; and in time."""

import time
from decimal import Decimal
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.feel import FeelError, compile_expression, compile_unary_tests, lift, limits, lower, show
from tests.feel.grammar_texts import CELLS, EXPRESSIONS

VOCABULARY = """
a b claim.amount ? item partial and or not ( ) [ ] { } , : . .. + - * / ** = != < <= > >= in
between if then else for return some every satisfies function instance of true false null 1 2.5
"x" @"P1D" @"2026-06-01" date time duration count sum sort list range substring string number
context any matches "[a-z" "(" day week -> list<number> now min split
"""
WORDS = st.sampled_from(sorted(VOCABULARY.split()))
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=25).map(" ".join)
SCOPE = lift({"a": 5, "b": [1, "x", None], "claim": {"amount": 10.5}})
SLOW = 20.0  # seconds; ten times the worst of an idle machine
#: a hundredth of the steps, so that many texts that would not end can be tried
FEW_STEPS = 50_000


@pytest.fixture(autouse=True)
def few_steps():
    """Let evaluations end soon."""
    with mock.patch.object(limits, "MOST_STEPS", FEW_STEPS):
        yield


def shown_value(text):
    """Return the value of an expression as text, or the fault."""
    try:
        value = compile_expression(text)(SCOPE)
    except FeelError as refused:
        return refused
    return _or_refused(show, value), _or_refused(lower, value)


def _or_refused(write, value):
    try:
        return write(value)
    except FeelError as refused:
        return refused.reason


def answers(text):
    """Return what a cell says to null and to a number, or the fault."""
    try:
        tests = compile_unary_tests(text)
        return tests(SCOPE, None), tests(SCOPE, Decimal(5))
    except FeelError as refused:
        return refused


def is_value(found):
    """Tell whether an expression came to a value that can be shown."""
    return isinstance(found, tuple) and isinstance(found[0], str)


def has_place(found, text):
    """Tell whether a fault names a place in the text and a reason."""
    inside = isinstance(found, FeelError) and 0 <= found.position <= len(text)
    return inside and found.text == text and bool(found.reason)


def in_time(began):
    """Tell whether an evaluation took no longer than it may."""
    return time.monotonic() - began < SLOW


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_an_expression_with_a_value_or_refused_with_its_place(text):
    found = shown_value(text)
    assert is_value(found) or has_place(found, text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_a_cell_with_answers_or_refused_with_its_place(text):
    found = answers(text)
    assert has_place(found, text) or set(found) <= {True, False, None}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS)
def test_any_valid_expression_compiles_and_ends(text):
    began = time.monotonic()
    compile_expression(text)
    found = shown_value(text)
    assert is_value(found) or has_place(found, text)
    assert in_time(began)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CELLS)
def test_any_valid_cell_compiles_and_ends(text):
    began = time.monotonic()
    compile_unary_tests(text)
    found = answers(text)
    assert has_place(found, text) or set(found) <= {True, False, None}
    assert in_time(began)
