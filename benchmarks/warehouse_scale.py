"""The figures of a nation: 2.5 million officials, 20 million facts, in DuckDB in this process.

    python benchmarks/warehouse_scale.py [PEOPLE …] [--threads N]

For each number of people (10,000, 100,000 and 2,500,000 where none is given) a register is drawn in
DuckDB itself. Then in one run: the fold of every view beside a bare scan of the same columns; each
measure beside SQL written by hand over the same folded views (their rows are compared); and all
measures for all units in one pass. The last lines say what each number must be.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from canbo.engine.figures import MEASURES, Frame, Measure, Window, measures_named
from canbo.engine.figures import statements as st
from canbo.engine.figures.compute import prepare, totals
from canbo.engine.figures.tables import GIVEN, LAW, RECORDS
from canbo.engine.figures.views import VIEWS, views_needed
from canbo.exchange.warehouse import DuckWarehouse
from canbo.exchange.warehouse.duck import text_of
from canbo.law import load
from canbo.law.figures import load_parameters

DAY = date(2011, 7, 31)
FRAME = Frame(DAY, datetime(2030, 1, 1, tzinfo=UTC), Window(date(2006, 1, 1), DAY))
PROVINCES, DISTRICTS, COMMUNES = 63, 700, 11_000
TIMES = 3  # of a measure and of its SQL by hand, in turns; the least counts

# --- the register -------------------------------------------------------------------------------

ID = "md5('{kind}' || {number})::UUID"
FACT = """md5('{table}' || i)::UUID AS key, begins AS begins_earliest, begins AS begins_latest,
 ends AS ends_earliest, ends AS ends_latest, NULL::DATE AS known_by,
 TIMESTAMPTZ '2011-01-01 00:00:00+00' AS recorded_at,
 CASE WHEN hash(i, 7) % 20 = 0 THEN TIMESTAMPTZ '2011-01-02 00:00:00+00' END AS voided_at,
 'danh sach ' || (i % 900) || '.xlsx › Sheet1!B' || (i % 5000) AS source"""


def identity(kind: str, number: str) -> str:
    return ID.format(kind=kind, number=number)


def pick(salt: int, *values: str) -> str:
    """One of the values for each row, always the same one."""
    cases = " ".join(f"WHEN {place} THEN {value}" for place, value in enumerate(values))
    return f"CASE hash(i, {salt}) % {len(values)} {cases} END"


def words(salt: int, *values: str) -> str:
    return pick(salt, *(f"'{value}'" for value in values))


TITLES = ("X01", "X02", "X05", "X06", "X07", "Y3", "Y4", "Y5", "Y6", "H61", "V11")


class Register:
    """Draws the tables of the contract; columns that a kind is not told stay empty."""

    def __init__(self, run: Callable[[str], Any], people: int) -> None:
        self.run, self.people = run, people
        self.communes = min(COMMUNES, max(5, people // 200))
        self.facts = 0

    def table(self, name: str, rows: int, columns: dict[str, str], *, ends: str = "NULL") -> None:
        shown = dict.fromkeys(RECORDS[name], "NULL") | columns
        begins = columns.pop("begins", "DATE '2004-01-01' + (hash(i, 1) % 2800)::INT")
        facts = "key" in RECORDS[name]
        parts = [
            f"({shown[column]})::{_type(kind)} AS {column}"
            for column, kind in RECORDS[name].items()
            if not facts or column not in _SHARED
        ]
        shared = [FACT.format(table=name)] if facts else []
        self.run(
            f"CREATE OR REPLACE TABLE {name} AS SELECT {', '.join([*parts, *shared])} FROM "
            f"(SELECT range AS i, {begins} AS begins, ({ends})::DATE AS ends FROM range({rows}))"
        )
        self.run("CHECKPOINT")  # packs it, as the warehouse does with what it is handed
        if facts:
            self.facts += rows

    def draw(self) -> None:
        people = self.people
        person = identity("person", "(i % {n})").format(n=people)
        unit = identity("unit", f"(hash(i, 2) % {self.communes})")
        post = identity("post", f"(i % {people})")
        self._units()
        self.table("posts", people, {
            "id": identity("post", "i"), "unit": unit,
            "title": words(3, *TITLES),
            "post_class": words(4, "official", "civil_servant", "civil_servant", "part_time"),
            "level": words(5, "commune", "commune", "district"),
        })  # fmt: skip
        self.table("tenures", people * 11 // 10, {
            "person": person, "post": post, "manner": "'full'",
            "act": words(6, "appointed", "elected", "appointed", "designated"),
        }, ends="CASE WHEN hash(i, 8) % 6 = 0 THEN begins + 900 END")  # fmt: skip
        self._people(person)
        self._training(person)
        self._acts(person, post, unit)
        for name in RECORDS:
            if not self.run(f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{name}'"):
                self.table(name, 0, {})

    def _units(self) -> None:
        communes, districts = self.communes, max(1, self.communes * DISTRICTS // COMMUNES)
        provinces = max(1, min(PROVINCES, districts))
        below = identity("unit", f"({communes} + i % {districts})")
        top = identity("unit", f"({communes + districts} + i % {provinces})")
        number = communes + districts + provinces
        self.table("unit_placements", number, {
            "unit": identity("unit", "i"), "begins": "DATE '2000-01-01'",
            "parent": f"CASE WHEN i < {communes} THEN {below} "
            f"WHEN i < {communes + districts} THEN {top} END",
            "level": f"CASE WHEN i < {communes} THEN 'commune' "
            f"WHEN i < {communes + districts} THEN 'district' ELSE 'province' END",
        })  # fmt: skip

    def _people(self, person: str) -> None:
        born = f"DATE '1951-01-01' + (hash(i % {self.people}, 9) % 14000)::INT"
        turn = f"CASE i // {self.people} WHEN 0 THEN"
        kind = f"{turn} 'sex' WHEN 1 THEN 'birth' ELSE 'ethnic_group' END"
        value = words(10, "Kinh", "Kinh", "Kinh", "Mường")
        self.table("particulars", self.people * 3, {
            "person": person, "kind": kind,
            "value": f"{turn} {words(11, 'f', 'm')} "
            f"WHEN 1 THEN ({born})::VARCHAR ELSE {value} END",
            "value_earliest": f"CASE WHEN i // {self.people} = 1 THEN {born} END",
            "value_latest": f"CASE WHEN i // {self.people} = 1 THEN {born} END",
        })  # fmt: skip
        self.table("attainments", self.people * 2, {
            "person": person, "state": "'completed'", "field": words(12, "Luật", "Kinh tế", ""),
            "scale": f"CASE i // {self.people} WHEN 0 THEN 'professional' "
            "ELSE 'political_theory' END",
            "level": f"CASE i // {self.people} WHEN 0 THEN {words(13, 'SC', 'TC', 'CĐ', 'ĐH')} "
            f"ELSE {words(14, 'CT0', 'CTSC', 'CTTC', 'CTCC')} END",
            "mode": words(15, "full_time", "in_service"),
        })  # fmt: skip
        self.table("rank_holdings", self.people // 10, {"person": person, "rank": "'01.003'"})

    def _training(self, person: str) -> None:
        classes = max(10, self.people // 40)
        self.table("classes", classes, {
            "id": identity("class", "i"), "name": "'Lớp ' || i",
            "kind": words(16, "training", "fostering", "fostering"),
            "course": words(17, "LLCT-TC", "LLCT-CC", "BD-QLNN", "BD-QPAN", "BD-XDD"),
            "institution": words(18, "Trường Chính trị tỉnh", "Trung tâm Bồi dưỡng chính trị"),
            "begins_earliest": "begins", "begins_latest": "begins",
            "ends_earliest": "begins + 30", "ends_latest": "begins + 30",
        })  # fmt: skip
        self.table("attendances", self.people, {
            "person": person, "outcome": words(19, "enrolled", "completed", "dropped"),
            "training_class": identity("class", f"(hash(i, 20) % {classes})"),
        })  # fmt: skip

    def _acts(self, person: str, post: str, unit: str) -> None:
        people = self.people
        self.table("terms", 20, {"id": identity("term", "i"), "unit": unit, "ordinal": "'XV'"})
        self.table("elections", 20, {
            "id": identity("election", "i"), "term": identity("term", "i"), "kind": "'congress'",
            "day_earliest": "begins", "day_latest": "begins",
        })  # fmt: skip
        self.table("schemes", 5, {"id": identity("scheme", "i"), "name": "'Đề án ' || i"})
        self.table("pool_entries", people // 6, {"person": person, "post": post})
        self.table("moves", people // 20, {
            "person": person, "kind": words(21, "rotation", "reassignment"),
            "to_post": identity("post", f"(hash(i, 25) % {people})"),
            "to_unit": unit, "scheme": pick(22, "NULL", identity("scheme", "(i % 5)")),
        })  # fmt: skip
        self.table("election_results", people // 20, {
            "person": person, "post": post, "election": identity("election", "(i % 20)"),
            "elected": "true",
        })  # fmt: skip
        self.table("ratings", people // 2, {
            "person": person, "series": "'official'", "level": words(23, "HTTNV", "HTNV", "KHTNV"),
            "begins": "make_date((2006 + hash(i, 24) % 5)::INT, 1, 1)",
        }, ends="begins + 364")  # fmt: skip
        for name in ("retirements", "disciplines", "awards", "leaves"):
            self.table(name, people // 100, {"person": person})


_SHARED = ("key", "begins_earliest", "begins_latest", "ends_earliest", "ends_latest", "known_by",
           "recorded_at", "voided_at", "source")  # fmt: skip
_TYPES = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "boolean": "BOOLEAN",
          "uuid": "UUID", "timestamp('UTC')": "TIMESTAMPTZ"}  # fmt: skip


def _type(kind: str) -> str:
    return _TYPES[kind]


# --- SQL written by hand over the folded views ----------------------------------------------------

IN_WINDOW = "first_day <= DATE '2011-07-31' AND last_day >= DATE '2006-01-01'"
STAFF = "post_class IN ('official', 'civil_servant', 'public_employee')"
OFFICIALS = "post_class IN ('official', 'civil_servant') AND level = 'commune'"
ONE = "QUALIFY row_number() OVER (PARTITION BY {by} ORDER BY {order}) = 1"
BY_POST = ONE.format(by="person", order="coalesce(place, -1) DESC, key")
BY_CLASS = ONE.format(by="person", order="first_day, key")
MOVED = f"FROM moved WHERE under_scheme = 'yes' AND leader = 'yes' AND {IN_WINDOW}"
BEST = (
    "LEFT JOIN (SELECT person, level AS best, rank FROM best WHERE scale = 'professional') b "
    "USING (person)"
)
TITLE = "coalesce(title, '') AS detail"
# what each row of the figure tells beside key, person and source, and where the rows come from
HAND: dict[str, tuple[str, str]] = {
    "intermediate_theory_people": (
        "coalesce(class_name, '') AS detail",
        f"FROM attended WHERE gives = 'CTTC' AND {IN_WINDOW} {BY_CLASS}",
    ),
    "fostering_attendances": (
        "coalesce(class_name, '') AS detail, coalesce(field, '') AS part",
        f"FROM attended WHERE kind = 'fostering' AND {IN_WINDOW} "
        + ONE.format(by="person, training_class", order="first_day, key"),
    ),
    "advanced_theory_planned_people": (
        "coalesce(class_name, '') AS detail",
        "FROM attended a WHERE gives = 'CTCC' AND outcome <> 'dropped' AND "
        f"{IN_WINDOW} AND EXISTS (FROM pooled p WHERE p.person = a.person AND (p.held_from IS NULL "
        "OR p.held_from <= a.first_day) AND (p.held_to IS NULL OR p.held_to >= a.first_day)) "
        + BY_CLASS,
    ),
    "workforce_people": (
        f"{TITLE}, coalesce(post_class, '') AS part", f"FROM held WHERE {STAFF} {BY_POST}"
    ),
    "workforce_by_professional": (
        f"{TITLE}, coalesce(best, '') AS part",
        f"FROM (FROM held WHERE {STAFF} {BY_POST}) {BEST}",
    ),
    "commune_intermediate_professional_share": (
        "coalesce(best, '') AS detail, "
        "rank >= (SELECT rank FROM levels WHERE scale = 'professional' AND code = 'TC') AS met",
        f"FROM (FROM held WHERE {OFFICIALS} {BY_POST}) {BEST}",
    ),
    "key_officials_in_service_degree": (
        TITLE,
        f"FROM held WHERE {OFFICIALS} AND key_post = 'yes' AND person IN (SELECT person FROM "
        "attained WHERE scale = 'professional' AND level = 'ĐH' AND "
        f"mode IN ('in_service', 'work_study')) {BY_POST}",
    ),
    "women_share": (
        f"{TITLE}, sex = 'f' AS met",
        f"FROM (FROM held WHERE {STAFF} {BY_POST}) LEFT JOIN people USING (person)",
    ),
    "pool_people": (
        f"{TITLE}, coalesce(sex, '') AS part",
        f"FROM (FROM planned {BY_POST}) LEFT JOIN people USING (person)",
    ),
    "moves_under_scheme": (f"{TITLE}, kind AS part", MOVED),
    "moves_to_grassroots": (f"{TITLE}, kind AS part", f"{MOVED} AND level = 'commune'"),
    "moved_then_elected_standing": (
        TITLE,
        f"FROM (SELECT * {MOVED}) m WHERE EXISTS (FROM elected e WHERE e.person = "
        "m.person AND title = 'V11' AND elected = 'yes' AND election_kind <> 'designation' AND "
        "e.first_day > m.last_day AND e.first_day <= DATE '2011-07-31') "
        + ONE.format(by="person", order="key"),
    ),
    "ratings_after_move": (
        "level AS detail, level AS part",
        f"FROM rated r WHERE series = 'official' AND {IN_WINDOW} AND EXISTS "
        f"(FROM (SELECT * {MOVED}) m WHERE m.person = r.person AND m.last_day < r.last_day)",
    ),
    "appointments": (
        f"{TITLE}, coalesce(level, '') AS part",
        f"FROM tenured WHERE act = 'appointed' AND manner <> 'acting' AND {IN_WINDOW}",
    ),
    "stock_at_end": (
        TITLE,
        f"FROM tenured WHERE {STAFF} AND (held_from IS NULL OR held_from <= "
        f"DATE '2011-07-31') AND (held_to IS NULL OR held_to >= DATE '2011-07-31') {BY_POST}",
    ),
    "good_ratings_share": (
        "level AS detail, level IN ('XS', 'HTXSNV', 'HTTNV', 'KHA') AS met",
        f"FROM rated WHERE series = 'official' AND {IN_WINDOW}",
    ),
}  # fmt: skip


# --- the clock ------------------------------------------------------------------------------------


class Bench:
    def __init__(self, threads: int | None) -> None:
        self.warehouse = DuckWarehouse()
        self.connection = self.warehouse._connection
        if threads:
            self.run(f"SET threads = {threads}")

    def run(self, sql: str) -> Any:
        return self.connection.execute(sql).fetchall()

    def timed(self, *statements: str, times: int = TIMES) -> list[tuple[float, float]]:
        """Wall and processor seconds of each statement, run in turns; the least of each counts."""
        took: list[list[tuple[float, float]]] = [[] for _ in statements]
        for _ in range(times):
            for place, sql in enumerate(statements):
                wall, work = time.perf_counter(), time.process_time()
                self.run(sql)
                took[place].append((time.perf_counter() - wall, time.process_time() - work))
        return [(min(one[0] for one in own), min(one[1] for one in own)) for own in took]

    def fold(self, measures: Sequence[Measure]) -> float:
        """Fold all views; beside each a bare scan of the columns that it reads."""
        prepare(self.warehouse, law=load(), frame=FRAME, measures=(), parameters=load_parameters())
        names = self.run("SELECT DISTINCT institution FROM classes")
        rows = [(name, load_parameters().institution_level(name)) for (name,) in names]
        self.warehouse.load("institutions", LAW["institutions"], rows)
        whole = bare = 0.0
        for view in views_needed(measures, of_unit=True):
            before = time.perf_counter()
            self.warehouse.keep(view, st.fold(view))
            took = time.perf_counter() - before
            scans = [self.timed(_scan(table), times=1) for table in VIEWS[view].tables]
            whole, bare = whole + took, bare + sum(wall for [(wall, _)] in scans)
        print(
            f"  fold of all views {whole:8.2f} s   bare scan of the same columns {bare:8.2f} s"
            f"   {whole / bare:5.2f} ×"
        )
        return whole

    def measures(self, measures: Sequence[Measure]) -> tuple[float, float]:
        """Each measure; those written by hand too must give the same rows."""
        whole = worst = 0.0
        for measure in measures:
            own = f"CREATE OR REPLACE TEMP TABLE own AS {text_of(st.rows(measure, of_unit=False))}"
            if measure.name not in HAND:
                [(took, _)] = self.timed(own, times=1)
            else:
                shown, found = HAND[measure.name]
                (took, work), (wall, by_hand) = self.timed(
                    own,
                    "CREATE OR REPLACE TEMP TABLE hand AS "
                    f"SELECT key, person, source, {shown} {found} ORDER BY person, key",
                )
                self.compare(measure.name)
                worst = max(worst, took / wall)
                print(
                    f"  {measure.name:<40}{took:7.3f} s  by hand {wall:7.3f} s  "
                    f"{took / wall:5.2f} ×   of the processor {work / by_hand:5.2f} ×"
                )
            whole += took
        return whole, worst

    def compare(self, name: str) -> None:
        """Every row of the one must be a row of the other, in all that the hand's tells."""
        told = [column for (column, *_) in self.run("DESCRIBE hand")][1:]
        left, right = (f"SELECT {', '.join([key, *told])} FROM {table}"
                       for key, table in (("fact", "own"), ("key", "hand")))  # fmt: skip
        differing = f"({left} EXCEPT ALL {right}) UNION ALL ({right} EXCEPT ALL {left})"
        [(wrong,)] = self.run(f"SELECT count(*) FROM ({differing})")
        [(number,)] = self.run("SELECT count(*) FROM own")
        assert wrong == 0, (name, wrong)
        assert number, f"{name} counts nobody"


