"""Tokens and the sets they live in: SpiffWorkflow's Task and workflows, holding live tokens only.

A token that is done leaves its set at once, so a set is complete when it is empty, nothing has to
be pruned, and a step costs the same however long an instance has run.
"""

from collections.abc import Iterator
from heapq import heappush
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskFilter
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

READY, WAITING, STARTED = TaskState.READY, TaskState.WAITING, TaskState.STARTED
FUTURE, CANCELLED = TaskState.FUTURE, TaskState.CANCELLED


class Token(Task):
    """One token. ``internal_data`` holds what is stored with it:

    via (the flow by which it came to a join), host (of an armed boundary event), hosts (boundary
    events hang on it), body and index (of an instance of a multi-instance), loop (counters of a
    multi-instance), enough (the completion condition is met), entered (the history knows it), in
    (it has been entered), out (its outputs are mapped), next (the flows chosen), created (creating
    listeners that ran), task, job, waits, incident.
    """

    def __init__(
        self,
        tokens: Any,
        spec: Any,
        token_id: int,
        state: int = FUTURE,
        internal: dict[str, Any] | None = None,
    ) -> None:
        self.id = token_id
        self.workflow = tokens
        #: the instance
        self.top = tokens.top_workflow
        self.task_spec = spec
        self._parent: Any = None
        self._children: list[int] = []
        self._state = state
        self.triggered = False
        self.thread_id = 0
        self.last_state_change = 0
        self.data: dict[str, Any] = {}
        self.internal_data: dict[str, Any] = {} if internal is None else internal
        #: what a user task evaluated when it opened in this command; not stored
        self.opened: dict[str, Any] | None = None
        tokens.tasks[token_id] = self

    @property
    def live(self) -> bool:
        """Whether the token still stands in its set."""
        return self.workflow.tasks.get(self.id) is self

    def _set_state(self, value: int) -> None:
        self._state = value
        if value == READY:
            heappush(self.top.queue, (self.id, self))

    def complete(self) -> None:
        """Hand the token on, unless what it did has ended it."""
        if self.live:
            super().complete()

    def cancel(self) -> None:
        """End this token, what hangs on it and what runs inside it."""
        if not self.live:
            return
        tokens, top = self.workflow, self.top
        del tokens.tasks[self.id]
        self._state = CANCELLED
        inside = top.subprocesses.pop(self.id, None)
        if inside:
            inside.cancel_all()
        if self.internal_data.get("hosts") or self.task_spec.multiple:
            self._cancel_dependants()
        top.left(self, "TERMINATED")

    def _cancel_dependants(self) -> None:
        for other in list(self.workflow.tasks.values()):
            if self.id in (other.internal_data.get("host"), other.internal_data.get("body")):
                other.cancel()


def spawn(tokens: Any, spec: Any, **internal: Any) -> Token:
    """Put a new token on an element, not yet entered."""
    return Token(tokens, spec, tokens.top_workflow.next_id(), internal=internal)


class TokenSet:
    """The live tokens of one scope; a part of each SpiffWorkflow workflow of ours."""

    owner: Any = None  #: the token on the element around; None for the instance itself
    called = False  #: whether it is a called process, with variables of its own
    definition: Any
    tasks: dict[int, Any]
    spec: Any
    top_workflow: Any
    completed: bool

    def finished(self) -> None:
        """The last token has left."""

    def _task_completed_notify(self, token: Token) -> None:
        del self.tasks[token.id]
        if not self.tasks and not self.completed:
            self.completed = True
            self.finished()

    def cancel_all(self) -> None:
        """End every token."""
        for token in list(self.tasks.values()):
            token.cancel()

    def begin(self, element: str | None = None, payload: dict[str, Any] | None = None) -> None:
        """Put the first token on the given start event, else on the one without a trigger."""
        starts = self.spec.start.outputs
        chosen = [s for s in starts if element in (None, s.bpmn_id)]
        start = next((s for s in chosen if s.trigger is None), chosen[0])
        token = spawn(self, start)
        self.top_workflow.store.results[token.id] = dict(payload or {})
        start._update(token)

    def is_completed(self) -> bool:
        """Whether the last token has left."""
        return self.completed

    def get_tasks_iterator(self, first_task: Token | None = None, **kwargs: Any) -> Iterator[Token]:
        """Give the live tokens that match, as SpiffWorkflow's own queries ask for them."""
        wanted = kwargs.pop("task_filter", None) or BpmnTaskFilter(**kwargs)
        return (token for token in self._live_tokens() if wanted.matches(token))

    def _live_tokens(self) -> Iterator[Token]:
        for token in list(self.tasks.values()):
            yield token
            inside = self.top_workflow.subprocesses.get(token.id)
            if inside is not None:
                yield from inside._live_tokens()


class Inside(TokenSet, BpmnSubWorkflow):
    """What runs inside a sub-process or a call activity; ``owner`` is the token standing on it."""

    def __init__(self, spec: Any, owner: Token, definition: Any, *, called: bool) -> None:
        self.parent_task_id = owner.id
        self.top_workflow = owner.top
        self.owner = owner
        self.definition = definition
        self.called = called
        self.depth = 0
        self.correlations: dict[str, Any] = {}
        super(BpmnSubWorkflow, self).__init__(spec, deserializing=True)
        self.top_workflow.subprocesses[owner.id] = self

    def finished(self) -> None:
        """Give the element around its result and let it go on."""
        store = self.top_workflow.store
        del self.top_workflow.subprocesses[self.owner.id]
        variables = store.variables.pop(-self.owner.id, {})
        store.results[self.owner.id] = self.owner.task_spec.returned(variables)
        self.owner._set_state(READY)
