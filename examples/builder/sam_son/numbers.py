"""Numbers of decisions, as the books of the town would count them."""

from __future__ import annotations

from datetime import date, timedelta

# body -> (issuer, code behind the number, first day of its count or None: each year anew, a day)
_BODIES: dict[str, tuple[str, str, date | None, float]] = {
    "town_party": ("Ban Thường vụ Thị ủy", "QĐ/ThU", date(2005, 10, 18), 0.62),
    "town_party_xv": ("Ban Thường vụ Thị ủy", "QĐ/ThU", date(2010, 7, 28), 0.62),
    "town_state": ("UBND thị xã", "QĐ-UBND", None, 5.3),
    "province_party": ("Ban Thường vụ Tỉnh ủy", "QĐ/TU", date(2005, 12, 20), 0.9),
    "province_state": ("UBND tỉnh", "QĐ-UBND", None, 11.4),
}


def decision(body: str, day: str, *, signed_before: int = 5) -> dict[str, str]:
    """Give number, day and issuer of the decision by which something holds from a day on.

    A decision is signed some days before it takes effect; Party bodies count through their term,
    State bodies through the year.
    """
    effective = date.fromisoformat(day)
    signed = effective - timedelta(days=signed_before + effective.day % 4)
    if body == "town_party" and signed >= date(2010, 7, 28):
        body = "town_party_xv"
    issuer, code, term, a_day = _BODIES[body]
    first = term or date(signed.year, 1, 1)
    number = 3 + int((signed - first).days * a_day)
    return {"decision": f"{number}-{code}" if term else f"{number}/{code}",
            "decision_day": signed.isoformat(), "issuer": issuer}  # fmt: skip
