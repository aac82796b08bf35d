"""Who speaks how much, who stresses what, and how far coders agree (30, 31, 32).

| module | what becomes of what |
|---|---|
| `agreement` | marks of two coders become agreement, theme by theme |
| `coders` | two readings and a word list become one set of codes each, and lie side by side |
| `coding` | codes of paragraphs become a matrix |
| `differences` | marks of two coders become the places where they differ, told one by one |
| `disagreement` | matches become places where speakers of one talk take opposite sides |
| `exchanges` | questions and turns become exchanges |
| `fitness` | agreement becomes a verdict |
| `floor` | shares and exchanges become sentences |
| `leads` | a lead is put to the test: parts of a talk left out, moved or dealt anew |
| `marking` | codes and hits of the word list become marks |
| `removals` | a stressed theme becomes what is left of it without a speaker or a turn |
| `stresses` | themes of turns become tests |
| `talk` | turns become shares |
| `trials` | one comparison of coders becomes many |
"""
