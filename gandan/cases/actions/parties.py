"""Who stands behind a case: stored open or sealed, and how a message reaches them."""

from __future__ import annotations

from django.conf import settings

from gandan.cases import rules
from gandan.cases.models import Party
from gandan.cases.types import PartyInput, PartyRole, Told
from gandan.core.home import known_key

SEAL = "seal"


def party_of(given: PartyInput, *, whole: bool = False) -> Party | None:
    """The row of a sender; None for one who left nothing. Sealed: only ciphertext reaches the database.

    `whole`: of a case sealed whole, so even the contact of one without a name is locked.
    """
    if whole:
        left = any((given.name, given.phone, given.email, given.address))
        secret = rules.seal(given, known_key(SEAL)) if left else None
        return Party(role=PartyRole.DENOUNCER, sealed=True, anonymous=given.anonymous, secret=secret, **_told(given))
    if given.sealed and not given.anonymous:
        return Party(role=PartyRole.PETITIONER, sealed=True, secret=rules.seal(given, known_key(SEAL)), **_told(given))
    if given.anonymous and not (given.phone or given.email):
        return Party(role=PartyRole.PETITIONER, anonymous=True, **_told(given))
    return Party(
        role=PartyRole.PETITIONER,
        anonymous=given.anonymous,
        name=given.name,
        phone=given.phone,
        email=given.email,
        address=given.address,
        **_told(given),
    )


def _told(given: PartyInput) -> dict[str, str]:
    return {"told_by": str(given.told_by)}


def representative(given: PartyInput, *, whole: bool = False) -> Party:
    """One more who speaks for the group."""
    row = party_of(given, whole=whole) or Party(anonymous=True)
    row.role = PartyRole.REPRESENTATIVE
    return row


def opened(party: Party) -> PartyInput:
    """What a party consists of. Whose seal this opens has asked the policy and enters it."""
    if party.sealed and party.secret:
        return rules.unseal(bytes(party.secret), known_key(SEAL))
    return PartyInput(party.name, party.phone, party.email, party.address, party.anonymous, party.sealed)


def address_of(party: Party) -> str:
    """Where messages go: an e-mail address, a telephone number for text messages, or nowhere, as they chose.

    The machine may write to a sealed sender; nobody reads the address in doing so.
    """
    if party.told_by == Told.EMAIL:
        return opened(party).email
    return opened(party).phone if party.told_by == Told.SMS and settings.SMS_URL else ""
