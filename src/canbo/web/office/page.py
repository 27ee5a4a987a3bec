"""What every page of the office shares: who asks, by which right, and the answer when not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from canbo.accounts import access as accounts

View = Callable[..., HttpResponse]


def office_page(*, permission: str, here: str) -> Callable[[View], View]:
    """Open a view to signed-in users whose grants, at this very instant, hold the permission.

    A stranger is sent to the sign-in page; a user without the right gets 403. `request.actor`
    carries who asks; `here` marks the page in the menu.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                asked = request.get_full_path()
                return redirect(f"{reverse('sign_in')}?{urlencode({'next': asked})}")
            request.actor = accounts.actor_for(request.user, request.now)
            request.here = here
            if not request.actor.may(permission):
                return said(request, "forbidden")
            return view(request, *arguments, **named)

        guarded.permission = permission  # read by the test of the table of addresses
        return guarded

    return decorate


SAID = {
    "forbidden": (403, "Không có quyền xem trang này", "Tài khoản của bạn chưa được giao quyền xem "
                  "trang này. Cần xem, hãy đề nghị người quản trị của cơ quan giao quyền."),
    "not_found": (404, "Không tìm thấy", "Trang hoặc hồ sơ này không có, hoặc không thuộc phạm vi "
                  "của bạn. Hãy kiểm tra lại địa chỉ hoặc tìm theo tên trong danh sách."),
    "locked": (429, "Tạm khóa đăng nhập", "Đã nhập sai quá nhiều lần. Hãy chờ 15 phút rồi đăng "
               "nhập lại, hoặc nhờ người quản trị đặt lại mật khẩu."),
    "bad_request": (400, "Yêu cầu không hợp lệ", "Trang đã mở quá lâu hoặc địa chỉ bị sai. Hãy tải "
                    "lại trang rồi thử lại."),
    "failed": (500, "Có lỗi ngoài dự kiến", "Việc chưa được thực hiện, dữ liệu không bị thay đổi. "
               "Hãy báo người quản trị, kèm giờ xảy ra lỗi."),
}  # fmt: skip


def said(request: HttpRequest, what: str) -> HttpResponse:
    """Answer with a plain page that says what happened and what to do next."""
    status, title, says = SAID[what]
    return show(request, "said", {"title": title, "says": says}, status=status)


def show(
    request: HttpRequest, template: str, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of the office with the fields that its perspective form must keep."""
    kept = [
        (name, text) for name, text in request.GET.items() if name not in ("ngay", "biet", "trang")
    ]
    values = {"here": getattr(request, "here", ""), "kept_fields": kept, **values}
    return render(request, f"office/{template}.html", values, status=status)
