"""What a form's expressions see: the answers over the variables of the task."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import InvalidInput
from app.feel import Expression, FeelError, Value, lift
from app.inbox.forms.schema import Choice, FormField, read_choice

#: Choices handed in by name, e.g. ``users:surveyor``; one that is not handed in is not checked.
Sources = Mapping[str, Sequence[Choice]]


class Scope:
    """Names and their JSON values; an inner scope, as a row of a list has, hides the outer one."""

    def __init__(self, values: Mapping[str, Any], outer: "Scope | None" = None) -> None:
        self._values = dict(values)
        self._outer = outer

    def get(self, name: str) -> Any:
        """Return a value, None where there is none."""
        if name in self._values or self._outer is None:
            return self._values.get(name)
        return self._outer.get(name)

    def set(self, name: str, value: object) -> None:
        """Give a name a value in this scope."""
        self._values[name] = value

    def inner(self, values: Mapping[str, Any]) -> "Scope":
        """Return a scope within this one."""
        return Scope(values, self)

    def evaluate(self, expression: Expression) -> Value:
        """Evaluate with the names the expression reads.

        :raises InvalidInput: the evaluation goes beyond a limit
        """
        names = (*expression.names, *expression.possible_names)
        try:
            return expression({name: lift(self.get(name)) for name in names})
        except FeelError as error:
            raise InvalidInput(f"the form cannot be worked out: {error}") from error

    def resolve(self, limit: object) -> object:
        """Return a limit: as it stands, or computed."""
        return self.evaluate(limit) if isinstance(limit, Expression) else limit

    def is_hidden(self, field: FormField) -> bool:
        """Say whether a field is not shown; where the condition says neither, it is shown."""
        return field.hide is not None and self.evaluate(field.hide) is True

    def is_readonly(self, field: FormField) -> bool:
        """Say whether a field is only shown."""
        return self.resolve(field.readonly) is True

    def choices(self, field: FormField, sources: Sources) -> Sequence[Choice] | None:
        """Return what may be chosen; None when anything may."""
        if field.source is not None:
            return sources.get(field.source)
        if field.choices_key is not None:
            return _choices(self.get(field.choices_key))
        if field.choices_expression is not None:
            return _choices(self.evaluate(field.choices_expression))
        return field.choices


def _choices(raw: object) -> Sequence[Choice]:
    return [read_choice(one) for one in raw] if isinstance(raw, list) else []
