"""`/parts`, outside production: every part in every state, to look at and to test. What it shows is made up."""
