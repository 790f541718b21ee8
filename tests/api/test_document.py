"""The OpenAPI document, the page beside it, and the health of the process."""

import pytest
from flask.testing import FlaskClient

from app.api import RESOURCES
from app.api.auth import PUBLIC
from app.insurance.claims.operations.report import FIELDS
from tests.api.conftest import API


def test_the_document_is_openapi_3_1_and_public(client: FlaskClient) -> None:
    document = client.get(f"{API}/openapi.json").json

    assert document["openapi"] == "3.1.0"
    assert f"{API}/users/{{user}}" in document["paths"]
    problem = document["components"]["responses"]["NOT_FOUND"]["content"]
    assert list(problem) == ["application/problem+json"]


def test_every_endpoint_has_a_summary_an_answer_and_its_problems(client: FlaskClient) -> None:
    paths = client.get(f"{API}/openapi.json").json["paths"]
    operations = [
        (path, verb, operation)
        for path, verbs in paths.items()
        for verb, operation in verbs.items()
        if verb != "parameters"
    ]

    assert operations
    assert [o[:2] for o in operations if not o[2].get("summary")] == []
    assert [o[:2] for o in operations if not {"401", "403"} <= o[2]["responses"].keys()] == []
    assert [o[:2] for o in operations if not any(s[0] == "2" for s in o[2]["responses"])] == []


def test_every_public_endpoint_exists(client: FlaskClient) -> None:
    assert client.application.view_functions.keys() >= PUBLIC
    assert len({blueprint.name for blueprint in RESOURCES}) == len(RESOURCES)


def test_amounts_ids_and_instants_are_documented_as_text(client: FlaskClient) -> None:
    schemas = client.get(f"{API}/openapi.json").json["components"]["schemas"]

    assert schemas["UserAnswer"]["properties"]["id"]["type"] == "string"
    assert schemas["ClockAnswer"]["properties"]["now"] == {"type": "string", "format": "date-time"}


def test_the_page_shows_every_path_and_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/api/docs").text

    assert f"{API}/clock/advance" in page
    assert "://" not in page.replace("http://localhost", "")


@pytest.mark.parametrize(("path", "status"), [("/healthz", "ok"), ("/readyz", "ready")])
def test_the_process_says_that_it_lives(client: FlaskClient, path: str, status: str) -> None:
    assert client.get(path).json == {"status": status}


def test_generated_clients_find_names_languages_and_preconditions(client: FlaskClient) -> None:
    paths = client.get(f"{API}/openapi.json").json["paths"]
    suspend = paths[f"{API}/cases/{{case}}/suspend"]["post"]
    names = [
        o["operationId"] for verbs in paths.values() for v, o in verbs.items() if v != "parameters"
    ]

    assert len(set(names)) == len(names)
    needed = {one["name"]: one["required"] for one in suspend["parameters"]}
    assert needed == {"lang": False, "Idempotency-Key": False, "If-Match": True}
    assert paths[f"{API}/auth/token"]["post"]["security"] == []


def test_a_loss_report_is_documented_field_by_field(client: FlaskClient) -> None:
    report = client.get(f"{API}/openapi.json").json["paths"][f"{API}/claims"]["post"]
    schema = report["requestBody"]["content"]["application/json"]["schema"]

    assert schema["properties"].keys() == FIELDS | {"external_ref"}
    assert set(schema["required"]) < FIELDS
