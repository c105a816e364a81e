"""Adherence cases: 21 outputs, two of them also as fractions, one as displayed."""

from datetime import date, datetime
from decimal import Decimal

from programs.engine.adherence.measures import DoneSet, Item, Pause, Session, summarize

from .values import as_written, at_places, number, read_json

COUNTS = (
    "due",
    "attended",
    "partial",
    "missed",
    "moved",
    "excused",
    "paused",
    "pending",
    "extra",
    "sets_done",
    "sets_prescribed",
    "longest_missed_run",
)
SHARES = {
    "session_adherence": "session",
    "set_adherence": "sets",
    "volume_adherence": "volume",
    "volume_raw": "volume_raw",
    "intensity_adherence": "intensity",
    "composite": "composite",
    "exposure": "exposure",
}


def run_adherence(row):
    given = read_json(row["input_json"])
    result = summarize(
        [read_session(session) for session in given["sessions"]],
        window=tuple(date.fromisoformat(day) for day in given["window"]),
        as_of=datetime.fromisoformat(given["as_of"]),
        zone=given["tz"],
        pauses=[read_pause(pause) for pause in given.get("pauses") or []],
        unlinked_sessions=int(given.get("unlinked_sessions") or 0),
    )
    got = {name: Decimal(getattr(result, name)) for name in COUNTS}
    got |= {name: at_places(getattr(result, part), 4) for name, part in SHARES.items()}
    expected = {name: number(row[name]) for name in (*COUNTS, *SHARES)}
    percent = None if result.composite is None else result.composite * 100
    got |= {
        "status": result.status,
        "interrupted": str(result.is_interrupted).lower(),
        "composite_fraction": as_written(result.composite),
        "volume_fraction": as_written(result.volume),
        "composite_pct_display": at_places(percent, 1),
    }
    expected |= {name: row[name] for name in got if name not in expected}
    expected["composite_pct_display"] = number(row["composite_pct_display"])
    return got, expected


def read_session(session):
    completed_at = session.get("completed_at")
    return Session(
        key=session["id"],
        on=date.fromisoformat(session["date"]),
        items=tuple(read_item(item) for item in session["items"]),
        completed_at=datetime.fromisoformat(completed_at) if completed_at else None,
        completed_zone=session.get("completed_tz"),
        is_excused=bool(session.get("excused")),
        is_cancelled=bool(session.get("cancelled")),
    )


def read_item(item):
    return Item(
        exercise=item["ex"],
        sets=int(item["sets"]),
        rep_floor=int(item["reps_lo"]),
        load_kg=item.get("load"),
        rpe=item.get("rpe"),
        basis=item.get("basis"),
        is_substituted=bool(item.get("sub")),
        done=tuple(read_set(done) for done in item["done"]),
    )


def read_set(done):
    reps, load_kg, rpe, *mark = done
    return DoneSet(reps=int(reps), load_kg=load_kg, rpe=rpe, is_warmup=mark == ["W"])


def read_pause(pause):
    from_on, to_on = pause
    return Pause(date.fromisoformat(from_on), date.fromisoformat(to_on) if to_on else None)
