"""Every German and English word, and how numbers and days are written.

`labels` and `phrases` hold the words side by side, `languages` says them.
"""

from kim_model.language.languages import (
    ENGLISH as ENGLISH,
    GERMAN as GERMAN,
    Language as Language,
    label as label,
    language_of as language_of,
)
