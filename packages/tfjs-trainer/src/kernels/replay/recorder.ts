/** Runs one step in memory of the arena and records its calls. */
import type * as tf from '@tensorflow/tfjs';
import type { SimdKernels } from '../simd.ts';
import type { TensorInfo, Toolkit, WasmBackend, Watcher } from '../toolkit.ts';
import type { Arena } from './arena.ts';
import { drawUniform, isUniform } from './draws.ts';
import { foreignEntry } from './foreign.ts';
import {
  type Constant,
  copyInto,
  copyOf,
  copyOut,
  type Entry,
  type Place,
  type Recording,
} from './recording.ts';
import type { VariableMemory } from './variable-memory.ts';

type Step = (inputs: tf.Tensor[]) => tf.Tensor[];
type Simd = Record<string, (...given: number[]) => unknown>;

export class Recorder implements Watcher {
  readonly #tools: Toolkit;
  readonly #arena: Arena;
  /** Constants of an earlier recording, whose addresses are reused. */
  readonly #expected: readonly Constant[];
  readonly #simd: SimdKernels;
  readonly #watched: SimdKernels;
  readonly #entries: Entry[] = [];
  readonly #taken = new Map<number, object>();
  readonly #constants: Constant[] = [];
  readonly #alive = new Set<number>();
  readonly #outside = new Set<object>();
  readonly #views: object[] = [];
  readonly #draws: number[] = [];
  #kernel: { isForeign: boolean; readonly made: Place[] } | null = null;
  #isReplayable = true;

