"""Lists come in numbered pages."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

LARGEST_PAGE = 200


class Pages(PageNumberPagination):
    """50 rows a page unless ``page_size`` asks for up to 200; one query to count."""

    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def get_page_size(self, request: Request) -> int | None:
        asked = request.query_params.get("page_size")
        if asked is None:
            return self.page_size
        # Longer digits than any page are refused before they are read as a number.
        is_number = asked.isascii() and asked.isdecimal() and len(asked) < 10
        if not is_number or not 1 <= int(asked) <= LARGEST_PAGE:
            message = f"Ask for 1 to {LARGEST_PAGE} rows a page."
            raise ValidationError({"page_size": message}, code="invalid")
        return int(asked)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        parameters: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            parameter["schema"] |= {"minimum": 1}
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"maximum": LARGEST_PAGE, "default": self.page_size}
        return parameters
