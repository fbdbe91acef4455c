"""From the counter to the answer in the applicant's hands, only by what the screens say: for the journey, for pictures.

Each station is one function over a page of who works there; `seen` is called with a name wherever there is something
to look at.
"""

SEND = "main .send button"
ITEM = "望湖大道绿化工程的中标通知书和验收报告"


def registered(page, seen):
    """The clerk takes the request down; gives the number, the secret and the address of the case."""
    page.click("nav >> text=登记")
    seen("papers")
    page.click(SEND)
    page.fill("[name=items]", ITEM)
    page.fill("[name=name]", "张三")
    page.fill("[name=phone]", "000-12345678")
    seen("said")
    page.click(SEND)
    seen("check")
    page.click(SEND)
    seen("receipt")
    number, secret = (page.inner_text(f".receipt dd >> nth={at}").strip() for at in (0, 1))
    page.click("text=打开办件")
    return number, secret, page.url


def assigned(page, handler, seen):
    """The clerk gives it to a handler: the first and biggest step."""
    page.click(".beside .btn-lg")
    page.select_option("[name=handler]", label=handler)
    seen("assign")
    page.click(SEND)


def proposed(page, number, seen):
    """The handler finds it in the inbox, records a search, proposes an answer."""
    page.goto("/desk/")
    seen("inbox")
    page.click(f"tr:has-text('{number}') >> a[data-open]")
    seen("case")
    page.click(".offers >> text=登记检索")
    page.fill("[name=where]", "办公自动化系统、档案室")
    page.fill("[name=terms]", "望湖大道 绿化工程")
    seen("search")
    page.click(f"{SEND}.btn-primary")
    page.click(".beside .btn-lg")
    page.select_option("[name=outcome]", "granted")
    seen("propose")
    page.click(SEND)


def approved(page, number, seen):
    """The head finds what waits for approval, and decides so: the first and biggest step."""
    page.goto("/desk/?tab=approve")
    page.click(f"tr:has-text('{number}') >> a[data-open]")
    seen("proposal")
    page.click(".beside .btn-lg")
    page.check("input[value=decided]")
    seen("approve")
    page.click(SEND)


def answered(page, at, seen):
    """The handler makes the letter, then serves it at the counter: each time the first and biggest step."""
    page.goto(at)
    seen("decided")
    page.click(".beside .btn-lg")
    page.fill("[name=v-contents]", "中标通知书、验收报告各一份，附后。")
    page.fill("[name=v-channel]", "当面领取复印件")
    if page.query_selector("[name=v-court][required], [name=v-court][aria-required]"):
        page.fill("[name=v-court]", "云溪市人民法院")
    page.click("button[name=preview]")
    seen("letter")
    page.click(SEND)
    page.goto(at)
    page.click(".beside .btn-lg")
    page.check("input[name=channel][value=counter]")
    page.check("input[name=how][value=signed]")
    page.fill("[name=signed_on]", page.input_value("[name=sent_on]"))
    page.fill("[name=recipient]", "张三")
    seen("serve")
    page.click(SEND)
    page.goto(at)
    seen("done")


def followed(page, number, secret, seen):
    """The applicant, on a phone, looks at what became of it."""
    page.goto("/track")
    page.fill("[name=number]", number)
    page.fill("[name=secret]", secret)
    page.click("main form .send button")
    seen("applicant")
