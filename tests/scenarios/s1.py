"""The happy path of a small motor claim, step by step, as the scenarios use it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.scenarios.company import Company

PAPERS = (
    "claim_form",
    "id_card",
    "policy_copy",
    "bank_account",
    "accident_report",
    "driver_license",
    "vehicle_license",
    "liability_cert",
    "loss_proof",
    "invoice",
)
REPORT: dict[str, Any] = {
    "policy_no": "P-MOT",
    "reporter_name": "张伟",
    "reporter_phone": "+86-13800000000",
    "reporter_relation": "policyholder",
    "loss_time": "2026-03-02T08:00:00+08:00",
    "loss_place": "上海市浦东新区世纪大道",
    "loss_cause": "collision",
    "loss_type": "vehicle_damage",
    "loss_description": "倒车时碰到立柱,右后保险杠受损",
    "claimed_amount": "3800.00",
    "object_id": "沪A12345",
    "injury": False,
    "liability_clear": True,
    "channel": "app",
}


@dataclass(frozen=True)
class Loss:
    """What one claim differs in from another on the same way."""

    claimed: str = "3800.00"
    assessed: str = "3600.00"
    #: what the policy leaves of the assessed sum
    payable: str = "3600.00"
    #: other fields of the loss report, of the survey and of the assessment
    reported: Mapping[str, Any] = field(default_factory=dict)
    surveyed: Mapping[str, Any] = field(default_factory=dict)
    costs: Mapping[str, Any] = field(default_factory=dict)
    #: other fields of the one assessed item
    item: Mapping[str, Any] = field(default_factory=dict)
    photos: int = 1
    #: who approves, one step each
    approvers: tuple[str, ...] = ("u_l1a",)


SMALL = Loss()


@dataclass
class Walk:
    """One claim on its way; ``steps`` are to be taken in order."""

    company: Company
    loss: Loss = SMALL
    claim_no: str = ""

    def steps(self) -> Iterator[Callable[[], Any]]:
        """Yield every step of the way in its order."""
        yield from (
            self.report,
            self.register,
            self.contact,
            self.survey,
            self.survey_report,
            self.papers,
            self.verify,
            self.review,
            self.assess,
            self.adjudicate,
            self.approve,
            self.agree,
            self.payee,
            self.order,
            self.bank_result,
            self.archive,
        )

    def all_until(self, last: Callable[[], Any]) -> None:
        """Take the steps from the first to ``last``."""
        for step in self.steps():
            step()
            if step == last:
                return

    def report(self) -> None:
        self.company.clock_shows("2026-03-02T09:30")
        self.claim_no = self.company.reports("u_int", **self.report_with())["claim_no"]

    def report_with(self, **more: Any) -> dict[str, Any]:
        """Return the loss report, with further fields or others."""
        return {**REPORT, "claimed_amount": self.loss.claimed, **self.loss.reported, **more}

    def register(self) -> None:
        self.company.now_is("2026-03-02T09:40")
        self.completes(
            "u_reg", "register_claim", decision="register", reserve_amount=self.loss.claimed
        )

    def contact(self) -> None:
        self.company.now_is("2026-03-02T09:45")
        self.completes(
            "u_sur1",
            "contact_customer",
            contacted_at="2026-03-02T09:45:00+08:00",
            appointment_at="2026-03-02T10:00:00+08:00",
        )

    def survey(self) -> None:
        self.company.now_is("2026-03-02T10:00")
        self.completes(
            "u_sur1",
            "survey",
            surveyed_at="2026-03-02T10:00:00+08:00",
            cause_finding="倒车碰撞立柱",
            extent_finding="右后保险杠破损",
            photos=self.company.uploads("u_sur1", map("photo {}".format, range(self.loss.photos))),
            initial_estimate=self.loss.claimed,
            **{"mode": "remote", "fault": "single_party", **self.loss.surveyed},
        )

    def survey_report(self) -> None:
        self.completes(
            "u_sur1", "survey_report", report="远程查勘,事实清楚", liability_opinion="covered"
        )

    def papers(self) -> None:
        self.company.now_is("2026-03-02T10:30")
        asked = self.company.get("u_int", f"/claims/{self.claim_no}/documents")["missing"]
        files = self.company.uploads("u_int", asked)
        documents = [
            {"doc_type": doc_type, "file": file}
            for doc_type, file in zip(asked, files, strict=True)
        ]
        self.company.post(
            "u_int", f"/claims/{self.claim_no}/documents", {"documents": documents}, expect=201
        )

    def verify(self) -> None:
        items = self.company.get("u_aud", f"/claims/{self.claim_no}/documents")["items"]
        results = {**dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C8"), "pass")}
        results |= {"C6": "deferred", "C7": "deferred"}
        self.completes(
            "u_doc",
            "verify_documents",
            checks=[{"check": check, "result": results[check]} for check in sorted(results)],
            documents=[
                {
                    "document_id": item["id"],
                    "doc_type": item["doc_type"],
                    "authentic": "yes",
                    "lawful": True,
                    "class": item["doc_type"],
                }
                for item in items
            ],
        )

    def review(self) -> None:
        self.completes("u_doc", "review_opinion", opinion="单证齐全有效", outcome="complete")

    def assess(self, *, by: str = "u_ass", at: str = "2026-03-02T11:00", expect: int = 200) -> Any:
        self.company.now_is(at)
        for _ in self.company.open_tasks(self.claim_no, "investigate"):
            self.completes("u_siu", "investigate", findings="未见异常", conclusion="no_fraud")
        item = {"name": "右后保险杠", "amount": self.loss.assessed, "accepted": True}
        return self.completes(
            by,
            "assess_loss",
            items=[{**item, **self.loss.item}],
            opinion="更换保险杠",
            expect=expect,
            **{"fault": "single_party", **self.loss.costs},
        )

    def adjudicate(self) -> None:
        self.company.now_is("2026-03-02T14:00")
        self.decides()

    def decides(self, *, by: str = "u_adj", expect: int = 200) -> Any:
        """Let an adjudicator decide to pay, whenever that is."""
        return self.completes(
            by,
            "adjudicate",
            decision="pay",
            liability_basis="车损险第六条",
            opinion="属于保险责任",
            check_c6="pass",
            check_c7="pass",
            expect=expect,
        )

    def approve(self) -> None:
        self.company.now_is("2026-03-02T16:00")
        for user in self.loss.approvers:
            self.approves(user)

    def approves(self, user: str, *, expect: int = 200) -> Any:
        """Let someone approve the step that waits."""
        return self.completes(
            user, "approve_step", decision="approve", opinion="同意", expect=expect
        )

    def agree(self) -> None:
        self.company.now_is("2026-03-03T15:00")
        self.completes(
            "u_adj",
            "record_agreement",
            reply="agree",
            agreed_amount=self.loss.payable,
            agreed_at="2026-03-03T15:00:00+08:00",
        )

    def reply(self) -> None:
        """Let the claimant agree by themselves, before anybody asks."""
        self.company.now_is("2026-03-03T15:00")
        self.company.post(
            "u_int",
            f"/claims/{self.claim_no}/reply",
            {
                "reply": "agree",
                "agreed_amount": self.loss.payable,
                "agreed_at": "2026-03-03T15:00:00+08:00",
            },
        )

    def payee(self) -> None:
        self.completes(
            "u_cash",
            "payee_data",
            payee_name="张伟",
            payee_type="individual",
            relation="insured",
            account_no="6222020000000000001",
            bank="中国工商银行上海分行",
            requested_method="bank_transfer",
        )

    def order(self) -> None:
        self.completes("u_cash", "make_payment_order")

    def bank_result(self) -> None:
        self.company.now_is("2026-03-04T10:00")
        payment = self.company.payment(self.claim_no)
        self.company.post(
            "u_int",
            f"/payments/{payment['id']}/result",
            {
                "status": "success",
                "bank_ref": "B-1",
                "executed_at": "2026-03-04T10:00:00+08:00",
            },
        )

    def archive(self) -> None:
        self.completes("u_arc", "archive_claim", index=[{"doc": p} for p in PAPERS], checklist=True)

    def completes(self, user: str, definition: str, *, expect: int = 200, **data: Any) -> Any:
        return self.company.completes(user, definition, self.claim_no, expect=expect, **data)
