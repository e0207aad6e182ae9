/** The house of ARCHITECTURE.md: which folder may import which, no circles, no crowded folder, and pure statistics. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { countSizes, SIZE_FILE } from '../scripts/count-sizes.ts';
import { CHECKS } from '../src/checks/registry.ts';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Top to bottom. Folders on one line stand side by side and do not import each other. */
const FLOORS = [
  ['action', 'cli'],
  ['experiment.ts', 'compare-results.ts'],
  ['experiment', 'compare-results'],
  ['github'],
  ['report'],
  ['verdict'],
  ['checks'],
  ['analysis'],
  ['train'],
  ['plan'],
  ['git'],
  ['records'],
  ['program-text'],
  ['config'],
  ['exit-codes.ts', 'stop-signals.ts'],
  ['stats', 'files', 'version.ts', 'child-output.ts', 'signals.ts'],
  ['words', 'child-cpu.ts'],
];

const MAX_FILES_IN_FOLDER = 24;
/** A file is as long as its one subject needs; most are short. */
const MAX_MEDIAN_LINES = 80;

/** Folders whose files know nothing of each other; what two of them share lies beside the folder. */
const SIDE_BY_SIDE = ['records/readers/formats'];

/** Path below src, written with `/` -> the text of the file, and the files of src that it imports, types included. */
const sources = new Map<string, { readonly text: string; readonly imports: readonly string[] }>();

beforeAll(async () => {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'));
  for (const file of files.map((path) => path.split(sep).join('/')).sort()) {
    const text = await readFile(join(SRC, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
    const imports = specifiers
      .map(([, specifier = '']) => posix.join(posix.dirname(file), specifier))
      .filter((path) => !path.startsWith('..'));
    sources.set(file, { text, imports });
  }
  expect(sources.size).toBeGreaterThan(50);
});

/** All but src itself. */
function folders(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of sources.keys()) {
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) found.add(folder);
  }
  return found;
}

const importsOf = (file: string) => sources.get(file)?.imports ?? [];
const floorOf = (topic: string) => FLOORS.findIndex((floor) => floor.includes(topic));
const topicOf = (file: string) => file.split('/')[0] ?? '';

