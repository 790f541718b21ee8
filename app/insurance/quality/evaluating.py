"""What the evaluation of a period calls: judged by the company, and by an agency."""

from decimal import Decimal
from typing import Any

from app.errors import NotFound
from app.files.queries import get_file
from app.insurance.answers import Answers
from app.insurance.quality import rules
from app.insurance.quality.models import EvaluationKind, QualityEvaluation
from app.insurance.quality.subject import cycle_of, note
from app.insurance.records import enter, touch
from app.work import CallLike, Variables, Work

FULL = 100  # what an agency may give at most


def record_internal(call: CallLike, answers: Variables) -> Variables:
    """Keep what the company thinks of its service; what is weak needs its reason."""
    given = Answers(answers)
    areas = [_area(given, pointer, row) for pointer, row in given.rows("areas")]
    if not areas:
        given.refuse("areas", "areas needs at least one", "too_few")
    named = [row["area"] for row in areas]
    for index, area in enumerate(named):
        if area in named[:index]:
            given.refuse(f"areas/{index}/area", f"{area} is judged twice")
    external = given.truth("external", required=False)
    given.finish()
    mean = Decimal(sum(row["score"] for row in areas)) / len(areas)
    _keep(call, EvaluationKind.INTERNAL, mean, areas=areas)
    weak = [row for row in areas if row["score"] <= rules.WEAK]
    return {"weak_areas": weak, "wants_agency": external}


def _area(given: Answers, pointer: str, row: Any) -> dict[str, Any]:
    inner = given.row(pointer, row)
    area = inner.option("area", rules.AREAS)
    score = inner.count("score", least=1, most=5, required=True)
    weak = score is not None and score <= rules.WEAK
    return {"area": area, "score": score, "note": inner.text("note", required=weak)}


def record_external(call: CallLike, answers: Variables) -> None:
    """Keep what an agency thinks, with its report."""
    given = Answers(answers)
    agency = given.text("agency", longest=200)
    score = given.number("score", required=True)
    if score is not None and score > FULL:
        given.refuse("score", f"score must be from 0 to {FULL}")
    report = given.names("report", at_least=1)
    for index, file_id in enumerate(report):
        if not _is_stored(call.work, file_id):
            given.refuse(f"report/{index}", f"there is no file {file_id}", "not_found")
    given.finish()
    assert score is not None  # else refused above
    _keep(call, EvaluationKind.EXTERNAL, score, agency=agency, report=report)


def _is_stored(work: Work, file_id: str) -> bool:
    try:
        get_file(work.session, int(file_id))
    except (NotFound, ValueError):
        return False
    return True


def _keep(
    call: CallLike,
    kind: EvaluationKind,
    score: Decimal,
    *,
    areas: list[Any] | None = None,
    agency: str | None = None,
    report: list[str] | None = None,
) -> None:
    cycle = cycle_of(call)
    evaluation = QualityEvaluation(
        cycle_id=cycle.id,
        kind=kind,
        areas=areas or [],
        score=score,
        agency=agency,
        report=report or [],
        at=call.work.now,
    )
    enter(call.work, evaluation)
    note(call, cycle.cycle_no, "quality.evaluated", kind=kind.value, score=score)


def list_problems(call: CallLike) -> Variables:
    """Say what is to be improved, and keep what was measured."""
    seen, cycle = call.variables, cycle_of(call)
    cycle.indicators = list(seen["compared"] or [])
    cycle.problems = rules.problems_of(cycle.indicators, seen["weak_areas"])
    touch(call.work, cycle)
    return {"problems": cycle.problems}
