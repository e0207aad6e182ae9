/** How runs of the programs of docs/reference/command-protocol.md end, beside processes of their own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSameEndings, PYTHON } from '../support/serve-program.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Nothing is left of these that only Python's own end would write. */
const COMPLETE = {
  nothing: '',
  'no code': 'sys.exit(None)',
  'a code of success': 'sys.exit(0)',
  'an exit in a function': `
def main(log): log.write("1"); sys.exit()
main(open("log.txt", "w"))`,
  'open files': `
import gzip, own, zipfile
class Log: pass
text, data, archive, packed = open("text.txt", "w"), open("data", "w+b"), zipfile.ZipFile("a.zip", "w"), gzip.open("b.gz", "w")
log = Log(); log.itself = log; log.file = open("itself.txt", "w")
text.write("1"), data.write(b"2"), archive.writestr("a", "3"), packed.write(b"4"), log.file.write("5")`,
  'files that a module keeps open': 'import kept',
  'open tables and archives': `
import csv, io, pickle, tarfile
table, archive, objects = open("a.csv", "w"), tarfile.open("b.tar", "w"), open("c.pickle", "wb")
csv.writer(table).writerow([1, 2]), archive.addfile(tarfile.TarInfo("d"), io.BytesIO()), pickle.dump([3], objects)`,
  'databases that are open': `
import dbm.dumb, shelve, sqlite3
kept, lost = sqlite3.connect("a.db"), sqlite3.connect("b.db")
for each in kept, lost: each.execute("create table runs (seed)"); each.execute("insert into runs values (1)")
kept.commit(); kept.execute("insert into runs values (2)")
wal = sqlite3.connect("c.db"); wal.execute("pragma journal_mode = wal"); wal.execute("create table runs (seed)"); wal.commit()
shelf = shelve.Shelf(dbm.dumb.open("shelf"), writeback=True); shelf["1"] = []; shelf["1"].append(2)`,
  'weak collections that a module imported before keeps': `
import json, weakref
class Model: pass
json.model = Model(); json.names = weakref.WeakKeyDictionary({json.model: 1}); json.all = weakref.WeakSet([json.model])
json.models = weakref.WeakValueDictionary({1: json.model}); print(isinstance(json.model, io.IOBase))`,
  logs: `
import logging, logging.handlers
logging.basicConfig(filename="a.log"); logging.warning("1")
kept = logging.handlers.MemoryHandler(99, target=logging.FileHandler("b.log")); logging.getLogger("kept").addHandler(kept)
logging.getLogger("kept").warning("2")`,
  'a file that is mapped': `
import mmap
file = open("data", "w+b"); file.truncate(4096); mapped = mmap.mmap(file.fileno(), 4096); mapped[0] = 1`,
  'files for a while': `
import tempfile
folder, file = tempfile.TemporaryDirectory(dir="."), tempfile.NamedTemporaryFile(dir=".")
kept = tempfile.SpooledTemporaryFile(); kept.write(b"1")`,
  'output of a library': 'import ctypes; ctypes.CDLL(None).printf(b"0.7")',
  'output at its end': `
class Last:
    def __del__(self): print("2"); os.write(1, b"3"); print("4", file=sys.__stderr__)
last = Last(); print("1")`,
  'calls at its end': `
import atexit, tempfile
folder = tempfile.TemporaryDirectory(dir=".")
for n in (1, 2): atexit.register(lambda n=n: (print(n), open(f"{n}.txt", "w")))
atexit.register(lambda: 1 / 0)`,
  'an error at its end': `
class Last:
    def __del__(self): raise ValueError("late")
last = Last()`,
  'a generator that stops halfway': `
def steps(open=open):
    try: yield 1
    finally: print("2"); open("steps.txt", "wb").write(b"3")
all = steps(); next(all)`,
  'contexts that it never leaves': `
import contextlib, weakref
stack = contextlib.ExitStack(); stack.enter_context(open("a.txt", "w")).write("1"); stack.callback(print, "2")
class Model: pass
model = Model(); weakref.finalize(model, lambda: open("b.txt", "w").write("3"))`,
  'a loop of events': `
import asyncio
async def main(): await asyncio.sleep(0); open("a.txt", "w").write("1")
asyncio.run(main())`,
  'a thread that fails': 'import threading; threading.Thread(target=lambda: 1 / 0).start()',
  'threads that write later': `
import threading, time
from concurrent.futures import ThreadPoolExecutor
threading.Thread(target=lambda: (time.sleep(0.05), open("late.txt", "w"))).start()
threading.Thread(target=lambda: time.sleep(99), daemon=True).start()
ThreadPoolExecutor(2).submit(lambda: open("pool.txt", "w").write("1"))`,
  'a program and a fork of its own': `
import subprocess
subprocess.run([sys.executable, "-c", "print(1)"])
sys.stdout.flush(); child = os.fork(); log = open(f"{child == 0}.txt", "w"); log.write("1"); print("2")
if child: os.waitpid(child, 0)`,
};

