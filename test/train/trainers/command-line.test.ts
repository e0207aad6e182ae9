import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillCommand, splitCommand } from '../../../src/train/trainers/command-line.ts';

const VALUES = {
  seed: 7,
  seeds: { init: 7, order: 8, data: 0 },
  data: 'all',
  runDirectory: '/tmp/run 1',
  params: { units: 128, name: 'a b"; rm -rf /', flag: true },
};

describe('splitCommand', () => {
  test.each([
    ['python train.py --seed {seed}', ['python', 'train.py', '--seed', '{seed}']],
    ['  python   train.py  ', ['python', 'train.py']],
    [`python -c "print('two words')" 'a b'c`, ['python', '-c', "print('two words')", 'a bc']],
    ['echo $HOME *.py #7', ['echo', '$HOME', '*.py', '#7']],
    ['./run --out={run_dir}/x --p "{params.units}"', ['./run', '--out={run_dir}/x', '--p', '{params.units}']],
  ])('%s', (template, expected) => {
    expect(splitCommand(template)).toEqual(expected);
  });

  test.each(['a && b', 'a | b', 'a > b', 'a; b', 'a &'])(
    'refuses what only a shell can do: %s',
    (template) => {
      expect(() => splitCommand(template)).toThrow('needs a shell, but commands run without one');
    },
  );

  test.each([
    ['train --seed $CONCLUSIVE_SEED', '{seed}'],
    ['train --out="$CONCLUSIVE_RUN_DIR/x"', '{run_dir}'],
    ['train $CONCLUSIVE_PARAMS', '{params.NAME}'],
  ])('refuses what nobody would expand: %s', (template, placeholder) => {
    expect(() => splitCommand(template)).toThrow(
      `is passed unchanged, because no shell replaces it; write ${placeholder}`,
    );
  });

  test('leaves it to a shell that the command starts', () => {
    expect(splitCommand(`bash -ec 'train --seed "$CONCLUSIVE_SEED"'`)).toHaveLength(3);
  });

  test.each([
    ['SEED={seed} python3 train.py', 'write env SEED={seed} python3 train.py'],
    ['A=1 B="x y" ./run', 'write env A=1 B="x y" ./run'],
  ])('refuses a variable in front of the program, which only a shell would set: %s', (template, fix) => {
    expect(() => splitCommand(template)).toThrow(fix);
  });

  test('takes a variable behind env', () => {
    expect(splitCommand('env SEED={seed} python3 t.py')).toEqual(['env', 'SEED={seed}', 'python3', 't.py']);
  });

  test('refuses an empty template', () => {
    expect(() => splitCommand('   ')).toThrow('trainer.command is empty');
  });
});

describe('fillCommand', () => {
  test('fills seed, run directory and parameters', () => {
    expect(fillCommand(['--seed={seed}', '{run_dir}', '{params.units}', '{params.flag}'], VALUES)).toEqual([
      '--seed=7',
      '/tmp/run 1',
      '128',
      'true',
    ]);
  });

  test('fills the seed of each source and how the training data is drawn', () => {
    const template = ['{seed_init}', '{seed_order}', '{seed_data}', '{data}'];
    expect(fillCommand(template, VALUES)).toEqual(['7', '8', '0', 'all']);
  });

  test('fills the task, which only experiments with tasks have', () => {
    expect(fillCommand(['--data={task}.csv'], { ...VALUES, task: 'glue/rte' })).toEqual([
      '--data=glue/rte.csv',
    ]);
    expect(() => fillCommand(['{task}'], VALUES)).toThrow('unknown placeholder {task}');
  });

  test('a value stays within its argument, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const filled = fillCommand(['a', 'x{params.v}y', 'b'], { ...VALUES, params: { v: value } });
        expect(filled).toEqual(['a', `x${value}y`, 'b']);
      }),
    );
  });

  test('leaves braces alone that are no placeholder', () => {
    expect(fillCommand(['{"a": 1}', '{}', '{ seed }'], VALUES)).toEqual(['{"a": 1}', '{}', '{ seed }']);
  });

  test('names an unknown placeholder and a parameter that the model does not have', () => {
    expect(() => fillCommand(['{sead}'], VALUES)).toThrow(
      'unknown placeholder {sead}; allowed: {seed}, {run_dir}, {seed_init}, {seed_order}, {seed_data}, {data}, {params.NAME}',
    );
    expect(() => fillCommand(['{params.width}'], VALUES)).toThrow('parameters: units, name, flag');
    expect(() => fillCommand(['{params.constructor}'], VALUES)).toThrow('is not a parameter of this model');
  });
});
