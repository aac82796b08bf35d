"""Words and reasons: what is meant by going out, and in whose interest (12)?

| module | what becomes of what |
|---|---|
| `aims` | statements become forms and reasons |
| `meanings` | uses of terms become words and explanations |
"""
