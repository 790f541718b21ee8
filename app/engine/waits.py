"""What an instance waits for, as a flat list that callers compare before and after a command."""

from typing import Any

from .tokens import READY, STARTED, Token

#: (kind, token id, index) with kind task, job, timer, message, signal or incident
WaitKey = tuple[str, int, int]


def waits_of(instance: Any) -> dict[WaitKey, dict[str, Any]]:
    """List every wait of an instance."""
    found: dict[WaitKey, dict[str, Any]] = {}
    for tokens in instance.sets():
        for token in tokens.tasks.values():
            _add(found, token)
    return found


def _place(token: Token) -> dict[str, Any]:
    definition = token.workflow.definition
    return {
        "element": token.task_spec.bpmn_id,
        "process_id": definition.process_id,
        "process_key": definition.key,
    }


def _add(found: dict[WaitKey, dict[str, Any]], token: Token) -> None:
    internal = token.internal_data
    if "incident" in internal:
        kind, message = internal["incident"]
        found["incident", token.id, 0] = {**_place(token), "kind": kind, "message": message}
    if "waits" in internal:
        for index, waited in enumerate(internal["waits"]):
            found[waited["kind"], token.id, index] = {**_place(token), **waited}
    elif token._state == READY and "task" in internal:
        found["task", token.id, 0] = {**_place(token), **(token.opened or {})}
    elif token._state == STARTED and "job" in internal:
        headers = token.task_spec.extensions.headers
        found["job", token.id, 0] = {**_place(token), **internal["job"], "headers": headers}
