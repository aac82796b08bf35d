"""Printed numbers: do they agree, what would mend them, what do they bound (11, 20, 21)?

| module | what becomes of what |
|---|---|
| `clusters` | relations become what hangs together |
| `consistency` | relations between printed quantities become verdicts |
| `fields` | a printed order of fields becomes a frame, with what is said of them elsewhere |
| `granularity` | a printed percentage becomes a yes or no: can so many people give it |
| `intervals` | printed numbers become intervals, expressions possible or impossible |
| `keystrokes` | a printed number becomes those that are one slip of the hand away |
| `mending` | repairs become words, numbers and relations that they would mend |
| `percentages` | a percentage becomes the numbers of people it fits; an order, bounds |
| `reconciled` | reconciliations become what they would change |
| `repairs` | contradictions become repairs |
| `shares` | printed shares become recomputed ones |
"""
