"""The command `reports`: what it publishes is true, and what it cannot make it says in one line."""

import contextlib
import fcntl
import hashlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest

pytestmark = pytest.mark.engine

GOOD = """\
import colorsys, os, time
show("chart", name="bars", svg="<svg xmlns='http://www.w3.org/2000/svg'/>", csv="x\\n1\\n")
show("table", name="rows", csv="y\\n2\\n")
print(os.getcwd().rpartition("/")[2], colorsys.__name__, hash("走"), time.tzname, open.__name__)
print(str(dict(os.environ)).count("secret"), sorted(os.environ))"""

# What stands in the cell of a notebook that cannot become a report: cell, tags, what is said of it.
BAD = {
    "raises": ('raise ValueError("one\\ntwo")', "", "ValueError: one (and 1 more line)"),
    "dies": ("import os; os._exit(0)", "", "the kernel ended itself, exit status 0"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "", "the kernel was killed by SIGKILL"),
    "leaves": ("import sys; sys.exit(0)", "", "ended early: 5 of 6 cells ran"),
    "asks": ('input("n?")', "", "StdinNotImplementedError: "),
    "forgives": ("1 / 0", ' tags=["raises-exception"]', "ZeroDivisionError: division by zero"),
    "skips": ("n", ' tags=["skip-execution"]', "ended early: 5 of 6 cells ran"),
    "loses": (r'print("\ud800")', "", "an output was lost: UnicodeEncodeError"),
    "scripts": ('display({"application/javascript": "1"}, raw=True)', "", "application/javascript"),
    "widget": (
        'display({"application/vnd.jupyter.widget-view+json": {}, "text/plain": "w"}, raw=True)',
        "",
        " shows application/vnd.jupyter.widget-view+json; a page can show",
    ),
    "hole": ('show("note", "<script>draw()</script>")', "", "HTML of which nothing is left"),
    "two": ('show("finding", sentence="A.", caveat="B.")', "", "expected one finding"),
    "climbs": ('show("table", name="../../../evil", csv="x")', "", "a table is called '../../../"),
    "doubles": ('show("table", name="a", csv="x"); ' * 2, "", "two outputs are called table-a.csv"),
}


def says_one_line(ran, code, *words):
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("reports: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


@pytest.fixture(scope="session")
def gallery(once, projects):
    """A project with one good notebook and every bad one, built once over older reports."""

    def make(folder):
        project = projects.new(folder / "one")
        project.notebook("good", GOOD, asked="How many go?")
        for name, (cell, head, _) in BAD.items():
            project.notebook(name, cell, head)
        project.notebook("ends")
        end = (
            projects.TEMPLATE.format(asked="Last?", head="", middle="n")
            + "\n# %%\nimport sys\nsys.exit(0)\n"
        )
        project.write("notebooks/ends.py", end)
        project.notebook("silent")
        text = projects.TEMPLATE.format(asked="Silent?", head="", middle="n")
        project.write("notebooks/silent.py", re.sub(r'(?m)^show\("finding.*$', "n", text))
        for name in project.names[1:]:
            project.old_report(name)
        ran = project.run("build", secret="a secret", SEED_TEXTS="notebooks")
        project.write("ran.json", json.dumps([ran.code, ran.out, ran.err]))

    root = once("gallery", make) / "one"
    return projects(root, [path.stem for path in sorted((root / "notebooks").glob("*.py"))])


@pytest.fixture(scope="session")
def built(gallery, projects):
    """What the build of the gallery said."""
    return projects.Ran(*json.loads((gallery.root / "ran.json").read_text()))


def test_a_good_notebook_is_published_with_all_its_files(gallery, built):
    assert re.search(r": built in \d+\.\d s$", built.line("good"))
    names = [path.rpartition("/")[2] for path in gallery.published("outputs/good")]
    assert names == [
        "SHA256SUMS", "chart-bars.csv", "chart-bars.svg", "finding.json", "index.html",
        "notebook.ipynb", "provenance.json", "table-rows.csv",
    ]  # fmt: skip
    found = json.loads((gallery.root / "outputs/good/finding.json").read_text())
    assert (found["report"], found["question"]) == ("good", "How many go?")
    assert (found["sentence"], found["caveat"]) == ("3 words go.", "More may.")
    assert found["parameters"] == {"corpus": "seeds", "n": 3, "unit": "words"}


def test_the_manifest_verifies(gallery):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=gallery.root / "outputs/good",
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.count(": OK\n")) == (0, 7)


