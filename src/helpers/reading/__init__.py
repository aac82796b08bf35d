"""Texts become segments, names and counts; and what could not be read is said.

| module | what becomes of what |
|---|---|
| `documents` | a document that is no transcript becomes segments |
| `doubts` | what reading could not read, or is not sure of |
| `lexicon` | text becomes counts |
| `personal` | lines that hold personal data are found, so that no record holds what they say |
| `quotations` | footnotes and quotations inside of blocks |
| `similarity` | passages in two languages become scored pairs |
| `transcripts` | a transcript as text becomes segments |
| `versions` | a transcript's second version, in Chinese or Japanese, becomes units |
"""
