import { afterEach, expect, test, vi } from 'vitest';
import { type SetupStep, watchStep } from '../../../src/train/setup/watch-step.ts';

afterEach(() => vi.useRealTimers());

test('a long command of setup is told every second, and to a log after 5 s and twice a minute', () => {
  vi.useFakeTimers();
  const told: SetupStep[] = [];
  const watched = watchStep(['/venv/bin/python', '-m', 'pip', 'install', '-r', 'x.txt'], (step) =>
    told.push(step),
  );
  watched.onOutput(Buffer.from('Collecting torch\n 10 %\r 20 %\r'));
  vi.advanceTimersByTime(70_000);
  watched.end();
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(72);
  expect(told.filter(({ isLogged }) => isLogged).map(({ seconds }) => seconds)).toEqual([5, 35, 65]);
  expect(told[40]).toEqual({
    ...{ program: 'pip install', seconds: 40, line: ' 20 %', isLogged: false, isOver: false },
  });
  expect(told.at(-1)).toMatchObject({ isOver: true, isLogged: false });
});

test.each([
  [['uv', 'sync'], 'uv sync'],
  [['python3', '/repo/tools/fetch.py', '--all'], 'python3 fetch.py'],
  [['/opt/bin/make', '-j4'], 'make'],
  [['python', '-m', 'venv', '{env_dir}'], 'venv'],
  [['{env_dir}/bin/pip', 'install', '.'], 'pip install'],
])('%j is told as %s', (argv, name) => {
  const told: SetupStep[] = [];
  watchStep(argv, (step) => told.push(step)).end();
  expect(told[0]?.program).toBe(name);
});
