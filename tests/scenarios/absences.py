"""People who are away, and those who do their tasks meanwhile."""

from typing import Any

from tests.scenarios.company import Company, Json
from tests.scenarios.s1 import Walk


def names(
    company: Company,
    by: str,
    substitute: str,
    *,
    expect: int = 201,
    until: str = "2026-03-20T00:00",
    **more: Any,
) -> Json:
    """Let somebody name who stands in for them, or for ``user``."""
    body = {"substitute": substitute, "ends_at": f"{until}:00+08:00", **more}
    return dict(company.post(by, "/substitutions", body, expect=expect))


def ends(company: Company, by: str, substitution: Json) -> Any:
    """Let somebody end a substitution early; return the response."""
    path = f"/substitutions/{substitution['id']}"
    return company.call(by, "DELETE", path, headers={"If-Match": "*"})


def holds(walk: Walk, user: str, definition: str) -> str:
    """Let somebody take the task that waits; return its path."""
    path = f"/tasks/{walk.company.task(walk.claim_no, definition)['id']}"
    walk.company.post(user, f"{path}/claim")
    return path


def listed(company: Company, user: str, view: str = "mine") -> list[str]:
    """Return the paths of the tasks that somebody finds."""
    return [f"/tasks/{task['id']}" for task in company.get(user, "/tasks", view=view)["items"]]


def counted(company: Company, user: str, view: str = "mine") -> int:
    """Return how many tasks a view of somebody counts."""
    return int(company.get(user, "/tasks/counts")["views"][view]["total"])


def both_names(row: Json) -> tuple[str | None, str | None]:
    """Return who did something, and in whose place."""
    actor, absent = row.get("actor") or row.get("assignee"), row["on_behalf_of"]
    return actor and actor["username"], absent and absent["username"]


def shown(company: Company, user: str) -> list[str]:
    """Return the substitutions that somebody reads of, the latest start first."""
    return [row["id"] for row in company.get(user, "/substitutions")["items"]]
