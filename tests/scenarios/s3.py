"""A medical claim whose papers come in two parts, step by step, as the scenarios use it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.scenarios.company import Company

REPORT: dict[str, Any] = {
    "policy_no": "P-HEA",
    "reporter_name": "李娜",
    "reporter_phone": "+86-13900000000",
    "reporter_relation": "insured",
    "loss_time": "2026-02-25T08:00:00+08:00",
    "loss_place": "上海市第一人民医院",
    "loss_cause": "illness",
    "loss_type": "medical_expense",
    "loss_description": "急性阑尾炎住院手术，医疗费68000元，医保已支付22000元",
    "claimed_amount": "46000.00",
    "injury": False,
    "liability_clear": True,
    "channel": "app",
}
FIRST = (
    "claim_form",
    "id_card",
    "policy_copy",
    "bank_account",
    "medical_record",
    "medical_receipt",
)
MISSING = ("expense_list", "social_settlement")
PASSED = {**dict.fromkeys(("C1", "C2", "C3", "C4", "C5", "C8"), "pass")}
PASSED |= {"C6": "deferred", "C7": "deferred"}
QUERIED = {"C8": "query"}


@dataclass
class Review:
    """The review of one claim's papers; ``verdicts`` say what is not right about a paper."""

    company: Company
    claim_no: str = ""
    verdicts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def registered(self) -> None:
        self.company.clock_shows("2026-03-02T09:30")
        self.reported()
        self.company.now_is("2026-03-02T09:40")
        self.accepted()

    def reported(self) -> None:
        self.claim_no = self.company.reports("u_int", **REPORT)["claim_no"]

    def accepted(self) -> None:
        self.completes(
            "u_reg", "register_claim", decision="register", reserve_amount=REPORT["claimed_amount"]
        )

    def starts_with(self, papers: Iterable[str] = FIRST) -> None:
        """Register the claim and hand in its first papers on Monday at ten."""
        self.registered()
        self.company.now_is("2026-03-02T10:00")
        self.hands_in(*papers)

    def waits_without_papers(self) -> None:
        """Tell the case that papers have come, though none was uploaded."""
        claim_id = self.company.claim(self.claim_no)["id"]
        message = {"name": "claim_documents", "correlation_key": claim_id, "data": {}}
        self.company.post("u_int", "/messages", message)

    def arrive_over_the_counter(self, papers: Iterable[str]) -> None:
        self.waits_without_papers()
        rows = [
            {"doc_type": doc_type, "received_at": "2026-03-02T09:35:00+08:00"}
            for doc_type in papers
        ]
        self.completes("u_doc", "receive_documents", received=rows)

    def hands_in(self, *papers: str) -> Any:
        files = self.company.uploads("u_int", papers)
        rows = [
            {"doc_type": doc_type, "file": file}
            for doc_type, file in zip(papers, files, strict=True)
        ]
        return self.company.post(
            "u_int", f"/claims/{self.claim_no}/documents", {"documents": rows}, expect=201
        )

    def verifies(self, *, expect: int = 200, **results: str) -> Any:
        """Verify every paper; checkpoints pass unless ``results`` say otherwise."""
        checks = [
            {"check": check, "result": result, "note": "见说明"}
            for check, result in sorted((PASSED | results).items())
        ]
        return self.completes(
            "u_doc",
            "verify_documents",
            checks=checks,
            documents=[self._verdict(item) for item in self.documents()["items"]],
            expect=expect,
        )

    def _verdict(self, item: Mapping[str, Any]) -> dict[str, Any]:
        sound = {"authentic": "yes", "lawful": True, "class": item["doc_type"]}
        known = {"document_id": item["id"], "doc_type": item["doc_type"]}
        return {**known, **sound, **self.verdicts.get(item["doc_type"], {})}

    def gives_notice(
        self, at: str, papers: Iterable[str] = MISSING, *, expect: int = 200, **more: Any
    ) -> Any:
        """Give the claimant notice of papers that are missing."""
        return self.completes(
            "u_doc",
            "issue_supplement_notice",
            items=[{"doc_type": doc_type, "reason": "缺少该单证"} for doc_type in papers],
            delivered_at=f"{at}:00+08:00",
            delivery="sms",
            expect=expect,
            **more,
        )

    def pauses(self) -> None:
        """Go on until the notice of Wednesday four o'clock is delivered."""
        self.starts_with()
        self.company.now_is("2026-03-04T15:00")
        self.verifies(**QUERIED)
        self.company.now_is("2026-03-04T16:00")
        self.gives_notice("2026-03-04T16:00")

    def resumes(self) -> None:
        """Go on until both papers are in and the review begins again."""
        self.pauses()
        self.company.now_is("2026-03-10T10:00")
        self.hands_in("expense_list")
        self.company.now_is("2026-03-16T11:00")
        self.hands_in("social_settlement")

    def concludes(self, outcome: str, *, expect: int = 200) -> Any:
        return self.completes(
            "u_doc", "review_opinion", opinion="已核对全部单证", outcome=outcome, expect=expect
        )

    def documents(self) -> Any:
        return self.company.get("u_aud", f"/claims/{self.claim_no}/documents")

    def states(self, stage: str) -> set[str]:
        """Return where the clocks of a stage stand."""
        clocks = self.company.clocks(self.claim_no)
        return {clock["state"] for (of, _), clock in clocks.items() if of == stage}

    def left(self) -> dict[str, Any]:
        """Return what the review has left behind, as the tasks of the claim see it."""
        task = self.company.task(self.claim_no, "investigate")
        return dict(self.company.get("u_siu", f"/tasks/{task['id']}/form")["data"])

    def completes(self, user: str, definition: str, *, expect: int = 200, **data: Any) -> Any:
        return self.company.completes(user, definition, self.claim_no, expect=expect, **data)
