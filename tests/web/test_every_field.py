"""A form with every kind of field: shown, filled in, kept while it is not shown, refused."""

import io

import pytest

from tests.scenarios.company import Company
from tests.web.browsing import Reader
from tests.web.conftest import BOTH, Reads
from tests.web.every_field import begins, opens_form

PDF = b"%PDF-1.4\n% photo\n%%EOF\n"


@pytest.fixture
def reader(company: Company, reads: Reads) -> Reader:
    """An assessor before the form."""
    return opens_form(company, reads)


@BOTH
def test_what_was_filled_in_is_there_again_when_its_group_or_list_is_shown_again(
    reader: Reader,
) -> None:
    reader.press("Refresh", go="yes", rows__0__what="保险杠", rows__0__amount="1,200")
    reader.press("Refresh", contact__who="张三", inside="组内", rows__0__accepted="")
    reader.press("Refresh", rows__0__why="旧伤")

    hidden = reader.press("Refresh", go="no", kind="c")
    assert hidden.fields().isdisjoint({"contact.who", "inside", "rows.0.what"})
    reader.press("Save draft")
    page = reader.open(reader.page.path.replace("/draft", ""))
    page = reader.press("Refresh", go="yes", kind="a")

    shown = ("contact.who", "inside", "rows.0.what", "rows.0.amount", "rows.0.why")
    assert [page.value_of(name) for name in shown] == ["张三", "组内", "保险杠", "1200.00", "旧伤"]


def test_what_is_not_shown_is_not_taken(reader: Reader, company: Company) -> None:
    reader.press("Refresh", go="yes")
    reader.press("Refresh", contact__who="张三", go="no", kind="c")
    task = reader.page.path.split("/")[2]

    reader.press("Take and complete", name="x", sum="12")

    case = company.get("u_aud", f"/tasks/{task}")["case_id"]
    kept = {one["name"] for one in company.get("u_aud", f"/cases/{case}/variables")["items"]}
    assert "name" in kept
    assert kept.isdisjoint({"contact", "rows"})


def test_only_amounts_are_in_yuan(reader: Reader) -> None:
    assert reader.page.words("//*[@id='wf-sum']") == ["sum * yuan"]
    assert reader.page.words("//*[@id='wf-share']") == ["share"]


def test_an_instant_before_all_time_is_refused_and_does_not_shut_the_task(reader: Reader) -> None:
    early = "0001-01-01T00:00"
    assert reader.press("Save draft", at=early).status == 200

    refused = reader.press("Take and complete", name="x", sum="12", at=early)

    assert refused.status == 422
    assert refused.error_of("at") != ""


@pytest.mark.parametrize("key", ["T/2", "12345", "a b?&é", ".."])
def test_a_case_whose_number_no_address_holds_is_opened_all_the_same(
    company: Company, reads: Reads, key: str
) -> None:
    reader = opens_form(company, reads, key=key)

    page = reader.follows(key)

    assert page.status == 200
    assert page.words("//h1/span[@class='number']") == [key]
    assert reader.follows("Diagram").status == 200


def test_a_blank_row_stays_while_another_is_filled_in(reader: Reader) -> None:
    reader.press("Add a row")
    proof = (io.BytesIO(PDF), "proof.pdf")

    page = reader.press("Refresh", rows__1__what="车灯", rows__1__proof=proof)

    assert (page.value_of("rows.0.what"), page.value_of("rows.1.what")) == ("", "车灯")
    row = "//fieldset[@class='row'][2]//ul[@class='files']//label"
    assert page.words(row) == ["proof.pdf"]


def test_a_blank_row_is_neither_judged_nor_kept(reader: Reader) -> None:
    reader.press("Add a row")

    page = reader.press("Take and complete", name="x", sum="1", rows__1__amount="12")

    assert page.error_of("rows.0.what") != ""
    assert "rows.1.what" not in page.fields()


def test_a_refused_upload_is_told_in_its_row(reader: Reader) -> None:
    reader.press("Add a row")
    program = (io.BytesIO(b"MZ"), "x.exe")

    page = reader.press("Take and complete", rows__1__proof=program)

    assert page.error_of("rows.1.proof") == "files ending in .exe are not taken"


def test_a_list_that_others_are_to_fill_in_shows_no_row_that_nobody_wrote(
    reader: Reader, reads: Reads
) -> None:
    reader.press("Take")

    page = reads("u_dual").open(reader.page.path.replace("/claim", ""))

    assert page.words("//fieldset[@id='f-rows']") == ["—"]


def test_how_somebody_is_reached_is_not_told_among_the_data_of_a_case(
    company: Company, reads: Reads
) -> None:
    begins(company, contact="13800001234", spouse_phone="13800005678", note="n")

    page = reads("u_trn").open("/cases/EVERY-1?part=data")

    rows = page.words("//table[@class='variables']//tbody/tr")
    assert rows == ["contact ••• masked", "note n", "spouse_phone 138****5678 masked"]
