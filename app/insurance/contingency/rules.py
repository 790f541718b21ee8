"""The words and rules of a contingency. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LEVELS = ("I", "II", "III", "IV")  # the gravest first
NONE = "none"
EVENT_TYPES = (
    "typhoon",
    "rainstorm_flood",
    "earthquake",
    "mudslide",
    "fire_explosion",
    "transport_accident",
    "public_health",
    "social_security",
    "system_outage",
    "mass_complaint",
)
#: causes of losses that a kind of contingency brings, until the commander says it better
PERILS_OF_EVENT = {
    "typhoon": ("storm_flood", "falling_object"),
    "rainstorm_flood": ("storm_flood",),
    "earthquake": ("earthquake",),
    "mudslide": ("storm_flood", "falling_object"),
    "fire_explosion": ("fire", "explosion"),
    "transport_accident": ("transport_accident", "collision", "overturn"),
    "public_health": ("illness",),
    "social_security": ("theft", "accident_injury"),
}
ANY_PERIL = ("other",)  # where losses are not what makes the contingency
#: what the monitor takes so many losses of one cause for
EVENT_OF_PERIL = {
    "storm_flood": "rainstorm_flood",
    "falling_object": "typhoon",
    "earthquake": "earthquake",
    "fire": "fire_explosion",
    "explosion": "fire_explosion",
    "collision": "transport_accident",
    "overturn": "transport_accident",
    "transport_accident": "transport_accident",
    "illness": "public_health",
    "pest_disease": "public_health",
}
OTHER_EVENT = "social_security"

ACTIVATE, REJECT, CHANGE_LEVEL = "activate", "reject", "change_level"
DECISIONS = (ACTIVATE, CHANGE_LEVEL, REJECT)
ACTIVATED, REJECTED, PASSED_ON = "activated", "rejected", "passed_on"  # what came of a decision
CHANGE, KEEP = "change", "keep"
APPROVE, RETURN = "approve", "return"

COMMANDER = "commander"
#: departments that act in every contingency, and the group whose task it is
GROUP_OF_DEPARTMENT = {
    "claims": "claims_manager",
    "customer": "service_agent",
    "finance": "finance_reviewer",
    "it": "admin",
    "pr": "cat_coordinator",
}
DEPARTMENTS = tuple(GROUP_OF_DEPARTMENT)
ROLES = (COMMANDER, *DEPARTMENTS)
#: by rank: what the first decides, the second decides only after it was put to the first
COMMANDERS = ("cat_commander_hq", "cat_commander_branch")
POLICYHOLDERS = "policyholders"
AUDIENCES = (POLICYHOLDERS, "departments", "branches", "regulator", "partners", "media")
DONE = 100  # per cent

#: what tells how grave a contingency is, as the table of levels asks for it
FIGURES = (
    "est_property_payout",
    "est_casualty_payout",
    "deaths",
    "reports_24h",
    "national_response",
)
VERSION = r"[A-Za-z0-9][A-Za-z0-9.\-]{0,15}"  # of a plan

_PROVINCE = r"(?:[^省市区州盟]{2,8}?(?:省|自治区|特别行政区))"
_CITY = r"(?:[^省市]{1,10}?(?:自治州|地区|盟|(?<![超夜菜门集花])市))"
_PLACE = re.compile(rf"(?:中国)?(?P<province>{_PROVINCE})?(?P<city>{_CITY})?")


def perils_of(event_type: str) -> list[str]:
    """Return the causes of losses that a kind of contingency brings."""
    return list(PERILS_OF_EVENT.get(event_type, ANY_PERIL))


def event_of(peril: str) -> str:
    """Return the kind of contingency that many losses of one cause are taken for."""
    return EVENT_OF_PERIL.get(peril, OTHER_EVENT)


def region_of(place: str) -> str | None:
    """Return the city a place names, else the province; None where it names neither.

    The city alone, since people leave out the province: 浙江省杭州市西湖区 and 杭州市西湖区 are
    one region. Of a place that begins with anything else nothing is said.
    """
    found = _PLACE.match(place.strip())
    return None if found is None else found["city"] or found["province"]


def covers(perils: Iterable[str], regions: Iterable[str], *, peril: str, region: str) -> bool:
    """Say whether a contingency is about a peril in a region, or in a part of it."""
    return peril in perils and any(one in region or region in one for one in regions)


def is_lower(level: str, table_level: str) -> bool:
    """Say whether a level is less grave than what the table says."""
    return table_level in LEVELS and LEVELS.index(level) > LEVELS.index(table_level)


def graver(one: str, other: str) -> str:
    """Return the graver of two levels."""
    order = (*LEVELS, NONE)
    return min(one, other, key=order.index)


def outranks(group: str, other: str) -> bool:
    """Say whether a commander's group stands above another."""
    return COMMANDERS.index(group) < COMMANDERS.index(other)


def duties_of(duties: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return who has to do what: every department, with the duty that the plan gives it."""
    told = {row["department"]: row["duty"] for row in duties}
    return [
        {"department": department, "group": group, "duty": told.get(department, "")}
        for department, group in GROUP_OF_DEPARTMENT.items()
    ]


def logged(log: Sequence[Mapping[str, Any]], **row: Any) -> list[dict[str, Any]]:
    """Return a log with one row more."""
    return [*(dict(one) for one in log), row]
