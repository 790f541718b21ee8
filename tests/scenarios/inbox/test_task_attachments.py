"""Files at tasks: read by those who see the task and by nobody else, once they are harmless."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.files.daemons import EICAR
from tests.scenarios.company import Company, Json
from tests.scenarios.guarding import guarded_walk
from tests.scenarios.s1 import Walk
from tests.scenarios.surveyors import task_of


def attaches(company: Company, user: str, task: str, file: str, **more: str) -> Json:
    body = {"file": file, **more}
    return dict(company.post(user, f"{task}/attachments", body, expect=201))


def attached(company: Company, task: str, **more: str) -> Json:
    """Attach a map of the first surveyor's."""
    (file,) = company.uploads("u_sur1", ["map"])
    return attaches(company, "u_sur1", task, file, **more)


def content(company: Company, user: str, attachment: Json) -> Any:
    answer = company.call(user, "GET", f"/files/{attachment['file']['id']}/content")
    answer.get_data()
    answer.close()
    return answer


def detaches(company: Company, user: str, task: str, attachment: Json) -> Any:
    path = f"{task}/attachments/{attachment['id']}"
    return company.call(user, "DELETE", path, headers={"If-Match": '"1"'})


def listed(company: Company, user: str, task: str) -> list[str]:
    return [one["id"] for one in company.get(user, f"{task}/attachments")["items"]]


# ---------------------------------------------------------------- who reads it
def test_who_sees_a_task_reads_what_is_attached_to_it(company: Company, task: str) -> None:
    map_ = attached(company, task, note="事故现场地图")

    shown = company.call("u_sur2", "GET", f"{task}/attachments/{map_['id']}")
    read = content(company, "u_sur2", map_)

    assert (shown.json, shown.headers["ETag"]) == (map_, '"1"')
    assert (map_["note"], map_["added_by"]["username"]) == ("事故现场地图", "u_sur1")
    assert (read.status_code, read.mimetype) == (200, "application/pdf")
    assert listed(company, "u_sup", task) == [map_["id"]]


@pytest.mark.parametrize("user", ["u_adj", "u_l1a", "u_adm", "u_int"])
def test_who_does_not_see_a_task_reads_nothing_of_it(
    company: Company, task: str, user: str
) -> None:
    map_ = attached(company, task)

    for path in (
        f"{task}/attachments",
        f"{task}/attachments/{map_['id']}",
        f"/files/{map_['file']['id']}",
        f"/files/{map_['file']['id']}/content",
    ):
        assert company.call(user, "GET", path).status_code == 404


def test_who_does_not_see_a_task_makes_no_paper_of_what_is_attached(
    walk: Walk, company: Company, task: str
) -> None:
    map_ = attached(company, task)
    papers = {"documents": [{"doc_type": "invoice", "file": map_["file"]["id"]}]}

    answer = company.post("u_adj", f"/claims/{walk.claim_no}/documents", papers, expect=422)

    assert answer["errors"][0]["pointer"] == "/documents/0/file"


def test_what_a_file_serves_for_besides_stays_as_it_was(company: Company, task: str) -> None:
    (photo,) = company.uploads("u_sur1", ["photo"])
    attaches(company, "u_sur1", task, photo)

    assert company.call("u_ass", "GET", f"/files/{photo}").status_code == 200


# ---------------------------------------------------------------- what is attached, by whom
def test_a_file_of_somebody_else_is_not_attached(company: Company, task: str) -> None:
    (theirs,) = company.uploads("u_adj", ["secret"])

    for file in (theirs, "1", "9223372036854775807"):
        answer = company.post("u_sur1", f"{task}/attachments", {"file": file}, expect=422)
        assert answer["errors"] == [
            {"pointer": "/file", "code": "not_found", "detail": answer["detail"]}
        ]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "/file"), ({"file": "x"}, "/file"), ({"file": "1", "note": " "}, "/note")],
)
def test_a_wrong_attachment_is_pointed_at(
    company: Company, task: str, body: Json, pointer: str
) -> None:
    answer = company.post("u_sur1", f"{task}/attachments", body, expect=422)

    assert [error["pointer"] for error in answer["errors"]] == [pointer]


