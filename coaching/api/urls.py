"""Every address of the API, version 1."""

from django.urls import include, path, re_path

from coaching.api import archive, me, tokens
from coaching.api.document import Document, DocumentPage
from coaching.api.progress import Progress
from coaching.api.reports import PhaseReportFile
from coaching.api.standing_in import StandIn

urlpatterns = [
    path("schema/", Document.as_view(), name="schema"),
    path("docs/", DocumentPage.as_view(), name="docs"),
    path("me/", me.Me.as_view(), name="me"),
    path("progress/", Progress.as_view(), name="progress"),
    path("phases/<int:pk>/report/", PhaseReportFile.as_view(), name="phase_report"),
    path("tokens/", tokens.TokenList.as_view(), name="tokens"),
    path("tokens/<str:token_id>/", tokens.TokenDetail.as_view(), name="token"),
    path("athletes/<int:pk>/archive/", archive.AthleteArchive.as_view(), name="athlete_archive"),
    path("athletes/<int:pk>/restore/", archive.AthleteRestore.as_view(), name="athlete_restore"),
    path("", include("programs.api.urls")),
    path("", include("athletes.api.urls")),
    # Nothing is here: as for a row that doesn't exist, whatever the method.
    re_path(r"", StandIn.as_view(), name="missing"),
]
