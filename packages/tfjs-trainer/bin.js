#!/usr/bin/env node
/** Trains one run of a model module, as `conclusive` does, and leaves its files in a folder. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DIST } from './dist-folder.js';

const HELP = `Usage: conclusive-tfjs MODULE --seed N --out FOLDER [options]

Trains one run of a TensorFlow.js model module (model.ts or model.js), and writes metrics.json,
log.jsonl and predictions.jsonl. As a trainer.command of Conclusive, it takes what is not given from the
variables CONCLUSIVE_SEED, CONCLUSIVE_RUN_DIR, CONCLUSIVE_PARAMS, CONCLUSIVE_TASK, and those of sources
and folds.

  --seed N             of the weights, the order and dropout; a whole number, at least 1
  --out FOLDER         new, or empty
  --param NAME=VALUE   a hyperparameter, in the module's context.params; may be repeated
  --task NAME          the data set, in the module's context.task
  --vary SOURCES       what the seed varies: init, order, data (default: init,order)
  --backend NAME       wasm (default), or native: @tensorflow/tfjs-node, installed next to the module
  --replay             records one training step and replays it; compare a run without it
  --help, --version
`;

const { env } = process;
const SOURCES = /** @type {const} */ (['init', 'order', 'data']);

/** @param {string} message @returns {never} */
function refuse(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: env.CONCLUSIVE_SEED },
        out: { type: 'string', default: env.CONCLUSIVE_RUN_DIR },
        param: { type: 'string', multiple: true, default: [] },
        task: { type: 'string', default: env.CONCLUSIVE_TASK },
        vary: { type: 'string', default: SOURCES.filter(isVaried).join(',') },
        backend: { type: 'string', default: 'wasm' },
        replay: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return refuse(`${/** @type {Error} */ (error).message}; see conclusive-tfjs --help`);
  }
}

/** @param {string} text */
function parseValue(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** @param {readonly string[]} given */
function paramsOf(given) {
  const pairs = given.map((one) => {
    const [, name = '', value = ''] =
      /^([^=]+)=(.*)$/s.exec(one) ?? refuse(`--param ${one} has no value; write --param NAME=VALUE`);
    return /** @type {const} */ ([name, parseValue(value)]);
  });
  try {
    return { ...JSON.parse(env.CONCLUSIVE_PARAMS ?? '{}'), ...Object.fromEntries(pairs) };
  } catch {
    return refuse('CONCLUSIVE_PARAMS is not JSON, such as {"epochs": 5}');
  }
}

/** Conclusive gives 0 to a source that does not vary. @param {(typeof SOURCES)[number]} source */
function isVaried(source) {
  const seed = env[`CONCLUSIVE_SEED_${source.toUpperCase()}`];
  return seed === undefined
    ? source !== 'data'
    : seed !== '0' && (source !== 'data' || env.CONCLUSIVE_DATA !== 'all');
}

function foldOf() {
  const { CONCLUSIVE_FOLD: fold, CONCLUSIVE_REPEAT: repeat, CONCLUSIVE_FOLDS: of } = env;
  return fold === undefined ? null : { fold: Number(fold), repeat: Number(repeat), of: Number(of) };
}

/** @param {string} folder */
function makeEmpty(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) refuse(`${folder} is not empty; name a new folder with --out`);
  } catch (error) {
    refuse(`${folder} cannot be created: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} module */
function findTfjsNode(module) {
  try {
    return createRequire(module).resolve('@tensorflow/tfjs-node');
  } catch {
    return refuse(
      '@tensorflow/tfjs-node is not installed next to the module; run "npm install @tensorflow/tfjs-node"',
    );
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (values.version) {
  const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${version}\n`);
  process.exit(0);
}
const [given] = positionals;
if (given === undefined || positionals.length > 1)
  refuse('name one module, such as model.ts; see conclusive-tfjs --help');
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed) || seed < 1)
  refuse(`--seed is ${values.seed ?? 'missing'}; give a whole number, at least 1`);
if (values.out === undefined) refuse('--out is missing; name the folder for the results, new or empty');
const vary = values.vary.split(',').filter(Boolean);
const unknown = vary.find((source) => !SOURCES.some((one) => one === source));
if (unknown !== undefined) refuse(`--vary ${unknown}: a seed varies init, order or data`);
const { backend } = values;
if (backend !== 'wasm' && backend !== 'native')
  refuse(`--backend ${backend} is not known; use wasm or native`);
const module = resolve(given);
if (!existsSync(module)) refuse(`the module ${module} does not exist`);
const runDirectory = resolve(values.out);
const params = paramsOf(values.param);
const tfjsNode = backend === 'native' ? findTfjsNode(module) : undefined;
makeEmpty(runDirectory);

/** @param {(typeof SOURCES)[number]} source */
const seedOf = (source) =>
  vary.includes(source) ? Number(env[`CONCLUSIVE_SEED_${source.toUpperCase()}`] ?? seed) : 0;
const scratch = mkdtempSync(join(tmpdir(), 'conclusive-tfjs-'));
const job = join(scratch, 'job.json');
const seeds = { init: seedOf('init'), order: seedOf('order'), data: seedOf('data') };
const shortcuts = values.replay && backend === 'wasm';
const drawn = Number(env.CONCLUSIVE_DATA);
const content = {
  module,
  seed,
  seeds,
  params,
  vary,
  data: drawn > 0 ? drawn : 'bootstrap',
  fold: foldOf(),
  task: values.task,
  backend,
  tfjsNode,
  shortcuts,
  runDirectory,
};
writeFileSync(job, JSON.stringify(content));
const worker = fileURLToPath(new URL('worker.js', DIST));
const child = spawn(process.execPath, ['--max-semi-space-size=8', worker, job], { stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal));
child.once('close', (code, signal) => {
  rmSync(scratch, { recursive: true, force: true });
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  if (code === 0) tellResult();
  else removeEmptyLog();
});

/** Conclusive reads the files itself. */
function tellResult() {
  if (env.CONCLUSIVE_RUN_DIR !== undefined) return;
  const { status, failure, parameters } = JSON.parse(
    readFileSync(join(runDirectory, 'metrics.json'), 'utf8'),
  );
  if (status !== 'ok') {
    process.stderr.write(`error: the run ${status}: ${failure}\n`);
    process.exitCode = 1;
    return;
  }
  const counted = parameters === null ? '' : `, ${parameters} parameters`;
  process.stdout.write(`trained seed ${seed}${counted}; its files are in ${values.out}\n`);
}

/** The corrected command may use the folder then. */
function removeEmptyLog() {
  const log = join(runDirectory, 'log.jsonl');
  if (statSync(log, { throwIfNoEntry: false })?.size === 0) rmSync(log);
}
