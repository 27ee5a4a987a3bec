"""The SQL of the statements that are always the same, kept as text beside this module.

`canbo figures` computes some eighty figures; to write their SQL anew takes longer than to run it.
The texts count only while the code they were written from is what it was: else they are written
anew, and `tests/figures` says that the file is stale.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("statements.json.gz")
_ENGINE = Path(__file__).parents[2] / "engine"


@cache
def kept() -> Mapping[str, str]:
    """The texts by the names of their statements; none when the code is another one."""
    content = json.loads(gzip.decompress(FILE.read_bytes()))
    texts: Mapping[str, str] = content["texts"]
    return texts if content["code"] == fingerprint() else {}


@cache
def fingerprint() -> str:
    """Tell the code that measures and their facts are made of from any other."""
    digest = hashlib.sha256()
    for path in sorted([*(_ENGINE / "figures").glob("*.py"), *(_ENGINE / "facts").glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def keep(texts: Mapping[str, str]) -> None:
    """Write the file anew, the same for the same texts."""
    content = json.dumps({"code": fingerprint(), "texts": dict(sorted(texts.items()))}, indent=0)
    FILE.write_bytes(gzip.compress(content.encode(), mtime=0))
