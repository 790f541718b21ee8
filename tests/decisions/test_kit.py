"""The conformance kit: its reader by itself, and the whole kit where there is one."""

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest

from app.decisions.kit.cases import Beyond, read_cases, same
from app.decisions.kit.runner import main
from app.decisions.tck import load
from app.feel import YearsMonths
from tests.decisions.writing import decision, input_data, literal, model

KIT = os.environ.get("DMN_TCK", "")

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>twice.dmn</modelName>
  <testCase id="001"><inputNode name="amount"><value xsi:type="xsd:decimal">4</value></inputNode>
    <resultNode name="twice"><expected><value xsi:type="xsd:decimal">8</value></expected>
    </resultNode>
  </testCase>
  <testCase id="002"><inputNode name="amount"><list><item><value>1</value></item></list></inputNode>
    <resultNode name="twice"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>"""


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "TestCases" / "compliance-level-2" / "0001-twice"
    folder.mkdir(parents=True)
    content = model(
        input_data("amount", "number"),
        decision("twice", literal("amount * 3"), requires=["input:amount"]),
    )
    (folder / "twice.dmn").write_bytes(content)
    (folder / "twice-test.xml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_a_kit_is_read(kit):
    first, second = read_cases(kit, 2)

    assert (first.name, first.inputs, first.expected) == ("twice", {"amount": Decimal(4)}, 8)
    assert (second.inputs, second.expected) == ({"amount": [Decimal(1)]}, None)


def test_the_runner_names_what_fails_and_counts(kit, capsys):
    assert main([str(kit), "--require", "1", "--failures"]) == 1

    printed = capsys.readouterr().out
    assert "0001-twice 001 twice: expected Decimal('8'), got Decimal('12')" in printed
    assert "0 of 2 passed" in printed


def test_the_door_takes_durations_of_any_class(tmp_path):
    class Months:
        months = 14

    path = tmp_path / "years.dmn"
    content = model(input_data("d"), decision("y", literal("d.years"), requires=["input:d"]))
    path.write_bytes(content)

    assert load(path)("decision", "y", {"d": Months()}) == 1


@pytest.mark.parametrize(
    ("expected", "got", "alike"),
    [
        (Decimal("0.333333333"), Decimal("0.3333333331"), True),
        (Decimal(1), True, False),
        (None, False, False),
        ([Decimal(1)], [Decimal(1)], True),
        ({"a": None}, {"a": None}, True),
        ({"a": None}, {}, False),
        (Beyond("P1000000000000D"), "P1000000000000D", True),
        (YearsMonths(3), YearsMonths(3), True),
        (dt.time(1, tzinfo=dt.UTC), dt.time(1), False),
        (dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), False),
    ],
)
def test_results_are_compared_as_the_kit_does(expected, got, alike):
    assert same(expected, got) is alike


@pytest.mark.tck
@pytest.mark.skipif(not KIT, reason="DMN_TCK names no folder with TestCases/")
def test_level_2_passes_whole():
    assert main([KIT, "--level", "2", "--require", "126"]) == 0


@pytest.mark.tck
@pytest.mark.skipif(not KIT, reason="DMN_TCK names no folder with TestCases/")
def test_the_table_tests_of_level_3_pass_whole():
    assert main([KIT, "--level", "3", "--tables", "--require", "60"]) == 0


@pytest.mark.tck
@pytest.mark.skipif(not KIT, reason="DMN_TCK names no folder with TestCases/")
def test_level_3_passes_but_for_years_no_calendar_of_python_has():
    assert main([KIT, "--level", "3", "--require", "2458"]) == 0
