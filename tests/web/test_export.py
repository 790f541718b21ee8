"""A list is taken along as a file by who may see it, if it is no longer than a file may be."""

import pytest
from flask.testing import FlaskClient

from app.inbox.lists import exporting
from tests.scenarios.s1 import Walk
from tests.web.conftest import Reads


@pytest.fixture
def browser(reads: Reads, walk: Walk) -> FlaskClient:
    """The browser of a surveyor, for whom a claim waits."""
    walk.all_until(walk.register)
    return reads("u_sur1").client


def test_a_file_of_all_tasks_is_for_those_who_oversee_others(browser: FlaskClient) -> None:
    assert browser.get("/tasks/export.csv?view=all").status_code == 403


def test_a_list_too_long_for_a_file_is_refused_in_words(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST", 0)

    answer = browser.get("/tasks/export.csv?view=team&lang=zh")

    assert answer.status_code == 422
    assert "最多 10,000 个任务" in answer.text
