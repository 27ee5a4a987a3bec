"""Facts of every kind about one person of the town, as registers and values of a real home."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from canbo.engine import facts
from canbo.engine.facts import (
    AttainmentState,
    DisciplineSide,
    ElectionKind,
    Evidence,
    Fact,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PoolExit,
    RatingSeries,
    RetirementKind,
    Scale,
    Source,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.records import access, models
from tests.records.sheets import NOON
from tests.town.cast import WARD

DECIDED = Source(Evidence.DECISION, "Sổ quyết định", "", "84-QĐ/ThU", date(2010, 12, 7))


def since(text: str, until: str = "") -> Validity:
    """From a day on, or to another one, as offices write them."""
    ends = PartialDate.parse(until) if until else None
    return Validity(PartialDate.parse(text), ends)


def every_kind(person: UUID, source: Source = DECIDED) -> list[Fact]:
    """A fact of each kind and more, with the registers they need; none that stands already."""
    snapshot = access.read_snapshot()
    post = next(one.post for one in snapshot.tenures if one.person == person)
    unit = access.resolve_unit(code=WARD)
    made = {"created_at": NOON, "created_act": 1}
    term = models.Term.objects.create(
        unit_id=unit, body="party_committee", ordinal="XV", begins="2010", ends="2015", **made
    )
    election = models.Election.objects.create(
        term=term, kind=ElectionKind.CONGRESS, day="2010-07-28", name="Đại hội lần thứ XV", **made
    )
    scheme = models.Scheme.objects.create(
        name="Đề án luân chuyển", name_spelling="đề án luân chuyển", **made
    )
    sold = models.Post.objects.create(
        unit_id=unit, title="X06", title_as_written="PCT UBND", title_spelling="pct ubnd",
        post_class="official", level="commune", managed_by=UnitLevel.DISTRICT, **made,
    )  # fmt: skip
    said = (
        (facts.Particular, since("1979"), {"kind": ParticularKind.IDENTITY_NUMBER,
                                           "value": "171234567"}),
        (facts.Particular, since("1979"), {"kind": ParticularKind.SEX, "value": "f"}),
        (facts.Particular, Validity(), {"kind": ParticularKind.PARTY_DATE, "value": "2001-05-19"}),
        (facts.Particular, Validity(), {
            "kind": ParticularKind.POOL_NOTE, "value": "Phiếu giới thiệu: 36"}),
        (facts.Tenure, since("8/2008", "12/2009"), {
            "post": sold.id, "manner": TenureManner.ACTING, "act": TenureAct.APPOINTED}),
        (facts.Tenure, since("28/7/2010"), {
            "post": sold.id, "manner": TenureManner.CONCURRENT, "act": TenureAct.ELECTED,
            "term": term.id}),
        (facts.Attainment, since("9/2010"), {
            "scale": Scale.PROFESSIONAL, "level": "ĐH", "state": AttainmentState.STUDYING,
            "field": "Luật", "mode": StudyMode.IN_SERVICE, "school": "Đại học Vinh"}),
        (facts.Attainment, since("2009"), {
            "scale": Scale.FOREIGN_LANGUAGE, "level": "NNB", "certificate": "B 12345"}),
        (facts.Attainment, since("2006"), {
            "scale": Scale.IT, "level": "THA", "state": AttainmentState.REVOKED}),
        (facts.Rating, since("2010", "2010"), {"series": RatingSeries.OFFICIAL, "level": "HTTNV"}),
        (facts.PoolEntry, since("2009", "2010"), {
            "post": sold.id, "term": term.id, "exit_reason": PoolExit.ELECTED}),
        (facts.Move, since("1/6/2008"), {
            "kind": MoveKind.ROTATION, "scheme": scheme.id, "from_post": post, "to_post": sold.id,
            "planned_end": PartialDate.parse("2011")}),
        (facts.ElectionResult, Validity(), {
            "election": election.id, "post": sold.id, "votes_for": 40, "ballots": 50}),
        (facts.Leave, since("1/1/2007", "1/5/2007"), {"kind": LeaveKind.MATERNITY}),
        (facts.Discipline, since("2005"), {
            "side": DisciplineSide.PARTY, "form": "KHIEN_TRACH", "reason": "chậm báo cáo"}),
        (facts.Award, since("10/1/2011"), {"award": "Bằng khen", "level": UnitLevel.PROVINCE}),
        (facts.RankHolding, since("1/2009"), {
            "rank": "01.003", "step": 2, "coefficient": "2.67"}),
        (facts.Retirement, since("1/5/2034"), {"kind": RetirementKind.AGE}),
    )  # fmt: skip
    made_facts = [
        one(id=uuid4(), key=uuid4(), person=person, validity=validity, recorded_at=NOON,
            source=source, **own)
        for one, validity, own in said
    ]  # fmt: skip
    stated = {one.kind for one in snapshot.particulars if one.person == person}
    return [one for one in made_facts if getattr(one, "kind", None) not in stated]
