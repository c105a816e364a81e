"""The OpenAPI document and the page that shows it."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request


class OnceGenerator(SchemaGenerator):
    """Writes the document once a process and language: addresses don't change while it runs."""

    def get_schema(self, request: Request | None = None, public: bool = False) -> dict[str, Any]:
        return _document(get_language() or "")


@extend_schema(exclude=True)
class Document(SpectacularAPIView):
    """The document, as YAML or, with ``Accept: application/vnd.oai.openapi+json``, as JSON."""

    generator_class = OnceGenerator


@extend_schema(exclude=True)
class DocumentPage(SpectacularSwaggerSplitView):
    """Swagger UI from this server; its script comes from a second request to the same address."""

    url_name = "api:schema"
    template_name = "coaching/api_document.html"


@cache
def _document(language: str) -> dict[str, Any]:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return document
