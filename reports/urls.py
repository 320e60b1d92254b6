"""Addresses of the report, of its public edition, and of what everybody may read."""

from django.urls import path

from .views import (
    combinations,
    copies,
    editions,
    flag_answers,
    flags,
    objections,
    public,
    readers,
    readings,
    reports,
    searches,
    signing,
)

app_name = "reports"

CASE = "reviews/<uuid:pk>/report/"
READER = "edition-readers/<uuid:pk>/"

urlpatterns = [
    path("", public.PublishedList.as_view(), name="published"),
    path("published/<slug:slug>/", public.PublishedReport.as_view(), name="published_report"),
    path("published/<slug:slug>/report.pdf", public.PublishedPdf.as_view(), name="published_pdf"),
    path(CASE, reports.ReportPage.as_view(), name="report"),
    path(CASE + "write/<slug:part>/", reports.ReportEdit.as_view(), name="report_edit"),
    path(CASE + "submit/", reports.ReportSubmit.as_view(), name="report_submit"),
    path(CASE + "agree/", signing.ReportAgree.as_view(), name="report_agree"),
    path(CASE + "return/", reports.ReportReturn.as_view(), name="report_return"),
    path(CASE + "sign/", signing.ReportSign.as_view(), name="report_sign"),
    path(CASE + "edition/", editions.EditionPage.as_view(), name="edition"),
    path(CASE + "edition/prepare/", editions.EditionPrepare.as_view(), name="edition_prepare"),
    path(CASE + "edition/flags/", flags.Flags.as_view(), name="flags"),
    path(CASE + "edition/flags/<uuid:flag_id>/", flag_answers.FlagSettle.as_view(), name="flag"),
    path(CASE + "edition/flags/<uuid:flag_id>/undo/", flag_answers.FlagUndo.as_view(), name="flag_undo"),
    path(CASE + "edition/combinations/", combinations.Combinations.as_view(), name="combinations"),
    path(CASE + "edition/combinations/<slug:key>/coarser/", combinations.Coarsen.as_view(), name="coarsen"),
    path(
        CASE + "edition/combinations/<slug:key>/keep/",
        combinations.CombinationKeep.as_view(),
        name="combination_keep",
    ),
    path(
        CASE + "edition/combinations/<uuid:kept_id>/answer/",
        combinations.CombinationAnswerPage.as_view(),
        name="combination_answer",
    ),
    path(CASE + "edition/readers/", readers.ReadersPage.as_view(), name="readers"),
    path(
        CASE + "edition/readers/<slug:part>/appoint/",
        readers.ReaderAppoint.as_view(),
        name="reader_appoint",
    ),
    path(READER, readings.ReaderPage.as_view(), name="reader"),
    path(READER + "end/", readers.ReaderEnd.as_view(), name="reader_end"),
    path(READER + "read/", readings.ReadAndMark.as_view(), name="read"),
    path(READER + "finish/", readings.ReadingFinish.as_view(), name="read_finish"),
    path(READER + "marks/<uuid:mark_id>/", readings.MarkTakeBack.as_view(), name="mark_back"),
    path("edition-passages/<uuid:pk>/", readings.FindingDecide.as_view(), name="finding"),
    path(CASE + "edition/clear/", editions.EditionClear.as_view(), name="edition_clear"),
    path(CASE + "edition/object/", objections.EditionObject.as_view(), name="edition_object"),
    path(CASE + "edition/pdf/", editions.EditionPdf.as_view(), name="edition_pdf"),
    path(CASE + "edition/search/", searches.SearchPage.as_view(), name="search"),
    path(CASE + "edition/search/<uuid:hit_id>/", searches.HitSettle.as_view(), name="hit"),
    path(CASE + "edition/search/<uuid:hit_id>/agree/", searches.HitAgree.as_view(), name="hit_agree"),
    path(CASE + "edition/back/", searches.EditionBack.as_view(), name="edition_back"),
    path(CASE + "edition/publish/", editions.EditionPublish.as_view(), name="publish"),
    path(CASE + "edition/withdraw/", editions.EditionWithdraw.as_view(), name="withdraw"),
    path(
        "reviews/<uuid:review_id>/report/edition/copies/<uuid:pk>/",
        copies.CopyRecord.as_view(),
        name="copy",
    ),
    path(
        "reviews/<uuid:review_id>/report/edition/copies/<uuid:pk>/file/",
        copies.CopyFile.as_view(),
        name="copy_file",
    ),
    path(
        "reviews/<uuid:review_id>/report/edition/copies/<uuid:pk>/report.pdf",
        copies.CopyDownload.as_view(),
        name="copy_download",
    ),
]
