"""Which seats the wards and the town's bodies have in mid-2011."""

from __future__ import annotations

from examples.builder.sam_son.places import TOWN
from examples.builder.truth import Seat

# One word a person: group letter, then the post codes joined by "+".
# p Party, g council and committee, m Front and mass bodies, c civil servants, z part-time.
_WARDS = {
    "14836": "p:X01 p:X02 p:X02+X05 g:X03 g:X04 g:X06 g:X06 m:X07 m:X08 m:X09 m:X10 m:X11 "
    "c:Y2 c:Y3 c:Y3 c:Y3 c:Y4 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y6 c:Y7 c:Y7 "
    "z:Z01 z:Z02 z:Z04 z:Z07 z:Z08 z:Z09 z:Z10 z:Z12 z:Z16 z:Z18",
    "14833": "p:X01+X03 p:X02 p:X02+X05 g:X04 g:X06 g:X06 m:X07 m:X08 m:X09 m:X10 m:X11 "
    "c:Y2 c:Y3 c:Y3 c:Y4 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y7 c:Y7 "
    "z:Z01 z:Z02 z:Z03 z:Z07 z:Z08 z:Z09 z:Z10 z:Z12 z:Z18",
    "14830": "p:X01+X03 p:X02+V01 p:X02+X05 g:X04 g:X06+V01 g:X06 m:X07+V02 m:X08 m:X09+V02 m:X10 "
    "m:X11 c:Y2+V02 c:Y3 c:Y3 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y6 c:Y7 c:Y7 "
    "z:Z01 z:Z02 z:Z04 z:Z07 z:Z08 z:Z09 z:Z11 z:Z18",
    "14842": "p:X01+X03 p:X02 p:X02+X05 g:X04 g:X06 g:X06 m:X07 m:X08 m:X09 m:X10 m:X11 "
    "c:Y2 c:Y3 c:Y3 c:Y3 c:Y4 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y6 c:Y7 c:Y7 "
    "z:Z01 z:Z02 z:Z03 z:Z04 z:Z07 z:Z08 z:Z09 z:Z10 z:Z11 z:Z12 z:Z18",
    "14839": "p:X01 p:X02+X03 p:X02+X05 g:X04 g:X06 g:X06 m:X07 m:X08 m:X09 m:X10 m:X11 "
    "c:Y1 c:Y2 c:Y3 c:Y3 c:Y4 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y6 c:Y7 c:Y7 "
    "z:Z01 z:Z02 z:Z03 z:Z05 z:Z07 z:Z08 z:Z09 z:Z10 z:Z11 z:Z12",
}
_GROUPS = {"p": "party", "g": "government", "m": "front", "c": "civil", "z": "part_time"}

# Post codes, ">" before what the person was at the end of 2008, "*n" for several alike.
_BODIES = {
    "thuong-truc-thi-uy": "H01 H02",
    "vp-thi-uy": "H16+V12>H17 H17 H61*2 H64 H66 H74",
    "ban-to-chuc": "H11+V11>H12 H12>H61 H12 H61*3",
    "ban-tuyen-giao": "H11+V11>H11 H12>H12 H61*2",
    "ban-dan-van": "H11+V11>H12 H12 H61",
    "ubkt": "H13+V11>H14 H14>H15 H15 H70 H61",
    "ttbdct": "H18>H19 H19 H71*2",
    "hdnd": "H05+V11",
    "ubnd": "H03+H06 H07+V11 H07",
    "vp-hdnd-ubnd": "H16+V12>H17 H17>H61 H17 H61*3 H62 H64 H66",
    "noi-vu": "H20+V12>H21 H21>H61 H21 H61*3",
    "tc-kh": "H20+V12>H20 H21>H21 H21 H61*3 H66",
    "gd-dt": "H20+V12>H21 H21>H21 H21 H61*4",
    "ld-tbxh": "H20>H21 H21>H61 H61*3",
    "tu-phap": "H20>H20 H21>H61 H61",
    "tn-mt": "H20+V12>H21 H21>H21 H61*3 H62",
    "qldt": "H20>H20 H21>H61 H21 H61*4",
    "kinh-te": "H20+V12>H21 H21>H21 H61*4",
    "vh-tt": "H20>H21 H21>H21 H61*3",
    "y-te": "H20>H20 H21>H61 H61",
    "thanh-tra": "H22>H23 H23>H69 H69*2",
    "mttq": "H30+V11>H31 H31>H32 H32",
    "thi-doan": "H33+V12>H34 H34 H61*2",
    "hoi-lhpn": "H35+V12>H36 H36 H61",
    "hoi-nd": "H37+V12>H37 H38>H38 H61",
    "hoi-ccb": "H39>H40 H40",
    "ldld": "H41+V12>H42 H42 H61",
}


def ward_seats(unit: str) -> list[Seat]:
    """List the seats of a ward, one for each person."""
    words = [word.split(":") for word in _WARDS[unit].split()]
    return [Seat(unit, tuple(posts.split("+")), _GROUPS[group]) for group, posts in words]


def body_seats() -> list[Seat]:
    """List the seats of the town's bodies in the order of the town's roster."""
    seats = []
    for key, words in _BODIES.items():
        for word in words.split():
            posts, _, count = word.partition("*")
            now, _, earlier = posts.partition(">")
            seat = Seat(f"{TOWN}.{key}", tuple(now.split("+")), "body", tuple(earlier.split()))
            seats += [seat] * int(count or 1)
    return seats
