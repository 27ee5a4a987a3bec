"""The definition of a measure in Vietnamese, made from the data that also compute it."""

from __future__ import annotations

from functools import singledispatch

from canbo.engine.figures.algebra import (
    Age,
    Also,
    Among,
    AsksField,
    Condition,
    Ended,
    EndsInWindow,
    Fits,
    Level,
    Moment,
    Not,
    Pension,
    Promoted,
    Rows,
    Stands,
    Touches,
    When,
)
from canbo.engine.figures.measures import EACH, Measure
from canbo.engine.figures.values import Frame, Kind
from canbo.engine.figures.vocabulary import COLUMNS, SCALES, VIEWS, all_words
from canbo.engine.law import Law
from canbo.engine.vietnamese import write_date

_SPAN = (
    "Thời gian của một lớp tính từ ngày sớm nhất có thể của khai giảng đến ngày muộn nhất có thể "
    "của bế giảng; lớp không ghi ngày nào thì không tính"
)
_ACT = (
    "Việc chỉ ghi tháng hoặc năm thì tính khi có ít nhất một ngày có thể nằm trong thời gian ấy; "
    "việc không ghi ngày nào thì không tính"
)
_UNKNOWN = (
    "Người chưa có dữ liệu vẫn ở trong số chung và không bao giờ được coi là đạt; "
    "đang học mà chưa xong cũng không phải là đạt."
)
_CLOSED = "Danh sách quy hoạch là tài liệu mật: chỉ người có quyền mới thấy từng dòng."
_UNSURE_AGE = "Người chỉ ghi năm sinh mà chưa rõ đã đủ tuổi hay chưa thì coi là thiếu dữ liệu."


class _Words:
    """What the words of a definition are made with: the frame and the law's names."""

    def __init__(self, frame: Frame, law: Law) -> None:
        self.frame, self.law = frame, law

    def level(self, code: str) -> str:
        name = self.law.levels[code].name if code in self.law.levels else code
        return name[:1].lower() + name[1:]

    @property
    def days(self) -> str:
        window = self.frame.window
        return f"từ {write_date(window.first)} đến hết {write_date(window.last)}"

    @property
    def day(self) -> str:
        return f"ngày {write_date(self.frame.as_of)}"


def definition(measure: Measure, frame: Frame, law: Law, undated: int = 0) -> str:
    """Write what the measure counts in this frame.

    `undated` is how many rows were passed over because nobody wrote down when they were.
    """
    words = _Words(frame, law)
    sentences = [_counted(measure, words), _once(measure), *_notes(measure, undated)]
    sentences.append(_scope(measure, words))
    return " ".join(one for one in sentences if one)


def words_of(condition: Condition, frame: Frame, law: Law) -> str:
    """A condition alone, in words."""
    return said(condition, _Words(frame, law))


def _counted(measure: Measure, words: _Words) -> str:
    rows = _rows(measure.rows, words)
    if measure.met is None:
        if measure.kind is Kind.MONEY:
            return f"Tổng số tiền của {rows}."
        return f"Số {rows}." if rows.startswith(measure.unit) else f"Số {measure.unit} {rows}."
    return f"Trong số {rows}, tỷ lệ {said(measure.met, words)}."


def _rows(rows: Rows, words: _Words) -> str:
    parts = [part for one in rows.where if (part := said(one, words))]
    name = VIEWS[rows.view].replace("{day}", words.day)
    return name + "".join(f", {part}" for part in parts)


def _once(measure: Measure) -> str:
    if measure.kind is Kind.MONEY:
        return "Tổng bằng cộng các dòng."
    if measure.once == EACH:
        return "Mỗi việc tính một lượt."
    if measure.once == ("person",):
        return "Mỗi người tính một lần" + (
            ", dù giữ nhiều chức danh; chức danh chưa rõ loại không tính."
            if measure.rows.view in {"held", "tenured"}
            else "."
        )
    if "training_class" in measure.once:
        return "Tính theo lượt: mỗi người trong mỗi lớp tính một lượt."
    return "Mỗi người với mỗi chức danh trong một nhiệm kỳ tính một lượt."


def _notes(measure: Measure, undated: int) -> list[str]:
    notes = []
    if measure.is_dated:
        span = _SPAN if measure.rows.view == "attended" else _ACT
        notes.append(f"{span} (hiện có {undated} lượt như vậy)." if undated else f"{span}.")
    if measure.rows.view == "attended" and not _asks_outcome(measure):
        notes.append("Tính cả người bỏ học giữa chừng, không đòi hỏi đã tốt nghiệp.")
    if any(isinstance(one, Age) for one in measure.conditions):
        notes.append(_UNSURE_AGE)
    if measure.met is not None:
        notes.append(_UNKNOWN)
    if measure.is_secret:
        notes.append(_CLOSED)
    return notes


def _asks_outcome(measure: Measure) -> bool:
    return any(isinstance(one, Among) and one.column == "outcome" for one in measure.conditions)


_BY_POST = frozenset({"held", "tenured", "planned", "pooled", "complied", "elected"})
_OF_ITSELF = {
    "moved": "nơi đến là đơn vị đã chọn hoặc đơn vị trực thuộc.",
    "units_rated": "đơn vị đã chọn và các đơn vị trực thuộc.",
}


