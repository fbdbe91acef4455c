"""What the code lists of service items, time limits and numbers of copies are called on the pages."""

from functools import lru_cache

from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.catalogue.model import Limit, Material
from zhengwu.ui.catalogue import same, words


@lru_cache(maxsize=1_000)
def named(name: str, key: str) -> Words:
    """A value of a code list in both languages; what the list does not know is said as it is written."""
    found = codes(name).get(key)
    return Words(found.zh, found.en) if found else same(key)


def listed(name: str, keys: tuple[str, ...]) -> Words | None:
    """Several values of a list, one after another; None where there are none."""
    if not keys:
        return None
    said = [named(name, key) for key in keys]
    return Words("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def length(limit: Limit) -> Words | None:
    """How long a limit is; None where none is set. Nothing at all is on the spot."""
    if limit.length is None:
        return None
    if limit.length == 0:
        return words("services.on_the_spot")
    return words(f"services.length.{limit.unit}", n=limit.length)


def copies(one: Material) -> Words | None:
    """How many originals and copies of a material are handed in; None where the record asks for neither."""
    if one.form == "electronic":
        return words("services.copies.electronic")
    said = []
    if one.originals:
        said.append(words("services.copies.originals", n=one.originals))
    if one.copies:
        said.append(words("services.copies.copies", n=one.copies))
    if not said:
        return None
    if one.form == "both":
        said.append(words("services.copies.or_file"))
    return Words("，".join(part.zh for part in said), ", ".join(part.en for part in said))


def visits(count: int | None) -> Words | None:
    """How often one has to come; None where nothing is said."""
    if count is None:
        return None
    return words("services.visits.none") if count == 0 else words("services.visits.some", n=count)
