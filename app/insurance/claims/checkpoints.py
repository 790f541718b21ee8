"""What the eight checkpoints of a claim's papers lead to (domain table D10); pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

#: what a failed checkpoint leads to where the claimant has to be asked
ASKING = ("query", "supplement_notice")
NOT_COVERED, INVESTIGATE = "not_covered", "query_or_investigate"
REDUCE = "reduce_or_query"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found at a checkpoint."""

    check: str
    result: str
    #: what the table makes of a failure; None where it did not fail
    on_fail: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What was found about a paper."""

    doc_type: str
    #: yes, no or doubt; None until it is verified
    authentic: str | None
    lawful: bool | None


def doubted(papers: Iterable[Paper]) -> list[str]:
    """Return the kinds of paper that are in doubt and of which there is no better one."""
    papers = list(papers)
    sound = {paper.doc_type for paper in papers if paper.authentic == "yes" and paper.lawful}
    unsure = (paper.doc_type for paper in papers if paper.authentic == "doubt")
    return [doc_type for doc_type in dict.fromkeys(unsure) if doc_type not in sound]


def asks_claimant(findings: Iterable[Finding]) -> bool:
    """Say whether a checkpoint cannot be closed without the claimant.

    Where the table leaves a choice (``query_or_…``, ``reduce_or_query``) the reviewer's result
    makes it: a query asks, a failure does not.
    """
    return any(finding.result == "query" or finding.on_fail in ASKING for finding in findings)


def outcomes(findings: Iterable[Finding], papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the outcomes that the findings allow; the first is the one they suggest."""
    failed = {finding.on_fail for finding in findings}
    suspicious = INVESTIGATE in failed or any(paper.authentic == "no" for paper in papers)
    found = [NOT_COVERED] if NOT_COVERED in failed else []
    if suspicious:
        found.append("suspected_fraud")
    return tuple(found) or ("complete",)


def left_to_come(asked: Iterable[str], arrived: Collection[str]) -> list[str]:
    """Return the kinds of paper of a notice that have not arrived since."""
    return [doc_type for doc_type in asked if doc_type not in arrived]
