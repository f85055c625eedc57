"""The least a page can be: one view that reads a row, one that does a transition; no middleware, nobody is asked."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.minimal import BareDossier, through_orm


def get(request: HttpRequest, pk: int) -> JsonResponse:
    """One row by its key."""
    return _told(BareDossier.objects.get(pk=pk))


@csrf_exempt
def transition(request: HttpRequest, pk: int) -> JsonResponse:
    """One transition."""
    return _told(through_orm(pk))


def _told(row: BareDossier) -> JsonResponse:
    return JsonResponse({"code": row.code, "state": row.state, "seq": row.seq, "due": row.due_at.isoformat()})


urlpatterns = [path("get/<int:pk>/", get), path("transition/<int:pk>/", transition)]
