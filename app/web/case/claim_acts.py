"""Acts on the case of a claim, for those who handle it."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext

from app.cases.models import Case
from app.insurance.claims import operations as claims
from app.insurance.claims.models import Claim
from app.insurance.claims.operations.course import OVER, REASSESSABLE
from app.insurance.claims.queries import get_claim
from app.insurance.claims.vocabulary import REOPEN_REASONS, REPLIES, ClaimStatus
from app.web.case.asking import REASON, Act, Question, Said, amount_in, chosen
from app.web.case.subject import Subject
from app.work import Work

CLAIM = Subject(process="claim", get=get_claim)


def _while_claim(*statuses: ClaimStatus) -> Callable[[Work, Case], bool]:
    return CLAIM.when(lambda claim: claim.status in statuses)


def _reply(work: Work, claim: Claim, said: Said) -> None:
    claims.take_reply(
        work,
        claim,
        reply=said["reply"],
        agreed_amount=amount_in(said, "agreed_amount"),
        reason=said.get("reason") or None,
        disputed_amount=amount_in(said, "disputed_amount"),
    )


def _withdraw(work: Work, claim: Claim, said: Said) -> None:
    claims.withdraw(work, claim, reason=said["reason"], requested_by=said["requested_by"])


def _reassess(work: Work, claim: Claim, said: Said) -> None:
    claims.reassess(work, claim, reason=said["reason"])


def _reopen(work: Work, claim: Claim, said: Said) -> None:
    claims.reopen(work, claim, reason=said["reason"], text=said["text"])


CLAIM_ACTS: Sequence[Act] = (
    Act(
        key="reply",
        title=lazy_gettext("Note the claimant's reply"),
        hint=lazy_gettext("What the claimant says to the decided amount, in their own words."),
        permission="claim.submit",
        is_open=_while_claim(ClaimStatus.AWAITING_AGREEMENT),
        run=CLAIM.do(_reply),
        questions=(
            Question(
                name="reply",
                label=lazy_gettext("Reply"),
                kind="choice",
                choices=chosen(REPLIES, (lazy_gettext("Agrees"), lazy_gettext("Disagrees"))),
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
        run=CLAIM.do(_reassess),
        questions=(REASON,),
    ),
    Act(
        key="withdraw",
        title=lazy_gettext("Withdraw the claim"),
        hint=lazy_gettext("Everything that runs for it ends; an advance is claimed back."),
        permission="claim.submit",
        is_open=_while_claim(*(one for one in ClaimStatus if one not in OVER)),
        run=CLAIM.do(_withdraw),
        questions=(
            Question(name="requested_by", label=lazy_gettext("Who asks for it"), longest=100),
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
        run=CLAIM.do(_reopen),
        questions=(
            Question(
                name="reason",
                label=lazy_gettext("Reason"),
                kind="choice",
                choices=chosen(
                    REOPEN_REASONS,
                    (
                        lazy_gettext("New evidence"),
                        lazy_gettext("Result of a dispute"),
                        lazy_gettext("Judgment"),
                        lazy_gettext("Error"),
                    ),
                ),
            ),
            Question(name="text", label=lazy_gettext("Explanation"), kind="lines"),
        ),
    ),
)
