"""Helpers of the notebooks: documents become records, records become measures, measures are shown.

| layer | modules | turns … into … |
|---|---|---|
| reports | `reports/` | notebooks into published reports |
| findings | `findings` | computed sentences, values and robustness into the words of a report |
| showing | `charts`, `tables`, `evidence` | frames into charts, tables, evidence |
| writing | `derived`, `codebook` | texts into derived tables, schemas into the codebook |
| writing | `texts` | files of a folder into the texts of a corpus |
| measuring | `consistency`, `repairs` | relations into verdicts, and what would mend them |
| measuring | `clusters`, `keystrokes` | relations into what hangs together, numbers into slips |
| measuring | `reconciled` | what would mend them into the shares that it would change |
| measuring | `shares`, `coding`, `taxonomy` | records into measured records |
| measuring | `coders` | two readings and a word list into codes, and side by side |
| measuring | `stresses`, `removals` | codes of turns into tests, and into what is left without a part |
| measuring | `disagreement` | matched statements into opposite sides |
| measuring | `grains`, `recurrence`, `chains` | requests into counts, repeats and chains |
| measuring | `answers` | classified requests into the parts of an answer |
| measuring | `ledger` | printed amounts into what goes in and what comes out |
| measuring | `interest`, `casebook` | claims into whose they are, problems into what was done |
| measuring | `grounds`, `hearing` | claims into what they rest on, voices into groups |
| measuring | `quotable`, `citing` | numbers and claims into verdicts, and into sentences to paste |
| measuring | `posters` | judged numbers into a page to print |
| measuring | `matching` | statements into pairs that repeat or answer each other |
| measuring | `obstacles`, `swot` | obstacles into where they are named again, lists into form |
| measuring | `remedies` | problems and requests into what answers what |
| measuring | `followup`, `reporters` | requests into what became of them, and who says so |
| measuring | `outcomes` | what became of them into counts, words and a page to print |
| measuring | `gaps`, `gapmap`, `offers` | obstacles and help into what nobody answers |
| measuring | `fields`, `percentages` | a printed order into fields, percentages into bounds |
| measuring | `authorship`, `affiliation` | blocks into voices, voices into organisations |
| measuring | `coverage`, `layout` | blocks into what became records, lines into parts |
| measuring | `repetition` | passages into pairs that say the same |
| measuring | `meanings`, `aims` | terms and statements into words, forms and reasons |
| measuring | `chronology`, `orders`, `growth` | dates into windows, orders into verdicts |
| measuring | `talk`, `leads` | turns into shares, shares into what a lead hangs on |
| measuring | `exchanges` | questions and turns into who was asked and who answered |
| measuring | `floor` | shares and exchanges into sentences |
| measuring | `marking`, `agreement`, `fitness` | codes into marks, agreement and verdicts |
| measuring | `trials`, `differences` | verdicts under other choices, where two coders part |
| measuring | `network`, `rivals` | ties and names into who holds documents together |
| measuring | `bonds` | who holds them together into sentences and evidence |
| measuring | `names`, `tenure` | names into who is called what, ties into when they held |
| measuring | `disparities` | coded differences into pairs that differ in meaning |
| measuring | `alignment`, `counterparts` | scored pairs into versions, and what has none |
| measuring | `renderings`, `realigned` | versions into what differs, shares into what else they are |
| measuring | `inventions` | seeds into texts in two languages, with gaps |
| reading | `transcripts`, `documents`, `doubts` | text into segments, and into what was not read |
| reading | `versions`, `quotations`, `personal` | second versions, who is quoted, what stays out |
| reading | `lexicon`, `similarity` | segments into counts of words and names, into scored pairs |
| records | `records`, `schemas`, `columns` | CSV files into validated frames |
| floor | `declarations`, `arguments` | a cell into parameters, words into their values |
| floor | `sources`, `parameters`, `vocabularies` | documents, parameters, closed lists of codes |
| floor | `stats`, `text`, `numerals` | exact tests, strings, printed numbers |
| floor | `intervals` | printed numbers into what they stand for, and arithmetic between them |
| floor | `prose`, `markup` | words of a sentence, HTML |

Imports point down. A notebook imports the modules by name: `from helpers import records, tables`.
"""
