import { createRequire } from "node:module";
import { join } from "node:path";
import { createHash } from "node:crypto";
// node_modules/pure-rand/lib/esm/distribution/uniformFloat64.js
const scale26 = 1.4901161193847656e-8;
const scale53 = 11102230246251565e-32;
const mask1 = 67108863;
const mask2 = 134217727;
function uniformFloat64(rng) {
	const value1 = rng.next() & mask1;
	const value2 = rng.next() & mask2;
	return value1 * scale26 + value2 * scale53;
}
// node_modules/pure-rand/lib/esm/generator/xoroshiro128plus.js
const jumps = [
	3639956645,
	3750757012,
	1261568508,
	386426335
];
var XoroShiro128Plus = class XoroShiro128Plus {
	constructor(s01, s00, s11, s10) {
		this.s01 = s01;
		this.s00 = s00;
		this.s11 = s11;
		this.s10 = s10;
	}
	clone() {
		return new XoroShiro128Plus(this.s01, this.s00, this.s11, this.s10);
	}
	next() {
		const out = this.s00 + this.s10 | 0;
		const a0 = this.s10 ^ this.s00;
		const a1 = this.s11 ^ this.s01;
		const s00 = this.s00;
		const s01 = this.s01;
		this.s00 = s00 << 24 ^ s01 >>> 8 ^ a0 ^ a0 << 16;
		this.s01 = s01 << 24 ^ s00 >>> 8 ^ a1 ^ (a1 << 16 | a0 >>> 16);
		this.s10 = a1 << 5 ^ a0 >>> 27;
		this.s11 = a0 << 5 ^ a1 >>> 27;
		return out;
	}
	jump() {
		let ns01 = 0;
		let ns00 = 0;
		let ns11 = 0;
		let ns10 = 0;
		let s01 = this.s01;
		let s00 = this.s00;
		let s11 = this.s11;
		let s10 = this.s10;
		for (let i = 0; i !== 4; ++i) {
			const ji = jumps[i];
			for (let mask = 1; mask; mask <<= 1) {
				if (ji & mask) {
					ns01 ^= s01;
					ns00 ^= s00;
					ns11 ^= s11;
					ns10 ^= s10;
				}
				const a0 = s10 ^ s00;
				const a1 = s11 ^ s01;
				const s00_ = s00;
				const s01_ = s01;
				s00 = s00_ << 24 ^ s01_ >>> 8 ^ a0 ^ a0 << 16;
				s01 = s01_ << 24 ^ s00_ >>> 8 ^ a1 ^ (a1 << 16 | a0 >>> 16);
				s10 = a1 << 5 ^ a0 >>> 27;
				s11 = a0 << 5 ^ a1 >>> 27;
			}
		}
		this.s01 = ns01;
		this.s00 = ns00;
		this.s11 = ns11;
		this.s10 = ns10;
	}
	getState() {
		return [
			this.s01,
			this.s00,
			this.s11,
			this.s10
		];
	}
};
function xoroshiro128plusFromState(state) {
	if (!(state.length === 4)) throw new Error("The state must have been produced by a xoroshiro128plus RandomGenerator");
	return new XoroShiro128Plus(state[0], state[1], state[2], state[3]);
}
// src/stats/random.ts
function createRandom(...labels) {
	const hash = createHash("sha256");
	for (const label of labels) {
		const text = String(label);
		hash.update(`${typeof label}:${text.length}:${text};`, "utf8");
	}
	const digest = hash.digest();
	const generator = xoroshiro128plusFromState([
		0,
		4,
		8,
		12
	].map((offset) => digest.readInt32LE(offset)));
	return () => uniformFloat64(generator);
}
function randomInteger(random, below) {
	return Math.floor(random() * below);
}
// src/train/backends/node.ts
const TFJS_NODE = "@tensorflow/tfjs-node";
function findTfjsNode(moduleFolder) {
	return [createRequire(join(moduleFolder, "module.js")), createRequire(import.meta.url)].find((candidate) => canResolve(candidate)) ?? null;
}
function loadTfjsNode(moduleFolder) {
	const require = findTfjsNode(moduleFolder);
	if (require === null) return {
		tf: void 0,
		failure: `${TFJS_NODE} is not installed`
	};
	try {
		prepareProcess(require);
		const tf = require(TFJS_NODE);
		return {
			tf,
			version: `${tf.version.tfjs} (tfjs-node ${tf.version["tfjs-node"] ?? "unknown"})`
		};
	} catch (error) {
		const [first = ""] = String(error.message).split("\n");
		return {
			tf: void 0,
			failure: `${TFJS_NODE} is installed and does not load: ${first}`
		};
	}
}
function canResolve(require) {
	try {
		require.resolve(TFJS_NODE);
		return true;
	} catch {
		return false;
	}
}
function prepareProcess(require) {
	process.env.TF_NUM_INTRAOP_THREADS = "1";
	process.env.TF_NUM_INTEROP_THREADS = "1";
	process.env.TF_DETERMINISTIC_OPS = "1";
	process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
	const util = require("node:util");
	util.isNullOrUndefined ??= (value) => value === null || value === void 0;
	util.isArray ??= Array.isArray;
}
export { randomInteger as a, createRandom as i, findTfjsNode as n, loadTfjsNode as r, TFJS_NODE as t };