def _scan(table: str) -> str:
    return f"SELECT sum(hash(COLUMNS(*))) FROM {table}"


def measure_all(people: int, threads: int | None) -> dict[str, float]:
    bench = Bench(threads)
    before = time.perf_counter()
    register = Register(bench.run, people)
    register.draw()
    for name, columns in GIVEN.items():
        bench.warehouse.load(name, columns, [])
    print(f"\n{people:,} people, {register.facts:,} facts drawn in "
          f"{time.perf_counter() - before:.0f} s")  # fmt: skip
    measures = [one for one in measures_named() if one.rows.view not in GIVEN]
    fold = bench.fold(measures)
    each, worst = bench.measures(measures)
    print(f"  {len(measures)} measures, their rows kept as tables {each:8.2f} s")
    before = time.perf_counter()
    for measure in measures:
        text_of(st.of_units(measure))
    print(f"  their SQL for all units, written once {time.perf_counter() - before:8.2f} s")
    before, work = time.perf_counter(), time.process_time()
    found = totals(bench.warehouse, measures)
    took, work = time.perf_counter() - before, time.process_time() - work
    units = len({unit for one in found.values() for unit in one})
    print(f"  {len(measures)} measures for {units:,} units in one pass {took:8.2f} s "
          f"({work:.2f} s of the processor)")  # fmt: skip
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"  memory at most {memory:.1f} GB")
    return {"fold": fold, "each": each, "worst": worst, "units": took, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("people", nargs="*", type=int, default=[10_000, 100_000, 2_500_000])
    parser.add_argument("--threads", type=int)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} CPU, load {os.getloadavg()[0]:.1f}; {len(MEASURES)} measures")
    found = {people: measure_all(people, asked.threads) for people in asked.people}
    print("\npeople       fold µs/person   measures µs/person   all units µs/person")
    for people, one in found.items():
        print(f"{people:>10,}" + "".join(f"{one[name] / people * 1e6:18.2f}"
              for name in ("fold", "each", "units")))  # fmt: skip
    last = found[max(found)]
    print(f"\nworst of the measures against SQL by hand {last['worst']:.2f} × (at most 2)")
    print(f"all measures for all units {last['units']:.1f} s (at most 60 on an idle machine)")
    print(f"memory {last['memory']:.1f} GB (at most 6)")


if __name__ == "__main__":
    main()
