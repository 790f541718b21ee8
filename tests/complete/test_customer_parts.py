"""Every table that knows customers is part of the file that a customer is shown and handed."""

from app import tables
from app.insurance.overview.sections import SECTIONS

#: tables that name a customer for a purpose of the house's own, and why the file needs them not
LEFT_OUT = {
    "customer": "the customer",
    "policy_insured": "found through the policy",
    "policy_beneficiary": "found through the policy",
    "training_invitation": "what was sent is among the messages",
    "training_candidate": "a plan that has not met the customer yet",
    "exposed_policy": "a list for one contingency; what was sent is among the messages",
}


def naming_customers() -> set[str]:
    """Name the tables with a key into the customers."""
    return {
        table.name
        for table in tables.METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "customer"
    }


def test_every_table_that_names_a_customer_has_its_part() -> None:
    shown = {section.model.__tablename__ for section in SECTIONS}

    assert naming_customers() - shown - {"policy"} == set(LEFT_OUT)


def test_every_part_shows_columns_that_are_there() -> None:
    unknown = [
        (section.name, name)
        for section in SECTIONS
        for name in section.shown
        if not hasattr(section.model, name)
    ]

    assert unknown == []