  constructor(tools: Toolkit, arena: Arena, expected: readonly Constant[] = []) {
    this.#tools = tools;
    this.#arena = arena;
    this.#expected = expected;
    this.#simd = tools.simd;
    this.#watched = Object.fromEntries(
      Object.entries(tools.simd as unknown as Simd).map(([name, run]) => [
        name,
        (...given: number[]) => {
          const answer = run(...given);
          this.#entries.push({ run, given, answer });
          return answer;
        },
      ]),
    ) as unknown as SimdKernels;
  }

  /** @returns the step's outputs and its recording; null if it cannot be replayed */
  record(
    step: Step,
    inputs: readonly tf.Tensor[],
    variableMemory: VariableMemory,
  ): [tf.Tensor[], Recording | null] {
    const { tf: t, backend } = this.#tools;
    const { random } = Math;
    Math.random = () => {
      const value = random();
      this.#draws.push(value);
      return value;
    };
    this.#resume();
    this.#arena.begin();
    try {
      const placed = inputs.map((input) => copyOf(this.#tools, this.#placeOf(input)));
      const places = placed.map((input) => this.#placeOf(input));
      const answered = t.tidy(() => step(placed));
      const isAsBefore = variableMemory.putBack((from, to, bytes) => {
        this.#use(to);
        const given = [this.#tools, to, from, bytes];
        const seen = [this.#placeOf(to), from, bytes];
        this.#entries.push({ run: copyInto, given, answer: undefined, seen });
      });
      if (!isAsBefore) this.#isReplayable = false;
      const outputs = answered.map((output) => ({
        ...this.#placeOf(output),
        isKept: (output as tf.Tensor & { kept: boolean }).kept,
      }));
      if (outputs.some(({ address }) => !this.#taken.has(address))) this.#isReplayable = false;
      this.#pause();
      const copies = copyOut(this.#tools, outputs);
      this.#resume();
      for (const tensor of [...answered, ...placed]) tensor.dispose();
      const outside = new Map([...this.#outside].map((id) => [id, backend.refCount(id)]));
      const isLeft = this.#taken.size + this.#alive.size + this.#draws.length > 0;
      if (isLeft || [...outside.values()].includes(0)) this.#isReplayable = false;
      const variables = new Map(
        Object.values(t.engine().registeredVariables)
          .filter(({ dataId }) => outside.has(dataId))
          .map((variable) => [variable, variable.dataId] as const),
      );
      const recording = { inputs: places, outputs, entries: this.#entries, outside, variables };
      if (this.#isReplayable)
        return [copies, { ...recording, constants: this.#constants, views: this.#views }];
      this.#abandon();
      return [copies, null];
    } catch (error) {
      this.#abandon();
      throw error;
    } finally {
      this.#pause();
      Math.random = random;
    }
  }

  #abandon(): void {
    this.#arena.shrink();
    for (const [address, id] of this.#taken) {
      if (!this.#arena.holds(address)) continue;
      this.#tools.backend.relocate(id);
      this.#arena.free(address);
    }
    const isExpected = (address: number) => this.#expected.some((one) => one.address === address);
    for (const { address } of this.#constants)
      if (!this.#alive.has(address) && !isExpected(address)) this.#tools.backend.wasm._free(address);
    for (const view of this.#views) this.#tools.backend.dropView(view);
  }

  #resume(): void {
    this.#tools.watcher = this;
    this.#tools.simd = this.#watched;
  }

  #pause(): void {
    this.#tools.watcher = null;
    this.#tools.simd = this.#simd;
  }

  readonly #placeOf = ({ dataId, shape, dtype }: TensorInfo): Place => {
    return { address: this.#tools.backend.dataIdMap.get(dataId).memoryOffset, shape, dtype };
  };

  #use({ dataId, dtype }: TensorInfo): void {
    if (dtype === 'string' || dtype === 'complex64') this.#isReplayable = false;
    const address = this.#tools.backend.dataIdMap.get(dataId).memoryOffset;
    if (!this.#taken.has(address) && !this.#alive.has(address)) this.#outside.add(dataId);
  }

  runKernel(kernel: tf.KernelFunc, call: Parameters<tf.KernelFunc>[0]): TensorInfo | TensorInfo[] {
    if (this.#kernel !== null) return kernel(call);
    const tensors = Object.values(call.inputs).flat() as Array<TensorInfo | null | undefined>;
    for (const tensor of tensors) if (tensor != null) this.#use(tensor);
    const first = this.#entries.length;
    const state = { isForeign: false, made: [] as Place[] };
    this.#kernel = state;
    let answer: TensorInfo | TensorInfo[];
    try {
      answer = kernel(call);
    } finally {
      this.#kernel = null;
    }
    // The kernel made outputs, but nothing recorded wrote them.
    const isEmpty = state.made.length > 0 && this.#entries.length === first;
    if (state.isForeign || isEmpty) {
      this.#entries.length = first;
      if (!this.#isReplayable) return answer;
      const { entry, views } = foreignEntry(this.#tools, kernel, call, state.made, this.#placeOf);
      this.#entries.push(entry);
      this.#views.push(...views);
    }
    return answer;
  }

  take(bytes: number, values: Uint8Array | null, id: object): number {
    if (values === null || this.#kernel !== null) {
      const address = this.#takeFromArena(bytes);
      this.#taken.set(address, id);
      return address;
    }
    const address = this.#expectedPlace(values) ?? this.#tools.backend.wasm._malloc(bytes) >>> 0;
    this.#constants.push({ address, bytes });
    this.#alive.add(address);
    if (this.#draws.length > 0) this.#addDraw(address, values);
    return address;
  }

  #takeFromArena(bytes: number): number {
    const address = this.#arena.take(bytes);
    if (address !== 0) return address;
    // Dropping recordings may free enough memory.
    this.#isReplayable = false;
    this.#arena.shrink();
    return this.#tools.backend.wasm._malloc(bytes) >>> 0;
  }

  /** Drawn numbers need not match, since they differ in every step. */
  #expectedPlace(values: Uint8Array): number | undefined {
    const { address, bytes } = this.#expected[this.#constants.length] ?? { address: 0, bytes: -1 };
    const before = this.#tools.backend.wasm.HEAPU8.subarray(address, address + bytes);
    const isSame =
      bytes === values.length && (this.#draws.length > 0 || Buffer.compare(before, values) === 0);
    return isSame ? address : undefined;
  }

  #addDraw(address: number, values: Uint8Array): void {
    const [draw = 0, ...others] = this.#draws.splice(0);
    if (others.length > 0 || !this.#isReplayable) {
      this.#isReplayable = false;
      return;
    }
    this.#isReplayable = isUniform(draw, values);
    const given = [this.#tools, address, values.length / 4];
    this.#entries.push({ run: drawUniform, given, answer: undefined, seen: given.slice(1) });
  }

  give(address: number): void {
    if (this.#alive.delete(address)) return;
    this.#taken.delete(address);
    this.#arena.free(address);
  }

  makeOutput(make: WasmBackend['makeOutput'], ...given: Parameters<WasmBackend['makeOutput']>): TensorInfo {
    // A C++ kernel took this memory, or it is text, which has none.
    if (given[2] != null || given[1] === 'string') this.#isReplayable = false;
    const output = make(...given);
    this.#kernel?.made.push(this.#placeOf(output));
    return output;
  }

  touch(): void {
    if (this.#kernel === null) this.#isReplayable = false;
    else this.#kernel.isForeign = true;
  }

  again(run: () => void, seen: readonly unknown[], used: readonly tf.Tensor[]): void {
    for (const tensor of used) this.#use(tensor);
    this.#pause();
    run();
    this.#resume();
    this.#entries.push({ run, given: [], answer: undefined, seen });
  }
}
