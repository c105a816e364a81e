"""The rows that the walked thread's progress file must have."""


def week_row(
    week_on: str,
    *,
    phase: tuple[str, str],
    trained: int = 0,
    ahead: int = 0,
    volume_raw: str = "1",
    e1rm_kg: str = "",
) -> list[str]:
    """A week of so many sessions of five sets, all done on target, or all still ahead."""
    due = attended = str(trained)
    partial = missed = moved = excused = paused = extra = "0"
    sets = str(trained * 5)
    one = "1" if trained else ""
    status = "on_track" if trained else "no_data"
    return [
        *("Ana Petrova", "Four weeks", week_on, *phase),
        *(due, attended, partial, missed, moved, excused, paused, str(ahead), extra),
        *(sets, sets, sets, sets),
        *(one, one, one, volume_raw if trained else "", one, one, one),
        *(status, "no"),
        # Nothing was logged late: eight counts and seven shares without a change.
        *[""] * 15,
        e1rm_kg,
    ]
