"""Says what is wrong with DMN files and the examples beside them, without storing them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.decisions.case_files import ENDING, CaseReport, read_cases, run_cases
from app.decisions.compiled import imports_of, load_with
from app.decisions.dmn.model import Decision, Model
from app.decisions.errors import DecisionErrors, Fault, written
from app.decisions.operations.analyse import faults_of
from app.decisions.queries import find_cases, find_compiled, find_in_force, list_upcoming
from app.errors import InvalidInput, NotFound


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found, and the decisions that sound files bring, by file."""

    faults: tuple[Fault, ...]
    decisions: Mapping[str, tuple[str, ...]]


def check_files(
    session: Session, tables: Mapping[str, bytes], cases: Mapping[str, bytes], *, at: dt.datetime
) -> Checked:
    """Check DMN files, with one another, and run the examples.

    :param tables: DMN files by name; they may import one another
    :param cases: case files by name: ``<decision>.cases.csv``
    :param at: decisions that the files do not bring are taken as they are in force then
    """
    checking = _Checking(session=session, at=at)
    for name, content in tables.items():
        checking.load(name, content, tables)
    for name, content in cases.items():
        checking.run(name, content)
    checking.run_kept_cases(cases)
    return Checked(
        faults=tuple(checking.faults),
        decisions={name: tuple(model.decisions) for name, model in checking.models.items()},
    )


@dataclass(kw_only=True)
class _Checking:
    session: Session
    at: dt.datetime
    faults: list[Fault] = field(default_factory=list)
    models: dict[str, Model] = field(default_factory=dict)  #: sound ones, by file
    unsound: bool = False

    def load(self, name: str, content: bytes, tables: Mapping[str, bytes]) -> None:
        """Compile a file."""
        others = {other: text for other, text in tables.items() if other != name}
        try:
            model = load_with(content, imports_of(content, name, others), name)
        except DecisionErrors as error:
            self.faults += error.faults
            self.unsound = True
            return
        self.models[name] = model
        self.faults += model.warnings
        self.faults += faults_of(model)

    def run(self, name: str, content: bytes) -> None:
        """Run the examples of a case file."""
        decision = self._decision(name[: -len(ENDING)])
        if decision is None:
            if not self.unsound:
                self.faults.append(_orphan(name))
            return
        try:
            report = run_cases(decision, read_cases(_text(content, name), name))
        except InvalidInput as error:
            self.faults.append(Fault(file=name, code="case_file", reason=error.detail))
            return
        self.faults += _failed(report, name, level="error")
        self.faults += _unreached(report, name)

    def run_kept_cases(self, given: Mapping[str, bytes]) -> None:
        """Run what is kept with the versions in force, for decisions that bring no examples."""
        for file, model in self.models.items():
            for decision in model.decisions.values():
                self.faults += self._upcoming(file, decision)
                if f"{decision.id}{ENDING}" not in given:
                    self.faults += self._kept(file, decision)

    def _upcoming(self, file: str, decision: Decision) -> Iterator[Fault]:
        """Yield a warning for each version that takes over later and is left as it is."""
        if find_in_force(self.session, decision.id, self.at) is None:
            return
        for row in list_upcoming(self.session, decision.id, at=self.at):
            begins = row.effective_from.isoformat()
            yield Fault(
                file=file,
                decision=decision.id,
                level="warning",
                code="upcoming",
                reason=f"version {row.version} still takes over at {begins}",
                advice="deploy for that instant too what is to be in force then",
            )

    def _kept(self, file: str, decision: Decision) -> Iterator[Fault]:
        row = find_in_force(self.session, decision.id, self.at)
        kept = find_cases(self.session, row) if row else None
        if row is None or kept is None:
            if decision.rules:
                yield _no_cases(file, decision.id)
            return
        report = run_cases(decision, read_cases(kept.content, kept.file_name))
        yield from _failed(report, f"{kept.file_name} of version {row.version}", level="warning")
        yield from _unreached(report, kept.file_name)

    def _decision(self, key: str) -> Decision | None:
        for model in self.models.values():
            if key in model.decisions:
                return model.decisions[key]
        try:
            return find_compiled(self.session, key, at=self.at)[0]
        except NotFound:
            return None


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{name}: not UTF-8 at byte {error.start}") from None


def _orphan(name: str) -> Fault:
    return Fault(
        file=name,
        code="case_file",
        reason=f"there is no decision {name[: -len(ENDING)]!r}",
        advice=f"name the file <id of the decision>{ENDING}",
    )


def _no_cases(file: str, decision: str) -> Fault:
    return Fault(
        file=file,
        decision=decision,
        level="warning",
        code="no_cases",
        reason="no examples say what it should answer",
        advice=f"put {decision}{ENDING} beside it",
    )


def _failed(report: CaseReport, file: str, *, level: str) -> Iterator[Fault]:
    for result in report.failed:
        note = f" ({result.case.note})" if result.case.note else ""
        given = ", ".join(f"{name} = {written(v)}" for name, v in result.case.inputs.items())
        yield Fault(
            file=file,
            decision=report.decision,
            level=level,
            code="case_failed",
            text=given,
            reason=f"line {result.case.line}{note}: {result.difference}",
            advice="mend the table, or the example if the rule has changed",
        )


def _unreached(report: CaseReport, file: str) -> Iterator[Fault]:
    for rule in report.unreached:
        yield Fault(
            file=file,
            decision=report.decision,
            rule=rule.index,
            level="warning",
            code="rule_unreached",
            reason="no example reaches this rule",
            advice="add a line whose inputs make it fire",
        )
