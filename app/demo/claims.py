"""Motor claims of the demo company, each as far on its way as its row says."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

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


@dataclass(frozen=True, kw_only=True)
class Course:
    """One claim: who lost what, when it was reported, and how far it is.

    ``since`` and ``until`` are working days ago and a time of day.
    """

    driver: int
    amount: str
    told: str
    place: str
    since: tuple[int, str]
    until: tuple[int, str]
    #: the last step that is done
    done: str
    cause: str = "collision"
    channel: str = "app"
    injury: bool = False
    #: who has taken the next task
    taken_by: str = ""
    #: what was said to the next task: who, and what
    said: Sequence[tuple[str, str]] = ()
    #: what is filled in of the next task by who took it
    begun: Mapping[str, Any] = field(default_factory=dict)
    #: the task that waits
    waits: str = ""


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


COURSES = (
    Course(
        driver=0,
        amount="3800.00",
        told="倒车时碰到立柱，右后保险杠破损",
        place="徐汇区漕溪北路地下车库",
        since=(0, "10:05"),
        until=(0, "10:05"),
        done="report",
    ),
    Course(
        driver=1,
        amount="46500.00",
        told="避让行人撞上护栏，前部受损严重，安全气囊弹出",
        place="延安高架茂名路下匝道",
        since=(0, "09:20"),
        until=(0, "09:50"),
        done="report",
        channel="phone",
        waits="register_claim",
        taken_by="u_reg",
        begun={"decision": "register"},
    ),
    Course(
        driver=2,
        amount="2600.00",
        told="停放时被剐蹭，左侧车门划伤",
        place="杨浦区五角场停车场",
        since=(1, "16:10"),
        until=(1, "16:10"),
        done="report",
        channel="web",
    ),
    Course(
        driver=3,
        amount="7200.00",
        told="雨天追尾前车，前保险杠及大灯破损",
        place="沪闵路近顾戴路",
        since=(1, "14:00"),
        until=(1, "15:10"),
        done="register",
        waits="contact_customer",
        said=(("u_reg", "客户要求下午两点以后联系，白天开会。"),),
    ),
    Course(
        driver=4,
        amount="128000.00",
        told="雨夜高架桥上打滑，连续碰撞中央隔离带，整车变形",
        place="中环路真北路段",
        since=(3, "09:15"),
        until=(2, "16:30"),
        done="contact",
        waits="survey",
        taken_by="u_sur2",
        channel="phone",
    ),
    Course(
        driver=5,
        amount="5400.00",
        told="路边停车时后视镜被撞断，车门凹陷",
        place="牡丹江路友谊路口",
        since=(2, "10:00"),
        until=(1, "11:00"),
        done="survey_report",
    ),
    Course(
        driver=6,
        amount="18600.00",
        told="转弯时与隔离墩碰撞，右前轮及悬挂受损",
        place="中山北路曹杨路口",
        since=(4, "09:40"),
        until=(2, "14:00"),
        done="papers",
        waits="verify_documents",
        taken_by="u_doc",
    ),
    Course(
        driver=7,
        amount="9300.00",
        told="高空坠物砸中引擎盖和前挡风玻璃",
        place="四川北路1688号楼下",
        cause="falling_object",
        since=(5, "10:20"),
        until=(3, "10:30"),
        done="review",
        waits="assess_loss",
        taken_by="u_ass",
        said=(
            ("u_doc", "发票和维修清单金额差 300 元，核定时请留意。"),
            ("u_ass", "已请修理厂补一份明细。"),
        ),
    ),
    Course(
        driver=8,
        amount="36800.00",
        told="与货车侧面刮擦，左侧车身大面积受损",
        place="沪宜公路叶城路口",
        since=(6, "11:00"),
        until=(4, "16:00"),
        done="review",
    ),
    Course(
        driver=9,
        amount="4100.00",
        told="进出车库时刮到墙壁，右侧翼子板变形",
        place="松江区人民北路小区车库",
        since=(4, "13:30"),
        until=(1, "10:00"),
        done="assess",
    ),
    Course(
        driver=10,
        amount="8800.00",
        told="会车时避让不及碰到路沿，底盘及轮毂受损",
        place="公园路青安路口",
        since=(5, "15:00"),
        until=(1, "16:40"),
        done="adjudicate",
    ),
    Course(
        driver=11,
        amount="152000.00",
        told="暴雨中涉水行驶，发动机进水，电路全面损坏",
        place="奉贤区南桥镇解放中路",
        cause="storm_flood",
        since=(7, "09:30"),
        until=(1, "14:20"),
        done="adjudicate",
        said=(("u_sup", "@u_l2a 涉水险附加条款已核对，金额较大，请优先。"),),
        waits="approve_step",
    ),
    Course(
        driver=12,
        amount="6700.00",
        told="等红灯时被后车追尾，后备厢盖及尾灯受损",
        place="张杨路崮山路口",
        since=(6, "14:10"),
        until=(1, "11:30"),
        done="approve",
    ),
    Course(
        driver=13,
        amount="9900.00",
        told="躲避宠物撞上花坛，前保险杠及水箱受损",
        place="淮海中路地下停车场",
        since=(7, "10:10"),
        until=(0, "09:40"),
        done="payee",
    ),
)


def acts_of_claims(office: Office, now: dt.datetime, zone: Any) -> Iterator[Act]:
    """Visit all that happens to the claims; not in the order of time."""
    for course in COURSES:
        begin, end = (instant(now, zone, *when) for when in (course.since, course.until))
        yield from Claim(office, course).acts(begin, end)
