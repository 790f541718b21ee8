"""What tasks are narrowed to: tests of fields, put together with ``all`` and ``any``.

Only what is written is read here, with its bounds; no session, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Union

from app.errors import FieldError, InvalidInput
from app.inbox.lists.criteria_values import Kind, Value, read_value

DEEPEST = 5  # levels of all and any: what a person still reads
MOST_TESTS = 50  # of one condition, so that no reader makes a database think for minutes
VARIABLE = "data."  # begins the name of a variable of the whole case
LONGEST_NAME = 128


class Operator(Enum):
    """How a field is compared with a value."""

    EQ = "eq"
    NE = "ne"  #: another one, or none
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    IN = "in"  #: one of a list
    CONTAINS = "contains"  #: a part of it, whatever its case
    EXISTS = "exists"  #: true: it has one; false: it has none


_ORDER = frozenset({Operator.GT, Operator.GTE, Operator.LT, Operator.LTE})
_SAME = frozenset({Operator.EQ, Operator.NE, Operator.IN})
_TAKEN: Mapping[Kind, frozenset[Operator]] = {
    Kind.WORD: _SAME | {Operator.EXISTS},
    Kind.TEXT: _SAME | {Operator.EXISTS, Operator.CONTAINS},
    Kind.WORDS: frozenset({Operator.CONTAINS}),
    Kind.KEY: _SAME,
    Kind.PERSON: _SAME | {Operator.EXISTS},
    Kind.NUMBER: _SAME | _ORDER,
    Kind.INSTANT: _ORDER | {Operator.EXISTS},
    Kind.TRUTH: frozenset({Operator.EQ}),
    Kind.VARIABLE: _SAME | _ORDER | {Operator.EXISTS},
}
#: fields of a task
TASK_FIELDS: Mapping[str, Kind] = {
    "business_key": Kind.TEXT,
    "case_id": Kind.KEY,
    "task_definition": Kind.WORD,
    "process": Kind.WORD,
    "name": Kind.TEXT,
    "subject": Kind.TEXT,
    "group": Kind.WORD,
    "assignee": Kind.PERSON,
    "owner": Kind.PERSON,
    "priority": Kind.NUMBER,
    "created_at": Kind.INSTANT,
    "due_at": Kind.INSTANT,
    "follow_up_at": Kind.INSTANT,
    "stage": Kind.WORD,
    "sla_state": Kind.WORD,
    "overdue": Kind.TRUTH,
    "read": Kind.TRUTH,
    "q": Kind.WORDS,
}
#: fields of its case; variables come besides
CASE_FIELDS: Mapping[str, Kind] = {
    "case_process": Kind.WORD,
    "case_state": Kind.WORD,
    "case_started_at": Kind.INSTANT,
    "case_started_by": Kind.WORD,
}
FIELDS: Mapping[str, Kind] = {**TASK_FIELDS, **CASE_FIELDS}


@dataclass(frozen=True)
class Test:
    """One field compared with a value."""

    field: str
    operator: Operator
    value: Value | tuple[Value, ...]

    __test__ = False  # no test of pytest

    @property
    def variable(self) -> str | None:
        """The variable it looks at; None: a field of the task or its case."""
        is_one = self.field.startswith(VARIABLE)
        return self.field.removeprefix(VARIABLE) if is_one else None


@dataclass(frozen=True)
class Every:
    """All of these hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Some:
    """One of these holds."""

    parts: tuple["Condition", ...]


Condition = Union[Test, Every, Some]  # noqa: UP007  names of classes that follow one another


def read_condition(plain: object, *, pointer: str = "") -> Condition:
    """Read ``{"all": […]}``, ``{"any": […]}`` or ``{"field", "op", "value"}``, as deep as allowed.

    :param pointer: where it stands in what was sent
    :raises InvalidInput: points at what is wrong
    """
    condition, _ = _read(plain, pointer, 1, MOST_TESTS)
    return condition


def read_test(field: str, operator: str, value: object, *, pointer: str = "") -> Test:
    """Read one test.

    :param pointer: where it stands in what was sent
    :raises InvalidInput: there is no such field, or it is not compared so
    """
    kind = kind_of(field)
    if kind is None:
        raise refused(f"{pointer}/field", f"tasks have no field {field}", code="unknown_field")
    taken = _TAKEN[kind]
    if operator not in {one.value for one in taken}:
        known = ", ".join(one.value for one in Operator if one in taken)
        raise refused(f"{pointer}/op", f"{field} is compared by {known}")
    meant = Operator(operator)
    try:
        return Test(field, meant, _value(kind, meant, value))
    except ValueError as error:
        raise refused(f"{pointer}/value", f"{field}: {error}") from None


def kind_of(field: str) -> Kind | None:
    """Return what a field holds; None: there is no such field."""
    variable = field.removeprefix(VARIABLE)
    if field.startswith(VARIABLE):
        return Kind.VARIABLE if 0 < len(variable) <= LONGEST_NAME else None
    return FIELDS.get(field)


def refused(pointer: str, detail: str, *, code: str = "invalid_field") -> InvalidInput:
    """Return the refusal of one place."""
    return InvalidInput(detail, errors=[FieldError(pointer=pointer, code=code, detail=detail)])


def _read(plain: object, pointer: str, depth: int, left: int) -> tuple[Condition, int]:
    """Read one node; return it with how many tests there may still be."""
    if not isinstance(plain, Mapping):
        raise refused(pointer, "a filter is an object with all, any, or field, op and value")
    if "all" in plain or "any" in plain:
        return _read_group(plain, pointer, depth, left)
    if left == 0:
        raise refused(pointer, f"a filter has at most {MOST_TESTS} tests")
    unknown = next((str(name) for name in plain if name not in ("field", "op", "value")), None)
    if unknown is not None:
        raise refused(f"{pointer}/{_step(unknown)}", f"unknown: {unknown}", code="unknown_field")
    for name in ("field", "value"):
        if name not in plain:
            raise refused(f"{pointer}/{name}", f"a test needs {name}", code="required")
    field, operator = plain["field"], plain.get("op", Operator.EQ.value)
    if not isinstance(field, str) or not isinstance(operator, str):
        raise refused(f"{pointer}/field", "field and op are texts")
    return read_test(field, operator, plain["value"], pointer=pointer), left - 1


def _read_group(
    plain: Mapping[object, object], pointer: str, depth: int, left: int
) -> tuple[Condition, int]:
    if len(plain) > 1:
        raise refused(pointer, "say either all or any, and nothing beside it")
    if depth > DEEPEST:
        raise refused(pointer, f"a filter is at most {DEEPEST} levels deep")
    ((name, below),) = plain.items()
    if not isinstance(below, list) or not below:
        raise refused(f"{pointer}/{name}", f"{name} holds a list with something in it")
    parts = []
    for number, one in enumerate(below):
        part, left = _read(one, f"{pointer}/{name}/{number}", depth + 1, left)
        parts.append(part)
    return (Every if name == "all" else Some)(tuple(parts)), left


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _value(kind: Kind, operator: Operator, value: object) -> Value | tuple[Value, ...]:
    if operator is Operator.EXISTS:
        return read_value(Kind.TRUTH, value)
    if operator is not Operator.IN:
        found = read_value(kind, value)
        if operator.value in ("gt", "gte", "lt", "lte") and isinstance(found, bool):
            raise ValueError("a truth has no order")
        return found
    if not isinstance(value, list) or not 0 < len(value) <= MOST_TESTS:
        raise ValueError(f"in takes a list of 1 to {MOST_TESTS}")
    return tuple(read_value(kind, one) for one in value)
