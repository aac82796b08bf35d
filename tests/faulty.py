"""Publishing under faults: a program that the tests start, with a project as GOING_OUT_ROOT.

    python faulty.py NAME FIRST SECOND      publish SECOND over FIRST, failing at each operation

FIRST and SECOND are folders with `outputs/` and `.reports/` as two builds of a report left them;
FIRST may be empty. For every fault and every n, a process of its own publishes, and its n-th
operation on files fails. What is on the disk then is compared with what may be there, and so is
what an undisturbed publishing makes of it. Writes one line of JSON per try.
"""

import builtins
import errno
import io
import json
import os
import shutil
import signal
import sys
from pathlib import Path

ROOT = Path(os.environ.get("GOING_OUT_ROOT", "."))
EVENTS = {
    "os.mkdir": "mkdir", "os.remove": "unlink", "os.rename": "rename", "os.rmdir": "rmdir",
}  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NEED_ROOM = {"fsync", "mkdir", "open", "write"}
# What fails, at which operations, and whether all later ones of that kind fail, too.
FAULTS = {
    "killed": (None, None, False),
    "torn write": (None, {"write"}, False),
    "disk full": (errno.ENOSPC, NEED_ROOM, True),
    "read or write error": (errno.EIO, None, False),
    "disk gone": (errno.EIO, None, True),
}
REACHED, NOT_REACHED, SAID, WENT_ON = 10, 11, 12, 13


class Faulty:
    """Fail at the n-th operation below a folder. Once it watches, it cannot be stopped."""

    def __init__(self, fault, n, below, tell=lambda kind: None):
        self.code, self.kinds, self.lasting = FAULTS[fault]
        self.left, self.below, self.tell, self.failed = n, str(below), tell, False
        opened, fsync = io.open, os.fsync

        def watched(file, mode="r", *rest, **more):
            if set(mode) <= set("wb") and "b" in mode and "w" in mode:
                return io.BufferedWriter(_Written(file, mode, watch=self))
            return opened(file, mode, *rest, **more)

        def settle(handle):
            self.look("fsync", _path(handle))
            fsync(handle)

        builtins.open = io.open = os.fdopen = watched
        os.fsync = settle
        sys.addaudithook(self)

    def __call__(self, event, arguments):
        if event in EVENTS:
            self.look(EVENTS[event], arguments[0], arguments[-1])
        elif event == "open" and (arguments[2] or 0) & WRITES and not isinstance(arguments[0], int):
            self.look("open", arguments[0])

    def look(self, kind, path, beside=-1, tear=lambda: None):
        folder = _path(beside) if isinstance(beside, int) and beside != -1 else ""
        if not os.path.join(folder, os.fsdecode(path)).startswith(self.below):
            return
        if self.kinds and kind not in self.kinds:
            return
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.lasting):
            if not self.failed:
                self.tell(kind)
            self.failed = True
            if self.code is None:
                tear()
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self.code, os.strerror(self.code), os.fsdecode(path))


