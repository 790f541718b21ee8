"""What would hang the server or fill its memory is refused; what is merely large is worked out."""

import re
import threading
import time

import pytest

from app.feel import FeelError, compile_expression, compile_unary_tests, lift, lower, show
from app.feel.limits import MOST_CHARACTERS, MOST_ITEMS
from app.feel.parser import MAX_LENGTH
from tests.feel.evaluation import passes, result

STEPS = "more than 5,000,000 steps"
BUSY = "longer than 5 seconds"  # whatever it is, on a machine that is busy
ITEMS = "a list of more than 100,000 items"
CHARACTERS = "a text of more than 1,000,000 characters"
DEEP = "too deeply"
SLOW = "takes too long"
LIST = "(for i in 1..100000 return i)"
TEXT = 'string join(for i in 1..100000 return "0123456789")'
#: each item holds the one before it twice, so that it is written in 2 ** 60 pieces
TWINS = "(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]"
TWIN_CONTEXTS = "(for i in 1..60 return if i = 1 then 1 else {a: partial[-1], b: partial[-1]})[-1]"
BACKTRACKING = '"' + "a" * 60 + 'b"'

ENDLESS = [
    ("for i in 1..1000000000 return i", ITEMS),
    ("for i in 1..1e30 return i", ITEMS),
    ("for i in 1000000000..1 return i", ITEMS),
    ("for i in -9e6144..9e6144 return i", ITEMS),
    ("some i in [1..1e6000] satisfies i = 0", ITEMS),
    ('for d in date("0001-01-01")..date("9999-12-31") return d', ITEMS),
    ("for i in 1..100000, j in 1..100000 return 1", ITEMS),
    ("for i in 1..100000 return for j in 1..100000 return 1", STEPS),
    ("some i in 1..100000, j in 1..100000 satisfies i + j = 0", STEPS),
    ("every i in 1..100000 satisfies every j in 1..100000 satisfies true", STEPS),
    (f"{{l: {LIST}, r: l[count(l[item > 5]) > 5]}}.r", STEPS),
    ("for i in 1..100000 return partial", STEPS),
    ("{fib: function(n) if n < 2 then n else fib(n - 1) + fib(n - 2), r: fib(60)}.r", STEPS),
    ("{f: function(n) f(n + 1), r: f(0)}.r", DEEP),
    ('(for i in 1..60 return if i = 1 then "abc" else partial[-1] + partial[-1])[-1]', CHARACTERS),
    (
        "(for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]))[-1]",
        ITEMS,
    ),
    (f"union({LIST}, for i in 1..100000 return -i)", ITEMS),
    (f"append({LIST}, 1)", ITEMS),
    (f"insert before({LIST}, 1, 1)", ITEMS),
    (f"flatten({TWINS})", ITEMS),
    (f"string({TWINS})", CHARACTERS),
    (f"string({TWIN_CONTEXTS})", CHARACTERS),
    (f"{TWINS} = {TWINS}", STEPS),
    (f"{TWIN_CONTEXTS} = {TWIN_CONTEXTS}", STEPS),
    (f"{TWINS} in ({TWINS})", STEPS),
    (f"{TWINS}.a", STEPS),
    ('string join(for i in 1..100000 return "0123456789 and more")', CHARACTERS),
    (f'replace({TEXT}, "0", "0123456789")', CHARACTERS),
    (f'split(replace({TEXT}, "[05]", ","), ",")', ITEMS),
    ("distinct values(for i in 1..100000 return [i])", STEPS),
    (f"{{l: {LIST}, r: for i in l return list contains(l, -i)}}.r", STEPS),
    (f"list replace({LIST}, function(a, b) count({LIST}) = a, 0)", STEPS),
    ("for i in 1..100000 return 7.1 ** 3.1", STEPS),
    ("string(for i in 1..100000 return 1e6000)", CHARACTERS),
    (f'matches({BACKTRACKING}, "^(a|aa)+$")', SLOW),
    (f'replace({BACKTRACKING}, "(a|aa)+$", "x")', SLOW),
    (f'split({BACKTRACKING}, "(a|aa)+$")', SLOW),
    (f'for i in 1..100000 return matches({BACKTRACKING}, "^(a|aa)+$")', SLOW),
    ('matches("a", "((a{1000}){1000}){1000}")', "more than 10,000 pieces"),
    ('matches("a", "a{99999999999999999999}")', "more than 10,000 pieces"),
    ('matches("a", "' + "(?:" * 60 + "a" + "){2}" * 60 + '")', "groups more than 50 deep"),
    (f'matches("a", {TEXT})', "more than 10,000 characters"),
    (f'matches("a", {TEXT}, "q")', "more than 10,000 characters"),
]

