"""Forms: what was typed is kept, what is wrong stands beside it, a forged or repeated one does nothing."""

import re

import pytest
from django.http import QueryDict

from zhengwu.records.outbox.models import Answered
from zhengwu.records.troubles import Words, invalid
from zhengwu.ui.forms import Choice, Field, Form
from zhengwu.ui.gallery.forms import FORM

SOUND = {"title": "补偿方案", "phone": "000", "since": "2026-01-31", "pages": "12", "body": "1", "way": "post"}
ONE = Form(
    (Field("day", Words("日期", "Day"), "date"), Field("pages", Words("页数", "Pages"), "number", required=False))
)


def test_it_works(visitor):
    answer = visitor.send("/parts", **SOUND)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/parts")
    assert "表单没有问题" in visitor.open("/parts").text
    assert "表单没有问题" not in visitor.open("/parts").text, "said once"


def test_what_was_typed_is_kept_and_the_summary_leads_to_the_field(visitor):
    answer = visitor.send("/parts", **{**SOUND, "title": "", "pages": "<many>"})
    assert answer.status_code == 422
    for at in re.findall(r'<li><a href="#(f-[a-z]+)">', answer.text):
        assert f'id="{at}"' in answer.text
    assert 'value="&lt;many&gt;"' in answer.text
    assert "请填写“所需信息的名称”" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2


@pytest.mark.parametrize("day", ["2026-02-30", "31.1.2026", "x" * 300, "２０２６-01-01x"])
def test_it_refuses_what_is_no_date(day):
    filled = ONE.read(QueryDict(f"day={day}"))
    assert not filled.sound
    assert filled.day("day") is None
    assert filled["day"].startswith(day[:200])


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("-3", -3), ("", None), ("1.5", None), ("9" * 20, None), ("--1", None)]
)
def test_a_number_is_a_whole_number(typed, number):
    filled = ONE.read(QueryDict(f"day=2026-01-01&pages={typed}"))
    if number is None:
        assert filled.sound == (typed == "")
    else:
        assert filled.sound
        assert filled.number("pages") == number


def test_signs_that_nobody_sees_are_not_kept():
    assert ONE.read(QueryDict("day=%E2%80%8B")).problems["day"].zh.startswith("请")
    assert ONE.read(QueryDict("day=%E2%80%AE2026-01-01%07"))["day"] == "2026-01-01"


def test_it_refuses_a_choice_that_was_not_offered():
    form = Form((Field("way", Words("方式", "Way"), "checks", choices=(Choice("a", Words("甲", "A")),)),))
    assert form.read(QueryDict("way=a")).sound
    assert not form.read(QueryDict("way=a&way=b")).sound
    assert not form.read(QueryDict("")).sound


def test_a_refusal_of_an_action_stands_at_its_field():
    filled = FORM.empty().refused(invalid("x", "号码不存在。", "No such number.", where="phone"))
    assert filled.summary()[0][0] == "f-phone"
    assert "号码不存在" in filled.problems["phone"].zh
    assert FORM.empty().refused(invalid("x", "不行。", "No.", where="elsewhere")).summary()[0][0] == ""


@pytest.mark.parametrize("token", ["", "0" * 40, "密"])
def test_it_refuses_a_forged_form(visitor, token):
    visitor.open("/parts")
    answer = visitor.post("/parts", {"csrf": token, **SOUND})
    assert answer.status_code == 403
    assert "表单已失效" in answer.content.decode()


def test_it_refuses_a_token_without_its_cookie(visitor):
    token = re.search(r'name="csrf" value="([^"]+)"', visitor.open("/parts").text)[1]
    visitor.cookies.clear()
    assert visitor.post("/parts", {"csrf": token, **SOUND}).status_code == 403


def test_a_notice_that_nobody_signed_is_not_said(visitor):
    visitor.cookies["zhengwu_said"] = "W1siZG9uZSIsIngiLCJ4Il1d:aaa:bbb"
    assert 'notice-done">' not in visitor.open("/").text


def test_sending_twice_takes_effect_once(rf, db):
    from zhengwu.ui.pages import onward
    from zhengwu.ui.repeats import once

    done = []

    def view(request):
        done.append(request.POST["title"])
        return onward(request, f"/case/{len(done)}")

    sent = [asked(rf, key="k" * 24, title=title) for title in ("a", "a", "b")]
    assert [once(view)(request).headers["Location"] for request in sent[:2]] == ["/case/1", "/case/1"]
    assert done == ["a"]
    assert Answered.objects.count() == 1
    with pytest.raises(Exception, match="key_reused"):
        once(view)(sent[2])


def test_a_form_that_was_wrong_may_be_sent_again_under_its_key(rf, db):
    from django.http import HttpResponse

    from zhengwu.ui.repeats import once

    answers = [HttpResponse(status=422), HttpResponse(status=303, headers={"Location": "/done"})]
    view = once(lambda request: answers.pop(0))
    statuses = [view(asked(rf, key="k" * 24, title=title)).status_code for title in ("", "a")]
    assert statuses == [422, 303]


def asked(rf, **typed):
    """A request as the frame hands it on."""
    from datetime import UTC, datetime

    from zhengwu.visits import received

    request = rf.post("/form", typed)
    received(request, at=datetime(2026, 1, 4, tzinfo=UTC), address="127.0.0.1")
    return request
