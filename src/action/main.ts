/** The action: read inputs and event, run the experiment, publish, gate. What it says in CI can be had locally by the CLI. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { UserError } from '../config/user-error.ts';
import { type Progress, runExperiment } from '../experiment.ts';
import { readContext } from '../github/context.ts';
import { withoutCommands } from '../github/log.ts';
import { publish } from '../github/publish.ts';
import { progressLine } from '../report/progress-line.ts';
import { renderSummary } from '../report/summary.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { VERSION } from '../version.ts';
import { readInputs } from './inputs.ts';

// As the CLI's.
const EXIT_USAGE = 2;
const EXIT_NO_VERDICT = 3;
const EXIT_INTERRUPTED = 130;

async function main(signal: AbortSignal): Promise<number> {
  const { config, token, comment, ...inputs } = readInputs((name) => core.getInput(name));
  // From here on nothing in this process, and nothing that it starts, finds the token.
  delete process.env.INPUT_TOKEN;
  const context = readContext(process.env, await readPayload());
  const experiment = {
    repository: resolve(process.env.GITHUB_WORKSPACE ?? '.', inputs.workingDirectory),
    config,
    base: inputs.base ?? context.base?.ref,
    head: inputs.head ?? context.head.ref,
    baseName: inputs.base ?? context.base?.name,
    governedByBase: context.governedByBase,
    outputDirectory: inputs.outputDirectory,
    parallel: inputs.parallel,
    signal,
    onProgress: showProgress,
  };
  const { result, outputDirectory, exitCode } = await core.group('Training', () =>
    withoutCommands(() => runExperiment(experiment)),
  );
  await withoutCommands(() => core.info(renderSummary(result)));
  await publish({
    context,
    result,
    outputDirectory,
    config,
    mode: comment,
    token,
    apiUrl: process.env.GITHUB_API_URL,
    summaryPath: process.env.GITHUB_STEP_SUMMARY,
  });
  if (exitCode === EXIT_NO_VERDICT) core.error(`No verdict: ${result.reason ?? 'training failed'}`);
  else if (!result.gate.passed) core.error(`The gate failed: ${result.gate.reason}`);
  return exitCode;
}

async function readPayload(): Promise<unknown> {
  const path = process.env.GITHUB_EVENT_PATH;
  return path ? JSON.parse(await readFile(path, 'utf8')) : null;
}

function showProgress(progress: Progress): void {
  const line = progressLine(progress);
  if (line !== null) core.info(line);
}

/** A cancelled workflow sends SIGINT, then SIGTERM, then kills. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new AbortedError('stopped by a signal')));
}

try {
  process.exitCode = await main(stop.signal);
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): number {
  if (error instanceof AbortedError) {
    core.error('stopped; finished runs are kept');
    return EXIT_INTERRUPTED;
  }
  if (error instanceof UserError) {
    core.error(error.message);
    return EXIT_USAGE;
  }
  const report = error instanceof Error ? error.stack : String(error);
  core.error(`conclusive ${VERSION} failed; this is a fault of the program, please report it:\n${report}`);
  return EXIT_NO_VERDICT;
}