def test_the_index_links_a_report_with_question_answer_and_caveat(gallery):
    page = (gallery.root / "outputs/index.html").read_text()
    assert '<a href="good/index.html">How many go?</a>' in page
    assert '<p class="answer">3 words go.</p><p class="caveat">More may.</p>' in page


@pytest.mark.parametrize("name", BAD)
def test_a_notebook_that_does_not_run_or_cannot_be_shown_is_no_report(gallery, built, name):
    cell, head, says = BAD[name]
    line = built.line(name)
    assert f"{name}: FAILED" in line
    assert says in line
    assert "; the old report stays" in line
    assert gallery.kept(name)
    partial = json.loads((gallery.root / f".reports/failed/{name}.ipynb").read_text())
    assert f"what ran is in .reports/failed/{name}.ipynb" in line
    assert cell in [part["source"] for part in partial["cells"]]
    if name not in ("skips", "loses", "two", "climbs", "doubles"):
        label = "raises-exception" if head else f"{cell[:49]}…" if len(cell) > 50 else cell
        assert f"FAILED at cell 5 of 6 ({label})" in line


def test_a_last_cell_that_ends_the_notebook_by_itself_is_no_success(gallery, built):
    assert "ends: FAILED at cell 7 of 7 (import sys): SystemExit: 0" in built.line("ends")
    assert gallery.kept("ends")


def test_a_notebook_without_a_finding_is_no_report(gallery, built):
    assert "silent: FAILED: expected one finding" in built.line("silent")
    assert gallery.kept("silent")


def test_a_build_with_failures_exits_1_and_says_one_plain_line_per_report(gallery, built):
    lines = built.out.splitlines()
    assert (built.code, built.err) == (1, "")
    assert len(lines) == len(gallery.names) + 1
    assert all(
        re.match(rf"\[{n}/{len(lines) - 1}\] ", line) for n, line in enumerate(lines[:-1], 1)
    )
    assert re.match(
        rf"1 of {len(lines) - 1} reports built in .* s: open outputs/index.html", lines[-1]
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]|Traceback", built.out)
    assert str(gallery.root) not in built.out


def test_the_index_tells_which_reports_could_not_be_made(gallery):
    page = (gallery.root / "outputs/index.html").read_text()
    assert page.count("Could not be made: ") == len(gallery.names) - 1
    assert "Could not be made: ValueError: one (and 1 more line). What stands here is the" in page


def test_nothing_is_written_outside_of_the_project(gallery):
    assert [path.name for path in gallery.root.parent.rglob("*evil*")] == []