class _Written(io.FileIO):
    def __init__(self, file, mode, watch):
        super().__init__(file, mode)
        self.watch = watch

    def write(self, content):
        half = bytes(content[: len(content) // 2])
        tear = super().write
        self.watch.look("write", _path(self.fileno()), tear=lambda: tear(half))
        return super().write(content)


def _path(handle):
    return os.readlink(f"/proc/self/fd/{handle}")


def _tree(folder):
    """Every file and folder below a folder: the files with what they hold."""
    found = {}
    for path in sorted(folder.rglob("*")):
        found[path.relative_to(folder).as_posix()] = path.read_bytes() if path.is_file() else None
    return found


def _take(state):
    for folder in ("outputs", ".reports"):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
        if (state / folder).is_dir():
            shutil.copytree(state / folder, ROOT / folder)
    for made in ("failed", "fonts"):  # by kernels, and by reports that failed earlier
        (ROOT / ".reports" / made).mkdir(parents=True, exist_ok=True)


def main(name, first, second):
    """Try every fault at every operation."""
    from helpers.reports import collection, plan, publish, verify

    os.fsync = lambda _: None  # nobody pulls the plug, and there are hundreds of tries
    _take(second)
    report = collection.read()[name]
    record, notebook = publish.executed(name)
    own = {path.name: path.read_bytes() for path in (ROOT / "outputs" / name).iterdir()}
    old = {path.name: path.read_bytes() for path in (first / "outputs" / name).glob("*")}
    old_index = _tree(first).get("outputs/index.html")

    def work():
        with publish.alone():
            publish.keep_executed(name, record, notebook)
            publish.put(name, {file: own[file] for file in own if file != publish.MANIFEST})
            publish.forget_failure(name)
            publish.index(collection.read(), {})

    work()
    whole = {part: _tree(ROOT / part) for part in ("outputs", ".reports")}

    def disturbed(fault, n):
        """Publish in a process of its own; return how it ended, and at which operation."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            faulty = Faulty(fault, n, ROOT, lambda kind: os.write(writer, kind.encode()))
            try:
                work()
                ended = WENT_ON if faulty.failed else NOT_REACHED
            except OSError:
                ended = SAID
            os._exit(ended)
        os.close(writer)
        with os.fdopen(reader) as said:
            failed = said.read()
        status = os.waitpid(child, 0)[1]
        return REACHED if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status), failed

    def check(fault, ended):
        """What is wrong with what is on the disk?"""
        wrong = []
        folder = _tree(ROOT / "outputs" / name)
        now = {file: text for file, text in folder.items() if file[0] != "."}
        wrong += [
            f"{file} is neither old nor new" for file, text in now.items()
            if text not in (old.get(file), own.get(file))
        ]  # fmt: skip
        wrong += [f"{file} is gone" for file in own if file in old and file not in now]
        if now.get(publish.MANIFEST) == own[publish.MANIFEST]:
            early = [file for file in own if now.get(file) != own[file]]
            wrong += [f"the manifest is new, {file} is not" for file in early]
        if ended == SAID and fault != "disk gone" and now not in (old, own):
            wrong.append("the old report did not stay as it was")
        if ended == WENT_ON and now != own:
            wrong.append("nothing was said of the fault")
        index = _tree(ROOT / "outputs").get("index.html")
        if index not in (old_index, whole["outputs"]["index.html"]):
            wrong.append("outputs/index.html is neither old nor new")
        if "damaged" in str(publish.executed(name)):
            wrong.append("what the cells showed is damaged")
        names = " ".join((*publish.published(), *publish.manifest(name), *publish.damage(name)))
        if ".new" in names or ".part" in names:
            wrong.append(f"something half-written counts: {names}")
        step = plan.step(report)
        if now != own and step.action == "keep":
            wrong.append("the next build would keep what is not whole")
        if step.action != "keep" and not step.reasons:
            wrong.append("no reason is given")
        if now != own and verify.states({name: report})[0].state == "current":
            wrong.append("verify calls current what is not whole")
        work()
        again = {part: _tree(ROOT / part) for part in whole}
        for part in whole:
            differing = {file for file in {*again[part], *whole[part]}
                         if again[part].get(file, 0) != whole[part].get(file, 0)}  # fmt: skip
            wrong += [f"the next build leaves {part}/{file} wrong" for file in sorted(differing)]
        if plan.step(report).action != "keep":
            wrong.append("the next build does not settle it")
        return wrong

    for fault in FAULTS:
        n, ended = 0, REACHED
        while ended != NOT_REACHED:
            n += 1
            _take(first)
            ended, failed = disturbed(fault, n)
            if ended != NOT_REACHED:
                said = {"fault": fault, "n": n, "at": failed, "ended": ended}
                sys.stdout.write(json.dumps(said | {"wrong": check(fault, ended)}) + "\n")
                sys.stdout.flush()  # or children would write it again


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
