import { afterEach, expect, test } from 'vitest';
import { everySource } from '../../../../src/plan/runs/source-seeds.ts';
import type { ModuleJob } from '../../src/worker/job.ts';
import { installStreams as install } from '../../src/worker/streams.ts';

const original = Math.random;
afterEach(() => {
  Math.random = original;
});

const installStreams = ({ seed, vary }: Pick<ModuleJob, 'seed' | 'vary'>) =>
  install({ seed, seeds: everySource(seed), vary });
const drawTwo = () => [Math.random(), Math.random()];

test('each phase goes on where it stopped, whatever ran between', async () => {
  const job = { seed: 3, vary: ['init' as const] };
  const streams = installStreams(job);
  const first = await streams.during('init', drawTwo);
  await streams.during('order', drawTwo);
  const second = await streams.during('init', drawTwo);
  const again = installStreams(job);
  expect(await again.during('init', () => [...drawTwo(), ...drawTwo()])).toEqual([...first, ...second]);
});

test('the phase ends with an asynchronous work, and with one that throws', async () => {
  const streams = installStreams({ seed: 3, vary: ['init'] });
  const outside = Math.random();
  await expect(
    streams.during('init', async () => {
      await null;
      Math.random();
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const next = Math.random();
  const fresh = installStreams({ seed: 4, vary: ['init'] });
  expect([outside, next]).toEqual([Math.random(), Math.random()]);
  expect(fresh.context()).not.toBe(streams.context());
});

test('a source that does not vary is the same for all seeds', async () => {
  const draw = async (seed: number) => {
    const streams = installStreams({ seed, vary: ['order'] });
    return {
      init: await streams.during('init', drawTwo),
      order: await streams.during('order', drawTwo),
      data: streams.data()(),
    };
  };
  const [one, two] = [await draw(1), await draw(2)];
  expect(two.init).toEqual(one.init);
  expect(two.data).toBe(one.data);
  expect(two.order).not.toEqual(one.order);
  expect(one.init).not.toEqual(one.order);
});

test('a reference to Math.random that a module kept follows the phases', async () => {
  const streams = installStreams({ seed: 3, vary: ['init', 'order'] });
  const { random } = Math;
  const kept = await streams.during('init', () => random());
  const direct = await installStreams({ seed: 3, vary: ['init', 'order'] }).during('init', () =>
    Math.random(),
  );
  expect(kept).toBe(direct);
});

test('each source follows its own seed', async () => {
  const draw = async (seeds: ModuleJob['seeds']) => {
    const streams = install({ seed: 1, seeds, vary: ['init', 'order', 'data'] });
    const [init, order] = [await streams.during('init', drawTwo), await streams.during('order', drawTwo)];
    return { init, order, data: streams.data()() };
  };
  const usual = await draw(everySource(1));
  for (const source of ['init', 'order', 'data'] as const) {
    const moved = await draw({ ...everySource(1), [source]: 2 });
    expect(moved[source], source).not.toEqual(usual[source]);
    expect({ ...moved, [source]: null }).toEqual({ ...usual, [source]: null });
  }
});
