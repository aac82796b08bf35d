"""Dates and orders in time (51).

| module | what becomes of what |
|---|---|
| `chronology` | dated events become windows of days |
| `growth` | two counts of a group become a growth, or the reason why none can be read |
| `orders` | orders in time become verdicts |
"""
