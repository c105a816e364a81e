"""How the document tells of the key that makes a request safe to send twice."""

from drf_spectacular.utils import OpenApiParameter

PATTERN = r"^[!-~]{1,255}$"
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": PATTERN, "example": "9f0c1d1e-6a52-4c5e-8f0e-2b7f6f1f4c11"},
    location=OpenApiParameter.HEADER,
    description=(
        "Made by you, new for each thing to be done. The same request with the same key is done "
        "once; each repeat within 30 days gets the first answer, with `Idempotency-Replayed: true`."
    ),
    required=False,
)
