"""Helpers of the notebooks: documents become records, records become measures, measures are shown.

| layer | modules | turns … into … |
|---|---|---|
| reports | `reports/` | notebooks into published reports |
| findings | `findings` | computed sentences, values and robustness into the words of a report |
| showing | `charts`, `tables`, `evidence` | frames into charts, tables, evidence |
| writing | `derived`, `codebook` | texts into derived tables, schemas into the codebook |
| measuring | `consistency`, `shares`, `coding`, `taxonomy` | records into measured records |
| reading | `transcripts`, `documents`, `doubts` | text into segments, and into what was not read |
| reading | `versions`, `quotations`, `personal` | second versions, who is quoted, what stays out |
| reading | `lexicon`, `similarity` | segments into counts of words and names, into scored pairs |
| records | `records`, `schemas`, `columns` | CSV files into validated frames |
| floor | `sources`, `parameters`, `vocabularies` | documents, parameters, closed lists of codes |
| floor | `stats`, `text`, `numerals` | exact tests, strings, printed numbers |
| floor | `prose`, `markup` | words of a sentence, HTML |

Imports point down. A notebook imports the modules by name: `from helpers import records, tables`.
"""
