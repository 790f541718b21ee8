"""Users, their groups, and signing in."""

from dataclasses import replace

import pytest

from app.audit.models import AuditRow
from app.errors import Conflict, InvalidInput, NotFound, NotSignedIn, Stale
from app.identity import demo, operations, passwords, queries
from app.identity.operations import NewUser
from app.work import Work

NEW = NewUser(username="u_new", name="新人", name_en="New", groups=("surveyor",))


def test_the_demo_company_has_a_person_for_each_name_of_the_tour(work: Work) -> None:
    people = {user.username for user in demo.create_people(work, "unused")}

    assert len(people) == 47
    assert queries.get_user(work.session, "u_dual").groups == ("approver_l1", "assessor")


def test_a_new_user_belongs_to_the_groups_given_and_is_noted_in_the_log(work: Work) -> None:
    user = operations.create_user(work, NEW)

    noted = work.session.query(AuditRow).filter_by(subject=f"user:{user.id}").one()
    assert queries.groups_of(work.session, user.id) == {"surveyor"}
    assert (noted.action, noted.detail["groups"]) == ("user.created", ["surveyor"])


def test_a_username_is_taken_once(work: Work) -> None:
    with pytest.raises(Conflict):
        operations.create_user(work, replace(NEW, username="u_adj"))


def test_a_user_of_an_unknown_group_is_refused(work: Work) -> None:
    with pytest.raises(InvalidInput, match="wizards"):
        operations.create_user(work, replace(NEW, groups=("wizards",)))


def test_a_user_of_an_unknown_language_is_refused(work: Work) -> None:
    with pytest.raises(InvalidInput, match="fr"):
        operations.create_user(work, replace(NEW, language="fr"))


def test_the_right_password_signs_in(work: Work) -> None:
    assert operations.sign_in(work, "u_adj", "claimdesk").username == "u_adj"


@pytest.mark.parametrize(
    ("username", "password"),
    [("u_adj", "Claimdesk"), ("u_nobody", "claimdesk"), ("u_adj", ""), ("u_adj", "x" * 5000)],
)
def test_wrong_names_and_passwords_are_refused_alike(
    work: Work, username: str, password: str
) -> None:
    with pytest.raises(NotSignedIn, match="username or password is wrong"):
        operations.sign_in(work, username, password)


def test_an_inactive_user_neither_signs_in_nor_acts_nor_is_listed(work: Work) -> None:
    adjudicator = queries.get_user(work.session, "u_adj")

    operations.set_active(work, adjudicator.id, False)

    assert queries.find_actor(work.session, adjudicator.id) is None
    assert queries.list_members(work.session, "claims_adjudicator") == []
    assert len(queries.list_members(work.session, "claims_adjudicator", active=False)) == 1
    with pytest.raises(NotSignedIn):
        operations.sign_in(work, "u_adj", "claimdesk")


def test_a_user_changed_meanwhile_is_not_changed_again(work: Work) -> None:
    user = queries.get_user(work.session, "u_adj")
    seen = user.version
    operations.set_active(work, user.id, False)

    with pytest.raises(Stale) as refused:
        operations.set_active(work, user.id, True, expected_version=seen)

    assert refused.value.current == user.version


def test_a_user_without_a_password_signs_in_elsewhere_only(work: Work) -> None:
    operations.create_user(work, NEW)

    with pytest.raises(NotSignedIn):
        operations.sign_in(work, "u_new", "")


def test_the_members_of_a_group_come_in_order(work: Work) -> None:
    members = queries.list_members(work.session, "approver_l1")

    assert [user.username for user in members] == ["u_dual", "u_l1a", "u_l1b"]


def test_users_are_looked_up_by_many_ids_at_once(work: Work) -> None:
    adjudicator = queries.get_user(work.session, "u_adj")

    assert queries.list_users_by_id(work.session, [adjudicator.id, 1]) == {
        adjudicator.id: adjudicator
    }
    assert queries.list_users_by_id(work.session, []) == {}


def test_an_unknown_user_is_not_found(work: Work) -> None:
    with pytest.raises(NotFound):
        queries.get_user(work.session, "u_nobody")


def test_the_hash_kept_for_people_is_a_strong_one() -> None:
    kept = passwords.hash_password("secret")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.is_right("secret", kept)
    assert not passwords.is_right("secret", "not a hash")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven-char", "password_too_short"),
        ("long" * 300, "password_too_long"),
        ("ababababababab", "password_guessable"),
        ("U_ADJ-U_ADJ-12", "password_guessable"),
        ("correct horse", "password_same"),
    ],
)
def test_a_password_that_is_soon_guessed_is_not_chosen(password: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        passwords.ensure_choosable(password, "u_adj", present="correct horse")

    assert refused.value.code == code


@pytest.mark.parametrize(
    "password", ["correct horse", "我在这家公司上班已经十二年", "u_adj and more"]
)
def test_a_password_of_any_kind_of_characters_is_chosen(password: str) -> None:
    passwords.ensure_choosable(password, "u_adj", present="claimdesk")


def test_a_password_is_not_changed_over_one_of_another_window(work: Work) -> None:
    user = operations.create_user(work, replace(NEW, password_hash="kept"))
    new = operations.NewPassword(user_id=user.id, password_hash="mine", seen="older")

    with pytest.raises(Stale):
        operations.change_password(work, new)

    assert user.password_hash == "kept"
