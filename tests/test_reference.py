"""The reference is what the docstrings say, and they say something of every field."""

import reference_page


def test_the_page_is_what_the_docstrings_give() -> None:
    """Run `make reference` after a change of what packages hand on."""
    assert reference_page.PAGE.read_text(encoding="utf-8") == reference_page.page()


def test_every_field_has_a_meaning() -> None:
    assert "|  |" not in reference_page.page()
