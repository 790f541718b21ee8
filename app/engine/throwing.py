"""Who catches what is thrown inside an instance: errors, escalations, signals, termination."""

from typing import Any

from .tokens import Token
from .values import Scope


def throw(token: Token, kind: str, code: str | None, variables: Scope) -> bool:
    """Throw to the nearest event of this kind around the token, exact code before catch-all.

    :returns: whether anybody catches it
    """
    place: Any = token
    while place is not None:
        hits = [other for other in hanging_on(place) if _catches(other, kind, code)]
        if hits:
            hit = min(hits, key=lambda other: other.task_spec.trigger.code is None)
            hit.task_spec.caught(hit, 0, dict(variables))
            return True
        body = place.internal_data.get("body")
        place = place.workflow.tasks[body] if body else place.workflow.owner
    return False


def hanging_on(token: Token) -> list[Token]:
    """Return the armed boundary events of a token."""
    if "hosts" not in token.internal_data:
        return []
    others = token.workflow.tasks.values()
    return [other for other in others if other.internal_data.get("host") == token.id]


def _catches(token: Token, kind: str, code: str | None) -> bool:
    trigger = token.task_spec.trigger
    return trigger.kind == kind and trigger.code in (code, None)


def deliver_signal(top: Any, name: str, payload: Scope) -> None:
    """Give a signal to everything in this instance that waits for it now."""
    waiting = [
        (token, index)
        for tokens in top.sets()
        for token in tokens.tasks.values()
        for index, waited in enumerate(token.internal_data.get("waits", ()))
        if waited["kind"] == "signal" and waited["name"] == name
    ]
    for token, index in waiting:
        if token.live and "waits" in token.internal_data:
            token.task_spec.caught(token, index, dict(payload))


def terminate_scope(token: Token) -> None:
    """End every other token of the drawn scope; what desugaring put around it belongs to it."""
    keep, tokens = token, token.workflow
    while True:
        for other in list(tokens.tasks.values()):
            if other is not keep:
                other.cancel()
        if tokens.owner is None or not tokens.owner.task_spec.synthetic:
            return
        keep, tokens = tokens.owner, tokens.owner.workflow
