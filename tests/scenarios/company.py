"""A driver for scenarios: people of a company who do their work over REST."""

import io
from collections.abc import Iterable
from typing import Any

from flask.testing import FlaskClient

API = "/api/v1"
PASSWORD = "claimdesk"
Json = dict[str, Any]


class Company:
    """The company in test mode; each call is one request, so each step is stored and loaded."""

    def __init__(
        self,
        client: FlaskClient,
        tokens: dict[str, str] | None = None,
        *,
        has_begun: bool = True,
    ) -> None:
        self.client = client
        self.tokens = tokens or {}
        #: something was written, so that time has to pass rather than be set
        self.has_begun = has_begun

    def call(self, user: str, method: str, path: str, **options: Any) -> Any:
        """Send a request as a user and return the response."""
        self.has_begun |= method != "GET" and not path.startswith(("/clock", "/decisions"))
        headers = {"Authorization": f"Bearer {self.token_of(user)}", **options.pop("headers", {})}
        return self.client.open(API + path, method=method, headers=headers, **options)

    def token_of(self, user: str) -> str:
        if user not in self.tokens:
            answer = self.client.post(
                f"{API}/auth/token", json={"username": user, "password": PASSWORD}
            )
            assert answer.status_code == 200, answer.text
            self.tokens[user] = answer.json["access_token"]
        return self.tokens[user]

    def get(self, user: str, path: str, **query: Any) -> Any:
        answer = self.call(user, "GET", path, query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    def post(self, user: str, path: str, body: Json | None = None, *, expect: int = 200) -> Any:
        answer = self.call(user, "POST", path, json=body or {})
        assert answer.status_code == expect, answer.text
        return answer.json

    def now_is(self, local_time: str) -> Json:
        """Let the clock run to a local time; what falls due on the way is fired.

        Before anything has begun nothing can fall due but the schedule, and the clock is set.
        """
        if not self.has_begun:
            self.clock_shows(local_time)
            return {"fired": {}}
        return self.post("u_adm", "/clock/advance", {"to": f"{local_time}:00+08:00"})

    def clock_shows(self, local_time: str) -> None:
        """Set the clock before anything has begun; nothing fires."""
        answer = self.call("u_adm", "PUT", "/clock", json={"now": f"{local_time}:00+08:00"})
        assert answer.status_code == 200, answer.text

    def uploads(self, user: str, names: Iterable[str]) -> list[str]:
        """Upload one small file each; return their ids."""
        return [self._upload(user, name) for name in names]

    def _upload(self, user: str, name: str) -> str:
        content = b"%PDF-1.4\n% " + name.encode() + b"\n%%EOF\n"
        answer = self.call(
            user, "POST", "/files", data={"file": (io.BytesIO(content), f"{name}.pdf")}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])

    def reports(self, user: str, **fields: Any) -> Json:
        return self.post(user, "/claims", fields, expect=201)

    def claim(self, claim_no: str) -> Json:
        return self.get("u_aud", f"/claims/{claim_no}")

    def open_tasks(self, claim_no: str, definition: str) -> list[Json]:
        query = {
            "view": "all",
            "filter[business_key]": claim_no,
            "filter[task_definition]": definition,
        }
        return list(self.get("u_aud", "/tasks", **query)["items"])

    def task(self, claim_no: str, definition: str) -> Json:
        (found,) = self.open_tasks(claim_no, definition)
        return found

    def waiting(self, claim_no: str) -> dict[str, list[str]]:
        """Return the open tasks of a case and the groups they wait for."""
        items = self.get("u_aud", "/tasks", view="all", **{"filter[business_key]": claim_no})
        return {task["task_definition"]: task["groups"] for task in items["items"]}

    def completes(
        self, user: str, definition: str, of: str, *, expect: int = 200, **data: Any
    ) -> Json:
        """Complete the one open task of that definition; it is claimed by completing it."""
        task = self.task(of, definition)
        return self.post(user, f"/tasks/{task['id']}/complete", {"data": data}, expect=expect)

    def clocks(self, claim_no: str) -> dict[tuple[str, str], Json]:
        """Return a claim's clocks by stage and type."""
        items = self.get("u_aud", f"/claims/{claim_no}/clocks")["items"]
        return {(clock["stage"], clock["type"]): clock for clock in items}

    def due(self, claim_no: str, stage: str, kind: str = "internal") -> str:
        """Return the last local day of a clock."""
        return str(self.clocks(claim_no)[stage, kind]["due_date"])

    def payment(self, claim_no: str) -> Json:
        (found,) = self.get("u_aud", f"/claims/{claim_no}/payments")["items"]
        return dict(found)

    def evaluates(self, key: str, **inputs: Any) -> Any:
        """Ask a decision table; return its value."""
        return self.post("u_ana", f"/decisions/{key}/evaluate", {"inputs": inputs})["value"]