def test_a_kernel_knows_nothing_of_the_caller_but_the_folder_of_texts(gallery):
    [printed] = [
        output["text"]
        for cell in json.loads((gallery.root / "outputs/good/notebook.ipynb").read_text())["cells"]
        for output in cell.get("outputs", [])
        if output.get("name") == "stdout"
    ]
    count, _, names = printed.splitlines()[1].partition(" ")
    assert count == "0"
    # What the kernel's own machinery adds has names of its own, and is the same for every caller.
    added = {"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "GIT_PAGER", "MPLBACKEND", "PAGER"}
    added |= {"LC_CTYPE", "PYDEVD_USE_FRAME_EVAL", "TERM"}
    ours = set(json.loads(names.replace("'", '"'))) - added
    assert {name for name in ours if not name.startswith(("JPY_", "JUPYTER_"))} == {
        "GOING_OUT_ROOT", "HOME", "IPYKERNEL_CELL_NAME", "MPLCONFIGDIR", "MPL_IGNORE_SYSTEM_FONTS",
        "OMP_NUM_THREADS", "PYTHONHASHSEED", "PYTHONPATH", "SEED_TEXTS",
        "SOURCE_DATE_EPOCH", "TMPDIR", "TZ",
    }  # fmt: skip


@pytest.fixture
def elsewhere(tmp_path):
    """A working directory and a Jupyter that would mislead whoever looked there."""
    cwd = tmp_path / "elsewhere"
    (cwd / "kernels/python3").mkdir(parents=True)
    (cwd / "nbconvert/templates/base").mkdir(parents=True)
    for name in ("colorsys.py", "nbconvert/templates/base/display_priority.j2"):
        (cwd / name).write_text("raise SystemExit('the wrong one')\n")
    wrong = {"argv": ["false"], "display_name": "wrong", "language": "python"}
    (cwd / "kernels/python3/kernel.json").write_text(json.dumps(wrong))
    return cwd


def test_the_bytes_of_a_report_do_not_depend_on_who_builds_it_and_where(
    project, projects, elsewhere
):
    """Path, time zone, locale, hash seed, umask, home, working directory and registered kernels."""
    project.notebook("good", GOOD, asked="How many go?")
    assert project.run("build", SEED_TEXTS="notebooks").code == 0
    first = project.published()
    long = elsewhere / ("long" * 30)
    long.mkdir()
    other = projects.new(elsewhere / "走 out")
    other.notebook("good", GOOD, asked="How many go?")
    strange = {
        "TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "de_DE", "PYTHONHASHSEED": "7",
        "PYTHONIOENCODING": "ascii", "COLUMNS": "200", "HOME": "/proc/none", "TMPDIR": str(long),
        "JUPYTER_PATH": str(elsewhere), "SEED_TEXTS": "notebooks",
    }  # fmt: skip
    ran = other.run("build", cwd=elsewhere, umask=0o077, **strange)
    assert (ran.code, ran.err) == (0, "")
    assert other.published() == first
    again = other.run("build", "--force", cwd="/", SEED_TEXTS="seeds")
    assert "good: built, unchanged in " in again.line("good")
    assert other.published() == first
    assert [path for path in long.iterdir() if "going-out" in path.name] == []


def test_bad_records_exit_2_and_missing_ones_are_not_applicable(project):
    project.catalogue(corpus="corpora/mine")
    project.write("seeds/coded/themes.csv", "theme,name\na,b\n")
    load = "from helpers import records\nrecords.load('themes', '{}')"
    project.notebook("malformed", load.format("seeds"))
    project.notebook("absent", load.format("mine"))
    project.old_report("malformed")
    ran = project.run("build")
    assert (ran.code, ran.err) == (2, "")
    assert "(from helpers import records): seeds/coded/themes.csv: row 1: expected the columns" in (
        ran.line("malformed")
    )
    assert project.kept("malformed")
    expected = (
        "absent: not applicable: corpus mine has no corpora/mine/coded/themes.csv: one row per"
    )
    assert expected in ran.line("absent")
    assert not (project.root / "outputs/absent").exists()
    assert project.run("build", "absent").code == 0


def test_every_wrong_cell_is_counted_in_the_one_line_and_listed_in_what_ran(project):
    rows = "\\n".join(f"a.csv: row {row}, column x: empty" for row in range(3))
    project.notebook("bad", f"from helpers.sources import InputError\nraise InputError('{rows}')")
    ran = project.run("build")
    assert ran.code == 2
    assert "a.csv: row 0, column x: empty (and 2 more lines); what ran is in " in ran.line("bad")
    assert "row 2, column x" in (project.root / ".reports/failed/bad.ipynb").read_text()


def test_a_failure_stays_on_the_index_until_the_report_is_made(project):
    project.notebook("one")
    project.notebook("two", "raise ValueError('<b>no\u202e')")
    assert project.run("build").code == 1
    assert project.run("build", "one").code == 0
    page = (project.root / "outputs/index.html").read_text()
    assert "Could not be made: ValueError: &lt;b&gt;no⟨U+202E⟩." in page
    project.notebook("two")
    assert project.run("build", "two").code == 0
    assert "Could not be made" not in (project.root / "outputs/index.html").read_text()
    assert not (project.root / ".reports/failed/two.ipynb").exists()


def test_a_report_with_its_own_parameters_stands_beside_the_others(project):
    project.notebook("good")
    project.collection(
        '[report.good]\n[report.fine]\nnotebook = "good"\nparameters.unit = "turns"\n'
    )
    ran = project.run("build", "-p", "n=5")
    assert ran.code == 0
    names = {"good--n-5": "5 words go.", "good--n-5--unit-turns": "5 turns go."}
    page = (project.root / "outputs/index.html").read_text()
    for name, sentence in names.items():
        found = json.loads((project.root / f"outputs/{name}/finding.json").read_text())
        assert (found["report"], found["sentence"]) == (name, sentence)
        assert f'<a href="{name}/index.html">{name}</a>' in page
    assert sorted(p.name for p in (project.root / "outputs").iterdir() if p.is_dir()) == list(names)
    assert "n = 5" in (project.root / "outputs/good--n-5/index.html").read_text()


def test_a_collection_without_reports_is_built_as_it_is(project):
    ran = project.run("build")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"0 of 0 reports built in .* s: open outputs/index.html\n", ran.out)


