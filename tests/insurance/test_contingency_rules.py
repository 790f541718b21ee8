"""The words and rules of contingencies: regions of places, levels, who decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insurance.claims.vocabulary import LOSS_CAUSES
from app.insurance.contingency import rules

levels = st.sampled_from((*rules.LEVELS, rules.NONE))


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("上海市浦东新区世纪大道1号", "上海市"),
        ("浙江省杭州市西湖区", "杭州市"),
        ("杭州市西湖区", "杭州市"),
        ("广西壮族自治区南宁市青秀区", "南宁市"),
        ("四川省阿坝藏族羌族自治州汶川县", "阿坝藏族羌族自治州"),
        ("内蒙古自治区锡林郭勒盟", "锡林郭勒盟"),
        ("江苏省苏州市昆山市", "苏州市"),
        ("新疆维吾尔自治区喀什地区", "喀什地区"),
        ("香港特别行政区九龙", "香港特别行政区"),
        ("中国浙江省", "浙江省"),
        ("沪昆高速12公里", None),
        ("沃尔玛超市门口", None),
        ("", None),
    ],
)
def test_the_region_of_a_place_is_its_city_else_its_province(
    place: str, region: str | None
) -> None:
    assert rules.region_of(place) == region


@given(st.text(max_size=200))
def test_a_region_is_always_a_part_of_its_place(place: str) -> None:
    region = rules.region_of(place)

    assert region is None or region in place


@pytest.mark.parametrize(
    ("regions", "covered"),
    [(["上海市"], True), (["上海市浦东新区"], True), (["北京市"], False), ([], False)],
)
def test_a_contingency_covers_its_region_and_that_of_its_parts(
    regions: list[str], covered: bool
) -> None:
    said = rules.covers(["fire"], regions, peril="fire", region="上海市")

    assert said is covered


def test_another_peril_is_another_contingency() -> None:
    assert not rules.covers(["fire"], ["上海市"], peril="storm_flood", region="上海市")


@given(st.sampled_from(rules.LEVELS), levels)
def test_a_level_is_lower_exactly_where_the_table_is_graver(level: str, table_level: str) -> None:
    graver_by_table = rules.graver(level, table_level) != level

    assert rules.is_lower(level, table_level) is graver_by_table


@pytest.mark.parametrize("event_type", rules.EVENT_TYPES)
def test_every_kind_of_contingency_brings_perils_that_claims_know(event_type: str) -> None:
    assert set(rules.perils_of(event_type)) <= set(LOSS_CAUSES)


@pytest.mark.parametrize("peril", LOSS_CAUSES)
def test_the_monitor_takes_every_cause_for_some_kind_of_contingency(peril: str) -> None:
    assert rules.event_of(peril) in rules.EVENT_TYPES


def test_a_department_without_a_duty_in_the_plan_acts_too() -> None:
    duties = rules.duties_of([{"department": "claims", "duty": "查勘"}])

    assert [row["department"] for row in duties] == list(rules.DEPARTMENTS)
    assert [row["duty"] for row in duties] == ["查勘", "", "", "", ""]


def test_only_headquarters_outrank_the_branch() -> None:
    hq, branch = rules.COMMANDERS

    assert rules.outranks(hq, branch)
    assert not rules.outranks(branch, hq)
    assert not rules.outranks(hq, hq)
