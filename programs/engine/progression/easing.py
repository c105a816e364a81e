"""How much lighter training is made for a while: a share of load and sets, a limit to effort."""

from dataclasses import dataclass
from decimal import Decimal

from programs.engine.units import round_half_up

HIGHEST_RPE = Decimal(10)


@dataclass(frozen=True, slots=True)
class Ease:
    """Shares (0-1) of load and sets, and the hardest effort that may still be asked, None: any."""

    load_share: Decimal = Decimal(1)
    set_share: Decimal = Decimal(1)
    rpe_cap: Decimal | None = None

    def sets(self, sets: int) -> int:
        """Return how many of so many sets stay: half up, at least one."""
        return sets if self.set_share == 1 else max(1, round_half_up(sets * self.set_share))

    def rpe(self, rpe: Decimal | None) -> Decimal | None:
        """Return the effort as it is asked now: capped, never raised."""
        if self.rpe_cap is None:
            return rpe
        return self.rpe_cap if rpe is None else min(rpe, self.rpe_cap)

    @property
    def least_rir(self) -> Decimal | None:
        """Repetitions that are left in reserve at least, None where effort has no limit."""
        return None if self.rpe_cap is None else HIGHEST_RPE - self.rpe_cap

    def and_then(self, other: "Ease") -> "Ease":
        """Return what both allow: the smaller share of each, the lower limit."""
        caps = [cap for cap in (self.rpe_cap, other.rpe_cap) if cap is not None]
        return Ease(
            load_share=min(self.load_share, other.load_share),
            set_share=min(self.set_share, other.set_share),
            rpe_cap=min(caps, default=None),
        )


AS_WRITTEN = Ease()
# Decision 13: half the sets, half up, at least one; load x 0.9; four in reserve.
LIGHT_LOAD_SHARE = Decimal("0.9")
LIGHT_SET_SHARE = Decimal("0.5")
LIGHT_RPE_CAP = Decimal(6)
LIGHT_WEEK = Ease(LIGHT_LOAD_SHARE, LIGHT_SET_SHARE, LIGHT_RPE_CAP)
