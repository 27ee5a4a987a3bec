"""The Party committees of the terms XIV (2005-2010) and XV (2010-2015), and the council of 2011.

Term XV was elected by the town's congress on 28 July 2010; its first plenum elected the standing
committee the same day. In March 2011 the province designated one more member: no election.
"""

from __future__ import annotations

import random

from examples.builder.chronicle import Chronicle
from examples.builder.sam_son.places import TOWN
from examples.builder.truth import Person, Truth

CONGRESS_XIV, CONGRESS_XV = "2005-10-18", "2010-07-28"
DESIGNATED = "2011-03-25"
COUNCIL_DAY, COUNCIL_SESSION = "2011-05-22", "2011-06-24"
TERMS = {"XIV": ("2005-2010", CONGRESS_XIV, CONGRESS_XV), "XV": ("2010-2015", CONGRESS_XV, "")}

STANDING_XV = ("P166", "P167", "P198", "P188", "P175", "P181", "P185", "P269", "P199", "Q01")
DESIGNEE = "P197"
_MORE_XV = ("P197", "P036", "P067", "P132", "P003", "P069", "P134", "P037", "P098", "Q02")
DEFEATED_XV = ("P005", "P230", "P265", "P177", "P246", "P189")
DEFEATED_STANDING = ("P216", "P210")
STANDING_XIV = ("Q03", "P167", "P199", "P200", "Q04", "P188", "Q05", "P181", "Q01", "Q11")
_MORE_XIV = ("P197", "Q07", "Q08", "Q09", "Q12", "P216", "P201", "P262", "P279", "P282",
             "P168", "P284", "P251", "P067", "P036", "P244", "Q13")  # fmt: skip
AUDIT_XV = (("Q06", "H13"), ("P189", "H14"), ("P190", "H15"))  # the inspection committee (UBKT)


def members_xv(truth: Truth) -> tuple[str, ...]:
    """List the committee of term XV: the standing ones, then the others."""
    others = [p.id for p in truth.people.values() if p.seat and "V12" in p.seat.posts]
    return (*STANDING_XV, *others, *_MORE_XV)


def write_committees(truth: Truth, told: Chronicle, rng: random.Random) -> None:
    """Write elections with their votes, designations, and the posts that follow from them."""
    _elect(told, "XIV", (*STANDING_XIV, *_MORE_XIV), "V12", "congress", None)
    _elect(told, "XIV", STANDING_XIV, "V11", "plenum", None)
    everybody = members_xv(truth)
    assert len(set(everybody)) == len(everybody) == 31
    votes = _Votes(rng, 198)
    _elect(told, "XV", everybody, "V12", "congress", votes)
    _defeat(told, DEFEATED_XV, "V12", "congress", votes)
    plenum = _Votes(rng, 31)
    _elect(told, "XV", STANDING_XV, "V11", "plenum", plenum)
    _defeat(told, DEFEATED_STANDING, "V11", "plenum", plenum)
    # The plenum elects two deputies; which of them is the standing one it is told elsewhere.
    for person, post in (("P166", "H01"), ("P167", "H03"), ("P198", "H03"), *AUDIT_XV):
        told.add("election", person, post=post, unit=f"{TOWN}.ubkt" if post > "H10" else TOWN,
                 term="XV", body="party_committee", election="plenum", day=CONGRESS_XV,
                 elected=True, ballots=31, votes=plenum.won())  # fmt: skip
    told.add("election", DESIGNEE, post="V11", unit=TOWN, term="XV", body="party_committee",
             election="designation", day=DESIGNATED, elected=True, ballots=0, votes=0,
             decision="88-QĐ/TU", decision_day="2011-03-21", issuer="Ban Thường vụ Tỉnh ủy",
             )  # fmt: skip
    told.add("tenure", DESIGNEE, post="V11", unit=TOWN, begins=DESIGNATED, ends="", term="XV",
             act="designated", decision="88-QĐ/TU", decision_day="2011-03-21",
             issuer="Ban Thường vụ Tỉnh ủy")  # fmt: skip
    _council(told, rng)


class _Votes:
    """Counts votes: the elected get more than half of the ballots, the others less."""

    def __init__(self, rng: random.Random, ballots: int) -> None:
        self._rng, self.ballots = rng, ballots

    def won(self) -> int:
        return self._rng.randint(int(self.ballots * 0.72), self.ballots)

    def lost(self) -> int:
        return self._rng.randint(int(self.ballots * 0.25), int(self.ballots * 0.49))


def _elect(
    told: Chronicle, term: str, people: tuple[str, ...], post: str, election: str,
    votes: _Votes | None,
) -> None:  # fmt: skip
    _, begins, ends = TERMS[term]
    for person in people:
        counted = {"votes": votes.won(), "ballots": votes.ballots} if votes else {}
        told.add("election", person, post=post, unit=TOWN, term=term, body="party_committee",
                 election=election, day=begins, elected=True, **counted)  # fmt: skip
        left = _left(told, person, begins, ends)
        told.add("tenure", person, post=post, unit=TOWN, begins=begins, ends=left, term=term,
                 act="elected")  # fmt: skip


def _left(told: Chronicle, person: str, begins: str, ends: str) -> str:
    """A member who left work before the term's end left the committee too."""
    last = [fact["ends"] for fact in told.tenures(person) if fact["post"][:1] != "V"]
    if last and all(last):
        day = max(last)
        if day > begins and (not ends or day < ends):
            return day
    return ends


def _defeat(
    told: Chronicle, people: tuple[str, ...], post: str, election: str, votes: _Votes
) -> None:
    for person in people:
        told.add("election", person, post=post, unit=TOWN, term="XV", body="party_committee",
                 election=election, day=CONGRESS_XV, elected=False, votes=votes.lost(),
                 ballots=votes.ballots)  # fmt: skip


def _council(told: Chronicle, rng: random.Random) -> None:
    """The first session of the council of 2011 elects its leaders and the committee's."""
    votes = _Votes(rng, 30)
    for person, post, unit in (("P197", "H05", "hdnd"), ("P198", "H06", "ubnd"),
                               ("P199", "H07", "ubnd"), ("P200", "H07", "ubnd")):  # fmt: skip
        told.add("election", person, post=post, unit=f"{TOWN}.{unit}", term="2011-2016",
                 body="council", election="session", day=COUNCIL_SESSION, elected=True,
                 votes=votes.won(), ballots=30)  # fmt: skip


def person_of(truth: Truth, told: Chronicle, id: str) -> Person:
    """Give a person of the rosters or of the lists alone."""
    return told.people.get(id) or truth.people[id]
