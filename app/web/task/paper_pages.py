"""Files that people put to a task, and papers shown in place."""

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from app.errors import ClaimdeskError, InvalidInput, NotFound
from app.files.operations import store
from app.files.queries import content_path
from app.inbox import operations as inbox
from app.inbox.talk.models import NOTE_LENGTH
from app.inbox.visible import get_visible_task
from app.insurance.overview.files import get_readable_file, is_own, note_look
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.papers import PREVIEWS
from app.web.parts import parts
from app.web.refusals import MENDABLE, message_of, status_of
from app.web.task.parts import Part
from app.web.task.showing import Said, Showing, show, show_again, typed

#: A paper is shown in a frame of ours; whatever it holds runs nothing and loads nothing.
FRAMED = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
}


@blueprint.get("/files/<key:file_id>")
def show_paper(file_id: int) -> Response:
    """Show a picture or a document in place; who did not send it is noted"""
    work = reading()
    stored = get_readable_file(work, file_id)
    if stored.type not in PREVIEWS:
        raise NotFound(f"file {file_id} is not shown in place")
    if not is_own(work, stored):
        with transaction() as noting:
            note_look(noting, stored)
    path = content_path(parts().files, stored.sha256)
    response = send_file(path, mimetype=stored.type, download_name=stored.name, etag=False)
    response.headers.update(FRAMED)
    return response


@blueprint.post("/tasks/<key:task_id>/attachments")
def attach_file(task_id: int) -> ResponseReturnValue:
    """Put files to a task"""
    note = typed("note").strip()[:NOTE_LENGTH] or None
    try:
        for file in request.files.getlist("file"):
            with transaction() as work:
                get_visible_task(work, task_id)
                house = parts()
                name = file.filename or ""
                stored = store(work, house.files, file.stream, name=name, scan=house.scans)
                inbox.attach_file(work, task_id, stored.id, note=note)
    except MENDABLE as error:
        return _refused(task_id, error)
    return show_again(task_id, Part.PAPERS)


@blueprint.post("/tasks/<key:task_id>/attachments/<key:attachment_id>")
def detach_file(task_id: int, attachment_id: int) -> ResponseReturnValue:
    """Take away what one has put to a task"""
    try:
        with transaction() as work:
            get_visible_task(work, task_id)
            inbox.detach_file(work, task_id, attachment_id)
    except MENDABLE as error:
        return _refused(task_id, error)
    return show_again(task_id, Part.PAPERS)


def _refused(task_id: int, error: ClaimdeskError) -> ResponseReturnValue:
    why = message_of(error)
    if isinstance(error, InvalidInput) and error.detail:
        why = f"{why} {error.detail}"
    return show(task_id, Showing(said=Said(unsaid=why, status=status_of(error))))
