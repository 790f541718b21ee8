"""Reads DMN files: safe XML, the known namespaces, and short words for walking the elements."""

from collections.abc import Iterator

from lxml import etree

from app.decisions.errors import DecisionErrors, Fault

Element = etree._Element

MAX_BYTES = 10_000_000  # the largest model of the conformance kit has 0.5 MB
NAMESPACES = {
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}


def read(content: bytes, file: str) -> Element:
    """Return the ``definitions`` of a DMN file.

    :raises DecisionErrors: not XML, not DMN 1.2 to 1.5, or with a DOCTYPE (entities are not needed)
    """
    if len(content) > MAX_BYTES:
        raise _refused(file, f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    if b"<!DOCTYPE" in content:
        raise _refused(file, "a DOCTYPE is not allowed")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(file, f"not well-formed XML: {error}") from error
    if root.getroottree().docinfo.doctype:  # in an encoding that hides it from the look above
        raise _refused(file, "a DOCTYPE is not allowed")
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise _refused(file, f"not a DMN 1.2 to 1.5 model: the root is {name.text}")
    return root


def _refused(file: str, reason: str) -> DecisionErrors:
    return DecisionErrors([Fault(file=file, reason=reason)])


def tag(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def children(element: Element, *names: str) -> list[Element]:
    """List the DMN children of these names, in written order."""
    return [c for c in element if _is_dmn(c) and tag(c) in names]


def _is_dmn(element: Element) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).namespace in NAMESPACES


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first DMN child of one of these names."""
    return None if element is None else next(iter(children(element, *names)), None)


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the DMN elements below of these names."""
    return (e for e in element.iter() if _is_dmn(e) and tag(e) in names)


def text_of(element: Element | None) -> str:
    """Return what stands in the ``text`` child."""
    inner = child(element, "text")
    return (inner.text or "").strip() if inner is not None else ""


def normal(name: str | None) -> str:
    """Return a name as FEEL compares it: outer space off, inner space single."""
    return " ".join((name or "").split())


def name_of(element: Element | None) -> str:
    """Return the ``name`` attribute, normal."""
    return normal(element.get("name")) if element is not None else ""


def type_of(element: Element | None) -> str:
    """Return the ``typeRef``: an attribute, or a child in item definitions."""
    if element is None:
        return ""
    inner = child(element, "typeRef")
    return normal(inner.text if inner is not None else element.get("typeRef"))
