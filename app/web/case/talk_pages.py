"""What people say to a case, on its page."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.cases.models import Case
from app.cases.visible import get_visible_case
from app.errors import NotFound
from app.identity.permissions import ensure_may
from app.inbox import operations as inbox
from app.inbox.talk.rules import get_visible_comment
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.case.pages import show_again
from app.web.refusals import MENDABLE
from app.web.task.showing import typed
from app.web.task.talk import list_named_of_case
from app.web.task.talk_pages import begun_name, change_said, named_as_json, why_unsaid
from app.work import Work


@blueprint.post("/cases/<ref:case>/comments")
def add_case_comment(case: int | str) -> ResponseReturnValue:
    """Say something to a case"""
    text = typed("text")
    return _talk(
        case,
        lambda work, found: inbox.add_comment(
            work, text, case_id=found.id, business_key=found.business_key
        ),
    )


@blueprint.post("/cases/<ref:case>/comments/<key:comment_id>")
def change_case_comment(case: int | str, comment_id: int) -> ResponseReturnValue:
    """Put right what one has said to a case or a task of it, or take it back"""

    def change(work: Work, found: Case) -> None:
        comment = get_visible_comment(work, comment_id)
        if comment.case_id != found.id:
            raise NotFound(f"there is no comment {comment_id} in case {found.id}")
        change_said(work, comment)

    return _talk(case, change)


@blueprint.get("/cases/<ref:case>/people")
def list_case_people(case: int | str) -> ResponseReturnValue:
    """List who can be mentioned to a case and is called so, for the field of a comment"""
    work = reading()
    get_visible_case(work, case)
    ensure_may(work.actor, "case.read")
    return named_as_json(list_named_of_case(work, begun_name()))


def _talk(case: int | str, act: Callable[[Work, Case], object]) -> ResponseReturnValue:
    """Do something with comments, and show the timeline then."""
    try:
        with transaction() as work:
            act(work, get_visible_case(work, case))
    except MENDABLE as error:
        return show_again(case, "course", error, unsaid=why_unsaid(error))
    return redirect(url_for("web.show_case", case=case))
