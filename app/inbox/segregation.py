"""Keeps one person from doing two tasks that the table ``segregation`` (D20) sets apart.

A diagram may keep people from a task as well, whatever they did (property ``kept_from_<role>``).
Who is kept from a task is written down when it opens and whenever a task of its cases is completed,
so that lists only leave rows out; claiming and completing ask the table itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.database import memory_of, table_of
from app.errors import NotAllowed
from app.inbox import rows, rules
from app.inbox.models import DutyDone, InboxTask, TaskExclusion, TaskRelatedCase, TaskStatus
from app.inbox.rules import Duty, Facts
from app.work import Decide, Work

TABLE = "segregation"
_task, _duty, _related = table_of(InboxTask), table_of(DutyDone), table_of(TaskRelatedCase)
_DONE = sa.select(_duty).where(_duty.c.case_id == bindparam("case_id")).order_by(_duty.c.task_id)
_OPEN = sa.select(
    _task.c.id,
    _task.c.case_id,
    _task.c.assignee_id,
    _task.c.element,
    _task.c.root_process_id,
    _task.c.kinds,
    _task.c.approval_subject,
).where(_task.c.status == sa.literal_column("'open'"))
_OPEN_BESIDE = _OPEN.where(_task.c.case_id == bindparam("case_id")).union_all(
    _OPEN.join(_related, _related.c.task_id == _task.c.id).where(
        _related.c.case_id == bindparam("case_id")
    )
)

_excluded = table_of(TaskExclusion)
_NAMED = sa.select(_excluded.c.role).where(
    _excluded.c.task_id == bindparam("task_id"), _excluded.c.user_id == bindparam("user_id")
)


def _once(table: sa.Table) -> dict[str, Any]:
    """Insert rows, but for those that are there."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
    }


_NOTE, _EXCLUDE = _once(_duty), _once(_excluded)
Words = dict[tuple[str, str], str]  # pair of names: same_person


class _Memory:
    """What the newest version of the table said, kept per OS process: some 900 pairs at most."""

    def __init__(self) -> None:
        self._of: tuple[Decide, str] | None = None
        self._words: Words = {}

    def words(self, decide: Decide, digest: str) -> Words:
        """Return what is known of one version; another one is forgotten."""
        if self._of != (decide, digest):
            self._of, self._words = (decide, digest), {}
        return self._words


_memory = _Memory()


class Pairs:
    """What the table says of pairs within one command.

    The first pair asks the table itself, and so learns which version answers; of the others only
    those that this version has never been asked for.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._words: Words = memory_of(work.session).get(TABLE, {})

    def same_person(self, first: str, second: str) -> str:
        """Return the table's word on one person doing ``first`` and then ``second``."""
        word = self._words.get((first, second))
        return self._ask(first, second) if word is None else word

    def _ask(self, first: str, second: str) -> str:
        decide = self._work.processes.decide
        inputs = {"first_task": first, "second_task": second}
        result = decide(self._work.session, TABLE, inputs, at=self._work.now)
        self._words = _memory.words(decide, result.digest)
        memory_of(self._work.session)[TABLE] = self._words
        return self._words.setdefault((first, second), str(result.value))

    def allows(self, done: Duty, wanted: Duty, facts: Facts | None) -> bool:
        """Say whether who did one task may do the other."""
        if not done.concerns(wanted):
            return True
        pairs = product(done.names, wanted.names)
        return all(rules.allows(self.same_person(*pair), facts) for pair in pairs)


def ensure_four_eyes(
    work: Work, task: InboxTask, *, user_id: int | None = None, facts: Facts | None = None
) -> None:
    """Refuse someone who did a task that the table sets apart from this one.

    :param user_id: by default the actor, and the one in whose place they act
    :param facts: the assessed amount and its line, when a task is completed; without them a pair
        that is allowed up to an amount is not refused
    :raises NotAllowed: four_eyes_violation; the detail names the conflicting task. For whom the
        diagram keeps from it as a seller: seller_excluded
    """
    people = work.actor.people if user_id is None else (user_id,)
    if not people:
        return  # the system itself is nobody's second pair of eyes
    for one in people:
        _ensure_not_named(work, task, one)
    pairs, wanted = Pairs(work), Duty.of(task, None)
    for done in _done(work, _scope(task)):
        if done.user_id in people and not pairs.allows(done, wanted, facts):
            raise NotAllowed(
                f"whoever completed task {done.task_id} ({done.names[0]}) may not do task"
                f" {task.id} ({task.element}): four eyes",
                code="four_eyes_violation",
                about={"conflicting_task": str(done.task_id)},
            )


def _ensure_not_named(work: Work, task: InboxTask, user_id: int) -> None:
    keys = {"task_id": task.id, "user_id": user_id}
    role = work.session.connection().execute(_NAMED, keys).scalar()
    if role is not None:
        raise NotAllowed(
            f"task {task.id} ({task.element}) is not for the {role}", code=f"{role}_excluded"
        )


