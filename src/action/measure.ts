/** Modes `measure`, `publish` and `report`. */
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { linesOfConfig } from '../config/file/lines.ts';
import { MAX_CONFIG_BYTES } from '../config/file/load.ts';
import { EXIT_NO_VERDICT } from '../exit-codes.ts';
import { keepReport } from '../experiment/keep-report.ts';
import { type ExperimentRequest, type Progress, runExperiment } from '../experiment.ts';
import { readTextOrNull } from '../files/open-file.ts';
import type { ConfigLines } from '../github/check/annotations.ts';
import { type LiveComment, startLiveComment } from '../github/comment/live-comment.ts';
import type { Destination } from '../github/publish/destination.ts';
import { publish } from '../github/publish/publish.ts';
import { publishNoVerdict } from '../github/publish/publish-no-verdict.ts';
import { withoutCommands } from '../github/workflow-commands.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { ActionInputs } from './inputs.ts';
import { experimentOf, type Measurement, showProgress, untouchedBy } from './measurement.ts';
import { openSharedRecords } from './shared-records.ts';

export async function measure(measurement: Measurement): Promise<number> {
  const { inputs, destination, summary, signal } = measurement;
  const request = await experimentOf(measurement);
  const untouched = await untouchedBy(measurement, request);
  if (untouched !== null) {
    core.info(untouched);
    const mode = inputs.comment;
    await publishNoVerdict({ destination, kind: 'untouched', message: untouched, mode, summary, signal });
    return 0;
  }
  const records = await openSharedRecords({
    ...measurement,
    client: destination.client,
    config: destination.config,
  });
  const live = liveComment(destination, inputs);
  try {
    const onProgress = (progress: Progress) => {
      showProgress(progress);
      live?.onProgress(progress);
    };
    const { onPrepared } = records;
    const outcome = await core.group('Training', () =>
      withoutCommands(() => runExperiment({ ...request, onProgress, onPrepared })),
    );
    const { result, outputDirectory, exitCode } = outcome;
    await withoutCommands(() => core.info(renderTerminal(result)));
    const hasVerdict = exitCode !== EXIT_NO_VERDICT;
    const exitCodeOf = ({ passed }: ExperimentResult['gate']) => (hasVerdict ? Number(!passed) : exitCode);
    const published = await publish({
      destination,
      result,
      hasVerdict,
      outputDirectory,
      mode: inputs.comment,
      acceptedLabel: inputs.acceptedLabel,
      configLines: configLines(request, destination.config),
      summary,
      live,
      signal,
      keep: (accepted) => keepReport(outputDirectory, accepted),
      // Holds even if the step is killed later.
      onGate(gate) {
        process.exitCode = exitCodeOf(gate);
      },
      upload: (withinMs) => records.upload(outcome, withinMs),
    });
    if (!hasVerdict) core.error(`No verdict: ${result.reason ?? 'training failed'}`);
    else if (!published.gate.passed) core.error(`The gate failed: ${published.gate.reason}`);
    return exitCodeOf(published.gate);
  } finally {
    const saved = records.save();
    measurement.onSaving(saved);
    // A stopped step saves while it publishes; the process waits for both.
    await Promise.all([live?.stop(), signal.aborted ? null : saved]);
  }
}

function liveComment({ comment, context }: Destination, inputs: ActionInputs): LiveComment | null {
  if (comment === null || context.kind !== 'pull-request' || inputs.comment === 'never') return null;
  // The other modes take seconds.
  if (inputs.mode !== 'measure') return null;
  return startLiveComment({ comment, context, create: inputs.comment === 'always' });
}

/** Lines of the config that the reader sees. Another may have governed. */
function configLines({ repository, config }: ExperimentRequest, path: string): ConfigLines {
  const text = readTextOrNull(resolve(repository, config), MAX_CONFIG_BYTES) ?? '';
  return { ...linesOfConfig(text), path };
}
