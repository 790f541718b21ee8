"""The page of a task: its form, who has it, what the reader may do, and the case beside it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from app.cases import queries as cases
from app.cases.forms import TaskForm, form_of_task
from app.cases.models import Case
from app.cases.visible import sees_case
from app.errors import FieldError, NotFound
from app.files.models import StoredFile
from app.identity.queries import list_groups, list_users_by_id
from app.inbox import operations as inbox
from app.inbox.forms import FieldView, FormSchema, errors_elsewhere, flat, render
from app.inbox.forms.schema import walk
from app.inbox.limits import is_due_by_law
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.visible import get_visible_task
from app.insurance.overview.files import get_visible_file
from app.language import label
from app.web.addresses import ref_of
from app.web.inbox.rows import TaskRow, rows_of
from app.web.refusals import readable
from app.web.shown import element_id, in_place_of
from app.web.task.acts import Choice, May, list_colleagues, list_other_groups, may_do
from app.web.task.parts import Beside, Part, beside
from app.web.task.reasons import Reasons, reasons_of
from app.work import Work


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the reader has filled in, and what was said against it."""

    answers: Mapping[str, Any] | None = None
    errors: Sequence[FieldError] = ()


@dataclass(frozen=True, kw_only=True)
class Looks:
    """Which part of a task the reader has before them."""

    part: Part = Part.FORM
    #: id of the file that is shown in place
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """One line of the summary of errors."""

    #: id of the field in the page; empty where none shows it
    target: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """A task as it is shown."""

    task: InboxTask
    #: as the list shows it
    row: TaskRow
    fields: Sequence[FieldView]
    complaints: Sequence[Complaint]
    files: Mapping[str, StoredFile]
    #: names; empty where nobody has it, or has done it
    holder: str
    groups: Sequence[str]
    now: dt.datetime
    #: the fields whose answers change others, by their keys
    decisive: Sequence[str]
    may: May
    #: the law sets its due date, which nobody moves by hand
    due_by_law: bool
    #: to whom the reader may hand it
    colleagues: Sequence[Choice]
    #: to which other groups the reader may give it
    groups_besides: Sequence[Choice]
    #: who has handed it over to the holder; empty: nobody
    owner: str
    draft_at: dt.datetime | None
    #: of the reader's draft; 0: there is none
    draft_version: int
    #: names the case in an address; empty where it is not for the reader
    case: str
    reasons: Reasons
    beside: Beside

    @property
    def is_open(self) -> bool:
        """Whether it waits for someone."""
        return self.task.status is TaskStatus.OPEN

    @property
    def has_uploads(self) -> bool:
        """Whether the page has to send files."""
        return any(view.type == "filepicker" for view in flat(self.fields))


NOTHING = Filled()
THE_FORM = Looks()


def view_task(
    work: Work, task_id: int, filled: Filled = NOTHING, looks: Looks = THE_FORM
) -> TaskView:
    """Collect what is shown of a task.

    :raises NotFound: there is none, or the actor may not see it
    """
    task = get_visible_task(work, task_id)
    form = form_of_task(work, task)
    draft = inbox.find_draft(work, task_id)
    errors = [readable(error) for error in filled.errors]
    drafted = None if draft is None else draft.answers
    answers = filled.answers if filled.answers is not None else drafted
    may = may_do(work, task)
    shows = _shows_form(task, filled)
    fields = _fields(work, form, answers, errors, fills=may.fill) if shows else ()
    case = _case(work, task)
    return TaskView(
        task=task,
        row=rows_of(work, [task])[0],
        fields=fields,
        complaints=complaints_of(fields, errors),
        files=files_of(work, fields),
        holder=holder_of(work, task),
        groups=_groups(work, task),
        now=work.now,
        decisive=_decisive(form.fields),
        may=may,
        due_by_law=may.prioritise and is_due_by_law(work, task),
        colleagues=list_colleagues(work, task) if may.hand_over or may.assign else (),
        groups_besides=list_other_groups(work, task) if may.assign else (),
        owner=_name(work, task.owner_id),
        draft_at=draft.saved_at if draft is not None and filled.answers is None else None,
        draft_version=0 if draft is None else draft.version,
        case="" if case is None else ref_of(case),
        reasons=reasons_of(work, task),
        beside=beside(work, task, case, looks.part, paper=looks.paper),
    )


