"""The Chinese names of a claim's codes, as letters write them; forms show the same ones."""

from collections.abc import Mapping

DOC_TYPE_NAMES: Mapping[str, str] = {
    "claim_form": "索赔申请书",
    "id_card": "身份证明",
    "policy_copy": "保险单",
    "bank_account": "银行账户资料",
    "accident_report": "事故报告",
    "driver_license": "驾驶证",
    "vehicle_license": "行驶证",
    "liability_cert": "事故认定书",
    "loss_proof": "损失证明",
    "invoice": "发票",
    "police_report": "公安机关证明",
    "medical_record": "病历资料",
    "medical_receipt": "医疗费收据",
    "third_party_claim": "第三者索赔资料",
    "expense_list": "费用清单",
    "asset_list": "财产清单",
    "fire_certificate": "火灾证明",
    "weather_certificate": "气象证明",
    "waybill": "运单",
    "commercial_invoice": "商业发票",
    "loss_list_signed": "签字定损清单",
    "public_posting_proof": "公示证明",
    "judgment_or_settlement": "判决书或调解书",
    "trade_contract": "贸易合同",
    "receivable_proof": "应收账款证明",
    "default_proof": "违约证明",
    "social_settlement": "社保结算单",
    "pathology_report": "病理报告",
    "disability_certificate": "伤残鉴定书",
    "death_certificate": "死亡证明",
    "beneficiary_proof": "受益人证明",
    "cancellation_of_household": "户籍注销证明",
    "survival_proof": "生存证明",
}

DECISION_NAMES: Mapping[str, str] = {
    "pay": "赔付",
    "partial_pay": "部分赔付",
    "reject": "拒赔",
    "ex_gratia": "通融赔付",
}

#: Steps of a calculation that are sums; each kind of calculation has some of them.
SUM_NAMES: Mapping[str, str] = {
    "gross": "核定损失或给付基数",
    "net": "扣除残值、第三方及医保已付后",
    "resp": "按投保比例和责任比例承担",
    "deductible": "免赔额及应扣款项",
    "after": "扣除后",
    "share": "按约定赔付比例",
    "capped_death_disability": "死亡伤残赔偿（限额内）",
    "capped_medical": "医疗费用赔偿（限额内）",
    "capped_property": "财产损失赔偿（限额内）",
    "capped": "保险金额（限额）以内",
    "costs": "施救费用",
    "payable": "理算赔款",
}
#: Steps that are parts of one, and are told only where they take something away.
RATIO_NAMES: Mapping[str, str] = {
    "prop": "投保比例",
    "liability_ratio": "责任比例",
}
