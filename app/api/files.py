"""Uploading files and reading them back."""

from typing import Any

from flask import Response, send_file
from werkzeug.datastructures import FileStorage

from app.api.auth import current_actor
from app.api.blueprint import Blueprint
from app.api.commands import answer, command
from app.api.letters import is_letter_to_see
from app.api.parts import parts
from app.api.schemas.files import FileAnswer, Uploads
from app.api.uploads import store_upload
from app.audit.operations import record
from app.errors import NotAllowed, NotFound
from app.files import queries
from app.files.models import StoredFile
from app.files.scanning import ensure_harmless
from app.identity.permissions import ensure_may, may
from app.inbox.queries import had_task
from app.inbox.talk_queries import is_attached_where_seen, was_attached
from app.insurance.claims.papers import cases_of_paper
from app.insurance.customers.requests import find_by_file
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
    return _get_visible(file_id)


@blueprint.route("/files/<key:file_id>/content")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blueprint.alt_response(409, "CONFLICT")
def download_file(file_id: int) -> Response:
    """Download a file that no virus scan keeps back; who did not send it is noted

    The copy of everything known of a customer is for those who answer such requests.
    """
    stored = _get_visible(file_id)
    is_own = stored.created_by == current_actor().user_id
    if find_by_file(reading().session, stored.id) is not None:
        ensure_may(current_actor(), "privacy.answer")
    elif not is_own and not _is_open_otherwise(stored.id):
        _ensure_may_read(stored)
    ensure_harmless(stored)
    if not is_own:
        _note_look(stored)
    path = queries.content_path(parts().files, stored.sha256)
    response = send_file(
        path, mimetype=stored.type, as_attachment=True, download_name=stored.name, etag=False
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _is_open_otherwise(file_id: int) -> bool:
    """Say whether the caller may read a file as a letter, or as one attached to a task they see."""
    work = reading()
    return is_letter_to_see(work, file_id) or is_attached_where_seen(work, file_id)


def _ensure_may_read(stored: StoredFile) -> None:
    """Refuse who reads no papers, or has no task in a case that this file is a paper of.

    :raises NotAllowed: so it is
    """
    actor, session = current_actor(), reading().session
    ensure_may(actor, "case.read_medical")
    cases = cases_of_paper(session, stored.id)
    if cases and not any(had_task(session, case, actor.user_id or 0) for case in cases):
        raise NotAllowed(f"{actor.username} has no task in the case of file {stored.id}")


def _note_look(stored: StoredFile) -> None:
    with transaction() as work:
        record(work, "file.read", subject=str(stored.id), detail={"sha256": stored.sha256})


def _get_visible(file_id: int) -> StoredFile:
    """Return a file that the caller sent, or may see as a letter, at a task, or as staff.

    What is attached to a task is only for those who see the task, unless it is a paper as well.
    """
    actor, session = current_actor(), reading().session
    stored = queries.get_file(session, file_id)
    if stored.created_by == actor.user_id or _is_open_otherwise(file_id):
        return stored
    is_attached = was_attached(session, file_id) and not cases_of_paper(session, file_id)
    if may(actor, "case.read") and not is_attached:
        return stored
    raise NotFound(f"there is no file {file_id}")
