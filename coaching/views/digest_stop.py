"""The page behind a weekly mail's link: it ends that mail without signing in (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coaching.actions.stop_digest import stop_digest
from coaching.queries.digest_links import LinkUnknown, find_membership


@csrf_exempt  # A mail program posts without a cookie; the signed link is the permission.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def digest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, so that whatever opens links to look at them ends nothing; a POST ends the mail."""
    try:
        membership = find_membership(token=token)
    except LinkUnknown as error:
        return render(request, "invitations/refused.html", {"reason": str(error)}, status=404)
    is_stopped = request.method == "POST"
    if is_stopped:
        stop_digest(membership=membership)
    context = {"organization": membership.organization, "is_stopped": is_stopped}
    return render(request, "coaching/digest_stop.html", context)
