"""The register of campaigns at the desk: empty, entered, summed, struck out."""

AT = "/desk/drives"


def test_it_works(seat, district):
    head = seat("head")
    assert "还没有登记" in head.open(AT).text
    typed = {"body": str(district.bureau), "kind": "registered", "name": "办事通注册", "on": "2026-01-31",
             "times": "1", "people": "362804", "base": "1299906"}  # fmt: skip
    assert head.fill(f"{AT}/new", **typed).status_code == 303
    page = head.open(AT).text
    assert "办事通注册" in page
    assert "占总人数27.91%" in page
    wrong = head.fill(f"{AT}/new", **(typed | {"people": "1299907"}))
    assert wrong.status_code == 422
    assert "不能多于人口数" in wrong.text


def test_an_entry_is_struck_out_with_a_reason(seat, district):
    head = seat("head")
    typed = {"body": str(district.bureau), "kind": "publicity", "name": "集市宣传", "on": "2026-01-31", "times": "3"}
    head.fill(f"{AT}/new", **typed)
    link = head.open(AT).text.split("/strike")[0].rsplit("/", 1)[1]
    assert head.fill(f"{AT}/{link}/strike", reason="重复").status_code == 303
    assert "已划去：重复" in head.open(AT).text


def test_a_clerk_sees_and_does_not_enter(seat):
    clerk = seat("clerk")
    assert clerk.get(AT).status_code == 200
    assert clerk.get(f"{AT}/new").status_code == 403
