"""Publications as pages show them; who asks decides what is seen of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from gandan.core import clock
from gandan.core.clock import day_of
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.directory.types import UnitView
from gandan.disclosures import rules
from gandan.disclosures.models import Posting, Publication, PublicationFile, PublicationVersion, Subscription
from gandan.disclosures.types import (
    FileView,
    PostingView,
    PublicationView,
    State,
    Table,
    VersionText,
    VersionView,
)
from gandan.documents import queries as documents
from gandan.documents.types import MediaType
from gandan.law import queries as law
from gandan.law import rules as law_rules
from gandan.law.types import ObligationItem

SHOWN = (State.PUBLISHED.value, State.WITHDRAWN.value)
HANGING = {"board"}  # what somebody has to take down again


def of_code(code: str, *, public: bool = True) -> PublicationView:
    """One publication whole. NotFound; in public also for what is not public (yet) or is for the agency's own."""
    row = _rows().prefetch_related("versions").filter(code=code).first()
    if row is None or (public and (row.state not in SHOWN or row.audience != "public")):
        raise NotFound(_("Không có nội dung công khai mang mã này."))
    return shown(row, directory.unit(row.unit_id), whole=True)


def version_of(code: str, number: int) -> tuple[PublicationView, VersionText]:
    """What a publication said once. NotFound of what was withdrawn: nobody reads it any more."""
    found = of_code(code)
    rows = {row.number: row for row in PublicationVersion.objects.filter(publication__code=code)}
    row, old, new = rows.get(number), rows.get(number - 1), rows.get(number + 1)
    if found.state is not State.PUBLISHED or row is None:
        raise NotFound(_("Không có bản này."))
    changes = rules.differences(_lines(old), _lines(row)) if old else ()
    view, tables = VersionView(row.number, row.at, row.changed, row.title), tuple(_table(each) for each in row.tables)
    held = list(_of_versions(code, number, number))
    files = _files(each for each in held if not each.shut)
    shut = sum(each.shut for each in held)
    return found, VersionText(view, row.summary, tables, changes, new.at if new else None, files, shut)


def _of_versions(code: str, first: int, last: int) -> QuerySet[PublicationFile]:
    """Files that stood in one of these versions; what left a draft before it was public never did."""
    rows = PublicationFile.objects.filter(publication__code=code, since_version__lte=last)
    left = Q(until_version__gt=first) & Q(until_version__gt=F("since_version"))
    return rows.filter(Q(until_version=0) | left)


def _lines(row: PublicationVersion) -> list[str]:
    return rules.lines_of(row.title, row.summary, (_table(each) for each in row.tables))


def in_item(
    unit: UnitView, item: str
) -> tuple[ObligationItem, tuple[PublicationView, ...], tuple[PublicationView, ...]]:
    """Of one content all that a unit published, newest first, and what is decided and still waits."""
    found = law.obligations("commune").items.get(item)
    if found is None:
        raise NotFound(_("Không có nội dung này trong danh mục."))
    rows = _rows().filter(unit=unit.id, item=item, audience="public", set="commune").order_by("-decision_on", "-pk")
    views = [shown(row, unit) for row in rows[:200]]
    known = tuple(view for view in views if view.state.value in SHOWN)
    return found, known, tuple(view for view in views if view.state.value not in SHOWN)


def whole_list(unit: UnitView, since: date, until: date) -> tuple[PublicationView, ...]:
    """What was published from a day to another, for the list that is posted each quarter."""
    rows = _rows().filter(unit=unit.id, state=State.PUBLISHED, audience="public")
    found = rows.filter(clock__met_on__gte=since, clock__met_on__lte=until).order_by("clock__met_on", "pk")
    return tuple(shown(row, unit) for row in found)


def latest(unit: UnitView, item: str = "", size: int = 30) -> tuple[PublicationView, ...]:
    """For feeds and machines: newest change first."""
    rows = _rows().filter(unit=unit.id, state=State.PUBLISHED, audience="public")
    if item:
        rows = rows.filter(item=item)
    return tuple(shown(row, unit) for row in rows.order_by("-updated_at", "-pk")[:size])


def changed_at(most: int = 5000) -> list[tuple[str, datetime | None]]:
    """Every public code with its last change, newest first: for maps of the site."""
    rows = Publication.objects.filter(state=State.PUBLISHED, audience="public").order_by("-updated_at", "-pk")
    return list(rows.values_list("code", "updated_at")[:most])


def table_of(code: str, number: int) -> Table:
    found = of_code(code)
    if found.state is not State.PUBLISHED or not 1 <= number <= len(found.tables):
        raise NotFound(_("Không có bảng này."))
    return found.tables[number - 1]


def file_of(code: str, file: int, *, public: bool = True) -> FileView:
    """A file of what is public now, or was in an earlier version. NotFound once it is withdrawn or shut."""
    found = of_code(code, public=public)
    one = next((each for each in found.files if each.id == file), None)
    if one is None and found.version > 1:
        one = next(iter(_files(_of_versions(code, 1, found.version).filter(file=file, shut=False)[:1])), None)
    if one is None or (public and found.state is not State.PUBLISHED):
        raise NotFound(_("Không có tệp này."))
    return one


