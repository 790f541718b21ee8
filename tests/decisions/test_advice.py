"""A fault says how to write it right; what may be wrong is only a warning."""

import pytest

from app.decisions.dmn.model import load
from tests.decisions.test_faults import INPUTS, OUTPUTS, cell_fault, faults
from tests.decisions.writing import decision, model, table


@pytest.mark.parametrize(
    ("cells", "code", "advice"),
    [
        ({"line": '"autos"'}, "not_allowed", 'did you mean "auto"?'),
        ({"line": "auto"}, "unknown_name", "a text is written in quotes"),
        ({"line": "5"}, "literal_type", 'write "5"'),
        ({"amount": '"5"'}, "literal_type", "write 5 without quotes"),
        ({"amount": '? = "5"'}, "literal_type", "write 5 without quotes"),
        ({"amount": '? in (1, "x")'}, "literal_type", "write a number such as"),
        ({"amount": "< amout"}, "unknown_name", "did you mean amount?"),
        ({"amount": "10.000,00"}, "separator", "without separators of thousands"),
        ({"amount": "[1..5"}, "not_feel", "[1000..5000)"),
        ({"tier": "4"}, "output", "allowed are 1, 2, 3"),
        ({"tier": '"2"'}, "output", "write 2 without quotes"),
        ({"tier": 'if amount = "5" then 1 else 2'}, "literal_type", "write 5 without quotes"),
        ({"tier": "if now() = null then 1 else 2"}, "moment", "give the moment as an input"),
        ({"tier": "1/0"}, "output", "or null if nothing is meant"),
        ({"tier": 'date("2026-02-30")'}, "output", "or null if nothing is meant"),
        ({"amount": "> 1/0"}, "literal_type", "write 5000"),
        ({"amount": '< date("2026-02-30")'}, "literal_type", "write 5000"),
    ],
)
def test_a_fault_says_how_to_write_it_right(cells, code, advice):
    found = cell_fault(**cells)

    assert found.code == code
    assert advice in found.advice


@pytest.mark.parametrize(
    ("logic", "code"),
    [
        (table(inputs=INPUTS, outputs=OUTPUTS, rules=[("-", "-", "")]), "output"),
        (
            table(
                inputs=INPUTS, outputs=[("tier", "")], rules=[("-", "-", "1")], policy="PRIORITY"
            ),
            "hit_policy",
        ),
    ],
)
def test_what_may_be_wrong_is_a_warning_and_does_not_keep_a_table_out(logic, code):
    (warning,) = load(model(decision("tier", logic))).warnings

    assert (warning.level, warning.code) == ("warning", code)
    assert warning.advice


def test_a_default_for_some_outputs_only_is_refused():
    default = "<defaultOutputEntry><text>7</text></defaultOutputEntry></output>"
    logic = table(inputs=INPUTS, outputs=[("a", ""), ("b", "")], rules=[("-", "-", "1", "2")])
    logic = logic.replace("</output>", default, 1)

    assert faults(model(decision("tier", logic)))[0].reason == (
        "some outputs have a default and others have none"
    )
