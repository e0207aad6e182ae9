import { R as createRandom, c as inspectData, i as loadTfjsNode, l as summariseInspection, p as argMax, t as readJob, z as randomInteger } from "./worker-common.js";
import { t as registerGradients } from "./gradients.js";
import { t as createJiti } from "./jiti.js";
import { dirname, join } from "node:path";
import { appendFileSync, closeSync, existsSync, openSync, writeFileSync, writeSync } from "node:fs";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
// src/train/worker/unusable-module.ts
var UnusableModule = class extends Error {
	name = "UnusableModule";
};
// src/train/backends/open-backend.ts
async function openBackend(backend, moduleFolder) {
	if (backend === "wasm") {
		const { openWasm } = await import("./wasm.js");
		const tf = await openWasm();
		return describe$2(tf, backend, tf.version.tfjs);
	}
	const native = loadTfjsNode(moduleFolder);
	if (native.tf === void 0) throw new UnusableModule(`backend node: ${native.failure}`);
	registerGradients(native.tf);
	return describe$2(native.tf, backend, native.version);
}
function describe$2(namespace, backend, version) {
	const tf = asModule(namespace);
	return {
		tf,
		provided: {
			"@tensorflow/tfjs": tf,
			"@tensorflow/tfjs-core": tf,
			"@tensorflow/tfjs-layers": tf,
			"@tensorflow/tfjs-node": tf
		},
		environment: {
			trainer: "module",
			backend,
			tfjs: version,
			node: process.version
		}
	};
}
function asModule(namespace) {
	const { default: _, ...exports } = namespace;
	Object.defineProperty(exports, "__esModule", { value: true });
	Object.defineProperty(exports, "default", { get: () => exports });
	return exports;
}
// src/train/worker/data/integer-labels.ts
function acceptIntegerLabels(t) {
	const prototype = t.LayersModel.prototype;
	const original = prototype.standardizeUserDataXY;
	prototype.standardizeUserDataXY = function standardizeUserDataXY(x, y, ...rest) {
		const [inputs, targets] = original.call(this, x, y, ...rest);
		const given = new Set([y].flat());
		return [inputs, targets.map((target) => {
			if (target.dtype !== "int32") return target;
			const float = t.cast(target, "float32");
			if (!given.has(target)) target.dispose();
			return float;
		})];
	};
}
// src/train/worker/data/subset.ts
function trainingSubset(count, { vary, data }, streams) {
	if (!vary.includes("data")) return Int32Array.from({ length: count }, (_, index) => index);
	return drawSubset(count, data, streams.data());
}
function drawSubset(count, how, random) {
	return (how === "bootstrap" ? Int32Array.from({ length: count }, () => randomInteger(random, count)) : withoutReplacement(count, Math.max(1, Math.round(count * how)), random)).sort();
}
function withoutReplacement(count, size, random) {
	const indices = Int32Array.from({ length: count }, (_, i) => i);
	for (let i = 0; i < size; i++) {
		const j = i + randomInteger(random, count - i);
		const kept = indices[i] ?? 0;
		indices[i] = indices[j] ?? 0;
		indices[j] = kept;
	}
	return indices.slice(0, size);
}
function takeExamples(t, examples, indices, shared = new Set()) {
	const take = (tensor) => {
		const taken = t.tidy(() => t.gather(tensor, t.tensor1d(indices, "int32")));
		if (!shared.has(tensor)) tensor.dispose();
		return taken;
	};
	return {
		xs: Array.isArray(examples.xs) ? examples.xs.map(take) : take(examples.xs),
		ys: take(examples.ys),
		...examples.ids === void 0 ? {} : { ids: Array.from(indices, (i) => examples.ids?.[i] ?? "") }
	};
}
// src/train/worker/fit/curve.ts
var Diverged = class extends Error {
	name = "Diverged";
};
var Curve = class {
	#path;
	constructor(runDirectory) {
		this.#path = join(runDirectory, "log.jsonl");
		writeFileSync(this.#path, "");
	}
	report(epoch, values) {
		if (typeof epoch !== "number" || !Number.isFinite(epoch) || epoch < 0) throw new TypeError(`report(${String(epoch)}, …): the epoch must be a number, counted from 1`);
		const train = finiteValues(epoch, "train", values.train);
		const validation = finiteValues(epoch, "validation", values.validation);
		appendFileSync(this.#path, `${JSON.stringify({
			epoch,
			train,
			validation
		})}\n`);
		const loss = values.train?.loss;
		if (loss !== void 0 && !Number.isFinite(loss)) throw new Diverged(`loss is ${loss} in epoch ${epoch}`);
	}
};
function finiteValues(epoch, split, values = {}) {
	const finite = {};
	for (const [name, value] of Object.entries(values)) {
		if (typeof value !== "number") throw new TypeError(`report(${epoch}, …): ${split}.${name} is ${JSON.stringify(value)}, not a number`);
		if (Number.isFinite(value)) finite[name] = value;
	}
	return finite;
}
// src/train/worker/user-code.ts
const OWN_FOLDER = withSlashes(dirname(fileURLToPath(import.meta.url)));
const MAX_FRAMES = 8;
function describeError(error) {
	if (!(error instanceof Error)) return `thrown: ${String(error)}`;
	return [`${error.name}: ${firstLines(error.message)}`, ...(error.stack ?? "").split("\n").filter(isUserFrame).slice(0, MAX_FRAMES).map((frame) => `    ${frame.trim()}`)].join("\n");
}
function firstLines(message) {
	return message.split("\nRequire stack:")[0]?.trim() ?? "";
}
function isUserFrame(line) {
	if (!line.trimStart().startsWith("at ")) return false;
	const place = withSlashes(line);
	if (place.includes("node:") || place.includes("node_modules") || place.includes("(<anonymous>)")) return false;
	return !place.includes(OWN_FOLDER) && place.includes("/");
}
function withSlashes(path) {
	return path.replaceAll("\\", "/");
}
async function usable(part, run) {
	try {
		return await run();
	} catch (error) {
		if (error instanceof UnusableModule) throw error;
		throw new UnusableModule(`${part} failed: ${describeError(error)}`, { cause: error });
	}
}
// src/train/worker/load-module.ts
const FORM = "export default { data(context), model(context) } or export default { train(context) }";
async function loadModule(path, provided) {
	if (!existsSync(path)) throw new UnusableModule(`the module ${path} does not exist; check trainer.module`);
	const jiti = createJiti(path, {
		fsCache: false,
		interopDefault: false,
		virtualModules: { ...provided }
	});
	const exported = await usable(`loading ${path}`, () => jiti.import(path));
	return checkForm(exported.default, Object.keys(exported), path);
}
function checkForm(module, names, path) {
	if (module === void 0) throw new UnusableModule(`${path} has no default export, ${names.length === 0 ? "no exports at all" : `only the exports ${names.join(", ")}`}; it needs ${FORM}`);
	if (typeof module !== "object" || module === null) throw new UnusableModule(`the default export of ${path} is a ${typeof module}; it needs ${FORM}`);
	const parts = module;
	const wrong = [
		"data",
		"model",
		"fit",
		"evaluate",
		"train"
	].find((name) => parts[name] !== void 0 && typeof parts[name] !== "function");
	if (wrong !== void 0) throw new UnusableModule(`${wrong} in the default export of ${path} is a ${typeof parts[wrong]}, not a function`);
	if (parts.train !== void 0 && (parts.data !== void 0 || parts.model !== void 0)) throw new UnusableModule(`the default export of ${path} has train and also data or model; it needs ${FORM}`);
	if (parts.train === void 0) {
		const missing = ["data", "model"].filter((name) => parts[name] === void 0);
		if (missing.length > 0) throw new UnusableModule(`the default export of ${path} lacks ${missing.join(" and ")}; it needs ${FORM}`);
	}
	return module;
}
// src/train/worker/data/float32.ts
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;
function shortestFloat32(value) {
	if (Math.fround(value) !== value) return value;
	for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) return short;
	}
	return Number(value.toPrecision(MOST_DIGITS));
}
// src/train/worker/outputs.ts
const CHUNK_CHARS = 1 << 20;
function writePredictions(runDirectory, splits, slices, features = new Map()) {
	const names = sliceNames(slices);
	const file = openSync(join(runDirectory, "predictions.jsonl"), "w");
	try {
		let chunk = "";
		for (const [split, predictions] of splits) for (let i = 0; i < predictions.labels.length; i++) {
			const known = split === "test" ? {
				slices: names.get(i),
				features: featuresOf(features, i)
			} : {};
			chunk += `${JSON.stringify(toLine(split, predictions, i, known))}\n`;
			if (chunk.length > CHUNK_CHARS) {
				writeSync(file, chunk);
				chunk = "";
			}
		}
		writeSync(file, chunk);
	} finally {
		closeSync(file);
	}
}
function toLine(split, from, i, known) {
	const probabilities = from.probabilities?.[i];
	return {
		split,
		id: from.ids?.[i] ?? String(i),
		label: shortestFloat32(from.labels[i] ?? 0),
		prediction: shortestFloat32(from.predictions[i] ?? 0),
		...probabilities === void 0 ? {} : { probabilities: Array.from(probabilities, shortestFloat32) },
		...known
	};
}
function featuresOf(features, i) {
	const known = [...features].flatMap(([name, values]) => {
		const value = values[i] ?? NaN;
		return Number.isNaN(value) ? [] : [[name, value]];
	});
	return known.length === 0 ? void 0 : Object.fromEntries(known);
}
function sliceNames(slices) {
	const names = new Map();
	for (const [name, indices] of slices) for (const index of new Set(indices)) names.set(index, [...names.get(index) ?? [], name]);
	return names;
}
function writeSummary(runDirectory, summary) {
	writeFileSync(join(runDirectory, "metrics.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
// src/train/worker/streams.ts
const PINNED = "pinned";
function installStreams(job) {
	const stream = (name) => createRandom("run", job.vary.includes(name) ? job.seeds[name] : PINNED, name);
	const streams = {
		init: stream("init"),
		order: stream("order"),
		fixed: createRandom("run", PINNED, "fixed")
	};
	let current = streams.fixed;
	Math.random = () => current();
	return {
		async during(phase, work) {
			const before = current;
			current = streams[phase];
			try {
				return await work();
			} finally {
				current = before;
			}
		},
		data: () => stream("data"),
		context: createRandom("run", job.seed, "context")
	};
}
// src/train/worker/data/examples.ts
function isTensor(value) {
	return typeof value === "object" && value !== null && "dataId" in value && "shape" in value && "dtype" in value;
}
function shapeText(shape) {
	return `[${shape.map((length) => length ?? "any").join(", ")}]`;
}
function checkExamples(name, value) {
	if (typeof value !== "object" || value === null) throw new UnusableModule(`data() returned no ${name}; it must return { train, validation, test }, each with xs and ys`);
	const { xs, ys, ids } = value;
	const inputs = Array.isArray(xs) ? xs : [xs];
	inputs.forEach((input, i) => {
		requireTensor(Array.isArray(xs) ? `${name}.xs[${i}]` : `${name}.xs`, input);
	});
	requireTensor(`${name}.ys`, ys);
	const labelTensor = ys;
	const count = labelTensor.shape[0] ?? 0;
	inputs.forEach((input, i) => {
		const label = Array.isArray(xs) ? `${name}.xs[${i}]` : `${name}.xs`;
		const rows = input.shape[0] ?? 0;
		if (rows !== count) throw new UnusableModule(`${name}.ys has ${count} rows, ${label} has ${rows}: both need the same number of examples`);
		requireFinite$1(label, input);
	});
	if (count === 0) throw new UnusableModule(`${name} holds no examples`);
	return {
		count,
		inputs,
		...readLabels(`${name}.ys`, labelTensor),
		ids: checkIds(name, ids, count)
	};
}
function requireTensor(label, value) {
	if (!isTensor(value)) throw new UnusableModule(`${label} is ${describe$1(value)}; it must be a tensor`);
	if (value.isDisposed) throw new UnusableModule(`${label} is already disposed; use tf.keep() inside of tf.tidy()`);
	if (value.shape.length === 0) throw new UnusableModule(`${label} is a scalar; its first dimension must be the number of examples`);
}
function describe$1(value) {
	if (Array.isArray(value)) return "an array";
	return value === void 0 || value === null ? "missing" : `a ${typeof value}`;
}
function requireFinite$1(label, tensor) {
	if (tensor.dtype !== "float32") return;
	const values = tensor.dataSync();
	const at = values.findIndex((value) => !Number.isFinite(value));
	if (at < 0) return;
	const row = Math.floor(at / (tensor.size / (tensor.shape[0] ?? 1)));
	throw new UnusableModule(`${label} holds ${values[at]} in example ${row}: every value must be finite`);
}
function readLabels(label, ys) {
	const [count = 0, columns = 1] = ys.shape;
	const allowed = "int32 [n] for class indices, [n, classes] for one-hot classes, float32 [n] or [n, 1] for regression";
	if (ys.shape.length > 2 || ys.dtype !== "int32" && ys.dtype !== "float32") throw new UnusableModule(`${label} is ${ys.dtype} of shape ${shapeText(ys.shape)}; allowed are ${allowed}`);
	requireFinite$1(label, ys);
	const values = ys.dataSync();
	if (columns === 1) {
		if (ys.dtype === "float32") return {
			form: "value",
			columns: 1,
			labels: values
		};
		const at = values.findIndex((value) => value < 0);
		if (at >= 0) throw new UnusableModule(`${label} holds ${values[at]} in example ${at}: class indices start at 0`);
		return {
			form: "index",
			columns: 1,
			labels: values
		};
	}
	return {
		form: "one-hot",
		columns,
		labels: Int32Array.from({ length: count }, (_, row) => argMax(values, row * columns, columns))
	};
}
function checkIds(name, ids, count) {
	if (ids === void 0) return void 0;
	if (!Array.isArray(ids) || ids.length !== count) throw new UnusableModule(`${name}.ids has ${Array.isArray(ids) ? `${ids.length} entries` : "no list"}, ${name} has ${count} examples: give one id an example`);
	const seen = new Set();
	for (const id of ids) {
		if (typeof id !== "string" || id === "" || seen.has(id)) throw new UnusableModule(`${name}.ids holds ${JSON.stringify(id)}${seen.has(id) ? " twice" : ""}: ids are different strings`);
		seen.add(id);
	}
	return ids;
}
// src/train/worker/data/dataset.ts
const EVALUATED = [
	"validation",
	"test",
	"shifted"
];
function checkDataset(value) {
	if (typeof value !== "object" || value === null) throw new UnusableModule(`data() returned ${value === null ? "null" : `a ${typeof value}`}; it must return { train, validation, test }`);
	const dataset = value;
	const train = checkExamples("train", dataset.train);
	const evaluated = new Map();
	for (const name of EVALUATED) {
		if (name === "shifted" && dataset.shifted === void 0) continue;
		const examples = checkExamples(name, dataset[name]);
		requireAlike(train, name, examples);
		evaluated.set(name, examples);
	}
	const testCount = evaluated.get("test")?.count ?? 0;
	return {
		train,
		evaluated,
		slices: checkSlices(dataset.slices, testCount),
		classes: checkClasses(dataset.classes)
	};
}
function requireAlike(train, name, examples) {
	if (examples.inputs.length !== train.inputs.length) throw new UnusableModule(`${name}.xs has ${examples.inputs.length} tensors, train.xs has ${train.inputs.length}: each split needs the same inputs`);
	train.inputs.forEach((input, i) => {
		const expected = input.shape.slice(1);
		const found = examples.inputs[i]?.shape.slice(1) ?? [];
		if (String(found) !== String(expected)) throw new UnusableModule(`an example of ${name}.xs has shape ${shapeText(found)}, one of train.xs has ${shapeText(expected)}: each split needs the same shape`);
	});
	if (examples.form !== train.form || examples.columns !== train.columns) throw new UnusableModule(`${name}.ys holds ${describeLabels(examples)}, train.ys ${describeLabels(train)}: each split needs labels of one kind`);
}
function describeLabels({ form, columns }) {
	if (form === "one-hot") return `one-hot rows of ${columns} classes`;
	return form === "index" ? "class indices (int32)" : "regression values (float32)";
}
function checkSlices(slices, testCount) {
	if (slices === void 0) return new Map();
	if (typeof slices !== "object" || slices === null) throw new UnusableModule("slices must map names to indices into the test split, e.g. { short: [0, 4] }");
	const checked = new Map();
	for (const [name, indices] of Object.entries(slices)) {
		if (!Array.isArray(indices)) throw new UnusableModule(`slices.${name} is not a list of indices into the test split`);
		const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= testCount);
		if (wrong !== void 0) throw new UnusableModule(`slices.${name} holds ${String(wrong)}; indices into the test split are whole numbers from 0 to ${testCount - 1}`);
		checked.set(name, indices);
	}
	return checked;
}
function checkClasses(classes) {
	if (classes === void 0) return void 0;
	if (Array.isArray(classes) && classes.every((name) => typeof name === "string")) return classes;
	throw new UnusableModule("classes must be a list of strings, the name of each class by its index");
}
// src/train/worker/data/features.ts
const MOST_COLUMNS = 16;
const MOST_TOKENS = 12;
const RARE = .02;
const COMMON = .9;
const PADDING = 0;
const DIGITS = 4;
function describeInputs({ inputs, count }) {
	return new Map(inputs.flatMap((input, index) => {
		const prefix = inputs.length === 1 ? "" : `input ${index + 1} `;
		return describe(input, count).map(([name, values]) => [`${prefix}${name}`, values]);
	}));
}
function describe(input, count) {
	const values = input.dataSync();
	const width = values.length / count;
	const rowOf = (example) => values.subarray(example * width, (example + 1) * width);
	const column = (name, of) => [name, Float64Array.from({ length: count }, (_, example) => Number(of(rowOf(example)).toPrecision(DIGITS)))];
	if (input.dtype === "int32" && input.shape.length === 2) return [column("length", (row) => row.filter((token) => token !== PADDING).length), ...frequentTokens(Array.from({ length: count }, (_, example) => new Set(rowOf(example))))];
	if (width <= MOST_COLUMNS) return Array.from({ length: width }, (_, place) => column(`column ${place + 1}`, (row) => row[place]));
	return [column("mean", mean), column("spread", (row) => Math.sqrt(mean(row.map((value) => value ** 2)) - mean(row) ** 2))];
}
function mean(row) {
	let sum = 0;
	for (const value of row) sum += value;
	return sum / row.length;
}
function frequentTokens(texts) {
	const counts = new Map();
	for (const text of texts) for (const token of text) counts.set(token, (counts.get(token) ?? 0) + 1);
	return [...counts].filter(([token, of]) => token !== PADDING && of >= RARE * texts.length && of <= COMMON * texts.length).sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b).slice(0, MOST_TOKENS).map(([token]) => [`token ${token}`, Float64Array.from(texts, (text) => text.has(token) ? 1 : NaN)]);
}
const MAX_EXAMPLES = 5e4;
const MAX_VALUES = 5e7;
function inspectOnce({ seed, runDirectory }, data) {
	if (seed !== 1) return;
	const evidence = inspect(data);
	if (evidence === null) return;
	writeFileSync(join(runDirectory, "data-evidence.json"), `${JSON.stringify(evidence, null, 2)}\n`);
}
function inspect({ train, evaluated }) {
	const test = evaluated.get("test");
	if (test === void 0) return null;
	const shifted = evaluated.get("shifted");
	const sets = toSets([
		train,
		test,
		...shifted === void 0 ? [] : [shifted]
	]);
	return summariseInspection(inspectData(sets), (position) => test.ids?.[position] ?? String(position));
}
function toSets(splits) {
	const width = splits[0]?.inputs.reduce((sum, { shape }) => sum + volume(shape), 0) ?? 1;
	const limit = Math.min(MAX_EXAMPLES, Math.max(1, Math.floor(MAX_VALUES / splits.length / Math.max(1, width))));
	const all = splits.map(({ count }) => count);
	const counts = all.map((count) => Math.min(count, limit));
	const values = new Float32Array(width * counts.reduce((sum, count) => sum + count, 0));
	const digests = [];
	let place = 0;
	for (const [split, { inputs, count }] of splits.entries()) {
		const columns = inputs.map((input) => ({
			values: input.dataSync(),
			width: volume(input.shape)
		}));
		const own = [];
		for (let example = 0; example < count; example++) {
			const digest = createHash("sha1");
			for (const column of columns) {
				const row = column.values.subarray(example * column.width, (example + 1) * column.width);
				digest.update(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
				if (example >= (counts[split] ?? 0)) continue;
				values.set(row, place);
				place += column.width;
			}
			own.push(digest.digest("base64"));
		}
		digests.push(own);
	}
	const compared = digests.flatMap((own, split) => own.slice(0, counts[split]));
	const content = splits[0]?.inputs.every(({ dtype, shape }) => dtype === "int32" && shape.length === 2) ? {
		kind: "tokens",
		rows: compared.map((_, example) => values.subarray(example * width, (example + 1) * width))
	} : {
		kind: "numbers",
		values
	};
	return {
		counts: triple(counts),
		digests: compared,
		content,
		all: {
			counts: triple(all),
			digests: digests.flat()
		}
	};
}
function triple([train = 0, test = 0, shifted = 0]) {
	return [
		train,
		test,
		shifted
	];
}
function volume(shape) {
	return shape.slice(1).reduce((product, length) => product * length, 1);
}
// src/train/worker/fit/check-model.ts
const SUM_TOLERANCE = .01;
function checkModel(value, data, ownFit) {
	const model = requireModel(value);
	if (!ownFit && (model.loss === void 0 || model.optimizer === void 0)) throw new UnusableModule("model() returned a model that is not compiled; call model.compile({ optimizer, loss }) or export a fit");
	checkInputs(model, data.train);
	const task = taskOf(model, data.train);
	checkLoss(model, data.train);
	checkLabelRange("train", data.train, task);
	for (const [name, examples] of data.evaluated) checkLabelRange(name, examples, task);
	return {
		model,
		task
	};
}
function requireModel(value) {
	const model = value;
	if (typeof model?.predict !== "function" || !Array.isArray(model.inputs) || !Array.isArray(model.outputs)) throw new UnusableModule(`model() returned ${value === null || value === void 0 ? String(value) : `a ${typeof value}`}; it must return a tf.LayersModel, e.g. from tf.sequential() or tf.model()`);
	if (model.outputs.length !== 1) throw new UnusableModule(`the model has ${model.outputs.length} outputs; it must have one`);
	return model;
}
function checkInputs(model, train) {
	if (model.inputs.length !== train.inputs.length) throw new UnusableModule(`train.xs has ${train.inputs.length} tensors, the model has ${model.inputs.length} inputs: give one tensor an input`);
	model.inputs.forEach((input, i) => {
		const expected = input.shape.slice(1);
		const found = train.inputs[i]?.shape.slice(1) ?? [];
		if (!(expected.length === found.length && expected.every((size, axis) => size === null || size === found[axis]))) throw new UnusableModule(`${train.inputs.length === 1 ? "train.xs" : `train.xs[${i}]`} has shape ${shapeText(train.inputs[i]?.shape ?? [])}, the model expects [n, ${shapeText(expected).slice(1)}`);
	});
}
function taskOf(model, train) {
	const shape = model.outputs[0]?.shape.slice(1) ?? [];
	const width = shape[0] ?? null;
	const found = `the model's output has shape ${shapeText([null, ...shape]).replace("any", "n")}`;
	if (shape.length !== 1 || width === null) throw new UnusableModule(`${found}; it must be [n, classes] for classification or [n, 1]`);
	if (train.form === "value") {
		if (width === 1) return { kind: "regression" };
		throw new UnusableModule(`train.ys holds ${describeLabels(train)}, but ${found}: for classes give int32 labels, e.g. tf.tensor1d(labels, 'int32'), for regression end the model with one unit`);
	}
	if (train.form === "one-hot" && train.columns !== width) throw new UnusableModule(`train.ys holds ${describeLabels(train)}, but ${found}: both need the same number of classes`);
	return width === 1 ? {
		kind: "sigmoid",
		classes: 2
	} : {
		kind: "softmax",
		classes: width
	};
}
function checkLoss(model, train) {
	const { loss } = model;
	if (loss === "categoricalCrossentropy" && train.form === "index") throw new UnusableModule("train.ys holds class indices, but the loss categoricalCrossentropy wants one-hot rows: use sparseCategoricalCrossentropy, or tf.oneHot(labels, classes)");
	if (loss === "sparseCategoricalCrossentropy" && train.form === "one-hot") throw new UnusableModule("train.ys holds one-hot rows, but the loss sparseCategoricalCrossentropy wants class indices: use categoricalCrossentropy, or int32 labels of shape [n]");
	if (loss === "binaryCrossentropy" && train.form === "value") throw new UnusableModule("train.ys is float32, which means regression, but the loss is binaryCrossentropy: for two classes give int32 labels, e.g. tf.tensor1d(labels, 'int32')");
}
function checkLabelRange(name, examples, task) {
	if (task.kind === "regression") return;
	const { labels } = examples;
	for (let i = 0; i < labels.length; i++) if ((labels[i] ?? 0) >= task.classes) throw new UnusableModule(`${name}.ys holds class ${labels[i]} in example ${i}, but the model tells ${task.classes} classes (0 to ${task.classes - 1}) apart`);
}
function probeModel(t, model, train, task) {
	if (task.kind === "regression") {
		t.tidy(() => predictSome(t, model, train));
		return;
	}
	const values = t.tidy(() => predictSome(t, model, train).dataSync());
	const width = task.kind === "sigmoid" ? 1 : task.classes;
	for (let row = 0; row * width < values.length; row++) {
		const outputs = Array.from(values.slice(row * width, (row + 1) * width));
		const sum = outputs.reduce((total, value) => total + value, 0);
		const inside = outputs.every((value) => value >= 0 && value <= 1.01);
		if (outputs.every(Number.isFinite) && !(inside && (width === 1 || Math.abs(sum - 1) < SUM_TOLERANCE))) {
			const wanted = width === 1 ? "a sigmoid" : "a softmax";
			throw new UnusableModule(`the model's output for an example is [${outputs.map((value) => value.toPrecision(3)).join(", ")}], which are no probabilities: end the model with ${wanted}`);
		}
	}
}
function predictSome(t, model, train) {
	const some = train.inputs.map((input) => t.slice(input, 0, Math.min(4, train.count)));
	const output = model.predict(some.length === 1 ? some[0] : some);
	if (!isTensor(output)) throw new UnusableModule("the model has several outputs; it must have one");
	return output;
}
// src/train/worker/fit/default-fit.ts
const FULL_NAMES = { acc: "accuracy" };
async function defaultFit(model, { train, validation }, { epochs, batchSize }, curve) {
	await model.fit(train.xs, train.ys, {
		epochs,
		batchSize,
		shuffle: true,
		verbose: 0,
		yieldEvery: "never",
		validationData: [validation.xs, validation.ys],
		callbacks: { onEpochEnd: async (epoch, logs) => {
			curve.report(epoch + 1, bySplit(logs ?? {}));
			requireFiniteWeights(model, `in epoch ${epoch + 1}`);
		} }
	});
}
function bySplit(logs) {
	const train = {};
	const validation = {};
	for (const [key, value] of Object.entries(logs)) {
		const isValidation = key.startsWith("val_");
		const name = isValidation ? key.slice(4) : key;
		(isValidation ? validation : train)[FULL_NAMES[name] ?? name] = shortestFloat32(value);
	}
	return {
		train,
		validation
	};
}
function requireFiniteWeights(model, when) {
	for (const weight of model.trainableWeights) {
		const wrong = weight.read().dataSync().find((value) => !Number.isFinite(value));
		if (wrong !== void 0) throw new Diverged(`weight ${weight.originalName} holds ${wrong} ${when}`);
	}
}
// src/train/worker/fit/predict.ts
async function predictSplit(model, name, examples, task, batchSize) {
	const { inputs, labels, ids } = examples;
	const output = model.predict(inputs.length === 1 ? inputs[0] : [...inputs], { batchSize });
	const values = await output.data();
	output.dispose();
	const wrong = values.findIndex((value) => !Number.isFinite(value));
	if (wrong >= 0) throw new Diverged(`the output for example ${Math.floor(wrong / (values.length / examples.count))} of ${name} is ${values[wrong]}`);
	return {
		labels,
		ids,
		...readOutput(values, task)
	};
}
function readOutput(values, task) {
	if (task.kind === "regression") return {
		predictions: values,
		probabilities: void 0
	};
	if (task.kind === "sigmoid") {
		const probabilities = Array.from(values, (p) => [Math.fround(1 - p), p]);
		return {
			predictions: Int32Array.from(values, (p) => p > .5 ? 1 : 0),
			probabilities
		};
	}
	const { classes } = task;
	const rows = values.length / classes;
	return {
		predictions: Int32Array.from({ length: rows }, (_, row) => argMax(values, row * classes, classes)),
		probabilities: Array.from({ length: rows }, (_, row) => values.subarray(row * classes, (row + 1) * classes))
	};
}
// src/train/worker/fit/trained.ts
function checkTrained(value) {
	if (typeof value !== "object" || value === null) throw new UnusableModule(`train() returned ${value === null ? "null" : `a ${typeof value}`}; it must return { test: { labels, predictions or probabilities } }`);
	const { validation, test, shifted, slices, parameters } = value;
	if (test === void 0) throw new UnusableModule("train() returned no test; it must return { test: { labels, … } }");
	const predictions = new Map();
	for (const [name, split] of Object.entries({
		validation,
		test,
		shifted
	})) if (split !== void 0) predictions.set(name, checkPredictions(name, split));
	if (parameters !== void 0 && !(Number.isInteger(parameters) && parameters >= 0)) throw new UnusableModule(`train() returned parameters = ${String(parameters)}; it must be a whole number`);
	return {
		predictions,
		slices: checkSlices(slices, predictions.get("test")?.labels.length ?? 0),
		parameters
	};
}
function checkPredictions(name, split) {
	const { labels, predictions, probabilities } = split;
	if (!isList(labels)) throw new UnusableModule(`${name}.labels is missing; it must be a list of numbers`);
	const count = labels.length;
	if (count === 0) throw new UnusableModule(`${name} holds no examples`);
	if (predictions === void 0 && probabilities === void 0) throw new UnusableModule(`${name} has neither predictions nor probabilities; give one of them`);
	for (const [key, list] of Object.entries({
		predictions,
		probabilities
	})) if (list !== void 0 && (!isList(list) || list.length !== count)) throw new UnusableModule(`${name}.${key} has ${isList(list) ? `${list.length} entries` : "no list"}, ${name}.labels has ${count}: both need the same number`);
	requireFinite(`${name}.labels`, labels, UnusableModule);
	if (predictions !== void 0) requireFinite(`${name}.predictions`, predictions, Diverged);
	const width = probabilities?.[0]?.length ?? 0;
	probabilities?.forEach((row, i) => {
		if (!isList(row) || row.length !== width) throw new UnusableModule(`${name}.probabilities[${i}] has ${isList(row) ? row.length : "no"} columns, the first row has ${width}: give one a class`);
		requireFinite(`${name}.probabilities[${i}]`, row, Diverged);
	});
	return {
		labels,
		predictions: predictions ?? Array.from(probabilities ?? [], (row) => argMax(row)),
		probabilities,
		ids: checkIds(name, split.ids, count)
	};
}
function isList(value) {
	return Array.isArray(value) || ArrayBuffer.isView(value) && "length" in value;
}
function requireFinite(label, values, Failure) {
	for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) throw new Failure(`${label} holds ${String(values[i])} at ${i}: every value must be finite`);
}
// src/train/worker/settings.ts
function fitSettings(params) {
	return {
		epochs: whole(params, "epochs", 10),
		batchSize: whole(params, "batch_size", 32)
	};
}
function whole(params, name, byDefault) {
	const value = params[name] ?? byDefault;
	if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
	throw new UnusableModule(`params.${name} is ${JSON.stringify(value)}; it must be a whole number, at least 1`);
}
// src/train/worker/train-module.ts
async function runStandard(run, module) {
	const { context, streams } = run;
	const settings = fitSettings(run.job.params);
	const raw = await streams.during("fixed", () => usable("data()", () => module.data(context)));
	const checked = checkDataset(raw);
	inspectOnce(run.job, checked);
	const { model, task } = await buildModel(run, module, checked);
	const dataset = chooseTrainingData(run, raw, checked.train.count);
	run.onTrainingStart();
	await streams.during("order", async () => {
		if (module.fit === void 0) await defaultFit(model, dataset, settings, run.curve);
		else await module.fit(model, dataset, context);
	});
	requireFiniteWeights(model, "after the training");
	return streams.during("fixed", async () => {
		const predictions = new Map();
		let inferenceSeconds = 0;
		for (const [name, examples] of checked.evaluated) {
			const start = performance.now();
			predictions.set(name, await predictSplit(model, name, examples, task, settings.batchSize));
			if (name === "test") inferenceSeconds = (performance.now() - start) / 1e3 / examples.count;
		}
		const test = await module.evaluate?.(model, dataset, context) ?? {};
		const { slices } = checked;
		return {
			predictions,
			slices,
			features: featuresOnce(run.job, checked),
			test: checkExtraMetrics(test),
			inferenceSeconds
		};
	});
}
function featuresOnce({ seed }, { evaluated }) {
	const test = evaluated.get("test");
	return test === void 0 || seed !== 1 || test.form === "value" ? new Map() : describeInputs(test);
}
async function buildModel(run, module, data) {
	return run.streams.during("init", async () => {
		const { model, task } = checkModel(await usable("model()", () => module.model(run.context)), data, module.fit !== void 0);
		await usable("a prediction of the model", () => probeModel(run.tf, model, data.train, task));
		run.onParameters(model.trainableWeights.reduce((sum, weight) => sum + weight.read().size, 0));
		return {
			model,
			task
		};
	});
}
function chooseTrainingData({ tf: t, job, streams }, dataset, count) {
	if (!job.vary.includes("data")) return dataset;
	const indices = trainingSubset(count, job, streams);
	const { validation, test, shifted } = dataset;
	const shared = [
		validation,
		test,
		...shifted === void 0 ? [] : [shifted]
	].flatMap(({ xs, ys }) => [xs, ys].flat());
	return {
		...dataset,
		train: takeExamples(t, dataset.train, indices, new Set(shared))
	};
}
function checkExtraMetrics(metrics) {
	if (typeof metrics !== "object" || metrics === null) throw new Error(`evaluate() returned ${String(metrics)}; it must return metric names with numbers`);
	for (const [name, value] of Object.entries(metrics)) if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(`evaluate() returned ${name} = ${String(value)}; a metric must be a finite number`);
	return metrics;
}
async function runLoop(run, module) {
	const phase = run.job.vary.includes("order") || !run.job.vary.includes("init") ? "order" : "init";
	run.onTrainingStart();
	const { parameters, ...answer } = checkTrained(await run.streams.during(phase, () => module.train(run.context)));
	if (parameters !== void 0) run.onParameters(parameters);
	return {
		...answer,
		test: {}
	};
}
// src/train/worker/run-job.ts
async function runJob(job) {
	const streams = installStreams(job);
	const dataDir = dirname(job.module);
	const backend = await openBackend(job.backend, dataDir);
	acceptIntegerLabels(backend.tf);
	const curve = new Curve(job.runDirectory);
	const context = {
		tf: backend.tf,
		seed: job.seed,
		seeds: Object.freeze({ ...job.seeds }),
		random: streams.context,
		fold: job.fold ?? null,
		subset: (count) => trainingSubset(count, job, streams),
		params: Object.freeze({ ...job.params }),
		dataDir,
		report: (epoch, values) => curve.report(epoch, values)
	};
	let trainingStart = performance.now();
	let parameters = null;
	const run = {
		tf: backend.tf,
		job,
		context,
		streams,
		curve,
		onTrainingStart: () => {
			trainingStart = performance.now();
		},
		onParameters: (count) => {
			parameters = count;
		}
	};
	const module = await loadModule(job.module, backend.provided);
	const finish = (outcome, inference = {}) => {
		const cost = {
			...costSince(trainingStart),
			...inference
		};
		writeSummary(job.runDirectory, {
			...outcome,
			parameters,
			environment: backend.environment,
			cost
		});
	};
	try {
		const answer = "train" in module ? await runLoop(run, module) : await runStandard(run, module);
		writePredictions(job.runDirectory, answer.predictions, answer.slices, answer.features);
		const { test, inferenceSeconds } = answer;
		finish({
			status: "ok",
			failure: null,
			test
		}, inferenceSeconds === void 0 ? {} : { inferenceSeconds });
	} catch (error) {
		if (!(error instanceof Diverged)) throw error;
		finish({
			status: "diverged",
			failure: error.message,
			test: {}
		});
	}
}
function costSince(trainingStart) {
	const { user, system } = process.cpuUsage();
	return {
		cpuSeconds: (user + system) / 1e6,
		peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
		setupSeconds: trainingStart / 1e3,
		trainSeconds: (performance.now() - trainingStart) / 1e3
	};
}
// src/train/worker/main.ts
Error.stackTraceLimit = 100;
let isOver = false;
process.on("uncaughtException", fail);
process.once("exit", () => {
	if (isOver) return;
	writeSync(2, "the module ended the process, or awaits a promise that nothing will ever settle\n");
	process.exitCode = 1;
});
if (process.argv[2] === "--probe") {
	const { tf: _, ...answer } = {
		version: null,
		...loadTfjsNode(process.argv[3] ?? ".")
	};
	writeSync(1, `\n${JSON.stringify(answer)}\n`);
	end(0);
}
readJob(process.argv[2]).then(runJob).then(() => end(0), fail);
function fail(error) {
	const unusable = error instanceof UnusableModule;
	writeSync(2, `${unusable ? error.message : describeError(error)}\n`);
	end(unusable ? 2 : 1);
}
function end(exitCode) {
	isOver = true;
	process.exit(exitCode);
}
export {};
// sha256 of what it loads: 9e907b15f4919b31dc441971debd7240a48d3b09ab455c6440596ed3845e6df7
