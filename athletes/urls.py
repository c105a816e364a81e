"""The athlete's pages."""

from django.urls import path

from athletes.views import (
    body,
    comments,
    exercise_choices,
    finish,
    first_run,
    history,
    move,
    offline,
    places,
    plan,
    progress,
    reminders,
    session,
    settings,
    skip,
    today,
    week,
)

urlpatterns = [
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("today/", today.today, name="today"),
    path("first-run/", first_run.first_run, name="first_run"),
    path("check-in/", body.day_check_in, name="check_in"),
    path("measurements/", body.measurements, name="measurements"),
    path("today/place/", places.switch_place, name="switch_place"),
    path("sessions/<int:session_id>/", session.session, name="session"),
    path("sessions/<int:session_id>/sets/", session.session_log_set, name="session_log_set"),
    path(
        "sessions/<int:session_id>/sets/<uuid:set_id>/undo/",
        session.session_undo_set,
        name="session_undo_set",
    ),
    path(
        "sessions/<int:session_id>/exercises/",
        exercise_choices.session_exercises,
        name="session_exercises",
    ),
    path(
        "sessions/<int:session_id>/exercises/swap/",
        exercise_choices.session_swap,
        name="session_swap",
    ),
    path(
        "sessions/<int:session_id>/exercises/skip/",
        exercise_choices.session_skip_exercise,
        name="session_skip_exercise",
    ),
    path(
        "sessions/<int:session_id>/exercises/take-up/",
        exercise_choices.session_take_up,
        name="session_take_up",
    ),
    path(
        "sessions/<int:session_id>/exercises/extra/",
        exercise_choices.session_extra,
        name="session_extra",
    ),
    path("sessions/<int:session_id>/finish/", finish.session_finish, name="session_finish"),
    path("sessions/<int:session_id>/finished/", finish.session_finished, name="session_finished"),
    path("sessions/<int:session_id>/skip/", skip.session_skip, name="session_skip"),
    path(
        "sessions/<int:session_id>/comments/", comments.session_comments, name="session_comments"
    ),
    path("phases/<int:phase_id>/comments/", comments.phase_comments, name="phase_comments"),
    path("comments/", comments.comments, name="comments"),
    path("comments/read/", comments.comments_read, name="comments_read"),
    path("week/", week.week, name="week"),
    path("week/<str:on>/", week.week, name="week"),
    path("sessions/<int:session_id>/move/", move.session_move, name="session_move"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<str:month>/", plan.plan, name="plan"),
    path("progress/", progress.progress, name="progress"),
    path("progress/phases/<int:phase_id>/", progress.phase_report, name="phase_report"),
    path("exercises/", history.exercises, name="exercises"),
    path("history/", history.history, name="history"),
    path("exercises/<int:exercise_id>/", history.exercise_history, name="exercise_history"),
    path("settings/", settings.athlete_settings, name="athlete_settings"),
    path("settings/reminders/", reminders.reminders, name="reminders"),
]
