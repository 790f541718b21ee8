"""The people of the demo company: they act in the tour, the scenarios and the benchmarks alike."""

from app.identity.models import User
from app.identity.operations import NewUser, create_roles, create_user
from app.identity.queries import find_user
from app.work import Work

PASSWORD = "claimdesk"  # noqa: S105  everybody's, and refused outside a demo

#: username, Chinese name, English name, groups
PEOPLE = (
    ("u_fnol", "周晓兰", "Zhou Xiaolan", ("fnol_agent",)),
    ("u_reg", "吴建国", "Wu Jianguo", ("claims_registrar",)),
    ("u_sur1", "陈志强", "Chen Zhiqiang", ("surveyor",)),
    ("u_sur2", "林海", "Lin Hai", ("surveyor",)),
    ("u_ass", "赵敏", "Zhao Min", ("assessor",)),
    ("u_dual", "孙立", "Sun Li", ("assessor", "approver_l1")),
    ("u_doc", "李文静", "Li Wenjing", ("doc_reviewer",)),
    ("u_adj", "王慧", "Wang Hui", ("claims_adjudicator",)),
    ("u_l1a", "郑凯", "Zheng Kai", ("approver_l1",)),
    ("u_l1b", "冯雪", "Feng Xue", ("approver_l1",)),
    ("u_l2a", "褚明", "Chu Ming", ("approver_l2",)),
    ("u_l2b", "卫东", "Wei Dong", ("approver_l2",)),
    ("u_l3a", "蒋琳", "Jiang Lin", ("approver_l3",)),
    ("u_l4a", "沈国华", "Shen Guohua", ("approver_l4",)),
    ("u_l5a", "韩梅", "Han Mei", ("approver_l5",)),
    ("u_l5b", "杨波", "Yang Bo", ("approver_l5",)),
    ("u_l5c", "朱红", "Zhu Hong", ("approver_l5",)),
    ("u_siu", "秦勇", "Qin Yong", ("investigator",)),
    ("u_cash", "许静", "Xu Jing", ("cashier",)),
    ("u_fin", "何平", "He Ping", ("finance_reviewer",)),
    ("u_arc", "吕芳", "Lü Fang", ("archivist",)),
    ("u_od1", "施磊", "Shi Lei", ("overdue_handler",)),
    ("u_cmp", "张倩", "Zhang Qian", ("complaint_officer",)),
    ("u_cmpm", "孔德明", "Kong Deming", ("complaint_manager",)),
    ("u_dis", "曹阳", "Cao Yang", ("dispute_officer",)),
    ("u_legal", "严正", "Yan Zheng", ("legal_counsel",)),
    ("u_rev", "华月", "Hua Yue", ("revisit_agent",)),
    ("u_revs", "金秀英", "Jin Xiuying", ("revisit_supervisor",)),
    ("u_cat", "魏刚", "Wei Gang", ("cat_commander_hq",)),
    ("u_aml", "陶然", "Tao Ran", ("aml_officer",)),
    ("u_aud", "姜涛", "Jiang Tao", ("auditor",)),
    ("u_int", "渠道系统", "Channel system", ("integrator",)),
    ("u_ana", "谢宁", "Xie Ning", ("analyst",)),
    ("u_adm", "邹伟", "Zou Wei", ("admin",)),
    ("u_svc", "苏婷", "Su Ting", ("service_agent",)),
    ("u_sup", "潘峰", "Pan Feng", ("claims_supervisor",)),
    ("u_cmgr", "葛亮", "Ge Liang", ("claims_manager",)),
    ("u_comp", "范蓉", "Fan Rong", ("compliance_officer",)),
    ("u_trn", "彭瑶", "Peng Yao", ("trainer",)),
    ("u_trnm", "鲁宁", "Lu Ning", ("training_manager",)),
    ("u_qua", "韦佳", "Wei Jia", ("quality_officer",)),
    ("u_quam", "马骏", "Ma Jun", ("quality_manager",)),
    ("u_care", "苗青", "Miao Qing", ("care_officer",)),
    ("u_catc", "方诚", "Fang Cheng", ("cat_coordinator",)),
    ("u_catb", "任远", "Ren Yuan", ("cat_commander_branch",)),
    ("u_sal", "袁帅", "Yuan Shuai", ("sales_agent",)),
    ("u_prd", "柳青", "Liu Qing", ("product_manager",)),
)


#: of the groups that work at the head office; the others are those of a branch
AT_HEAD_OFFICE = ("manager", "approver_l4", "approver_l5", "_hq", "auditor", "admin", "analyst")
PROGRAMS = ("integrator",)
MAIL_DOMAIN = "claimdesk.example"  # reserved: mail to it reaches nobody


def _unit_of(groups: tuple[str, ...]) -> str | None:
    if groups[0] in PROGRAMS:
        return None
    return "HQ" if any(part in groups[0] for part in AT_HEAD_OFFICE) else "SH"


def _email_of(username: str, groups: tuple[str, ...]) -> str | None:
    return None if groups[0] in PROGRAMS else f"{username}@{MAIL_DOMAIN}"


def create_people(work: Work, password_hash: str) -> list[User]:
    """Create the groups and the people who are missing; whoever exists stays as they are.

    :param password_hash: of ``PASSWORD``, made once for all of them before the transaction
    """
    create_roles(work)
    return [
        find_user(work.session, username)
        or create_user(
            work,
            NewUser(
                username=username,
                name=name,
                name_en=name_en,
                groups=groups,
                org_unit=_unit_of(groups),
                email=_email_of(username, groups),
                password_hash=password_hash,
            ),
        )
        for username, name, name_en, groups in PEOPLE
    ]
