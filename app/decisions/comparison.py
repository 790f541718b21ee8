"""Compares two versions of a decision, rule by rule, in words."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.decisions.outline import LogicOutline, Outline, Row, TableOutline


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that differs; ``rule`` is its number in the later table, where gone the earlier."""

    decision: str
    kind: str  #: decision, logic, policy, column, type, rule, cell or note
    words: str
    rule: int | None = None
    column: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """A rule that both versions have, by its index from 0 in each."""

    before: int
    after: int


def compare(before: Outline, after: Outline, key: str) -> list[Change]:
    """List how a decision, and what it is built on, differs between two files."""
    earlier, later = before.below(key), after.below(key)
    changes = list(_texts(key, "type", before.types, after.types))
    for name in sorted({*earlier, *later}):
        if name not in earlier or name not in later:
            word = "gone" if name in earlier else "new"
            changes.append(Change(decision=name, kind="decision", words=f"{name} is {word}"))
        else:
            changes += _logic(earlier[name], later[name])
    return changes


def _logic(before: LogicOutline, after: LogicOutline) -> Iterator[Change]:
    name = after.id
    if before.type != after.type:
        words = f"its type was {before.type or 'open'}, is {after.type or 'open'}"
        yield Change(decision=name, kind="type", words=words, before=before.type, after=after.type)
    for note in (*before.notes, *after.notes):
        if (note in before.notes) != (note in after.notes):
            word = "gone" if note in before.notes else "new"
            yield Change(decision=name, kind="note", words=f"a note is {word}: {note}")
    for href in sorted(set(before.requires) ^ set(after.requires)):
        word = "no longer uses" if href in before.requires else "now uses"
        yield Change(decision=name, kind="logic", words=f"it {word} {href}")
    if before.table and after.table:
        yield from _table(name, before.table, after.table)
    elif (before.table is None) != (after.table is None):
        word = "a table" if after.table else "an expression"
        yield Change(decision=name, kind="logic", words=f"its logic is now {word}")
    elif before.text != after.text:
        words = f"its logic was {before.text}, is {after.text}"
        yield Change(decision=name, kind="logic", words=words, before=before.text, after=after.text)


def _table(name: str, before: TableOutline, after: TableOutline) -> Iterator[Change]:
    if before.policy != after.policy:
        words = f"the hit policy was {before.policy}, is {after.policy}"
        yield Change(
            decision=name, kind="policy", words=words, before=before.policy, after=after.policy
        )
    yield from _renamed_columns(name, before, after)
    before = _with_names_of(before, after)
    yield from _texts(name, "column", before.columns, after.columns)
    pairs = _paired(before.rows, after.rows)
    yield from _gone_and_new(name, before.rows, after.rows, pairs)
    moved = _moved(pairs)
    for pair in pairs:
        if pair in moved:
            words = f"rule {pair.before + 1} is now rule {pair.after + 1}"
            yield Change(decision=name, kind="rule", rule=pair.after + 1, words=words)
        yield from _row(name, before.rows[pair.before], after.rows[pair.after], pair.after + 1)


def _renamed(before: TableOutline, after: TableOutline) -> dict[str, str]:
    """Return the new names of columns that have the same id."""
    names = {key: name for name, key in after.ids.items() if key}
    found = {name: names[key] for name, key in before.ids.items() if key in names}
    return {name: new for name, new in found.items() if name != new}


def _renamed_columns(name: str, before: TableOutline, after: TableOutline) -> Iterator[Change]:
    for was, is_ in _renamed(before, after).items():
        words = f"column {was} is now {is_}"
        yield Change(decision=name, kind="column", column=is_, words=words, before=was, after=is_)


def _with_names_of(before: TableOutline, after: TableOutline) -> TableOutline:
    """Return a table with its columns called as in the later one."""
    new = _renamed(before, after)
    rows = [
        replace(
            row,
            inputs={new.get(name, name): text for name, text in row.inputs.items()},
            outputs={new.get(name, name): text for name, text in row.outputs.items()},
        )
        for row in before.rows
    ]
    columns = {new.get(name, name): takes for name, takes in before.columns.items()}
    return replace(before, columns=columns, rows=tuple(rows))


