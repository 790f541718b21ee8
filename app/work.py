"""What every operation is handed: a transaction's session and instant, who acts, what runs."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.decision_results import DecisionResult

NOTICES_KEPT = dt.timedelta(days=90)  # a season: longer than anybody looks back at what they read
Variables = dict[str, Any]  # process variables and form answers: JSON by nature


@dataclass(frozen=True, kw_only=True)
class Absentee:
    """Someone who is away, and in which processes another stands in for them."""

    user_id: int
    username: str
    name: str
    #: ids of processes; empty: all
    processes: frozenset[str] = frozenset()

    def covers(self, *process_ids: str) -> bool:
        """Say whether the substitute stands in where a task belongs to these processes."""
        return not self.processes or not self.processes.isdisjoint(process_ids)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a user, or the system itself (``user_id`` None)."""

    user_id: int | None
    username: str
    name: str
    groups: frozenset[str] = frozenset()
    language: str = "zh"
    #: the branch or office they work at
    org_unit: str | None = None
    #: whose tasks they may do just now; it gives them no permission besides
    stands_in_for: tuple[Absentee, ...] = ()
    #: in whose place they do the present act
    on_behalf_of: Absentee | None = None

    @property
    def people(self) -> tuple[int, ...]:
        """Everyone in whose name the act is: who acts, and in whose place."""
        absent = None if self.on_behalf_of is None else self.on_behalf_of.user_id
        return tuple(one for one in (self.user_id, absent) if one is not None)


SYSTEM = Actor(user_id=None, username="system", name="system")


class Decide(Protocol):
    """Evaluate a deployed decision; handed in by create_app."""

    def __call__(
        self,
        session: Session,
        decision_id: str,
        inputs: Mapping[str, object],
        *,
        at: dt.datetime,
        version: int | None = None,
    ) -> DecisionResult: ...


class CallLike(Protocol):
    """What a handler is given (the engine's ``Call``)."""

    @property
    def work(self) -> Any: ...
    @property
    def case_id(self) -> int: ...
    @property
    def token_id(self) -> int: ...
    @property
    def element(self) -> str: ...
    @property
    def variables(self) -> Variables: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


Handler = Callable[[CallLike], Variables | None]
Listener = Callable[[CallLike, Variables], Variables | None]
#: ends the record of a case that an operator has ended; given the case's key and the reason
Ending = Callable[["Work", int, str], None]


class Versions(Protocol):
    """A room that keeps versions of something that is neither a diagram nor a table."""

    def find_version(self, session: Session, name: str, version: str | None) -> str | None:
        """Return a version if there is one, by default the one in force."""

    def is_draft(self, session: Session, name: str, version: str) -> bool:
        """Say whether a version is there and was never in force."""

    def put_in_force(self, work: "Work", name: str, version: str) -> bool:
        """Put a drafted version into force; say whether it is."""


@dataclass(frozen=True, kw_only=True)
class Processes:
    """The parts that diagrams call, put together once by create_app."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    #: called before a user task completes; may refuse (InvalidInput, NotAllowed, Conflict)
    listeners: Mapping[str, Listener] = field(default_factory=dict)
    #: called when an operator ends a case, by its process: no record stays open without its case
    endings: Mapping[str, Sequence[Ending]] = field(default_factory=dict)
    #: what may be changed beside diagrams and tables, by its kind
    versioned: Mapping[str, Versions] = field(default_factory=dict)
    #: FEEL functions of ours, by name: called with the Work first, then FEEL values
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    decide: Decide
    zone: ZoneInfo
    #: for how long a notice is kept once it is read
    notices_kept: dt.timedelta = NOTICES_KEPT


class Asked(NamedTuple):
    """A decision that was asked for while a case ran, and by which element."""

    token_id: int
    element: str
    result: DecisionResult


@dataclass(kw_only=True)
class DecisionLog:
    """What is asked of tables while a case runs; ``token_id`` and ``element`` say where it is."""

    token_id: int = 0
    element: str = ""
    asked: list[Asked] = field(default_factory=list)

    @contextmanager
    def at(self, token_id: int, element: str) -> Iterator[None]:
        """Note what is asked meanwhile as asked by an element."""
        before, noted = (self.token_id, self.element), len(self.asked)
        self.token_id, self.element = token_id, element
        try:
            yield
        except BaseException:
            del self.asked[noted:]  # what comes of it is undone, and asked again
            raise
        finally:
            self.token_id, self.element = before

    def note(self, result: DecisionResult) -> None:
        """Note what a table has answered."""
        self.asked.append(Asked(self.token_id, self.element, result))


@dataclass(frozen=True, kw_only=True)
class Work:
    """One transaction: everything written through ``session`` is kept or lost together."""

    session: Session
    processes: Processes
    now: dt.datetime
    actor: Actor
    log: DecisionLog | None = None  #: set while a case runs

    def ask(self, decision_id: str, inputs: Mapping[str, object]) -> DecisionResult:
        """Ask the version of a decision that is in force; what a case asks is kept with it."""
        decide = self.processes.decide
        result = decide(self.session, decision_id, inputs, at=self.now)
        if self.log is not None:
            self.log.note(result)
        return result

    @property
    def today(self) -> dt.date:
        """The local day of ``now``."""
        return self.now.astimezone(self.processes.zone).date()
