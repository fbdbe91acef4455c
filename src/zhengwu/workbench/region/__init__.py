"""The screens of a supervising office: a line a body, one body by itself, some side by side, what a figure counts."""
