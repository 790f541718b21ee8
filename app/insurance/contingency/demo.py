"""The demo company's plans: one in force for every kind of contingency."""

from app.insurance.contingency import plans, queries
from app.insurance.contingency.models import ContingencyPlan
from app.work import Work

NAMES = {
    "typhoon": "台风理赔预案",
    "rainstorm_flood": "暴雨洪涝理赔预案",
    "earthquake": "地震理赔预案",
    "mudslide": "泥石流理赔预案",
    "fire_explosion": "火灾爆炸理赔预案",
    "transport_accident": "重大交通事故理赔预案",
    "public_health": "公共卫生事件理赔预案",
    "social_security": "社会安全事件理赔预案",
    "system_outage": "系统故障应急预案",
    "mass_complaint": "群体投诉应急预案",
}
PROCEDURE = (
    "接报后两小时内决定是否启动；启动后设立指挥部，各部门按职责实施，"
    "开通绿色通道、简化单证、预付赔款；按级别定时报告情况，达到终止条件后终止、评估并修订。"
)
DUTIES = {
    "claims": "增派查勘定损人员，开通绿色通道，优先处理人身伤亡案件",
    "customer": "主动联系受影响客户，增开报案线路，安抚情绪",
    "finance": "备足赔款资金，当日支付预付赔款",
    "it": "保障报案与理赔系统，开通线上自助理赔",
    "pr": "统一对外口径，向监管机构和媒体通报进展",
}
RESOURCES = "查勘车辆、移动查勘设备、备用资金与应急物资"


def create_plans(work: Work) -> list[ContingencyPlan]:
    """Write and approve the plans that are missing."""
    duties = [{"department": name, "duty": duty} for name, duty in DUTIES.items()]
    return [
        plans.approve(
            work,
            plans.draft_plan(
                work,
                ContingencyPlan(
                    plan_code=f"PLAN-{event_type.upper()}",
                    plan_version=plans.FIRST,
                    name=name,
                    event_types=[event_type],
                    procedure=PROCEDURE,
                    duties=duties,
                    resources=RESOURCES,
                ),
            ),
        )
        for event_type, name in NAMES.items()
        if queries.find_plan_for(work.session, event_type) is None
    ]
