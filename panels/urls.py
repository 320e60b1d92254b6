"""Addresses of the panel and of what agencies hand in. A child under a foreign parent is not found."""

from django.urls import path

from .views import (
    authors,
    chronologies,
    chronology_columns,
    chronology_grid,
    chronology_returns,
    chronology_row_steps,
    chronology_templates,
    closings,
    commissions,
    imrs,
    integrated,
    interviews,
    panel,
)

app_name = "panels"

CASE = "reviews/<uuid:review_id>/"

urlpatterns = [
    path("reviews/<uuid:pk>/panel/", panel.PanelPage.as_view(), name="panel"),
    path("reviews/<uuid:pk>/panel/appoint/", panel.Appoint.as_view(), name="appoint"),
    path(
        "reviews/<uuid:pk>/panel/appoint/<slug:capacity>/",
        panel.AppointPerson.as_view(),
        name="appoint_person",
    ),
    path(CASE + "panel/<uuid:pk>/end/", panel.AppointmentEnd.as_view(), name="appointment_end"),
    path("reviews/<uuid:pk>/agencies/", commissions.Agencies.as_view(), name="agencies"),
    path("reviews/<uuid:pk>/agencies/add/", commissions.AgencyAdd.as_view(), name="agency_add"),
    path("reviews/<uuid:pk>/chronology/", integrated.IntegratedChronology.as_view(), name="integrated"),
    path(CASE + "agencies/<uuid:pk>/", commissions.CommissionPage.as_view(), name="commission"),
    path(CASE + "agencies/<uuid:pk>/issue/", commissions.CommissionIssue.as_view(), name="commission_issue"),
    path(CASE + "agencies/<uuid:pk>/end/", commissions.CommissionEnd.as_view(), name="commission_end"),
    path(CASE + "agencies/<uuid:pk>/author/", authors.AuthorReplace.as_view(), name="author_replace"),
    path(CASE + "agencies/<uuid:pk>/independence/", authors.Independence.as_view(), name="independence"),
    path(CASE + "agencies/<uuid:pk>/upload/", chronologies.Upload.as_view(), name="chronology_upload"),
    path(
        CASE + "agencies/<uuid:pk>/template/<slug:slug>/",
        chronology_templates.ChronologyTemplate.as_view(),
        name="chronology_template",
    ),
    path(CASE + "chronologies/<uuid:pk>/", chronologies.ChronologyPage.as_view(), name="chronology"),
    path(
        CASE + "chronologies/<uuid:pk>/accept/",
        chronologies.ChronologyAccept.as_view(),
        name="chronology_accept",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/columns/",
        chronology_columns.ChronologyColumns.as_view(),
        name="chronology_columns",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/withdraw/",
        chronologies.ChronologyWithdraw.as_view(),
        name="chronology_withdraw",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/return/",
        chronology_returns.ChronologyReturn.as_view(),
        name="chronology_return",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/rows/",
        chronology_grid.ChronologyGrid.as_view(),
        name="chronology_grid",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/fix-list/",
        chronology_row_steps.FixList.as_view(),
        name="chronology_fix_list",
    ),
    path(CASE + "chronologies/<uuid:pk>/rows/add/", chronology_row_steps.RowAdd.as_view(), name="row_add"),
    path(
        CASE + "chronologies/<uuid:pk>/rows/<int:part>/<int:row>/",
        chronology_row_steps.RowCells.as_view(),
        name="row_cells",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/rows/<int:part>/<int:row>/leave-out/",
        chronology_row_steps.RowLeaveOut.as_view(),
        name="row_leave_out",
    ),
    path(
        CASE + "chronologies/<uuid:pk>/rows/<int:part>/<int:row>/remove/",
        chronology_row_steps.RowRemove.as_view(),
        name="row_remove",
    ),
    path(CASE + "rows/<uuid:pk>/", chronologies.RowSettle.as_view(), name="row"),
    path(CASE + "rows/<uuid:pk>/take-back/", chronologies.RowTakeBack.as_view(), name="row_take_back"),
    path(CASE + "imrs/<uuid:pk>/", imrs.ImrPage.as_view(), name="imr"),
    path(CASE + "imrs/<uuid:pk>/write/<slug:section>/", imrs.ImrSection.as_view(), name="imr_section"),
    path(CASE + "imrs/<uuid:pk>/submit/", imrs.ImrSubmit.as_view(), name="imr_submit"),
    path(CASE + "imrs/<uuid:pk>/judge/", imrs.ImrJudge.as_view(), name="imr_judge"),
    path(CASE + "imrs/<uuid:pk>/return/", imrs.ImrReturn.as_view(), name="imr_return"),
    path(
        CASE + "imrs/<uuid:pk>/interviews/new/", interviews.InterviewArrange.as_view(), name="interview_new"
    ),
    path("interviews/<uuid:pk>/", interviews.InterviewPage.as_view(), name="interview"),
    path("interviews/<uuid:pk>/read/", interviews.TermsRead.as_view(), name="interview_terms_read"),
    path("interviews/<uuid:pk>/paper/", interviews.TermsGiven.as_view(), name="interview_terms_given"),
    path("interviews/<uuid:pk>/write/", interviews.InterviewWrite.as_view(), name="interview_write"),
    path("interviews/<uuid:pk>/share/", interviews.InterviewShare.as_view(), name="interview_share"),
    path("interviews/<uuid:pk>/confirm/", interviews.InterviewConfirm.as_view(), name="interview_confirm"),
    path("interviews/<uuid:pk>/correct/", interviews.InterviewCorrect.as_view(), name="interview_correct"),
    path("interviews/<uuid:pk>/remind/", closings.InterviewRemind.as_view(), name="interview_remind"),
    path("interviews/<uuid:pk>/close/", closings.ClosingAsk.as_view(), name="interview_close"),
    path("interviews/<uuid:pk>/call-off/", closings.InterviewCallOff.as_view(), name="interview_call_off"),
    path("interviews/closings/<uuid:pk>/", closings.ClosingPage.as_view(), name="interview_closing"),
    path(
        "interviews/closings/<uuid:pk>/answer/",
        closings.ClosingAnswer.as_view(),
        name="interview_closing_answer",
    ),
]
