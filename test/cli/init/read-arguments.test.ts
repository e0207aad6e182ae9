import { expect, test } from 'vitest';
import { optionsOf, positionsOf, variablesOf } from '../../../src/cli/init/read-arguments.ts';

const names = (text: string) => optionsOf(text).map(({ flag, name }) => flag ?? name);

test.each([
  ['p.add_argument("-s", "--seed", type=int, default=0)', ['--seed']],
  ['p.add_argument(\n    "--seed",\n    help="seed (int)",\n    type=int,\n)', ['--seed']],
  ['p.add_argument("data")', ['data']],
  ['p.add_argument("data", nargs="?", default="x")', []],
  ['p.add_argument("--fast", action="store_true")', []],
  ['@click.option("--seed", "-s", default=1)', ['--seed']],
  [
    'import typer\ndef helper(path: str = "x"): pass\ndef main(seed: int = 0, out: str = "o"): pass\ntyper.run(main)',
    ['--seed', '--out'],
  ],
  ['DEFINE_integer("seed", 0, "x")', ['--seed']],
  [
    '@dataclass\nclass Args:\n    seed: int = 0\n    fast: bool = False\n    out: str = field(default="o")\ntyro.cli(Args)',
    ['--seed', '--out'],
  ],
  ['const argv = minimist(process.argv.slice(2)); const seed = argv.seed || 1', ['--seed']],
  ['p.add_argument("--seed$(id)")\np.add_argument("--a(b")\np.add_argument("--ok; rm")', []],
])('%j has %j', (text, flags) => {
  expect(names(text)).toEqual(flags);
});

test.each([
  ['seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0', [[1, 'seed']]],
  [
    'SEED=$1\nOUT=$2',
    [
      [1, 'seed'],
      [2, 'out'],
    ],
  ],
  ["awk '{ print $3 }' data.csv", []],
  ['args <- commandArgs(TRUE)\nseed <- as.integer(args[1])', [[1, 'seed']]],
])('%j has the positions %j', (text, positions) => {
  expect(positionsOf(text).map(({ position, name }) => [position, name])).toEqual(positions);
});

test.each([
  ['os.environ.get("SEED", 0)', [['SEED', '0']]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's.
  ['SEED=${SEED:-7}\n./fit $SEED', [['SEED', '7']]],
  ['SEED=7\n./fit $SEED', []],
  ['./fit $SEED', [['SEED', null]]],
  ['os.environ["PYTHONHASHSEED"], os.environ["CONCLUSIVE_SEED"]', []],
])('%j reads %j', (text, variables) => {
  expect([...variablesOf(text)]).toEqual(variables);
});
