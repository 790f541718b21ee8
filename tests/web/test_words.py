"""The words of the pages: each in Chinese and in English, and each word of the house has one."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_from_dir
from lxml import etree

from app.cases.models import CaseStatus
from app.config import ROOT
from app.insurance.care.models import CareStatus, CareTrigger
from app.insurance.claims.vocabulary import TRACKS, ClaimStatus
from app.insurance.contingency.models import ActivationStatus
from app.insurance.contingency.rules import EVENT_TYPES
from app.insurance.customers.models import PolicyStatus
from app.insurance.quality.models import CycleStatus
from app.language import LANGUAGES
from app.sla.calendar import Calendar
from app.sla.models import ClockState, ClockType
from app.web import catalogues, words
from app.web.left import Level, time_left
from app.web.shown import deadline
from app.web.subjects import in_words
from tests.scenarios.company import Company

WEB = Path(catalogues.__file__).parent
KEYWORDS: Any = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)  # 12:00 in Shanghai
PLACES = re.compile(r"%\(\w+\)s")


def used() -> set[str]:
    """Return every message of the pages' code and templates; of a plural the singular."""
    kinds = [("**.py", "python"), ("templates/**.html", "jinja2")]
    found = extract_from_dir(WEB, kinds, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, *_ in found}


def texts(language: str) -> dict[str, tuple[str, ...]]:
    """Return the texts of a catalogue by message; a plural has several."""
    return {
        (one.id if isinstance(one.id, str) else one.id[0]): (
            (one.string,) if isinstance(one.string, str) else tuple(one.string)
        )
        for one in catalogues.read_catalogue(language)
        if one.id
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_a_text_in_each_language(language: str) -> None:
    known = texts(language)

    assert set(known) == used()
    assert [message for message, said in known.items() if not all(said)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_the_same_values_as_its_message(language: str) -> None:
    differing = [
        message
        for message, said in texts(language).items()
        for text in said
        if set(PLACES.findall(text)) != set(PLACES.findall(message))
    ]

    assert differing == []


def stages() -> set[str]:
    """Return the stages that the diagrams put tasks under, and those of cases."""
    found = set()
    for path in (ROOT / "bpmn").rglob("*.bpmn"):
        tree = etree.parse(path)
        found |= set(tree.xpath("//*[local-name()='property'][@name='sla']/@value"))
    levels = {f"approval_{level}" for level in range(1, 6)}
    return {stage for stage in found if not stage.startswith("=")} | levels


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        (words.CLAIM_STATUS, {one.value for one in ClaimStatus}),
        (words.CARE_STATUS, {one.value for one in CareStatus}),
        (words.CARE_TRIGGER, {one.value for one in CareTrigger}),
        (words.CASE_STATUS, {one.value for one in CaseStatus}),
        (words.POLICY_STATUS, {one.value for one in PolicyStatus}),
        (words.TRACK, set(TRACKS)),
        (words.CLOCK_STATE, {one.value for one in ClockState}),
        (words.CLOCK_TYPE, {one.value for one in ClockType}),
        (words.CONTINGENCY_STATUS, {one.value for one in ActivationStatus}),
        (words.EVENT_TYPE, set(EVENT_TYPES)),
        (words.QUALITY_STATUS, {one.value for one in CycleStatus}),
        (words.STAGE, stages()),
    ],
)
def test_every_code_that_pages_show_has_a_word(known: Mapping[str, Any], codes: set[str]) -> None:
    assert codes - set(known) == set()


@pytest.mark.parametrize(
    ("hours", "level", "text", "at"),
    [
        (-26.5, Level.OVERDUE, "26 hours overdue", "2026-03-01 09:30"),
        (0, Level.OVERDUE, "0 minutes overdue", "2026-03-02 12:00"),
        (0.5, Level.TODAY, "today, 30 minutes left", "2026-03-02 12:30"),
        (12, Level.TODAY, "today, 12 hours left", "2026-03-02 24:00"),
        (12.5, Level.LATER, "12 hours left", "2026-03-03 00:30"),
        (49, Level.LATER, "2 days left", "2026-03-04 13:00"),
    ],
)
def test_a_time_limit_is_told_as_what_is_left_of_it(
    company: Company, hours: float, level: Level, text: str, at: str
) -> None:
    calendar = Calendar(zone=ZoneInfo("Asia/Shanghai"))

    with company.client.application.test_request_context("/?lang=en"):
        left = time_left(NOON + dt.timedelta(hours=hours), None, calendar, NOON)

    assert left is not None
    assert (left.level, left.text, left.at) == (level, text, at)


def test_a_limit_of_days_ends_at_the_end_of_its_last_day(company: Company) -> None:
    with company.client.application.test_request_context():
        assert deadline(dt.datetime(2026, 3, 3, 16, 0, tzinfo=dt.UTC)) == "2026-03-03 24:00"


def test_a_subject_is_told_in_words(company: Company) -> None:
    with company.client.application.test_request_context("/?lang=en"):
        assert in_words("claim_delay · CLM-1") == "Delay of a claim · CLM-1"
        assert in_words("invoice · P-MOT") == "Invoice for premiums · P-MOT"
        assert in_words("SRQ-1 · service_request") == "SRQ-1 · Service to a customer"
