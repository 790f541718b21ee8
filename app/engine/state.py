"""An instance as bytes: a format byte, the length of the head, the head (tokens, names), then the
variables' JSON in a row, so that one nobody reads is neither parsed nor written anew.

No graphs, no history, no task attributes.
"""

from heapq import heappush
from typing import Any

import orjson

from .scopes import Store
from .tokens import READY, STARTED, Inside, Token
from .values import Scope, Value

FORMAT = 1
_LENGTH_BYTES = 4


class UnknownFormat(Exception):
    """A stored state was written by a newer release."""


def dump(instance: Any) -> bytes:
    """Write an instance."""
    values: list[bytes | memoryview] = []
    store = instance.store
    frames = [_framed(part, values) for part in (store.variables, store.results, store.collected)]
    sets = []
    for tokens in instance.sets():
        rows = [[t.id, t.task_spec.name, t._state, t.internal_data] for t in tokens.tasks.values()]
        owner = tokens.owner.id if tokens.owner else 0
        sets.append([owner, tokens.definition.key if tokens.called else None, rows])
    head = orjson.dumps([instance.last_id, frames, sets])
    return b"".join([bytes([FORMAT]), len(head).to_bytes(_LENGTH_BYTES, "big"), head, *values])


def _framed(part: dict[int, Scope], values: list[bytes | memoryview]) -> list[Any]:
    """Put the values of some scopes into a row; return their names and lengths."""
    frames = []
    for scope_id, scope in part.items():
        values += [value.raw for value in scope.values()]
        frames.append([scope_id, {name: len(value.raw) for name, value in scope.items()}])
    return frames


def load(instance: Any, data: bytes) -> None:
    """Fill a new, empty instance."""
    if data[0] != FORMAT:
        raise UnknownFormat(f"state format {data[0]}")
    start = 1 + _LENGTH_BYTES
    end = start + int.from_bytes(data[1:start], "big")
    instance.last_id, frames, sets = orjson.loads(data[start:end])
    instance.store = _read_store(frames, memoryview(data)[end:])
    owners: dict[int, Token] = {}
    for owner_id, called, rows in sets:  # an owner comes before what runs inside it
        tokens = _inside(instance, owners[owner_id], called) if owner_id else instance
        specs = tokens.spec.task_specs
        for token_id, name, state, internal in rows:
            token = Token(tokens, specs[name], token_id, state, internal)
            if state == STARTED:
                owners[token_id] = token
            elif state == READY and (
                not token.task_spec.manual or token_id in instance.store.results
            ):
                heappush(instance.queue, (token_id, token))
    instance.completed = not instance.tasks


def _read_store(frames: list[Any], values: memoryview) -> Store:
    store, at = Store(), 0
    parts = []
    for part in frames:
        scopes: dict[int, Scope] = {}
        for scope_id, lengths in part:
            scope = scopes[scope_id] = {}
            for name, length in lengths.items():
                scope[name] = Value(values[at : at + length])
                at += length
        parts.append(scopes)
    store.variables, store.results, store.collected = parts
    return store


def _inside(instance: Any, owner: Token, called: str | None) -> Inside:
    if called:
        definition = instance.environment.definition(called)
        return Inside(definition.spec, owner, definition, called=True)
    definition = owner.workflow.definition
    return Inside(definition.specs[owner.task_spec.inside], owner, definition, called=False)
