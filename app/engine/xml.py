"""Diagram files as XML: read safely, names of the dialect."""

from collections.abc import Iterator

from lxml import etree

from .errors import InvalidDiagram

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
NAMESPACES = {
    "bpmn": BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "zeebe": ZEEBE,
}
SYNTHETIC = "__"  #: ends the id of everything that desugaring makes
MAX_FILE_BYTES = 4 * 1024 * 1024  # a diagram of 500 shapes has 0.5 MB


def bpmn(name: str) -> str:
    """Return the full name of a BPMN tag."""
    return f"{{{BPMN}}}{name}"


def local_name(node: etree._Element) -> str:
    """Return a node's tag without its namespace; empty for comments and instructions."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def read(data: bytes) -> etree._Element:
    """Read a file; nothing outside of it is followed.

    :raises InvalidDiagram: it is too large, not XML, or declares a document type
    """
    if len(data) > MAX_FILE_BYTES:
        raise InvalidDiagram(
            f"the file is larger than {MAX_FILE_BYTES} bytes", code="file_too_large"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidDiagram(f"the file is not XML: {error}", code="not_xml") from error
    if root.getroottree().docinfo.doctype:
        raise InvalidDiagram("a document type declaration is not allowed", code="document_type")
    return root


def find(node: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath with the prefixes of ``NAMESPACES`` finds."""
    found = node.xpath(path, namespaces=NAMESPACES)
    return (
        [item for item in found if isinstance(item, etree._Element)]
        if isinstance(found, list)
        else []
    )


def text_of(node: etree._Element, name: str) -> str | None:
    """Return the stripped text of a BPMN child element."""
    text = node.findtext(bpmn(name))
    return text.strip() if text is not None else None


def zeebe_elements(node: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Give the extension elements of a node, each with its local name."""
    for group in node.iterchildren(bpmn("extensionElements")):
        for child in group:
            if isinstance(child.tag, str) and child.tag.startswith(f"{{{ZEEBE}}}"):
                yield local_name(child), child
