"""What people call the entries of the catalogue."""

from collections.abc import Iterable

from programs.engine.wording import Words

SPOKEN = {
    # Muscles
    "chest": Words("chest"),
    "lats": Words("lats"),
    "upper_back": Words("upper back"),
    "traps": Words("traps"),
    "lower_back": Words("lower back"),
    "front_delts": Words("front delts"),
    "side_delts": Words("side delts"),
    "rear_delts": Words("rear delts"),
    "biceps": Words("biceps"),
    "triceps": Words("triceps"),
    "forearms": Words("forearms"),
    "abs": Words("abs"),
    "glutes": Words("glutes"),
    "quads": Words("quads"),
    "hamstrings": Words("hamstrings"),
    "adductors": Words("adductors"),
    "calves": Words("calves"),
    # Movements
    "carry": Words("carry"),
    "chest_fly": Words("chest fly"),
    "elbow_extension": Words("elbow extension"),
    "elbow_flexion": Words("elbow flexion"),
    "hinge": Words("hinge"),
    "hip_abduction": Words("hip abduction"),
    "hip_adduction": Words("hip adduction"),
    "hip_extension": Words("hip extension"),
    "horizontal_pull": Words("horizontal pull"),
    "horizontal_push": Words("horizontal push"),
    "knee_extension": Words("knee extension"),
    "knee_flexion": Words("knee flexion"),
    "lunge": Words("lunge"),
    "olympic": Words("olympic"),
    "plantarflexion": Words("plantarflexion"),
    "rear_delt_fly": Words("rear delt fly"),
    "scapular_elevation": Words("scapular elevation"),
    "shoulder_abduction": Words("shoulder abduction"),
    "shoulder_extension": Words("shoulder extension"),
    "shoulder_flexion": Words("shoulder flexion"),
    "squat": Words("squat"),
    "trunk_anti_extension": Words("trunk anti extension"),
    "trunk_anti_lateral_flexion": Words("trunk anti lateral flexion"),
    "trunk_anti_rotation": Words("trunk anti rotation"),
    "trunk_extension": Words("trunk extension"),
    "trunk_flexion": Words("trunk flexion"),
    "trunk_lateral_flexion": Words("trunk lateral flexion"),
    "trunk_rotation": Words("trunk rotation"),
    "vertical_pull": Words("vertical pull"),
    "vertical_push": Words("vertical push"),
    "wrist_extension": Words("wrist extension"),
    "wrist_flexion": Words("wrist flexion"),
    # Joints
    "compound": Words("compound"),
    "isolation": Words("isolation"),
    # Competition lifts beside the squat, which is a movement, too
    "bench": Words("bench"),
    "deadlift": Words("deadlift"),
    "overhead_press": Words("overhead press"),
}


def spoken(names: Iterable[str]) -> tuple[Words, ...]:
    """Return the words for muscles, movements, joints or lifts; an unknown one by its own name."""
    return tuple(SPOKEN.get(name) or Words("{name}", {"name": _plain(name)}) for name in names)


def _plain(name: str) -> str:
    return name.replace("_", " ")
