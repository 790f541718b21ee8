"""Every statement of the customer's document has its row, and what a row names is there."""

import ast
import re

from tests.complete.sources import FUNCTIONS, ROOT, tree
from tests.golden.trace import MEANING, rows, split

ROWS = {row.id: row for row in rows()}
A_TEST = re.compile(r"tests/\S+\.py::test_\w+")
STATEMENTS = 153
#: what the claim, its papers, approval, payment, dispute and overdue handling have to fulfil
CLAIMS = {f"R-{number:03}" for number in (*range(46, 54), *range(68, 99), *range(100, 109))}
CLAIMS |= {"R-111", "R-112", "R-113"}
#: rows of these that are not fulfilled yet
OPEN: set[str] = set()


def names_in(path: str) -> set[str]:
    """List the classes and functions of a module, or the ids in a file of XML."""
    if path.endswith(".py"):
        kinds = (ast.ClassDef, *FUNCTIONS)
        return {node.name for node in tree(ROOT / path).body if isinstance(node, kinds)}
    return set(re.findall(r'\bid="([^"]+)"', (ROOT / path).read_text("utf-8")))


def is_there(name: str) -> bool:
    """Tell whether a file exists and has what is named in it."""
    path, part = split(name)
    return (ROOT / path).is_file() and (not part or part in names_in(path))


def test_every_statement_has_one_row_in_order() -> None:
    assert [row.id for row in rows()] == [f"R-{n:03}" for n in range(1, STATEMENTS + 1)]
    assert {row.status for row in ROWS.values()} <= set(MEANING)


def test_what_claims_have_to_fulfil_is_done_or_known_to_be_open() -> None:
    assert {id for id in CLAIMS if ROWS[id].status != "done"} == OPEN
    assert {row.id for row in ROWS.values() if row.status == "open"} == OPEN


def test_what_is_done_has_a_file_and_a_test() -> None:
    assert [row.id for row in ROWS.values() if row.status == "done" and not row.files] == []
    assert [row.id for row in ROWS.values() if row.status == "done" and not row.tests] == []


def test_every_file_and_test_that_a_row_names_is_there() -> None:
    named = {name for row in ROWS.values() for name in (*row.files, *row.tests)}

    assert sorted(name for name in named if not is_there(name)) == []


def test_what_a_row_calls_a_test_is_one() -> None:
    named = {name for row in ROWS.values() for name in row.tests}

    assert sorted(name for name in named if not A_TEST.fullmatch(name)) == []
