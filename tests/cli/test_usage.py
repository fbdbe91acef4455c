"""A command line that is wrong is told so in the language of its user, with how it is called."""

import pytest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reprt"], "没有命令“reprt”。是否想用 report？\n用法：zhengwu"),
        (["report", "read", "--nosuch", "x"], "没有选项“--nosuch”。"),
        (["report", "check"], "缺少参数 INPUT...。\n用法：zhengwu report check"),
        (["import", "publications", "/no/such.csv"], "FILE 的值不对：没有名为“/no/such.csv”的文件。"),
        (["import", "publications", "/"], "“/”是文件夹，这里要的是文件。"),
        (["report", "check", "--fail-on", "x", "f"], "“x”不在可选的值之中：'error'"),
        (["serve", "--port", "x"], "--port 的值不对：“x”不是整数"),
        (["report", "read", "--lang"], "选项 --lang 之后要写值。"),
    ],
)
def test_it_is_told_in_chinese(run, arguments, said):
    told = run(*arguments)
    assert told.exit_code == 64
    assert said in told.stderr


def test_it_is_told_in_english(run, monkeypatch):
    monkeypatch.setenv("ZHENGWU_LANG", "en")
    assert "No such command 'reprt'" in run("reprt").stderr
