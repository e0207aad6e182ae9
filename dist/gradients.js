// src/train/kernels/gradients.ts
function spread(t, dy, shape, axis) {
	const axes = new Set(t.util.parseAxisParam(axis, [...shape]));
	const kept = shape.map((length, i) => axes.has(i) ? 1 : length);
	return t.tile(t.reshape(dy, kept), shape.map((length, i) => axes.has(i) ? length : 1));
}
function registerGradients(t) {
	t.registerGradient({
		kernelName: "Tile",
		inputsToSave: ["x"],
		gradFunc: (dy, saved, attributes) => {
			const [x] = saved;
			const { reps } = attributes;
			const derX = () => {
				const shape = [];
				const repeated = [];
				x.shape.forEach((length, i) => {
					const repeats = reps[i] ?? 1;
					if (repeats !== 1) {
						repeated.push(shape.length);
						shape.push(repeats);
					}
					shape.push(length);
				});
				return t.reshape(t.sum(t.reshape(dy, shape), repeated), x.shape);
			};
			return { x: derX };
		}
	});
	t.registerGradient({
		kernelName: "Sum",
		inputsToSave: ["x"],
		gradFunc: (dy, saved, attributes) => {
			const [x] = saved;
			const { axis } = attributes;
			return { x: () => spread(t, dy, x.shape, axis) };
		}
	});
	t.registerGradient({
		kernelName: "Mean",
		inputsToSave: ["x"],
		gradFunc: (dy, saved, attributes) => {
			const [x] = saved;
			const { axis } = attributes;
			const count = t.util.parseAxisParam(axis, x.shape).reduce((size, i) => size * (x.shape[i] ?? 1), 1);
			return { x: () => spread(t, t.div(dy, count), x.shape, axis) };
		}
	});
}
export { registerGradients as t };
