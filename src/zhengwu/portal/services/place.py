"""Where somebody applies: on the portal or at a kiosk. The screens are the same, address, frame and memory are not."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Drafted
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked

COOKIE = "zhengwu_apply"
WEEK = 7 * 86_400
KIOSK = "/kiosk"


@dataclass(frozen=True, slots=True)
class Place:
    """The screens of applying for an item. At a kiosk nothing outlives the browser, and nothing is remembered."""

    item_id: int
    kiosk: bool = False

    @property
    def guide(self) -> str:
        """The address of the guide."""
        return f"{KIOSK if self.kiosk else ''}/services/{self.item_id}"

    @property
    def home(self) -> str:
        """The address below which the screens are; the code of the draft is told to these only."""
        return f"{self.guide}/apply"

    @property
    def reach(self) -> str:
        """The addresses that are told the code of the draft: at a kiosk the one that ends the visit, too."""
        return KIOSK if self.kiosk else self.home

    @property
    def channel(self) -> str:
        """By which way the application comes in."""
        return "kiosk" if self.kiosk else "online"

    @property
    def frame(self) -> str:
        """The template that the screens extend."""
        return "portal/kiosk/frame.html" if self.kiosk else "portal/frame.html"

    @property
    def complete(self) -> str:
        """Whether a browser may fill in what it knows: never what somebody typed at a kiosk."""
        return "off" if self.kiosk else ""

    def to(self, key: str) -> str:
        """The address of a screen."""
        return f"{self.home}/{key}" if key else self.home

    def draft(self, request: Asked) -> Drafted:
        """The draft of this browser for this item; an empty one where there is none."""
        return drafts.read(self.code(request), at=request.at)

    def code(self, request: Asked) -> str:
        """The code of this browser's draft."""
        return request.COOKIES.get(COOKIE, "")

    def onward(self, request: Asked, key: str, code: str, *said: Notice) -> HttpResponse:
        """On to a screen, with the code of the draft."""
        response = onward(request, self.to(key), *said)
        life = None if self.kiosk else WEEK
        response.set_cookie(
            COOKIE, code, max_age=life, path=self.reach, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
        return response

    def left(self, request: Asked, path: str, *said: Notice) -> HttpResponse:
        """Away from the draft: the browser forgets its code."""
        response = onward(request, path, *said)
        response.delete_cookie(COOKIE, path=self.reach, samesite="Lax")
        return response
