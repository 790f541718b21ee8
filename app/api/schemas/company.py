"""Licences and promises of the company, and cases to learn from, as they travel."""

from marshmallow import fields, validate

from app.api.schemas.fields import Day, Key
from app.api.schemas.shapes import Answer, Body, ListQuery, Query, list_of
from app.insurance.customers.file_models import ReferenceOutcome
from app.insurance.customers.models import StatutoryClass
from app.insurance.customers.rules import LOB
from app.sla.models import ClockType


class EnterLicence(Body):
    """A licence of the company."""

    statutory_class = fields.Enum(StatutoryClass, by_value=True, required=True)
    licence_no = fields.String(required=True, validate=validate.Length(1, 64))
    valid_from = Day(required=True)
    valid_until = Day(load_default=None, allow_none=True)


class LicenceAnswer(Answer):
    """A licence of the company."""

    id = Key(required=True)
    statutory_class = fields.Enum(StatutoryClass, by_value=True, required=True)
    licence_no = fields.String(required=True)
    valid_from = Day(required=True)
    valid_until = Day(required=True, allow_none=True)
    demonstration = fields.Boolean(required=True)


class LicencesAnswer(Answer):
    """The licences of the company."""

    items = fields.List(fields.Nested(LicenceAnswer), required=True)


class PublishPromise(Body):
    """A time limit to promise to the public."""

    stage = fields.String(required=True, validate=validate.Regexp(r"[a-z_0-9]{1,64}$"))
    clock_type = fields.Enum(ClockType, by_value=True, required=True)
    text = fields.String(required=True, validate=validate.Length(1, 400))
    text_en = fields.String(required=True, validate=validate.Length(1, 400))
    published_from = Day(required=True)


class PromiseAnswer(Answer):
    """A promised time limit."""

    id = Key(required=True)
    stage = fields.String(required=True)
    clock_type = fields.Enum(ClockType, by_value=True, required=True)
    text = fields.String(required=True)
    text_en = fields.String(required=True)
    published_from = Day(required=True)
    published_until = Day(required=True, allow_none=True)


class PromisesQuery(Query):
    """Which promises to list."""

    on = Day(load_default=None, metadata={"description": "a day; by default all"})


class PromisesAnswer(Answer):
    """Promised time limits."""

    items = fields.List(fields.Nested(PromiseAnswer), required=True)


class EndPromise(Body):
    """The end of a promise."""

    until = Day(required=True, metadata={"description": "the first day without it"})


class TellCase(Body):
    """A case for others to learn from; nothing in it may tell whom it was about."""

    line = fields.String(required=True, validate=validate.OneOf(LOB))
    need = fields.String(required=True, validate=validate.Regexp(r"[a-z_0-9]{1,64}$"))
    outcome = fields.Enum(ReferenceOutcome, by_value=True, required=True)
    title = fields.String(required=True, validate=validate.Length(1, 200))
    text = fields.String(required=True, validate=validate.Length(1, 8000))
    customer = fields.String(
        load_default=None,
        metadata={"description": "whom it was about; kept out of the text and not stored"},
    )


class CaseReferenceAnswer(Answer):
    """A case to learn from."""

    id = Key(required=True)
    reference_no = fields.String(required=True)
    line = fields.String(required=True)
    need = fields.String(required=True)
    outcome = fields.Enum(ReferenceOutcome, by_value=True, required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)


class CaseReferencesQuery(ListQuery):
    """Which cases are like the present one."""

    line = fields.String(load_default=None, data_key="filter[line]")
    need = fields.String(load_default=None, data_key="filter[need]")
    outcome = fields.Enum(
        ReferenceOutcome, by_value=True, load_default=None, data_key="filter[outcome]"
    )
    q = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "words that title or text must have"},
    )


CaseReferenceListAnswer = list_of(CaseReferenceAnswer)
