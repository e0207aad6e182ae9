import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochValues } from '../../../types/module.d.ts';

/** The training diverged: a result, not a failure. */
export class Diverged extends Error {
  override readonly name = 'Diverged';
}

export class Curve {
  readonly #path: string;
  onEpoch: () => void = () => {};

  constructor(runDirectory: string) {
    this.#path = join(runDirectory, 'log.jsonl');
    writeFileSync(this.#path, '');
  }

  /** @throws Diverged if the training loss is not finite, after writing the epoch */
  report(epoch: number, values: EpochValues): void {
    if (typeof epoch !== 'number' || !Number.isFinite(epoch) || epoch < 0) {
      throw new TypeError(`report(${String(epoch)}, …): the epoch must be a number from 1`);
    }
    const train = finiteValues(epoch, 'train', values.train);
    const validation = finiteValues(epoch, 'validation', values.validation);
    appendFileSync(this.#path, `${JSON.stringify({ epoch, train, validation })}\n`);
    this.onEpoch();
    const loss = values.train?.loss;
    if (loss !== undefined && !Number.isFinite(loss)) throw new Diverged(`loss is ${loss} in epoch ${epoch}`);
  }
}

/** Drops values that JSON cannot hold. */
function finiteValues(
  epoch: number,
  split: string,
  values: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const finite: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'number') {
      throw new TypeError(`report(${epoch}, …): ${split}.${name} is ${JSON.stringify(value)}, not a number`);
    }
    if (Number.isFinite(value)) finite[name] = value;
  }
  return finite;
}
