"""What the parts show: one module a part, each with frozen dataclasses; the macro of the same name draws them."""
