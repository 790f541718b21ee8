"""The courses that customers are offered: reference data, brought in once."""

from app.insurance.records import enter
from app.insurance.training import queries
from app.insurance.training.models import TrainingCourse
from app.insurance.training.vocabulary import CourseType
from app.work import Work

#: code as the table of plans says it, what it teaches, Chinese name, English name
COURSES = (
    ("product_knowledge", CourseType.PRODUCT_KNOWLEDGE, "产品知识", "Product knowledge"),
    ("service_knowledge", CourseType.SERVICE_KNOWLEDGE, "服务知识", "Service knowledge"),
    ("corporate_culture", CourseType.CORPORATE_CULTURE, "企业文化", "Corporate culture"),
    ("claim_skill", CourseType.USE_SKILL, "理赔技能", "Claiming skills"),
    ("communication_skill", CourseType.COMMUNICATION_SKILL, "沟通技巧", "Communication skills"),
    ("fraud_prevention", CourseType.USE_SKILL, "防范诈骗", "Fraud prevention"),
    ("loss_prevention", CourseType.USE_SKILL, "防灾防损", "Loss prevention"),
    ("loss_report_skill", CourseType.USE_SKILL, "报案技能", "Loss reporting skills"),
)
CODES = tuple(code for code, *_ in COURSES)


def create_catalogue(work: Work) -> list[TrainingCourse]:
    """Bring in the courses that are missing; those that are there stay as they are."""
    known = {course.code for course in queries.list_courses(work.session)}
    return [
        enter(work, TrainingCourse(code=code, type=kind, name=name, name_en=name_en, material=""))
        for code, kind, name, name_en in COURSES
        if code not in known
    ]


def names_of(codes: list[str]) -> str:
    """Return the Chinese names of courses, as customers read them."""
    known = {code: name for code, _, name, _ in COURSES}
    return "、".join(known.get(code, code) for code in codes)
