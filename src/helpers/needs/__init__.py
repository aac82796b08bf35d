"""What stands in the way, what help there is, and what nobody answers (22, 23, 42).

| module | what becomes of what |
|---|---|
| `gapmap` | obstacles with and without help become a map |
| `gaps` | obstacles meet help, or do not |
| `matching` | statements become links |
| `obstacles` | obstacles become a map |
| `offers` | statements become help |
| `remedies` | problems and requests become answers |
| `swot` | lists of strengths, weaknesses, opportunities and challenges become checked entries |
"""
