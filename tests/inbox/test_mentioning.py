"""Which names a text mentions."""

import pytest

from app.inbox.talk.mentioning import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请@u_sur1看一下", ["u_sur1"]),
        ("@u_sur1, @surveyor: please look.", ["u_sur1", "surveyor"]),
        ("@u_sur1 and again @u_sur1.", ["u_sur1"]),
        ("call @j.doe-2.", ["j.doe-2"]),
        ("write to a.b@example.com", []),
        ("see https://example.com/@page", []),
        ("at @ 5 pm, @5, @@x, @-", []),
        ("nobody", []),
    ],
)
def test_a_name_behind_an_at_is_mentioned(text: str, names: list[str]) -> None:
    assert names_in(text) == names
