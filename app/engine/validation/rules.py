"""What a check says: rules, faults against them, and the findings a deployment lists."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from lxml import etree

ERROR = "error"  #: the file is not deployed
WARNING = "warning"  #: it is, and the finding is listed


@dataclass(frozen=True)
class Rule:
    """One rule: what it is about, and how to write it right."""

    refused: str
    instead: str
    level: str = ERROR


class Fault(NamedTuple):
    """A place in a file that breaks a rule; ``detail`` says more than the rule itself."""

    rule: str
    node: etree._Element
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong: where, by which rule, and why in plain words."""

    level: str
    file: str
    #: id of the element; empty when it is about the file
    element: str
    name: str
    rule: str
    reason: str


class Known(Protocol):
    """What a diagram may name: deployed with it, deployed before, or registered."""

    @property
    def own_prefixes(self) -> Collection[str]:
        """Job types that begin with one of these are never left to a worker."""
        ...

    def __call__(self, kind: str, name: str) -> bool:
        """Say whether there is one.

        :param kind: process, decision, form, group, handler, listener or function
        """
        ...

    def names(self, kind: str, name: str) -> Collection[str] | None:
        """Return the variables that a form, handler or listener gives; None if it does not say."""
        ...
