from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from scr_portal.access.views import Access
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job

SECONDS_BETWEEN_LOOKS = 3
STAY = "stay"


@method_decorator(never_cache, name="dispatch")
class JobProgress(DetailView):
    """The progress of a job. The page refreshes itself without script; `?stay` stops that.

    Only the person who asked sees it. A finished job redirects to `next_url`.
    """

    access = Access.SIGNED_IN
    model = Job
    template_name = "jobs/job_progress.html"

    def get_queryset(self) -> QuerySet[Job]:
        return Job.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job = self.object = self.get_object()
        if job.state == JobState.DONE and job.next_url:
            return HttpResponseRedirect(job.next_url)
        response = self.render_to_response(self.get_context_data(object=job, job=job))
        if not job.is_finished and STAY not in request.GET:
            response["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(looks_again=STAY not in self.request.GET, **context)
