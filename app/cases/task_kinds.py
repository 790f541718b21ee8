"""The kinds of tasks there are: the user tasks of the newest diagrams."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.definitions import ProcessVersion
from app.cases.versions import Kept, definition_of
from app.engine.definitions import Definition

USER_TASK = "userTask"


@dataclass(frozen=True, kw_only=True)
class TaskKind:
    """One user task of a diagram."""

    #: BPMN id
    element: str
    name: str
    name_en: str | None
    #: whom it is offered to; None: the case decides
    groups: frozenset[str] | None


@dataclass(frozen=True, kw_only=True)
class ProcessKinds:
    """A process with its user tasks, in the order of the diagram."""

    process_id: str
    name: str
    name_en: str | None
    tasks: tuple[TaskKind, ...]


_newest = (
    sa.select(sa.func.max(ProcessVersion.id)).group_by(ProcessVersion.process_id).scalar_subquery()
)
_NEWEST = (
    sa.select(
        ProcessVersion.id,
        ProcessVersion.process_id,
        ProcessVersion.key,
        ProcessVersion.digest,
        ProcessVersion.resource_id,
    )
    .where(ProcessVersion.id.in_(_newest))
    .order_by(ProcessVersion.process_id)
)
_read: Kept[tuple[tuple[str, str], ...], tuple[ProcessKinds, ...]] = Kept(2)


def list_task_kinds(session: Session) -> Sequence[ProcessKinds]:
    """List the processes in which people have something to do; read once for each deployment."""
    rows = session.connection().execute(_NEWEST).all()

    def read() -> tuple[ProcessKinds, ...]:
        found = (_kinds(definition_of(session, row)) for row in rows)
        return tuple(one for one in found if one.tasks)

    return _read.get(tuple((row.key, row.digest) for row in rows), read)


def find_task_kind(session: Session, element: str) -> TaskKind | None:
    """Return the user task of a BPMN id, whichever process draws it."""
    kinds = (kind for process in list_task_kinds(session) for kind in process.tasks)
    return next((kind for kind in kinds if kind.element == element), None)


def _kinds(definition: Definition) -> ProcessKinds:
    tasks = (one for one in definition.elements.values() if one.kind == USER_TASK)
    return ProcessKinds(
        process_id=definition.process_id,
        name=definition.name,
        name_en=definition.label_en,
        tasks=tuple(
            TaskKind(
                element=one.id,
                name=one.name or one.id,
                name_en=one.label_en,
                groups=_groups(one.groups),
            )
            for one in tasks
        ),
    )


def _groups(written: str | None) -> frozenset[str] | None:
    if not written or written.startswith("="):
        return None
    return frozenset(part.strip() for part in written.split(","))
