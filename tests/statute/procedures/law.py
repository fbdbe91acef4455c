"""What the law says about steps, written by hand from the handbook's tables, so that the data can be compared with it.

A line is: step | posts | from > to, from > to. `=` stays in the state. Posts: C clerk, H handler, R reviewer, D head of
the disclosure office, L leader, A applicant, T third party, S the system's timer.
"""

POSTS = {
    "C": "clerk", "H": "handler", "R": "reviewer", "D": "head", "L": "leader",
    "A": "applicant", "T": "third_party", "S": "system",
}  # fmt: skip

STATES = {
    "information_request": "draft submitted received in_handling awaiting_correction awaiting_reason awaiting_fee "
    "consulting decided delivered abandoned_no_correction abandoned_no_fee withdrawn archived",
    "record_correction": "draft received in_handling decided delivered withdrawn archived",
    "administrative_review": "draft notified answered suspended decided archived",
    "lawsuit": "draft notified defended judged appealed concluded archived",
    "proactive_disclosure": "draft preparing reviewing approved public withheld taken_down discarded archived",
    "licensing": "draft submitted awaiting_correction in_review in_special_procedure decided delivered "
    "rejected_at_intake withdrawn deemed_withdrawn terminated archived",
    "licence_action": "draft opened told decided delivered dropped archived",
}

