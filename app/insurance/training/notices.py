"""What customers are told of a training, and how it reaches them."""

import datetime as dt

from app.insurance.channels.models import Channel
from app.insurance.channels.operations import Message, send
from app.insurance.channels.rules import address_of
from app.insurance.customers.models import Customer
from app.insurance.training.catalogue import names_of
from app.insurance.training.models import Enrolment, Training, TrainingSession
from app.work import Work

SUBJECT = "客户培训"
REACHED_BY = (Channel.SMS, Channel.MAIL)  # the first for which the customer's file has an address


def channel_of(customer: Customer | None) -> Channel | None:
    """Return how a customer is reached; None where the file has no address."""
    if customer is None:
        return None
    known = {"phones": customer.phones, "email": customer.email}
    return next((one for one in REACHED_BY if address_of(one, **known)), None)


def tell(
    work: Work, training: Training, customer_id: int, text: str, *, key: str
) -> Channel | None:
    """Send a customer a message about a training; None where there is no way to reach them."""
    channel = channel_of(work.session.get(Customer, customer_id))
    if channel is not None:
        message = Message(
            customer_id=customer_id,
            channel=channel.value,
            subject=SUBJECT,
            text=text,
            case_id=training.case_id,
        )
        send(work, message, key=f"{training.training_no}-{key}")
    return channel


def invitation(work: Work, training: Training, sessions: list[TrainingSession]) -> str:
    """Return what a customer is invited to."""
    dates = "、".join(_moment(work, session.at) for session in sessions)
    courses, number = names_of(training.courses), training.training_no
    return f"诚邀您参加“{courses}”培训({number}),时间:{dates},{_where(training)}。"


def confirmation(work: Work, training: Training, session: TrainingSession) -> str:
    """Return what a customer is told who has enrolled."""
    courses, moment = names_of(training.courses), _moment(work, session.at)
    return f"您已报名“{courses}”培训,时间:{moment},{_where(training)}。"


def tell_cancelled(
    work: Work, training: Training, session: TrainingSession, place: Enrolment
) -> None:
    """Tell a customer that the session they enrolled in does not take place."""
    text = f"您报名的{_moment(work, session.at)}“{names_of(training.courses)}”培训已取消,敬请谅解。"
    tell(work, training, place.customer_id, text, key=f"cancelled-{session.id}-{place.customer_id}")


def tell_moved(
    work: Work, training: Training, place: Enrolment, to: tuple[Training, TrainingSession]
) -> None:
    """Tell a customer to which other session their enrolment was moved."""
    host, session = to
    courses, moment = names_of(host.courses), _moment(work, session.at)
    held = f"时间:{moment},{_where(host)}"
    text = f"您报名的培训已并入“{courses}”培训,{held};如不便参加,可随时取消报名。"
    tell(work, training, place.customer_id, text, key=f"moved-{session.id}-{place.customer_id}")


def _where(training: Training) -> str:
    places = (("地点", training.place), ("链接", training.link))
    return ",".join(f"{name}:{where}" for name, where in places if where)


def _moment(work: Work, at: dt.datetime) -> str:
    local = at.astimezone(work.processes.zone)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
