"""Rules of timers: one time each, written so that it can be armed."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine import timers
from app.engine.errors import EngineError
from app.engine.expressions import is_expression
from app.engine.triggers import TIMER_FORMS
from app.engine.xml import bpmn, text_of

from .drawing import Drawing
from .events import PROCESS_START, REACTION_START, place_of
from .rules import Fault, Known, Rule

TITLE = "Timers"
RULES: Mapping[str, Rule] = {
    "timer_missing": Rule(
        "a timer without a time, or with several",
        "give it one date, duration or cycle, e.g. the duration PT8H",
    ),
    "timer_cron": Rule("cron timers", "write an ISO cycle, e.g. R/2026-01-01T08:00:00+08:00/P1D"),
    "timer_literal": Rule(
        "a time that is not written as ISO 8601",
        "write a duration (P1DT8H), an instant with its zone (2026-03-01T08:00:00+08:00), a cycle "
        "(R3/PT1H) or an expression (=deadline)",
    ),
    "timer_cycle": Rule(
        "a cycle where a timer can fire only once",
        "use a date or a duration; only start events and events that do not interrupt repeat",
    ),
}
_CRON = re.compile(r"(\S+\s+){4,5}\S+|@\w+")
_ANY_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def check(drawing: Drawing, knows: Known) -> Iterator[Fault]:
    """Check every timer."""
    for node in drawing.elements:
        for definition in node.findall(bpmn("timerEventDefinition")):
            yield from _timer(node, definition)


def _timer(node: etree._Element, definition: etree._Element) -> Iterator[Fault]:
    given = {form: text_of(definition, form) for form in TIMER_FORMS}
    texts = {form: text for form, text in given.items() if text}
    if len(texts) != 1:
        yield Fault("timer_missing", node)
        return
    ((form, text),) = texts.items()
    if form == "timeCycle" and not _repeats(node):
        yield Fault("timer_cycle", node)
    if is_expression(text):
        return
    if _CRON.fullmatch(text):
        yield Fault("timer_cron", node, f"{text!r} is a cron time")
    elif not _can_be_armed(form, text):
        yield Fault("timer_literal", node, f"{text!r} is no {form.removeprefix('time').lower()}")


def _repeats(node: etree._Element) -> bool:
    place = place_of(node)
    if place == PROCESS_START:
        return True
    if place == REACTION_START:
        return node.get("isInterrupting") == "false"
    return place == "boundaryEvent" and node.get("cancelActivity") == "false"


def _can_be_armed(form: str, text: str) -> bool:
    try:
        timers.arm(form, text, _ANY_DAY)
    except EngineError:
        return False
    return True
