"""An application form is printed blank from its guide, and filled in by who may see the case."""

from urllib.parse import quote

from tests.ui.conftest import Visitor
from zhengwu.statute.forms.model import Field, Form, Section
from zhengwu.ui.parts import paper


def test_it_works(applying, visitor):
    applying.handed_in()
    number = _number(visitor, applying.home)
    page = visitor.open(f"/track/{number}/form").text
    for said in ("小餐饮店经营许可", number, "青禾小馆", "91110000600037341L", "湖滨路1号", "经营场所", "林晓禾"):
        assert said in page, said
    assert page.count("☑") == 1
    assert "13800000000" not in page
    assert f"/track/{quote(number)}/form" in visitor.open(f"/track/{number}").text


def test_blank_it_has_empty_boxes(visitor, services):
    home = f"/services/{services['shop']}"
    assert f"{home}/form" in visitor.open(home).text
    page = visitor.open(f"{home}/form").text
    assert page.count("☐") >= 2
    assert "☑" not in page
    assert "年　　月　　日" in page


def test_what_the_form_asks_of_the_applicant_itself_is_asked_once():
    form = Form((Section("who", "申请单位", (Field("n", "单位名称", means="holder.name"),)),))
    asked = [line.key for _, line in paper.applying((), form)]
    assert {"phone", "address", "agent"} <= set(asked)
    assert "name" not in asked


def test_it_is_refused_to_strangers(applying, visitor):
    applying.handed_in()
    number = _number(visitor, applying.home)
    stranger = Visitor(raise_request_exception=False, headers={"accept-language": "zh-CN"})
    answer = stranger.open(f"/track/{number}/form")
    assert answer.status_code == 303
    assert "青禾小馆" not in answer.text
    assert stranger.open("/track/NONE-1/form").status_code == 303
    assert stranger.open("/services/999999/form").status_code == 404


def _number(visitor, home):
    page = visitor.open(f"{home}/receipt").text
    return page.split('id="number">', 1)[1].split("<", 1)[0]
