"""Letters as they travel."""

from marshmallow import fields

from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer
from app.insurance.letters.wording import salutation_of


class PrintAnswer(Answer):
    """The PDF of a letter; its content is a file's."""

    id = Key(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "bytes"})
    type = fields.String(required=True)
    sha256 = fields.String(required=True)


class LetterAnswer(Answer):
    """A letter."""

    id = Key(attribute="letter.id", required=True)
    letter_no = fields.String(attribute="letter.letter_no", required=True)
    kind = fields.Function(
        lambda row: row.letter.kind.value,
        metadata={
            "type": "string",
            "enum": ["result", "rejection", "payment", "supplement"],
        },
    )
    language = fields.String(attribute="letter.language", required=True)
    title = fields.String(attribute="letter.title", required=True)
    created_at = Instant(attribute="letter.created_at", required=True)
    file = fields.Nested(
        PrintAnswer,
        required=True,
        allow_none=True,
        metadata={"description": "null until it is printed, a moment after it was written"},
    )


class LettersAnswer(Answer):
    """The letters about one claim, the first one first."""

    items = fields.List(fields.Nested(LetterAnswer), required=True)


class LetterRowAnswer(Answer):
    """A named value in a table of a letter."""

    name = fields.String(required=True)
    value = fields.String(required=True)


class WholeLetterAnswer(LetterAnswer):
    """A letter with what it says; its content never changes."""

    recipient = fields.String(attribute="letter.recipient", required=True)
    date = fields.String(
        attribute="letter.content.date",
        required=True,
        metadata={"format": "date", "description": "as it is dated"},
    )
    salutation = fields.Function(
        lambda row: salutation_of(row.letter.recipient, row.letter.language),
        metadata={"type": "string"},
    )
    paragraphs = fields.List(fields.String(), attribute="letter.content.paragraphs", required=True)
    facts = fields.List(
        fields.Nested(LetterRowAnswer), attribute="letter.content.facts", required=True
    )
    table = fields.List(
        fields.Nested(LetterRowAnswer),
        attribute="letter.content.table",
        required=True,
        metadata={"description": "how the sum was computed, or which papers are missing"},
    )
    reasons = fields.List(fields.String(), attribute="letter.content.reasons", required=True)
    rights = fields.List(fields.String(), attribute="letter.content.rights", required=True)
    next_steps = fields.List(fields.String(), attribute="letter.content.next_steps", required=True)
