"""The roles of the house: one group each, with its Chinese and its English name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A group that ships with the product."""

    code: str
    name: str
    name_en: str


ROLES = (
    Role("service_agent", "客服", "Service agent"),
    Role("fnol_agent", "报案受理", "Loss report agent"),
    Role("claims_registrar", "立案", "Claims registrar"),
    Role("surveyor", "查勘", "Surveyor"),
    Role("assessor", "定损", "Loss assessor"),
    Role("investigator", "调查", "Investigator"),
    Role("doc_reviewer", "资料审核", "Document reviewer"),
    Role("claims_adjudicator", "核赔", "Claims adjudicator"),
    Role("approver_l1", "理赔主管", "Approver level 1, claims supervisor"),
    Role("approver_l2", "分公司理赔经理", "Approver level 2, branch claims manager"),
    Role("approver_l3", "分公司分管总", "Approver level 3, branch vice president"),
    Role("approver_l4", "总公司理赔总经理", "Approver level 4, head of claims"),
    Role("approver_l5", "理赔审批委员会", "Approver level 5, claims committee"),
    Role("cashier", "支付", "Cashier"),
    Role("finance_reviewer", "支付复核", "Payment reviewer"),
    Role("archivist", "档案", "Archivist"),
    Role("overdue_handler", "异常时效专人", "Overdue handler"),
    Role("claims_supervisor", "理赔督导", "Claims team supervisor"),
    Role("claims_manager", "理赔经理", "Claims manager"),
    Role("complaint_officer", "投诉处理", "Complaint officer"),
    Role("complaint_manager", "投诉经理", "Complaint manager"),
    Role("dispute_officer", "纠纷处理", "Dispute officer"),
    Role("legal_counsel", "法务", "Legal counsel"),
    Role("revisit_agent", "回访", "Revisit agent"),
    Role("revisit_supervisor", "回访主管", "Revisit supervisor"),
    Role("trainer", "培训讲师", "Trainer"),
    Role("training_manager", "培训经理", "Training manager"),
    Role("quality_officer", "服务质量", "Quality officer"),
    Role("quality_manager", "服务质量经理", "Quality manager"),
    Role("cat_coordinator", "大灾协调", "Catastrophe coordinator"),
    Role("cat_commander_branch", "分公司预案指挥", "Branch catastrophe commander"),
    Role("cat_commander_hq", "理赔预案指挥部", "Head office catastrophe command"),
    Role("aml_officer", "反洗钱", "Anti-money-laundering officer"),
    Role("compliance_officer", "合规", "Compliance officer"),
    Role("product_manager", "产品经理", "Product manager"),
    Role("sales_agent", "销售", "Sales agent"),
    Role("care_officer", "客户关怀", "Customer care officer"),
    Role("analyst", "流程分析", "Analyst of diagrams and tables"),
    Role("auditor", "审计", "Auditor"),
    Role("integrator", "系统对接", "Integrator"),
    Role("admin", "系统管理", "Administrator"),
)
CODES = frozenset(role.code for role in ROLES)
