"""Opens, completes and withdraws the inbox tasks and their clocks as a case moves."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.cases import closings, versions
from app.cases.state import Command
from app.cases.waits import Waits
from app.database import next_key, table_of
from app.decisions.errors import DecisionError
from app.engine.definitions import Definition
from app.engine.errors import EngineError, IncidentKind
from app.engine.extensions import Binding
from app.errors import ClaimdeskError, InvalidInput, NotFound
from app.identity.models import User
from app.inbox import operations as inbox
from app.inbox.models import ROLE_LENGTH
from app.inbox.operations import NewTask
from app.sla import operations as sla
from app.work import Work

FACTS = ("lob", "amount", "track", "cat_level")  # variables that the table of time limits reads
KEPT_FROM = "kept_from_"  # begins the properties that name whom a task is not for
CASE_SUBJECT = "subject"  # variable: what the case is about, in one line for people


def prepare_tasks(running: Command) -> None:
    """Open the clocks of the tasks the case has reached; one that cannot be opened is an incident.

    Whoever completed the task before is not refused for it: what a person completed is kept.
    """
    for (kind, token, _), detail in running.instance.waits().items():
        if kind != "task" or (kind, token, 0) in running.before:
            continue
        try:
            running.new.append(_new_task(running, token, detail))
        except (ClaimdeskError, TypeError, ValueError) as error:
            running.instance.refuse_task(token, _stopped(error))


def _stopped(error: Exception) -> EngineError:
    by_table = isinstance(error, DecisionError | NotFound)
    kind = IncidentKind.DECISION if by_table else IncidentKind.EXTRACT_VALUE
    return EngineError(kind, str(error))


def draw_tasks(running: Command, after: Waits) -> None:
    """Complete the answered task, withdraw what the case has left, open what it has reached."""
    gone = [wait[1] for wait in running.before if wait[0] == "task" and wait not in after]
    if running.task is not None:
        gone.remove(running.task.token_id)
        inbox.mark_completed(running.work, running.task)
        closings.tell_closed(running.work, sla.stop_task_clocks(running.work, running.task.id))
    if gone:
        for task in inbox.withdraw_tasks(running.work, running.case_id, gone):
            closings.tell_closed(running.work, sla.cancel_task_clocks(running.work, task.id))
    if running.new:
        running.opened = inbox.open_tasks(running.work, running.new)


def _new_task(running: Command, token: int, detail: Mapping[str, Any]) -> NewTask:
    properties = detail["properties"]
    seen = running.seen(token)
    key = next_key(running.work.session)
    stage = properties.get("sla")
    task = NewTask(
        id=key,
        case_id=running.case_id,
        token_id=token,
        element=detail["element"],
        process_id=detail["process_id"],
        root_process_id=running.row.process_id,
        business_key=running.row.business_key,
        stage=stage,
        due_at=_instant(running.work, detail, "due"),
        follow_up_at=_instant(running.work, detail, "follow_up"),
        priority=detail["priority"],
        subject=_subject(running, seen),
        amount=_amount(running, seen),
        **_named(running, detail),
        **_form(running, detail),
        **_people(running, detail),
        **_segregation(properties, seen),
        kept_from=_kept_from(running.work, properties),
    )
    with running.log.at(token, detail["element"]):
        clock_due = _open_clocks(running, key, stage, seen) if stage else None
    return task if clock_due is None else replace(task, due_at=clock_due)


def _subject(running: Command, seen: Mapping[str, Any]) -> str:
    """Say what a task is about; one of a called process is about what the whole case is."""
    told = seen.get(CASE_SUBJECT) or running.whole.get(CASE_SUBJECT)
    return str(told or running.row.business_key or "")


def _amount(running: Command, seen: Mapping[str, Any]) -> Decimal | None:
    """Return what the case is about in CNY, where a variable says so."""
    amount = seen.get("amount", running.whole.get("amount"))
    is_number = isinstance(amount, int | Decimal) and not isinstance(amount, bool)
    return Decimal(amount) if is_number else None


def _open_clocks(
    running: Command, key: int, stage: str, seen: Mapping[str, Any]
) -> dt.datetime | None:
    whole = running.whole
    facts = {name: seen.get(name, whole.get(name)) for name in FACTS}
    return sla.open_task_clocks(
        running.instance.work, case_id=running.case_id, task_id=key, stage=stage, facts=facts
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


def _kept_from(work: Work, properties: Mapping[str, str | None]) -> dict[int, str]:
    """Read whom a task is not for, e.g. ``kept_from_seller``: usernames with commas between."""
    roles = {
        name.strip(): key.removeprefix(KEPT_FROM)[:ROLE_LENGTH]
        for key, names in properties.items()
        if key.startswith(KEPT_FROM)
        for name in (names or "").split(",")
        if name.strip()
    }
    known = _user_ids(work, list(roles)) if roles else {}
    return {user_id: roles[name] for name, user_id in known.items()}