def _texts(
    name: str, kind: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    """Yield how columns or types, each with what it takes, differ."""
    for key in (*before, *(k for k in after if k not in before)):
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        words = f"{kind} {key} took {was}, takes {is_}"
        if was is None or is_ is None:
            words = f"{kind} {key} is {'new' if was is None else 'gone'}"
        yield Change(
            decision=name, kind=kind, column=key, words=words, before=was or "", after=is_ or ""
        )


def _gone_and_new(
    name: str, before: Sequence[Row], after: Sequence[Row], pairs: Sequence[_Pair]
) -> Iterator[Change]:
    kept, known = {pair.before for pair in pairs}, {pair.after for pair in pairs}
    for index, row in enumerate(before):
        if index not in kept:
            words = f"rule {index + 1} is gone: {row.words}"
            yield Change(decision=name, kind="rule", rule=index + 1, words=words, before=row.words)
    for index, row in enumerate(after):
        if index not in known:
            words = f"rule {index + 1} is new: {row.words}"
            yield Change(decision=name, kind="rule", rule=index + 1, words=words, after=row.words)


def _row(name: str, before: Row, after: Row, number: int) -> Iterator[Change]:
    old, new = before.cells, after.cells
    for column in (c for c in new if c in old and old[c] != new[c]):
        yield Change(
            decision=name,
            kind="cell",
            rule=number,
            column=column,
            before=old[column],
            after=new[column],
            words=f"rule {number}: {column} was {old[column]}, is {new[column]}",
        )
    if before.note != after.note:
        yield Change(
            decision=name,
            kind="note",
            rule=number,
            before=before.note,
            after=after.note,
            words=f"rule {number}: its note was {before.note!r}, is {after.note!r}",
        )


def _paired(before: Sequence[Row], after: Sequence[Row]) -> list[_Pair]:
    """Pair the rows that are the same: by id, the others by what they ask for and say."""
    pairs = _matched([row.id or None for row in before], [row.id or None for row in after])
    for signs in (_words, _asks):
        taken = {p.before for p in pairs}, {p.after for p in pairs}
        pairs += _matched(signs(before, taken[0]), signs(after, taken[1]))
    return sorted(pairs, key=lambda pair: pair.after)


def _words(rows: Sequence[Row], taken: set[int]) -> list[object]:
    return [None if index in taken else row.words for index, row in enumerate(rows)]


def _asks(rows: Sequence[Row], taken: set[int]) -> list[object]:
    return [None if index in taken else tuple(row.inputs.items()) for index, row in enumerate(rows)]


def _matched(before: Sequence[object], after: Sequence[object]) -> list[_Pair]:
    """Pair equal signs, each used once; None pairs with nothing."""
    places: dict[object, list[int]] = {}
    for index, sign in enumerate(after):
        if sign is not None:
            places.setdefault(sign, []).append(index)
    return [
        _Pair(before=index, after=places[sign].pop(0))
        for index, sign in enumerate(before)
        if places.get(sign)
    ]


def _moved(pairs: Sequence[_Pair]) -> set[_Pair]:
    """Return the fewest rules whose moving explains the new order."""
    ordered = sorted(pairs, key=lambda pair: pair.before)
    ends: list[int] = []  # the place at which the best run of each length ends
    lengths: list[int] = []
    for pair in ordered:
        length = bisect_left(ends, pair.after)
        ends[length : length + 1] = [pair.after]
        lengths.append(length)
    kept: set[_Pair] = set()
    wanted, below = len(ends) - 1, len(pairs) + max(ends, default=0) + 1
    for pair, length in zip(reversed(ordered), reversed(lengths), strict=True):
        if length == wanted and pair.after < below:
            kept.add(pair)
            wanted, below = wanted - 1, pair.after
    return set(ordered) - kept