LAW = {
    # 条例 Articles 29 to 45
    "information_request": """
        submitted              | ACHD | draft > submitted
        confirmed              | ACHD | submitted > =
        received               | CHD  | draft > received, submitted > received
        assigned               | CHD  | received > in_handling, in_handling > =, consulting > =, awaiting_reason > =, \
                                        awaiting_correction > =, awaiting_fee > =
        item_added             | HD   | received > =, in_handling > =
        search_recorded        | HD   | received > =, in_handling > =, consulting > =, awaiting_reason > =, \
                                        awaiting_correction > =, awaiting_fee > =, decided > =, delivered > =
        correction_requested   | HD   | received > awaiting_correction, in_handling > awaiting_correction
        correction_received    | ACHD | awaiting_correction > received
        correction_lapsed      | HDS  | awaiting_correction > abandoned_no_correction
        consultation_sent      | HD   | received > consulting, in_handling > consulting, consulting > consulting
        consultation_delivered | CHDT | received > =, in_handling > =, consulting > =, awaiting_reason > =, \
                                        awaiting_correction > =, awaiting_fee > =, decided > =, delivered > =
        opinion_received       | CHDT | consulting > consulting, consulting > in_handling
        consultation_lapsed    | HDS  | consulting > consulting, consulting > in_handling
        reason_requested       | HD   | received > awaiting_reason, in_handling > awaiting_reason
        reason_received        | ACHD | awaiting_reason > in_handling
        deferred               | D    | awaiting_reason > in_handling, in_handling > =
        fee_notice_sent        | HD   | received > awaiting_fee, in_handling > awaiting_fee
        fee_notice_delivered   | CHD  | awaiting_fee > =
        fee_paid               | ACHDS| awaiting_fee > in_handling
        fee_lapsed             | HDS  | awaiting_fee > abandoned_no_fee
        extended               | D    | received > =, in_handling > =, consulting > =, awaiting_reason > =
        proposed               | HD   | received > =, in_handling > =, consulting > =, awaiting_reason > =
        decided                | RD   | received > decided, received > =, in_handling > decided, in_handling > =, \
                                        consulting > decided, consulting > =, awaiting_reason > decided, \
                                        awaiting_reason > =
        delivered              | CHD  | decided > delivered, decided > =, received > =, in_handling > =, \
                                        consulting > =, awaiting_reason > =
        withdrawn              | ACHD | submitted > withdrawn, received > withdrawn, in_handling > withdrawn, \
                                        consulting > withdrawn, awaiting_reason > withdrawn, \
                                        awaiting_correction > withdrawn, awaiting_fee > withdrawn
        redo_ordered           | HD   | delivered > in_handling, abandoned_no_correction > in_handling, \
                                        abandoned_no_fee > in_handling, archived > in_handling
        archived               | CHD  | delivered > archived, abandoned_no_correction > archived, \
                                        abandoned_no_fee > archived, withdrawn > archived
    """,
    # 条例 Article 41
    "record_correction": """
        received  | ACHD | draft > received
        assigned  | CHD  | received > in_handling, in_handling > =
        decided   | RD   | received > decided, received > =, in_handling > decided, in_handling > =
        delivered | CHD  | decided > delivered
        withdrawn | ACHD | received > withdrawn, in_handling > withdrawn
        archived  | CHD  | delivered > archived, withdrawn > archived
    """,
    # 行政复议法 2023
    "administrative_review": """
        notified          | CHD | draft > notified
        assigned          | CHD | notified > =, answered > =, suspended > =
        answered          | HD  | notified > answered, suspended > =
        suspended         | CHD | notified > suspended, answered > suspended
        resumed           | CHD | suspended > answered, suspended > notified
        decision_extended | CHD | notified > =, answered > =
        decided           | CHD | notified > decided, answered > decided, suspended > decided
        archived          | CHD | decided > archived
    """,
    # 行政诉讼法 2017
    "lawsuit": """
        notified       | CHD | draft > notified
        assigned       | CHD | notified > =, defended > =, judged > =, appealed > =
        defended       | HD  | notified > defended
        judged         | CHD | notified > judged, defended > judged
        appealed       | CHD | judged > appealed
        became_final   | CHD | judged > concluded
        finally_judged | CHD | appealed > concluded
        archived       | CHD | concluded > archived
    """,
    # 条例 Articles 6, 10, 11, 13 to 19 and 26
    "proactive_disclosure": """
        registered    | CHD  | draft > preparing
        assigned      | CHD  | preparing > =, reviewing > =, approved > =
        attributed    | CHD  | preparing > reviewing
        consulted     | HD   | preparing > =, reviewing > =
        reviewed      | RD   | reviewing > =
        returned      | RDL  | reviewing > preparing, approved > preparing
        approved      | DL   | reviewing > approved
        not_published | DL   | reviewing > withheld
        published     | CHDS | approved > public
        amended       | CHD  | public > preparing, taken_down > preparing
        taken_down    | DL   | public > taken_down
        repealed      | DL   | public > =
        reassessed    | HD   | withheld > preparing, withheld > =
        discarded     | HD   | preparing > discarded, preparing > public, preparing > taken_down
        archived      | CHD  | taken_down > archived, discarded > archived
    """,
    # 行政许可法 Articles 29 to 50
    "licensing": """
        submitted            | ACHD   | draft > submitted
        assigned             | CHD    | submitted > =, awaiting_correction > =, in_review > =, \
                                        in_special_procedure > =, decided > =
        pre_reviewed         | CHD    | submitted > =
        correction_requested | CHD    | submitted > awaiting_correction
        correction_received  | ACHD   | awaiting_correction > submitted
        correction_lapsed    | HD     | awaiting_correction > deemed_withdrawn
        rejected             | CHD    | submitted > rejected_at_intake
        accepted             | CHD    | submitted > in_review
        deemed_accepted      | CHDS   | submitted > in_review
        supplement_received  | ACHD   | in_review > =, in_special_procedure > =
        supplement_lapsed    | HD     | in_review > deemed_withdrawn, in_review > terminated, \
                                        in_special_procedure > deemed_withdrawn, in_special_procedure > terminated
        commitment_withdrawn | ACHD   | in_review > =, in_special_procedure > =
        reviewed             | HRD    | in_review > =
        inspected            | HRD    | in_review > =, in_special_procedure > =
        special_begun        | HRD    | in_review > in_special_procedure
        special_ended        | HRD    | in_special_procedure > in_review
        interested_informed  | HRD    | in_review > =, in_special_procedure > =
        hearing_told         | HRD    | in_review > =
        hearing_waived       | ATHD   | in_review > =
        hearing_requested    | ATCHD  | in_review > in_special_procedure
        hearing_noticed      | HD     | in_special_procedure > =
        hearing_held         | HRDL   | in_special_procedure > in_review
        fee_notice_sent      | CHD    | in_review > =, in_special_procedure > =, decided > =
        fee_paid             | ACHDS  | in_review > =, in_special_procedure > =, decided > =
        extended             | DL     | in_review > =, in_special_procedure > =
        proposed             | HRD    | in_review > =
        decided              | CHRDL  | in_review > decided
        deemed_renewed       | DS     | in_review > decided, in_special_procedure > decided
        delivered            | CHD    | decided > delivered
        withdrawn            | ACHD   | submitted > withdrawn, awaiting_correction > withdrawn, \
                                        in_review > withdrawn, in_special_procedure > withdrawn
        terminated           | DL     | submitted > terminated, awaiting_correction > terminated, \
                                        in_review > terminated, in_special_procedure > terminated
        verified             | HRD    | decided > =, delivered > =, archived > =
        redo_ordered         | HD     | delivered > in_review, rejected_at_intake > in_review, \
                                        deemed_withdrawn > in_review, terminated > in_review, archived > in_review
        archived             | CHD    | delivered > archived, rejected_at_intake > archived, withdrawn > archived, \
                                        deemed_withdrawn > archived, terminated > archived
    """,
    # 行政许可法 Articles 8, 69, 70 and 81; 行政处罚法 Articles 44, 63 and 64
    "licence_action": """
        opened             | HD   | draft > opened
        assigned           | CHD  | opened > =, told > =
        told               | HD   | opened > told, told > =
        statement_received | ACHD | told > =
        hearing_requested  | ACHD | told > =
        hearing_waived     | ACHD | told > =
        hearing_held       | HRDL | told > =
        proposed           | HD   | opened > =, told > =
        decided            | DL   | opened > decided, opened > dropped, told > decided, told > dropped
        delivered          | CHD  | decided > delivered
        archived           | CHD  | delivered > archived, dropped > archived
    """,
}

