"""Everything of the years 2005 to 2011 beside the classes of the first lists."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from examples.builder.chronicle import Chronicle
from examples.builder.sam_son.careers import Biographer
from examples.builder.sam_son.congress import write_committees
from examples.builder.sam_son.money import write_money
from examples.builder.sam_son.moves import write_moves
from examples.builder.sam_son.newcomers import newcomers
from examples.builder.sam_son.pool import Planner
from examples.builder.sam_son.service import Personnel
from examples.builder.sam_son.studies import write_studies
from examples.builder.truth import Person, Truth


def tell(truth: Truth) -> Chronicle:
    """Invent the years: the same on every machine and every day."""
    told = Chronicle(people=newcomers())
    Biographer(truth, told, random.Random("sam-son careers")).write_all()
    write_moves(told)
    write_committees(truth, told, random.Random("sam-son congress"))
    Planner(truth, told, random.Random("sam-son pool")).write_all()
    Personnel(truth, told, random.Random("sam-son service")).write_all()
    write_studies(truth, told, random.Random("sam-son studies"))
    write_money(told)
    _admit(truth, told, random.Random("sam-son party"))
    return told


def person(truth: Truth, told: Chronicle, id: str) -> Person:
    """Give a person as the lists know them."""
    return told.people.get(id) or truth.people[id]


def _admit(truth: Truth, told: Chronicle, rng: random.Random) -> None:
    """Whoever is planned or elected is in the Party, though no roster said since when."""
    for id in dict.fromkeys(fact.person for fact in (*told.of("pool"), *told.of("election"))):
        found = told.people.get(id) or truth.people[id]
        if found.party is None:
            year = min(2003, found.born.year + rng.randint(24, 30))
            admitted = date(year, rng.randint(1, 12), rng.randint(1, 28))
            told.people[id] = replace(found, party=admitted)
