/** What a module can change of the process that runs it, and what tells that it has. */
import assert from 'node:assert';
import buffer from 'node:buffer';
import crypto from 'node:crypto';
import events from 'node:events';
import fs from 'node:fs';
import module, { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import perf from 'node:perf_hooks';
import timers from 'node:timers';
import { setImmediate as turn } from 'node:timers/promises';
import url from 'node:url';
import util from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import zlib from 'node:zlib';
import { dropLargeInstance } from '../../backends/one-instance.ts';
import { checkpoint } from './checkpoint.ts';
import { ownStates } from './own-state.ts';

const BUILT_IN = { assert, buffer, crypto, events, fs, module, os, path, perf, timers, url, util, zlib };

/** Of the language, what no name leads to. */
const NAMELESS = [
  [].values(),
  new Map().values(),
  new Set().values(),
  ''[Symbol.iterator](),
  'a'.matchAll(/a/g),
  new Intl.Segmenter().segment(''),
  new Intl.Segmenter().segment('')[Symbol.iterator](),
  (function* () {})(),
  (async function* () {})(),
  async () => {},
].map((one) => Object.getPrototypeOf(one));

/** Globals that Node 24 loads a library of a megabyte for, as soon as they are looked at. No plain code names them, nor does TensorFlow.js. */
const OF_FETCH =
  `CloseEvent ErrorEvent EventSource FormData Headers MessageEvent Request Response WebSocket`.split(' ');

/** Where TensorFlow.js keeps its engine and its registries. */
const OF_TFJS = ['_tfengine', '_tfGlobals'];

/** Above these, what earlier runs have left is collected: of JavaScript, whose pages V8 keeps once it has taken them, and of the whole process. */
const COLLECTED_FROM_BYTES = { heap: 52 * 2 ** 20, resident: 168 * 2 ** 20 };

export interface World {
  /** @returns null where all is as it was; else what is not, and the process takes no other run */
  putBack(): Promise<string | null>;
}

/**
 * Taken once all code is loaded, and before that of a user is.
 *
 * @param rehearse what every run begins with: Node loads parts of its own, and defines names, when they are first needed
 */
export async function rememberWorld(rehearse: () => Promise<unknown>): Promise<World> {
  const collectGarbage = garbageCollector();
  for (const name of OF_FETCH) Reflect.deleteProperty(globalThis, name);
  const own = { ...process.env };
  const directory = process.cwd();
  const random = Math.random;
  const listeners = listenersOf(process);
  const { cache } = createRequire(import.meta.url);
  const cached = new Set(Object.keys(cache));
  const states = ownStates.map(({ get, set }) => ({ get, set, values: get() }));
  const ofTfjs = OF_TFJS.map((name) => (globalThis as Record<string, unknown>)[name]);
  const { _cache, _pathCache } = module as unknown as Record<string, unknown>;
  const { moduleLoadList } = process as unknown as Record<string, unknown>;
  // What is known by the place of a file is another one in each run, and Node loads its own modules when they are needed.
  const opaque = new Set<unknown>([process.env, cache, _cache, _pathCache, moduleLoadList, ...ofTfjs]);
  const look = () =>
    checkpoint({ globalThis, process, ...BUILT_IN, NAMELESS }, (object) => opaque.has(object));
  const before = look();
  const roots = Object.fromEntries(
    states.flatMap(({ values }, i) => values.map((value, j) => [`${i}.${j}`, value])),
  );
  const ours = checkpoint(
    { ...roots, ofTfjs },
    (object) => before.has(object) || (opaque.has(object) && !ofTfjs.includes(object)),
  );
  await rehearse();
  restoreOurs();
  removeListeners();
  const globals = look();
  const resources = process.getActiveResourcesInfo();

  function restoreOurs(): boolean {
    for (const { set, values } of states) set(values);
    return ours.restore();
  }

  /** The WebAssembly of TensorFlow.js listens for errors of the process anew in each run. */
  function removeListeners(): void {
    for (const [event, listener] of listenersOf(process)) {
      const isKnown = listeners.some((one) => one[0] === event && one[1] === listener);
      if (!isKnown) process.removeListener(event, listener);
    }
  }

  return {
    async putBack() {
      Math.random = random;
      process.chdir(directory);
      for (const name of Object.keys(process.env)) if (!Object.hasOwn(own, name)) delete process.env[name];
      Object.assign(process.env, own);
      for (const name of Object.keys(cache)) if (!cached.has(name)) delete cache[name];
      removeListeners();
      // Promises that are settled have been looked at by then, and what was closed is.
      await turn();
      await turn();
      const change = globals.findChange();
      if (change !== null) return `${change} has changed`;
      const left = without(process.getActiveResourcesInfo(), resources);
      if (left.length > 0) return `left open: ${left.join(', ')}`;
      if (!restoreOurs()) return 'TensorFlow.js cannot be put back';
      const isLarge = dropLargeInstance();
      const { heapTotal, arrayBuffers, rss } = process.memoryUsage();
      const { heap, resident } = COLLECTED_FROM_BYTES;
      // Not each time: code that V8 has optimised for objects that are gone goes with them.
      if (isLarge || heapTotal + arrayBuffers > heap || rss > resident) collectGarbage();
      return null;
    },
  };
}

/** What there is more of than before. */
function without(after: readonly string[], before: readonly string[]): readonly string[] {
  const rest = [...before];
  return after.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function listenersOf(emitter: events.EventEmitter): ReadonlyArray<readonly [string | symbol, () => void]> {
  return emitter
    .eventNames()
    .flatMap((event) =>
      emitter.rawListeners(event).map((listener) => [event, listener as () => void] as const),
    );
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
