"""The page on conformance names every built-in function and every limit as the code has them."""

import re

import pytest

from app.decisions.dmn import scope, source
from app.feel import limits, parser, patterns, xpath
from app.feel.builtins.table import BUILTINS
from app.feel.grammar import cursor
from tests.complete.sources import ROOT

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
TICKED = re.findall(r"✓ `([\w ]+)`", PAGE)
#: by the words of its row; what the evaluation or the reading of a file refuses
FIGURES = {
    "steps of an evaluation": limits.MOST_STEPS,
    "time of an evaluation": limits.MOST_SECONDS,
    "items of a list": limits.MOST_ITEMS,
    "characters of a text": limits.MOST_CHARACTERS,
    "time of one use of a pattern": patterns.MOST_SECONDS,
    "pieces of a pattern": xpath.MOST_PIECES,
    "groups of a pattern": xpath.MOST_GROUPS_DEEP,
    "characters of an expression": parser.MAX_LENGTH,
    "brackets, calls and forms": cursor.MAX_NESTING,
    "operators of an expression": parser.MAX_DEPTH,
    "bytes of a file": source.MAX_BYTES,
    "time for what the cells": scope.MOST_SECONDS,
}


@pytest.mark.parametrize("namespace", source.NAMESPACES)
def test_every_namespace_that_is_read_is_named(namespace):
    assert f"`{namespace}`" in PAGE


def test_every_built_in_function_is_ticked_once_and_no_other():
    assert sorted(TICKED) == sorted(BUILTINS)


@pytest.mark.parametrize(("row", "figure"), FIGURES.items())
def test_every_limit_stands_there_with_its_figure(row, figure):
    assert re.search(rf"^\| {row}[^|]*\| {int(figure):,}\b", PAGE, re.MULTILINE)
