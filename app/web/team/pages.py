"""The page of a lead, and what they do there: give tasks to somebody, or evenly to all."""

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.errors import NotAllowed
from app.identity.permissions import ensure_may
from app.inbox import operations
from app.inbox.lists.listing import TaskFilter, Window
from app.inbox.models import InboxTask
from app.inbox.operations.bulk import MOST, Outcome
from app.inbox.visible import get_visible_task
from app.inbox.workload import leads, led_groups
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.entries import read_key
from app.web.refusals import message_of
from app.web.team.view import FREE, view_team
from app.work import Work

PERMISSION = "task.assign"
LONGEST = 1000  # characters of a reason
USUAL = 20  # tasks that are given out evenly, where nothing is said


def may_lead() -> bool:
    """Say whether who reads this page gives tasks out."""
    return "actor" in g and bool(led_groups(g.actor))


@blueprint.get("/team")
def show_team() -> ResponseReturnValue:
    """Show what waits for the groups that one leads, and who has what"""
    ensure_may(g.actor, PERMISSION)
    work = reading()
    group = request.args.get("group", "")
    return _page(work, group, request.args)


def _page(work: Work, group: str, asked: Mapping[str, str], **told: object) -> str:
    """Write the page of a group.

    :param asked: whose tasks are shown, and where their page begins
    :param told: a problem, and what was chosen when it arose
    """
    view = view_team(work, group, asked.get("who", ""), asked.get("after", ""))
    return render_template(
        "team/team.html", view=view, now=work.now, free=FREE, usual=USUAL, most=MOST, **told
    )


@blueprint.post("/team/<group>/assign")
def assign_tasks(group: str) -> ResponseReturnValue:
    """Give the chosen tasks to a person, or to another group"""
    chosen = request.form.getlist("shown" if request.form.get("all") else "task")
    ids = [key for key in map(read_key, chosen) if key is not None][:MOST]
    kind, _, named = request.form.get("to", "").partition(":")
    reason = request.form.get("reason", "").strip()[:LONGEST]
    if not ids or not named:
        return _ask_again(group, ids)
    with transaction() as work:
        _ensure_leads(work, group)
        person = read_key(named) if kind == "user" else None
        act = partial(
            _give,
            user_id=person,
            group=named if person is None else None,
            reason=reason or gettext("Given out by the lead"),
        )
        outcomes = operations.for_each(work, ids, act)
    _tell(outcomes)
    return _back(group)


@blueprint.post("/team/<group>/distribute")
def distribute_tasks(group: str) -> ResponseReturnValue:
    """Give free tasks of a group evenly to who is there"""
    asked = read_key(request.form.get("most", ""))
    most = USUAL if asked is None else min(max(asked, 1), MOST)
    with transaction() as work:
        _ensure_leads(work, group)
        outcomes = operations.distribute(work, group, TaskFilter(), Window(limit=most))
    _tell(outcomes)
    return _back(group)


def _ask_again(group: str, ids: Sequence[int]) -> ResponseReturnValue:
    """Show the page again with what was chosen there."""
    problem = gettext("Choose tasks, and to whom they go.")
    page = _page(reading(), group, request.form, problem=problem, picked=ids)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _give(
    work: Work, task_id: int, *, user_id: int | None, group: str | None, reason: str
) -> InboxTask:
    get_visible_task(work, task_id)
    return operations.assign_task(work, task_id, user_id=user_id, group=group, reason=reason)


def _ensure_leads(work: Work, group: str) -> None:
    if not leads(work.actor, group):
        raise NotAllowed(f"{work.actor.username} does not lead {group}", code="not_in_group")


def _tell(outcomes: Sequence[Outcome]) -> None:
    """Say how many were given out, and why others were not."""
    done = sum(one.refusal is None for one in outcomes)
    flash(ngettext("%(num)s task given out.", "%(num)s tasks given out.", done))
    why = {message_of(one.refusal): 0 for one in outcomes if one.refusal is not None}
    for one in outcomes:
        if one.refusal is not None:
            why[message_of(one.refusal)] += 1
    for said, number in why.items():
        left = ngettext("%(num)s task stays as it is:", "%(num)s tasks stay as they are:", number)
        flash(f"{left} {said}", "error")


def _back(group: str) -> ResponseReturnValue:
    who, after = (request.form.get(name) or None for name in ("who", "after"))
    return redirect(url_for("web.show_team", group=group, who=who, after=after))
