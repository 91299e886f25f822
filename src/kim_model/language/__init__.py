"""Every German and English word, and how numbers and days are written."""

from kim_model.language.formats import ENGLISH as ENGLISH, GERMAN as GERMAN
