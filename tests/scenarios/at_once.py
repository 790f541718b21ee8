"""People who ask for something at the same moment."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from tests.scenarios.company import Company, Json


def together(
    company: Company,
    calls: list[tuple[str, str, Json, dict[str, str]]],
    methods: Sequence[str] = (),
) -> list[Any]:
    """Send requests at the same moment, each by a client of its own.

    :param methods: one for each; by default POST
    """
    gate = Barrier(len(calls))
    tokens = [company.token_of(user) for user, *_ in calls]

    def send(method: str, token: str, path: str, body: Json, headers: dict[str, str]) -> Any:
        caller = Company(company.client.application.test_client(), {"whoever": token})
        gate.wait()
        return caller.call("whoever", method, path, json=body, headers=headers)

    with ThreadPoolExecutor(len(calls)) as pool:
        kinds = methods or ["POST"] * len(calls)
        sent = [
            pool.submit(send, method, token, *call[1:])
            for method, token, call in zip(kinds, tokens, calls, strict=True)
        ]
        return [one.result() for one in sent]
