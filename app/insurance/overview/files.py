"""Who may know of a stored file, and who may look into it."""

from app.audit.operations import record
from app.errors import ClaimdeskError, NotAllowed, NotFound
from app.files.models import StoredFile
from app.files.queries import get_file
from app.files.scanning import ensure_harmless
from app.identity.permissions import ensure_may, may
from app.inbox.queries import had_task
from app.inbox.talk.queries import is_attached_where_seen, was_attached
from app.insurance.claims.papers import cases_of_paper
from app.insurance.customers.requests import find_by_file
from app.insurance.overview.letters import is_letter_to_see
from app.work import Work


def get_visible_file(work: Work, file_id: int) -> StoredFile:
    """Return a file that the actor sent, or may see as a letter, at a task, or as staff.

    What is attached to a task is only for those who see the task, unless it is a paper as well.

    :raises NotFound: there is none, or the actor may not see it
    """
    actor, session = work.actor, work.session
    stored = get_file(session, file_id)
    if stored.created_by == actor.user_id or _is_open_otherwise(work, file_id):
        return stored
    is_attached = was_attached(session, file_id) and not cases_of_paper(session, file_id)
    if may(actor, "case.read") and not is_attached:
        return stored
    raise NotFound(f"there is no file {file_id}")


def get_readable_file(work: Work, file_id: int) -> StoredFile:
    """Return a file whose content may be handed out to the actor.

    The copy of everything known of a customer is for those who answer such requests.

    :raises NotFound: there is none, or the actor may not see it
    :raises NotAllowed: it is not for the actor to look into
    :raises Conflict: file_not_scanned, or file_infected
    """
    stored = get_visible_file(work, file_id)
    if find_by_file(work.session, stored.id) is not None:
        ensure_may(work.actor, "privacy.answer")
    elif not is_own(work, stored) and not _is_open_otherwise(work, stored.id):
        _ensure_may_read(work, stored)
    ensure_harmless(stored)
    return stored


def is_readable(work: Work, file_id: int) -> bool:
    """Say whether the actor would be handed a file."""
    try:
        get_readable_file(work, file_id)
    except ClaimdeskError:
        return False
    return True


def is_own(work: Work, stored: StoredFile) -> bool:
    """Say whether the actor sent a file."""
    return stored.created_by == work.actor.user_id


def note_look(work: Work, stored: StoredFile) -> None:
    """Note that the actor looks into a file that somebody else sent."""
    record(work, "file.read", subject=str(stored.id), detail={"sha256": stored.sha256})


def _is_open_otherwise(work: Work, file_id: int) -> bool:
    """Say whether the actor may read a file as a letter, or as one attached to a task they see."""
    return is_letter_to_see(work, file_id) or is_attached_where_seen(work, file_id)


def _ensure_may_read(work: Work, stored: StoredFile) -> None:
    """Refuse who reads no papers, or has no task in a case that this file is a paper of."""
    actor, session = work.actor, work.session
    ensure_may(actor, "case.read_medical")
    cases = cases_of_paper(session, stored.id)
    if cases and not any(had_task(session, case, actor.user_id or 0) for case in cases):
        raise NotAllowed(f"{actor.username} has no task in the case of file {stored.id}")
