import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../../src/config/user-error.ts';
import { buildNativeBackend as buildNative } from '../../../../src/train/module/build-native.ts';
import { machineWith, NPM, PIP, WHEEL } from '../../../../test/support/native-tools.ts';
import { zipOf } from '../../../../test/support/zip.ts';
import { isBuilt, putInPlace } from '../../src/native/build-native.ts';

test('a build names exact versions and digests, runs no script of a package, and is there once it is whole', async () => {
  const machine = await machineWith({});
  const version = '4.22.0 (tfjs-node 4.22.0, TensorFlow 2.21.0)';
  expect(await buildNative(machine)).toEqual({ version, isNew: true });
  const calls = await machine.calls();
  expect(calls.find((call) => call.startsWith('npm'))).toContain('ci --ignore-scripts');
  expect(calls.find((call) => call.includes('download'))).toContain('--require-hashes');
  const package_ = join(machine.folder, 'node_modules/@tensorflow/tfjs-node');
  expect(await readFile(join(package_, 'deps/lib/libtensorflow_cc.so.2'), 'utf8')).toBe(
    'libtensorflow_cc.so.2',
  );
  expect(await readFile(join(package_, 'lib/napi-v8/tfjs_binding.node'), 'utf8')).toBe('built\n');
  expect(await readFile(join(machine.folder, 'requirements.txt'), 'utf8')).toMatch(
    /^\S+==\S+ --hash=sha256:[0-9a-f]{64}\n$/,
  );
  expect(await readdir(join(machine.home, 'cache'))).toEqual(['native']);
  expect(machine.said).toHaveLength(3);

  // Again: nothing is installed.
  expect(await buildNative(machine)).toEqual({ version, isNew: false });
  expect(await machine.calls()).toEqual(calls);
  expect(machine.said.at(-1)).toBe(`already built in ${machine.folder}`);
});

test.each([
  ['pip', { python3: '' }, 'pip is not on the path'],
  ['a compiler', { 'c++': '' }, 'no C++ compiler is on the path'],
  ['npm', { npm: '' }, 'npm is not on the path'],
])('without %s it says what to install', async (_, tools, message) => {
  const machine = await machineWith(tools);
  await expect(buildNative(machine)).rejects.toThrow(UserError);
  await expect(buildNative(machine)).rejects.toThrow(message);
});

test.each([
  [
    'npm',
    { npm: 'echo "npm error EINTEGRITY" >&2; exit 1' },
    /npm cannot install .*exit code 1.*EINTEGRITY/s,
  ],
  [
    'pip',
    { python3: 'case "$*" in *download*) echo "No matching distribution" >&2; exit 1;; esac' },
    /pip cannot download tensorflow-cpu==\S+ \(exit code 1\).*No matching distribution/s,
  ],
  [
    'the compiler',
    { 'c++': 'case "$*" in *-o*) echo "error: napi" >&2; exit 4;; esac' },
    /does not compile \(exit code 4\).*error: napi/s,
  ],
  ['a broken wheel', { python3: PIP.replace('/wheel.whl', '/calls') }, /wheel cannot be unpacked: /],
])('after a failure of %s it says so, and leaves nothing', async (_, tools, message) => {
  const machine = await machineWith(tools);
  await expect(buildNative(machine)).rejects.toThrow(message);
  expect(await isBuilt(machine.folder)).toBe(false);
  expect(await readdir(join(machine.home, 'cache'))).toEqual([]);
});

test.each([
  ['it throws', (path: string) => writeFile(path, 'throw new Error("libtensorflow_cc.so.2: not found");')],
  ['its entry is missing', (path: string) => rm(path)],
])('what was built and no longer loads is built again, once: %s', async (_, spoil) => {
  const machine = await machineWith({});
  await buildNative(machine);
  await spoil(join(machine.folder, 'node_modules/@tensorflow/tfjs-node/index.js'));
  expect(await buildNative(machine)).toMatchObject({ isNew: true });
  expect(machine.said.find((line) => line.startsWith('it is built again: '))).toBeDefined();
  expect(await buildNative(machine)).toMatchObject({ isNew: false });
});

test('what does not load where it was just built is told, with what to do', async () => {
  const machine = await machineWith({
    npm: NPM.replace('exports.version', 'throw new Error("GLIBC"); exports.version'),
  });
  await expect(buildNative(machine)).rejects.toThrow(/GLIBC, though it was just built; set trainer.backend/);
});

test('of two jobs on one machine, the second leaves the build of the first', async () => {
  const machine = await machineWith({});
  await buildNative(machine);
  const first = await stat(machine.folder);
  const second = await mkdtemp(join(machine.home, 'cache', '.native-'));
  await putInPlace(second, machine.folder);
  expect((await stat(machine.folder)).ino).toBe(first.ino);
  await rm(join(machine.folder, 'built.json'));
  await putInPlace(second, machine.folder);
  expect(await readdir(machine.folder)).toEqual([]);
});

test('a place that cannot be had, and a compiler that does not run, are named', async () => {
  const machine = await machineWith({});
  await writeFile(join(machine.home, 'file'), '');
  await expect(buildNative({ ...machine, folder: join(machine.home, 'file', 'native') })).rejects.toThrow(
    /cannot create .*file: ENOTDIR|cannot create .*file: EEXIST/,
  );
  const environment = { ...machine.environment, CXX: 'no-such-compiler' };
  await expect(buildNative({ ...machine, environment })).rejects.toThrow(
    'CXX names no-such-compiler, which does not run',
  );
});

test('a wheel that lacks a library is named', async () => {
  const machine = await machineWith({});
  await writeFile(join(machine.home, 'wheel.whl'), zipOf(WHEEL.slice(1)));
  await expect(buildNative(machine)).rejects.toThrow(
    /wheel.whl: tensorflow\/libtensorflow_cc.so.2 is missing/,
  );
});
