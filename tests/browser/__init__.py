"""The screens in a real browser, as staff see them, served by the standalone host."""
