"""What every page of the office shares: who asks, by which right, and the answer when not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean
from canbo.law import LawInvalid, load
from canbo.web.messages import sentence

View = Callable[..., HttpResponse]
MENU = (
    ("today", "Hôm nay", Permission.SEE_OFFICIALS),
    ("officials", "Cán bộ", Permission.SEE_OFFICIALS),
    ("units", "Đơn vị", Permission.SEE_OFFICIALS),
    ("compliance", "Đạt chuẩn", Permission.SEE_OFFICIALS),
    ("figures", "Số liệu", Permission.SEE_FIGURES),
    ("law", "Luật", Permission.SEE_FIGURES),
    ("plans", "Kế hoạch", Permission.SEE_PLAN),
    ("imports", "Nhập tệp", Permission.IMPORT),
)
# pages under those of the menu, for the sheet that leads anywhere
FURTHER = (
    ("duplicates", "Hồ sơ có thể là một người", Permission.IMPORT),
    ("waiting", "Người chờ bố trí ở đơn vị không còn", Permission.SEE_OFFICIALS),
    ("standards", "Chuẩn của từng chức danh", Permission.SEE_OFFICIALS),
    ("comparison", "So sánh số liệu", Permission.SEE_FIGURES),
    ("old_figures", "Đối chiếu số liệu cũ", Permission.SEE_FIGURES),
    ("forecast", "Dự báo nghỉ hưu, hết nhiệm kỳ, nhu cầu học", Permission.SEE_FIGURES),
    ("bench", "Nguồn kế cận nhiệm kỳ tới", Permission.SEE_FIGURES),
    ("law_draft", "Thử một quy định mới", Permission.SEE_FIGURES),
    ("rotation", "Luân chuyển, điều động", Permission.SEE_PLAN),
)
# after "g" a letter of the keyboard leads to a page of the menu
KEYS = {
    "today": "h", "officials": "c", "units": "v", "compliance": "d", "figures": "s", "law": "l",
    "plans": "k", "imports": "n",
}  # fmt: skip
QUESTIONS = (
    "tim",
    "don_vi",
    "tu",
    "den",
    "quy_doi",
    "het",
    "loai",
    "ve",
    "ket_luan",
    "so_voi",
    "so_lieu",
    "thang",
    "tuoi",
    "ky",
    "phan",
    "so_nam",
    "luc",
    "dong",
    "nam",
    "lop",
    "tuan",
    "ket_qua",
    "nhom",
    "ly_do",
    "nguon",
    "chi_tieu",
    "mot",
    "hai",
)  # what an address may ask besides perspective and page
MOST_ASKED = 400  # of one word in an address: the units of a province, and more
# whatever is not there, and whatever is somebody else's: both are answered alike
NOT_THERE = frozenset(
    {
        "not_allowed", "draft_unknown", "batch_unknown", "merge_unknown", "merge_number_unknown",
        "law_text_unknown", "law_regime_unknown", "plan_unknown", "rotation_person_unknown",
    }
)  # fmt: skip


def answers(*methods: str) -> Callable[[View], View]:
    """Open a view to these methods only; any other gets a page that says so, with 405."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if request.method in methods or (request.method == "HEAD" and "GET" in methods):
                return view(request, *arguments, **named)
            response = said(request, "wrong_method")
            response["Allow"] = ", ".join(methods)
            return response

        guarded.methods = methods  # read by the test of the table of addresses
        return guarded

    return decorate


def office_page(*, permission: str, here: str) -> Callable[[View], View]:
    """Open a view to signed-in users whose grants, at this very instant, hold the permission.

    A stranger is sent to the sign-in page; a user without the right gets 403; who asks for what
    is not there, or not theirs, gets the same 404. `request.actor` carries who asks; `here` marks
    the page in the menu. No page answers by a law that cannot be read.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            request.actor = accounts.actor_for(request.user, request.now)
            request.here = here
            if not request.actor.may(permission):
                return said(request, "forbidden")
            try:
                load()
            except LawInvalid as invalid:
                return said(request, "law_invalid", says=sentence(invalid))
            try:
                return view(request, *arguments, **named)
            except Refusal as refusal:
                if refusal.code not in NOT_THERE:
                    raise
                return said(request, "not_found")

        guarded.permission = permission  # read by the test of the table of addresses
        return guarded

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in; a part of a page asked for by script sends the whole page."""
    back = request.get_full_path() if request.method == "GET" else reverse("home")
    address = f"{reverse('sign_in')}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def asked_text(request: HttpRequest, name: str, most: int = 100) -> str:
    """Read a word of the address: cleaned, without invisible characters, cut to `most`."""
    return _cleaned(request.GET.get(name, ""), most)


