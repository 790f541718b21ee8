"""Requests made up from the OpenAPI document: no fault of ours, no answer outside its schema.

The same requests each time; to look for longer, with other ones:

``FUZZ_EXAMPLES=100 FUZZ_START=1 FUZZ_ONLY=/claims python3 dev.py test tests/api/test_fuzz.py -n 0``

makes up 100 right and 100 wrong requests to each operation whose path holds ``/claims``, beginning
with random numbers from 1; without FUZZ_ONLY that takes some ten minutes.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from schemathesis import GenerationMode

from tests.api.fuzzing import Effort, Fuzz, fuzz_of
from tests.scenarios.founding import SIGNED_IN, at_work
from tests.scenarios.premises import Premises

START = os.environ.get("FUZZ_START")
EFFORT = Effort(int(os.environ.get("FUZZ_EXAMPLES", "3")), int(START) if START else None)
ONLY = os.environ.get("FUZZ_ONLY", "")
LONGEST = 300 * max(1, EFFORT.examples // 3)  # seconds

pytestmark = [pytest.mark.slow, pytest.mark.timeout(LONGEST)]


@pytest.fixture(scope="module")
def fuzz(
    sqlite_company: Path, premises: Premises, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fuzz]:
    """A company in which something has happened."""
    folder = tmp_path_factory.mktemp("fuzz")
    shutil.copy(sqlite_company, folder)
    with premises.let(folder) as app:
        for company in at_work(app, SIGNED_IN["sqlite"], has_begun=False):
            app.config["PROPAGATE_EXCEPTIONS"] = False
            yield fuzz_of(company)
            app.config["PROPAGATE_EXCEPTIONS"] = None


def test_no_answer_to_a_form_is_met_with_a_fault(fuzz: Fuzz) -> None:
    tasks = fuzz.company.get("u_aud", "/tasks", view="all", limit=200)["items"]
    kinds = {task["task_definition"]: task for task in tasks}

    found = [fault for one in kinds.values() for fault in fuzz.faults_of_answers(one, EFFORT)]

    assert found == [], "\n".join(found)
    assert len(kinds) > 10


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_every_answer_is_as_its_description_says(fuzz: Fuzz, mode: GenerationMode) -> None:
    wanted = [one for one in fuzz.operations if ONLY in one.path]

    found = [fault for one in wanted for fault in fuzz.finds(one, mode, EFFORT)]

    assert found == [], "\n".join(found)
    tried = {label for label, kind, _ in fuzz.tried if kind is mode}
    assert tried == {one.label for one in wanted}
