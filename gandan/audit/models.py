"""Who did what, chained and committed. Holds unit and actor as plain codes: it lies below the directory."""

from django.db import models


class Entry(models.Model):
    """One act. `commitment` is an HMAC of the canonical payload under the entry's own key (Secret);
    `hash` covers commitment, what is plain here and the previous hash of the same object.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    object = models.CharField(max_length=80)  # "case:SG26-4829-1379", "unit:26740"
    unit = models.CharField(max_length=40, blank=True)
    number = models.PositiveIntegerField()  # 1 for the object's first entry
    commitment = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)  # hash of the object's previous entry; 32 zero bytes at first
    hash = models.BinaryField(max_length=32, unique=True)
    leaf = models.BigIntegerField(null=True, unique=True)  # place in the Merkle tree, given by the checkpoint job

    class Meta:
        indexes = [models.Index(fields=["unit", "at"])]
        constraints = [models.UniqueConstraint(fields=["object", "number"], name="one_chain_an_object")]


class Secret(models.Model):
    """Payload and key of an entry, kept apart: erasing both leaves the chain verifiable."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="secret")
    key = models.BinaryField(max_length=32, null=True)
    payload = models.TextField(null=True)  # canonical JSON
    erased_rule = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True)


class Checkpoint(models.Model):
    """A signed root of the Merkle tree over the first `size` leaves (RFC 6962 hashing)."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    public_key = models.CharField(max_length=64)  # hex; which of them to trust is kept outside the database
    signature = models.BinaryField(max_length=64)

    class Meta:
        ordering = ["size"]


class Node(models.Model):
    """Roots of complete subtrees of two leaves and more, so that a checkpoint costs the new leaves only."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_node")]
