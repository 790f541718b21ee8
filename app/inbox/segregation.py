"""Keeps one person from doing two tasks that the table ``segregation`` (D20) sets apart.

Who is kept from a task is written down when it opens and whenever a task of its cases is completed,
so that lists only leave rows out; claiming and completing ask the table itself.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import sqlalchemy as sa

from app.database import table_of
from app.errors import NotAllowed
from app.inbox import rules
from app.inbox.models import InboxTask, TaskExclusion, TaskRelatedCase, TaskStatus
from app.inbox.rules import Facts
from app.work import Decide, Work

TABLE = "segregation"
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
        self._words: Words = {}

    def same_person(self, first: str, second: str) -> str:
        """Return the table's word on one person doing ``first`` and then ``second``."""
        word = self._words.get((first, second))
        return self._ask(first, second) if word is None else word

    def _ask(self, first: str, second: str) -> str:
        decide = self._work.processes.decide
        inputs = {"first_task": first, "second_task": second}
        result = decide(self._work.session, TABLE, inputs)
        self._words = _memory.words(decide, result.digest)
        return self._words.setdefault((first, second), str(result.value))

    def allows(self, done: InboxTask, wanted: InboxTask, facts: Facts | None) -> bool:
        """Say whether who did one task may do the other."""
        if not rules.is_same_subject(done, wanted):
            return True
        names = product(rules.segregation_names(done), rules.segregation_names(wanted))
        return all(rules.allows(self.same_person(*pair), facts) for pair in names)


def ensure_four_eyes(
    work: Work, task: InboxTask, *, user_id: int | None = None, facts: Facts | None = None
) -> None:
    """Refuse someone who did a task that the table sets apart from this one.

    :param user_id: by default the actor
    :param facts: the assessed amount and its line, when a task is completed; without them a pair
        that is allowed up to an amount is not refused
    :raises NotAllowed: four_eyes_violation; the detail names the conflicting task
    """
    user_id = user_id or work.actor.user_id
    if user_id is None:
        return  # the system itself is nobody's second pair of eyes
    pairs = Pairs(work)
    for done in _completed(work, task, user_id):
        if not pairs.allows(done, task, facts):
            raise NotAllowed(
                f"whoever completed task {done.id} ({done.element}) may not do task {task.id}"
                f" ({task.element}): four eyes",
                code="four_eyes_violation",
                about={"conflicting_task": str(done.id)},
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


def exclude_from_new(work: Work, tasks: Sequence[InboxTask]) -> None:
    """Write down who is kept from tasks that have just opened."""
    pairs = Pairs(work)
    done_by_scope: dict[tuple[int, ...], Sequence[InboxTask]] = {}
    rows: dict[tuple[int, int], int] = {}
    for task in tasks:
        scope = _scope(task)
        if scope not in done_by_scope:
            done_by_scope[scope] = _completed(work, task)
        _collect(rows, pairs, done_by_scope[scope], (task,))
    _insert(work, rows)


def exclude_from_open(work: Work, done: InboxTask) -> list[InboxTask]:
    """Write down that whoever completed a task is kept from open ones.

    :returns: tasks this person holds and can no longer do
    """
    if done.completed_by is None:
        return []
    rows: dict[tuple[int, int], int] = {}
    waiting = _open_beside(work, done)
    _collect(rows, Pairs(work), (done,), waiting)
    _insert(work, rows)
    return [
        task
        for task in waiting
        if task.assignee_id == done.completed_by and (task.id, done.completed_by) in rows
    ]


def is_excluded(work: Work, task: InboxTask, user_id: int | None) -> bool:
    """Say whether someone is written down as kept from a task."""
    if user_id is None:
        return False
    return work.session.get(TaskExclusion, (task.id, user_id)) is not None


def _collect(
    rows: dict[tuple[int, int], int],
    pairs: Pairs,
    completed: Iterable[InboxTask],
    wanted: Sequence[InboxTask],
) -> None:
    for done, task in product(completed, wanted):
        key = (task.id, done.completed_by or 0)
        if done.completed_by and key not in rows and not pairs.allows(done, task, None):
            rows[key] = done.id


def _insert(work: Work, rows: dict[tuple[int, int], int]) -> None:
    if not rows:
        return
    table = table_of(TaskExclusion)
    known = sa.select(table.c.task_id, table.c.user_id).where(
        table.c.task_id.in_({task_id for task_id, _ in rows})
    )
    present = {(task_id, user_id) for task_id, user_id in work.session.execute(known)}
    fresh = [
        {"task_id": task_id, "user_id": user_id, "conflicting_task_id": done_id}
        for (task_id, user_id), done_id in rows.items()
        if (task_id, user_id) not in present
    ]
    if fresh:
        work.session.execute(sa.insert(table), fresh)


def _scope(task: InboxTask) -> tuple[int, ...]:
    return (task.case_id, *task.segregation_from)


def _completed(work: Work, task: InboxTask, user_id: int | None = None) -> Sequence[InboxTask]:
    """List what was completed in the task's cases, by anyone or by one user, oldest first."""
    wanted = (
        sa.select(InboxTask)
        .where(InboxTask.case_id.in_(_scope(task)), InboxTask.status == TaskStatus.COMPLETED)
        .order_by(InboxTask.id)
    )
    if user_id is not None:
        wanted = wanted.where(InboxTask.completed_by == user_id)
    return work.session.scalars(wanted).all()


def _open_beside(work: Work, done: InboxTask) -> Sequence[InboxTask]:
    """List the open tasks of the case, and of cases that look back at it."""
    related = sa.select(TaskRelatedCase.task_id).where(TaskRelatedCase.case_id == done.case_id)
    in_case = sa.select(InboxTask.id).where(
        InboxTask.case_id == done.case_id, InboxTask.status == TaskStatus.OPEN
    )
    return work.session.scalars(
        sa.select(InboxTask).where(
            InboxTask.id.in_(in_case.union(related)),
            InboxTask.status == TaskStatus.OPEN,
            InboxTask.id != done.id,
        )
    ).all()
