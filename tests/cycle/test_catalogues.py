"""Reading a year's catalogue: what is wrong is named all at once, with its place."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.cycle import operations
from canbo.cycle.models import Catalogue
from canbo.engine.planning.catalogue import Catalogue as Read
from canbo.exchange.catalogue import CatalogueRefused, catalogue_of, read_catalogue
from canbo.journal import access as journal
from canbo.web.messages import sentence
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import CATALOGUE

EXAMPLE = Path(__file__).parents[2] / "examples" / "sam-son" / "catalogue-2012.yaml"


def changed(place: str, value: Any) -> dict[str, Any]:
    """The town's catalogue with one value put elsewhere; `...` takes it out."""
    made = copy.deepcopy(CATALOGUE)
    *path, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inside: Any = made
    for step in path:
        inside = inside[step]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    return made


def problems(content: Any) -> list[str]:
    with pytest.raises(CatalogueRefused) as refused:
        catalogue_of(content, document="danh-muc.yaml")
    assert "danh-muc.yaml" in sentence(refused.value)
    for problem in refused.value.problems:
        assert problem.place in sentence(refused.value)
        assert problem.expected
    return [problem.place for problem in refused.value.problems]


def test_the_towns_and_the_examples_catalogue_are_read() -> None:
    read = catalogue_of(CATALOGUE, document="danh-muc.yaml")
    assert (read.year, [offered.code for offered in read.classes]) == (2012, ["TC21", "SC1"])
    assert isinstance(read_catalogue(EXAMPLE), Read)


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        ("year", "2012", "year"),
        ("year", True, "year"),
        ("year", 1899, "year"),
        ("classes", ..., "classes"),
        ("classes", {}, "classes"),
        ("classes.0.seats", 0, "classes[1].seats"),
        ("classes.0.seats", -3, "classes[1].seats"),
        ("classes.0.minimum", 2, "classes[1].minimum"),  # more than its seats
        ("classes.0.cost", 1.5, "classes[1].cost"),
        ("classes.0.name", "  ", "classes[1].name"),
        ("classes.1.id", "TC21", "classes"),
        ("classes.0.teacher", "Ai", "classes[1].teacher"),
        ("classes.0.sessions", [], "classes[1].sessions"),
        ("classes.0.sessions.0.begins", "31/2/2012", "classes[1].sessions[1].begins"),
        ("classes.0.sessions.0.ends", date(2012, 1, 1), "classes[1].sessions"),
        ("quotas.0.places", None, "quotas[1].places"),
        ("budgets.0.amount", "40 triệu", "budgets[1].amount"),
        ("payers.0.source", "tinh", "payers[1].source"),
        ("absence.default", ..., "absence.default"),
        ("absence.units", [1], "absence.units"),
        ("rules.objective.kind", "lexicographic", "rules.objective.kind"),
        ("rules.objective.weights.legal", "nhiều", "rules.objective.weights.legal"),
        ("rules.keep_previous", "không", "rules.keep_previous"),
        ("rules.fairness", {"share": "nửa", "penalty": 1}, "rules.fairness.share"),
        ("rules.fairness", {"share": 2, "penalty": 1}, "rules.fairness.share"),
        ("color", "đỏ", "danh mục.color"),
    ],
)
def test_each_wrong_value_is_named_with_its_place(place: str, value: Any, named: str) -> None:
    assert problems(changed(place, value)) in ([named], [named] * 2)


@pytest.mark.parametrize("content", [None, [], "danh mục", 5, {}])
def test_what_is_no_catalogue_at_all_is_refused(content: Any) -> None:
    assert problems(content)


def test_everything_wrong_is_told_at_once() -> None:
    bad = changed("year", None)
    bad["classes"][0]["seats"] = "mười"
    bad["quotas"][0]["begins"] = "đầu năm"
    bad["rules"]["leaders_together"] = 1
    assert set(problems(bad)) >= {
        "year", "classes[1].seats", "quotas[1].begins", "rules.leaders_together",
    }  # fmt: skip


@pytest.mark.parametrize(
    "written", [b"\x00\x01\x02", b"a: [1, 2", b"\xff\xfe", b"- !!python/object:os.system x"]
)
def test_a_file_that_is_no_yaml_is_refused_in_words(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "hong.yaml"
    path.write_bytes(written)
    with pytest.raises(CatalogueRefused) as refused:
        read_catalogue(path)
    assert "hong.yaml" in sentence(refused.value)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CatalogueRefused):
        read_catalogue(tmp_path / "khong-co.yaml")


@pytest.mark.django_db
def test_the_same_catalogue_twice_is_stored_once_and_a_new_edition_beside_it() -> None:
    by = {"document": "dm.yaml", "actor": OPERATOR, "at": NOON}
    for content in (CATALOGUE, copy.deepcopy(CATALOGUE), changed("classes.0.seats", 2), CATALOGUE):
        assert operations.record_catalogue(content=content, **by) == 2012
    seats = [one.content["classes"][0]["seats"] for one in Catalogue.objects.order_by("act")]
    assert seats == [1, 2, 1]
    assert len(list(journal.history("cycle.catalogue_recorded"))) == 3


@pytest.mark.django_db
def test_a_refused_catalogue_leaves_nothing() -> None:
    with pytest.raises(CatalogueRefused):
        operations.record_catalogue(
            content=changed("year", "hai nghìn"), document="dm.yaml", actor=OPERATOR, at=NOON
        )
    assert not Catalogue.objects.exists()
    assert not list(journal.history("cycle.catalogue_recorded"))


def test_yaml_days_and_written_days_mean_the_same() -> None:
    written = yaml.safe_load(yaml.safe_dump(changed("classes.0.sessions.0.begins", "2012-03-05")))
    assert catalogue_of(written, document="a") == catalogue_of(CATALOGUE, document="a")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"year: 2012\nclasses: [", "dòng 2 không đúng cách viết"),
        (b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
    ],
)
def test_a_file_that_is_no_yaml_is_refused_in_words_with_its_line(
    tmp_path: Path, content: bytes, found: str
) -> None:
    path = tmp_path / "danh-muc.yaml"
    path.write_bytes(content)
    with pytest.raises(CatalogueRefused) as refused:
        read_catalogue(path)
    assert found in str(refused.value.data)
    with pytest.raises(CatalogueRefused) as missing:
        read_catalogue(tmp_path / "khong-co.yaml")
    assert "không mở được" in str(missing.value.data)
