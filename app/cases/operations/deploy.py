"""Puts diagrams, tables and forms into force together, or none of them."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from app.audit import operations as audit
from app.cases import starts, versions
from app.cases.checks import DeploymentRefused, Finding, kind_of
from app.cases.definitions import (
    Deployment,
    DeploymentMember,
    FormVersion,
    ProcessVersion,
    Resource,
)
from app.cases.locks import lock_name
from app.cases.operations.check import check
from app.database import next_key
from app.decisions import operations as decisions
from app.decisions.case_files import ENDING
from app.decisions.operations.store import Origin
from app.decisions.queries import get_decision_version
from app.engine.definitions import Definition
from app.work import Work

Files = Mapping[str, bytes]  # file name -> content
BOUND = b'bindingType="deployment"'  # as the modeler writes it


@dataclass(frozen=True, kw_only=True)
class DeployedVersion:
    """A version that is in force now; ``changed`` says whether this deployment made it."""

    kind: str
    name: str
    version: int
    version_id: int
    file: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """What a deployment put into force."""

    deployment_id: int
    versions: tuple[DeployedVersion, ...]
    warnings: tuple[Finding, ...]


def deploy(work: Work, files: Files, *, effective_from: dt.datetime | None = None) -> Deployed:
    """Put files into force: all of them, or none.

    A file that has not changed keeps its version, unless it is bound to what is deployed with it;
    running cases keep theirs in any case.

    :param effective_from: from when on tables are in force; by default now
    :raises DeploymentRefused: some file has an error
    """
    lock_name(work.session, "deployment")
    findings = check(work, files, effective_from=effective_from)
    if any(finding.level == "error" for finding in findings):
        raise DeploymentRefused(findings)
    deployment = _Deployment(work, next_key(work.session), files, effective_from or work.now)
    for name, content in sorted(files.items(), key=lambda file: _ORDER[kind_of(file[0])]):
        deployment.add(name, content)
    return deployment.close(findings)


_ORDER = {"dmn": 0, "cases": 1, "form": 2, "bpmn": 3}  # diagrams last: they name the others


def _of_kind(files: Files, kind: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if kind_of(name) == kind}


def _differs(newest: Any, digest: str) -> bool:
    return newest is None or newest.digest != digest


class _Deployment:
    """One deployment while it is written."""

    def __init__(self, work: Work, key: int, files: Files, effective_from: dt.datetime) -> None:
        self.work, self.session, self.id = work, work.session, key
        self.origin = Origin(deployed_at=work.now, effective_from=effective_from, deployment_id=key)
        self.tables = _of_kind(files, "dmn")
        self.diagrams = _of_kind(files, "bpmn")
        self.versions: list[DeployedVersion] = []
        self.cases_changed = False
        self.session.add(Deployment(id=key, deployed_at=work.now, deployed_by=work.actor.username))
        self.session.flush()

    def add(self, name: str, content: bytes) -> None:
        kind, digest = kind_of(name), hashlib.sha256(content).hexdigest()
        if kind == "dmn":
            self._resource(name, content, digest)
            self._add_decisions(name, content)
        elif kind == "cases":
            self._resource(name, content, digest)
            self._add_cases(name, content)
        elif kind == "form":
            self._add_form(name, content, digest)
        else:
            self._add_processes(name, content, digest)

    def _add_decisions(self, name: str, content: bytes) -> None:
        stored = decisions.store_decisions(
            self.session, self.origin, name=name, content=content, known=self.tables
        )
        for row in stored:
            changed = row.deployment_id == self.id
            self._note("decision", row.decision_id, row, file=name, changed=changed)

    def _add_cases(self, name: str, content: bytes) -> None:
        key = name[: -len(ENDING)]
        row = get_decision_version(self.session, key, at=self.origin.effective_from)
        text = content.decode("utf-8-sig")
        if decisions.store_cases(self.session, row, file_name=name, content=text):
            self.cases_changed = True

    def _add_form(self, name: str, content: bytes, digest: str) -> None:
        schema = json.loads(content)
        newest = self._newest(FormVersion, FormVersion.form_id == schema["id"])
        changed = newest is None or newest.digest != digest
        if changed:
            newest = FormVersion(
                id=next_key(self.session),
                form_id=schema["id"],
                version=newest.version + 1 if newest else 1,
                version_tag=schema.get("versionTag"),
                content=schema,
                **self._origin(name, content, digest),
            )
            self.session.add(newest)
        self._note("form", schema["id"], newest, file=name, changed=changed)

    def _add_processes(self, name: str, content: bytes, digest: str) -> None:
        for definition in versions.parse_file(content):
            process_id = definition.process_id
            newest = self._newest(ProcessVersion, ProcessVersion.process_id == process_id)
            # What it is bound to is part of it: another table beside it makes another version.
            changed = _differs(newest, digest) or (BOUND in content and self.brings_news)
            if changed:
                version = newest.version + 1 if newest else 1
                newest = self._process_row(definition, version, name, content, digest)
            self._note("process", process_id, newest, file=name, changed=changed)

    @cached_property
    def brings_news(self) -> bool:
        """Whether any file differs from what is in force; asked when tables and forms are in."""
        return any(version.changed for version in self.versions) or any(
            _differs(
                self._newest(ProcessVersion, ProcessVersion.process_id == one.process_id),
                hashlib.sha256(content).hexdigest(),
            )
            for content in self.diagrams.values()
            for one in versions.parse_file(content)
        )

    def _process_row(
        self, definition: Definition, version: int, name: str, content: bytes, digest: str
    ) -> ProcessVersion:
        row = ProcessVersion(
            id=next_key(self.session),
            process_id=definition.process_id,
            version=version,
            key=f"{definition.process_id}:{version}",
            name=definition.name or definition.process_id,
            version_tag=definition.version_tag,
            start_form_id=starts.start_form(definition),
            **self._origin(name, content, digest),
        )
        self.session.add(row)
        self.session.flush()
        starts.replace_starts(self.work, definition, row.id)
        return row

    def _newest(self, table: Any, which: sa.ColumnElement[bool]) -> Any:
        return self.session.scalar(
            sa.select(table).where(which).order_by(table.version.desc()).limit(1)
        )

    def _origin(self, name: str, content: bytes, digest: str) -> dict[str, Any]:
        return {
            "digest": digest,
            "resource_id": self._resource(name, content, digest),
            "deployment_id": self.id,
            "deployed_at": self.work.now,
        }

    def _resource(self, name: str, content: bytes, digest: str) -> int:
        known = self.session.scalar(
            sa.select(Resource.id).where(Resource.digest == digest, Resource.name == name)
        )
        if known is not None:
            return known
        row = Resource(
            id=next_key(self.session),
            deployment_id=self.id,
            name=name,
            digest=digest,
            content=content,
        )
        self.session.add(row)
        self.session.flush()
        return row.id

    def _note(self, kind: str, name: str, row: Any, *, file: str, changed: bool) -> None:
        self.versions.append(
            DeployedVersion(
                kind=kind,
                name=name,
                version=row.version,
                version_id=row.id,
                file=file,
                changed=changed,
            )
        )

    def close(self, findings: Iterable[Finding]) -> Deployed:
        """Note what belongs together; files that are in force together already change nothing."""
        changed = self.cases_changed or any(version.changed for version in self.versions)
        before = None if changed else self._same_before()
        if before is None:
            self._write_members()
        else:
            self.session.execute(sa.delete(Resource).where(Resource.deployment_id == self.id))
            self.session.execute(sa.delete(Deployment).where(Deployment.id == self.id))
            self.id = before
        return Deployed(
            deployment_id=self.id, versions=tuple(self.versions), warnings=tuple(findings)
        )

    def _same_before(self) -> int | None:
        """Return the last deployment that holds every one of these versions."""
        ids = [version.version_id for version in self.versions]
        member = DeploymentMember
        return self.session.scalar(
            sa.select(member.deployment_id)
            .where(member.version_id.in_(ids))
            .group_by(member.deployment_id)
            .having(sa.func.count() == len(ids))
            .order_by(member.deployment_id.desc())
            .limit(1)
        )

    def _write_members(self) -> None:
        self.session.add_all(
            DeploymentMember(
                id=next_key(self.session),
                deployment_id=self.id,
                kind=version.kind,
                name=version.name,
                version_id=version.version_id,
            )
            for version in self.versions
        )
        self.session.flush()
        changed = [f"{v.name} {v.version}" for v in self.versions if v.changed]
        audit.record(
            self.work, "deployment.made", subject=str(self.id), detail={"versions": changed}
        )
