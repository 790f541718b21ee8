"""The check-lists of service, as data: what is looked at in each area, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.insurance.quality.check_models import CheckArea


@dataclass(frozen=True)
class Item:
    """One thing that is scored from 1 to 5."""

    code: str
    name: str
    name_en: str
    #: counts for the attitude of service (indicator M52)
    attitude: bool = False


CHECKLISTS: Mapping[CheckArea, tuple[Item, ...]] = {
    CheckArea.SCRIPT: (  # source §1.3 and §2.1
        Item("listening", "耐心倾听,不打断", "Listens and does not interrupt", attitude=True),
        Item("empathy", "体谅客户处境", "Shows understanding", attitude=True),
        Item("calm", "面对投诉冷静,不使矛盾升级", "Stays calm with a complaint", attitude=True),
        Item("plain_words", "用语通俗,解释术语", "Uses plain words, explains terms"),
        Item("questions", "提问明确需求", "Asks what is needed"),
        Item("body_language", "表情与肢体语言得体", "Looks and moves politely", attitude=True),
        Item("pace", "语速语调适中", "Speaks at a good pace"),
        Item("expertise", "专业准确", "Knows the matter"),
        Item("script", "按服务用语完成", "Follows the service script"),
    ),
    CheckArea.ETIQUETTE: (  # source §2.2
        Item("dress", "着装规范", "Is dressed as agreed"),
        Item("politeness", "礼貌用语", "Speaks politely", attitude=True),
        Item("smile", "微笑服务", "Serves with a smile", attitude=True),
        Item("details", "注意细节", "Sees to details", attitude=True),
        Item("preparation", "事先了解客户情况", "Knows the customer beforehand"),
    ),
    CheckArea.FACILITY: (  # source §10.1
        Item("cleanliness", "环境整洁", "Is clean"),
        Item("signs", "标识清晰", "Has clear signs"),
        Item("waiting", "等候区座位充足", "Has seats for those who wait"),
        Item("access", "无障碍设施", "Can be used by everyone"),
        Item("privacy", "保护客户隐私", "Keeps talks private"),
        Item("equipment", "设备正常", "Has equipment that works"),
        Item("notices", "公示服务承诺与投诉渠道", "Shows promises and ways to complain"),
    ),
}
