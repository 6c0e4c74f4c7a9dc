"""The living part: about 150 reports around today, at every step of their way."""

from __future__ import annotations

from datetime import datetime
from random import Random

from gandan.cases.queries import intake_types
from gandan.cases.types import Channel, PartyInput, PlannedCase, PlannedStep, Submission
from gandan.core import clock
from gandan.core.types import Point
from gandan.demo import queries, rules
from gandan.demo.actions.pictures import store_pictures
from gandan.demo.types import Fate, Story
from gandan.directory.queries import inside, neighbourhoods, the_unit
from gandan.directory.types import Actor
from gandan.law import queries as law
from gandan.law.types import Calendar

CENTRE = Point(10.7840, 106.7010)
REACH = 1_300  # metres from the centre; what lies outside the ward is drawn again
SINCE = ("từ hôm qua", "từ đầu tuần", "đã ba ngày", "từ tuần trước", "gần nửa tháng nay")
NOT_AGAIN = "Tối qua tôi ra xem thì việc vẫn như cũ, chưa thấy ai đến."
# Working days between receiving and today, by fate: around the five days of the ward's promise.
AGE = {
    Fate.NEW: (0, 1),
    Fate.WORKING: (1, 3),
    Fate.TODAY: (5, 5),
    Fate.TOMORROW: (4, 4),
    Fate.LATE: (6, 9),
    Fate.PAUSED: (3, 8),
    Fate.APPROVAL: (2, 4),
    Fate.REOPENED: (9, 12),
    Fate.ANSWERED: (4, 14),
    Fate.RATED: (8, 60),
    Fate.FORWARDED: (3, 20),
    Fate.REFUSED: (3, 20),
    Fate.DUPLICATE: (2, 5),
}


def living_cases(unit: str, officers: dict[str, Actor]) -> list[PlannedCase]:
    """Plans for every sample case, oldest first."""
    writer = Writer(unit, officers)
    plans = [writer.plan(number, fate) for number, fate in enumerate(rules.fates())]
    return sorted(plans, key=lambda plan: plan.submission.received_at or clock.now())


