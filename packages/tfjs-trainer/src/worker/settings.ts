import type { Params } from '../../types/module.d.ts';
import { UnusableModule } from './unusable-module.ts';

export interface FitSettings {
  readonly epochs: number;
  readonly batchSize: number;
}

export function fitSettings(params: Params): FitSettings {
  return { epochs: whole(params, 'epochs', 10), batchSize: whole(params, 'batch_size', 32) };
}

function whole(params: Params, name: string, byDefault: number): number {
  const value = params[name] ?? byDefault;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new UnusableModule(
    `params.${name} is ${JSON.stringify(value)}; it must be a whole number, at least 1`,
  );
}
