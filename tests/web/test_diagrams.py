"""Where a case stands in its diagrams, as the viewer of the pages is told."""

from typing import Any

import pytest

from tests.scenarios.company import Company
from tests.scenarios.s1 import Walk
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads


def told(reader: Reader, walk: Walk, query: str = "") -> Any:
    """Return what the viewer is told of the claim's case."""
    answer = reader.client.get(f"/cases/{walk.claim_no}/diagram.json{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def states(diagram: Any) -> dict[str, str]:
    return {one["id"]: one["state"] for one in diagram["elements"]}


@BOTH
def test_a_case_is_shown_where_it_waits_with_what_is_done(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.survey)

    diagram = told(reads("u_sur1"), walk)

    assert states(diagram) | {"survey": "completed", "survey_report": "active"} == states(diagram)
    assert diagram["focus"] == "survey_report"
    assert [one["name"] for one in diagram["processes"] if one["waits"]] == ["Claim"]


def test_who_has_a_task_and_what_time_is_left_is_told_to_who_sees_the_task(
    reads: Reads, walk: Walk, company: Company
) -> None:
    walk.all_until(walk.contact)
    survey = company.task(walk.claim_no, "survey")
    company.post("u_sur1", f"/tasks/{survey['id']}/claim")

    (seen,) = told(reads("u_sur1"), walk)["notes"]
    unseen = told(reads("u_cash"), walk)["notes"]

    assert (seen["element"], seen["who"]) == ("survey", "Chen Zhiqiang")
    assert "left" in seen["left"]
    assert unseen == []


@pytest.mark.parametrize(("language", "name"), [("en", "Survey report"), ("zh", "查勘报告")])
def test_a_diagram_speaks_the_readers_language_and_tells_nothing_of_how_it_runs(
    reads: Reads, walk: Walk, language: str, name: str
) -> None:
    walk.report()

    drawn = told(reads("u_reg", language=language), walk)["xml"]

    assert f'name="{name}"' in drawn
    assert "extensionElements" not in drawn
    assert "conditionExpression" not in drawn


def test_a_called_process_has_its_own_diagram(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.papers)
    reader = reads("u_reg")

    called = next(one for one in told(reader, walk)["processes"] if one["name"] != "Claim")
    diagram = told(reader, walk, f"?process={called['key']}")

    assert [one["key"] for one in diagram["processes"] if one["shown"]] == [called["key"]]
    assert "active" in states(diagram).values()


@pytest.mark.parametrize("process", ["payment:1", "nothing", "claim:99"])
def test_a_diagram_that_the_case_is_not_in_is_not_there(
    reads: Reads, walk: Walk, process: str
) -> None:
    walk.report()

    answer = reads("u_reg").client.get(f"/cases/{walk.claim_no}/diagram.json?process={process}")

    assert answer.status_code == 404


def test_a_case_of_others_has_no_diagram_for_an_outsider(reads: Reads, walk: Walk) -> None:
    walk.report()

    answer = reads("u_sal").client.get(f"/cases/{walk.claim_no}/diagram.json")

    assert answer.status_code == 404


def test_beside_the_diagram_stands_the_same_as_a_list(reads: Reads, walk: Walk) -> None:
    walk.all_until(walk.contact)

    page = reads("u_sur1").open(f"/cases/{walk.claim_no}?part=diagram")

    assert page.words("//nav[@aria-label='Parts of the case']/a[@aria-current]") == ["Diagram"]
    current = page.words("//ol[@class='steps']/li[@aria-current='step']/span[@class='name']")
    assert "Survey" in current


def test_integrators_are_told_the_same_over_rest(walk: Walk, company: Company) -> None:
    walk.all_until(walk.survey)

    own, *called = company.get("u_int", f"/cases/{walk.claim_no}/diagram")["items"]

    elements = {one["element"]: (one["state"], one["entered"]) for one in own["elements"]}
    assert elements["survey"] == ("completed", 1)
    assert elements["survey_report"] == ("active", 1)
    assert own["process"].startswith("claim:")
    assert all(one["elements"] for one in called)
