"""Opens, completes and withdraws the inbox tasks and their clocks as a case moves."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.cases import versions
from app.cases.state import Command
from app.cases.waits import Waits
from app.database import next_key, table_of
from app.engine.definitions import Definition
from app.engine.extensions import Binding
from app.errors import InvalidInput
from app.identity.models import User
from app.inbox import operations as inbox
from app.inbox.operations import NewTask
from app.sla import operations as sla
from app.work import Work

FACTS = ("lob", "amount", "track", "cat_level")  # variables that the table of time limits reads
CASE_SUBJECT = "subject"  # variable: what the case is about, in one line for people


def draw_tasks(running: Command, after: Waits) -> None:
    """Complete the answered task, withdraw what the case has left, open what it has reached."""
    gone = [wait[1] for wait in running.before if wait[0] == "task" and wait not in after]
    new = [wait[1] for wait in after if wait[0] == "task" and wait not in running.before]
    if running.task is not None:
        gone.remove(running.task.token_id)
        inbox.mark_completed(running.work, running.task)
        sla.stop_task_clocks(running.work, running.task.id)
    if gone:
        for task in inbox.withdraw_tasks(running.work, running.case_id, gone):
            sla.cancel_task_clocks(running.work, task.id)
    if new:
        details = (after["task", token, 0] for token in new)
        tasks = [_new_task(running, *pair) for pair in zip(new, details, strict=True)]
        running.opened = inbox.open_tasks(running.work, tasks)


def _new_task(running: Command, token: int, detail: Mapping[str, Any]) -> NewTask:
    properties = detail["properties"]
    seen = running.seen(token)
    key = next_key(running.work.session)
    stage = properties.get("sla")
    clock_due = _open_clocks(running, key, stage, seen) if stage else None
    return NewTask(
        id=key,
        case_id=running.case_id,
        token_id=token,
        element=detail["element"],
        process_id=detail["process_id"],
        root_process_id=running.row.process_id,
        business_key=running.row.business_key,
        stage=stage,
        due_at=clock_due or _instant(running.work, detail, "due"),
        follow_up_at=_instant(running.work, detail, "follow_up"),
        priority=detail["priority"],
        subject=str(seen.get(CASE_SUBJECT) or running.row.business_key or ""),
        **_named(running, detail),
        **_form(running, detail),
        **_people(running, detail),
        **_segregation(properties, seen),
    )


def _open_clocks(
    running: Command, key: int, stage: str, seen: Mapping[str, Any]
) -> dt.datetime | None:
    whole = running.whole
    facts = {name: seen.get(name, whole.get(name)) for name in FACTS}
    return sla.open_task_clocks(
        running.work, case_id=running.case_id, task_id=key, stage=stage, facts=facts
    )


def _instant(work: Work, detail: Mapping[str, Any], which: str) -> dt.datetime | None:
    """Read a date that the diagram computed; one without a zone is local."""
    text = detail[which]
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"{detail['element']}: {which} date {text!r} is no instant") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=work.processes.zone)


def _named(running: Command, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Return the task's names; the diagram's own is Chinese."""
    info = _definition(running, detail["process_key"]).elements[detail["element"]]
    return {"name": info.name or info.id, "label_en": info.label_en}


def _definition(running: Command, key: str) -> Definition:
    instance, is_root = running.instance, key == running.row.key
    found: Definition = instance.definition if is_root else instance.environment.definition(key)
    return found


def _form(running: Command, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Bind the newest form, or the one the diagram means, for the life of the task."""
    form = detail["form"]
    if not form or not form["id"]:
        return {}
    binding = Binding(
        kind=form["binding"], version_tag=form["version_tag"], caller=detail["process_key"]
    )
    version = versions.find_bound_form(running.work.session, form["id"], binding)
    return {"form_id": form["id"], "form_version_id": version}


def _people(running: Command, detail: Mapping[str, Any]) -> dict[str, Any]:
    names = [*(detail["users"] or ()), *([detail["assignee"]] if detail["assignee"] else ())]
    if not names:
        return {"groups": detail["groups"] or ()}
    known = _user_ids(running.work, names)
    return {
        "groups": detail["groups"] or (),
        "users": [known[name] for name in detail["users"] or () if name in known],
        "assignee_id": known.get(detail["assignee"]),
    }


def _user_ids(work: Work, names: Iterable[str]) -> dict[str, int]:
    user = table_of(User)
    wanted = sa.select(user.c.username, user.c.id).where(user.c.username.in_(names))
    return {name: key for name, key in work.session.connection().execute(wanted)}


def _segregation(properties: Mapping[str, str | None], seen: Mapping[str, Any]) -> dict[str, Any]:
    """Read what the table of segregation knows the task by, and whose other cases count."""
    kinds = properties.get("kinds") or ""
    subject = properties.get("approval_subject")
    if subject is None and "subject_type" in seen and "subject_id" in seen:
        subject = f"{seen['subject_type']}:{seen['subject_id']}"
    return {
        "kinds": [kind.strip() for kind in kinds.split(",") if kind.strip()],
        "approval_subject": subject,
        "segregation_from": [int(key) for key in seen.get("segregation_from") or ()],
    }
