/** For tables that do not name their metric, the call or the file does. */
import { basename, extname } from 'node:path';
import { knownMetric } from '../../../../config/known-metrics.ts';
import type { MissingOptions } from '../../missing-options.ts';
import type { ColumnOptions } from '../table.ts';

const GUESS = 'score';

export interface Unnamed {
  nameFor(file: string): string;
}

export function unnamedMetric({ metrics }: ColumnOptions, missing: MissingOptions): Unnamed {
  return {
    nameFor(file) {
      const [named] = metrics;
      if (named !== undefined) return named;
      const stem = basename(file, extname(file));
      if (knownMetric(stem) !== null) return stem;
      missing.ask('--metric', 'the name of the metric, which no column gives', GUESS);
      return GUESS;
    },
  };
}
