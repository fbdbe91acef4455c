"""With the keyboard alone: only Tab, Space, arrows, Enter and typing; where the focus is, is seen at every stop."""

import pytest

from tests.journeys.test_citizen import PERSON, received
from zhengwu.records.cases.models import Case

__all__ = ["received"]  # a fixture
MOST = 60  # stops on a page
STOP = """() => {
    const one = document.activeElement, seen = getComputedStyle(one), box = one.getBoundingClientRect();
    const order = [...document.querySelectorAll('*')].indexOf(one);
    return {tag: one.tagName, id: one.id, value: one.value || '', href: one.getAttribute('href') || '', order,
            said: (one.innerText || '').trim(), main: !!one.closest('main'), send: !!one.closest('.send'),
            outline: seen.outlineStyle !== 'none' && parseFloat(seen.outlineWidth) >= 2,
            shown: box.height > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


class Fingers:
    """Whoever has no mouse: goes on by Tab to what they want, and looks at every stop on the way."""

    def __init__(self, page):
        self.page, self.last = page, -1

    def to(self, wanted):
        """Tabs to the first stop that is wanted."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            assert stop["outline"], ("the focus is not seen", stop)
            assert stop["shown"], ("the focus is out of sight", stop)
            assert stop["order"] > self.last, ("Tab goes back", stop)
            self.last = stop["order"]
            if wanted(stop):
                return
        raise AssertionError("never reached")

    def field(self, at):
        """To the field of that id."""
        self.to(lambda stop: stop["id"] == at)

    def type(self, at, text):
        """Into a field."""
        self.field(at)
        self.page.keyboard.type(text)

    def arrived(self, press):
        """Presses a key that leads to another page, and waits for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(press)
        self.last = -1

    def send(self):
        """To the button that sends, and Enter."""
        self.to(lambda stop: stop["send"])
        self.arrived("Enter")

    def follow(self, part):
        """To the link of the page's middle whose address holds this, and Enter."""
        self.to(lambda stop: stop["main"] and part in stop["href"])
        self.arrived("Enter")


def first_of_each(fingers, screens):
    """The first choice of each of so many screens."""
    for _ in range(screens):
        fingers.to(lambda stop: stop["main"] and stop["tag"] == "INPUT")
        fingers.page.keyboard.press("Space")
        fingers.send()


@pytest.mark.slow
def test_a_request_reaches_its_receipt(walk, district):
    fingers = Fingers(walk("/request"))
    fingers.to(lambda stop: stop["said"] == "开始申请")
    fingers.arrived("Enter")
    fingers.type("f-subject", "望湖大道绿化工程")
    fingers.arrived("Enter")
    fingers.field("f-office")
    fingers.page.keyboard.press("ArrowDown")
    fingers.send()
    fingers.type("f-item-1", "中标通知书")
    fingers.send()
    first_of_each(fingers, 3)  # how, who, for whom
    fingers.type("f-name", PERSON["name"])
    fingers.field("f-id_kind")
    fingers.page.keyboard.press("Space")
    fingers.type("f-id_number", PERSON["id_number"])
    fingers.send()
    fingers.type("f-phone", "000-12345678")
    fingers.send()
    fingers.send()  # no papers
    fingers.field("f-declared")
    fingers.page.keyboard.press("Space")
    fingers.send()
    assert fingers.page.url.endswith("/request/receipt")
    assert Case.objects.count() == 1


@pytest.mark.slow
def test_a_fault_is_reached_from_its_summary(walk, district):
    fingers = Fingers(walk("/request/subject"))
    fingers.send()
    fingers.to(lambda stop: stop["href"] == "#f-subject")
    fingers.page.keyboard.press("Enter")
    fingers.page.keyboard.type("绿化")
    assert fingers.page.input_value("#f-subject") == "绿化"


@pytest.mark.slow
def test_an_answer_leads_to_the_application_for_its_review(walk, received):
    case = received(
        ("assigned", {}),
        ("decided", {"outcome": "refused_deliberative", "reasons": "属于讨论记录"}),
        ("delivered", {"channel": "counter"}),
    )
    fingers = Fingers(walk("/"))
    fingers.to(lambda stop: stop["href"] == "/track")
    fingers.arrived("Enter")
    fingers.type("f-number", case.number)
    fingers.type("f-secret", case.secret)
    fingers.arrived("Enter")
    fingers.follow("/review/")
    fingers.type("f-reasons", "不是讨论记录")
    with fingers.page.expect_download() as told:
        fingers.to(lambda stop: stop["value"] == "docx")
        fingers.page.keyboard.press("Enter")
    assert told.value.suggested_filename == "行政复议申请书.docx"
