"""Who may take a step: posts of the office, and those outside it. One list, so that no step invents a post."""

CLERK, HANDLER, REVIEWER, HEAD, LEADER = "clerk", "handler", "reviewer", "head", "leader"
APPLICANT, THIRD_PARTY, SYSTEM = "applicant", "third_party", "system"

POSTS = (CLERK, HANDLER, REVIEWER, HEAD, LEADER)
OUTSIDE = (APPLICANT, THIRD_PARTY, SYSTEM)

DESK = (CLERK, HANDLER, HEAD)  # who registers what comes in
WORK = (HANDLER, HEAD)  # who works on a case
DECIDE = (REVIEWER, HEAD)
