"""What the documents hold: whose words, on which pages, and what became records (notebook 10).

| module | what becomes of what |
|---|---|
| `affiliation` | voices become organisations |
| `authorship` | blocks become voices |
| `coverage` | blocks become carriers of records |
| `layout` | lines become parts of a page |
| `repetition` | passages become pairs that say the same |
"""
