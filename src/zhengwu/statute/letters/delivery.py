"""How a letter reaches somebody, and which day counts as the day of the answer."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of delivery. `counts` is "signed" (the day it reached the recipient) or "sent" (the day of posting)."""

    key: str
    label: str
    gloss: str
    counts: str
    basis: str


CHANNELS: dict[str, Channel] = {
    channel.key: channel
    for channel in (
        Channel("counter", "当面送达", "handed over", "signed", "国办公开办函〔2016〕235号"),
        Channel(
            "other_agency", "其他机关代为送达", "handed over by another agency", "signed", "国办公开办函〔2016〕235号"
        ),
        Channel("mail", "邮政特快专递", "posted by the state postal enterprise", "sent", "国办公开办函〔2016〕235号"),
        Channel("electronic", "电子送达", "sent electronically", "signed", "电子签名法第十一条"),
    )
}


def answered_on(channel: str, sent_on: date | None, signed_on: date | None) -> date | None:
    """The day on which the answer was given; None while it is not known.

    Handed over, by the office or another agency: the day the applicant signs. Posted, which only the state postal
    enterprise may do: the day of posting. Sent electronically: the day it enters the system that the applicant named,
    given as `signed_on`. KeyError for an unknown channel; ValueError where the days contradict each other.
    """
    if sent_on is not None and signed_on is not None and signed_on < sent_on:
        raise ValueError("a letter is not received before it is sent")
    return sent_on if CHANNELS[channel].counts == "sent" else signed_on
