"""Django's database engines with one thing each done otherwise; `base` is the name that Django asks for."""
