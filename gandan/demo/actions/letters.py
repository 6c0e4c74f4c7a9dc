"""Letters around today: complaints and recommendations at every step, a group, a flooded alley, what was sorted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from gandan.cases import actions as cases
from gandan.cases.queries.letters import composing
from gandan.cases.types import Channel, Part, PartyInput, PlannedCase, PlannedStep, Receipt, Submission
from gandan.core import clock
from gandan.core.types import Point
from gandan.demo import queries, rules
from gandan.demo.types import Letters, Matter, Way, WayStep
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.types import Calendar

ALLEY = Point(10.7872, 106.7003)
FLOODED = 40  # reports of the same flooded alley, beside the first one
ALLEY_SHOWN = "Hẻm 15B đường Lê Thánh Tôn ngập khi mưa, nước chưa rút"  # what neighbours read of it
GROUP, GROUP_NAMED = 12, 5
NEIGHBOUR = "26737"  # Phường Tân Định
WAYS = (Channel.COUNTER, Channel.POST, Channel.RECEPTION, Channel.WEB, Channel.PHONE)
REASON = "Việc xảy ra trên địa bàn phường bạn."


def living_letters(unit: str, officers: dict[str, Actor]) -> list[PlannedCase]:
    """Plans, oldest first; the same every time."""
    writer = Writer(unit, officers)
    plans = [writer.plan(way) for way in writer.told.ways for _ in range(way.times)]
    plans += [writer.group(), *writer.alley()]
    return sorted(plans, key=lambda plan: plan.submission.received_at or clock.now())


def sort_letters(unit: str, officers: dict[str, Actor], receipts: list[Receipt], plans: list[PlannedCase]) -> None:
    """What an officer did with them today, by the actions of the desk: merged, forwarded, split, answered by letter."""
    officer = officers["tiepdan"]
    codes = {plan.submission.key: receipt.code for plan, receipt in zip(plans, receipts, strict=True)}
    alley = [code for key, code in codes.items() if key.startswith("demo-alley-")]
    cases.merge(alley[1:], alley[0], officer, reason="Cùng một hẻm ngập sau trận mưa tối qua.")
    cases.perform(alley[0], "show_nearby", officer, seen=1, form={"text": ALLEY_SHOWN})
    fresh = [codes[plan.submission.key] for plan in plans if not plan.steps and plan.submission.key in _letters(codes)]
    open_ones = [code for code in fresh if code not in alley]
    forwarded = cases.forward(open_ones, officer, unit=NEIGHBOUR, reason=REASON, only_look=True)
    cases.forward([row.code for row in forwarded if row.done][:3], officer, unit=NEIGHBOUR, reason=REASON)
    splittable = [row.code for row in forwarded if row.done][3:5]
    for number, code in enumerate(splittable):
        cases.split(code, _parts(number), officer, seen=None, key=f"demo-{number}")
    _write_letters(officers, plans, codes)
    _complain_again(receipts, plans)


def _letters(codes: dict[str, str]) -> set[str]:
    return {key for key in codes if key.startswith("demo-letter-")}


def _parts(number: int) -> list[Part]:
    kind = queries.letters().matters[-2]
    first = Part(kind.type, "Hỏi mức hỗ trợ cho người cao tuổi", "Mẹ tôi 82 tuổi, xin biết mức hỗ trợ.", "welfare")
    other = Part(kind.type, "Hỏi giờ nhận hồ sơ buổi chiều", "Xin cho biết giờ nhận hồ sơ buổi chiều.", "procedures")
    digits = [f"77{number}00{place}1" for place in range(2)]
    return [Part(p.type, p.subject, p.content, p.field, digits=d) for p, d in zip((first, other), digits, strict=True)]


def _complain_again(receipts: list[Receipt], plans: list[PlannedCase]) -> None:
    """One whose decision was sent does not agree: the body above has a case from them, tied to the first."""
    last = [(receipt.code, len(plan.steps)) for receipt, plan in zip(receipts, plans, strict=True)
            if plan.steps and plan.steps[-1].action == "send_decision"]  # fmt: skip
    code, steps = last[-1]
    form = {"text": "Tôi không đồng ý: chưa ai xem vạch kẻ trước nhà tôi. Tôi đề nghị cấp trên xem xét lại."}
    cases.perform(code, "second_complaint", Actor.resident(), seen=steps + 1, form=form)


def _write_letters(officers: dict[str, Actor], plans: list[PlannedCase], codes: dict[str, str]) -> None:
    """One of each kind of letter, printed; where a step names its number, that step too."""
    told = queries.letters()
    written: set[str] = set()
    for plan in plans:
        way = next((way for way in told.ways if plan.submission.key.startswith(f"demo-letter-{way.name}-")), None)
        if way and way.letter and (way.then or way.letter not in written):
            written.add(way.letter)
            code, leader = codes[plan.submission.key], officers[way.writer]
            wanted = composing(code, way.letter, leader)
            facts, signer = {**wanted.known, **way.facts}, f"p:{leader.person}"
            letter = cases.issue_letter(code, way.letter, leader, facts=facts, signer=signer)
            if way.then:
                form = {**way.then, "document_number": letter.symbol}
                cases.perform(code, form.pop("action"), leader, seen=wanted.seen + 1, form=form)


class Writer:
    """Writes one letter after the other from matters, streets and a seeded die."""

    def __init__(self, unit: str, officers: dict[str, Actor]) -> None:
        self.unit, self.officers = unit, officers
        self.rng = Random(26741)
        self.calendar: Calendar = law.calendar()
        self.now = clock.now().astimezone(clock.VIETNAM)
        self.streets, _stories = queries.stories()
        self.told: Letters = queries.letters()
        self.number = 0

    def plan(self, way: Way) -> PlannedCase:
        self.number += 1
        matters = [each for each in self.told.matters if each.type == way.type and way.field in ("", each.field)]
        matter = matters[self.number % len(matters)]
        day = rules.Day(self.calendar, self.rng, self.now)
        received = day.at(rules.working_back(self.calendar, self.now.date(), self.rng.randint(*way.age)))
        given = self._submission(matter, f"demo-letter-{way.name}-{self.number}", received)
        if way.unit:
            given = replace(given, unit=way.unit, channel=Channel.POST)
        return PlannedCase(given, tuple(self._steps(way, day)), digits=f"8{self.rng.randrange(10**6):06d}")

    def group(self) -> PlannedCase:
        """Twelve households with five who speak for them."""
        matter = next(each for each in self.told.matters if each.type == self.told.matters[4].type)
        day = rules.Day(self.calendar, self.rng, self.now)
        received = day.at(rules.working_back(self.calendar, self.now.date(), 2))
        given = self._submission(matter, "demo-group", received)
        others = tuple(PartyInput(name=f"Đại diện mẫu {n}", phone=f"09000009{n:02d}") for n in range(1, GROUP_NAMED))
        given = Submission(
            **{name: getattr(given, name) for name in given.__dataclass_fields__}
            | {"people": GROUP, "representatives": others, "channel": Channel.RECEPTION}
        )
        accept = PlannedStep("accept", day.after(1), self.officers["tiepdan"])
        return PlannedCase(given, (accept,), digits="8999999")

    def alley(self) -> list[PlannedCase]:
        """One flooded alley, reported by everybody who lives in it."""
        story = queries.stories()[1][1]
        day = rules.Day(self.calendar, self.rng, self.now)
        first = day.at(rules.working_back(self.calendar, self.now.date(), 1))
        found = []
        for number in range(FLOODED + 1):
            at = first + (self.now - first) * number / (FLOODED + 2)
            place = f"hẻm 15B đường Lê Thánh Tôn, nhà số {number + 1}"
            given = Submission(
                type=self.told.report,
                unit=self.unit,
                subject=story.subject.format(place=place),
                content=story.content.format(place=place, since="từ tối qua"),
                key=f"demo-alley-{number}",
                field=story.field,
                place=Point(ALLEY.lat + number * 1e-5, ALLEY.lon),
                address=place,
                party=PartyInput(name=f"Người hẻm 15B mẫu {number + 1}", phone=f"0900001{number:03d}"),
                channel=Channel.WEB if number % 4 else Channel.PHONE,
                publish=True,
                received_at=at,
            )
            found.append(PlannedCase(given, digits=f"70{number:05d}"))
        return found

    def _submission(self, matter: Matter, key: str, received: datetime) -> Submission:
        place = f"số {self.rng.randrange(3, 190)} {self.rng.choice(self.streets)}"
        return Submission(
            type=matter.type,
            unit=self.unit,
            subject=matter.subject.format(place=place),
            content=matter.content.format(place=place),
            key=key,
            field=matter.field,
            party=PartyInput(
                name=f"Người gửi đơn mẫu {self.number}", phone=f"0900002{self.number:03d}", address=f"{place} (mẫu)"
            ),
            answers=dict(matter.answers),
            channel=self.rng.choice(WAYS),
            received_at=received,
        )

    def _steps(self, way: Way, day: rules.Day) -> list[PlannedStep]:
        meeting: list[date] = []
        # An invitation that is printed today gives five days from today, on a Saturday too.
        told = date.min if any(step.on for step in way.steps) else self.now.date()
        return [self._step(step, day, meeting, told) for step in way.steps]

    def _step(self, step: WayStep, day: rules.Day, meeting: list[date], told: date) -> PlannedStep:
        at = day.at(meeting[0]) if step.on and meeting else day.after(step.after)
        actor = self.officers[step.by] if step.by else Actor.resident()
        form = {name: self._value(value, at, meeting, told) for name, value in step.form.items()}
        person = self.officers[step.person].person if step.person else None
        return PlannedStep(step.action, at, actor, form, person=person)

    def _value(self, value: Any, at: datetime, meeting: list[date], told: date) -> Any:
        if value == "@meeting":
            if not meeting:
                meeting.append(rules.working_on_or_after(self.calendar, max(at.date(), told) + timedelta(days=5)))
            return meeting[0].isoformat()
        if value == "@day":
            return at.date().isoformat()
        if isinstance(value, str) and value.startswith("@in:"):
            return (at.date() + timedelta(days=int(value[4:]))).isoformat()
        return value.format(n=self.rng.randrange(100, 900)) if isinstance(value, str) else value