# What the lighter procedures leave out, since no law prescribes it for them.
ONLY_LICENSING = "deemed_accepted deemed_renewed"
HEARING = "hearing_told hearing_waived hearing_requested hearing_noticed hearing_held"
DISCRETION = """special_begun special_ended interested_informed extended proposed reviewed inspected
commitment_withdrawn verified"""
LEFT_OUT = {
    "benefit": f"{ONLY_LICENSING} {HEARING}",
    "confirmation": f"{ONLY_LICENSING} {HEARING}",
    "award": f"{ONLY_LICENSING} {HEARING}",
    "adjudication": ONLY_LICENSING,
    "other_power": ONLY_LICENSING,
    "filing": f"{ONLY_LICENSING} {HEARING} {DISCRETION}",
    "public_service": f"{ONLY_LICENSING} {HEARING} interested_informed",
}


def _less(gone, state):
    """The table of licensing without some steps, and without a state that nothing leads to any more."""
    kept = []
    for line in LAW["licensing"].strip().splitlines():
        step, who, ways = (part.strip() for part in line.split("|"))
        ways = [way.strip() for way in ways.split(",") if not state or way.split(">")[0].strip() != state]
        if step not in gone.split() and ways:
            kept.append(f"{step} | {who} | {', '.join(ways)}")
    return "\n".join(kept)


for _key, _gone in LEFT_OUT.items():
    _state = "in_special_procedure" if "special_begun" in _gone else ""
    LAW[_key] = _less(_gone, _state)
    STATES[_key] = " ".join(one for one in STATES["licensing"].split() if one != _state)


def rows(procedure):
    """Step, posts, and for each origin the states it may lead to."""
    found = {}
    for line in LAW[procedure].strip().splitlines():
        step, who, ways = (part.strip() for part in line.split("|"))
        targets = {}
        for way in ways.split(","):
            origin, target = way.split(">")
            origin, target = origin.strip(), target.strip()
            targets.setdefault(origin, set()).add(origin if target == "=" else target)
        found[step] = ({POSTS[letter] for letter in who}, targets)
    return found
