/** Which classes and functions of a module do the same in each step, told from their text. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { transpile } from '../../../../src/train/worker/transpile.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

async function repeatable(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { repeatable: found, notPlain } = transpile(join(folder, Object.keys(files)[0] ?? ''));
  const none = { classes: {} as Record<string, readonly string[]>, functions: [] as readonly string[] };
  return { ...none, ...found, isKnown: found !== null, notPlain };
}

const TF = `import * as tf from '@tensorflow/tfjs';`;
const END = 'export default {};';

/** A layer with such members, and with such code around it. */
const layer = (members: string, around = '') =>
  `${TF}\n${around}\nclass A extends tf.layers.Layer { ${members} }\n${END}`;

describe('repeatable', () => {
  test.each([
    ['gloss', ['WordDropout', 'PositionEmbedding', 'SelfAttention', 'MaskedMean']],
    ['digits', ['PositionEmbedding', 'SelfAttention']],
  ])('all layers of the fixture %s', (name, classes) => {
    const module = fileURLToPath(new URL(`../../../../fixtures/${name}/model.ts`, import.meta.url));
    expect(Object.keys(transpile(module).repeatable?.classes ?? {})).toEqual(classes);
  });

  test.each<[what: string, fields: readonly string[], members: string, around?: string]>([
    [
      'its own weights and numbers',
      ['factor', 'weight'],
      `
      private factor: number; private weight!: tf.LayerVariable;
      constructor(factor: number) { super({}); this.factor = factor; }
      build([, w]: number[]) { this.weight = this.addWeight('w', [w], 'float32', tf.initializers.ones()); this.built = true; }
      call(x: tf.Tensor | tf.Tensor[]) { const one = Array.isArray(x) ? x[0]! : x; return tf.tidy(() => one.mul(this.factor).add(this.weight.read())); }`,
    ],
    [
      'what describes it',
      ['units'],
      `
      static get className() { return 'A'; }
      units = 3;
      call([x]: tf.Tensor[], kwargs: any) { this.invokeCallHook([x], kwargs); return kwargs['training'] ? tf.dropout(x!, 0.1) : x!.mul(this.units); }
      computeOutputShape(shape: number[]) { this.shape = shape; return shape; }
      getConfig() { const config = super.getConfig(); Object.assign(config, { units: this.units }); return config; }
      static fromConfig(cls: any, config: any) { count++; return new cls(config); }`,
      'let count = 0;',
    ],
    [
      'a table of sines and cosines',
      ['width'],
      `
      width: number;
      constructor({ width }: { width: number }) { super({}); this.width = width; }
      table(length: number) {
        const rows: number[][] = [];
        for (let i = 0; i < length; i++) {
          const row = new Array(this.width).fill(0);
          for (let k = 0; k < this.width; k += 2) { const angle = i / Math.pow(BASE, k / this.width); row[k] = Math.sin(angle); row[k + 1] = Math.cos(angle); }
          rows.push(row);
        }
        return tf.tensor2d(rows);
      }
      call(inputs: tf.Tensor) { const x = Array.isArray(inputs) ? inputs[0] : inputs; const [, length] = x.shape; return tf.add(x, this.table(length)); }`,
      'const BASE = 10000;',
    ],
    [
      'a residual block of layers',
      ['first', 'blocks'],
      `
      first = tf.layers.dense({ units: 4 }); blocks: tf.layers.Layer[];
      constructor() { super({}); this.blocks = [1, 2].map(() => tf.layers.dense({ units: 4, activation: 'relu' })); }
      call(inputs: tf.Tensor) { let x = this.first.apply(inputs) as tf.Tensor; for (const block of this.blocks) x = x.add(block.apply(x) as tf.Tensor); return x; }`,
    ],
    [
      'squeeze and excite',
      ['reduce', 'expand', 'axes'],
      `
      reduce!: tf.LayerVariable; expand!: tf.LayerVariable; axes = [1, 2];
      call([x]: [tf.Tensor4D]) {
        return tf.tidy(() => { const s = x.mean(this.axes, true); const [n,,, c] = x.shape;
          const gates = s.reshape([n, c]).matMul(this.reduce.read()).relu().matMul(this.expand.read()).sigmoid();
          return x.mul(gates.reshape([n, 1, 1, c])); }); }`,
    ],
    [
      'GELU, by functions of the module',
      [],
      `
      call(inputs: tf.Tensor) { return tf.tidy(() => gelu(only(inputs))); }`,
      `
      const SCALE = Math.sqrt(2 / Math.PI);
      const only = (x: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(x) ? x[0]! : x);
      function gelu(x: tf.Tensor) { return cdf(x).mul(x); }
      function cdf(x: tf.Tensor) { return x.add(x.pow(3).mul(0.044715)).mul(SCALE).tanh().add(1).mul(0.5); }`,
    ],
    [
      'attention with a causal mask',
      ['heads', 'scale'],
      `
      heads = 2; scale?: number;
      call(inputs: tf.Tensor[], { mask, training = false }: any = {}) {
        const { heads } = this; const [q, k, v] = inputs as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
        const [n = 0, t = 0, w = 0] = q.shape; const scale = this.scale ?? 1 / Math.sqrt(w / heads);
        const split = (x: tf.Tensor) => x.reshape([n, t, heads, w / heads]).transpose(ORDER);
        const bias = tf.linalg.bandPart(tf.ones([t, t]), -1, 0).sub(1).mul(1e9);
        let scores = tf.matMul(split(q), split(k), false, true).mul(scale).add(bias);
        if (mask != null) { scores = scores.add(mask[0].expandDims(1)); }
        if (!training && heads === 0) throw new TypeError(\`no heads: \${heads}\`);
        return tf.matMul(tf.softmax(scores), split(v)).transpose([...ORDER]).reshape(v.shape); }`,
      'const ORDER = [0, 2, 1, 3];',
    ],
    [
      'a gradient of its own',
      ['strength'],
      `
      strength = 1;
      call(inputs: tf.Tensor) { const s = this.strength; const reverse = tf.customGrad((x, save) => { (save as any)([x]); return { value: (x as tf.Tensor).clone(), gradFunc: (dy: tf.Tensor) => dy.mul(-s) }; }); return straight(reverse(inputs)); }`,
      'const straight = tf.customGrad((x) => ({ value: (x as tf.Tensor).round(), gradFunc: (dy: tf.Tensor) => dy }));',
    ],
    [
      'getters and private methods',
      ['half', 'units'],
      `
      units = 2; get half() { return this.units / 2; } #scaled(x: tf.Tensor) { return x.mul(this.half); }
      call(x: tf.Tensor) { return this.#scaled(x); }`,
    ],
    [
      'a switch, loops and optional members',
      ['mode', 'rates'],
      `
      mode = 'sum'; rates?: number[];
      call(inputs: tf.Tensor[]) {
        switch (this.mode) { case 'sum': return inputs.reduce((a, b) => a.add(b)); default: break; }
        let i = 0, out = inputs[0]!; while (i < inputs.length) { out = out.add(inputs[i]!.mul(this.rates?.[i] ?? 1)); i++; }
        return [...inputs].reverse().map((x, at) => x.mul(at))[inputs.length - 1] ?? out; }`,
    ],
    [
      'a state of the file that no layer sees',
      [],
      'call(x: tf.Tensor) { return x; }',
      'let count = 0; const cache = new Map(); export function data() { count++; cache.set(count, 1); }',
    ],
    [
      'code before the first step',
      [],
      `
      constructor() { super({}); this.made = made(); } build() { this.at = Math.random(); this.built = true; } call(x: tf.Tensor) { return x; }`,
      'let count = 0; const made = () => ++count;',
    ],
  ])('%s', async (_, fields, members, around = '') => {
    const { classes, notPlain } = await repeatable({ 'model.ts': layer(members, around) });
    expect(notPlain).toBeNull();
    expect([...(classes.A ?? ['none'])].sort()).toEqual([...fields].sort());
  });

  test('what other files declare, by whatever name it comes', async () => {
    const found = await repeatable({
      'model.ts': `${TF} import Base, { scaled as by } from './lib/index.ts'; import type { Own } from './lib/ops.ts';
        export class A extends Base { call(x: tf.Tensor, own?: Own) { return by(super.call(x, {}) as tf.Tensor).add(this.shift()); } }
        export const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.losses.huberLoss(yTrue, yPred);
        export default { model: () => new A({}) };`,
      'lib/index.ts': `export { default } from './base.ts'; export * as unused from './base.ts'; export { scale as scaled } from './ops.ts';`,
      'lib/base.ts': `import { layers, type Tensor, zeros } from '@tensorflow/tfjs';
        export default class Base extends layers.Layer { by = 2; shift() { return zeros([this.by]); } call(x: Tensor | Tensor[], kwargs: object) { return x; } }`,
      'lib/ops.ts': `import type { Tensor } from '@tensorflow/tfjs'; export interface Own { a: 1 } const BY: number = 3; export function scale(x: Tensor) { return x.mul(BY); }`,
    });
    expect(found.classes).toEqual({ A: [], Base: ['by'] });
    expect(found.functions).toEqual(expect.arrayContaining(['loss', 'scale']));
  });
});

