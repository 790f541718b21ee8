"""Puts files to a task, and takes them away again."""

from app.audit.operations import record
from app.database import next_key
from app.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound, Stale
from app.files.models import ScanState, StoredFile
from app.files.operations import copy_of
from app.files.queries import get_file, list_files_by_id
from app.files.scanning import INFECTED
from app.inbox import rules
from app.inbox.models import InboxTask
from app.inbox.rows import lock_task
from app.inbox.talk import queries as talk_queries
from app.inbox.talk.models import TaskAttachment
from app.inbox.talk.rules import ensure_may_talk
from app.work import Work

MOST = 50  # files at one task: more are papers of the case


def attach_file(work: Work, task_id: int, file_id: int, *, note: str | None) -> TaskAttachment:
    """Put a copy of a file that the actor has uploaded to an open task that the actor sees.

    :raises NotAllowed: the actor is kept from the task
    :raises Conflict: the task has ended, already_attached, too_many_attachments
    :raises InvalidInput: it is no file of the actor's, or it is infected
    """
    task = lock_task(work, task_id)
    rules.ensure_open(task)
    user_id = ensure_may_talk(work, task)
    stored = _own_file(work, file_id)
    there = talk_queries.list_there(work.session, task_id)
    attached = list_files_by_id(work.session, {one.file_id for one in there})
    if any(file.sha256 == stored.sha256 for file in attached.values()):
        raise Conflict(f"file {stored.id} is attached to task {task_id}", code="already_attached")
    if len(there) >= MOST:
        detail = f"task {task_id} has {MOST} attachments"
        raise Conflict(detail, code="too_many_attachments")
    attachment = TaskAttachment(
        id=next_key(work.session),
        task_id=task_id,
        file_id=copy_of(work, stored).id,
        note=note,
        added_by=user_id,
        added_at=work.now,
        version=1,
    )
    work.session.add(attachment)
    _record(work, task, attachment, "task.file_attached")
    return attachment


def detach_file(
    work: Work, task_id: int, attachment_id: int, *, expected_version: int | None = None
) -> None:
    """Take away what the actor has put to a task; the file itself is kept.

    :raises NotFound: there is no such attachment
    :raises NotAllowed: somebody else put it there
    :raises Conflict: the task has ended: what was worked with stays
    :raises Stale: it is not at ``expected_version``
    """
    task = lock_task(work, task_id)
    attachment = talk_queries.get_attachment(work.session, task_id, attachment_id)
    if attachment.added_by != work.actor.user_id:
        detail = f"attachment {attachment_id} is somebody else's"
        raise NotAllowed(detail, code="not_the_author")
    if expected_version is not None and expected_version != attachment.version:
        detail = f"attachment {attachment_id} is at version {attachment.version}"
        raise Stale(detail, current=attachment.version)
    rules.ensure_open(task)
    attachment.removed_at = work.now
    attachment.version += 1
    _record(work, task, attachment, "task.file_detached")


def _own_file(work: Work, file_id: int) -> StoredFile:
    """Return a file to attach: who attaches it opens it to others, so it has to be their own."""
    try:
        stored = get_file(work.session, file_id)
    except NotFound as missing:
        raise _refused("not_found", missing.detail) from missing
    if stored.created_by != work.actor.user_id:
        raise _refused("not_found", f"there is no file {file_id} of {work.actor.username}")
    if stored.scan is ScanState.INFECTED:
        raise _refused(INFECTED, f"file {file_id} holds {stored.threat}")
    return stored


def _refused(code: str, detail: str) -> InvalidInput:
    return InvalidInput(
        detail, errors=[FieldError(pointer="/file", code=code, detail=detail)], code=code
    )


def _record(work: Work, task: InboxTask, attachment: TaskAttachment, action: str) -> None:
    detail = {"attachment": str(attachment.id), "file": str(attachment.file_id)}
    record(work, action, case_id=task.case_id, subject=f"task:{task.id}", detail=detail)
