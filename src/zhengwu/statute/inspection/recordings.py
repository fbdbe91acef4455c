"""MP4 and MP3: whether the file is what it says and nothing stands behind it, and whether it carries labels."""

import struct

from zhengwu.statute.inspection.model import Limits, Look, Said
from zhengwu.statute.inspection.telling import found, refusal, refused

BOXES = {
    b"ftyp",
    b"moov",
    b"mdat",
    b"free",
    b"skip",
    b"wide",
    b"moof",
    b"mfra",
    b"sidx",
    b"styp",
    b"pdin",
    b"meta",
    b"uuid",
    b"udta",
}
LABELS = (b"\xa9ART", b"\xa9xyz", b"\xa9nam", b"\xa9cmt", b"\xa9aut", b"\xa9day", b"loci", b"com.apple.quicktime")
ID3_FRAMES = (b"TPE1", b"TCOM", b"TIT2", b"COMM", b"APIC", b"PRIV", b"GEOB", b"TXXX")
WHERE = Said("音视频标签", "labels of the recording")


def look_film(content: bytes, _: Limits) -> Look:
    """The look at an MP4: its boxes must fill the file exactly. Refused where they do not."""
    at, met = 0, set()
    seen = Look()
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if length == 1 and at + 16 <= len(content):
            length = int.from_bytes(content[at + 8 : at + 16])
        elif length == 0:
            length = len(content) - at
        if kind not in BOXES or length < 8:
            seen.refused.append(refusal("trailing", count=len(content) - at))
            return seen
        if at + length > len(content):
            raise refused("truncated")
        met.add(kind)
        at += length
    if at != len(content):
        seen.refused.append(refusal("trailing", count=len(content) - at))
    if b"moov" not in met:
        raise refused("truncated")
    head = content[content.find(b"moov") :]
    if any(label in head for label in LABELS):
        seen.found.append(found("media_notes", WHERE))
    seen.found.append(found("unseen", Said("视频", "the film")))
    return seen


def look_sound(content: bytes, _: Limits) -> Look:
    """The look at an MP3: labels, then frames one behind the other. Refused where there are none."""
    seen = Look()
    at, end = 0, len(content)
    if content.startswith(b"ID3"):
        at = 10 + sum((content[6 + place] & 0x7F) << (21 - 7 * place) for place in range(4))
        if any(frame in content[:at] for frame in ID3_FRAMES):
            seen.found.append(found("media_notes", WHERE))
    if content[-128:-125] == b"TAG":
        end -= 128
        seen.found.append(found("media_notes", WHERE))
    frames = 0
    while at + 4 <= end:
        length = _frame(content[at : at + 4])
        if not length:
            break
        at, frames = at + length, frames + 1
    if frames < 2:
        raise refused("damaged")
    if at < end and content[at:end].strip(b"\0"):
        seen.refused.append(refusal("trailing", count=end - at))
    seen.found.append(found("unseen", Said("音频", "the recording")))
    return seen


RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)  # kbit/s of MPEG 1 layer III
LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)  # of MPEG 2 and 2.5
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame(head: bytes) -> int:
    """The bytes of a frame; 0 where it is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sample = head[2] >> 4, head[2] >> 2 & 3
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or version == 1 or layer != 1 or sample == 3:
        return 0
    kilobits = (RATES if version == 3 else LOW_RATES)[rate]
    if not kilobits:
        return 0
    return (144 if version == 3 else 72) * kilobits * 1000 // SAMPLES[version][sample] + (head[2] >> 1 & 1)
