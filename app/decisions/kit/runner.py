"""Runs the DMN conformance kit: ``python -m app.decisions.kit PATH --level 2 --require 126``."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.decisions.kit.cases import KitCase, read_cases, same
from app.decisions.tck import Evaluate, load

# the level 3 folders about tables, contexts and imports rather than single functions
TABLES = "^00(04|08|17|20|35|36|37|38|39|40|41|86|87|88)-"


@dataclass(frozen=True, kw_only=True)
class KitResult:
    """What came out of one case."""

    case: KitCase
    passed: bool
    got: object


def run_kit(cases: Iterable[KitCase]) -> Iterator[KitResult]:
    """Evaluate cases; each model is loaded once."""
    models: dict[Path, Evaluate] = {}
    for case in cases:
        try:
            if case.model not in models:
                models[case.model] = load(case.model)
            got = models[case.model](case.kind, case.name, case.inputs)
        except Exception as error:  # noqa: BLE001  whatever it is, it is the result of this case
            yield KitResult(case=case, passed=_fails_as_expected(case, models), got=error)
            continue
        if case.kind == "decisionService" and isinstance(got, dict) and case.result in got:
            got = got[case.result]
        yield KitResult(case=case, passed=same(case.expected, got), got=got)


def _fails_as_expected(case: KitCase, models: dict[Path, Evaluate]) -> bool:
    return case.expected is None and case.may_fail and case.model in models


def report(results: Iterable[KitResult], *, failures: bool) -> Iterator[str]:
    """Yield a line a failed case (where wanted), a line a folder, and the sum."""
    total: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for result in results:
        case = result.case
        total[case.folder] += 1
        passed[case.folder] += result.passed
        if failures and not result.passed:
            wanted = f"expected {case.expected!r}, got {result.got!r}"
            yield f"{case.folder} {case.id} {case.name}: {wanted}"
    for folder, count in total.items():
        mark = "" if passed[folder] == count else "  <--"
        yield f"{passed[folder]:5}/{count:<5} {folder}{mark}"
    yield f"{passed.total()} of {total.total()} passed"


def main(arguments: list[str] | None = None) -> int:
    """Run the kit; 1 when fewer cases pass than required."""
    cli = argparse.ArgumentParser(prog="python -m app.decisions.kit")
    cli.add_argument("path", type=Path, help="a folder that holds TestCases/")
    cli.add_argument("--level", type=int, choices=(2, 3), default=2)
    cli.add_argument("--folders", default="", help="regular expression of folder names")
    cli.add_argument("--tables", action="store_true", help="only the folders about tables")
    cli.add_argument("--require", type=int, default=0, help="fail below this number of passes")
    cli.add_argument("--failures", action="store_true", help="show each case that fails")
    chosen = cli.parse_args(arguments)
    if not (chosen.path / "TestCases").is_dir():
        cli.error(f"{chosen.path} holds no TestCases/")
    began = time.monotonic()
    folders = TABLES if chosen.tables else chosen.folders
    results = list(run_kit(read_cases(chosen.path, chosen.level, folders)))
    for line in report(results, failures=chosen.failures):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{time.monotonic() - began:.1f} s\n")
    return int(sum(result.passed for result in results) < chosen.require)
