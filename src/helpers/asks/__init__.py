"""Requests: who is asked to do what, and what became of it (40, 43).

| module | what becomes of what |
|---|---|
| `answers` | classified requests become the parts of an answer |
| `chains` | strategies, models and requests become a chain |
| `followup` | requests of a study and what later documents say become a ledger |
| `grains` | the same counts under other grains |
| `outcomes` | requests with what became of them become counts, words and a page to print |
| `recurrence` | requests become pairs and threads |
| `reporters` | later passages that name a request become reports |
| `taxonomy` | statements become a taxonomy |
"""
