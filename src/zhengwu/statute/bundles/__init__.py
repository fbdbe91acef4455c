"""Bundles (一件事一次办): what somebody wants to do, as a graph of the items that it takes.

Which ones are shipped is data in `graphs/`, one TOML file each; an office binds its own items to their parts, and adds
bundles of its own. Nothing here knows an office or a case.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from zhengwu.statute.bundles.graph import applying, layers, longest, situations, waits_of
from zhengwu.statute.bundles.model import Bundle, Node
from zhengwu.statute.bundles.running import Onward, Part, finished, onward
from zhengwu.statute.bundles.soundness import Fault, faults_of
from zhengwu.statute.catalogue.written import read_as

__all__ = [
    "Bundle", "Fault", "Node", "Onward", "Part", "applying", "faults_of", "finished", "layers", "longest", "onward",
    "shipped", "situations", "waits_of",
]  # fmt: skip


@cache
def shipped() -> Mapping[str, Bundle]:
    """The bundles that come along, by their keys. Raises ValueError where one is not sound."""
    found = {}
    for path in sorted((Path(__file__).parent / "graphs").glob("*.toml")):
        bundle = read_as(Bundle, tomllib.loads(path.read_text(encoding="utf-8")))
        if faults := faults_of(bundle):
            raise ValueError(f"{path.name}: {faults[0].at} {faults[0].en}")
        found[bundle.key] = bundle
    return MappingProxyType(found)
