"""Sets of atoms as text: as the cell of a table, and as part of a sentence; and an example."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.decisions.analysis.atoms import Atom, One, Rest
from app.decisions.analysis.kinds import literal
from app.decisions.analysis.stretches import Stretch, joined, text_of
from app.feel import Value

ANYTHING = "-"


@dataclass(frozen=True, kw_only=True)
class Written:
    """Tests of which one must hold, or none where ``negated``; no tests: anything."""

    tests: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        listed = ", ".join(self.tests)
        if not self.tests:
            return ANYTHING
        return f"not({listed})" if self.negated else listed

    def about(self, column: str) -> str:
        """Return what is said of a column, as a condition."""
        listed = ", ".join(self.tests)
        if len(self.tests) > 1:
            return f"{column} {'not in' if self.negated else 'in'} ({listed})"
        if self.negated:
            return f"{column} != {listed}"
        if listed.startswith("?"):
            return f"{column}: {listed}"
        if listed.startswith(("<", ">")):
            return f"{column} {listed}"
        return f"{column} {'in' if listed.startswith(('[', '(')) else '='} {listed}"


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """A set of atoms, sorted by what they are."""

    words: list[str]
    stretches: list[Stretch]
    rest: bool
    null: bool


def written(atoms: Sequence[Atom], mask: int, *, briefly: bool = True) -> Written:
    """Return the tests that let exactly these atoms pass; bit n stands for the atom at n.

    :param briefly: name what is left out where that is shorter
    """
    here, missing = _parts(atoms, mask), _parts(atoms, ~mask)
    absent = (*missing.words, *(["null"] if missing.null else []))
    if not (absent or missing.stretches or missing.rest):
        return Written(tests=())
    if absent == ("null",) and not missing.stretches and not missing.rest:
        return Written(tests=absent, negated=True)
    texts_only = not (here.stretches or missing.stretches or missing.rest) and _has_one_kind(atoms)
    if texts_only and (here.rest or (briefly and 2 * len(absent) < len(here.words))):
        return Written(tests=absent, negated=True)
    tests = [*here.words, *(text_of(stretch) for stretch in here.stretches)]
    if here.rest:
        unlisted = [word for word in (*here.words, *missing.words) if word.startswith('"')]
        tests.append(" and ".join(["? instance of string", *(f"? != {w}" for w in unlisted)]))
    return Written(tests=(*tests, *(["null"] if here.null else [])))


def _has_one_kind(atoms: Sequence[Atom]) -> bool:
    kinds = {type(a.sample) for a in atoms if isinstance(a, One) and a.sample is not None}
    return len(kinds | ({str} if any(isinstance(a, Rest) for a in atoms) else set())) <= 1


def example(atoms: Sequence[Atom], mask: int) -> Value:
    """Return a readable value of these atoms."""
    found = [atom for number, atom in enumerate(atoms) if mask >> number & 1]
    words = [a.sample for a in found if isinstance(a, One) and a.sample is not None]
    if words:
        return words[0]
    stretches = joined(a for a in found if isinstance(a, Stretch))
    if stretches and len(found) == len(atoms):  # any will do
        return next((s.usual for s in stretches if s.has_usual), stretches[0].sample)
    return stretches[0].sample if stretches else found[0].sample


def _parts(atoms: Sequence[Atom], mask: int) -> _Parts:
    found = [atom for number, atom in enumerate(atoms) if mask >> number & 1]
    return _Parts(
        words=[literal(a.sample) for a in found if isinstance(a, One) and a.sample is not None],
        stretches=joined(a for a in found if isinstance(a, Stretch)),
        rest=any(isinstance(a, Rest) for a in found),
        null=any(isinstance(a, One) and a.sample is None for a in found),
    )
