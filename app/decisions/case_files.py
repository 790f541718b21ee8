"""Runs the cases kept beside a decision, and names the rules of its table that no case reaches.

``<decision>.cases.csv`` lies in the folder of the ``.dmn`` file that holds the decision of that id.
It is CSV in UTF-8 with a header. Its columns:

- ``name``: an input; or a required decision, whose value is then taken instead of worked out
- ``=>``: the whole expected value
- ``=> name``: one expected output; where the value is a list, the list of that output over all hits
- ``note``: for the reader

Its cells:

- a number, ``true``, ``false``, ``null``, or what begins with ``"``, ``[``, ``{`` or ``@``: FEEL
- what begins with ``=``: the FEEL expression after it
- anything else: the text as it stands; a date or duration where the input is declared as one
- empty: null; as an input, not given
- ``-`` as an expected output: not compared
- ``!`` or ``! words`` in the first expected column: the evaluation must fail, for these words
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.decision_results import MatchedRule
from app.decisions.compiled import load_together
from app.decisions.dmn.hit_policies import equal
from app.decisions.dmn.model import Decision
from app.decisions.errors import DecisionError, written
from app.errors import InvalidInput
from app.feel import FeelError, compile_expression

ENDING = ".cases.csv"
EXPECTED = "=>"
NOTE = "note"
FAILS = "!"
_FEEL = re.compile(r'["\[{@].*|-?\d+(\.\d+)?|true|false|null', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row of a case file."""

    line: int
    inputs: Mapping[str, object]
    expected: Mapping[str, object]  #: by output; "" is the whole value
    failure: str | None  #: words of the reason for which it must fail
    note: str


@dataclass(frozen=True, kw_only=True)
class CaseResult:
    """What came of one case; ``difference`` is empty when it is as expected."""

    case: Case
    difference: str
    matched: tuple[MatchedRule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseReport:
    """What came of a case file."""

    decision: str
    results: tuple[CaseResult, ...]
    unreached: tuple[MatchedRule, ...]

    @property
    def failed(self) -> list[CaseResult]:
        """The cases that did not come out as expected."""
        return [result for result in self.results if result.difference]


def run_folder(folder: Path) -> Iterator[CaseReport]:
    """Run every case file of a folder.

    :raises InvalidInput: a case file is faulty, or belongs to no decision of the folder
    """
    decisions = load_folder(folder)
    for file in sorted(folder.glob(f"*{ENDING}")):
        name = file.name.removesuffix(ENDING)
        if name not in decisions:
            raise InvalidInput(f"{file.name}: no .dmn file beside it holds the decision {name!r}")
        cases = read_cases(file.read_text(encoding="utf-8-sig"), file.name)
        yield run_cases(decisions[name], cases)


def load_folder(folder: Path) -> dict[str, Decision]:
    """Load every decision of the DMN files of a folder, by id; they may import one another."""
    contents = {file.name: file.read_bytes() for file in sorted(folder.glob("*.dmn"))}
    models = load_together(contents)
    return {decision.id: decision for model in models for decision in model.decisions.values()}


def read_cases(text: str, file: str) -> list[Case]:
    """Read the text of a case file.

    :raises InvalidInput: it has no expected column, a row is too long, or a cell is not FEEL
    """
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows.fieldnames = [name.strip() for name in rows.fieldnames or ()]
        _ensure_header(rows.fieldnames, file)
        return [_case(row, rows.line_num, file) for row in rows]
    except csv.Error as error:
        raise InvalidInput(f"{file}, line {rows.line_num}: not CSV: {error}") from error


def _ensure_header(columns: Sequence[str], file: str) -> None:
    if not any(name.startswith(EXPECTED) for name in columns):
        raise InvalidInput(f"{file}: the header names no expected output ({EXPECTED})")
    repeated = [name for name in columns if columns.count(name) > 1]
    if repeated:
        raise InvalidInput(f"{file}: the header names {repeated[0]!r} twice")


def _case(row: Mapping[str, str | None], line: int, file: str) -> Case:
    if None in row or None in row.values():
        raise InvalidInput(f"{file}, line {line}: not as many cells as the header has columns")
    cells = {name: (text or "").strip() for name, text in row.items()}
    outputs = [name for name in cells if name.startswith(EXPECTED)]
    first = cells[outputs[0]]
    fails = first.startswith(FAILS)
    compared = [] if fails else [name for name in outputs if cells[name] != "-"]
    try:
        inputs = {n: _value(t) for n, t in cells.items() if t and n not in (*outputs, NOTE)}
        expected = {n.removeprefix(EXPECTED).strip(): _value(cells[n]) for n in compared}
    except FeelError as error:
        raise InvalidInput(f"{file}, line {line}: {error}") from error
    return Case(
        line=line,
        inputs=inputs,
        expected=expected,
        failure=first.removeprefix(FAILS).strip() if fails else None,
        note=cells.get(NOTE, ""),
    )


def _value(text: str) -> object:
    if not text:
        return None
    if text.startswith("="):
        return compile_expression(text[1:])({})
    return compile_expression(text)({}) if _FEEL.fullmatch(text) else text


def run_cases(decision: Decision, cases: Sequence[Case]) -> CaseReport:
    """Evaluate the decision for each case."""
    results = tuple(_run(decision, case) for case in cases)
    reached = {(rule.decision, rule.index) for result in results for rule in result.matched}
    return CaseReport(
        decision=decision.id,
        results=results,
        unreached=tuple(r for r in decision.rules if (r.decision, r.index) not in reached),
    )


def _run(decision: Decision, case: Case) -> CaseResult:
    fixed = {name: value for name, value in case.inputs.items() if name in decision.required}
    given = {name: value for name, value in case.inputs.items() if name not in fixed}
    unknown = sorted(set(given) - {i.name for i in decision.inputs})
    if unknown:
        reason = f"the decision has no input {', '.join(unknown)}"
        return CaseResult(case=case, difference=reason)
    try:
        outcome = decision.evaluate(given, fixed=fixed)
    except DecisionError as error:
        return CaseResult(case=case, difference=_failure(case, error))
    if case.failure is not None:
        reason = f"it should fail, but is {written(outcome.value)}"
        return CaseResult(case=case, difference=reason, matched=outcome.matched)
    try:
        difference = "; ".join(_differences(decision, case, outcome.value))
    except FeelError as error:
        difference = error.reason
    return CaseResult(case=case, difference=difference, matched=outcome.matched)


def _failure(case: Case, error: DecisionError) -> str:
    """Return how a failure differs from the expected one; "" when it does not."""
    if case.failure is None:
        return error.detail
    as_expected = case.failure.lower() in error.detail.lower()
    return "" if as_expected else f"it fails for another reason: {error.detail}"


def _differences(decision: Decision, case: Case, value: object) -> Iterator[str]:
    outputs = {output.name for table in decision.tables for output in table.outputs}
    for name, expected in case.expected.items():
        if name and outputs and name not in outputs | {decision.id}:
            yield f"the decision has no output {name}"
            continue
        got = _output(value, name)
        if not equal(got, expected):
            yield f"{name or 'value'} is {written(got)}, expected {written(expected)}"


def _output(value: object, name: str) -> object:
    """Return one output of a value: itself, its component, or the list of that component."""
    if isinstance(value, dict) and name:
        return value.get(name)
    if isinstance(value, list) and name and all(isinstance(item, dict) for item in value):
        return [item.get(name) for item in value]
    return value