def left_files(code: str) -> tuple[FileView, ...]:
    """Files that earlier versions still show and the present one does not: at the desk one may shut them."""
    rows = PublicationFile.objects.filter(publication__code=code, until_version__gt=F("since_version"), shut=False)
    standing = PublicationFile.objects.filter(publication__code=code, until_version=0).values("file")
    found = {row.file_id: row for row in rows.exclude(file__in=standing)}
    return _files(found.values()) if found else ()


def posting_photo(code: str, posting: int, *, public: bool = True) -> tuple[int, str]:
    """The picture that proves a posting."""
    found = of_code(code, public=public)
    one = next((each for each in found.postings if each.id == posting and each.photo), None)
    if one is None or one.photo is None:
        raise NotFound(_("Không có ảnh này."))
    return one.photo, one.photo_name


def subscription_unit(token: str) -> str:
    """Whose letters a link is about; "" where there is none (any more)."""
    row = Subscription.objects.filter(token=token).first()
    return directory.unit(row.unit_id).name if row else ""


def shown(row: Publication, unit: UnitView, *, whole: bool = False) -> PublicationView:
    item = _items(row.set)[row.item]
    timed = getattr(row, "clock", None)
    withdrawn = row.state == State.WITHDRAWN
    postings = tuple(_posting(row, each, item) for each in row.postings.all()) if not withdrawn else ()
    proved = {each.form.code for each in postings}
    forms = law.obligations(row.set).forms
    return PublicationView(
        code=row.code,
        set=row.set,
        unit=unit.code,
        unit_name=unit.name,
        item=item,
        title=row.title,
        summary="" if withdrawn else row.summary,
        period=row.period,
        decision_number=row.decision_number,
        decision_on=row.decision_on,
        audience=row.audience,
        state=State(row.state),
        version=row.version,
        year=row.year,
        published_on=day_of(row.published_at) if row.published_at else None,
        withdrawn_reason=row.withdrawn_reason,
        late_reason=row.late_reason,
        clock=timed.view(law.calendar(), clock.today()) if timed else None,
        due_on=timed.due_on if timed else None,
        due_source=timed.due_source if timed else "",
        used_days=_used(row),
        first_at=row.published_at,
        updated_at=row.updated_at,
        tables=() if withdrawn else tuple(_table(each) for each in row.tables),
        files=_files(row.files.all()) if whole and not withdrawn else (),
        postings=postings,
        versions=tuple(VersionView(each.number, each.at, each.changed, each.title) for each in row.versions.all())
        if whole
        else (),
        missing_forms=tuple(forms[form] for form in item.forms if form not in proved) if not withdrawn else (),
    )


def _rows() -> QuerySet[Publication]:
    standing = PublicationFile.objects.filter(until_version=0)
    return Publication.objects.select_related("clock").prefetch_related("postings", Prefetch("files", standing))


@lru_cache(maxsize=16)
def _items_of(version: str, code: str) -> dict[str, ObligationItem]:
    return law.obligations(code).items


def _items(code: str) -> dict[str, ObligationItem]:
    return _items_of(law.obligations(code).version, code)


def _used(row: Publication) -> int:
    """Working days from the decision to the publication."""
    if row.published_at is None:
        return 0
    calendar, day = law.calendar(), day_of(row.published_at)
    if not calendar.first <= row.decision_on <= day <= calendar.last:
        return 0
    return int(law_rules.working_days_between(calendar, row.decision_on, day))


def _table(stored: dict) -> Table:
    return Table(stored["title"], tuple(stored["head"]), tuple(tuple(row) for row in stored["rows"]))


def _files(rows: Iterable[PublicationFile]) -> tuple[FileView, ...]:
    rows = list(rows)
    known = documents.several(row.file_id for row in rows)
    return tuple(
        FileView(
            row.file_id, row.name, known[row.file_id].size, known[row.file_id].is_picture,
            known[row.file_id].media_type == MediaType.PDF,
        )
        for row in rows if row.file_id in known
    )  # fmt: skip


def _posting(row: Publication, each: Posting, item: ObligationItem) -> PostingView:
    today = clock.today()
    wanted, permanent = rules.rule_of(item, each.form)
    return PostingView(
        id=each.pk,
        form=law.obligations(row.set).forms[each.form],
        since=each.since,
        until=each.until,
        place=each.place,
        who=each.who,
        times=each.times,
        receivers=each.receivers,
        link=each.link,
        photo=each.photo_id,
        photo_name=each.photo_name,
        days=rules.days_posted(each.since, each.until, today),
        wanted=wanted,
        permanent=permanent,
        over=bool(each.until and each.until < today),
        taken_down_on=each.taken_down_on,
        may_end_from=_end_from(each, item, permanent),
    )


def _end_from(each: Posting, item: ObligationItem, permanent: bool) -> date | None:
    if each.form not in HANGING or permanent or each.taken_down_on:
        return None
    return rules.least_until(item, each.form, each.since) or each.since