/** Python itself ends these: they fail, or something of them is still open or comes to its end with what Python had before. */
const LEFT = {
  'a code': 'sys.exit(3)',
  'a code below 0': 'sys.exit(-1)',
  'a code above 255': 'sys.exit(256)',
  'a flag': 'sys.exit(True)',
  'a sentence': 'sys.exit("no such data")',
  'no sentence': 'sys.exit("")',
  'a number that is no code': 'raise SystemExit(2.5)',
  'a zero that is no code': 'raise SystemExit(0.0)',
  'an interrupt': 'raise KeyboardInterrupt',
  'an error': 'log = open("log.txt", "w"); log.write("1"); raise ValueError("bad data")',
  'an error in a module': 'import broken_by_nothing',
  'a file that a module imported before keeps open': `
import gzip, json
json.log = gzip.open("log.gz", "w"); json.log.write(b"1")`,
  'an object that a module imported before keeps': `
import json
class Last:
    def __del__(self, open=open): open("last.txt", "w").write("1")
json.last = Last()`,
  'an object that it freezes': `
import gc, json
class Last:
    def __del__(self, open=open): open("last.txt", "w").write("1")
json.last = Last(); gc.collect(); gc.freeze()`,
  'a weak reference that a module imported before keeps': `
import json, weakref
class Model: pass
json.model = Model(); json.watch = weakref.ref(json.model, lambda _, open=open: open("last.txt", "w").write("1"))`,
  'a proxy that a module imported before keeps': `
import json, weakref
class Model: pass
json.model = Model(); json.watch = weakref.proxy(json.model, lambda _, open=open: open("last.txt", "w").write("1"))`,
  'a weak method that a module imported before keeps': `
import json, weakref
class Model:
    def save(self): pass
json.model = Model(); json.watch = weakref.WeakMethod(json.model.save, lambda _, open=open: open("last.txt", "w").write("1"))`,
  'a finalizer without attributes': `
import json
class Last(int):
    __slots__ = ()
    def __del__(self, open=open): open("last.txt", "w").write("1")
json.last = Last(3)`,
  'a module that stays in memory': `
import ctypes, own
ctypes.pythonapi.Py_IncRef(ctypes.py_object(own))`,
  'a library that it loads': `
import _ctypes, ctypes, shutil
ctypes.CDLL(shutil.copy(_ctypes.__file__, os.path.abspath("std.so"))); log = open("log.txt", "w"); log.write("1")`,
  'a generator that a module imported before keeps': `
import json
def steps(open=open):
    try: yield 1
    finally: open("steps.txt", "wb").write(b"2")
json.steps = steps(); next(json.steps)`,
  'a log of a logger': `
import logging
handler = logging.StreamHandler(open("log.txt", "w")); logging.getLogger("kept").addHandler(handler); handler.stream.write("1")`,
  'an error that is kept': `
def fail(): log = open("log.txt", "w"); log.write("1"); 1 / 0
try: fail()
except ZeroDivisionError as error: sys.last_value = error`,
  'another stream of its output': 'import json; json.out = open(1, "w", closefd=False); json.out.write("1")',
  'a file of C': `
import ctypes
c = ctypes.CDLL(None); c.fopen.restype = ctypes.c_void_p
c.fputs(b"1", ctypes.c_void_p(c.fopen(b"a.txt", b"w")))`,
  'a descriptor': 'os.write(os.open("a.txt", os.O_CREAT | os.O_RDWR), b"1")',
  output: `
import ctypes
class Last:
    def __del__(self): sys.__stdout__.write("4")
last = Last()
sys.stdout.write("1"); sys.stdout.flush(); ctypes.CDLL(None).printf(b"2"); ctypes.CDLL(None).fflush(None)
sys.__stdout__.write("3"); sys.stdout = io.StringIO(); print("unseen")`,
  'output that goes two ways': `
class Both:
    def __init__(self): self.log = open("log.txt", "w"); self.kept = ""
    def write(self, text): self.kept += text
    def flush(self): self.log.write(self.kept); sys.__stdout__.write(self.kept); self.kept = ""
sys.stdout = Both(); print("1")`,
  'output that it closes': 'print("0.8"); sys.stdout.close()',
  'output without a descriptor': 'print("1"); os.close(1)',
  'a stream that is detached': 'sys.stdout = io.TextIOWrapper(sys.stdout.detach()); print("1")',
  'a file that is open where it handles a signal': `
import signal, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit()); log = open("a.txt", "w"); log.write("1")
os.kill(os.getpid(), signal.SIGTERM); time.sleep(9)`,
  'a thread that never gets to write': `
import select, threading
full = os.pipe()[1]
threading.Thread(target=lambda: os.fdopen(full, "wb").write(bytes(10**6)), daemon=True).start()
while select.select([], [full], [], 0)[1]: pass
print("1")`,
};

