"""The task inbox: lists, one task and its form, and what people do with it."""

from typing import Any

from flask import Response

from app.api.blueprint import Blueprint, answers_as, keeps_no_answer, takes_if_match
from app.api.commands import answer, command
from app.api.etags import if_match, versioned
from app.api.history_rows import history_rows
from app.api.paging import page_of
from app.api.schemas.shapes import ListQuery
from app.api.schemas.task_filters import SearchTasks, TaskCountsAnswer
from app.api.schemas.tasks import (
    CompleteTask,
    CompletionAnswer,
    DraftAnswer,
    SaveDraft,
    TaskAnswer,
    TaskContextAnswer,
    TaskDetailAnswer,
    TaskFormAnswer,
    TaskHistoryAnswer,
    TaskListAnswer,
    TasksQuery,
)
from app.api.task_pages import conditions_of, file_of_tasks, page_of_tasks, tests_of_query
from app.api.task_rows import task_detail, task_row, task_rows
from app.cases import operations as cases
from app.cases.forms import form_of_task
from app.cases.queries import get_case
from app.cases.task_search import count_saved
from app.errors import NotFound
from app.inbox import operations, queries, read_marks
from app.inbox.history import list_history
from app.inbox.visible import get_visible_task
from app.insurance.overview.about import find_customer_of_case
from app.insurance.overview.queries import is_open_to, overview
from app.keyset import Slice
from app.transaction import reading, transaction

blueprint = Blueprint("tasks", __name__, description="The task inbox")


def _present(task_id: int) -> Response:
    """Answer the task as it is now, to someone who acted on an older version."""
    return show_task(task_id)


@blueprint.route("/tasks")
@blueprint.arguments(TasksQuery, location="query")
@blueprint.response(200, TaskListAnswer)
@answers_as("csv", "xlsx")
def list_tasks(query: dict[str, Any]) -> Any:
    """List the tasks of a view, or of a saved filter; as a file, too

    Where hardly any task fits, a page holds fewer than asked for, even none, and yet has a next
    one: so much was looked through. Going on finds everything.
    """
    kind, tests = query.pop("format"), tests_of_query(TasksQuery().load_fields)
    if kind != "json":
        return file_of_tasks(query, kind, *tests)
    return page_of_tasks(query, *tests)


@blueprint.route("/tasks/search", methods=["POST"])
@blueprint.arguments(SearchTasks)
@blueprint.response(200, TaskListAnswer)
@keeps_no_answer
def search_tasks(body: dict[str, Any]) -> Any:
    """List the tasks of a view by a filter of and / or over fields of tasks and cases"""
    return page_of_tasks(body, *conditions_of(body))


@blueprint.route("/tasks/counts")
@blueprint.response(200, TaskCountsAnswer)
def count_tasks() -> Any:
    """Count the tasks of every view and every saved filter in one call"""
    work = reading()
    views = queries.count_views(work)
    filters = [
        {
            "id": one.saved.id,
            "name": one.saved.name,
            "own": one.saved.owner_id == work.actor.user_id,
            "count": one.count,
        }
        for one in count_saved(work)
    ]
    return {"views": {view.value: count for view, count in views.items()}, "filters": filters}


@blueprint.route("/tasks/<key:task_id>")
@blueprint.response(200, TaskDetailAnswer)
def show_task(task_id: int) -> Any:
    """Show a task; it is read then, until somebody else changes it"""
    _open(task_id)
    work = reading()
    task = get_visible_task(work, task_id)
    return versioned(task_detail(work, task), task.version)


def _open(task_id: int) -> None:
    """Note that its reader has a task before them, if that is news."""
    if read_marks.is_news(reading(), task_id):
        with transaction() as work:
            get_visible_task(work, task_id)
            read_marks.mark_read(work, task_id)


