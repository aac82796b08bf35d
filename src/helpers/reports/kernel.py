"""The program of a kernel: it limits itself, notes what it reads, refuses what cannot be noted.

The engine starts it by its path, so that no helper is imported before the hook is set:

    python -P kernel.py FOLDER BYTES -f CONNECTION …

FOLDER is the kernel's own: it may write there, and nowhere else. `FOLDER/read` receives a line of
JSON for each file or folder at its first opening, `[kind, path, digest]`; the digest is null where
nothing could be read. Lines are written at once, as kernels get killed. BYTES is the most memory
that it may allocate; 0 sets no limit.

The hook (PEP 578) sees every opening and listing by Python, and by libraries that open through
Python, pandas' C parser included. It is blind to `Path.exists`, and to libraries that open files by
themselves: those are refused.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import signal
import sys
import threading
from urllib.parse import unquote

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ENTRIES = {"os.mkdir", "os.remove", "os.rmdir"}  # change an entry of a folder, link or not
CHANGES = {"os.chmod", "os.chown", "os.truncate", "os.utime"}  # change what a link leads to
PROGRAMS = {"os.exec", "os.posix_spawn", "os.system", "subprocess.Popen"}
NO_MEMORY = 12  # exit status of a kernel without memory for itself
NO_PROGRAM = "a report starts no program: what that reads cannot be recorded"
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
READERS = {"duckdb", "polars", "pyarrow"}  # open files by themselves
# Where a machine tells of itself. Fonts are the collection's own, so the machine's do not matter.
MACHINE = ("/proc/", "/sys/", "/dev/", "/etc/", "/usr/share/")


def limit(size):
    """Allocate no more than so many bytes, and die with the engine that started this kernel."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if size:
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def digest(kind, path):
    """Return the SHA-256 of a file, or of a folder's sorted names; None where it cannot be read."""
    try:
        if kind == "folder":
            names = sorted(name for name in os.listdir(path) if name != "__pycache__")
            return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()
        if not os.path.isfile(path):  # reading a pipe would take from it what the cell is to have
            return None
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


class Recorder:
    """An audit hook that notes what is read, and refuses what could not be noted."""

    def __init__(self, folder):
        self.folders = tuple(
            os.path.realpath(own) + os.sep for own in (folder, os.environ["MPLCONFIGDIR"])
        )
        python = {sys.prefix, sys.base_prefix, os.path.dirname(os.__file__)}
        self.python = tuple(os.path.realpath(path) + os.sep for path in python)
        self.log = os.open(os.path.join(folder, "read"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.noted = set()
        self.here = threading.local()

    def __call__(self, event, arguments):
        """Look at an event. What is raised here the cell sees as the error of what it tried."""
        if getattr(self.here, "looking", False):
            return  # the recorder's own reading
        self.here.looking = True
        try:
            self.look(event, arguments)
        finally:
            self.here.looking = False

    def look(self, event, arguments):
        if event == "open":
            path, mode, flags = arguments
            if (flags or 0) & WRITES or (isinstance(mode, str) and set(mode) & set("wax+")):
                self.check_change(path)
            else:
                self.note("file", path)
        elif event in ("os.listdir", "os.scandir"):
            # The importer lists folders to find modules; those that it opens are noted as files.
            if "importlib" not in sys._getframe(2).f_code.co_filename:
                self.note("folder", arguments[0] or ".")
        elif event == "sqlite3.connect":
            self.note_database(os.fsdecode(arguments[0]))
        elif event == "os.symlink":
            self.check_change(*arguments[1:3], follow=False)
        elif event in ("os.link", "os.rename"):
            self.check_change(*arguments[0::2], follow=event == "os.link")
            self.check_change(*arguments[1::2], follow=False)
        elif event in ENTRIES:
            self.check_change(arguments[0], arguments[-1], follow=False)
        elif event in CHANGES:
            self.check_change(arguments[0], arguments[-1] if event != "os.truncate" else -1)
        elif event in PROGRAMS:
            raise PermissionError(NO_PROGRAM)
        elif event in NETWORK and not str(arguments[-1]).startswith("/"):  # a socket file is local
            raise PermissionError("a report uses no network: what comes from there can change")
        elif event == "import" and arguments[0].partition(".")[0] in READERS:
            raise ImportError(f"{arguments[0]} reads files unseen, so reports do without it")

    def check_change(self, path, beside=-1, follow=True):
        """Refuse to change what is not the kernel's own; `beside` is an open folder, or -1."""
        if isinstance(path, int):
            return
        path = os.fsdecode(path).rstrip("/")
        if beside != -1:
            path = os.path.join(f"/proc/self/fd/{beside}", path)
        folder, name = os.path.split(path)
        full = os.path.realpath(path) if follow else os.path.join(os.path.realpath(folder), name)
        if not full.startswith((*self.folders, "/dev/null")) and "__pycache__" not in full:
            name = os.path.basename(full)
            raise PermissionError(f"{name}: a report changes no files; show what it makes")

    def note_database(self, name):
        """Note the file of a database, also where it is written as an address."""
        if name.startswith("file:"):
            name = unquote(name.removeprefix("file:").partition("?")[0])
        if name not in ("", ":memory:"):
            self.note("file", name)

    def note(self, kind, path):
        """Write down what is opened, with its digest, at its first opening."""
        if isinstance(path, int):
            return
        path = os.path.abspath(os.fsdecode(path))
        if path.endswith(".pyc") and "__pycache__" in path:
            path = importlib.util.source_from_cache(path)
        if (kind, path) in self.noted:
            return
        self.noted.add((kind, path))
        real = os.path.realpath(path)
        if real.startswith(self.folders):
            return
        if real.startswith(MACHINE) and not real.startswith("/dev/shm/"):
            return
        if real.startswith(self.python):
            # What is installed is known by its version.
            module = re.search(r"site-packages/(\w+)[./]", real)
            if module and ("package", module[1]) not in self.noted:
                self.noted.add(("package", module[1]))
                self.write("package", module[1], None)
            return
        self.write(kind, path, digest(kind, path))

    def write(self, *line):
        os.write(self.log, json.dumps(line).encode() + b"\n")


def refuse_program(*_):
    """Stand where multiprocessing starts a new Python: the hook is not told of that."""
    raise PermissionError(NO_PROGRAM)


def main(folder, size):
    """Set the limit and the hook, then become an IPython kernel that knows no settings."""
    limit(int(size))
    if os.name == "posix":
        import _posixsubprocess

        _posixsubprocess.fork_exec = refuse_program
    sys.addaudithook(Recorder(folder))
    import zmq
    from ipykernel import kernelapp
    from IPython.core import application

    class IPKernelApp(kernelapp.IPKernelApp):  # options name the class, so it keeps its name
        def init_iopub(self, context):
            # By default a thousand outputs may wait; whatever comes on top is dropped in silence.
            context.setsockopt(zmq.SNDHWM, 0)
            super().init_iopub(context)

    for folders in (application.ENV_CONFIG_DIRS, application.SYSTEM_CONFIG_DIRS):
        folders.clear()
    IPKernelApp.launch_instance()


if __name__ == "__main__":
    own, most = sys.argv[1:3]
    del sys.argv[1:3]
    try:
        main(own, most)
    except MemoryError:
        os._exit(NO_MEMORY)
