"""The pages in a real browser, from disk: complete, quiet, readable, and deaf to what they hold."""

import json
import re
import tomllib
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMES = list(tomllib.loads((ROOT / "reports.toml").read_text(encoding="utf-8"))["report"])
PAGES = ["index.html", *(f"{name}/index.html" for name in NAMES)]
QUOTING = [n for n in NAMES if "evidence." in (ROOT / f"notebooks/{n}.py").read_text("utf-8")]
SHEETS = [n for n in NAMES if 'tags=["sheet"]' in (ROOT / f"notebooks/{n}.py").read_text("utf-8")]
MOST_WORDS = 25  # of a quotation


class Visit:
    """A page, opened from disk: what it asked for, said and did."""

    def __init__(self, page, path):
        self.page, self.url, self.trips = page, path.as_uri(), []
        page.on("request", lambda request: self.note("request", request.url))
        page.on("console", lambda message: self.note("console", message.text))
        page.on("pageerror", lambda error: self.note("error", str(error)))
        page.on("dialog", lambda dialog: (self.note("dialog", dialog.message), dialog.dismiss()))
        page.goto(self.url)
        page.wait_for_timeout(200)

    def note(self, kind, what):
        if (kind, what) != ("request", self.url):
            self.trips.append((kind, what[:200]))

    def text(self):
        return self.page.locator("body").inner_text()

    def unfold(self):
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")

    def fits(self):
        """Is nothing wider than the screen? Tables that scroll by themselves are not."""
        return self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def visit(chromium):
    """Open a file as `visit(path, width)`; without a network, as nothing may need one."""

    @contextmanager
    def opened(path, width=1280, height=800, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        try:
            yield Visit(context.new_page(), path)
        finally:
            context.close()

    return opened


@pytest.fixture(params=["without texts", pytest.param("with texts", marks=pytest.mark.texts)])
def outputs(request):
    """The folder of pages, in both states."""
    name = {"without texts": "without", "with texts": "with_texts"}[request.param]
    return request.getfixturevalue(name).root / "outputs"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_quiet_fits_and_can_be_read_by_everybody(outputs, visit, page, width, request):
    """No request, no console message, no sideways scroll, no violation of axe, folded or not.

    Axe takes most of the time: without texts it sees the wide page, with texts the unfolded one.
    """
    from axe_playwright_python.sync_playwright import Axe

    with visit(outputs / page, width) as visited:
        assert visited.trips == []
        assert visited.fits()
        images = visited.page.locator("img")
        assert all(alt and alt.strip() for alt in images.evaluate_all("a => a.map(i => i.alt)"))
        assert all(images.evaluate_all("a => a.map(i => i.complete && i.naturalWidth > 0)"))
        if width == 390:  # folded at one width, unfolded at the other
            visited.unfold()
            assert visited.fits()
        if (width == 390) != ("with texts" in request.node.callspec.id):
            return
        found = Axe().run(visited.page, options={"resultTypes": ["violations"]}).response
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []
        assert len(found["passes"]) > 10


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_the_answer_is_on_the_first_screen_and_the_code_is_folded(without, visit, page):
    with visit(without.root / "outputs" / page) as visited:
        box = visited.page.locator(".answer").first.bounding_box()
        assert box["y"] + box["height"] <= 800
        code = visited.page.locator("details.code")
        assert (code.count() > 5) == (page != "index.html")
        assert visited.page.locator("details.code[open]").count() == 0
        assert not any(pre.is_visible() for pre in visited.page.locator("details pre").all())


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_complete_without_scripts(without, visit, page):
    path = without.root / "outputs" / page
    with visit(path) as visited, visit(path, java_script_enabled=False) as plain:
        assert plain.text() == visited.text()
        assert len(plain.text()) > 500


@pytest.mark.browser
@pytest.mark.parametrize("name", ["33_what_the_translation_keeps", "50_who_is_connected"])
def test_chinese_on_a_page_is_drawn_also_where_the_machine_has_no_such_font(without, visit, name):
    page = without.root / f"outputs/{name}/index.html"
    shown = "".join(set(re.findall("[\u4e00-\u9fff]", page.read_text(encoding="utf-8"))))
    assert len(shown) > 20
    with visit(page) as visited:
        loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
        assert visited.page.evaluate(loaded) == ["Han"]
        width = """([font, text]) => { const c = document.createElement('canvas').getContext('2d');
            c.font = '20px ' + font; return [...text].map(t => c.measureText(t).width) }"""
        assert visited.page.evaluate(width, ["Han", shown]) == pytest.approx(
            [20] * len(shown), abs=0.01
        )


@pytest.mark.browser
def test_every_link_of_the_collection_leads_to_a_file(without, visit):
    for page in PAGES:
        path = without.root / "outputs" / page
        with visit(path) as visited:
            links = visited.page.locator("a").evaluate_all(
                "a => a.map(e => e.getAttribute('href'))"
            )
            inside = [link for link in links if link.startswith("#")]
            assert all(visited.page.locator(link).count() == 1 for link in inside)
        missing = [link for link in links if ":" not in link and not (path.parent / link).exists()]
        assert set(missing) == set(inside)


def printed_pages(page):
    """How many pages of A4 does a browser print?"""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.browser
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_alone_on_one_page_and_explains_itself(outputs, visit, name):
    path = outputs / name / "index.html"
    with visit(path) as visited:
        whole = printed_pages(visited.page)
        visited.page.get_by_role("link", name="To print this page alone").click()
        assert printed_pages(visited.page) == 1 < whole
        visited.page.emulate_media(media="print")
        assert visited.page.locator("#sheet").is_visible()
        assert not visited.page.locator(".finding").is_visible()
        sheet = visited.page.locator("#sheet").inner_text()
        sizes = visited.page.locator("#sheet td, #sheet p.caption").evaluate_all(
            "a => a.map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) > 9.9, "smaller than 7.5 points cannot be read on a wall"
    assert re.search(r"lines? \d+", sheet), "no line of a document is named"
    assert re.search(r"\b20\d\d\b", sheet), "no date of a document is named"


def unquoted(html):
    """A page without quotations, or what stands in their place, and without their characters."""
    html = re.sub(r"@font-face { .*? }\n|style-src 'sha256-.*?'", "", html)
    return re.sub(r'<(q|span) class="quotation">.*?</\1>', "", html, flags=re.DOTALL)


def bare(notebook):
    """A notebook without the quotations in its outputs."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output["data"]["text/html"] = unquoted("".join(output["data"]["text/html"]))
    return content


@pytest.mark.texts
@pytest.mark.parametrize("name", sorted(set(NAMES) - set(QUOTING)))
def test_a_page_without_quotations_is_the_same_with_and_without_texts(without, with_texts, name):
    assert without.published(f"outputs/{name}") == with_texts.published(f"outputs/{name}")


@pytest.mark.texts
@pytest.mark.parametrize("name", QUOTING)
def test_texts_change_quotations_and_nothing_else(without, with_texts, name):
    one, other = (project.published(f"outputs/{name}") for project in (without, with_texts))
    assert list(one) == list(other)
    pages = {}
    for path in one:
        file = path.rpartition("/")[2]
        if file == "index.html":
            pages = {state: built[path].decode() for state, built in (("-", one), ("+", other))}
        elif file == "notebook.ipynb":
            assert bare(one[path]) == bare(other[path])
        elif file == "provenance.json":
            before, after = json.loads(one[path]), json.loads(other[path])
            assert before.pop("fingerprint") != after.pop("fingerprint")
            missing, found = (part["executed"].pop("texts") for part in (before, after))
            assert set(missing.values()) == {None}
            assert missing.keys() == found.keys()
            assert None not in found.values()
            assert before == after
        elif file != "SHA256SUMS":
            assert one[path] == other[path], f"{file} depends on whether the texts are there"
    assert unquoted(pages["-"]) == unquoted(pages["+"])
    assert pages["-"].count('class="quotation"') == pages["+"].count('<q class="quotation">') > 0
    assert "text not installed</span>" in pages["-"]
    assert "text not installed" not in pages["+"]


@pytest.mark.texts
def test_the_index_is_the_same_with_and_without_texts(without, with_texts):
    one, other = (project.root / "outputs/index.html" for project in (without, with_texts))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.texts
@pytest.mark.parametrize("name", QUOTING)
def test_no_quotation_is_longer_than_allowed(with_texts, name):
    page = (with_texts.root / f"outputs/{name}/index.html").read_text(encoding="utf-8")
    quotations = re.findall(r'<q class="quotation"><bdi>(.*?)</bdi></q>', page, re.DOTALL)
    assert quotations
    assert max(len(words.replace("…", " ").split()) for words in quotations) <= MOST_WORDS


ACT = "window.acted = (window.acted || 0) + 1"
NOWHERE = "http://127.0.0.1:9"
ATTACKS = f"""\
<script>{ACT}</script>
<img src="{NOWHERE}/a.png" onerror="{ACT}">
<img src=x onerror="{ACT}">
<svg onload="{ACT}"><image href="{NOWHERE}/b.png"/></svg>
<iframe src="{NOWHERE}/c"></iframe><iframe srcdoc="<script>parent.acted = 1</script>"></iframe>
<object data="{NOWHERE}/d"></object><embed src="{NOWHERE}/e">
<link rel="stylesheet" href="{NOWHERE}/f.css"><base href="{NOWHERE}/">
<meta http-equiv="refresh" content="0; url={NOWHERE}/g">
<style>main {{ display: none }} @import url({NOWHERE}/h.css);</style>
<form action="{NOWHERE}/i"><input autofocus onfocus="{ACT}"></form>
<details open ontoggle="{ACT}"><summary>s</summary></details>
<p style="background: url({NOWHERE}/j.png); position: fixed; inset: 0">styled</p>
<a href="javascript:{ACT}">one</a> <a href="JaVaScRiPt:{ACT}">two</a>
<a href="&#9;javascript:1">three</a>
<a href="data:text/html,<script>1</script>">four</a> <a href="vbscript:1">five</a>
</p></div></section></main></body></html><script>{ACT}</script>
"""
INVISIBLE = "a\u202eb\u2066c\u200bd\u061ce\x07f\U000e0041g"
VISIBLE = "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200B⟩d⟨U+061C⟩e⟨U+0007⟩f⟨U+E0041⟩g"
HOSTILE = f"""\
import pandas as pd
from IPython.display import HTML, SVG, Markdown, display
from helpers import evidence, findings, tables
attacks, marks = {ATTACKS!r}, {INVISIBLE!r}
bad = "helper " + marks + attacks
display(findings.say(bad))
display(tables.show(pd.DataFrame({{bad: [bad], "n": [1]}}), "t", bad))
record = dict(doc=bad, line_start=1, line_end=1, char_start=0, char_end=1, says=bad, key=bad)
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>" + "{ACT}" + "</script></svg>"))
display(HTML("<p>html " + marks + "</p>" + attacks))
print("print " + marks + attacks)
bad"""


@pytest.fixture(scope="session")
def hostile(once, projects):
    """A report of a notebook whose texts, prose, question and outputs are all hostile."""

    def make(folder):
        project = projects.new(folder / "project")
        question = f"Who acts {INVISIBLE.replace(chr(7), '')} <script>{ACT}</script>?"
        project.notebook("hostile", HOSTILE, asked=question)
        path = project.root / "notebooks/hostile.py"
        text = path.read_text(encoding="utf-8")
        prose = "\n".join(f"# {line}" for line in f"prose {INVISIBLE}\n\n{ATTACKS}".split("\n"))
        links = f"[six](javascript:{ACT}) ![seven]({NOWHERE}/k.png) <javascript:1>"
        text += f"\n# %% [markdown]\n{prose}\n#\n# {links} [eight](data:text/html,1)\n"
        text = text.replace("go.", f"go {INVISIBLE.encode('unicode_escape').decode()}<b>.")
        path.write_text(text, encoding="utf-8")
        ran = project.run("build")
        assert (ran.code, ran.err) == (0, ""), ran

    return once("hostile", make) / "project/outputs"


def what_happened(visited):
    """Everything that a page which only shows itself does not do."""
    visited.page.wait_for_timeout(500)
    happened = {kind for kind, _ in visited.trips}
    if visited.page.url != visited.url:
        return happened | {"moved"}
    if visited.page.evaluate("window.acted"):
        happened.add("acted")
    if len(visited.page.frames) > 1:
        happened.add("frame")
    if not visited.page.locator("main").first.is_visible():
        happened.add("hidden")
    schemes = "a => a.map(e => e.protocol + e.getAttribute('href'))"
    for link in visited.page.locator("a[href]").evaluate_all(schemes):
        if not link.startswith(("file:", "https:", "http:")):
            happened.add("link")
    if visited.page.locator("svg, form, input, object, embed, base, [style]").count():
        happened.add("element")
    return happened


@pytest.mark.browser
@pytest.mark.parametrize("page", ["hostile/index.html", "index.html"])
def test_a_hostile_document_cannot_act_in_a_page(hostile, visit, page):
    with visit(hostile / page) as visited:
        assert what_happened(visited) == set()
        assert visited.page.locator("h1").count() == 1
        assert visited.page.locator("footer").is_visible()


@pytest.mark.browser
def test_what_a_hostile_document_holds_is_seen(hostile, visit):
    with visit(hostile / "hostile/index.html") as visited:
        text = visited.text()
        for way in ("helper", "html", "print", "prose"):
            assert f"{way} {VISIBLE}" in text
        assert text.count(f"<script>{ACT}</script>") >= 4
        assert VISIBLE.replace("⟨U+0007⟩", "") in visited.page.title()
    with visit(hostile / "index.html") as visited:
        assert f"go {VISIBLE}<b>." in visited.text()


@pytest.mark.browser
def test_the_same_document_does_act_in_a_page_of_the_stock_exporter(hostile, visit, tmp_path):
    """The proof that the tests above can fail."""
    from nbconvert import HTMLExporter

    body, _ = HTMLExporter().from_filename(str(hostile / "hostile/notebook.ipynb"))
    page = tmp_path / "stock.html"
    page.write_text(body.replace("refresh", "stay here"), encoding="utf-8")
    with visit(page) as visited:
        assert {"acted", "request", "console", "frame", "link"} <= what_happened(visited)
    page.write_text(body, encoding="utf-8")
    with visit(page) as visited:
        assert "moved" in what_happened(visited)
