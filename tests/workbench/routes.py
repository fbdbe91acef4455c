"""The pages of the staff, one row each: who may see them, who may act on them, and with which things they are tried.

`sees`: rights of which one is needed at the place of the thing; none: everybody who has signed in. `acts`: rights of
which one is needed for a form to take effect; none: whoever sees it. `well`: what a page may answer to who may see it.
`of`: places of the address that are the same for everybody; the others come from `samples.furnished`, by their names.
`walked`: not where the page changes who is asking. `public`: for who has not signed in.
"""

from dataclasses import dataclass

READ = ("case.read",)
WRITE = ("case.register", "case.handle", "case.review", "case.decide")
REPORT = ("report.read",)
REGION = ("region.read",)
LIBRARY = ("region.read",)
ORGANS = ("organs.manage",)
STAFF = ("people.read",)
ARRANGE = ("people.manage",)
CATALOGUE = ("case.read", "catalogue.manage")
MANAGE = ("catalogue.manage",)


@dataclass(frozen=True)
class Row:
    """A page."""

    sees: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    well: frozenset[int] = frozenset({200})
    of: tuple[tuple[str, object], ...] = ()
    query: str = ""
    walked: bool = True
    public: bool = False


SHOWN_OR_ON = frozenset({200, 303})
SHOWN_OR_ABSENT = frozenset({200, 404})
SHOWN_OR_REFUSED = frozenset({200, 403, 404, 409})
LIST = Row(well=SHOWN_OR_ON | {403, 404})

RECEIPT = (("key", "information_request"), ("name", "receipt"))

