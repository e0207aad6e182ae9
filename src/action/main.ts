/** The action: read inputs and event, run the experiment, publish, gate. */
import './before-toolkit.ts'; // Before the toolkit.

import * as core from '@actions/core';
import type { GitHubClient } from '../github/client.ts';
import { configIdentity } from '../github/config-identity.ts';
import { type FoundContext, findContext } from '../github/event/find-context.ts';
import { readPayload } from '../github/event/read-payload.ts';
import { type ForkRun, findForkRun } from '../github/fork/fork-run.ts';
import {
  type CommentMode,
  clientOf,
  type Destination,
  destinationOf,
  type Mode,
} from '../github/publish/destination.ts';
import { publishNoVerdict, sayCancelled } from '../github/publish/publish-no-verdict.ts';
import { openSummary } from '../github/publish/runner-files.ts';
import { takeRunnerServices } from '../github/runner-services.ts';
import { type RunnerVariables, readRunnerVariables } from '../github/runner-variables.ts';
import { ignoreOtherSignals, STOP_SIGNALS } from '../signals.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { restoreVariables } from './before-toolkit.ts';
import { explainFailure } from './explain-failure.ts';
import { hideSecrets } from './hide-secrets.ts';
import { assertWorkingDirectory, INPUTS, type Input, readInputs, readPlace } from './inputs.ts';
import { measure } from './measure.ts';
import { planWave, trainPart } from './waves.ts';

/** Where to report a failure; filled in on the way. */
interface Place {
  destination: Destination | null;
  mode: CommentMode | null;
  saving: Promise<unknown> | null;
}

ignoreOtherSignals();
const given = new Map(INPUTS.map((name) => [name, core.getInput(name)]));
const getInput = (name: Input) => given.get(name) ?? '';
const ofProxies = restoreVariables();
if (ofProxies !== null) core.warning(ofProxies);
// Must precede everything that runs other code.
const services = takeRunnerServices(process.env);
hideSecrets();

const summary = openSummary(process.env.GITHUB_STEP_SUMMARY);

async function main(place: Place, signal: AbortSignal): Promise<number> {
  const inputsOfPlace = readPlace(getInput);
  const runner = readRunnerVariables(process.env);
  const client = clientOf(inputsOfPlace, runner.GITHUB_API_URL);
  const found = await find(inputsOfPlace.mode, runner, client);
  if (typeof found === 'string') {
    core.notice(`nothing to do: ${found}`);
    return 0;
  }
  const workspace = runner.GITHUB_WORKSPACE ?? '.';
  const config = await configIdentity({ workspace, ...inputsOfPlace });
  const destination = destinationOf(found.context, { ...inputsOfPlace, config }, client);
  // Only the job with the report writes to the pull request.
  const isPart = inputsOfPlace.mode === 'plan' || inputsOfPlace.mode === 'train';
  if (!isPart) place.destination = destination;
  const inputs = readInputs(getInput);
  await assertWorkingDirectory(workspace, inputs.workingDirectory);
  place.mode = inputs.comment;
  const onSaving = (saved: Promise<unknown>) => {
    place.saving = saved;
  };
  const measurement = { ...found, runner, inputs, destination, services, summary, signal, onSaving };
  if (inputs.mode === 'plan') return planWave(measurement);
  return inputs.shard === null ? measure(measurement) : trainPart(measurement, inputs.shard);
}

async function find(
  mode: Mode,
  runner: RunnerVariables,
  client: GitHubClient | null,
): Promise<(FoundContext & { readonly forkRun: ForkRun | null }) | string> {
  const payload = await readPayload(runner.GITHUB_EVENT_PATH);
  if (mode === 'publish') {
    const forkRun = await findForkRun(runner, payload, client);
    if (typeof forkRun === 'string') return forkRun;
    return { context: forkRun.context, forkRun, seeds: null, isRequested: false, notices: [] };
  }
  const found = await findContext(runner, payload, client);
  return typeof found === 'string' ? found : { ...found, forkRun: null };
}

/** A cancelled workflow sends SIGINT, then SIGTERM, then kills. */
const stop = new AbortController();
const place: Place = { destination: null, mode: null, saving: null };
for (const name of STOP_SIGNALS) {
  process.on(name, () => {
    if (stop.signal.aborted) return;
    const stopped = new AbortedError('stopped by a signal');
    sayCancelled(summary, place.destination, explainFailure(stopped).message);
    stop.abort(stopped);
  });
}

try {
  process.exitCode = await main(place, stop.signal);
} catch (error) {
  const { exitCode, log, message, kind } = explainFailure(error);
  core.error(log);
  process.exitCode = exitCode;
  await publishNoVerdict({ ...place, kind, message, summary, signal: stop.signal });
}
// A cancelled step saves its records until it is killed. The exit ends uploads that hang.
if (stop.signal.aborted) await place.saving;
process.stdout.write('', () => process.exit());
