"""What the analysis says of the shipped tables."""

import time
from pathlib import Path

import pytest

from app.decisions.analysis import analyse
from app.decisions.dmn.model import load

FOLDER = Path(__file__).parents[3] / "dmn"
MODELS = {file.stem: load(file.read_bytes(), file=file.name) for file in FOLDER.glob("*.dmn")}
TABLES = {table.place.decision: table for model in MODELS.values() for table in model.tables}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_shipped_table_has_a_gap_that_is_not_accepted(name: str) -> None:
    found = analyse(TABLES[name])

    assert found.complete
    assert [gap.text for gap in found.open_gaps] == []


def test_the_accepted_gaps_of_the_time_limits_are_those_tracks_that_no_stage_takes() -> None:
    found = analyse(TABLES["sla_limit"])

    assert all(gap.accepted for gap in found.gaps)
    assert [gap.region.conditions for gap in found.gaps] == [
        'stage = "adjudication", track = "special"',
        'stage = "decision", lob != "motor_compulsory", track = "special"',
        'stage = "complaint", track = "fast"',
        'stage = "service_request", track in ("fast", "special")',
    ]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_shipped_table_has_an_overlap_or_a_rule_that_never_fires(name: str) -> None:
    found = analyse(TABLES[name])

    assert found.overlaps == ()
    assert found.never_firing == ()
    assert found.outside == ()


def test_rows_of_the_time_limits_that_could_be_one_are_named() -> None:
    merges = [merge.text for merge in analyse(TABLES["sla_limit"]).mergeable]

    assert len(merges) == 6
    assert merges[1] == (
        'rules 5, 35 and 36 could be one: stage "registration", "approval_3", "approval_4"'
    )


def test_the_largest_table_is_analysed_at_once() -> None:
    start = time.process_time()

    analyse(TABLES["sla_limit"])

    assert time.process_time() - start < 2
