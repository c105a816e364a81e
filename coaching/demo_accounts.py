"""The demo sign-ins that `make up` prints and the demo data makes real."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["HEAD_COACH", "COACH", "ATHLETE"]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as; the password is no secret and works on demo data only."""

    role: Role
    email: str
    password: str
    name: str


DEMO_ACCOUNTS = (
    DemoAccount("HEAD_COACH", "head@demo.phasewise.example", "demo-barbell-1", "Hanna Lindqvist"),
    DemoAccount("COACH", "coach@demo.phasewise.example", "demo-barbell-2", "Marco Reyes"),
    DemoAccount("ATHLETE", "ana@demo.phasewise.example", "demo-barbell-3", "Ana Petrova"),
    DemoAccount("ATHLETE", "ben@demo.phasewise.example", "demo-barbell-4", "Ben Okafor"),
    DemoAccount("ATHLETE", "chloe@demo.phasewise.example", "demo-barbell-5", "Chloe Martin"),
)
