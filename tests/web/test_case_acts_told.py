"""What outsiders tell of disputes, revisits and trainings is noted on the page of the case."""

import pytest

from tests.scenarios.company import Company
from tests.scenarios.disputing import DISABLED, analyses, asked, dispute, files, negotiates, opened
from tests.scenarios.revisiting import new_policy, revisit
from tests.scenarios.s1 import Walk
from tests.scenarios.training_customers import enrols, farmers, offered
from tests.web.browsing import Page, Reader
from tests.web.conftest import BOTH, Reads


def acts_of(reader: Reader, number: str) -> Page:
    return reader.open(f"/cases/{number}?part=acts")


def titles(page: Page) -> list[str]:
    return page.words("//section[@class='act']/h2")


@pytest.fixture
def disputed(company: Company) -> str:
    """The number of a dispute that is to be negotiated."""
    number = opened(Walk(company, DISABLED, asked(company)))
    analyses(company, number)
    return number


def test_a_mediators_result_moves_the_dispute_on(
    reads: Reads, company: Company, disputed: str
) -> None:
    negotiates(company, disputed, "failed")
    files(company, disputed)
    officer = reads("u_dis")
    page = acts_of(officer, disputed)
    assert "Before a mediator" in page.text
    assert titles(page)[-3:] == [
        "Note the result of the mediation",
        "Note a lawsuit",
        "Withdraw the dispute",
    ]

    refused = officer.press("Note the result of the mediation", result="agreed", at="soon")
    assert refused.words("//*[@id='mediation_result-at-error']") != []
    assert refused.value_of("at") == "soon"
    refused = officer.press("Note the result of the mediation", result="agreed", at="")
    assert refused.words("//*[@id='mediation_result-amount-error']") == ["Fill in this field"]
    done = officer.press("Note the result of the mediation", amount="￥150,000.00")

    assert "Done: Note the result of the mediation" in done.text
    assert dispute(company, disputed)["agreed"] == "150000.00"


def test_a_lawsuit_is_noted_with_its_court_and_stands_among_the_facts(
    reads: Reads, company: Company, disputed: str
) -> None:
    served = company.get("u_adm", "/clock")["now"][:16]
    counsel = reads("u_legal")
    acts_of(counsel, disputed)

    page = counsel.press("Note a lawsuit", court="上海金融法院", case_no="74号", served_at=served)

    assert "Done: Note a lawsuit" in page.text
    assert "上海金融法院 · 74号" in page.text
    assert dispute(company, disputed)["served_at"][:16] == served
    assert "Note the judgment" not in titles(acts_of(counsel, disputed))


def test_what_a_party_outside_reads_of_a_dispute_is_not_what_we_would_settle_for(
    reads: Reads, disputed: str
) -> None:
    page = reads("u_dis").open(f"/cases/{disputed}")

    facts = " ".join(page.words("//section[@aria-labelledby='facts']"))
    assert "CNY 120,000.00" in facts
    assert "160,000" not in facts


@pytest.fixture
def waiting(company: Company) -> str:
    """The number of a revisit whose customer is being asked."""
    return new_policy(company)


def test_a_customers_written_answers_are_noted(
    reads: Reads, company: Company, waiting: str
) -> None:
    agent = reads("u_rev")
    acts_of(agent, waiting)
    questions = [one["q"] for one in revisit(company, waiting)["questions"]]
    answers = {f"answer_{code}": "yes" for code in questions}

    few = agent.press("Note the customer's answers", channel="sms", identity_confirmed="yes")
    assert few.status == 422
    assert "not answered" in few.text
    done = agent.press("Note the customer's answers", satisfaction="5", **answers)

    assert "Done: Note the customer's answers" in done.text
    assert revisit(company, waiting)["status"] == "done"


def test_a_revisit_whose_policy_is_gone_is_cancelled(
    reads: Reads, company: Company, waiting: str
) -> None:
    agent = reads("u_rev", language="zh")
    acts_of(agent, waiting)

    refused = agent.press("取消回访", reason="opt_out")
    assert refused.status == 409
    agent.press("取消回访", reason="surrender")

    assert revisit(company, waiting)["status"] == "cancelled"


@pytest.fixture
def training(company: Company) -> str:
    """The number of a training that customers may enrol in."""
    company.now_is("2026-04-01T10:00")
    farmers(company, 2)
    number = offered(company)
    enrols(company, number, "C-farmer-0")
    return number


@BOTH
def test_a_customer_is_given_a_place(reads: Reads, training: str) -> None:
    agent = reads("u_svc")
    page = acts_of(agent, training)
    assert "2026-04-20 09:00 (1/30)" in page.text
    assert "Call the training off" not in titles(page)

    unknown = agent.press("Give a customer a place", customer="C-nobody")
    assert unknown.words("//*[@id='enrol-customer-error']") != []
    agent.press("Give a customer a place", customer="C-farmer-1")

    assert "2026-04-20 09:00 (2/30)" in acts_of(agent, training).text


def test_a_training_is_called_off_session_by_session_or_whole(
    reads: Reads, company: Company, training: str
) -> None:
    trainer = reads("u_trn")
    acts_of(trainer, training)
    (session,) = company.get("u_trn", f"/trainings/{training}/sessions")["items"]

    forged = trainer.press("Call a session off", session="9" * 18, reason="台风")
    assert forged.words("//*[@id='cancel_session-session-error']") == ["Choose one of these."]
    done = trainer.press("Call a session off", session=session["id"])

    assert "Done: Call a session off" in done.text
    (session,) = company.get("u_trn", f"/trainings/{training}/sessions")["items"]
    assert session["status"] == "cancelled"


def test_what_was_typed_for_an_act_stays_when_the_case_has_moved_on(
    reads: Reads, company: Company, training: str
) -> None:
    late = reads("u_trn")
    acts_of(late, training)
    company.post("u_trn", f"/trainings/{training}/cancel", {"reason": "台风"})

    page = late.press("Call the training off", reason="场地不可用")

    assert page.status == 409
    assert page.words("//textarea[@id='cancel_training-reason']") == ["场地不可用"]
