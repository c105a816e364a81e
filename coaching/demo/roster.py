"""The people of the demo gym, each with a story that some page has to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BUILD_FIRST = "Build, then lift heavy"
STRENGTH_FIRST = "Strength first, then size"
TWO_ROUNDS = "Two rounds: size and strength"
HOME_BUILD_FIRST = "At home: build, then lift heavy"
HOME_STRENGTH_FIRST = "At home: strength first"
PUBLISHED_531 = "5/3/1 Boring But Big"
HEAD, MARCO, YUKI = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Away:
    """Days away from the Monday ``weeks_ago``; ``days`` None until now. A PAUSE or an EXCUSE."""

    weeks_ago: int
    days: int | None
    reason: str
    is_pause: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lifter:
    """One athlete and how they train.

    ``programs`` follow one another from the Monday ``weeks_ago`` on. ``squat_kg`` is the true
    maximum then, from which the others follow; it grows by ``growth_pct`` a week.
    ``misses_a_week`` are left out every week, ``miss_chance`` (0-1) now and then; in the weeks of
    ``sessions_in_week`` (by weeks ago) only so many are done. ``load_share`` is what they put on
    the bar of what was asked. Who has ``tape_cm`` keeps a diary of mornings and measures: what the
    tape says first, by site.
    """

    name: str
    programs: tuple[str, ...]
    weeks_ago: int
    squat_kg: int
    body_kg: int
    coach: int = HEAD
    email: str = ""
    growth_pct: float = 0.35
    gains_kg_a_week: float = 0.0
    tape_cm: Mapping[str, float] = field(default_factory=dict)
    misses_a_week: int = 0
    miss_chance: float = 0.04
    sessions_in_week: Mapping[int, int] = field(default_factory=dict)
    extra_sets: int = 0
    load_share: float = 1.0
    away: tuple[Away, ...] = ()
    pain_weeks_ago: int | None = None
    is_pain_resolved: bool = True
    knows_maxima: bool = True
    is_at_home: bool = False
    units: str = "KG"
    time_zone: str = "Europe/London"
    roll_mode: str = "ADHERENCE"
    answers_proposals: bool = True
    trains_by_now: bool = True
    is_invited: bool = False
    is_archived: bool = False


ROSTER = (
    Lifter(
        "Ana Petrova",
        (BUILD_FIRST, STRENGTH_FIRST),
        weeks_ago=16,
        squat_kg=118,
        body_kg=64,
        coach=MARCO,
        email="ana@demo.phasewise.example",
        gains_kg_a_week=0.12,
        tape_cm={"CHEST": 91.0, "WAIST": 72.5, "HIPS": 97.0, "UPPER_ARM": 28.5, "THIGH": 56.0},
        miss_chance=0.0,
        trains_by_now=False,
    ),
    Lifter(
        "Ben Okafor",
        (HOME_STRENGTH_FIRST, HOME_BUILD_FIRST),
        weeks_ago=13,
        squat_kg=120,
        body_kg=81,
        coach=MARCO,
        email="ben@demo.phasewise.example",
        gains_kg_a_week=0.18,
        tape_cm={"CHEST": 101.5, "WAIST": 86.0, "UPPER_ARM": 35.0, "THIGH": 58.5},
        is_at_home=True,
        miss_chance=0.1,
        trains_by_now=False,
    ),
    Lifter(
        "Chloe Martin",
        (TWO_ROUNDS,),
        weeks_ago=19,
        squat_kg=97,
        body_kg=59,
        email="chloe@demo.phasewise.example",
        gains_kg_a_week=-0.06,
        tape_cm={"WAIST": 69.0, "HIPS": 94.5, "THIGH": 54.0},
        misses_a_week=1,
        miss_chance=0.0,
        trains_by_now=False,
    ),
    Lifter(
        "佐藤 美咲",
        (TWO_ROUNDS,),
        weeks_ago=18,
        squat_kg=92,
        body_kg=55,
        coach=YUKI,
        time_zone="Asia/Tokyo",
        miss_chance=0.0,
        growth_pct=0.45,
    ),
    Lifter(
        "Дмитрий Волков",
        (PUBLISHED_531, PUBLISHED_531, STRENGTH_FIRST),
        weeks_ago=19,
        squat_kg=205,
        body_kg=104,
        coach=MARCO,
    ),
    Lifter(
        "Łukasz Wiśniewski",
        (BUILD_FIRST, STRENGTH_FIRST),
        weeks_ago=17,
        squat_kg=165,
        body_kg=88,
        coach=MARCO,
        away=(Away(8, 9, "HOLIDAY", note="Two weekends in the Tatras"),),
    ),
    Lifter(
        "Nguyễn Thị Hoa",
        (HOME_BUILD_FIRST, HOME_STRENGTH_FIRST),
        weeks_ago=18,
        squat_kg=74,
        body_kg=51,
        coach=YUKI,
        is_at_home=True,
        time_zone="Asia/Ho_Chi_Minh",
    ),
    Lifter(
        "Jack Thompson",
        (STRENGTH_FIRST, BUILD_FIRST),
        weeks_ago=14,
        squat_kg=176,
        body_kg=93,
        units="LB",
        time_zone="America/New_York",
    ),
    Lifter(
        "Ελένη Παπαδοπούλου",
        (BUILD_FIRST,),
        weeks_ago=9,
        squat_kg=88,
        body_kg=60,
        coach=YUKI,
        time_zone="Europe/Athens",
        away=(Away(5, 11, "ILLNESS", is_pause=True, note="Flu, then a week of coughing"),),
    ),
    Lifter(
        "Siobhán Ní Bhriain",
        (STRENGTH_FIRST,),
        weeks_ago=8,
        squat_kg=105,
        body_kg=68,
        growth_pct=-0.25,
        roll_mode="PERFORMANCE",
    ),
    Lifter(
        "Amara Diallo",
        (BUILD_FIRST, STRENGTH_FIRST),
        weeks_ago=12,
        squat_kg=110,
        body_kg=70,
        coach=YUKI,
        extra_sets=2,
    ),
    Lifter(
        "Oskar Nyström",
        (STRENGTH_FIRST,),
        weeks_ago=7,
        squat_kg=150,
        body_kg=86,
        load_share=0.9,
    ),
    Lifter(
        "अनन्या शर्मा",
        (BUILD_FIRST,),
        weeks_ago=1,
        squat_kg=62,
        body_kg=57,
        coach=YUKI,
        time_zone="Asia/Kolkata",
        knows_maxima=False,
        miss_chance=0.0,
    ),
    Lifter(
        "José Ramírez",
        (STRENGTH_FIRST,),
        weeks_ago=12,
        squat_kg=142,
        body_kg=79,
        coach=MARCO,
        miss_chance=0.0,
    ),
    Lifter(
        "Lena Vogt",
        (BUILD_FIRST,),
        weeks_ago=4,
        squat_kg=90,
        body_kg=66,
        coach=MARCO,
        miss_chance=0.0,
        sessions_in_week={4: 3, 3: 2, 2: 1, 1: 2},
        answers_proposals=False,
    ),
    Lifter(
        "김지훈",
        (STRENGTH_FIRST,),
        weeks_ago=6,
        squat_kg=158,
        body_kg=82,
        coach=YUKI,
        time_zone="Asia/Seoul",
        pain_weeks_ago=1,
        is_pain_resolved=False,
    ),
    Lifter(
        "Þórunn Jónsdóttir",
        (BUILD_FIRST, STRENGTH_FIRST),
        weeks_ago=15,
        squat_kg=121,
        body_kg=72,
        time_zone="Atlantic/Reykjavik",
        pain_weeks_ago=9,
    ),
    Lifter(
        "محمد الفارسي",
        (PUBLISHED_531,),
        weeks_ago=5,
        squat_kg=168,
        body_kg=90,
        coach=MARCO,
        time_zone="Asia/Dubai",
    ),
    Lifter(
        "Grace Mbeki",
        (HOME_BUILD_FIRST,),
        weeks_ago=6,
        squat_kg=80,
        body_kg=63,
        is_at_home=True,
        units="LB",
        time_zone="America/Chicago",
        misses_a_week=1,
    ),
    Lifter(
        "王伟",
        (TWO_ROUNDS,),
        weeks_ago=11,
        squat_kg=133,
        body_kg=75,
        coach=YUKI,
        time_zone="Asia/Shanghai",
        miss_chance=0.15,
    ),
    Lifter(
        "Tomáš Novák",
        (STRENGTH_FIRST,),
        weeks_ago=5,
        squat_kg=147,
        body_kg=84,
        away=(Away(1, None, "INJURY", is_pause=True, note="Broken toe, cleared in two weeks"),),
    ),
    Lifter(
        "דניאל כהן",
        (BUILD_FIRST,),
        weeks_ago=3,
        squat_kg=140,
        body_kg=83,
        coach=YUKI,
        time_zone="Asia/Jerusalem",
        sessions_in_week={1: 1, 0: 0},
    ),
    Lifter(
        "Priya Nair",
        (),
        weeks_ago=0,
        squat_kg=60,
        body_kg=58,
        coach=MARCO,
        email="priya@demo.phasewise.example",
        is_invited=True,
    ),
    Lifter(
        "Henrik Sørensen",
        (STRENGTH_FIRST,),
        weeks_ago=20,
        squat_kg=160,
        body_kg=95,
        coach=MARCO,
        is_archived=True,
    ),
)