class Writer:
    """Writes one case after the other from stories, streets and a seeded die."""

    def __init__(self, unit: str, officers: dict[str, Actor]) -> None:
        self.unit, self.officers = unit, officers
        self.rng = Random(26740)
        self.calendar: Calendar = law.calendar()
        self.now = clock.now().astimezone(clock.VIETNAM)
        self.streets, self.stories = queries.stories()
        self.before, self.after = store_pictures()
        self.areas = [place.name for place in neighbourhoods(the_unit(unit).path)]
        # The type that residents of a street use: the one that asks for a place.
        self.type = next(kind.code for kind in intake_types(unit) if kind.place == "required")

    def plan(self, number: int, fate: Fate) -> PlannedCase:
        story = self.stories[number % len(self.stories)]
        house = self.rng.randrange(3, 190)
        place = f"số {house} {self.rng.choice(self.streets)}"
        day = rules.Day(self.calendar, self.rng, self.now)
        received = day.at(rules.working_back(self.calendar, self.now.date(), self.rng.randint(*AGE[fate])))
        submission = self._submission(number, story, place, received)
        return PlannedCase(
            submission, tuple(self._steps(fate, story, place, day)), digits=f"{self.rng.randrange(10**7):07d}"
        )

    def _submission(self, number: int, story: Story, place: str, received: datetime) -> Submission:
        photos = [self.rng.choice(self.before)] if self.rng.random() < 0.6 else []
        return Submission(
            type=self.type,
            unit=self.unit,
            subject=story.subject.format(place=place),
            content=story.content.format(place=place, since=self.rng.choice(SINCE)),
            key=f"demo-{number}",
            field=story.field,
            place=self._point(),
            address=f"{place}, {self.rng.choice(self.areas).lower()}",
            party=self._sender(number),
            files=tuple(file for file, _name in photos),
            file_names=tuple(name for _file, name in photos),
            channel=self.rng.choices((Channel.WEB, Channel.COUNTER, Channel.PHONE, Channel.RECEPTION), (70, 14, 10, 6))[
                0
            ],
            publish=self.rng.random() < 0.7,
            received_at=received,
        )

    def _sender(self, number: int) -> PartyInput:
        drawn = self.rng.random()
        if drawn < 0.2:
            return PartyInput(anonymous=True)
        return PartyInput(name=f"Người dân mẫu {number + 1}", phone=f"0900000{number:03d}", sealed=drawn > 0.9)

    def _point(self) -> Point:
        while True:
            point = rules.scattered(self.rng, CENTRE, REACH)
            if inside(self.unit, point):
                return point

    # --- what happened then ---

    def _steps(self, fate: Fate, story: Story, place: str, day: rules.Day) -> list[PlannedStep]:
        petition, officer = self.officers["tiepdan"], self.officers[story.who]
        if fate is Fate.NEW and self.rng.random() < 0.7:
            return []
        assigned = PlannedStep("assign", day.after(self.rng.randint(0, 1)), petition, person=officer.person)
        if fate in (Fate.NEW, Fate.DUPLICATE):
            return [assigned]
        if fate is Fate.FORWARDED:
            form = {"body": "Sở Xây dựng Thành phố", "reason": "Việc thuộc thẩm quyền của Sở."}
            return [assigned, PlannedStep("forward", day.after(1), petition, form)]
        if fate is Fate.REFUSED:
            form = {"ground": "unclear", "reason": "Chưa rõ nơi xảy ra; phường đã gọi nhưng không liên lạc được."}
            return [assigned, PlannedStep("refuse", day.after(2), petition, form)]
        verified = [PlannedStep("start_verification", day.after(1), officer)]
        if story.note:
            verified.append(PlannedStep("note", day.after(0), officer, {"text": story.note}))
        return [assigned, *verified, *self._outcome(fate, story, place, day, officer)]

    def _outcome(self, fate: Fate, story: Story, place: str, day: rules.Day, officer: Actor) -> list[PlannedStep]:
        """What came of a report that was looked into."""
        resident = Actor.resident()
        if fate is Fate.PAUSED:
            asked = {"text": "Bạn chụp giúp một ảnh và cho biết số nhà gần nhất, để phường đến đúng chỗ."}
            return [PlannedStep("request_information", day.after(0), officer, asked)]
        if fate is Fate.APPROVAL:
            return [self._answer("submit_draft", story, place, day, officer)]
        if fate not in (Fate.ANSWERED, Fate.RATED, Fate.REOPENED):
            return []
        steps = [self._answer("answer", story, place, day, officer)]
        if fate is Fate.RATED:
            rating = self.rng.choices(("done", "partly", "not"), (70, 20, 10))[0]
            steps.append(PlannedStep("rate", day.after(self.rng.randint(0, 3)), resident, {"rating": rating}))
        if fate is Fate.REOPENED:
            steps.append(PlannedStep("reopen", day.after(2), resident, {"reason": NOT_AGAIN}))
            leader = self.officers["lanhdao"]
            steps.append(PlannedStep("assign", day.after(0), leader, person=officer.person))
        return steps

    def _answer(self, action: str, story: Story, place: str, day: rules.Day, officer: Actor) -> PlannedStep:
        file, name = self.rng.choice(self.after)
        form = {
            "text": story.answer.format(place=place),
            "document_number": f"{self.rng.randrange(100, 400)}/UBND-KTHTĐT",
        }
        if story.not_done:
            form["not_done"] = story.not_done.format(place=place)
        if action == "answer":
            form["result"] = "partly" if story.not_done else "done"
        return PlannedStep(action, day.after(self.rng.randint(1, 2)), officer, form, (file,), (name,))
