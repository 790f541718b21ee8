"""People as choices of a form."""

from sqlalchemy.orm import Session

from app.identity.operations import set_active
from app.inbox.choices import list_choices
from tests.inbox.answering import form
from tests.inbox.conftest import Office
from tests.inbox.test_form_rows import PEOPLE


def test_a_form_offers_the_active_members_of_the_group_it_names(
    office: Office, session: Session
) -> None:
    set_active(office.work, office.user_id("u_sur1"), False)

    choices = list_choices(session, form(PEOPLE))

    assert list(choices) == ["users:surveyor"]
    assert [(one.value, one.label) for one in choices["users:surveyor"]] == [
        (str(office.user_id("u_sur2")), "林海")
    ]
