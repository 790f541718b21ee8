"""Expressions that are valid FEEL by construction: loops, filters, recursion, built-ins, nested."""

from hypothesis import strategies as st

from app.feel.builtins.table import BUILTINS

NAMES = st.sampled_from(["a", "b", "x", "item", "partial", "claim"])
VALUES = """
1 -2.5 0 1e6000 100000 true null "" "abcabc" "(a|aa)+" [] {} [3,1,2] ["b","a"] (1..9) (<5)
[1..100000] @"2026-06-01" @"P1D" @"P1Y2M" @"12:00:00Z" @"2026-06-01T12:00:00" claim.amount b
(function(x)x)
"""
LEAVES = NAMES | st.sampled_from(VALUES.split())
OPERATORS = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">=", "and", "or"])
CALLED = st.sampled_from(sorted(BUILTINS))
PATTERNS = st.sampled_from(["(a|aa)+$", "[a-z-[b]]", "(x+x+)+y", "\\\\p{L}{1,9}", "a{9}{9}"])
#: a recursion for which the numbers given to it are too many
RECURSION = "{{f: function(x) if x < 2 then {} else f(x - 1) + f(x - 2), r: f({})}}.r"


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two, three = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    arguments = st.lists(inner, max_size=4).map(", ".join)
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map("({0[0]}) {0[1]} ({0[2]})".format),
        st.tuples(CALLED, arguments).map("{0[0]}({0[1]})".format),
        st.tuples(inner, PATTERNS).map('replace({0[0]}, "{0[1]}", "$1")'.format),
        st.tuples(NAMES, inner, inner).map("for {0[0]} in {0[1]} return {0[2]}".format),
        three.map("for x in ({0[0]})..({0[1]}), a in b return {0[2]}".format),
        two.map("some x in {0[0]} satisfies {0[1]}".format),
        two.map("every x in {0[0]}, a in {0[0]} satisfies {0[1]}".format),
        two.map("({0[0]})[{0[1]}]".format),
        two.map("{{a: {0[0]}, b: {0[1]}}}".format),
        two.map("[{0[0]}, {0[1]}]".format),
        two.map("(for i in 1..60 return if i = 1 then {0[0]} else {0[1]})[-1]".format),
        three.map("if {0[0]} then {0[1]} else {0[2]}".format),
        three.map("({0[0]}) in ({0[1]}, {0[2]})".format),
        two.map("(function(x, a) {0[0]})({0[1]}, x)".format),
        two.map("sort({0[0]}, function(x, a) {0[1]})".format),
        two.map(lambda pair: RECURSION.format(*pair)),
        inner.map("string({})".format),
        inner.map("({}).a".format),
    )


EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=12)
#: after ``<`` stands an end as of a range, so an expression that may itself compare needs brackets
CELLS = EXPRESSIONS | EXPRESSIONS.map("not({})".format) | EXPRESSIONS.map("< ({})".format)