test('no file imports a folder above its own', () => {
  const wrong: string[] = [];
  for (const file of sources.keys()) {
    const topic = topicOf(file);
    expect(floorOf(topic), `${topic} has no floor in FLOORS`).toBeGreaterThanOrEqual(0);
    for (const target of importsOf(file)) {
      const other = topicOf(target);
      if (other === topic || floorOf(other) > floorOf(topic)) continue;
      wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('files import each other in no circle, be it of types alone', () => {
  expect(circles()).toEqual([]);
});

test(`no folder holds more than ${MAX_FILES_IN_FOLDER} files`, () => {
  const counts = new Map<string, number>();
  for (const file of sources.keys()) {
    const folder = posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > MAX_FILES_IN_FOLDER)).toEqual([]);
});

test(`half of the files have at most ${MAX_MEDIAN_LINES} lines`, () => {
  const lengths = [...sources.values()].map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
});

test('nothing grows above size.json, and each shrinking is written down (npm run sizes)', async () => {
  const most = JSON.parse(await readFile(SIZE_FILE, 'utf8')) as Record<string, number>;
  const counted = await countSizes();
  expect(Object.keys(most)).toEqual(Object.keys(counted));
  const tooLarge = Object.entries(counted).filter(([row, count]) => count > (most[row] ?? 0));
  expect(tooLarge, 'above size.json').toEqual([]);
  const notLowered = Object.entries(counted).filter(([row, count]) => (most[row] ?? 0) > 1.02 * count);
  expect(notLowered, 'more than 2 % below size.json').toEqual([]);
});

test('ARCHITECTURE.md shows every folder, and none that is not there', async () => {
  const page = await readFile(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8');
  const shown: string[] = [];
  const parents: string[] = [];
  for (const [, indent = '', name = ''] of page.matchAll(/^( *)([\w-]+)\/ /gm)) {
    const depth = indent.length / 2;
    parents.splice(depth - 1, Number.POSITIVE_INFINITY, name);
    shown.push(parents.join('/'));
  }
  expect(shown.sort()).toEqual([...folders()].sort());
});

/** What the program knows of the trainer's package: the job, the exit codes, what is built and found. */
const OF_TRAINER = [
  'backends/node.ts',
  'kernels/fused-multiply-add.ts',
  'native/build-native.ts',
  'native/build-tools.ts',
  'worker/job.ts',
  'worker/transpile.ts',
];

test('few imports cross the border of the trainer: the program takes the job, the trainer takes statistics', async () => {
  /** Paths in the repository of what files below `root` import from outside of it. */
  const importedFrom = async (root: string) => {
    const folder = fileURLToPath(new URL(`../${root}`, import.meta.url));
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const found = new Set<string>();
    for (const file of files.map((path) => path.split(sep).join('/'))) {
      const text = await readFile(join(folder, file), 'utf8');
      for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g))
        found.add(posix.join(root, posix.dirname(file), specifier));
    }
    return [...found].filter((path) => !path.startsWith(`${root}/`)).sort();
  };
  const ofProgram = await importedFrom('src');
  const trainer = 'packages/tfjs-trainer/';
  expect(ofProgram.filter((path) => path.startsWith(trainer))).toEqual(
    OF_TRAINER.map((file) => `${trainer}src/${file}`),
  );
  const ofTrainer = await importedFrom(`${trainer}src`);
  expect(ofTrainer).toContain('src/stats/random.ts');
  const isAllowed = (path: string) => path.startsWith('src/stats/') || path === `${trainer}types/module.d.ts`;
  expect(ofTrainer.filter((path) => !isAllowed(path))).toEqual([]);
});

test.each(SIDE_BY_SIDE)('no file of %s imports another', (folder) => {
  const isInside = (file: string) => file.startsWith(`${folder}/`);
  const files = [...sources.keys()].filter(isInside);
  expect(files.length).toBeGreaterThan(1);
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(isInside)
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('a test of a source has its name and its place', async () => {
  const tests = await readdir(fileURLToPath(new URL('.', import.meta.url)), { recursive: true });
  const astray = tests
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.test.ts') && floorOf(topicOf(path)) >= 0)
    .filter((path) => !sources.has(path.replace(/(\.(?:long|slow))?\.test\.ts$/, '.ts')));
  expect(astray).toEqual([]);
});

/** The files that are read when a program starts: without types, and without what `import(…)` reads later. */
function readFrom(start: string, read = new Set<string>()): ReadonlySet<string> {
  if (read.has(start)) return read;
  read.add(start);
  const text = sources.get(start)?.text.replaceAll(/^(?:import|export) type [^;]*;/gm, '') ?? '';
  for (const [, specifier = ''] of text.matchAll(/(?:from|import) '(\.[^']+)'/g))
    readFrom(posix.join(posix.dirname(start), specifier), read);
  return read;
}

/** What a layer above the checks may import of them: their registry and interface, and the evidence that they share. */
const OF_CHECKS = /^checks\/(?:evidence\/)?[\w-]+\.ts$/;

/** Keys of the config that have the name of a check. */
const KEYS_OF_CONFIG = /\['failed-runs'\]|'failed-runs': (?:failedRuns|z\n|0\.1)/g;

test('no layer but the checks knows a single check: adding one is a file and a line of the registry', () => {
  const ids = CHECKS.map(({ id }) => id);
  const wrong: string[] = [];
  for (const [file, { text, imports }] of sources) {
    if (topicOf(file) === 'checks') continue;
    for (const target of imports)
      if (topicOf(target) === 'checks' && !OF_CHECKS.test(target)) wrong.push(`${file} imports ${target}`);
    const code = text.replaceAll(KEYS_OF_CONFIG, '');
    for (const id of ids) {
      // A name of one word, such as `scale`, is also a word of other things.
      const named = /[-/]/.test(id) ? `'${id}'` : `id === '${id}'`;
      if (code.includes(named)) wrong.push(`${file} names ${id}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('what draws the pictures of a page is read when a page is written, not whenever a program starts', () => {
  for (const start of ['cli/deferred.ts', 'action/main.ts']) {
    const read = [...readFrom(start)];
    expect(read.length).toBeGreaterThan(50);
    const drawing = read.filter((file) =>
      /from '(@observablehq\/plot|linkedom)'/.test(sources.get(file)?.text ?? ''),
    );
    expect(drawing).toEqual([]);
  }
});

test('the command line tells its options without reading what the commands do', () => {
  const ofOthers = (start: string) =>
    [...readFrom(start)].filter((file) => sources.has(file) && topicOf(file) !== 'cli').sort();
  // What is loaded before the compile cache is in use is not kept in it.
  expect([...readFrom('cli/main.ts')]).toEqual(['cli/main.ts', 'cli/compile-cache.ts']);
  // What is read here is the chunk `start` of rolldown.config.js: otherwise the whole program is read for --help.
  expect(ofOthers('cli/command-line.ts')).toEqual([
    'child-cpu.ts',
    'child-output.ts',
    'config/schema/task-questions.ts',
    'config/user-error.ts',
    'exit-codes.ts',
    'files/held-folder.ts',
    'files/open-file.ts',
    'plan/runs/plan-waves.ts',
    'signals.ts',
    'stats/metrics/metric.ts',
    'stop-signals.ts',
    'train/aborted-error.ts',
    'version.ts',
    'words/percent.ts',
    'words/shell.ts',
    'words/wrap-lines.ts',
  ]);
});

test('statistics know no file, no network, no clock and no chance of their own', () => {
  for (const [file, { text }] of sources) {
    if (topicOf(file) !== 'stats') continue;
    const used = [...text.matchAll(/from '(node:[^']+)'/g)].map((match) => match[1]);
    expect(
      used.filter((name) => name !== 'node:crypto'),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(
      /Math\.random\(|Date\.now\(|new Date\(|performance\.|fetch\(|process\.env/,
    );
  }
});

/** Calls of Node that open a file by its name, and wait if a pipe lies under it. */
const OPENS = /\b(?:readFile|readFileSync|createReadStream|appendFile|appendFileSync|open|openSync)\b/;

/** What they open is the system's, the program's own, or was made a moment ago under a name that nobody else knew. */
const OPENED_BY_NAME: Readonly<Record<string, string>> = {
  'action/hide-secrets.ts': '/proc/self',
  'action/install-native.ts': '/etc/os-release',
  'child-cpu.ts': '/proc',
  'files/held-folder.ts': 'folders, through the handle of the folder above',
  'files/open-file.ts': 'the one place',
  'files/pipes.ts': 'pipes of its own, in a new folder; without a wait, and through the handle',
  'plan/code/foreign-output.ts': '/proc/self/mountinfo',
  'plan/code/own-outputs.ts': '/proc',
  'records/results/result-files.ts': 'made with "wx"',
  'records/store/lease.ts': 'the lease, opened to read and write, which waits for no pipe; /proc',
  'records/store/write-atomically.ts': 'made with "wx"; a folder, to flush it',
  'train/module/module-trainer.ts': 'dist/worker.js',
  'train/process/hardware.ts': '/proc and /sys',
  'train/process/memory.ts': '/proc',
  'train/process/process-tree.ts': '/proc',
  'train/work-tree/make-tree.ts': 'made in a new folder',
  'version.ts': 'package.json',
};

test('a file that a run or a branch could have touched is opened in one place: it never waits for a pipe', () => {
  const opening: string[] = [];
  for (const [file, { text }] of sources) {
    const imports = [...text.matchAll(/import (?!type)([^;]*?) from 'node:fs(?:\/promises)?'/g)];
    expect(imports.filter(([, names = '']) => !names.startsWith('{'))).toEqual([]);
    if (imports.some(([, names = '']) => OPENS.test(names))) opening.push(file);
  }
  expect(opening.sort()).toEqual(Object.keys(OPENED_BY_NAME).sort());
});

/** One way around each circle, found by a search in depth. */
function circles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) found.push([...way.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const target of importsOf(file)) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return found;
}
