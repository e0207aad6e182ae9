# serve.py for short runs: ends a run early if it has left nothing but memory. Elsewhere than on Linux, Python ends each run.
import atexit, contextlib, ctypes, fcntl, gc, json, os, pathlib, re, sys, threading, types, weakref

def leave():
    with contextlib.suppress(BaseException):  # such as a closed output
        threading._shutdown(), atexit._run_exitfuncs()  # first, as at Python's own end
        flush()
        if not loaded() <= libraries or re.search("-packages/(?!torch/|numpy|nvidia/)", str(libraries)):
            return  # what another library leaves to the end of a process is not known
        gc.collect()
        for name in sys.modules.keys() - modules | {"__main__"}:
            sys.modules[name] = None
        gc.collect()
        flush()
        rest = gc.get_objects()
        if written() <= inherited and not any(map(is_finalized, rest)):
            os._exit(0)
        sys.modules.update((each.__name__, each) for each in rest if type(each) is types.ModuleType)  # for Python to clear

def flush():
    for stream in (sys.stdout, sys.stderr, *streams):
        stream.flush()
    flush_c(None)

def loaded():  # only Linux tells
    with contextlib.suppress(OSError), open("/proc/self/maps") as maps:
        return {line.split(None, 5)[-1] for line in maps if ".so" in line}

def written():
    with contextlib.suppress(OSError), os.scandir("/proc/self/fd") as descriptors:
        return {each.name for each in descriptors if fcntl.fcntl(int(each.name), fcntl.F_GETFL) & (os.O_WRONLY | os.O_RDWR)}

def is_finalized(thing):  # by a method, or by a callback that does more than to forget what is gone
    kind = type(thing)
    called = thing.__callback__ if issubclass(kind, weakref.ref) else None
    is_called = called and called.__module__ not in (None, "weakref", "_weakrefset", "logging")
    return is_called or kind in (weakref.WeakMethod, *weakref.ProxyTypes) or hasattr(kind, "__del__")

def train(run):
    with open(os.devnull) as nothing, open(run["stdout"], "a") as output, open(run["stderr"], "a") as errors:
        for stream, file in enumerate((nothing, output, errors)):
            os.dup2(file.fileno(), stream)
    os.environ.update(run["environment"])
    os.chdir(run["directory"])
    sys.argv = run["argv"][1:]
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    main.__file__ = os.path.abspath(sys.argv[0])
    sys.path[0] = os.path.dirname(main.__file__)
    try:
        exec(compile(pathlib.Path(main.__file__).read_bytes(), main.__file__, "exec"), main.__dict__)
    except SystemExit as end:
        if end.code is not None and (type(end.code) is not int or end.code):
            raise

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
import torch

sys.stdout.flush()
streams, flush_c = (sys.stdout, sys.stderr), ctypes.CDLL(None).fflush
modules, libraries, inherited = set(sys.modules), loaded(), written()
gc.freeze()  # what is new since then is of a run
for line in sys.stdin:
    run = json.loads(line)
    child = os.fork()
    if child == 0:
        gc.freeze = gc.collect  # what a run freezes would be seen no more
        try:
            train(run)
            leave()
        finally:
            gc.unfreeze()
        break
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps({"id": run["id"], "exit": code}), file=answers, flush=True)
