"""The types of a model: what its item definitions allow, and how a value is fitted to them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from app.decisions.dmn.scope import Compiler, Place
from app.decisions.dmn.source import Element, child, children, name_of, normal, text_of, type_of
from app.feel import Function, Range, UnaryTests, YearsMonths, charge, compile_expression
from app.feel.tree import Tests
from app.feel.types import ALIASES

#: makes a value conform to a type; null when it does not
Fit = Callable[[object], object]

BASIC: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "number": Decimal,
    "boolean": bool,
    "date": dt.date,
    "time": dt.time,
    "date and time": dt.datetime,
    "days and time duration": dt.timedelta,
    "years and months duration": YearsMonths,
    "list": list,
    "context": dict,
    "function": Function,
    "range": Range,
}
READERS = {  # process variables hold dates as ISO text
    "date": compile_expression("date(text)"),
    "time": compile_expression("time(text)"),
    "date and time": compile_expression("date and time(text)"),
    "days and time duration": compile_expression("duration(text)"),
    "years and months duration": compile_expression("duration(text)"),
}
STEPS_OF_A_FIT = 5  # about a microsecond


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """How a value is fitted to a type."""

    iso: bool = False  #: ISO text counts as a date, time or duration
    allowed: bool = True  #: allowed values count


PLAIN = Fitting()
FROM_JSON = Fitting(iso=True)
SHAPE = Fitting(allowed=False)


def basic_name(ref: str) -> str:
    """Return the basic type a reference means, by whichever of its names; "" when it is none."""
    ref = ref.rpartition(":")[2].removeprefix("feel.")
    ref = ALIASES.get(ref, ref)
    return ref if ref in BASIC or ref == "Any" else ""


def is_of(value: object, basic: str) -> bool:
    """Return whether a value is of a basic type; a date with a time is not a date."""
    if basic == "date" and isinstance(value, dt.datetime):
        return False
    return isinstance(value, BASIC[basic])


def fit_basic(value: object, basic: str, how: Fitting) -> object:
    """Fit to a basic type by FEEL's implicit conversions."""
    if value is None or is_of(value, basic):
        return value
    if isinstance(value, list) and len(value) == 1 and is_of(value[0], basic):
        return value[0]
    if basic == "list":
        return [value]
    if basic == "date and time" and is_of(value, "date"):
        assert isinstance(value, dt.date)
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    if how.iso and isinstance(value, str) and basic in READERS:
        read = READERS[basic]({"text": value})
        return read if is_of(read, basic) else None
    return None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item definition, or one component of one."""

    name: str
    ref: str
    collection: bool
    function: bool
    returns: str  #: type of a function's value
    components: tuple["Item", ...]
    allowed: UnaryTests | None  #: of the value, or of each of a collection
    constraint: UnaryTests | None  #: of a collection as a whole


class Types:
    """The item definitions of one model and of those it imports."""

    def __init__(self, root: Element, compiler: Compiler, imported: Mapping[str, "Types"]) -> None:
        self._compiler = compiler
        self._imported = imported
        self.items = {name_of(e): self._read(e) for e in children(root, "itemDefinition")}
        for name, item in self.items.items():
            self._check(item, Place(decision=name))

    def _read(self, element: Element) -> Item:
        name = name_of(element)
        collection = element.get("isCollection") == "true"
        place = Place(decision=name, column="allowedValues")
        allowed = self._compiler.tests(text_of(child(element, "allowedValues")), place)
        constraint = self._compiler.tests(text_of(child(element, "typeConstraint")), place)
        function = child(element, "functionItem")
        return Item(
            name=name,
            ref=type_of(element),
            collection=collection,
            function=function is not None,
            returns=normal(function.get("outputTypeRef")) if function is not None else "",
            components=tuple(self._read(c) for c in children(element, "itemComponent")),
            allowed=allowed if collection else allowed or constraint,
            constraint=constraint if collection else None,
        )

    def _check(self, item: Item, place: Place) -> None:
        if item.ref:
            self.check_ref(item.ref, place)
        for component in item.components:
            self._check(component, place.at(column=component.name))

    def check_ref(self, ref: str, place: Place) -> None:
        """Note a fault when a type reference names nothing."""
        if not ref or basic_name(ref) or "<" in ref or self.find(ref) is not None:
            return
        known = [*BASIC, "Any", *self.items]
        alike = get_close_matches(ref, known, n=1)
        how = (
            f"did you mean {alike[0]}?" if alike else "define it as an item, or choose a basic type"
        )
        self._compiler.fault(place, f"unknown type {ref!r}", code="type", advice=how)

    def find(self, ref: str) -> Item | None:
        """Return the item definition a reference names, here or in an imported model."""
        if ref in self.items:
            return self.items[ref]
        head, _, rest = ref.partition(".")
        return self._imported[head].find(rest) if head in self._imported else None

    def basic_of(self, ref: str) -> str:
        """Return the basic type behind a reference, "" when it is composed, "Any" without one."""
        item = self.find(ref)
        if item is None:
            return basic_name(ref) or "Any"
        composed = item.collection or item.components or item.function
        return "" if composed else self._owner(ref).basic_of(item.ref)

    def domain(self, ref: str) -> tuple[Tests, ...]:
        """Return the tests of allowed values that a single value of a type passes."""
        item = self.find(ref)
        if item is None or item.collection:
            return ()
        own = () if item.allowed is None else (item.allowed.tree,)
        return (*self._owner(ref).domain(item.ref), *own)

    def _owner(self, ref: str) -> "Types":
        head, _, rest = ref.partition(".")
        return self if ref in self.items else self._imported[head]._owner(rest)

    def fitter(self, ref: str, how: Fitting = PLAIN) -> Fit | None:
        """Return what fits a value to a type; None when the type takes anything."""
        item = self.find(ref) if ref else None
        if item is not None:
            owner, found = self._owner(ref), item
            return lambda value: owner._fit_item(value, found, how)
        basic = basic_name(ref)
        if basic in ("", "Any"):
            return None
        kind = BASIC[basic]
        if basic == "date":
            return lambda value: fit_basic(value, basic, how)
        return lambda value: value if isinstance(value, kind) else fit_basic(value, basic, how)

    def tests(self) -> dict[str, Callable[[object], bool]]:
        """Return a test of membership for each item definition, for ``instance of``."""
        return {name: self._member(item) for name, item in self.items.items()}

    def _member(self, item: Item) -> Callable[[object], bool]:
        return lambda value: value is not None and self._fit_item(value, item, SHAPE) == value

    def returned(self, ref: str) -> str:
        """Return the type that a call yields: a function's own, else the type itself."""
        item = self.find(ref)
        return item.returns if item is not None and item.function else ref

    def _fit_item(self, value: object, item: Item, how: Fitting) -> object:
        if value is None:
            return None
        if not item.collection:
            if isinstance(value, list) and len(value) == 1 and not self._is_list(item):
                value = value[0]
            return self._fit_one(value, item, how)
        given = value if isinstance(value, list) else [value]
        charge(STEPS_OF_A_FIT * len(given))
        fitted = [self._fit_one(v, item, how) for v in given]
        lost = any(f is None and v is not None for f, v in zip(fitted, given, strict=True))
        if lost or (
            item.constraint and how.allowed and item.constraint.run({}, fitted) is not True
        ):
            return None
        return fitted

    def _is_list(self, item: Item) -> bool:
        if item.collection or basic_name(item.ref) == "list":
            return True
        behind = self.find(item.ref)
        return behind is not None and self._is_list(behind)

    def _fit_one(self, value: object, item: Item, how: Fitting) -> object:
        if value is None:
            return None
        if item.function:
            return value if isinstance(value, Function) else None
        if item.components:
            return self._fit_context(value, item, how)
        fit = self.fitter(item.ref, how)
        value = fit(value) if fit is not None else value
        if item.allowed is not None and value is not None and how.allowed:
            return value if item.allowed.run({}, value) is True else None
        return value

    def _fit_context(self, value: object, item: Item, how: Fitting) -> object:
        if not isinstance(value, dict):
            return None
        fitted = dict(value)
        for component in item.components:
            if component.name not in value and self._compiler.standard:
                return None  # variables may leave a component out; the standard does not allow it
            given = value.get(component.name)
            fitted[component.name] = self._fit_item(given, component, how)
            if fitted[component.name] is None and given is not None:
                return None
        return fitted
