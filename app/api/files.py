"""Uploading files and reading them back."""

from typing import Any

from flask import Response, send_file
from werkzeug.datastructures import FileStorage

from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.parts import parts
from app.api.schemas.files import FileAnswer, Uploads
from app.api.uploads import store_upload
from app.files import queries
from app.insurance.overview.files import get_readable_file, get_visible_file, is_own, note_look
from app.transaction import reading, transaction

blueprint = Blueprint("files", __name__, description="Uploaded files")


@blueprint.route("/files", methods=["POST"])
@blueprint.arguments(Uploads, location="files")
@blueprint.response(201, FileAnswer)
def upload_file(uploads: dict[str, FileStorage]) -> Response:
    """Upload a file"""
    file = uploads["file"]
    with command() as work:
        stored = store_upload(work, file, pointer="/file")
        return answer(work, stored, location=f"/api/v1/files/{stored.id}")


@blueprint.route("/files/<key:file_id>")
@blueprint.response(200, FileAnswer)
def show_file(file_id: int) -> Any:
    """Show what is known about a file"""
    return get_visible_file(reading(), file_id)


@blueprint.route("/files/<key:file_id>/content")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blueprint.alt_response(409, "CONFLICT")
def download_file(file_id: int) -> Response:
    """Download a file that no virus scan keeps back; who did not send it is noted

    The copy of everything known of a customer is for those who answer such requests.
    """
    work = reading()
    stored = get_readable_file(work, file_id)
    if not is_own(work, stored):
        with transaction() as noting:
            note_look(noting, stored)
    path = queries.content_path(parts().files, stored.sha256)
    response = send_file(
        path, mimetype=stored.type, as_attachment=True, download_name=stored.name, etag=False
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
