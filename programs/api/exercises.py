"""The catalogue."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from programs.api.filters import ExerciseFilters
from programs.api.serializers import ExerciseDetailSerializer, ExerciseSerializer
from programs.models import Exercise
from programs.queries.browse import browse_exercises

TAGS = ["exercises"]


@extend_schema_view(
    get=extend_schema(operation_id="list_exercises", summary="Search the exercises", tags=TAGS)
)
class ExerciseList(ListAPIView):
    queryset = Exercise.objects.none()
    serializer_class = ExerciseSerializer
    filterset_class = ExerciseFilters

    def get_queryset(self) -> Any:
        return Exercise.objects.visible_to(self.request.user)


@extend_schema_view(
    get=extend_schema(
        operation_id="get_exercise", summary="One exercise with substitutes", tags=TAGS
    )
)
class ExerciseDetail(RetrieveAPIView):
    queryset = Exercise.objects.none()
    serializer_class = ExerciseDetailSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        return browse_exercises(user=self.request.user)
