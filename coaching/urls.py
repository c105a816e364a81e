"""Every address of the product."""

from django.urls import path

from coaching import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
