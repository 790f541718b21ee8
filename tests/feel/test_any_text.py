"""Whatever is typed compiles and yields a value, or is refused with its place."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel import FeelError, compile_expression, compile_unary_tests, lift, show

VOCABULARY = """
a b claim.amount ? item partial and or not ( ) [ ] { } , : . .. + - * / ** = != < <= > >= in
between if then else for return some every satisfies function instance of true false null 1 2.5
"x" @"P1D" @"2026-06-01" date time duration count sum sort list range substring string number
context any matches "[a-z" "(" day week -> list<number> now min split
"""
WORDS = st.sampled_from(sorted(VOCABULARY.split()))
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=25).map(" ".join)
SCOPE = lift({"a": 5, "b": [1, "x", None], "claim": {"amount": 10.5}})


def shown_value(text):
    """Return the value of an expression as text, or the fault."""
    try:
        return show(compile_expression(text)(SCOPE))
    except FeelError as refused:
        return refused


def answers(text):
    """Return what a cell says to null and to a number, or the fault."""
    try:
        tests = compile_unary_tests(text)
        return tests(SCOPE, None), tests(SCOPE, Decimal(5))
    except FeelError as refused:
        return refused


def place(found):
    """Return the place of a fault; the beginning where there is none."""
    return getattr(found, "position", 0)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_an_expression_with_a_value_or_refused_with_its_place(text):
    found = shown_value(text)
    assert isinstance(found, (str, FeelError))
    assert 0 <= place(found) <= len(text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_a_cell_with_answers_or_refused_with_its_place(text):
    found = answers(text)
    assert isinstance(found, FeelError) or set(found) <= {True, False, None}
    assert 0 <= place(found) <= len(text)