def asked_texts(request: HttpRequest, name: str, most: int = 200) -> list[str]:
    """Read a word that an address may ask several times, each once; `most` letters of each."""
    written = request.GET.getlist(name)[:MOST_ASKED]
    return list(dict.fromkeys(_cleaned(one, most) for one in written))


def _cleaned(text: str, most: int) -> str:
    written = clean(text[: 4 * most])
    return "".join(letter for letter in written if letter.isprintable())[:most].strip()


def _asked_questions(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, words) for name in QUESTIONS for words in asked_texts(request, name)]


def kept_questions(request: HttpRequest) -> list[tuple[str, str]]:
    """All that an address asks, its perspective included, to ask it again; nothing empty."""
    view = request.page_view
    asked = [("ngay", view.as_of_text), ("biet", view.known_text), *_asked_questions(request)]
    return [(name, words) for name, words in asked if words]


def asked_page(request: HttpRequest) -> int:
    """Read which page of a list is asked for; whatever is no page number is the first."""
    text = request.GET.get("trang", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def wants_part(request: HttpRequest) -> bool:
    """Whether a script asks for a part of the page; going back in history asks for the whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request


SAID = {
    "forbidden": (403, "Không có quyền xem trang này", "Tài khoản của bạn chưa được giao quyền xem "
                  "trang này. Cần xem, hãy đề nghị người quản trị của cơ quan giao quyền."),
    "not_found": (404, "Không tìm thấy", "Trang hoặc hồ sơ này không có, hoặc không thuộc phạm vi "
                  "của bạn. Hãy kiểm tra lại địa chỉ hoặc tìm theo tên trong danh sách."),
    "wrong_method": (405, "Không mở được theo cách này", "Địa chỉ này không dùng được theo cách "
                     "vừa rồi. Hãy quay lại trang trước và dùng nút hoặc liên kết trên trang."),
    "locked": (429, "Tạm khóa đăng nhập", "Đã nhập sai quá nhiều lần. Hãy chờ rồi đăng nhập lại."),
    "stale": (403, "Trang đã mở quá lâu", "Việc vừa rồi chưa được thực hiện. Hãy quay lại trang "
              "trước, tải lại rồi làm lại; nếu vẫn vậy, hãy cho phép trình duyệt lưu cookie."),
    "too_large": (413, "Tệp gửi lên quá lớn", "Chưa nhận được tệp nào. Hãy quay lại trang trước, "
                  "gửi ít tệp hơn mỗi lần, hoặc tách tệp thành nhiều tệp nhỏ."),
    "bad_request": (400, "Yêu cầu không hợp lệ", "Địa chỉ hoặc dữ liệu gửi lên không đọc được. Hãy "
                    "kiểm tra lại địa chỉ, hoặc quay lại trang trước rồi thử lại."),
    "law_invalid": (503, "Tệp luật của cơ quan có lỗi", ""),
    "failed": (500, "Có lỗi ngoài dự kiến", "Việc chưa được thực hiện, dữ liệu không bị thay đổi. "
               "Hãy báo người quản trị và đọc mã lỗi dưới đây."),
}  # fmt: skip


def said(request: HttpRequest, what: str, *, says: str = "", code: str = "") -> HttpResponse:
    """Answer with a plain page that says what happened and what to do next."""
    status, title, usual = SAID[what]
    values = {"title": title, "says": says or usual, "code": code}
    return show(request, "said", values, status=status)


def refused(request: HttpRequest, refusal: Refusal, address: str) -> HttpResponse:
    """Lead to a page that says why something was not done; what is not there stays unsaid."""
    if refusal.code in NOT_THERE:
        raise refusal
    messages.error(request, sentence(refusal))
    return redirect(address)


def show(
    request: HttpRequest, template: str, values: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page of the office, with the menu and the fields its perspective form must keep.

    Pages hold personal data: no browser or proxy may keep them.
    """
    kept = _asked_questions(request)
    actor = getattr(request, "actor", None)
    values = {
        "here": getattr(request, "here", ""),
        "menu": _menu(actor),
        "further": _allowed(FURTHER, actor),
        "keys": [(KEYS[name], name, words) for name, words in _menu(actor) if name in KEYS],
        "may_import": actor is not None and actor.may(Permission.IMPORT),
        "kept_fields": kept,
        **values,
    }
    response = render(request, f"office/{template}.html", values, status=status)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _menu(actor: Actor | None) -> list[tuple[str, str]]:
    """The pages that somebody may open, as (address name, words)."""
    return _allowed(MENU, actor)


def _allowed(
    pages: Iterable[tuple[str, str, Permission]], actor: Actor | None
) -> list[tuple[str, str]]:
    return [(name, words) for name, words, right in pages if actor and actor.may(right)]
