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
    "\\p{IsGreek}",
    "\\",
    "[\\P{Lu}]",
    "a{99999999999999999999}",
]


@pytest.mark.parametrize(("text", "pattern", "expected"), MATCHES)
def test_a_pattern_matches_as_xpath_says(text, pattern, expected):
    assert result("matches(text, pattern)", {"text": text, "pattern": pattern}) == expected


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_of_another_dialect_is_null(pattern):
    assert result("matches(text, pattern)", {"text": "a", "pattern": pattern}) == "null"


def test_several_lines_and_spaces_are_asked_for_by_flags():
    scope = {"text": "a\nb", "lines": "^b$", "spaced": "^ b $", "none": None}
    texts = [
        'matches(text, lines, "m")',
        'matches(text, spaced, "mx")',
        "matches(text, lines, none)",
    ]
    assert [result(text, scope) for text in texts] == ["true", "true", "false"]
