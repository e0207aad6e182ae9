import { expect, test } from 'vitest';
import { machineMemory, openMemoryLimit } from '../../src/train/memory-limit.ts';
import { record } from '../checks/records.ts';

const GB = 2 ** 30;
const used = (gigabytes: number | null) => ({
  cost: {
    ...record('head', 1).cost,
    peakMemoryBytes: gigabytes === null ? null : gigabytes * GB,
  },
});

test('as many runs as are wanted, until one has shown that there is no room for them', () => {
  const warnings: string[] = [];
  const room = openMemoryLimit(8, 16 * GB, (message) => warnings.push(message));
  const after = (size: number | null) => {
    room.onFinished(used(size));
    return room.runsAtATime();
  };
  // 0.9 of 16 GB; nothing is taken back for a smaller run.
  expect([after(null), after(1.5), after(3), after(1), after(5), after(40)]).toEqual([8, 8, 4, 4, 2, 1]);
  expect(warnings).toEqual([
    'fewer runs at a time than 8: a run used 3.0 GB of memory, and this machine has 16.0 GB; to choose the number yourself, set limits.parallel',
  ]);
});

test('half as many after one that was killed, as often as that happens', () => {
  const warnings: string[] = [];
  const room = openMemoryLimit(5, 16 * GB, (message) => warnings.push(message));
  const after = () => [room.onKilled(), room.runsAtATime()];
  expect([after(), after(), after()]).toEqual([
    [true, 2],
    [true, 1],
    [true, 1],
  ]);
  expect(warnings).toEqual([
    'fewer runs at a time than 5: a run was killed, often because memory ran out; it is tried again while no other trains; to choose the number yourself, set limits.parallel',
  ]);
});

test('the memory of another machine tells nothing', () => {
  const room = openMemoryLimit(50, null, expect.unreachable);
  room.onFinished(used(500));
  expect(room.onKilled()).toBe(false);
  expect(room.runsAtATime()).toBe(50);
});

test.each([
  ['a container with a limit', 64 * GB, 4 * GB, 4 * GB],
  ['no limit, as Linux tells it', 64 * GB, 2 ** 64, 64 * GB],
  ['no limit, as other systems tell it', 64 * GB, 0, 64 * GB],
])('%s', (_, total, constrained, limit) => {
  expect(machineMemory(total, constrained)).toBe(limit);
});
