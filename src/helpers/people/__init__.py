"""Names, posts and ties: who is connected with whom (50).

| module | what becomes of what |
|---|---|
| `bonds` | what ties documents together, in words |
| `names` | names as written become actors |
| `network` | stated ties and names become a network |
| `rivals` | a network under other choices becomes its variants |
| `tenure` | stated ties and their dates become what held when |
"""
