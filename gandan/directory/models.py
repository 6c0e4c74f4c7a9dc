"""Units over time, people, posts, accounts (Popolo: Organization, Person, Post, Membership)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Substr

from gandan.directory.types import Kind, SuccessionKind, Tier
from gandan.law.types import Role


def in_force(day: date, prefix: str = "") -> Q:
    """Rows whose dates include a day; an open end holds."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    return started & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day}))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def at(self, day: date) -> OrganisationQuerySet:
        """Those that exist on a day."""
        return self.filter(in_force(day))

    def below(self, *paths: str) -> OrganisationQuerySet:
        """The units of these paths and everything under them."""
        wanted = Q(pk__in=[])
        for path in paths:
            wanted |= Q(path__startswith=path)
        return self.filter(wanted)

    def with_province(self) -> OrganisationQuerySet:
        """Adds `province_short`, the short name of the root of the tree (its code has two digits)."""
        return self.annotate(province_short=province_of("path"))


def province_of(path: str) -> Subquery:
    """The short name of the root above the path in this column."""
    root = Organisation.objects.filter(parent=None, code=Substr(OuterRef(path), 2, 2))
    return Subquery(root.values("short_name")[:1])


class Organisation(models.Model):
    """A unit of the state, or any body in it: department, mass organisation, neighbourhood, school, workplace."""

    code = models.CharField(max_length=40, unique=True)  # statistics office's code; below a unit: "26740-vhxh"
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in Kind])
    tier = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Tier])
    name = models.CharField(max_length=200)  # «Phường Sài Gòn»
    short_name = models.CharField(max_length=200)  # «Sài Gòn»
    folded = models.CharField(max_length=400, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)  # "/79/26740/26740-vhxh/": the tree, for prefixes
    prefix = models.CharField(max_length=4, blank=True)  # of public codes: "SG"
    agency_code = models.CharField(max_length=35, blank=True)  # Decision 20/2020: "H29.…"
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the last day it existed
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisation_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Succession(models.Model):
    """What became of a unit: merged, split, renamed. One successor takes the open work by default."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="precessions")
    on = models.DateField()  # first day of the successor
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in SuccessionKind])
    takes_open_work = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on", "predecessor_id", "successor_id"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(takes_open_work=True), name="one_heir_of_open_work"
            ),
        ]


class Person(models.Model):
    """A human being the authority works with by role. Never what they believe, never what they belong to."""

    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=320, db_index=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    sample = models.BooleanField(default=False)  # invented for the demo

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> Account:
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. Who they are is Person, what they may do is Membership."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=5, default="vi")
    shortcuts = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    def __str__(self) -> str:
        return self.username


class Post(models.Model):
    """A position in a unit, with the role it carries: «Phó Chủ tịch phụ trách đô thị»."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in Role])
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation_id", "title"]

    def __str__(self) -> str:
        return self.title


class MembershipQuerySet(models.QuerySet["Membership"]):
    def at(self, day: date) -> MembershipQuerySet:
        """Those in force on a day, in a post that exists then."""
        return self.filter(in_force(day), in_force(day, "post__"))


class Membership(models.Model):
    """Who holds a post, from when until when. Roles hold for the post's unit and those below it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="membership_dates"
            )
        ]


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def at(self, day: date) -> DelegationQuerySet:
        """Those in force on a day; a revoked one ends with the day before."""
        return self.filter(valid_from__lte=day, valid_to__gte=day).filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        )


class Delegation(models.Model):
    """During an absence another person acts in one's post; recorded with reason, ends by itself."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, models.PROTECT, related_name="delegations_received")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=300)
    revoked_on = models.DateField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_dates"),
        ]


class Installation(models.Model):
    """One row: what this database is. «Vào vai» works only where `demo` is set."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    demo = models.BooleanField(default=False)
    demo_built_on = models.DateField(null=True, blank=True)
    home_unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_installation")]
