"""What is done to decision tables: evaluating, loading and replaying them."""

import datetime as dt
import itertools
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from app.cases import operations
from app.config import ROOT
from app.database import from_json
from app.decisions.analysis import analyse
from app.decisions.case_files import load_folder, read_cases
from app.decisions.dmn.model import Decision, load
from app.feel.language import compile_expression, compile_unary_tests
from app.transaction import reading
from app.work import SYSTEM
from tests.bench.measure import Side
from tests.bench.office import DATABASE, Office
from tests.bench.plain import plain
from tests.decisions import writing

FOLDER = ROOT / "dmn"
BATCH = 400  # evaluations that one act times, so that the clock's own cost does not count
NOTHING = [0]  # tables are no cases
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MULTIPLIED = """
    WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < :wanted)
    INSERT INTO case_decision (id, case_id, token_id, element, decision, version, digest, inputs,
                               value, matched, decided_at)
    SELECT -n, :case_id, 1, 'limit', 'sla_limit', 1, :digest, :inputs, :value, :matched, :at
    FROM counter WHERE n % :kinds = :kind
"""


def twenty_rules() -> Decision:
    """Return a table of 20 rules and 3 inputs: words, spans and an exception."""
    rules = [
        (
            '"auto", "home"' if number % 2 else '"marine"',
            f"[{number // 2 * 1000}..{(number // 2 + 1) * 1000})",
            "-" if number % 3 else 'not("fraud")',
            str(number),
            f'"group {number}"',
        )
        for number in range(20)
    ]
    logic = writing.table(
        inputs=[("line", "string"), ("amount", "number"), ("flag", "string")],
        outputs=[("tier", "number"), ("group", "string")],
        rules=rules,
        policy="FIRST",
    )
    return load(writing.model(writing.decision("tier", logic))).decisions["tier"]


def _act(ask: Callable[[Mapping[str, Any]], Any], inputs: Iterable[Mapping[str, Any]]) -> Side:
    given = list(itertools.islice(itertools.cycle(inputs), BATCH))

    def act(_: int) -> float:
        began = time.perf_counter()
        for one in given:
            ask(one)
        return (time.perf_counter() - began) / BATCH

    return Side(act, NOTHING)


class Tables:
    """The acts on tables."""

    @cached_property
    def evaluate_small(self) -> Side:
        return _act(self._small.evaluate, self._small_inputs)

    @cached_property
    def plain_small(self) -> Side:
        return _act(plain(self._small.tables[0]), self._small_inputs)

    @cached_property
    def evaluate_limits(self) -> Side:
        return _act(self._limits.evaluate, self._limit_inputs)

    @cached_property
    def plain_limits(self) -> Side:
        return _act(plain(self._limits.tables[0]), self._limit_inputs)

    @cached_property
    def load_all(self) -> Side:
        return Side(_load_all, NOTHING)

    @cached_property
    def parse_all(self) -> Side:
        return Side(_parse_all, NOTHING)

    @cached_property
    def analyse_limits(self) -> Side:
        (table,) = self._limits.tables

        def act(_: int) -> float:
            began = time.perf_counter()
            analyse(table)
            return time.perf_counter() - began

        return Side(act, NOTHING)

    def replay(self, office: Office) -> Side:
        """Replay the limits over every decision that an office holds."""
        content = {"sla_limit.dmn": (FOLDER / "sla_limit.dmn").read_bytes()}
        span = operations.Span(since=SINCE)

        def act(_: int) -> float:
            with office.app.app_context():
                began = time.perf_counter()
                operations.replay_files(reading(SYSTEM), content, span=span)
                return time.perf_counter() - began

        return Side(act, NOTHING)

    def take(self, folder: Path, case_id: int, wanted: int) -> None:
        """Write decisions that a case has taken into the database in a folder."""
        with sqlite3.connect(folder / DATABASE) as database:
            for kind, inputs in enumerate(self._limit_inputs):
                outcome = self._limits.evaluate(inputs)
                rule = outcome.matched[0]
                row = {
                    "wanted": wanted,
                    "case_id": case_id,
                    "digest": "0" * 64,
                    "inputs": _json(outcome.inputs),
                    "value": _json(outcome.value),
                    "matched": _json([{"decision": rule.decision, "index": rule.index}]),
                    "at": "2026-03-02 08:00:00.000000",
                    "kinds": len(self._limit_inputs),
                    "kind": kind,
                }
                database.execute(MULTIPLIED, row)
        database.close()

    @staticmethod
    def read_rows(folder: Path) -> Side:
        """Read the same decisions by bare ``sqlite3`` and ``json``."""

        def act(_: int) -> float:
            began = time.perf_counter()
            database = sqlite3.connect(folder / DATABASE)
            for row in database.execute("SELECT inputs, value, matched FROM case_decision"):
                for text in row:
                    from_json(text)
            database.close()
            return time.perf_counter() - began

        return Side(act, NOTHING)

    @cached_property
    def _small(self) -> Decision:
        return twenty_rules()

    @cached_property
    def _small_inputs(self) -> list[dict[str, Any]]:
        pairs = itertools.product(("auto", "marine"), range(500, 10_000, 1000))
        return [{"line": line, "amount": Decimal(n), "flag": "none"} for line, n in pairs]

    @cached_property
    def _limits(self) -> Decision:
        return load_folder(FOLDER)["sla_limit"]

    @cached_property
    def _limit_inputs(self) -> list[dict[str, Any]]:
        text = (FOLDER / "sla_limit.cases.csv").read_text("utf-8")
        names = [i.name for i in self._limits.inputs]
        answered = [case for case in read_cases(text, "sla_limit") if case.failure is None]
        return [{name: case.inputs.get(name) for name in names} for case in answered]


def _load_all(_: int) -> float:
    for cache in (compile_expression, compile_unary_tests):
        cache.cache_clear()
    began = time.perf_counter()
    load_folder(FOLDER)
    return time.perf_counter() - began


def _parse_all(_: int) -> float:
    began = time.perf_counter()
    for file in sorted(FOLDER.glob("*.dmn")):
        etree.fromstring(file.read_bytes())
    return time.perf_counter() - began


def _json(value: object) -> str:
    return json.dumps(value, default=float)
