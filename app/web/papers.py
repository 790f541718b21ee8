"""The papers of a case as pages show them: what was handed in, letters, files put to tasks.

Their list never opens a file: each look at a paper is noted, so it has to be somebody's own.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.cases.models import Case
from app.errors import NotFound
from app.files.models import ScanState, StoredFile
from app.files.queries import list_files_by_id
from app.identity.models import User
from app.identity.permissions import may
from app.identity.queries import list_users_by_id
from app.inbox.models import InboxTask
from app.inbox.queries import had_task, list_case_tasks
from app.inbox.talk import queries as talk_queries
from app.inbox.talk.models import TaskAttachment
from app.inbox.visible import sees_task
from app.insurance.claims.models import ClaimDocument
from app.insurance.claims.queries import get_claim, list_documents
from app.insurance.letters.queries import Printed, list_case_letters
from app.language import label
from app.web.paper_words import PAPER
from app.web.words import word
from app.work import Work

#: how a browser shows a kind of file by itself
PREVIEWS: Mapping[str, str] = {
    "application/pdf": "document",
    "image/gif": "image",
    "image/jpeg": "image",
    "image/png": "image",
    "image/webp": "image",
}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper in a list."""

    title: str
    #: None: it is on paper only, or not printed yet
    file: StoredFile | None
    #: who sent it; empty where that is not known
    by: str
    at: dt.datetime
    #: what is said of it, e.g. what a reviewer found, or a note
    remarks: Sequence[str] = ()
    #: the reader may look into it
    readable: bool
    #: or might, had they a task of the case
    readable_with_task: bool = False
    #: a file that the reader put to the task, and may take away again
    own: TaskAttachment | None = None

    @property
    def kind(self) -> str:
        """Say how it is opened: ``image`` or ``document`` in place, else it is downloaded."""
        return PREVIEWS.get(self.file.type, "") if self.file is not None else ""

    @property
    def suffix(self) -> str:
        """Return what its name ends in, e.g. ``PDF``."""
        name = "" if self.file is None else self.file.name
        return name.rpartition(".")[2][:4].upper() if "." in name else ""

    @property
    def hindrance(self) -> str:
        """Say why it cannot be opened just now; empty where it can."""
        if self.file is None:
            return str(gettext("not there as a file"))
        if self.file.scan is ScanState.PENDING:
            return str(gettext("being scanned for viruses"))
        if self.file.scan is ScanState.INFECTED:
            return str(gettext("kept back: a virus was found"))
        if self.readable:
            return ""
        if self.readable_with_task:
            return str(gettext("opens once you have a task of this case"))
        return str(gettext("not for you to open"))


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The papers of a case, each kind in the order they came in."""

    handed_in: Sequence[Paper]
    letters: Sequence[Paper]
    attached: Sequence[Paper]

    @property
    def total(self) -> int:
        """Return how many there are."""
        return len(self.handed_in) + len(self.letters) + len(self.attached)

    def find(self, file_id: str) -> Paper | None:
        """Return the paper of a file that can be shown in place."""
        every = (*self.handed_in, *self.letters, *self.attached)
        shown = (one for one in every if one.kind and not one.hindrance)
        return next((one for one in shown if one.file and str(one.file.id) == file_id), None)


def papers_of(work: Work, case: Case, *, task: InboxTask | None = None) -> Papers:
    """Collect the papers of a case whose reader the caller knows the actor to be.

    :param task: only what is attached to it; None: to every task of the case that the actor sees
    """
    tasks = [task] if task is not None else list_case_tasks(work.session, case.id)
    return Papers(
        handed_in=list(_handed_in(work, case)),
        letters=[_letter(one) for one in list_case_letters(work.session, case.id)],
        attached=attached_to(work, [one for one in tasks if sees_task(work.actor, one)]),
    )


def _handed_in(work: Work, case: Case) -> Iterator[Paper]:
    if case.process_id != "claim":
        return
    try:
        claim = get_claim(work.session, case.business_key or "")
    except NotFound:
        return
    papers = list_documents(work.session, claim.id)
    files = list_files_by_id(work.session, {one.file_id for one in papers if one.file_id})
    works_on_it = had_task(work.session, case.id, work.actor.user_id or 0)
    reads = may(work.actor, "case.read_medical")
    for paper in papers:
        file = files.get(paper.file_id or 0)
        own = file is not None and file.created_by == work.actor.user_id
        yield Paper(
            title=word(PAPER, paper.doc_type),
            file=file,
            by=paper.received_from or "",
            at=paper.received_at,
            remarks=_found(paper),
            readable=(reads and works_on_it) or own,
            readable_with_task=reads,
        )


def _found(paper: ClaimDocument) -> list[str]:
    """Say what a reviewer found out about a paper."""
    said = {
        "yes": gettext("genuine"),
        "no": gettext("not genuine"),
        "doubt": gettext("genuineness in doubt"),
    }
    found = [said[paper.authentic]] if paper.authentic in said else []
    if paper.lawful is False:
        found.append(gettext("not lawfully obtained"))
    if paper.waived_by:
        found.append(gettext("waived by %(name)s", name=paper.waived_by))
    return [*found, *([paper.note] if paper.note else [])]


def _letter(one: Printed) -> Paper:
    return Paper(
        title=one.letter.title,
        file=one.file,
        by="",
        at=one.letter.created_at,
        remarks=[one.letter.letter_no],
        readable=True,
    )


def attached_to(work: Work, tasks: Sequence[InboxTask]) -> list[Paper]:
    """Return what is attached to tasks that the actor sees."""
    found = [one for task in tasks for one in talk_queries.list_there(work.session, task.id)]
    files = list_files_by_id(work.session, {one.file_id for one in found})
    people = list_users_by_id(work.session, {one.added_by for one in found})
    return [_attachment(work, one, files[one.file_id], people[one.added_by]) for one in found]


def _attachment(work: Work, one: TaskAttachment, file: StoredFile, by: User) -> Paper:
    return Paper(
        title=file.name,
        file=file,
        by=label(by.name, by.name_en),
        at=one.added_at,
        remarks=[one.note] if one.note else [],
        readable=True,
        own=one if one.added_by == work.actor.user_id else None,
    )
