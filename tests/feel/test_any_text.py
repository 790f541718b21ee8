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


def outcome(compile_text, text):
    """Return what became of a text: a value as text, or the place of the fault."""
    try:
        compiled = compile_text(text)
    except FeelError as refused:
        return refused
    return compiled


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_an_expression_with_a_value_or_refused_with_its_place(text):
    found = outcome(compile_expression, text)
    shown = show(found(SCOPE)) if not isinstance(found, FeelError) else str(found)
    assert isinstance(shown, str)
    assert 0 <= getattr(found, "position", 0) <= len(text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_a_cell_with_an_answer_or_refused_with_its_place(text):
    found = outcome(compile_unary_tests, text)
    answers = [] if isinstance(found, FeelError) else [found(SCOPE, v) for v in (None, Decimal(5))]
    assert all(answer in (True, False, None) for answer in answers)
    assert 0 <= getattr(found, "position", 0) <= len(text)
