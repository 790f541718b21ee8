"""Lays a form out: every field with its labels, value, choices and errors, in order.

What is hidden or read-only is decided as it is when the answers are judged.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.errors import FieldError
from app.inbox.forms.answers import DATA, escape, placed, seen
from app.inbox.forms.readers import to_number
from app.inbox.forms.schema import FormField, FormSchema
from app.inbox.forms.scope import Scope, Sources
from app.inbox.forms.views import ROW, ChoiceView, FieldView, Limits


def render(
    schema: FormSchema,
    *,
    variables: Mapping[str, Any],
    zone: dt.tzinfo,
    answers: Mapping[str, Any] | None = None,
    errors: Sequence[FieldError] = (),
    sources: Sources | None = None,
    with_blank_rows: bool = True,
) -> tuple[FieldView, ...]:
    """Lay a form out.

    :param variables: what the task sees; a field without an answer shows the one of its name
    :param zone: in which instants are shown
    :param answers: a draft, or what was sent and refused
    :param errors: of the refusal
    :param with_blank_rows: a list without rows begins with blank ones, to be filled in
    """
    by_pointer: dict[str, tuple[str, ...]] = {}
    for error in errors:
        by_pointer[error.pointer] = (*by_pointer.get(error.pointer, ()), error.detail)
    layout = _Layout(
        sources=sources or {}, errors=by_pointer, zone=zone, with_blank_rows=with_blank_rows
    )
    present = {name: value for name, value in variables.items() if value is not None}
    given = {**present, **(answers or {})}
    return layout.fields(schema.fields, _Part(given, Scope(variables), DATA, ""))


@dataclass(frozen=True)
class _Part:
    """One object of answers: the form's own, a group's or a row's."""

    given: Mapping[str, Any]
    scope: Scope
    pointer: str
    name: str

    def of(self, key: str | int, given: object) -> "_Part":
        """Return the part within this one that stands under a key."""
        return _Part(
            given if isinstance(given, Mapping) else {},
            self.scope,
            f"{self.pointer}/{escape(str(key))}",
            f"{self.name}.{key}" if self.name else str(key),
        )


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """What all fields of one page share."""

    sources: Sources
    errors: Mapping[str, tuple[str, ...]]
    zone: dt.tzinfo
    with_blank_rows: bool

    def fields(self, fields: Sequence[FormField], part: _Part) -> tuple[FieldView, ...]:
        """Lay out the fields of one object of answers."""
        given = {**_defaults(fields), **part.given}
        part = replace(part, given=given, scope=part.scope.inner(seen(fields, given)))
        shown = {id(one): is_shown for one, is_shown in placed(fields, part.scope)}
        return tuple(self._view(one, part, shown) for one in fields)

    def _view(self, field: FormField, part: _Part, shown: Mapping[int, bool]) -> FieldView:
        given = part.given.get(field.key) if field.key else None
        own = part.of(field.key, given)
        view = FieldView(
            type=field.type,
            key=field.key,
            name=own.name if field.key else "",
            pointer=own.pointer if field.key else "",
            label=field.label,
            label_en=field.label_en,
            description=field.description,
            description_en=field.description_en,
            required=field.checks.required,
            readonly=part.scope.is_readonly(field),
            hidden=not shown.get(id(field), not part.scope.is_hidden(field)),
            value=_shown_value(field, given, self.zone),
            errors=self._errors(own.pointer) if field.key else (),
            choices=self._choices(field, given, part.scope),
            limits=_limits(field, part.scope),
            is_money=field.is_money,
            subtype=field.subtype if field.type == "datetime" else "",
            multiple=field.multiple,
            accept=field.accept,
        )
        if field.type == "group":
            return replace(view, children=self._children(field, part, own, shown))
        if field.type == "dynamiclist":
            return self._with_rows(view, field, own, given)
        return view

    def _children(
        self, group: FormField, part: _Part, own: _Part, shown: Mapping[int, bool]
    ) -> tuple[FieldView, ...]:
        if group.key:
            return self.fields(group.children, own)
        return tuple(self._view(child, part, shown) for child in group.children)

    def _with_rows(self, view: FieldView, field: FormField, own: _Part, given: object) -> FieldView:
        rows = given if isinstance(given, list) else []
        if self.with_blank_rows and not (rows or view.readonly):
            rows = [{}] * field.repetitions
        return replace(
            view,
            adjustable=field.adjustable and not view.readonly,
            rows=tuple(
                self.fields(field.children, own.of(number, row)) for number, row in enumerate(rows)
            ),
            blank=self.fields(field.children, own.of(ROW, None)),
        )

    def _errors(self, pointer: str) -> tuple[str, ...]:
        """Return the errors of a field and of the entries of its list."""
        entries = [
            detail
            for at, details in self.errors.items()
            if at.startswith(f"{pointer}/") and at.removeprefix(f"{pointer}/").isdecimal()
            for detail in details
        ]
        return (*self.errors.get(pointer, ()), *entries)

    def _choices(self, field: FormField, given: object, scope: Scope) -> tuple[ChoiceView, ...]:
        chosen = given if isinstance(given, list) else [given]
        return tuple(
            ChoiceView(
                value=str(choice.value),
                label=choice.label,
                label_en=choice.label_en,
                chosen=choice.value in chosen,
            )
            for choice in scope.choices(field, self.sources) or ()
        )


def _defaults(fields: Sequence[FormField]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field.type == "group" and not field.key:
            found |= _defaults(field.children)
        elif field.default is not None:
            found[field.key] = field.default
    return found


def _shown_value(field: FormField, given: object, zone: dt.tzinfo) -> Any:
    """Return a value as the page's inputs take it."""
    if field.type == "checkbox":
        return given is True
    if field.type == "filepicker":
        return [str(one) for one in given] if isinstance(given, list) else []
    if given is None or isinstance(given, list | dict):
        return ""
    if field.type == "number":
        return _shown_number(field, given)
    if field.type == "datetime" and field.subtype == "datetime":
        return _shown_instant(str(given), zone)
    return str(given)


def _shown_number(field: FormField, given: object) -> str:
    number = to_number(given)
    if number is None:
        return str(given)  # what was sent and refused
    if field.is_money:
        return f"{number:.2f}"
    return f"{number.normalize():f}"


def _shown_instant(given: str, zone: dt.tzinfo) -> str:
    try:
        instant = dt.datetime.fromisoformat(given)
        local = instant.astimezone(zone) if instant.tzinfo else instant
    except (ValueError, OverflowError):
        return given  # what was sent and refused
    return local.replace(tzinfo=None).isoformat(timespec="minutes")


def _limits(field: FormField, scope: Scope) -> Limits:
    checks = field.checks
    return Limits(
        least=_text(scope.resolve(checks.least)) or ("0" if field.is_money else ""),
        most=_text(scope.resolve(checks.most)),
        step=_step(field),
        shortest=_text(scope.resolve(checks.shortest)),
        longest=_text(scope.resolve(checks.longest)),
        pattern=checks.pattern.pattern if checks.pattern else "",
    )


def _text(limit: object) -> str:
    return "" if limit is None else str(limit)


def _step(field: FormField) -> str:
    if field.type != "number":
        return ""
    if field.decimals is None:
        return "any"
    return f"{10**-field.decimals:.{field.decimals}f}" if field.decimals else "1"
