"""What crosses the room's border: sections and states, articles as lists and pages show them, reforms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

SCOPE = "article"  # in the search
MAX_BODY = 60_000  # characters of an article, with its marks
MAX_COMMENT = 2000
MAX_LINKS = 1  # in a comment; more is advertising
MIN_TEXT_ALTERNATIVE = 20  # characters that say what an infographic shows
WIDTHS = (480, 960, 1600)


class Section(StrEnum):
    NOTICE = "thong-bao"
    ACTIVITY = "hoat-dong"
    GUIDE = "huong-dan"
    REFORM = "cai-cach"
    PEOPLE = "nguoi-tot-viec-tot"
    TRAINING = "dao-tao"


class State(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done to an article, besides writing in it."""

    SEND = "send"  # to review
    RETURN = "return"  # to its writer
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    WITHDRAW = "withdraw"


class MediaKind(StrEnum):
    COVER = "cover"
    GALLERY = "gallery"
    INFOGRAPHIC = "infographic"
    VIDEO = "video"
    ATTACHMENT = "attachment"


class CommentState(StrEnum):
    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class Told(StrEnum):
    """How residents were told of a reform."""

    WEBSITE = "website"
    NOTICE_BOARD = "notice_board"
    LOUDSPEAKER = "loudspeaker"
    NEIGHBOURHOOD = "neighbourhood"
    MEETING = "meeting"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Writing:
    """What an editor wrote, as it is kept in each revision."""

    title: str
    lead: str
    body: str
    section: Section = Section.NOTICE  # pages that stay have none


@dataclass(frozen=True, slots=True)
class MediaView:
    id: int
    kind: MediaKind
    name: str
    alt: str
    caption: str
    link: str
    host: str
    size: int
    media_type: str
    width: int | None
    height: int | None
    has_captions: bool
    has_poster: bool = False

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Something of another room, by its generic code, as the search knows it."""

    scope: str
    code: str
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list."""

    id: int
    slug: str
    title: str
    lead: str
    section: Section
    state: State
    pinned: bool
    at: datetime | None
    unit_name: str
    cover: MediaView | None = None
    badge: str = ""  # «Đồ họa», «Video»: what else it holds


@dataclass(frozen=True, slots=True)
class ArticlePage:
    rows: tuple[ArticleRow, ...]
    more: str  # key of the next page


@dataclass(frozen=True, slots=True)
class CommentView:
    id: int
    name: str
    text: str
    state: CommentState
    at: datetime
    reports: int
    reported_for: str
    reason: str
    reply: str
    reply_by: str
    reply_at: datetime | None
    article_title: str = ""
    article_slug: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article whole."""

    row: ArticleRow
    unit: str
    path: str
    body: str
    version: int
    comments_open: bool
    changed_at: datetime
    publish_at: datetime | None
    withdrawn_reason: str
    related: tuple[RelatedView, ...] = ()
    related_codes: tuple[str, ...] = ()
    media: tuple[MediaView, ...] = ()
    comments: tuple[CommentView, ...] = ()

    def of(self, kind: MediaKind) -> tuple[MediaView, ...]:
        return tuple(each for each in self.media if each.kind is kind)

    @property
    def gallery(self) -> tuple[MediaView, ...]:
        return self.of(MediaKind.GALLERY)

    @property
    def infographics(self) -> tuple[MediaView, ...]:
        return self.of(MediaKind.INFOGRAPHIC)

    @property
    def videos(self) -> tuple[MediaView, ...]:
        return self.of(MediaKind.VIDEO)

    @property
    def attachments(self) -> tuple[MediaView, ...]:
        return self.of(MediaKind.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class RevisionView:
    number: int
    at: datetime
    by: str
    note: str
    writing: Writing


@dataclass(frozen=True, slots=True)
class DiffLine:
    mark: str  # "" the same, "+" new, "-" gone
    text: str


@dataclass(frozen=True, slots=True)
class PageView:
    slug: str
    title: str
    body: str
    shown: bool
    unit: str
    changed_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class TellingView:
    how: Told
    audience: str
    on: date
    reached: int | None


@dataclass(frozen=True, slots=True)
class OfficerView:
    """Somebody who has to know a reform; `on` where they were briefed."""

    person: int
    name: str
    title: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ReformView:
    id: int
    slug: str
    unit: str
    unit_name: str
    path: str
    title: str
    since: date
    for_whom: str
    before: str
    after: str
    basis: str
    state: State
    briefed: int = 0
    officers: int = 0
    told: tuple[TellingView, ...] = ()
    article: str = ""  # slug of the article about it, once published


@dataclass(frozen=True, slots=True)
class NewReform:
    title: str
    since: date
    for_whom: str
    before: str
    after: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """One thing to put beside an article: bytes or a link, with its words."""

    kind: MediaKind
    alt: str = ""
    caption: str = ""
    link: str = ""
    captions: str = ""  # of a video, as WebVTT
    name: str = field(default="")
