/** What repeatable code may use of TensorFlow.js and of the language: all that answers by its arguments alone. */
import { wordsOf } from '../syntax.ts';

/**
 * Operations whose result, and whose calls of kernels, depend on the shapes and numbers that they are given. Not here: what reads or keeps a
 * state, what looks at the values of a tensor (its result may have another shape each time), and what draws random numbers but for dropout.
 */
export const OPERATIONS = wordsOf(`
  abs acos acosh add addN all any argMax argMin asin asinh atan atan2 atanh avgPool avgPool3d batchNorm batchNorm2d batchNorm3d
  batchNorm4d batchToSpaceND broadcastArgs broadcastTo cast ceil clipByValue clone concat concat1d concat2d concat3d concat4d conv1d conv2d
  conv2dTranspose conv3d conv3dTranspose cos cosh cumprod cumsum customGrad depthToSpace depthwiseConv2d diag dilation2d div divNoNan dot
  dropout einsum elu equal erf euclideanNorm exp expandDims expm1 eye fft fill floor floorDiv gather gatherND greater greaterEqual ifft imag
  irfft isFinite isInf isNaN leakyRelu less lessEqual linspace localResponseNormalization log log1p logSigmoid logSoftmax logSumExp logicalAnd
  logicalNot logicalOr logicalXor matMul max maxPool maxPool3d maximum mean meshgrid min minimum mirrorPad mod moments mul
  neg norm notEqual oneHot ones onesLike outerProduct pad pad1d pad2d pad3d pad4d pool pow prelu prod range real reciprocal relu relu6
  reshape reverse reverse1d reverse2d reverse3d reverse4d rfft round rsqrt scalar selu separableConv2d sigmoid sign sin sinh slice slice1d
  slice2d slice3d slice4d softmax softplus spaceToBatchND split sqrt square squaredDifference squeeze stack step stridedSlice sub sum tan
  tanh tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d tidy tile topk transpose unsortedSegmentSum unstack where zeros zerosLike
  fused.conv2d fused.depthwiseConv2d fused.matMul image.flipLeftRight image.grayscaleToRGB image.resizeBilinear image.resizeNearestNeighbor
  image.rgbToGrayscale linalg.bandPart losses.absoluteDifference losses.computeWeightedLoss losses.cosineDistance losses.hingeLoss
  losses.huberLoss losses.logLoss losses.meanSquaredError losses.sigmoidCrossEntropy losses.softmaxCrossEntropy metrics.binaryAccuracy
  metrics.binaryCrossentropy metrics.categoricalAccuracy metrics.categoricalCrossentropy metrics.cosineProximity metrics.meanAbsoluteError
  metrics.meanSquaredError metrics.precision metrics.recall signal.hammingWindow signal.hannWindow spectral.fft spectral.ifft spectral.irfft
  spectral.rfft util.arraysEqual util.assert util.sizeFromShape
  Tensor`);

/** Of tensors, besides the operations. */
export const TENSOR_METHODS = wordsOf(`
  asScalar as1D as2D as3D as4D as5D asType flatten reshapeAs resizeBilinear resizeNearestNeighbor toBool toFloat toInt`);

/** Of arrays, strings and numbers; of a layer's variables (`read`) and layers (`apply`, `call`). */
const METHODS = wordsOf(`
  at charAt endsWith entries every filter find findIndex findLast flat flatMap forEach includes indexOf join keys lastIndexOf map padEnd
  padStart reduce reduceRight repeat replace some startsWith toFixed toLowerCase toReversed toSorted toSpliced toUpperCase trim values with
  apply call read`);

export const isMethod = (name: string) =>
  OPERATIONS.has(name) || TENSOR_METHODS.has(name) || METHODS.has(name) || CHANGING.has(name);

/** They change the array that they belong to. */
export const CHANGING = wordsOf('copyWithin fill pop push reverse shift sort splice unshift');

/** Methods whose result is new: nothing else holds it. */
export const FRESH = wordsOf(`
  concat entries filter flat flatMap from keys map of slice split toReversed toSorted toSpliced unstack values with`);

/** Operations that give a new array. */
export const ARRAYS = wordsOf('meshgrid split unstack');

/** Methods that give back the array that they belong to. */
export const ITSELF = wordsOf('copyWithin fill reverse sort');

/** Of tensors, of arguments of layers, and of what operations give. */
export const PROPERTIES = wordsOf(
  'dtype indices length mask mean rank shape size strides training values variance',
);

/** Known by the place in time at which something was made, or changed from outside. */
export const NEVER = wordsOf(`
  arguments callee caller dataId id isDisposed isDisposedInternal kept scopeId val constructor prototype __proto__`);

/** What a layer's methods may call of the base class. */
export const BASE_CALLS = wordsOf('call computeMask getClassName invokeCallHook');

/** Run before the first step, or for a file of the model: constructors, shapes, what describes a layer. */
export const SETUP = wordsOf('build computeOutputShape constructor fromConfig getConfig');

/** Values of the language. */
export const GLOBALS = wordsOf(
  'Boolean Infinity NaN Number String isFinite isNaN parseFloat parseInt undefined',
);
export const CONSTRUCTORS = wordsOf(`
  Array Error Float32Array Float64Array Int16Array Int32Array Int8Array RangeError TypeError Uint16Array Uint32Array Uint8Array`);
export const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Array: wordsOf('from isArray of'),
  Float32Array: wordsOf('from of'),
  Int32Array: wordsOf('from of'),
  Math: wordsOf(`
    E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil cos cosh exp expm1 floor fround hypot log
    log10 log1p log2 max min pow round sign sin sinh sqrt tan tanh trunc`),
  Number: wordsOf(
    'EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_VALUE NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger isNaN',
  ),
  Object: wordsOf('entries fromEntries keys values'),
};

/** Syntax that does nothing by itself. */
export const SYNTAX = wordsOf(`
  ArrayExpression ArrayPattern ArrowFunctionExpression AssignmentExpression AssignmentPattern BinaryExpression BlockStatement BooleanLiteral
  BreakStatement CallExpression ConditionalExpression ContinueStatement DoWhileStatement EmptyStatement ExpressionStatement ForInStatement
  ForOfStatement ForStatement FunctionDeclaration FunctionExpression Identifier IfStatement LogicalExpression MemberExpression NewExpression
  NullLiteral NumericLiteral ObjectExpression ObjectMethod ObjectPattern ObjectProperty OptionalCallExpression OptionalMemberExpression
  ParenthesizedExpression PrivateName RestElement ReturnStatement SequenceExpression SpreadElement StringLiteral Super SwitchCase
  SwitchStatement TemplateElement TemplateLiteral ThisExpression ThrowStatement UnaryExpression UpdateExpression VariableDeclaration
  VariableDeclarator WhileStatement`);
