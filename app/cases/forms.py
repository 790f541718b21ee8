"""Brings a task, its form and its variables together: to show it, and to judge answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from app.cases import running
from app.cases.definitions import FormVersion, Resource
from app.cases.versions import KEPT_FORMS, Kept
from app.database import table_of
from app.errors import NotFound
from app.inbox.choices import list_choices
from app.inbox.forms import Choice, FormSchema, parse, validate
from app.inbox.models import InboxTask, TaskStatus
from app.work import Variables, Work

_form, _resource = table_of(FormVersion), table_of(Resource)
_DIGEST = sa.select(_form.c.digest).where(_form.c.id == bindparam("id"))
_CONTENT = (
    sa.select(_resource.c.content)
    .join(_form, _form.c.resource_id == _resource.c.id)
    .where(_form.c.id == bindparam("id"))
)
_schemas: Kept[str, FormSchema] = Kept(KEPT_FORMS)

Sources = Mapping[str, list[Choice]]


@dataclass(frozen=True, kw_only=True)
class TaskForm:
    """The form of a task and what it starts with."""

    #: number of the form's version; None where the task has no form
    version: int | None
    #: as the form builder wrote it
    schema: Mapping[str, Any]
    #: every variable that the task sees
    data: Variables
    fields: FormSchema
    sources: Sources


def form_of_task(work: Work, task: InboxTask) -> TaskForm:
    """Return the form a task was bound to when it opened, with what it starts with.

    An ended task sees nothing any more.
    """
    is_open = task.status is TaskStatus.OPEN
    seen = running.visible(work, task.case_id, task.token_id) if is_open else {}
    if task.form_version_id is None:
        empty = FormSchema(id="", fields=())
        return TaskForm(version=None, schema={}, data=seen, fields=empty, sources={})
    row = work.session.get_one(FormVersion, task.form_version_id)
    schema = schema_of(work.session, row.id)
    return TaskForm(
        version=row.version,
        schema=row.content,
        data=seen,
        fields=schema,
        sources=list_choices(work.session, schema),
    )


def accept(
    work: Work, task: InboxTask, answers: Mapping[str, Any], seen: Mapping[str, Any]
) -> Variables:
    """Judge answers by the form of their task; return what the process takes.

    :param seen: the variables that the task sees
    :raises InvalidInput: with every field that is refused
    """
    if task.form_version_id is None:
        return dict(answers)
    schema = schema_of(work.session, task.form_version_id)
    return validate(
        schema,
        answers,
        variables=seen,
        sources=list_choices(work.session, schema),
        language=work.actor.language,
    )


def schema_of(session: Session, version_id: int) -> FormSchema:
    """Return a version of a form, read once per OS process.

    :raises NotFound: there is none
    """
    connection = session.connection()
    digest = connection.execute(_DIGEST, {"id": version_id}).scalar()
    if digest is None:
        raise NotFound(f"no form version {version_id}")

    def parsed() -> FormSchema:
        return parse(connection.execute(_CONTENT, {"id": version_id}).scalar_one())

    return _schemas.get(digest, parsed)
