# %% [markdown]
# # How long are the documents?
#
# Copy this file to begin a notebook. Two to four sentences stand here: why the question matters and to
# whom. They say what each answer would mean.

# %% tags=["parameters"]
from typing import Literal

corpus: str = "seeds"  # folder of records: seeds, toy, or one of your own in corpora/
unit: Literal["characters", "lines"] = "characters"  # what is counted

# %% tags=["setup"]
import pandas as pd
from helpers import charts, evidence, findings, parameters, prose, sources

parameters.check(globals())
size = {"characters": "n_codepoints", "lines": "n_lines"}[unit]
documents = pd.DataFrame([vars(document) for document in sources.catalogue(corpus).values()])
documents = documents.assign(n=documents[size]).sort_values("n", ascending=False)
longest, total = documents.iloc[0], int(documents["n"].sum())

# %% tags=["bottom-line"]
findings.finding(
    f"{prose.sentence(longest['doc'])} is the longest of "
    f"{prose.count(len(documents), 'document')}: {longest['n']:,} of {total:,} {unit}.",
    "Length is not weight: a document that repeats itself is longer, not richer.",
    estimate=longest["n"] / total,
    unit=f"share of all {unit}",
    denominator=total,
)

# %% [markdown]
# ## What was read
#
# A row is a document of the catalogue. Nothing was left out.

# %%
findings.say(f"{prose.count(len(documents), 'document')} were read, {total:,} {unit} in all.")

# %% [markdown]
# ## How long is each?
#
# The whole file counts, furniture and second languages included.

# %%
charts.show(
    charts.draw_counts(documents, "doc", "genre", f"number of {unit}"),
    documents[["doc", "genre", "n"]],
    name="lengths",
    title=f"{prose.sentence(longest['doc'])} holds {100 * longest['n'] / total:.0f}% of all {unit}",
    caption=f"Length by document. n = {len(documents)} documents, in {unit}. Source: the catalogue.",
    alt="; ".join(f"{row.doc}: {row.n}" for row in documents.itertuples()),
)

# %% [markdown]
# ## How much longer is the longest?
#
# The longest is held against the one that comes next.

# %%
factor = longest["n"] / documents["n"].iloc[1]
findings.say(f"It is {factor:.2f} times as long as the next one, {documents['doc'].iloc[1]}.")

# %% [markdown]
# ## Evidence
#
# Each document with its size, the longest first; the shorter ones speak against it.

# %%
places = {"line_start": 1, "line_end": documents["n_lines"], "char_start": 0, "char_end": 0}
evidence.listed(
    documents.assign(
        **places,
        says=documents["n"].astype(str) + f" {unit}",
        against=documents["doc"] != longest["doc"],
        record=documents["doc"],
    ),
    "evidence",
    "The documents, longest first",
    corpus,
    "says",
    "record",
)

# %% [markdown]
# ## Could this be wrong?
#
# The strongest rival explanation: one document holds a second language version of itself, or a unit
# that suits one script makes it long.

# %%
margin = 0.1
findings.say(
    f"The finding weakens where a variant moves the share by more than {100 * margin:.0f} percentage "
    "points, and reverses where another document is then the longest."
)

# %%
counted = {}
for name, column in {"characters": "n_codepoints", "lines": "n_lines", "bytes": "n_bytes"}.items():
    sizes = documents.set_index("doc")[column]
    share = sizes[longest["doc"]] / sizes.sum()
    counted[f"{name} are counted"] = (share, sizes.idxmax() != longest["doc"])
varied = findings.vary(longest["n"] / total, {"grain": counted}, margin)
unvaried = {"reading": "nothing is read here, only counted", "author": "no text is taken apart"}
unvaried |= {"document": "each is one of few", "definition": "a length has one"}
findings.robustness(varied, "share of the longest document", unvaried)

# %%
findings.say(f"The finding {findings.tally(varied)}.")

# %% tags=["checks"]
assert (documents["n"] > 0).all(), "a document of the catalogue has no length"
assert documents["sha256"].is_unique, "two documents of the catalogue are the same file"
assert longest["n"] <= total, "one document is longer than all of them together"

# %% tags=["provenance"]
findings.provenance({"corpus": corpus, "unit": unit}, corpus, ["matplotlib", "numpy", "pandas"])
