"""What each figure must come to, one plain sentence a figure, over the oracle's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.figures.oracle import STAFF, Expected, Line, Oracle, is_ending

OFFICIALS = {"official", "civil_servant"}
NAMED = {"state_management", "defence_security", "party_building", "cell_work"}
LACKING = {"state_management", "it", "foreign_language", "professional_skills"}
Answers = Callable[[Oracle], Expected]


def _key(line: Line) -> object:
    return line.key


def _sitting(line: Line) -> object:
    return line.person, line.sat


def _sat(o: Oracle, wanted: Callable[[Line], bool] = lambda _line: True) -> list[Line]:
    return [line for line in o.attended() if o.touches(line) and wanted(line)]


def _held(o: Oracle, wanted: Callable[[Line], bool] = lambda _line: True) -> list[Line]:
    return [line for line in o.held() if line.post_class in STAFF and wanted(line)]


def _workforce(o: Oracle) -> Expected:
    return o.count(_held(o), own=True)


def _advanced(o: Oracle, *, at_report: bool) -> Expected:
    def planned(line: Line) -> bool:
        day = o.day if at_report else line.first
        return any(one.person == line.person for one in o.planned(day))

    def wanted(line: Line) -> bool:
        return line.gives == "CTCC" and line.outcome != "dropped" and planned(line)

    return o.count(_sat(o, wanted), own=False)


def _by_scheme(o: Oracle) -> list[Line]:
    return [m for m in o.moved() if m.scheme and m.leader is True and o.touches(m)]


def _people(lines: Iterable[Line]) -> set:
    return {line.person for line in lines}


def _elected_later(o: Oracle) -> Expected:
    won = [e for e in o.elected() if e.elected and e.title == "V11"
           and e.election_kind != "designation" and e.first]  # fmt: skip

    def later(move: Line) -> bool:
        return any(e.person == move.person and move.last < e.first <= o.day for e in won)

    return o.count([m for m in _by_scheme(o) if later(m)], own=True)


def _rated_after(o: Oracle) -> Expected:
    moves = _by_scheme(o)

    def after(rating: Line) -> bool:
        return any(m.person == rating.person and m.last < rating.last for m in moves)

    ratings = [r for r in o.rated() if r.series == "official" and o.touches(r) and after(r)]
    return o.count(ratings, own=False, once=_key)


def _in_service(o: Oracle) -> Expected:
    studied = {
        one.person for one in o.attained
        if (one.scale, one.level) == ("professional", "ĐH")
        and one.mode in ("in_service", "work_study")
    }  # fmt: skip

    def wanted(line: Line) -> bool:
        is_key = line.key_post and line.level == "commune" and line.post_class in OFFICIALS
        return is_key and line.person in studied

    return o.count(_held(o, wanted), own=True)


def _fits(o: Oracle) -> Expected:
    def met(line: Line) -> bool | None:
        mine = [one for one in o.attained if one.person == line.person]
        fields = {one.field.lower() for one in mine if one.scale == "professional"} - {""}
        return bool(fields & set(o.given.fields[line.title])) if fields else None

    return o.count(_held(o, lambda line: line.title in o.given.fields), own=True, met=met)


def _promoted(o: Oracle) -> Expected:
    def wanted(line: Line) -> bool:
        return line.outcome != "dropped" and line.last <= o.last and o.promoted(line)

    return o.count(_sat(o, wanted), own=False)


def _taken(o: Oracle, *acts: str) -> list[Line]:
    return [t for t in o.tenured() if t.fact.act in acts and t.fact.manner != "acting"
            and o.touches(t)]  # fmt: skip


def _acts(name: str) -> Answers:
    return lambda o: o.count(
        [line for line in map(o.line, o.known(name)) if o.touches(line)], own=False, once=_key
    )


def _complied(dimension: str) -> Answers:
    def answer(o: Oracle) -> Expected:
        def met(line: Line) -> bool | None:
            return None if line.answer == "missing" else line.answer == "met"

        return o.count(o.complied(dimension), own=True, met=met)

    return answer


def _changes(o: Oracle) -> dict[str, list[Line]]:
    start, end = o.stock(o.day_before), o.stock(o.last)
    joined = [t for t in end if t.person not in _people(start) and o.touches(t)]
    left = [t for t in start if t.person not in _people(end)
            and is_ending(t.fact, o.first, o.last)]  # fmt: skip
    come, gone = _people(joined) | _people(start), _people(left) | _people(end)
    return {
        "stock_at_start": start,
        "joined_people": joined,
        "left_people": left,
        "appeared_people": [t for t in end if t.person not in come],
        "vanished_people": [t for t in start if t.person not in gone],
        "stock_at_end": end,
    }


def _change(name: str) -> Answers:
    return lambda o: o.count(_changes(o)[name], own=True)


def _share(met: Callable[[Oracle, Line], bool | None],
           wanted: Callable[[Line], bool] = lambda _line: True) -> Answers:  # fmt: skip
    return lambda o: o.count(_held(o, wanted), own=True, met=lambda line: met(o, line))


def _pool(met: Callable[[Oracle, Line], bool | None] | None = None) -> Answers:
    return lambda o: o.count(o.planned(o.day), own=True, met=met and (lambda line: met(o, line)))


def _moves(wanted: Callable[[Line], bool] = lambda _line: True,
           met: Callable[[Oracle, Line], bool | None] | None = None) -> Answers:  # fmt: skip
    return lambda o: o.count(
        [m for m in o.moved() if o.touches(m) and wanted(m)], own=True, once=_key,
        met=met and (lambda line: met(o, line)),
    )  # fmt: skip


def _rated(series: str, met: Callable[[Line], bool] | None = None) -> Answers:
    return lambda o: o.count(
        [r for r in o.rated() if r.series == series and o.touches(r)], own=False, once=_key,
        met=met,
    )  # fmt: skip


def _by(wanted: Callable[[Line], bool], once: Callable[[Line], object] | None = None) -> Answers:
    many = {} if once is None else {"once": once}
    return lambda o: o.count(_sat(o, wanted), own=False, **many)


def _leads(line: Line) -> bool:
    return line.leader is True


def _young(o: Oracle, line: Line) -> bool | None:
    return o.aged_at_most(35, line, o.day)


STOCK = ("people", "by_sex", "by_age", "by_ethnic_group", "by_professional", "by_theory",
         "by_state_management", "by_it", "by_language")  # fmt: skip
ANSWERS: dict[str, Answers] = {
    "intermediate_theory_people": _by(lambda line: line.gives == "CTTC"),
    "fostering_attendances": _by(lambda line: line.kind == "fostering", _sitting),
    "fostering_named_fields_attendances": _by(
        lambda line: line.kind == "fostering" and line.field in NAMED, _sitting),
    "advanced_theory_planned_people": lambda o: _advanced(o, at_report=False),
    "advanced_theory_planned_at_report": lambda o: _advanced(o, at_report=True),
    "training_people": _by(lambda line: line.kind == "training"),
    "training_attendances": _by(lambda line: line.kind == "training", _sitting),
    "attendances_by_course": _by(lambda _line: True, _sitting),
    "completed_classes_share": lambda o: o.count(
        _sat(o), own=False, once=_sitting, met=lambda line: line.outcome == "completed"),
    "women_in_classes_share": lambda o: o.count(
        _sat(o), own=False, once=_sitting, met=o.is_woman),
    "sent_in_lacking_fields_people": _by(lambda line: line.field in LACKING),
    "sent_in_lacking_fields_by_institution": _by(lambda line: line.field in LACKING, _sitting),
    "trained_then_promoted": _promoted,
    **{f"workforce_{name}": _workforce for name in STOCK},
    "ranked_people": lambda o: o.count(
        [o.line(one) for one in o.state.rank_holdings], own=False),
    "leaders_people": lambda o: o.count(_held(o, _leads), own=True),
    "key_officials_people": lambda o: o.count(_held(o, lambda line: line.key_post), own=True),
    "women_share": _share(Oracle.is_woman),
    "minority_share": _share(Oracle.is_minority),
    "party_members_share": _share(Oracle.in_party),
    "women_leaders_share": _share(Oracle.is_woman, _leads),
    "young_leaders_share": _share(_young, _leads),
    "commune_intermediate_professional_share": _share(
        lambda o, line: o.at_least(line, "professional", "TC"),
        lambda line: line.post_class in OFFICIALS and line.level == "commune"),
    "university_share": _share(lambda o, line: o.at_least(line, "professional", "ĐH")),
    "advanced_theory_share": _share(lambda o, line: o.at_least(line, "political_theory", "CTCC")),
    "key_officials_in_service_degree": _in_service,
    "field_fits_post_share": _fits,
    "retirements_ahead_people": lambda o: o.count(
        _held(o, lambda line: o.retires_within(12, line)), own=True),
    **{name: _change(name) for name in ("stock_at_start", "joined_people", "left_people",
                                        "appeared_people", "vanished_people", "stock_at_end")},
    "pool_entries": lambda o: o.count(
        o.planned(o.day), own=True, once=lambda line: (line.person, line.fact.post, line.ordinal)),
    "pool_people": _pool(),
    "pool_women_share": _pool(Oracle.is_woman),
    "pool_young_share": _pool(_young),
    "pool_minority_share": _pool(Oracle.is_minority),
    **{f"complied_{one}_share": _complied(one) for one in (
        "all", "professional", "political_theory", "state_management", "general_education", "it",
        "defence_security")},
    "moves": _moves(),
    "moves_under_scheme": lambda o: o.count(_by_scheme(o), own=True, once=_key),
    "moves_to_grassroots": lambda o: o.count(
        [m for m in _by_scheme(o) if m.level == "commune"], own=True, once=_key),
    "moved_people": lambda o: o.count([m for m in o.moved() if o.touches(m)], own=True),
    "moved_then_elected_standing": _elected_later,
    "moved_now_in_key_posts": lambda o: o.count(
        [h for h in o.held() if h.key_post and h.person in _people(_by_scheme(o))], own=True),
    "moved_now_leading": lambda o: o.count(
        [h for h in o.held() if _leads(h) and h.person in _people(_by_scheme(o))], own=True),
    "ratings_after_move": _rated_after,
    "young_in_moves_share": _moves(met=lambda o, line: o.aged_at_most(35, line, line.first)),
    "women_in_moves_share": _moves(met=Oracle.is_woman),
    "appointments": lambda o: o.count(_taken(o, "appointed"), own=True, once=_key),
    "leader_appointments": lambda o: o.count(
        [t for t in _taken(o, "appointed") if _leads(t)], own=True, once=_key),
    "elections_won": lambda o: o.count(
        [e for e in o.elected() if e.elected and o.touches(e)], own=True, once=_key),
    "recruitments": lambda o: o.count(_taken(o, "recruited"), own=True, once=_key),
    "ratings": _rated("official"),
    "party_ratings": _rated("party_member"),
    "good_ratings_share": _rated("official", lambda line: line.level == "HTTNV"),
    "unit_ratings": lambda o: o.count(
        [r for r in o.rated("unit_ratings") if o.touches(r)], own=True, once=_key),
    "retired_people": lambda o: o.count(
        [r for r in map(o.line, o.known("retirements")) if o.touches(r)], own=False),
    "disciplines": _acts("disciplines"),
    "awards": _acts("awards"),
    "away_people": lambda o: o.count([o.line(one) for one in o.state.leaves], own=False),
}  # fmt: skip
