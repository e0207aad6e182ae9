import { join } from 'node:path';
import type { Destination } from '../../src/github/publish/destination.ts';
import type { PublishRequest } from '../../src/github/publish/publish.ts';
import { openSummary } from '../../src/github/publish/runner-files.ts';

export const LABEL = 'conclusive: accepted';

/** A publication of a verdict, without artifacts and progress. @param folder of report and summary */
export function publishRequest(destination: Destination, folder: string): Omit<PublishRequest, 'result'> {
  return {
    destination,
    hasVerdict: true,
    outputDirectory: folder,
    mode: 'always',
    acceptedLabel: LABEL,
    configLines: { path: 'conclusive.yml', metrics: new Map([['macro_f1', 4]]), checks: 9 },
    summary: openSummary(join(folder, 'summary.md')),
    live: null,
    signal: new AbortController().signal,
    keep: async () => undefined,
    onGate: () => undefined,
    upload: async () => null,
  };
}
