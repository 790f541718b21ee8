"""Motor claims of the demo company, each as far on its way as its row says."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from app.demo.courses import COURSES, Course
from app.demo.customers import DRIVERS, plate_of, policy_of
from app.demo.days import instant, spread
from app.demo.office import Act, Office, task_of
from app.demo.papers import page, picture
from app.errors import NotFound
from app.insurance.claims import operations, queries
from app.work import Work

STEPS = (
    "report",
    "register",
    "contact",
    "survey",
    "survey_report",
    "papers",
    "verify",
    "review",
    "assess",
    "adjudicate",
    "approve",
    "payee",
)
PASSED = ("C1", "C2", "C3", "C4", "C5", "C8")
FOUR_EYES_APART = Decimal(10_000)  # above this sum it is surveyed on site
PHOTOS = 5


@dataclass
class Claim:
    """A claim on its way."""

    office: Office
    course: Course
    number: str = ""

    def acts(self, begin: dt.datetime, end: dt.datetime) -> Iterator[Act]:
        """Visit what happens to it, each at its instant."""
        steps = STEPS[: STEPS.index(self.course.done) + 1]
        more = [*self._afterwards()]
        moments = spread(begin, end, len(steps) + len(more))
        doing: list[Callable[[dt.datetime], None]] = [*(self._step(name) for name in steps), *more]
        for at, do in zip(moments, doing, strict=True):
            yield Act(at, partial(do, at))

    def _afterwards(self) -> Iterator[Callable[[dt.datetime], None]]:
        course, office = self.course, self.office
        if course.taken_by:
            yield lambda at: office.claims(course.taken_by, course.waits, self.number, at)
        for who, text in course.said:
            yield partial(self._say, who, text)
        if course.begun:
            yield lambda at: office.drafts(
                course.taken_by, course.waits, self.number, at, course.begun
            )

    def _say(self, who: str, text: str, at: dt.datetime) -> None:
        self.office.says(who, self.course.waits, self.number, at, text)

    def _step(self, name: str) -> Callable[[dt.datetime], None]:
        steps: Mapping[str, Callable[[dt.datetime], None]] = {
            "report": self._report,
            "register": self._register,
            "contact": self._contact,
            "survey": self._survey,
            "survey_report": self._write_survey_report,
            "papers": self._hand_in,
            "verify": self._verify,
            "review": self._review,
            "assess": self._assess,
            "adjudicate": self._adjudicate,
            "approve": self._approve,
            "payee": self._name_payee,
        }
        return steps[name]

    def _report(self, at: dt.datetime) -> None:
        course, name = self.course, DRIVERS[self.course.driver][0]
        fields = {
            "policy_no": policy_of(course.driver),
            "reporter_name": name,
            "reporter_phone": f"+86-1381700{course.driver + 1000:04d}",
            "reporter_relation": "policyholder",
            "loss_time": (at - dt.timedelta(minutes=95)).isoformat(),
            "loss_place": course.place,
            "loss_cause": course.cause,
            "loss_type": "vehicle_damage",
            "loss_description": course.told,
            "claimed_amount": course.amount,
            "object_id": plate_of(course.driver),
            "injury": course.injury,
            "liability_clear": True,
            "channel": course.channel,
        }
        with self.office.at_work("u_int", at) as work:
            self.number = operations.report_once(work, fields).claim.claim_no

    def _register(self, at: dt.datetime) -> None:
        answers = {"decision": "register", "reserve_amount": self.course.amount}
        self.office.completes("u_reg", "register_claim", self.number, at, answers)

    def _contact(self, at: dt.datetime) -> None:
        met = at + dt.timedelta(minutes=1)
        answers = {"contacted_at": at.isoformat(), "appointment_at": met.isoformat()}
        self.office.completes(self._surveyor, "contact_customer", self.number, at, answers)

    def _survey(self, at: dt.datetime) -> None:
        large = Decimal(self.course.amount) > FOUR_EYES_APART
        with self.office.at_work(self._surveyor, at) as work:
            photos = [
                self.office.keeps(work, f"现场照片{n + 1}.png", picture(n)) for n in range(PHOTOS)
            ]
        answers = {
            "surveyed_at": at.isoformat(),
            "mode": "onsite" if large else "remote",
            "fault": "single_party",
            "cause_finding": self.course.told,
            "extent_finding": "与报案情况相符",
            "initial_estimate": self.course.amount,
            "photos": photos,
        }
        self.office.completes(self._surveyor, "survey", self.number, at, answers)

    @property
    def _surveyor(self) -> str:
        return "u_sur1" if self.course.driver % 2 else "u_sur2"

    def _write_survey_report(self, at: dt.datetime) -> None:
        answers = {"report": "事实清楚，痕迹吻合", "liability_opinion": "covered"}
        self.office.completes(self._surveyor, "survey_report", self.number, at, answers)

    def _hand_in(self, at: dt.datetime) -> None:
        with self.office.at_work("u_int", at) as work:
            claim = queries.get_claim(work.session, self.number)
            missing = queries.read_checklist(work, claim).missing
            papers = [{"doc_type": kind, "file": self._paper(work, kind)} for kind in missing]
            operations.add_documents(work, claim, papers)

    def _paper(self, work: Work, kind: str) -> str:
        name = DRIVERS[self.course.driver][0]
        lines = (f"赔案号：{self.number}", f"姓名：{name}", f"车牌：{plate_of(self.course.driver)}")
        return self.office.keeps(work, f"{kind}.pdf", page(kind, *lines))

    def _verify(self, at: dt.datetime) -> None:
        checks = {**dict.fromkeys(PASSED, "pass"), "C6": "deferred", "C7": "deferred"}
        with self.office.at_work("u_doc", at) as work:
            claim = queries.get_claim(work.session, self.number)
            papers = [
                {
                    "document_id": str(paper.id),
                    "doc_type": paper.doc_type,
                    "authentic": "yes",
                    "lawful": True,
                    "class": paper.doc_type,
                }
                for paper in queries.list_documents(work.session, claim.id)
            ]
        answers = {
            "checks": [{"check": one, "result": checks[one]} for one in sorted(checks)],
            "documents": papers,
        }
        self.office.completes("u_doc", "verify_documents", self.number, at, answers)

    def _review(self, at: dt.datetime) -> None:
        answers = {"opinion": "单证齐全有效", "outcome": "complete"}
        self.office.completes("u_doc", "review_opinion", self.number, at, answers)

    def _assess(self, at: dt.datetime) -> None:
        self._investigate(at)
        item = {"name": "车身修复及配件", "amount": self.course.amount, "accepted": True}
        answers = {"items": [item], "fault": "single_party", "opinion": "按修复方案核定"}
        self.office.completes("u_ass", "assess_loss", self.number, at, answers)

    def _investigate(self, at: dt.datetime) -> None:
        with self.office.at_work("u_siu", at) as work:
            try:
                task_of(work, "investigate", self.number)
            except NotFound:
                return
        answers = {"findings": "走访现场及修理厂，未见异常", "conclusion": "no_fraud"}
        self.office.completes("u_siu", "investigate", self.number, at, answers)

    def _adjudicate(self, at: dt.datetime) -> None:
        answers = {
            "decision": "pay",
            "liability_basis": "车损险第六条",
            "opinion": "属于保险责任",
            "check_c6": "pass",
            "check_c7": "pass",
        }
        self.office.completes("u_adj", "adjudicate", self.number, at, answers)

    def _approve(self, at: dt.datetime) -> None:
        answers = {"decision": "approve", "opinion": "同意"}
        self.office.completes("u_l1a", "approve_step", self.number, at, answers)

    def _name_payee(self, at: dt.datetime) -> None:
        answers = {
            "payee_name": DRIVERS[self.course.driver][0],
            "payee_type": "individual",
            "relation": "insured",
            "account_no": f"62220200000000{self.course.driver:05d}",
            "bank": "中国工商银行上海分行",
            "requested_method": "bank_transfer",
        }
        self.office.completes("u_cash", "payee_data", self.number, at, answers)


def acts_of_claims(office: Office, now: dt.datetime, zone: Any) -> Iterator[Act]:
    """Visit all that happens to the claims; not in the order of time."""
    for course in COURSES:
        begin, end = (instant(now, zone, *when) for when in (course.since, course.until))
        yield from Claim(office, course).acts(begin, end)
