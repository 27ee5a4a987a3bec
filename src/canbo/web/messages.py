"""The Vietnamese sentence of every refusal code: what happened, where, and what to do next."""

from __future__ import annotations

from canbo.engine.refusal import Refusal

MESSAGES: dict[str, str] = {
    # accounts
    # database and home
    # intake
    # law
    # figures and compliance
    # planning
}


def sentence(refusal: Refusal) -> str:
    """Put a refusal into words; a code without words is a mistake of the house, said as such."""
    template = MESSAGES.get(refusal.code)
    if template is None:
        return f"Lỗi chưa có lời giải thích (mã {refusal.code})."
    return template.format_map(_Gaps(refusal.data))


class _Gaps(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"
