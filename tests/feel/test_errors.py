"""What is not FEEL is refused with place and reason."""

import pytest

from app.feel import FeelError, compile_expression, compile_unary_tests

CELLS = [
    ("“auto”", 0, "quotation mark"),
    ("'auto'", 0, "double quotes"),
    ('"auto', 0, "not closed"),
    ('"a"，"b"', 3, "comma"),
    ("（1..2）", 0, "bracket"),
    ("＞ 5", 0, "sign"),
    ("=> 5", 1, "write >="),
    ("== 5", 1, "write ="),
    ("<> 5", 1, "write !="),
    ("> 3 and < 5", 4, "range"),
    ("3 < ? < 9", 6, "compared again"),
    ("< 3 = true", 4, "compared again"),
    ("< a in (1, 2)", 4, "compared again"),
    ("[1..5", 5, "not closed"),
    ("[1..", 4, "ends too early"),
    ("ten thousand", 4, "double quotes"),
    ('not("a"', 7, "ends too early"),
    ('"a",', 4, "ends too early"),
    ("5 5", 2, "unexpected"),
    ("__import__('os').system('ls')", 11, "double quotes"),
    ("(1).__class__ ! 2", 14, "not(…)"),
]
EXPRESSIONS = [
    ("", 0, "ends too early"),
    ("1 +", 3, "ends too early"),
    ("if a then b", 11, "else is expected"),
    ("for x in", 8, "ends too early"),
    ("{a 1}", 5, "ends too early"),
    ("{a: 1, a: 2}", 7, "twice"),
    ('@"2026-13-01"', 0, "no date"),
    ("1e99999", 0, "too large"),
    ("f(a: 1, 2)", 0, "named"),
    ("function(x) external {java: {}}", 12, "unexpected"),
    ("a ; b", 2, "commas"),
    ("50 %", 3, "modulo"),
    ("a && b", 2, "and"),
    ("$types", 0, "belong"),
    ("a\n+ +", 4, "unexpected"),
]


@pytest.mark.parametrize(("cell", "position", "reason"), CELLS)
def test_a_broken_cell_is_refused_with_place_and_reason(cell, position, reason):
    with pytest.raises(FeelError) as refused:
        compile_unary_tests(cell)
    assert (refused.value.text, refused.value.position) == (cell, position)
    assert reason in refused.value.reason


@pytest.mark.parametrize(("text", "position", "reason"), EXPRESSIONS)
def test_a_broken_expression_is_refused_with_place_and_reason(text, position, reason):
    with pytest.raises(FeelError) as refused:
        compile_expression(text)
    assert (refused.value.text, refused.value.position) == (text, position)
    assert reason in refused.value.reason


def test_a_place_is_told_by_line_and_column():
    with pytest.raises(FeelError) as refused:
        compile_expression("a\n+ +")
    assert (refused.value.line, refused.value.column) == (2, 3)
    assert "line 2, column 3" in str(refused.value)


@pytest.mark.parametrize("levels", [60, 1_000, 5_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("(", ")"),
        ("[", "]"),
        ("{a: ", "}"),
        ("-", ""),
        ("1 + ", ""),
        ("a.", ""),
        ("a[", "]"),
        ("not(", ")"),
        ("if a then 1 else ", ""),
        ("for i in ", " return 1"),
        ("function() ", ""),
        ("]", "..1]"),
        ("1 or 1 and 1 < 1 + 1 * 1 ** (", ")"),
        ("x instance of list<", ">"),
        ("f(", ")"),
        ("1 in (", ")"),
        ("1 in (", "..2]"),
    ],
)
def test_deep_nesting_ends_without_a_crash(opening, closing, levels):
    text = opening * levels + "a" + closing * levels
    assert _compiles_or_is_refused(text) in ("compiled", "refused")


def _compiles_or_is_refused(text):
    try:
        compile_expression(text)(dict[str, object]())
    except FeelError:
        return "refused"
    return "compiled"


def test_forty_levels_are_not_too_deep():
    text = "(" * 40 + "1" + ")" * 40
    assert compile_expression(text)({}) == 1


def test_a_function_that_calls_itself_without_end_is_an_error_with_its_text():
    endless = compile_expression("{f: function(n) f(n + 1), r: f(1)}.r")
    with pytest.raises(FeelError, match="calls itself"):
        endless({})


@pytest.mark.parametrize(
    "text",
    [
        "a.__class__",
        "a.__init__",
        '"x".upper',
        "[].append",
        "{}.keys",
        "abs.call",
        "a.b.__globals__",
    ],
)
def test_no_path_leads_to_python(text):
    assert compile_expression(text)({"a": {"b": "c"}}) in (None, [])
