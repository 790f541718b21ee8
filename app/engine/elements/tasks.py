"""Tasks: work done by a registered function, a worker, a decision, an expression or a person."""

from typing import Any

from app.engine import borders, scopes
from app.engine.errors import EngineError, IncidentKind
from app.engine.tokens import Token
from app.engine.values import Scope, scope_of

from .node import NOT_YET, Node, cancel_armed, evaluated, given

DEFAULT_PRIORITY = 50  # the dialect's


class Task(Node):
    """Any task that no person does: its extension elements say what it does."""

    def work(self, token: Token) -> Scope | None:
        extensions = self.extensions
        if extensions.decision:
            value = borders.decide(token, extensions.decision)
            return given(token, extensions.decision.result_variable, value)
        if extensions.script:
            value = evaluated(token, extensions.script.expression)
            return given(token, extensions.script.result_variable, value)
        if extensions.job:
            return start_job(token)
        if self.trigger:
            borders.publish(token, self.trigger)
        return {}


def start_job(token: Token) -> Scope | None:
    """Run the function registered for the job's type, else leave the job to a worker."""
    job = token.task_spec.extensions.job
    kind = evaluated(token, job.type)
    handler = token.top.environment.handlers.get(kind)
    if handler is not None:
        return borders.run_handler(token, handler)
    retries = token.top.evaluator.whole(job.retries, scopes.view(token), default=3)
    token.internal_data["job"] = {"type": kind, "retries": retries}
    return NOT_YET


class UserTask(Node):
    """Waits for a person."""

    def __init__(self, wf_spec: Any, name: str, *, element: str) -> None:
        super().__init__(wf_spec, name, element=element, manual=True)

    def open(self, token: Token) -> bool:
        token.opened = self._attributes(token)
        token.internal_data["task"] = 1
        self._create(token)
        return True

    def _create(self, token: Token) -> None:
        """Call the creating listeners, each once even when the opening is tried again."""
        names = self.extensions.listening("creating")
        for number in range(token.internal_data.get("created", 0), len(names)):
            scopes.set_local(token, borders.run_creating(token, names[number]))
            token.internal_data["created"] = number + 1

    def _attributes(self, token: Token) -> dict[str, Any]:
        extensions, evaluator, view = self.extensions, token.top.evaluator, scopes.view(token)
        return {
            "assignee": evaluator.text(extensions.assignment.assignee, view),
            "groups": evaluator.names(extensions.assignment.groups, view),
            "users": evaluator.names(extensions.assignment.users, view),
            "due": evaluator.text(extensions.schedule.due, view),
            "follow_up": evaluator.text(extensions.schedule.follow_up, view),
            "priority": evaluator.whole(extensions.priority, view, default=DEFAULT_PRIORITY),
            "form": self._form(token),
            "properties": {
                name: evaluator.text(text, view) for name, text in extensions.properties.items()
            },
        }

    def _form(self, token: Token) -> dict[str, str | None] | None:
        form = self.extensions.form
        if form is None:
            return None
        return {
            "id": evaluated(token, form.form_id),
            "binding": form.binding.kind,
            "version_tag": form.binding.version_tag,
            "external_reference": form.external_reference,
        }


def shut(token: Token) -> None:
    """Take back that a task is open, with what hangs on it: it is to be entered anew."""
    cancel_armed(token)
    for name in ("task", "in", "hosts"):
        token.internal_data.pop(name, None)


def complete(token: Token, answers: dict[str, Any]) -> Scope:
    """Let the completing listeners check the answers and add to them.

    What a listener raises refuses the completion: it goes to the caller.
    """
    top = token.top
    for name in token.task_spec.extensions.listening("completing"):
        listener = top.environment.listeners.get(name)
        if listener is None:
            raise EngineError(IncidentKind.HANDLER, f"no function is registered for {name!r}")
        added = listener(borders.Call(token), dict(answers))
        answers = {**answers, **(added or {})}
    return scope_of(answers)
