"""Uploading and reading files over the API."""

import io

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.audit.models import AuditRow
from app.extensions import db
from tests.api.conftest import Caller

PDF = b"%PDF-1.7\n1 0 obj\n"


def upload(caller: Caller, content: bytes = PDF, name: str = "索赔申请书.pdf", **headers: str):
    return caller.post("/files", data={"file": (io.BytesIO(content), name)}, headers=headers)


def test_an_uploaded_file_is_described_and_read_back(clerk: Caller) -> None:
    sent = upload(clerk)

    assert sent.status_code == 201
    assert {name: sent.json[name] for name in ("name", "size", "type")} == {
        "name": "索赔申请书.pdf",
        "size": len(PDF),
        "type": "application/pdf",
    }
    assert clerk.get(f"/files/{sent.json['id']}").json == sent.json
    content = clerk.get(f"/files/{sent.json['id']}/content")
    assert (content.data, content.mimetype) == (PDF, "application/pdf")
    assert content.headers["Content-Disposition"].startswith("attachment")
    assert content.headers["X-Content-Type-Options"] == "nosniff"
    content.close()
    assert sent.headers["Location"] == f"/api/v1/files/{sent.json['id']}"


def test_a_repeated_upload_is_the_first_one(clerk: Caller) -> None:
    first = upload(clerk, **{"Idempotency-Key": "f1"})
    again = upload(clerk, **{"Idempotency-Key": "f1"})
    other = upload(clerk, PDF + b"%", **{"Idempotency-Key": "f1"})

    assert again.json == first.json
    assert other.json["code"] == "idempotency_mismatch"


def test_a_file_of_a_refused_kind_is_named(clerk: Caller) -> None:
    refused = upload(clerk, b"MZ", "x.exe")

    assert (refused.status_code, refused.json["code"]) == (422, "file_type_refused")


def test_a_request_without_a_file_says_which_part_is_missing(clerk: Caller) -> None:
    refused = clerk.post("/files", data={"other": (io.BytesIO(PDF), "a.pdf")})

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/file"


def test_an_integrator_sees_the_files_it_sent_and_no_others(
    client: FlaskClient, clerk: Caller
) -> None:
    integrator = Caller(client, "u_int")
    mine, theirs = upload(integrator).json["id"], upload(clerk).json["id"]

    assert integrator.get(f"/files/{mine}").status_code == 200
    assert integrator.get(f"/files/{theirs}").status_code == 404
    assert integrator.get(f"/files/{theirs}/content").status_code == 404
    assert clerk.get(f"/files/{mine}").status_code == 200


def test_the_content_is_for_those_who_read_papers_and_each_look_is_noted(
    client: FlaskClient, clerk: Caller, admin: Caller, app: Flask
) -> None:
    file_id = upload(admin).json["id"]

    content = clerk.get(f"/files/{file_id}/content")
    content.close()
    refused = Caller(client, "u_ana").get(f"/files/{file_id}/content")

    assert (content.status_code, refused.status_code) == (200, 403)
    with app.app_context():
        looks = db.session.scalars(sa.select(AuditRow).where(AuditRow.action == "file.read"))
        assert [(look.actor_name, look.subject) for look in looks] == [("u_doc", file_id)]


def test_a_file_that_is_not_taken_is_pointed_at(clerk: Caller) -> None:
    refused = upload(clerk, b"MZ", "program.exe")

    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.json["errors"]] == [
        ("/file", "file_type_refused")
    ]
