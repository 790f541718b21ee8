"""What every refusal looks like (RFC 9457)."""

from marshmallow import INCLUDE, fields

from app.api.schemas.shapes import Answer


class FieldProblemAnswer(Answer):
    """One field that was refused."""

    pointer = fields.String(required=True, metadata={"description": "JSON pointer into what came"})
    code = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemAnswer(Answer):
    """A problem; further members may name what stands in the way."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True, metadata={"description": "/problems/<code>"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True, metadata={"description": "path of the request"})
    code = fields.String(required=True, metadata={"description": "stable; programs read this one"})
    request_id = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldProblemAnswer), required=True)
