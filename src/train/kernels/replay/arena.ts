/**
 * Memory of recorded steps. They take turns, so all share it: each begins with all of it free, and one that asks for the same sizes in the same
 * order gets the same addresses. A block is taken where it fits best; the rest of it stays free, and free neighbours become one.
 */
import type { WasmBackend } from '../toolkit.ts';

type Memory = Pick<WasmBackend['wasm'], '_malloc' | '_free'>;

interface Block {
  readonly address: number;
  size: number;
  isTaken: boolean;
}

/** Memory in one piece. */
interface Region {
  readonly address: number;
  readonly size: number;
  /** In the order of their addresses. */
  readonly blocks: Block[];
  /** Whether the step that is recorded has needed it yet. */
  isOpen: boolean;
}

/** A block that is not taken. */
interface Free {
  readonly region: Region;
  readonly at: number;
}

const ALIGNMENT = 64;
/** What nothing is written to costs no memory, but a part of the addresses. */
const SMALLEST_REGION = 2 ** 24;

export class Arena {
  readonly #memory: Memory;
  /** In the order in which they were made: steps open them in this order. */
  #regions: Region[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** A step begins: nothing is taken. */
  begin(): void {
    for (const region of this.#regions) region.isOpen = false;
  }

  /** @returns 0 where there is no room left */
  take(bytes: number): number {
    const size = Math.ceil(Math.max(bytes, 1) / ALIGNMENT) * ALIGNMENT;
    const found = this.#bestFit(size) ?? this.#open(size);
    return found === null ? 0 : split(found, size);
  }

  #bestFit(size: number): Free | null {
    let best: Free | null = null;
    let smallest = Number.POSITIVE_INFINITY;
    for (const region of this.#regions) {
      if (!region.isOpen) continue;
      for (const [at, block] of region.blocks.entries()) {
        if (block.isTaken || block.size < size || block.size >= smallest) continue;
        best = { region, at };
        smallest = block.size;
      }
    }
    return best;
  }

  /** The first that is big enough, not the last that was made: addresses must not depend on what was recorded since. */
  #open(size: number): Free | null {
    let region = this.#regions.find((one) => !one.isOpen && one.size >= size);
    if (region === undefined) {
      // Each as large as all before it, so that they are few.
      const held = this.#regions.reduce((sum, one) => sum + one.size, SMALLEST_REGION);
      const made = this.#allocate(Math.max(held, size)) ?? this.#allocate(size);
      if (made === null) return null;
      region = made;
      this.#regions.push(region);
    }
    region.isOpen = true;
    return { region, at: 0 };
  }

  #allocate(size: number): Region | null {
    const address = this.#memory._malloc(size) >>> 0;
    const blocks = [{ address, size, isTaken: false }];
    return address === 0 ? null : { address, size, blocks, isOpen: false };
  }

  holds(address: number): boolean {
    return this.#regionOf(address) !== undefined;
  }

  #regionOf(address: number): Region | undefined {
    return this.#regions.find((one) => address >= one.address && address < one.address + one.size);
  }

  free(address: number): void {
    const blocks = this.#regionOf(address)?.blocks;
    if (blocks === undefined) {
      this.#memory._free(address);
      return;
    }
    const at = blocks.findIndex((block) => block.address === address);
    const [before, block, after] = [blocks[at - 1], blocks[at], blocks[at + 1]];
    if (block === undefined) throw new Error(`no block begins at ${address}`);
    block.isTaken = false;
    if (after?.isTaken === false) {
      block.size += after.size;
      blocks.splice(at + 1, 1);
    }
    if (before?.isTaken === false) {
      before.size += block.size;
      blocks.splice(at, 1);
    }
  }

  /** Gives back what holds no tensor. */
  shrink(): void {
    this.#regions = this.#regions.filter(({ address, blocks }) => {
      if (blocks.some(({ isTaken }) => isTaken)) return true;
      this.#memory._free(address);
      return false;
    });
  }
}

function split({ region, at }: Free, size: number): number {
  const block = region.blocks[at] as Block;
  const rest = block.size - size;
  if (rest > 0)
    region.blocks.splice(at + 1, 0, { address: block.address + size, size: rest, isTaken: false });
  Object.assign(block, { size, isTaken: true });
  return block.address;
}
