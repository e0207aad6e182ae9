/** The action: read inputs and event, run the experiment, publish, gate. What it says in CI can be had locally by the CLI. */
import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { type Channel, type CommentMode, clientOf, openChannel } from '../github/channel.ts';
import { findContext } from '../github/find-context.ts';
import { publishNoVerdict } from '../github/publish-no-verdict.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { explain } from './explain.ts';
import { hideSecrets } from './hide-secrets.ts';
import { INPUTS, type Input, readInputs, readPlace } from './inputs.ts';
import { measure } from './measure.ts';

/** Where a failure has to be told; comes to be known on the way. */
interface Place {
  channel: Channel | null;
  mode: CommentMode | null;
}

const given = new Map(INPUTS.map((name) => [name, core.getInput(name)]));
const getInput = (name: Input) => given.get(name) ?? '';
// Before anything else runs.
hideSecrets();

const summaryPath = process.env.GITHUB_STEP_SUMMARY;

async function main(place: Place, signal: AbortSignal): Promise<number> {
  const inputsOfPlace = readPlace(getInput);
  const client = clientOf(inputsOfPlace, process.env.GITHUB_API_URL);
  const found = await findContext(process.env, await readPayload(), client);
  if (found === null) {
    core.info('the comment is no command for Conclusive: nothing to do');
    return 0;
  }
  place.channel = openChannel(found.context, inputsOfPlace, client);
  const inputs = readInputs(getInput);
  place.mode = inputs.comment;
  return measure({ ...found, inputs, channel: place.channel, summaryPath, signal });
}

async function readPayload(): Promise<unknown> {
  const path = process.env.GITHUB_EVENT_PATH;
  return path ? JSON.parse(await readFile(path, 'utf8')) : null;
}

/** A cancelled workflow sends SIGINT, then SIGTERM, then kills. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new AbortedError('stopped by a signal')));
}

const place: Place = { channel: null, mode: null };
try {
  process.exitCode = await main(place, stop.signal);
} catch (error) {
  const { exitCode, log, message, kind } = explain(error);
  core.error(log);
  process.exitCode = exitCode;
  await publishNoVerdict({ ...place, kind, message, summaryPath });
}
