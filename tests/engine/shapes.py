"""Process shapes to walk through."""

from .shape import Border, Part, Reaction, Shape


def loop(name: str) -> Shape:
    """A fork of two tasks that may go round again; its nodes end in the given letter."""
    return Shape(
        [
            f"start > xj{name} > pf{name} > u1{name} > pj{name}",
            f"pf{name} > u2{name} > pj{name} > xa{name}",
            f"xa{name} > xj{name} if again2",
            f"xa{name} > end default",
        ]
    )


def task(name: str) -> Shape:
    return Shape([f"start > {name} > end"])


AROUND = ("start > xj > s1 > u9 > xa", "xa > xj if again", "xa > end default")
ON_M1, BESIDE_M1 = Border(message="m1"), Border(message="m1", interrupting=False)
ON_M2, ON_M3, ON_ERROR = Border(message="m2"), Border(message="m3"), Border()
REACTIONS = (
    Reaction(name="r1", message="m1", interrupting=True, inside=task("u_r1")),
    Reaction(name="r2", message="m2", interrupting=False, inside=task("u_r2")),
)


def around(part: Part, *more: str) -> Shape:
    """Something with an inside, in a loop."""
    return Shape((*AROUND, *more), {"s1": part})


SHAPES = {
    "parallel_loop": Shape(
        [
            "start > xj > pf > u1 > pj > xa",
            "pf > u2 > pj",
            "pf > u3 > pj",
            "xa > xj if again",
            "xa > end default",
        ]
    ),
    "inclusive_loop": Shape(
        [
            "start > xj > i1",
            "i1 > u1 if p1",
            "i1 > u2 if p2",
            "i1 > u3 default",
            "u1 > i2 > xa",
            "u2 > i2",
            "u3 > i2",
            "xa > xj if again",
            "xa > end default",
        ]
    ),
    "inclusive_with_a_loop_in_a_branch": Shape(
        [
            "start > xj > i1",
            "i1 > u1 if p1",
            "i1 > xc if p2",
            "i1 > u3 default",
            "xc > u2 > xd",
            "xd > xc if again2",
            "xd > i2 default",
            "u1 > i2 > xa",
            "u3 > i2",
            "xa > xj if again",
            "xa > end default",
        ]
    ),
    "inclusive_after_parallel": Shape(
        [
            "start > pf > u1 > i2",
            "pf > i1",
            "i1 > u2 if p1",
            "i1 > u3 if p2",
            "i1 > end2 default",
            "u2 > i2",
            "u3 > i2 > u4 > xa",
            "xa > pf2 if again",
            "xa > end default",
            "pf2 > u5 > end3",
            "pf2 > u6 > end4",
        ]
    ),
    "inclusive_that_need_not_wait": Shape(
        [
            "start > xj > pf > xm > u1 > i2 > u3 > xa",
            "pf > u2 > xd",
            "xd > xm if p1",
            "xd > i2 default",
            "xa > xj if again",
            "xa > end default",
        ]
    ),
    "join_with_tokens_left_over": Shape(
        [
            "start > xj > pf > s1 > xm > pj > u3 > xa",
            "b1 > xm",
            "pf > u2 > pj",
            "pf > u4 > pj",
            "xa > xj if again",
            "xa > end default",
        ],
        {"s1": Part(borders={"b1": BESIDE_M1})},
    ),
    "two_loops_into_a_join": Shape(
        [
            "start > pf > xj1 > u1 > xa1",
            "xa1 > xj1 if again",
            "xa1 > pj default",
            "pf > xj2 > u2 > xa2",
            "xa2 > xj2 if again2",
            "xa2 > pj default",
            "pj > u3 > end",
        ]
    ),
    "merge_without_gateway": Shape(
        ["start > pf > u1 > u3", "pf > u2 > u3", "u3 > u4 > end", "u3 > u5 > end2"]
    ),
    "receive_and_event_gateway": Shape(
        [
            "start > xj > g1 > m1 > u1 > xa",
            "g1 > m2 > xa",
            "xa > xj if again",
            "xa > m3 default",
            "m3 > end",
        ]
    ),
    "terminate": Shape(
        [
            "start > pf > u1 > xa",
            "xa > u1 if again",
            "xa > stop default",
            "pf > u2 > end",
            "pf > s1 > end2",
        ],
        {"s1": Part(inside=loop("a"))},
    ),
    "terminate_inside": around(
        Part(
            inside=Shape(
                ["start > pf > u1 > stop", "pf > u2 > end2", "pf > s2 > end3"],
                {"s2": Part(inside=loop("a"), many="parallel")},
            )
        )
    ),
    "task_with_events": around(
        Part(borders={"b1": BESIDE_M1, "b2": ON_M2}), "b1 > u_b1 > end2", "b2 > u_b2 > xa"
    ),
    "sub_process_interrupted": around(
        Part(inside=loop("a"), borders={"b1": ON_M1}), "b1 > u_b1 > xa"
    ),
    "sub_process_not_interrupted": around(
        Part(inside=loop("a"), borders={"b1": BESIDE_M1}), "b1 > u_b1 > end2"
    ),
    "error_from_deep_inside": around(
        Part(
            inside=Shape(
                ["start > pf > u1 > xb", "xb > fail if p1", "xb > end default", "pf > s2 > end2"],
                {
                    "s2": Part(
                        inside=Shape(["start > u2 > xc", "xc > fail if p2", "xc > end default"]),
                        many="parallel",
                    )
                },
            ),
            borders={"b1": ON_ERROR},
        ),
        "b1 > u_b1 > xa",
    ),
    "many_tasks": around(Part(many="parallel", borders={"b1": ON_M1}), "b1 > end2"),
    "many_tasks_in_turn": around(Part(many="sequential", borders={"b1": BESIDE_M1}), "b1 > end2"),
    "many_sub_processes": around(
        Part(inside=loop("a"), many="parallel", borders={"b1": BESIDE_M1, "b2": ON_M2}),
        "b1 > u_b1 > end2",
        "b2 > end3",
    ),
    "many_sub_processes_in_turn": around(
        Part(inside=loop("a"), many="sequential", borders={"b2": ON_M2}), "b2 > end3"
    ),
    "three_deep": around(
        Part(
            inside=Shape(
                ["start > pf > u1 > pj", "pf > s2 > pj > u2 > end", "b1 > end2"],
                {
                    "s2": Part(
                        inside=Shape(
                            ["start > s3 > u3 > end", "b2 > end2"],
                            {"s3": Part(inside=loop("a"), many="parallel", borders={"b2": ON_M2})},
                        ),
                        borders={"b1": BESIDE_M1},
                    )
                },
            ),
            borders={"b3": ON_M3},
        ),
        "b3 > end3",
    ),
    "call": around(Part(inside=loop("a"), called=True, borders={"b1": BESIDE_M1}), "b1 > end2"),
    "many_calls": around(
        Part(inside=loop("a"), called=True, many="parallel", borders={"b1": ON_M1}), "b1 > end2"
    ),
    "event_sub_processes": Shape(
        ["start > xj > u1 > xa", "xa > xj if again", "xa > end default"], {}, REACTIONS
    ),
    "terminate_beside_event_sub_processes": Shape(
        ["start > pf > u1 > stop", "pf > u2 > end"], {}, REACTIONS
    ),
    "event_sub_processes_in_many": around(
        Part(
            inside=Shape(["start > pf > u1 > pj", "pf > u2 > pj > end"], {}, REACTIONS),
            many="parallel",
            borders={"b3": ON_M3},
        ),
        "b3 > end3",
    ),
}
