"""Reading the catalogue: by words, by event of life, by field; one procedure with all that its page says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gandan.core import clock
from gandan.core.text import fold
from gandan.core.types import NotFound
from gandan.directory import queries as directory
from gandan.law import queries as law
from gandan.law.rules import due
from gandan.law.types import ClockSpec, Confidence, Due, LawError, Source, Unit
from gandan.procedures.models import PublicService, Version
from gandan.procedures.queries.shipped import life_events
from gandan.procedures.rules import differences, facts_of, guidance_of
from gandan.procedures.types import (
    PROCEDURE,
    CommonQuestion,
    DeskRow,
    Facts,
    Guidance,
    LifeEvent,
    ServiceRow,
    ServiceView,
    Time,
    VersionView,
)
from gandan.search import queries as search
from gandan.search.types import Findable

# Clocks that the law packs know better than a number of days: by the hour of the day.
BY_THE_HOUR = {"2.000815": ("certified-copy", "return")}
PARTS = {  # of facts and guidance, as the desk reads them
    "name": gettext_lazy("Tên chính thức"), "field": gettext_lazy("Lĩnh vực"), "level": gettext_lazy("Cấp"),
    "audience": gettext_lazy("Đối tượng"), "body": gettext_lazy("Cơ quan giải quyết"),
    "decision": gettext_lazy("Quyết định công bố"), "link": gettext_lazy("Địa chỉ ở cổng"),
    "steps": gettext_lazy("Trình tự"), "channels": gettext_lazy("Cách nộp, thời hạn, phí"),
    "groups": gettext_lazy("Giấy tờ"), "outputs": gettext_lazy("Kết quả"), "basis": gettext_lazy("Căn cứ pháp lý"),
    "conditions": gettext_lazy("Điều kiện"), "short": gettext_lazy("Tên ngắn"), "lead": gettext_lazy("Một câu"),
    "said": gettext_lazy("Tên gọi khác"), "events": gettext_lazy("Việc trong đời"),
    "bring": gettext_lazy("Cần mang theo"), "mistakes": gettext_lazy("Lỗi thường gặp"),
    "source": gettext_lazy("Nguồn lời hướng dẫn"), "as_of": gettext_lazy("Ngày của nguồn"),
    "confidence": gettext_lazy("Mức tin cậy"),
}  # fmt: skip
WEIGHT, OF_LIFE = 300, 200  # in searches over everything: what people need most stands first
_MONTH = 30


def search_procedures(q: str, limit: int = 20) -> tuple[ServiceRow, ...]:
    hits = search.search(q, PROCEDURE, limit)
    rows = {row.code: row for row in _rows(PublicService.objects.filter(code__in=[hit.key for hit in hits]))}
    return tuple(rows[hit.key] for hit in hits if hit.key in rows)


def of_event(event: LifeEvent) -> tuple[ServiceRow, ...]:
    rows = {row.code: row for row in _rows(PublicService.objects.filter(code__in=event.procedures))}
    return tuple(rows[code] for code in event.procedures if code in rows)


def of_field(field: str) -> tuple[ServiceRow, ...]:
    return tuple(_rows(PublicService.objects.filter(field=field).order_by("lacking", "code")))


def fields() -> tuple[tuple[str, int], ...]:
    """Each field with how many procedures can be seen in it, the largest first."""
    seen = PublicService.objects.filter(hidden=False).exclude(field="")
    return tuple(seen.values_list("field").annotate(n=Count("pk")).order_by("-n", "field"))


def codes() -> tuple[str, ...]:
    """Of everything that is shown: for the map of the site."""
    return tuple(PublicService.objects.filter(hidden=False).order_by("code").values_list("code", flat=True))


def _rows(found: object) -> list[ServiceRow]:
    seen = found.filter(hidden=False)  # type: ignore[attr-defined]
    return [ServiceRow(row.code, str(row), row.name, row.field) for row in seen]


def service(code: str, *, hidden: bool = False) -> ServiceView:
    """One procedure as it stands. Raises NotFound; hidden ones only where asked for."""
    row = PublicService.objects.filter(code=code).prefetch_related("questions").first()
    last = Version.objects.filter(service=row).order_by("-number").first() if row else None
    if row is None or last is None or (row.hidden and not hidden):
        raise NotFound(_("Không có thủ tục mã này."))
    asked = [CommonQuestion(q.pk, q.question, q.answer, q.published) for q in row.questions.all()]
    return ServiceView(
        facts=facts_of(last.facts),
        guidance=guidance_of(last.guidance),
        intake=row.intake,
        hidden=row.hidden,
        version=last.number,
        valid_from=last.valid_from,
        source=row.source,
        source_on=row.source_on,
        questions=tuple(each for each in asked if each.published or hidden),
        raw=last.raw,
    )


def versions(code: str) -> tuple[VersionView, ...]:
    """All versions, the last first, each with what it changed."""
    rows = list(Version.objects.filter(service__code=code).order_by("-number"))
    before: Sequence[Version | None] = [*rows[1:], None]
    names = directory.names_of({row.by for row in rows})
    return tuple(_version(row, last, names.get(row.by, "")) for row, last in zip(rows, before, strict=True))


def _version(row: Version, before: Version | None, by: str) -> VersionView:
    changes: list[tuple[str, str, str]] = []
    if before:
        found = [*differences(before.facts, row.facts), *differences(before.guidance, row.guidance)]
        changes = [(str(PARTS.get(part, part)), was, now) for part, was, now in found]
    return VersionView(row.number, row.valid_from, row.reason, by, tuple(changes), row.made_at)


def desk_rows(q: str = "", only: str = "") -> tuple[DeskRow, ...]:
    """For the desk's list: all, those without guidance («thieu»), the hidden ones («an»)."""
    found = PublicService.objects.annotate(asked=Count("questions", filter=Q(questions__published=True))).order_by(
        "field", "code"
    )
    if q:
        found = found.filter(Q(folded__contains=fold(q)) | Q(code__startswith=q))
    if only == "thieu":
        found = found.filter(lacking=True, hidden=False)
    elif only == "an":
        found = found.filter(hidden=True)
    return tuple(DeskRow(r.code, str(r), r.field, r.hidden, r.lacking, r.asked, r.number, r.changed_on) for r in found)


