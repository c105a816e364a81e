"""Small programs written out for the tests of resolving."""

from programs.engine.program import Program, read_program


def slot(*groups, key="a", exercise="Squat", **fields):
    """A slot as the format writes it; pass stages or exercises to replace groups or exercise."""
    body = {"key": key, **fields}
    if "exercises" not in fields:
        body["exercise"] = exercise
    if "stages" not in fields:
        body["groups"] = list(groups)
    return body


def weeks(*slots, count, first=1, **fields):
    """``count`` equal weeks of one day, numbered from ``first``."""
    days = [{"day": 1, "slots": list(slots)}]
    return [{"week": first + place, "days": days, **fields} for place in range(count)]


def calendar(written, *, name="Build", goal="strength", **fields):
    """A calendar phase."""
    return {
        "name": name,
        "goal": goal,
        "schedule": {"kind": "calendar"},
        "weeks": written,
        **fields,
    }


def rotation(*days, sessions, sessions_per_week=3, name="Build", goal="strength"):
    """A rotation of days, each a list of slots."""
    return {
        "name": name,
        "goal": goal,
        "schedule": {
            "kind": "rotation",
            "sessions": sessions,
            "sessions_per_week": sessions_per_week,
        },
        "days": [{"slots": slots} for slots in days],
    }


def body_of(*mesocycles, anchors=None, rules=(), **fields):
    """A program body that rounds to 2.5 kg, ties down."""
    return {
        "format": "program/1",
        "name": "By hand",
        "anchors": {"tm": 100} if anchors is None else anchors,
        "mesocycles": list(mesocycles),
        "rules": list(rules),
        **fields,
    }


def program_of(*mesocycles, **fields) -> Program:
    """The same, read."""
    return read_program(body_of(*mesocycles, **fields))


def loads_of(resolution):
    """The load of every group, session by session."""
    return [
        [group.load_kg for written in session.slots for group in written.groups]
        for session in resolution.sessions
    ]


def reps_of(resolution):
    """Sets x repetitions of every group, session by session."""
    return [
        [f"{group.sets}x{group.reps.text}" for written in session.slots for group in written.groups]
        for session in resolution.sessions
    ]
