"""Which files of tests take longest: workers begin with them, so that all end at the same time."""

from collections.abc import Sequence

import pytest

#: on two cores from a minute down to ten seconds
LONGEST = (
    "api/test_nonsense.py",
    "frontend/test_screens.py",
    "frontend/test_screens_in_english.py",
    "bench/test_bench.py",
    "scenarios/test_power_cut.py",
    "api/test_fuzz.py",
    "migrations/test_migrations.py",
    "scenarios/test_guide.py",
    "web/test_browser_tasks.py",
    "scenarios/test_s4_rejection.py",
    "feel/test_limits.py",
    "scenarios/test_s6_dispute.py",
    "decisions/analysis/test_exactness.py",
    "scenarios/test_s3_missing_papers.py",
    "scenarios/test_advance_payment.py",
    "scenarios/test_quality_cycle.py",
    "scenarios/test_trainings.py",
    "decisions/test_limits.py",
    "web/test_browser_inbox.py",
    "web/test_working_day.py",
    "scenarios/test_customer_file.py",
    "scenarios/test_every_flow_of_claim.py",
    "insurance/test_way.py",
    "insurance/reporting/test_contingencies.py",
    "inbox/test_walking.py",
    "demo/test_cases.py",
    "decisions/analysis/test_report.py",
    "complete/test_schedule.py",
    "complete/test_house_rules.py",
    "scenarios/test_decisions.py",
)


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Bring the tests of the longest files to the front; the others stay as they are."""
    places = {f"tests/{name}": place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
