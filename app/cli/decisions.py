"""``flask decisions …``: tables as an analyst works with them."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.cases import operations as cases
from app.cli.files import FILES, read_files
from app.cli.refusals import Commands
from app.database import from_json, to_json
from app.decisions import operations, queries
from app.decisions.analysis import TableAnalysis, analyse
from app.decisions.case_files import CaseReport, run_folder
from app.decisions.comparison import compare
from app.decisions.compiled import load_together
from app.decisions.dmn.hit_policies import SINGLE
from app.decisions.explanations import NearMiss
from app.decisions.replay import Group, Replay
from app.transaction import processes, reading, transaction
from app.work import SYSTEM

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
KEY = click.argument("key")
NUMBER = click.IntRange(1, 2**31 - 1)
VERSION = click.option("--version", type=NUMBER, help="By default the one in force.")
INPUTS = click.argument("inputs", nargs=-1)


@click.group("decisions", cls=Commands)
def commands() -> None:
    """Check, explain, compare and replay decision tables."""


class Moment(click.ParamType[dt.datetime]):
    """A day or an instant by ISO 8601; without an offset it is local time."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.datetime:
        try:
            found = dt.datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no date: write 2026-03-02 or 2026-03-02T09:30:00+08:00")
        return found if found.tzinfo else found.replace(tzinfo=processes().zone)


# ---------------------------------------------------------------- examples
@commands.command("test")
@click.argument("folder", type=FOLDER, default="dmn")
@click.option("--every-rule", is_flag=True, help="Fail where no example reaches a rule.")
def run_examples(folder: Path, *, every_rule: bool) -> None:
    """Run the examples beside the tables of a folder."""
    reports = list(run_folder(folder))
    for report in reports:
        _show_report(report)
    failed = sum(len(report.failed) for report in reports)
    unreached = sum(len(report.unreached) for report in reports)
    examples = sum(len(report.results) for report in reports)
    click.echo(f"{examples} examples, {failed} failed; {unreached} rules that none reaches")
    sys.exit(1 if failed or (every_rule and unreached) else 0)


def _show_report(report: CaseReport) -> None:
    click.echo(f"{report.decision}: {len(report.results)} examples")
    for result in report.failed:
        note = f" ({result.case.note})" if result.case.note else ""
        click.echo(f"  line {result.case.line}{note}: {result.difference}")
    for rule in report.unreached:
        click.echo(f"  no example reaches rule {rule.index} ({rule.annotation})")


# ---------------------------------------------------------------- the table as a whole
@commands.command("analyse")
@FILES
def show_analyses(paths: tuple[Path, ...]) -> None:
    """Say what the tables in FILES leave open, cover twice, or say in vain."""
    files = {name: text for name, text in read_files(paths).items() if name.endswith(".dmn")}
    models = load_together(files)
    found = [analyse(table) for model in models for table in model.tables]
    for table in found:
        click.echo(f"{table.decision} ({table.policy})")
        for line in _lines(table):
            click.echo(f"  {line}")
    sys.exit(1 if any(table.open_gaps or table.overlaps for table in found) else 0)


def _lines(found: TableAnalysis) -> Iterator[str]:
    for gap in found.gaps:
        why = f"accepted: {gap.accepted}" if gap.accepted else _answer_to_gaps(found)
        yield gap.text + (f" [{why}]" if why else "")
    if found.more_gaps:
        yield f"and {found.more_gaps} more gaps"
    yield from (overlap.text for overlap in found.overlaps)
    if found.more_overlaps:
        yield f"and {found.more_overlaps} more overlaps"
    yield from (dead.text for dead in found.never_firing)
    yield from (merge.text for merge in found.mergeable)
    yield from (untold.text for untold in found.untold)
    yield from (f"outside the analysis: {cell}" for cell in found.outside)
    yield from (f"not worked out: {reason}" for reason in (*found.limits, *found.minor_limits))


def _answer_to_gaps(found: TableAnalysis) -> str:
    if found.policy not in SINGLE:
        return "nothing is listed for them"
    return f"{found.catch_all} answers" if found.catch_all else ""


# ---------------------------------------------------------------- what it says
def _read_inputs(pairs: Iterable[str]) -> dict[str, object]:
    """Read ``amount=5000 lob=auto``; a value is JSON, anything else is text."""
    found: dict[str, object] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{pair!r}: write name=value")
        try:
            found[name] = from_json(text)
        except (ValueError, ArithmeticError):
            found[name] = text
    return found


@commands.command()
@KEY
@INPUTS
@VERSION
@with_appcontext
def evaluate(key: str, inputs: tuple[str, ...], *, version: int | None) -> None:
    """Evaluate a decision for inputs written name=value."""
    work = reading(SYSTEM)
    result = operations.decide(
        work.session, key, _read_inputs(inputs), at=work.now, version=version
    )
    click.echo(f"{result.decision} {result.version}: {to_json(result.value)}")
    for rule in result.matched:
        click.echo(f"  rule {rule.index} of {rule.decision} fired ({rule.annotation})")
    click.echo(f"  from {to_json(result.inputs)}; file {result.digest}")


