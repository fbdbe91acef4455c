"""Results by the file (双公示): each quarter the approval bureau and the market bureau hand in what they decided.

One file of the bureau holds rows that are not sound; what is wrong with them stands on file beside the import.
"""

import csv
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from examples.district.applicants import company
from examples.district.staff import Body
from examples.district.world import World
from zhengwu.records.publications.importing import runs
from zhengwu.records.publications.importing.model import Options

LICENCES = """
食品经营许可 公共场所卫生许可 道路运输经营许可 建筑工程施工许可 户外广告设置许可 人力资源服务许可 医疗机构执业许可
民办学校办学许可 城镇污水排入排水管网许可 临时占用城市道路许可
""".split()
FAULTS = "未按规定公示证照 超范围经营 未建立进货查验记录 计量器具未经检定 广告内容不实".split()
LICENCE = """
行政相对人名称 行政许可决定文书名称 行政许可决定文书号 许可类别 许可编号 许可内容 许可决定日期
有效期自 有效期至 许可机关 当前状态 发布日期
""".split()
PENALTY = """
行政相对人名称 行政处罚决定书文号 违法行为类型 违法事实 处罚依据 处罚类别 处罚内容
处罚决定日期 处罚机关 发布日期
""".split()
A_QUARTER = {"sp": 130, "sc": 24}


def import_results(world: World, bodies: dict[str, Body], first: date) -> int:
    """Takes in the files of every quarter that is over. Returns how many results they brought."""
    made = 0
    with tempfile.TemporaryDirectory() as folder:
        for end in quarters(first, world.today):
            for key in A_QUARTER:
                made += _imported(world, bodies[key], end, Path(folder))
    return made


def quarters(first: date, today: date) -> list[date]:
    """The last days of the quarters that are over."""
    ends = [
        date(year, month, 1) - timedelta(days=1)
        for year in range(first.year, today.year + 2)
        for month in (1, 4, 7, 10)
    ]
    return [end for end in ends if first < end < today]


def _imported(world: World, body: Body, end: date, folder: Path) -> int:
    key, chance = body.office.key, world.chance(f"results/{body.office.key}/{end}")
    kind, heads, line = ("licence_result", LICENCE, licence) if key == "sp" else ("penalty_result", PENALTY, penalty)
    path = folder / f"{key}-{end:%Y%m}.csv"
    rows = [line(body, end, number, chance) for number in range(1, A_QUARTER[key] + 1)]
    if key == "sp" and (world.today - end).days < 92:
        rows += spoilt(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([heads, *rows])
    at = datetime.combine(min(end + timedelta(days=6), world.today), world.at.timetz())
    options = Options(body.id, kind, channels=("portal", "platform"))
    run, _ = runs.begun(path, f"{body.office.short}{end:%Y年%m月}办理结果.csv", options, by=body.actor("head"), at=at)
    return runs.go(run, path, by=body.actor("head"), at=at).made


def licence(body: Body, end: date, number: int, chance: Random) -> list[str]:
    """One licence as the form for publishing licences has it."""
    on, what, who = end - timedelta(days=chance.randint(0, 85)), chance.choice(LICENCES), company(chance)
    serial = f"{on:%Y%m}{number:04d}"
    return [
        who, f"准予{what}决定书", f"青审批准字〔{on.year}〕第{on.month:02d}{number:03d}号",
        "普通" if number % 9 else "登记",
        f"QH{serial}", f"准予{who}取得{what}", f"{on}", f"{on}", f"{on.replace(year=on.year + 3, day=min(on.day, 28))}",
        body.office.name, "有效" if number % 31 else "注销", f"{end + timedelta(days=2)}",
    ]  # fmt: skip


def penalty(body: Body, end: date, number: int, chance: Random) -> list[str]:
    """One penalty as the form for publishing penalties has it."""
    on, why = end - timedelta(days=chance.randint(0, 85)), chance.choice(FAULTS)
    return [
        company(chance), f"青市监处罚〔{on.year}〕{on.month:02d}{number:03d}号", why,
        f"当事人{why}，事实清楚，证据确凿。",
        "《中华人民共和国行政处罚法》", "罚款", f"罚款 {chance.randint(1, 40) * 500} 元", f"{on}", body.office.name,
        f"{end + timedelta(days=2)}",
    ]  # fmt: skip


def spoilt(rows: list[list[str]]) -> list[list[str]]:
    """Rows as clerks get them wrong: no name, no such day, a day to come, a mobile phone, too few cells."""
    nameless, undated, ahead, phoned = (list(rows[at]) for at in range(4))
    nameless[0], nameless[2] = "", "青审批准字〔2026〕第99901号"
    undated[6], undated[2] = "2026-02-30", "青审批准字〔2026〕第99902号"
    ahead[11], ahead[2] = "2039-01-01", "青审批准字〔2026〕第99903号"
    phoned[5], phoned[2] = "联系人手机 13800000000", "青审批准字〔2026〕第99904号"
    return [nameless, undated, ahead, phoned, rows[4][:7]]
