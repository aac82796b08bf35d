"""The notebooks in JupyterLab: opened by double click, run, saved, and not one byte changed."""

import importlib.util
import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import jupytext
import pytest
from jupytext.config import load_jupytext_config
from playwright.sync_api import TimeoutError, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

PROBE = '''\
# %% [markdown]
# # How many go?
#
# One sentence, and a list:
# - *one*
# - two

# %% tags=["parameters"]
corpus: str = "seeds"
years: int = 5  # how long

# %%
from __future__ import annotations

import helpers


def twice(n: int) -> int:
    """Twice as many."""
    return 2 * n


# %% [markdown]
# ## Try to break it

# %% tags=["checks", "hide-input"]
# %precision is no magic here but a comment
assert twice(years) == 10
print("走出去:", corpus, twice(years), helpers.__name__)

# %% tags=["provenance"]
"all cells ran".upper()
'''


def saved(path):
    """The text that Jupytext writes for the notebook that it reads from this file."""
    config = load_jupytext_config(str(path))
    form = {"extension": ".py", "format_name": "percent"}
    config.set_default_format_options(form)
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), form, config=config)
    return jupytext.writes(notebook, form, config=config)


@pytest.fixture
def project(tmp_path):
    """A scratch project with one notebook and the real settings."""
    folder = tmp_path / "a project"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "10_probe.py").write_text(PROBE, encoding="utf-8")
    shutil.copy(ROOT / "jupytext.toml", folder)
    for notebook in NOTEBOOKS[:2]:  # the start page, and one that it leads to
        shutil.copy(notebook, folder / "notebooks")
    return folder


def test_a_probe_notebook_is_saved_as_it_was_opened(project):
    assert saved(project / "notebooks" / "10_probe.py") == PROBE


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_saved_as_it_was_opened(notebook):
    assert saved(notebook) == notebook.read_text(encoding="utf-8")


def test_a_header_and_notes_of_other_programs_do_not_survive_saving(project):
    probe = project / "notebooks" / "10_probe.py"
    header = "# ---\n# jupyter:\n#   celltoolbar: Tags\n# ---\n\n"
    marked = PROBE.replace("# %%\n", "# %% slideshow={'a': 1}\n", 1)
    probe.write_text(header + marked, encoding="utf-8")
    assert saved(probe) == PROBE


@contextmanager
def running_lab(project, home):
    """Start JupyterLab as `make lab` does, without a browser of its own; yield its address."""
    recipe = subprocess.run(
        ["make", "--no-print-directory", "-n", "lab"],
        cwd=ROOT,
        env=os.environ | {"MAKEFLAGS": "", "ARGS": "never read from here"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    program, *arguments = recipe[-1].split()
    arguments += ["--no-browser", "--allow-root", "--ServerApp.port=0"]
    homes = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    log = home / "log"
    with log.open("w", encoding="utf-8") as output:
        lab = subprocess.Popen(
            [ROOT / program, *arguments],
            cwd=project,
            env=os.environ | homes | {"HOME": str(home), "IPYTHONDIR": str(home / "ipython")},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield address(home / "RUNTIME", lab, log)
        finally:
            lab.terminate()
            lab.wait(30)


def address(runtime, lab, log):
    """Where Lab says that it listens, with its token."""
    for _ in range(600):
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                server = json.loads(text)
                return f"http://127.0.0.1:{server['port']}/?token={server['token']}"
        assert lab.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def is_save(request):
    return request.method == "PUT" and "/api/contents/" in request.url


def run_all(page, tries=3):
    """Run all cells and see what they show; again, as a person would, if a click came too early."""
    for left in reversed(range(tries)):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        try:
            page.get_by_text("走出去: seeds 10 helpers").wait_for(timeout=30_000)
            page.get_by_text("'ALL CELLS RAN'").wait_for(timeout=30_000)
        except TimeoutError:
            if not left:
                raise
        else:
            return


needs_lab = pytest.mark.skipif(
    importlib.util.find_spec("jupyterlab") is None, reason="no JupyterLab here: make lab adds it"
)
needs_chromium = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium here: install the package chromium"
)


def idle(page):
    indicator = ".jp-Notebook-ExecutionIndicator[data-status=idle]:visible"
    page.locator(indicator).wait_for(timeout=60_000)


@pytest.mark.browser
@needs_chromium
@needs_lab
def test_the_start_page_opens_first_and_leads_to_the_notebooks(project, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    start, other = (path.read_text(encoding="utf-8").split("\n")[1][4:] for path in NOTEBOOKS[:2])
    with running_lab(project, home) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(lab)
        page.get_by_role("heading", name=start).wait_for(timeout=60_000)
        idle(page)
        for _ in range(3):  # again, as a person would, if a click came too early
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
            with suppress(TimeoutError):
                page.get_by_role("link", name=other).wait_for(timeout=30_000)
                break
        page.get_by_role("link", name=other).click()
        page.get_by_role("heading", name=other).locator("visible=true").first.wait_for(
            timeout=60_000
        )
        assert page.locator(".jp-Dialog").all_inner_texts() == []
        tabs = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tabLabel").all_inner_texts()
        assert tabs == [path.name for path in NOTEBOOKS[:2]]
        browser.close()


@pytest.mark.browser
@needs_chromium
@needs_lab
def test_a_notebook_opens_by_double_click_runs_and_saves_back_byte_for_byte(project, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    probe = project / "notebooks" / "10_probe.py"
    with running_lab(project, home) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        asked = []
        page.on("request", lambda request: asked.append(request.url))

        page.goto(lab)
        page.get_by_role("heading").first.wait_for(timeout=60_000)  # of the start page
        page.locator(".jp-DirListing-item", has_text=probe.name).dblclick(timeout=60_000)
        page.get_by_role("heading", name="How many go?").wait_for(timeout=60_000)
        idle(page)
        assert page.locator(".jp-Dialog").all_inner_texts() == []

        run_all(page)

        opened = probe.stat().st_mtime_ns
        with page.expect_response(lambda answer: is_save(answer.request)) as saving:
            page.keyboard.press("Control+s")
        assert saving.value.ok
        assert page.locator(".jp-Dialog").all_inner_texts() == []
        assert page.locator(".Toastify__toast").all_inner_texts() == []
        browser.close()

    assert probe.stat().st_mtime_ns > opened
    assert probe.read_bytes() == PROBE.encode()
    local = lab.split("/?")[0]
    assert [url for url in asked if not url.startswith((local, "data:", "blob:"))] == []
    assert list(project.glob("notebooks/*.ipynb")) == []
