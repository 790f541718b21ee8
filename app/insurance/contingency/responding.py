"""What is done while a contingency is active: command, departments, means, words, reports."""

from app.identity.models import User
from app.identity.queries import find_user
from app.insurance.answers import Answers, money_of
from app.insurance.contingency import operations, queries, rules
from app.insurance.contingency.models import Activation, PlanRole
from app.insurance.contingency.subject import activation_of, note
from app.insurance.records import enter
from app.work import CallLike, Variables, Work

MOST_MEANS = 100_000  # people or vehicles at one time
LONGEST_MESSAGE = 1000
LONGEST_DUTY = 1000


def record_command(call: CallLike, answers: Variables) -> None:
    """Keep who has which role: each once, and a commander who may decide on this level.

    :raises InvalidInput: with every field that is wrong
    """
    work: Work = call.work
    given, activation = Answers(answers), activation_of(call)
    named = [_read_role(work, activation, given.row(at, row)) for at, row in given.rows("roles")]
    roles = sorted(role.role for role in named)
    if roles != sorted(rules.ROLES):
        given.refuse("roles", f"roles names each of {', '.join(rules.ROLES)} once", "incomplete")
    given.finish()
    for role in named:
        enter(work, role)
    note(work, activation, "command_set_up", roles=roles)


def _read_role(work: Work, activation: Activation, row: Answers) -> PlanRole:
    role, username = row.option("role", rules.ROLES), row.text("user", longest=64)
    user = find_user(work.session, username) if username else None
    if username and (user is None or not user.active):
        row.refuse("user", f"there is no user {username}", "not_found")
    elif user is not None and not _may_have(user, role, activation):
        row.refuse("user", f"{username} is not in {activation.commander_group}", "not_in_group")
    return PlanRole(
        activation_id=activation.id,
        role=role,
        user_id=0 if user is None else user.id,  # else refused above
        duty=row.text("duty", longest=LONGEST_DUTY),
    )


def _may_have(user: User, role: str, activation: Activation) -> bool:
    return role != rules.COMMANDER or activation.commander_group in user.groups


def record_progress(call: CallLike, answers: Variables) -> Variables:
    """Keep how far a department is; below 100 per cent its task goes on."""
    given = Answers(answers)
    progress = given.count("progress", most=rules.DONE, required=True)
    remark = given.text("note", required=False)
    given.finish()
    assert progress is not None  # else refused above
    department = call.variables["duty"]["department"]
    operations.note_progress(
        call.work,
        activation_of(call),
        department=department,
        progress=progress,
        remark=remark,
    )
    return {"progress": progress}


def record_resources(call: CallLike, answers: Variables) -> None:
    """Keep the people and means that are given first; more follow beside the task."""
    given = Answers(answers)
    people = given.count("people", most=MOST_MEANS, required=True)
    vehicles = given.count("vehicles", most=MOST_MEANS, required=True)
    cash = given.money("cash", required=True)
    materials = given.text("materials", required=False)
    given.finish()
    assert people is not None and vehicles is not None and cash is not None  # refused above
    operations.allocate(
        call.work,
        activation_of(call),
        people=people,
        vehicles=vehicles,
        cash=cash,
        materials=materials,
    )


def record_communication(call: CallLike, answers: Variables) -> None:
    """Keep what is told first; more follows beside the task."""
    given = Answers(answers)
    audience = given.option("audience", rules.AUDIENCES)
    message = given.text("message", longest=LONGEST_MESSAGE)
    sent_at = given.instant("sent_at", no_later_than=call.work.now)
    given.finish()
    operations.communicate(
        call.work, activation_of(call), audience=audience, message=message, sent_at=sent_at
    )


def draw_up_report(call: CallLike) -> Variables:
    """Keep the figures of this hour; somebody adds to them unless an earlier report waits."""
    activation, seen = activation_of(call), call.variables
    figures = {**seen, "event_paid": money_of(seen["event_paid"])}
    row = operations.draw_up(call.work, activation, figures)
    waits = bool(seen.get("report_open"))
    return {"write_report": not waits, "report_open": True, "report_id": str(row.id)}


def record_report(call: CallLike, answers: Variables) -> Variables:
    """Add what people have to say to the figures they were shown."""
    given = Answers(answers)
    issues = given.text("issues")
    given.finish()
    row = queries.get_report(call.work.session, int(call.variables["report_id"]))
    operations.write_issues(call.work, activation_of(call), row, issues)
    return {"report_open": False}
