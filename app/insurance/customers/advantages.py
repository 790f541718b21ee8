"""What may be said in favour of a product, and what must be said beside it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.insurance.customers.models import Product


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """An advantage as it is told to a customer, in both languages."""

    code: str
    text: str
    text_en: str


ADVANTAGES = (
    Disclosure(
        code="risk_transfer",
        text="约定的风险由保险人承担。",
        text_en="The insurer bears the agreed risks.",
    ),
    Disclosure(
        code="compensation",
        text="发生保险事故后，按合同约定补偿或给付。",
        text_en="After an insured event the insurer pays as the contract says.",
    ),
    Disclosure(
        code="savings",
        text="保单积累现金价值；提前退保可能有损失，红利和结算利率不保证。",
        text_en="The policy builds up a cash value. Ending it early may lose money; bonuses and "
        "credited rates are not guaranteed.",
    ),
    Disclosure(
        code="tax",
        text="符合条件的保费可以税前扣除，以税务机关认定为准。",
        text_en="Premiums may lower your tax where the conditions are met; the tax office decides.",
    ),
    Disclosure(
        code="public_good",
        text="保险费用于分担社会风险，支持防灾减损。",
        text_en="Premiums share risks among many and support the prevention of losses.",
    ),
)
CODES = tuple(one.code for one in ADVANTAGES)


def refused_advantages(product: Product) -> dict[str, str]:
    """Return the advantages that a product may not claim, each with the reason."""
    attributes = {"savings": product.has_savings, "tax": product.has_tax_benefit}
    wrong = {code: "is no advantage" for code in product.advantages if code not in CODES}
    missing = {
        code: "is only for products that have it"
        for code, is_so in attributes.items()
        if code in product.advantages and not is_so
    }
    return {**wrong, **missing}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a customer is shown before buying: advantages beside what is excluded (art. 17)."""

    product: Product
    advantages: Sequence[Disclosure]
    exclusions: Sequence[str]


def sheet_of(product: Product) -> Sheet:
    """Return the advantage sheet of a product; exclusions are never left out."""
    return Sheet(
        product=product,
        advantages=[one for one in ADVANTAGES if one.code in product.advantages],
        exclusions=[row["text"] for row in product.clauses if row["is_exclusion"]],
    )
