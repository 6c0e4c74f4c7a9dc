"""Who stands behind a case: stored open or sealed, and how a message reaches them."""

from __future__ import annotations

from gandan.cases import rules
from gandan.cases.models import Party
from gandan.cases.types import PartyInput, PartyRole
from gandan.core.home import known_key

SEAL = "seal"


def party_of(given: PartyInput) -> Party | None:
    """The row of a sender; None for one who left nothing. Sealed: only ciphertext reaches the database."""
    if given.sealed and not given.anonymous:
        return Party(role=PartyRole.PETITIONER, sealed=True, secret=rules.seal(given, known_key(SEAL)))
    if given.anonymous and not (given.phone or given.email):
        return Party(role=PartyRole.PETITIONER, anonymous=True)
    return Party(
        role=PartyRole.PETITIONER,
        anonymous=given.anonymous,
        name=given.name,
        phone=given.phone,
        email=given.email,
        address=given.address,
    )


def opened(party: Party) -> PartyInput:
    """What a party consists of. Whose seal this opens has asked the policy and enters it."""
    if party.sealed and party.secret:
        return rules.unseal(bytes(party.secret), known_key(SEAL))
    return PartyInput(party.name, party.phone, party.email, party.address, party.anonymous, party.sealed)


def address_of(party: Party) -> str:
    """Where messages go. The machine may write to a sealed sender; nobody reads the address in doing so."""
    return opened(party).email
