"""Lists that are saved under a name: saved, renamed, shared with groups, thrown away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.errors import InvalidInput, Stale
from app.identity.queries import list_groups
from app.inbox.lists import filters
from app.inbox.lists.filter_models import SavedFilter
from app.inbox.lists.filter_queries import get_visible_filter
from app.language import label
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.entries import read_key
from app.web.inbox.choices import plain_condition
from app.web.inbox.offers import overseen
from app.web.inbox.state import ListState, list_args, read_state
from app.web.refusals import message_of, status_of

LONGEST_NAME = 80
LIST = ("view", "q", "condition", "sort")  # what is kept of a list beside its name


@blueprint.post("/tasks/filters")
def save_filter() -> ResponseReturnValue:
    """Keep the list that is shown under a name"""
    try:
        with transaction() as work:
            state = read_state(work, list_args())
            saved = filters.create_filter(work, _new(state, _name()))
    except InvalidInput as refused:
        flash(refused.detail if refused.code == "required" else message_of(refused), "error")
        return redirect(url_for("web.show_inbox", **list_args()))
    flash(gettext("The list is saved."))
    return redirect(url_for("web.show_inbox", saved=saved.id))


@blueprint.post("/tasks/filters/<key:filter_id>/list")
def save_over(filter_id: int) -> ResponseReturnValue:
    """Let the list that is shown be what is kept under its name from now on"""
    try:
        with transaction() as work:
            saved = get_visible_filter(work.session, work.actor, filter_id)
            state = read_state(work, {**list_args(), "saved": str(filter_id)})
            shown = _new(state, saved.name)
            filters.change_filter(work, filter_id, {name: getattr(shown, name) for name in LIST})
    except InvalidInput as refused:
        flash(message_of(refused), "error")
        return redirect(url_for("web.show_inbox", **{**list_args(), "saved": filter_id}))
    flash(gettext("The list is saved."))
    return redirect(url_for("web.show_inbox", saved=filter_id))


@blueprint.get("/tasks/filters/<key:filter_id>")
def edit_filter(filter_id: int) -> ResponseReturnValue:
    """Show what may be changed of a saved list"""
    return _page(filter_id)


@blueprint.post("/tasks/filters/<key:filter_id>")
def change_filter(filter_id: int) -> ResponseReturnValue:
    """Rename a saved list, or share it with other groups"""
    try:
        with transaction() as work:
            changed = {"name": _name(), "shared_with": request.form.getlist("shared_with")}
            seen = read_key(request.form.get("version", ""))
            saved = filters.change_filter(work, filter_id, changed, expected_version=seen)
    except (InvalidInput, Stale) as refused:
        problem = refused.detail if refused.code == "required" else message_of(refused)
        return _page(filter_id, problem), int(status_of(refused))
    flash(gettext("The list is saved."))
    return redirect(url_for("web.show_inbox", saved=saved.id))


@blueprint.post("/tasks/filters/<key:filter_id>/delete")
def delete_filter(filter_id: int) -> ResponseReturnValue:
    """Throw a saved list away; its tasks stay as they are"""
    with transaction() as work:
        filters.delete_filter(work, filter_id)
    flash(gettext("The saved list is deleted."))
    return redirect(url_for("web.show_inbox"))


def _name() -> str:
    """Return the name that was sent.

    :raises InvalidInput: required; there is none
    """
    name = request.form.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        text = gettext("Give the list a name of 1 to %(most)s characters.", most=LONGEST_NAME)
        raise InvalidInput(text, code="required")
    return name


def _new(state: ListState, name: str) -> filters.NewFilter:
    """Return the list that is shown as one to save; what it was saved from goes along."""
    parts = [one for one in (_condition_of(state.saved), plain_condition(state.chosen)) if one]
    words = [state.q, (state.saved.q or "") if state.saved else ""]
    kept = next(filter(None, words), None)
    if all(words):
        parts.append({"field": "q", "op": "contains", "value": words[1]})
    return filters.NewFilter(
        name=name,
        view=state.view,
        q=kept,
        condition=None if not parts else parts[0] if len(parts) == 1 else {"all": parts},
        sort=state.sort,
        position=None,
        shared_with=(),
    )


def _condition_of(saved: SavedFilter | None) -> dict[str, object] | None:
    return saved.condition if saved is not None else None


def _page(filter_id: int, problem: str = "") -> str:
    """Write the page of a saved list; what was refused of it stands as it was sent."""
    work = reading()
    saved = get_visible_filter(work.session, work.actor, filter_id)
    shared = request.form.getlist("shared_with") if problem else saved.shared_with
    groups = [
        (group.code, label(group.name, group.name_en), group.code in shared)
        for group in list_groups(work.session)
        if group.code in overseen(work) or group.code in saved.shared_with
    ]
    return render_template(
        "inbox/filter.html",
        saved=saved,
        name=request.form.get("name", "") if problem else saved.name,
        groups=groups,
        own=saved.owner_id == work.actor.user_id,
        problem=problem,
    )
