"""What care is about, on its page: the customer's occasion, and what may be recommended."""

from flask_babel import get_locale, gettext

from app.cases.models import Case
from app.errors import NotFound
from app.insurance.care.models import CareItem
from app.insurance.care.queries import get_item
from app.insurance.customers.advantages import sheet_of
from app.insurance.customers.models import Product
from app.insurance.customers.queries import list_products
from app.web.shown import local
from app.web.words import CARE_STATUS, CARE_TRIGGER, word
from app.work import Work

SHEETS = 50  # products on one page


def care_facts(work: Work, case: Case) -> list[tuple[str, str]]:
    """List the facts of an item of care; for a recommendation every product with its exclusions."""
    try:
        item = get_item(work.session, case.business_key or "")
    except NotFound:
        return []
    facts = [
        (gettext("Status"), word(CARE_STATUS, item.status.value)),
        (gettext("Occasion"), word(CARE_TRIGGER, item.trigger.value)),
        (gettext("Not before"), local(item.due_at)),
        (gettext("Contacted at"), local(item.contacted_at)),
    ]
    return [*facts, *_sheets(work, item)]


def _sheets(work: Work, item: CareItem) -> list[tuple[str, str]]:
    if not item.marketing:
        return []
    products = list_products(work.session, limit=SHEETS).rows
    return [(f"{one.product_code} {one.name}", _sheet(one)) for one in products if one.on_sale]


def _sheet(product: Product) -> str:
    """Return the advantages of a product together with its exclusions (Insurance Law art. 17)."""
    sheet = sheet_of(product)
    chinese = str(get_locale()).startswith("zh")
    told = [one.text if chinese else one.text_en for one in sheet.advantages]
    for_it, against = gettext("Advantages"), gettext("Exclusions")
    return f"{for_it}: {' '.join(told)} {against}: {' '.join(sheet.exclusions)}"