ROUTES = {
    "desk": LIST,
    "export-list": Row(well=frozenset({303}), of=(("kind", "csv"),)),
    "saved-filters": LIST,
    "save-filter": LIST,
    "groups": LIST,
    "group": Row(well=SHOWN_OR_ABSENT),
    "together": LIST,
    "together-step": Row(well=SHOWN_OR_ABSENT, of=(("procedure", "information_request"), ("key", "assigned"))),
    "batches": LIST,
    "batch": Row(well=SHOWN_OR_ABSENT, of=(("batch_id", 1),)),
    "case": Row(READ),
    "step": Row(READ, WRITE, of=(("key", "search_recorded"),)),
    "dossier": Row(READ),
    "step-draft": Row(READ, well=frozenset({303}), of=(("key", "search_recorded"),)),
    "approve": Row(READ, ("case.decide", "case.review", "case.handle"), SHOWN_OR_REFUSED),
    "give-out": Row(READ, ("case.handle", "case.decide"), SHOWN_OR_REFUSED),
    "prove": Row(READ, ("case.handle", "case.decide"), SHOWN_OR_REFUSED),
    "add-party": Row(READ, ("case.register", "case.handle"), SHOWN_OR_REFUSED),
    "amend-party": Row(READ, ("case.register", "case.handle"), SHOWN_OR_REFUSED),
    "party-secret": Row(READ, ("case.register", "case.handle"), SHOWN_OR_REFUSED),
    "strike": Row(READ, ("case.decide",), SHOWN_OR_REFUSED),
    "new-letter": Row(READ, WRITE, SHOWN_OR_REFUSED),
    "read-letter": Row(READ, well=SHOWN_OR_ABSENT),
    "serve": Row(READ, WRITE, SHOWN_OR_REFUSED),
    "withdraw-letter": Row(READ, WRITE, SHOWN_OR_REFUSED),
    "add-file": Row(READ, WRITE, SHOWN_OR_REFUSED),
    "letter": Row(READ, of=(("kind", "text"),)),
    "file": Row(READ),
    "release": Row(READ),
    "unmask": Row(READ, ("personal.unmask",), SHOWN_OR_REFUSED),
    "new": LIST,
    "new-of": Row(well=SHOWN_OR_REFUSED, of=(("key", "information_request"),)),
    "counter": Row(well=SHOWN_OR_ON | {403, 404},
                   of=(("key", "information_request"), ("slot", 1), ("name", "said"))),
    "receipt": Row(well=SHOWN_OR_ON | {403, 404}, of=(("key", "information_request"), ("slot", 1))),
    "reports": LIST,
    "report": Row(REPORT),
    "compared": Row(REPORT),
    "report-deed": Row(REPORT, ("report.compile", "report.sign", "report.publish"), SHOWN_OR_REFUSED,
                       of=(("key", "sign"),)),
    "report-text": Row(REPORT, ("report.compile",), SHOWN_OR_REFUSED, of=(("key", "overview"),)),
    "report-document": Row(REPORT, well=SHOWN_OR_ABSENT, of=(("kind", "html"),)),
    "report-findings": LIST,
    "report-across": LIST,
    "report-export": Row(well=SHOWN_OR_REFUSED, of=(("what", "filed"), ("kind", "csv"))),
    "report-sum": Row(REPORT, well=SHOWN_OR_REFUSED),
    "report-versions": Row(REPORT),
    "report-drift": Row(REPORT, well=SHOWN_OR_REFUSED),
    "report-slip": Row(REPORT, ("report.compile",), frozenset({303})),
    "report-import": Row(REPORT, ("report.compile",), SHOWN_OR_REFUSED),
    "report-incoming": Row(REPORT, ("report.compile",), SHOWN_OR_REFUSED, of=(("file_id", 1),)),
    "cell-export": Row(REPORT, well=SHOWN_OR_REFUSED,
                       of=(("table", "requests"), ("row", "received"), ("column", "total"), ("kind", "csv"))),
    "cell": Row(REPORT, of=(("table", "requests"), ("row", "unable_not_held"), ("column", "total"))),
    "region": LIST,
    "region-export": Row(well=SHOWN_OR_REFUSED, of=(("kind", "csv"),)),
    "region-compare": Row(well=frozenset({303, 403})),
    "region-body": Row(REGION),
    "region-list": Row(REGION, of=(("key", "received"),)),
    "library": LIST,
    "library-add": LIST,
    "library-progress": LIST,
    "library-again": LIST,
    "library-next": LIST,
    "library-across": LIST,
    "library-totals": LIST,
    "library-export": Row(well=LIST.well, of=(("what", "papers"), ("kind", "csv"))),
    "library-finding": Row(LIBRARY, ("region.supervise",), SHOWN_OR_ABSENT),
    "library-take-back": Row(walked=False, of=(("decision_id", 1),)),
    "library-paper": Row(LIBRARY),
    "library-file": Row(LIBRARY),
    "library-match": Row(LIBRARY, ("region.supervise",)),
    "library-compared": Row(LIBRARY, well=SHOWN_OR_ABSENT),
    "library-cell": Row(LIBRARY, ("region.supervise",),
                        of=(("table", "requests"), ("row", "received"), ("column", "total"))),
    "catalogue": LIST,
    "columns": LIST,
    "new-column": LIST,
    "change-column": Row(well=SHOWN_OR_REFUSED, of=(("key", "news"),)),
    "close-column": Row(well=SHOWN_OR_REFUSED, of=(("key", "news"),)),
    "catalogue-line": Row(well=SHOWN_OR_ABSENT, of=(("entry_id", 1),)),
    "change-line": Row(well=SHOWN_OR_REFUSED, of=(("entry_id", 1),)),
    "end-line": Row(well=SHOWN_OR_REFUSED, of=(("entry_id", 1),)),
    "move-line": Row(well=SHOWN_OR_ON | {403, 404}, of=(("entry_id", 1),)),
    "file-under-line": Row(well=SHOWN_OR_REFUSED, of=(("entry_id", 1),)),
    "catalogue-of": Row(CATALOGUE),
    "new-line": Row(MANAGE, MANAGE),
    "propose-lines": Row(MANAGE, MANAGE),
    "bring-catalogue": Row(MANAGE, MANAGE),
    "write-catalogue": Row(MANAGE, MANAGE, well=frozenset({303})),
    "catalogue-export": Row(CATALOGUE, of=(("kind", "csv"),)),
    "catalogue-print": Row(CATALOGUE),
    "catalogue-figures": Row(CATALOGUE),
    "figures-behind": Row(CATALOGUE),
    "figures-export": Row(CATALOGUE, well=SHOWN_OR_REFUSED, of=(("kind", "csv"),)),
    "guide-at-desk": Row(CATALOGUE),
    "write-guide": Row(MANAGE, MANAGE),
    "review-guide": Row(MANAGE, MANAGE, well=frozenset({303})),
    "guide-version": Row(well=SHOWN_OR_ABSENT, of=(("guide_id", 1),)),
    "calendar": LIST,
    "calendar-moves": LIST,
    "calendar-notice": LIST,
    "calendar-adjust": LIST,
    "withdraw-adjustment": Row(well=SHOWN_OR_REFUSED, of=(("overlay_id", 1),)),
    "templates": LIST,
    "template": Row(well=SHOWN_OR_REFUSED, of=RECEIPT),
    "write-template": Row((), ("templates.manage",), SHOWN_OR_REFUSED, of=RECEIPT),
    "template-pdf": Row(well=SHOWN_OR_REFUSED, of=RECEIPT),
    "wording": Row(well=SHOWN_OR_REFUSED, of=(("template_id", 1),)),
    "limits": LIST,
    "limit": Row(("organs.manage",), well=SHOWN_OR_REFUSED),
    "make-promise": LIST,
    "end-promise": Row(ORGANS, ORGANS),
    "journal": LIST,
    "journal-export": Row(well=LIST.well, of=(("kind", "csv"),)),
    "health": LIST,
    "outbox": LIST,
    "effect": Row(well=SHOWN_OR_REFUSED, of=(("effect_id", 1),)),
    "administration": LIST,
    "bodies": LIST,
    "new-body": LIST,
    "body": Row(STAFF),
    "edit-body": Row(ORGANS, ORGANS),
    "rename-body": Row(ORGANS, ORGANS),
    "move-body": Row(ORGANS, ORGANS),
    "close-body": Row(ORGANS, ORGANS),
    "reopen-body": Row(ORGANS, ORGANS),
    "starting-passwords": Row(ARRANGE, ARRANGE),
    "new-unit": Row(ORGANS, ORGANS),
    "rename-unit": Row(ORGANS, ORGANS),
    "close-unit": Row(ORGANS, ORGANS),
    "reopen-unit": Row(ORGANS, ORGANS),
    "people": LIST,
    "new-person": LIST,
    "person": Row(STAFF),
    "appoint": Row(ARRANGE, ARRANGE),
    "reset-password": Row(ARRANGE, ARRANGE),
    "end-sessions": Row(ARRANGE, ARRANGE),
    "take-factor": Row(ARRANGE, ARRANGE),
    "hand-over": Row(STAFF, ("case.register", "case.handle")),
    "end-post": Row(ARRANGE, ARRANGE),
    "substitute": Row(ARRANGE, ARRANGE),
    "person-provider": Row(STAFF, ARRANGE, well=frozenset({200, 403, 404})),
    "retire": Row(ARRANGE, ARRANGE),
    "readmit": Row(ARRANGE, ARRANGE),
    "substitutes": LIST,
    "rights": LIST,
    "tokens": LIST,
    "new-token": LIST,
    "revoke-token": Row(("tokens.manage",), ("tokens.manage",)),
    "import": Row(well=LIST.well, of=(("kind", "people"),)),
    "write-import": Row(well=LIST.well, of=(("kind", "people"),)),
    "search": LIST,
    "sign-in": Row(walked=False, public=True),
    "sign-out": Row(walked=False),
    "sign-in-demo": Row(walked=False, public=True),
    "sign-in-second": Row(walked=False, public=True),
    "sign-in-second-passkey": Row(walked=False, public=True),
    "sign-in-passkey": Row(walked=False, public=True),
    "sign-in-provider": Row(walked=False, public=True),
    "sign-in-provider-back": Row(walked=False, public=True),
    "me": Row(),
    "notices": LIST,
    "read-notices": Row(walked=False),
    "notice": Row(well=frozenset({303, 404}), of=(("notice_id", 1),)),
    "notice-choices": Row(),
    "notice-address": Row(well=SHOWN_OR_ABSENT, of=(("channel", "mail"),)),
    "stop-address": Row(walked=False, of=(("channel", "mail"),)),
    "sent-messages": LIST,
    "codes": Row(),
    "recovery-codes": Row(),
    "passkey-options": Row(),
    "new-passkey": Row(),
    "passkey": Row(walked=False, of=(("passkey_id", 1),)),
    "remove-passkey": Row(walked=False, of=(("passkey_id", 1),)),
    "my-provider": Row(well=frozenset({404})),
    "remove-provider": Row(well=frozenset({404})),
    "password": Row(),
    "end-session": Row(walked=False),
    "end-others": Row(walked=False),
}  # fmt: skip
