"""What is wrong with a command line, in Chinese: the sentences in which click says it, and what they mean."""

import re
from difflib import get_close_matches

import click

KINDS = {"File": "文件", "Directory": "文件夹", "Path": "路径"}
TURNED = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r"No such option '(.+?)'\.", r"没有选项“\1”。"),
        (r"No such command '(.+?)'\.", r"没有命令“\1”。"),
        (r"\s*Did you mean (?:one of: )?(.+?)\?", r"是否想用 \1？"),
        (r"\(Possible options: (.+?)\)", r"是否想用 \1？"),
        (r"Missing argument '(.+?)'\.", r"缺少参数 \1。"),
        (r"Missing option '(.+?)'\.", r"缺少选项 \1。"),
        (r"Missing command\.", "缺少命令。"),
        (r"Choose from:\s*(.+)", r"可选：\1"),
        (r"Got unexpected extra arguments? \((.+)\)", r"多出的参数：\1。"),
        (r"Option '(.+?)' requires an argument\.", r"选项 \1 之后要写值。"),
        (r"Option '(.+?)' does not take a value\.", r"选项 \1 不带值。"),
        (r"^Invalid value for '?(.+?)'?: ", r"\1 的值不对："),
        (r"^Invalid value: ", "值不对："),
        (r"'(.*?)' is not a valid integer(?: range)?\.", r"“\1”不是整数。"),
        (r"'(.*?)' is not a valid float(?: range)?\.", r"“\1”不是数。"),
        (r"(\S+) is not in the range (.+)\.", r"\1 不在范围 \2 之内。"),
        (r"'(.*?)' is not one of (.+)\.", r"“\1”不在可选的值之中：\2。"),
        (r"'(.*?)' does not match the formats? (.+)\.", r"“\1”不合格式 \2。"),
        (r"(File|Directory|Path) '(.+?)' does not exist\.", r"没有名为“\2”的\1。"),
        (r"(File|Directory|Path) '(.+?)' is a directory\.", r"“\2”是文件夹，这里要的是文件。"),
        (r"(File|Directory|Path) '(.+?)' is a file\.", r"“\2”是文件，这里要的是文件夹。"),
        (r"(File|Directory|Path) '(.+?)' is not readable\.", r"无权读取\1“\2”。"),
        (r"(File|Directory|Path) '(.+?)' is not writable\.", r"无权写入\1“\2”。"),
    )
)


def told(error: click.ClickException) -> str:
    """The sentence in Chinese, with how the command is called; what click says otherwise stays as it is."""
    sentence = error.format_message().strip()
    for pattern, said in TURNED:
        sentence = pattern.sub(said, sentence)
    for english, chinese in KINDS.items():
        sentence = re.sub(rf"(?<=[的取入]){english}(?=[。“])", chinese, sentence)
    context = getattr(error, "ctx", None)
    if context is None:
        return sentence
    if (tried := re.match("没有命令“(.+)”。$", sentence)) and isinstance(context.command, click.Group):
        near = get_close_matches(tried[1], context.command.list_commands(context), 1)
        sentence += f"是否想用 {near[0]}？" if near else ""
    called = context.get_usage().partition(":")[2].strip()
    return f"{sentence}\n用法：{called}\n说明：{context.command_path} --help"
