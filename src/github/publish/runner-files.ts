/** Writes job summary and outputs, in whose place a training run may have left a pipe. */
import { randomUUID } from 'node:crypto';
import { EOL } from 'node:os';
import { setOutput as printOutput } from '@actions/core';
import { appendText, readWhole, replaceText, whyUnusable } from '../../files/open-file.ts';
import { PublishError } from '../publish-error.ts';

/** Below the runner's limit of 1 MiB: a UTF-16 unit takes at most 3 bytes of UTF-8. */
export const MAX_SUMMARY_CHARS = 300_000;

const MAX_BEFORE_BYTES = 64 * 1024 * 1024;

/** The job summary of this step. A second write replaces the first. */
export interface JobSummary {
  readonly isWritten: boolean;
  write(markdown: string): void;
}

/** @param path GITHUB_STEP_SUMMARY; text of earlier writers stays */
export function openSummary(path: string | undefined): JobSummary {
  const before = path === undefined ? '' : textOf(path);
  let isWritten = false;
  return {
    get isWritten() {
      return isWritten;
    },
    write(markdown) {
      if (path === undefined || path === '')
        throw new PublishError('cannot write the job summary: GITHUB_STEP_SUMMARY is not set');
      try {
        replaceText(path, `${before}${markdown}\n`);
        isWritten = true;
      } catch (error) {
        throw replaced('cannot write the job summary: GITHUB_STEP_SUMMARY', path, error);
      }
    },
  };
}

function textOf(path: string): string {
  try {
    return readWhole(path, MAX_BEFORE_BYTES).toString('utf8');
  } catch {
    // `write` reports what is wrong with the file.
    return '';
  }
}

/** Unlike the toolkit's `setOutput`, never opens a pipe. @throws PublishError */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  const path = process.env.GITHUB_OUTPUT ?? '';
  const entries = Object.entries(outputs);
  if (path === '') {
    // Runners from before 2022 read outputs from the log.
    for (const [name, value] of entries) printOutput(name, value);
    return;
  }
  const blocks = entries.map(([name, value]) => {
    // A value cannot contain a delimiter that its author cannot guess.
    const end = `ghadelimiter_${randomUUID()}`;
    return [`${name}<<${end}`, value, end, ''].join(EOL);
  });
  try {
    appendText(path, blocks.join(''));
  } catch (error) {
    throw replaced('cannot set the outputs: GITHUB_OUTPUT', path, error);
  }
}

function replaced(what: string, path: string, cause: unknown): PublishError {
  const why = `which ${whyUnusable(cause)}; check what in this job replaces that file`;
  return new PublishError(`${what} is "${path}", ${why}`, { cause });
}
