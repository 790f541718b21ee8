"""Acts on the case of a claim, for those who handle it."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext

from app.cases.models import Case
from app.cases.running import lock_case
from app.errors import NotFound
from app.insurance.answers import Answers
from app.insurance.claims import operations as claims
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.course import OVER, REASSESSABLE
from app.insurance.claims.queries import get_claim
from app.insurance.claims.vocabulary import REOPEN_REASONS, REPLIES, ClaimStatus
from app.web.case.asking import REASON, Act, Question, Said
from app.work import Work


def _claim_of(work: Work, case: Case) -> Claim | None:
    if case.process_id != "claim":
        return None
    try:
        return get_claim(work.session, case.business_key or "")
    except NotFound:
        return None


def _held(work: Work, case: Case) -> Claim:
    """Return the claim of a case as stored now; until the end nobody else moves it."""
    lock_case(work, case.id)
    claim = _claim_of(work, case)
    if claim is None:
        raise NotFound(f"case {case.id} is no claim's")
    work.session.refresh(claim)
    return claim


def _while_claim(*statuses: ClaimStatus) -> Callable[[Work, Case], bool]:
    def is_open(work: Work, case: Case) -> bool:
        claim = _claim_of(work, case)
        return claim is not None and claim.status in statuses

    return is_open


def _reply(work: Work, case: Case, said: Said) -> None:
    given = Answers(dict(said), "")
    amount, disputed = given.money("agreed_amount"), given.money("disputed_amount")
    given.finish()
    claims.take_reply(
        work,
        _held(work, case),
        reply=said["reply"],
        agreed_amount=amount,
        reason=said.get("reason") or None,
        disputed_amount=disputed,
    )


def _withdraw(work: Work, case: Case, said: Said) -> None:
    reason, asked = said["reason"], said["requested_by"]
    claims.withdraw(work, _held(work, case), reason=reason, requested_by=asked)


def _reassess(work: Work, case: Case, said: Said) -> None:
    claims.reassess(work, _held(work, case), reason=said["reason"])


def _reopen(work: Work, case: Case, said: Said) -> None:
    claims.reopen(work, _held(work, case), reason=said["reason"], text=said["text"])


CLAIM_ACTS: Sequence[Act] = (
    Act(
        key="reply",
        title=lazy_gettext("Note the claimant's reply"),
        hint=lazy_gettext("What the claimant says to the decided amount, in their own words."),
        permission="claim.submit",
        is_open=_while_claim(ClaimStatus.AWAITING_AGREEMENT),
        run=_reply,
        questions=(
            Question(
                name="reply",
                label=lazy_gettext("Reply"),
                kind="choice",
                choices=tuple(
                    zip(REPLIES, (lazy_gettext("Agrees"), lazy_gettext("Disagrees")), strict=True)
                ),
            ),
            Question(
                name="agreed_amount",
                label=lazy_gettext("Amount agreed to"),
                kind="money",
                required=False,
                hint=lazy_gettext("Needed to agree: the amount payable"),
            ),
            Question(
                name="disputed_amount",
                label=lazy_gettext("Amount wanted instead"),
                kind="money",
                required=False,
            ),
            Question(
                name="reason",
                label=lazy_gettext("Why they disagree"),
                kind="lines",
                required=False,
                hint=lazy_gettext("Needed to disagree"),
            ),
        ),
    ),
    Act(
        key="reassess",
        title=lazy_gettext("Assess the loss anew"),
        hint=lazy_gettext("The claim goes back to the assessment; a round of approval is void."),
        permission="claim.reassess",
        is_open=_while_claim(*REASSESSABLE),
        run=_reassess,
        questions=(REASON,),
    ),
    Act(
        key="withdraw",
        title=lazy_gettext("Withdraw the claim"),
        hint=lazy_gettext("Everything that runs for it ends; an advance is claimed back."),
        permission="claim.submit",
        is_open=_while_claim(*(one for one in ClaimStatus if one not in OVER)),
        run=_withdraw,
        questions=(
            Question(name="requested_by", label=lazy_gettext("Who asks for it")),
            REASON,
        ),
        is_grave=True,
    ),
    Act(
        key="reopen",
        title=lazy_gettext("Open the claim again"),
        hint=lazy_gettext("It goes on as a new claim that begins with the assessment."),
        permission="claim.reopen",
        is_open=_while_claim(ClaimStatus.ARCHIVED),
        run=_reopen,
        questions=(
            Question(
                name="reason",
                label=lazy_gettext("Reason"),
                kind="choice",
                choices=tuple(
                    zip(
                        REOPEN_REASONS,
                        (
                            lazy_gettext("New evidence"),
                            lazy_gettext("Result of a dispute"),
                            lazy_gettext("Judgment"),
                            lazy_gettext("Error"),
                        ),
                        strict=True,
                    )
                ),
            ),
            Question(name="text", label=lazy_gettext("Explanation"), kind="lines"),
        ),
    ),
)
