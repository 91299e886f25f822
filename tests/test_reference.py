"""The reference is what the docstrings say, and they say something of every field."""

import reference_page


def test_the_page_is_what_the_docstrings_give() -> None:
    """Run `python tests/reference_page.py` after a change of the public face."""
    assert reference_page.PAGE.read_text(encoding="utf-8") == reference_page.page()


def test_every_field_has_a_meaning() -> None:
    assert "|  |" not in reference_page.page()
