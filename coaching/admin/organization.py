"""The organization: its settings, its coaches and what they may do."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Count, F, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from athletes.models import Engagement
from coaching.accounts.models import Membership, Organization
from coaching.actions.if_unchanged import ChangedMeanwhile
from coaching.actions.organization.change_organization import change_organization
from coaching.actions.organization.change_place import (
    change_role,
    deactivate_coach,
    reactivate_coach,
)
from coaching.actions.organization.invite_coach import invite_coach
from coaching.actions.organization.keep_logo import keep_logo, logo_path
from coaching.admin.access import memberships
from coaching.admin.bases import ConsoleAdmin, ReadOnly
from coaching.admin.bulk import bulk_address
from coaching.admin.sites import console
from coaching.forms.organization_settings import (
    InviteCoachForm,
    OrganizationSettingsForm,
    RoleForm,
)
from programs.engine.errors import TrainingError
from programs.scoping import coached_organizations


@admin.register(Organization, site=console)
class OrganizationAdmin(ReadOnly, ConsoleAdmin):
    """One page an organization: everybody there reads it, its owners change it."""

    list_display = ("name", "time_zone")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return Organization.objects.filter(pk__in=coached_organizations(request.user))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        of_place = {"role": self.role_view, "active": self.active_view, "roster": self.roster_view}
        return [
            path("<int:key>/invite/", wrap(self.invite_view), name="accounts_organization_invite"),
            path("<int:key>/logo/", wrap(self.logo_view), name="accounts_organization_logo"),
            *(
                path(
                    f"<int:key>/coaches/<int:place>/{name}/",
                    wrap(view),
                    name=f"accounts_organization_{name}",
                )
                for name, view in of_place.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        places = memberships(request)
        if len(places) == 1:
            return redirect("console:accounts_organization_change", places[0].organization_id)
        return super().changelist_view(request, extra_context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        organization = self.row_or_404(request, object_id)
        if request.method != "POST":
            return self._page(request, organization)
        form = OrganizationSettingsForm(request.POST, organization=self._owned(request, object_id))
        if form.is_valid():
            try:
                change_organization(
                    organization=organization,
                    said=form.said,
                    expected_version=_number(request, "version"),
                    by=request.user,
                )
            except ChangedMeanwhile as error:
                form.add_error(None, str(error))
                organization = error.row
            except TrainingError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Saved."))
                return redirect("console:accounts_organization_change", organization.pk)
        return self._page(request, organization, form=form, status=422)

    def _page(
        self,
        request: HttpRequest,
        organization: Organization,
        *,
        form: OrganizationSettingsForm | None = None,
        invite_form: InviteCoachForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        places = organization.memberships.select_related("user").annotate(
            athlete_count=Count(
                "engagements",
                filter=Q(engagements__ended_at=None, engagements__athlete__is_archived=False),
            )
        )
        is_owned = self._owns(request, organization)
        return self.page(
            request,
            "organization",
            title=organization.name,
            organization=organization,
            places=[
                (
                    place,
                    RoleForm(
                        initial={"role": place.role}, prefix=str(place.pk), of=place.user.name
                    ),
                )
                for place in places.order_by(F("is_active").desc(), "user__name", "pk")
            ],
            form=form or OrganizationSettingsForm(organization=organization),
            invite_form=invite_form or InviteCoachForm(initial={"role": "COACH"}),
            is_owned=is_owned,
            status=status,
        )

    def invite_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Mail an invitation; a refusal keeps what was typed."""
        organization = self._owned(request, key)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = InviteCoachForm(request.POST)
        try:
            if form.is_valid():
                said = form.cleaned_data
                now = timezone.now()
                invite_coach(organization=organization, by=request.user, now=now, **said)
                messages.success(request, _("Invitation sent to %(email)s.") % said)
                return redirect("console:accounts_organization_change", organization.pk)
        except TrainingError as error:
            form.add_error("email", str(error))
        return self._page(request, organization, invite_form=form, status=422)

    def logo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the logo; an owner's POST keeps another."""
        organization = self.row_or_404(request, key)
        if request.method == "POST":
            sent = request.FILES.get("logo")
            content = sent.read() if sent else b""
            organization = self._owned(request, key)
            self.attempt(
                request,
                lambda: keep_logo(organization=organization, content=content, by=request.user),
                done=_("The logo is kept."),
            )
            return redirect("console:accounts_organization_change", organization.pk)
        if not organization.logo:
            raise Http404
        file = default_storage.open(logo_path(organization.logo))
        return FileResponse(file, content_type="image/jpeg")

    def role_view(self, request: HttpRequest, key: int, place: int) -> HttpResponse:
        found = self._place(request, key, place)
        form = RoleForm(request.POST, prefix=str(place))
        if request.method == "POST" and not form.is_valid():
            raise Http404
        role = form.cleaned_data["role"] if form.is_valid() else ""
        return self._do(
            request,
            key,
            lambda: change_role(place=found, role=role, by=request.user),
            done=_("The role is changed."),
        )

    def active_view(self, request: HttpRequest, key: int, place: int) -> HttpResponse:
        """Let a coach go, or come back."""
        found = self._place(request, key, place)
        change = deactivate_coach if found.is_active else reactivate_coach
        done = (
            _("%(name)s no longer has access.")
            if found.is_active
            else _("%(name)s has access again.")
        )
        return self._do(
            request,
            key,
            lambda: change(place=found, by=request.user),
            done=done % {"name": found.user.name},
        )

    def roster_view(self, request: HttpRequest, key: int, place: int) -> HttpResponse:
        """Lead to the page that hands over everybody the coach looks after."""
        found = self._place(request, key, place)
        athletes = Engagement.objects.filter(
            membership=found, ended_at=None, athlete__is_archived=False
        )
        return redirect(bulk_address("hand_over", list(athletes.values_list("athlete", flat=True))))

    def _do(
        self, request: HttpRequest, key: int, change: Callable[[], None], *, done: str
    ) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.attempt(request, change, done=done)
        return redirect("console:accounts_organization_change", key)

    def _place(self, request: HttpRequest, key: int, place: int) -> Membership:
        """Return a coach's place: what isn't there is unknown to owners and coaches alike."""
        rows = Membership.objects.filter(organization=self.row_or_404(request, key))
        found = get_object_or_404(rows.select_related("user"), pk=place)
        self._owned(request, key)
        return found

    def _owned(self, request: HttpRequest, key: Any) -> Organization:
        organization: Organization = self.row_or_404(request, key)
        if not self._owns(request, organization):
            raise PermissionDenied
        return organization

    def _owns(self, request: HttpRequest, organization: Organization) -> bool:
        return any(
            place.organization_id == organization.pk and place.role == Membership.Role.OWNER
            for place in memberships(request)
        )


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1
