import { i as env, n as dist_exports, r as setBackend, t as setWasmPaths } from "./tfjs.js";
import { t as registerGradients } from "./gradients.js";
import { dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
// src/train/kernels/toolkit.ts
function sizeOf(shape) {
	let size = 1;
	for (const length of shape) size *= length;
	return size;
}
function addressOf(tools, tensor) {
	const address = tools.backend.dataIdMap.get(tensor.dataId).memoryOffset;
	if (address === 0 && sizeOf(tensor.shape) > 0) throw new Error(`out of memory: a tensor of shape [${tensor.shape}] does not fit into the 4 GB that WebAssembly can address; use smaller batches`);
	return address;
}
function bytesOf(dtype) {
	return dtype === "bool" ? 1 : 4;
}
// src/train/kernels/adam.ts
const KERNEL = "ConclusiveAdam";
const adam = {
	name: KERNEL,
	run(tools, inputs, attributes) {
		const { value, first, second, gradient } = inputs;
		const settings = attributes;
		const outputs = [
			0,
			1,
			2
		].map(() => tools.backend.makeOutput(value.shape, "float32"));
		tools.simd.adam(...[
			value,
			first,
			second,
			gradient,
			...outputs
		].map((tensor) => addressOf(tools, tensor)), sizeOf(value.shape), settings.beta1, settings.beta2, 1 - settings.beta1, 1 - settings.beta2, settings.correction1, settings.correction2, settings.epsilon, settings.learningRate);
		return outputs;
	}
};
function useAdamKernel(t) {
	const prototype = t.AdamOptimizer.prototype;
	const moment = (moments, index, name, like) => {
		moments[index] ??= {
			originalName: name,
			variable: t.tidy(() => t.variable(t.zerosLike(like), false))
		};
		return moments[index].variable;
	};
	const shipped = prototype.applyGradients;
	prototype.applyGradients = function applyGradients(gradients) {
		if (t.getBackend() !== "wasm") {
			shipped.call(this, gradients);
			return;
		}
		const named = Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({
			name,
			tensor
		}));
		t.tidy(() => {
			const correction1 = 1 - (this.accBeta1.dataSync()[0] ?? 0);
			const correction2 = 1 - (this.accBeta2.dataSync()[0] ?? 0);
			named.forEach(({ name, tensor }, index) => {
				const value = t.engine().registeredVariables[name];
				if (value === void 0) throw new Error(`Adam was given a gradient of an unknown variable: ${name}`);
				const first = moment(this.accumulatedFirstMoment, index, `${name}/m`, value);
				const second = moment(this.accumulatedSecondMoment, index, `${name}/v`, value);
				if (tensor == null) return;
				const [newValue, newFirst, newSecond] = t.engine().runKernel(KERNEL, {
					value,
					first,
					second,
					gradient: tensor
				}, {
					beta1: this.beta1,
					beta2: this.beta2,
					correction1,
					correction2,
					epsilon: this.epsilon,
					learningRate: this.learningRate
				});
				value.assign(newValue);
				first.assign(newFirst);
				second.assign(newSecond);
			});
			this.accBeta1.assign(t.mul(this.accBeta1, this.beta1));
			this.accBeta2.assign(t.mul(this.accBeta2, this.beta2));
		});
		this.incrementIterations();
	};
}
// src/train/kernels/batch-matmul.ts
function operand(tools, tensor, rows, columns, transposed) {
	const batchShape = tensor.shape.slice(0, -2);
	return {
		address: addressOf(tools, tensor),
		rowStride: transposed ? 4 : columns * 4,
		columnStride: transposed ? rows * 4 : 4,
		matrixBytes: rows * columns * 4,
		batchShape,
		batches: sizeOf(batchShape)
	};
}
function broadcastIndex(index, outShape, shape) {
	let rest = index;
	let stride = 1;
	let result = 0;
	for (let i = 1; i <= outShape.length; i++) {
		const length = outShape[outShape.length - i] ?? 1;
		const own = shape[shape.length - i] ?? 1;
		if (own > 1) result += rest % length * stride;
		stride *= own;
		rest = Math.floor(rest / length);
	}
	return result;
}
const batchMatMul = {
	name: "BatchMatMul",
	run(tools, inputs, attributes, otherwise) {
		const { a, b } = inputs;
		const { transposeA, transposeB } = attributes;
		if (a.dtype !== "float32" || b.dtype !== "float32") return otherwise();
		const [m = 1, k = 1] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
		const [inner = 1, n = 1] = transposeB ? b.shape.slice(-2).reverse() : b.shape.slice(-2);
		if (k !== inner) return otherwise();
		const batchShape = tools.tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
		const out = tools.backend.makeOutput([
			...batchShape,
			m,
			n
		], "float32");
		const left = operand(tools, a, m, k, transposeA);
		const right = operand(tools, b, k, n, transposeB);
		const target = addressOf(tools, out);
		const batches = sizeOf(batchShape);
		const multiply = (at, bt, ct, count, rows) => {
			tools.simd.batchMatMul(at, left.rowStride, left.columnStride, left.batches === 1 ? 0 : left.matrixBytes, bt, right.rowStride, right.columnStride, right.batches === 1 ? 0 : right.matrixBytes, ct, count, rows, n, k, tools.scratch);
		};
		if (right.batches === 1 && left.batches === batches && !transposeA) multiply(left.address, right.address, target, 1, m * batches);
		else if ((left.batches === 1 || left.batches === batches) && (right.batches === 1 || right.batches === batches)) multiply(left.address, right.address, target, batches, m);
		else for (let i = 0; i < batches; i++) multiply(left.address + broadcastIndex(i, batchShape, left.batchShape) * left.matrixBytes, right.address + broadcastIndex(i, batchShape, right.batchShape) * right.matrixBytes, target + i * m * n * 4, 1, m);
		return out;
	}
};
// src/train/kernels/clip.ts
function clip(tools, from, to, low, high) {
	tools.simd.clip(addressOf(tools, from), addressOf(tools, to), sizeOf(from.shape), low, high);
}
function clipped(name, boundsOf) {
	return {
		name,
		run(tools, inputs, attributes, otherwise) {
			const { x } = inputs;
			if (x.dtype !== "float32") return otherwise();
			const out = tools.backend.makeOutput(x.shape, "float32");
			clip(tools, x, out, ...boundsOf(attributes));
			return out;
		}
	};
}
const relu6 = clipped("Relu6", () => [0, 6]);
const clipByValue = clipped("ClipByValue", (attributes) => [attributes.clipValueMin, attributes.clipValueMax]);
const UPPER_BOUNDS = {
	relu: Number.POSITIVE_INFINITY,
	relu6: 6
};
const rectified = [
	"_FusedMatMul",
	"FusedConv2D",
	"FusedDepthwiseConv2D"
].map((name) => ({
	name,
	run(tools, _inputs, attributes, otherwise) {
		const high = UPPER_BOUNDS[String(attributes.activation)];
		if (high === void 0) return otherwise();
		const out = otherwise({
			...attributes,
			activation: "linear"
		});
		clip(tools, out, out, 0, high);
		return out;
	}
}));
// src/train/kernels/convolution.ts
const UNROLLED_BYTES = 524288;
function geometry(t, xShape, filterShape, attributes, depthwise) {
	const { strides, dilations, pad, dimRoundingMode } = attributes;
	return t.backend_util.computeConv2DInfo(xShape, filterShape, strides, dilations ?? 1, pad, dimRoundingMode, depthwise);
}
function withUnrolled(tools, info, compute) {
	const rowBytes = info.outWidth * info.filterHeight * info.filterWidth * info.inChannels * 4;
	const rows = Math.max(1, Math.min(info.outHeight, Math.floor(UNROLLED_BYTES / rowBytes)));
	const matrix = tools.backend.makeOutput([rows, rowBytes / 4], "float32");
	compute([
		info.batchSize,
		info.inHeight,
		info.inWidth,
		info.inChannels,
		info.outHeight,
		info.outWidth,
		info.outChannels,
		info.filterHeight,
		info.filterWidth,
		info.strideHeight,
		info.strideWidth,
		info.padInfo.top,
		info.padInfo.left,
		rows,
		addressOf(tools, matrix),
		tools.scratch
	]);
	tools.backend.disposeData(matrix.dataId);
}
const channelsLast = (attributes) => attributes.dataFormat === void 0 || attributes.dataFormat === "NHWC";
const conv2dBackpropFilter = {
	name: "Conv2DBackpropFilter",
	run(tools, inputs, attributes, otherwise) {
		const { x, dy } = inputs;
		const filterShape = attributes.filterShape;
		if (!channelsLast(attributes) || x.dtype !== "float32") return otherwise();
		const info = geometry(tools.tf, x.shape, filterShape, attributes, false);
		const out = tools.backend.makeOutput([...filterShape], "float32");
		withUnrolled(tools, info, (numbers) => tools.simd.conv2dBackpropFilter(addressOf(tools, x), addressOf(tools, dy), addressOf(tools, out), ...numbers));
		return out;
	}
};
const conv2dBackpropInput = {
	name: "Conv2DBackpropInput",
	run(tools, inputs, attributes, otherwise) {
		const { dy, filter } = inputs;
		const inputShape = attributes.inputShape;
		if (!channelsLast(attributes) || dy.dtype !== "float32") return otherwise();
		const info = geometry(tools.tf, inputShape, filter.shape, attributes, false);
		const out = tools.backend.makeOutput([...inputShape], "float32");
		withUnrolled(tools, info, (numbers) => tools.simd.conv2dBackpropInput(addressOf(tools, dy), addressOf(tools, filter), addressOf(tools, out), ...numbers));
		return out;
	}
};
function depthwiseBackprop(tools, info, input, filter, dy, intoInput) {
	tools.simd.depthwiseBackprop(addressOf(tools, input), addressOf(tools, filter), addressOf(tools, dy), info.batchSize, info.inHeight, info.inWidth, info.inChannels, sizeOf(filter.shape.slice(3)), info.outHeight, info.outWidth, info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left, info.dilationHeight, info.dilationWidth, intoInput ? 1 : 0);
}
const depthwiseBackpropFilter = {
	name: "DepthwiseConv2dNativeBackpropFilter",
	run(tools, inputs, attributes) {
		const { x, dy } = inputs;
		const filterShape = attributes.filterShape;
		const out = tools.backend.makeOutput([...filterShape], "float32");
		depthwiseBackprop(tools, geometry(tools.tf, x.shape, filterShape, attributes, true), x, out, dy, false);
		return out;
	}
};
const depthwiseBackpropInput = {
	name: "DepthwiseConv2dNativeBackpropInput",
	run(tools, inputs, attributes) {
		const { dy, filter } = inputs;
		const inputShape = attributes.inputShape;
		const out = tools.backend.makeOutput([...inputShape], "float32");
		depthwiseBackprop(tools, geometry(tools.tf, inputShape, filter.shape, attributes, true), out, filter, dy, true);
		return out;
	}
};
// src/train/kernels/fallback.ts
const COMPLEX = new Set([
	"Complex",
	"ComplexAbs",
	"FFT",
	"IFFT",
	"Imag",
	"Real"
]);
function plainKernel(t, backend, name) {
	const plain = COMPLEX.has(name) ? null : t.getKernel(name, "cpu");
	if (plain == null) return void 0;
	return ({ inputs, attrs }) => {
		const cpu = new t.MathBackendCPU();
		cpu.firstUse = false;
		const copy = (tensor) => ({
			...cpu.makeTensorInfo(tensor.shape, tensor.dtype, backend.readSync(tensor.dataId)),
			rank: tensor.shape.length
		});
		const copies = Array.isArray(inputs) ? inputs.map(copy) : Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value && copy(value)]));
		const answer = plain.kernelFunc({
			inputs: copies,
			backend: cpu,
			...attrs === void 0 ? {} : { attrs }
		});
		const bring = (tensor) => backend.makeOutput(tensor.shape, tensor.dtype, void 0, cpu.readSync(tensor.dataId));
		return Array.isArray(answer) ? answer.map(bring) : bring(answer);
	};
}
// src/train/kernels/corrections.ts
const always = () => true;
const ofIntegers = (inputs) => inputs.x?.dtype === "int32";
const WRONG = {
	Dilation2D: always,
	Dilation2DBackpropFilter: always,
	Dilation2DBackpropInput: always,
	ResizeNearestNeighborGrad: always,
	Transform: always,
	MaxPool3D: always,
	MaxPool3DGrad: always,
	Conv3DBackpropFilterV2: always,
	Conv3DBackpropInputV2: always,
	_FusedMatMul: (_, { transposeA, transposeB }) => transposeA === true || transposeB === true,
	Conv2D: skipsPixels,
	FusedConv2D: skipsPixels,
	DepthwiseConv2dNative: skipsPixels,
	FusedDepthwiseConv2D: skipsPixels,
	Cast: (inputs, { dtype }) => dtype === "bool" && inputs.x?.dtype !== "bool",
	Acos: ofIntegers,
	Acosh: ofIntegers,
	Asin: ofIntegers,
	Asinh: ofIntegers,
	Atanh: ofIntegers,
	Expm1: ofIntegers,
	Log1p: ofIntegers,
	Reciprocal: ofIntegers
};
function skipsPixels(inputs, attributes) {
	const { strides, pad } = attributes;
	if (pad !== "same") return false;
	const [strideY, strideX] = typeof strides === "number" ? [strides, strides] : strides;
	const [height = 1, width = 1] = inputs.x?.shape.slice(1) ?? [];
	const [windowHeight = 1, windowWidth = 1] = inputs.filter?.shape ?? [];
	const spare = (length, stride, window) => (Math.ceil(length / stride) - 1) * stride + window < length;
	return windowHeight * windowWidth > 1 && (spare(height, strideY, windowHeight) || spare(width, strideX, windowWidth));
}
const corrections = Object.entries(WRONG).map(([name, isWrong]) => ({
	name,
	run(tools, inputs, attributes, otherwise) {
		if (!isWrong(inputs, attributes)) return otherwise();
		const plain = plainKernel(tools.tf, tools.backend, name);
		if (plain === void 0) throw new Error(`${name} has no plain implementation`);
		return plain({
			inputs,
			attrs: attributes
		});
	}
}));
// src/train/kernels/elementwise.ts
function unary(name, simdName) {
	return {
		name,
		run(tools, inputs, _attributes, otherwise) {
			const { x } = inputs;
			if (x.dtype !== "float32") return otherwise();
			const out = tools.backend.makeOutput(x.shape, "float32");
			tools.simd[simdName](addressOf(tools, x), addressOf(tools, out), sizeOf(x.shape));
			return out;
		}
	};
}
const exp = unary("Exp", "exp");
const tanh = unary("Tanh", "tanh");
const erf = unary("Erf", "erf");
const rsqrt = unary("Rsqrt", "rsqrt");
const select = {
	name: "Select",
	run(tools, inputs, _attributes, otherwise) {
		const { condition, t, e } = inputs;
		const size = sizeOf(t.shape);
		if (!(sizeOf(condition.shape) === size && condition.shape.length === t.shape.length) || t.dtype !== e.dtype || t.dtype !== "float32" && t.dtype !== "int32") return otherwise();
		const out = tools.backend.makeOutput(t.shape, t.dtype);
		tools.simd.select(addressOf(tools, condition), addressOf(tools, t), addressOf(tools, e), addressOf(tools, out), size);
		return out;
	}
};
const fusedBatchNorm = {
	name: "FusedBatchNorm",
	run(tools, inputs, attributes, otherwise) {
		const { x, mean, variance, offset, scale } = inputs;
		const statistics = [
			mean,
			variance,
			offset,
			scale
		];
		const period = sizeOf(mean.shape);
		const regular = statistics.every((one) => one != null && one.dtype === "float32" && sizeOf(one.shape) === period);
		const byChannel = mean.shape.length === 1 && period === x.shape.at(-1);
		if (!regular || x.dtype !== "float32" || !(byChannel || period === sizeOf(x.shape)) || period === 0) return otherwise();
		const out = tools.backend.makeOutput(x.shape, "float32");
		tools.simd.batchNorm(...[
			x,
			...statistics,
			out
		].map((tensor) => addressOf(tools, tensor)), sizeOf(x.shape), period, attributes.varianceEpsilon);
		return out;
	}
};
// src/train/kernels/max-pool.ts
const maxPoolBackprop = {
	name: "MaxPoolGrad",
	run(tools, inputs, attributes) {
		const { input, dy } = inputs;
		const { filterSize, strides, pad, dimRoundingMode } = attributes;
		const shape = input.shape;
		const info = tools.tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
		const out = tools.backend.makeOutput(shape, "float32");
		tools.simd.maxPoolBackprop(...[
			input,
			dy,
			out
		].map((tensor) => addressOf(tools, tensor)), info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth, info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left);
		return out;
	}
};
// src/train/kernels/reduce.ts
function reduction(name) {
	return {
		name,
		run(tools, inputs, attributes, otherwise) {
			const { x } = inputs;
			const { axis, keepDims } = attributes;
			const axes = new Set(tools.tf.util.parseAxisParam(axis, x.shape));
			const reduced = x.shape.map((_, i) => i).filter((i) => axes.has(i) && x.shape[i] !== 1);
			const first = reduced[0] ?? x.shape.length;
			const end = (reduced.at(-1) ?? first - 1) + 1;
			if (x.shape.slice(first, end).some((length, i) => length !== 1 && !axes.has(first + i)) || axes.size === 0 || x.dtype !== "float32" || sizeOf(x.shape) === 0) return otherwise();
			const before = x.shape.slice(0, first);
			const after = x.shape.slice(end);
			const rows = sizeOf(x.shape.slice(first, end));
			const shape = keepDims ? x.shape.map((length, i) => axes.has(i) ? 1 : length) : x.shape.filter((_, i) => !axes.has(i));
			const out = tools.backend.makeOutput(shape, "float32");
			const outer = sizeOf(before);
			const width = sizeOf(after);
			const scale = name === "Mean" ? 1 / rows : 1;
			const from = addressOf(tools, x);
			const to = addressOf(tools, out);
			if (width === 1) tools.simd.sumLast(from, to, outer, rows, scale);
			else tools.simd.sumRows(from, to, outer, rows, width, scale);
			return out;
		}
	};
}
const sum = reduction("Sum");
const mean = reduction("Mean");
// src/train/kernels/rows.ts
const gather = {
	name: "GatherV2",
	run(tools, inputs, attributes, otherwise) {
		const { x, indices } = inputs;
		const { axis, batchDims } = attributes;
		if (batchDims !== 0 || x.dtype === "string" || indices.dtype !== "int32") return otherwise();
		const at = axis < 0 ? axis + x.shape.length : axis;
		const before = x.shape.slice(0, at);
		const after = x.shape.slice(at + 1);
		const length = x.shape[at] ?? 0;
		const out = tools.backend.makeOutput([
			...before,
			...indices.shape,
			...after
		], x.dtype);
		const wrong = tools.simd.gatherRows(addressOf(tools, x), addressOf(tools, indices), addressOf(tools, out), sizeOf(before), length, sizeOf(indices.shape), sizeOf(after) * bytesOf(x.dtype));
		if (wrong >= 0) {
			const index = tools.backend.readSync(indices.dataId)[wrong];
			throw new Error(`gather: index ${index} is out of range, the axis has ${length} entries (0 to ${length - 1}); an embedding needs inputDim above the largest token id`);
		}
		return out;
	}
};
const unsortedSegmentSum = {
	name: "UnsortedSegmentSum",
	run(tools, inputs, attributes, otherwise) {
		const { x, segmentIds } = inputs;
		const { numSegments } = attributes;
		if (x.dtype !== "float32" || segmentIds.dtype !== "int32" || segmentIds.shape.length !== 1) return otherwise();
		const rest = x.shape.slice(1);
		const out = tools.backend.makeOutput([numSegments, ...rest], "float32");
		tools.simd.segmentSum(addressOf(tools, x), addressOf(tools, segmentIds), addressOf(tools, out), numSegments, sizeOf(segmentIds.shape), sizeOf(rest));
		return out;
	}
};
const tile = {
	name: "Tile",
	run(tools, inputs, attributes, otherwise) {
		const { x } = inputs;
		const { reps } = attributes;
		if (x.dtype === "string") return otherwise();
		const shape = [...x.shape];
		let current = x;
		for (let axis = shape.length - 1; axis >= 0; axis--) {
			const repeats = reps[axis] ?? 1;
			if (repeats === 1) continue;
			const rowBytes = sizeOf(shape.slice(axis)) * bytesOf(x.dtype);
			const outer = sizeOf(shape.slice(0, axis));
			shape[axis] = (shape[axis] ?? 1) * repeats;
			const next = tools.backend.makeOutput([...shape], x.dtype);
			tools.simd.repeatRows(addressOf(tools, current), addressOf(tools, next), outer, rowBytes, repeats);
			if (current !== x) tools.backend.disposeData(current.dataId);
			current = next;
		}
		if (current !== x) return current;
		tools.backend.incRef(x.dataId);
		return {
			dataId: x.dataId,
			shape: x.shape,
			dtype: x.dtype
		};
	}
};
const transpose = {
	name: "Transpose",
	run(tools, inputs, attributes, otherwise) {
		const { x } = inputs;
		const perm = attributes.perm;
		const last = perm.length - 1;
		if (!perm.some((axis, i) => axis !== i) || x.shape.length > 4 || perm[last] !== last || x.dtype === "string") return otherwise();
		const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)) * bytesOf(x.dtype));
		const shape = perm.map((axis) => x.shape[axis] ?? 1);
		const out = tools.backend.makeOutput(shape, x.dtype);
		const outer = perm.slice(0, last);
		while (outer.length < 3) outer.unshift(-1);
		tools.simd.permuteRows(addressOf(tools, x), addressOf(tools, out), ...outer.map((axis) => x.shape[axis] ?? 1), ...outer.map((axis) => strides[axis] ?? 0), (x.shape[last] ?? 1) * bytesOf(x.dtype));
		return out;
	}
};
// src/train/backends/assets.ts
function assetPath(name) {
	const besideBundle = fileURLToPath(new URL(`./${name}`, import.meta.url));
	if (existsSync(besideBundle)) return besideBundle;
	const fromSources = fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url));
	if (existsSync(fromSources)) return fromSources;
	throw new Error(`${besideBundle} is missing: the dist folder of Conclusive is incomplete; run npm run build`);
}
// src/train/kernels/simd.ts
const SCRATCH_BYTES = 16416;
async function loadSimdKernels(memory) {
	const binary = await readFile(assetPath("kernels.wasm"));
	const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
	return instance.exports;
}
// src/train/kernels/install.ts
const KERNELS = [
	...corrections,
	...rectified,
	adam,
	batchMatMul,
	clipByValue,
	conv2dBackpropFilter,
	conv2dBackpropInput,
	depthwiseBackpropFilter,
	depthwiseBackpropInput,
	erf,
	exp,
	fusedBatchNorm,
	gather,
	maxPoolBackprop,
	mean,
	relu6,
	rsqrt,
	select,
	sum,
	tanh,
	tile,
	transpose,
	unsortedSegmentSum
];
async function installKernels(t) {
	const backend = t.backend();
	const tools = {
		tf: t,
		backend,
		simd: await loadSimdKernels(backend.wasm.asm.memory),
		scratch: backend.wasm._malloc(SCRATCH_BYTES)
	};
	for (const kernel of KERNELS) replace(tools, kernel);
	for (const { kernelName } of t.getKernelsForBackend("cpu")) {
		if (t.getKernel(kernelName, "wasm") != null) continue;
		const kernelFunc = plainKernel(t, backend, kernelName);
		if (kernelFunc !== void 0) t.registerKernel({
			kernelName,
			backendName: "wasm",
			kernelFunc
		});
	}
	registerGradients(t);
	useAdamKernel(t);
}
function replace(tools, kernel) {
	const shipped = tools.tf.getKernel(kernel.name, "wasm") ?? void 0;
	const rest = shipped === void 0 ? plainKernel(tools.tf, tools.backend, kernel.name) : (call) => shipped.kernelFunc({
		...call,
		backend: tools.backend
	});
	if (shipped !== void 0) tools.tf.unregisterKernel(kernel.name, "wasm");
	tools.tf.registerKernel({
		kernelName: kernel.name,
		backendName: "wasm",
		...shipped?.setupFunc === void 0 ? {} : { setupFunc: shipped.setupFunc },
		kernelFunc: ({ inputs, attrs }) => kernel.run(tools, inputs, attrs ?? {}, (changed = attrs ?? {}) => {
			if (rest === void 0) throw new Error(`${kernel.name} does not support these inputs`);
			return rest({
				inputs,
				attrs: changed
			});
		})
	});
}
// src/train/backends/wasm.ts
const BINARY = "tfjs-backend-wasm-simd.wasm";
async function openWasm() {
	env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
	if (!await env().getAsync("WASM_HAS_SIMD_SUPPORT")) throw new Error("the wasm backend needs a processor with SIMD (SSE4.1 or NEON), which this machine lacks");
	setWasmPaths(join(dirname(assetPath(BINARY)), "/"));
	if (!await setBackend("wasm")) throw new Error(`the wasm backend did not start from ${BINARY}`);
	await installKernels(dist_exports);
	return dist_exports;
}
export { openWasm };
