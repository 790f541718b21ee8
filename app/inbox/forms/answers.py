"""Judges answers against a form: what may be kept of them, and every field that is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from app.errors import FieldError, InvalidInput
from app.inbox.forms.messages import message
from app.inbox.forms.readers import Place, Refused, ensure_list, is_empty, read, to_number
from app.inbox.forms.schema import FormField, FormSchema
from app.inbox.forms.scope import Scope, Sources
from app.work import Variables

DATA = "/data"  # where answers stand in a request


def validate(
    schema: FormSchema,
    answers: Mapping[str, Any],
    *,
    variables: Mapping[str, Any],
    sources: Sources | None = None,
    language: str = "en",
    pointer: str = DATA,
) -> Variables:
    """Return the answers that are kept: checked, with defaults, without fields that are not shown.

    Amounts stay text with two decimals; instants keep their offset. A read-only field may be left
    out; sent, it must be what the form shows.

    :param variables: what the task sees, for conditions, limits and choices
    :param sources: choices by name, e.g. the members of ``users:surveyor``
    :raises InvalidInput: with every field that is refused; ``unknown_field`` or ``invalid_field``
    """
    judge = _Judge(language)
    place = Place(Scope(variables), sources or {}, variables)
    kept = judge.read_all(schema.fields, answers, place, pointer)
    if judge.errors:
        raise InvalidInput(_summary(judge.errors), errors=judge.errors)
    return kept


def _summary(errors: Sequence[FieldError]) -> str:
    named = ", ".join(error.pointer for error in errors[:5])
    return f"{len(errors)} field(s) are not accepted: {named}"


def placed(fields: Sequence[FormField], scope: Scope) -> Iterator[tuple[FormField, bool]]:
    """Visit the fields that share one object of answers, each with whether it is shown.

    A field that is not shown is null to the conditions of those after it.
    """
    for one in fields:
        shown = not scope.is_hidden(one)
        if one.type == "group" and not one.key:
            yield from _grouped(one, scope, shown)
            continue
        if not shown:
            scope.set(one.key, None)
        yield one, shown


def _grouped(group: FormField, scope: Scope, shown: bool) -> Iterator[tuple[FormField, bool]]:
    for child, child_shown in placed(group.children, scope):
        if not shown:
            scope.set(child.key, None)
        yield child, shown and child_shown


@dataclass
class _Judge:
    """Collects what is wrong while answers are read."""

    language: str
    errors: list[FieldError] = field(default_factory=list)

    def read_all(
        self, fields: Sequence[FormField], given: Mapping[str, Any], outer: Place, pointer: str
    ) -> Variables:
        """Read one object of answers: the form's own, a group's or a row's."""
        place = outer.inner(seen(fields, given))
        kept: Variables = {}
        known: list[str] = []
        for one, is_shown in placed(fields, place.scope):
            if not one.key:
                continue
            known.append(one.key)
            if is_shown:
                self._keep(kept, one, given.get(one.key), place, pointer)
        self._refuse_unknown(given, known, pointer)
        return kept

    def _keep(
        self, kept: Variables, one: FormField, given: object, place: Place, pointer: str
    ) -> None:
        here = f"{pointer}/{escape(one.key)}"
        readonly = place.scope.is_readonly(one)
        if is_empty(one, given) and not readonly:
            given = one.default
        if is_empty(one, given) and one.type != "group":
            if one.checks.required and not readonly:
                self._refuse(here, "required")
            return
        try:
            if readonly:
                _ensure_as_shown(given, place.shown.get(one.key))
            kept[one.key] = self._value(one, given, place, here)
        except Refused as refused:
            where = here if refused.at is None else f"{here}/{refused.at}"
            self._refuse(where, refused.message, refused.values)

    def _value(self, one: FormField, given: object, place: Place, here: str) -> Any:
        if one.type == "group":
            return self._object(one, {} if given is None else given, place, here)
        if one.type == "dynamiclist":
            return [
                self._object(one, row, place, f"{here}/{index}")
                for index, row in enumerate(ensure_list(given))
            ]
        return read(one, given, place)

    def _object(self, one: FormField, given: object, place: Place, here: str) -> Variables:
        if not isinstance(given, Mapping):
            self._refuse(here, "not_object")
            return {}
        return self.read_all(one.children, given, place.unshown(), here)

    def _refuse_unknown(self, given: Mapping[str, Any], known: Sequence[str], pointer: str) -> None:
        for name in given:
            if name in known:
                continue
            near = get_close_matches(str(name), known, n=2)
            why = "did_you_mean" if near else "unknown"
            here = f"{pointer}/{escape(str(name))}"
            self._refuse(here, why, {"names": ", ".join(near)}, code="unknown_field")

    def _refuse(
        self,
        pointer: str,
        why: str,
        values: Mapping[str, object] | None = None,
        *,
        code: str = "invalid_field",
    ) -> None:
        detail = message(why, self.language, **(values or {}))
        self.errors.append(FieldError(pointer=pointer, code=code, detail=detail))


def seen(fields: Sequence[FormField], given: Mapping[str, Any]) -> Variables:
    """Return what the conditions of one object's fields see of its answers.

    A field without an answer is null and does not take the variable of its name; a read-only one
    shows just that.
    """
    values: Variables = {}
    for one in fields:
        if one.type == "group" and not one.key:
            values |= seen(one.children, given)
        elif one.key and (one.key in given or one.readonly is False):
            value = given.get(one.key)
            values[one.key] = to_number(value) if one.type == "number" else value
    return values


def _ensure_as_shown(given: object, shown: object) -> None:
    if shown is None or given == shown:
        return
    number = to_number(given)
    if number is None or number != to_number(shown):
        raise Refused("read_only", shown=shown)


def escape(name: str) -> str:
    """Write a name as a JSON pointer does."""
    return name.replace("~", "~0").replace("/", "~1")
