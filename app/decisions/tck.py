"""The door for runners of the DMN conformance kit; behind it null is as the standard has it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.decisions.dmn.model import Model
from app.decisions.dmn.model import load as load_model
from app.decisions.dmn.nodes import Evaluation
from app.decisions.dmn.source import normal, read
from app.decisions.errors import DecisionError
from app.feel import Limited, YearsMonths, lift

Evaluate = Callable[[str, str, Mapping[str, object]], object]


def load(path: Path) -> Evaluate:
    """Load one .dmn file; imported models are the other files beside it."""

    def imported(namespace: str) -> bytes | None:
        for file in sorted(path.parent.glob("*.dmn")):
            content = file.read_bytes()
            if normal(read(content, file.name).get("namespace")) == namespace:
                return content
        return None

    model = load_model(path.read_bytes(), imports=imported, file=path.name, standard=True)
    return lambda kind, name, inputs: _evaluate(model, kind, name, inputs)


def _evaluate(model: Model, kind: str, name: str, inputs: Mapping[str, object]) -> object:
    given = {key: _taken(value) for key, value in inputs.items()}
    with Limited():
        if kind == "decisionService":
            return model.services[normal(name)].call(Evaluation(given=given), given)
        decision = model.find(name)
        if decision is None:
            raise DecisionError(name, "the model has no such decision")
        return Evaluation(given=given).value(decision.node, given)


def _taken(value: object) -> object:
    """Return a runner's value as FEEL has it; its durations of months are of its own class."""
    if isinstance(value, list):
        return [_taken(item) for item in value]
    if isinstance(value, dict):
        return {key: _taken(item) for key, item in value.items()}
    months = getattr(value, "months", None)
    return YearsMonths(months) if isinstance(months, int) else lift(value)
