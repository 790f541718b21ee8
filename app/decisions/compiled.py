"""The compiled models of this operating-system process, by digest: a version is compiled once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from app.decisions.dmn.model import Model, load
from app.decisions.dmn.source import children, normal, read
from app.decisions.errors import DecisionErrors

KEPT = 256  # models; one takes about 1 MB, and a deployment has some dozens

_models: OrderedDict[str, Model] = OrderedDict()
_lock = Lock()


def compiled(digest: str, make: Callable[[], Model]) -> Model:
    """Return the model of a digest, compiled at its first use."""
    with _lock:
        if digest in _models:
            _models.move_to_end(digest)
            return _models[digest]
    model = make()
    with _lock:
        _models[digest] = model
        while len(_models) > KEPT:
            _models.popitem(last=False)
    return model


def forget() -> None:
    """Drop every compiled model; the next use compiles anew."""
    with _lock:
        _models.clear()


def digest_of(content: bytes, imported: Mapping[str, bytes]) -> str:
    """Return the digest of a file and of what it imports."""
    sums = [hashlib.sha256(content).hexdigest()]
    sums += [hashlib.sha256(imported[key]).hexdigest() for key in sorted(imported)]
    return sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()


def imports_of(content: bytes, file: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return by namespace which of these files a model imports, however far.

    :param files: other DMN files by name; those that are no DMN are passed over
    """
    by_namespace = {n: c for name, c in files.items() if (n := _namespace(c, name))}
    found: dict[str, bytes] = {}
    ahead = [content]
    while ahead:
        for element in children(read(ahead.pop(), file), "import"):
            namespace = normal(element.get("namespace"))
            if namespace in by_namespace and namespace not in found:
                found[namespace] = by_namespace[namespace]
                ahead.append(found[namespace])
    return found


def _namespace(content: bytes, name: str) -> str:
    try:
        return normal(read(content, name).get("namespace"))
    except DecisionErrors:
        return ""


def load_together(files: Mapping[str, bytes]) -> list[Model]:
    """Compile DMN files, by name, that may import one another.

    :raises DecisionErrors: one of them is faulty
    """
    models = []
    for name, content in files.items():
        others = {other: text for other, text in files.items() if other != name}
        models.append(load_with(content, imports_of(content, name, others), name))
    return models


def load_with(content: bytes, imported: Mapping[str, bytes], file: str) -> Model:
    """Compile a model with these imports."""
    return load(content, imports=imported.get, file=file)
