"""Files an analyst deploys over REST."""

import io
from collections.abc import Mapping
from typing import Any

from tests.scenarios.company import Company


def sends(company: Company, files: Mapping[str, bytes], *, to: str = "/deployments") -> Any:
    """Send files as the analyst; return the response."""
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    return company.call("u_ana", "POST", to, data={"resources": parts})


def deploys(company: Company, **files: bytes) -> Any:
    """Deploy files; ``p__bpmn`` stands for ``p.bpmn``."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    answer = sends(company, named)
    assert answer.status_code == 201, answer.text
    return answer.json
