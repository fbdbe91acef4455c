"""What the law prescribes, as data and pure functions: no database, no network, no clock, no screens."""
