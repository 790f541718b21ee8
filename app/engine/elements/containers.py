"""Elements with an inside: embedded sub-processes and calls of other processes."""

from app.engine import borders, scopes
from app.engine.tokens import STARTED, Inside, Token
from app.engine.values import Scope

from .node import Node


class SubProcess(Node):
    """Its content runs in a scope of its own."""

    def open(self, token: Token) -> bool:
        definition = token.workflow.definition
        Inside(definition.specs[self.inside], token, definition, called=False).begin()
        token._set_state(STARTED)
        return False

    def returned(self, variables: Scope) -> Scope:
        """The content wrote its variables itself; nothing else comes back."""
        return {}


class CallActivity(Node):
    """Runs another process with variables of its own."""

    def open(self, token: Token) -> bool:
        called, store = self.extensions.called, token.top.store
        assert called is not None
        definition = borders.resolve(token, called)
        if called.all_parent_variables:
            store.variables[-token.id] = scopes.view(token).all()
        else:
            store.variables[-token.id] = dict(store.variables.get(token.id, {}))
        Inside(definition.spec, token, definition, called=True).begin()
        token._set_state(STARTED)
        return False

    def returned(self, variables: Scope) -> Scope:
        """The called process's variables, where outputs choose or the diagram lets all back."""
        called = self.extensions.called
        every = called is not None and called.all_child_variables
        return variables if every or self.extensions.outputs else {}