@commands.command()
@KEY
@INPUTS
@VERSION
@with_appcontext
def explain(key: str, inputs: tuple[str, ...], *, version: int | None) -> None:
    """Evaluate a decision and say why other rules did not fire."""
    work = reading(SYSTEM)
    found = operations.explain(
        work.session, key, _read_inputs(inputs), at=work.now, version=version
    )
    said = to_json(found.value) if found.failure is None else f"no value: {found.failure}"
    click.echo(f"{found.decision} {found.version}: {said}")
    for rule in found.matched:
        click.echo(f"  rule {rule.index} of {rule.decision} fired ({rule.annotation})")
    for rule in found.also_hold:
        click.echo(f"  rule {rule.index} of {rule.decision} holds too and does not decide")
    for near in found.near_misses:
        _show_near_miss(near)


def _show_near_miss(near: NearMiss) -> None:
    reasons = "; ".join(cell.reason for cell in near.missed)
    click.echo(f"  rule {near.index} of {near.decision} did not: {reasons}")


# ---------------------------------------------------------------- versions
@commands.command("list")
@with_appcontext
def show_all() -> None:
    """List the decisions in force."""
    work = reading(SYSTEM)
    for row in queries.list_decisions(work.session, at=work.now):
        begins = row.effective_from.astimezone(work.processes.zone)
        click.echo(f"{row.decision_id} {row.version}, since {begins:%Y-%m-%d %H:%M}: {row.name}")


@commands.command()
@KEY
@with_appcontext
def versions(key: str) -> None:
    """List the versions of a decision, the newest first."""
    work = reading(SYSTEM)
    for dated in queries.dated_versions(work.session, key, at=work.now):
        row, state = dated.row, dated.state.replace("_", " ")
        begins = row.effective_from.astimezone(work.processes.zone)
        restores = f", restores {row.restores}" if row.restores else ""
        click.echo(f"{row.version} from {begins:%Y-%m-%d %H:%M} ({state}{restores}) {row.digest}")


@commands.command("compare")
@KEY
@click.argument("before", type=NUMBER)
@click.argument("after", type=NUMBER, required=False)
@with_appcontext
def show_changes(key: str, before: int, after: int | None) -> None:
    """Say how two versions differ; the later is by default the one in force."""
    work = reading(SYSTEM)
    rows = [
        queries.get_decision_version(work.session, key, at=work.now, version=version)
        for version in (before, after)
    ]
    earlier, later = map(queries.outline_of_version, rows)
    for change in compare(earlier, later, key):
        click.echo(f"{change.decision}: {change.words}")


@commands.command("roll-back")
@KEY
@click.argument("version", type=NUMBER)
@click.option("--effective-from", type=Moment(), help="By default now.")
@with_appcontext
def roll_back(key: str, version: int, *, effective_from: dt.datetime | None) -> None:
    """Put an earlier version into force again, with the decisions of its file."""
    with transaction(SYSTEM) as work:
        rows = cases.roll_back_decision(work, key, version, effective_from=effective_from)
        said = [f"{row.decision_id} {row.version} says what {row.restores} said" for row in rows]
    click.echo("\n".join(said))


# ---------------------------------------------------------------- replay
@commands.command("replay")
@FILES
@click.option("--since", type=Moment(), required=True, help="The first day or instant.")
@click.option("--until", type=Moment(), help="The first day or instant that is left out.")
@click.option("--decision", "key", help="Only this one of the decisions in the files.")
@with_appcontext
def replay_past(
    paths: tuple[Path, ...], *, since: dt.datetime, until: dt.datetime | None, key: str | None
) -> None:
    """Say which past decisions the tables in FILES would have taken otherwise."""
    work = reading(SYSTEM)
    span = cases.Span(since=since, until=until)
    files = {name: text for name, text in read_files(paths).items() if name.endswith(".dmn")}
    for report in cases.replay_files(work, files, span=span, key=key):
        _show_replay(report)


def _show_replay(report: Replay) -> None:
    click.echo(
        f"{report.decision}: {report.replayed} replayed, {report.unchanged} as before, "
        f"{report.changed} otherwise, {report.failed} of them without an answer"
    )
    if report.other_rule:
        click.echo(f"  {report.other_rule} of those as before by another rule")
    for name, count in report.missing.items():
        click.echo(f"  {count} not compared: they were taken without {name}")
    for group in report.groups:
        _show_group(group)


def _show_group(group: Group) -> None:
    after = f"now {_rules(group.after)}" if not group.failure else f"now none: {group.failure}"
    click.echo(f"  {group.count} by {_rules(group.before)}, {after}")
    for name, total in group.inputs.items():
        click.echo(f"    sum of {name}: {total}")
    for name, sums in group.outputs.items():
        click.echo(f"    sum of {name}: {sums.before}, would be {sums.after}")
    for example in group.examples:
        said = f"{_written(example.inputs)}: {to_json(example.before)} -> {to_json(example.after)}"
        click.echo(f"    e.g. case {example.case_id}: {said}")


def _rules(rules: tuple[str, ...]) -> str:
    return f"rule {', '.join(rules)}" if rules else "no rule"


def _written(inputs: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {to_json(value)}" for name, value in inputs.items())
