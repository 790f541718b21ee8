"""A typhoon changes the company's limits of the claims it caused, and never the law's."""

import pytest

from tests.scenarios.approving import records
from tests.scenarios.company import Company, Json
from tests.scenarios.contingencies import TYPHOON as TOLD
from tests.scenarios.contingencies import ends, is_told, learns, tag, variables
from tests.scenarios.halts import ClaimAt
from tests.scenarios.losses import motor
from tests.scenarios.operating import operates
from tests.scenarios.s1 import Walk

NORMAL = (None, "none")
TYPHOON = "TY-2026-01"


@pytest.fixture
def surveyed(company: Company) -> Walk:
    """A claim of the region that is to be surveyed by 11:45."""
    return _to_survey(Walk(company))


@pytest.fixture
def walk(claim_at: ClaimAt) -> Walk:
    """The same where the database does not matter."""
    walk = claim_at(Walk.contact)
    learns(walk.company)
    return walk


def _to_survey(walk: Walk) -> Walk:
    walk.all_until(walk.contact)
    learns(walk.company)
    return walk


def survey_due(walk: Walk) -> str:
    """Return until when the claim is to be surveyed."""
    return str(walk.company.clocks(walk.claim_no)["survey", "internal"]["due_at"])


def statutory(walk: Walk) -> dict[str, str]:
    """Return the law's limits of a claim by stage."""
    clocks = walk.company.clocks(walk.claim_no).items()
    return {stage: clock["due_at"] for (stage, kind), clock in clocks if kind == "statutory"}


def another(walk: Walk, number: int, **fields: object) -> str:
    """Report a further loss."""
    report = walk.report_with(object_id=f"沪B{number:05}", **fields)
    return str(walk.company.reports("u_int", **report)["claim_no"])


def test_a_typhoon_gives_open_claims_of_its_region_more_time(surveyed: Walk) -> None:
    company = surveyed.company
    elsewhere = another(surveyed, 1, loss_place="北京市朝阳区")
    assert survey_due(surveyed) == "2026-03-02T11:45:00+08:00"

    is_told(company)

    assert tag(company, surveyed.claim_no) == (TYPHOON, "I")
    assert tag(company, elsewhere) == NORMAL
    assert survey_due(surveyed) == "2026-03-05T09:45:00+08:00"
    shown = company.task(surveyed.claim_no, "survey")["sla"]["internal_due_at"]
    assert shown == "2026-03-05T09:45:00+08:00"


def test_several_pages_reach_every_claim(surveyed: Walk) -> None:
    company = surveyed.company
    reported = [another(surveyed, number) for number in range(5)]

    told = is_told(company, page_size=2)

    assert [tag(company, number) for number in reported] == [(TYPHOON, "I")] * 5
    assert told["done"] is True


def test_papers_that_a_typhoon_makes_hard_to_get_are_waived(surveyed: Walk) -> None:
    company = surveyed.company
    before = company.get("u_int", f"/claims/{surveyed.claim_no}/documents")["missing"]

    is_told(company)

    after = company.get("u_int", f"/claims/{surveyed.claim_no}/documents")["missing"]
    assert set(before) - set(after) == {"policy_copy", "invoice"}


def test_the_law_is_never_relaxed(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.adjudicate)
    learns(walk.company)
    before = statutory(walk)

    is_told(walk.company)

    assert tag(walk.company, walk.claim_no) == (TYPHOON, "I")
    assert before and statutory(walk) == before
    walk.approve()
    assert walk.company.claim(walk.claim_no)["status"] == "awaiting_agreement"


def test_the_case_knows_the_level_too(walk: Walk) -> None:
    is_told(walk.company)

    known = variables(walk.company, walk.claim_no)
    assert (known["cat_level"], known["event_id"]) == ("I", TYPHOON)


def test_of_two_contingencies_the_graver_one_counts(walk: Walk) -> None:
    is_told(walk.company, level="III")

    is_told(walk.company, event_id="FLOOD-7", level="II")

    assert tag(walk.company, walk.claim_no) == ("FLOOD-7", "II")


def test_a_lower_level_shortens_the_limit_again(walk: Walk) -> None:
    is_told(walk.company)

    is_told(walk.company, level="IV")

    assert tag(walk.company, walk.claim_no) == (TYPHOON, "IV")
    assert survey_due(walk) == "2026-03-04T09:45:00+08:00"