def _scope(measure: Measure, words: _Words) -> str:
    view = measure.rows.view
    if view == "budgets":
        return "Phạm vi: mọi nguồn đã nhập vào danh mục lớp của các năm."
    if words.frame.unit is not None:
        return f"Phạm vi: {_scope_of_unit(view, words)}"
    if view in _BY_POST or view in _OF_ITSELF:
        return "Phạm vi: mọi đơn vị."
    return "Phạm vi: toàn bộ dữ liệu, kể cả người học không giữ chức danh nào."


def _scope_of_unit(view: str, words: _Words) -> str:
    if view in _BY_POST:
        return "chức danh thuộc đơn vị đã chọn và các đơn vị trực thuộc."
    return _OF_ITSELF.get(view) or (
        "người giữ ít nhất một chức danh ở đơn vị đã chọn hoặc đơn vị trực thuộc vào "
        f"{words.day}; người không giữ chức danh nào không thuộc đơn vị nào."
    )


# --- the words of a condition -------------------------------------------------------------------


@singledispatch
def said(condition: Condition, words: _Words) -> str:
    """The condition in words, as a part of a sentence; "" where the sentence says it already."""
    raise TypeError(type(condition).__name__)


@said.register
def _(condition: Among, words: _Words) -> str:
    return COLUMNS[condition.column].format(
        ", ".join(all_words(condition.column, condition.values, words.law))
    )


@said.register
def _(condition: Not, words: _Words) -> str:
    inner = condition.of
    if isinstance(inner, Among) and inner.column == "outcome":
        return "không tính người bỏ học giữa chừng"
    if isinstance(inner, Also) and inner.here:
        return "mà không thuộc số " + _rows(inner.rows, words)
    return "không phải " + said(inner, words)


@said.register
def _(condition: AsksField, _words: _Words) -> str:
    return "chức danh có yêu cầu về ngành đào tạo"


@said.register
def _(condition: Fits, _words: _Words) -> str:
    return "người đã tốt nghiệp một ngành phù hợp với chức danh"


@said.register
def _(condition: Level, words: _Words) -> str:
    bounds = []
    if condition.least:
        bounds.append(f"từ {words.level(condition.least)} trở lên")
    if condition.most:
        bounds.append(f"từ {words.level(condition.most)} trở xuống")
    return f"người đã có trình độ {SCALES[condition.scale]} {' và '.join(bounds)} vào {words.day}"


@said.register
def _(condition: Age, words: _Words) -> str:
    bounds = []
    if condition.least is not None:
        bounds.append(f"từ {condition.least} tuổi")
    if condition.most is not None:
        bounds.append(f"từ {condition.most} tuổi trở xuống" if condition.least is None
                      else f"đến hết {condition.most} tuổi")  # fmt: skip
    when = "vào ngày của việc ấy" if condition.at_act else f"vào {words.day}"
    return f"người {' '.join(bounds)} (đủ năm) {when}"


@said.register
def _(condition: Touches, words: _Words) -> str:
    return f"có ít nhất một ngày trong thời gian {words.days}"


@said.register
def _(condition: Ended, words: _Words) -> str:
    return f"đã xong trước hoặc vào ngày {write_date(words.frame.window.last)}"


@said.register
def _(condition: EndsInWindow, words: _Words) -> str:
    return f"thôi giữ trong thời gian {words.days}"


@said.register
def _(condition: Stands, words: _Words) -> str:
    window = words.frame.window
    days = {
        Moment.AS_OF: f"còn hiệu lực vào {words.day}",
        Moment.BEFORE_WINDOW: f"có vào ngày trước ngày {write_date(window.first)}",
        Moment.END_OF_WINDOW: f"có vào ngày {write_date(window.last)}",
    }
    return days[condition.on]


@said.register
def _(condition: Pension, words: _Words) -> str:
    return (
        f"bắt đầu hưởng lương hưu trong {condition.months} tháng sau tháng của {words.day} theo "
        "bảng tuổi nghỉ hưu có hiệu lực vào ngày ấy (điều kiện bình thường)"
    )


@said.register
def _(condition: Also, words: _Words) -> str:
    other = _rows(condition.rows, words)
    return {
        When.EVER: f"đồng thời là {other}",
        When.STANDS_AT_FIRST_DAY: f"vào ngày đầu là {other} còn hiệu lực",
        When.LATER: f"sau đó, đến {words.day}, là {other}",
        When.EARLIER: f"trước đó là {other}",
    }[condition.when]


@said.register
def _(condition: Promoted, words: _Words) -> str:
    within = "" if condition.months is None else f" trong vòng {condition.months} tháng"
    acts = ", ".join(all_words("act", condition.acts, words.law))
    return (
        f"sau ngày cuối của lớp{within} và đến {words.day} được {acts} vào chức danh có thứ bậc "
        "cao hơn mọi chức danh đang giữ vào ngày cuối của lớp (không tính quyền, phụ trách; chỗ "
        "không ghi hình thức thì vẫn tính)"
    )
