"""All workbooks of the years beside the first ones, in the order the office received them."""

from __future__ import annotations

from examples.builder.sam_son.career_books import career_books
from examples.builder.sam_son.catalogue_book import catalogue_book
from examples.builder.sam_son.congress_books import congress_books
from examples.builder.sam_son.desk import Desk
from examples.builder.sam_son.money_books import money_books
from examples.builder.sam_son.move_books import move_books
from examples.builder.sam_son.planning_books import planning_books
from examples.builder.sam_son.rating_books import rating_books
from examples.builder.sam_son.service_books import service_books
from examples.builder.sam_son.study_books import study_books
from examples.builder.sheets import Book

_MAKERS = (planning_books, move_books, congress_books, rating_books, career_books, service_books,
           study_books, money_books)  # fmt: skip


def year_books(desk: Desk) -> list[Book]:
    """Make them all."""
    books = [book for make in _MAKERS for book in make(desk)]
    books.append(catalogue_book(desk))
    return sorted(books, key=lambda book: (book.received, book.file))
