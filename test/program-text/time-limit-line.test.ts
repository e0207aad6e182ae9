import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTimeLimit } from '../../src/program-text/time-limit-line.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function find(text: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'train.py'), text);
  return findTimeLimit(['python3', 'train.py'], folder);
}

test.each([
  ['import time\nwhile time.time() - start < 60:\n    step()\n', '`while time.time() - start < 60:`'],
  [
    'for epoch in range(99):\n  if time.monotonic() > deadline:\n    break\n',
    '`if time.monotonic() > deadline:`',
  ],
  ['trainer = Trainer(max_time="00:01:00:00")\n', '`trainer = Trainer(max_time="00:01:00:00")`'],
  ['predictor.fit(data, time_limit=600)', '`predictor.fit(data, time_limit=600)`'],
  ['import os\nos.system("timeout 60 python fit.py")\n', '`os.system("timeout 60 python fit.py")`'],
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

test('so does a command that ends the program after a time', async () => {
  expect(await findTimeLimit('timeout -k 5 60s python3 train.py'.split(' '), '.')).toBe(
    '`timeout -k 5 60s python3 train.py`',
  );
});
