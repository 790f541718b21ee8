"""Which motor claims the demo shows, and how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Course:
    """One claim: who lost what, when it was reported, and how far it is.

    ``since`` and ``until`` are working days ago and a time of day.
    """

    driver: int
    amount: str
    told: str
    place: str
    since: tuple[int, str]
    until: tuple[int, str]
    #: the last step that is done
    done: str
    cause: str = "collision"
    channel: str = "app"
    injury: bool = False
    #: who has taken the next task
    taken_by: str = ""
    #: what was said to the next task: who, and what
    said: Sequence[tuple[str, str]] = ()
    #: what is filled in of the next task by who took it
    begun: Mapping[str, Any] = field(default_factory=dict)
    #: the task that waits
    waits: str = ""


COURSES = (
    Course(
        driver=0,
        amount="3800.00",
        told="倒车时碰到立柱，右后保险杠破损",
        place="徐汇区漕溪北路地下车库",
        since=(0, "10:05"),
        until=(0, "10:05"),
        done="report",
    ),
    Course(
        driver=1,
        amount="46500.00",
        told="避让行人撞上护栏，前部受损严重，安全气囊弹出",
        place="延安高架茂名路下匝道",
        since=(0, "09:20"),
        until=(0, "09:50"),
        done="report",
        channel="phone",
        waits="register_claim",
        taken_by="u_reg",
        begun={"decision": "register"},
    ),
    Course(
        driver=2,
        amount="2600.00",
        told="停放时被剐蹭，左侧车门划伤",
        place="杨浦区五角场停车场",
        since=(1, "16:10"),
        until=(1, "16:10"),
        done="report",
        channel="web",
    ),
    Course(
        driver=3,
        amount="7200.00",
        told="雨天追尾前车，前保险杠及大灯破损",
        place="沪闵路近顾戴路",
        since=(1, "14:00"),
        until=(1, "15:10"),
        done="register",
        waits="contact_customer",
        said=(("u_reg", "客户要求下午两点以后联系，白天开会。"),),
    ),
    Course(
        driver=4,
        amount="128000.00",
        told="雨夜高架桥上打滑，连续碰撞中央隔离带，整车变形",
        place="中环路真北路段",
        since=(3, "09:15"),
        until=(2, "16:30"),
        done="contact",
        waits="survey",
        taken_by="u_sur2",
        channel="phone",
    ),
    Course(
        driver=5,
        amount="5400.00",
        told="路边停车时后视镜被撞断，车门凹陷",
        place="牡丹江路友谊路口",
        since=(2, "10:00"),
        until=(1, "11:00"),
        done="survey_report",
    ),
    Course(
        driver=6,
        amount="18600.00",
        told="转弯时与隔离墩碰撞，右前轮及悬挂受损",
        place="中山北路曹杨路口",
        since=(4, "09:40"),
        until=(2, "14:00"),
        done="papers",
        waits="verify_documents",
        taken_by="u_doc",
    ),
    Course(
        driver=7,
        amount="9300.00",
        told="高空坠物砸中引擎盖和前挡风玻璃",
        place="四川北路1688号楼下",
        cause="falling_object",
        since=(5, "10:20"),
        until=(3, "10:30"),
        done="review",
        waits="assess_loss",
        taken_by="u_ass",
        said=(
            ("u_doc", "发票和维修清单金额差 300 元，核定时请留意。"),
            ("u_ass", "已请修理厂补一份明细。"),
        ),
    ),
    Course(
        driver=8,
        amount="36800.00",
        told="与货车侧面刮擦，左侧车身大面积受损",
        place="沪宜公路叶城路口",
        since=(6, "11:00"),
        until=(4, "16:00"),
        done="review",
    ),
    Course(
        driver=9,
        amount="4100.00",
        told="进出车库时刮到墙壁，右侧翼子板变形",
        place="松江区人民北路小区车库",
        since=(4, "13:30"),
        until=(1, "10:00"),
        done="assess",
    ),
    Course(
        driver=10,
        amount="8800.00",
        told="会车时避让不及碰到路沿，底盘及轮毂受损",
        place="公园路青安路口",
        since=(5, "15:00"),
        until=(1, "16:40"),
        done="adjudicate",
    ),
    Course(
        driver=11,
        amount="152000.00",
        told="暴雨中涉水行驶，发动机进水，电路全面损坏",
        place="奉贤区南桥镇解放中路",
        cause="storm_flood",
        since=(7, "09:30"),
        until=(1, "14:20"),
        done="adjudicate",
        said=(("u_sup", "@u_l2a 涉水险附加条款已核对，金额较大，请优先。"),),
        waits="approve_step",
    ),
    Course(
        driver=12,
        amount="6700.00",
        told="等红灯时被后车追尾，后备厢盖及尾灯受损",
        place="张杨路崮山路口",
        since=(6, "14:10"),
        until=(1, "11:30"),
        done="approve",
    ),
    Course(
        driver=13,
        amount="9900.00",
        told="躲避宠物撞上花坛，前保险杠及水箱受损",
        place="淮海中路地下停车场",
        since=(7, "10:10"),
        until=(0, "09:40"),
        done="payee",
    ),
    Course(
        driver=15,
        amount="1900.00",
        told="倒车时碰到花坛，后保险杠刮花",
        place="宜山路700号地面停车场",
        since=(0, "10:25"),
        until=(0, "10:25"),
        done="report",
    ),
    Course(
        driver=16,
        amount="5200.00",
        told="跟车过近追尾，前保险杠及格栅破损",
        place="江宁路昌平路口",
        since=(0, "09:45"),
        until=(0, "09:45"),
        done="report",
        channel="phone",
        injury=True,
    ),
    Course(
        driver=17,
        amount="67000.00",
        told="高速爆胎后撞击护栏，左侧车身及底盘受损",
        place="G1503 绕城高速外圈 88 公里",
        since=(1, "09:30"),
        until=(0, "09:30"),
        done="register",
        channel="phone",
        waits="contact_customer",
        taken_by="u_sur1",
    ),
    Course(
        driver=18,
        amount="3300.00",
        told="开车门时与电动车相碰，车门边缘变形",
        place="莘建路非机动车道旁",
        since=(0, "09:00"),
        until=(0, "10:10"),
        done="register",
    ),
    Course(
        driver=19,
        amount="4700.00",
        told="台风天树枝砸中车顶，天窗破裂",
        place="友谊路小区内",
        cause="falling_object",
        since=(1, "13:20"),
        until=(0, "09:55"),
        done="contact",
        waits="survey",
        taken_by="u_sur1",
    ),
    Course(
        driver=20,
        amount="9600.00",
        told="地库转弯擦碰柱子，右侧两个车门凹陷",
        place="天山路商场地下二层",
        since=(6, "10:40"),
        until=(0, "10:00"),
        done="adjudicate",
        waits="approve_step",
    ),
    Course(
        driver=21,
        amount="22400.00",
        told="路口避让抢行车辆撞上信号灯杆，前部受损",
        place="曹杨路武宁路口",
        since=(5, "09:10"),
        until=(1, "17:00"),
        done="review",
    ),
)
