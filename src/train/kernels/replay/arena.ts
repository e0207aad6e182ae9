/**
 * Memory of recorded steps. They take turns, so all share it: a block that one call of a step has freed serves the next of its size, and each step
 * that asks for the same sizes in the same order gets the same addresses.
 */
import type { WasmBackend } from '../toolkit.ts';

type Memory = Pick<WasmBackend['wasm'], '_malloc' | '_free'>;

interface Block {
  readonly address: number;
  readonly size: number;
  isTaken: boolean;
}

export class Arena {
  readonly #memory: Memory;
  /** By size, in the order in which they were made. */
  readonly #bySize = new Map<number, Block[]>();
  readonly #byAddress = new Map<number, Block>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** @returns 0 where there is no room left */
  take(bytes: number): number {
    const size = roundUp(bytes);
    const blocks = this.#bySize.get(size) ?? [];
    this.#bySize.set(size, blocks);
    // The first, not the last that was freed: addresses must not depend on what was recorded before.
    let block = blocks.find(({ isTaken }) => !isTaken);
    if (block === undefined) {
      const address = this.#memory._malloc(size) >>> 0;
      if (address === 0) return 0;
      block = { address, size, isTaken: true };
      blocks.push(block);
      this.#byAddress.set(address, block);
    }
    block.isTaken = true;
    return block.address;
  }

  /** Leaves the memory to the tensor that is in it. */
  leave(address: number): void {
    const block = this.#byAddress.get(address);
    if (block === undefined) return;
    const blocks = this.#bySize.get(block.size) ?? [];
    blocks.splice(blocks.indexOf(block), 1);
    this.#byAddress.delete(address);
  }

  free(address: number): void {
    const block = this.#byAddress.get(address);
    if (block === undefined) this.#memory._free(address);
    else block.isTaken = false;
  }

  /** Gives free blocks back, and leaves the others. */
  end(): void {
    for (const { address, isTaken } of this.#byAddress.values()) if (!isTaken) this.#memory._free(address);
    this.#byAddress.clear();
    this.#bySize.clear();
  }
}

/** A batch that is a little smaller finds room in the blocks of the others: at most an eighth is lost. */
function roundUp(bytes: number): number {
  const unit = Math.max(64, 2 ** (Math.ceil(Math.log2(Math.max(bytes, 1))) - 4));
  return Math.ceil(bytes / unit) * unit || unit;
}
