"""How two fillings of one form differ, field by field, as a person reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from app.files.models import StoredFile
from app.inbox.forms import FieldView
from app.language import label
from app.web.shown import amount


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field that holds something else; empty where it holds nothing."""

    field: str
    theirs: str
    mine: str


def differences(
    theirs: Sequence[FieldView], mine: Sequence[FieldView], files: Mapping[str, StoredFile]
) -> list[Difference]:
    """List the fields whose values differ, in the order of the form.

    :param files: uploads by id, as far as the reader may see them
    """
    others, own = dict(_values(theirs, files)), dict(_values(mine, files))
    return [
        Difference(field=name, theirs=others.get(name, ""), mine=own.get(name, ""))
        for name in dict.fromkeys([*own, *others])
        if others.get(name, "") != own.get(name, "")
    ]


def _values(
    fields: Sequence[FieldView], files: Mapping[str, StoredFile], where: str = ""
) -> Iterator[tuple[str, str]]:
    """Visit every field that is shown, by its name with the row it stands in."""
    for view in fields:
        if view.hidden:
            continue
        name = where + label(view.label, view.label_en)
        if view.type not in ("group", "dynamiclist", "text", "separator", "spacer"):
            yield name, written(view, files)
        yield from _values(view.children, files, where)
        for number, row in enumerate(view.rows, start=1):
            yield from _values(row, files, f"{name} {number} · ")


def written(view: FieldView, files: Mapping[str, StoredFile]) -> str:
    """Write the value of a field."""
    if view.choices:
        chosen = [label(one.label, one.label_en) for one in view.choices if one.chosen]
        return str(gettext(", ").join(chosen))
    if view.type == "checkbox":
        return str(gettext("yes") if view.value else gettext("no"))
    if view.type == "filepicker":
        return str(
            gettext(", ").join(files[one].name if one in files else one for one in view.value)
        )
    if view.value and view.is_money:
        return amount(view.value)
    if view.type == "datetime":
        return str(view.value).replace("T", " ")
    return str(view.value)
