"""Turns a list of tasks into rows of a sheet, as its reader sees it, and notes who took one."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.audit.operations import record
from app.errors import InvalidInput
from app.identity.models import User
from app.identity.queries import list_groups, list_users_by_id
from app.inbox.lists.listing import Sort, TaskFilter, View, Window
from app.inbox.lists.reading import list_tasks
from app.inbox.models import InboxTask
from app.work import Work

MOST = 10_000  # rows of a file; whoever wants more asks a report, not an inbox
PAGE = 500  # tasks read at a time
HEAD: Mapping[str, tuple[str, ...]] = {
    "zh": (
        "编号", "任务", "事项", "组", "处理人", "代替", "优先级", "到达", "到期", "推迟到",
    ),
    "en": (
        "Number", "Task", "About", "Groups", "Assignee", "In place of", "Priority", "Arrived",
        "Due", "Put off to",
    ),
}  # fmt: skip
Row = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which list is written, and in which language."""

    view: View
    narrowed: TaskFilter
    sort: Sort
    #: ``zh`` or ``en``
    language: str

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return HEAD[self.language]


def list_rows(work: Work, asked: Asked) -> Iterator[Row]:
    """Give a row for each task of a list, all pages of it one after the other.

    :raises NotAllowed: the view ``all`` without the permission task.read_all
    :raises InvalidInput: too_many_rows
    """
    names = _Names(work, asked.language)
    for number, task in enumerate(_tasks(work, asked), start=1):
        if number > MOST:
            detail = f"a file holds at most {MOST} tasks, and this list more: narrow it"
            raise InvalidInput(detail, code="too_many_rows")
        yield names.row(task)


def note_export(work: Work, asked: Asked, *, file_format: str, rows: int) -> None:
    """Write down that the actor took a list out of the house; what they searched for is not said.

    :param rows: tasks in the file
    """
    plain = replace(asked.narrowed, where=None)  # a clause is not compared
    narrowed = asked.narrowed.where is not None or plain != TaskFilter()
    detail = {"view": asked.view.value, "format": file_format, "rows": rows, "narrowed": narrowed}
    record(work, "tasks.exported", detail=detail)


def _tasks(work: Work, asked: Asked) -> Iterator[InboxTask]:
    window = Window(sort=asked.sort, limit=PAGE)
    while True:
        page = list_tasks(work, asked.view, asked.narrowed, window)
        yield from page.rows
        if page.next is None:
            return
        window = replace(window, after=page.next)


class _Names:
    """The names of groups and people in one language, each person read once."""

    def __init__(self, work: Work, language: str) -> None:
        self._work, self._english = work, language == "en"
        self._groups = {
            group.code: self._told(group.name, group.name_en) for group in list_groups(work.session)
        }
        self._people: dict[int, str] = {}

    def row(self, task: InboxTask) -> Row:
        """Return a task as a row."""
        return (
            task.business_key or "",
            self._told(task.name, task.label_en),
            task.subject,
            "、".join(self._groups.get(code, code) for code in task.groups),
            self._person(task.assignee_id),
            self._person(task.on_behalf_of_id),
            task.priority,
            *(self._time(one) for one in (task.created_at, task.due_at, task.follow_up_at)),
        )

    def _told(self, name: str, name_en: str | None) -> str:
        return name_en if self._english and name_en else name

    def _person(self, user_id: int | None) -> str:
        if user_id is None:
            return ""
        if user_id not in self._people:
            found = list_users_by_id(self._work.session, {user_id})
            self._people |= {one: self._name_of(user) for one, user in found.items()}
        return self._people.get(user_id, "")

    def _name_of(self, user: User) -> str:
        return self._told(user.name, user.name_en)

    def _time(self, moment: dt.datetime | None) -> str:
        if moment is None:
            return ""
        return f"{moment.astimezone(self._work.processes.zone):%Y-%m-%d %H:%M}"
