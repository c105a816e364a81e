"""Addresses of athletes, plans, training and adherence."""

from django.urls import path

from athletes.api import (
    adherence,
    athletes,
    body,
    comments,
    plans,
    proposals,
    sessions,
    sync,
    transitions,
)

urlpatterns = [
    path("athletes/", athletes.AthleteList.as_view(), name="athletes"),
    path("athletes/<int:pk>/", athletes.AthleteDetail.as_view(), name="athlete"),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/<int:pk>/", plans.PlanDetail.as_view(), name="plan"),
    path("plans/<int:pk>/policy/", plans.PlanPolicy.as_view(), name="plan_policy"),
    path("plans/<int:pk>/pause/", plans.PlanPause.as_view(), name="plan_pause"),
    path("plans/<int:pk>/resume/", plans.PlanResume.as_view(), name="plan_resume"),
    path("plans/<int:pk>/end-phase/", plans.PlanEndPhase.as_view(), name="plan_end_phase"),
    path("plans/<int:pk>/end/", plans.PlanEnd.as_view(), name="plan_end"),
    path("proposals/", proposals.ProposalList.as_view(), name="proposals"),
    path("proposals/<int:pk>/", proposals.ProposalDetail.as_view(), name="proposal"),
    path("proposals/<int:pk>/accept/", proposals.ProposalAccept.as_view(), name="proposal_accept"),
    path(
        "proposals/<int:pk>/decline/", proposals.ProposalDecline.as_view(), name="proposal_decline"
    ),
    path(
        "transitions/<int:pk>/undo/", transitions.TransitionUndo.as_view(), name="transition_undo"
    ),
    path("sessions/", sessions.SessionList.as_view(), name="sessions"),
    path("sessions/<int:pk>/", sessions.SessionDetail.as_view(), name="session"),
    path("sessions/<int:pk>/sets/<uuid:set_id>/", sessions.SessionSet.as_view(), name="set"),
    path("sessions/<int:pk>/finish/", sessions.SessionFinish.as_view(), name="session_finish"),
    path("sets/", sessions.SetList.as_view(), name="sets"),
    path("comments/", comments.CommentList.as_view(), name="comments"),
    path("comments/<uuid:comment_id>/read/", comments.CommentRead.as_view(), name="comment_read"),
    path("check-ins/", body.CheckInList.as_view(), name="check_ins"),
    path("measurements/", body.MeasurementList.as_view(), name="measurements"),
    path("sync/devices/", sync.DeviceList.as_view(), name="sync_devices"),
    path("sync/devices/<uuid:device_id>/", sync.DeviceDetail.as_view(), name="sync_device"),
    path("sync/push/", sync.Push.as_view(), name="sync_push"),
    path("sync/pull/", sync.Pull.as_view(), name="sync_pull"),
    path("sync/dismiss/", sync.Dismiss.as_view(), name="sync_dismiss"),
    path("sync/export/", sync.Export.as_view(), name="sync_export"),
    path("adherence/weeks/", adherence.WeekList.as_view(), name="weeks"),
    path("adherence/phases/", adherence.PhaseList.as_view(), name="phases"),
]
