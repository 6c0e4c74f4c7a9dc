"""What a petition of this place may say (unit, place, field), as one line of JSON."""

from __future__ import annotations

import json
import sys

import django


def main() -> int:
    django.setup()
    from gandan.cases.models import Case
    from gandan.directory.models import Installation

    home = Installation.objects.get(pk=1).home_unit
    case = Case.objects.filter(unit=home, type="field-report", lat__isnull=False).order_by("id")[0]
    place = {"lat": case.lat, "lon": case.lon, "address": case.address or "Sample street"}
    print(json.dumps({"type": case.type, "unit": home.code, "field": case.field, "place": place}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
