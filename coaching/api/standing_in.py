"""Answers that need no view of their own: who asks is identified and counted all the same."""

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView


@extend_schema(exclude=True)
class StandIn(APIView):
    """Answers every method with ``outcome``: a response, or an error that is raised."""

    outcome: HttpResponseBase | Exception = NotFound()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.http_method_names = [request.method.lower()]
        setattr(self, request.method.lower(), self.answer)
        return super().dispatch(request, *args, **kwargs)

    def answer(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome
