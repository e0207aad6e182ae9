/**
 * One instance of TensorFlow.js's WebAssembly for all runs of a process, with the memory that it began with. An instance for each run would leave
 * that of the run before behind: nothing but a collection of all garbage frees it, and that throws away optimised code, too. A callback of an earlier
 * run that fires late would reach the memory of the next one: plain code has none (`worker/reuse/plain-code.ts`), and a worker with anything left open ends.
 */

type Imported = (...given: unknown[]) => unknown;
type Imports = Record<string, Record<string, Imported>>;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  /** Before the first call: where static data and the stack end, and what is taken from `malloc` begins. */
  stackSave(): number;
}

interface Kept {
  readonly loaded: { readonly instance: WebAssembly.Instance };
  readonly exports: Exports;
  /** What the instance calls: that of the run that is under way. */
  imports: Imports;
  readonly functions: readonly unknown[];
  readonly data: Uint8Array;
}

/** What is larger is not kept: most runs need less, and memory cannot shrink. */
const MOST_BYTES = 48 * 2 ** 20;
const CHUNK = Buffer.alloc(2 ** 16);

let isKeeping = false;
let kept: Kept | null = null;

/** For a process that takes several runs. */
export function keepInstance(): void {
  isKeeping = true;
}

/**
 * Between two runs: the next one begins with another instance where the memory of this one has grown large.
 *
 * @returns whether it is garbage now
 */
export function dropLargeInstance(): boolean {
  if (kept === null || kept.exports.memory.buffer.byteLength <= MOST_BYTES) return false;
  kept = null;
  return true;
}

/** @param start calls `WebAssembly.instantiate` once */
export async function withOneInstance<Answer>(start: () => Promise<Answer>): Promise<Answer> {
  if (!isKeeping) return start();
  const { instantiate } = WebAssembly;
  const replacement = async (binary: Uint8Array<ArrayBuffer>, imports: Imports) => {
    if (kept !== null && isAsBefore(kept)) {
      kept.imports = imports;
      putBack(kept);
    } else kept = await keep(instantiate, binary, imports);
    return kept.loaded;
  };
  Object.assign(WebAssembly, { instantiate: replacement });
  try {
    return await start();
  } finally {
    Object.assign(WebAssembly, { instantiate });
  }
}

async function keep(
  instantiate: typeof WebAssembly.instantiate,
  binary: Uint8Array<ArrayBuffer>,
  imports: Imports,
): Promise<Kept> {
  const forwarded = Object.entries(imports).map(([module, functions]) => {
    const names = Object.keys(functions);
    const forward =
      (name: string) =>
      (...given: unknown[]) =>
        one.imports[module]?.[name]?.(...given);
    return [module, Object.fromEntries(names.map((name) => [name, forward(name)]))] as const;
  });
  const loaded = await instantiate(binary, Object.fromEntries(forwarded));
  const exports = loaded.instance.exports as unknown as Exports;
  // They are all that a run could change of it, besides the values in its memory and table.
  for (const exported of Object.values(exports)) Object.freeze(exported);
  const { memory, __indirect_function_table: table } = exports;
  const one: Kept = {
    ...{ loaded, exports, imports, functions: entriesOf(table) },
    data: new Uint8Array(memory.buffer).slice(0, exports.stackSave()),
  };
  return one;
}

function entriesOf(table: WebAssembly.Table): readonly unknown[] {
  return Array.from({ length: table.length }, (_, i) => table.get(i));
}

function isAsBefore({ exports, functions, data }: Kept): boolean {
  const now = entriesOf(exports.__indirect_function_table);
  // An exception leaves the stack where it was.
  return (
    exports.stackSave() === data.length &&
    now.length === functions.length &&
    now.every((one, i) => one === functions[i])
  );
}

/** What has never been written to is left alone: it takes no memory of the machine yet. */
function putBack({ exports, data }: Kept): void {
  const bytes = new Uint8Array(exports.memory.buffer);
  for (let start = 0; start < bytes.length; start += CHUNK.length) {
    const chunk = bytes.subarray(start, start + CHUNK.length);
    if (Buffer.compare(chunk, CHUNK) !== 0) chunk.fill(0);
  }
  bytes.set(data);
}
