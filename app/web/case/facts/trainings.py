"""What a training is about, on its page."""

from flask_babel import get_locale, gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.training.models import Training
from app.insurance.training.queries import get_training, list_counted, list_courses
from app.web.shown import local
from app.web.words import TRAINED, TRAINING_METHOD, TRAINING_STATUS, word
from app.work import Work


def training_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of a training, each with its word."""
    try:
        found = get_training(work.session, case.business_key or "")
    except NotFound:
        return []
    method = None if found.method is None else found.method.value
    sessions = [
        f"{local(one.session.at)} ({one.enrolled}/{one.session.capacity})"
        for one in list_counted(work.session, found.id)
    ]
    return [
        (gettext("Status"), word(TRAINING_STATUS, found.status.value)),
        (gettext("For whom"), word(TRAINED, found.segment.value)),
        (gettext("Courses"), _courses(work, found) or "—"),
        (gettext("Method"), word(TRAINING_METHOD, method)),
        (gettext("Place or link"), found.place or found.link or "—"),
        (gettext("Sessions (enrolled/places)"), "、".join(sessions) or "—"),
    ]


def _courses(work: Work, training: Training) -> str:
    in_english = str(get_locale()) == "en"
    names = {
        course.code: course.name_en if in_english else course.name
        for course in list_courses(work.session)
    }
    return "、".join(names.get(code, code) for code in training.courses)
