"""The OpenAPI document and the page that shows it."""

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


@extend_schema(exclude=True)
class Document(SpectacularAPIView):
    """The document, as YAML or, with ``Accept: application/vnd.oai.openapi+json``, as JSON."""


@extend_schema(exclude=True)
class DocumentPage(SpectacularSwaggerSplitView):
    """Swagger UI from this server; its script comes from a second request to the same address."""

    url_name = "api:schema"
    template_name = "coaching/api_document.html"
