"""The state of the list, as it stands in the query of every page that shows the list."""

from flask import request

#: What a query says of the list; other names are none of its.
NAMES = (
    "view",
    "saved",
    "q",
    "sort",
    "group",
    "process",
    "task_definition",
    "due",
    "holder",
    "priority",
    "follow_up",
    "after",
)


def list_args() -> dict[str, str]:
    """Return what this request says of the list, for links that keep it."""
    found = ((name, request.args.get(name, "")) for name in NAMES)
    return {name: text for name, text in found if text}
