"""Uploaded files as they travel."""

from flask_smorest.fields import Upload
from marshmallow import fields

from app.api.schemas.fields import Instant, Key
from app.api.schemas.shapes import Answer, Query
from app.files.models import ScanState


class Uploads(Query):
    """The parts of a multipart request that hold files."""

    file = Upload(required=True, metadata={"description": "the file, with its name"})


class FileAnswer(Answer):
    """A stored file; form fields name it by its id."""

    id = Key(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "bytes"})
    type = fields.String(required=True, metadata={"description": "media type of the content"})
    sha256 = fields.String(required=True)
    scan = fields.Function(
        lambda row: row.scan.value,
        metadata={
            "type": "string",
            "enum": [state.value for state in ScanState],
            "description": "content is handed out unless this is pending or infected",
        },
    )
    created_at = Instant(required=True)