def test_list_and_show_tell_what_there_is(gallery):
    listed = gallery.run("list").out.splitlines()
    assert re.fullmatch(r"good +built +How many go\?", listed[0])
    assert len(listed) == len(gallery.names)
    assert gallery.run("show", "good").out == (
        "good: How many go?\nnotebook   notebooks/good.py\n"
        "parameter  corpus = 'seeds'\n           folder of records\n           text\n"
        "parameter  n = 3\n           how many\n           a whole number\n"
        "parameter  unit = 'words'\n           what is counted\n           one of words, turns\n"
        "answer     3 words go.\n           More may.\npage       outputs/good/index.html\n"
    )


def test_whoever_reads_the_first_line_alone_gets_no_complaint(project):
    for n in range(20):
        project.notebook(f"n{n}")
    command = f"'{sys.executable}' -u -m helpers.reports.cli list | head -n 1"
    ran = project.run("-c", command, program=["sh"])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1


def test_show_says_what_is_not_built_yet(project):
    project.notebook("good")
    assert "answer     not built yet\n" in project.run("show", "good").out
    assert "not built" in project.run("list").out
    assert not (project.root / "outputs").exists()


PLAIN = '# %% [markdown]\n# # A?\n\n# %% tags=["parameters"]\n{}\n'
USAGE = {
    "no command": ((), ["the following arguments are required: command"]),
    "unknown command": (("biuld",), ["invalid choice: 'biuld'", "did you mean build?"]),
    "unknown option": (("build", "--fast"), ["unrecognized arguments: --fast"]),
    "show without a name": (("show",), ["required: name"]),
    "unknown report": (("build", "god"), ["unknown report 'god' (did you mean good?)"]),
    "unknown report to show": (("show", "go od"), ["unknown report 'go od'", "known: good"]),
    "unknown parameter": (
        ("build", "-p", "unti=turns"),
        ["unknown parameter 'unti' (did you mean unit?)", "known: corpus, n, unit"],
    ),
    "wrong type": (("build", "-p", "n=many"), ["parameter n: expected int; found 'many'"]),
    "a float for an int": (("build", "-p", "n=3.0"), ["expected int; found 3.0"]),
    "a bool for an int": (("build", "-p", "n=true"), ["expected int; found True"]),
    "wrong choice": (
        ("build", "-p", "unit=word"),
        ["expected one of words, turns; found 'word' (did you mean words?)"],
    ),
    "no value": (("build", "-p", "n"), ["-p n: expected name=value"]),
    "nothing after -p": (("build", "-p"), ["argument -p: expected one argument"]),
    "unknown corpus": (("build", "-p", "corpus=sedes"), ["there is no corpus 'sedes'"]),
    "value that looks like code": (
        ("build", "-p", "n=__import__('os').system('touch evil')"),
        ["parameter n: expected int; found \"__import__('os').system('touch evil')\""],
    ),
    "value of two lines": (
        ("build", "-p", "n=1\nimport os"), ["n: holds a control character, U+000A"],
    ),
    "name that looks like code": (
        ("build", "-p", "__builtins__=1"), ["unknown parameter '__builtins__'"],
    ),
    "tuple": (("build", "-p", "n=(1, 2)"), ["expected int; found '(1, 2)'"]),
    "control character": (
        ("build", "-p", "corpus=a\x1b[31m"), ["corpus: holds a control character, U+001B"],
    ),
    "parameter given twice": (("build", "-p", "n=1", "-p", "n=2"), ["-p n: given twice"]),
    "report with a leading dash": (("build", "--", "-good"), ["unknown report '-good'"]),
    "report that climbs": (("build", "../good"), ["unknown report '../good'"]),
    "report with braces": (("build", "{n}"), ["unknown report '{n}'"]),
    "retries that are none": (("build", "--retry", "-1"), ["argument --retry: expected"]),
    "jobs that are none": (("build", "--jobs", "many"), ["expected a whole number up to 1000"]),
    "corpus that climbs": (("build", "-p", "corpus=../seeds"), ["corpus '../seeds': not a name"]),
}  # fmt: skip