describe('not repeatable', () => {
  test.each<[what: string, members: string, around?: string]>([
    ['a counter of the module', 'call(x) { count += 1; return x.mul(count); }', 'let count = 0;'],
    ['a counter of the module that is read', 'call(x) { return x.mul(count); }', 'let count = 0;'],
    [
      'a counter behind a function',
      'call(x) { return x.mul(next()); }',
      'let count = 0; const next = () => count++;',
    ],
    [
      'a counter behind two functions',
      'call(x) { return x.mul(one()); }',
      'let count = 0; function next() { return count++; } function one() { return next(); }',
    ],
    [
      'a counter in a closure',
      'call(x) { return x.mul(next()); }',
      'const next = (() => { let n = 0; return () => n++; })();',
    ],
    [
      'a counter of a generator',
      'call(x) { return x.mul(made.next().value); }',
      'function* count() { let n = 0; for (;;) yield n++; } const made = count();',
    ],
    [
      'a map of the module',
      'call(x) { cache.set(x, 1); return x.mul(cache.size); }',
      'const cache = new Map();',
    ],
    [
      'a list of the module',
      'call(x) { seen.push(1); return x.mul(seen.length); }',
      'const seen: number[] = [];',
    ],
    [
      'a list that changes elsewhere',
      'call(x) { return x.mul(seen[0]); }',
      'const seen = [0]; const other = seen; export const f = () => { other[0] = 1; };',
    ],
    [
      'a list that is given away',
      'call(x) { return x.mul(seen[0]); }',
      'const seen = [0]; const change = (a) => { a[0] = { valueOf: () => 1 }; }; change(seen);',
    ],
    [
      'a list with an accessor',
      'call(x) { return x.mul(o.n); }',
      'const o = { k: 0, get n() { return this.k++; } };',
    ],
    ['a field', 'n = 0; call(x) { this.n += 1; return x.mul(this.n); }'],
    ['a field that counts', 'n = 0; call(x) { return x.mul(this.n++); }'],
    ['a field by its text', `n = 0; call(x) { this['n']++; return x; }`],
    ['a field by a name that is put together', `n = 0; call(x) { this['n' + '']++; return x; }`],
    ['a field by a name that is only known later', 'n = 0; call(x, k) { return x.mul(this[k]); }'],
    ['a private field', '#n = 0; call(x) { this.#n++; return x; }'],
    ['a private field that is only read', '#next = {}; call(x) { return x.mul(this.#next); }'],
    ['a static field', 'static n = 0; call(x) { A.n++; return x.mul(A.n); }'],
    ['a static field that is only read', 'static n = 0; call(x) { return x.mul(A.n); }'],
    ['a property of a function', 'call(x) { f.n++; return x.mul(f.n); }', 'function f() {} f.n = 0;'],
    ['an item of a field', 'n = [0]; call(x) { this.n[0]++; return x; }'],
    ['a list in a field', 'n = []; call(x) { this.n.push(1); return x.mul(this.n.length); }'],
    ['a list in a field, by another name', 'n = []; call(x) { const { n } = this; n.push(1); return x; }'],
    [
      'a list in a field, turned around',
      'n = [1, 2]; call(x) { this.n.reverse(); return x.mul(this.n[0]); }',
    ],
    [
      'a list in a field, through what gets it',
      'n = []; call(x) { add(this.n); return x; }',
      'const add = (to) => { to.push(1); };',
    ],
    [
      'a list in a field, by its last argument',
      'n = [1]; call(x) { this.n.forEach((_, i, all) => { all[i] += 1; }); return x; }',
    ],
    ['this by another name', 'n = 0; call(x) { const self = this; self.n++; return x; }'],
    ['this as an argument', 'n = 0; call(x) { Object.assign(this, { n: 1 }); return x; }'],
    [
      'this given to a function',
      'n = 0; call(x) { count(this); return x; }',
      'const count = (a) => { a.n++; };',
    ],
    ['this in a list', 'n = 0; call(x) { [this].forEach((a) => { a.n++; }); return x; }'],
    ['this spread', 'n = 0; call(x) { const copy = { ...this }; return x.mul(copy.n); }'],
    ['this with the rest', 'n = 0; call(x) { const { n, ...rest } = this; return x; }'],
    ['this of another function', 'n = 0; call(x) { const o = { f() { return this; } }; return x; }'],
    ['Reflect', `n = 0; call(x) { Reflect.set(this, 'n', 1); return x; }`],
    ['Object.defineProperty', `call(x) { Object.defineProperty(x, 'n', { value: 1 }); return x; }`],
    ['a pattern with a field as its target', 'n = 0; call(x) { ({ a: this.n } = { a: 1 }); return x; }'],
    [
      'a list pattern with a field as its target',
      'n = 0; call(x) { [this.n] = [this.n + 1]; return x.mul(this.n); }',
    ],
    ['a loop with a field as its target', 'n = 0; call(x) { for (this.n of [1, 2]); return x; }'],
    ['a loop over a field as a name', 'n = {}; call(x) { for (this.k in this.n); return x; }'],
    ['delete', 'n = 0; call(x) { delete this.n; return x; }'],
    ['a getter that counts', 'k = 0; get n() { return this.k++; } call(x) { return x.mul(this.n); }'],
    ['a setter that counts', 'k = 0; set n(v) { this.k = v; } call(x) { return x; }'],
    [
      'a getter beside a fine setter',
      'k = 0; get n() { return this.k++; } set n(v) {} call(x) { return x; }',
    ],
    ['a default value that counts', 'n = 0; call(x, k = this.n++) { return x.mul(k); }'],
    ['a default in a pattern that counts', 'call({ x = count++ }) { return x; }', 'let count = 0;'],
    [
      'an optional call of a counter',
      'call(x) { return x.mul(next?.()); }',
      'let n = 0; const next = () => n++;',
    ],
    ['a tagged template', 'call(x) { return x.mul(tag`a`); }', 'const tag = (t) => t.length;'],
    ['arguments', 'call() { return arguments[0]; }'],
    ['a generator', '*call(x) { yield x; }'],
    ['a function that waits', 'async call(x) { await x; return x; }'],
    ['a class in a method', 'call(x) { class B {} return x; }'],
    ['a made object', 'call(x) { return x.mul(new Counter().n); }', 'class Counter { n = 0; }'],
    ['try and catch', 'call(x) { try { return x.relu(); } catch { return x; } }'],
    ['the time', 'call(x) { return x.mul(Date.now()); }'],
    ['the time of a new Date', 'call(x) { return x.mul(+new Date()); }'],
    ['chance', 'call(x) { return x.mul(Math.random()); }'],
    ['chance by its text', `call(x) { return x.mul(Math['random']()); }`],
    ['chance by another name', 'call(x) { const { random } = Math; return x.mul(random()); }'],
    ['chance of TensorFlow.js that is not dropout', 'call(x) { return x.mul(tf.rand([1], () => 1)); }'],
    ['chance of a kernel', 'call(x) { return tf.multinomial(x, 2); }'],
    ['a file', `call(x) { return x.mul(fs.readFileSync('n').length); }`, `import fs from 'node:fs';`],
    ['what is printed', 'call(x) { console.log(x); return x; }'],
    ['values of a tensor', 'call(x) { return x.dataSync()[0] > 0 ? x : x.neg(); }'],
    ['values by their text', `call(x) { return x['dataSync']()[0] > 0 ? x : x.neg(); }`],
    ['values by a name that is put together', `call(x) { return x['data' + 'Sync'](); }`],
    ['values by a constant name', `call(x) { const k = 'dataSync'; return x[k](); }`],
    ['values by a function', 'call(x) { const read = x.dataSync; return x.mul(read.call(x)[0]); }'],
    ['values as a list', 'call(x) { return x.arraySync() > 0 ? x : x.neg(); }'],
    ['values by a pattern', 'call(x) { const { dataSync } = x; return x; }'],
    ['values by a pattern of arguments', 'call({ dataSync }) { return x; }'],
    ['a shape by values', 'call(x) { return tf.unique(x).values; }'],
    ['the number of a tensor', 'call(x) { return x.id % 2 ? x : x.neg(); }'],
    ['the memory', 'call(x) { return x.mul(tf.memory().numTensors); }'],
    ['the engine', 'call(x) { return x.mul(tf.engine().state.numTensors); }'],
    ['a flag', `call(x) { return tf.env().getBool('DEBUG') ? x : x.neg(); }`],
    ['the clock of TensorFlow.js', 'call(x) { return x.mul(tf.util.now()); }'],
    ['a variable that is made in each step', 'call(x) { return tf.variable(x); }'],
    ['an assignment to a weight', 'w; call(x) { this.w.write(x); return x; }'],
    ['a layer that is made in each step', 'call(x) { return tf.layers.dense({ units: 1 }).apply(x); }'],
    ['an initializer', 'call(x) { return x.mul(tf.initializers.randomNormal({}).apply([1])); }'],
    ['TensorFlow.js as a whole', 'call(x) { const all = tf; return x.mul(all.memory().numTensors); }'],
    ['TensorFlow.js by a name', 'call(x, k) { return tf[k](x); }'],
    [
      'a name of TensorFlow.js',
      'call(x) { return x.mul(memory().numTensors); }',
      `import { memory } from '@tensorflow/tfjs';`,
    ],
    ['a field that is called', 'f = (x) => x; call(x) { return this.f(x); }'],
    ['a method that nobody declares', 'call(x) { return this.f(x); }'],
    ['a method that reads', 'f(x) { return x.dataSync(); } call(x) { return this.f(x); }'],
    [
      'a method that is called for setting up',
      'build() { this.n = count++; } call(x) { this.build(); return x; }',
      'let count = 0;',
    ],
    ['a method of a computed name', `['ca' + 'll'](x) { return x; }`],
    ['a field that is a function', 'call = (x) => x;'],
    ['a mask that counts', 'n = 0; call(x) { return x; } computeMask() { this.n++; return null; }'],
    ['an apply of its own', 'n = 0; apply(x) { this.n++; return x; } call(x) { return x; }'],
    ['another name', `static name = 'B'; call(x) { return x; }`],
    ['another name by a getter', `static get name() { return 'B'; } call(x) { return x; }`],
    ['a static block', 'static { this.n = 0; } call(x) { return x; }'],
    [
      'the class of the same name in a function',
      'call(x) { return x; }',
      'export function make() { class A extends tf.layers.Layer {} return new A({}); }',
    ],
    ['a class expression anywhere', 'call(x) { return x; }', 'export const make = () => class {};'],
    ['a function of the same name', 'call(x) { return x; }', 'export const o = { A() {} };'],
  ])('%s', async (_, members, around = '') => {
    const { classes } = await repeatable({ 'model.ts': layer(members, around) });
    expect(classes.A).toBeUndefined();
  });

  test.each([
    ['a prototype that is looked for', '(a) => { Object.getPrototypeOf(a).call = () => 1; }'],
    ['a property that is defined', `(a) => Object.defineProperty(a, 'n', { get: () => 1 })`],
    ['Object by another name', '(a) => { const O = Object; return O.getPrototypeOf(a); }'],
  ])('%s: no class of the module, and none of TensorFlow.js', async (_, code) => {
    const around = `export const f = ${code};`;
    const found = await repeatable({ 'model.ts': layer('call(x) { return x; }', around) });
    expect(found).toMatchObject({ isKnown: false, notPlain: null });
  });

  test.each([
    'tf.tidy(() => S.list).push(1);',
    'tf.util.assert(true, () => S.list).push(1);',
    'Object.values(S).find(() => true).push(1);',
    'Object.values(S).findLast(() => true).push(1);',
    'Object.values(S).at(0).push(1);',
    'Object.values(S).pop().push(1);',
    'Object.values(S).shift().push(1);',
    'Object.values(S).splice(0, 1)[0].push(1);',
    'Object.values(S).reduce((a) => a).push(1);',
    'Object.values(S)[0].push(1);',
    'Object.values(S).filter(() => true)[0].push(1);',
    'Object.entries(S)[0][1].push(1);',
    'Object.values(S).forEach((one) => { one.push(1); });',
    'Object.values(S).map((one) => one.push(1));',
    'for (const one of Object.values(S)) one.push(1);',
    'for (const k in S) S[k].push(1);',
    'const [one] = Object.values(S); one.push(1);',
    'const { list } = { ...S }; list.push(1);',
    '({ ...S }).list.push(1);',
    '[S.list].flat().concat([S.list]).pop().push(1);',
    '[[S.list]].flat()[0].push(1);',
    '[...Object.values(S)][0].push(1);',
    'Array.from(Object.values(S))[0].push(1);',
    '(S.list ?? []).push(1);',
    '(true ? S.list : []).push(1);',
    'let one = []; one = S.list; one.push(1);',
    '[].push.call(S.list, 1);',
    'const { push } = []; push.call(S.list, 1);',
    'S.list.slice().reduce((all) => all, S.list)[0] = 1;',
    'Object.values(S).sort().reverse().at(0)[0] = 1;',
    'Object.values(S).fill(S.list)[0][0]++;',
  ])('what a fresh object holds: %s', async (change) => {
    const around = 'const S = { list: [0], push: 1 };';
    const code = layer(`call(x) { ${change} return x.mul(S.list.length); }`, around);
    expect((await repeatable({ 'model.ts': code })).classes.A).toBeUndefined();
  });

  test('Array by another meaning', async () => {
    const around = 'const S = { list: [0] }; function Array() { return S.list; }';
    const code = layer('call(x) { Array().push(1); return x.mul(S.list.length); }', around);
    expect((await repeatable({ 'model.ts': code })).classes.A).toBeUndefined();
  });

  test.each([
    'const rows = Array(2).fill(0); rows[1] = 1; rows.push(2);',
    'const rows = [S.list].flat(); rows.push(1);',
    'Object.values(S).sort().reverse().pop();',
    'const parts = tf.split(x, 2); parts.reverse(); tf.unstack(x).push(x); x.unstack().pop();',
    'const shape = x.shape.slice(); shape[0] = 1; shape.splice(0, 1);',
    'const copy = { ...S }; copy.list = [1];',
  ])('but what is made in a step may be changed: %s', async (change) => {
    const code = layer(`call(x) { ${change} return x; }`, 'const S = { list: [0] };');
    expect((await repeatable({ 'model.ts': code })).classes.A).toEqual([]);
  });

  test('a class that extends one that is not', async () => {
    const code = `${TF} class B extends tf.layers.Layer { n = 0; call(x) { this.n++; return x; } } class A extends B { other() { return 1; } }
      class C extends Unknown {} const Unknown = A; ${END}`;
    expect((await repeatable({ 'model.ts': code })).classes).toEqual({ C: [] });
  });

  test('two classes of one name in two files', async () => {
    const one = `${TF} export class A extends tf.layers.Layer { call(x) { return x; } }`;
    const found = await repeatable({
      'model.ts': `export { A } from './a.ts'; import './b.ts'; ${END}`,
      'a.ts': one,
      'b.ts': one,
    });
    expect(found.classes).toEqual({});
  });

  test('what another file keeps', async () => {
    const found = await repeatable({
      'model.ts': `${TF} import { next, count, LIST } from './b.ts'; import * as b from './b.ts';
        class A extends tf.layers.Layer { call(x) { return x.mul(next()); } } class B extends tf.layers.Layer { call(x) { return x.mul(count); } }
        class C extends tf.layers.Layer { call(x) { return x.mul(b.next()); } } class D extends tf.layers.Layer { call(x) { return x.mul(LIST[0]); } } ${END}`,
      'b.ts':
        'export let count = 0; export function next() { return count++; } export const LIST = [1]; import "./c.ts";',
      'c.ts': 'import { LIST } from "./b.ts"; const other = LIST; export const f = () => { other[0] = 2; };',
    });
    expect(found.classes).toEqual({});
  });

  test('anything in a module that is not plain', async () => {
    const files = { 'model.ts': layer('call(x) { return x; }', 'process.exitCode = 0;') };
    const { classes, notPlain } = await repeatable(files);
    expect(notPlain).toContain('process');
    expect(classes).toEqual({});
  });
});
