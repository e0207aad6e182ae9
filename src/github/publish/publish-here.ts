/** What needs no server: the job summary and the outputs. Written before anything is asked of one, and again when more is known. */
import { join } from 'node:path';
import type { ExperimentResult } from '../../verdict/result.ts';
import { renderOutputs } from './outputs.ts';
import { setOutputs } from './set-output.ts';
import type { JobSummary } from './summary.ts';
import { tryToPublish } from './try-to-publish.ts';

export interface Here {
  readonly summary: JobSummary;
  /** Folder of report.md, report.html and result.json. */
  readonly outputDirectory: string;
}

export interface KnownByNow {
  readonly result: ExperimentResult;
  /** Markdown. */
  readonly report: string;
  readonly commentUrl: string | null;
}

/** @returns writes it; what could not be written once is told once, and not tried again. The answer is whether there is a summary */
export function publisherHere({ summary, outputDirectory }: Here): (known: KnownByNow) => Promise<boolean> {
  let hasSummary = true;
  let hasOutputs = true;
  return async ({ result, report, commentUrl }) => {
    if (hasSummary) hasSummary = (await tryToPublish(async () => summary.write(report))).failure === null;
    const files = {
      result: join(outputDirectory, 'result.json'),
      report: join(outputDirectory, 'report.md'),
      htmlReport: join(outputDirectory, 'report.html'),
    };
    const outputs = renderOutputs(result, { ...files, commentUrl });
    if (hasOutputs) hasOutputs = (await tryToPublish(async () => setOutputs(outputs))).failure === null;
    return hasSummary;
  };
}
