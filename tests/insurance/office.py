"""A claims office without web server: its people act on a claim through operations."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.cases.operations import complete_task
from app.files.operations import store
from app.identity.queries import actor_of, get_user
from app.inbox.models import InboxTask, TaskStatus
from app.insurance.claims import queries
from app.insurance.claims.models import Claim
from app.insurance.claims.operations import add_documents, report_once
from app.sla import queries as sla
from app.work import Work
from tests.insurance.calls import REPORT
from tests.insurance.conftest import PAPERS, ZONE

CHECKS = {**dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C8"), "pass")} | {
    "C6": "deferred",
    "C7": "deferred",
}
MONDAY = "2026-03-02T"
ADJUDICATION = {
    "decision": "pay",
    "liability_basis": "第六条",
    "opinion": "属于保险责任",
    "check_c6": "pass",
    "check_c7": "pass",
}


@dataclass
class Office:
    """One claim and the people who work on it; ``at`` gives the work of a user at a local time."""

    work: Work
    folder: Any
    claim: Claim | None = None

    def at(self, time: str, user: str) -> Work:
        now = dt.datetime.fromisoformat(time).replace(tzinfo=ZONE)
        actor = actor_of(get_user(self.work.session, user))
        return replace(self.work, now=now, actor=actor)

    @property
    def found(self) -> Claim:
        assert self.claim is not None
        return self.claim

    def reports(self, external_ref: str | None = None, **fields: Any) -> Claim:
        report = {**REPORT, **fields}
        work = self.at(MONDAY + "09:30", "u_int")
        self.claim = report_once(work, report, external_ref=external_ref).claim
        return self.claim

    def waiting(self) -> list[str]:
        open_tasks = sa.select(InboxTask.element).where(
            InboxTask.case_id == self.found.case_id, InboxTask.status == TaskStatus.OPEN
        )
        return sorted(self.work.session.scalars(open_tasks))

    def does(self, time: str, user: str, element: str, **answers: Any) -> None:
        task = sa.select(InboxTask.id).where(
            InboxTask.case_id == self.found.case_id,
            InboxTask.element == element,
            InboxTask.status == TaskStatus.OPEN,
        )
        task_id = self.work.session.execute(task).scalar_one()
        complete_task(self.at(time, user), task_id, answers=answers)

    def file(self) -> str:
        work = self.at(MONDAY + "09:30", "u_int")
        return str(store(work, self.folder, b"%PDF-1.4\n", name="paper.pdf").id)

    def due(self, stage: str) -> dict[str, str]:
        clocks = sla.list_clocks(self.work.session, self.found.case_id or 0)
        return {
            clock.clock_type.value: _last_day(clock.due_at)
            for clock in clocks
            if clock.stage == stage
        }

    def states(self) -> set[str]:
        clocks = sla.list_clocks(self.work.session, self.found.case_id or 0)
        return {clock.state.value for clock in clocks}

    def surveys(self, estimate: str) -> None:
        now = f"{MONDAY}10:00:00+08:00"
        called = f"{MONDAY}09:45:00+08:00"
        self.does(MONDAY + "09:45", "u_sur1", "contact_customer", contacted_at=called)
        self.does(
            MONDAY + "10:00",
            "u_sur1",
            "survey",
            surveyed_at=now,
            mode="remote",
            cause_finding="碰撞",
            extent_finding="破损",
            fault="single_party",
            photos=[self.file()],
            initial_estimate=estimate,
        )
        self.does(
            MONDAY + "10:00", "u_sur1", "survey_report", report="清楚", liability_opinion="covered"
        )

    def hands_in_papers(self) -> None:
        file = self.file()
        rows = [{"doc_type": code, "file": file} for codes in PAPERS for code in codes]
        add_documents(self.at(MONDAY + "10:30", "u_int"), self.found, rows)

    def reviews_papers(self) -> None:
        papers = queries.list_documents(self.work.session, self.found.id)
        self.does(
            MONDAY + "10:30",
            "u_doc",
            "verify_documents",
            checks=[{"check": check, "result": result} for check, result in CHECKS.items()],
            documents=[
                {
                    "document_id": str(paper.id),
                    "doc_type": paper.doc_type,
                    "authentic": "yes",
                    "lawful": True,
                    "class": paper.doc_type,
                }
                for paper in papers
            ],
        )
        self.does(MONDAY + "10:30", "u_doc", "review_opinion", opinion="齐全", outcome="complete")

    def settles(self, amount: str) -> None:
        """Bring a reported claim to the approvers."""
        self.does(
            MONDAY + "09:40",
            "u_reg",
            "register_claim",
            decision="register",
            reserve_amount=amount,
        )
        self.surveys(amount)
        self.hands_in_papers()
        self.reviews_papers()
        self.does(
            MONDAY + "11:00",
            "u_ass",
            "assess_loss",
            items=[{"name": "保险杠", "amount": amount, "accepted": True}],
            fault="single_party",
            opinion="更换",
        )
        self.does(MONDAY + "14:00", "u_adj", "adjudicate", **ADJUDICATION)

    def approves(self, *users: str) -> None:
        for user in users:
            self.does(MONDAY + "16:00", user, "approve_step", decision="approve", opinion="同意")


def _last_day(due_at: dt.datetime) -> str:
    return (due_at - dt.timedelta(seconds=1)).astimezone(ZONE).date().isoformat()
