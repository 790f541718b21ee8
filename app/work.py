"""What every operation is handed: a transaction's session and instant, who acts, what runs."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.decision_results import DecisionResult

Variables = dict[str, Any]  # process variables and form answers: JSON by nature


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a user, or the system itself (``user_id`` None)."""

    user_id: int | None
    username: str
    name: str
    groups: frozenset[str] = frozenset()
    language: str = "zh"


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
    def element(self) -> str: ...
    @property
    def variables(self) -> Variables: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


Handler = Callable[[CallLike], Variables | None]
Listener = Callable[[CallLike, Variables], Variables | None]


@dataclass(frozen=True, kw_only=True)
class Processes:
    """The parts that diagrams call, put together once by create_app."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    #: called before a user task completes; may refuse (InvalidInput, NotAllowed, Conflict)
    listeners: Mapping[str, Listener] = field(default_factory=dict)
    #: FEEL functions of ours, by name: called with the Work first, then FEEL values
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    decide: Decide
    zone: ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Work:
    """One transaction: everything written through ``session`` is kept or lost together."""

    session: Session
    processes: Processes
    now: dt.datetime
    actor: Actor

    @property
    def today(self) -> dt.date:
        """The local day of ``now``."""
        return self.now.astimezone(self.processes.zone).date()
