"""The words of customer training: who is trained in what, how, and how far it has come."""

from enum import Enum


class TrainingSegment(Enum):
    """Whom a training is for: a segment of customers, or those to whom something happened."""

    NEW_CUSTOMER = "new_customer"
    CLAIMANT = "claimant"  #: has reported a loss, whatever the own segment
    ELDERLY = "elderly"
    CORPORATE = "corporate"
    FARMER = "farmer"
    COMPLAINANT = "complainant"  #: had a complaint, whatever the own segment
    VIP = "vip"
    GENERAL = "general"


class CourseType(Enum):
    """What a course teaches (the five contents of customer training)."""

    PRODUCT_KNOWLEDGE = "product_knowledge"  #: products and clauses
    SERVICE_KNOWLEDGE = "service_knowledge"  #: philosophy, flow and standard of service
    CORPORATE_CULTURE = "corporate_culture"
    USE_SKILL = "use_skill"  #: skills in using products and services
    COMMUNICATION_SKILL = "communication_skill"  #: how to speak with the insurer


class Method(Enum):
    """How a training is given."""

    OFFLINE = "offline"  #: in a place: class, drill
    ONLINE = "online"  #: by a link: course, live, questions and answers
    PERSONALISED = "personalised"  #: made for few, at a place or by a link


class TrainingStatus(Enum):
    """How far a training has come."""

    PLANNING = "planning"  #: courses, dates and places are being planned
    APPROVING = "approving"  #: the plan is with the training manager
    OPEN = "open"  #: customers are invited and enrol until a session begins
    HELD = "held"  #: its sessions are over; the effect is reviewed after 90 days
    CLOSED = "closed"  #: its effect is reviewed
    MERGED = "merged"  #: its customers attend another training
    CANCELLED = "cancelled"  #: no session took place


class SessionStatus(Enum):
    """How far one session has come."""

    PLANNED = "planned"  #: nobody may enrol yet
    OPEN = "open"  #: customers may enrol until it begins
    HELD = "held"  #: who attended is recorded
    ASSESSED = "assessed"  #: the scores of who attended are recorded
    MERGED = "merged"  #: its customers attend another session
    CANCELLED = "cancelled"


class InvitationStatus(Enum):
    """What became of an invitation."""

    PLANNED = "planned"  #: not sent yet
    SENT = "sent"
    NO_CONSENT = "no_consent"  #: service messages are not allowed or refused, or the data is locked
    NO_ADDRESS = "no_address"  #: neither a telephone number nor an address of mail is known


class EnrolmentStatus(Enum):
    """Where a customer's enrolment stands."""

    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"  #: taken back by the customer
    CANCELLED = "cancelled"  #: the session does not take place
    MOVED = "moved"  #: the session was merged; the place in the other one has its own row


class Behaviour(Enum):
    """Whether customers act otherwise after a training."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