def test_a_narrower_window_lets_go_only_what_lies_outside(walk: Walk) -> None:
    company = walk.company
    inside = another(walk, 1, loss_time="2026-03-01T12:00:00+08:00")
    is_told(company)

    is_told(company, window_to="2026-03-02T00:00:00+08:00")

    assert tag(company, walk.claim_no) == NORMAL
    assert tag(company, inside) == (TYPHOON, "I")


def test_two_hours_that_come_back_leave_time_to_keep_them(walk: Walk) -> None:
    is_told(walk.company)
    walk.company.now_is("2026-03-02T13:00")

    is_told(walk.company, regions=["浙江省"])

    assert tag(walk.company, walk.claim_no) == NORMAL
    assert survey_due(walk) == "2026-03-02T13:30:00+08:00"


def test_the_end_leaves_tagged_claims_their_measures(walk: Walk) -> None:
    is_told(walk.company)

    ends(walk.company)

    later = another(walk, 1)
    is_told(walk.company, event_id="FLOOD-7", level="IV")
    assert tag(walk.company, walk.claim_no) == (TYPHOON, "I")
    assert tag(walk.company, later) == ("FLOOD-7", "IV")
    assert survey_due(walk) == "2026-03-05T09:45:00+08:00"


def test_told_twice_changes_nothing(walk: Walk) -> None:
    is_told(walk.company)
    before = walk.company.claim(walk.claim_no), survey_due(walk)

    again = is_told(walk.company)

    assert (again["tagged"], again["untagged"]) == (0, 0)
    assert (walk.company.claim(walk.claim_no), survey_due(walk)) == before


def test_a_held_case_is_tagged_too(walk: Walk) -> None:
    operates(walk.company, walk.claim_no, "suspend", reason="核对数据")

    is_told(walk.company)

    assert tag(walk.company, walk.claim_no) == (TYPHOON, "I")
    assert survey_due(walk) == "2026-03-05T09:45:00+08:00"


def test_a_drill_tags_no_claim(walk: Walk) -> None:
    is_told(walk.company, drill=True)

    assert tag(walk.company, walk.claim_no) == NORMAL


def known(walk: Walk, claim_no: str) -> Json:
    """Return what the case of a claim knows of an event."""
    case = walk.company.get("u_aud", f"/cases/{claim_no}")["id"]
    values = variables(walk.company, case)
    return {name: values[name] for name in ("event_id", "cat_level")}


def test_a_new_claim_of_the_region_belongs_to_the_contingency(walk: Walk) -> None:
    is_told(walk.company)

    claim_no = another(walk, 1)

    assert known(walk, claim_no) == {"event_id": TYPHOON, "cat_level": "I"}
    assert tag(walk.company, claim_no) == (TYPHOON, "I")


def test_what_a_report_names_without_belonging_to_it_is_a_mere_text(walk: Walk) -> None:
    is_told(walk.company)

    claim_no = another(walk, 1, event_id=TYPHOON, loss_place="北京市朝阳区")

    assert known(walk, claim_no) == {"event_id": TYPHOON, "cat_level": "none"}


def test_a_catastrophe_widens_the_authority_of_every_tier(claim_at: ClaimAt) -> None:
    walk = claim_at(Walk.assess, motor("30000.00"))
    learns(walk.company)
    is_told(walk.company)

    walk.adjudicate()

    # 30,000 is a third of what level I lets a tier decide: 10,000, which is the first tier's
    walk.approves("u_l1a")
    assert [row["tier"] for row in records(walk)] == [1]
    assert walk.company.claim(walk.claim_no)["status"] == "awaiting_agreement"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("level", "V"),
        ("perils", []),
        ("perils", ["dragon"]),
        ("regions", [" "]),
        ("window_to", "2026-02-01T00:00:00+08:00"),
        ("window_from", "yesterday"),
    ],
)
def test_a_contingency_told_wrongly_names_the_field(walk: Walk, field: str, value: object) -> None:
    told = {"process": "contingency_told", "data": {**TOLD, field: value}}

    refusal = walk.company.post("u_adm", "/cases", told, expect=422)

    assert [error["pointer"] for error in refusal["errors"]] == [f"/data/{field}"]
    assert walk.company.get("u_adm", "/incidents")["items"] == []
    assert tag(walk.company, walk.claim_no) == NORMAL
