/**
 * Shares one WebAssembly instance between all runs of a process; one per run would stay until a full garbage collection, which
 * also drops optimised code. A late callback could reach the next run's memory, but plain code (`worker/reuse/plain-code.ts`)
 * has none, and a worker with open handles ends.
 */

type Imported = (...given: unknown[]) => unknown;
type Imports = Record<string, Record<string, Imported>>;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  /** Before the first call, it marks where `malloc` begins. */
  stackSave(): number;
}

interface Kept {
  readonly loaded: { readonly instance: WebAssembly.Instance };
  readonly exports: Exports;
  /** Imports of the current run. */
  imports: Imports;
  readonly functions: readonly unknown[];
  readonly data: Uint8Array;
}

/** Memory cannot shrink, so a larger one is not kept. */
const MOST_BYTES = 48 * 2 ** 20;
const CHUNK = Buffer.alloc(2 ** 16);

let isKeeping = false;
let kept: Kept | null = null;

export function keepInstance(): void {
  isKeeping = true;
}

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
  // Besides memory and table, a run could change only these.
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
  // An exception does not restore the stack.
  return (
    exports.stackSave() === data.length &&
    now.length === functions.length &&
    now.every((one, i) => one === functions[i])
  );
}

/** Skips memory that was never written, which the machine has not allocated. */
function putBack({ exports, data }: Kept): void {
  const bytes = new Uint8Array(exports.memory.buffer);
  for (let start = 0; start < bytes.length; start += CHUNK.length) {
    const chunk = bytes.subarray(start, start + CHUNK.length);
    if (Buffer.compare(chunk, CHUNK) !== 0) chunk.fill(0);
  }
  bytes.set(data);
}
