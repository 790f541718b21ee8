"""Tables of what the company does for customers unasked."""

import datetime as dt
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, BigKey, Ref
from app.insurance.customers.models import Segment
from app.insurance.records import Record, words


class CareTrigger(Enum):
    """Why a customer is cared for (inputs of the table ``care_trigger``)."""

    BIRTHDAY = "birthday"
    NATIONAL_HOLIDAY = "national_holiday"
    POLICY_ANNIVERSARY = "policy_anniversary"  #: of the first day of a contract in force
    PROSPECT_IDLE = "prospect_idle_14d"  #: no contract, and no contact for 14 days
    DATA_STALE = "customer_data_older_12m"  #: the file was last verified 12 months ago
    NEGATIVE_FEEDBACK = "negative_feedback"
    WEATHER_WARNING = "severe_weather_warning"  #: where the customer is insured
    OFFER_CAMPAIGN = "offer_campaign"


class CareStatus(Enum):
    """Where an item of care stands."""

    PLANNED = "planned"  #: waits for its time
    SELECTED = "selected"  #: may be carried out; a message or somebody is at it
    DONE = "done"  #: the customer was contacted, or the file verified
    SKIPPED = "skipped"  #: the customer may not be contacted for it
    CANCELLED = "cancelled"  #: the customer opted out of marketing, or an operator ended its case


OPEN = (CareStatus.PLANNED, CareStatus.SELECTED)


class CareCampaign(Record, Base):
    """An offer or a warning to many customers; its items are planned page by page."""

    __tablename__ = "care_campaign"
    trigger: Mapped[CareTrigger] = mapped_column(words(CareTrigger))
    text: Mapped[str] = mapped_column(sa.Text)
    #: offers go to one segment, or to all
    segment: Mapped[Segment | None] = mapped_column(words(Segment))
    #: warnings go to those insured there
    region: Mapped[str | None] = mapped_column(sa.String(64))
    peril: Mapped[str | None] = mapped_column(sa.String(40))
    #: the local day it was made; the items' occasion
    made_on: Mapped[dt.date] = mapped_column(sa.Date)
    #: the last customer that was looked at
    after_id: Mapped[int] = mapped_column(BigKey, default=0)
    #: items that were planned so far
    planned: Mapped[int] = mapped_column(default=0)
    #: every customer was looked at
    complete: Mapped[bool] = mapped_column(default=False, index=True)


class CareItem(Record, Base):
    """One act of care for one customer: planned, selected or skipped, carried out."""

    __tablename__ = "care_item"
    __table_args__ = (
        sa.UniqueConstraint("trigger", "occasion_on", "customer_id"),
        sa.Index("ix_care_item_customer_id_status", "customer_id", "status"),
        sa.Index("ix_care_item_contacted_at", "contacted_at"),
    )
    #: the business key of its case
    care_no: Mapped[str | None] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[int | None] = mapped_column(BigKey, index=True)
    customer_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer.id"))
    trigger: Mapped[CareTrigger] = mapped_column(words(CareTrigger))
    #: the local day that it is for; nobody is cared for twice for the same trigger and day
    occasion_on: Mapped[dt.date] = mapped_column(sa.Date)
    #: not before this instant
    due_at: Mapped[dt.datetime]
    marketing: Mapped[bool]
    status: Mapped[CareStatus] = mapped_column(words(CareStatus), index=True)
    #: why it was skipped or cancelled
    reason: Mapped[str | None] = mapped_column(sa.String(64))
    policy_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("policy.id"), index=True)
    campaign_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("care_campaign.id"), index=True)
    #: the item whose next contact this is
    follows_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("care_item.id"), index=True)
    #: greeting, tip, offer, statement, recommend, verify_data or care_contact
    content: Mapped[str | None] = mapped_column(sa.String(32))
    channel: Mapped[str | None] = mapped_column(sa.String(32))
    message_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("channel_message.id"), index=True)
    #: the customer allowed marketing when contacted
    marketing_consent: Mapped[bool | None]
    contacted_at: Mapped[dt.datetime | None]
    #: who talked to the customer; None for a message
    contacted_by: Mapped[Ref | None]
    #: what was talked about
    note: Mapped[str | None] = mapped_column(sa.Text)
    response: Mapped[str | None] = mapped_column(sa.String(16))
    #: what the customer needs, as the seller understood it
    needs: Mapped[str | None] = mapped_column(sa.Text)
    product_id: Mapped[Ref | None] = mapped_column(sa.ForeignKey("product.id"), index=True)
    suitability: Mapped[str | None] = mapped_column(sa.String(16))
    next_contact_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    #: rows of field and result
    verified_fields: Mapped[list[Any] | None]


class PlannedEvent(Base):
    """An event of a customer that was planned for; none is planned for twice."""

    __tablename__ = "care_planned_event"
    event_id: Mapped[Ref] = mapped_column(sa.ForeignKey("customer_event.id"), primary_key=True)
    item_id: Mapped[Ref] = mapped_column(sa.ForeignKey("care_item.id"), index=True)
