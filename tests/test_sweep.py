"""One report under many values: each a report of its own, and a page that compares them."""

import csv
import io
import json
import re
import shutil
import sys
from base64 import b64decode

import pytest

pytestmark = pytest.mark.engine

# Answers with a number, a range and a theme; does not apply to turns of one, and fails for three.
CELL = """\
class NotApplicable(ValueError):
    pass

if (n, unit) == (1, "turns"):
    raise NotApplicable("one <turn> is no talk")
assert n != 3, "<three> is one too many\""""
ASKED = "Who <goes> & how far?"


def sweep(project, *given, name="good"):
    return project.run("sweep", name, *(part for value in given for part in ("-p", value)))


def page_of(project, ran):
    """The page that a sweep says it has made."""
    [path] = re.findall(r"(?m)^compared in (outputs/\S+/index\.html)$", ran.out)
    return project.root / path


def write(project):
    """Write the notebook of a report that can be swept."""
    project.notebook("good", CELL, asked=ASKED)
    path = project.root / "notebooks/good.py"
    text = path.read_text()
    # The finding is said last, so that a version that fails has none.
    said = 'show("finding", sentence=f"{n} {unit} go.", caveat="More may.", estimate=n)\n'
    assert said in text
    more = (
        'show("finding", sentence=f"{n} {unit} <go>.", caveat="More may.", estimate=n / 9, '
        'range=[n / 10, n / 8], unit="share of what is said", values={"theme": unit})\n'
    )
    path.write_text(text.replace(said, more))


@pytest.fixture(scope="session")
def swept(once, projects):
    """A project with sweeps: of numbers that compare, of different things, of the same answer."""

    def make(folder):
        project = projects.new(folder / "one")
        write(project)
        project.notebook("steady")
        steady = project.root / "notebooks/steady.py"
        steady.write_text(steady.read_text().replace('f"{n} {unit} go."', '"All go."'))
        for name, notebook, given in (
            ("one", "good", ["n=2,3,4"]),
            ("both", "good", ["unit=*", "n=1..3"]),
            ("steady", "steady", ["n=1,2"]),
        ):
            ran = sweep(project, *given, name=notebook)
            project.write(f"{name}.json", json.dumps([ran.code, ran.out, ran.err]))

    return once("swept", make) / "one"


@pytest.fixture
def made(swept, projects):
    """What was said of a sweep, by its name, and its page."""

    def found(name):
        ran = projects.Ran(*json.loads((swept / f"{name}.json").read_text()))
        return ran, page_of(projects(swept), ran)

    return found


@pytest.fixture
def one(made):
    return made("one")


@pytest.fixture
def both(made):
    return made("both")


def test_every_combination_is_a_report_of_its_own(both, swept):
    folders = {path.name for path in (swept / "outputs").iterdir() if "--sweep" not in path.name}
    expected = {f"good--n-{n}--unit-{unit}" for n in (1, 2) for unit in ("words", "turns")} - {
        "good--n-1--unit-turns"
    }
    assert folders == expected | {
        "good--n-2", "good--n-4", "steady--n-1", "steady--n-2", "index.html",
    }  # fmt: skip
    found = json.loads((swept / "outputs/good--n-2--unit-turns/finding.json").read_text())
    assert (found["sentence"], found["parameters"]["n"]) == ("2 turns <go>.", 2)


def test_one_combination_that_fails_or_does_not_apply_does_not_stop_the_others(both):
    ran, page = both
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count(": built in ") == 3
    assert ran.out.count(": FAILED at ") == 2
    assert "] good--n-1--unit-turns: not applicable: one <turn> is no talk\n" in ran.out
    text = page.read_text()
    assert text.count("Could not be made: AssertionError: &lt;three&gt; is one too many") == 2
    assert text.count("Does not apply: one &lt;turn&gt; is no talk") == 1
    assert "1 of 6 choices does not apply: see below. 2 of 6 choices could not be made" in text


def test_the_comparison_is_a_table_of_data_too(both):
    rows = list(csv.DictReader(io.StringIO((both[1].parent / "comparison.csv").read_text())))
    assert [(row["chosen_unit"], row["chosen_n"], row["state"]) for row in rows] == [
        ("words", "1", "made"),
        ("words", "2", "made"),
        ("words", "3", "failed"),
        ("turns", "1", "not applicable"),
        ("turns", "2", "made"),
        ("turns", "3", "failed"),
    ]
    assert rows[0]["sentence"] == "1 words <go>."
    assert float(rows[0]["low"]) == 0.1
    assert rows[2]["estimate"] == rows[2]["sentence"] == ""


def drawn(page):
    """The pictures of a page, and what is said of them."""
    found = re.findall(r'src="data:image/svg\+xml;base64,(\S+)" alt="([^"]+)"', page.read_text())
    return [(b64decode(source).decode(), alt) for source, alt in found]


def answer(page):
    [found] = re.findall(r'<p class="answer">(.*?)</p>', page.read_text())
    return found


def test_numbers_of_the_same_thing_are_compared_and_drawn_on_one_scale(one):
    assert answer(one[1]) == (
        "Depending on what is chosen, the answer lies between 22.2% and 44.4% "
        "(share of what is said)."
    )
    pictures = drawn(one[1])
    assert [alt for _, alt in pictures] == [
        "22.2% on a scale from 0% to 50%",
        "44.4% on a scale from 0% to 50%",
    ]
    places = [float(re.search(r'cx="([\d.]+)"', svg).group(1)) for svg, _ in pictures]
    assert places == [pytest.approx(6 + 108 * share / 0.5, abs=0.1) for share in (2 / 9, 4 / 9)]
    assert not re.search(
        r'(fill|stroke)="#(?!(.)\2\2(\2\2\2)?")', pictures[0][0].replace("767676", "777")
    )


