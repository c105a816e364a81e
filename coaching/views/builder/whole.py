"""The whole program behind the grid, for undo across phases that changed places."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from coaching.views.builder.drafts import draft_of, draft_view, refusal, said, whole_number
from programs.actions.publish_version import VersionIsPublished
from programs.actions.save_draft import StaleVersion, save_draft
from programs.engine.errors import TrainingError


@draft_view("GET", "POST")
def program(request: HttpRequest, key: int) -> HttpResponse:
    """Return the draft's program with its hash; a POST puts one in that was there before."""
    draft = draft_of(request, key)
    if request.method == "POST":
        sent = said(request)
        try:
            draft = save_draft(
                version=draft,
                body=str(sent.get("program", "")),
                expected_version=whole_number(sent, "version"),
                by=request.user,
            )
        except (StaleVersion, VersionIsPublished) as error:
            return refusal(error, status=409)
        except TrainingError as error:
            return refusal(error)
    return JsonResponse(
        {"program": draft.body, "hash": draft.content_hash, "version": draft.version}
    )
