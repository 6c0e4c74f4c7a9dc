"""Atom: what a unit disclosed, of one content or of all."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gandan.core.clock import VIETNAM
from gandan.directory import queries as directory
from gandan.disclosures import queries

DAY_ONE = datetime(2023, 7, 1, tzinfo=VIETNAM)  # of the law that asks for it


class Kept(Atom1Feed):
    """A feed that changes only when what it tells of does: an empty one has not been changed since its day one."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else DAY_ONE


@require_safe
def atom(request: HttpRequest, unit: str) -> HttpResponse:
    of, item = directory.the_unit(unit), request.GET.get("muc", "")
    feed = Kept(
        title=_("%(unit)s: nội dung công khai") % {"unit": of.name},
        link=f"{settings.BASE_URL}{reverse('disclosures:index')}?don-vi={of.code}",
        description="",
        language="vi",
        feed_url=f"{settings.BASE_URL}{request.get_full_path()}",
        author_name=of.name,
    )
    for each in queries.latest(of, item):
        link = f"{settings.BASE_URL}{reverse('disclosures:publication', args=[each.code])}"
        feed.add_item(
            title=each.title, link=link, description=each.summary, unique_id=link, author_name=of.name,
            pubdate=each.first_at, updateddate=each.updated_at, categories=[each.item.label],
        )  # fmt: skip
    response = HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")
    response["Cache-Control"] = "public, max-age=300"
    return response
