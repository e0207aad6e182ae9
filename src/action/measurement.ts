import { resolve } from 'node:path';
import { info } from '@actions/core';
import { touchesNothing } from '../experiment/touches-nothing.ts';
import type { ExperimentRequest, Progress } from '../experiment.ts';
import type { EventContext } from '../github/event/context.ts';
import type { FoundContext } from '../github/event/find-context.ts';
import { findBase } from '../github/event/push-base.ts';
import type { ForkRun } from '../github/fork/fork-run.ts';
import type { Destination } from '../github/publish/destination.ts';
import type { JobSummary } from '../github/publish/runner-files.ts';
import type { RunnerServices } from '../github/runner-services.ts';
import type { RunnerVariables } from '../github/runner-variables.ts';
import { progressLine } from '../report/progress-line.ts';
import { type ActionInputs, isByHand } from './inputs.ts';
import { installNative } from './install-native.ts';

export interface Measurement extends FoundContext {
  readonly runner: RunnerVariables;
  readonly inputs: ActionInputs;
  readonly destination: Destination;
  readonly summary: JobSummary;
  readonly signal: AbortSignal;
  readonly services: RunnerServices | null;
  readonly forkRun: ForkRun | null;
  /** Called when saving starts. A stopped step goes on saving until it is killed. */
  onSaving(saved: Promise<unknown>): void;
}

export async function experimentOf({
  context,
  inputs,
  signal,
  seeds,
  notices,
  services,
}: Measurement): Promise<ExperimentRequest> {
  const checkout = resolve(process.env.GITHUB_WORKSPACE ?? '.');
  const repository = resolve(checkout, inputs.workingDirectory);
  const { outputDirectory: output } = inputs;
  const compared = await comparedCommits(repository, inputs, context);
  return {
    ...compared,
    repository,
    checkout,
    config: inputs.config,
    governedByBase: context.governedByBase,
    judgesOwnFiles: true,
    mayGovernItself: context.kind !== 'pull-request' || context.mayGovernItself,
    runUrl: context.runUrl,
    description: context.kind === 'pull-request' ? context.description : null,
    outputDirectory: output === undefined ? undefined : resolve(repository, output),
    seeds: seeds ?? undefined,
    parallel: inputs.parallel,
    recordsOnly: inputs.mode !== 'measure' && inputs.mode !== 'train',
    waves: inputs.mode === 'report' ? inputs.waves : undefined,
    notices: [...(compared.notices ?? []), ...notices],
    // Runs of a workflow share records, on different machines.
    timesBackends: false,
    installNative: () => installNative({ services, isByHand: isByHand(inputs), signal }),
    signal,
  };
}

/** @returns a reason if there is nothing to measure */
export async function untouchedBy(
  { context, isRequested }: FoundContext,
  request: ExperimentRequest,
): Promise<string | null> {
  return context.governedByBase && !isRequested ? touchesNothing(request) : null;
}

/** The inputs override what the event says. */
async function comparedCommits(repository: string, inputs: ActionInputs, context: EventContext) {
  const head = inputs.head ?? context.head.ref;
  if (inputs.base !== undefined) return { base: inputs.base, baseName: inputs.base, baseIsExact: true, head };
  const { base, notices } = await findBase(repository, context);
  return { base: base?.ref, baseName: base?.name, head, notices };
}

export function showProgress(progress: Progress): void {
  const line = progressLine(progress);
  if (line !== null) info(line);
}
