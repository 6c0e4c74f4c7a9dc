"""`/tra-cuu/<code>/du-lieu/`: what is held about the sender, to read, to take away, to have corrected or erased."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile

from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gandan.cases.actions.own import ask_about_own
from gandan.cases.forms.going import see_other
from gandan.cases.forms.own import OwnForm
from gandan.cases.public import confirmation, showing
from gandan.cases.public.receipt import confirmed_only
from gandan.cases.queries import own as queries
from gandan.core import throttle
from gandan.core.types import NotFound, Refused

DOOR = 4
TAKEN, ASKED, WINDOW = 20, 5, 3600  # downloads and requests from one address
FIXED = (2026, 1, 1, 0, 0, 0)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_only
def own(request: HttpRequest, code: str) -> HttpResponse:
    """The page; POST is a request that an officer decides."""
    if request.method != "POST":
        return _page(request, code, OwnForm())
    form = OwnForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form, 422)
    if throttle.wait("own-ask", throttle.caller(request), most=ASKED):
        form.add_error(None, _("Bạn vừa gửi nhiều yêu cầu. Chờ một giờ rồi thử lại."))
        return _page(request, code, form, 429)
    throttle.count("own-ask", throttle.caller(request), seconds=WINDOW)
    try:
        receipt = ask_about_own(code, **form.asked())
    except NotFound:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, code, form, 422)
    confirmation.confirm(request, receipt.code)
    messages.success(
        request, _("Đã nhận yêu cầu, mã %(code)s. Trang này theo dõi yêu cầu đó.") % {"code": receipt.code}
    )
    return see_other("cases:case", receipt.code)


@require_safe
@confirmed_only
def own_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """One archive: a page to read, the same for machines, and the files."""
    if throttle.wait("own-take", throttle.caller(request), most=TAKEN):
        return _page(request, code, OwnForm(), 429)
    throttle.count("own-take", throttle.caller(request), seconds=WINDOW)
    found = queries.own_data(code)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        page = render_to_string("cases/public/own_file.html", {"own": found, "view": found.view.public})
        archive.writestr("doc-truoc.html", page)
        told = json.dumps(queries.plain(found), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("du-lieu.json", told)
        for name, content in queries.enclosed(found):
            with content, archive.open(zipfile.ZipInfo(name, FIXED), "w") as into:
                shutil.copyfileobj(content, into)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"du-lieu-{code}.zip", content_type="application/zip")


def _page(request: HttpRequest, code: str, form: OwnForm, status: int = 200) -> HttpResponse:
    found = queries.own_data(code)
    context = {"door": DOOR, "own": found, "view": found.view.public, "form": form}
    context |= {"crumbs": showing.crumbs(code, _("Dữ liệu của tôi"))}
    return render(request, "cases/public/own.html", context, status=status)
