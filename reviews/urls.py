"""Addresses of the case. No name, no initials: references and random keys only."""

from django.urls import path

from .views import (
    cases,
    conflicts,
    criteria,
    decisions,
    genogram,
    history,
    identities,
    joining,
    name_readers,
    names,
    names_new,
    passages,
    proceedings,
    referrals,
    register_export,
    reviews,
    rounds,
    seals,
    seen,
    terms,
)

app_name = "reviews"

urlpatterns = [
    path("work/", cases.YourWork.as_view(), name="work"),
    path("cases/", cases.CaseList.as_view(), name="cases"),
    path("referrals/new/", referrals.ReferralBegin.as_view(), name="refer"),
    path("referrals/<uuid:pk>/", referrals.ReferralPage.as_view(), name="referral"),
    path("referrals/<uuid:pk>/edit/", referrals.ReferralEdit.as_view(), name="referral_edit"),
    path("referrals/<uuid:pk>/send/", referrals.ReferralSend.as_view(), name="referral_send"),
    path("referrals/<uuid:pk>/return/", referrals.ReferralReturn.as_view(), name="referral_return"),
    path("referrals/<uuid:pk>/procedure/", criteria.ProcedureChoose.as_view(), name="procedure"),
    path("referrals/<uuid:pk>/criteria/", criteria.CriteriaPage.as_view(), name="criteria"),
    path(
        "referrals/<uuid:pk>/criteria/<slug:criterion>/", criteria.CriterionEdit.as_view(), name="criterion"
    ),
    path("referrals/<uuid:pk>/recommend/", criteria.Recommend.as_view(), name="recommend"),
    path("referrals/<uuid:pk>/decide/", decisions.Decide.as_view(), name="decide"),
    path("referrals/<uuid:pk>/decide/ask/", decisions.AskAgain.as_view(), name="ask_again"),
    path("referrals/<uuid:pk>/decide/again/", decisions.DecideAgain.as_view(), name="decide_again"),
    path("reviews/<uuid:pk>/", reviews.ReviewPage.as_view(), name="review"),
    path("reviews/<uuid:pk>/advance/<slug:to>/", reviews.Advance.as_view(), name="advance"),
    path("reviews/<uuid:pk>/extend/<slug:kind>/", reviews.Extend.as_view(), name="extend"),
    path("reviews/<uuid:pk>/proceedings/", proceedings.Proceedings.as_view(), name="proceedings"),
    path("reviews/<uuid:pk>/proceedings/new/", proceedings.ProceedingNew.as_view(), name="proceeding_new"),
    path(
        "reviews/<uuid:review_id>/proceedings/<uuid:pk>/end/",
        proceedings.ProceedingEnd.as_view(),
        name="proceeding_end",
    ),
    path(
        "reviews/<uuid:review_id>/proceedings/<uuid:pk>/again/",
        proceedings.ProceedingAgain.as_view(),
        name="proceeding_again",
    ),
    path(
        "reviews/<uuid:review_id>/proceedings/<uuid:pk>/agree/",
        proceedings.ProceedingAgree.as_view(),
        name="proceeding_agree",
    ),
    path("reviews/<uuid:pk>/conflict/", conflicts.DeclareConflict.as_view(), name="conflict"),
    path("reviews/<uuid:pk>/conflicts/", conflicts.Conflicts.as_view(), name="conflicts"),
    path(
        "reviews/<uuid:review_id>/conflicts/<uuid:pk>/lift/",
        conflicts.LiftConflict.as_view(),
        name="conflict_lift",
    ),
    path("reviews/<uuid:pk>/name-readers/", name_readers.NameReadersPage.as_view(), name="name_readers"),
    path("name-readers/", name_readers.NameReadersOfCases.as_view(), name="name_readers_of_cases"),
    path("reviews/<uuid:pk>/history/", history.HistoryPage.as_view(), name="history"),
    path("reviews/<uuid:pk>/terms/", terms.TermsPage.as_view(), name="terms"),
    path("reviews/<uuid:pk>/terms/edit/", terms.TermsEdit.as_view(), name="terms_edit"),
    path("reviews/<uuid:pk>/terms/propose/", terms.TermsPropose.as_view(), name="terms_propose"),
    path("reviews/<uuid:pk>/terms/agree/", terms.TermsAgree.as_view(), name="terms_agree"),
    path("reviews/<uuid:pk>/terms/return/", terms.TermsReturn.as_view(), name="terms_return"),
    path("reviews/<uuid:pk>/identities/", identities.Register.as_view(), name="identities"),
    path("reviews/<uuid:pk>/identities/new/", identities.IdentityNew.as_view(), name="identity_new"),
    path(
        "reviews/<uuid:pk>/identities/file/",
        register_export.ExportRegister.as_view(),
        name="register_export",
    ),
    path(
        "reviews/<uuid:review_id>/identities/settled/<uuid:pk>/",
        identities.NameUnsettle.as_view(),
        name="name_unsettle",
    ),
    path(
        "reviews/<uuid:review_id>/identities/<uuid:pk>/", identities.IdentityEdit.as_view(), name="identity"
    ),
    path("reviews/<uuid:review_id>/identities/<uuid:pk>/join/", joining.Join.as_view(), name="identity_join"),
    path("reviews/<uuid:review_id>/identities/<uuid:pk>/part/", joining.Part.as_view(), name="identity_part"),
    path(
        "reviews/<uuid:review_id>/identities/<uuid:pk>/divide/",
        joining.Divide.as_view(),
        name="identity_divide",
    ),
    path("reviews/<uuid:pk>/genogram/", genogram.GenogramPage.as_view(), name="genogram"),
    path("reviews/<uuid:pk>/genogram/parent/", genogram.ParentNew.as_view(), name="kinship_parent"),
    path("reviews/<uuid:pk>/genogram/couple/", genogram.CoupleNew.as_view(), name="kinship_couple"),
    path("reviews/<uuid:pk>/genogram/suggested/", genogram.Suggested.as_view(), name="kinship_suggested"),
    path(
        "reviews/<uuid:review_id>/genogram/person/<uuid:pk>/",
        genogram.PersonDescribe.as_view(),
        name="kinship_person",
    ),
    path("reviews/<uuid:review_id>/genogram/<uuid:pk>/", genogram.KinshipEdit.as_view(), name="kinship"),
    path(
        "reviews/<uuid:review_id>/genogram/<uuid:pk>/back/",
        genogram.KinshipBack.as_view(),
        name="kinship_back",
    ),
    *(
        path(f"{kind}s/<uuid:pk>/names/{way}", view.as_view(), {"kind": kind}, name=f"{before}{name}")
        for kind, before in (("review", ""), ("referral", "referral_"))
        for way, view, name in (
            ("", names.NamesQueue, "names"),
            ("new/", names_new.NamesNew, "names_new"),
            ("undo/", names.NamesUndo, "names_undo"),
        )
    ),
    *(
        path(
            f"reviews/<uuid:pk>/names/of/<slug:slug>/<uuid:document>/{way}",
            view.as_view(),
            {"kind": "review"},
            name=name,
        )
        for way, view, name in (
            ("", names.DocumentNames, "names_of"),
            ("new/", names_new.DocumentNamesNew, "names_of_new"),
            ("undo/", names.DocumentNamesUndo, "names_of_undo"),
        )
    ),
    path("reviews/<uuid:pk>/sealed/", seals.Seals.as_view(), name="seals"),
    path("seal/<slug:kind>/<uuid:pk>/", seals.SealNew.as_view(), name="seal_new"),
    path("passages/<slug:kind>/<uuid:pk>/", passages.PassageChoose.as_view(), name="passage_choose"),
    path(
        "passages/<slug:kind>/<uuid:pk>/<slug:part>/<str:numbers>/<str:mark>/",
        passages.PassageSeal.as_view(),
        name="passage_seal",
    ),
    path("seals/<uuid:pk>/", seals.SealPage.as_view(), name="seal"),
    path("seals/<uuid:pk>/again/", seals.SealAgain.as_view(), name="seal_again"),
    path("seals/<uuid:pk>/lift/", seals.SealLift.as_view(), name="seal_lift"),
    path("seen/mails/", seen.MailsSeen.as_view(), name="mails_seen"),
    path("seen/<slug:kind>s/<uuid:pk>/mails/", seen.MailsOfCase.as_view(), name="mails_of_case"),
    path("seen/documents/", seen.DocumentsSeen.as_view(), name="documents_seen"),
    path("seen/<slug:kind>s/<uuid:pk>/documents/", seen.DocumentsOfCase.as_view(), name="documents_of_case"),
    path("returns/<uuid:pk>/", rounds.RoundPage.as_view(), name="return_round"),
    path("points/<uuid:pk>/answer/", rounds.PointAnswerForm.as_view(), name="return_point"),
    path("names/<slug:kind>/<uuid:pk>/", identities.NamedViewOn.as_view(), name="named_view"),
    path("names/<slug:kind>/<uuid:pk>/off/", identities.NamedViewOff.as_view(), name="named_view_off"),
]
