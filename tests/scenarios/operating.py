"""What operators do with cases."""

from typing import Any

from tests.scenarios.company import Company


def operates(company: Company, case: str, act: str, **body: Any) -> Any:
    """Let the administrator act on a case as it is now."""
    version = company.call("u_adm", "GET", f"/cases/{case}").headers["ETag"]
    return company.call(
        "u_adm", "POST", f"/cases/{case}/{act}", json=body, headers={"If-Match": version}
    )