@blueprint.route("/tasks/<key:task_id>/unread", methods=["POST"])
@blueprint.response(200, TaskAnswer)
def mark_unread(task_id: int) -> Response:
    """Let a task stand out as unread again, for oneself"""
    with command() as work:
        task = get_visible_task(work, task_id)
        read_marks.mark_unread(work, task_id)
        return answer(work, task_row(work, task), version=task.version)


@blueprint.route("/tasks/<key:task_id>/form")
@blueprint.response(200, TaskFormAnswer)
def show_form(task_id: int) -> Any:
    """Show a task's form, what it starts with, and one's own draft"""
    _open(task_id)
    work = reading()
    task = get_visible_task(work, task_id)
    form = form_of_task(work, task)
    return {
        "form_id": task.form_id,
        "form_version": form.version,
        "schema": form.schema,
        "data": form.data,
        "draft": operations.find_draft(work, task_id),
    }


@blueprint.route("/tasks/<key:task_id>/context")
@blueprint.response(200, TaskContextAnswer)
def show_context(task_id: int) -> Any:
    """Show the case of a task and its customer with everything around, as far as one may see it"""
    work = reading()
    task = get_visible_task(work, task_id)
    customer = find_customer_of_case(work.session, task.case_id)
    seen = customer is not None and is_open_to(work.actor, customer)
    return {
        "case": get_case(work.session, task.case_id),
        "customer": overview(work, customer) if customer is not None and seen else None,
    }


@blueprint.route("/tasks/<key:task_id>/history")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, TaskHistoryAnswer)
def show_history(query: dict[str, Any], task_id: int) -> Any:
    """Show who did what with a task, and what each act changed, oldest first"""
    work = reading()
    get_visible_task(work, task_id)
    found = list_history(work.session, task_id, **query)
    rows = Slice(
        rows=history_rows(work, found.rows),
        next=found.next,
        prev=found.prev,
        total=found.total,
        total_capped=found.total_capped,
    )
    return page_of(rows)


@blueprint.route("/tasks/<key:task_id>/complete", methods=["POST"])
@blueprint.arguments(CompleteTask)
@blueprint.response(200, CompletionAnswer)
@takes_if_match()
def complete_task(body: dict[str, Any], task_id: int) -> Response:
    """Complete a task; an unassigned task of one's group is claimed by it"""
    expected = if_match(lambda: _present(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        done = cases.complete_task(work, task_id, answers=body["data"], expected_version=expected)
        rows = task_rows(work, [done.task, *done.next_tasks])
        result = {"task": rows[0], "case": done.case, "next_tasks": rows[1:]}
        return answer(work, result, version=done.task.version)


@blueprint.route("/tasks/<key:task_id>/draft")
@blueprint.response(200, DraftAnswer)
def show_draft(task_id: int) -> Any:
    """Show one's own draft"""
    work = reading()
    get_visible_task(work, task_id)
    draft = operations.find_draft(work, task_id)
    if draft is None:
        raise NotFound(f"there is no draft of task {task_id}")
    return versioned(draft, draft.version)


@blueprint.route("/tasks/<key:task_id>/draft", methods=["PUT"])
@blueprint.arguments(SaveDraft)
@blueprint.response(200, DraftAnswer)
@takes_if_match()
def save_draft(body: dict[str, Any], task_id: int) -> Response:
    """Keep answers begun; the form judges them only when they are sent"""
    expected = if_match(lambda: show_draft(task_id))
    with command() as work:
        get_visible_task(work, task_id)
        draft = operations.save_draft(work, task_id, body["data"], expected_version=expected)
        return answer(work, draft, version=draft.version)


@blueprint.route("/tasks/<key:task_id>/draft", methods=["DELETE"])
@blueprint.response(204)
@takes_if_match(required=True)
def delete_draft(task_id: int) -> Response:
    """Throw one's draft away"""
    expected = if_match(lambda: show_draft(task_id), required=True)
    with command() as work:
        get_visible_task(work, task_id)
        operations.delete_draft(work, task_id, expected_version=expected)
        return answer(work, None)
