"""Running a scheme's expansion on sets as logged, session by session."""

from decimal import Decimal

from programs.engine.loads.load_anchors import opening_anchors
from programs.engine.resolving.resolve import Outcome, resolve
from programs.engine.resolving.results import PerformedSet, result_from_sets
from programs.engine.schemes.preview import program_of
from programs.engine.schemes.scheme import Place


def place(opening="100", *, key="squat", **fields):
    return Place(key=key, exercise="Squat", opening_kg=Decimal(opening), **fields)


class SchemeCourse:
    """An athlete on one scheme: ``slot`` is what is asked next, ``log`` does it."""

    def __init__(self, scheme, at, **counters):
        self.start = {f"{name}:{at.key}": value for name, value in counters.items()}
        self.program = program_of(scheme.expand(at), place=at, name=scheme.name)
        self.outcomes = {}
        self._resolve()

    def _resolve(self):
        anchors = {**opening_anchors(self.program), **self.start}
        self.resolution = resolve(self.program, anchors=anchors, outcomes=self.outcomes)

    @property
    def session(self):
        return self.resolution.sessions[len(self.outcomes)]

    @property
    def slot(self):
        return self.session.slots[0]

    @property
    def last_slot(self):
        return self.resolution.sessions[len(self.outcomes) - 1].slots[0]

    @property
    def load(self):
        return self.slot.groups[0].load_kg

    def anchor(self, name):
        return self.session.anchors_before[name]

    def log(self, reps, *, rpe=None, load=None, group=0):
        """Do sets of one group with these repetitions, the effort noted on the last."""
        asked = self.slot.groups
        lifted = asked[group].load_kg if load is None else Decimal(load)
        efforts = [None] * (len(reps) - 1) + [None if rpe is None else Decimal(rpe)]
        sets = [
            PerformedSet(group, reps=count, load_kg=lifted, rpe=effort)
            for count, effort in zip(reps, efforts, strict=True)
        ]
        result = result_from_sets(asked, sets)
        key, ordinal = self.slot.key, self.session.ordinal
        self.outcomes[ordinal] = Outcome(performed=True, results={key: result})
        self._resolve()
