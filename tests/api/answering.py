"""Answers made up to the forms of tasks: nearly right ones, as a careless program would send."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
INSTANTS = (
    "2026-03-02T09:30:00+08:00",
    "2026-03-13T10:00:00Z",
    "2026-12-31",
    "1900-01-01T00:00:00+14:00",
    "2199-12-31T23:59:59-12:00",
    "0001-01-01",
    "9999-12-31T23:59:59.999999-23:59",
    "2026-02-30",
    "09:30",
)
NUMBERS = ("0", "1", "3600.00", "-1", "0.001", "99999999999999.99", "1e5", "９", "")
RARE = 20  # answers to an odd one
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just("x" * 5000),
)


def answers(components: list[Json], files: list[str]) -> st.SearchStrategy[Json]:
    """Make up answers to the components of a form; some are left out, a few are odd.

    :param files: ids of files that there are
    """
    fields = {one["key"]: _nearly(one, files) for one in components if one.get("key")}
    for one in components:
        if one["type"] == "group" and not one.get("path"):
            fields |= {
                inner["key"]: _nearly(inner, files)
                for inner in one["components"]
                if inner.get("key")
            }
    few = st.sets(st.sampled_from(sorted(fields)), max_size=1) if fields else st.just(set())
    return st.tuples(st.fixed_dictionaries(fields), few).map(
        lambda said: {name: value for name, value in said[0].items() if name not in said[1]}
    )


def _nearly(component: Json, files: list[str]) -> st.SearchStrategy[Any]:
    right = _right(component, files)
    return st.integers(0, RARE).flatmap(lambda at: ODD if at == RARE else right)


def _right(component: Json, files: list[str]) -> st.SearchStrategy[Any]:
    kind = component["type"]
    if kind in ("dynamiclist", "group"):
        inner = answers(component["components"], files)
        return inner if kind == "group" else st.lists(inner, max_size=3)
    chosen = st.sampled_from([one["value"] for one in component.get("values") or [{"value": "1"}]])
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "checkbox": st.booleans(),
        "number": st.one_of(st.integers(0, 100), st.sampled_from(NUMBERS), st.floats(0, 9e9)),
        "datetime": st.sampled_from(INSTANTS),
        "select": chosen,
        "radio": chosen,
        "checklist": st.lists(chosen, max_size=3),
        "taglist": st.lists(chosen, max_size=3),
        "filepicker": st.lists(st.sampled_from([*files, "1", "x"]), max_size=2),
    }
    return kinds.get(kind, st.text(min_size=1, max_size=20))
