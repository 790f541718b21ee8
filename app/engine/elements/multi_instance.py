"""Multi-instance: the body around the instances of an activity, which name it as their body."""

import re
from typing import Any

from app.engine import scopes
from app.engine.errors import EngineError, IncidentKind
from app.engine.extensions import Loop
from app.engine.tokens import READY, STARTED, Token, spawn
from app.engine.values import NULL, Scope, Value, list_of, scope_of

from .node import Node, evaluated

ITEMS = "items"
MAX_INSTANCES = 10_000  # each is a token in the stored state
_PATH = re.compile(r"=\s*([^\W\d]\w*)(\s*\.\s*\w+)*\s*")


class MultiInstance(Node):
    """Starts an instance per item, all at once or in turn, and gathers what they give."""

    multiple = True

    def __init__(self, wf_spec: Any, name: str, *, loop: Loop, child: str) -> None:
        super().__init__(wf_spec, name, element="multiInstanceBody")
        self.loop = loop
        self.child = child
        output = _PATH.fullmatch(loop.output_element or "")
        #: an output that is a plain variable is each instance's own
        self.own_output = output.group(1) if output else ""

    def open(self, token: Token) -> bool:
        items = evaluated(token, self.loop.input_collection)
        if not isinstance(items, list):
            message = f"{self.loop.input_collection!r} is not a list"
            raise EngineError(IncidentKind.EXTRACT_VALUE, message)
        if len(items) > MAX_INSTANCES:
            message = f"{len(items)} instances are more than {MAX_INSTANCES}"
            raise EngineError(IncidentKind.EXTRACT_VALUE, message)
        token.internal_data["loop"] = {"n": len(items), "next": 0, "done": 0}
        token.top.store.collected[token.id] = {}
        self._count(token, 0)
        if not items:
            token.top.store.results[token.id] = {}
            return True
        token._set_state(STARTED)
        if self.loop.sequential:
            token.top.store.collected[token.id][ITEMS] = Value.of(items)
        for item in items[:1] if self.loop.sequential else items:
            self._start(token, item)
        return False

    def _start(self, token: Token, item: object) -> None:
        counters = token.internal_data["loop"]
        spec = self._wf_spec.task_specs[self.child]
        child = spawn(token.workflow, spec, body=token.id, index=counters["next"])
        counters["next"] += 1
        local: dict[str, object] = {"loopCounter": counters["next"]}
        if self.own_output:
            local[self.own_output] = None
        if self.loop.input_element:
            local[self.loop.input_element] = item
        scopes.set_local(child, scope_of(local))
        spec._update(child)

    def _count(self, token: Token, done: int) -> None:
        total = token.internal_data["loop"]["n"]
        active = 1 if self.loop.sequential else total - done
        counts = {
            "numberOfInstances": total,
            "numberOfCompletedInstances": done,
            "numberOfTerminatedInstances": 0,
            "numberOfActiveInstances": active if done < total else 0,
        }
        scopes.set_local(token, scope_of(counts))

    def collect(self, token: Token, child: Token) -> None:
        """Take what an instance gives, before it completes: everything of it that can fail."""
        output = NULL
        if self.loop.output_collection:
            output = Value.of(evaluated(child, self.loop.output_element))
        self._count(token, token.internal_data["loop"]["done"] + 1)
        condition = self.loop.completion_condition
        if condition and token.top.evaluator.condition(condition, scopes.view(child)):
            child.internal_data["enough"] = 1
        token.top.store.collected[token.id][str(child.internal_data["index"])] = output

    def child_done(self, token: Token, child: Token) -> None:
        """Go on when that was the last instance, or enough of them."""
        counters = token.internal_data["loop"]
        counters["done"] += 1
        if "enough" in child.internal_data or counters["done"] == counters["n"]:
            for other in list(token.workflow.tasks.values()):
                if other.internal_data.get("body") == token.id and other is not child:
                    other.cancel()
            token.top.store.results[token.id] = {}
            token._set_state(READY)
        elif self.loop.sequential:
            items = token.top.store.collected[token.id][ITEMS].plain
            self._start(token, items[counters["next"]])

    def leave(self, token: Token, result: Scope) -> None:
        if self.loop.output_collection:
            given, total = token.top.store.collected[token.id], token.internal_data["loop"]["n"]
            outputs = list_of(given.get(str(number), NULL) for number in range(total))
            scopes.propagate(token, {self.loop.output_collection: outputs}, above=True)
