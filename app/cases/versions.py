"""Finds deployed versions and parses them once per OS process; writes nothing."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cases.definitions import DeploymentMember, FormVersion, ProcessVersion, Resource
from app.decisions.models import DecisionVersion
from app.engine.definitions import Definition, parse
from app.engine.extensions import Binding
from app.errors import NotFound

KEPT_DEFINITIONS = 200  # parsed versions one OS process keeps; a hundred processes in two versions
KEPT_FORMS = 500  # read forms one OS process keeps

_PROCESS = sa.select(
    ProcessVersion.id,
    ProcessVersion.process_id,
    ProcessVersion.version,
    ProcessVersion.key,
    ProcessVersion.name,
    ProcessVersion.digest,
    ProcessVersion.resource_id,
)
_NEWEST_PROCESS = (
    _PROCESS.where(ProcessVersion.process_id == sa.bindparam("process_id"))
    .order_by(ProcessVersion.version.desc())
    .limit(1)
)
_PROCESS_BY_KEY = _PROCESS.where(ProcessVersion.key == sa.bindparam("key"))
_NEWEST_FORM = (
    sa.select(FormVersion.id)
    .where(FormVersion.form_id == sa.bindparam("form_id"))
    .order_by(FormVersion.version.desc())
    .limit(1)
)
_CONTENT = sa.select(Resource.content).where(Resource.id == sa.bindparam("id"))


K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values used last, made when asked for first; shared by all threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key; two threads that ask at once may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self.limit:
                self._values.popitem(last=False)
        return value


_definitions: Kept[tuple[str, str], Definition] = Kept(KEPT_DEFINITIONS)


def find_newest_process(session: Session, process_id: str) -> Any:
    """Return the newest version of a process, without its content."""
    return session.connection().execute(_NEWEST_PROCESS, {"process_id": process_id}).first()


def get_process(session: Session, key: str) -> Any:
    """Return one version by its key, e.g. ``claim:3``."""
    found = session.connection().execute(_PROCESS_BY_KEY, {"key": key}).first()
    if found is None:
        raise NotFound(f"no process version {key!r}")
    return found


def find_bound_process(session: Session, process_id: str, binding: Binding) -> Any:
    """Return the version a call activity means."""
    if binding.kind == "deployment":
        member = _beside("process", process_id, binding.caller)
        query = _PROCESS.join(member, member.c.version_id == ProcessVersion.id)
    elif binding.kind == "versionTag":
        query = _PROCESS.where(
            ProcessVersion.process_id == process_id,
            ProcessVersion.version_tag == binding.version_tag,
        )
    else:
        return find_newest_process(session, process_id)
    newest = query.order_by(ProcessVersion.version.desc()).limit(1)
    return session.connection().execute(newest).first()


def _beside(kind: str, name: str, caller_key: str) -> sa.Subquery:
    """Select what was deployed together with the calling version when it was made."""
    caller = DeploymentMember.__table__.alias("caller")
    mine = (
        sa.select(sa.func.min(caller.c.deployment_id))
        .join(ProcessVersion, ProcessVersion.id == caller.c.version_id)
        .where(caller.c.kind == "process", ProcessVersion.key == caller_key)
    )
    member = DeploymentMember.__table__
    return (
        sa.select(member.c.version_id)
        .where(
            member.c.deployment_id == mine.scalar_subquery(),
            member.c.kind == kind,
            member.c.name == name,
        )
        .subquery()
    )


def find_bound_decision(session: Session, decision_id: str, caller_key: str) -> int | None:
    """Return the number of the decision version deployed together with the calling process."""
    member = _beside("decision", decision_id, caller_key)
    found = sa.select(DecisionVersion.version).join(
        member, member.c.version_id == DecisionVersion.id
    )
    return session.connection().execute(found).scalar()


def find_bound_form(session: Session, form_id: str, binding: Binding) -> int | None:
    """Return the key of the form version a user task means."""
    if binding.kind == "latest":
        return session.connection().execute(_NEWEST_FORM, {"form_id": form_id}).scalar()
    query = sa.select(FormVersion.id).where(FormVersion.form_id == form_id)
    if binding.kind == "deployment":
        member = _beside("form", form_id, binding.caller)
        query = query.join(member, member.c.version_id == FormVersion.id)
    elif binding.kind == "versionTag":
        query = query.where(FormVersion.version_tag == binding.version_tag)
    newest = query.order_by(FormVersion.version.desc()).limit(1)
    return session.connection().execute(newest).scalar()


def content_of(session: Session, row: Any) -> bytes:
    """Return the file that a version's row came with."""
    content: bytes = session.connection().execute(_CONTENT, {"id": row.resource_id}).scalar_one()
    return content


def definition_of(session: Session, row: Any) -> Definition:
    """Return the parsed definition of a version's row; shared, never to be changed."""

    def parsed() -> Definition:
        content = session.connection().execute(_CONTENT, {"id": row.resource_id}).scalar_one()
        return parse_process(content, row.key)

    return _definitions.get((row.key, row.digest), parsed)


def parse_process(content: bytes, key: str) -> Definition:
    """Parse one process of a file under its key, e.g. ``claim:3``."""
    process_id, _, version = key.rpartition(":")
    return next(d for d in parse_file(content, int(version)) if d.process_id == process_id)


def parse_file(content: bytes, version: int = 0) -> list[Definition]:
    """Parse every process of a file, as if each had this version."""

    def key_of(process_id: str) -> tuple[str, int]:
        return f"{process_id}:{version}", version

    return parse(content, key_of)
