"""What people are told: notices on the desk, messages that leave the house, and how they fared."""

from django.db import models

from gandan.notifications.types import State


class Notice(models.Model):
    """A line under an account's bell."""

    account = models.ForeignKey("directory.Account", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["account", "-id"], name="notice_of_account"),
            models.Index(fields=["account"], condition=models.Q(read_at=None), name="notice_unread"),
        ]


class Message(models.Model):
    """One e-mail to one address. `key` makes it be sent once; after a crash mid-way it is `unsure`.

    `body` is emptied once the message has left: it may hold a confirmation number, which nothing stores. Of what is
    sealed whole address, subject and body stand in `secret` only, encrypted, and go when the message has left.
    """

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=12, default="email")
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secret = models.BinaryField(null=True)
    end_link = models.URLField(max_length=300, blank=True)  # of a letter one asked for: ends it at one press
    about = models.CharField(max_length=80, blank=True)  # "case:SG26-…": plain, for the delivery log
    unit = models.ForeignKey("directory.Organisation", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default=State.QUEUED, choices=[(s.value, s.value) for s in State])
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when it is tried next; null: it is not
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["about"], name="message_about"),
            models.Index(fields=["state", "-id"], name="message_state"),
            models.Index(fields=["unit", "-id"], name="message_unit"),
        ]
