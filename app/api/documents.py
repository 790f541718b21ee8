"""The OpenAPI document, and a page to read it without any asset from elsewhere."""

import http
from typing import Any

import flask_smorest
from flask import Blueprint, Flask, current_app, render_template
from marshmallow.fields import Field

from app.api.converters import DayConverter, KeyConverter, RefConverter
from app.api.errors import MEDIA_TYPE, refuse_http
from app.api.schemas.fields import TYPES
from app.api.schemas.problems import ProblemAnswer

PREFIX = "/api/v1"
SPEC_ENDPOINT = "api-docs.openapi_json"
INTRODUCTION = """\
Ids are decimal strings, amounts strings with two decimals, instants RFC 3339 with an offset.
Lists answer `items` and `page`; pass `page.next` as `after`. A refusal is a problem (RFC 9457)
whose `code` is stable. `?lang=zh|en` chooses the language of labels."""

page = Blueprint("api_page", __name__, template_folder="templates")


class Api(flask_smorest.Api):
    """The OpenAPI document of the API, with problems instead of the library's own errors."""

    DEFAULT_ERROR_RESPONSE_NAME = "PROBLEM"

    def handle_http_exception(self, error: Any) -> Any:
        """Answer what Werkzeug refuses."""
        return refuse_http(error)

    def _register_responses(self) -> None:
        names = [*http.HTTPStatus, self.DEFAULT_ERROR_RESPONSE_NAME]
        for one in names:
            name = one.name if isinstance(one, http.HTTPStatus) else one
            phrase = one.phrase if isinstance(one, http.HTTPStatus) else "Any other refusal"
            content = {MEDIA_TYPE: {"schema": ProblemAnswer}}
            self.spec.components.response(
                name, {"description": phrase, "content": content}, lazy=True
            )


def make_api(app: Flask) -> Api:
    """Prepare the document; the blueprints are registered with what this returns."""
    app.config.update(
        API_TITLE="Claimdesk",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": INTRODUCTION},
            "security": [{"bearer": []}, {"basic": []}],
        },
    )
    app.url_map.converters.update(key=KeyConverter, ref=RefConverter, day=DayConverter)
    api = Api(app)
    api.register_converter(KeyConverter, lambda _: {"type": "string", "pattern": "^[0-9]+$"})
    api.register_converter(RefConverter, lambda _: {"type": "string"})
    api.register_converter(DayConverter, lambda _: {"type": "string", "format": "date"})
    for field, (kind, form) in TYPES.items():
        _register_field(api, field, kind, form)
    schemes = api.spec.components
    schemes.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    schemes.security_scheme("basic", {"type": "http", "scheme": "basic"})
    app.register_blueprint(page)
    return api


def _register_field(api: Api, field: type[Field[Any]], kind: str | None, form: str | None) -> None:
    api.register_field(field, kind, form)


@page.get("/api/docs")
def show_documentation() -> str:
    """Show the API to a reader."""
    return render_template("api.html", spec=_spec())


def _spec() -> dict[str, Any]:
    apis = current_app.extensions["flask-smorest"]["apis"]
    spec: dict[str, Any] = apis[""]["ext_obj"].spec.to_dict()
    return spec
