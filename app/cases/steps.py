"""A case's way through its diagrams, step by step, with the names people know."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.cases import versions
from app.cases.models import ElementInstance
from app.engine.definitions import Definition
from app.engine.outline import ElementInfo


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entering of one element and what the diagram calls it."""

    row: ElementInstance
    name: str
    label_en: str | None


def steps_of(session: Session, rows: Sequence[ElementInstance]) -> list[Step]:
    """Return elements that were entered with the names their diagrams give them."""
    definitions = _definitions(session, rows)
    return [_step(row, definitions[row.process_key].elements) for row in rows]


def _definitions(session: Session, rows: Sequence[ElementInstance]) -> dict[str, Definition]:
    keys = {row.process_key for row in rows}
    return {
        key: versions.definition_of(session, versions.get_process(session, key)) for key in keys
    }


def _step(row: ElementInstance, elements: dict[str, ElementInfo]) -> Step:
    info = elements.get(row.element)
    if info is None:
        return Step(row=row, name=row.element, label_en=None)
    return Step(row=row, name=info.name or row.element, label_en=info.label_en)
