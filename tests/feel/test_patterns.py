"""Regular expressions as XPath writes them."""

import pytest

from tests.feel.evaluation import result

MATCHES = [
    ("abc", "^a.c$", "true"),
    ("abcd", "^abc$", "false"),
    ("a\nb", "^b", "false"),
    ("b", "[a-z-[aeiou]]", "true"),
    ("e", "^[a-z-[aeiou]]$", "false"),
    ("x1", "\\i\\d", "true"),
    ("x-1", "^\\c+$", "true"),
    ("A", "\\p{Lu}", "true"),
    ("a", "\\p{Lu}", "false"),
    ("a", "\\P{Lu}", "true"),
    ("理", "^\\p{L}$", "true"),
    ("a", "[\\p{L}\\d]", "true"),
    ("-", "[^\\D]", "false"),
    ("a&&b", "a[&&]{2}b", "true"),
    ("^", "[\\^]", "true"),
    ("abab", "^(ab)\\1$", "true"),
    ("ab", "^(?:a)b$", "true"),
    ("aab", "^a+?b", "true"),
    ("a\tb", "a\\tb", "true"),
    ("{", "\\{", "true"),
    ("λ", "\\p{IsGreek}", "true"),
    ("a", "[\\P{Lu}]", "true"),
    ("e", "[^a-z-[aeiou]]", "false"),
    ("_", "\\w", "false"),
    ("+", "^\\w$", "true"),
    ("٣", "^\\d$", "true"),
    ("\u00a0", "\\s", "false"),
    ("a\rb", "a.b", "false"),
    ("bc", "^(?:(a)|b)\\1c$", "true"),
    ("aa1", "^(a)\\11$", "true"),
    ("a-b", "[+--]", "true"),
    ("a-", "^[\\w-]+$", "true"),
    ("a#b", "a#b", "true"),
    ("a~b", "[a~~b]{3}", "true"),
    ("|", "[||]", "true"),
]
REFUSED = [
    "(?=a)",
    "(?<!a)b",
    "a++",
    "a**",
    "\\bword",
    "\\Z",
    "[a-z",
    "[]",
    "[a[b]]",
    "[a-[b]c]",
    "a{2",
    "a]",
    "(",
    "\\p{Nope}",
    "\\",
    "[a-\\d]",
    "(?i)a",
    "(?#x)a",
    "(?>a)",
    "(?P<n>a)",
    "(?|a|b)",
    "(*FAIL)",
    "(a",
    "a)",
    "|*",
    "^*",
    "(.)\\3",
    "(a\\1)",
    "\\0",
    "(a)[\\1]",
    "a{,2}",
    "a{2,1}",
    "a{1}{2}",
    "[[:alpha:]]",
    "\\p{Alpha}",
    "\\p{Greek}",
    "\\p{IsNowhere}",
    "\\X",
    "\\R",
    "\\K",
    "\\L<a>",
    "\\g<1>",
    "\\x41",
    "(?:foo){e<=1}",
]


@pytest.mark.parametrize(("text", "pattern", "expected"), MATCHES)
def test_a_pattern_matches_as_xpath_says(text, pattern, expected):
    assert result("matches(text, pattern)", {"text": text, "pattern": pattern}) == expected


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_of_another_dialect_is_null(pattern):
    assert result("matches(text, pattern)", {"text": "a", "pattern": pattern}) == "null"


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("\u212a", "k", "i", "true"),
        ("ß", "ss", "i", "false"),
        ("a", "\\p{Lu}", "i", "false"),
        ("aA", "(a)\\1", "i", "true"),
        ("hello world", "hello\\ sworld", "x", "true"),
        ("hello world", "hello[ ]world", "x", "true"),
        ("helloworld", "hello world", "x", "true"),
        ("abc", "\\p{ IsBasicLatin }+", "x", "true"),
        ("a]b c", "a[\\] ]b[ ]c", "x", "true"),
        ("a\nb", "a.b", "s", "true"),
        ("a\n", "^$", "m", "false"),
        ("a\nb", "a$", "m", "true"),
        ("a.c", ".", "q", "true"),
        ("abc", "^.", "q", "false"),
        ("abc", "a", "z", "null"),
    ],
)
def test_flags_mean_what_xpath_says(text, pattern, flags, expected):
    scope = {"text": text, "pattern": pattern, "flags": flags}
    assert result("matches(text, pattern, flags)", scope) == expected


def test_several_lines_and_spaces_are_asked_for_by_flags():
    scope = {"text": "a\nb", "lines": "^b$", "spaced": "^ b $", "none": None}
    texts = [
        'matches(text, lines, "m")',
        'matches(text, spaced, "mx")',
        "matches(text, lines, none)",
    ]
    assert [result(text, scope) for text in texts] == ["true", "true", "false"]
