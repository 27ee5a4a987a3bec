"""How the office's pages write dates, numbers and links that keep the perspective."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import write_date, write_money, write_number
from canbo.web import clock

register = template.Library()


@register.filter
def office_date(value: date | datetime | PartialDate | str | None) -> str:
    """Write a day, an instant or a partial date as offices do: 05/8/2011, 7/2011, 1979."""
    if isinstance(value, datetime):
        return write_date(value.astimezone(clock.VIETNAM).date())
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, str) and value:
        try:
            return str(PartialDate.parse(value))
        except NotADate:
            return value
    return str(value) if value else ""


@register.filter
def office_moment(value: datetime | None) -> str:
    """Write an instant: 14:05 ngày 05/8/2011."""
    if value is None:
        return ""
    local = value.astimezone(clock.VIETNAM)
    return f"{local:%H:%M} ngày {write_date(local.date())}"


@register.filter
def number(value: int | None) -> str:
    """Write a whole number with dots: 1.346."""
    return "" if value is None else write_number(value)


@register.filter
def money(value: int | None) -> str:
    """Write an amount of đồng: 28.000.000 đ."""
    return "" if value is None else write_money(value)


@register.simple_tag(takes_context=True)
def go(context: dict[str, Any], name: str, *arguments: Any, **query: Any) -> str:
    """Give the address of a page, keeping the perspective of this one."""
    address = reverse(name, args=arguments)
    page_view = getattr(context.get("request"), "page_view", None)
    parts = [page_view.query] if page_view is not None and page_view.query else []
    wanted = {key: value for key, value in query.items() if value not in (None, "")}
    if wanted:
        parts.append(urlencode(wanted))
    return f"{address}?{'&'.join(parts)}" if parts else address


@register.simple_tag(takes_context=True)
def turn(context: dict[str, Any], page: int) -> str:
    """Give the address of another page of the same list, everything else kept."""
    query = context["request"].GET.copy()
    query["trang"] = str(page)
    return f"{context['request'].path}?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def rows_of(context: dict[str, Any], part: str = "", answer: str = "") -> str:
    """Give the address of a figure's rows of one part, or with one answer; neither: all rows."""
    query = context["request"].GET.copy()
    for name, text in (("trang", ""), ("phan", part), ("ket_luan", answer)):
        query.pop(name, None)
        if text:
            query[name] = text
    path = context["request"].path
    return f"{path}?{query.urlencode()}#rows-h" if query else f"{path}#rows-h"
