"""Files: the right bytes under the right name, whole or a range, never shown in place."""

import pytest

from zhengwu.records.documents import store


@pytest.fixture
def file(press):
    """The address of a file of 3 MB, and its bytes."""
    made = press.draft()
    content = b"%PDF-1.7" + bytes(range(256)) * 12_000
    row = press.enclose(made, content)
    press.release(made)
    return f"/publications/{made.publication_id}/files/{row.pk}/附件.pdf", content, row.file.sha256


def sent(response):
    """The bytes that were sent."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_it_works(file, reader):
    path, content, sum_ = file
    answer = reader.get(path)
    assert sent(answer) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%99%84")
    assert reader.get(path, headers={"if-none-match": f'"{sum_}"'}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=5-5", 5, 6)],
)
def test_a_range_is_sent_alone(file, reader, asked, first, last):
    path, content, _ = file
    answer = reader.get(path, headers={"range": asked})
    assert answer.status_code == 206
    assert sent(answer) == content[first:last]
    assert answer["Content-Range"].endswith(f"/{len(content)}")


@pytest.mark.parametrize("asked", ["bytes=1-2,4-5", "bytes=-", "lines=1-2", "bytes=x-"])
def test_what_is_no_single_range_gives_all(file, reader, asked):
    path, content, _ = file
    assert sent(reader.get(path, headers={"range": asked})) == content


def test_a_range_beyond_the_end_is_refused(file, reader):
    path, content, _ = file
    answer = reader.get(path, headers={"range": f"bytes={len(content)}-"})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(content)}"


def test_another_name_is_no_file(file, reader):
    assert reader.get(file[0].replace("附件", "别名")).status_code == 404


def test_what_was_changed_from_outside_is_not_sent(file, reader):
    path, _, sum_ = file
    place = store.place(sum_)
    place.chmod(0o600)
    place.write_bytes(b"other")
    answer = reader.get(path)
    assert answer.status_code == 409
    assert b"other" not in answer.content
