"""Built-in functions on contexts."""

from app.feel.builtins.signature import builtin, overloaded
from app.feel.values import Value

Context = dict[str, Value]


def _get_value(context: Context, key: str | list[Value]) -> Value:
    value: Value = context
    for part in key if isinstance(key, list) else [key]:
        if value.__class__ is not dict or part.__class__ is not str:
            return None
        value = value.get(part)
    return value


def _get_entries(context: Context) -> Value:
    return [{"key": key, "value": value} for key, value in context.items()]


def _context(entries: list[Value]) -> Value:
    found: Context = {}
    for entry in entries:
        if entry.__class__ is not dict or "value" not in entry:
            return None
        key = entry.get("key")
        if key.__class__ is not str or key in found:
            return None
        found[key] = entry["value"]
    return found


def _put(context: Context, key: str, value: Value) -> Context:
    return {**context, key: value}


def _put_deep(context: Context, keys: list[Value], value: Value) -> Value:
    if not keys or not all(key.__class__ is str for key in keys):
        return None
    path = [context]
    for key in keys[:-1]:
        inner = path[-1].get(key)
        if inner is not None and inner.__class__ is not dict:
            return None
        path.append(inner or {})
    result: Value = value
    for level, key in zip(reversed(path), reversed(keys), strict=True):
        result = _put(level, key, result)
    return result


def _merge(contexts: list[Value]) -> Value:
    if not all(context.__class__ is dict for context in contexts):
        return None
    return {key: value for context in contexts for key, value in context.items()}


CONTEXTS = {
    "get value": builtin("m: context, key: string|list", _get_value),
    "get entries": builtin("m: context", _get_entries),
    "context": builtin("entries: list", _context),
    "context put": overloaded(
        builtin("context: context, key: string, value: any", _put),
        builtin("context: context, keys: list, value: any", _put_deep),
    ),
    "context merge": builtin("contexts: list", _merge),
}
