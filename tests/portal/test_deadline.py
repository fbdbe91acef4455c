"""The deadline calculator: a period by itself, a request by what happened to it, and what cannot be counted."""

import pytest

pytestmark = pytest.mark.django_db


def test_twenty_working_days_over_the_national_holiday_are_counted_day_by_day(client):
    answer = client.get("/deadline?from=2026-09-24&length=20&unit=working_days")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "2026年10月29日（周四）" in text
    assert 'class="day-end"><time datetime="2026-10-29">' in text
    assert "国庆节" in text


def test_a_length_that_nobody_counts_is_told_at_its_field_and_kept(client):
    text = client.get("/deadline?from=2026-09-24&length=99999&unit=months").content.decode()
    assert 'href="#f-length"' in text
    assert 'value="99999"' in text
    assert 'id="result"' not in text


def test_a_correction_lets_the_time_to_answer_start_anew(client):
    path = "/deadline/events?received=2026-09-14&correction_requested=2026-09-18&correction_received=2026-09-28"
    text = client.get(path).content.decode()
    assert "2026年10月30日（周五）" in text


def test_what_the_law_does_not_let_follow_is_told_at_its_day(client):
    text = client.get("/deadline/events?received=2026-09-14&correction_received=2026-09-28").content.decode()
    assert 'href="#f-correction_received"' in text
    assert 'value="2026-09-14"' in text


@pytest.mark.parametrize(
    "query", ["from=0001-01-01&length=1&unit=months", "from=9999-12-31&length=9&unit=working_days"]
)
def test_days_outside_the_calendar_are_told_not_counted(client, query):
    answer = client.get(f"/deadline?{query}")
    assert answer.status_code == 200
    assert 'href="#f-from"' in answer.content.decode()


def test_a_calculator_in_english(client):
    text = client.get(
        "/deadline?from=2026-09-24&length=20&unit=working_days", HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()
    assert "Thu 2026-10-29" in text
    assert "Deadline calculator" in text
