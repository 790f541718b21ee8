"""Acts on the cases of disputes: what comes of a mediation or a court, and taking them back."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from app.insurance.disputes import operations as disputes
from app.insurance.disputes import rules
from app.insurance.disputes.models import OVER, Dispute, DisputeStatus
from app.insurance.disputes.queries import get_dispute
from app.web.case.asking import REASON, Act, Question, Said, amount_in, chosen, instant_in
from app.web.case.subject import Subject
from app.work import Work

PERMISSION = "dispute.tell"
DISPUTE = Subject(process="dispute", get=get_dispute)
NOW = lazy_gettext("Empty: now")


def _take_mediation(work: Work, dispute: Dispute, said: Said) -> None:
    disputes.take_mediation(
        work,
        dispute,
        result=said["result"],
        amount=amount_in(said, "amount"),
        at=instant_in(said, "at"),
    )


def _take_lawsuit(work: Work, dispute: Dispute, said: Said) -> None:
    served_at = instant_in(said, "served_at")
    assert served_at is not None  # it is required
    disputes.take_lawsuit(
        work, dispute, court=said["court"], case_no=said["case_no"], served_at=served_at
    )


def _take_judgment(work: Work, dispute: Dispute, said: Said) -> None:
    disputes.take_judgment(
        work,
        dispute,
        outcome=said["outcome"],
        amount=amount_in(said, "amount"),
        effective_at=instant_in(said, "effective_at"),
    )


def _withdraw(work: Work, dispute: Dispute, said: Said) -> None:
    disputes.withdraw(work, dispute, reason=said["reason"])


def _may_be_sued(dispute: Dispute) -> bool:
    served = dispute.status is DisputeStatus.IN_COURT and dispute.served_at is not None
    return not served and dispute.status not in OVER


def _is_defended(dispute: Dispute) -> bool:
    return dispute.status is DisputeStatus.IN_COURT and dispute.defence_filed_at is not None


DISPUTE_ACTS: Sequence[Act] = (
    Act(
        key="mediation_result",
        title=lazy_gettext("Note the result of the mediation"),
        hint=lazy_gettext("What the mediator reports: an agreed sum, or that there is none."),
        permission=PERMISSION,
        is_open=DISPUTE.when(lambda one: one.status is DisputeStatus.IN_MEDIATION),
        run=DISPUTE.do(_take_mediation),
        questions=(
            Question(
                name="result",
                label=lazy_gettext("Result"),
                kind="choice",
                choices=chosen(
                    rules.MEDIATIONS, (lazy_gettext("They agreed"), lazy_gettext("It failed"))
                ),
            ),
            Question(
                name="amount",
                label=lazy_gettext("Agreed sum"),
                kind="money",
                required=False,
                hint=lazy_gettext("Needed where they agreed"),
            ),
            Question(
                name="at",
                label=lazy_gettext("Reached at"),
                kind="instant",
                required=False,
                hint=NOW,
            ),
        ),
    ),
    Act(
        key="lawsuit",
        title=lazy_gettext("Note a lawsuit"),
        hint=lazy_gettext("The limit for the defence runs from the service of the lawsuit."),
        permission=PERMISSION,
        is_open=DISPUTE.when(_may_be_sued),
        run=DISPUTE.do(_take_lawsuit),
        questions=(
            Question(name="court", label=lazy_gettext("Court"), longest=100),
            Question(name="case_no", label=lazy_gettext("Number at court"), longest=64),
            Question(name="served_at", label=lazy_gettext("Served at"), kind="instant"),
        ),
    ),
    Act(
        key="judgment",
        title=lazy_gettext("Note the judgment"),
        hint=lazy_gettext("What the court decided once the defence was filed."),
        permission=PERMISSION,
        is_open=DISPUTE.when(_is_defended),
        run=DISPUTE.do(_take_judgment),
        questions=(
            Question(
                name="outcome",
                label=lazy_gettext("Outcome"),
                kind="choice",
                choices=chosen(
                    rules.JUDGMENTS,
                    (
                        lazy_gettext("The claim is dismissed"),
                        lazy_gettext("Upheld in part"),
                        lazy_gettext("Upheld"),
                        lazy_gettext("Settled before the court"),
                    ),
                ),
            ),
            Question(
                name="amount",
                label=lazy_gettext("What the claimant gets in all"),
                kind="money",
                required=False,
                hint=lazy_gettext("Needed unless the claim is dismissed"),
            ),
            Question(
                name="effective_at",
                label=lazy_gettext("Binding since"),
                kind="instant",
                required=False,
                hint=NOW,
            ),
        ),
    ),
    Act(
        key="withdraw_dispute",
        title=lazy_gettext("Withdraw the dispute"),
        hint=lazy_gettext("It is taken back; the decided sum stands."),
        permission=PERMISSION,
        is_open=DISPUTE.when(lambda one: one.status not in OVER),
        run=DISPUTE.do(_withdraw),
        questions=(REASON,),
        is_grave=True,
    ),
)
