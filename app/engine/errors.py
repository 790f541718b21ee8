"""What stops an element, and what stops a diagram from being read."""

from collections.abc import Mapping
from enum import StrEnum

from app.errors import InvalidInput


class IncidentKind(StrEnum):
    """Why a token stands still; the names are those of the published API of the dialect."""

    IO_MAPPING = "IO_MAPPING_ERROR"  #: an input or output mapping
    EXTRACT_VALUE = "EXTRACT_VALUE_ERROR"  #: any other expression
    CONDITION = "CONDITION_ERROR"  #: no flow can be chosen
    DECISION = "DECISION_EVALUATION_ERROR"  #: a decision gives no result
    CALLED_ELEMENT = "CALLED_ELEMENT_ERROR"  #: the process to call is not there
    HANDLER = "HANDLER_ERROR"  #: a registered function failed
    JOB_NO_RETRIES = "JOB_NO_RETRIES"  #: a worker gave up
    UNHANDLED_ERROR = "UNHANDLED_ERROR_EVENT"  #: nobody catches a BPMN error
    STEP_BUDGET = "STEP_BUDGET"  #: too many automatic steps in one command


class EngineError(Exception):
    """Something in a diagram or its data stops an element: an incident on its token."""

    def __init__(self, kind: IncidentKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class BpmnError(Exception):
    """A business error: goes to the nearest error event of the enclosing scopes."""

    def __init__(
        self, code: str, message: str = "", variables: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message or code
        self.variables = dict(variables or {})


class InvalidDiagram(InvalidInput):
    """A file is not a diagram that can be executed."""

    code = "invalid_diagram"