@dataclass(frozen=True, kw_only=True)
class FieldsView:
    """The fields of a task alone."""

    task: InboxTask
    fields: Sequence[FieldView]
    files: Mapping[str, StoredFile]
    may: May


def view_fields(work: Work, task_id: int, filled: Filled) -> FieldsView:
    """Lay out the form of a task as it is filled in.

    :raises NotFound: there is none, or the actor may not see it
    """
    task = get_visible_task(work, task_id)
    errors = [readable(error) for error in filled.errors]
    may, form = may_do(work, task), form_of_task(work, task)
    fields = _fields(work, form, filled.answers, errors, fills=may.fill)
    return FieldsView(task=task, fields=fields, files=files_of(work, fields), may=may)


def _shows_form(task: InboxTask, filled: Filled) -> bool:
    """Say whether there is something to fill in, or something filled in that must not get lost."""
    return task.status is TaskStatus.OPEN or filled.answers is not None


def _decisive(schema: FormSchema) -> list[str]:
    """Name the fields that the conditions, limits or choices of others read."""
    fields = list(walk(schema.fields))
    keys = {field.key for field in fields if field.key}
    found = [one for field in fields for one in field.expressions]
    read = {name for one in found for name in (*one.names, *one.possible_names)}
    return sorted(keys & read)


def _fields(
    work: Work,
    form: TaskForm,
    answers: Mapping[str, Any] | None,
    errors: Sequence[FieldError],
    *,
    fills: bool,
) -> Sequence[FieldView]:
    return render(
        form.fields,
        variables=form.data,
        zone=work.processes.zone,
        answers=answers,
        errors=errors,
        sources=form.sources,
        with_blank_rows=fills,
    )


def complaints_of(fields: Sequence[FieldView], errors: Sequence[FieldError]) -> Sequence[Complaint]:
    """List what was said against fields, and what no field shows."""
    return [*_complaints(fields), *_elsewhere(fields, errors)]


def _complaints(fields: Sequence[FieldView], where: str = "") -> Iterator[Complaint]:
    """Visit every error that a field shows, with the list and row it stands in."""
    for view in fields:
        if view.hidden:
            continue
        name = where + label(view.label, view.label_en)
        for detail in view.errors:
            yield Complaint(target=element_id(view.name), text=_said(name, detail))
        yield from _complaints(view.children, where)
        for number, row in enumerate(view.rows, start=1):
            yield from _complaints(row, f"{name} {number} · ")


def _said(name: str, detail: str) -> str:
    return str(gettext("%(name)s: %(detail)s", name=name, detail=detail))


def _elsewhere(fields: Sequence[FieldView], errors: Sequence[FieldError]) -> list[Complaint]:
    return [
        Complaint(target="", text=_said(error.pointer.removeprefix("/data/"), error.detail))
        for error in errors_elsewhere(fields, errors)
    ]


def files_of(work: Work, fields: Sequence[FieldView]) -> dict[str, StoredFile]:
    """Return the uploads that fields name, as far as the actor may see them."""
    found: dict[str, StoredFile] = {}
    for view in flat(fields):
        for file_id in view.value if view.type == "filepicker" else ():
            file = _find_file(work, str(file_id))
            if file is not None:
                found[str(file_id)] = file
    return found


def _find_file(work: Work, file_id: str) -> StoredFile | None:
    if not file_id.isdecimal():
        return None
    try:
        return get_visible_file(work, int(file_id))
    except (NotFound, OverflowError):
        return None


def holder_of(work: Work, task: InboxTask) -> str:
    """Name who has a task, or has done it; empty where nobody has."""
    if task.assignee_id is None:
        return ""
    named = [key for key in (task.assignee_id, task.on_behalf_of_id) if key is not None]
    people = list_users_by_id(work.session, named)
    names = [label(people[key].name, people[key].name_en) for key in named if key in people]
    return in_place_of(*names) if names else ""


def _name(work: Work, user_id: int | None) -> str:
    people = list_users_by_id(work.session, [user_id]) if user_id is not None else {}
    return next((label(one.name, one.name_en) for one in people.values()), "")


def _groups(work: Work, task: InboxTask) -> list[str]:
    named = {group.code: label(group.name, group.name_en) for group in list_groups(work.session)}
    return [named.get(code, code) for code in task.groups]


def _case(work: Work, task: InboxTask) -> Case | None:
    case = cases.get_case(work.session, task.case_id)
    return case if sees_case(work.actor, case) else None
