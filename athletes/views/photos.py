"""Photos of an athlete's progress: adding, looking at, deleting, switching on and off."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from athletes.actions.add_photo import add_photo
from athletes.actions.choose_photos import choose_photos
from athletes.actions.clean_photo import PhotoTooLarge
from athletes.actions.delete_photos import delete_photo
from athletes.forms.photo_forms import PhotoChoiceForm, PhotoForm
from athletes.models import Athlete, Photo
from athletes.photo_files import FULL, SMALL, path_of
from athletes.queries.photos import get_photo_days
from athletes.views.places import for_athlete
from programs.engine.errors import TrainingError
from programs.engine.timeline import local_date


@for_athlete
def photos(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    if not athlete.keeps_photos:
        return redirect("photo_settings")
    form = PhotoForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        today=local_date(timezone.now(), zone=athlete.time_zone),
    )
    if form.is_bound and _is_added(request, athlete, form):
        messages.success(request, _("Photo kept."))
        return redirect("photos")
    context = {
        "form": form,
        "days": get_photo_days(athlete=athlete),
        "athlete": athlete,
        "places": request.places,
        "tab": "progress",
    }
    status = 422 if form.errors else 200
    return render(request, "athletes/photos.html", context, status=status)


def _is_added(request: HttpRequest, athlete: Athlete, form: PhotoForm) -> bool:
    if getattr(request, "is_upload_too_long", False):
        form.errors.pop("file", None)
        form.refuse(PhotoTooLarge())
    if not form.is_valid():
        return False
    said = dict(form.cleaned_data)
    try:
        add_photo(athlete=athlete, content=said.pop("file").read(), now=timezone.now(), **said)
    except TrainingError as error:
        form.refuse(error)
        return False
    return True


@require_GET
@login_required
def photo(request: HttpRequest, photo_id: UUID, is_small: bool = False) -> FileResponse:
    """Answer with a photo's file; no cache keeps it, the browser's own neither."""
    row = get_object_or_404(Photo.objects.visible_to(request.user), pk=photo_id)
    try:
        file = default_storage.open(path_of(row.file_name, SMALL if is_small else FULL))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, content_type="image/jpeg", filename=f"{row.pose.lower()}-{row.on.isoformat()}.jpg"
    )
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_POST
@login_required
def photo_delete(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    row = get_object_or_404(Photo.objects.belonging_to(request.user), pk=photo_id)
    delete_photo(photo=row)
    messages.success(request, _("Photo deleted."))
    return redirect("photos")


@for_athlete
def photo_settings(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    count = Photo.objects.filter(athlete=athlete).count()
    form = PhotoChoiceForm(
        request.POST if request.method == "POST" else None,
        initial={"keeps": athlete.keeps_photos, "shares": athlete.shares_photos},
        count=count,
    )
    if form.is_valid():
        choose_photos(athlete=athlete, **{"deletes": False, **form.cleaned_data})
        messages.success(request, _("Saved."))
        return redirect("photos" if form.cleaned_data["keeps"] else "photo_settings")
    context = {
        "title": _("Progress photos"),
        "form": form,
        "count": count,
        "athlete": athlete,
        "tab": "settings",
    }
    return render(request, "athletes/photo_settings.html", context)