def test_numbers_of_different_things_are_not_compared(both):
    assert answer(both[1]) == (
        "The answer depends on what is chosen: three choices give three answers. "
        "Their numbers are of different things and do not compare."
    )
    assert drawn(both[1]) == []


def test_the_page_says_in_plain_words_what_is_chosen(both):
    text = both[1].read_text()
    assert "What is chosen: <b>unit</b> (what is counted) and <b>n</b> (how many)." in text
    assert "<h1>Who &lt;goes&gt; &amp; how far?</h1>" in text
    assert text.count("The report</a>") == 3
    assert text.count('<tr class="own">') == 1
    body = re.search(r"<main>.*</main>", text, re.DOTALL)[0]
    assert not re.search(r"parameter|None|True|nan\b", body)


def test_the_same_answer_under_every_choice_is_given_once(made):
    assert answer(made("steady")[1]) == "The answer is the same whatever is chosen: All go."


def test_a_second_sweep_executes_nothing_and_sees_a_changed_answer(swept, tmp_path, projects):
    shutil.copytree(swept, tmp_path / "copy")
    project = projects(tmp_path / "copy", ["good"])
    before = project.published()
    for _ in range(2):
        ran = sweep(project, "n=2,4")
        assert (ran.code, ran.out.count(": current\n")) == (0, 2)
        assert "0 of 2 reports built" in ran.out
        page = page_of(project, ran)
    new = {path for path in project.published() if path not in before}
    assert {path.split("/")[1] for path in new} == {page.parent.name}
    path = project.root / "notebooks/good.py"
    path.write_text(path.read_text().replace("n / 9", "n / 8").replace("n != 3", "n != 4"))
    ran = sweep(project, "n=2,4")
    assert (ran.out.count(": built in "), ran.out.count(": FAILED at ")) == (1, 1)
    assert page_of(project, ran) == page
    assert answer(page) == "2 words &lt;go&gt;."
    assert '<td class="said" data-name="Share of what is said">25%</td>' in page.read_text()
    assert "4 words" not in page.read_text()  # what it said when it was last made


def test_equal_sweeps_share_a_page_and_others_do_not(project):
    write(project)
    other = '[report.turns]\nnotebook = "good"\nparameters.unit = "turns"\n'
    project.collection(f"[report.good]\n{other}")
    calls = [["n=1", "corpus=seeds"], ["corpus=seeds", "n=1"], ["n=2", "corpus=seeds"]]
    program = (
        "from helpers.reports import collection, sweep\n"
        "for report in collection.read().values():\n"
        f"    print(*(sweep.name_of(report, given) for given in {calls}))"
    )
    ran = project.run(program=[sys.executable, "-c", program])
    names = ran.out.split()
    assert [names.index(name) for name in names] == [0, 0, 2, 3, 3, 5]


WRONG = {
    "an unknown report": (["n=1"], "god", "unknown report 'god' (did you mean good?)"),
    "an unknown parameter": (["m=1"], "good", "unknown parameter 'm'"),
    "a value of another type": (["n=many"], "good", "parameter n: expected int; found 'many'"),
    "an unknown choice": (["unit=word"], "good", "found 'word' (did you mean words?)"),
    "every value of an open type": (["n=*"], "good", "parameter n: * stands for a closed list"),
    "a range that goes down": (["n=4..1"], "good", "parameter n: 4..1 goes down"),
    "nothing": (["n="], "good", "parameter n: no value given"),
    "no value": (["n"], "good", "-p n: expected name=value"),
    "the same twice": (["n=1", "n=2"], "good", "-p n: given twice"),
    "one wrong among many": (["n=1,2,x"], "good", "expected int; found 'x'"),
    "too many values": (["n=1..100000000"], "good", "parameter n: more than "),
    "too many combinations": (["n=1..300", "unit=*"], "good", "a sweep of 600 reports: at most 5"),
    "an unknown corpus": (["corpus=seeds,sedes"], "good", "there is no corpus 'sedes'"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_sweep_exits_2_in_one_line_before_any_work(project, case):
    given, name, says = WRONG[case]
    write(project)
    ran = sweep(project, *given, name=name)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("reports: ")
    assert says in ran.err
    assert not (project.root / "outputs").exists()
    assert not (project.root / ".reports").exists()


def test_a_sweep_without_values_is_wrong_usage(project):
    write(project)
    ran = project.run("sweep", "good")
    assert (ran.code, ran.out) == (2, "")
    assert "-p" in ran.err


@pytest.mark.browser
@pytest.mark.parametrize("name", ["one", "both"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_quiet_fits_and_can_be_read_by_everybody(made, chromium, name, width):
    """No request, no console message, no sideways scroll, no violation of axe."""
    from axe_playwright_python.sync_playwright import Axe

    _, path = made(name)
    context = chromium.new_context(viewport={"width": width, "height": 800}, offline=True)
    page, trips = context.new_page(), []
    page.on("request", lambda request: trips.append(request.url))
    page.on("console", lambda message: trips.append(message.text))
    page.on("pageerror", lambda error: trips.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    assert trips == [path.as_uri()]
    for scrolls in ("document.documentElement", "document.querySelector('.choices')"):
        assert page.evaluate(f"{scrolls}.scrollWidth <= innerWidth")
    images = page.locator("img")
    assert all(images.evaluate_all("a => a.map(i => i.complete && i.naturalWidth > 0 && i.alt)"))
    box = page.locator(".answer").bounding_box()
    assert box["y"] + box["height"] <= 800
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10
    for link in page.locator("a").evaluate_all("a => a.map(e => e.getAttribute('href'))"):
        assert (path.parent / link).exists()
    context.close()
