"""O5: phones whose clocks are days off, by the true order in which values were typed."""

import random
from dataclasses import dataclass, field

from athletes.sync.clock import Stamp
from athletes.sync.merge import NOTHING, Change, merge

DAY_MS = 86_400_000
# A value typed on two phones within ten minutes: whose is the last is worth arguing about.
CONCURRENT_MS = 600_000


@dataclass
class SkewedPhone:
    """A phone's hybrid clock, corrected by the answer that took the shortest way."""

    name: str
    skew_ms: int
    is_corrected: bool = True
    offset_ms: int = 0
    shortest_ms: int = 10**9
    last: tuple[int, int] = (0, 0)
    seq: int = 0
    dice: random.Random = field(default_factory=random.Random)

    def meet_server(self, true_ms: int) -> None:
        """Estimate the offset from one answer, half of whose way there and back is a guess."""
        there, back = self.dice.randint(10, 1500), self.dice.randint(10, 1500)
        if self.is_corrected and there + back < self.shortest_ms:
            self.shortest_ms = there + back
            sent, received = true_ms + self.skew_ms, true_ms + there + back + self.skew_ms
            self.offset_ms = true_ms + there - (sent + received) // 2

    def set_back(self, by_ms: int) -> None:
        """Somebody sets the clock in mid-session; the offset is only met again later."""
        self.skew_ms -= by_ms

    def stamp(self, true_ms: int) -> Stamp:
        corrected = true_ms + self.skew_ms + self.offset_ms
        ms, n = self.last
        self.last = (corrected, 0) if corrected > ms else (ms, n + 1)
        self.seq += 1
        return Stamp(*self.last, self.name, self.seq)


def count_wrong(*, seed: int, fields: int, is_corrected: bool = True) -> int:
    """Return how many concurrently edited fields end with another value than the truly last."""
    dice = random.Random(seed)
    phones = [
        SkewedPhone(
            f"phone-{number}",
            dice.randint(-3 * DAY_MS, 3 * DAY_MS),
            is_corrected=is_corrected,
            dice=dice,
        )
        for number in range(6)
    ]
    true_ms = 10 * DAY_MS
    for phone in phones:
        for _ in range(3):
            phone.meet_server(true_ms)
    wrong = 0
    for number in range(fields):
        true_ms += dice.randint(1000, 120_000)
        if number % 50 == 0:
            phone = dice.choice(phones)
            phone.set_back(dice.randint(0, 3_600_000))
            phone.shortest_ms = 10**9
            phone.meet_server(true_ms)
        edits = []
        for phone in dice.sample(phones, dice.randint(2, 4)):
            typed_ms = true_ms + dice.randint(0, CONCURRENT_MS)
            edits.append((typed_ms, phone))
        edits.sort(key=lambda edit: edit[0])
        true_ms = edits[-1][0]
        changes = [Change(phone.stamp(ms), {"reps": ms}) for ms, phone in edits]
        dice.shuffle(changes)
        state = NOTHING
        for change in changes:
            state = merge(state, change)
        wrong += state.values["reps"] != edits[-1][0]
    return wrong
