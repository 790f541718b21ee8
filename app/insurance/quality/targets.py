"""What a change is about: a diagram, a table or a plan, and which of its versions there are."""

from app.cases.versions import find_newest_process, get_process
from app.decisions.queries import find_newest, get_decision_version
from app.errors import NotFound
from app.insurance.quality.change_models import ChangeKind
from app.work import Versions, Work


def find_version(
    work: Work, kind: ChangeKind, definition: str, version: str | None = None
) -> str | None:
    """Return a version if there is one of that name, by default the newest or the one in force."""
    if kind is ChangeKind.PLAN:
        plans = plans_of(work)
        return None if plans is None else plans.find_version(work.session, definition, version)
    if version is not None:
        return version if _has(work, kind, definition, version) else None
    find = find_newest_process if kind is ChangeKind.BPMN else find_newest
    found = find(work.session, definition)
    return None if found is None else str(found.version)


def plans_of(work: Work) -> Versions | None:
    """Return the room that keeps the plans."""
    return work.processes.versioned.get(ChangeKind.PLAN.value)


def _has(work: Work, kind: ChangeKind, definition: str, version: str) -> bool:
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        return False
    try:
        if kind is ChangeKind.BPMN:
            get_process(work.session, f"{definition}:{int(version)}")
        else:
            get_decision_version(work.session, definition, at=work.now, version=int(version))
    except NotFound:
        return False
    return True
