import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTimeLimit } from '../../../src/train/trainers/time-limit-line.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function find(text: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'train.py'), text);
  return findTimeLimit('python3 train.py', folder);
}

test.each([
  ['import time\nwhile time.time() - start < 60:\n    step()\n', '`while time.time() - start < 60:`'],
  [
    'for epoch in range(99):\n  if time.monotonic() > deadline:\n    break\n',
    '`if time.monotonic() > deadline:`',
  ],
  ['trainer = Trainer(max_time="00:01:00:00")\n', '`trainer = Trainer(max_time="00:01:00:00")`'],
  ['predictor.fit(data, time_limit=600)', '`predictor.fit(data, time_limit=600)`'],
])('%j names a limit', async (text, line) => {
  expect(await find(text)).toBe(line);
});

test.each([
  'start = time.time()\nfor epoch in range(9):\n    step()\nprint(time.time() - start)\n',
  'if time.time() - last > 60:\n    print("still here")\n',
  '# while time.time() < end:\n',
  'requests.get(url, timeout=30)',
])('%j names none', async (text) => {
  expect(await find(text)).toBeNull();
});