/** Python may end these by itself or not. */
const EITHER = {
  'an end of its own': 'os._exit(5)',
  'a signal that ends it': 'import signal; os.kill(os.getpid(), signal.SIGTERM)',
  'a process that it never joins': `
import multiprocessing
multiprocessing.get_context("fork").Process(target=lambda: open("process.txt", "w").write("1")).start()`,
  'a pool that it never closes': `
import multiprocessing
def save(name): open(name, "w").write("1")
pool = multiprocessing.get_context("fork").Pool(2); pool.map(save, ["a.txt", "b.txt"])`,
  'processes that start at its end': `
import multiprocessing, time
from concurrent.futures import ProcessPoolExecutor
def save(name): open(name, "w").write("1")
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    for name in ("1.txt", "2.txt", "3.txt"): pool.submit(save, name)`,
};

/** In the place of a package whose library has output of its own, as those with Fortran. */
const OTHER_PACKAGE = `
import _ctypes, ctypes, pathlib, shutil
folder = pathlib.Path("site-packages/package").absolute(); folder.mkdir(parents=True)
ctypes.CDLL(shutil.copy(_ctypes.__file__, folder / "library.so"))`;

test.runIf(PYTHON !== null)(
  'a run that Python ends ends as a process of its own does (needs Python)',
  async () => {
    const endedByPython = await expectSameEndings('each run ended by Python', {
      ...COMPLETE,
      ...LEFT,
      ...EITHER,
    });
    expect(endedByPython).toEqual(expect.arrayContaining(Object.keys(COMPLETE)));
  },
);

test.runIf(PYTHON !== null)(
  'a run that ends early ends as a process of its own does (needs Python)',
  async () => {
    const endedByPython = await expectSameEndings('runs that end early', { ...COMPLETE, ...LEFT, ...EITHER });
    // Elsewhere nothing tells what is open.
    if (process.platform !== 'linux') return;
    expect(endedByPython.filter((name) => !(name in EITHER))).toEqual(Object.keys(LEFT));
  },
);

test.runIf(PYTHON !== null)(
  'what Python had registered before the program also happens (needs Python)',
  async () => {
    const folder = await temporaryFolder();
    const registers = 'import atexit\natexit.register(lambda: open("registered.txt", "w"))';
    await writeFile(join(folder, 'sitecustomize.py'), registers);
    const { nothing, logs } = COMPLETE;
    const runs = { nothing, logs, 'a code': LEFT['a code'] };
    const endedByPython = await expectSameEndings('runs that end early', runs, {
      environment: { PYTHONPATH: folder },
    });
    if (process.platform === 'linux') expect(endedByPython).toEqual(['a code']);
  },
);

test.runIf(PYTHON !== null)(
  'Python ends runs beside a library of another package (needs Python)',
  async () => {
    const { nothing, logs } = COMPLETE;
    const endedByPython = await expectSameEndings(
      'runs that end early',
      { nothing, logs },
      { imports: OTHER_PACKAGE },
    );
    expect(endedByPython).toEqual(['nothing', 'logs']);
  },
);
