"""`/kiem-chung/`: signed checkpoints, the key, and proof that an entry is in them. Nothing here needs our word."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gandan.audit import queries
from gandan.audit.forms import HashForm, ReceiptForm
from gandan.audit.rules import chain
from gandan.audit.types import CheckpointView
from gandan.ui.caching import public_page

_SHOWN, _LISTED = 8, 1000


@csrf_exempt  # a posted receipt changes nothing here; a token would make the page uncacheable
@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def verify(request: HttpRequest) -> HttpResponse:
    """The page; `?bam=` asks for a hash, a posted receipt is proved here for those without scripts."""
    asked = HashForm(request.GET) if "bam" in request.GET else None
    sent = ReceiptForm(request.POST, request.FILES) if request.method == "POST" else None
    context = _standing() | {"asked": asked or HashForm(), "sent": sent or ReceiptForm()}
    if asked and asked.is_valid():
        context |= {"digest": asked.cleaned_data["bam"], "found": queries.receipt(asked.cleaned_data["bam"])}
    if sent and sent.is_valid():
        context["verdict"] = sent.verdict()
    wrong = (asked and asked.errors) or (sent and (sent.errors or context["verdict"].problem))
    return render(request, "audit/verify.html", context, status=422 if wrong else 200)


@require_safe
def receipt(request: HttpRequest, digest: str) -> HttpResponse:
    """A receipt by its entry's hash: whoever has the hash has the receipt, and gets its proof here."""
    made = queries.receipt(digest)
    if made is None:
        raise Http404
    response = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="bien-nhan-{made["code"] or digest[:12]}.json"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@public_page
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The latest checkpoints for machines that watch; `?below=SIZE` pages on."""
    below = request.GET.get("below", "")
    listed = queries.checkpoints(_LISTED, int(below) if below.isdecimal() and len(below) < 19 else None)
    told = {
        "public_key": queries.public_key(),
        "known_keys": queries.known_keys(),
        "checkpoints": [_plain(checkpoint) for checkpoint in listed],
        "next": f"?below={listed[-1].size}" if len(listed) == _LISTED else None,
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@require_safe
def standalone(request: HttpRequest) -> HttpResponse:
    """The verifying page as one file to keep: it needs no server, so no trust in ours."""
    response = HttpResponse(queries.standalone_page(), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tu-kiem-chung.html"'
    return response


def _standing() -> dict[str, Any]:
    return {
        "door": 4,
        "crumbs": [(_("Trang chủ"), "/"), (_("Kiểm chứng"), "")],
        "checkpoints": queries.checkpoints(_SHOWN),
        "counts": queries.counts(),
        "public_key": queries.public_key(),
    }


def _plain(checkpoint: CheckpointView) -> dict[str, Any]:
    return {
        "size": checkpoint.size,
        "root": checkpoint.root,
        "at": chain.moment(checkpoint.at),
        "public_key": checkpoint.public_key,
        "signature": checkpoint.signature,
        "note": checkpoint.note,
    }