@pytest.mark.parametrize("case", USAGE)
def test_wrong_usage_exits_2_before_anything_is_written(project, case):
    project.notebook("good")
    arguments, words = USAGE[case]
    says_one_line(project.run(*arguments), 2, *words)
    assert sorted(path.name for path in project.root.iterdir()) == [
        "notebooks", "reports.toml", "seeds",
    ]  # fmt: skip


COLLECTION = {
    "no TOML": ("[report", "reports.toml: "),
    "unknown section": ("[reports.a]\n", "unknown key of reports.toml 'reports'"),
    "unknown key": ("[report.good]\nnotbook = 'good'\n", "(did you mean notebook?)"),
    "unknown parameter": ("[report.good.parameters]\nm = 1\n", "unknown parameter 'm'"),
    "wrong type": ("[report.good.parameters]\nn = '1'\n", "expected int; found '1'"),
    "not a number": (
        "[report.good]\nnotebook = 'plain'\nparameters.x = nan\n",
        "parameter x: expected float; found nan",
    ),
    "name that climbs": ('[report."../up"]\nnotebook = "good"\n', "report '../up': a name has"),
    "name with braces": ('[report."{n}"]\nnotebook = "good"\n', "report '{n}': a name has"),
    "name with a dash": ('[report."-p"]\nnotebook = "good"\n', "report '-p': a name has"),
    "name without words": ('[report.""]\n', "report '': a name has"),
    "name with NUL": ('[report."a\\u0000"]\n', "report 'a\\x00': a name has"),
    "names that clash": (
        "[report.good]\n[report.Good]\nnotebook = 'good'\n",
        "reports good and Good would share one folder",
    ),
    "value with NUL": (
        '[report.good.parameters]\ncorpus = "a\\u0000"\n',
        "parameter corpus: holds a control character, U+0000",
    ),
    "after something": (
        '[report.good]\nafter = "one"\n',
        "[report.good]: after: expected \"*\", for after all others; found 'one'",
    ),
    "unknown limit": ("[limits]\nsecond = 1\n", "unknown key in [limits] 'second' (did you mean"),
    "limit of nothing": ("[limits]\nseconds = 0\n", "[limits]: seconds: expected a number above 0"),
    "limit of a report": (
        "[report.good.limits]\nmegabytes = 'all'\n",
        "[report.good] limits: megabytes: expected a number above 0; found 'all'",
    ),
    "report that is none": ("report = 3\n", "reports.toml: report: expected a table; found 3"),
    "entry that is none": ("[report]\ngood = 1\n", "reports.toml: good: expected a table; found 1"),
    "parameters that are none": (
        "[report.good]\nparameters = 'n'\n",
        "[report.good]: parameters: expected a table",
    ),
    "notebook that climbs": ("[report.a]\nnotebook = '../a'\n", "'../a' is not a name in"),
    "notebook that is none": ("[report.a]\nnotebook = 3\n", "notebook 3 is not a name"),
    "notebook that is missing": ("[report.gone]\n", "notebooks/gone.py: missing; reports.toml"),
    "notebook without parameters": (
        "[report.bare]\n",
        "notebooks/bare.py: expected one cell tagged parameters; found 0",
    ),
    "notebook with two parameter cells": (
        "[report.twice]\n",
        "notebooks/twice.py: expected one cell tagged parameters; found 2",
    ),
    "parameter without comment": (
        "[report.mute]\n",
        "notebooks/mute.py: parameters cell, line 1: n has no trailing comment",
    ),
    "parameter that runs": ("[report.runs]\n", "line 1: expected `name: type = default  # help`"),
    "parameter that is no constant": ("[report.calls]\n", "line 1: n: the default is no constant"),
    "parameter of a strange type": ("[report.types]\n", "line 1: type 'dict' is not known"),
    "choice that is no constant": ("[report.names]\n", "line 1: Literal[...] holds what is no"),
    "parameter declared twice": ("[report.again]\n", "line 2: n is declared twice"),
    "unknown document": ("[report.doc.parameters]\ndocument = 'b'\n", "unknown document 'b'"),
    "notebook that is no text": ("[report.latin]\n", "notebooks/latin.py: not UTF-8 at byte 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", COLLECTION)
def test_a_wrong_collection_exits_2_before_anything_is_written(project, case):
    text, word = COLLECTION[case]
    project.notebook("good")
    project.catalogue({"doc": "a", "file": "a.txt"})
    tagged = '# %% tags=["parameters"]\n'
    for name, cell in {
        "plain": "x: float = 1.0  # a number",
        "mute": "n: int = 1",
        "runs": "print(1)  # runs",
        "calls": "n: int = int()  # calls",
        "types": "n: dict = 1  # strange",
        "names": "n: Literal[m] = 1  # strange",
        "again": "n: int = 1  # one\nn: int = 2  # two",
        "twice": f"n: int = 1  # one\n\n{tagged}m: int = 1  # two",
        "doc": 'corpus: str = "seeds"  # records\ndocument: str = "a"  # which',
    }.items():
        project.write(f"notebooks/{name}.py", PLAIN.format(cell))
    project.write("notebooks/bare.py", "# %% [markdown]\n# # A?\n\n# %%\nn = 1\n")
    project.write("notebooks/latin.py", b"\xe9")
    project.collection(text)
    says_one_line(project.run("build"), 2, word)
    assert not (project.root / "outputs").exists()
    assert not (project.root / ".reports").exists()


@pytest.mark.parametrize("place", ["outputs/good", "outputs/good/index.html"])
def test_a_link_where_a_report_belongs_exits_2_before_anything_runs(project, tmp_path, place):
    project.notebook("good")
    target = tmp_path / "elsewhere"
    target.write_text("mine")
    (project.root / place).parent.mkdir(parents=True)
    (project.root / place).symlink_to(target)
    words = (f"{place}: a link, where a report belongs", "remove the link")
    says_one_line(project.run("build"), 2, *words)
    assert target.read_text() == "mine"
    assert not (project.root / ".reports").exists()


def test_a_version_that_would_take_the_name_of_another_report_is_refused(project):
    project.notebook("good")
    other = '[report.good]\n[report.good--n-5]\nnotebook = "good"\nparameters.unit = "turns"\n'
    project.collection(other)
    says_one_line(
        project.run("build", "good", "-p", "n=5"), 2, "report good--n-5: reports.toml has"
    )


def test_a_text_that_looks_like_code_stays_a_text(project):
    text = project.TEMPLATE.format(asked="A?", head="", middle="n")
    text = text.replace("n: int = 3", 'title: str = "A"  # of the page\nn: int = 3')
    text = text.replace("estimate=n)", 'estimate=n, values={"title": title})')
    project.write("notebooks/a.py", text)
    project.collection("[report.a]\n")
    evil = """"; open('evil', 'w'); \\ {n} %(x)s ${HOME} \'\'\'"""
    assert project.run("build", "-p", f"title={evil}").code == 0
    [found] = (project.root / "outputs").glob("*/finding.json")
    found = json.loads(found.read_text(encoding="utf-8"))
    assert found["parameters"]["title"] == found["values"]["title"] == evil


def test_a_help_beside_chinese_words_is_read_whole(project):
    project.write("notebooks/a.py", PLAIN.format('title: str = "走出去战略"  # 标题 of the page'))
    project.collection("[report.a]\n")
    assert "           标题 of the page\n" in project.run("show", "a").out


def test_a_text_with_another_checksum_stops_the_build(project):
    project.notebook("good")
    digest = hashlib.sha256(b"right").hexdigest()
    project.catalogue({"doc": "a", "file": "a.txt", "sha256": digest})
    project.write("seeds/texts/a.txt", "wrong")
    wrong = hashlib.sha256(b"wrong").hexdigest()
    words = (f"expected SHA-256 {digest}", f"found {wrong}", "seeds/texts/a.txt", "make texts")
    says_one_line(project.run("build"), 2, *words)
    assert not (project.root / "outputs").exists()


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (
            "a,a.txt,x,many,1,1,,,,,,,,,",
            "row 2, column n_bytes: expected a whole number; found 'many'",
        ),
        ("a,a.txt,x,²,1,1,,,,,,,,,", "row 2, column n_bytes: expected a whole number; found '²'"),
        ("a,a.txt,x,1,1,1", "row 2: expected 15 cells; found fewer"),
        ("a,a.txt,x,1,1,1,,,,,,,,,,", "row 2: expected 15 cells; found more"),
        (
            "a,../a.txt,x,1,1,1,,,,,,,,,",
            "row 2, column file: expected a file name; found '../a.txt'",
        ),
        (
            "a,a,x,1,1,1,,,,,,,,,\na,b,x,1,1,1,,,,,,,,,",
            "row 3, column doc: expected an id that stands",
        ),
    ],
)
def test_a_malformed_catalogue_is_named_by_row_and_column(project, row, word):
    project.notebook("good")
    with (project.root / "seeds/catalogue.csv").open("a") as catalogue:
        catalogue.write(f"{row}\n")
    says_one_line(project.run("build"), 2, f"seeds/catalogue.csv: {word}")


