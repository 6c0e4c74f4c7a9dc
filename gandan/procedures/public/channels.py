"""Places and ways of a procedure as machines read them (schema.org ServiceChannel, CPSV-AP Channel)."""

from __future__ import annotations

from typing import Any

from gandan.procedures.types import Facts, Opening, PointShown

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def channels(facts: Facts, points: tuple[PointShown, ...]) -> list[dict[str, Any]]:
    online: list[dict[str, Any]] = []
    if facts.link:
        online.append({"@type": "ServiceChannel", "serviceUrl": facts.link, "availableLanguage": "vi"})
    return online + [_channel(each, facts.code) for each in points]


def _channel(each: PointShown, code: str) -> dict[str, Any]:
    """Out-of-hours openings are told only where this procedure is served then."""
    view = each.view
    after = not view.late_for or code in view.late_for
    place: dict[str, Any] = {"@type": "Place", "name": view.name, "address": view.address}
    if view.lat is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": view.lat, "longitude": view.lon}
    if view.openings:
        place["openingHoursSpecification"] = [_hours(each) for each in view.openings if after or not each.late]
    told: dict[str, Any] = {"@type": "ServiceChannel", "name": each.kind, "serviceLocation": place}
    if view.phone:
        told["servicePhone"] = {"@type": "ContactPoint", "telephone": view.phone}
    return told


def _hours(opening: Opening) -> dict[str, str]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{DAYS[opening.weekday]}",
        "opens": f"{opening.opens:%H:%M}",
        "closes": f"{opening.closes:%H:%M}",
    }
