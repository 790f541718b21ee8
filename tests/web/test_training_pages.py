"""What a training is about, on its page."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.training_customers import enrols, farmers, offered
from tests.web.conftest import Reads


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("报名中", "农户", "报案技能、服务知识", "线下", "1/30")),
        ("en", ("Open for enrolment", "Farmers", "Loss reporting skills", "In a place", "1/30")),
    ],
)
def test_the_page_of_a_training_says_what_it_is_about(
    reads: Reads, company: Company, language: str, words: tuple[str, ...]
) -> None:
    company.now_is("2026-04-01T10:00")
    farmers(company, 1)
    number = offered(company)
    enrols(company, number, "C-farmer-0")

    page = reads("u_trn", language=language).open(f"/cases/{number}")

    assert [word for word in words if word not in page.text] == []
