"""Who is told what: notices to the staff, messages to people outside, their addresses, and what they switched off.

What is told, to whom and by which channel is data (`table.toml`). A notice is put down in the transaction of what
it tells (`telling`); messages leave through the outbox. Nothing here sends: the senders stand at the shell.
"""
