"""Two versions of a text: what is in both, and where they differ (33).

| module | what becomes of what |
|---|---|
| `alignment` | scored pairs become an alignment |
| `counterparts` | aligned blocks become coverage |
| `disparities` | coded differences become verdicts |
| `inventions` | a seed becomes a text that nobody wrote, in two languages, with gaps |
| `realigned` | the alignment called again under other choices |
| `renderings` | aligned pairs become comparisons |
"""