def test_a_file_is_attached_once(company: Company, task: str) -> None:
    (file,) = company.uploads("u_sur1", ["map"])
    attaches(company, "u_sur1", task, file)

    again = company.post("u_sur1", f"{task}/attachments", {"file": file}, expect=409)

    assert again["code"] == "already_attached"


def test_nothing_is_attached_to_a_task_that_is_done(company: Company, task: str) -> None:
    map_ = attached(company, task)
    contacted = {"data": {"contacted_at": "2026-03-02T09:30:00+08:00"}}
    company.post("u_sur1", f"{task}/complete", contacted)
    (late,) = company.uploads("u_sur1", ["late"])

    answer = company.post("u_sur1", f"{task}/attachments", {"file": late}, expect=409)

    assert answer["code"] == "already_completed"
    assert detaches(company, "u_sur1", task, map_).json["code"] == "already_completed"
    assert listed(company, "u_sur2", task) == [map_["id"]]


# ---------------------------------------------------------------- taking it away
def test_what_is_taken_away_is_read_by_nobody_else_any_more(company: Company, task: str) -> None:
    map_ = attached(company, task)

    assert detaches(company, "u_sur1", task, map_).status_code == 204

    assert listed(company, "u_sur2", task) == []
    assert content(company, "u_sur2", map_).status_code == 404
    assert content(company, "u_ass", map_).status_code == 404
    assert detaches(company, "u_sur1", task, map_).status_code == 404
    assert attached(company, task)["id"] != map_["id"]


def test_nobody_takes_away_what_another_has_attached(company: Company, task: str) -> None:
    map_ = attached(company, task)

    assert detaches(company, "u_sur2", task, map_).json["code"] == "not_the_author"
    assert listed(company, "u_sur2", task) == [map_["id"]]


# ---------------------------------------------------------------- the virus scanner
@pytest.fixture
def guarded(sqlite_company: Path, tmp_path: Path) -> Iterator[Walk]:
    """A claim that waits for the surveyors of a company whose uploads are scanned."""
    with guarded_walk(sqlite_company, tmp_path) as walk:
        walk.all_until(walk.register)
        yield walk


def sends(walk: Walk, text: bytes) -> str:
    sent = {"file": (io.BytesIO(text), "note.txt")}
    return str(walk.company.call("u_sur1", "POST", "/files", data=sent).json["id"])


def test_an_attachment_is_read_once_it_was_found_clean(guarded: Walk) -> None:
    company, task = guarded.company, task_of(guarded)
    note = attaches(company, "u_sur1", task, sends(guarded, b"left turn"))

    early = content(company, "u_sur2", note)
    company.now_is("2026-03-02T10:00")

    assert (early.status_code, early.json["code"]) == (409, "file_not_scanned")
    assert content(company, "u_sur2", note).data == b"left turn"


def test_an_attachment_that_proves_infected_is_handed_to_nobody(guarded: Walk) -> None:
    company, task = guarded.company, task_of(guarded)
    early = attaches(company, "u_sur1", task, sends(guarded, EICAR))
    company.now_is("2026-03-02T10:00")

    late = company.post(
        "u_sur1", f"{task}/attachments", {"file": sends(guarded, EICAR + b" ")}, expect=201
    )
    company.now_is("2026-03-02T10:30")
    found = company.get("u_sur2", f"{task}/attachments")["items"]

    assert [one["file"]["scan"] for one in found] == ["infected", "infected"]
    assert content(company, "u_sur2", early).json["code"] == "file_infected"
    assert content(company, "u_sur1", late).json["code"] == "file_infected"


def test_what_is_known_to_be_infected_is_not_attached(guarded: Walk) -> None:
    company, task, file = guarded.company, task_of(guarded), sends(guarded, EICAR)
    company.now_is("2026-03-02T10:00")

    answer = company.post("u_sur1", f"{task}/attachments", {"file": file}, expect=422)

    assert [(error["pointer"], error["code"]) for error in answer["errors"]] == [
        ("/file", "file_infected")
    ]
