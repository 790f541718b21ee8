"""What colleagues say to tasks and cases, and where they are mentioned."""

from tests.scenarios.company import Company, Json


def says(company: Company, user: str, path: str, text: str) -> Json:
    return dict(company.post(user, f"{path}/comments", {"text": text}, expect=201))


def texts(company: Company, user: str, path: str) -> list[str | None]:
    return [one["text"] for one in company.get(user, f"{path}/comments")["items"]]


def told(company: Company, user: str) -> list[str]:
    items = company.get(user, "/mentions", **{"filter[unread]": "true"})
    assert items["page"]["total"] == len(items["items"]) == unread(company, user)
    return [one["comment"]["text"] for one in items["items"]]


def unread(company: Company, user: str) -> int:
    return int(company.get(user, "/mentions/counts")["unread"])