def test_a_traceback_comes_only_with_debug(project):
    project.notebook("bad", "1 / 0")
    ran = project.run("build", "gone", "--debug")
    assert ran.code == 2
    assert "Traceback (most recent call last)" in ran.err
    assert ran.err.splitlines()[-1].startswith("reports: unknown report 'gone'")
    ran = project.run("build", "--debug")
    assert ran.code == 1
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.out


def python(program):
    """A Python that runs a few lines before the command."""
    return [
        sys.executable,
        "-c",
        f"{program}; from helpers.reports.cli import main; sys.exit(main())",
    ]


@pytest.mark.parametrize("way", ["a file", "a link to where nobody may write"])
def test_outputs_that_cannot_be_written_exit_3(project, way):
    project.notebook("good")
    if way == "a file":
        project.write("outputs", "in the way")
    else:
        (project.root / "outputs").symlink_to("/proc")
    says_one_line(project.run("build"), 3, "outputs", "cannot be written", "then build again")


def test_a_second_build_at_the_same_time_exits_3(project):
    project.notebook("good")
    with project.write(".reports/lock", "").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        says_one_line(project.run("build"), 3, ".reports/lock: another build is at work")
    assert project.published() == {}


def test_without_a_python_for_kernels_the_build_exits_3_and_the_old_report_stays(project):
    project.notebook("good")
    project.old_report("good")
    ran = project.run("build", program=python("import sys; sys.executable = '/nowhere/python'"))
    assert (ran.code, ran.err) == (3, "")
    assert "good: FAILED: no kernel: " in ran.line("good")
    assert project.kept("good")


