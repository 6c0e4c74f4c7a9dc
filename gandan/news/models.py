"""Articles with their revisions, media and comments; pages that stay; reforms, who was briefed and who was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gandan.news.types import CommentState, MediaKind, Section, State, Told


def _choices(kind: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]  # type: ignore[attr-defined]


class Newsroom(models.Model):
    """How a unit works: whether somebody else looks before an article appears, and whether readers may comment."""

    unit = models.OneToOneField("directory.Organisation", models.PROTECT, related_name="+")
    review = models.BooleanField(default=False)
    comments = models.BooleanField(default=True)


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> ArticleQuerySet:
        return self.filter(state=State.PUBLISHED)

    def below(self, *paths: str) -> ArticleQuerySet:
        wanted = Q(pk__in=[])
        for path in paths:
            wanted |= Q(unit__path__startswith=path)
        return self.filter(wanted)


class Reform(models.Model):
    """What the authority does differently since a day, for whom, and what it was before."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    since = models.DateField()
    for_whom = models.CharField(max_length=300)
    before = models.TextField()
    after = models.TextField()
    basis = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=_choices(State), default=State.DRAFT)
    created_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "-since", "-id"], name="reform_list")]


class Article(models.Model):
    """An article as it stands now; how it came to be stands in its revisions."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    section = models.CharField(max_length=24, choices=_choices(Section))
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)  # sanitised
    state = models.CharField(max_length=10, choices=_choices(State), default=State.DRAFT)
    pinned = models.BooleanField(default=False)
    comments_open = models.BooleanField(default=True)
    publish_at = models.DateTimeField(null=True)  # when a scheduled one appears
    published_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    related = models.JSONField(default=list)  # ["procedure:1.001.193"]: generic codes of other rooms
    reform = models.ForeignKey(Reform, models.PROTECT, null=True, related_name="articles")
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_list"),
            models.Index(fields=["-changed_at", "-id"], name="article_desk"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False), name="published_has_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(publish_at__isnull=False), name="scheduled_has_a_moment"
            ),
        ]


class Revision(models.Model):
    """An article as somebody left it. Never changed; restoring makes a new one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=24, choices=_choices(Section))
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_revision")]


class Media(models.Model):
    """Something beside an article: its cover, pictures, an infographic with its text, a video, a file."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="media")
    kind = models.CharField(max_length=12, choices=_choices(MediaKind))
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    link = models.URLField(max_length=300, blank=True)
    name = models.CharField(max_length=120, blank=True)
    alt = models.TextField(blank=True)  # the text alternative
    caption = models.CharField(max_length=300, blank=True)
    captions = models.TextField(blank=True)  # WebVTT
    poster = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")  # of a film

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="") | Q(file__isnull=True, kind=MediaKind.VIDEO) & ~Q(link=""),
                name="media_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MediaKind.INFOGRAPHIC) | ~Q(alt=""), name="infographic_has_its_text"
            ),
            models.UniqueConstraint(fields=["article"], condition=Q(kind=MediaKind.COVER), name="one_cover"),
        ]


class Comment(models.Model):
    """What a reader says under an article. No address and no device is kept, only the name they wished to give."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    name = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=_choices(CommentState), default=CommentState.WAITING)
    at = models.DateTimeField()
    reports = models.PositiveIntegerField(default=0)
    reported_for = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it is hidden
    decided_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    reply_by = models.CharField(max_length=160, blank=True)  # post, not name
    reply_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "at", "id"], name="comment_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CommentState.HIDDEN) | ~Q(reason=""), name="hidden_comment_says_why"
            )
        ]


class Page(models.Model):
    """A page that stays: about the unit, how to reach it."""

    unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()


class PageRevision(models.Model):
    """A page as somebody left it. Never changed; restoring makes a new one."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_page_revision")]


class Briefing(models.Model):
    """An officer who was told of a reform, by whom and when."""

    reform = models.ForeignKey(Reform, models.CASCADE, related_name="briefings")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reform", "person"], name="one_briefing")]


class Telling(models.Model):
    """How residents were told of a reform."""

    reform = models.ForeignKey(Reform, models.CASCADE, related_name="tellings")
    how = models.CharField(max_length=16, choices=_choices(Told))
    audience = models.CharField(max_length=200)
    on = models.DateField()
    reached = models.PositiveIntegerField(null=True)
