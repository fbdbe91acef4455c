"""Applications at the desk: taken in at the counter, listed for who works on them, shown on the page of their case."""