def test_a_file_where_a_report_belongs_harms_no_other_report(project):
    project.notebook("blocked")
    project.notebook("good")
    project.write("outputs/blocked", "in the way")
    project.write("outputs/good/.ipynb_checkpoints/notebook.ipynb", "somebody looked at it")
    ran = project.run("build")
    assert (ran.code, ran.err) == (3, "")
    assert "blocked: FAILED: outputs/blocked/" in ran.line("blocked")
    assert "good: built in" in ran.line("good")
    assert "good/index.html" in (project.root / "outputs/index.html").read_text()


def alive(pid):
    """Does a process still run? A dead one that nobody has asked for counts as dead."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def kernels(project):
    """The processes of a project's kernels that have come to the cell that leaves a mark."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            variables = process.environ()
            if variables.get("GOING_OUT_ROOT") == str(project.root) and os.path.exists(
                f"{variables['HOME']}/mark"
            ):
                found.append(process.pid)
    return found


@pytest.fixture
def sleeping(project):
    """A build at work: two kernels sleep, a third report waits for its turn."""
    for name in ("first", "second", "third"):
        cell = 'import os, time\nopen(os.environ["HOME"] + "/mark", "w").close()\ntime.sleep(60)'
        project.notebook(name, cell)
        project.old_report(name)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", "helpers.reports.cli", "build", "--jobs", "2"],
        env=project.environment(), stdout=pipe, stderr=pipe, text=True,
    ) as build:  # fmt: skip
        try:
            wait_until(lambda: len(kernels(project)) == 2)
            yield build, kernels(project)
        finally:
            build.kill()


