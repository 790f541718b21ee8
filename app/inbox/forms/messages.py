"""Why an answer is refused, in the reader's language."""

_MESSAGES: dict[str, tuple[str, str]] = {
    "required": ("is required", "必填"),
    "must_be_checked": ("must be checked", "必须勾选"),
    "not_text": ("must be a text", "应为文本"),
    "not_printable": ("holds characters that cannot be kept", "含有无法保存的字符"),
    "one_line": ("must be one line", "只能填写一行"),
    "too_short": ("needs at least {limit} characters", "至少需要 {limit} 个字符"),
    "too_long": ("has room for {limit} characters", "最多 {limit} 个字符"),
    "pattern": ("has not the expected form", "格式不正确"),
    "email": ("must be an e-mail address", "应为电子邮箱地址"),
    "phone": ("must be a telephone number", "应为电话号码"),
    "not_number": ("must be a number", "应为数字"),
    "not_whole": ("must be a whole number", "应为整数"),
    "decimals": ("has at most {limit} decimals", "最多 {limit} 位小数"),
    "digits": ("is too large", "数值过大"),
    "min": ("must be at least {limit}", "不得小于 {limit}"),
    "max": ("must be at most {limit}", "不得大于 {limit}"),
    "not_boolean": ("must be true or false", "应为 true 或 false"),
    "not_choice": ("is not one of: {choices}", "应为下列之一：{choices}"),
    "not_list": ("must be a list", "应为列表"),
    "twice": ("is named twice", "重复"),
    "not_object": ("must be an object", "应为对象"),
    "not_date": ("must be a date like 2026-03-02", "应为日期，如 2026-03-02"),
    "not_time": ("must be a time like 09:30", "应为时间，如 09:30"),
    "not_instant": (
        "must be a date and time with its offset, like 2026-03-02T09:30+08:00",
        "应为带时区的日期时间，如 2026-03-02T09:30+08:00",
    ),
    "one_file": ("takes one file", "只能上传一个文件"),
    "not_file": ("must be the id of a file", "应为文件编号"),
    "too_many": ("has room for {limit} entries", "最多 {limit} 项"),
    "read_only": ("is read-only: it is {shown}", "只读，其值为 {shown}"),
    "unknown": ("is not a field of this form", "表单中没有此字段"),
    "did_you_mean": ("is not a field of this form; did you mean {names}?", "是否想填 {names}？"),
}


def message(name: str, language: str, **values: object) -> str:
    """Return a message in English or, for ``zh``, in Chinese."""
    english, chinese = _MESSAGES[name]
    return (chinese if language.startswith("zh") else english).format(**values)
