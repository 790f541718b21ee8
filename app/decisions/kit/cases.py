"""Reads the test cases of the DMN conformance kit and compares results with what they expect."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from app.decisions.dmn.source import Element, tag
from app.feel import YearsMonths

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NEAR = Decimal("1e-8")  # the kit compares numbers to eight places

_MOMENT = re.compile(
    r"(?:(?P<year>-?\d{4,})-(?P<month>\d\d)-(?P<day>\d\d))?T?"
    r"(?:(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>\.\d+)?(?P<zone>[zZ+\-@].*)?)?"
)
_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d)(?::(?P<seconds>\d\d))?")


@dataclass(frozen=True, kw_only=True)
class KitCase:
    """One expected result."""

    folder: str
    model: Path
    id: str
    kind: str  #: decision or decisionService
    name: str
    result: str  #: which of the outputs is compared
    inputs: Mapping[str, object]
    expected: object
    may_fail: bool  #: an error counts as the expected null


@dataclass(frozen=True)
class Beyond:
    """A date or duration that no Python value holds; compared as text."""

    text: str


def read_cases(kit: Path, level: int, folders: str = "") -> Iterator[KitCase]:
    """Yield the cases of a level, from folders whose name matches a regular expression."""
    for folder in sorted((kit / "TestCases" / f"compliance-level-{level}").iterdir()):
        if not folder.is_dir() or not re.search(folders, folder.name):
            continue
        for file in sorted(folder.rglob("*.xml")):
            root = etree.parse(file, etree.XMLParser(resolve_entities=False)).getroot()
            if tag(root) == "testCases":
                yield from _cases_of(root, file, folder.name)


def _cases_of(root: Element, file: Path, folder: str) -> Iterator[KitCase]:
    model = file.parent / (root.findtext("{*}modelName") or "")
    for case in root.findall("{*}testCase"):
        inputs = {n.get("name", ""): value_of(n) for n in case.findall("{*}inputNode")}
        for node in case.findall("{*}resultNode"):
            name = node.get("name", "")
            yield KitCase(
                folder=folder,
                model=model,
                id=case.get("id", ""),
                kind=case.get("type") or "decision",
                name=case.get("invocableName") or name,
                result=name,
                inputs=inputs,
                expected=value_of(node.find("{*}expected")),
                may_fail=node.get("errorResult") == "true",
            )


def value_of(node: Element | None) -> object:
    """Return the value that an element of a test case holds."""
    if node is None or node.get(XSI + "nil") == "true":
        return None
    parts = [part for part in node if isinstance(part.tag, str)]
    listed = next((part for part in parts if tag(part) == "list"), None)
    if listed is not None:
        items = listed.findall("{*}item")
        return None if listed.get(XSI + "nil") == "true" else [value_of(item) for item in items]
    components = [part for part in parts if tag(part) == "component"]
    if components:
        return {part.get("name", ""): value_of(part) for part in components}
    return next((_scalar(part) for part in parts if tag(part) == "value"), None)


def _scalar(leaf: Element) -> object:
    if leaf.get(XSI + "nil") == "true":
        return None
    text, kind = leaf.text or "", leaf.get(XSI + "type", "").rpartition(":")[2]
    if kind == "string":
        return text
    return _READERS.get(kind, _guess)(text.strip())


def _guess(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _boolean(text: str) -> bool:
    return text == "true"


def _moment(text: str) -> object:
    found = _MOMENT.fullmatch(text)
    if found is None or not (found["year"] or found["hour"]):
        return Beyond(text)
    try:
        return _date_or_time(found)
    except (ValueError, KeyError):  # outside the years 1 to 9999, 24:00:00, an unknown zone
        return Beyond(text)


def _date_or_time(found: re.Match[str]) -> object:
    date = None
    if found["year"]:
        date = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    if not found["hour"]:
        return date
    micros = int(Decimal(found["fraction"] or 0) * 1_000_000)
    hour, minute, second = (int(found[part]) for part in ("hour", "minute", "second"))
    time = dt.time(hour, minute, second, micros, _zone(found["zone"]))
    return dt.datetime.combine(date, time) if date else time


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text in "zZ":
        return dt.UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ValueError(text)
    parts = {part: int(found[part] or 0) for part in ("hours", "minutes", "seconds")}
    offset = dt.timedelta(**parts)
    return dt.timezone(-offset if found["sign"] == "-" else offset)


def _duration(text: str) -> object:
    found = _DURATION.fullmatch(text)
    if found is None:
        return Beyond(text)
    sign = -1 if found["sign"] else 1
    if found["years"] or found["months"]:
        return YearsMonths(sign * (int(found["years"] or 0) * 12 + int(found["months"] or 0)))
    parts = {p: float(found[p] or 0) for p in ("days", "hours", "minutes", "seconds")}
    try:
        return sign * dt.timedelta(**parts)
    except OverflowError:
        return Beyond(text)


_READERS: Mapping[str, Callable[[str], object]] = {
    "boolean": _boolean,
    "decimal": Decimal,
    "double": Decimal,
    "integer": Decimal,
    "int": Decimal,
    "date": _moment,
    "time": _moment,
    "dateTime": _moment,
    "duration": _duration,
}


def same(expected: object, got: object) -> bool:
    """Return whether a result is the expected one."""
    if expected is None or got is None or isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, Beyond):
        return str(got) == expected.text
    if isinstance(expected, Decimal):
        return isinstance(got, Decimal | int) and _near(expected, Decimal(got))
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    if isinstance(expected, dict) and isinstance(got, dict):
        if expected.keys() != got.keys():
            return False
        return all(same(value, got[key]) for key, value in expected.items())
    if isinstance(expected, dt.time | dt.datetime) and isinstance(got, dt.time | dt.datetime):
        alike = type(got) is type(expected) and got.utcoffset() == expected.utcoffset()
        return alike and got == expected
    return type(got) is type(expected) and got == expected


def _near(expected: Decimal, got: Decimal) -> bool:
    return math.isfinite(got) and abs(expected - got) < NEAR * max(Decimal(1), abs(expected))