def ensure_amount(work: Work, *, case_id: int, element: str, facts: Facts) -> None:
    """Refuse the amount that a task is being completed with, if its actor may only do smaller ones.

    For the completing listener, which alone knows the amount.

    :raises NotAllowed: four_eyes_violation
    """
    task = work.session.scalars(
        sa.select(InboxTask).where(
            InboxTask.case_id == case_id,
            InboxTask.status == TaskStatus.OPEN,
            InboxTask.element == element,
        )
    ).first()
    if task is not None:
        ensure_four_eyes(work, task, facts=facts)


def exclude_named(work: Work, named: Mapping[int, Mapping[int, str]]) -> None:
    """Write down whom diagrams keep from tasks.

    :param named: for each task who, and as what
    """
    new = [
        {"task_id": task_id, "user_id": user_id, "role": role}
        for task_id, people in named.items()
        for user_id, role in people.items()
    ]
    _write(work, new)


def exclude_from_new(work: Work, tasks: Sequence[InboxTask]) -> None:
    """Write down who is kept from tasks that have just opened."""
    pairs = Pairs(work)
    done_by_scope: dict[tuple[int, ...], list[Duty]] = {}
    kept: dict[tuple[int, int], int] = {}
    for task in tasks:
        scope = _scope(task)
        if scope not in done_by_scope:
            done_by_scope[scope] = _done(work, scope)
        _collect(kept, pairs, done_by_scope[scope], (Duty.of(task, None),))
    _insert(work, kept)


def exclude_from_open(work: Work, task: InboxTask) -> list[InboxTask]:
    """Write down that whoever completed a task is kept from open ones.

    So is the one in whose place it was done.

    :returns: tasks these people hold and can no longer do
    """
    people = (task.completed_by, task.on_behalf_of_id)
    done = [Duty.of(task, user_id) for user_id in people if user_id is not None]
    if not done:
        return []
    for duty in done:
        _note(work, task.case_id, duty)
    kept: dict[tuple[int, int], int] = {}
    waiting = _open_beside(work, task.case_id)
    _collect(kept, Pairs(work), done, waiting)
    _insert(work, kept)
    lost = [one.task_id for one in waiting if (one.task_id, one.user_id) in kept]
    return [rows.lock_task(work, task_id) for task_id in lost]


def is_excluded(work: Work, task: InboxTask, user_id: int | None) -> bool:
    """Say whether someone is written down as kept from a task."""
    if user_id is None:
        return False
    return work.session.get(TaskExclusion, (task.id, user_id)) is not None


def _collect(
    kept: dict[tuple[int, int], int], pairs: Pairs, done: Iterable[Duty], wanted: Sequence[Duty]
) -> None:
    for one, other in product(done, wanted):
        key = (other.task_id, one.user_id or 0)
        if key not in kept and not pairs.allows(one, other, None):
            kept[key] = one.task_id


def _insert(work: Work, kept: dict[tuple[int, int], int]) -> None:
    new = [
        {"task_id": task_id, "user_id": user_id, "conflicting_task_id": done_id}
        for (task_id, user_id), done_id in kept.items()
    ]
    _write(work, new)


def _write(work: Work, new: list[dict[str, Any]]) -> None:
    if new:
        connection = work.session.connection()
        connection.execute(_EXCLUDE[connection.dialect.name], new)


def _scope(task: InboxTask) -> tuple[int, ...]:
    return (task.case_id, *dict.fromkeys(task.segregation_from))


def _note(work: Work, case_id: int, done: Duty) -> None:
    known = _done_in(work, case_id)
    if any(one.is_like(done) for one in known):
        return
    known.append(done)
    connection = work.session.connection()
    row = {
        "case_id": case_id,
        "user_id": done.user_id,
        "names": ",".join(done.names),
        "subject": done.subject,
        "task_id": done.task_id,
    }
    connection.execute(_NOTE[connection.dialect.name], row)


def _done(work: Work, scope: Iterable[int]) -> list[Duty]:
    """List what was done in some cases, by anyone, oldest first in each."""
    return [done for case_id in scope for done in _done_in(work, case_id)]


def _done_in(work: Work, case_id: int) -> list[Duty]:
    """List what was done in a case; read once per transaction, and kept in step by ``_note``."""
    memory = memory_of(work.session)
    known: list[Duty] | None = memory.get((TABLE, case_id))
    if known is None:
        rows = work.session.connection().execute(_DONE, {"case_id": case_id})
        known = memory[TABLE, case_id] = [
            Duty(
                task_id=row.task_id,
                case_id=case_id,
                user_id=row.user_id,
                names=tuple(row.names.split(",")),
                subject=row.subject,
            )
            for row in rows
        ]
    return known


def _open_beside(work: Work, case_id: int) -> list[Duty]:
    """List the open tasks of a case, and of cases that look back at it."""
    found = work.session.connection().execute(_OPEN_BESIDE, {"case_id": case_id})
    return [Duty.of(row, row.assignee_id) for row in found]
