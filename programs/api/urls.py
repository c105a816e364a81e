"""Addresses of exercises and programs."""

from django.urls import path

from programs.api import exercises, templates, versions

urlpatterns = [
    path("exercises/", exercises.ExerciseList.as_view(), name="exercises"),
    path("exercises/<int:pk>/", exercises.ExerciseDetail.as_view(), name="exercise"),
    path("templates/", templates.TemplateList.as_view(), name="templates"),
    path("templates/<int:pk>/", templates.TemplateDetail.as_view(), name="template"),
    path("templates/<int:pk>/draft/", templates.TemplateDraft.as_view(), name="template_draft"),
    path(
        "templates/<int:pk>/archive/", templates.TemplateArchive.as_view(), name="template_archive"
    ),
    path("versions/", versions.VersionList.as_view(), name="versions"),
    path("versions/<int:pk>/", versions.VersionDetail.as_view(), name="version"),
    path(
        "versions/<int:pk>/findings/", versions.VersionFindings.as_view(), name="version_findings"
    ),
    path("versions/<int:pk>/preview/", versions.VersionPreview.as_view(), name="version_preview"),
    path("versions/<int:pk>/publish/", versions.VersionPublish.as_view(), name="version_publish"),
]
