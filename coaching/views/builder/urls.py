"""The builder's addresses."""

from django.urls import path

from coaching.views.builder import phases, sheet
from coaching.views.builder.page import builder
from coaching.views.builder.whole import program

urlpatterns = [
    path("<int:key>/", builder, name="builder"),
    path("<int:key>/phases/", phases.phases, name="builder_phases"),
    path("<int:key>/program/", program, name="builder_program"),
    path("<int:key>/exercises/", sheet.exercises, name="builder_exercises"),
    path("<int:key>/fill/", sheet.fill, name="builder_fill"),
    path("<int:key>/<int:phase>/", sheet.save, name="builder_save"),
    path("<int:key>/<int:phase>/panel/", sheet.panel, name="builder_panel"),
    path("<int:key>/<int:phase>/loads/", sheet.loads, name="builder_loads"),
]
