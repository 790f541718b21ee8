"""The list that is shown as a file: all its pages, as its reader sees them."""

from flask import Response
from flask.typing import ResponseReturnValue

from app.errors import InvalidInput
from app.inbox.lists import exporting
from app.inbox.lists.exporting import Asked
from app.language import reader_language
from app.sheets import MIME, headers, write
from app.transaction import reading, transaction
from app.web.blueprint import blueprint
from app.web.inbox.state import list_args, read_state


@blueprint.get("/tasks/export.<kind>")
def export_list(kind: str) -> ResponseReturnValue:
    """Write the list that is shown into a file, and note who took it

    :raises InvalidInput: it is longer than a file may be, or not all of its query was understood
    """
    if kind not in MIME:
        raise InvalidInput(f"lists are written as {' or '.join(MIME)}, not as {kind}")
    work = reading()
    state = read_state(work, list_args())
    if state.refused:
        raise InvalidInput("the list that is asked for is not understood")
    asked = Asked(
        view=state.view, narrowed=state.narrowed, sort=state.order, language=reader_language()
    )
    rows = list(exporting.list_rows(work, asked))
    with transaction() as noting:
        exporting.note_export(noting, asked, file_format=kind, rows=len(rows))
    return Response(write(kind, asked.head, rows), headers=headers(kind, "tasks"))
