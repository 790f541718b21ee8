"""What a file says for its readers: annotations of rules, and notes beside a decision."""

from collections.abc import Iterator

from app.decisions.dmn.source import Element, child, children, tag, text_of


def annotation_of(row: Element) -> str:
    """Return what a rule says about itself: its annotations, then its description."""
    texts = [text_of(e) for e in children(row, "annotationEntry")]
    texts.append(_description(row))
    return "; ".join(filter(None, texts))


def notes_of(table: Element) -> Iterator[str]:
    """Yield the notes on a table's decision: its description, and text annotations tied to it."""
    owner: Element | None = table
    while owner is not None and tag(owner) not in ("decision", "businessKnowledgeModel"):
        owner = owner.getparent()
    if owner is None:
        return
    yield from filter(None, dict.fromkeys((_description(table), _description(owner))))
    root = owner.getroottree().getroot()
    tied = set(_tied_to(root, f"#{owner.get('id', '')}"))
    for note in children(root, "textAnnotation"):
        if f"#{note.get('id', '')}" in tied:
            yield text_of(note)


def _tied_to(root: Element, href: str) -> Iterator[str]:
    for line in children(root, "association"):
        ends = [e.get("href", "") for e in children(line, "sourceRef", "targetRef")]
        if href in ends:
            yield from (end for end in ends if end != href)


def _description(element: Element) -> str:
    description = child(element, "description")
    return (description.text or "").strip() if description is not None else ""
