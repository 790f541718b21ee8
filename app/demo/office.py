"""People of the demo company at their work, each act in a transaction at an instant of its own."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from app.cases import operations as cases
from app.cases.queries import get_case
from app.errors import NotFound
from app.files.operations import store
from app.identity.queries import find_actor, get_user
from app.inbox import operations as inbox
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import list_case_tasks
from app.transaction import transaction
from app.work import SYSTEM, Actor, Work


class Act(NamedTuple):
    """Something that happens at an instant."""

    at: dt.datetime
    do: Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Office:
    """The company and where it keeps its files."""

    files: Path

    @contextmanager
    def at_work(self, username: str, at: dt.datetime) -> Iterator[Work]:
        """Let somebody act at an instant that is past."""
        with transaction(SYSTEM) as work:
            yield replace(work, now=at.astimezone(dt.UTC), actor=_actor(work, username))

    def claims(self, username: str, element: str, number: str, at: dt.datetime) -> None:
        """Let somebody take a task of a case."""
        with self.at_work(username, at) as work:
            inbox.claim_task(work, task_of(work, element, number).id)

    def completes(
        self, username: str, element: str, number: str, at: dt.datetime, answers: Mapping[str, Any]
    ) -> None:
        """Let somebody complete a task of a case."""
        with self.at_work(username, at) as work:
            task = task_of(work, element, number)
            cases.complete_task(work, task.id, answers=dict(answers))

    def drafts(
        self, username: str, element: str, number: str, at: dt.datetime, answers: Mapping[str, Any]
    ) -> None:
        """Let somebody begin a form."""
        with self.at_work(username, at) as work:
            inbox.save_draft(work, task_of(work, element, number).id, dict(answers))

    def says(self, username: str, element: str, number: str, at: dt.datetime, text: str) -> None:
        """Let somebody say something to a task."""
        with self.at_work(username, at) as work:
            task = task_of(work, element, number)
            inbox.add_comment(
                work, text, case_id=task.case_id, business_key=task.business_key, task=task
            )

    def keeps(self, work: Work, name: str, content: bytes) -> str:
        """Store a file; return its id."""
        return str(store(work, self.files, content, name=name).id)


def task_of(work: Work, element: str, number: str) -> InboxTask:
    """Return the open task of a case.

    :raises NotFound: there is none, or several
    """
    case = get_case(work.session, number)
    tasks = list_case_tasks(work.session, case.id, status=TaskStatus.OPEN)
    found = [task for task in tasks if task.element == element]
    if len(found) != 1:
        waiting = ", ".join(task.element for task in tasks)
        raise NotFound(f"{number} has {len(found)} tasks {element}; it waits for: {waiting}")
    return found[0]


def _actor(work: Work, username: str) -> Actor:
    actor = find_actor(work.session, get_user(work.session, username).id)
    assert actor is not None
    return actor
