"""A small process whose one task has a form with every kind of field."""

import json
from typing import Any

from tests.engine import diagrams as d
from tests.engine import extras as x
from tests.inbox.answering import YES_NO, component, money
from tests.scenarios.company import Company
from tests.scenarios.deploying import deploys
from tests.web.browsing import Reader
from tests.web.conftest import Reads

GO = {"hide": '=go != "yes"'}
KINDS = [{"label": one, "label_en": one, "value": one} for one in ("a", "b", "c")]
NUMBERS = [{"label": str(one), "label_en": str(one), "value": one} for one in (1, 2, 3)]
FIELDS: list[dict[str, Any]] = [
    component("textfield", "name", validate={"required": True, "maxLength": 20}),
    component("number", "share", decimalDigits=2),
    money("sum", validate={"required": True}),
    component("select", "kind", values=KINDS),
    component("radio", "go", values=YES_NO),
    component("checklist", "some", values=NUMBERS),
    component("checkbox", "agreed"),
    component("datetime", "day", subtype="date"),
    component("datetime", "at", subtype="datetime"),
    component("textarea", "note"),
    component("filepicker", "papers", multiple=True),
    component(
        "group",
        "",
        path="contact",
        conditional=GO,
        components=[component("textfield", "who", validate={"required": True})],
    ),
    component("textfield", "kin", conditional={"hide": '=contact.who != "Anna"'}),
    component("group", "", conditional=GO, components=[component("textfield", "inside")]),
    component(
        "dynamiclist",
        "",
        path="rows",
        allowAddRemove=True,
        conditional={"hide": '=kind = "c"'},
        components=[
            component("textfield", "what", validate={"required": True}),
            money("amount"),
            component("checkbox", "accepted", defaultValue=True),
            component("textfield", "why", conditional={"hide": "=accepted"}),
            component("filepicker", "proof"),
        ],
    ),
]
FORM = json.dumps({"id": "every_field", "type": "default", "components": FIELDS}).encode()
DIAGRAM = d.diagram(
    d.start(),
    d.user_task("fill", x.form("every_field"), x.assigned(groups="assessor")),
    d.end(),
    d.flows("start > fill > end"),
    process_id="every_field",
)


def begins(company: Company, *, key: str = "EVERY-1", **data: Any) -> str:
    """Deploy the process, start it once, and return the id of its case."""
    deploys(company, every_field__bpmn=DIAGRAM, every_field__form=FORM)
    body = {"process": "every_field", "business_key": key, "data": data}
    return str(company.post("u_adm", "/cases", body, expect=201)["id"])


def opens_form(company: Company, reads: Reads, *, key: str = "EVERY-1") -> Reader:
    """Let an assessor open its task."""
    case_id = begins(company, key=key)
    found = company.get("u_ass", "/tasks", view="team", **{"filter[case_id]": case_id})
    reader = reads("u_ass")
    reader.open(f"/tasks/{found['items'][0]['id']}")
    return reader
