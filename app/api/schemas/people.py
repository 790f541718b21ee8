"""Users, groups and signing in as they travel."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.api.schemas.fields import Day, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, list_of
from app.identity.operations import EMAIL_LENGTH
from app.identity.permissions import permissions_of
from app.language import label


class CreateToken(Body):
    """A local user's name and password."""

    username = fields.String(required=True, validate=validate.Length(1, 80))
    password = fields.String(required=True, validate=validate.Length(1, 1024))


class TokenAnswer(Answer):
    """A bearer token."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True, metadata={"description": "seconds of wall time"})


class GroupAnswer(Answer):
    """A group: the ``candidateGroups`` of a diagram."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    label = fields.Function(
        lambda group: label(group.name, group.name_en),
        metadata={"description": "name in the reader's language", "type": "string"},
    )


class SellerLicenceAnswer(Answer):
    """A licence to sell one class of business."""

    statutory_class = fields.String(
        attribute="class",
        data_key="class",
        required=True,
        metadata={"description": "personal or property"},
    )
    no = fields.String(required=True)
    valid_until = fields.String(required=True, metadata={"format": "date"})


class UserAnswer(Answer):
    """A user as colleagues see them."""

    id = Key(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    label = fields.Function(
        lambda user: label(user.name, user.name_en),
        metadata={"description": "name in the reader's language", "type": "string"},
    )
    email = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "where mail of the house reaches them"},
    )
    language = fields.String(required=True)
    active = fields.Boolean(required=True)
    groups = fields.List(fields.String(), required=True)
    skills = fields.List(fields.String(), required=True)
    licences = fields.List(fields.Nested(SellerLicenceAnswer), required=True)
    org_unit = fields.String(required=True, allow_none=True)


class SellerLicence(Body):
    """A licence to sell one class of business."""

    statutory_class = fields.String(
        required=True, data_key="class", validate=validate.OneOf(("personal", "property"))
    )
    no = fields.String(required=True, validate=validate.Length(1, 64))
    valid_until = Day(required=True, metadata={"description": "the last day"})


class ChangeUser(Body):
    """What changes: whether a user is offered tasks, what they can and may sell, and where."""

    active = fields.Boolean()
    skills = fields.List(
        fields.String(validate=validate.Length(1, 64)), validate=validate.Length(max=50)
    )
    licences = fields.List(fields.Nested(SellerLicence), validate=validate.Length(max=10))
    org_unit = fields.String(
        allow_none=True,
        validate=validate.Length(max=64),
        metadata={"description": "the branch or office they work at; empty: none"},
    )
    email = fields.String(
        allow_none=True,
        validate=validate.Length(max=EMAIL_LENGTH),
        metadata={"description": "where mail of the house reaches them; null: nowhere"},
    )

    @validates_schema
    def refuse_nothing(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a change that changes nothing."""
        if not data:
            raise ValidationError("Name what changes: active, skills, licences, org_unit or email.")


class MeAnswer(UserAnswer):
    """The signed-in user and what they may do."""

    permissions = fields.Function(
        lambda user: permissions_of(user.groups),
        metadata={
            "description": "names of the permission table",
            "type": "array",
            "items": {"type": "string"},
        },
    )


class UsersQuery(ListQuery):
    """Which users to list."""

    q = fields.String(
        load_default="",
        validate=validate.Length(max=80),
        metadata={"description": "part of username or name"},
    )
    group = fields.String(
        load_default=None, data_key="filter[group]", metadata={"description": "code of a group"}
    )


class GroupsAnswer(Answer):
    """Every group."""

    items = fields.List(fields.Nested(GroupAnswer), required=True)


UserListAnswer = list_of(UserAnswer)
