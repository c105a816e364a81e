"""Forms about programs: they say in words, beside its field, what to change."""

from programs.forms.compose import ComposeForm
from programs.forms.match_exercises import MatchExercisesForm
from programs.forms.program_file import ProgramFileForm

__all__ = ["ComposeForm", "MatchExercisesForm", "ProgramFileForm"]
