"""Helpers of the notebooks: documents become records, records become measures, measures are shown.

| layer | modules | turns … into … |
|---|---|---|
| reports | `reports/` | notebooks into published reports, and findings into a board |
| findings | `findings` | computed sentences, values and robustness into the words of a report |
| showing | `charts/`, `tables`, `evidence` | frames into charts, tables, evidence |
| writing | `derived`, `codebook`, `texts` | texts into derived tables, schemas into the codebook |
| measuring | `holdings/` | blocks into voices, layout and coverage: what do we hold? |
| measuring | `numbers/` | printed numbers into verdicts, repairs, shares and bounds |
| measuring | `terms/` | words and statements into meanings, forms and reasons |
| measuring | `needs/` | obstacles and help into what is answered, and what is not |
| measuring | `claims/` | claims and amounts into grounds, interests and what can be quoted |
| measuring | `voices/` | turns and codes into shares, stresses and agreement |
| measuring | `translation/` | two versions of a text into pairs, and what differs |
| measuring | `asks/` | requests into a taxonomy, recurrences, and what became of them |
| measuring | `people/` | names and ties into a network |
| measuring | `times/` | dates into windows, orders into verdicts |
| reading | `reading/` | texts into segments, names, counts, and what could not be read |
| records | `records`, `schemas/`, `columns` | CSV files into validated frames |
| floor | `declarations`, `arguments` | a cell into parameters, words into their values |
| floor | `sources`, `parameters`, `vocabularies` | documents, parameters, closed lists of codes |
| floor | `stats`, `text`, `numerals` | exact tests, strings, printed numbers |
| floor | `prose`, `markup` | words of a sentence, HTML |

A folder's docstring names its modules. Imports point down. A notebook imports modules by name:
`from helpers import records, tables` and `from helpers.numbers import shares`.
"""
