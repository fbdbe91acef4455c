"""Applications at the desk: taken in at the counter, listed for who works on them, and what the page of a case shows of them."""
