"""What makes the athlete's pages work without signal: the service worker and its last page."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache

# What today, the week and a session load; a test compares it with what those pages ask for.
FILES = (
    "css/phasewise.css",
    "fonts/figtree.woff2",
    "img/icon.svg",
    "img/icon-180.png",
    "img/icon-192.png",
    "phasewise.webmanifest",
    "js/app.js",
    "js/choices.js",
    "js/fresh.js",
    "js/kept.js",
    "js/leave.js",
    "js/rest.js",
    "js/send.js",
    "js/session.js",
    "js/tempo.js",
    "js/unsent.js",
    "js/vendor/idb.js",
    "js/waiting.js",
)
WORKER = "js/service-worker.js"


@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker under the root, so that it serves every page.

    A changed file has another name, which makes browsers take the worker anew.
    """
    files = json.dumps([static(name) for name in FILES])
    lines = (
        f"const FILES = {files}, OFFLINE = {json.dumps(reverse('offline'))};",
        f"importScripts({json.dumps(static(WORKER))});",
    )
    return HttpResponse("\n".join(lines), content_type="text/javascript")


def offline(request: HttpRequest) -> HttpResponse:
    """The page of last resort, kept on the phone: the same for everybody."""
    return render(request, "athletes/offline.html")
