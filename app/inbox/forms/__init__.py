"""Forms of tasks: read the modeler's ``.form`` files, judge answers, lay fields out to be shown."""

from app.inbox.forms.answers import validate
from app.inbox.forms.findings import FormFinding, findings
from app.inbox.forms.posted import read_posted
from app.inbox.forms.render import render
from app.inbox.forms.schema import Choice, FormError, FormField, FormSchema, parse
from app.inbox.forms.views import ROW, ChoiceView, FieldView, errors_elsewhere, flat

__all__ = [
    "ROW",
    "Choice",
    "ChoiceView",
    "FieldView",
    "FormError",
    "FormField",
    "FormFinding",
    "FormSchema",
    "errors_elsewhere",
    "findings",
    "flat",
    "parse",
    "read_posted",
    "render",
    "validate",
]