def test_an_interrupted_build_stops_at_once_and_leaves_no_kernel(project, sleeping):
    build, pids = sleeping
    build.send_signal(signal.SIGINT)
    out, err = build.communicate(timeout=30)
    assert (build.returncode, out) == (130, "")
    assert err == "reports: interrupted; what was published stays as it was\n"
    assert not any(map(alive, pids))
    assert kernels(project) == []
    assert all(project.kept(name) for name in ("first", "second", "third"))
    assert not (project.root / ".reports/failed").exists()


def test_on_a_terminal_a_line_tells_where_the_work_is(project):
    project.notebook("good")
    mine, theirs = pty.openpty()
    build = subprocess.Popen(
        [sys.executable, "-m", "helpers.reports.cli", "build"],
        env=project.environment(), stdout=theirs, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # the terminal ends with the command
        while part := os.read(mine, 1024):
            said += part
    os.close(mine)
    assert build.wait(timeout=60) == 0
    assert b"\r\x1b[Kgood cell 5 of 6" in said
    assert said.count(b"[1/1] good: built in ") == 1


def install(project, *arguments, **variables):
    command = [sys.executable, "-m", "helpers.texts"]
    return project.run(*map(str, arguments), program=command, **variables)


@pytest.fixture
def library(project, tmp_path):
    """Two catalogued documents, and a folder with one of them under another name."""
    digests = {doc: hashlib.sha256(doc.encode()).hexdigest() for doc in ("a", "b")}
    project.catalogue(
        *({"doc": doc, "file": f"{doc}.txt", "sha256": digest} for doc, digest in digests.items())
    )
    folder = tmp_path / "my texts"
    folder.mkdir()
    (folder / "whatever (1).TXT").write_text("a")
    (folder / "b.txt").write_text("not b")
    (folder / "c.txt").write_text("c")
    return folder, digests


def test_texts_are_recognised_by_checksum_whatever_their_names(project, library):
    folder, digests = library
    other = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("not b", "c")}
    ran = install(project, folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"b.txt: not recognised: expected {digests['b']}, found {other['not b']}",
        f"c.txt: not recognised: expected one of the catalogue's checksums, found {other['c']}",
        "whatever (1).TXT: installed as a",
        f"1 of 2 documents recognised in {folder}",
    ]
    assert project.published("seeds/texts") == {"seeds/texts/a.txt": b"a"}
    assert "whatever (1).TXT: already there as a\n" in install(project, folder).out


@pytest.mark.parametrize(
    "wrong", ["a folder that is not there", "a file", "nothing", "an empty one"]
)
def test_texts_that_cannot_be_read_exit_2(project, library, wrong, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    folder = {"a file": library[0] / "c.txt", "nothing": "", "an empty one": empty}.get(
        wrong, "gone"
    )
    ran = install(project, folder)
    assert ran.code == 2
    assert (ran.out + ran.err).count("\n") == 1
    assert "Traceback" not in ran.err
    assert not (project.root / "seeds/texts").exists()


def test_texts_that_cannot_be_written_exit_3(project, library):
    project.write("seeds/texts", "in the way")
    ran = install(project, library[0])
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("texts: cannot be written ")
    assert ran.err.count("\n") == 1


def test_a_warning_goes_to_the_person_who_builds_and_not_onto_the_page(project):
    """A warning names paths of the machine, and pages are the same on every machine."""
    project.notebook("warns", 'import warnings; warnings.warn("old ways")')
    ran = project.run("build")
    assert ran.code == 0
    assert "warned: " in ran.line("warns")
    assert "old ways" in ran.line("warns")
    for name in ("index.html", "notebook.ipynb"):
        page = (project.root / "outputs/warns" / name).read_text(encoding="utf-8")
        assert "UserWarning" not in page


def test_a_folder_of_texts_that_is_not_there_is_refused(project):
    project.notebook("good")
    ran = project.run("build", SEED_TEXTS="nowhere")
    assert ran.code == 2
    assert ran.err.startswith("reports: SEED_TEXTS=nowhere: cannot be read")
    assert len(ran.err.splitlines()) == 1
