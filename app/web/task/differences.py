"""How two fillings of one form differ, field by field, as a person reads them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.inbox.forms import FieldView
from app.language import label
from app.web.shown import amount


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that holds something else; empty where it holds nothing."""

    field: str
    theirs: str
    mine: str


def differences(theirs: Sequence[FieldView], mine: Sequence[FieldView]) -> list[Difference]:
    """List the fields whose values differ, in the order of the form."""
    others, own = dict(_values(theirs)), dict(_values(mine))
    return [
        Difference(field=name, theirs=others.get(name, ""), mine=own.get(name, ""))
        for name in dict.fromkeys([*own, *others])
        if others.get(name, "") != own.get(name, "")
    ]


def _values(fields: Sequence[FieldView], where: str = "") -> Iterator[tuple[str, str]]:
    """Visit every field that is shown, by its name with the row it stands in."""
    for view in fields:
        if view.hidden:
            continue
        name = where + label(view.label, view.label_en)
        if view.type not in ("group", "dynamiclist", "text", "separator", "spacer"):
            yield name, written(view)
        yield from _values(view.children, where)
        for number, row in enumerate(view.rows, start=1):
            yield from _values(row, f"{name} {number} · ")


def written(view: FieldView) -> str:
    """Write the value of a field."""
    if view.choices:
        chosen = [label(one.label, one.label_en) for one in view.choices if one.chosen]
        return str(gettext(", ").join(chosen))
    if view.type == "checkbox":
        return str(gettext("yes") if view.value else gettext("no"))
    if view.type == "filepicker":
        return str(gettext(", ").join(view.value))
    if view.value and view.is_money:
        return amount(view.value)
    return str(view.value)
