import { expect, test } from 'vitest';
import { readShell } from '../../src/program-text/shell.ts';

test.each([
  ['OUT=$2\nSEED="$1"', ['seed', 'out']],
  ["awk '{ print $3 }' data.csv", []],
  ['./model "$1"', []],
])('%j has the positions %j', (text, names) => {
  expect(readShell(text).positions.map(({ name }) => name)).toEqual(names);
});

test.each([
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  ['SEED=${SEED:-7}\n./fit $SEED', [['SEED', '7']]],
  ['SEED=7\n./fit $SEED', []],
  ['./fit $SEED $CONCLUSIVE_SEED', [['SEED', null]]],
])('%j reads the variables %j', (text, variables) => {
  expect([...readShell(text).variables]).toEqual(variables);
});

test.each([
  ['OUT=results\necho "a,b" > "$OUT/scores.csv"', ['results/scores.csv']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  ['OUT=${OUT:-results}\n./fit | tee $OUT/log.csv', ['results/log.csv']],
  ['./fit 2>&1 > /tmp/log.csv', []],
])('%j writes %j', (text, paths) => {
  expect(readShell(text).written([])).toEqual(paths);
});
