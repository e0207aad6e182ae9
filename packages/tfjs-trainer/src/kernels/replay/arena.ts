/** Recorded steps share this memory in turn; equal requests get equal addresses. Allocation is best fit. */
import type { WasmBackend } from '../toolkit.ts';

type Memory = Pick<WasmBackend['wasm'], '_malloc' | '_free'>;

interface Block {
  readonly address: number;
  size: number;
  before: Block | null;
  after: Block | null;
}

interface Region {
  readonly size: number;
  readonly first: Block;
  isOpen: boolean;
}

const ALIGNMENT = 64;
const SMALLEST_REGION = 2 ** 20;
/** Memory grows by this share of the total. */
const NEXT_REGION = 1 / 4;

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

export class Arena {
  readonly #memory: Memory;
  /** Steps open regions in the order of their creation. */
  #regions: Region[] = [];
  readonly #free = new Set<Block>();
  readonly #taken = new Map<number, Block>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  begin(): void {
    for (const region of this.#regions) region.isOpen = false;
    this.#free.clear();
  }

  /** @returns 0 if memory is full */
  take(bytes: number): number {
    const size = aligned(Math.max(bytes, 1));
    const block = this.#bestFit(size) ?? this.#open(size);
    if (block === null) return 0;
    this.#free.delete(block);
    if (block.size > size) {
      const { address, after } = block;
      const rest: Block = { address: address + size, size: block.size - size, before: block, after };
      if (after !== null) after.before = rest;
      [block.size, block.after] = [size, rest];
      this.#free.add(rest);
    }
    this.#taken.set(block.address, block);
    return block.address;
  }

  #bestFit(size: number): Block | null {
    let best: Block | null = null;
    for (const block of this.#free)
      if (block.size >= size && (best === null || block.size < best.size)) best = block;
    return best;
  }

  /** Takes the first region that fits, so that addresses do not depend on later recordings. */
  #open(size: number): Block | null {
    let region = this.#regions.find((one) => !one.isOpen && one.size >= size);
    if (region === undefined) {
      const held = this.#regions.reduce((sum, one) => sum + one.size, 0);
      const usual = Math.max(aligned(held * NEXT_REGION), SMALLEST_REGION);
      const made = this.#allocate(Math.max(usual, size)) ?? this.#allocate(size);
      if (made === null) return null;
      region = made;
      this.#regions.push(region);
    }
    region.isOpen = true;
    return region.first;
  }

  #allocate(size: number): Region | null {
    const address = this.#memory._malloc(size) >>> 0;
    const first = { address, size, before: null, after: null };
    return address === 0 ? null : { size, first, isOpen: false };
  }

  holds(address: number): boolean {
    return this.#taken.has(address);
  }

  free(address: number): void {
    let block = this.#taken.get(address);
    if (block === undefined) {
      this.#memory._free(address);
      return;
    }
    this.#taken.delete(address);
    const { before, after } = block;
    if (after !== null && this.#free.delete(after)) this.#join(block, after);
    if (before !== null && this.#free.delete(before)) {
      this.#join(before, block);
      block = before;
    }
    this.#free.add(block);
  }

  #join(block: Block, { size, after }: Block): void {
    block.size += size;
    block.after = after;
    if (after !== null) after.before = block;
  }

  /** Frees regions without tensors. */
  shrink(): void {
    this.#regions = this.#regions.filter(({ first, size }) => {
      if (first.size < size || this.#taken.has(first.address)) return true;
      this.#free.delete(first);
      this.#memory._free(first.address);
      return false;
    });
  }
}
