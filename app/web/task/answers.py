"""Reads what the page of a task posted: answers, uploads, rows to add or take away."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage

from app.cases.forms import TaskForm, form_of_task
from app.database import MAX_DIGITS
from app.errors import FieldError, InvalidInput
from app.files.models import StoredFile
from app.files.operations import store
from app.inbox import operations as inbox
from app.inbox.forms import FormSchema, read_posted
from app.inbox.forms.schema import walk
from app.inbox.models import InboxTask
from app.inbox.visible import get_visible_task
from app.web.parts import parts
from app.work import Work

ADD, REMOVE = "_add", "_remove"  # the buttons of a list, their value the name of list or row
VERSION = "_version"  # of the task, as the page showed it
DRAFT = "_draft"  # the version of the reader's draft, as the page knows it
#: what posts the form of a task; whatever else is posted about a task has no answers in it
POSTS = frozenset(
    f"web.{name}"
    for name in (
        "claim_task",
        "complete_task",
        "keep_draft",
        "refresh_task",
        "release_task",
        "save_draft",
    )
)
MOST_ROWS = 500  # as many as a form takes

Posted = dict[str, list[str]]
Uploads = Mapping[str, Sequence[FileStorage]]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a page sent about a task."""

    task: InboxTask
    form: TaskForm
    #: as they are judged, or kept as a draft
    answers: dict[str, Any]
    #: as the page shows them again: with the blank rows that are yet to be filled in
    shown: dict[str, Any]
    #: the version of the task that the reader saw
    version: int | None = None
    #: the version of the draft that the page was filled in from
    draft: int | None = None
    #: uploads that were not taken
    errors: tuple[FieldError, ...] = ()


def read_sent(work: Work, task_id: int, posted: Posted, uploads: Uploads) -> Sent:
    """Read a posted page; uploads are kept whatever becomes of the rest.

    :raises NotFound: the actor may not see the task
    """
    task = get_visible_task(work, task_id)
    form = form_of_task(work, task)
    errors = take_uploads(work, form.fields, posted, uploads)
    shown = _read(work, form.fields, posted, with_blank_rows=True)
    return Sent(
        task=task,
        form=form,
        answers=_read(work, form.fields, posted),
        shown=_with_row(shown, _first(posted, ADD)),
        version=_number(posted, VERSION),
        draft=_number(posted, DRAFT),
        errors=errors,
    )


def _number(posted: Posted, name: str) -> int | None:
    text = _first(posted, name)
    return int(text) if text.isdecimal() and len(text) < MAX_DIGITS else None


def keep_as_draft(work: Work, task_id: int, posted: Posted) -> None:
    """Keep the answers of a posted page as the actor's draft."""
    task = get_visible_task(work, task_id)
    form = form_of_task(work, task)
    inbox.save_draft(work, task_id, _read(work, form.fields, posted))


def _read(
    work: Work, schema: FormSchema, posted: Posted, *, with_blank_rows: bool = False
) -> dict[str, Any]:
    gone = _first(posted, REMOVE)
    kept = {
        name: values
        for name, values in posted.items()
        if not (gone and name.startswith(f"{gone}."))
    }
    zone = work.processes.zone
    return read_posted(schema, kept, zone=zone, with_blank_rows=with_blank_rows)


def _first(posted: Posted, name: str) -> str:
    return next(iter(posted.get(name, ())), "")


def _with_row(answers: dict[str, Any], name: str) -> dict[str, Any]:
    """Add a blank row to the list of that name, e.g. ``items``."""
    place: Any = answers
    for step in filter(None, name.split(".")):
        place = _inside(place, step)
    if name and isinstance(place, list) and len(place) < MOST_ROWS:
        place.append({})
    return answers


def _inside(place: Any, step: str) -> Any:
    if isinstance(place, list):
        return place[int(step)] if step.isdecimal() and int(step) < len(place) else None
    return place.get(step) if isinstance(place, dict) else None


def take_uploads(
    work: Work, schema: FormSchema, posted: Posted, uploads: Uploads
) -> tuple[FieldError, ...]:
    """Store the files of the form's own fields and put their ids among what was posted."""
    fields = {field.key: field for field in walk(schema.fields) if field.type == "filepicker"}
    errors: list[FieldError] = []
    for name, files in uploads.items():
        field = fields.get(name.rpartition(".")[2])
        for file in files if field is not None else ():
            if not file.filename:
                continue  # nothing was chosen
            try:
                stored = _store(work, file)
            except InvalidInput as refused:
                errors.append(_refusal(name, refused))
                continue
            before = posted.get(name, []) if field is not None and field.multiple else []
            posted[name] = [*before, str(stored.id)]
    return tuple(errors)


def _store(work: Work, file: FileStorage) -> StoredFile:
    house = parts()
    return store(work, house.files, file.stream, name=file.filename or "", scan=house.scans)


def _refusal(name: str, refused: InvalidInput) -> FieldError:
    pointer = "/data/" + re.sub(r"\.", "/", name)
    return FieldError(pointer=pointer, code=refused.code, detail=refused.detail)
