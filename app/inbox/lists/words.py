"""Finds the open tasks that hold a few characters anywhere in their number, subject or name.

Every end of a task's number and of its subject, from each character on, is a row of ``task_word``:
what begins with the characters searched for is one short range of one index, on every database.
Names are told by diagrams and therefore few; the different ones are read one after another.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import Session, aliased

from app.database import table_of
from app.inbox.models import InboxTask, TaskStatus, TaskWord
from app.work import Work

FEW = 1000  # tasks that are put in order when a list is read, rather than met along it
MOST_NAMES = 400  # different ones of open tasks; of more a search reads along the list
LENGTH = TaskWord.LENGTH
LAST = "\U0010ffff"  # behind every character
_word = table_of(TaskWord)
_NOTE = sa.insert(_word)
_FORGET = sa.delete(_word).where(
    _word.c.word == bindparam("b_word"), _word.c.task_id == bindparam("b_id")
)


def note(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Let open tasks be found by what they hold."""
    rows = [{"word": word, "task_id": task.id} for task in tasks for word in words_of(task)]
    if rows:
        work.session.connection().execute(_NOTE, rows)


def forget(work: Work, tasks: Iterable[InboxTask]) -> None:
    """Let ended tasks be found no more."""
    rows = [{"b_word": word, "b_id": task.id} for task in tasks for word in words_of(task)]
    if rows:
        work.session.connection().execute(_FORGET, rows)


def words_of(task: InboxTask) -> Collection[str]:
    """Return every end of a task's number and subject, as far as it is kept."""
    texts = {task.business_key or "", task.subject}
    return sorted({word for text in texts for word in _ends(text)})


def _ends(text: str) -> Iterator[str]:
    folded = _folded(text)
    return (folded[start : start + LENGTH] for start in range(len(folded)))


def _folded(text: str) -> str:
    return text.casefold().replace("\0", "")  # PostgreSQL knows no NUL


def find_few(session: Session, searched: str) -> tuple[int, ...] | None:
    """Return all open tasks that may hold what is searched for; None where they are many."""
    begins = _folded(searched)[:LENGTH]
    if not begins:
        return None
    held = sa.select(_word.c.task_id).where(
        _word.c.word >= begins, _word.c.word < f"{begins}{LAST}"
    )
    # in the order of the index: whatever a planner takes them for, no more of them are read
    tasks = session.scalars(held.order_by(_word.c.word, _word.c.task_id).limit(FEW + 1)).all()
    if len(tasks) > FEW:
        return None
    names = _names_with(session, searched)
    if names is None:
        return None
    named = _named(session, names) if names else ()
    return tuple({*tasks, *named}) if len(named) <= FEW else None


def _names_with(session: Session, searched: str) -> Sequence[str] | None:
    """Return the names of open tasks that hold what is searched for, in either language."""
    rows = session.execute(_NAMES.limit(MOST_NAMES)).all()
    if len(rows) == MOST_NAMES:
        return None
    wanted = _folded(searched)
    return [
        name
        for name, *labels in rows
        if name is not None and any(wanted in _folded(one or "") for one in (name, *labels))
    ]


def _named(session: Session, names: Sequence[str]) -> Sequence[int]:
    query = sa.select(InboxTask.id).where(
        InboxTask.status == TaskStatus.OPEN, InboxTask.name.in_(names)
    )
    return session.scalars(query.limit(FEW + 1)).all()


def _different_names() -> sa.Select[Any]:
    """Jump from one name to the next in the index over them."""
    task, other = aliased(InboxTask), aliased(InboxTask)
    is_open = task.status == TaskStatus.OPEN
    first = sa.select(sa.func.min(task.name).label("name")).where(is_open)
    names = first.cte("names", recursive=True)
    following = sa.select(sa.func.min(task.name)).where(is_open, task.name > names.c.name)
    onward = sa.select(following.correlate(names).scalar_subquery())
    names = names.union_all(onward.where(names.c.name.is_not(None)))
    of_name = (other.status == TaskStatus.OPEN, other.name == names.c.name)
    labels = [
        sa.select(end(other.label_en)).where(*of_name).correlate(names).scalar_subquery()
        for end in (sa.func.min, sa.func.max)
    ]
    return sa.select(names.c.name, *labels)


_NAMES = _different_names()
