"""What customers of the demo ask for and complain of, and how far that is."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from app.demo.customers import DRIVERS, policy_of
from app.demo.days import instant
from app.demo.office import Act, Office
from app.insurance.complaints.operations import raise_once as raise_complaint
from app.insurance.service.operations import raise_once as raise_request


@dataclass(frozen=True, kw_only=True)
class Request:
    """A service request: of whom, when, and who has received it."""

    driver: int
    at: tuple[int, str]
    fields: Mapping[str, Any]
    received: tuple[int, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """A complaint of a driver, and when it came."""

    driver: int
    at: tuple[int, str]
    fields: Mapping[str, Any]


REQUESTS = (
    Request(
        driver=14,
        at=(0, "10:20"),
        fields={
            "channel": "phone",
            "topic": "product_inquiry",
            "need": "想知道保单里的道路救援怎么使用",
        },
    ),
    Request(
        driver=1,
        at=(0, "09:35"),
        fields={
            "channel": "app",
            "topic": "claim_status",
            "need": "昨天报的案，什么时候有人来看车？",
        },
    ),
    Request(
        driver=12,
        at=(1, "10:05"),
        fields={"channel": "phone", "topic": "policy_change", "need": "搬家了，要改联系地址和电话"},
        received=(1, "10:30"),
    ),
    Request(
        driver=7,
        at=(2, "15:20"),
        fields={"channel": "mail", "topic": "invoice", "need": "请把上个月的保费发票再发一次"},
        received=(2, "16:00"),
    ),
)
COMPLAINTS = (
    Complaint(
        driver=8,
        at=(1, "14:45"),
        fields={
            "channel": "phone",
            "subject": "claim_delay",
            "request": "报案一周还没有定损结果，要求三日内答复",
            "facts": "多次致电查勘员，均答复在排队",
        },
    ),
    Complaint(
        driver=5,
        at=(0, "09:10"),
        fields={
            "channel": "online",
            "subject": "service_attitude",
            "request": "要求道歉并更换查勘员",
            "facts": "查勘员迟到两小时，且态度生硬",
        },
    ),
)


def acts_of_asks(office: Office, now: dt.datetime, zone: ZoneInfo) -> Iterator[Act]:
    """Visit what is asked for; not in the order of time."""
    for request in REQUESTS:
        yield from _Asked(office, now, zone).acts(request)
    for complaint in COMPLAINTS:
        yield from _Complained(office, now, zone).acts(complaint)


@dataclass
class _Asked:
    office: Office
    now: dt.datetime
    zone: ZoneInfo
    number: str = ""

    def acts(self, request: Request) -> Iterator[Act]:
        at = instant(self.now, self.zone, *request.at)
        yield Act(at, partial(self._raise, request, at))
        if request.received:
            at = instant(self.now, self.zone, *request.received)
            yield Act(at, partial(self._receive, at))

    def _raise(self, request: Request, at: dt.datetime) -> None:
        code = DRIVERS[request.driver][1]
        fields = {"customer": f"C-{code}", "policy_no": policy_of(request.driver), **request.fields}
        with self.office.at_work("u_svc", at) as work:
            self.number = raise_request(work, fields).request.request_no

    def _receive(self, at: dt.datetime) -> None:
        answers = {"identified": True, "greeting_script": True}
        self.office.completes("u_svc", "reception", self.number, at, answers)


@dataclass
class _Complained:
    office: Office
    now: dt.datetime
    zone: ZoneInfo
    number: str = ""

    def acts(self, complaint: Complaint) -> Iterator[Act]:
        at = instant(self.now, self.zone, *complaint.at)
        yield Act(at, partial(self._raise, complaint, at))

    def _raise(self, complaint: Complaint, at: dt.datetime) -> None:
        name, code, *_ = DRIVERS[complaint.driver]
        who = {
            "complainant": name,
            "is_customer": True,
            "customer": f"C-{code}",
            "contact": f"1381700{complaint.driver + 1000:04d}",
        }
        with self.office.at_work("u_cmp", at) as work:
            raised = raise_complaint(work, {**who, "documents": [], **complaint.fields}, {})
            self.number = raised.complaint.complaint_no
