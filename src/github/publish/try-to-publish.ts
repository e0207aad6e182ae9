import { warning } from '@actions/core';
import { PublishError } from '../publish-error.ts';

/** A failure to publish is a warning on the run, and never an error: the verdict stands all the same. */
export async function tryToPublish<Value>(
  step: () => Promise<Value>,
): Promise<{ readonly value: Value | null; readonly failure: string | null }> {
  try {
    return { value: await step(), failure: null };
  } catch (error) {
    const failure = error instanceof PublishError ? error.message : `cannot publish: ${String(error)}`;
    warning(failure);
    return { value: null, failure };
  }
}
