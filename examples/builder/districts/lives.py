"""What happened to a district's people: posts over time, pool, moves, congress, service."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import date, timedelta

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.districts.invent import DEPUTIES, HEADS, LEADING, TOP, kind_of, main_post
from examples.builder.districts.plan import Plan
from examples.builder.truth import Person, Truth

BELOW = {"X01": "X02", "X02": "X04", "X03": "X04", "X04": "X07", "X05": "X06", "X06": "Y3",
         "H11": "H12", "H13": "H14", "H14": "H15", "H16": "H17", "H18": "H19", "H20": "H21",
         "H27": "H28", "H28": "H61",
         "H22": "H23", "H24": "H25", "H30": "H31", "H33": "H34", "H35": "H36", "H37": "H38",
         "H39": "H40", "H41": "H42", "H12": "H61", "H17": "H61", "H21": "H61", "H23": "H61",
         "H31": "H61", "H34": "H61", "H36": "H61", "H38": "H61", "H42": "H61"}  # fmt: skip
_ELECTED = frozenset({*LEADING, *TOP, "X07", "H13", "H30", "H33", "H35", "H37", "H39", "H41"})
_AGED = ("Bộ đội", "Giáo viên Trường THCS {home}", "Cán bộ Phòng Nông nghiệp huyện {home}",
         "Cán bộ Đoàn xã {home}", "Nhân viên Bưu điện huyện {home}",
         "Cán bộ HTX Nông nghiệp {home}")  # fmt: skip
RATINGS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
_AWARDS = ("Chiến sĩ thi đua cơ sở", "Giấy khen của Chủ tịch UBND huyện",
           "Bằng khen của Chủ tịch UBND tỉnh", "Lao động tiên tiến")  # fmt: skip
_REASONS = {"removed": "Không còn đủ tiêu chuẩn", "overage": "Quá tuổi",
            "transferred": "Chuyển công tác"}  # fmt: skip
RANKED = {"01.003": (234, 33), "01.004": (186, 20)}


class Years:
    """Writes the chronicle of one district."""

    def __init__(self, plan: Plan, truth: Truth) -> None:
        self._plan, self._truth = plan, truth
        self.told = Chronicle()
        self._rng = random.Random(f"{plan.key} years")
        self._numbers: dict[int, int] = {}
        self._given: list[tuple[str, str]] = []

    def tell(self) -> Chronicle:
        """Tell everything."""
        self._moves()
        self._careers()
        self._committees()
        self._pool()
        self._ratings()
        self._service()
        self._mergers()
        return self.told

    # -- at hand -----------------------------------------------------------------------------------

    def leaders(self) -> list[Person]:
        """Whoever leads something, in communes, bodies or schools."""
        wanted = {*LEADING, *HEADS, *DEPUTIES, *TOP}
        return [p for p in self._truth.people.values() if main_post(p) in wanted]

    def managed(self) -> list[Person]:
        """Leaders that the district's standing committee manages: no schools."""
        return [p for p in self.leaders() if kind_of(p) != "school"]

    def _day(self, first: int, last: int) -> str:
        day = date(self._rng.randint(first, last), self._rng.randint(1, 12), 1)
        return (day + timedelta(days=self._rng.randint(1, 26))).isoformat()

    def _decided(self, day: str, body: str = "state") -> dict[str, str]:
        signed = date.fromisoformat(day) - timedelta(days=self._rng.randint(3, 9))
        self._numbers[signed.year] = self._numbers.get(signed.year, 100) + 1
        # As numbers of one body grow with the days only roughly, each is told apart by its count.
        number = (signed.timetuple().tm_yday * 7) + self._numbers[signed.year] % 7
        code = "QĐ-UBND" if body == "state" else self._plan.party_code
        issuer = "UBND huyện" if body == "state" else "Ban Thường vụ Huyện ủy"
        joined = f"{number}/{code}" if body == "state" else f"{number}-{code}"
        return {"decision": joined, "decision_day": signed.isoformat(), "issuer": issuer}

    # -- moves -------------------------------------------------------------------------------------

    def _moves(self) -> None:
        """Moves by the scheme into the present posts, some down to communes; others beside it."""
        plan, last = self._plan, self._plan.last.year
        people = self.managed()
        communes = set(plan.communes)
        down = [p for p in people if p.home_unit in communes and main_post(p) in {"X01", "X05"}]
        within = [p for p in people if main_post(p) in HEADS | DEPUTIES]
        chosen = self._rng.sample(down, plan.to_communes)
        chosen += self._rng.sample(within, plan.moves - plan.to_communes)
        for person in chosen:
            self._move(person, self._day(int(plan.scheme_day[:4]) + 1, last - 1), "scheme")
        rest = [p for p in within if p not in chosen]
        for person in self._rng.sample(rest, max(2, plan.moves // 4)):
            self._move(person, self._day(last - 3, last - 1), "")
        rest = [p for p in down if p not in chosen]
        for person in self._rng.sample(rest, 1):
            self._move(person, f"{int(plan.scheme_day[:4]) - 1}-09-14", "")

    def _move(self, person: Person, day: str, scheme: str) -> None:
        bodies = [b for b in self._plan.bodies if "H21" in b.seats or "H12" in b.seats]
        body = self._rng.choice([b for b in bodies if self._plan.body_unit(b) != person.home_unit])
        origin = "H12" if "H12" in body.seats else "H21"
        post = main_post(person)
        down = person.home_unit in self._plan.communes
        kind = self._rng.choice(("rotation", "reinforcement") if down else ("reassignment",))
        year = int(day[:4])
        self.told.add(
            "move", person.id, move_kind=kind, begins=day, scheme=scheme, from_post=origin,
            from_unit=self._plan.body_unit(body), to_post=post, to_unit=person.home_unit,
            planned_end=f"{year + 3}-{day[5:7]}" if down else "", leader=True,
            **self._decided(day, "party"),
        )  # fmt: skip

    # -- careers -----------------------------------------------------------------------------------

    def _careers(self) -> None:
        for person in self.managed():
            self._career(person)

    def _career(self, person: Person) -> None:
        post, unit = main_post(person), person.home_unit
        last = self._plan.last.year
        moved = next(iter(self.told.of("move", person.id)), None)
        merged = not moved and post in {"X04", "X06"} and unit in self._grown()
        began = str(moved["begins"]) if moved else self._began(person, last)
        began = self._plan.merged_on if merged else began
        seat = person.seat
        assert seat
        for held in [p for p in seat.posts if p[0] != "V"]:
            self._tenure(person, held, unit, began, "", moved)
        step, place, ends = BELOW.get(post, ""), unit, began
        if merged:
            step, place = self._of_merged(unit)
        if moved:
            step, place = str(moved["from_post"]), str(moved["from_unit"])
        for _ in range(2):
            year = int(ends[:4]) - self._rng.randint(3, 6)
            if not step or year < person.born.year + 23:
                break
            begins = f"{year}-{self._rng.randint(1, 12):02d}"
            self._tenure(person, step, place, begins, ends, None)
            step, ends = BELOW.get(step, ""), begins
        self._first_job(person, ends)

    def _grown(self) -> set[str]:
        """Units that took others in."""
        return {merger.new for merger in self._plan.mergers if merger.kind == "merge"}

    def _of_merged(self, unit: str) -> tuple[str, str]:
        """A leading post of one of the units that the unit took in; each is given once."""
        old = [m.old for m in self._plan.mergers if m.new == unit and m.kind == "merge"]
        options = [(post, code) for code in old for post in ("X01", "X05", "X03")]
        free = [option for option in options if option not in self._given]
        self._given.append(free[0])
        return free[0]

    def _began(self, person: Person, last: int) -> str:
        """The present post: by the last congress or election, or on some day."""
        if main_post(person) in {"X01", "X02"} and self._rng.random() < 0.5:
            day = date.fromisoformat(self._plan.new_term.congress) - timedelta(days=75)
            return (day + timedelta(days=self._rng.randint(0, 20))).isoformat()
        return self._day(last - 8, last - 1)

    def _tenure(
        self, person: Person, post: str, unit: str, begins: str, ends: str, moved: Fact | None
    ) -> None:
        known: dict[str, str] = {}
        if moved:
            known = {k: str(moved[k]) for k in ("decision", "decision_day", "issuer")}
        elif len(begins) == 10 and post not in _ELECTED:
            known = self._decided(begins)
        act = "reassigned" if moved else "elected" if post in _ELECTED else "appointed"
        self.told.add("tenure", person.id, post=post, unit=unit, begins=begins, ends=ends,
                      manner="", act=act, **known)  # fmt: skip

    def _first_job(self, person: Person, ends: str) -> None:
        begins = person.born.year + self._rng.randint(19, 22)
        if int(ends[:4]) - begins < 2:
            return
        home = person.home.rpartition(", ")[0]
        words = self._rng.choice(_AGED if person.sex == "m" else _AGED[1:]).format(home=home)
        self.told.add("tenure", person.id, post="", unit="", words=words,
                      begins=f"{begins}-09", ends=ends[:7])  # fmt: skip

    # -- committees --------------------------------------------------------------------------------

    def _committees(self) -> None:
        plan = self._plan
        marked = [p for p in self.managed() if p.seat and {"V11", "V12"} & set(p.seat.posts)]
        tops = [p for p in self.managed() if main_post(p) in TOP or "V11" in p.seat.posts]  # type: ignore[union-attr]
        others = [p for p in self.managed() if p not in marked and p not in tops]
        old = self._members(tops, marked, others, plan.old_term.seats)
        new = self._members(tops, marked, others, plan.new_term.seats)
        self._elect(old, "V12", plan.old_term.ordinal, plan.old_term.congress,
                    plan.new_term.congress)  # fmt: skip
        self._elect(new, "V12", plan.new_term.ordinal, plan.new_term.congress, "")
        standing = self._standing(tops, new)
        self._elect(standing, "V11", plan.new_term.ordinal, plan.new_term.congress, "")
        beaten = [p for p in others if p not in new][:4]
        for person in beaten:
            self._result(person, "V12", plan.new_term.ordinal, plan.new_term.congress, False)

    def _members(
        self, tops: list[Person], marked: list[Person], others: list[Person], seats: int
    ) -> list[Person]:
        first = list({p.id: p for p in (*tops, *marked)}.values())
        free = [p for p in others if p not in first]
        return [*first, *self._rng.sample(free, max(0, seats - len(first)))][:seats]

    def _standing(self, tops: list[Person], members: list[Person]) -> list[Person]:
        moved = {f.person for f in self.told.of("move")}
        wanted = self._plan.new_term.standing
        first = [p for p in tops if p in members]
        return [*first, *[p for p in members if p.id in moved and p not in first]][:wanted]

    def _elect(self, people: list[Person], post: str, term: str, begins: str, ends: str) -> None:
        for person in people:
            if not ends or term == self._plan.new_term.ordinal:
                self._result(person, post, term, begins, True)
            self.told.add("tenure", person.id, post=post, unit=self._plan.town, begins=begins,
                          ends=ends, term=term, act="elected", manner="")  # fmt: skip

    def _result(self, person: Person, post: str, term: str, day: str, elected: bool) -> None:
        ballots = 205 if post == "V12" else self._plan.new_term.seats
        share = self._rng.uniform(0.72, 1.0) if elected else self._rng.uniform(0.2, 0.48)
        election = "congress" if post == "V12" else "plenum"
        self.told.add(
            "election", person.id, post=post, unit=self._plan.town, term=term, day=day,
            body="party_committee", election=election, elected=elected,
            votes=int(ballots * share), ballots=ballots,
        )  # fmt: skip

    # -- pool --------------------------------------------------------------------------------------

    def _pool(self) -> None:
        plan = self._plan
        options = list(self._targets())
        self._rng.shuffle(options)
        taken: set[tuple[str, str, str]] = set()
        count: dict[str, int] = {}
        shares = (0.7, 0.18, 0.12)
        for (name, number, day), share in zip(plan.pool, shares, strict=True):
            wanted = int(plan.pool_size * share)
            while wanted and options:
                person, post, unit = options.pop()
                key = (person.id, post, unit)
                if key in taken or count.get(person.id, 0) >= 3 or self._holds(person, post, day):
                    continue
                taken.add(key)
                count[person.id] = count.get(person.id, 0) + 1
                wanted -= 1
                self.told.add("pool", person.id, post=post, unit=unit, begins=day, ends="",
                              term=plan.new_term.years, exit="", list=name, decision=number,
                              decision_day=day, issuer="Ban Thường vụ Huyện ủy")  # fmt: skip
        self._leave()

    def _targets(self) -> Iterable[tuple[Person, str, str]]:
        """Who may be planned for what: one step up, the committee, a seat at the top."""
        deputies = {
            body.key: next((seat for seat in re.findall(r"H\d\d", body.seats)
                            if seat in DEPUTIES - {"H15"}), "H21")
            for body in self._plan.bodies
        }  # fmt: skip
        up = {low: high for high, low in BELOW.items() if low not in {"H61", "Y3"}}
        for person in self.managed():
            post = main_post(person)
            if post in up:
                yield person, up[post], person.home_unit
            if post in HEADS | {"X01", "X05"}:
                yield person, "V12", self._plan.town
                yield person, "V11", self._plan.town
                yield person, "H07", f"{self._plan.town}.ubnd"
        for person in self._truth.people.values():
            unit = person.home_unit
            body = unit.removeprefix(f"{self._plan.town}.")
            if main_post(person) == "H61":
                yield person, deputies[body], unit
            if main_post(person) in {"X04", "X07", "Y3", "Y5"}:
                yield person, "X06", unit
                yield person, "X02", unit

    def _holds(self, person: Person, post: str, day: str) -> bool:
        when = date.fromisoformat(day)
        return any(f["post"] == post for f in self.told.posts_on(person.id, when))

    def _leave(self) -> None:
        """The last review takes some out, and whoever was elected to the planned seat."""
        plan = self._plan
        name, _, day = plan.pool[-1]
        standing = [f for f in self.told.of("pool") if f["list"] == plan.pool[0][0]]
        for fact in self._rng.sample(standing, max(2, len(standing) // 12)):
            reason = self._rng.choice(list(_REASONS))
            self.told.amend(fact, ends=day, exit=reason, exit_words=_REASONS[reason],
                            exit_list=name)  # fmt: skip

    # -- service -----------------------------------------------------------------------------------

    def _ratings(self) -> None:
        for person in self._truth.people.values():
            if kind_of(person) in {"part_time", "school"}:
                continue
            for year in self._plan.rating_years:
                level = self._rng.choices(RATINGS, (20, 70, 9, 1))[0]
                self.told.add("rating", person.id, series="official", year=str(year), level=level,
                              begins=str(year), ends="")  # fmt: skip

    def _service(self) -> None:
        last = self._plan.last.year
        for person in self._truth.people.values():
            if main_post(person)[0] in "HY":
                self._rank(person, last)
        people = [p for p in self._truth.people.values() if kind_of(p) != "part_time"]
        for person in self._rng.sample(people, max(12, len(people) // 8)):
            self.told.add("award", person.id, award=self._rng.choice(_AWARDS), level="district",
                          begins=self._day(last - 4, last - 1))  # fmt: skip
        for person in self._rng.sample(people, max(3, len(people) // 90)):
            day = self._day(last - 3, last - 1)
            self.told.add("discipline", person.id, side=self._rng.choice(("party", "state")),
                          form=self._rng.choice(("KHIEN_TRACH", "CANH_CAO")), begins=day,
                          ends=f"{int(day[:4]) + 1}{day[4:]}", reason="Thiếu trách nhiệm",
                          **self._decided(day))  # fmt: skip
        women = [p for p in people if p.sex == "f" and p.born.year > last - 38]
        for person in self._rng.sample(women, min(len(women), max(3, len(people) // 60))):
            day = date.fromisoformat(self._day(last - 3, last - 1))
            ends = (day + timedelta(days=182)).isoformat()
            self.told.add("leave", person.id, leave="maternity", begins=day.isoformat(), ends=ends)

    def _rank(self, person: Person, last: int) -> None:
        assert person.levels
        rank = "01.003" if person.levels.professional.level in {"ĐH", "ThS"} else "01.004"
        first, rise = RANKED[rank]
        begins = date(last - self._rng.randint(0, 2), self._rng.randint(1, 12), 1).isoformat()
        step = max(1, min(9, (int(begins[:4]) - person.born.year - 24) // 3 + 1))
        self.told.add("rank", person.id, rank=rank, step=step, begins=begins, ends="",
                      coefficient=f"{(first + rise * (step - 1)) / 100:.2f}")  # fmt: skip

    def _mergers(self) -> None:
        for merger in self._plan.mergers:
            self.told.add("unit_change", change=merger.kind, old=merger.old, new=merger.new,
                          begins=self._plan.merged_on,
                          decision="896/NQ-UBTVQH14", decision_day="2020-02-11")  # fmt: skip
