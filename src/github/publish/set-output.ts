/** Like the toolkit's `setOutput`, but never opens a pipe that a training run left in place of the file. */
import { randomUUID } from 'node:crypto';
import { EOL } from 'node:os';
import { setOutput as printOutput } from '@actions/core';
import { appendText, whyUnusable } from '../../files/open-file.ts';
import { PublishError } from '../publish-error.ts';

/** @throws PublishError where the file of the runner cannot be written */
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
    throw new PublishError(
      `cannot set the outputs: GITHUB_OUTPUT is "${path}", which ${whyUnusable(error)}. Later steps get no outputs; check what in this job replaces that file`,
      { cause: error },
    );
  }
}
