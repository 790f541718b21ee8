"""The words and rules of service requests. Pure."""

import datetime as dt
from collections.abc import Mapping

from app.insurance.customers.rules import NEED_TOPICS, OTHER_TOPIC, PERSONAL_DATA_TOPIC

SERVICE = "service_agent"  # may reply to a customer whoever handles the case
STAGE = "service_request"  # the time limit of requests and of replies to messages
SIMPLE, COMPLEX = "simple", "complex"
COMPLEXITIES = (SIMPLE, COMPLEX)
CHANNELS = ("phone", "mail", "sms", "online", "app", "counter", "letter")
COMPLAINT, LOSS_REPORT, OTHER = "complaint", "loss_report", OTHER_TOPIC
PERSONAL_DATA = PERSONAL_DATA_TOPIC
#: what is no need but a claim or a complaint in truth goes on as one
TOPICS = (*NEED_TOPICS[:-1], LOSS_REPORT, COMPLAINT, OTHER)
NORMAL = "normal"
URGENCIES = ("low", NORMAL, "high")
SMS = "sms"
REPLY_CHANNELS = ("mail", SMS, "phone")
#: what an SMS says, and nothing else, to hear no more offers: every offer names the first one
NO_MORE = ("td", "t", "退订")
#: how a customer is asked something, by how they came; any other way by SMS
ASKED_BY: Mapping[str, str] = {"mail": "mail", "letter": "mail", "phone": "phone"}
#: what complaints and claims call the ways of a request
COMPLAINT_CHANNEL: Mapping[str, str] = {"sms": "phone", "app": "online"}
CLAIM_CHANNEL: Mapping[str, str] = {
    "sms": "phone",
    "mail": "web",
    "online": "web",
    "letter": "counter",
}
BAD_RATING = 2  # of 5; who rates so or worse is made good
REOPENED_WITHIN = dt.timedelta(days=30)
CONTACT_TIME = dt.time(9)  # when a customer is called again on the agreed day
MEASURES = ("training", "incentive", "process", "channel", "facility", "product", "crm", "plan")


def wants_no_more(channel: str, text: str) -> bool:
    """Say whether a message takes the consent to marketing back, as offers say how to."""
    return channel == SMS and text.strip().casefold() in NO_MORE


def is_first_contact(*, rounds: int, times_asked: int, continues: bool) -> bool:
    """Say whether a confirmed request was solved at the first contact (metric M54).

    :param rounds: solutions proposed so far, with the confirmed one
    :param times_asked: how often the customer had to be asked for something
    :param continues: it goes on with an earlier request
    """
    return rounds == 1 and times_asked == 0 and not continues


def may_reopen(solved_at: dt.datetime, now: dt.datetime) -> bool:
    """Say whether a solved request may still be opened again."""
    return now <= solved_at + REOPENED_WITHIN


def contact_at(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return when a customer is called again on a day."""
    return dt.datetime.combine(day, CONTACT_TIME, tzinfo=zone)
