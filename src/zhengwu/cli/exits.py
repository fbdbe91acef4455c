"""The exit codes of `zhengwu`. Scripts may rely on them; README and `zhengwu report --help` list them."""

CLEAN = 0  # everything was read; nothing found at or above --fail-on
FINDINGS = 1  # everything was read; at least one finding at or above --fail-on
UNREADABLE = 2  # at least one named input could not be read as a report, whatever was found in the others
USAGE = 64  # the command line itself is wrong; nothing was done
FAULT = 70  # a defect of this program
CANNOT_WRITE = 73  # the output could not be written
INTERRUPTED = 130  # Ctrl-C
PIPE_CLOSED = 141  # the reader of our output went away, as with `| head`

TABLE = """\
Exit codes:
  0   clean: everything was read, nothing found
  1   findings at or above --fail-on
  2   at least one input could not be read
  64  wrong usage    70  defect of this program
  73  the output could not be written
  130 interrupted    141 the output pipe was closed"""
