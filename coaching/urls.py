"""Every address of the product."""

from django.urls import include, path

from coaching import health
from coaching.admin import console, operator_site
from coaching.metrics import metrics
from coaching.views.coach_invitation import coach_invitation
from coaching.views.digest_stop import digest_stop
from coaching.views.digests import digests
from coaching.views.front import front, home
from coaching.views.invitation import invitation
from coaching.views.reports import report, report_file, reports, shared_file, shared_report
from coaching.views.second_factor import second_factor
from coaching.views.sign_out import SignOutView
from coaching.views.sign_up import SignUpView

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", front, name="front"),
    path("home/", home, name="home"),
    path("console/", console.urls),
    path("operator/", operator_site.urls),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("coach-invitation/<str:token>/", coach_invitation, name="coach_invitation"),
    path("builder/", include("coaching.views.builder.urls")),
    path("weekly-mail/", digests, name="digests"),
    path("weekly-mail/stop/<str:token>/", digest_stop, name="digest_stop"),
    path("reports/", reports, name="reports"),
    path("reports/<int:key>/", report, name="report"),
    path("reports/<int:key>/<slug:form>/", report_file, name="report_file"),
    path("report/<str:token>/", shared_report, name="shared_report"),
    path("report/<str:token>/pdf/", shared_file, name="shared_report_file"),
    path("accounts/signup/", SignUpView.as_view(), name="account_signup"),
    path("accounts/logout/", SignOutView.as_view(), name="account_logout"),
    path("accounts/second-factor/", second_factor, name="second_factor"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include(("coaching.api.urls", "api"), namespace="api")),
    path("", include("athletes.urls")),
]
