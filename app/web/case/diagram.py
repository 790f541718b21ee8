"""The diagram of a case and where it stands, as data for the viewer of the pages."""

from collections.abc import Sequence
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from app.cases import versions
from app.cases.models import Case
from app.cases.standing import Standing, list_standings
from app.cases.visible import get_visible_case
from app.engine.drawing import drawing
from app.errors import NotFound
from app.inbox.models import InboxTask, TaskStatus
from app.inbox.queries import list_case_tasks
from app.inbox.visible import sees_task
from app.language import label, reader_language
from app.transaction import reading
from app.web.blueprint import blueprint
from app.web.case.view import holders_of
from app.web.left import Left, time_left_of
from app.work import Work


@blueprint.get("/cases/<ref:case>/diagram.json")
def show_diagram(case: int | str) -> ResponseReturnValue:
    """Answer one diagram of a case: by default the one in which it waits"""
    work = reading()
    found = get_visible_case(work, case)
    standings = list_standings(work.session, found.id)
    keys = list(dict.fromkeys([found.process_key, *(one.process_key for one in standings)]))
    place = _place(standings)
    wanted = request.args.get("process") or (place.process_key if place else found.process_key)
    if wanted not in keys:
        raise NotFound(f"no diagram {wanted} in case {found.id}")
    here = [one for one in standings if one.process_key == wanted]
    row = versions.get_process(work.session, wanted)
    focus = _place(here)
    return jsonify(
        xml=drawing(versions.content_of(work.session, row), english=reader_language() == "en"),
        focus=focus.element if focus else None,
        elements=[_element(one) for one in here],
        notes=_notes(work, found, wanted),
        processes=[_process(work, key, standings, shown=key == wanted) for key in keys],
    )


def _place(standings: Sequence[Standing]) -> Standing | None:
    """Return where a case waits last, else what it has entered last."""
    waiting = [one for one in standings if one.is_place]
    return next(iter(reversed(waiting or standings)), None)


def _element(one: Standing) -> dict[str, Any]:
    return {"id": one.element, "state": one.state, "entered": one.entered}


def _process(work: Work, key: str, standings: Sequence[Standing], *, shown: bool) -> dict[str, Any]:
    definition = versions.definition_of(work.session, versions.get_process(work.session, key))
    return {
        "key": key,
        "name": label(definition.name, definition.label_en),
        "shown": shown,
        "waits": any(one.is_place for one in standings if one.process_key == key),
    }


def _notes(work: Work, case: Case, key: str) -> list[dict[str, str]]:
    """Say at each open task that the reader may see who has it and what time is left."""
    process_id = key.rpartition(":")[0]
    tasks = [
        task
        for task in list_case_tasks(work.session, case.id, status=TaskStatus.OPEN)
        if task.process_id == process_id and sees_task(work.actor, task)
    ]
    named = zip(tasks, holders_of(work, tasks), time_left_of(work, tasks), strict=True)
    return [_note(task, who, left) for task, who, left in named]


def _note(task: InboxTask, who: str, left: Left | None) -> dict[str, str]:
    return {
        "element": task.element,
        "who": who,
        "left": left.text if left else "",
        "level": left.level.value if left else "later",
    }