def lacking() -> int:
    """How many procedures that residents see lack words of our own. One query."""
    return PublicService.objects.filter(lacking=True, hidden=False).count()


def checklist(view: ServiceView) -> tuple[str, ...]:
    """What to bring: our own list, else the papers that everybody brings."""
    if view.guidance.bring:
        return view.guidance.bring
    groups = [group for group in view.facts.groups if not group.case] or list(view.facts.groups[:1])
    return tuple(paper.name for group in groups for paper in group.papers if paper.originals != 0 or paper.copies != 0)


def forms_to_fill(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Papers that have a form, with its file's name: the file itself lies at the portal. Each file once."""
    found: dict[str, str] = {}
    for paper in (paper for group in facts.groups for paper in group.papers if paper.form):
        found.setdefault(paper.form, paper.name)
    return tuple((name, form) for form, name in found.items())


def due_if_filed(facts: Facts, at: datetime) -> tuple[Due, bool] | None:
    """By when it is done if filed at the counter now, and whether the law's own clock says so; None: not known."""
    try:
        if facts.code in BY_THE_HOUR:
            return law.deadline(*BY_THE_HOUR[facts.code], at.astimezone(clock.VIETNAM).replace(tzinfo=None)).due, True
        spec = _spec(facts)
        return (due(law.calendar(), spec, clock.day_of(at)), False) if spec else None
    except LawError:
        return None


def hours_if_filed(facts: Facts) -> int | None:
    """The longest limit in hours, where the source names no days."""
    known = [channel.number for channel in facts.channels if channel.number and channel.unit is Time.HOURS]
    return max(known) if known and _spec(facts) is None else None


def _spec(facts: Facts) -> ClockSpec | None:
    """The longest limit that the source names in days: nobody is promised the shorter of two."""
    known = [c for c in facts.channels if c.number and c.unit in (Time.WORKING, Time.CALENDAR, Time.MONTHS)]
    if not known:
        return None
    longest = max(known, key=lambda c: (c.number or 0) * (_MONTH if c.unit is Time.MONTHS else 1))
    days = (longest.number or 0) * (_MONTH if longest.unit is Time.MONTHS else 1)
    unit = Unit.WORKING if longest.unit is Time.WORKING else Unit.CALENDAR
    source = Source(document=facts.decision or facts.code, article="", confidence=Confidence.SECONDARY)
    return ClockSpec("result", facts.name, facts.name, "received", (), days, unit, source)


def _weight_in_life(code: str) -> int:
    """What stands first in an event of life is needed most."""
    places = [event.procedures.index(code) for event in life_events() if code in event.procedures]
    return max(0, OF_LIFE - 20 * min(places)) if places else 0


def findable(facts: Facts, guidance: Guidance) -> Findable:
    """What search keeps: our name first, the official one, what people call it, the papers."""
    events = [event.label for event in life_events() if facts.code in event.procedures]
    papers = [paper.name for group in facts.groups for paper in group.papers][:12]
    return Findable(
        scope=PROCEDURE,
        key=facts.code,
        title=guidance.short or facts.name,
        summary=guidance.lead or (facts.name if guidance.short else facts.field),
        also=(facts.name[:300], *guidance.said, *events),
        body="\n".join([facts.code, facts.field, *facts.outputs, *papers, *guidance.bring]),
        link=f"/thu-tuc/{facts.code}/",
        weight=WEIGHT + _weight_in_life(facts.code),
    )
