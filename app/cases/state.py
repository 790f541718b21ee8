"""A case in the middle of a command, and what a command leaves of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.cases.models import CaseStatus
from app.cases.waits import Wait, Waits
from app.engine import scopes
from app.engine.instance import Instance
from app.inbox.models import InboxTask
from app.inbox.operations import NewTask
from app.work import DecisionLog, Work


@dataclass(frozen=True, kw_only=True)
class CaseState:
    """A case as a command left it."""

    id: int
    business_key: str | None
    process_id: str
    process_key: str
    status: CaseStatus
    version: int


class NewRow(NamedTuple):
    """What a command needs of a case that has just been made."""

    id: int
    business_key: str | None
    process_id: str
    key: str
    status: CaseStatus
    version: int


@dataclass(kw_only=True)
class Command:
    """A locked case and its instance, between loading and saving."""

    work: Work
    row: Any
    instance: Instance
    #: what it waited for when it was loaded
    before: Waits
    #: the task whose answers this command takes; it is completed, not withdrawn
    task: InboxTask | None = None
    #: tasks that it has reached, ready to be opened
    new: list[NewTask] = field(default_factory=list)
    opened: Sequence[InboxTask] = ()
    #: what became of the case; set when it is saved
    state: CaseState | None = None
    cancelled: bool = False
    #: message waits that have asked what was published before
    asked: set[Wait] = field(default_factory=set)

    @property
    def case_id(self) -> int:
        """The key of the case."""
        key: int = self.row.id
        return key

    def seen(self, token_id: int) -> Mapping[str, Any]:
        """The variables that an element sees, read one by one."""
        return scopes.view(self.instance.find(token_id))

    @property
    def log(self) -> DecisionLog:
        """What is asked of tables while it runs."""
        log: DecisionLog = self.instance.work.log
        return log

    @property
    def whole(self) -> Mapping[str, Any]:
        """The variables of the whole case, read one by one."""
        return scopes.View([self.instance.store.variables[scopes.ROOT]])

    @property
    def result(self) -> CaseState:
        """What became of the case."""
        assert self.state is not None, "the command is not saved yet"
        return self.state