LARGE = [
    ("sum(for i in 1..10000 return i)", "50005000"),
    (f"sum({LIST})", "5000050000"),
    (f"count(distinct values({LIST}))", "100000"),
    (f"count(mode({LIST}))", "100000"),
    (f"count(sort({LIST}, function(a, b) a > b))", "100000"),
    (f"count({LIST}[item > 50000])", "50000"),
    (f"stddev({LIST}) > 28867", "true"),
    ("sum(for i in 1..1000 return sum(for j in 1..100 return i * j))", "2527525000"),
    ("count(for i in 1..300, j in 1..300 return i + j)", "90000"),
    (
        "{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(30)}.r",
        "265252859812191058636308480000000",
    ),
    ("{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(20)}.r", "6765"),
    ("(for i in 1..3000 return if i = 1 then 1 else partial[-1] + 1)[-1]", "3000"),
    (f"string length({TEXT})", "1000000"),
    (f'string length(replace({TEXT}, "9", "x"))', "1000000"),
    (f'count(split({TEXT}, "0"))', "100001"),
    (f'matches({TEXT}, "8901234567.*9$")', "true"),
    ('count(for d in date("2000-01-01")..date("2100-01-01") return d)', "36526"),
    ("count(distinct values(for i in 1..400 return {a: modulo(i, 7)}))", "7"),
]


@pytest.mark.parametrize(("text", "reason"), ENDLESS)
def test_what_would_not_end_is_refused_in_time_with_its_reason(text, reason):
    compiled = compile_expression(text)
    began = time.monotonic()

    with pytest.raises(FeelError) as refused:
        show(compiled({}))

    assert re.search(f"{reason}|{BUSY}", refused.value.reason)
    assert refused.value.text == text
    assert time.monotonic() - began < 10  # on an idle machine all stay below two


@pytest.mark.parametrize(("text", "expected"), LARGE)
def test_what_is_merely_large_is_worked_out(text, expected):
    assert result(text) == expected


def test_the_text_of_a_value_that_shares_its_parts_is_not_written_out_without_end():
    value = compile_expression(TWINS)({})

    with pytest.raises(FeelError, match="1,000,000 characters"):
        show(value)
    with pytest.raises(FeelError, match="5,000,000 steps"):
        lower(value)


def test_a_cell_that_would_not_end_is_refused():
    with pytest.raises(FeelError, match=STEPS):
        passes("some i in 1..100000, j in 1..100000 satisfies i + j = ?", 0)


def test_the_pattern_is_named_with_how_to_write_it_right():
    with pytest.raises(FeelError) as refused:
        result(f'matches({BACKTRACKING}, "^(a|aa)+$")')
    assert "'^(a|aa)+$' takes too long" in refused.value.reason
    assert "write (a+)+ or (a|aa)+ as a+" in refused.value.reason


@pytest.mark.parametrize("compiled", [compile_expression, compile_unary_tests])
def test_a_text_longer_than_a_person_writes_is_refused_at_the_first_sign_too_many(compiled):
    longest = "[" + "1," * (MAX_LENGTH // 2 - 2) + "1 ]"
    assert compiled(longest)

    with pytest.raises(FeelError, match="longer than 20,000 characters") as refused:
        compiled(longest + "  ")
    assert refused.value.position == MAX_LENGTH


def test_a_variable_may_be_longer_than_what_an_expression_makes():
    scope = lift({"items": [1] * (MOST_ITEMS + 1), "text": "x" * (MOST_CHARACTERS + 1)})

    assert compile_expression("count(items)")(scope) == MOST_ITEMS + 1
    assert compile_expression("string length(text)")(scope) == MOST_CHARACTERS + 1


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_json_nested_without_end_is_refused(wrap):
    value = 1
    for _ in range(5_000):
        value = wrap(value)

    with pytest.raises(FeelError, match=DEEP):
        lift(value)
    with pytest.raises(FeelError, match=DEEP):
        lower(value)
    with pytest.raises(FeelError, match=DEEP):
        show(value)


def test_a_list_that_holds_itself_is_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(FeelError, match=DEEP):
        lift(endless)


def test_one_evaluation_takes_nothing_from_the_next_nor_from_another_thread():
    text = "sum(for i in 1..50000 return i * 2 + 1 - 1) > 0"
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(result(text))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [result(text) for _ in range(10)] == ["true"] * 10
    assert found == ["true"] * 4
