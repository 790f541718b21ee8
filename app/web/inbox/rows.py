"""Tasks as rows of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.identity.queries import list_groups, list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.read_marks import list_read
from app.language import label
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task in a list."""

    task: InboxTask
    groups: Sequence[str]
    #: empty where nobody has it
    holder: str
    read: bool

    @property
    def about(self) -> str:
        """What the case is about; empty where its number is all there is to say."""
        return "" if self.task.subject == self.task.business_key else self.task.subject


def rows_of(work: Work, tasks: Sequence[InboxTask]) -> list[TaskRow]:
    """Return tasks with what their rows show, read in one go for all."""
    held = {task.assignee_id for task in tasks if task.assignee_id is not None}
    people = list_users_by_id(work.session, held)
    named = {group.code: label(group.name, group.name_en) for group in list_groups(work.session)}
    holders = {key: label(user.name, user.name_en) for key, user in people.items()}
    read = list_read(work.session, work.actor, [task.id for task in tasks])
    return [
        TaskRow(
            task=task,
            groups=[named.get(code, code) for code in task.groups],
            holder=holders.get(task.assignee_id or 0, ""),
            read=task.id in read,
        )
        for task in tasks
    ]
