/** The action: read inputs and event, run the experiment, publish, gate. What it says in CI can be had locally by the CLI. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as core from '@actions/core';
import { EXIT_NO_VERDICT } from '../exit-codes.ts';
import { type Progress, runExperiment } from '../experiment.ts';
import { type EventContext, readContext } from '../github/context.ts';
import { withoutCommands } from '../github/log.ts';
import { publish } from '../github/publish.ts';
import { type FailureRequest, publishFailure } from '../github/publish-failure.ts';
import { findBase } from '../github/push-base.ts';
import { progressLine } from '../report/progress-line.ts';
import { renderSummary } from '../report/summary.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { explain } from './explain.ts';
import { hideSecrets } from './hide-secrets.ts';
import { type ActionInputs, INPUTS, type Input, readCommentPlace, readInputs } from './inputs.ts';

/** Where a failure has to be told; the rest of it comes to be known on the way. */
type Place = { -readonly [Key in keyof Omit<FailureRequest, 'message'>]: FailureRequest[Key] };

const given = new Map(INPUTS.map((name) => [name, core.getInput(name)]));
const getInput = (name: Input) => given.get(name) ?? '';
// Before anything else runs.
hideSecrets();

async function main(place: Place, signal: AbortSignal): Promise<number> {
  const context = readContext(process.env, await readPayload());
  place.context = context;
  const inputs = readInputs(getInput);
  place.mode = inputs.comment;
  const repository = resolve(process.env.GITHUB_WORKSPACE ?? '.', inputs.workingDirectory);
  const { outputDirectory: output } = inputs;
  const experiment = {
    ...(await comparedCommits(repository, inputs, context)),
    repository,
    config: inputs.config,
    governedByBase: context.governedByBase,
    description: context.kind === 'pull-request' ? context.description : null,
    outputDirectory: output === undefined ? undefined : resolve(repository, output),
    parallel: inputs.parallel,
    signal,
    onProgress: showProgress,
  };
  const { result, outputDirectory, exitCode } = await core.group('Training', () =>
    withoutCommands(() => runExperiment(experiment)),
  );
  await withoutCommands(() => core.info(renderSummary(result)));
  await publish({ ...place, context, result, outputDirectory, mode: inputs.comment });
  if (exitCode === EXIT_NO_VERDICT) core.error(`No verdict: ${result.reason ?? 'training failed'}`);
  else if (!result.gate.passed) core.error(`The gate failed: ${result.gate.reason}`);
  return exitCode;
}

/** The inputs override what the event says. */
async function comparedCommits(repository: string, inputs: ActionInputs, context: EventContext) {
  const head = inputs.head ?? context.head.ref;
  if (inputs.base !== undefined) return { base: inputs.base, baseName: inputs.base, baseIsExact: true, head };
  const { base, notices } = await findBase(repository, context);
  return { base: base?.ref, baseName: base?.name, head, notices };
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

const place: Place = {
  ...readCommentPlace(getInput),
  context: null,
  mode: null,
  apiUrl: process.env.GITHUB_API_URL,
  summaryPath: process.env.GITHUB_STEP_SUMMARY,
};
try {
  process.exitCode = await main(place, stop.signal);
} catch (error) {
  const { exitCode, log, message } = explain(error);
  core.error(log);
  process.exitCode = exitCode;
  await publishFailure({ ...place, message });
}
