"""Helpers of the notebooks: documents become records, records become measures, measures are shown.

| layer | modules | turns … into … |
|---|---|---|
| reports | `reports/` | notebooks into published reports |
| findings | `findings` | computed sentences, values and robustness into the words of a report |
| showing | `charts`, `tables`, `evidence` | frames into charts, tables, evidence with locators |
| writing | `derived`, `codebook` | texts into derived tables, schemas into the codebook |
| measuring | `consistency`, `shares`, `coding`, `taxonomy` | records into measured records |
| reading | `transcripts` | text into segments |
| records | `records`, `schemas` | CSV files into validated frames |
| floor | `sources`, `parameters`, `vocabularies` | documents, parameters, closed lists of codes |
| floor | `stats`, `text`, `prose`, `markup` | exact tests, strings, words of a sentence, HTML |

Imports point down. A notebook imports the modules by name: `from helpers import records, tables`.
"""
