"""Which numbers each dashboard shows."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString, lazy_gettext

#: code, and how its bars are told apart
Cards = Sequence[tuple[str, str]]
BOARDS: Mapping[str, tuple[LazyString, Cards]] = {
    "claims": (
        lazy_gettext("Claims"),
        (
            ("M11", "stage"),
            ("M12", "stage"),
            ("M13", "stage"),
            ("M10", "stage"),
            ("M14", "line"),
            ("M15", "line"),
            ("M16", "line"),
            ("M17", "line"),
            ("M18", "line"),
            ("M21", "tier"),
        ),
    ),
    "complaints": (
        lazy_gettext("Complaints"),
        (
            ("M30", "subject"),
            ("M32", "line"),
            ("M33", "line"),
            ("M34", "line"),
            ("M31", "cause"),
            ("M35", "step"),
            ("M03", "category"),
        ),
    ),
    "revisits": (
        lazy_gettext("Revisits"),
        (
            ("M01", "trigger"),
            ("M02", "channel"),
            ("M05", "trigger"),
            ("M06", "line"),
            ("M04", "trigger"),
            ("M03", "category"),
        ),
    ),
    "training": (
        lazy_gettext("Training"),
        (("M40", "segment"), ("M41", "segment"), ("M42", "segment"), ("M43", "segment")),
    ),
    "service": (
        lazy_gettext("Service quality"),
        (
            ("M50", ""),
            ("M53", "stage"),
            ("M07", "topic"),
            ("M51", "channel"),
            ("M52", "area"),
            ("M54", "topic"),
            ("M55", "measure"),
        ),
    ),
}
