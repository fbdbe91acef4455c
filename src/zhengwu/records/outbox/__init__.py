"""Effects that leave the house (mail, messages, calls): written with the change, sent afterwards, never lost."""
