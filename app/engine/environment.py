"""What an instance is handed for one command: the parts of the house that diagrams call."""

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from app import feel
from app.decision_results import DecisionResult

from .borders import Handler, Listener
from .definitions import Definition
from .extensions import Binding


class Environment(Protocol):
    """Handed in by the room that keeps instances; one per command."""

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """Functions that run service tasks inside the transaction, by job type."""
        ...

    @property
    def listeners(self) -> Mapping[str, Listener]:
        """Functions called before a user task opens or completes, by listener type."""
        ...

    @property
    def functions(self) -> Mapping[str, feel.Function]:
        """FEEL functions of ours, by name."""
        ...

    @property
    def zone(self) -> dt.tzinfo:
        """The zone in which FEEL sees ``now()`` and ``today()``."""
        ...

    def decide(
        self, decision_id: str, binding: Binding, inputs: Mapping[str, object]
    ) -> DecisionResult:
        """Evaluate a decision; ``inputs`` reads the variables visible there, one by one."""
        ...

    def resolve(self, process_id: str, binding: Binding, caller: Definition) -> Definition:
        """Find the definition that a call activity of ``caller`` starts."""
        ...

    def definition(self, key: str) -> Definition:
        """Return the definition that a stored state names."""
        ...
