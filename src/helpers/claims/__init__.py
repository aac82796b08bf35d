"""What claims rest on, who makes them, and which can be quoted (24, 41).

| module | what becomes of what |
|---|---|
| `casebook` | a case becomes problems with what was done, and dates beside the rules |
| `citing` | judged numbers and claims become sentences to paste |
| `grounds` | claims become grounds |
| `hearing` | voices become groups |
| `interest` | statements about support become claims with an interest |
| `ledger` | printed amounts become a ledger of support |
| `posters` | judged numbers become a page to print |
| `quotable` | printed numbers and claims become verdicts |
"""
