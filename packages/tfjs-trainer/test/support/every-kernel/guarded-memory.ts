/** Memory of the WebAssembly backend between guard words, filled before it is given out. */

const GUARD_BYTES = 256;

export interface Memory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Blocks that are taken while `run` runs. @returns its answer, and whether every guard word is as it was */
export function withGuards<Answer>(
  memory: Memory,
  poison: number,
  run: (check: () => void) => Answer,
): Answer {
  // Emscripten puts other functions in their places when they are called first.
  memory._free(memory._malloc(1));
  const { _malloc, _free } = memory;
  const blocks = new Map<number, number>();
  const guardsOf = (address: number, bytes: number) => {
    const rest = (4 - (bytes % 4)) % 4;
    return [
      memory.HEAPU8.subarray(address - GUARD_BYTES, address),
      memory.HEAPU8.subarray(address + bytes + rest, address + bytes + rest + GUARD_BYTES),
    ];
  };
  const check = (): void => {
    for (const [address, bytes] of blocks)
      if (guardsOf(address, bytes).some((guard) => guard.some((byte) => byte !== poison)))
        throw new Error(`something was written outside of a tensor of ${bytes} bytes`);
  };
  memory._malloc = (bytes) => {
    const all = bytes + 2 * GUARD_BYTES + 4;
    const start = _malloc.call(memory, all) >>> 0;
    memory.HEAPU8.fill(poison, start, start + all);
    blocks.set(start + GUARD_BYTES, bytes);
    return start + GUARD_BYTES;
  };
  memory._free = (address) => {
    const isOurs = blocks.has(address >>> 0);
    if (isOurs) check();
    blocks.delete(address >>> 0);
    _free.call(memory, isOurs ? (address >>> 0) - GUARD_BYTES : address);
  };
  try {
    return run(check);
  } finally {
    for (const address of blocks.keys()) _free.call(memory, address - GUARD_BYTES);
    Object.assign(memory, { _malloc, _free });
  }
}
