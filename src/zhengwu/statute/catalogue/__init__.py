"""What a service item is (政务服务事项): its elements and code lists, as the standards have them.

Here live the record of an item (`model`), the code lists (`codes.toml`), the codes that items bear, the checks of a
guide, and the indicators over many items. What an office offers is on file in `zhengwu.records.items`.
"""

from zhengwu.statute.catalogue.codes import Code, code, codes, key_of
from zhengwu.statute.catalogue.model import Limit, Material, Record, Stage
from zhengwu.statute.catalogue.variants import Asked, asked, told

__all__ = ["Asked", "Code", "Limit", "Material", "Record", "Stage", "asked", "code", "codes", "key_of", "told"]
