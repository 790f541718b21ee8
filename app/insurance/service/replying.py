"""A message about a case of another process waits for its reply, in a case of its own."""

from app.audit import operations as audit
from app.cases.clocks import open_clock
from app.cases.queries import get_case
from app.identity.queries import list_users_by_id
from app.inbox.models import TaskStatus
from app.inbox.queries import list_case_tasks
from app.insurance.answers import Answers
from app.insurance.service import queries, rules
from app.insurance.service.inbound import write_reply
from app.insurance.service.models import InboundMessage
from app.work import CallLike, Variables, Work

#: what the limit for a reply depends on: it is that of a simple request
FACTS = {"lob": None, "amount": None, "track": rules.SIMPLE, "cat_level": None}


def open_message(call: CallLike) -> Variables:
    """Open the limit for a reply, and name those who handle the case that the message is about.

    :raises InvalidInput: no message waits for a case of its own under that id
    """
    work: Work = call.work
    message = _read_message(call)
    about = get_case(work.session, message.case_id or 0)
    open_clock(work, case_id=call.case_id, stage=rules.STAGE, facts=FACTS, at=message.received_at)
    audit.record(
        work,
        "message.received",
        case_id=about.id,
        subject=about.business_key or str(about.id),
        detail={"channel": message.channel, "message": message.id},
    )
    tasks = list_case_tasks(work.session, about.id, status=TaskStatus.OPEN)
    groups = {group for task in tasks for group in task.groups}
    holders = {task.assignee_id for task in tasks if task.assignee_id is not None}
    return {
        "handler_groups": sorted(groups | {rules.SERVICE}),
        "handlers": [user.username for user in list_users_by_id(work.session, holders).values()],
        "about_case": about.business_key,
        "message_subject": message.subject,
        "message_text": queries.note_of(work.session, message).verbatim,
        "subject": f"{about.business_key} · {message.subject}"[:255],
    }


def _read_message(call: CallLike) -> InboundMessage:
    given = Answers(call.variables, "")
    work: Work = call.work
    message_id = given.key("message_id")
    message = None if message_id is None else work.session.get(InboundMessage, message_id)
    waits = message is not None and message.case_id is not None and message.replied_at is None
    if message_id is not None and not waits:
        given.refuse("message_id", f"no message {message_id} waits for a reply", "not_found")
    elif message is not None and message.reply_case_id not in (None, call.case_id):
        given.refuse("message_id", f"message {message_id} has its case", "duplicate_reference")
    given.finish()
    assert message is not None  # else refused above
    return message


def record_reply(call: CallLike, answers: Variables) -> Variables:
    """Send the reply."""
    work: Work = call.work
    message = queries.get_message(work.session, int(call.variables["message_id"]))
    given = Answers(answers)
    channel = given.option("channel", rules.REPLY_CHANNELS)
    text = given.text("text")
    given.finish()
    write_reply(work, message, channel=channel, text=text)
    return {"reply_channel": channel}
