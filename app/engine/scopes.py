"""Variables by scope: who sees what, and where a write lands.

The store is {scope id: {name: value}}. A scope's id is that of the token that opened it, the root's
is 0, and a called process's is the negative id of the token that calls it. Values are replaced,
never changed in place.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .values import Scope, Value

ROOT = 0


class Store:
    """All that an instance knows: variables, results not yet handed on, lists being made."""

    def __init__(self) -> None:
        self.variables: dict[int, Scope] = {ROOT: {}}
        #: what an element gave, by token, until the token has left it
        self.results: dict[int, Scope] = {}
        #: what the instances of a multi-instance gave, by the body's token
        self.collected: dict[int, Scope] = {}
        self.changed: set[str] = set()

    def write(self, scope_id: int, name: str, value: Value) -> None:
        """Put a variable into one scope."""
        scope = self.variables.setdefault(scope_id, {})
        if scope_id == ROOT:
            before = scope.get(name)
            if before is None or before.raw != value.raw:
                self.changed.add(name)
        scope[name] = value

    def overwrite(self, values: Scope) -> None:
        """Give variables another value in every scope that has one of that name."""
        for scope in self.variables.values():
            scope.update({name: value for name, value in values.items() if name in scope})

    def forget(self, token_id: int) -> None:
        """Drop what belongs to a token that is gone."""
        self.variables.pop(token_id, None)
        self.variables.pop(-token_id, None)
        self.results.pop(token_id, None)
        self.collected.pop(token_id, None)


class View(Mapping[str, Any]):
    """The variables visible from one place, innermost first, as JSON values read one by one."""

    __slots__ = ("_scopes",)

    def __init__(self, scopes: list[Scope]) -> None:
        self._scopes = scopes

    def find(self, name: str) -> Value | None:
        """Return the nearest variable of that name."""
        for scope in self._scopes:
            if name in scope:
                return scope[name]
        return None

    def all(self) -> Scope:
        """Return every visible variable, unread."""
        merged: Scope = {}
        for scope in reversed(self._scopes):
            merged.update(scope)
        return merged

    def __getitem__(self, name: str) -> Any:
        value = self.find(name)
        if value is None:
            raise KeyError(name)
        return value.plain

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self.all())


def chain(token: Any) -> list[int]:
    """Return the ids of the scopes visible from a token, innermost first."""
    ids = []
    while True:
        ids.append(token.id)
        body = token.internal_data.get("body")
        if body:
            ids.append(body)
        tokens = token.workflow
        if tokens.owner is None:
            ids.append(ROOT)
            return ids
        if tokens.called:
            ids.append(-tokens.owner.id)
            return ids
        token = tokens.owner


def view(token: Any) -> View:
    """Return what a token sees."""
    variables = token.top.store.variables
    return View([variables[scope_id] for scope_id in chain(token) if scope_id in variables])


def visible(token: Any) -> dict[str, Any]:
    """Return every variable that a token sees; changing what is returned changes nothing."""
    return {name: value.fresh() for name, value in view(token).all().items()}


def set_local(token: Any, values: Scope) -> None:
    """Write variables into the token's own scope."""
    if values:
        token.top.store.variables.setdefault(token.id, {}).update(values)


def propagate(token: Any, values: Scope, *, above: bool = False) -> None:
    """Write each variable where its name is declared, walking outwards; else into the process.

    :param above: leave out the token's own scope
    """
    if not values:
        return
    store = token.top.store
    ids = chain(token)[1:] if above else chain(token)
    for name, value in values.items():
        at = next((i for i in ids if name in store.variables.get(i, ())), ids[-1])
        store.write(at, name, value)


def assign(into: dict[str, Any], target: str, value: object) -> None:
    """Set a mapping's target, which may be a path ``a.b.c``; objects on the way are copied."""
    *path, last = target.split(".")
    for key in path:
        inner = into.get(key)
        into[key] = dict(inner) if isinstance(inner, dict) else {}
        into = into[key]
    into[last] = value
