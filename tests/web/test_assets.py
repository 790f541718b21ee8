"""Scripts and styles: where they are, how long they are kept, and pages without them."""

import pytest

from app.web.assets import FOR_A_YEAR, MANIFEST
from tests.scenarios.company import Company
from tests.web.conftest import Reads


@pytest.fixture
def built(company: Company, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is built, to be changed."""
    built: dict[str, str] = {}
    monkeypatch.setitem(company.client.application.extensions, MANIFEST, built)
    return built


def test_a_page_loads_the_script_that_is_built(reads: Reads, built: dict[str, str]) -> None:
    built["inbox.js"] = "inbox-1A2B.js"

    page = reads("u_reg").open("/")

    (script,) = page.document.xpath("//script")
    assert script.get("src") == "/static/dist/inbox-1A2B.js"
    assert script.get("type") == "module"


def test_a_page_works_where_nothing_is_built(reads: Reads, built: dict[str, str]) -> None:
    page = reads("u_reg").open("/")

    assert page.status == 200
    assert page.document.xpath("//script") == []


def test_a_style_is_kept_for_a_year_under_an_address_that_changes_with_it(reads: Reads) -> None:
    reader = reads()

    (address, *_) = reader.page.document.xpath("//link[@rel='stylesheet']/@href")

    assert "?v=" in address
    assert reader.client.get(address, buffered=True).headers["Cache-Control"] == FOR_A_YEAR


@pytest.mark.parametrize(
    "address", ["/static/css/house.css", "/static/dist/gone-1A2B.js", "/static/gone.css?v=1"]
)
def test_what_may_change_or_is_missing_is_not_kept(reads: Reads, address: str) -> None:
    answer = reads().client.get(address, buffered=True)

    assert answer.headers["Cache-Control"] == "no-cache"
