import { warning } from '@actions/core';
import { PublishError, plainMessage } from '../publish-error.ts';

export interface Tried<Value> {
  readonly value: Value | null;
  readonly failure: string | null;
}

/** Turns a failure to publish into a warning. */
export async function tryToPublish<Value>(step: () => Promise<Value>): Promise<Tried<Value>> {
  const tried = await tryQuietly(step);
  if (tried.failure !== null) warning(tried.failure);
  return tried;
}

/** Like `tryToPublish`, for steps that are tried again before a warning. */
export async function tryQuietly<Value>(step: () => Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await step(), failure: null };
  } catch (error) {
    const failure = error instanceof PublishError ? error.message : `cannot publish: ${plainMessage(error)}`;
    return { value: null, failure };
  }
}
