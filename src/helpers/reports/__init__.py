"""Re-execution: notebooks become published reports.

`collection` knows which reports there are, `execute` runs a notebook and tells the truth about it,
`render` makes the page, `publish` puts files in place, `cli` is the command. Nothing here knows a
document, a table or a measure: notebooks are files, results are data.
"""
