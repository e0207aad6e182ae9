import { i as __require, o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { C as randomInteger, S as createRandom, _ as strictObject, a as nameSchema, b as unknown, c as _enum, d as boolean, f as literal, g as record, h as partialRecord, i as argMax, l as _null, m as object, n as findTfjsNode, o as namedValues, p as number, s as paramsSchema, t as TFJS_NODE, u as array, v as string, x as toJSONSchema, y as union } from "./worker-common.js";
import { execFile, spawn, spawnSync } from "node:child_process";
import { basename, dirname, join as join$1, posix, relative, resolve as resolve$1, sep } from "node:path";
import { createReadStream, existsSync, readFileSync, readdirSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { chmod, constants, lstat, mkdir, mkdtemp, open, opendir, readFile, readdir, readlink, realpath, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { promisify, stripVTControlCharacters } from "node:util";
import { Transform } from "stream";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { availableParallelism, cpus, totalmem } from "node:os";
// src/config/user-error.ts
var UserError = class extends Error {
	name = "UserError";
};
// src/version.ts
const VERSION = "0.1.0";
// src/exit-codes.ts
function describeFault(error) {
	const report = error instanceof Error ? error.stack : String(error);
	return `conclusive ${VERSION} failed; this is a fault of the program, please report it:\n${report}`;
}
// src/train/aborted-error.ts
var AbortedError = class extends Error {
	name = "AbortedError";
};
// node_modules/@stdlib/utils-define-property/lib/define_property.js
var require_define_property = __commonJSMin(((exports, module) => {
	module.exports = typeof Object.defineProperty === "function" ? Object.defineProperty : null;
}));
// node_modules/@stdlib/utils-define-property/lib/has_define_property_support.js
var require_has_define_property_support = __commonJSMin(((exports, module) => {
	var defineProperty = require_define_property();
	function hasDefinePropertySupport() {
		try {
			defineProperty({}, "x", {});
			return true;
		} catch (err) {
			return false;
		}
	}
	module.exports = hasDefinePropertySupport;
}));
// node_modules/@stdlib/utils-define-property/lib/builtin.js
var require_builtin = __commonJSMin(((exports, module) => {
	module.exports = Object.defineProperty;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/is_number.js
var require_is_number = __commonJSMin(((exports, module) => {
	function isNumber(value) {
		return typeof value === "number";
	}
	module.exports = isNumber;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/zero_pad.js
var require_zero_pad = __commonJSMin(((exports, module) => {
	function startsWithMinus(str) {
		return str[0] === "-";
	}
	function zeros(n) {
		var out = "";
		var i = 0;
		for (; i < n; i++) out += "0";
		return out;
	}
	function zeroPad(str, width, right) {
		var negative = false;
		var pad = width - str.length;
		if (pad < 0) return str;
		if (startsWithMinus(str)) {
			negative = true;
			str = str.substr(1);
		}
		str = right ? str + zeros(pad) : zeros(pad) + str;
		if (negative) str = "-" + str;
		return str;
	}
	module.exports = zeroPad;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/format_integer.js
var require_format_integer = __commonJSMin(((exports, module) => {
	var isNumber = require_is_number();
	var zeroPad = require_zero_pad();
	var lowercase = String.prototype.toLowerCase;
	var uppercase = String.prototype.toUpperCase;
	function formatInteger(token) {
		var base;
		var out;
		var i;
		switch (token.specifier) {
			case "b":
				base = 2;
				break;
			case "o":
				base = 8;
				break;
			case "x":
			case "X":
				base = 16;
				break;
			default: base = 10;
		}
		out = token.arg;
		i = parseInt(out, 10);
		if (!isFinite(i)) {
			if (!isNumber(out)) throw new Error("invalid integer. Value: " + out);
			i = 0;
		}
		if (i < 0 && (token.specifier === "u" || base !== 10)) i = 4294967295 + i + 1;
		if (i < 0) {
			out = (-i).toString(base);
			if (token.precision) out = zeroPad(out, token.precision, token.padRight);
			out = "-" + out;
		} else {
			out = i.toString(base);
			if (!i && !token.precision) out = "";
			else if (token.precision) out = zeroPad(out, token.precision, token.padRight);
			if (token.sign) out = token.sign + out;
		}
		if (base === 16) {
			if (token.alternate) out = "0x" + out;
			out = token.specifier === uppercase.call(token.specifier) ? uppercase.call(out) : lowercase.call(out);
		}
		if (base === 8) {
			if (token.alternate && out.charAt(0) !== "0") out = "0" + out;
		}
		return out;
	}
	module.exports = formatInteger;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/is_string.js
var require_is_string$1 = __commonJSMin(((exports, module) => {
	function isString(value) {
		return typeof value === "string";
	}
	module.exports = isString;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/format_double.js
var require_format_double = __commonJSMin(((exports, module) => {
	var abs = Math.abs;
	var lowercase = String.prototype.toLowerCase;
	var uppercase = String.prototype.toUpperCase;
	var replace = String.prototype.replace;
	var RE_EXP_POS_DIGITS = /e\+(\d)$/;
	var RE_EXP_NEG_DIGITS = /e-(\d)$/;
	var RE_ONLY_DIGITS = /^(\d+)$/;
	var RE_DIGITS_BEFORE_EXP = /^(\d+)e/;
	var RE_TRAILING_PERIOD_ZERO = /\.0$/;
	var RE_PERIOD_ZERO_EXP = /\.0*e/;
	var RE_ZERO_BEFORE_EXP = /(\..*[^0])0*e/;
	function formatDouble(f, token) {
		var digits;
		var out;
		switch (token.specifier) {
			case "e":
			case "E":
				out = f.toExponential(token.precision);
				break;
			case "f":
			case "F":
				out = f.toFixed(token.precision);
				break;
			case "g":
			case "G":
				if (abs(f) < 1e-4) {
					digits = token.precision;
					if (digits > 0) digits -= 1;
					out = f.toExponential(digits);
				} else out = f.toPrecision(token.precision);
				if (!token.alternate) {
					out = replace.call(out, RE_ZERO_BEFORE_EXP, "$1e");
					out = replace.call(out, RE_PERIOD_ZERO_EXP, "e");
					out = replace.call(out, RE_TRAILING_PERIOD_ZERO, "");
				}
				break;
			default: throw new Error("invalid double notation. Value: " + token.specifier);
		}
		out = replace.call(out, RE_EXP_POS_DIGITS, "e+0$1");
		out = replace.call(out, RE_EXP_NEG_DIGITS, "e-0$1");
		if (token.alternate) {
			out = replace.call(out, RE_ONLY_DIGITS, "$1.");
			out = replace.call(out, RE_DIGITS_BEFORE_EXP, "$1.e");
		}
		if (f >= 0 && token.sign) out = token.sign + out;
		out = token.specifier === uppercase.call(token.specifier) ? uppercase.call(out) : lowercase.call(out);
		return out;
	}
	module.exports = formatDouble;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/space_pad.js
var require_space_pad = __commonJSMin(((exports, module) => {
	function spaces(n) {
		var out = "";
		var i = 0;
		for (; i < n; i++) out += " ";
		return out;
	}
	function spacePad(str, width, right) {
		var pad = width - str.length;
		if (pad < 0) return str;
		str = right ? str + spaces(pad) : spaces(pad) + str;
		return str;
	}
	module.exports = spacePad;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/main.js
var require_main$93 = __commonJSMin(((exports, module) => {
	var formatInteger = require_format_integer();
	var isString = require_is_string$1();
	var isNumber = require_is_number();
	var formatDouble = require_format_double();
	var spacePad = require_space_pad();
	var zeroPad = require_zero_pad();
	var fromCharCode = String.fromCharCode;
	var isArray = Array.isArray;
	function isnan(value) {
		return value !== value;
	}
	function initialize(token) {
		var out = {};
		out.specifier = token.specifier;
		out.precision = token.precision === void 0 ? 1 : token.precision;
		out.width = token.width;
		out.flags = token.flags || "";
		out.mapping = token.mapping;
		return out;
	}
	function formatInterpolate(tokens) {
		var hasPeriod;
		var flags;
		var token;
		var flag;
		var num;
		var out;
		var pos;
		var f;
		var i;
		var j;
		if (!isArray(tokens)) throw new TypeError("invalid argument. First argument must be an array. Value: `" + tokens + "`.");
		out = "";
		pos = 1;
		for (i = 0; i < tokens.length; i++) {
			token = tokens[i];
			if (isString(token)) out += token;
			else {
				hasPeriod = token.precision !== void 0;
				token = initialize(token);
				if (!token.specifier) throw new TypeError("invalid argument. Token is missing `specifier` property. Index: `" + i + "`. Value: `" + token + "`.");
				if (token.mapping) pos = token.mapping;
				flags = token.flags;
				for (j = 0; j < flags.length; j++) {
					flag = flags.charAt(j);
					switch (flag) {
						case " ":
							token.sign = " ";
							break;
						case "+":
							token.sign = "+";
							break;
						case "-":
							token.padRight = true;
							token.padZeros = false;
							break;
						case "0":
							token.padZeros = flags.indexOf("-") < 0;
							break;
						case "#":
							token.alternate = true;
							break;
						default: throw new Error("invalid flag: " + flag);
					}
				}
				if (token.width === "*") {
					token.width = parseInt(arguments[pos], 10);
					pos += 1;
					if (isnan(token.width)) throw new TypeError("the argument for * width at position " + pos + " is not a number. Value: `" + token.width + "`.");
					if (token.width < 0) {
						token.padRight = true;
						token.width = -token.width;
					}
				}
				if (hasPeriod) {
					if (token.precision === "*") {
						token.precision = parseInt(arguments[pos], 10);
						pos += 1;
						if (isnan(token.precision)) throw new TypeError("the argument for * precision at position " + pos + " is not a number. Value: `" + token.precision + "`.");
						if (token.precision < 0) {
							token.precision = 1;
							hasPeriod = false;
						}
					}
				}
				token.arg = arguments[pos];
				switch (token.specifier) {
					case "b":
					case "o":
					case "x":
					case "X":
					case "d":
					case "i":
					case "u":
						if (hasPeriod) token.padZeros = false;
						token.arg = formatInteger(token);
						break;
					case "s":
						token.maxWidth = hasPeriod ? token.precision : -1;
						token.arg = String(token.arg);
						break;
					case "c":
						if (!isnan(token.arg)) {
							num = parseInt(token.arg, 10);
							if (num < 0 || num > 127) throw new Error("invalid character code. Value: " + token.arg);
							token.arg = isnan(num) ? String(token.arg) : fromCharCode(num);
						}
						break;
					case "e":
					case "E":
					case "f":
					case "F":
					case "g":
					case "G":
						if (!hasPeriod) token.precision = 6;
						f = parseFloat(token.arg);
						if (!isFinite(f)) {
							if (!isNumber(token.arg)) throw new Error("invalid floating-point number. Value: " + out);
							f = token.arg;
							token.padZeros = false;
						}
						token.arg = formatDouble(f, token);
						break;
					default: throw new Error("invalid specifier: " + token.specifier);
				}
				if (token.maxWidth >= 0 && token.arg.length > token.maxWidth) token.arg = token.arg.substring(0, token.maxWidth);
				if (token.padZeros) token.arg = zeroPad(token.arg, token.width || token.precision, token.padRight);
				else if (token.width) token.arg = spacePad(token.arg, token.width, token.padRight);
				out += token.arg || "";
				pos += 1;
			}
		}
		return out;
	}
	module.exports = formatInterpolate;
}));
// node_modules/@stdlib/string-base-format-interpolate/lib/index.js
var require_lib$135 = __commonJSMin(((exports, module) => {
	module.exports = require_main$93();
}));
// node_modules/@stdlib/string-base-format-tokenize/lib/main.js
var require_main$92 = __commonJSMin(((exports, module) => {
	var RE = /%(?:([1-9]\d*)\$)?([0 +\-#]*)(\*|\d+)?(?:(\.)(\*|\d+)?)?[hlL]?([%A-Za-z])/g;
	function parse(match) {
		var token = {
			"mapping": match[1] ? parseInt(match[1], 10) : void 0,
			"flags": match[2],
			"width": match[3],
			"precision": match[5],
			"specifier": match[6]
		};
		if (match[4] === "." && match[5] === void 0) token.precision = "1";
		return token;
	}
	function formatTokenize(str) {
		var content;
		var tokens;
		var match;
		var prev;
		tokens = [];
		prev = 0;
		match = RE.exec(str);
		while (match) {
			content = str.slice(prev, RE.lastIndex - match[0].length);
			if (content.length) tokens.push(content);
			if (match[6] === "%") tokens.push("%");
			else tokens.push(parse(match));
			prev = RE.lastIndex;
			match = RE.exec(str);
		}
		content = str.slice(prev);
		if (content.length) tokens.push(content);
		return tokens;
	}
	module.exports = formatTokenize;
}));
// node_modules/@stdlib/string-base-format-tokenize/lib/index.js
var require_lib$134 = __commonJSMin(((exports, module) => {
	module.exports = require_main$92();
}));
// node_modules/@stdlib/string-format/lib/is_string.js
var require_is_string = __commonJSMin(((exports, module) => {
	function isString(value) {
		return typeof value === "string";
	}
	module.exports = isString;
}));
// node_modules/@stdlib/string-format/lib/main.js
var require_main$91 = __commonJSMin(((exports, module) => {
	var interpolate = require_lib$135();
	var tokenize = require_lib$134();
	var isString = require_is_string();
	function format(str) {
		var args;
		var i;
		if (!isString(str)) throw new TypeError(format("invalid argument. First argument must be a string. Value: `%s`.", str));
		args = [tokenize(str)];
		for (i = 1; i < arguments.length; i++) args.push(arguments[i]);
		return interpolate.apply(null, args);
	}
	module.exports = format;
}));
// node_modules/@stdlib/string-format/lib/index.js
var require_lib$133 = __commonJSMin(((exports, module) => {
	module.exports = require_main$91();
}));
// node_modules/@stdlib/utils-define-property/lib/polyfill.js
var require_polyfill$5 = __commonJSMin(((exports, module) => {
	var format = require_lib$133();
	var objectProtoype = Object.prototype;
	var toStr = objectProtoype.toString;
	var defineGetter = objectProtoype.__defineGetter__;
	var defineSetter = objectProtoype.__defineSetter__;
	var lookupGetter = objectProtoype.__lookupGetter__;
	var lookupSetter = objectProtoype.__lookupSetter__;
	function defineProperty(obj, prop, descriptor) {
		var prototype;
		var hasValue;
		var hasGet;
		var hasSet;
		if (typeof obj !== "object" || obj === null || toStr.call(obj) === "[object Array]") throw new TypeError(format("invalid argument. First argument must be an object. Value: `%s`.", obj));
		if (typeof descriptor !== "object" || descriptor === null || toStr.call(descriptor) === "[object Array]") throw new TypeError(format("invalid argument. Property descriptor must be an object. Value: `%s`.", descriptor));
		hasValue = "value" in descriptor;
		if (hasValue) {
			if (lookupGetter.call(obj, prop) || lookupSetter.call(obj, prop)) {
				prototype = obj.__proto__;
				obj.__proto__ = objectProtoype;
				delete obj[prop];
				obj[prop] = descriptor.value;
				obj.__proto__ = prototype;
			} else obj[prop] = descriptor.value;
		}
		hasGet = "get" in descriptor;
		hasSet = "set" in descriptor;
		if (hasValue && (hasGet || hasSet)) throw new Error("invalid argument. Cannot specify one or more accessors and a value or writable attribute in the property descriptor.");
		if (hasGet && defineGetter) defineGetter.call(obj, prop, descriptor.get);
		if (hasSet && defineSetter) defineSetter.call(obj, prop, descriptor.set);
		return obj;
	}
	module.exports = defineProperty;
}));
// node_modules/@stdlib/utils-define-property/lib/index.js
var require_lib$132 = __commonJSMin(((exports, module) => {
	var hasDefinePropertySupport = require_has_define_property_support();
	var builtin = require_builtin();
	var polyfill = require_polyfill$5();
	var defineProperty;
	if (hasDefinePropertySupport()) defineProperty = builtin;
	else defineProperty = polyfill;
	module.exports = defineProperty;
}));
// node_modules/@stdlib/utils-define-nonenumerable-read-only-property/lib/main.js
var require_main$90 = __commonJSMin(((exports, module) => {
	var defineProperty = require_lib$132();
	function setNonEnumerableReadOnly(obj, prop, value) {
		defineProperty(obj, prop, {
			"configurable": false,
			"enumerable": false,
			"writable": false,
			"value": value
		});
	}
	module.exports = setNonEnumerableReadOnly;
}));
// node_modules/@stdlib/utils-define-nonenumerable-read-only-property/lib/index.js
var require_lib$131 = __commonJSMin(((exports, module) => {
	module.exports = require_main$90();
}));
// node_modules/@stdlib/math-base-assert-is-nan/lib/main.js
var require_main$89 = __commonJSMin(((exports, module) => {
	function isnan(x) {
		return x !== x;
	}
	module.exports = isnan;
}));
// node_modules/@stdlib/math-base-assert-is-nan/lib/index.js
var require_lib$130 = __commonJSMin(((exports, module) => {
	module.exports = require_main$89();
}));
// node_modules/@stdlib/math-base-special-floor/lib/main.js
var require_main$88 = __commonJSMin(((exports, module) => {
	module.exports = Math.floor;
}));
// node_modules/@stdlib/math-base-special-floor/lib/index.js
var require_lib$129 = __commonJSMin(((exports, module) => {
	module.exports = require_main$88();
}));
// node_modules/@stdlib/math-base-special-ceil/lib/main.js
var require_main$87 = __commonJSMin(((exports, module) => {
	module.exports = Math.ceil;
}));
// node_modules/@stdlib/math-base-special-ceil/lib/index.js
var require_lib$128 = __commonJSMin(((exports, module) => {
	module.exports = require_main$87();
}));
// node_modules/@stdlib/math-base-special-trunc/lib/main.js
var require_main$86 = __commonJSMin(((exports, module) => {
	var floor = require_lib$129();
	var ceil = require_lib$128();
	function trunc(x) {
		if (x < 0) return ceil(x);
		return floor(x);
	}
	module.exports = trunc;
}));
// node_modules/@stdlib/math-base-special-trunc/lib/index.js
var require_lib$127 = __commonJSMin(((exports, module) => {
	module.exports = require_main$86();
}));
// node_modules/@stdlib/number-ctor/lib/main.js
var require_main$85 = __commonJSMin(((exports, module) => {
	module.exports = Number;
}));
// node_modules/@stdlib/number-ctor/lib/index.js
var require_lib$126 = __commonJSMin(((exports, module) => {
	module.exports = require_main$85();
}));
// node_modules/@stdlib/constants-float64-ninf/lib/index.js
var require_lib$125 = __commonJSMin(((exports, module) => {
	module.exports = require_lib$126().NEGATIVE_INFINITY;
}));
// node_modules/@stdlib/constants-float64-pinf/lib/index.js
var require_lib$124 = __commonJSMin(((exports, module) => {
	module.exports = Number.POSITIVE_INFINITY;
}));
// node_modules/@stdlib/constants-float64-exponent-bias/lib/index.js
var require_lib$123 = __commonJSMin(((exports, module) => {
	module.exports = 1023;
}));
// node_modules/@stdlib/constants-float64-max-base2-exponent/lib/index.js
var require_lib$122 = __commonJSMin(((exports, module) => {
	module.exports = 1023;
}));
// node_modules/@stdlib/constants-float64-max-base2-exponent-subnormal/lib/index.js
var require_lib$121 = __commonJSMin(((exports, module) => {
	module.exports = -1023;
}));
// node_modules/@stdlib/constants-float64-min-base2-exponent-subnormal/lib/index.js
var require_lib$120 = __commonJSMin(((exports, module) => {
	module.exports = -1074;
}));
// node_modules/@stdlib/math-base-assert-is-infinite/lib/main.js
var require_main$84 = __commonJSMin(((exports, module) => {
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	function isInfinite(x) {
		return x === PINF || x === NINF;
	}
	module.exports = isInfinite;
}));
// node_modules/@stdlib/math-base-assert-is-infinite/lib/index.js
var require_lib$119 = __commonJSMin(((exports, module) => {
	module.exports = require_main$84();
}));
// node_modules/@stdlib/constants-float64-high-word-sign-mask/lib/index.js
var require_lib$118 = __commonJSMin(((exports, module) => {
	module.exports = 2147483648;
}));
// node_modules/@stdlib/constants-float64-high-word-abs-mask/lib/index.js
var require_lib$117 = __commonJSMin(((exports, module) => {
	module.exports = 2147483647;
}));
// node_modules/@stdlib/assert-has-symbol-support/lib/main.js
var require_main$83 = __commonJSMin(((exports, module) => {
	function hasSymbolSupport() {
		return typeof Symbol === "function" && typeof Symbol("foo") === "symbol";
	}
	module.exports = hasSymbolSupport;
}));
// node_modules/@stdlib/assert-has-symbol-support/lib/index.js
var require_lib$116 = __commonJSMin(((exports, module) => {
	module.exports = require_main$83();
}));
// node_modules/@stdlib/assert-has-tostringtag-support/lib/main.js
var require_main$82 = __commonJSMin(((exports, module) => {
	var FLG = require_lib$116()();
	function hasToStringTagSupport() {
		return FLG && typeof Symbol.toStringTag === "symbol";
	}
	module.exports = hasToStringTagSupport;
}));
// node_modules/@stdlib/assert-has-tostringtag-support/lib/index.js
var require_lib$115 = __commonJSMin(((exports, module) => {
	module.exports = require_main$82();
}));
// node_modules/@stdlib/utils-native-class/lib/tostring.js
var require_tostring = __commonJSMin(((exports, module) => {
	module.exports = Object.prototype.toString;
}));
// node_modules/@stdlib/utils-native-class/lib/main.js
var require_main$81 = __commonJSMin(((exports, module) => {
	var toStr = require_tostring();
	function nativeClass(v) {
		return toStr.call(v);
	}
	module.exports = nativeClass;
}));
// node_modules/@stdlib/assert-has-own-property/lib/main.js
var require_main$80 = __commonJSMin(((exports, module) => {
	var has = Object.prototype.hasOwnProperty;
	function hasOwnProp(value, property) {
		if (value === void 0 || value === null) return false;
		return has.call(value, property);
	}
	module.exports = hasOwnProp;
}));
// node_modules/@stdlib/assert-has-own-property/lib/index.js
var require_lib$114 = __commonJSMin(((exports, module) => {
	module.exports = require_main$80();
}));
// node_modules/@stdlib/symbol-ctor/lib/main.js
var require_main$79 = __commonJSMin(((exports, module) => {
	module.exports = typeof Symbol === "function" ? Symbol : void 0;
}));
// node_modules/@stdlib/symbol-ctor/lib/index.js
var require_lib$113 = __commonJSMin(((exports, module) => {
	module.exports = require_main$79();
}));
// node_modules/@stdlib/utils-native-class/lib/tostringtag.js
var require_tostringtag = __commonJSMin(((exports, module) => {
	var Symbol = require_lib$113();
	module.exports = typeof Symbol === "function" ? Symbol.toStringTag : "";
}));
// node_modules/@stdlib/utils-native-class/lib/polyfill.js
var require_polyfill$4 = __commonJSMin(((exports, module) => {
	var hasOwnProp = require_lib$114();
	var toStringTag = require_tostringtag();
	var toStr = require_tostring();
	function nativeClass(v) {
		var isOwn;
		var tag;
		var out;
		if (v === null || v === void 0) return toStr.call(v);
		tag = v[toStringTag];
		isOwn = hasOwnProp(v, toStringTag);
		try {
			v[toStringTag] = void 0;
		} catch (err) {
			return toStr.call(v);
		}
		out = toStr.call(v);
		if (isOwn) v[toStringTag] = tag;
		else delete v[toStringTag];
		return out;
	}
	module.exports = nativeClass;
}));
// node_modules/@stdlib/utils-native-class/lib/index.js
var require_lib$112 = __commonJSMin(((exports, module) => {
	var hasToStringTag = require_lib$115();
	var builtin = require_main$81();
	var polyfill = require_polyfill$4();
	var main;
	if (hasToStringTag()) main = polyfill;
	else main = builtin;
	module.exports = main;
}));
// node_modules/@stdlib/assert-is-uint32array/lib/main.js
var require_main$78 = __commonJSMin(((exports, module) => {
	var nativeClass = require_lib$112();
	var hasUint32Array = typeof Uint32Array === "function";
	function isUint32Array(value) {
		return hasUint32Array && value instanceof Uint32Array || nativeClass(value) === "[object Uint32Array]";
	}
	module.exports = isUint32Array;
}));
// node_modules/@stdlib/assert-is-uint32array/lib/index.js
var require_lib$111 = __commonJSMin(((exports, module) => {
	module.exports = require_main$78();
}));
// node_modules/@stdlib/constants-uint32-max/lib/index.js
var require_lib$110 = __commonJSMin(((exports, module) => {
	module.exports = 4294967295;
}));
// node_modules/@stdlib/assert-has-uint32array-support/lib/uint32array.js
var require_uint32array = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint32Array === "function" ? Uint32Array : null;
}));
// node_modules/@stdlib/assert-has-uint32array-support/lib/main.js
var require_main$77 = __commonJSMin(((exports, module) => {
	var isUint32Array = require_lib$111();
	var UINT32_MAX = require_lib$110();
	var GlobalUint32Array = require_uint32array();
	function hasUint32ArraySupport() {
		var bool;
		var arr;
		if (typeof GlobalUint32Array !== "function") return false;
		try {
			arr = [
				1,
				3.14,
				-3.14,
				UINT32_MAX + 1,
				UINT32_MAX + 2
			];
			arr = new GlobalUint32Array(arr);
			bool = isUint32Array(arr) && arr[0] === 1 && arr[1] === 3 && arr[2] === UINT32_MAX - 2 && arr[3] === 0 && arr[4] === 1;
		} catch (err) {
			bool = false;
		}
		return bool;
	}
	module.exports = hasUint32ArraySupport;
}));
// node_modules/@stdlib/assert-has-uint32array-support/lib/index.js
var require_lib$109 = __commonJSMin(((exports, module) => {
	module.exports = require_main$77();
}));
// node_modules/@stdlib/array-uint32/lib/main.js
var require_main$76 = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint32Array === "function" ? Uint32Array : void 0;
}));
// node_modules/@stdlib/array-uint32/lib/polyfill.js
var require_polyfill$3 = __commonJSMin(((exports, module) => {
	function polyfill() {
		throw new Error("not implemented");
	}
	module.exports = polyfill;
}));
// node_modules/@stdlib/array-uint32/lib/index.js
var require_lib$108 = __commonJSMin(((exports, module) => {
	var hasUint32ArraySupport = require_lib$109();
	var builtin = require_main$76();
	var polyfill = require_polyfill$3();
	var ctor;
	if (hasUint32ArraySupport()) ctor = builtin;
	else ctor = polyfill;
	module.exports = ctor;
}));
// node_modules/@stdlib/assert-is-float64array/lib/main.js
var require_main$75 = __commonJSMin(((exports, module) => {
	var nativeClass = require_lib$112();
	var hasFloat64Array = typeof Float64Array === "function";
	function isFloat64Array(value) {
		return hasFloat64Array && value instanceof Float64Array || nativeClass(value) === "[object Float64Array]";
	}
	module.exports = isFloat64Array;
}));
// node_modules/@stdlib/assert-is-float64array/lib/index.js
var require_lib$107 = __commonJSMin(((exports, module) => {
	module.exports = require_main$75();
}));
// node_modules/@stdlib/assert-has-float64array-support/lib/float64array.js
var require_float64array = __commonJSMin(((exports, module) => {
	module.exports = typeof Float64Array === "function" ? Float64Array : null;
}));
// node_modules/@stdlib/assert-has-float64array-support/lib/main.js
var require_main$74 = __commonJSMin(((exports, module) => {
	var isFloat64Array = require_lib$107();
	var GlobalFloat64Array = require_float64array();
	function hasFloat64ArraySupport() {
		var bool;
		var arr;
		if (typeof GlobalFloat64Array !== "function") return false;
		try {
			arr = new GlobalFloat64Array([
				1,
				3.14,
				-3.14,
				NaN
			]);
			bool = isFloat64Array(arr) && arr[0] === 1 && arr[1] === 3.14 && arr[2] === -3.14 && arr[3] !== arr[3];
		} catch (err) {
			bool = false;
		}
		return bool;
	}
	module.exports = hasFloat64ArraySupport;
}));
// node_modules/@stdlib/assert-has-float64array-support/lib/index.js
var require_lib$106 = __commonJSMin(((exports, module) => {
	module.exports = require_main$74();
}));
// node_modules/@stdlib/array-float64/lib/main.js
var require_main$73 = __commonJSMin(((exports, module) => {
	module.exports = typeof Float64Array === "function" ? Float64Array : void 0;
}));
// node_modules/@stdlib/array-float64/lib/polyfill.js
var require_polyfill$2 = __commonJSMin(((exports, module) => {
	function polyfill() {
		throw new Error("not implemented");
	}
	module.exports = polyfill;
}));
// node_modules/@stdlib/array-float64/lib/index.js
var require_lib$105 = __commonJSMin(((exports, module) => {
	var hasFloat64ArraySupport = require_lib$106();
	var builtin = require_main$73();
	var polyfill = require_polyfill$2();
	var ctor;
	if (hasFloat64ArraySupport()) ctor = builtin;
	else ctor = polyfill;
	module.exports = ctor;
}));
// node_modules/@stdlib/assert-is-uint8array/lib/main.js
var require_main$72 = __commonJSMin(((exports, module) => {
	var nativeClass = require_lib$112();
	var hasUint8Array = typeof Uint8Array === "function";
	function isUint8Array(value) {
		return hasUint8Array && value instanceof Uint8Array || nativeClass(value) === "[object Uint8Array]";
	}
	module.exports = isUint8Array;
}));
// node_modules/@stdlib/assert-is-uint8array/lib/index.js
var require_lib$104 = __commonJSMin(((exports, module) => {
	module.exports = require_main$72();
}));
// node_modules/@stdlib/constants-uint8-max/lib/index.js
var require_lib$103 = __commonJSMin(((exports, module) => {
	module.exports = 255;
}));
// node_modules/@stdlib/assert-has-uint8array-support/lib/uint8array.js
var require_uint8array = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint8Array === "function" ? Uint8Array : null;
}));
// node_modules/@stdlib/assert-has-uint8array-support/lib/main.js
var require_main$71 = __commonJSMin(((exports, module) => {
	var isUint8Array = require_lib$104();
	var UINT8_MAX = require_lib$103();
	var GlobalUint8Array = require_uint8array();
	function hasUint8ArraySupport() {
		var bool;
		var arr;
		if (typeof GlobalUint8Array !== "function") return false;
		try {
			arr = [
				1,
				3.14,
				-3.14,
				UINT8_MAX + 1,
				UINT8_MAX + 2
			];
			arr = new GlobalUint8Array(arr);
			bool = isUint8Array(arr) && arr[0] === 1 && arr[1] === 3 && arr[2] === UINT8_MAX - 2 && arr[3] === 0 && arr[4] === 1;
		} catch (err) {
			bool = false;
		}
		return bool;
	}
	module.exports = hasUint8ArraySupport;
}));
// node_modules/@stdlib/assert-has-uint8array-support/lib/index.js
var require_lib$102 = __commonJSMin(((exports, module) => {
	module.exports = require_main$71();
}));
// node_modules/@stdlib/array-uint8/lib/main.js
var require_main$70 = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint8Array === "function" ? Uint8Array : void 0;
}));
// node_modules/@stdlib/array-uint8/lib/polyfill.js
var require_polyfill$1 = __commonJSMin(((exports, module) => {
	function polyfill() {
		throw new Error("not implemented");
	}
	module.exports = polyfill;
}));
// node_modules/@stdlib/array-uint8/lib/index.js
var require_lib$101 = __commonJSMin(((exports, module) => {
	var hasUint8ArraySupport = require_lib$102();
	var builtin = require_main$70();
	var polyfill = require_polyfill$1();
	var ctor;
	if (hasUint8ArraySupport()) ctor = builtin;
	else ctor = polyfill;
	module.exports = ctor;
}));
// node_modules/@stdlib/assert-is-uint16array/lib/main.js
var require_main$69 = __commonJSMin(((exports, module) => {
	var nativeClass = require_lib$112();
	var hasUint16Array = typeof Uint16Array === "function";
	function isUint16Array(value) {
		return hasUint16Array && value instanceof Uint16Array || nativeClass(value) === "[object Uint16Array]";
	}
	module.exports = isUint16Array;
}));
// node_modules/@stdlib/assert-is-uint16array/lib/index.js
var require_lib$100 = __commonJSMin(((exports, module) => {
	module.exports = require_main$69();
}));
// node_modules/@stdlib/constants-uint16-max/lib/index.js
var require_lib$99 = __commonJSMin(((exports, module) => {
	module.exports = 65535;
}));
// node_modules/@stdlib/assert-has-uint16array-support/lib/uint16array.js
var require_uint16array = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint16Array === "function" ? Uint16Array : null;
}));
// node_modules/@stdlib/assert-has-uint16array-support/lib/main.js
var require_main$68 = __commonJSMin(((exports, module) => {
	var isUint16Array = require_lib$100();
	var UINT16_MAX = require_lib$99();
	var GlobalUint16Array = require_uint16array();
	function hasUint16ArraySupport() {
		var bool;
		var arr;
		if (typeof GlobalUint16Array !== "function") return false;
		try {
			arr = [
				1,
				3.14,
				-3.14,
				UINT16_MAX + 1,
				UINT16_MAX + 2
			];
			arr = new GlobalUint16Array(arr);
			bool = isUint16Array(arr) && arr[0] === 1 && arr[1] === 3 && arr[2] === UINT16_MAX - 2 && arr[3] === 0 && arr[4] === 1;
		} catch (err) {
			bool = false;
		}
		return bool;
	}
	module.exports = hasUint16ArraySupport;
}));
// node_modules/@stdlib/assert-has-uint16array-support/lib/index.js
var require_lib$98 = __commonJSMin(((exports, module) => {
	module.exports = require_main$68();
}));
// node_modules/@stdlib/array-uint16/lib/main.js
var require_main$67 = __commonJSMin(((exports, module) => {
	module.exports = typeof Uint16Array === "function" ? Uint16Array : void 0;
}));
// node_modules/@stdlib/array-uint16/lib/polyfill.js
var require_polyfill = __commonJSMin(((exports, module) => {
	function polyfill() {
		throw new Error("not implemented");
	}
	module.exports = polyfill;
}));
// node_modules/@stdlib/array-uint16/lib/index.js
var require_lib$97 = __commonJSMin(((exports, module) => {
	var hasUint16ArraySupport = require_lib$98();
	var builtin = require_main$67();
	var polyfill = require_polyfill();
	var ctor;
	if (hasUint16ArraySupport()) ctor = builtin;
	else ctor = polyfill;
	module.exports = ctor;
}));
// node_modules/@stdlib/assert-is-little-endian/lib/ctors.js
var require_ctors = __commonJSMin(((exports, module) => {
	var Uint8Array = require_lib$101();
	module.exports = {
		"uint16": require_lib$97(),
		"uint8": Uint8Array
	};
}));
// node_modules/@stdlib/assert-is-little-endian/lib/main.js
var require_main$66 = __commonJSMin(((exports, module) => {
	var ctors = require_ctors();
	var bool;
	function isLittleEndian() {
		var uint16view;
		var uint8view;
		uint16view = new ctors["uint16"](1);
		uint16view[0] = 4660;
		uint8view = new ctors["uint8"](uint16view.buffer);
		return uint8view[0] === 52;
	}
	bool = isLittleEndian();
	module.exports = bool;
}));
// node_modules/@stdlib/assert-is-little-endian/lib/index.js
var require_lib$96 = __commonJSMin(((exports, module) => {
	module.exports = require_main$66();
}));
// node_modules/@stdlib/number-float64-base-to-words/lib/indices.js
var require_indices$1 = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var indices;
	var HIGH;
	var LOW;
	if (isLittleEndian === true) {
		HIGH = 1;
		LOW = 0;
	} else {
		HIGH = 0;
		LOW = 1;
	}
	indices = {
		"HIGH": HIGH,
		"LOW": LOW
	};
	module.exports = indices;
}));
// node_modules/@stdlib/number-float64-base-to-words/lib/assign.js
var require_assign$2 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var indices = require_indices$1();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	var HIGH = indices.HIGH;
	var LOW = indices.LOW;
	function toWords(x, out, stride, offset) {
		FLOAT64_VIEW[0] = x;
		out[offset] = UINT32_VIEW[HIGH];
		out[offset + stride] = UINT32_VIEW[LOW];
		return out;
	}
	module.exports = toWords;
}));
// node_modules/@stdlib/number-float64-base-to-words/lib/main.js
var require_main$65 = __commonJSMin(((exports, module) => {
	var fcn = require_assign$2();
	function toWords(x) {
		return fcn(x, [0, 0], 1, 0);
	}
	module.exports = toWords;
}));
// node_modules/@stdlib/number-float64-base-to-words/lib/index.js
var require_lib$95 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$65();
	setReadOnly(main, "assign", require_assign$2());
	module.exports = main;
}));
// node_modules/@stdlib/number-float64-base-get-high-word/lib/high.js
var require_high$1 = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var HIGH;
	if (isLittleEndian === true) HIGH = 1;
	else HIGH = 0;
	module.exports = HIGH;
}));
// node_modules/@stdlib/number-float64-base-get-high-word/lib/main.js
var require_main$64 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var HIGH = require_high$1();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	function getHighWord(x) {
		FLOAT64_VIEW[0] = x;
		return UINT32_VIEW[HIGH];
	}
	module.exports = getHighWord;
}));
// node_modules/@stdlib/number-float64-base-get-high-word/lib/index.js
var require_lib$94 = __commonJSMin(((exports, module) => {
	module.exports = require_main$64();
}));
// node_modules/@stdlib/number-float64-base-from-words/lib/indices.js
var require_indices = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var indices;
	var HIGH;
	var LOW;
	if (isLittleEndian === true) {
		HIGH = 1;
		LOW = 0;
	} else {
		HIGH = 0;
		LOW = 1;
	}
	indices = {
		"HIGH": HIGH,
		"LOW": LOW
	};
	module.exports = indices;
}));
// node_modules/@stdlib/number-float64-base-from-words/lib/main.js
var require_main$63 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var indices = require_indices();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	var HIGH = indices.HIGH;
	var LOW = indices.LOW;
	function fromWords(high, low) {
		UINT32_VIEW[HIGH] = high;
		UINT32_VIEW[LOW] = low;
		return FLOAT64_VIEW[0];
	}
	module.exports = fromWords;
}));
// node_modules/@stdlib/number-float64-base-from-words/lib/index.js
var require_lib$93 = __commonJSMin(((exports, module) => {
	module.exports = require_main$63();
}));
// node_modules/@stdlib/math-base-special-copysign/lib/main.js
var require_main$62 = __commonJSMin(((exports, module) => {
	var SIGN_MASK = require_lib$118();
	var ABS_MASK = require_lib$117();
	var toWords = require_lib$95();
	var getHighWord = require_lib$94();
	var fromWords = require_lib$93();
	var WORDS = [0, 0];
	function copysign(x, y) {
		var hx;
		var hy;
		toWords.assign(x, WORDS, 1, 0);
		hx = WORDS[0];
		hx &= ABS_MASK;
		hy = getHighWord(y);
		hy &= SIGN_MASK;
		hx |= hy;
		return fromWords(hx, WORDS[1]);
	}
	module.exports = copysign;
}));
// node_modules/@stdlib/math-base-special-copysign/lib/index.js
var require_lib$92 = __commonJSMin(((exports, module) => {
	module.exports = require_main$62();
}));
// node_modules/@stdlib/constants-float64-smallest-normal/lib/index.js
var require_lib$91 = __commonJSMin(((exports, module) => {
	module.exports = 22250738585072014e-324;
}));
// node_modules/@stdlib/math-base-special-abs/lib/main.js
var require_main$61 = __commonJSMin(((exports, module) => {
	function abs(x) {
		return Math.abs(x);
	}
	module.exports = abs;
}));
// node_modules/@stdlib/math-base-special-abs/lib/index.js
var require_lib$90 = __commonJSMin(((exports, module) => {
	module.exports = require_main$61();
}));
// node_modules/@stdlib/number-float64-base-normalize/lib/assign.js
var require_assign$1 = __commonJSMin(((exports, module) => {
	var FLOAT64_SMALLEST_NORMAL = require_lib$91();
	var isInfinite = require_lib$119();
	var isnan = require_lib$130();
	var abs = require_lib$90();
	var SCALAR = 4503599627370496;
	function normalize(x, out, stride, offset) {
		if (isnan(x) || isInfinite(x)) {
			out[offset] = x;
			out[offset + stride] = 0;
			return out;
		}
		if (x !== 0 && abs(x) < FLOAT64_SMALLEST_NORMAL) {
			out[offset] = x * SCALAR;
			out[offset + stride] = -52;
			return out;
		}
		out[offset] = x;
		out[offset + stride] = 0;
		return out;
	}
	module.exports = normalize;
}));
// node_modules/@stdlib/number-float64-base-normalize/lib/main.js
var require_main$60 = __commonJSMin(((exports, module) => {
	var fcn = require_assign$1();
	function normalize(x) {
		return fcn(x, [0, 0], 1, 0);
	}
	module.exports = normalize;
}));
// node_modules/@stdlib/number-float64-base-normalize/lib/index.js
var require_lib$89 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$60();
	setReadOnly(main, "assign", require_assign$1());
	module.exports = main;
}));
// node_modules/@stdlib/constants-float64-high-word-exponent-mask/lib/index.js
var require_lib$88 = __commonJSMin(((exports, module) => {
	module.exports = 2146435072;
}));
// node_modules/@stdlib/number-float64-base-exponent/lib/main.js
var require_main$59 = __commonJSMin(((exports, module) => {
	var getHighWord = require_lib$94();
	var EXP_MASK = require_lib$88();
	var BIAS = require_lib$123();
	function exponent(x) {
		var high = getHighWord(x);
		high = (high & EXP_MASK) >>> 20;
		return high - BIAS | 0;
	}
	module.exports = exponent;
}));
// node_modules/@stdlib/number-float64-base-exponent/lib/index.js
var require_lib$87 = __commonJSMin(((exports, module) => {
	module.exports = require_main$59();
}));
// node_modules/@stdlib/math-base-special-ldexp/lib/main.js
var require_main$58 = __commonJSMin(((exports, module) => {
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var BIAS = require_lib$123();
	var MAX_EXPONENT = require_lib$122();
	var MAX_SUBNORMAL_EXPONENT = require_lib$121();
	var MIN_SUBNORMAL_EXPONENT = require_lib$120();
	var isnan = require_lib$130();
	var isInfinite = require_lib$119();
	var copysign = require_lib$92();
	var normalize = require_lib$89().assign;
	var floatExp = require_lib$87();
	var toWords = require_lib$95();
	var fromWords = require_lib$93();
	var TWO52_INV = 2220446049250313e-31;
	var CLEAR_EXP_MASK = 2148532223;
	var FRAC = [0, 0];
	var WORDS = [0, 0];
	function ldexp(frac, exp) {
		var high;
		var m;
		if (exp === 0 || frac === 0 || isnan(frac) || isInfinite(frac)) return frac;
		normalize(frac, FRAC, 1, 0);
		frac = FRAC[0];
		exp += FRAC[1];
		exp += floatExp(frac);
		if (exp < MIN_SUBNORMAL_EXPONENT) return copysign(0, frac);
		if (exp > MAX_EXPONENT) {
			if (frac < 0) return NINF;
			return PINF;
		}
		if (exp <= MAX_SUBNORMAL_EXPONENT) {
			exp += 52;
			m = TWO52_INV;
		} else m = 1;
		toWords.assign(frac, WORDS, 1, 0);
		high = WORDS[0];
		high &= CLEAR_EXP_MASK;
		high |= exp + BIAS << 20;
		return m * fromWords(high, WORDS[1]);
	}
	module.exports = ldexp;
}));
// node_modules/@stdlib/math-base-special-ldexp/lib/index.js
var require_lib$86 = __commonJSMin(((exports, module) => {
	module.exports = require_main$58();
}));
// node_modules/@stdlib/math-base-special-exp/lib/polyval_p.js
var require_polyval_p$2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .16666666666666602;
		return .16666666666666602 + x * (-.0027777777777015593 + x * (6613756321437934e-20 + x * (-16533902205465252e-22 + x * 4.1381367970572385e-8)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-exp/lib/expmulti.js
var require_expmulti = __commonJSMin(((exports, module) => {
	var ldexp = require_lib$86();
	var polyvalP = require_polyval_p$2();
	function expmulti(hi, lo, k) {
		var r;
		var t;
		var c;
		var y;
		r = hi - lo;
		t = r * r;
		c = r - t * polyvalP(t);
		y = 1 - (lo - r * c / (2 - c) - hi);
		return ldexp(y, k);
	}
	module.exports = expmulti;
}));
// node_modules/@stdlib/math-base-special-exp/lib/main.js
var require_main$57 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var trunc = require_lib$127();
	var NINF = require_lib$125();
	var PINF = require_lib$124();
	var expmulti = require_expmulti();
	var LN2_HI = .6931471803691238;
	var LN2_LO = 19082149292705877e-26;
	var LOG2_E = 1.4426950408889634;
	var OVERFLOW = 709.782712893384;
	var UNDERFLOW = -745.1332191019411;
	var NEARZERO = 1 / (1 << 28);
	var NEG_NEARZERO = -NEARZERO;
	function exp(x) {
		var hi;
		var lo;
		var k;
		if (isnan(x) || x === PINF) return x;
		if (x === NINF) return 0;
		if (x > OVERFLOW) return PINF;
		if (x < UNDERFLOW) return 0;
		if (x > NEG_NEARZERO && x < NEARZERO) return 1 + x;
		if (x < 0) k = trunc(LOG2_E * x - .5);
		else k = trunc(LOG2_E * x + .5);
		hi = x - k * LN2_HI;
		lo = k * LN2_LO;
		return expmulti(hi, lo, k);
	}
	module.exports = exp;
}));
// node_modules/@stdlib/math-base-special-exp/lib/index.js
var require_lib$85 = __commonJSMin(((exports, module) => {
	module.exports = require_main$57();
}));
// node_modules/@stdlib/number-float64-base-set-low-word/lib/low.js
var require_low$1 = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var LOW;
	if (isLittleEndian === true) LOW = 0;
	else LOW = 1;
	module.exports = LOW;
}));
// node_modules/@stdlib/number-float64-base-set-low-word/lib/main.js
var require_main$56 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var LOW = require_low$1();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	function setLowWord(x, low) {
		FLOAT64_VIEW[0] = x;
		UINT32_VIEW[LOW] = low >>> 0;
		return FLOAT64_VIEW[0];
	}
	module.exports = setLowWord;
}));
// node_modules/@stdlib/number-float64-base-set-low-word/lib/index.js
var require_lib$84 = __commonJSMin(((exports, module) => {
	module.exports = require_main$56();
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_pp.js
var require_polyval_pp = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.3250421072470015;
		return -.3250421072470015 + x * (-.02848174957559851 + x * (-.005770270296489442 + x * -23763016656650163e-21));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_qq.js
var require_polyval_qq = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .39791722395915535;
		return .39791722395915535 + x * (.0650222499887673 + x * (.005081306281875766 + x * (.00013249473800432164 + x * -3960228278775368e-21)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_pa.js
var require_polyval_pa = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .41485611868374833;
		return .41485611868374833 + x * (-.3722078760357013 + x * (.31834661990116175 + x * (-.11089469428239668 + x * (.035478304325618236 + x * -.002166375594868791))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_qa.js
var require_polyval_qa = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .10642088040084423;
		return .10642088040084423 + x * (.540397917702171 + x * (.07182865441419627 + x * (.12617121980876164 + x * (.01363708391202905 + x * .011984499846799107))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_ra.js
var require_polyval_ra = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.6938585727071818;
		return -.6938585727071818 + x * (-10.558626225323291 + x * (-62.375332450326006 + x * (-162.39666946257347 + x * (-184.60509290671104 + x * (-81.2874355063066 + x * -9.814329344169145)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_sa.js
var require_polyval_sa = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 19.651271667439257;
		return 19.651271667439257 + x * (137.65775414351904 + x * (434.56587747522923 + x * (645.3872717332679 + x * (429.00814002756783 + x * (108.63500554177944 + x * (6.570249770319282 + x * -.0604244152148581))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_rb.js
var require_polyval_rb = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.799283237680523;
		return -.799283237680523 + x * (-17.757954917754752 + x * (-160.63638485582192 + x * (-637.5664433683896 + x * (-1025.0951316110772 + x * -483.5191916086514))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/polyval_sb.js
var require_polyval_sb = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 30.33806074348246;
		return 30.33806074348246 + x * (325.7925129965739 + x * (1536.729586084437 + x * (3199.8582195085955 + x * (2553.0504064331644 + x * (474.52854120695537 + x * -22.44095244658582)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/main.js
var require_main$55 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var exp = require_lib$85();
	var setLowWord = require_lib$84();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var polyvalPP = require_polyval_pp();
	var polyvalQQ = require_polyval_qq();
	var polyvalPA = require_polyval_pa();
	var polyvalQA = require_polyval_qa();
	var polyvalRA = require_polyval_ra();
	var polyvalSA = require_polyval_sa();
	var polyvalRB = require_polyval_rb();
	var polyvalSB = require_polyval_sb();
	var TINY = 1e-300;
	var SMALL = 13877787807814457e-33;
	var ERX = .8450629115104675;
	var PPC = .12837916709551256;
	var QQC = 1;
	var PAC = -.0023621185607526594;
	var QAC = 1;
	var RAC = -.009864944034847148;
	var SAC = 1;
	var RBC = -.0098649429247001;
	var SBC = 1;
	function erfc(x) {
		var sign;
		var ax;
		var z;
		var r;
		var s;
		var y;
		var p;
		var q;
		if (isnan(x)) return NaN;
		if (x === PINF) return 0;
		if (x === NINF) return 2;
		if (x === 0) return 1;
		if (x < 0) {
			sign = true;
			ax = -x;
		} else {
			sign = false;
			ax = x;
		}
		if (ax < .84375) {
			if (ax < SMALL) return 1 - x;
			z = x * x;
			r = PPC + z * polyvalPP(z);
			s = QQC + z * polyvalQQ(z);
			y = r / s;
			if (x < .25) return 1 - (x + x * y);
			r = x * y;
			r += x - .5;
			return .5 - r;
		}
		if (ax < 1.25) {
			s = ax - 1;
			p = PAC + s * polyvalPA(s);
			q = QAC + s * polyvalQA(s);
			if (sign) return 1 + ERX + p / q;
			return 1 - ERX - p / q;
		}
		if (ax < 28) {
			s = 1 / (ax * ax);
			if (ax < 2.857142857142857) {
				r = RAC + s * polyvalRA(s);
				s = SAC + s * polyvalSA(s);
			} else {
				if (x < -6) return 2 - TINY;
				r = RBC + s * polyvalRB(s);
				s = SBC + s * polyvalSB(s);
			}
			z = setLowWord(ax, 0);
			r = exp(-(z * z) - .5625) * exp((z - ax) * (z + ax) + r / s);
			if (sign) return 2 - r / ax;
			return r / ax;
		}
		if (sign) return 2 - TINY;
		return TINY * TINY;
	}
	module.exports = erfc;
}));
// node_modules/@stdlib/math-base-special-erfc/lib/index.js
var require_lib$83 = __commonJSMin(((exports, module) => {
	module.exports = require_main$55();
}));
// node_modules/@stdlib/math-base-special-sqrt/lib/main.js
var require_main$54 = __commonJSMin(((exports, module) => {
	module.exports = Math.sqrt;
}));
// node_modules/@stdlib/math-base-special-sqrt/lib/index.js
var require_lib$82 = __commonJSMin(((exports, module) => {
	module.exports = require_main$54();
}));
// node_modules/@stdlib/stats-base-dists-normal-cdf/lib/main.js
var require_main$53 = __commonJSMin(((exports, module) => {
	var erfc = require_lib$83();
	var sqrt = require_lib$82();
	var isnan = require_lib$130();
	function cdf(x, mu, sigma) {
		var denom;
		var xc;
		if (isnan(x) || isnan(mu) || isnan(sigma) || sigma < 0) return NaN;
		if (sigma === 0) return x < mu ? 0 : 1;
		denom = sigma * sqrt(2);
		xc = x - mu;
		return .5 * erfc(-xc / denom);
	}
	module.exports = cdf;
}));
// node_modules/@stdlib/utils-constant-function/lib/main.js
var require_main$52 = __commonJSMin(((exports, module) => {
	function wrap(value) {
		return constantFunction;
		function constantFunction() {
			return value;
		}
	}
	module.exports = wrap;
}));
// node_modules/@stdlib/utils-constant-function/lib/index.js
var require_lib$81 = __commonJSMin(((exports, module) => {
	module.exports = require_main$52();
}));
// node_modules/@stdlib/stats-base-dists-normal-cdf/node_modules/@stdlib/stats-base-dists-degenerate-cdf/lib/main.js
var require_main$51 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	function cdf(x, mu) {
		if (isnan(x) || isnan(mu)) return NaN;
		return x < mu ? 0 : 1;
	}
	module.exports = cdf;
}));
// node_modules/@stdlib/stats-base-dists-normal-cdf/node_modules/@stdlib/stats-base-dists-degenerate-cdf/lib/factory.js
var require_factory$4 = __commonJSMin(((exports, module) => {
	var constantFunction = require_lib$81();
	var isnan = require_lib$130();
	function factory(mu) {
		if (isnan(mu)) return constantFunction(NaN);
		return cdf;
		function cdf(x) {
			if (isnan(x)) return NaN;
			return x < mu ? 0 : 1;
		}
	}
	module.exports = factory;
}));
// node_modules/@stdlib/stats-base-dists-normal-cdf/node_modules/@stdlib/stats-base-dists-degenerate-cdf/lib/index.js
var require_lib$80 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$51();
	setReadOnly(main, "factory", require_factory$4());
	module.exports = main;
}));
// node_modules/@stdlib/stats-base-dists-normal-cdf/lib/factory.js
var require_factory$3 = __commonJSMin(((exports, module) => {
	var constantFunction = require_lib$81();
	var degenerate = require_lib$80().factory;
	var isnan = require_lib$130();
	var sqrt = require_lib$82();
	var erfc = require_lib$83();
	function factory(mu, sigma) {
		var denom;
		if (isnan(mu) || isnan(sigma) || sigma < 0) return constantFunction(NaN);
		if (sigma === 0) return degenerate(mu);
		denom = sigma * sqrt(2);
		return cdf;
		function cdf(x) {
			var xc;
			if (isnan(x)) return NaN;
			xc = x - mu;
			return .5 * erfc(-xc / denom);
		}
	}
	module.exports = factory;
}));
// src/stats/distributions/normal.ts
var import_lib$4 = __toESM(__commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$53();
	setReadOnly(main, "factory", require_factory$3());
	module.exports = main;
}))(), 1);
const LOG_SQRT_TWO_PI = .9189385332046728;
function normalCdf(z) {
	return (0, import_lib$4.default)(z, 0, 1);
}
function logNormalCdf(z) {
	if (z > -37) return Math.log(normalCdf(z));
	const square = 1 / (z * z);
	const series = -square * (1 - square * (3 - square * (15 - square * (105 - 945 * square))));
	return -.5 * z * z - LOG_SQRT_TWO_PI - Math.log(-z) + Math.log1p(series);
}
function normalHazard(z) {
	return Math.exp(-.5 * z * z - LOG_SQRT_TWO_PI - logNormalCdf(z));
}
function normalQuantile(probability) {
	if (probability === .5) return 0;
	if (probability > .5) return -normalQuantile(1 - probability);
	if (!(probability > 0)) return probability === 0 ? -1e400 : NaN;
	const target = Math.log(probability);
	let z = target > -1 ? 0 : -Math.sqrt(-2 * target);
	for (let iteration = 0; iteration < 50; iteration++) {
		const step = (logNormalCdf(z) - target) / normalHazard(z);
		z -= step;
		if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
	}
	return z;
}
// node_modules/@stdlib/number-float64-base-set-high-word/lib/high.js
var require_high = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var HIGH;
	if (isLittleEndian === true) HIGH = 1;
	else HIGH = 0;
	module.exports = HIGH;
}));
// node_modules/@stdlib/number-float64-base-set-high-word/lib/main.js
var require_main$50 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var HIGH = require_high();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	function setHighWord(x, high) {
		FLOAT64_VIEW[0] = x;
		UINT32_VIEW[HIGH] = high >>> 0;
		return FLOAT64_VIEW[0];
	}
	module.exports = setHighWord;
}));
// node_modules/@stdlib/number-float64-base-set-high-word/lib/index.js
var require_lib$78 = __commonJSMin(((exports, module) => {
	module.exports = require_main$50();
}));
// node_modules/@stdlib/constants-float64-half-ln-two/lib/index.js
var require_lib$77 = __commonJSMin(((exports, module) => {
	module.exports = .34657359027997264;
}));
// node_modules/@stdlib/math-base-special-expm1/lib/polyval_q.js
var require_polyval_q$1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.03333333333333313;
		return -.03333333333333313 + x * (.0015873015872548146 + x * (-793650757867488e-19 + x * (4008217827329362e-21 + x * -2.0109921818362437e-7)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-expm1/lib/main.js
var require_main$49 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var getHighWord = require_lib$94();
	var setHighWord = require_lib$78();
	var fromWords = require_lib$93();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var FLOAT64_EXPONENT_BIAS = require_lib$123();
	var HALF_LN2 = require_lib$77();
	var polyval = require_polyval_q$1();
	var OVERFLOW_THRESHOLD = 709.782712893384;
	var LN2_HI = .6931471803691238;
	var LN2_LO = 19082149292705877e-26;
	var LN2_INV = 1.4426950408889634;
	var LN2x56 = 38.816242111356935;
	var LN2_HALFX3 = 1.0397207708399179;
	function expm1(x) {
		var halfX;
		var twopk;
		var sign;
		var hi;
		var lo;
		var hx;
		var r1;
		var y;
		var z;
		var c;
		var t;
		var e;
		var k;
		if (x === PINF || isnan(x)) return x;
		if (x === NINF) return -1;
		if (x === 0) return x;
		if (x < 0) {
			sign = true;
			y = -x;
		} else {
			sign = false;
			y = x;
		}
		if (y >= LN2x56) {
			if (sign) return -1;
			if (y >= OVERFLOW_THRESHOLD) return PINF;
		}
		hx = getHighWord(y) | 0;
		if (y > HALF_LN2) {
			if (y < LN2_HALFX3) {
				if (sign) {
					hi = x + LN2_HI;
					lo = -LN2_LO;
					k = -1;
				} else {
					hi = x - LN2_HI;
					lo = LN2_LO;
					k = 1;
				}
			} else {
				if (sign) k = LN2_INV * x - .5;
				else k = LN2_INV * x + .5;
				k |= 0;
				t = k;
				hi = x - t * LN2_HI;
				lo = t * LN2_LO;
			}
			x = hi - lo;
			c = hi - x - lo;
		} else if (hx < 1016070144) return x;
		else k = 0;
		halfX = .5 * x;
		z = x * halfX;
		r1 = 1 + z * polyval(z);
		t = 3 - r1 * halfX;
		e = z * ((r1 - t) / (6 - x * t));
		if (k === 0) return x - (x * e - z);
		twopk = fromWords(FLOAT64_EXPONENT_BIAS + k << 20, 0);
		e = x * (e - c) - c;
		e -= z;
		if (k === -1) return .5 * (x - e) - .5;
		if (k === 1) {
			if (x < -.25) return -2 * (e - (x + .5));
			return 1 + 2 * (x - e);
		}
		if (k <= -2 || k > 56) {
			y = 1 - (e - x);
			if (k === 1024) {
				hi = getHighWord(y) + (k << 20) | 0;
				y = setHighWord(y, hi);
			} else y *= twopk;
			return y - 1;
		}
		t = 1;
		if (k < 20) {
			hi = 1072693248 - (2097152 >> k) | 0;
			t = setHighWord(t, hi);
			y = t - (e - x);
		} else {
			hi = FLOAT64_EXPONENT_BIAS - k << 20 | 0;
			t = setHighWord(t, hi);
			y = x - (e + t);
			y += 1;
		}
		y *= twopk;
		return y;
	}
	module.exports = expm1;
}));
// node_modules/@stdlib/math-base-special-expm1/lib/index.js
var require_lib$76 = __commonJSMin(((exports, module) => {
	module.exports = require_main$49();
}));
// node_modules/@stdlib/math-base-special-log1p/lib/polyval_lp.js
var require_polyval_lp = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .6666666666666735;
		return .6666666666666735 + x * (.3999999999940942 + x * (.2857142874366239 + x * (.22222198432149784 + x * (.1818357216161805 + x * (.15313837699209373 + x * .14798198605116586)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-log1p/lib/main.js
var require_main$48 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var getHighWord = require_lib$94();
	var setHighWord = require_lib$78();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var FLOAT64_EXPONENT_BIAS = require_lib$123();
	var polyval = require_polyval_lp();
	var LN2_HI = .6931471803691238;
	var LN2_LO = 19082149292705877e-26;
	var SQRT2M1 = .41421356237309503;
	var SQRT2HALFM1 = -.2928932188134525;
	var SMALL = 1.862645149230957e-9;
	var TINY = 5551115123125783e-32;
	var TWO53 = 9007199254740992;
	var TWO_THIRDS = .6666666666666666;
	function log1p(x) {
		var hfsq;
		var hu;
		var y;
		var f;
		var c;
		var s;
		var z;
		var R;
		var u;
		var k;
		if (x < -1 || isnan(x)) return NaN;
		if (x === -1) return NINF;
		if (x === PINF) return x;
		if (x === 0) return x;
		if (x < 0) y = -x;
		else y = x;
		k = 1;
		if (y < SQRT2M1) {
			if (y < SMALL) {
				if (y < TINY) return x;
				return x - x * x * .5;
			}
			if (x > SQRT2HALFM1) {
				k = 0;
				f = x;
				hu = 1;
			}
		}
		if (k !== 0) {
			if (y < TWO53) {
				u = 1 + x;
				hu = getHighWord(u);
				k = (hu >> 20) - FLOAT64_EXPONENT_BIAS;
				if (k > 0) c = 1 - (u - x);
				else c = x - (u - 1);
				c /= u;
			} else {
				u = x;
				hu = getHighWord(u);
				k = (hu >> 20) - FLOAT64_EXPONENT_BIAS;
				c = 0;
			}
			hu &= 1048575;
			if (hu < 434334) u = setHighWord(u, hu | 1072693248);
			else {
				k += 1;
				u = setHighWord(u, hu | 1071644672);
				hu = 1048576 - hu >> 2;
			}
			f = u - 1;
		}
		hfsq = .5 * f * f;
		if (hu === 0) {
			if (f === 0) {
				c += k * LN2_LO;
				return k * LN2_HI + c;
			}
			R = hfsq * (1 - TWO_THIRDS * f);
			return k * LN2_HI - (R - (k * LN2_LO + c) - f);
		}
		s = f / (2 + f);
		z = s * s;
		R = z * polyval(z);
		if (k === 0) return f - (hfsq - s * (hfsq + R));
		return k * LN2_HI - (hfsq - (s * (hfsq + R) + (k * LN2_LO + c)) - f);
	}
	module.exports = log1p;
}));
// node_modules/@stdlib/math-base-special-log1p/lib/index.js
var require_lib$75 = __commonJSMin(((exports, module) => {
	module.exports = require_main$48();
}));
// node_modules/@stdlib/constants-float64-fourth-pi/lib/index.js
var require_lib$74 = __commonJSMin(((exports, module) => {
	module.exports = .7853981633974483;
}));
// node_modules/@stdlib/math-base-special-asin/lib/rational_pq.js
var require_rational_pq$3 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .16666666666666713;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -8.198089802484825 + x * (19.562619833175948 + x * (-16.262479672107002 + x * (5.444622390564711 + x * (-.6019598008014124 + x * .004253011369004428))));
			s2 = -49.18853881490881 + x * (139.51056146574857 + x * (-147.1791292232726 + x * (70.49610280856842 + x * (-14.740913729888538 + x * 1))));
		} else {
			x = 1 / x;
			s1 = .004253011369004428 + x * (-.6019598008014124 + x * (5.444622390564711 + x * (-16.262479672107002 + x * (19.562619833175948 + x * -8.198089802484825))));
			s2 = 1 + x * (-14.740913729888538 + x * (70.49610280856842 + x * (-147.1791292232726 + x * (139.51056146574857 + x * -49.18853881490881))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-asin/lib/rational_rs.js
var require_rational_rs = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .08333333333333809;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = 28.536655482610616 + x * (-25.56901049652825 + x * (6.968710824104713 + x * (-.5634242780008963 + x * .002967721961301243)));
			s2 = 342.43986579130785 + x * (-383.8770957603691 + x * (147.0656354026815 + x * (-21.947795316429207 + x * 1)));
		} else {
			x = 1 / x;
			s1 = .002967721961301243 + x * (-.5634242780008963 + x * (6.968710824104713 + x * (-25.56901049652825 + x * 28.536655482610616)));
			s2 = 1 + x * (-21.947795316429207 + x * (147.0656354026815 + x * (-383.8770957603691 + x * 342.43986579130785)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-asin/lib/main.js
var require_main$47 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var sqrt = require_lib$82();
	var PIO4 = require_lib$74();
	var ratevalPQ = require_rational_pq$3();
	var ratevalRS = require_rational_rs();
	var MOREBITS = 6123233995736766e-32;
	function asin(x) {
		var sgn;
		var zz;
		var a;
		var p;
		var z;
		if (isnan(x)) return NaN;
		if (x > 0) a = x;
		else {
			sgn = true;
			a = -x;
		}
		if (a > 1) return NaN;
		if (a > .625) {
			zz = 1 - a;
			p = zz * ratevalRS(zz);
			zz = sqrt(zz + zz);
			z = PIO4 - zz;
			zz = zz * p - MOREBITS;
			z -= zz;
			z += PIO4;
		} else {
			if (a < 1e-8) return x;
			zz = a * a;
			z = zz * ratevalPQ(zz);
			z = a * z + a;
		}
		return sgn ? -z : z;
	}
	module.exports = asin;
}));
// node_modules/@stdlib/math-base-special-asin/lib/index.js
var require_lib$73 = __commonJSMin(((exports, module) => {
	module.exports = require_main$47();
}));
// node_modules/@stdlib/math-base-assert-is-integer/lib/main.js
var require_main$46 = __commonJSMin(((exports, module) => {
	var floor = require_lib$129();
	function isInteger(x) {
		return floor(x) === x;
	}
	module.exports = isInteger;
}));
// node_modules/@stdlib/math-base-assert-is-integer/lib/index.js
var require_lib$72 = __commonJSMin(((exports, module) => {
	module.exports = require_main$46();
}));
// node_modules/@stdlib/math-base-assert-is-even/lib/main.js
var require_main$45 = __commonJSMin(((exports, module) => {
	var isInteger = require_lib$72();
	function isEven(x) {
		return isInteger(x / 2);
	}
	module.exports = isEven;
}));
// node_modules/@stdlib/math-base-assert-is-even/lib/index.js
var require_lib$71 = __commonJSMin(((exports, module) => {
	module.exports = require_main$45();
}));
// node_modules/@stdlib/math-base-assert-is-odd/lib/main.js
var require_main$44 = __commonJSMin(((exports, module) => {
	var isEven = require_lib$71();
	function isOdd(x) {
		if (x > 0) return isEven(x - 1);
		return isEven(x + 1);
	}
	module.exports = isOdd;
}));
// node_modules/@stdlib/math-base-assert-is-odd/lib/index.js
var require_lib$70 = __commonJSMin(((exports, module) => {
	module.exports = require_main$44();
}));
// node_modules/@stdlib/number-uint32-base-to-int32/lib/main.js
var require_main$43 = __commonJSMin(((exports, module) => {
	function uint32ToInt32(x) {
		return x | 0;
	}
	module.exports = uint32ToInt32;
}));
// node_modules/@stdlib/number-uint32-base-to-int32/lib/index.js
var require_lib$69 = __commonJSMin(((exports, module) => {
	module.exports = require_main$43();
}));
// node_modules/@stdlib/math-base-special-pow/lib/x_is_zero.js
var require_x_is_zero = __commonJSMin(((exports, module) => {
	var isOdd = require_lib$70();
	var copysign = require_lib$92();
	var NINF = require_lib$125();
	var PINF = require_lib$124();
	function pow(x, y) {
		if (y === NINF) return PINF;
		if (y === PINF) return 0;
		if (y > 0) {
			if (isOdd(y)) return x;
			return 0;
		}
		if (isOdd(y)) return copysign(PINF, x);
		return PINF;
	}
	module.exports = pow;
}));
// node_modules/@stdlib/math-base-special-pow/lib/y_is_huge.js
var require_y_is_huge = __commonJSMin(((exports, module) => {
	var ABS_MASK = require_lib$117();
	var getHighWord = require_lib$94();
	var HIGH_MAX_NEAR_UNITY = 1072693247;
	var HUGE = 1e300;
	var TINY = 1e-300;
	function pow(x, y) {
		if ((getHighWord(x) & ABS_MASK) <= HIGH_MAX_NEAR_UNITY) {
			if (y < 0) return HUGE * HUGE;
			return TINY * TINY;
		}
		if (y > 0) return HUGE * HUGE;
		return TINY * TINY;
	}
	module.exports = pow;
}));
// node_modules/@stdlib/math-base-special-pow/lib/y_is_infinite.js
var require_y_is_infinite = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var PINF = require_lib$124();
	function pow(x, y) {
		if (x === -1) return (x - x) / (x - x);
		if (x === 1) return 1;
		if (abs(x) < 1 === (y === PINF)) return 0;
		return PINF;
	}
	module.exports = pow;
}));
// node_modules/@stdlib/constants-float64-num-high-word-significand-bits/lib/index.js
var require_lib$68 = __commonJSMin(((exports, module) => {
	module.exports = 20;
}));
// node_modules/@stdlib/math-base-special-pow/lib/polyval_l.js
var require_polyval_l = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .5999999999999946;
		return .5999999999999946 + x * (.4285714285785502 + x * (.33333332981837743 + x * (.272728123808534 + x * (.23066074577556175 + x * .20697501780033842))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-pow/lib/log2ax.js
var require_log2ax = __commonJSMin(((exports, module) => {
	var getHighWord = require_lib$94();
	var setLowWord = require_lib$84();
	var setHighWord = require_lib$78();
	var BIAS = require_lib$123();
	var HIGH_NUM_SIGNIFICAND_BITS = require_lib$68();
	var polyvalL = require_polyval_l();
	var HIGH_SIGNIFICAND_MASK = 1048575;
	var HIGH_MIN_NORMAL_EXP = 1048576;
	var HIGH_BIASED_EXP_0 = 1072693248;
	var HIGH_BIASED_EXP_NEG_512 = 536870912;
	var HIGH_SIGNIFICAND_HALF = 524288;
	var TWO53 = 9007199254740992;
	var CP = .9617966939259756;
	var CP_HI = .9617967009544373;
	var CP_LO = -7.028461650952758e-9;
	var BP = [1, 1.5];
	var DP_HI = [0, .5849624872207642];
	var DP_LO = [0, 1.350039202129749e-8];
	function log2ax(out, ax, ahx) {
		var tmp;
		var ss;
		var s2;
		var hs;
		var ls;
		var ht;
		var lt;
		var bp;
		var dp;
		var hp;
		var lp;
		var hz;
		var lz;
		var t1;
		var t2;
		var t;
		var r;
		var u;
		var v;
		var n;
		var j;
		var k;
		n = 0;
		if (ahx < HIGH_MIN_NORMAL_EXP) {
			ax *= TWO53;
			n -= 53;
			ahx = getHighWord(ax);
		}
		n += (ahx >> HIGH_NUM_SIGNIFICAND_BITS) - BIAS | 0;
		j = ahx & HIGH_SIGNIFICAND_MASK | 0;
		ahx = j | HIGH_BIASED_EXP_0 | 0;
		if (j <= 235662) k = 0;
		else if (j < 767610) k = 1;
		else {
			k = 0;
			n += 1;
			ahx -= HIGH_MIN_NORMAL_EXP;
		}
		ax = setHighWord(ax, ahx);
		bp = BP[k];
		u = ax - bp;
		v = 1 / (ax + bp);
		ss = u * v;
		hs = setLowWord(ss, 0);
		tmp = (ahx >> 1 | HIGH_BIASED_EXP_NEG_512) + HIGH_SIGNIFICAND_HALF;
		tmp += k << 18;
		ht = setHighWord(0, tmp);
		lt = ax - (ht - bp);
		ls = v * (u - hs * ht - hs * lt);
		s2 = ss * ss;
		r = s2 * s2 * polyvalL(s2);
		r += ls * (hs + ss);
		s2 = hs * hs;
		ht = 3 + s2 + r;
		ht = setLowWord(ht, 0);
		lt = r - (ht - 3 - s2);
		u = hs * ht;
		v = ls * ht + lt * ss;
		hp = u + v;
		hp = setLowWord(hp, 0);
		lp = v - (hp - u);
		hz = CP_HI * hp;
		lz = CP_LO * hp + lp * CP + DP_LO[k];
		dp = DP_HI[k];
		t = n;
		t1 = hz + lz + dp + t;
		t1 = setLowWord(t1, 0);
		t2 = lz - (t1 - t - dp - hz);
		out[0] = t1;
		out[1] = t2;
		return out;
	}
	module.exports = log2ax;
}));
// node_modules/@stdlib/math-base-special-pow/lib/polyval_w.js
var require_polyval_w$1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .5;
		return .5 + x * (-.3333333333333333 + x * .25);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-pow/lib/logx.js
var require_logx = __commonJSMin(((exports, module) => {
	var setLowWord = require_lib$84();
	var polyvalW = require_polyval_w$1();
	var INV_LN2 = 1.4426950408889634;
	var INV_LN2_HI = 1.4426950216293335;
	var INV_LN2_LO = 1.9259629911266175e-8;
	function logx(out, ax) {
		var t2;
		var t1;
		var t;
		var w;
		var u;
		var v;
		t = ax - 1;
		w = t * t * polyvalW(t);
		u = INV_LN2_HI * t;
		v = t * INV_LN2_LO - w * INV_LN2;
		t1 = u + v;
		t1 = setLowWord(t1, 0);
		t2 = v - (t1 - u);
		out[0] = t1;
		out[1] = t2;
		return out;
	}
	module.exports = logx;
}));
// node_modules/@stdlib/constants-float64-ln-two/lib/index.js
var require_lib$67 = __commonJSMin(((exports, module) => {
	module.exports = .6931471805599453;
}));
// node_modules/@stdlib/constants-float64-high-word-significand-mask/lib/index.js
var require_lib$66 = __commonJSMin(((exports, module) => {
	module.exports = 1048575;
}));
// node_modules/@stdlib/math-base-special-pow/lib/polyval_p.js
var require_polyval_p$1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .16666666666666602;
		return .16666666666666602 + x * (-.0027777777777015593 + x * (6613756321437934e-20 + x * (-16533902205465252e-22 + x * 4.1381367970572385e-8)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-pow/lib/pow2.js
var require_pow2 = __commonJSMin(((exports, module) => {
	var getHighWord = require_lib$94();
	var setHighWord = require_lib$78();
	var setLowWord = require_lib$84();
	var uint32ToInt32 = require_lib$69();
	var ldexp = require_lib$86();
	var LN2 = require_lib$67();
	var BIAS = require_lib$123();
	var ABS_MASK = require_lib$117();
	var HIGH_SIGNIFICAND_MASK = require_lib$66();
	var HIGH_NUM_SIGNIFICAND_BITS = require_lib$68();
	var polyvalP = require_polyval_p$1();
	var HIGH_MIN_NORMAL_EXP = 1048576;
	var HIGH_BIASED_EXP_NEG_1 = 1071644672;
	var LN2_HI = .6931471824645996;
	var LN2_LO = -1.904654299957768e-9;
	function pow2(j, hp, lp) {
		var tmp;
		var t1;
		var t;
		var r;
		var u;
		var v;
		var w;
		var z;
		var n;
		var i;
		var k;
		i = j & ABS_MASK | 0;
		k = (i >> HIGH_NUM_SIGNIFICAND_BITS) - BIAS | 0;
		n = 0;
		if (i > HIGH_BIASED_EXP_NEG_1) {
			n = j + (HIGH_MIN_NORMAL_EXP >> k + 1) >>> 0;
			k = ((n & ABS_MASK) >> HIGH_NUM_SIGNIFICAND_BITS) - BIAS | 0;
			tmp = (n & ~(HIGH_SIGNIFICAND_MASK >> k)) >>> 0;
			t = setHighWord(0, tmp);
			n = (n & HIGH_SIGNIFICAND_MASK | HIGH_MIN_NORMAL_EXP) >> HIGH_NUM_SIGNIFICAND_BITS - k >>> 0;
			if (j < 0) n = -n;
			hp -= t;
		}
		t = lp + hp;
		t = setLowWord(t, 0);
		u = t * LN2_HI;
		v = (lp - (t - hp)) * LN2 + t * LN2_LO;
		z = u + v;
		w = v - (z - u);
		t = z * z;
		t1 = z - t * polyvalP(t);
		r = z * t1 / (t1 - 2) - (w + z * w);
		z = 1 - (r - z);
		j = getHighWord(z);
		j = uint32ToInt32(j);
		j += n << HIGH_NUM_SIGNIFICAND_BITS >>> 0;
		if (j >> HIGH_NUM_SIGNIFICAND_BITS <= 0) z = ldexp(z, n);
		else z = setHighWord(z, j);
		return z;
	}
	module.exports = pow2;
}));
// node_modules/@stdlib/math-base-special-pow/lib/main.js
var require_main$42 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isOdd = require_lib$70();
	var isInfinite = require_lib$119();
	var isInteger = require_lib$72();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var toWords = require_lib$95();
	var setLowWord = require_lib$84();
	var uint32ToInt32 = require_lib$69();
	var NINF = require_lib$125();
	var PINF = require_lib$124();
	var ABS_MASK = require_lib$117();
	var xIsZero = require_x_is_zero();
	var yIsHuge = require_y_is_huge();
	var yIsInfinite = require_y_is_infinite();
	var log2ax = require_log2ax();
	var logx = require_logx();
	var pow2 = require_pow2();
	var HIGH_MAX_NEAR_UNITY = 1072693247;
	var HIGH_BIASED_EXP_31 = 1105199104;
	var HIGH_BIASED_EXP_64 = 1139802112;
	var HIGH_BIASED_EXP_10 = 1083179008;
	var HIGH_BIASED_EXP_0 = 1072693248;
	var HIGH_1075 = 1083231232;
	var HIGH_NEG_1075 = 3230714880;
	var HIGH_NUM_NONSIGN_BITS = 31;
	var HUGE = 1e300;
	var TINY = 1e-300;
	var OVT = 8008566259537294e-32;
	var WORDS = [0, 0];
	var LOG_WORKSPACE = [0, 0];
	function pow(x, y) {
		var ahx;
		var ahy;
		var ax;
		var hx;
		var lx;
		var hy;
		var ly;
		var sx;
		var sy;
		var y1;
		var hp;
		var lp;
		var t;
		var z;
		var j;
		var i;
		if (isnan(x) || isnan(y)) return NaN;
		toWords.assign(y, WORDS, 1, 0);
		hy = WORDS[0];
		ly = WORDS[1];
		if (ly === 0) {
			if (y === 0) return 1;
			if (y === 1) return x;
			if (y === -1) return 1 / x;
			if (y === .5) return sqrt(x);
			if (y === -.5) return 1 / sqrt(x);
			if (y === 2) return x * x;
			if (y === 3) return x * x * x;
			if (y === 4) {
				x *= x;
				return x * x;
			}
			if (isInfinite(y)) return yIsInfinite(x, y);
		}
		toWords.assign(x, WORDS, 1, 0);
		hx = WORDS[0];
		lx = WORDS[1];
		if (lx === 0) {
			if (hx === 0) return xIsZero(x, y);
			if (x === 1) return 1;
			if (x === -1 && isOdd(y)) return -1;
			if (isInfinite(x)) {
				if (x === NINF) return pow(-0, -y);
				if (y < 0) return 0;
				return PINF;
			}
		}
		if (x < 0 && isInteger(y) === false) return (x - x) / (x - x);
		ax = abs(x);
		ahx = hx & ABS_MASK | 0;
		ahy = hy & ABS_MASK | 0;
		sx = hx >>> HIGH_NUM_NONSIGN_BITS | 0;
		sy = hy >>> HIGH_NUM_NONSIGN_BITS | 0;
		if (sx && isOdd(y)) sx = -1;
		else sx = 1;
		if (ahy > HIGH_BIASED_EXP_31) {
			if (ahy > HIGH_BIASED_EXP_64) return yIsHuge(x, y);
			if (ahx < HIGH_MAX_NEAR_UNITY) {
				if (sy === 1) return sx * HUGE * HUGE;
				return sx * TINY * TINY;
			}
			if (ahx > HIGH_BIASED_EXP_0) {
				if (sy === 0) return sx * HUGE * HUGE;
				return sx * TINY * TINY;
			}
			t = logx(LOG_WORKSPACE, ax);
		} else t = log2ax(LOG_WORKSPACE, ax, ahx);
		y1 = setLowWord(y, 0);
		lp = (y - y1) * t[0] + y * t[1];
		hp = y1 * t[0];
		z = lp + hp;
		toWords.assign(z, WORDS, 1, 0);
		j = uint32ToInt32(WORDS[0]);
		i = uint32ToInt32(WORDS[1]);
		if (j >= HIGH_BIASED_EXP_10) {
			if ((j - HIGH_BIASED_EXP_10 | i) !== 0) return sx * HUGE * HUGE;
			if (lp + OVT > z - hp) return sx * HUGE * HUGE;
		} else if ((j & ABS_MASK) >= HIGH_1075) {
			if ((j - HIGH_NEG_1075 | i) !== 0) return sx * TINY * TINY;
			if (lp <= z - hp) return sx * TINY * TINY;
		}
		z = pow2(j, hp, lp);
		return sx * z;
	}
	module.exports = pow;
}));
// node_modules/@stdlib/math-base-special-pow/lib/index.js
var require_lib$65 = __commonJSMin(((exports, module) => {
	module.exports = require_main$42();
}));
// node_modules/@stdlib/constants-float64-e/lib/index.js
var require_lib$64 = __commonJSMin(((exports, module) => {
	module.exports = 2.718281828459045;
}));
// node_modules/@stdlib/constants-float64-eps/lib/index.js
var require_lib$63 = __commonJSMin(((exports, module) => {
	module.exports = 2220446049250313e-31;
}));
// node_modules/@stdlib/math-base-special-beta/lib/lanczos_sum_expg_scaled.js
var require_lanczos_sum_expg_scaled = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return 1e400;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = 709811.662581658 + x * (679979.8474157227 + x * (293136.7857211597 + x * (74887.54032914672 + x * (12555.290582413863 + x * (1443.4299244417066 + x * (115.24194596137347 + x * (6.309239205732627 + x * (.22668404630224365 + x * (.004826466289237662 + x * 4624429436045379e-20)))))))));
			s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
		} else {
			x = 1 / x;
			s1 = 4624429436045379e-20 + x * (.004826466289237662 + x * (.22668404630224365 + x * (6.309239205732627 + x * (115.24194596137347 + x * (1443.4299244417066 + x * (12555.290582413863 + x * (74887.54032914672 + x * (293136.7857211597 + x * (679979.8474157227 + x * 709811.662581658)))))))));
			s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-beta/lib/main.js
var require_main$41 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var log1p = require_lib$75();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var E = require_lib$64();
	var EPSILON = require_lib$63();
	var lanczosSumExpGScaled = require_lanczos_sum_expg_scaled();
	var G = 10.900511;
	function beta(a, b) {
		var ambh;
		var agh;
		var bgh;
		var cgh;
		var res;
		var tmp;
		var c;
		if (isnan(a) || isnan(b)) return NaN;
		if (a < 0 || b < 0) return NaN;
		if (b === 1) return 1 / a;
		if (a === 1) return 1 / b;
		c = a + b;
		if (c < EPSILON) {
			res = c / a;
			res /= b;
			return res;
		}
		if (c === a && b < EPSILON) return 1 / b;
		if (c === b && a < EPSILON) return 1 / a;
		if (a < b) {
			tmp = b;
			b = a;
			a = tmp;
		}
		agh = a + G - .5;
		bgh = b + G - .5;
		cgh = c + G - .5;
		res = lanczosSumExpGScaled(a) * (lanczosSumExpGScaled(b) / lanczosSumExpGScaled(c));
		ambh = a - .5 - b;
		if (abs(b * ambh) < cgh * 100 && a > 100) res *= exp(ambh * log1p(-b / cgh));
		else res *= pow(agh / cgh, ambh);
		if (cgh > 1e10) res *= pow(agh / cgh * (bgh / cgh), b);
		else res *= pow(agh * bgh / (cgh * cgh), b);
		res *= sqrt(E / bgh);
		return res;
	}
	module.exports = beta;
}));
// node_modules/@stdlib/math-base-special-beta/lib/index.js
var require_lib$62 = __commonJSMin(((exports, module) => {
	module.exports = require_main$41();
}));
// node_modules/@stdlib/math-base-assert-is-positive-zero/lib/main.js
var require_main$40 = __commonJSMin(((exports, module) => {
	var PINF = require_lib$124();
	function isPositiveZero(x) {
		return x === 0 && 1 / x === PINF;
	}
	module.exports = isPositiveZero;
}));
// node_modules/@stdlib/math-base-assert-is-positive-zero/lib/index.js
var require_lib$61 = __commonJSMin(((exports, module) => {
	module.exports = require_main$40();
}));
// node_modules/@stdlib/math-base-special-max/lib/main.js
var require_main$39 = __commonJSMin(((exports, module) => {
	var isPositiveZero = require_lib$61();
	var isnan = require_lib$130();
	var PINF = require_lib$124();
	function max(x, y) {
		if (isnan(x) || isnan(y)) return NaN;
		if (x === PINF || y === PINF) return PINF;
		if (x === y && x === 0) {
			if (isPositiveZero(x)) return x;
			return y;
		}
		if (x > y) return x;
		return y;
	}
	module.exports = max;
}));
// node_modules/@stdlib/math-base-special-max/lib/index.js
var require_lib$60 = __commonJSMin(((exports, module) => {
	module.exports = require_main$39();
}));
// node_modules/@stdlib/math-base-assert-is-negative-zero/lib/main.js
var require_main$38 = __commonJSMin(((exports, module) => {
	var NINF = require_lib$125();
	function isNegativeZero(x) {
		return x === 0 && 1 / x === NINF;
	}
	module.exports = isNegativeZero;
}));
// node_modules/@stdlib/math-base-assert-is-negative-zero/lib/index.js
var require_lib$59 = __commonJSMin(((exports, module) => {
	module.exports = require_main$38();
}));
// node_modules/@stdlib/math-base-special-min/lib/main.js
var require_main$37 = __commonJSMin(((exports, module) => {
	var isNegativeZero = require_lib$59();
	var isnan = require_lib$130();
	var NINF = require_lib$125();
	function min(x, y) {
		if (isnan(x) || isnan(y)) return NaN;
		if (x === NINF || y === NINF) return NINF;
		if (x === y && x === 0) {
			if (isNegativeZero(x)) return x;
			return y;
		}
		if (x < y) return x;
		return y;
	}
	module.exports = min;
}));
// node_modules/@stdlib/math-base-special-min/lib/index.js
var require_lib$58 = __commonJSMin(((exports, module) => {
	module.exports = require_main$37();
}));
// node_modules/@stdlib/constants-float64-max/lib/index.js
var require_lib$57 = __commonJSMin(((exports, module) => {
	module.exports = 17976931348623157e292;
}));
// node_modules/@stdlib/constants-int32-max/lib/index.js
var require_lib$56 = __commonJSMin(((exports, module) => {
	module.exports = 2147483647;
}));
// node_modules/@stdlib/constants-float64-half-pi/lib/index.js
var require_lib$55 = __commonJSMin(((exports, module) => {
	module.exports = 1.5707963267948966;
}));
// node_modules/@stdlib/constants-float64-pi/lib/index.js
var require_lib$54 = __commonJSMin(((exports, module) => {
	module.exports = 3.141592653589793;
}));
// node_modules/@stdlib/math-base-special-kernel-cos/lib/polyval_c13.js
var require_polyval_c13 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0416666666666666;
		return .0416666666666666 + x * (-.001388888888887411 + x * 2480158728947673e-20);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-cos/lib/polyval_c46.js
var require_polyval_c46 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -2.7557314351390663e-7;
		return -2.7557314351390663e-7 + x * (2.087572321298175e-9 + x * -11359647557788195e-27);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-cos/lib/main.js
var require_main$36 = __commonJSMin(((exports, module) => {
	var polyval13 = require_polyval_c13();
	var polyval46 = require_polyval_c46();
	function kernelCos(x, y) {
		var hz;
		var r;
		var w;
		var z = x * x;
		w = z * z;
		r = z * polyval13(z);
		r += w * w * polyval46(z);
		hz = .5 * z;
		w = 1 - hz;
		return w + (1 - w - hz + (z * r - x * y));
	}
	module.exports = kernelCos;
}));
// node_modules/@stdlib/math-base-special-kernel-cos/lib/index.js
var require_lib$53 = __commonJSMin(((exports, module) => {
	module.exports = require_main$36();
}));
// node_modules/@stdlib/math-base-special-kernel-sin/lib/main.js
var require_main$35 = __commonJSMin(((exports, module) => {
	var S1 = -.16666666666666632;
	var S2 = .00833333333332249;
	var S3 = -.0001984126982985795;
	var S4 = 27557313707070068e-22;
	var S5 = -2.5050760253406863e-8;
	var S6 = 158969099521155e-24;
	function kernelSin(x, y) {
		var r;
		var v;
		var w;
		var z = x * x;
		w = z * z;
		r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
		v = z * x;
		if (y === 0) return x + v * (S1 + z * r);
		return x - (z * (.5 * y - v * r) - y - v * S1);
	}
	module.exports = kernelSin;
}));
// node_modules/@stdlib/math-base-special-kernel-sin/lib/index.js
var require_lib$52 = __commonJSMin(((exports, module) => {
	module.exports = require_main$35();
}));
// node_modules/@stdlib/number-float64-base-get-low-word/lib/low.js
var require_low = __commonJSMin(((exports, module) => {
	var isLittleEndian = require_lib$96();
	var LOW;
	if (isLittleEndian === true) LOW = 0;
	else LOW = 1;
	module.exports = LOW;
}));
// node_modules/@stdlib/number-float64-base-get-low-word/lib/main.js
var require_main$34 = __commonJSMin(((exports, module) => {
	var Uint32Array = require_lib$108();
	var Float64Array = require_lib$105();
	var LOW = require_low();
	var FLOAT64_VIEW = new Float64Array(1);
	var UINT32_VIEW = new Uint32Array(FLOAT64_VIEW.buffer);
	function getLowWord(x) {
		FLOAT64_VIEW[0] = x;
		return UINT32_VIEW[LOW];
	}
	module.exports = getLowWord;
}));
// node_modules/@stdlib/number-float64-base-get-low-word/lib/index.js
var require_lib$51 = __commonJSMin(((exports, module) => {
	module.exports = require_main$34();
}));
// node_modules/@stdlib/array-base-filled/lib/main.js
var require_main$33 = __commonJSMin(((exports, module) => {
	function filled(value, len) {
		var arr;
		var i;
		arr = [];
		for (i = 0; i < len; i++) arr.push(value);
		return arr;
	}
	module.exports = filled;
}));
// node_modules/@stdlib/array-base-filled/lib/index.js
var require_lib$50 = __commonJSMin(((exports, module) => {
	module.exports = require_main$33();
}));
// node_modules/@stdlib/array-base-zeros/lib/main.js
var require_main$32 = __commonJSMin(((exports, module) => {
	var filled = require_lib$50();
	function zeros(len) {
		return filled(0, len);
	}
	module.exports = zeros;
}));
// node_modules/@stdlib/array-base-zeros/lib/index.js
var require_lib$49 = __commonJSMin(((exports, module) => {
	module.exports = require_main$32();
}));
// node_modules/@stdlib/math-base-special-rempio2/lib/kernel_rempio2.js
var require_kernel_rempio2 = __commonJSMin(((exports, module) => {
	var floor = require_lib$129();
	var ldexp = require_lib$86();
	var zeros = require_lib$49();
	var IPIO2 = [
		10680707,
		7228996,
		1387004,
		2578385,
		16069853,
		12639074,
		9804092,
		4427841,
		16666979,
		11263675,
		12935607,
		2387514,
		4345298,
		14681673,
		3074569,
		13734428,
		16653803,
		1880361,
		10960616,
		8533493,
		3062596,
		8710556,
		7349940,
		6258241,
		3772886,
		3769171,
		3798172,
		8675211,
		12450088,
		3874808,
		9961438,
		366607,
		15675153,
		9132554,
		7151469,
		3571407,
		2607881,
		12013382,
		4155038,
		6285869,
		7677882,
		13102053,
		15825725,
		473591,
		9065106,
		15363067,
		6271263,
		9264392,
		5636912,
		4652155,
		7056368,
		13614112,
		10155062,
		1944035,
		9527646,
		15080200,
		6658437,
		6231200,
		6832269,
		16767104,
		5075751,
		3212806,
		1398474,
		7579849,
		6349435,
		12618859
	];
	var PIO2 = [
		1.570796251296997,
		7.549789415861596e-8,
		5390302529957765e-30,
		3282003415807913e-37,
		1270655753080676e-44,
		12293330898111133e-52,
		27337005381646456e-60,
		21674168387780482e-67
	];
	var TWO24 = 16777216;
	var TWON24 = 5.960464477539063e-8;
	var F = zeros(20);
	var Q = zeros(20);
	var FQ = zeros(20);
	var IQ = zeros(20);
	function compute(x, y, jz, q, q0, jk, jv, jx, f) {
		var carry;
		var fw;
		var ih;
		var jp;
		var i;
		var k;
		var n;
		var j;
		var z;
		jp = jk;
		z = q[jz];
		j = jz;
		for (i = 0; j > 0; i++) {
			fw = TWON24 * z | 0;
			IQ[i] = z - TWO24 * fw | 0;
			z = q[j - 1] + fw;
			j -= 1;
		}
		z = ldexp(z, q0);
		z -= 8 * floor(z * .125);
		n = z | 0;
		z -= n;
		ih = 0;
		if (q0 > 0) {
			i = IQ[jz - 1] >> 24 - q0;
			n += i;
			IQ[jz - 1] -= i << 24 - q0;
			ih = IQ[jz - 1] >> 23 - q0;
		} else if (q0 === 0) ih = IQ[jz - 1] >> 23;
		else if (z >= .5) ih = 2;
		if (ih > 0) {
			n += 1;
			carry = 0;
			for (i = 0; i < jz; i++) {
				j = IQ[i];
				if (carry === 0) {
					if (j !== 0) {
						carry = 1;
						IQ[i] = 16777216 - j;
					}
				} else IQ[i] = 16777215 - j;
			}
			if (q0 > 0) switch (q0) {
				case 1:
					IQ[jz - 1] &= 8388607;
					break;
				case 2: IQ[jz - 1] &= 4194303;
			}
			if (ih === 2) {
				z = 1 - z;
				if (carry !== 0) z -= ldexp(1, q0);
			}
		}
		if (z === 0) {
			j = 0;
			for (i = jz - 1; i >= jk; i--) j |= IQ[i];
			if (j === 0) {
				for (k = 1; IQ[jk - k] === 0; k++);
				for (i = jz + 1; i <= jz + k; i++) {
					f[jx + i] = IPIO2[jv + i];
					fw = 0;
					for (j = 0; j <= jx; j++) fw += x[j] * f[jx + (i - j)];
					q[i] = fw;
				}
				jz += k;
				return compute(x, y, jz, q, q0, jk, jv, jx, f);
			}
			jz -= 1;
			q0 -= 24;
			while (IQ[jz] === 0) {
				jz -= 1;
				q0 -= 24;
			}
		} else {
			z = ldexp(z, -q0);
			if (z >= TWO24) {
				fw = TWON24 * z | 0;
				IQ[jz] = z - TWO24 * fw | 0;
				jz += 1;
				q0 += 24;
				IQ[jz] = fw;
			} else IQ[jz] = z | 0;
		}
		fw = ldexp(1, q0);
		for (i = jz; i >= 0; i--) {
			q[i] = fw * IQ[i];
			fw *= TWON24;
		}
		for (i = jz; i >= 0; i--) {
			fw = 0;
			for (k = 0; k <= jp && k <= jz - i; k++) fw += PIO2[k] * q[i + k];
			FQ[jz - i] = fw;
		}
		fw = 0;
		for (i = jz; i >= 0; i--) fw += FQ[i];
		if (ih === 0) y[0] = fw;
		else y[0] = -fw;
		fw = FQ[0] - fw;
		for (i = 1; i <= jz; i++) fw += FQ[i];
		if (ih === 0) y[1] = fw;
		else y[1] = -fw;
		return n & 7;
	}
	function kernelRempio2(x, y, e0, nx) {
		var fw;
		var jk;
		var jv;
		var jx;
		var jz;
		var q0;
		var i;
		var j;
		var m;
		jk = 4;
		jx = nx - 1;
		jv = (e0 - 3) / 24 | 0;
		if (jv < 0) jv = 0;
		q0 = e0 - 24 * (jv + 1);
		j = jv - jx;
		m = jx + jk;
		for (i = 0; i <= m; i++) {
			if (j < 0) F[i] = 0;
			else F[i] = IPIO2[j];
			j += 1;
		}
		for (i = 0; i <= jk; i++) {
			fw = 0;
			for (j = 0; j <= jx; j++) fw += x[j] * F[jx + (i - j)];
			Q[i] = fw;
		}
		jz = jk;
		return compute(x, y, jz, Q, q0, jk, jv, jx, F);
	}
	module.exports = kernelRempio2;
}));
// node_modules/@stdlib/math-base-special-round/lib/main.js
var require_main$31 = __commonJSMin(((exports, module) => {
	module.exports = Math.round;
}));
// node_modules/@stdlib/math-base-special-round/lib/index.js
var require_lib$48 = __commonJSMin(((exports, module) => {
	module.exports = require_main$31();
}));
// node_modules/@stdlib/math-base-special-rempio2/lib/rempio2_medium.js
var require_rempio2_medium = __commonJSMin(((exports, module) => {
	var round = require_lib$48();
	var getHighWord = require_lib$94();
	var INVPIO2 = .6366197723675814;
	var PIO2_1 = 1.5707963267341256;
	var PIO2_1T = 6077100506506192e-26;
	var PIO2_2 = 6077100506303966e-26;
	var PIO2_2T = 20222662487959506e-37;
	var PIO2_3 = 20222662487111665e-37;
	var PIO2_3T = 84784276603689e-45;
	var EXPONENT_MASK = 2047;
	function rempio2Medium(x, ix, y) {
		var high;
		var n;
		var t;
		var r;
		var w;
		var i;
		var j;
		n = round(x * INVPIO2);
		r = x - n * PIO2_1;
		w = n * PIO2_1T;
		j = ix >> 20 | 0;
		y[0] = r - w;
		high = getHighWord(y[0]);
		i = j - (high >> 20 & EXPONENT_MASK);
		if (i > 16) {
			t = r;
			w = n * PIO2_2;
			r = t - w;
			w = n * PIO2_2T - (t - r - w);
			y[0] = r - w;
			high = getHighWord(y[0]);
			i = j - (high >> 20 & EXPONENT_MASK);
			if (i > 49) {
				t = r;
				w = n * PIO2_3;
				r = t - w;
				w = n * PIO2_3T - (t - r - w);
				y[0] = r - w;
			}
		}
		y[1] = r - y[0] - w;
		return n;
	}
	module.exports = rempio2Medium;
}));
// node_modules/@stdlib/math-base-special-rempio2/lib/main.js
var require_main$30 = __commonJSMin(((exports, module) => {
	var ABS_MASK = require_lib$117();
	var EXPONENT_MASK = require_lib$88();
	var SIGNIFICAND_MASK = require_lib$66();
	var getHighWord = require_lib$94();
	var getLowWord = require_lib$51();
	var fromWords = require_lib$93();
	var rempio2Kernel = require_kernel_rempio2();
	var rempio2Medium = require_rempio2_medium();
	var ZERO = 0;
	var TWO24 = 16777216;
	var PIO2_1 = 1.5707963267341256;
	var PIO2_1T = 6077100506506192e-26;
	var TWO_PIO2_1T = 2 * PIO2_1T;
	var THREE_PIO2_1T = 3 * PIO2_1T;
	var FOUR_PIO2_1T = 4 * PIO2_1T;
	var PI_HIGH_WORD_SIGNIFICAND = 598523;
	var PIO4_HIGH_WORD = 1072243195;
	var THREE_PIO4_HIGH_WORD = 1073928572;
	var FIVE_PIO4_HIGH_WORD = 1074752122;
	var THREE_PIO2_HIGH_WORD = 1074977148;
	var SEVEN_PIO4_HIGH_WORD = 1075183036;
	var TWO_PI_HIGH_WORD = 1075388923;
	var NINE_PIO4_HIGH_WORD = 1075594811;
	var MEDIUM = 1094263291;
	var TX = [
		0,
		0,
		0
	];
	var TY = [0, 0];
	function rempio2(x, y) {
		var low;
		var e0;
		var hx;
		var ix;
		var nx;
		var i;
		var n;
		var z;
		hx = getHighWord(x) | 0;
		ix = hx & ABS_MASK | 0;
		if (ix <= PIO4_HIGH_WORD) {
			y[0] = x;
			y[1] = 0;
			return 0;
		}
		if (ix <= FIVE_PIO4_HIGH_WORD) {
			if ((ix & SIGNIFICAND_MASK) === PI_HIGH_WORD_SIGNIFICAND) return rempio2Medium(x, ix, y);
			if (ix <= THREE_PIO4_HIGH_WORD) {
				if (hx > 0) {
					z = x - PIO2_1;
					y[0] = z - PIO2_1T;
					y[1] = z - y[0] - PIO2_1T;
					return 1;
				}
				z = x + PIO2_1;
				y[0] = z + PIO2_1T;
				y[1] = z - y[0] + PIO2_1T;
				return -1;
			}
			if (hx > 0) {
				z = x - 2 * PIO2_1;
				y[0] = z - TWO_PIO2_1T;
				y[1] = z - y[0] - TWO_PIO2_1T;
				return 2;
			}
			z = x + 2 * PIO2_1;
			y[0] = z + TWO_PIO2_1T;
			y[1] = z - y[0] + TWO_PIO2_1T;
			return -2;
		}
		if (ix <= NINE_PIO4_HIGH_WORD) {
			if (ix <= SEVEN_PIO4_HIGH_WORD) {
				if (ix === THREE_PIO2_HIGH_WORD) return rempio2Medium(x, ix, y);
				if (hx > 0) {
					z = x - 3 * PIO2_1;
					y[0] = z - THREE_PIO2_1T;
					y[1] = z - y[0] - THREE_PIO2_1T;
					return 3;
				}
				z = x + 3 * PIO2_1;
				y[0] = z + THREE_PIO2_1T;
				y[1] = z - y[0] + THREE_PIO2_1T;
				return -3;
			}
			if (ix === TWO_PI_HIGH_WORD) return rempio2Medium(x, ix, y);
			if (hx > 0) {
				z = x - 4 * PIO2_1;
				y[0] = z - FOUR_PIO2_1T;
				y[1] = z - y[0] - FOUR_PIO2_1T;
				return 4;
			}
			z = x + 4 * PIO2_1;
			y[0] = z + FOUR_PIO2_1T;
			y[1] = z - y[0] + FOUR_PIO2_1T;
			return -4;
		}
		if (ix < MEDIUM) return rempio2Medium(x, ix, y);
		if (ix >= EXPONENT_MASK) {
			y[0] = NaN;
			y[1] = NaN;
			return 0;
		}
		low = getLowWord(x);
		e0 = (ix >> 20) - 1046;
		z = fromWords(ix - (e0 << 20 | 0), low);
		for (i = 0; i < 2; i++) {
			TX[i] = z | 0;
			z = (z - TX[i]) * TWO24;
		}
		TX[2] = z;
		nx = 3;
		while (TX[nx - 1] === ZERO) nx -= 1;
		n = rempio2Kernel(TX, TY, e0, nx, 1);
		if (hx < 0) {
			y[0] = -TY[0];
			y[1] = -TY[1];
			return -n;
		}
		y[0] = TY[0];
		y[1] = TY[1];
		return n;
	}
	module.exports = rempio2;
}));
// node_modules/@stdlib/math-base-special-rempio2/lib/index.js
var require_lib$47 = __commonJSMin(((exports, module) => {
	module.exports = require_main$30();
}));
// node_modules/@stdlib/math-base-special-sin/lib/main.js
var require_main$29 = __commonJSMin(((exports, module) => {
	var HIGH_WORD_ABS_MASK = require_lib$117();
	var HIGH_WORD_EXPONENT_MASK = require_lib$88();
	var getHighWord = require_lib$94();
	var kernelCos = require_lib$53();
	var kernelSin = require_lib$52();
	var rempio2 = require_lib$47();
	var PIO4_HIGH_WORD = 1072243195;
	var SMALL_HIGH_WORD = 1045430272;
	var Y = [0, 0];
	function sin(x) {
		var ix;
		var n;
		ix = getHighWord(x);
		ix &= HIGH_WORD_ABS_MASK;
		if (ix <= PIO4_HIGH_WORD) {
			if (ix < SMALL_HIGH_WORD) return x;
			return kernelSin(x, 0);
		}
		if (ix >= HIGH_WORD_EXPONENT_MASK) return NaN;
		n = rempio2(x, Y);
		switch (n & 3) {
			case 0: return kernelSin(Y[0], Y[1]);
			case 1: return kernelCos(Y[0], Y[1]);
			case 2: return -kernelSin(Y[0], Y[1]);
			default: return -kernelCos(Y[0], Y[1]);
		}
	}
	module.exports = sin;
}));
// node_modules/@stdlib/math-base-special-sin/lib/index.js
var require_lib$46 = __commonJSMin(((exports, module) => {
	module.exports = require_main$29();
}));
// node_modules/@stdlib/constants-float64-sqrt-two-pi/lib/index.js
var require_lib$45 = __commonJSMin(((exports, module) => {
	module.exports = 2.5066282746310007;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/polyval_s.js
var require_polyval_s$1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .08333333333334822;
		return .08333333333334822 + x * (.0034722222160545866 + x * (-.0026813261780578124 + x * (-.00022954996161337813 + x * .0007873113957930937)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/stirling_approximation.js
var require_stirling_approximation = __commonJSMin(((exports, module) => {
	var SQRT_TWO_PI = require_lib$45();
	var pow = require_lib$65();
	var exp = require_lib$85();
	var polyval = require_polyval_s$1();
	var MAX_STIRLING = 143.01608;
	function gamma(x) {
		var w;
		var y;
		var v;
		w = 1 / x;
		w = 1 + w * polyval(w);
		y = exp(x);
		if (x > MAX_STIRLING) {
			v = pow(x, .5 * x - .25);
			y = v * (v / y);
		} else y = pow(x, x - .5) / y;
		return SQRT_TWO_PI * y * w;
	}
	module.exports = gamma;
}));
// node_modules/@stdlib/constants-float64-eulergamma/lib/index.js
var require_lib$44 = __commonJSMin(((exports, module) => {
	module.exports = .5772156649015329;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/small_approximation.js
var require_small_approximation = __commonJSMin(((exports, module) => {
	var EULER = require_lib$44();
	function gamma(x, z) {
		return z / ((1 + EULER * x) * x);
	}
	module.exports = gamma;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/rational_pq.js
var require_rational_pq$2 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return 1;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = 1 + x * (.4942148268014971 + x * (.20744822764843598 + x * (.04763678004571372 + x * (.010421379756176158 + x * (.0011913514700658638 + x * (.00016011952247675185 + x * 0))))));
			s2 = 1 + x * (.0714304917030273 + x * (-.23459179571824335 + x * (.035823639860549865 + x * (.011813978522206043 + x * (-.004456419138517973 + x * (.0005396055804933034 + x * -23158187332412014e-21))))));
		} else {
			x = 1 / x;
			s1 = 0 + x * (.00016011952247675185 + x * (.0011913514700658638 + x * (.010421379756176158 + x * (.04763678004571372 + x * (.20744822764843598 + x * (.4942148268014971 + x * 1))))));
			s2 = -23158187332412014e-21 + x * (.0005396055804933034 + x * (-.004456419138517973 + x * (.011813978522206043 + x * (.035823639860549865 + x * (-.23459179571824335 + x * (.0714304917030273 + x * 1))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/main.js
var require_main$28 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isInteger = require_lib$72();
	var isNegativeZero = require_lib$59();
	var abs = require_lib$90();
	var floor = require_lib$129();
	var sin = require_lib$46();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var PI = require_lib$54();
	var stirlingApprox = require_stirling_approximation();
	var smallApprox = require_small_approximation();
	var rateval = require_rational_pq$2();
	function gamma(x) {
		var sign;
		var q;
		var p;
		var z;
		if (isInteger(x) && x < 0 || x === NINF || isnan(x)) return NaN;
		if (x === 0) {
			if (isNegativeZero(x)) return NINF;
			return PINF;
		}
		if (x > 171.61447887182297) return PINF;
		if (x < -170.5674972726612) return 0;
		q = abs(x);
		if (q > 33) {
			if (x >= 0) return stirlingApprox(x);
			p = floor(q);
			if ((p & 1) === 0) sign = -1;
			else sign = 1;
			z = q - p;
			if (z > .5) {
				p += 1;
				z = q - p;
			}
			z = q * sin(PI * z);
			return sign * PI / (abs(z) * stirlingApprox(q));
		}
		z = 1;
		while (x >= 3) {
			x -= 1;
			z *= x;
		}
		while (x < 0) {
			if (x > -1e-9) return smallApprox(x, z);
			z /= x;
			x += 1;
		}
		while (x < 2) {
			if (x < 1e-9) return smallApprox(x, z);
			z /= x;
			x += 1;
		}
		if (x === 2) return z;
		x -= 2;
		return z * rateval(x);
	}
	module.exports = gamma;
}));
// node_modules/@stdlib/math-base-special-gamma/lib/index.js
var require_lib$43 = __commonJSMin(((exports, module) => {
	module.exports = require_main$28();
}));
// node_modules/@stdlib/constants-float64-max-nth-factorial/lib/index.js
var require_lib$42 = __commonJSMin(((exports, module) => {
	module.exports = 170;
}));
// node_modules/@stdlib/math-base-special-factorial/lib/factorials.json
var require_factorials = __commonJSMin(((exports, module) => {
	module.exports = [
		1,
		1,
		2,
		6,
		24,
		120,
		720,
		5040,
		40320,
		362880,
		3628800,
		39916800,
		479001600,
		6227020800,
		87178291200,
		1307674368e3,
		20922789888e3,
		355687428096e3,
		6402373705728e3,
		0x1b02b9306890000,
		0x21c3677c82b40000,
		0x2c5077d36b8c40000,
		0x3ceea4c2b3e0d80000,
		2585201673888498e7,
		6204484017332394e8,
		15511210043330986e9,
		40329146112660565e10,
		10888869450418352e12,
		30488834461171387e13,
		8841761993739702e15,
		26525285981219107e16,
		8222838654177922e18,
		2631308369336935e20,
		8683317618811886e21,
		29523279903960416e22,
		10333147966386145e24,
		37199332678990125e25,
		13763753091226346e27,
		5230226174666011e29,
		20397882081197444e30,
		8159152832478977e32,
		3345252661316381e34,
		140500611775288e37,
		6041526306337383e37,
		2658271574788449e39,
		11962222086548019e40,
		5502622159812089e42,
		25862324151116818e43,
		12413915592536073e45,
		6082818640342675e47,
		30414093201713376e48,
		15511187532873822e50,
		8065817517094388e52,
		42748832840600255e53,
		2308436973392414e56,
		12696403353658276e57,
		7109985878048635e59,
		40526919504877214e60,
		23505613312828785e62,
		13868311854568984e64,
		832098711274139e67,
		5075802138772248e68,
		3146997326038794e70,
		198260831540444e73,
		12688693218588417e73,
		8247650592082472e75,
		5443449390774431e77,
		3647111091818868e79,
		24800355424368305e80,
		1711224524281413e83,
		11978571669969892e84,
		8504785885678623e86,
		61234458376886085e87,
		44701154615126844e89,
		3307885441519386e92,
		248091408113954e95,
		18854947016660504e95,
		14518309202828587e97,
		11324281178206297e99,
		8946182130782976e101,
		7156945704626381e103,
		5797126020747368e105,
		4753643337012842e107,
		3945523969720659e109,
		3314240134565353e111,
		281710411438055e114,
		24227095383672734e114,
		2107757298379528e117,
		18548264225739844e118,
		1650795516090846e121,
		14857159644817615e122,
		1352001527678403e125,
		12438414054641308e126,
		11567725070816416e128,
		1087366156656743e131,
		1032997848823906e133,
		9916779348709496e134,
		9619275968248212e136,
		9426890448883248e138,
		9332621544394415e140,
		9332621544394415e142,
		942594775983836e145,
		9614466715035127e146,
		990290071648618e149,
		10299016745145628e150,
		1081396758240291e153,
		11462805637347084e154,
		1226520203196138e157,
		1324641819451829e159,
		14438595832024937e160,
		1588245541522743e163,
		17629525510902446e164,
		1974506857221074e167,
		22311927486598138e168,
		25435597334721877e170,
		2925093693493016e173,
		3393108684451898e175,
		3969937160808721e177,
		4684525849754291e179,
		5574585761207606e181,
		6689502913449127e183,
		8094298525273444e185,
		9875044200833601e187,
		1214630436702533e190,
		1506141741511141e192,
		1882677176888926e194,
		2372173242880047e196,
		30126600184576594e197,
		3856204823625804e200,
		4974504222477287e202,
		6466855489220474e204,
		847158069087882e207,
		11182486511960043e208,
		14872707060906857e210,
		19929427461615188e212,
		26904727073180504e214,
		3659042881952549e217,
		5012888748274992e219,
		6917786472619489e221,
		9615723196941089e223,
		13462012475717526e225,
		1898143759076171e228,
		2695364137888163e230,
		3854370717180073e232,
		55502938327393044e233,
		8047926057471992e236,
		11749972043909107e238,
		1727245890454639e241,
		25563239178728654e242,
		380892263763057e246,
		5713383956445855e247,
		862720977423324e250,
		13113358856834524e251,
		20063439050956823e253,
		30897696138473508e255,
		4789142901463394e258,
		7471062926282894e260,
		11729568794264145e262,
		1853271869493735e265,
		29467022724950384e266,
		47147236359920616e268,
		7590705053947219e271,
		12296942187394494e273,
		20044015765453026e275,
		3287218585534296e278,
		5423910666131589e280,
		9003691705778438e282,
		1503616514864999e285,
		25260757449731984e286,
		4269068009004705e289,
		7257415615307999e291
	];
}));
// node_modules/@stdlib/math-base-special-factorial/lib/main.js
var require_main$27 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isInteger = require_lib$72();
	var gamma = require_lib$43();
	var PINF = require_lib$124();
	var FLOAT64_MAX_NTH_FACTORIAL = require_lib$42();
	var FACTORIALS = require_factorials();
	function factorial(x) {
		if (isnan(x)) return NaN;
		if (isInteger(x)) {
			if (x < 0) return NaN;
			if (x <= FLOAT64_MAX_NTH_FACTORIAL) return FACTORIALS[x];
			return PINF;
		}
		return gamma(x + 1);
	}
	module.exports = factorial;
}));
// node_modules/@stdlib/math-base-special-factorial/lib/index.js
var require_lib$41 = __commonJSMin(((exports, module) => {
	module.exports = require_main$27();
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum/lib/rational_pq.js
var require_rational_pq$1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return 1e400;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = 38474670393.31777 + x * (36857665043.51951 + x * (15889202453.72942 + x * (4059208354.298835 + x * (680547661.1834733 + x * (78239755.00312005 + x * (6246580.776401795 + x * (341986.3488721347 + x * (12287.194511824551 + x * (261.61404416416684 + x * 2.5066282746310007)))))))));
			s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
		} else {
			x = 1 / x;
			s1 = 2.5066282746310007 + x * (261.61404416416684 + x * (12287.194511824551 + x * (341986.3488721347 + x * (6246580.776401795 + x * (78239755.00312005 + x * (680547661.1834733 + x * (4059208354.298835 + x * (15889202453.72942 + x * (36857665043.51951 + x * 38474670393.31777)))))))));
			s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum/lib/main.js
var require_main$26 = __commonJSMin(((exports, module) => {
	module.exports = require_rational_pq$1();
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum/lib/index.js
var require_lib$40 = __commonJSMin(((exports, module) => {
	module.exports = require_main$26();
}));
// node_modules/@stdlib/constants-float64-gamma-lanczos-g/lib/index.js
var require_lib$39 = __commonJSMin(((exports, module) => {
	module.exports = 10.900511;
}));
// node_modules/@stdlib/math-base-special-gamma-delta-ratio/lib/gamma_delta_ratio_lanczos.js
var require_gamma_delta_ratio_lanczos = __commonJSMin(((exports, module) => {
	var lanczosSum = require_lib$40();
	var gamma = require_lib$43();
	var log1p = require_lib$75();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var EPSILON = require_lib$63();
	var E = require_lib$64();
	var G = require_lib$39();
	var FLOAT64_MAX_NTH_FACTORIAL = require_lib$42();
	var FACTORIAL_169 = 4269068009004705e289;
	function gammaDeltaRatioLanczos(z, delta) {
		var result;
		var ratio;
		var zgh;
		if (z < EPSILON) {
			if (delta >= FLOAT64_MAX_NTH_FACTORIAL) {
				ratio = gammaDeltaRatioLanczos(delta, FLOAT64_MAX_NTH_FACTORIAL - delta);
				ratio *= z;
				ratio *= FACTORIAL_169;
				return 1 / ratio;
			}
			return 1 / (z * gamma(z + delta));
		}
		zgh = z + G - .5;
		if (z + delta === z) {
			if (abs(delta / zgh) < EPSILON) result = exp(-delta);
			else result = 1;
		} else {
			if (abs(delta) < 10) result = exp((.5 - z) * log1p(delta / zgh));
			else result = pow(zgh / (zgh + delta), z - .5);
			result *= lanczosSum(z) / lanczosSum(z + delta);
		}
		result *= pow(E / (zgh + delta), delta);
		return result;
	}
	module.exports = gammaDeltaRatioLanczos;
}));
// node_modules/@stdlib/math-base-special-gamma-delta-ratio/lib/main.js
var require_main$25 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var floor = require_lib$129();
	var gamma = require_lib$43();
	var factorial = require_lib$41();
	var FLOAT64_MAX_NTH_FACTORIAL = require_lib$42();
	var gammaDeltaRatioLanczos = require_gamma_delta_ratio_lanczos();
	function gammaDeltaRatio(z, delta) {
		var result;
		var idelta;
		var iz;
		if (z <= 0 || z + delta <= 0) return gamma(z) / gamma(z + delta);
		idelta = floor(delta);
		if (idelta === delta) {
			iz = floor(z);
			if (iz === z) {
				if (z <= FLOAT64_MAX_NTH_FACTORIAL && z + delta <= FLOAT64_MAX_NTH_FACTORIAL) return factorial(iz - 1) / factorial(idelta + iz - 1);
			}
			if (abs(delta) < 20) {
				if (delta === 0) return 1;
				if (delta < 0) {
					z -= 1;
					result = z;
					delta += 1;
					while (delta !== 0) {
						z -= 1;
						result *= z;
						delta += 1;
					}
					return result;
				}
				result = 1 / z;
				delta -= 1;
				while (delta !== 0) {
					z += 1;
					result /= z;
					delta -= 1;
				}
				return result;
			}
		}
		return gammaDeltaRatioLanczos(z, delta);
	}
	module.exports = gammaDeltaRatio;
}));
// node_modules/@stdlib/math-base-special-gamma-delta-ratio/lib/index.js
var require_lib$38 = __commonJSMin(((exports, module) => {
	module.exports = require_main$25();
}));
// node_modules/@stdlib/math-base-special-ln/lib/polyval_p.js
var require_polyval_p = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .3999999999940942;
		return .3999999999940942 + x * (.22222198432149784 + x * .15313837699209373);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-ln/lib/polyval_q.js
var require_polyval_q = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .6666666666666735;
		return .6666666666666735 + x * (.2857142874366239 + x * (.1818357216161805 + x * .14798198605116586));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-ln/lib/main.js
var require_main$24 = __commonJSMin(((exports, module) => {
	var getHighWord = require_lib$94();
	var setHighWord = require_lib$78();
	var isnan = require_lib$130();
	var BIAS = require_lib$123();
	var NINF = require_lib$125();
	var polyvalP = require_polyval_p();
	var polyvalQ = require_polyval_q();
	var LN2_HI = .6931471803691238;
	var LN2_LO = 19082149292705877e-26;
	var TWO54 = 0x40000000000000;
	var ONE_THIRD = .3333333333333333;
	var HIGH_SIGNIFICAND_MASK = 1048575;
	var HIGH_MAX_NORMAL_EXP = 2146435072;
	var HIGH_MIN_NORMAL_EXP = 1048576;
	var HIGH_BIASED_EXP_0 = 1072693248;
	function ln(x) {
		var hfsq;
		var hx;
		var t2;
		var t1;
		var k;
		var R;
		var f;
		var i;
		var j;
		var s;
		var w;
		var z;
		if (x === 0) return NINF;
		if (isnan(x) || x < 0) return NaN;
		hx = getHighWord(x);
		k = 0;
		if (hx < HIGH_MIN_NORMAL_EXP) {
			k -= 54;
			x *= TWO54;
			hx = getHighWord(x);
		}
		if (hx >= HIGH_MAX_NORMAL_EXP) return x + x;
		k += (hx >> 20) - BIAS | 0;
		hx &= HIGH_SIGNIFICAND_MASK;
		i = hx + 614244 & 1048576 | 0;
		x = setHighWord(x, hx | i ^ HIGH_BIASED_EXP_0);
		k += i >> 20 | 0;
		f = x - 1;
		if ((HIGH_SIGNIFICAND_MASK & 2 + hx) < 3) {
			if (f === 0) {
				if (k === 0) return 0;
				return k * LN2_HI + k * LN2_LO;
			}
			R = f * f * (.5 - ONE_THIRD * f);
			if (k === 0) return f - R;
			return k * LN2_HI - (R - k * LN2_LO - f);
		}
		s = f / (2 + f);
		z = s * s;
		i = hx - 398458 | 0;
		w = z * z;
		j = 440401 - hx | 0;
		t1 = w * polyvalP(w);
		t2 = z * polyvalQ(w);
		i |= j;
		R = t2 + t1;
		if (i > 0) {
			hfsq = .5 * f * f;
			if (k === 0) return f - (hfsq - s * (hfsq + R));
			return k * LN2_HI - (hfsq - (s * (hfsq + R) + k * LN2_LO) - f);
		}
		if (k === 0) return f - s * (f - R);
		return k * LN2_HI - (s * (f - R) - k * LN2_LO - f);
	}
	module.exports = ln;
}));
// node_modules/@stdlib/math-base-special-ln/lib/index.js
var require_lib$37 = __commonJSMin(((exports, module) => {
	module.exports = require_main$24();
}));
// node_modules/@stdlib/math-base-special-cos/lib/main.js
var require_main$23 = __commonJSMin(((exports, module) => {
	var getHighWord = require_lib$94();
	var kernelCos = require_lib$53();
	var kernelSin = require_lib$52();
	var rempio2 = require_lib$47();
	var ABS_MASK = require_lib$117();
	var EXPONENT_MASK = require_lib$88();
	var buffer = [0, 0];
	var HIGH_WORD_PIO4 = 1072243195;
	var HIGH_WORD_TWO_NEG_27 = 1044381696;
	function cos(x) {
		var ix;
		var n;
		ix = getHighWord(x);
		ix &= ABS_MASK;
		if (ix <= HIGH_WORD_PIO4) {
			if (ix < HIGH_WORD_TWO_NEG_27) return 1;
			return kernelCos(x, 0);
		}
		if (ix >= EXPONENT_MASK) return NaN;
		n = rempio2(x, buffer);
		switch (n & 3) {
			case 0: return kernelCos(buffer[0], buffer[1]);
			case 1: return -kernelSin(buffer[0], buffer[1]);
			case 2: return -kernelCos(buffer[0], buffer[1]);
			default: return kernelSin(buffer[0], buffer[1]);
		}
	}
	module.exports = cos;
}));
// node_modules/@stdlib/math-base-special-cos/lib/index.js
var require_lib$36 = __commonJSMin(((exports, module) => {
	module.exports = require_main$23();
}));
// node_modules/@stdlib/math-base-special-sinpi/lib/main.js
var require_main$22 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isInfinite = require_lib$119();
	var cos = require_lib$36();
	var sin = require_lib$46();
	var abs = require_lib$90();
	var copysign = require_lib$92();
	var PI = require_lib$54();
	function sinpi(x) {
		var ar;
		var r;
		if (isnan(x)) return NaN;
		if (isInfinite(x)) return NaN;
		r = x % 2;
		ar = abs(r);
		if (ar === 0 || ar === 1) return copysign(0, r);
		if (ar < .25) return sin(PI * r);
		if (ar < .75) {
			ar = .5 - ar;
			return copysign(cos(PI * ar), r);
		}
		if (ar < 1.25) {
			r = copysign(1, r) - r;
			return sin(PI * r);
		}
		if (ar < 1.75) {
			ar -= 1.5;
			return -copysign(cos(PI * ar), r);
		}
		r -= copysign(2, r);
		return sin(PI * r);
	}
	module.exports = sinpi;
}));
// node_modules/@stdlib/math-base-special-sinpi/lib/index.js
var require_lib$35 = __commonJSMin(((exports, module) => {
	module.exports = require_main$22();
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_a1.js
var require_polyval_a1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .06735230105312927;
		return .06735230105312927 + x * (.007385550860814029 + x * (.0011927076318336207 + x * (.00022086279071390839 + x * 25214456545125733e-21)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_a2.js
var require_polyval_a2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .020580808432516733;
		return .020580808432516733 + x * (.0028905138367341563 + x * (.0005100697921535113 + x * (.00010801156724758394 + x * 44864094961891516e-21)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_r.js
var require_polyval_r = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 1.3920053346762105;
		return 1.3920053346762105 + x * (.7219355475671381 + x * (.17193386563280308 + x * (.01864591917156529 + x * (.0007779424963818936 + x * 7326684307446256e-21))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_s.js
var require_polyval_s = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .21498241596060885;
		return .21498241596060885 + x * (.325778796408931 + x * (.14635047265246445 + x * (.02664227030336386 + x * (.0018402845140733772 + x * 3194753265841009e-20))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_t1.js
var require_polyval_t1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.032788541075985965;
		return -.032788541075985965 + x * (.006100538702462913 + x * (-.0014034646998923284 + x * .00031563207090362595));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_t2.js
var require_polyval_t2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .01797067508118204;
		return .01797067508118204 + x * (-.0036845201678113826 + x * (.000881081882437654 + x * -.00031275416837512086));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_t3.js
var require_polyval_t3 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.010314224129834144;
		return -.010314224129834144 + x * (.0022596478090061247 + x * (-.0005385953053567405 + x * .0003355291926355191));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_u.js
var require_polyval_u = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .6328270640250934;
		return .6328270640250934 + x * (1.4549225013723477 + x * (.9777175279633727 + x * (.22896372806469245 + x * .013381091853678766)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_v.js
var require_polyval_v = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 2.4559779371304113;
		return 2.4559779371304113 + x * (2.128489763798934 + x * (.7692851504566728 + x * (.10422264559336913 + x * .003217092422824239)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/polyval_w.js
var require_polyval_w = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .08333333333333297;
		return .08333333333333297 + x * (-.0027777777772877554 + x * (.0007936505586430196 + x * (-.00059518755745034 + x * (.0008363399189962821 + x * -.0016309293409657527))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/main.js
var require_main$21 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isInfinite = require_lib$119();
	var abs = require_lib$90();
	var ln = require_lib$37();
	var trunc = require_lib$127();
	var sinpi = require_lib$35();
	var PI = require_lib$54();
	var PINF = require_lib$124();
	var polyvalA1 = require_polyval_a1();
	var polyvalA2 = require_polyval_a2();
	var polyvalR = require_polyval_r();
	var polyvalS = require_polyval_s();
	var polyvalT1 = require_polyval_t1();
	var polyvalT2 = require_polyval_t2();
	var polyvalT3 = require_polyval_t3();
	var polyvalU = require_polyval_u();
	var polyvalV = require_polyval_v();
	var polyvalW = require_polyval_w();
	var A1C = .07721566490153287;
	var A2C = .3224670334241136;
	var RC = 1;
	var SC = -.07721566490153287;
	var T1C = .48383612272381005;
	var T2C = -.1475877229945939;
	var T3C = .06462494023913339;
	var UC = -.07721566490153287;
	var VC = 1;
	var WC = .4189385332046727;
	var YMIN = 1.4616321449683622;
	var TWO52 = 4503599627370496;
	var TWO56 = 72057594037927940;
	var TINY = 13877787807814457e-33;
	var TC = 1.4616321449683622;
	var TF = -.12148629053584961;
	var TT = -3638676997039505e-33;
	function gammaln(x) {
		var isNegative;
		var nadj;
		var flg;
		var p3;
		var p2;
		var p1;
		var p;
		var q;
		var t;
		var w;
		var y;
		var z;
		var r;
		if (isnan(x) || isInfinite(x)) return x;
		if (x === 0) return PINF;
		if (x < 0) {
			isNegative = true;
			x = -x;
		} else isNegative = false;
		if (x < TINY) return -ln(x);
		if (isNegative) {
			if (x >= TWO52) return PINF;
			t = sinpi(x);
			if (t === 0) return PINF;
			nadj = ln(PI / abs(t * x));
		}
		if (x === 1 || x === 2) return 0;
		if (x < 2) {
			if (x <= .9) {
				r = -ln(x);
				if (x >= YMIN - 1 + .27) {
					y = 1 - x;
					flg = 0;
				} else if (x >= YMIN - 1 - .27) {
					y = x - (TC - 1);
					flg = 1;
				} else {
					y = x;
					flg = 2;
				}
			} else {
				r = 0;
				if (x >= YMIN + .27) {
					y = 2 - x;
					flg = 0;
				} else if (x >= YMIN - .27) {
					y = x - TC;
					flg = 1;
				} else {
					y = x - 1;
					flg = 2;
				}
			}
			switch (flg) {
				case 0:
					z = y * y;
					p1 = A1C + z * polyvalA1(z);
					p2 = z * (A2C + z * polyvalA2(z));
					p = y * p1 + p2;
					r += p - .5 * y;
					break;
				case 1:
					z = y * y;
					w = z * y;
					p1 = T1C + w * polyvalT1(w);
					p2 = T2C + w * polyvalT2(w);
					p3 = T3C + w * polyvalT3(w);
					p = z * p1 - (TT - w * (p2 + y * p3));
					r += TF + p;
					break;
				case 2:
					p1 = y * (UC + y * polyvalU(y));
					p2 = VC + y * polyvalV(y);
					r += -.5 * y + p1 / p2;
			}
		} else if (x < 8) {
			flg = trunc(x);
			y = x - flg;
			p = y * (SC + y * polyvalS(y));
			q = RC + y * polyvalR(y);
			r = .5 * y + p / q;
			z = 1;
			switch (flg) {
				case 7: z *= y + 6;
				case 6: z *= y + 5;
				case 5: z *= y + 4;
				case 4: z *= y + 3;
				case 3:
					z *= y + 2;
					r += ln(z);
			}
		} else if (x < TWO56) {
			t = ln(x);
			z = 1 / x;
			y = z * z;
			w = WC + z * polyvalW(y);
			r = (x - .5) * (t - 1) + w;
		} else r = x * (ln(x) - 1);
		if (isNegative) r = nadj - r;
		return r;
	}
	module.exports = gammaln;
}));
// node_modules/@stdlib/math-base-special-gammaln/lib/index.js
var require_lib$34 = __commonJSMin(((exports, module) => {
	module.exports = require_main$21();
}));
// node_modules/@stdlib/constants-float64-max-ln/lib/index.js
var require_lib$33 = __commonJSMin(((exports, module) => {
	module.exports = 709.782712893384;
}));
// node_modules/@stdlib/constants-float64-sqrt-eps/lib/index.js
var require_lib$32 = __commonJSMin(((exports, module) => {
	module.exports = 1.4901161193847656e-8;
}));
// node_modules/@stdlib/utils-eval/lib/index.js
var require_lib$31 = __commonJSMin(((exports, module) => {
	module.exports = eval;
}));
// node_modules/@stdlib/assert-has-generator-support/lib/main.js
var require_main$20 = __commonJSMin(((exports, module) => {
	var evil = require_lib$31();
	function hasGeneratorSupport() {
		var bool;
		try {
			evil("\"use strict\"; (function* () {})");
			bool = true;
		} catch (err) {
			bool = false;
		}
		return bool;
	}
	module.exports = hasGeneratorSupport;
}));
// node_modules/@stdlib/assert-has-generator-support/lib/index.js
var require_lib$30 = __commonJSMin(((exports, module) => {
	module.exports = require_main$20();
}));
// node_modules/@stdlib/math-base-tools-sum-series/lib/generators.js
var require_generators$1 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var EPS = require_lib$63();
	var MAX_TERMS = 1e6;
	function sumSeries(generator, options) {
		var isgenerator;
		var tolerance;
		var nextTerm;
		var counter;
		var result;
		var opts = {};
		if (arguments.length > 1) opts = options;
		tolerance = opts.tolerance || EPS;
		counter = opts.maxTerms || MAX_TERMS;
		result = opts.initialValue || 0;
		isgenerator = typeof generator.next === "function";
		if (isgenerator === true) for (nextTerm of generator) {
			result += nextTerm;
			if (abs(tolerance * result) >= abs(nextTerm) || --counter === 0) break;
		}
		else do {
			nextTerm = generator();
			result += nextTerm;
		} while (abs(tolerance * result) < abs(nextTerm) && --counter);
		return result;
	}
	module.exports = sumSeries;
}));
// node_modules/@stdlib/math-base-tools-sum-series/lib/basic.js
var require_basic$1 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var EPS = require_lib$63();
	var MAX_TERMS = 1e6;
	function sumSeries(generator, options) {
		var tolerance;
		var nextTerm;
		var counter;
		var result;
		var opts = {};
		if (arguments.length > 1) opts = options;
		tolerance = opts.tolerance || EPS;
		counter = opts.maxTerms || MAX_TERMS;
		result = opts.initialValue || 0;
		do {
			nextTerm = generator();
			result += nextTerm;
		} while (abs(tolerance * result) < abs(nextTerm) && --counter);
		return result;
	}
	module.exports = sumSeries;
}));
// node_modules/@stdlib/math-base-tools-sum-series/lib/index.js
var require_lib$29 = __commonJSMin(((exports, module) => {
	var hasGeneratorSupport = require_lib$30();
	var generator = require_generators$1();
	var basic = require_basic$1();
	var sumSeries;
	if (hasGeneratorSupport()) sumSeries = generator;
	else sumSeries = basic;
	module.exports = sumSeries;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/tgamma_i_large_x_series.js
var require_tgamma_i_large_x_series = __commonJSMin(((exports, module) => {
	function tgammaILargeXSeries(a1, x1) {
		var result = 1;
		var a = a1;
		var x = x1;
		return next;
		function next() {
			var r = result;
			result *= a / x;
			a -= 1;
			return r;
		}
	}
	module.exports = tgammaILargeXSeries;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/tgamma_i_large_x.js
var require_tgamma_i_large_x = __commonJSMin(((exports, module) => {
	var sumSeries = require_lib$29();
	var tgammaILargeXSeries = require_tgamma_i_large_x_series();
	function tgammaILargeX(a, x) {
		return sumSeries(tgammaILargeXSeries(a, x));
	}
	module.exports = tgammaILargeX;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/finite_gamma_q.js
var require_finite_gamma_q = __commonJSMin(((exports, module) => {
	var exp = require_lib$85();
	function finiteGammaQ(a, x) {
		var term;
		var sum;
		var e;
		var n;
		e = exp(-x);
		sum = e;
		if (sum !== 0) {
			term = sum;
			for (n = 1; n < a; ++n) {
				term /= n;
				term *= x;
				sum += term;
			}
		}
		return sum;
	}
	module.exports = finiteGammaQ;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/finite_half_gamma_q.js
var require_finite_half_gamma_q = __commonJSMin(((exports, module) => {
	var erfc = require_lib$83();
	var sqrt = require_lib$82();
	var exp = require_lib$85();
	var PI = require_lib$54();
	function finiteHalfGammaQ(a, x) {
		var half;
		var term;
		var sum;
		var e;
		var n;
		e = erfc(sqrt(x));
		if (e !== 0 && a > 1) {
			term = exp(-x) / sqrt(PI * x);
			term *= x;
			half = .5;
			term /= half;
			sum = term;
			for (n = 2; n < a; ++n) {
				term /= n - half;
				term *= x;
				sum += term;
			}
			e += sum;
		}
		return e;
	}
	module.exports = finiteHalfGammaQ;
}));
// node_modules/@stdlib/constants-float64-min-ln/lib/index.js
var require_lib$28 = __commonJSMin(((exports, module) => {
	module.exports = -708.3964185322641;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/full_igamma_prefix.js
var require_full_igamma_prefix$1 = __commonJSMin(((exports, module) => {
	var exp = require_lib$85();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	function fullIGammaPrefix(a, z) {
		var prefix;
		var alz = a * ln(z);
		if (z >= 1) {
			if (alz < MAX_LN && -z > MIN_LN) prefix = pow(z, a) * exp(-z);
			else if (a >= 1) prefix = pow(z / exp(z / a), a);
			else prefix = exp(alz - z);
		} else if (alz > MIN_LN) prefix = pow(z, a) * exp(-z);
		else if (z / a < MAX_LN) prefix = pow(z / exp(z / a), a);
		else prefix = exp(alz - z);
		return prefix;
	}
	module.exports = fullIGammaPrefix;
}));
// node_modules/@stdlib/math-base-tools-evalpoly/lib/main.js
var require_main$19 = __commonJSMin(((exports, module) => {
	function evalpoly(c, x) {
		var p;
		var i = c.length;
		if (i < 2 || x === 0) {
			if (i === 0) return 0;
			return c[0];
		}
		i -= 1;
		p = c[i] * x + c[i - 1];
		i -= 2;
		while (i >= 0) {
			p = p * x + c[i];
			i -= 1;
		}
		return p;
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/function-ctor/lib/main.js
var require_main$18 = __commonJSMin(((exports, module) => {
	module.exports = Function;
}));
// node_modules/@stdlib/function-ctor/lib/index.js
var require_lib$27 = __commonJSMin(((exports, module) => {
	module.exports = require_main$18();
}));
// node_modules/@stdlib/math-base-tools-evalpoly/lib/factory.js
var require_factory$2 = __commonJSMin(((exports, module) => {
	var Fcn = require_lib$27();
	var evalpoly = require_main$19();
	function factory(c) {
		var f;
		var n;
		var m;
		var i;
		if (c.length > 500) return polyval;
		f = "return function evalpoly(x){";
		n = c.length;
		if (n === 0) f += "return 0.0;";
		else if (n === 1) f += "return " + c[0] + ";";
		else {
			f += "if(x===0.0){return " + c[0] + ";}";
			f += "return " + c[0];
			m = n - 1;
			for (i = 1; i < n; i++) {
				f += "+x*";
				if (i < m) f += "(";
				f += c[i];
			}
			for (i = 0; i < m - 1; i++) f += ")";
			f += ";";
		}
		f += "}";
		f += "//# sourceURL=evalpoly.factory.js";
		return new Fcn(f)();
		function polyval(x) {
			return evalpoly(c, x);
		}
	}
	module.exports = factory;
}));
// node_modules/@stdlib/math-base-tools-evalpoly/lib/index.js
var require_lib$26 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$19();
	setReadOnly(main, "factory", require_factory$2());
	module.exports = main;
}));
// node_modules/@stdlib/math-base-special-log1pmx/lib/log1p_series.js
var require_log1p_series = __commonJSMin(((exports, module) => {
	function log1pSeries(x) {
		var mMult = -x;
		var mProd = -1;
		var k = 0;
		return next;
		function next() {
			mProd *= mMult;
			k += 1;
			return mProd / k;
		}
	}
	module.exports = log1pSeries;
}));
// node_modules/@stdlib/math-base-special-log1pmx/lib/main.js
var require_main$17 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var ln = require_lib$37();
	var FLOAT_EPS = require_lib$63();
	var sumSeries = require_lib$29();
	var log1pSeries = require_log1p_series();
	function log1pmx(x) {
		var opts;
		var ax;
		if (x <= -1) return NaN;
		ax = abs(x);
		if (ax > .95) return ln(1 + x) - x;
		if (ax < FLOAT_EPS) return -x * x / 2;
		opts = { "initialValue": -x };
		return sumSeries(log1pSeries(x), opts);
	}
	module.exports = log1pmx;
}));
// node_modules/@stdlib/math-base-special-log1pmx/lib/index.js
var require_lib$25 = __commonJSMin(((exports, module) => {
	module.exports = require_main$17();
}));
// node_modules/@stdlib/constants-float64-two-pi/lib/index.js
var require_lib$24 = __commonJSMin(((exports, module) => {
	module.exports = 6.283185307179586;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c0.js
var require_polyval_c0 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.3333333333333333;
		return -.3333333333333333 + x * (.08333333333333333 + x * (-.014814814814814815 + x * (.0011574074074074073 + x * (.0003527336860670194 + x * (-.0001787551440329218 + x * (3919263178522438e-20 + x * (-21854485106799924e-22 + x * (-185406221071516e-20 + x * (8.296711340953087e-7 + x * (-1.7665952736826078e-7 + x * (6.707853543401498e-9 + x * (1.0261809784240309e-8 + x * (-4.382036018453353e-9 + x * 914769958223679e-24)))))))))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c1.js
var require_polyval_c1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.001851851851851852;
		return -.001851851851851852 + x * (-.003472222222222222 + x * (.0026455026455026454 + x * (-.0009902263374485596 + x * (.00020576131687242798 + x * (-4.018775720164609e-7 + x * (-18098550334489977e-21 + x * (764916091608111e-20 + x * (-16120900894563446e-22 + x * (4.647127802807434e-9 + x * (1.378633446915721e-7 + x * (-5.752545603517705e-8 + x * 1.1951628599778148e-8)))))))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c2.js
var require_polyval_c2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .004133597883597883;
		return .004133597883597883 + x * (-.0026813271604938273 + x * (.0007716049382716049 + x * (20093878600823047e-22 + x * (-.00010736653226365161 + x * (52923448829120125e-21 + x * (-12760635188618728e-21 + x * (3.423578734096138e-8 + x * (13721957309062932e-22 + x * (-6.298992138380055e-7 + x * 1.4280614206064242e-7)))))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c3.js
var require_polyval_c3 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0006494341563786008;
		return .0006494341563786008 + x * (.00022947209362139917 + x * (-.0004691894943952557 + x * (.00026772063206283885 + x * (-7561801671883977e-20 + x * (-2.396505113867297e-7 + x * (11082654115347302e-21 + x * (-56749528269915965e-22 + x * 14230900732435883e-22)))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c4.js
var require_polyval_c4 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.0008618882909167117;
		return -.0008618882909167117 + x * (.0007840392217200666 + x * (-.0002990724803031902 + x * (-14638452578843418e-22 + x * (6641498215465122e-20 + x * (-3968365047179435e-20 + x * 11375726970678419e-21)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c5.js
var require_polyval_c5 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.00033679855336635813;
		return -.00033679855336635813 + x * (-6972813758365858e-20 + x * (.0002772753244959392 + x * (-.00019932570516188847 + x * (6797780477937208e-20 + x * (1.419062920643967e-7 + x * (-13594048189768693e-21 + x * (8018470256334202e-21 + x * -2291481176508095e-21)))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c6.js
var require_polyval_c6 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0005313079364639922;
		return .0005313079364639922 + x * (-.0005921664373536939 + x * (.0002708782096718045 + x * (7.902353232660328e-7 + x * (-8153969367561969e-20 + x * (561168275310625e-19 + x * -18329116582843375e-21)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c7.js
var require_polyval_c7 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .00034436760689237765;
		return .00034436760689237765 + x * (5171790908260592e-20 + x * (-.00033493161081142234 + x * (.0002812695154763237 + x * -.00010976582244684731)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/polyval_c8.js
var require_polyval_c8 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -.0006526239185953094;
		return -.0006526239185953094 + x * (.0008394987206720873 + x * -.000438297098541721);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/igamma_temme_large.js
var require_igamma_temme_large = __commonJSMin(((exports, module) => {
	var evalpoly = require_lib$26();
	var log1pmx = require_lib$25();
	var erfc = require_lib$83();
	var sqrt = require_lib$82();
	var exp = require_lib$85();
	var TWO_PI = require_lib$24();
	var polyvalC0 = require_polyval_c0();
	var polyvalC1 = require_polyval_c1();
	var polyvalC2 = require_polyval_c2();
	var polyvalC3 = require_polyval_c3();
	var polyvalC4 = require_polyval_c4();
	var polyvalC5 = require_polyval_c5();
	var polyvalC6 = require_polyval_c6();
	var polyvalC7 = require_polyval_c7();
	var polyvalC8 = require_polyval_c8();
	var workspace = [
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0
	];
	function igammaTemmeLarge(a, x) {
		var result;
		var sigma;
		var phi;
		var y;
		var z;
		sigma = (x - a) / a;
		phi = -log1pmx(sigma);
		y = a * phi;
		z = sqrt(2 * phi);
		if (x < a) z = -z;
		workspace[0] = polyvalC0(z);
		workspace[1] = polyvalC1(z);
		workspace[2] = polyvalC2(z);
		workspace[3] = polyvalC3(z);
		workspace[4] = polyvalC4(z);
		workspace[5] = polyvalC5(z);
		workspace[6] = polyvalC6(z);
		workspace[7] = polyvalC7(z);
		workspace[8] = polyvalC8(z);
		workspace[9] = -.0005967612901927463;
		result = evalpoly(workspace, 1 / a);
		result *= exp(-y) / sqrt(TWO_PI * a);
		if (x < a) result = -result;
		result += erfc(sqrt(y)) / 2;
		return result;
	}
	module.exports = igammaTemmeLarge;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/lower_incomplete_gamma_series.js
var require_lower_incomplete_gamma_series = __commonJSMin(((exports, module) => {
	function lowerIncompleteGammaSeries(a1, z1) {
		var result = 1;
		var a = a1;
		var z = z1;
		return next;
		function next() {
			var r = result;
			a += 1;
			result *= z / a;
			return r;
		}
	}
	module.exports = lowerIncompleteGammaSeries;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/lower_gamma_series.js
var require_lower_gamma_series = __commonJSMin(((exports, module) => {
	var sumSeries = require_lib$29();
	var lowerIncompleteGammaSeries = require_lower_incomplete_gamma_series();
	function lowerGammaSeries(a, z, initialValue) {
		var result;
		var s;
		initialValue = initialValue || 0;
		s = lowerIncompleteGammaSeries(a, z);
		result = sumSeries(s, { "initialValue": initialValue });
		return result;
	}
	module.exports = lowerGammaSeries;
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum-expg-scaled/lib/rational_pq.js
var require_rational_pq = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return 1e400;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = 709811.662581658 + x * (679979.8474157227 + x * (293136.7857211597 + x * (74887.54032914672 + x * (12555.290582413863 + x * (1443.4299244417066 + x * (115.24194596137347 + x * (6.309239205732627 + x * (.22668404630224365 + x * (.004826466289237662 + x * 4624429436045379e-20)))))))));
			s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
		} else {
			x = 1 / x;
			s1 = 4624429436045379e-20 + x * (.004826466289237662 + x * (.22668404630224365 + x * (6.309239205732627 + x * (115.24194596137347 + x * (1443.4299244417066 + x * (12555.290582413863 + x * (74887.54032914672 + x * (293136.7857211597 + x * (679979.8474157227 + x * 709811.662581658)))))))));
			s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum-expg-scaled/lib/main.js
var require_main$16 = __commonJSMin(((exports, module) => {
	module.exports = require_rational_pq();
}));
// node_modules/@stdlib/math-base-special-gamma-lanczos-sum-expg-scaled/lib/index.js
var require_lib$23 = __commonJSMin(((exports, module) => {
	module.exports = require_main$16();
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/regularised_gamma_prefix.js
var require_regularised_gamma_prefix = __commonJSMin(((exports, module) => {
	var lanczosSumExpGScaled = require_lib$23();
	var gammaln = require_lib$34();
	var gamma = require_lib$43();
	var log1pmx = require_lib$25();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var max = require_lib$60();
	var min = require_lib$58();
	var ln = require_lib$37();
	var FLOAT64_MAX = require_lib$57();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	var G = require_lib$39();
	var E = require_lib$64();
	function regularisedGammaPrefix(a, z) {
		var prefix;
		var amza;
		var agh;
		var alz;
		var amz;
		var sq;
		var d;
		agh = a + G - .5;
		d = (z - a - G + .5) / agh;
		if (a < 1) {
			if (z <= MIN_LN || a < 1 / FLOAT64_MAX) return exp(a * ln(z) - z - gammaln(a));
			return pow(z, a) * exp(-z) / gamma(a);
		}
		if (abs(d * d * a) <= 100 && a > 150) {
			prefix = a * log1pmx(d) + z * (.5 - G) / agh;
			prefix = exp(prefix);
		} else {
			alz = a * ln(z / agh);
			amz = a - z;
			if (min(alz, amz) <= MIN_LN || max(alz, amz) >= MAX_LN) {
				amza = amz / a;
				if (min(alz, amz) / 2 > MIN_LN && max(alz, amz) / 2 < MAX_LN) {
					sq = pow(z / agh, a / 2) * exp(amz / 2);
					prefix = sq * sq;
				} else if (min(alz, amz) / 4 > MIN_LN && max(alz, amz) / 4 < MAX_LN && z > a) {
					sq = pow(z / agh, a / 4) * exp(amz / 4);
					prefix = sq * sq;
					prefix *= prefix;
				} else if (amza > MIN_LN && amza < MAX_LN) prefix = pow(z * exp(amza) / agh, a);
				else prefix = exp(alz + amz);
			} else prefix = pow(z / agh, a) * exp(amz);
		}
		prefix *= sqrt(agh / E) / lanczosSumExpGScaled(a);
		return prefix;
	}
	module.exports = regularisedGammaPrefix;
}));
// node_modules/@stdlib/math-base-special-powm1/lib/main.js
var require_main$15 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isinfinite = require_lib$119();
	var abs = require_lib$90();
	var expm1 = require_lib$76();
	var ln = require_lib$37();
	var pow = require_lib$65();
	var trunc = require_lib$127();
	function powm1(b, x) {
		var result;
		var y;
		if (isnan(b) || isnan(x)) return NaN;
		if (x === 0) return 0;
		if (b === 0) return -1;
		if (b < 0 && x % 2 === 0) b = -b;
		if (b > 0) {
			if (abs(x * (b - 1)) < .5 || abs(x) < .2) {
				y = ln(b) * x;
				if (y < .5) return expm1(y);
			}
		} else if (trunc(x) !== x) return NaN;
		result = pow(b, x) - 1;
		if (isinfinite(result) || isnan(result)) return NaN;
		return result;
	}
	module.exports = powm1;
}));
// node_modules/@stdlib/math-base-special-powm1/lib/index.js
var require_lib$22 = __commonJSMin(((exports, module) => {
	module.exports = require_main$15();
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/rational_p1q1.js
var require_rational_p1q1$1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.01803556856784494;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.01803556856784494 + x * (.02512664961998968 + x * (.049410315156753225 + x * (.0172491608709614 + x * (-.0002594535632054381 + x * (-.0005410098692152044 + x * (-3245886498259485e-20 + x * 0))))));
			s2 = 1 + x * (1.962029871977952 + x * (1.4801966942423133 + x * (.5413914320717209 + x * (.09885042511280101 + x * (.008213096746488934 + x * (.00022493629192211576 + x * -2.2335276320861708e-7))))));
		} else {
			x = 1 / x;
			s1 = 0 + x * (-3245886498259485e-20 + x * (-.0005410098692152044 + x * (-.0002594535632054381 + x * (.0172491608709614 + x * (.049410315156753225 + x * (.02512664961998968 + x * -.01803556856784494))))));
			s2 = -2.2335276320861708e-7 + x * (.00022493629192211576 + x * (.008213096746488934 + x * (.09885042511280101 + x * (.5413914320717209 + x * (1.4801966942423133 + x * (1.962029871977952 + x * 1))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/rational_p2q2.js
var require_rational_p2q2$1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .04906224540690395;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = .04906224540690395 + x * (-.09691175301595212 + x * (-.4149833583594954 + x * (-.4065671242119384 + x * (-.1584135863906922 + x * (-.024014982064857155 + x * -.0010034668769627955)))));
			s2 = 1 + x * (3.0234982984646304 + x * (3.4873958536072385 + x * (1.9141558827442668 + x * (.5071377386143635 + x * (.05770397226904519 + x * .001957681026011072)))));
		} else {
			x = 1 / x;
			s1 = -.0010034668769627955 + x * (-.024014982064857155 + x * (-.1584135863906922 + x * (-.4065671242119384 + x * (-.4149833583594954 + x * (-.09691175301595212 + x * .04906224540690395)))));
			s2 = .001957681026011072 + x * (.05770397226904519 + x * (.5071377386143635 + x * (1.9141558827442668 + x * (3.4873958536072385 + x * (3.0234982984646304 + x * 1)))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/rational_p3q3.js
var require_rational_p3q3$1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.029232972183027003;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.029232972183027003 + x * (.14421626775719232 + x * (-.14244039073863127 + x * (.05428096940550536 + x * (-.008505359768683364 + x * (.0004311713426792973 + x * 0)))));
			s2 = 1 + x * (-1.5016935605448505 + x * (.846973248876495 + x * (-.22009515181499575 + x * (.02558279715597587 + x * (-.0010066679553914337 + x * -8.271935218912905e-7)))));
		} else {
			x = 1 / x;
			s1 = 0 + x * (.0004311713426792973 + x * (-.008505359768683364 + x * (.05428096940550536 + x * (-.14244039073863127 + x * (.14421626775719232 + x * -.029232972183027003)))));
			s2 = -8.271935218912905e-7 + x * (-.0010066679553914337 + x * (.02558279715597587 + x * (-.22009515181499575 + x * (.846973248876495 + x * (-1.5016935605448505 + x * 1)))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/lgamma_small_imp.js
var require_lgamma_small_imp = __commonJSMin(((exports, module) => {
	var ln = require_lib$37();
	var EPS = require_lib$63();
	var rateval1 = require_rational_p1q1$1();
	var rateval2 = require_rational_p2q2$1();
	var rateval3 = require_rational_p3q3$1();
	var Y1 = .15896368026733398;
	var Y2 = .5281534194946289;
	var Y3 = .45201730728149414;
	function lgammaSmallImp(z, zm1, zm2) {
		var prefix;
		var result;
		var r;
		var R;
		if (z < EPS) return -ln(z);
		if (zm1 === 0 || zm2 === 0) return 0;
		result = 0;
		if (z > 2) {
			if (z >= 3) {
				do {
					z -= 1;
					zm2 -= 1;
					result += ln(z);
				} while (z >= 3);
				zm2 = z - 2;
			}
			r = zm2 * (z + 1);
			R = rateval1(zm2);
			result += r * Y1 + r * R;
			return result;
		}
		if (z < 1) {
			result += -ln(z);
			zm2 = zm1;
			zm1 = z;
			z += 1;
		}
		if (z <= 1.5) {
			r = rateval2(zm1);
			prefix = zm1 * zm2;
			result += prefix * Y2 + prefix * r;
			return result;
		}
		r = zm2 * zm1;
		R = rateval3(-zm2);
		result += r * Y3 + r * R;
		return result;
	}
	module.exports = lgammaSmallImp;
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/main.js
var require_main$14 = __commonJSMin(((exports, module) => {
	var gamma = require_lib$43();
	var expm1 = require_lib$76();
	var log1p = require_lib$75();
	var isnan = require_lib$130();
	var lgammaSmallImp = require_lgamma_small_imp();
	function gamma1pm1(x) {
		if (isnan(x)) return NaN;
		if (x < 0) {
			if (x < -.5) return gamma(1 + x) - 1;
			return expm1(-log1p(x) + lgammaSmallImp(x + 2, x + 1, x));
		}
		if (x < 2) return expm1(lgammaSmallImp(x + 1, x, x - 1));
		return gamma(1 + x) - 1;
	}
	module.exports = gamma1pm1;
}));
// node_modules/@stdlib/math-base-special-gamma1pm1/lib/index.js
var require_lib$21 = __commonJSMin(((exports, module) => {
	module.exports = require_main$14();
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/small_gamma2_series.js
var require_small_gamma2_series = __commonJSMin(((exports, module) => {
	function smallGamma2Series(a, x) {
		var result;
		var apn;
		var n;
		var r;
		result = -x;
		x = -x;
		apn = a + 1;
		n = 1;
		return next;
		function next() {
			r = result / apn;
			result *= x;
			n += 1;
			result /= n;
			apn += 1;
			return r;
		}
	}
	module.exports = smallGamma2Series;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/tgamma_small_upper_part.js
var require_tgamma_small_upper_part = __commonJSMin(((exports, module) => {
	var powm1 = require_lib$22();
	var sumSeries = require_lib$29();
	var gamma1pm1 = require_lib$21();
	var smallGamma2Series = require_small_gamma2_series();
	function tgammaSmallUpperPart(a, x, invert) {
		var initialValue;
		var result;
		var pgam;
		var p;
		var s;
		result = gamma1pm1(a);
		pgam = (result + 1) / a;
		p = powm1(x, a);
		result -= p;
		result /= a;
		s = smallGamma2Series(a, x);
		p += 1;
		initialValue = invert ? pgam : 0;
		result = -p * sumSeries(s, { "initialValue": (initialValue - result) / p });
		if (invert) result = -result;
		return [result, pgam];
	}
	module.exports = tgammaSmallUpperPart;
}));
// node_modules/@stdlib/constants-float32-smallest-normal/lib/index.js
var require_lib$20 = __commonJSMin(((exports, module) => {
	module.exports = 11754943508222875e-54;
}));
// node_modules/@stdlib/math-base-tools-continued-fraction/lib/generators.js
var require_generators = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var FLOAT32_SMALLEST_NORMAL = require_lib$20();
	var EPS = require_lib$63();
	var MAX_ITER = 1e6;
	function continuedFractionA(gen, factor, maxIter) {
		var isgenerator;
		var delta;
		var a0;
		var f;
		var C;
		var D;
		var v;
		isgenerator = typeof gen.next === "function";
		v = isgenerator ? gen.next().value : gen();
		f = v[1];
		a0 = v[0];
		if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
		C = f;
		D = 0;
		if (isgenerator === true) do {
			v = gen.next().value;
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (abs(delta - 1) > factor && --maxIter);
		else do {
			v = gen();
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (v && abs(delta - 1) > factor && --maxIter);
		return a0 / f;
	}
	function continuedFractionB(gen, factor, maxIter) {
		var isgenerator;
		var delta;
		var f;
		var C;
		var D;
		var v;
		isgenerator = typeof gen.next === "function";
		v = isgenerator ? gen.next().value : gen();
		f = v[1];
		if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
		C = f;
		D = 0;
		if (isgenerator === true) do {
			v = gen.next().value;
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (v && abs(delta - 1) > factor && --maxIter);
		else do {
			v = gen();
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (v && abs(delta - 1) > factor && --maxIter);
		return f;
	}
	function continuedFraction(generator, options) {
		var maxIter;
		var opts;
		var eps;
		opts = {};
		if (arguments.length > 1) opts = options;
		maxIter = opts.maxIter || MAX_ITER;
		eps = opts.tolerance || EPS;
		if (opts.keep) return continuedFractionB(generator, eps, maxIter);
		return continuedFractionA(generator, eps, maxIter);
	}
	module.exports = continuedFraction;
}));
// node_modules/@stdlib/math-base-tools-continued-fraction/lib/basic.js
var require_basic = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var EPS = require_lib$63();
	var FLOAT32_SMALLEST_NORMAL = require_lib$20();
	var MAX_ITER = 1e6;
	function continuedFractionA(gen, factor, maxIter) {
		var delta;
		var a0;
		var C;
		var D;
		var f;
		var v = gen();
		f = v[1];
		a0 = v[0];
		if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
		C = f;
		D = 0;
		do {
			v = gen();
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (v && abs(delta - 1) > factor && --maxIter);
		return a0 / f;
	}
	function continuedFractionB(gen, factor, maxIter) {
		var delta;
		var C;
		var D;
		var f;
		var v = gen();
		f = v[1];
		if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
		C = f;
		D = 0;
		do {
			v = gen();
			if (v) {
				D = v[1] + v[0] * D;
				if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
				C = v[1] + v[0] / C;
				if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
				D = 1 / D;
				delta = C * D;
				f *= delta;
			}
		} while (v && abs(delta - 1) > factor && --maxIter);
		return f;
	}
	function continuedFraction(generator, options) {
		var maxIter;
		var opts;
		var eps;
		opts = {};
		if (arguments.length > 1) opts = options;
		eps = opts.tolerance || EPS;
		maxIter = opts.maxIter || MAX_ITER;
		if (opts.keep) return continuedFractionB(generator, eps, maxIter);
		return continuedFractionA(generator, eps, maxIter);
	}
	module.exports = continuedFraction;
}));
// node_modules/@stdlib/math-base-tools-continued-fraction/lib/index.js
var require_lib$19 = __commonJSMin(((exports, module) => {
	var hasGeneratorSupport = require_lib$30();
	var generator = require_generators();
	var basic = require_basic();
	var continuedFraction;
	if (hasGeneratorSupport()) continuedFraction = generator;
	else continuedFraction = basic;
	module.exports = continuedFraction;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/upper_incomplete_gamma_fract.js
var require_upper_incomplete_gamma_fract = __commonJSMin(((exports, module) => {
	function upperIncompleteGammaFract(a1, z1) {
		var z = z1 - a1 + 1;
		var a = a1;
		var k = 0;
		return next;
		function next() {
			k += 1;
			z += 2;
			return [k * (a - k), z];
		}
	}
	module.exports = upperIncompleteGammaFract;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/upper_gamma_fraction.js
var require_upper_gamma_fraction = __commonJSMin(((exports, module) => {
	var continuedFraction = require_lib$19();
	var upperIncompleteGammaFract = require_upper_incomplete_gamma_fract();
	function upperGammaFraction(a, z) {
		var f = upperIncompleteGammaFract(a, z);
		return 1 / (z - a + 1 + continuedFraction(f));
	}
	module.exports = upperGammaFraction;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/igamma_final.js
var require_igamma_final = __commonJSMin(((exports, module) => {
	var floor = require_lib$129();
	var gamma = require_lib$43();
	var abs = require_lib$90();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var SQRT_EPSILON = require_lib$32();
	var FLOAT64_MAX = require_lib$57();
	var MAX_LN = require_lib$33();
	var tgammaILargeX = require_tgamma_i_large_x();
	var finiteGammaQ = require_finite_gamma_q();
	var finiteHalfGammaQ = require_finite_half_gamma_q();
	var fullIGammaPrefix = require_full_igamma_prefix$1();
	var igammaTemmeLarge = require_igamma_temme_large();
	var lowerGammaSeries = require_lower_gamma_series();
	var regularisedGammaPrefix = require_regularised_gamma_prefix();
	var tgammaSmallUpperPart = require_tgamma_small_upper_part();
	var upperGammaFraction = require_upper_gamma_fraction();
	function igammaFinal(x, a, regularized, upper) {
		var optimisedInvert;
		var evalMethod;
		var isHalfInt;
		var initValue;
		var useTemme;
		var isSmallA;
		var result;
		var invert;
		var isInt;
		var sigma;
		var res;
		var gam;
		var fa;
		var g;
		result = 0;
		invert = upper;
		isSmallA = a < 30 && a <= x + 1 && x < MAX_LN;
		if (isSmallA) {
			fa = floor(a);
			isInt = fa === a;
			isHalfInt = isInt ? false : abs(fa - a) === .5;
		} else {
			isInt = false;
			isHalfInt = false;
		}
		if (isInt && x > .6) {
			invert = !invert;
			evalMethod = 0;
		} else if (isHalfInt && x > .2) {
			invert = !invert;
			evalMethod = 1;
		} else if (x < SQRT_EPSILON && a > 1) evalMethod = 6;
		else if (x > 1e3 && (a < x || abs(a - 50) / x < 1)) {
			invert = !invert;
			evalMethod = 7;
		} else if (x < .5) {
			if (-.4 / ln(x) < a) evalMethod = 2;
			else evalMethod = 3;
		} else if (x < 1.1) {
			if (x * .75 < a) evalMethod = 2;
			else evalMethod = 3;
		} else {
			useTemme = false;
			if (regularized && a > 20) {
				sigma = abs((x - a) / a);
				if (a > 200) {
					if (20 / a > sigma * sigma) useTemme = true;
				} else if (sigma < .4) useTemme = true;
			}
			if (useTemme) evalMethod = 5;
			else if (x - 1 / (3 * x) < a) evalMethod = 2;
			else {
				evalMethod = 4;
				invert = !invert;
			}
		}
		switch (evalMethod) {
			case 0:
				result = finiteGammaQ(a, x);
				if (regularized === false) result *= gamma(a);
				break;
			case 1:
				result = finiteHalfGammaQ(a, x);
				if (regularized === false) result *= gamma(a);
				break;
			case 2:
				result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix(a, x);
				if (result !== 0) {
					initValue = 0;
					optimisedInvert = false;
					if (invert) {
						initValue = regularized ? 1 : gamma(a);
						if (regularized || result >= 1 || FLOAT64_MAX * result > initValue) {
							initValue /= result;
							if (regularized || a < 1 || FLOAT64_MAX / a > initValue) {
								initValue *= -a;
								optimisedInvert = true;
							} else initValue = 0;
						} else initValue = 0;
					}
					result *= lowerGammaSeries(a, x, initValue) / a;
					if (optimisedInvert) {
						invert = false;
						result = -result;
					}
				}
				break;
			case 3:
				invert = !invert;
				res = tgammaSmallUpperPart(a, x, invert);
				result = res[0];
				g = res[1];
				invert = false;
				if (regularized) result /= g;
				break;
			case 4:
				result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix(a, x);
				if (result !== 0) result *= upperGammaFraction(a, x);
				break;
			case 5:
				result = igammaTemmeLarge(a, x);
				if (x >= a) invert = !invert;
				break;
			case 6:
				result = regularized ? pow(x, a) / gamma(a + 1) : pow(x, a) / a;
				result *= 1 - a * x / (a + 1);
				break;
			case 7:
				result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix(a, x);
				result /= x;
				if (result !== 0) result *= tgammaILargeX(a, x);
		}
		if (regularized && result > 1) result = 1;
		if (invert) {
			gam = regularized ? 1 : gamma(a);
			result = gam - result;
		}
		return result;
	}
	module.exports = igammaFinal;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/main.js
var require_main$13 = __commonJSMin(((exports, module) => {
	var gammaln = require_lib$34();
	var exp = require_lib$85();
	var ln = require_lib$37();
	var SQRT_TWO_PI = require_lib$45();
	var MAX_LN = require_lib$33();
	var PINF = require_lib$124();
	var FLOAT64_MAX_NTH_FACTORIAL = require_lib$42();
	var igammaFinal = require_igamma_final();
	var lowerGammaSeries = require_lower_gamma_series();
	var upperGammaFraction = require_upper_gamma_fraction();
	function gammainc(x, a, regularized, upper) {
		var normalized;
		var initValue;
		var invert;
		var result;
		if (x < 0 || a <= 0) return NaN;
		normalized = regularized === void 0 ? true : regularized;
		invert = upper;
		if (a >= FLOAT64_MAX_NTH_FACTORIAL && !normalized) {
			if (invert && a * 4 < x) {
				result = a * ln(x) - x;
				result += ln(upperGammaFraction(a, x));
			} else if (!invert && a > 4 * x) {
				result = a * ln(x) - x;
				initValue = 0;
				result += ln(lowerGammaSeries(a, x, initValue) / a);
			} else {
				result = igammaFinal(x, a, true, invert);
				if (result === 0) {
					if (invert) {
						result = 1 + 1 / (12 * a) + 1 / (288 * a * a);
						result = ln(result) - a + (a - .5) * ln(a);
						result += ln(SQRT_TWO_PI);
					} else {
						result = a * ln(x) - x;
						initValue = 0;
						result += ln(lowerGammaSeries(a, x, initValue) / a);
					}
				} else result = ln(result) + gammaln(a);
			}
			if (result > MAX_LN) return PINF;
			return exp(result);
		}
		return igammaFinal(x, a, normalized, invert);
	}
	module.exports = gammainc;
}));
// node_modules/@stdlib/math-base-special-gammainc/lib/index.js
var require_lib$18 = __commonJSMin(((exports, module) => {
	module.exports = require_main$13();
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/full_igamma_prefix.js
var require_full_igamma_prefix = __commonJSMin(((exports, module) => {
	var exp = require_lib$85();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	function fullIGammaPrefix(a, z) {
		var prefix;
		var alz = a * ln(z);
		if (z >= 1) {
			if (alz < MAX_LN && -z > MIN_LN) prefix = pow(z, a) * exp(-z);
			else if (a >= 1) prefix = pow(z / exp(z / a), a);
			else prefix = exp(alz - z);
		} else if (alz > MIN_LN) prefix = pow(z, a) * exp(-z);
		else if (z / a < MAX_LN) prefix = pow(z / exp(z / a), a);
		else prefix = exp(alz - z);
		return prefix;
	}
	module.exports = fullIGammaPrefix;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/regularized_gamma_prefix.js
var require_regularized_gamma_prefix = __commonJSMin(((exports, module) => {
	var lanczosSumExpGScaled = require_lib$23();
	var gammaln = require_lib$34();
	var gamma = require_lib$43();
	var log1p = require_lib$75();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var max = require_lib$60();
	var min = require_lib$58();
	var ln = require_lib$37();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	var G = require_lib$39();
	var E = require_lib$64();
	function regularizedGammaPrefix(a, z) {
		var prefix;
		var amza;
		var agh;
		var alz;
		var amz;
		var sq;
		var d;
		agh = a + G - .5;
		d = (z - a - G + .5) / agh;
		if (a < 1) {
			if (z <= MIN_LN) return exp(a * ln(z) - z - gammaln(a));
			return pow(z, a) * exp(-z) / gamma(a);
		}
		if (abs(d * d * a) <= 100 && a > 150) {
			prefix = a * (log1p(d) - d) + z * (.5 - G) / agh;
			prefix = exp(prefix);
		} else {
			alz = a * ln(z / agh);
			amz = a - z;
			if (min(alz, amz) <= MIN_LN || max(alz, amz) >= MAX_LN) {
				amza = amz / a;
				if (min(alz, amz) / 2 > MIN_LN && max(alz, amz) / 2 < MAX_LN) {
					sq = pow(z / agh, a / 2) * exp(amz / 2);
					prefix = sq * sq;
				} else if (min(alz, amz) / 4 > MIN_LN && max(alz, amz) / 4 < MAX_LN && z > a) {
					sq = pow(z / agh, a / 4) * exp(amz / 4);
					prefix = sq * sq;
					prefix *= prefix;
				} else if (amza > MIN_LN && amza < MAX_LN) prefix = pow(z * exp(amza) / agh, a);
				else prefix = exp(alz + amz);
			} else prefix = pow(z / agh, a) * exp(amz);
		}
		prefix *= sqrt(agh / E) / lanczosSumExpGScaled(a);
		return prefix;
	}
	module.exports = regularizedGammaPrefix;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/beta_small_b_large_a_series.js
var require_beta_small_b_large_a_series = __commonJSMin(((exports, module) => {
	var gammaDeltaRatio = require_lib$38();
	var factorial = require_lib$41();
	var gammainc = require_lib$18();
	var log1p = require_lib$75();
	var abs = require_lib$90();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var MIN_VALUE = require_lib$91();
	var EPSILON = require_lib$63();
	var fullIGammaPrefix = require_full_igamma_prefix();
	var regularizedGammaPrefix = require_regularized_gamma_prefix();
	var p = new Array(30);
	function betaSmallBLargeASeries(a, b, x, y, s0, mult, normalized) {
		var prefix;
		var tmp1;
		var tnp1;
		var sum;
		var b2n;
		var bm1;
		var lx2;
		var lxp;
		var mbn;
		var lx;
		var t4;
		var h;
		var j;
		var m;
		var n;
		var r;
		var t;
		var u;
		bm1 = b - 1;
		t = a + bm1 / 2;
		if (y < .35) lx = log1p(-y);
		else lx = ln(x);
		u = -t * lx;
		h = regularizedGammaPrefix(b, u);
		if (h <= MIN_VALUE) return s0;
		if (normalized) {
			prefix = h / gammaDeltaRatio(a, b);
			prefix /= pow(t, b);
		} else prefix = fullIGammaPrefix(b, u) / pow(t, b);
		prefix *= mult;
		p[0] = 1;
		j = gammainc(u, b, true, true);
		j /= h;
		sum = s0 + prefix * j;
		tnp1 = 1;
		lx2 = lx / 2;
		lx2 *= lx2;
		lxp = 1;
		t4 = 4 * t * t;
		b2n = b;
		for (n = 1; n < p.length; ++n) {
			tnp1 += 2;
			p[n] = 0;
			mbn = b - n;
			tmp1 = 3;
			for (m = 1; m < n; ++m) {
				mbn = m * b - n;
				p[n] += mbn * p[n - m] / factorial(tmp1);
				tmp1 += 2;
			}
			p[n] /= n;
			p[n] += bm1 / factorial(tnp1);
			j = (b2n * (b2n + 1) * j + (u + b2n + 1) * lxp) / t4;
			lxp *= lx2;
			b2n += 2;
			r = prefix * p[n] * j;
			sum += r;
			if (r > 1) {
				if (abs(r) < abs(EPSILON * sum)) break;
			} else if (abs(r / EPSILON) < abs(sum)) break;
		}
		return sum;
	}
	module.exports = betaSmallBLargeASeries;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/rising_factorial_ratio.js
var require_rising_factorial_ratio = __commonJSMin(((exports, module) => {
	function risingFactorialRatio(a, b, k) {
		var result;
		var i;
		if (k === 0) return 1;
		result = 1;
		for (i = 0; i < k; i++) result *= (a + i) / (b + i);
		return result;
	}
	module.exports = risingFactorialRatio;
}));
// node_modules/@stdlib/math-base-special-maxabs/lib/main.js
var require_main$12 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var max = require_lib$60();
	function maxabs(x, y) {
		return max(abs(x), abs(y));
	}
	module.exports = maxabs;
}));
// node_modules/@stdlib/math-base-special-maxabs/lib/index.js
var require_lib$17 = __commonJSMin(((exports, module) => {
	module.exports = require_main$12();
}));
// node_modules/@stdlib/math-base-special-minabs/lib/main.js
var require_main$11 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var min = require_lib$58();
	function minabs(x, y) {
		return min(abs(x), abs(y));
	}
	module.exports = minabs;
}));
// node_modules/@stdlib/math-base-special-minabs/lib/index.js
var require_lib$16 = __commonJSMin(((exports, module) => {
	module.exports = require_main$11();
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/ibeta_power_terms.js
var require_ibeta_power_terms = __commonJSMin(((exports, module) => {
	var lanczosSumExpGScaled = require_lib$23();
	var maxabs = require_lib$17();
	var minabs = require_lib$16();
	var expm1 = require_lib$76();
	var log1p = require_lib$75();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var min = require_lib$58();
	var ln = require_lib$37();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	var G = require_lib$39();
	var E = require_lib$64();
	function ibetaPowerTerms(a, b, x, y, normalized) {
		var result;
		var smallA;
		var ratio;
		var agh;
		var bgh;
		var cgh;
		var l1;
		var l2;
		var l3;
		var p1;
		var b1;
		var b2;
		var c;
		var l;
		if (!normalized) return pow(x, a) * pow(y, b);
		c = a + b;
		agh = a + G - .5;
		bgh = b + G - .5;
		cgh = c + G - .5;
		result = lanczosSumExpGScaled(c);
		result /= lanczosSumExpGScaled(a) * lanczosSumExpGScaled(b);
		result *= sqrt(bgh / E);
		result *= sqrt(agh / cgh);
		l1 = (x * b - y * agh) / agh;
		l2 = (y * a - x * bgh) / bgh;
		if (minabs(l1, l2) < .2) {
			if (l1 * l2 > 0 || min(a, b) < 1) {
				if (abs(l1) < .1) result *= exp(a * log1p(l1));
				else result *= pow(x * cgh / agh, a);
				if (abs(l2) < .1) result *= exp(b * log1p(l2));
				else result *= pow(y * cgh / bgh, b);
			} else if (maxabs(l1, l2) < .5) {
				smallA = a < b;
				ratio = b / a;
				if (smallA && ratio * l2 < .1 || !smallA && l1 / ratio > .1) {
					l3 = expm1(ratio * log1p(l2));
					l3 = l1 + l3 + l3 * l1;
					l3 = a * log1p(l3);
					result *= exp(l3);
				} else {
					l3 = expm1(log1p(l1) / ratio);
					l3 = l2 + l3 + l3 * l2;
					l3 = b * log1p(l3);
					result *= exp(l3);
				}
			} else if (abs(l1) < abs(l2)) {
				l = a * log1p(l1) + b * ln(y * cgh / bgh);
				if (l <= MIN_LN || l >= MAX_LN) {
					l += ln(result);
					if (l >= MAX_LN) return NaN;
					result = exp(l);
				} else result *= exp(l);
			} else {
				l = b * log1p(l2) + a * ln(x * cgh / agh);
				if (l <= MIN_LN || l >= MAX_LN) {
					l += ln(result);
					if (l >= MAX_LN) return NaN;
					result = exp(l);
				} else result *= exp(l);
			}
		} else {
			b1 = x * cgh / agh;
			b2 = y * cgh / bgh;
			l1 = a * ln(b1);
			l2 = b * ln(b2);
			if (l1 >= MAX_LN || l1 <= MIN_LN || l2 >= MAX_LN || l2 <= MIN_LN) {
				if (a < b) {
					p1 = pow(b2, b / a);
					l3 = a * (ln(b1) + ln(p1));
					if (l3 < MAX_LN && l3 > MIN_LN) result *= pow(p1 * b1, a);
					else {
						l2 += l1 + ln(result);
						if (l2 >= MAX_LN) return NaN;
						result = exp(l2);
					}
				} else {
					p1 = pow(b1, a / b);
					l3 = (ln(p1) + ln(b2)) * b;
					if (l3 < MAX_LN && l3 > MIN_LN) result *= pow(p1 * b2, b);
					else {
						l2 += l1 + ln(result);
						if (l2 >= MAX_LN) return NaN;
						result = exp(l2);
					}
				}
			} else result *= pow(b1, a) * pow(b2, b);
		}
		return result;
	}
	module.exports = ibetaPowerTerms;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/ibeta_fraction2.js
var require_ibeta_fraction2 = __commonJSMin(((exports, module) => {
	var continuedFraction = require_lib$19();
	var ibetaPowerTerms = require_ibeta_power_terms();
	var OPTS = {
		"keep": true,
		"maxIter": 1e3
	};
	function ibetaFraction2t(a, b, x, y) {
		var m = 0;
		return next;
		function next() {
			var denom;
			var aN;
			var bN;
			aN = (a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x;
			denom = a + 2 * m - 1;
			aN /= denom * denom;
			bN = m;
			bN += m * (b - m) * x / (a + 2 * m - 1);
			bN += (a + m) * (a * y - b * x + 1 + m * (2 - x)) / (a + 2 * m + 1);
			m += 1;
			return [aN, bN];
		}
	}
	function ibetaFraction2(a, b, x, y, normalized, out) {
		var result;
		var fract;
		var f;
		result = ibetaPowerTerms(a, b, x, y, normalized);
		if (out) out[1] = result;
		if (result === 0) return result;
		f = ibetaFraction2t(a, b, x, y);
		fract = continuedFraction(f, OPTS);
		return result / fract;
	}
	module.exports = ibetaFraction2;
}));
// node_modules/@stdlib/constants-float64-max-safe-integer/lib/index.js
var require_lib$15 = __commonJSMin(((exports, module) => {
	module.exports = 9007199254740991;
}));
// node_modules/@stdlib/math-base-special-gcd/lib/bitwise_binary_gcd.js
var require_bitwise_binary_gcd = __commonJSMin(((exports, module) => {
	function gcd(a, b) {
		var k = 0;
		var t;
		if (a === 0) return b;
		if (b === 0) return a;
		while ((a & 1) === 0 && (b & 1) === 0) {
			a >>>= 1;
			b >>>= 1;
			k += 1;
		}
		while ((a & 1) === 0) a >>>= 1;
		while (b) {
			while ((b & 1) === 0) b >>>= 1;
			if (a > b) {
				t = b;
				b = a;
				a = t;
			}
			b -= a;
		}
		return a << k;
	}
	module.exports = gcd;
}));
// node_modules/@stdlib/math-base-special-gcd/lib/binary_gcd.js
var require_binary_gcd = __commonJSMin(((exports, module) => {
	function gcd(a, b) {
		var k = 1;
		var t;
		if (a === 0) return b;
		if (b === 0) return a;
		while (a % 2 === 0 && b % 2 === 0) {
			a /= 2;
			b /= 2;
			k *= 2;
		}
		while (a % 2 === 0) a /= 2;
		while (b) {
			while (b % 2 === 0) b /= 2;
			if (a > b) {
				t = b;
				b = a;
				a = t;
			}
			b -= a;
		}
		return k * a;
	}
	module.exports = gcd;
}));
// node_modules/@stdlib/math-base-special-gcd/lib/main.js
var require_main$10 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var isInteger = require_lib$72();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var INT32_MAX = require_lib$56();
	var bitwise = require_bitwise_binary_gcd();
	var largeIntegers = require_binary_gcd();
	function gcd(a, b) {
		if (isnan(a) || isnan(b)) return NaN;
		if (a === PINF || b === PINF || a === NINF || b === NINF) return NaN;
		if (!(isInteger(a) && isInteger(b))) return NaN;
		if (a < 0) a = -a;
		if (b < 0) b = -b;
		if (a <= INT32_MAX && b <= INT32_MAX) return bitwise(a, b);
		return largeIntegers(a, b);
	}
	module.exports = gcd;
}));
// node_modules/@stdlib/math-base-special-gcd/lib/index.js
var require_lib$14 = __commonJSMin(((exports, module) => {
	module.exports = require_main$10();
}));
// node_modules/@stdlib/math-base-special-binomcoef/lib/main.js
var require_main$9 = __commonJSMin(((exports, module) => {
	var MAX_SAFE_INTEGER = require_lib$15();
	var PINF = require_lib$124();
	var isInteger = require_lib$72();
	var isnan = require_lib$130();
	var isOdd = require_lib$70();
	var floor = require_lib$129();
	var gcd = require_lib$14();
	function binomcoef(n, k) {
		var res;
		var sgn;
		var b;
		var c;
		var d;
		var g;
		var s;
		if (isnan(n) || isnan(k)) return NaN;
		if (!isInteger(n) || !isInteger(k)) return NaN;
		if (k < 0) return 0;
		sgn = 1;
		if (n < 0) {
			n = -n + k - 1;
			if (isOdd(k)) sgn *= -1;
		}
		if (k > n) return 0;
		if (k === 0 || k === n) return sgn;
		if (k === 1 || k === n - 1) return sgn * n;
		if (n - k < k) k = n - k;
		s = floor(MAX_SAFE_INTEGER / n);
		res = 1;
		for (d = 1; d <= k; d++) {
			if (res > s) break;
			res *= n;
			res /= d;
			n -= 1;
		}
		if (d > k) return sgn * res;
		b = binomcoef(n, k - d + 1);
		if (b === PINF) return sgn * b;
		c = binomcoef(k, k - d + 1);
		g = gcd(b, c);
		b /= g;
		c /= g;
		res /= c;
		return sgn * res * b;
	}
	module.exports = binomcoef;
}));
// node_modules/@stdlib/math-base-special-binomcoef/lib/index.js
var require_lib$13 = __commonJSMin(((exports, module) => {
	module.exports = require_main$9();
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/binomial_ccdf.js
var require_binomial_ccdf = __commonJSMin(((exports, module) => {
	var binomcoef = require_lib$13();
	var floor = require_lib$129();
	var pow = require_lib$65();
	var MIN_VALUE = require_lib$91();
	function binomialCCDF(n, k, x, y) {
		var startTerm;
		var result;
		var start;
		var term;
		var i;
		result = pow(x, n);
		if (result > MIN_VALUE) {
			term = result;
			for (i = floor(n - 1); i > k; i--) {
				term *= (i + 1) * y / ((n - i) * x);
				result += term;
			}
		} else {
			start = floor(n * x);
			if (start <= k + 1) start = floor(k + 2);
			result = pow(x, start) * pow(y, n - start);
			result *= binomcoef(floor(n), floor(start));
			if (result === 0) for (i = start - 1; i > k; i--) {
				result += pow(x, i) * pow(y, n - i);
				result *= binomcoef(floor(n), floor(i));
			}
			else {
				term = result;
				startTerm = result;
				for (i = start - 1; i > k; i--) {
					term *= (i + 1) * y / ((n - i) * x);
					result += term;
				}
				term = startTerm;
				for (i = start + 1; i <= n; i++) {
					term *= (n - i + 1) * x / (i * y);
					result += term;
				}
			}
		}
		return result;
	}
	module.exports = binomialCCDF;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/ibeta_a_step.js
var require_ibeta_a_step = __commonJSMin(((exports, module) => {
	var ibetaPowerTerms = require_ibeta_power_terms();
	function ibetaAStep(a, b, x, y, k, normalized, out) {
		var prefix;
		var term;
		var sum;
		var i;
		prefix = ibetaPowerTerms(a, b, x, y, normalized);
		if (out) out[1] = prefix;
		prefix /= a;
		if (prefix === 0) return prefix;
		sum = 1;
		term = 1;
		for (i = 0; i < k - 1; ++i) {
			term *= (a + b + i) * x / (a + i + 1);
			sum += term;
		}
		prefix *= sum;
		return prefix;
	}
	module.exports = ibetaAStep;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/ibeta_series.js
var require_ibeta_series = __commonJSMin(((exports, module) => {
	var lanczosSumExpGScaled = require_lib$23();
	var sumSeries = require_lib$29();
	var log1p = require_lib$75();
	var sqrt = require_lib$82();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var MIN_VALUE = require_lib$91();
	var MAX_LN = require_lib$33();
	var MIN_LN = require_lib$28();
	var G = require_lib$39();
	var E = require_lib$64();
	var opts = { "maxTerms": 100 };
	function ibetaSeriesT(a, b, x, result) {
		var poch = 1 - b;
		var n = 1;
		return next;
		function next() {
			var r = result / a;
			a += 1;
			result *= poch * x / n;
			n += 1;
			poch += 1;
			return r;
		}
	}
	function ibetaSeries(a, b, x, s0, normalized, out, y) {
		var result;
		var agh;
		var bgh;
		var cgh;
		var l1;
		var l2;
		var c;
		var s;
		if (normalized) {
			c = a + b;
			agh = a + G - .5;
			bgh = b + G - .5;
			cgh = c + G - .5;
			result = lanczosSumExpGScaled(c) / (lanczosSumExpGScaled(a) * lanczosSumExpGScaled(b));
			l1 = ln(cgh / bgh) * (b - .5);
			l2 = ln(x * cgh / agh) * a;
			if (l1 > MIN_LN && l1 < MAX_LN && l2 > MIN_LN && l2 < MAX_LN) {
				if (a * b < bgh * 10) result *= exp((b - .5) * log1p(a / bgh));
				else result *= pow(cgh / bgh, b - .5);
				result *= pow(x * cgh / agh, a);
				result *= sqrt(agh / E);
				if (out) out[1] = result * pow(y, b);
			} else {
				result = ln(result) + l1 + l2 + (ln(agh) - 1) / 2;
				if (out) out[1] = exp(result + b * ln(y));
				result = exp(result);
			}
		} else result = pow(x, a);
		if (result < MIN_VALUE) return s0;
		s = ibetaSeriesT(a, b, x, result);
		opts.initialValue = s0;
		return sumSeries(s, opts);
	}
	module.exports = ibetaSeries;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/assign.js
var require_assign = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var expm1 = require_lib$76();
	var floor = require_lib$129();
	var log1p = require_lib$75();
	var asin = require_lib$73();
	var beta = require_lib$62();
	var sqrt = require_lib$82();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var max = require_lib$60();
	var min = require_lib$58();
	var MAX_FLOAT64 = require_lib$57();
	var MIN_FLOAT64 = require_lib$91();
	var MAX_INT32 = require_lib$56();
	var HALF_PI = require_lib$55();
	var PI = require_lib$54();
	var betaSmallBLargeASeries = require_beta_small_b_large_a_series();
	var risingFactorialRatio = require_rising_factorial_ratio();
	var ibetaPowerTerms = require_ibeta_power_terms();
	var ibetaFraction2 = require_ibeta_fraction2();
	var binomialCCDF = require_binomial_ccdf();
	var ibetaAStep = require_ibeta_a_step();
	var ibetaSeries = require_ibeta_series();
	var ONE_OVER_PI = 1 / PI;
	function ibetaImp(x, a, b, regularized, upper, out, stride, offset) {
		var lambda;
		var prefix;
		var fract;
		var bbar;
		var div;
		var tmp;
		var i0;
		var i1;
		var k;
		var n;
		var p;
		var y = 1 - x;
		i0 = offset;
		i1 = offset + stride;
		out[i1] = -1;
		if (isnan(x) || x < 0 || x > 1) {
			out[i0] = NaN;
			out[i1] = NaN;
			return out;
		}
		if (regularized) {
			if (a < 0 || b < 0) {
				out[i0] = NaN;
				out[i1] = NaN;
				return out;
			}
			if (a === 0) {
				if (b === 0) {
					out[i0] = NaN;
					out[i1] = NaN;
					return out;
				}
				if (b > 0) {
					out[i0] = upper ? 0 : 1;
					return out;
				}
			} else if (b === 0) {
				if (a > 0) {
					out[i0] = upper ? 1 : 0;
					return out;
				}
			}
		} else if (a <= 0 || b <= 0) {
			out[i0] = NaN;
			out[i1] = NaN;
			return out;
		}
		if (x === 0) {
			if (a === 1) out[i1] = 1;
			else out[i1] = a < 1 ? MAX_FLOAT64 / 2 : MIN_FLOAT64 * 2;
			if (upper) {
				out[i0] = regularized ? 1 : beta(a, b);
				return out;
			}
			out[i0] = 0;
			return out;
		}
		if (x === 1) {
			if (b === 1) out[i1] = 1;
			else out[i1] = b < 1 ? MAX_FLOAT64 / 2 : MIN_FLOAT64 * 2;
			if (upper) out[i0] = 0;
			else out[i0] = regularized ? 1 : beta(a, b);
			return out;
		}
		if (a === .5 && b === .5) {
			out[i1] = ONE_OVER_PI * sqrt(y * x);
			p = upper ? asin(sqrt(y)) : asin(sqrt(x));
			p /= HALF_PI;
			if (!regularized) p *= PI;
			out[i0] = p;
			return out;
		}
		if (a === 1) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = y;
			y = x;
			x = tmp;
			upper = !upper;
		}
		if (b === 1) {
			if (a === 1) {
				out[i0] = upper ? y : x;
				out[i1] = 1;
				return out;
			}
			out[i1] = a * pow(x, a - 1);
			if (y < .5) p = upper ? -expm1(a * log1p(-y)) : exp(a * log1p(-y));
			else p = upper ? -(pow(x, a) - 1) : pow(x, a);
			if (!regularized) p /= a;
			out[i0] = p;
			return out;
		}
		if (min(a, b) <= 1) {
			if (x > .5) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = y;
				y = x;
				x = tmp;
				upper = !upper;
			}
			if (max(a, b) <= 1) {
				if (a >= min(.2, b) || pow(x, a) <= .9) {
					if (upper) {
						fract = -(regularized ? 1 : beta(a, b));
						upper = false;
						fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
					} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
				} else {
					tmp = b;
					b = a;
					a = tmp;
					tmp = y;
					y = x;
					x = tmp;
					upper = !upper;
					if (y >= .3) {
						if (upper) {
							fract = -(regularized ? 1 : beta(a, b));
							upper = false;
							fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
						} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
					} else {
						if (regularized) prefix = 1;
						else prefix = risingFactorialRatio(a + b, a, 20);
						fract = ibetaAStep(a, b, x, y, 20, regularized, out);
						if (upper) {
							fract -= regularized ? 1 : beta(a, b);
							upper = false;
							fract = -betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
						} else fract = betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
					}
				}
			} else if (b <= 1 || x < .1 && pow(b * x, a) <= .7) {
				if (upper) {
					fract = -(regularized ? 1 : beta(a, b));
					upper = false;
					fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
				} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
			} else {
				tmp = b;
				b = a;
				a = tmp;
				tmp = y;
				y = x;
				x = tmp;
				upper = !upper;
				if (y >= .3) {
					if (upper) {
						fract = -(regularized ? 1 : beta(a, b));
						upper = false;
						fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
					} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
				} else if (a >= 15) {
					if (upper) {
						fract = -(regularized ? 1 : beta(a, b));
						upper = false;
						fract = -betaSmallBLargeASeries(a, b, x, y, fract, 1, regularized);
					} else fract = betaSmallBLargeASeries(a, b, x, y, 0, 1, regularized);
				} else {
					if (regularized) prefix = 1;
					else prefix = risingFactorialRatio(a + b, a, 20);
					fract = ibetaAStep(a, b, x, y, 20, regularized, out);
					if (upper) {
						fract -= regularized ? 1 : beta(a, b);
						upper = false;
						fract = -betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
					} else fract = betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
				}
			}
		} else {
			if (a < b) lambda = a - (a + b) * x;
			else lambda = (a + b) * y - b;
			if (lambda < 0) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = y;
				y = x;
				x = tmp;
				upper = !upper;
			}
			if (b < 40) {
				if (floor(a) === a && floor(b) === b && a < MAX_INT32 - 100) {
					k = a - 1;
					n = b + k;
					fract = binomialCCDF(n, k, x, y);
					if (!regularized) fract *= beta(a, b);
				} else if (b * x <= .7) {
					if (upper) {
						fract = -(regularized ? 1 : beta(a, b));
						upper = false;
						fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
					} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
				} else if (a > 15) {
					n = floor(b);
					if (n === b) n -= 1;
					bbar = b - n;
					if (regularized) prefix = 1;
					else prefix = risingFactorialRatio(a + bbar, bbar, n);
					fract = ibetaAStep(bbar, a, y, x, n, regularized);
					fract = betaSmallBLargeASeries(a, bbar, x, y, fract, 1, regularized);
					fract /= prefix;
				} else if (regularized) {
					n = floor(b);
					bbar = b - n;
					if (bbar <= 0) {
						n -= 1;
						bbar += 1;
					}
					fract = ibetaAStep(bbar, a, y, x, n, regularized);
					fract += ibetaAStep(a, bbar, x, y, 20, regularized);
					if (upper) fract -= 1;
					fract = betaSmallBLargeASeries(a + 20, bbar, x, y, fract, 1, regularized);
					if (upper) {
						fract = -fract;
						upper = false;
					}
				} else fract = ibetaFraction2(a, b, x, y, regularized, out);
			} else fract = ibetaFraction2(a, b, x, y, regularized, out);
		}
		if (out[i1] < 0) out[i1] = ibetaPowerTerms(a, b, x, y, true);
		div = y * x;
		if (out[i1] !== 0) {
			if (MAX_FLOAT64 * div < out[i1]) out[i1] = MAX_FLOAT64 / 2;
			else out[i1] /= div;
		}
		out[i0] = upper ? (regularized ? 1 : beta(a, b)) - fract : fract;
		return out;
	}
	module.exports = ibetaImp;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/main.js
var require_main$8 = __commonJSMin(((exports, module) => {
	var compute = require_assign();
	function kernelBetainc(x, a, b, regularized, upper) {
		return compute(x, a, b, regularized, upper, [0, 0], 1, 0);
	}
	module.exports = kernelBetainc;
}));
// node_modules/@stdlib/math-base-special-kernel-betainc/lib/index.js
var require_lib$12 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$8();
	setReadOnly(main, "assign", require_assign());
	module.exports = main;
}));
// node_modules/@stdlib/math-base-special-betainc/lib/main.js
var require_main$7 = __commonJSMin(((exports, module) => {
	var kernelBetainc = require_lib$12().assign;
	function betainc(x, a, b, regularized, upper) {
		var out = [0, 0];
		regularized = regularized === false ? false : true;
		upper = upper === true ? true : false;
		kernelBetainc(x, a, b, regularized, upper, out, 1, 0);
		return out[0];
	}
	module.exports = betainc;
}));
// node_modules/@stdlib/math-base-special-betainc/lib/index.js
var require_lib$11 = __commonJSMin(((exports, module) => {
	module.exports = require_main$7();
}));
// node_modules/@stdlib/stats-base-dists-t-cdf/lib/main.js
var require_main$6 = __commonJSMin(((exports, module) => {
	var betainc = require_lib$11();
	var isnan = require_lib$130();
	var pow = require_lib$65();
	function cdf(x, v) {
		var x2;
		var p;
		var z;
		if (isnan(x) || isnan(v) || v <= 0) return NaN;
		if (x === 0) return .5;
		x2 = pow(x, 2);
		if (v > 2 * x2) {
			z = x2 / (v + x2);
			p = betainc(z, .5, v / 2, true, true) / 2;
		} else {
			z = v / (v + x2);
			p = betainc(z, v / 2, .5, true, false) / 2;
		}
		return x > 0 ? 1 - p : p;
	}
	module.exports = cdf;
}));
// node_modules/@stdlib/stats-base-dists-t-cdf/lib/factory.js
var require_factory$1 = __commonJSMin(((exports, module) => {
	var constantFunction = require_lib$81();
	var betainc = require_lib$11();
	var isnan = require_lib$130();
	var pow = require_lib$65();
	function factory(v) {
		if (isnan(v) || v <= 0) return constantFunction(NaN);
		return cdf;
		function cdf(x) {
			var x2;
			var p;
			var z;
			if (isnan(x)) return NaN;
			if (x === 0) return .5;
			x2 = pow(x, 2);
			if (v > 2 * x2) {
				z = x2 / (v + x2);
				p = betainc(z, .5, v / 2, true, true) / 2;
			} else {
				z = v / (v + x2);
				p = betainc(z, v / 2, .5, true, false) / 2;
			}
			return x > 0 ? 1 - p : p;
		}
	}
	module.exports = factory;
}));
// node_modules/@stdlib/stats-base-dists-t-cdf/lib/index.js
var require_lib$10 = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main$6();
	setReadOnly(main, "factory", require_factory$1());
	module.exports = main;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/rational_p1q1.js
var require_rational_p1q1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.0005087819496582806;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.0005087819496582806 + x * (-.008368748197417368 + x * (.03348066254097446 + x * (-.012692614766297404 + x * (-.03656379714117627 + x * (.02198786811111689 + x * (.008226878746769157 + x * (-.005387729650712429 + x * (0 + x * 0))))))));
			s2 = 1 + x * (-.9700050433032906 + x * (-1.5657455823417585 + x * (1.5622155839842302 + x * (.662328840472003 + x * (-.7122890234154284 + x * (-.05273963823400997 + x * (.07952836873415717 + x * (-.0023339375937419 + x * .0008862163904564247))))))));
		} else {
			x = 1 / x;
			s1 = 0 + x * (0 + x * (-.005387729650712429 + x * (.008226878746769157 + x * (.02198786811111689 + x * (-.03656379714117627 + x * (-.012692614766297404 + x * (.03348066254097446 + x * (-.008368748197417368 + x * -.0005087819496582806))))))));
			s2 = .0008862163904564247 + x * (-.0023339375937419 + x * (.07952836873415717 + x * (-.05273963823400997 + x * (-.7122890234154284 + x * (.662328840472003 + x * (1.5622155839842302 + x * (-1.5657455823417585 + x * (-.9700050433032906 + x * 1))))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/rational_p2q2.js
var require_rational_p2q2 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.20243350835593876;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.20243350835593876 + x * (.10526468069939171 + x * (8.3705032834312 + x * (17.644729840837403 + x * (-18.851064805871424 + x * (-44.6382324441787 + x * (17.445385985570866 + x * (21.12946554483405 + x * -3.6719225470772936)))))));
			s2 = 1 + x * (6.242641248542475 + x * (3.971343795334387 + x * (-28.66081804998 + x * (-20.14326346804852 + x * (48.560921310873994 + x * (10.826866735546016 + x * (-22.643693341313973 + x * 1.7211476576120028)))))));
		} else {
			x = 1 / x;
			s1 = -3.6719225470772936 + x * (21.12946554483405 + x * (17.445385985570866 + x * (-44.6382324441787 + x * (-18.851064805871424 + x * (17.644729840837403 + x * (8.3705032834312 + x * (.10526468069939171 + x * -.20243350835593876)))))));
			s2 = 1.7211476576120028 + x * (-22.643693341313973 + x * (10.826866735546016 + x * (48.560921310873994 + x * (-20.14326346804852 + x * (-28.66081804998 + x * (3.971343795334387 + x * (6.242641248542475 + x * 1)))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/rational_p3q3.js
var require_rational_p3q3 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.1311027816799519;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.1311027816799519 + x * (-.16379404719331705 + x * (.11703015634199525 + x * (.38707973897260434 + x * (.3377855389120359 + x * (.14286953440815717 + x * (.029015791000532906 + x * (.0021455899538880526 + x * (-6.794655751811263e-7 + x * (2.8522533178221704e-8 + x * -681149956853777e-24)))))))));
			s2 = 1 + x * (3.4662540724256723 + x * (5.381683457070069 + x * (4.778465929458438 + x * (2.5930192162362027 + x * (.848854343457902 + x * (.15226433829533179 + x * (.011059242293464892 + x * (0 + x * (0 + x * 0)))))))));
		} else {
			x = 1 / x;
			s1 = -681149956853777e-24 + x * (2.8522533178221704e-8 + x * (-6.794655751811263e-7 + x * (.0021455899538880526 + x * (.029015791000532906 + x * (.14286953440815717 + x * (.3377855389120359 + x * (.38707973897260434 + x * (.11703015634199525 + x * (-.16379404719331705 + x * -.1311027816799519)))))))));
			s2 = 0 + x * (0 + x * (0 + x * (.011059242293464892 + x * (.15226433829533179 + x * (.848854343457902 + x * (2.5930192162362027 + x * (4.778465929458438 + x * (5.381683457070069 + x * (3.4662540724256723 + x * 1)))))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/rational_p4q4.js
var require_rational_p4q4 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.0350353787183178;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.0350353787183178 + x * (-.0022242652921344794 + x * (.018557330651423107 + x * (.009508047013259196 + x * (.0018712349281955923 + x * (.00015754461742496055 + x * (460469890584318e-20 + x * (-2304047769118826e-25 + x * 26633922742578204e-28)))))));
			s2 = 1 + x * (1.3653349817554064 + x * (.7620591645536234 + x * (.22009110576413124 + x * (.03415891436709477 + x * (.00263861676657016 + x * (7646752923027944e-20 + x * (0 + x * 0)))))));
		} else {
			x = 1 / x;
			s1 = 26633922742578204e-28 + x * (-2304047769118826e-25 + x * (460469890584318e-20 + x * (.00015754461742496055 + x * (.0018712349281955923 + x * (.009508047013259196 + x * (.018557330651423107 + x * (-.0022242652921344794 + x * -.0350353787183178)))))));
			s2 = 0 + x * (0 + x * (7646752923027944e-20 + x * (.00263861676657016 + x * (.03415891436709477 + x * (.22009110576413124 + x * (.7620591645536234 + x * (1.3653349817554064 + x * 1)))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/rational_p5q5.js
var require_rational_p5q5 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.016743100507663373;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.016743100507663373 + x * (-.0011295143874558028 + x * (.001056288621524929 + x * (.00020938631748758808 + x * (14962478375834237e-21 + x * (4.4969678992770644e-7 + x * (4.625961635228786e-9 + x * (-2811287356288318e-29 + x * 9905570997331033e-32)))))));
			s2 = 1 + x * (.5914293448864175 + x * (.1381518657490833 + x * (.016074608709367652 + x * (.0009640118070051656 + x * (27533547476472603e-21 + x * (2.82243172016108e-7 + x * (0 + x * 0)))))));
		} else {
			x = 1 / x;
			s1 = 9905570997331033e-32 + x * (-2811287356288318e-29 + x * (4.625961635228786e-9 + x * (4.4969678992770644e-7 + x * (14962478375834237e-21 + x * (.00020938631748758808 + x * (.001056288621524929 + x * (-.0011295143874558028 + x * -.016743100507663373)))))));
			s2 = 0 + x * (0 + x * (2.82243172016108e-7 + x * (27533547476472603e-21 + x * (.0009640118070051656 + x * (.016074608709367652 + x * (.1381518657490833 + x * (.5914293448864175 + x * 1)))))));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/main.js
var require_main$5 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var sqrt = require_lib$82();
	var ln = require_lib$37();
	var PINF = require_lib$124();
	var NINF = require_lib$125();
	var rationalFcnR1 = require_rational_p1q1();
	var rationalFcnR2 = require_rational_p2q2();
	var rationalFcnR3 = require_rational_p3q3();
	var rationalFcnR4 = require_rational_p4q4();
	var rationalFcnR5 = require_rational_p5q5();
	var Y1 = .08913147449493408;
	var Y2 = 2.249481201171875;
	var Y3 = .807220458984375;
	var Y4 = .9399557113647461;
	var Y5 = .9836282730102539;
	function erfcinv(x) {
		var sign;
		var qs;
		var q;
		var g;
		var r;
		if (isnan(x)) return NaN;
		if (x === 0) return PINF;
		if (x === 2) return NINF;
		if (x === 1) return 0;
		if (x > 2 || x < 0) return NaN;
		if (x > 1) {
			sign = -1;
			q = 2 - x;
		} else {
			sign = 1;
			q = x;
		}
		x = 1 - q;
		if (x <= .5) {
			g = x * (x + 10);
			r = rationalFcnR1(x);
			return sign * (g * Y1 + g * r);
		}
		if (q >= .25) {
			g = sqrt(-2 * ln(q));
			q -= .25;
			r = rationalFcnR2(q);
			return sign * (g / (Y2 + r));
		}
		q = sqrt(-ln(q));
		if (q < 3) {
			qs = q - 1.125;
			r = rationalFcnR3(qs);
			return sign * (Y3 * q + r * q);
		}
		if (q < 6) {
			qs = q - 3;
			r = rationalFcnR4(qs);
			return sign * (Y4 * q + r * q);
		}
		qs = q - 6;
		r = rationalFcnR5(qs);
		return sign * (Y5 * q + r * q);
	}
	module.exports = erfcinv;
}));
// node_modules/@stdlib/math-base-special-erfcinv/lib/index.js
var require_lib$9 = __commonJSMin(((exports, module) => {
	module.exports = require_main$5();
}));
// node_modules/@stdlib/math-base-special-acos/lib/main.js
var require_main$4 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var asin = require_lib$73();
	var sqrt = require_lib$82();
	var PIO4 = require_lib$74();
	var MOREBITS = 6123233995736766e-32;
	function acos(x) {
		var z;
		if (isnan(x)) return NaN;
		if (x < -1 || x > 1) return NaN;
		if (x > .5) return 2 * asin(sqrt(.5 - .5 * x));
		z = PIO4 - asin(x);
		z += MOREBITS;
		z += PIO4;
		return z;
	}
	module.exports = acos;
}));
// node_modules/@stdlib/math-base-special-acos/lib/index.js
var require_lib$8 = __commonJSMin(((exports, module) => {
	module.exports = require_main$4();
}));
// node_modules/@stdlib/constants-float64-sqrt-two/lib/index.js
var require_lib$7 = __commonJSMin(((exports, module) => {
	module.exports = 1.4142135623730951;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co14.js
var require_polyval_co14 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .16666666666666666;
		return .16666666666666666 + x * .16666666666666666;
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co15.js
var require_polyval_co15 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .058333333333333334;
		return .058333333333333334 + x * (.06666666666666667 + x * .008333333333333333);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co16.js
var require_polyval_co16 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0251984126984127;
		return .0251984126984127 + x * (.026785714285714284 + x * (.0017857142857142857 + x * .0001984126984126984));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co17.js
var require_polyval_co17 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .012039792768959435;
		return .012039792768959435 + x * (.010559964726631394 + x * (-.0011078042328042327 + x * (.0003747795414462081 + x * 27557319223985893e-22)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co18.js
var require_polyval_co18 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .003837005972422639;
		return .003837005972422639 + x * (.00610392115600449 + x * (-.0016095979637646305 + x * (.0005945867404200738 + x * (-6270542728876062e-20 + x * 2.505210838544172e-8))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co19.js
var require_polyval_co19 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0032177478835464946;
		return .0032177478835464946 + x * (.0010898206731540065 + x * (-.0012579159844784845 + x * (.0006908420797309686 + x * (-.00016376804137220805 + x * (154012654012654e-19 + x * 16059043836821613e-26)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co20.js
var require_polyval_co20 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .001743826229834001;
		return .001743826229834001 + x * (3353097688001788e-20 + x * (-.0007624513544032393 + x * (.0006451304695145635 + x * (-.000249472580470431 + x * (49255746366361444e-21 + x * (-39851014346715405e-22 + x * 7647163731819816e-28))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co21.js
var require_polyval_co21 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0009647274732138864;
		return .0009647274732138864 + x * (-.0003110108632631878 + x * (-.00036307660358786886 + x * (.0005140660578834113 + x * (-.00029133414466938067 + x * (9086710793521991e-20 + x * (-15303004486655377e-21 + x * (10914179173496788e-22 + x * 28114572543455206e-31)))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co22.js
var require_polyval_co22 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .0005422926281312969;
		return .0005422926281312969 + x * (-.0003694266780000966 + x * (-.00010230378073700413 + x * (.00035764655430568635 + x * (-.00028690924218514614 + x * (.00012645437628698076 + x * (-33202652391372056e-21 + x * (4890304529197534e-21 + x * (-3.123956959982987e-7 + x * 822063524662433e-32))))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/inverse_students_t_body_series.js
var require_inverse_students_t_body_series = __commonJSMin(((exports, module) => {
	var gammaDeltaRatio = require_lib$38();
	var evalpoly = require_lib$26();
	var sqrt = require_lib$82();
	var PI = require_lib$54();
	var polyval1 = require_polyval_co14();
	var polyval2 = require_polyval_co15();
	var polyval3 = require_polyval_co16();
	var polyval4 = require_polyval_co17();
	var polyval5 = require_polyval_co18();
	var polyval6 = require_polyval_co19();
	var polyval7 = require_polyval_co20();
	var polyval8 = require_polyval_co21();
	var polyval9 = require_polyval_co22();
	var c0 = 0;
	var c = [
		1,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		0
	];
	function inverseStudentsTBodySeries(df, u) {
		var idf;
		var v = gammaDeltaRatio(df / 2, .5) * sqrt(df * PI) * (u - .5);
		idf = 1 / df;
		c[1] = polyval1(idf);
		c[2] = polyval2(idf);
		c[3] = polyval3(idf);
		c[4] = polyval4(idf);
		c[5] = polyval5(idf);
		c[6] = polyval6(idf);
		c[7] = polyval7(idf);
		c[8] = polyval8(idf);
		c[9] = polyval9(idf);
		return c0 + v * evalpoly(c, v * v);
	}
	module.exports = inverseStudentsTBodySeries;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/inverse_students_t_tail_series.js
var require_inverse_students_t_tail_series = __commonJSMin(((exports, module) => {
	var gammaDeltaRatio = require_lib$38();
	var evalpoly = require_lib$26();
	var sqrt = require_lib$82();
	var pow = require_lib$65();
	var PI = require_lib$54();
	var d = [
		0,
		0,
		0,
		0,
		0,
		0,
		0
	];
	function inverseStudentsTTailSeries(df, v) {
		var result;
		var power;
		var div;
		var np2;
		var np4;
		var np6;
		var rn;
		var w = gammaDeltaRatio(df / 2, .5) * sqrt(df * PI) * v;
		np2 = df + 2;
		np4 = df + 4;
		np6 = df + 6;
		d[0] = 1;
		d[1] = -(df + 1) / (2 * np2);
		np2 *= df + 2;
		d[2] = -df * (df + 1) * (df + 3) / (8 * np2 * np4);
		np2 *= df + 2;
		d[3] = -df * (df + 1) * (df + 5) * ((3 * df + 7) * df - 2) / (48 * np2 * np4 * np6);
		np2 *= df + 2;
		np4 *= df + 4;
		d[4] = -df * (df + 1) * (df + 7) * (((((15 * df + 154) * df + 465) * df + 286) * df - 336) * df + 64) / (384 * np2 * np4 * np6 * (df + 8));
		np2 *= df + 2;
		d[5] = -df * (df + 1) * (df + 3) * (df + 9) * ((((((35 * df + 452) * df + 1573) * df + 600) * df - 2020) * df + 928) * df - 128) / (1280 * np2 * np4 * np6 * (df + 8) * (df + 10));
		np2 *= df + 2;
		np4 *= df + 4;
		np6 *= df + 6;
		d[6] = -df * (df + 1) * (df + 11) * (((((((((((945 * df + 31506) * df + 425858) * df + 2980236) * df + 11266745) * df + 20675018) * df + 7747124) * df - 22574632) * df - 8565600) * df + 18108416) * df - 7099392) * df + 884736) / (46080 * np2 * np4 * np6 * (df + 8) * (df + 10) * (df + 12));
		rn = sqrt(df);
		div = pow(rn * w, 1 / df);
		power = div * div;
		result = evalpoly(d, power);
		result *= rn;
		result /= div;
		return -result;
	}
	module.exports = inverseStudentsTTailSeries;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/inverse_students_t_hill.js
var require_inverse_students_t_hill = __commonJSMin(((exports, module) => {
	var erfcinv = require_lib$9();
	var expm1 = require_lib$76();
	var sqrt = require_lib$82();
	var pow = require_lib$65();
	var HALF_PI = require_lib$55();
	var SQRT2 = require_lib$7();
	function inverseStudentsTHill(ndf, u) {
		var a;
		var b;
		var c;
		var d;
		var q;
		var x;
		var y;
		if (ndf > 0x56bc75e2d63100000) return -erfcinv(2 * u) * SQRT2;
		a = 1 / (ndf - .5);
		b = 48 / (a * a);
		c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
		d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * HALF_PI) * ndf;
		y = pow(d * 2 * u, 2 / ndf);
		if (y > .05 + a) {
			x = -erfcinv(2 * u) * SQRT2;
			y = x * x;
			if (ndf < 5) c += .3 * (ndf - 4.5) * (x + .6);
			c += (((.05 * d * x - 5) * x - 7) * x - 2) * x + b;
			y = (((((.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
			y = expm1(a * y * y);
		} else y = ((1 / (((ndf + 6) / (ndf * y) - .089 * d - .822) * (ndf + 2) * 3) + .5 / (ndf + 4)) * y - 1) * (ndf + 1) / (ndf + 2) + 1 / y;
		q = sqrt(ndf * y);
		return -q;
	}
	module.exports = inverseStudentsTHill;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/inverse_students_t.js
var require_inverse_students_t = __commonJSMin(((exports, module) => {
	var erfcinv = require_lib$9();
	var floor = require_lib$129();
	var ldexp = require_lib$86();
	var round = require_lib$48();
	var acos = require_lib$8();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var cos = require_lib$36();
	var pow = require_lib$65();
	var sin = require_lib$46();
	var SQRT2 = require_lib$7();
	var PI = require_lib$54();
	var inverseStudentsTBodySeries = require_inverse_students_t_body_series();
	var inverseStudentsTTailSeries = require_inverse_students_t_tail_series();
	var inverseStudentsTHill = require_inverse_students_t_hill();
	var DF_THRESHOLD = 268435456;
	var ONE_THIRD = 1 / 3;
	var EXP = 106 / 3;
	var C = .8549879733383485;
	function inverseStudentsT(df, u, v) {
		var crossover;
		var tolerance;
		var rootAlpha;
		var invert;
		var result;
		var alpha;
		var tmp;
		var p0;
		var p2;
		var p4;
		var p5;
		var p;
		var r;
		var x;
		var a;
		var b;
		result = 0;
		if (u > v) {
			tmp = v;
			v = u;
			u = tmp;
			invert = true;
		} else invert = false;
		if (floor(df) === df && df < 20) {
			tolerance = ldexp(1, EXP);
			switch (floor(df)) {
				case 1:
					if (u === .5) result = 0;
					else result = -cos(PI * u) / sin(PI * u);
					break;
				case 2:
					result = (2 * u - 1) / sqrt(2 * u * v);
					break;
				case 4:
					alpha = 4 * u * v;
					rootAlpha = sqrt(alpha);
					r = 4 * cos(acos(rootAlpha) / 3) / rootAlpha;
					x = sqrt(r - 4);
					result = u - .5 < 0 ? -x : x;
					break;
				case 6:
					if (u < 1e-150) return (invert ? -1 : 1) * inverseStudentsTHill(df, u);
					a = 4 * (u - u * u);
					b = pow(a, ONE_THIRD);
					p = 6 * (1 + C * (1 / b - 1));
					do {
						p2 = p * p;
						p4 = p2 * p2;
						p5 = p * p4;
						p0 = p;
						p = 2 * (8 * a * p5 - 270 * p2 + 2187) / (5 * (4 * a * p4 - 216 * p - 243));
					} while (abs((p - p0) / p) > tolerance);
					p = sqrt(p - df);
					result = u - .5 < 0 ? -p : p;
					break;
				default: if (df > DF_THRESHOLD) result = erfcinv(2 * u) * SQRT2;
				else if (df < 3) {
					crossover = .2742 - df * .0242143;
					if (u > crossover) result = inverseStudentsTBodySeries(df, u);
					else result = inverseStudentsTTailSeries(df, u);
				} else {
					crossover = ldexp(1, round(df / -.654));
					if (u > crossover) result = inverseStudentsTHill(df, u);
					else result = inverseStudentsTTailSeries(df, u);
				}
			}
		} else if (df > DF_THRESHOLD) result = -erfcinv(2 * u) * SQRT2;
		else if (df < 3) {
			crossover = .2742 - df * .0242143;
			if (u > crossover) result = inverseStudentsTBodySeries(df, u);
			else result = inverseStudentsTTailSeries(df, u);
		} else {
			crossover = ldexp(1, round(df / -.654));
			if (u > crossover) result = inverseStudentsTHill(df, u);
			else result = inverseStudentsTTailSeries(df, u);
		}
		return invert ? -result : result;
	}
	module.exports = inverseStudentsT;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/find_ibeta_inv_from_t_dist.js
var require_find_ibeta_inv_from_t_dist = __commonJSMin(((exports, module) => {
	var inverseStudentsT = require_inverse_students_t();
	function findIBetaInvFromTDist(a, p, py) {
		var df;
		var u;
		var v;
		var t;
		u = p / 2;
		v = 1 - u;
		df = a * 2;
		t = inverseStudentsT(df, u, v);
		if (py) py.value = t * t / (df + t * t);
		return df / (df + t * t);
	}
	module.exports = findIBetaInvFromTDist;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/temme1.js
var require_temme1 = __commonJSMin(((exports, module) => {
	var evalpoly = require_lib$26();
	var erfcinv = require_lib$9();
	var sqrt = require_lib$82();
	var exp = require_lib$85();
	var SQRT2 = require_lib$7();
	var workspace = [
		0,
		0,
		0,
		0,
		0,
		0,
		0
	];
	var terms = [
		0,
		0,
		0,
		0
	];
	function temme1(a, b, z) {
		var eta0;
		var eta2;
		var eta;
		var B2;
		var B3;
		var B;
		var c;
		eta0 = erfcinv(2 * z);
		eta0 /= -sqrt(a / 2);
		terms[0] = eta0;
		B = b - a;
		B2 = B * B;
		B3 = B2 * B;
		workspace[0] = -B * SQRT2 / 2;
		workspace[1] = (1 - 2 * B) / 8;
		workspace[2] = -(B * SQRT2 / 48);
		workspace[3] = -1 / 192;
		workspace[4] = -B * SQRT2 / 3840;
		workspace[5] = 0;
		workspace[6] = 0;
		terms[1] = evalpoly(workspace, eta0);
		workspace[0] = B * SQRT2 * (3 * B - 2) / 12;
		workspace[1] = (20 * B2 - 12 * B + 1) / 128;
		workspace[2] = B * SQRT2 * (20 * B - 1) / 960;
		workspace[3] = (16 * B2 + 30 * B - 15) / 4608;
		workspace[4] = B * SQRT2 * (21 * B + 32) / 53760;
		workspace[5] = (-(32 * B2) + 63) / 368640;
		workspace[6] = -B * SQRT2 * (120 * B + 17) / 25804480;
		terms[2] = evalpoly(workspace, eta0);
		workspace[0] = B * SQRT2 * (-75 * B2 + 80 * B - 16) / 480;
		workspace[1] = (-1080 * B3 + 868 * B2 - 90 * B - 45) / 9216;
		workspace[2] = B * SQRT2 * (-1190 * B2 + 84 * B + 373) / 53760;
		workspace[3] = (-2240 * B3 - 2508 * B2 + 2100 * B - 165) / 368640;
		workspace[4] = 0;
		workspace[5] = 0;
		workspace[6] = 0;
		terms[3] = evalpoly(workspace, eta0);
		eta = evalpoly(terms, 1 / a);
		eta2 = eta * eta;
		c = -exp(-eta2 / 2);
		if (eta2 === 0) return .5;
		return (1 + eta * sqrt((1 + c) / eta2)) / 2;
	}
	module.exports = temme1;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/root_finder.js
var require_root_finder = __commonJSMin(((exports, module) => {
	var ln = require_lib$37();
	var BIG = require_lib$57() / 4;
	function temmeRootFinder(t, a) {
		return roots;
		function roots(x) {
			var f1;
			var f;
			var y = 1 - x;
			if (y === 0) return [-BIG, -BIG];
			if (x === 0) return [-BIG, -BIG];
			f = ln(x) + a * ln(y) + t;
			f1 = 1 / x - a / y;
			return [f, f1];
		}
	}
	module.exports = temmeRootFinder;
}));
// node_modules/@stdlib/math-base-special-signum/lib/main.js
var require_main$3 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	function signum(x) {
		if (x === 0 || isnan(x)) return x;
		return x < 0 ? -1 : 1;
	}
	module.exports = signum;
}));
// node_modules/@stdlib/math-base-special-signum/lib/index.js
var require_lib$6 = __commonJSMin(((exports, module) => {
	module.exports = require_main$3();
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/newton_raphson.js
var require_newton_raphson = __commonJSMin(((exports, module) => {
	var sign = require_lib$6();
	var abs = require_lib$90();
	var ldexp = require_lib$86();
	var MAX_VALUE = require_lib$57();
	function newtonRaphsonIterate(fun, guess, min, max, digits, maxIter) {
		var f0last;
		var delta1;
		var delta2;
		var factor;
		var result;
		var count;
		var delta;
		var res;
		var f0;
		var f1;
		f0 = 0;
		f0last = 0;
		result = guess;
		factor = ldexp(1, 1 - digits);
		delta = MAX_VALUE;
		delta1 = MAX_VALUE;
		delta2 = MAX_VALUE;
		count = maxIter;
		do {
			f0last = f0;
			delta2 = delta1;
			delta1 = delta;
			res = fun(result);
			f0 = res[0];
			f1 = res[1];
			count -= 1;
			if (f0 === 0) break;
			if (f1 === 0) {
				if (f0last === 0) {
					if (result === min) guess = max;
					else guess = min;
					f0last = fun(guess);
					delta = guess - result;
				}
				if (sign(f0last) * sign(f0) < 0) {
					if (delta < 0) delta = (result - min) / 2;
					else delta = (result - max) / 2;
				} else if (delta < 0) delta = (result - max) / 2;
				else delta = (result - min) / 2;
			} else delta = f0 / f1;
			if (abs(delta * 2) > abs(delta2)) delta = delta > 0 ? (result - min) / 2 : (result - max) / 2;
			guess = result;
			result -= delta;
			if (result <= min) {
				delta = .5 * (guess - min);
				result = guess - delta;
				if (result === min || result === max) break;
			} else if (result >= max) {
				delta = .5 * (guess - max);
				result = guess - delta;
				if (result === min || result === max) break;
			}
			if (delta > 0) max = guess;
			else min = guess;
		} while (count && abs(result * factor) < abs(delta));
		return result;
	}
	module.exports = newtonRaphsonIterate;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co1.js
var require_polyval_co1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -1;
		return -1 + x * (-5 + x * 5);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co2.js
var require_polyval_co2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 1;
		return 1 + x * (21 + x * (-69 + x * 46));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co3.js
var require_polyval_co3 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 7;
		return 7 + x * (-2 + x * (33 + x * (-62 + x * 31)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co4.js
var require_polyval_co4 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 25;
		return 25 + x * (-52 + x * (-17 + x * (88 + x * (-115 + x * 46))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co5.js
var require_polyval_co5 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 7;
		return 7 + x * (12 + x * (-78 + x * 52));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co6.js
var require_polyval_co6 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -7;
		return -7 + x * (2 + x * (183 + x * (-370 + x * 185)));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co7.js
var require_polyval_co7 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -533;
		return -533 + x * (776 + x * (-1835 + x * (10240 + x * (-13525 + x * 5410))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co8.js
var require_polyval_co8 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return -1579;
		return -1579 + x * (3747 + x * (-3372 + x * (-15821 + x * (45588 + x * (-45213 + x * 15071)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co9.js
var require_polyval_co9 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 449;
		return 449 + x * (-1259 + x * (-769 + x * (6686 + x * (-9260 + x * 3704))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co10.js
var require_polyval_co10 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 63149;
		return 63149 + x * (-151557 + x * (140052 + x * (-727469 + x * (2239932 + x * (-2251437 + x * 750479)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co11.js
var require_polyval_co11 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 29233;
		return 29233 + x * (-78755 + x * (105222 + x * (146879 + x * (-1602610 + x * (3195183 + x * (-2554139 + x * 729754))))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co12.js
var require_polyval_co12 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 1;
		return 1 + x * (-13 + x * 13);
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/polyval_co13.js
var require_polyval_co13 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 1;
		return 1 + x * (21 + x * (-69 + x * 46));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/temme2.js
var require_temme2 = __commonJSMin(((exports, module) => {
	var evalpoly = require_lib$26();
	var erfcinv = require_lib$9();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var ln = require_lib$37();
	var sqrt = require_lib$82();
	var sin = require_lib$46();
	var cos = require_lib$36();
	var temmeRootFinder = require_root_finder();
	var newtonRaphsonIterate = require_newton_raphson();
	var polyval1 = require_polyval_co1();
	var polyval2 = require_polyval_co2();
	var polyval3 = require_polyval_co3();
	var polyval4 = require_polyval_co4();
	var polyval5 = require_polyval_co5();
	var polyval6 = require_polyval_co6();
	var polyval7 = require_polyval_co7();
	var polyval8 = require_polyval_co8();
	var polyval9 = require_polyval_co9();
	var polyval10 = require_polyval_co10();
	var polyval11 = require_polyval_co11();
	var polyval12 = require_polyval_co12();
	var polyval13 = require_polyval_co13();
	var workspace = [
		0,
		0,
		0,
		0,
		0,
		0
	];
	var terms = [
		0,
		0,
		0,
		0
	];
	function temme2(z, r, theta) {
		var upper;
		var lower;
		var alpha;
		var roots;
		var eta0;
		var eta;
		var sc7;
		var sc6;
		var sc5;
		var sc4;
		var sc3;
		var sc2;
		var sc;
		var lu;
		var s2;
		var c2;
		var c;
		var s;
		var u;
		var x;
		eta0 = erfcinv(2 * z) / -sqrt(r / 2);
		s = sin(theta);
		c = cos(theta);
		terms[0] = eta0;
		s2 = s * s;
		c2 = c * c;
		sc = s * c;
		sc2 = sc * sc;
		sc3 = sc2 * sc;
		sc4 = sc2 * sc2;
		sc5 = sc2 * sc3;
		sc6 = sc3 * sc3;
		sc7 = sc4 * sc3;
		workspace[0] = (2 * s2 - 1) / (3 * sc);
		workspace[1] = -polyval1(s2) / (36 * sc2);
		workspace[2] = polyval2(s2) / (1620 * sc3);
		workspace[3] = polyval3(s2) / (6480 * sc4);
		workspace[4] = polyval4(s2) / (90720 * sc5);
		workspace[5] = 0;
		terms[1] = evalpoly(workspace, eta0);
		workspace[0] = -polyval5(s2) / (405 * sc3);
		workspace[1] = polyval6(s2) / (2592 * sc4);
		workspace[2] = -polyval7(s2) / (204120 * sc5);
		workspace[3] = -polyval8(s2) / (2099520 * sc6);
		workspace[4] = 0;
		workspace[5] = 0;
		terms[2] = evalpoly(workspace, eta0);
		workspace[0] = polyval9(s2) / (102060 * sc5);
		workspace[1] = -polyval10(s2) / (20995200 * sc6);
		workspace[2] = polyval11(s2) / (36741600 * sc7);
		workspace[3] = 0;
		workspace[4] = 0;
		workspace[5] = 0;
		terms[3] = evalpoly(workspace, eta0);
		eta = evalpoly(terms, 1 / r);
		alpha = c / s;
		alpha *= alpha;
		lu = -(eta * eta) / (2 * s2) + ln(s2) + c2 * ln(c2) / s2;
		if (abs(eta) < .7) {
			workspace[0] = s2;
			workspace[1] = sc;
			workspace[2] = (1 - 2 * s2) / 3;
			workspace[3] = polyval12(s2) / (36 * sc);
			workspace[4] = polyval13(s2) / (270 * sc2);
			workspace[5] = 0;
			x = evalpoly(workspace, eta);
		} else {
			u = exp(lu);
			workspace[0] = u;
			workspace[1] = alpha;
			workspace[2] = 0;
			workspace[3] = 3 * alpha * (3 * alpha + 1) / 6;
			workspace[4] = 4 * alpha * (4 * alpha + 1) * (4 * alpha + 2) / 24;
			workspace[5] = 5 * alpha * (5 * alpha + 1) * (5 * alpha + 2) * (5 * alpha + 3) / 120;
			x = evalpoly(workspace, u);
			if ((x - s2) * eta < 0) x = 1 - x;
		}
		if (eta < 0) {
			lower = 0;
			upper = s2;
		} else {
			lower = s2;
			upper = 1;
		}
		if (x < lower || x > upper) x = (lower + upper) / 2;
		roots = temmeRootFinder(-lu, alpha);
		x = newtonRaphsonIterate(roots, x, lower, upper, 32, 100);
		return x;
	}
	module.exports = temme2;
}));
// node_modules/ms/index.js
var require_ms = __commonJSMin(((exports, module) => {
	var s = 1e3;
	var m = s * 60;
	var h = m * 60;
	var d = h * 24;
	var y = d * 365.25;
	module.exports = function(val, options) {
		options = options || {};
		var type = typeof val;
		if (type === "string" && val.length > 0) return parse(val);
		else if (type === "number" && isNaN(val) === false) return options.long ? fmtLong(val) : fmtShort(val);
		throw new Error("val is not a non-empty string or a valid number. val=" + JSON.stringify(val));
	};
	function parse(str) {
		str = String(str);
		if (str.length > 100) return;
		var match = /^((?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|years?|yrs?|y)?$/i.exec(str);
		if (!match) return;
		var n = parseFloat(match[1]);
		switch ((match[2] || "ms").toLowerCase()) {
			case "years":
			case "year":
			case "yrs":
			case "yr":
			case "y": return n * y;
			case "days":
			case "day":
			case "d": return n * d;
			case "hours":
			case "hour":
			case "hrs":
			case "hr":
			case "h": return n * h;
			case "minutes":
			case "minute":
			case "mins":
			case "min":
			case "m": return n * m;
			case "seconds":
			case "second":
			case "secs":
			case "sec":
			case "s": return n * s;
			case "milliseconds":
			case "millisecond":
			case "msecs":
			case "msec":
			case "ms": return n;
			default: return;
		}
	}
	function fmtShort(ms) {
		if (ms >= d) return Math.round(ms / d) + "d";
		if (ms >= h) return Math.round(ms / h) + "h";
		if (ms >= m) return Math.round(ms / m) + "m";
		if (ms >= s) return Math.round(ms / s) + "s";
		return ms + "ms";
	}
	function fmtLong(ms) {
		return plural(ms, d, "day") || plural(ms, h, "hour") || plural(ms, m, "minute") || plural(ms, s, "second") || ms + " ms";
	}
	function plural(ms, n, name) {
		if (ms < n) return;
		if (ms < n * 1.5) return Math.floor(ms / n) + " " + name;
		return Math.ceil(ms / n) + " " + name + "s";
	}
}));
// node_modules/debug/src/debug.js
var require_debug = __commonJSMin(((exports, module) => {
	exports = module.exports = createDebug.debug = createDebug["default"] = createDebug;
	exports.coerce = coerce;
	exports.disable = disable;
	exports.enable = enable;
	exports.enabled = enabled;
	exports.humanize = require_ms();
	exports.names = [];
	exports.skips = [];
	exports.formatters = {};
	var prevTime;
	function selectColor(namespace) {
		var hash = 0, i;
		for (i in namespace) {
			hash = (hash << 5) - hash + namespace.charCodeAt(i);
			hash |= 0;
		}
		return exports.colors[Math.abs(hash) % exports.colors.length];
	}
	function createDebug(namespace) {
		function debug() {
			if (!debug.enabled) return;
			var self = debug;
			var curr = +new Date();
			self.diff = curr - (prevTime || curr);
			self.prev = prevTime;
			self.curr = curr;
			prevTime = curr;
			var args = new Array(arguments.length);
			for (var i = 0; i < args.length; i++) args[i] = arguments[i];
			args[0] = exports.coerce(args[0]);
			if ("string" !== typeof args[0]) args.unshift("%O");
			var index = 0;
			args[0] = args[0].replace(/%([a-zA-Z%])/g, function(match, format) {
				if (match === "%%") return match;
				index++;
				var formatter = exports.formatters[format];
				if ("function" === typeof formatter) {
					var val = args[index];
					match = formatter.call(self, val);
					args.splice(index, 1);
					index--;
				}
				return match;
			});
			exports.formatArgs.call(self, args);
			(debug.log || exports.log || console.log.bind(console)).apply(self, args);
		}
		debug.namespace = namespace;
		debug.enabled = exports.enabled(namespace);
		debug.useColors = exports.useColors();
		debug.color = selectColor(namespace);
		if ("function" === typeof exports.init) exports.init(debug);
		return debug;
	}
	function enable(namespaces) {
		exports.save(namespaces);
		exports.names = [];
		exports.skips = [];
		var split = (typeof namespaces === "string" ? namespaces : "").split(/[\s,]+/);
		var len = split.length;
		for (var i = 0; i < len; i++) {
			if (!split[i]) continue;
			namespaces = split[i].replace(/\*/g, ".*?");
			if (namespaces[0] === "-") exports.skips.push(new RegExp("^" + namespaces.substr(1) + "$"));
			else exports.names.push(new RegExp("^" + namespaces + "$"));
		}
	}
	function disable() {
		exports.enable("");
	}
	function enabled(name) {
		var i = 0, len = exports.skips.length;
		for (; i < len; i++) if (exports.skips[i].test(name)) return false;
		for (i = 0, len = exports.names.length; i < len; i++) if (exports.names[i].test(name)) return true;
		return false;
	}
	function coerce(val) {
		if (val instanceof Error) return val.stack || val.message;
		return val;
	}
}));
// node_modules/debug/src/browser.js
var require_browser = __commonJSMin(((exports, module) => {
	exports = module.exports = require_debug();
	exports.log = log;
	exports.formatArgs = formatArgs;
	exports.save = save;
	exports.load = load;
	exports.useColors = useColors;
	exports.storage = "undefined" != typeof chrome && "undefined" != typeof chrome.storage ? chrome.storage.local : localstorage();
	exports.colors = [
		"lightseagreen",
		"forestgreen",
		"goldenrod",
		"dodgerblue",
		"darkorchid",
		"crimson"
	];
	function useColors() {
		if (typeof window !== "undefined" && window.process && window.process.type === "renderer") return true;
		return typeof document !== "undefined" && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance || typeof window !== "undefined" && window.console && (window.console.firebug || window.console.exception && window.console.table) || typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/) && parseInt(RegExp.$1, 10) >= 31 || typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/);
	}
	exports.formatters.j = function(v) {
		try {
			return JSON.stringify(v);
		} catch (err) {
			return "[UnexpectedJSONParseError]: " + err.message;
		}
	};
	function formatArgs(args) {
		var useColors = this.useColors;
		args[0] = (useColors ? "%c" : "") + this.namespace + (useColors ? " %c" : " ") + args[0] + (useColors ? "%c " : " ") + "+" + exports.humanize(this.diff);
		if (!useColors) return;
		var c = "color: " + this.color;
		args.splice(1, 0, c, "color: inherit");
		var index = 0;
		var lastC = 0;
		args[0].replace(/%[a-zA-Z%]/g, function(match) {
			if ("%%" === match) return;
			index++;
			if ("%c" === match) lastC = index;
		});
		args.splice(lastC, 0, c);
	}
	function log() {
		return "object" === typeof console && console.log && Function.prototype.apply.call(console.log, console, arguments);
	}
	function save(namespaces) {
		try {
			if (null == namespaces) exports.storage.removeItem("debug");
			else exports.storage.debug = namespaces;
		} catch (e) {}
	}
	function load() {
		var r;
		try {
			r = exports.storage.debug;
		} catch (e) {}
		if (!r && typeof process !== "undefined" && "env" in process) r = process.env.DEBUG;
		return r;
	}
	exports.enable(load());
	function localstorage() {
		try {
			return window.localStorage;
		} catch (e) {}
	}
}));
// node_modules/debug/src/node.js
var require_node = __commonJSMin(((exports, module) => {
	var tty = __require("tty");
	var util = __require("util");
	exports = module.exports = require_debug();
	exports.init = init;
	exports.log = log;
	exports.formatArgs = formatArgs;
	exports.save = save;
	exports.load = load;
	exports.useColors = useColors;
	exports.colors = [
		6,
		2,
		3,
		4,
		5,
		1
	];
	exports.inspectOpts = Object.keys(process.env).filter(function(key) {
		return /^debug_/i.test(key);
	}).reduce(function(obj, key) {
		var prop = key.substring(6).toLowerCase().replace(/_([a-z])/g, function(_, k) {
			return k.toUpperCase();
		});
		var val = process.env[key];
		if (/^(yes|on|true|enabled)$/i.test(val)) val = true;
		else if (/^(no|off|false|disabled)$/i.test(val)) val = false;
		else if (val === "null") val = null;
		else val = Number(val);
		obj[prop] = val;
		return obj;
	}, {});
	var fd = parseInt(process.env.DEBUG_FD, 10) || 2;
	if (1 !== fd && 2 !== fd) util.deprecate(function() {}, "except for stderr(2) and stdout(1), any other usage of DEBUG_FD is deprecated. Override debug.log if you want to use a different log function (https://git.io/debug_fd)")();
	var stream = 1 === fd ? process.stdout : 2 === fd ? process.stderr : createWritableStdioStream(fd);
	function useColors() {
		return "colors" in exports.inspectOpts ? Boolean(exports.inspectOpts.colors) : tty.isatty(fd);
	}
	exports.formatters.o = function(v) {
		this.inspectOpts.colors = this.useColors;
		return util.inspect(v, this.inspectOpts).split("\n").map(function(str) {
			return str.trim();
		}).join(" ");
	};
	exports.formatters.O = function(v) {
		this.inspectOpts.colors = this.useColors;
		return util.inspect(v, this.inspectOpts);
	};
	function formatArgs(args) {
		var name = this.namespace;
		if (this.useColors) {
			var c = this.color;
			var prefix = "  \x1B[3" + c + ";1m" + name + " \x1B[0m";
			args[0] = prefix + args[0].split("\n").join("\n" + prefix);
			args.push("\x1B[3" + c + "m+" + exports.humanize(this.diff) + "\x1B[0m");
		} else args[0] = new Date().toUTCString() + " " + name + " " + args[0];
	}
	function log() {
		return stream.write(util.format.apply(util, arguments) + "\n");
	}
	function save(namespaces) {
		if (null == namespaces) delete process.env.DEBUG;
		else process.env.DEBUG = namespaces;
	}
	function load() {
		return process.env.DEBUG;
	}
	function createWritableStdioStream(fd) {
		var stream;
		switch (process.binding("tty_wrap").guessHandleType(fd)) {
			case "TTY":
				stream = new tty.WriteStream(fd);
				stream._type = "tty";
				if (stream._handle && stream._handle.unref) stream._handle.unref();
				break;
			case "FILE":
				stream = new (__require("fs")).SyncWriteStream(fd, { autoClose: false });
				stream._type = "fs";
				break;
			case "PIPE":
			case "TCP":
				stream = new (__require("net")).Socket({
					fd,
					readable: false,
					writable: true
				});
				stream.readable = false;
				stream.read = null;
				stream._type = "pipe";
				if (stream._handle && stream._handle.unref) stream._handle.unref();
				break;
			default: throw new Error("Implement me. Unknown stream file type!");
		}
		stream.fd = fd;
		stream._isStdio = true;
		return stream;
	}
	function init(debug) {
		debug.inspectOpts = {};
		var keys = Object.keys(exports.inspectOpts);
		for (var i = 0; i < keys.length; i++) debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
	exports.enable(load());
}));
// node_modules/debug/src/index.js
var require_src = __commonJSMin(((exports, module) => {
	if (typeof process !== "undefined" && process.type === "renderer") module.exports = require_browser();
	else module.exports = require_node();
}));
// node_modules/@stdlib/constants-float32-max/lib/index.js
var require_lib$5 = __commonJSMin(((exports, module) => {
	module.exports = 34028234663852886e22;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/higher_newton.js
var require_higher_newton = __commonJSMin(((exports, module) => {
	var logger = require_src();
	var gammainc = require_lib$18();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var ln = require_lib$37();
	var MAX_FLOAT32 = require_lib$5();
	var debug = logger("gammaincinv:higher_newton");
	function higherNewton(x0, a, m, p, q, lgama, invfp, pcase) {
		var dlnr;
		var xini;
		var ck0;
		var ck1;
		var ck2;
		var a2;
		var x2;
		var px;
		var qx;
		var xr;
		var t;
		var n;
		var r;
		var x = x0;
		t = 1;
		n = 1;
		a2 = a * a;
		xini = x0;
		do {
			x = x0;
			x2 = x * x;
			if (m === 0) {
				dlnr = (1 - a) * ln(x) + x + lgama;
				if (dlnr > ln(MAX_FLOAT32)) {
					debug("Warning: overflow problems in one or more steps of the computation. The initial approximation to the root is returned.");
					return xini;
				}
				r = exp(dlnr);
			} else r = -invfp * x;
			if (pcase) {
				px = gammainc(x, a, true, false);
				ck0 = -r * (px - p);
			} else {
				qx = gammainc(x, a, true, true);
				ck0 = r * (qx - q);
			}
			r = ck0;
			if (p > 1e-120 || n > 1) {
				ck1 = .5 * (x - a + 1) / x;
				ck2 = (2 * x2 - 4 * x * a + 4 * x + 2 * a2 - 3 * a + 1) / x2;
				ck2 /= 6;
				x0 = x + r * (1 + r * (ck1 + r * ck2));
			} else x0 = x + r;
			t = abs(x / x0 - 1);
			n += 1;
			x = x0;
			if (x < 0) {
				x = xini;
				n = 100;
			}
		} while (t > 2e-14 && n < 35);
		if (t > 2e-14 || n > 99) debug("Warning: the number of iterations in the Newton method reached the upper limit N=35. The last value obtained for the root is given as output.");
		xr = x || 0;
		return xr;
	}
	module.exports = higherNewton;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/polyval_ak1.js
var require_polyval_ak1 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 0;
		return 0 + x * (1 + x * (1 + x * (1.5 + x * (2.6666666666666665 + x * (5.208333333333333 + x * 10.8)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/polyval_ak2.js
var require_polyval_ak2 = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return 1;
		return 1 + x * (1 + x * (.3333333333333333 + x * (.027777777777777776 + x * (-.003703703703703704 + x * (.0002314814814814815 + x * 5878894767783657e-20)))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/lambdaeta.js
var require_lambdaeta = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var exp = require_lib$85();
	var ln = require_lib$37();
	var evalpoly = require_lib$26();
	var polyvalAK1 = require_polyval_ak1();
	var polyvalAK2 = require_polyval_ak2();
	var THRESHOLD = 1e-8;
	var ONEO12 = .08333333333333333;
	var ONEO120 = .008333333333333333;
	var AK = [
		1,
		0,
		0,
		0,
		0,
		0
	];
	function lambdaeta(eta) {
		var L2;
		var L3;
		var L4;
		var L5;
		var la;
		var L;
		var q;
		var r;
		var s = eta * eta * .5;
		if (eta === 0) la = 0;
		else if (eta < -1) {
			r = exp(-1 - s);
			la = polyvalAK1(r);
		} else if (eta < 1) {
			r = eta;
			la = polyvalAK2(r);
		} else {
			r = 11 + s;
			L = ln(r);
			la = r + L;
			r = 1 / r;
			L2 = L * L;
			L3 = L2 * L;
			L4 = L3 * L;
			L5 = L4 * L;
			AK[1] = (2 - L) * .5;
			AK[2] = (-9 * L + 6 + 2 * L2) / 6;
			AK[3] = -(3 * L3 + 36 * L - 22 * L2 - 12) * ONEO12;
			AK[4] = (60 + 350 * L2 - 300 * L - 125 * L3 + 12 * L4) / 60;
			AK[5] = -(-120 - 274 * L4 + 900 * L - 1700 * L2 + 1125 * L3 + 20 * L5) * ONEO120;
			la += L * r * evalpoly(AK, r);
		}
		r = 1;
		if (eta > -3.5 && eta < -.03 || eta > .03 && eta < 40) {
			r = 1;
			q = la;
			do {
				la = q * (s + ln(q)) / (q - 1);
				r = abs(q / la - 1);
				q = la;
			} while (r > THRESHOLD);
		}
		return la;
	}
	module.exports = lambdaeta;
}));
// node_modules/@stdlib/constants-float64-ln-sqrt-two-pi/lib/index.js
var require_lib$4 = __commonJSMin(((exports, module) => {
	module.exports = .9189385332046728;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/chepolsum.js
var require_chepolsum = __commonJSMin(((exports, module) => {
	var A = [
		1.9963790515900766,
		-.0017971032528832887,
		13129285796384672e-21,
		-2.340875228178749e-7,
		7.2291210671127e-9,
		-3280997607821e-22,
		19875070901e-21,
		-1509214183e-21,
		1375340084e-22,
		-145728923e-22,
		17532367e-22,
		-2351465e-22,
		346551e-22,
		-55471e-22,
		9548e-22,
		-1748e-22,
		332e-22,
		-58e-22
	];
	function chepolsum(n, t) {
		var tt;
		var u0;
		var u1;
		var u2;
		var k;
		u0 = 0;
		u1 = 0;
		tt = t + t;
		k = n;
		do {
			u2 = u1;
			u1 = u0;
			u0 = tt * u1 - u2 + A[k];
			k -= 1;
		} while (k >= 0);
		return (u0 - u2) / 2;
	}
	module.exports = chepolsum;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/polyval_c.js
var require_polyval_c = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .025721014990011306;
		return .025721014990011306 + x * (.08247596616699963 + x * (-.0025328157302663564 + x * (.0006099292666946337 + x * (-.00033543297638406 + x * .000250505279903))));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/polyval_d.js
var require_polyval_d = __commonJSMin(((exports, module) => {
	function evalpoly(x) {
		if (x === 0) return .08333333333333333;
		return .08333333333333333 + x * (-.002777777777777778 + x * (.0007936507936507937 + x * -.0005952380952380953));
	}
	module.exports = evalpoly;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/stirling.js
var require_stirling = __commonJSMin(((exports, module) => {
	var gammaln = require_lib$34();
	var ln = require_lib$37();
	var LN_SQRT_TWO_PI = require_lib$4();
	var SMALLEST_FLOAT32 = require_lib$20();
	var MAX_FLOAT32 = require_lib$5();
	var chepolsum = require_chepolsum();
	var polyvalC = require_polyval_c();
	var polyvalD = require_polyval_d();
	var C6 = .30865217988013566;
	function stirling(x) {
		var z;
		if (x < SMALLEST_FLOAT32) return MAX_FLOAT32;
		if (x < 1) return gammaln(x + 1) - (x + .5) * ln(x) + x - LN_SQRT_TWO_PI;
		if (x < 2) return gammaln(x) - (x - .5) * ln(x) + x - LN_SQRT_TWO_PI;
		if (x < 3) return gammaln(x - 1) - (x - .5) * ln(x) + x - LN_SQRT_TWO_PI + ln(x - 1);
		if (x < 12) {
			z = 18 / (x * x) - 1;
			return chepolsum(17, z) / (12 * x);
		}
		z = 1 / (x * x);
		if (x < 1e3) return polyvalC(z) / (C6 + z) / x;
		return polyvalD(z) / x;
	}
	module.exports = stirling;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/gamstar.js
var require_gamstar = __commonJSMin(((exports, module) => {
	var exp = require_lib$85();
	var gamma = require_lib$43();
	var ln = require_lib$37();
	var FLOAT32_MAX = require_lib$5();
	var SQRT_TWO_PI = require_lib$45();
	var stirling = require_stirling();
	function gamstar(x) {
		if (x >= 3) return exp(stirling(x));
		if (x > 0) return gamma(x) / (exp(-x + (x - .5) * ln(x)) * SQRT_TWO_PI);
		return FLOAT32_MAX;
	}
	module.exports = gamstar;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak0bk0.js
var require_rational_ak0bk0 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.3333333333438;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.3333333333438 + x * (-.2070740359969 + x * (-.05041806657154 + x * (-.004923635739372 + x * -4293658292782e-17)));
			s2 = 1 + x * (.7045554412463 + x * (.2118190062224 + x * (.03048648397436 + x * .001605037988091)));
		} else {
			x = 1 / x;
			s1 = -4293658292782e-17 + x * (-.004923635739372 + x * (-.05041806657154 + x * (-.2070740359969 + x * -.3333333333438)));
			s2 = .001605037988091 + x * (.03048648397436 + x * (.2118190062224 + x * (.7045554412463 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/eps1.js
var require_eps1 = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var ln = require_lib$37();
	var lambdaeta = require_lambdaeta();
	var rateval = require_rational_ak0bk0();
	function eps1(eta) {
		var la;
		if (abs(eta) < 1) return rateval(eta);
		la = lambdaeta(eta);
		return ln(eta / (la - 1)) / eta;
	}
	module.exports = eps1;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak1bk1.js
var require_rational_ak1bk1 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.0172847633523;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.0172847633523 + x * (-.0159372646475 + x * (-.00464910887221 + x * (-.00060683488776 + x * -614830384279e-17)));
			s2 = 1 + x * (.764050615669 + x * (.297143406325 + x * (.0579490176079 + x * .00574558524851)));
		} else {
			x = 1 / x;
			s1 = -614830384279e-17 + x * (-.00060683488776 + x * (-.00464910887221 + x * (-.0159372646475 + x * -.0172847633523)));
			s2 = .00574558524851 + x * (.0579490176079 + x * (.297143406325 + x * (.764050615669 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak2bk2.js
var require_rational_ak2bk2 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.0172839517431;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.0172839517431 + x * (-.0146362417966 + x * (-.00357406772616 + x * (-.000391032032692 + x * 249634036069e-17)));
			s2 = 1 + x * (.690560400696 + x * (.249962384741 + x * (.0443843438769 + x * .00424073217211)));
		} else {
			x = 1 / x;
			s1 = 249634036069e-17 + x * (-.000391032032692 + x * (-.00357406772616 + x * (-.0146362417966 + x * -.0172839517431)));
			s2 = .00424073217211 + x * (.0443843438769 + x * (.249962384741 + x * (.690560400696 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak3bk3.js
var require_rational_ak3bk3 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .99994466948;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = .99994466948 + x * (104.649839762 + x * (857.204033806 + x * (731.901559577 + x * 45.5174411671)));
			s2 = 1 + x * (104.526456943 + x * (823.313447808 + x * (3119.93802124 + x * 3970.03311219)));
		} else {
			x = 1 / x;
			s1 = 45.5174411671 + x * (731.901559577 + x * (857.204033806 + x * (104.649839762 + x * .99994466948)));
			s2 = 3970.03311219 + x * (3119.93802124 + x * (823.313447808 + x * (104.526456943 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/eps2.js
var require_eps2 = __commonJSMin(((exports, module) => {
	var ln = require_lib$37();
	var rateval1 = require_rational_ak1bk1();
	var rateval2 = require_rational_ak2bk2();
	var rateval3 = require_rational_ak3bk3();
	function eps2(eta) {
		var lnmeta;
		var x;
		if (eta < -5) {
			x = eta * eta;
			lnmeta = ln(-eta);
			return (12 - x - 6 * (lnmeta * lnmeta)) / (12 * x * eta);
		}
		if (eta < -2) return rateval1(eta);
		if (eta < 2) return rateval2(eta);
		if (eta < 1e3) {
			x = 1 / eta;
			return rateval3(eta) / (-12 * eta);
		}
		return -1 / (12 * eta);
	}
	module.exports = eps2;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak4bk4.js
var require_rational_ak4bk4 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .0495346498136;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = .0495346498136 + x * (.0299521337141 + x * (.00688296911516 + x * (.000512634846317 + x * -201411722031e-16)));
			s2 = 1 + x * (.759803615283 + x * (.261547111595 + x * (.0464854522477 + x * .00403751193496)));
		} else {
			x = 1 / x;
			s1 = -201411722031e-16 + x * (.000512634846317 + x * (.00688296911516 + x * (.0299521337141 + x * .0495346498136)));
			s2 = .00403751193496 + x * (.0464854522477 + x * (.261547111595 + x * (.759803615283 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak5bk5.js
var require_rational_ak5bk5 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .00452313583942;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = .00452313583942 + x * (.00120744920113 + x * (-789724156582e-16 + x * (-504476066942e-16 + x * -535770949796e-17)));
			s2 = 1 + x * (.912203410349 + x * (.405368773071 + x * (.0901638932349 + x * .00948935714996)));
		} else {
			x = 1 / x;
			s1 = -535770949796e-17 + x * (-504476066942e-16 + x * (-789724156582e-16 + x * (.00120744920113 + x * .00452313583942)));
			s2 = .00948935714996 + x * (.0901638932349 + x * (.405368773071 + x * (.912203410349 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak6bk6.js
var require_rational_ak6bk6 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return .00439937562904;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = .00439937562904 + x * (.000487225670639 + x * (-.000128470657374 + x * (529110969589e-17 + x * 1.5716677175e-7)));
			s2 = 1 + x * (.794435257415 + x * (.333094721709 + x * (.0703527806143 + x * .00806110846078)));
		} else {
			x = 1 / x;
			s1 = 1.5716677175e-7 + x * (529110969589e-17 + x * (-.000128470657374 + x * (.000487225670639 + x * .00439937562904)));
			s2 = .00806110846078 + x * (.0703527806143 + x * (.333094721709 + x * (.794435257415 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak7bk7.js
var require_rational_ak7bk7 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.0011481191232;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.0011481191232 + x * (-.112850923276 + x * (1.51623048511 + x * (-.218472031183 + x * .0730002451555)));
			s2 = 1 + x * (14.2482206905 + x * (69.7360396285 + x * (218.938950816 + x * 277.067027185)));
		} else {
			x = 1 / x;
			s1 = .0730002451555 + x * (-.218472031183 + x * (1.51623048511 + x * (-.112850923276 + x * -.0011481191232)));
			s2 = 277.067027185 + x * (218.938950816 + x * (69.7360396285 + x * (14.2482206905 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/rational_ak8bk8.js
var require_rational_ak8bk8 = __commonJSMin(((exports, module) => {
	function evalrational(x) {
		var ax;
		var s1;
		var s2;
		if (x === 0) return -.000145727889667;
		if (x < 0) ax = -x;
		else ax = x;
		if (ax <= 1) {
			s1 = -.000145727889667 + x * (-.290806748131 + x * (-13.308504545 + x * (199.722374056 + x * -11.4311378756)));
			s2 = 1 + x * (139.612587808 + x * (2189.01116348 + x * (7115.24019009 + x * 45574.6081453)));
		} else {
			x = 1 / x;
			s1 = -11.4311378756 + x * (199.722374056 + x * (-13.308504545 + x * (-.290806748131 + x * -.000145727889667)));
			s2 = 45574.6081453 + x * (7115.24019009 + x * (2189.01116348 + x * (139.612587808 + x * 1)));
		}
		return s1 / s2;
	}
	module.exports = evalrational;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/eps3.js
var require_eps3 = __commonJSMin(((exports, module) => {
	var ln = require_lib$37();
	var rational1 = require_rational_ak4bk4();
	var rational2 = require_rational_ak5bk5();
	var rational3 = require_rational_ak6bk6();
	var rational4 = require_rational_ak7bk7();
	var rational5 = require_rational_ak8bk8();
	function eps3(eta) {
		var x;
		var y;
		if (eta < -8) {
			x = eta * eta;
			y = ln(-eta) / eta;
			return (-30 + eta * y * (6 * x * y * y - 12 + x)) / (12 * eta * x * x);
		}
		if (eta < -4) return rational1(eta) / (eta * eta);
		if (eta < -2) return rational2(eta);
		if (eta < 2) return rational3(eta);
		if (eta < 10) {
			x = 1 / eta;
			return rational4(x) / (eta * eta);
		}
		if (eta < 100) {
			x = 1 / eta;
			return rational5(x) / (eta * eta);
		}
		return -ln(eta) / (12 * eta * eta * eta);
	}
	module.exports = eps3;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/compute.js
var require_compute = __commonJSMin(((exports, module) => {
	var logger = require_src();
	var evalpoly = require_lib$26();
	var gammaln = require_lib$34();
	var erfcinv = require_lib$9();
	var gamma = require_lib$43();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var min = require_lib$58();
	var pow = require_lib$65();
	var ln = require_lib$37();
	var SQRT_TWO_PI = require_lib$45();
	var MAX_FLOAT32 = require_lib$5();
	var TWO_PI = require_lib$24();
	var higherNewton = require_higher_newton();
	var lambdaeta = require_lambdaeta();
	var gamstar = require_gamstar();
	var eps1 = require_eps1();
	var eps2 = require_eps2();
	var eps3 = require_eps3();
	var debug = logger("gammaincinv:compute");
	var HALF = .5;
	var ONEO3 = .3333333333333333;
	var ONEO4 = .25;
	var ONEO5 = .2;
	var ONEO6 = .16666666666666666;
	var ONEO12 = .08333333333333333;
	var ONEO24 = .041666666666666664;
	var CK = [
		0,
		0,
		0,
		0,
		0
	];
	function compute(a, p, q) {
		var ap1inv;
		var invfp;
		var lgama;
		var pcase;
		var porq;
		var ainv;
		var logr;
		var ap22;
		var ap14;
		var ap13;
		var ap12;
		var vgam;
		var vmin;
		var xini;
		var ap1;
		var ap2;
		var ap3;
		var eta;
		var p6;
		var p5;
		var x0;
		var a2;
		var L2;
		var L3;
		var L4;
		var b2;
		var b3;
		var p3;
		var a4;
		var fp;
		var p4;
		var p2;
		var a3;
		var xr;
		var ck;
		var b;
		var L;
		var i;
		var k;
		var m;
		var r;
		var s;
		var t;
		var y;
		if (p < HALF) {
			pcase = true;
			porq = p;
			s = -1;
		} else {
			pcase = false;
			porq = q;
			s = 1;
		}
		k = 0;
		if (abs(a - 1) < 1e-4) {
			m = 0;
			if (pcase) {
				if (p < .001) {
					p2 = p * p;
					p3 = p2 * p;
					p4 = p3 * p;
					p5 = p4 * p;
					p6 = p5 * p;
					x0 = p + p2 * HALF + p3 * ONEO3 + p4 * ONEO4 + p5 * ONEO5 + p6 * ONEO6;
				} else x0 = -ln(1 - p);
			} else x0 = -ln(q);
			if (a === 1) {
				k = 2;
				xr = x0;
			} else {
				lgama = gammaln(a);
				k = 1;
			}
		}
		if (q < 1e-30 && a < HALF) {
			m = 0;
			x0 = -ln(q * gamma(a)) + (a - 1) * ln(-ln(q * gamma(a)));
			k = 1;
			lgama = gammaln(a);
		}
		if (a > 1 && a < 500 && p < 1e-80) {
			m = 0;
			ainv = 1 / a;
			ap1inv = 1 / (a + 1);
			x0 = (gammaln(a + 1) + ln(p)) * ainv;
			x0 = exp(x0);
			xini = x0;
			for (i = 0; i < 10; i++) x0 = xini * exp(x0 * ainv) * pow(1 - x0 * ap1inv, ainv);
			k = 1;
			lgama = gammaln(a);
		}
		logr = 1 / a * (ln(p) + gammaln(a + 1));
		if (logr < ln(ONEO5 * (1 + a)) && k === 0) {
			r = exp(logr);
			m = 0;
			a2 = a * a;
			a3 = a2 * a;
			a4 = a3 * a;
			ap1 = a + 1;
			ap12 = ap1 * ap1;
			ap13 = ap1 * ap12;
			ap14 = ap12 * ap12;
			ap2 = a + 2;
			ap22 = ap2 * ap2;
			ap3 = a + 3;
			CK[0] = 1;
			CK[1] = 1 / ap1;
			CK[2] = HALF * (3 * a + 5) / (ap12 * ap2);
			CK[3] = ONEO3 * (31 + 8 * a2 + 33 * a) / (ap13 * ap2 * ap3);
			CK[4] = ONEO24 * (2888 + 1179 * a3 + 125 * a4 + 3971 * a2 + 5661 * a) / (ap14 * ap22 * ap3 * (a + 4));
			x0 = r * evalpoly(CK, r);
			lgama = gammaln(a);
			k = 1;
		}
		if (a < 10 && k === 0) {
			vgam = sqrt(a) / (gamstar(a) * SQRT_TWO_PI);
			vmin = min(.02, vgam);
			if (q < vmin) {
				m = 0;
				b = 1 - a;
				b2 = b * b;
				b3 = b2 * b;
				eta = sqrt(-2 / a * ln(q / vgam));
				x0 = a * lambdaeta(eta);
				L = ln(x0);
				if (x0 > 5) {
					L2 = L * L;
					L3 = L2 * L;
					L4 = L3 * L;
					r = 1 / x0;
					CK[0] = L - 1;
					CK[1] = (3 * b - 2 * b * L + L2 - 2 * L + 2) * HALF;
					CK[2] = (24 * b * L - 11 * b2 - 24 * b - 6 * L2 + 12 * L - 12 - 9 * b * L2 + 6 * b2 * L + 2 * L3) * ONEO6;
					CK[3] = (-12 * b3 * L + 8.04 * b * L2 - 114 * b2 * L + (72 + 36 * L2) + (3 * L4 - 72 * L + 162) * (b - 168 * b * L) - (12 * L3 + 25 * b3) - (22 * b * L3 + 36 * b2 * L2 + 120 * b2)) * ONEO12;
					CK[4] = 0;
					x0 = x0 - L + b * r * evalpoly(CK, r);
				} else {
					r = 1 / x0;
					L2 = L * L;
					ck = L - 1;
					t = L - b * r * ck;
					if (t < x0) x0 -= t;
				}
				lgama = gammaln(a);
				k = 1;
			}
		}
		if (abs(porq - HALF) < 1e-5 && k === 0) {
			m = 0;
			ainv = 1 / a;
			x0 = a - ONEO3 + (.019753086419753086 + .007211444248481286 * ainv) * ainv;
			lgama = gammaln(a);
			k = 1;
		}
		if (a < 1 && k === 0) {
			m = 0;
			if (pcase) x0 = exp(1 / a * (ln(porq) + gammaln(a + 1)));
			else x0 = exp(1 / a * (ln(1 - porq) + gammaln(a + 1)));
			lgama = gammaln(a);
			k = 1;
		}
		if (k === 0) {
			m = 1;
			ainv = 1 / a;
			r = erfcinv(2 * porq);
			eta = s * r / sqrt(a * HALF);
			if (r < MAX_FLOAT32) {
				eta += (eps1(eta) + (eps2(eta) + eps3(eta) * ainv) * ainv) * ainv;
				x0 = a * lambdaeta(eta);
				y = eta;
				fp = -sqrt(a / TWO_PI) * exp(-HALF * a * y * y) / gamstar(a);
				invfp = 1 / fp;
			} else {
				debug("Warning: Overflow problems in one or more steps of the computation.");
				return NaN;
			}
		}
		if (k < 2) xr = higherNewton(x0, a, m, p, q, lgama, invfp, pcase);
		return xr;
	}
	module.exports = compute;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/main.js
var require_main$2 = __commonJSMin(((exports, module) => {
	var isnan = require_lib$130();
	var FLOAT32_SMALLEST = require_lib$20();
	var PINF = require_lib$124();
	var compute = require_compute();
	function gammaincinv(p, a, upper) {
		if (isnan(p) || isnan(a)) return NaN;
		if (a < FLOAT32_SMALLEST) return NaN;
		if (p > 1 || p < 0) return NaN;
		if (upper === true) {
			if (p === 0) return PINF;
			if (p === 1) return 0;
			return compute(a, 1 - p, p);
		}
		if (p === 0) return 0;
		if (p === 1) return PINF;
		return compute(a, p, 1 - p);
	}
	module.exports = gammaincinv;
}));
// node_modules/@stdlib/math-base-special-gammaincinv/lib/index.js
var require_lib$3 = __commonJSMin(((exports, module) => {
	module.exports = require_main$2();
}));
// node_modules/@stdlib/constants-float64-smallest-subnormal/lib/index.js
var require_lib$2 = __commonJSMin(((exports, module) => {
	module.exports = 5e-324;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/temme3.js
var require_temme3 = __commonJSMin(((exports, module) => {
	var gammaincinv = require_lib$3();
	var ln = require_lib$37();
	var sqrt = require_lib$82();
	var SMALLEST_SUBNORMAL = require_lib$2();
	var temmeRootFinder = require_root_finder();
	var newtonRaphsonIterate = require_newton_raphson();
	function temme3(a, b, p, q) {
		var cross;
		var roots;
		var lower;
		var upper;
		var eta0;
		var eta;
		var w10;
		var w12;
		var w13;
		var w14;
		var e1;
		var e2;
		var e3;
		var mu;
		var d2;
		var d3;
		var d4;
		var w2;
		var w3;
		var w4;
		var w5;
		var w6;
		var w7;
		var w8;
		var w9;
		var w1;
		var d;
		var w;
		var u;
		var x;
		if (p < q) eta0 = gammaincinv(p, b, true);
		else eta0 = gammaincinv(q, b, false);
		eta0 /= a;
		mu = b / a;
		w = sqrt(1 + mu);
		w2 = w * w;
		w3 = w2 * w;
		w4 = w2 * w2;
		w5 = w3 * w2;
		w6 = w3 * w3;
		w7 = w4 * w3;
		w8 = w4 * w4;
		w9 = w5 * w4;
		w10 = w5 * w5;
		d = eta0 - mu;
		d2 = d * d;
		d3 = d2 * d;
		d4 = d2 * d2;
		w1 = w + 1;
		w12 = w1 * w1;
		w13 = w1 * w12;
		w14 = w12 * w12;
		e1 = (w + 2) * (w - 1) / (3 * w);
		e1 += (w3 + 9 * w2 + 21 * w + 5) * d / (36 * w2 * w1);
		e1 -= (w4 - 13 * w3 + 69 * w2 + 167 * w + 46) * d2 / (1620 * w12 * w3);
		e1 -= (7 * w5 + 21 * w4 + 70 * w3 + 26 * w2 - 93 * w - 31) * d3 / (6480 * w13 * w4);
		e1 -= (75 * w6 + 202 * w5 + 188 * w4 - 888 * w3 - 1345 * w2 + 118 * w + 138) * d4 / (272160 * w14 * w5);
		e2 = (28 * w4 + 131 * w3 + 402 * w2 + 581 * w + 208) * (w - 1) / (1620 * w1 * w3);
		e2 -= (35 * w6 - 154 * w5 - 623 * w4 - 1636 * w3 - 3983 * w2 - 3514 * w - 925) * d / (12960 * w12 * w4);
		e2 -= (2132 * w7 + 7915 * w6 + 16821 * w5 + 35066 * w4 + 87490 * w3 + 141183 * w2 + 95993 * w + 21640) * d2 / (816480 * w5 * w13);
		e2 -= (11053 * w8 + 53308 * w7 + 117010 * w6 + 163924 * w5 + 116188 * w4 - 258428 * w3 - 677042 * w2 - 481940 * w - 105497) * d3 / (14696640 * w14 * w6);
		e3 = -((3592 * w7 + 8375 * w6 - 1323 * w5 - 29198 * w4 - 89578 * w3 - 154413 * w2 - 116063 * w - 29632) * (w - 1)) / (816480 * w5 * w12);
		e3 -= (442043 * w9 + 2054169 * w8 + 3803094 * w7 + 3470754 * w6 + 2141568 * w5 - 2393568 * w4 - 19904934 * w3 - 34714674 * w2 - 23128299 * w - 5253353) * d / (146966400 * w6 * w13);
		e3 -= (116932 * w10 + 819281 * w9 + 2378172 * w8 + 4341330 * w7 + 6806004 * w6 + 10622748 * w5 + 18739500 * w4 + 30651894 * w3 + 30869976 * w2 + 15431867 * w + 2919016) * d2 / (146966400 * w14 * w7);
		eta = eta0 + e1 / a + e2 / (a * a) + e3 / (a * a * a);
		if (eta <= 0) eta = SMALLEST_SUBNORMAL;
		u = eta - mu * ln(eta) + (1 + mu) * ln(1 + mu) - mu;
		cross = 1 / (1 + mu);
		lower = eta < mu ? cross : 0;
		upper = eta < mu ? 1 : cross;
		x = (lower + upper) / 2;
		roots = temmeRootFinder(u, mu);
		return newtonRaphsonIterate(roots, x, lower, upper, 32, 100);
	}
	module.exports = temme3;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/halley_iterate.js
var require_halley_iterate = __commonJSMin(((exports, module) => {
	var abs = require_lib$90();
	var ldexp = require_lib$86();
	var sign = require_lib$6();
	var max = require_lib$60();
	var MAX_VALUE = require_lib$57();
	function halleyIterate(fun, guess, minimum, maximum, digits, maxIter) {
		var convergence;
		var outOfBounds;
		var delta1;
		var delta2;
		var factor;
		var result;
		var f0Last;
		var count;
		var delta;
		var denom;
		var diff;
		var num;
		var res;
		var f0;
		var f1;
		var f2;
		f0 = 0;
		outOfBounds = false;
		result = guess;
		factor = ldexp(1, 1 - digits);
		delta = max(1e7 * guess, 1e7);
		f0Last = 0;
		delta1 = delta;
		delta2 = delta;
		count = maxIter;
		do {
			f0Last = f0;
			delta2 = delta1;
			delta1 = delta;
			res = fun(result);
			f0 = res[0];
			f1 = res[1];
			f2 = res[2];
			count -= 1;
			if (f0 === 0) break;
			if (f1 === 0) {
				if (f0Last === 0) {
					if (result === minimum) guess = maximum;
					else guess = minimum;
					f0Last = fun(guess);
					delta = guess - result;
				}
				if (sign(f0Last) * sign(f0) < 0) {
					if (delta < 0) delta = (result - minimum) / 2;
					else delta = (result - maximum) / 2;
				} else if (delta < 0) delta = (result - maximum) / 2;
				else delta = (result - minimum) / 2;
			} else if (f2 === 0) delta = f0 / f1;
			else {
				denom = 2 * f0;
				num = 2 * f1 - f0 * (f2 / f1);
				if (abs(num) < 1 && abs(denom) >= abs(num) * MAX_VALUE) delta = f0 / f1;
				else delta = denom / num;
				if (delta * f1 / f0 < 0) {
					delta = f0 / f1;
					if (abs(delta) > 2 * abs(guess)) delta = (delta < 0 ? -1 : 1) * 2 * abs(guess);
				}
			}
			convergence = abs(delta / delta2);
			if (convergence > .8 && convergence < 2) {
				delta = delta > 0 ? (result - minimum) / 2 : (result - maximum) / 2;
				if (abs(delta) > result) delta = sign(delta) * result;
				delta2 = delta * 3;
			}
			guess = result;
			result -= delta;
			if (result < minimum) {
				if (abs(minimum) < 1 && abs(result) > 1 && MAX_VALUE / abs(result) < abs(minimum)) diff = 1e3;
				else diff = result / minimum;
				if (abs(diff) < 1) diff = 1 / diff;
				if (!outOfBounds && diff > 0 && diff < 3) {
					delta = .99 * (guess - minimum);
					result = guess - delta;
					outOfBounds = true;
				} else {
					delta = (guess - minimum) / 2;
					result = guess - delta;
					if (result === minimum || result === maximum) break;
				}
			} else if (result > maximum) {
				if (abs(maximum) < 1 && abs(result) > 1 && MAX_VALUE / abs(result) < abs(maximum)) diff = 1e3;
				else diff = result / maximum;
				if (abs(diff) < 1) diff = 1 / diff;
				if (!outOfBounds && diff > 0 && diff < 3) {
					delta = .99 * (guess - maximum);
					result = guess - delta;
					outOfBounds = true;
				} else {
					delta = (guess - maximum) / 2;
					result = guess - delta;
					if (result === minimum || result === maximum) break;
				}
			}
			if (delta > 0) maximum = guess;
			else minimum = guess;
		} while (count && abs(result * factor) < abs(delta));
		return result;
	}
	module.exports = halleyIterate;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/ibeta_roots.js
var require_ibeta_roots = __commonJSMin(((exports, module) => {
	var kernelBetainc = require_lib$12().assign;
	var abs = require_lib$90();
	var FLOAT64_MAX = require_lib$57();
	var FLOAT64_MIN_NORM = require_lib$91();
	function ibetaRoots(a, b, target, invert) {
		return roots;
		function roots(x) {
			var buf;
			var f1;
			var f2;
			var f;
			var y = 1 - x;
			buf = [0, 0];
			kernelBetainc(x, a, b, true, invert, buf, 1, 0);
			f = buf[0] - target;
			f1 = buf[1];
			if (invert) f1 = -f1;
			if (y === 0) y = FLOAT64_MIN_NORM * 64;
			if (x === 0) x = FLOAT64_MIN_NORM * 64;
			f2 = f1 * (-(y * a) + (b - 2) * x + 1);
			if (abs(f2) < y * x * FLOAT64_MAX) f2 /= y * x;
			if (invert) f2 = -f2;
			if (f1 === 0) f1 = (invert ? -1 : 1) * FLOAT64_MIN_NORM * 64;
			return [
				f,
				f1,
				f2
			];
		}
	}
	module.exports = ibetaRoots;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/main.js
var require_main$1 = __commonJSMin(((exports, module) => {
	var evalpoly = require_lib$26();
	var betainc = require_lib$11();
	var expm1 = require_lib$76();
	var log1p = require_lib$75();
	var asin = require_lib$73();
	var beta = require_lib$62();
	var sqrt = require_lib$82();
	var abs = require_lib$90();
	var exp = require_lib$85();
	var pow = require_lib$65();
	var sin = require_lib$46();
	var max = require_lib$60();
	var min = require_lib$58();
	var ln = require_lib$37();
	var FLOAT64_MIN_NORM = require_lib$91();
	var HALF_PI = require_lib$55();
	var EPSILON = require_lib$63();
	var findIBetaInvFromTDist = require_find_ibeta_inv_from_t_dist();
	var temme1 = require_temme1();
	var temme2 = require_temme2();
	var temme3 = require_temme3();
	var halleyIterate = require_halley_iterate();
	var ibetaRoots = require_ibeta_roots();
	var DIGITS = 32;
	var MAX_ITERATIONS = 1e3;
	var terms = [
		0,
		0,
		0,
		0,
		0
	];
	function ibetaInvImp(a, b, p, q) {
		var digits;
		var invert;
		var lambda;
		var lower;
		var theta;
		var upper;
		var roots;
		var maxv;
		var minv;
		var bet;
		var ppa;
		var tmp;
		var xs2;
		var ap1;
		var bm1;
		var fs;
		var lx;
		var ps;
		var xg;
		var xs;
		var yp;
		var a2;
		var a3;
		var b2;
		var r;
		var l;
		var u;
		var x;
		var y;
		invert = false;
		if (q === 0) return [1, 0];
		if (p === 0) return [0, 1];
		if (a === 1) {
			if (b === 1) return [p, 1 - p];
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			invert = true;
		}
		x = 0;
		lower = 0;
		upper = 1;
		if (a === .5) {
			if (b === .5) {
				x = sin(p * HALF_PI);
				x *= x;
				y = sin(q * HALF_PI);
				y *= y;
				return [x, y];
			}
			if (b > .5) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = q;
				q = p;
				p = tmp;
				invert = !invert;
			}
		}
		if (b === .5 && a >= .5 && p !== 1) {
			yp = {};
			x = findIBetaInvFromTDist(a, p, yp);
			y = yp.value;
		} else if (b === 1) {
			if (p < q) {
				if (a > 1) {
					x = pow(p, 1 / a);
					y = -expm1(ln(p) / a);
				} else {
					x = pow(p, 1 / a);
					y = 1 - x;
				}
			} else {
				x = exp(log1p(-q) / a);
				y = -expm1(log1p(-q) / a);
			}
			if (invert) {
				tmp = y;
				y = x;
				x = tmp;
			}
			return [x, y];
		} else if (a + b > 5) {
			if (p > .5) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = q;
				q = p;
				p = tmp;
				invert = !invert;
			}
			minv = min(a, b);
			maxv = max(a, b);
			if (sqrt(minv) > maxv - minv && minv > 5) {
				x = temme1(a, b, p);
				y = 1 - x;
			} else {
				r = a + b;
				theta = asin(sqrt(a / r));
				lambda = minv / r;
				if (lambda >= .2 && lambda <= .8 && r >= 10) {
					ppa = pow(p, 1 / a);
					if (ppa < .0025 && a + b < 200) x = ppa * pow(a * beta(a, b), 1 / a);
					else x = temme2(p, r, theta);
					y = 1 - x;
				} else {
					if (a < b) {
						tmp = b;
						b = a;
						a = tmp;
						tmp = q;
						q = p;
						p = tmp;
						invert = !invert;
					}
					bet = 0;
					if (b < 2) bet = beta(a, b);
					if (bet === 0) y = 1;
					else {
						y = pow(b * q * bet, 1 / b);
						x = 1 - y;
					}
				}
				if (y > 1e-5) {
					x = temme3(a, b, p, q);
					y = 1 - x;
				}
			}
		} else if (a < 1 && b < 1) {
			xs = (1 - a) / (2 - a - b);
			fs = betainc(xs, a, b) - p;
			if (abs(fs) / p < EPSILON * 3) {
				if (invert) return [1 - xs, xs];
				return [xs, 1 - xs];
			}
			if (fs < 0) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = q;
				q = p;
				p = tmp;
				invert = !invert;
				xs = 1 - xs;
			}
			xg = pow(a * p * beta(a, b), 1 / a);
			x = xg / (1 + xg);
			y = 1 / (1 + xg);
			if (x > xs) x = xs;
			upper = xs;
		} else if (a > 1 && b > 1) {
			xs = (a - 1) / (a + b - 2);
			xs2 = (b - 1) / (a + b - 2);
			ps = betainc(xs, a, b) - p;
			if (ps < 0) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = q;
				q = p;
				p = tmp;
				tmp = xs2;
				xs2 = xs;
				xs = tmp;
				invert = !invert;
			}
			lx = ln(p * a * beta(a, b)) / a;
			x = exp(lx);
			y = x < .9 ? 1 - x : -expm1(lx);
			if (b < a && x < .2) {
				ap1 = a - 1;
				bm1 = b - 1;
				a2 = a * a;
				a3 = a * a2;
				b2 = b * b;
				terms[0] = 0;
				terms[1] = 1;
				terms[2] = bm1 / ap1;
				ap1 *= ap1;
				terms[3] = bm1 * (3 * a * b + 5 * b + a2 - a - 4) / (2 * (a + 2) * ap1);
				ap1 *= a + 1;
				terms[4] = bm1 * (33 * a * b2 + 31 * b2 + 8 * a2 * b2 - 30 * a * b - 47 * b + 11 * a2 * b + 6 * a3 * b + 18 + 4 * a - a3 + a2 * a2 - 10 * a2);
				terms[4] /= 3 * (a + 3) * (a + 2) * ap1;
				x = evalpoly(terms, x);
			}
			if (x > xs) x = xs;
			upper = xs;
		} else {
			if (b < a) {
				tmp = b;
				b = a;
				a = tmp;
				tmp = q;
				q = p;
				p = tmp;
				invert = !invert;
			}
			if (pow(p, 1 / a) < .5) {
				x = pow(p * a * beta(a, b), 1 / a);
				if (x === 0) x = FLOAT64_MIN_NORM;
				y = 1 - x;
			} else {
				y = pow(1 - pow(p, b * beta(a, b)), 1 / b);
				if (y === 0) y = FLOAT64_MIN_NORM;
				x = 1 - y;
			}
		}
		if (x > .5) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			tmp = y;
			y = x;
			x = tmp;
			invert = !invert;
			l = 1 - upper;
			u = 1 - lower;
			lower = l;
			upper = u;
		}
		if (lower === 0) {
			if (invert) {
				lower = EPSILON;
				if (x < lower) x = lower;
			} else lower = FLOAT64_MIN_NORM;
			if (x < lower) x = lower;
		}
		digits = DIGITS;
		if (x < 1e-50 && (a < 1 || b < 1)) {
			digits *= 3;
			digits /= 2;
		}
		roots = ibetaRoots(a, b, p < q ? p : q, p >= q);
		x = halleyIterate(roots, x, lower, upper, digits, MAX_ITERATIONS);
		if (x === lower) x = 0;
		if (invert) return [1 - x, x];
		return [x, 1 - x];
	}
	module.exports = ibetaInvImp;
}));
// node_modules/@stdlib/math-base-special-kernel-betaincinv/lib/index.js
var require_lib$1 = __commonJSMin(((exports, module) => {
	module.exports = require_main$1();
}));
// node_modules/@stdlib/stats-base-dists-t-quantile/lib/main.js
var require_main = __commonJSMin(((exports, module) => {
	var kernelBetaincinv = require_lib$1();
	var isnan = require_lib$130();
	var sign = require_lib$6();
	var sqrt = require_lib$82();
	function quantile(p, v) {
		var prob;
		var xs;
		if (isnan(v) || isnan(p) || v <= 0 || p < 0 || p > 1) return NaN;
		prob = p > .5 ? 1 - p : p;
		xs = kernelBetaincinv(v / 2, .5, 2 * prob, 1 - 2 * prob);
		return sign(p - .5) * sqrt(v * xs[1] / xs[0]);
	}
	module.exports = quantile;
}));
// node_modules/@stdlib/stats-base-dists-t-quantile/lib/factory.js
var require_factory = __commonJSMin(((exports, module) => {
	var constantFunction = require_lib$81();
	var kernelBetaincinv = require_lib$1();
	var isnan = require_lib$130();
	var sign = require_lib$6();
	var sqrt = require_lib$82();
	function factory(v) {
		if (isnan(v) || v <= 0) return constantFunction(NaN);
		return quantile;
		function quantile(p) {
			var prob;
			var xs;
			if (isnan(p) || p < 0 || p > 1) return NaN;
			prob = p > .5 ? 1 - p : p;
			xs = kernelBetaincinv(v / 2, .5, 2 * prob, 1 - 2 * prob);
			return sign(p - .5) * sqrt(v * xs[1] / xs[0]);
		}
	}
	module.exports = factory;
}));
// node_modules/@stdlib/stats-base-dists-t-quantile/lib/index.js
var require_lib = __commonJSMin(((exports, module) => {
	var setReadOnly = require_lib$131();
	var main = require_main();
	setReadOnly(main, "factory", require_factory());
	module.exports = main;
}));
// src/stats/distributions/student-t.ts
var import_lib = __toESM(require_lib$34(), 1);
var import_lib$1 = __toESM(require_lib$11(), 1);
var import_lib$2 = __toESM(require_lib$10(), 1);
var import_lib$3 = __toESM(require_lib(), 1);
function studentTCdf(t, degreesOfFreedom) {
	const square = t * t;
	if (square < .001 * Math.min(1, degreesOfFreedom)) {
		const central = (0, import_lib$1.default)(square / (degreesOfFreedom + square), .5, degreesOfFreedom / 2, true, false);
		return .5 + Math.sign(t) * central / 2;
	}
	return (0, import_lib$2.default)(t, degreesOfFreedom);
}
function studentTTwoSided(t, degreesOfFreedom) {
	return Math.min(1, 2 * studentTCdf(-Math.abs(t), degreesOfFreedom));
}
function studentTQuantile(probability, degreesOfFreedom) {
	return (0, import_lib$3.default)(probability, degreesOfFreedom);
}
// src/stats/error.ts
var StatisticsError = class extends Error {
	name = "StatisticsError";
};
function requireFinite(statistic, values) {
	for (let index = 0; index < values.length; index++) if (!Number.isFinite(values[index])) throw new StatisticsError(`${statistic} requires finite values: value ${index + 1} of ${values.length} is ${values[index]}`);
}
function requireBetween(statistic, name, value, low, high) {
	if (!(value > low && value < high)) throw new StatisticsError(`${statistic} requires ${name} above ${low} and below ${high}, but it is ${value}`);
}
// src/stats/quadrature.ts
function gaussLegendre(points) {
	const nodes = new Float64Array(points);
	const weights = new Float64Array(points);
	for (let index = 0; index < points; index++) {
		let x = Math.cos(Math.PI * (index + .75) / (points + .5));
		let derivative = 0;
		for (let iteration = 0; iteration < 100; iteration++) {
			let previous = 1;
			let value = x;
			for (let degree = 2; degree <= points; degree++) {
				const next = ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree;
				previous = value;
				value = next;
			}
			derivative = points * (x * value - previous) / (x * x - 1);
			const step = value / derivative;
			x -= step;
			if (Math.abs(step) < 1e-16) break;
		}
		nodes[index] = x;
		weights[index] = 2 / ((1 - x * x) * derivative * derivative);
	}
	return {
		nodes,
		weights
	};
}
function integrate(f, low, high, rule) {
	const centre = (low + high) / 2;
	const half = (high - low) / 2;
	let sum = 0;
	for (let index = 0; index < rule.nodes.length; index++) sum += rule.weights[index] * f(centre + half * rule.nodes[index]);
	return sum * half;
}
// src/stats/root.ts
const MAX_ITERATIONS = 200;
function findRoot(f, low, high, tolerance = 1e-15) {
	let a = low;
	let b = high;
	let fa = f(a);
	let fb = f(b);
	if (fa === 0) return a;
	if (fb === 0) return b;
	if (!(fa * fb < 0)) throw new StatisticsError(`findRoot requires a change of sign, but f(${low}) = ${fa} and f(${high}) = ${fb}`);
	let c = a;
	let fc = fa;
	let step = b - a;
	let previousStep = step;
	for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
		if (Math.abs(fc) < Math.abs(fb)) {
			[a, b, c] = [
				b,
				c,
				b
			];
			[fa, fb, fc] = [
				fb,
				fc,
				fb
			];
		}
		const smallest = (2 * Number.EPSILON + tolerance / 2) * Math.abs(b) + Number.MIN_VALUE;
		const half = (c - b) / 2;
		if (Math.abs(half) <= smallest || fb === 0) return b;
		if (Math.abs(previousStep) >= smallest && Math.abs(fa) > Math.abs(fb)) {
			const ratio = fb / fa;
			let numerator;
			let denominator;
			if (a === c) {
				numerator = 2 * half * ratio;
				denominator = 1 - ratio;
			} else {
				const q = fa / fc;
				const r = fb / fc;
				numerator = ratio * (2 * half * q * (q - r) - (b - a) * (r - 1));
				denominator = (q - 1) * (r - 1) * (ratio - 1);
			}
			if (numerator > 0) denominator = -denominator;
			else numerator = -numerator;
			const limit = Math.min(3 * half * denominator - Math.abs(smallest * denominator), Math.abs(previousStep * denominator));
			if (2 * numerator < limit) {
				previousStep = step;
				step = numerator / denominator;
			} else {
				step = half;
				previousStep = half;
			}
		} else {
			step = half;
			previousStep = half;
		}
		a = b;
		fa = fb;
		b += Math.abs(step) > smallest ? step : Math.sign(half) * smallest;
		fb = f(b);
		if (fb > 0 === fc > 0) {
			c = a;
			fc = fa;
			step = b - a;
			previousStep = step;
		}
	}
	return b;
}
// src/stats/sequential/normal-process.ts
const RULE$1 = gaussLegendre(16);
const REACH$1 = 10;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
function start() {
	return {
		information: 0,
		points: Float64Array.of(0),
		mass: Float64Array.of(1)
	};
}
function massAbove(running, information, z, drift = 0) {
	const { points, mass, step, shift } = stepTo(running, information, drift);
	let total = 0;
	for (let index = 0; index < points.length; index++) {
		const expected = points[index] * Math.sqrt(running.information) + shift;
		total += mass[index] * normalCdf((expected - z * Math.sqrt(information)) / step);
	}
	return total;
}
function advance(running, information, lower, upper, drift = 0) {
	const { points, mass, step, shift } = stepTo(running, information, drift);
	const scale = Math.sqrt(information);
	const low = Math.max(lower, drift * scale - REACH$1);
	const high = Math.min(upper, drift * scale + REACH$1);
	if (!(high > low)) return {
		information,
		points: new Float64Array(0),
		mass: new Float64Array(0)
	};
	const panels = Math.max(4, Math.ceil((high - low) * scale / (3 * step)));
	const width = (high - low) / panels;
	const nextPoints = new Float64Array(panels * RULE$1.nodes.length);
	const nextMass = new Float64Array(nextPoints.length);
	for (let target = 0; target < nextPoints.length; target++) {
		const node = target % RULE$1.nodes.length;
		const z = low + (Math.floor(target / RULE$1.nodes.length) + .5) * width + RULE$1.nodes[node] * width / 2;
		let density = 0;
		for (let index = 0; index < points.length; index++) {
			const deviation = (z * scale - points[index] * Math.sqrt(running.information) - shift) / step;
			density += mass[index] * Math.exp(-.5 * deviation * deviation);
		}
		nextPoints[target] = z;
		nextMass[target] = density * scale / (step * SQRT_TWO_PI) * RULE$1.weights[node] * (width / 2);
	}
	return {
		information,
		points: nextPoints,
		mass: nextMass
	};
}
function stepTo(running, information, drift) {
	const added = information - running.information;
	if (!(added > 0 && Number.isFinite(added))) throw new StatisticsError(`a sequential plan requires information that grows, but ${running.information} is followed by ${information}`);
	return {
		points: running.points,
		mass: running.mass,
		step: Math.sqrt(added),
		shift: drift * added
	};
}
// src/stats/sequential/spending.ts
function spent(spending, fraction, alpha) {
	requireBetween("spent", "alpha", alpha, 0, 1);
	if (!(fraction >= 0 && fraction <= 1)) throw new StatisticsError(`spent requires a fraction from 0 to 1, but it is ${fraction}`);
	if (fraction === 0) return 0;
	switch (spending.kind) {
		case "obrien-fleming": return Math.min(alpha, 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(fraction)));
		case "pocock": return alpha * Math.log1p((Math.E - 1) * fraction);
		case "linear": return alpha * fraction;
		case "kim-demets":
			requireBetween("kim-demets spending", "shape", spending.shape, 0, 1e400);
			return alpha * fraction ** spending.shape;
		case "hwang-shih-decani":
			if (spending.shape === 0) return alpha * fraction;
			return alpha * Math.expm1(-spending.shape * fraction) / Math.expm1(-spending.shape);
	}
}
function increments(spending, fractions, alpha) {
	let before = 0;
	return fractions.map((fraction) => {
		const upTo = spent(spending, fraction, alpha);
		const added = upTo - before;
		before = upTo;
		return added;
	});
}
// src/stats/distributions/stirling.ts
const HALF_LOG_TWO_PI = .9189385332046728;
function stirlingRemainder(a) {
	if (a < 16) return (0, import_lib.default)(a) - ((a - .5) * Math.log(a) - a + HALF_LOG_TWO_PI);
	const square = 1 / (a * a);
	return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / a;
}
// src/stats/sequential/interpolate.ts
function interpolator(rule, low, high, values) {
	const factors = rule.nodes.map((node, index) => {
		const size = Math.sqrt((1 - node * node) * rule.weights[index]);
		return index % 2 === 0 ? size : -size;
	});
	return (x) => {
		const at = 2 * (x - low) / (high - low) - 1;
		let numerator = 0;
		let denominator = 0;
		for (let index = 0; index < factors.length; index++) {
			const distance = at - rule.nodes[index];
			if (distance === 0) return values[index];
			const share = factors[index] / distance;
			numerator += share * values[index];
			denominator += share;
		}
		return numerator / denominator;
	};
}
// src/stats/sequential/t-process.ts
const STATE = gaussLegendre(48);
const OUTER = gaussLegendre(40);
const INNER = gaussLegendre(48);
const TAIL = gaussLegendre(40);
const NEGLIGIBLE = 1e-15;
const REACH = 8;
function firstTLook(pairs) {
	if (!(Number.isInteger(pairs) && pairs >= 2)) throw new StatisticsError(`a sequential paired t test requires at least two pairs at its first look, not ${pairs}`);
	return {
		pairs,
		top: cosine(-studentTQuantile(NEGLIGIBLE / 2, pairs - 1), pairs),
		density: (u) => cosineDensity(u, pairs),
		tail: (critical) => studentTTwoSided(critical, pairs - 1)
	};
}
function nextTLook(running, critical, pairs) {
	if (!(Number.isInteger(pairs) && pairs > running.pairs)) throw new StatisticsError(`looks require numbers of pairs that rise, but ${running.pairs} is followed by ${pairs}`);
	const boundary = Math.min(cosine(critical, running.pairs), running.top);
	const after = transition(running, boundary, pairs);
	const farthest = Math.hypot(Math.sqrt(running.pairs / pairs) * boundary, Math.sqrt(1 - running.pairs / pairs));
	const top = Math.min(farthest, cosine(-studentTQuantile(NEGLIGIBLE / 2, pairs - 1), pairs));
	const shares = Array.from(STATE.nodes, (node) => {
		const u = top * Math.sin((node + 1) * Math.PI / 4);
		return after(u) / cosineDensity(u, pairs);
	});
	const share = interpolator(STATE, 0, Math.PI / 2, shares);
	const density = (u) => u >= top ? 0 : Math.max(0, share(Math.asin(u / top))) * cosineDensity(u, pairs);
	const tail = (limit) => {
		const from = Math.asin(Math.min(1, cosine(limit, pairs) / top));
		const half = (Math.PI / 2 - from) / 2;
		let sum = 0;
		TAIL.nodes.forEach((node, index) => {
			const angle = from + half * (node + 1);
			const u = top * Math.sin(angle);
			sum += TAIL.weights[index] * share(angle) * cosineDensity(u, pairs) * Math.cos(angle);
		});
		return Math.max(0, 2 * half * top * sum);
	};
	return {
		pairs,
		top,
		density,
		tail
	};
}
function transition(running, boundary, pairs) {
	const n = running.pairs;
	const m = pairs - n;
	const a = Math.sqrt(n / pairs);
	const b = Math.sqrt(m / pairs);
	const logConstant = logBetaConstant(n / 2, m / 2);
	const weight = (psi) => Math.exp(logConstant + (n - 2) * Math.log(Math.cos(psi)) + (m - 1) * Math.log(Math.sin(psi))) / a;
	const middle = Math.atan2(Math.sqrt(m - 1), Math.sqrt(n - 1));
	const deviation = 1 / Math.sqrt(2 * Math.max(1, pairs - 2));
	const lowest = Math.max(0, middle - REACH * deviation);
	const highest = Math.min(Math.PI / 2, middle + REACH * deviation);
	const radius = Math.hypot(a * boundary, b);
	const delta = Math.atan2(b, a * boundary);
	return (u) => {
		const omega = Math.acos(Math.min(1, u / radius));
		const from = Math.max(lowest, delta - omega);
		const to = Math.min(highest, delta + omega);
		const cuts = [
			from,
			...[omega - delta, Math.PI - omega - delta].filter((psi) => psi > from && psi < to).sort((x, y) => x - y),
			to
		];
		let total = 0;
		for (let piece = 1; piece < cuts.length; piece++) {
			const low = cuts[piece - 1];
			const width = cuts[piece] - low;
			if (!(width > 0)) continue;
			for (let node = 0; node < OUTER.nodes.length; node++) {
				const theta = (OUTER.nodes[node] + 1) * Math.PI / 4;
				const psi = low + width * Math.sin(theta) ** 2;
				const slope = width * Math.sin(2 * theta) * Math.PI / 4;
				total += OUTER.weights[node] * slope * weight(psi) * block(running, boundary, u, psi, a, b, m);
			}
		}
		return total;
	};
}
function block(running, boundary, u, psi, a, b, m) {
	const oldScale = a * Math.cos(psi);
	const newScale = b * Math.sin(psi);
	if (m === 1) {
		const [up, down] = [Math.abs(u - newScale) / oldScale, (u + newScale) / oldScale];
		return ((up <= boundary ? running.density(up) : 0) + (down <= boundary ? running.density(down) : 0)) / 2;
	}
	const reach = newScale * Math.min(1, REACH / Math.sqrt(Math.max(1, m - 2)));
	const limit = Math.min(boundary, REACH / Math.sqrt(Math.max(1, running.pairs - 2)));
	const low = Math.asin(Math.max(-limit, (u - reach) / oldScale));
	const width = Math.asin(Math.min(limit, (u + reach) / oldScale)) - low;
	if (!(width > 0)) return 0;
	let total = 0;
	for (let node = 0; node < INNER.nodes.length; node++) {
		const theta = (INNER.nodes[node] + 1) * Math.PI / 4;
		const alpha = low + width * Math.sin(theta) ** 2;
		const old = Math.sin(alpha);
		const fresh = (u - oldScale * old) / newScale;
		const square = 1 - fresh * fresh;
		if (square > 0) {
			const directions = square ** ((m - 3) / 2) * Math.cos(alpha) * Math.sin(2 * theta);
			total += INNER.weights[node] * directions * running.density(Math.abs(old));
		}
	}
	return total * width * Math.PI * oldScale * Math.exp(logSphere(m)) / (4 * newScale);
}
function logBetaConstant(a, b) {
	const main = (x) => (x - .5) * Math.log(x) + stirlingRemainder(x);
	return Math.LN2 + main(a + b) - main(a) - main(b) - .9189385332046728;
}
function cosine(t, pairs) {
	return t === 1e400 ? 1 : t / Math.hypot(t, Math.sqrt(pairs - 1));
}
function cosineDensity(u, n) {
	return Math.exp(logSphere(n) + (n - 3) / 2 * Math.log1p(-u * u));
}
function logSphere(n) {
	const a = n / 2;
	return .5 * Math.log((a - .5) / Math.PI) + (a - .5) * Math.log1p(.5 / (a - .5)) - .5 + stirlingRemainder(a) - stirlingRemainder(a - .5);
}
// src/stats/sequential/t-boundaries.ts
function pairedTBoundaries(plan) {
	const { looks, alpha, spending } = plan;
	const last = looks.at(-1);
	if (last === void 0) throw new StatisticsError("pairedTBoundaries requires at least one look");
	requireBetween("pairedTBoundaries", "alpha", alpha, 0, 1);
	const added = increments(spending, looks.map((pairs) => pairs / last), alpha / 2);
	let running;
	let before = 1e400;
	let spent = 0;
	return looks.map((pairs, look) => {
		const reached = running === void 0 ? firstTLook(pairs) : nextTLook(running, before, pairs);
		const spend = 2 * added[look];
		const critical = spend > 1e-13 ? criticalFor(reached, spend) : 1e400;
		running = reached;
		before = critical;
		spent += spend > 1e-13 ? spend : 0;
		return {
			pairs,
			critical,
			significanceLevel: critical === 1e400 ? 0 : studentTTwoSided(critical, pairs - 1),
			spent
		};
	});
}
function pairedTExits(looks, critical) {
	let running;
	return looks.map((pairs, look) => {
		running = running === void 0 ? firstTLook(pairs) : nextTLook(running, critical[look - 1], pairs);
		return running.tail(critical[look]);
	});
}
function criticalFor(running, spend) {
	return findRoot((critical) => running.tail(critical) - spend, 0, -studentTQuantile(spend / 2, running.pairs - 1) * (1 + 1e-9), 1e-12);
}
// src/stats/sequential/stage-wise.ts
const COARSE = gaussLegendre(14);
const FINE = gaussLegendre(24);
function stageWisePValue(taken, statistic) {
	requireLooks(taken);
	const critical = taken.map(({ critical }) => critical);
	critical[critical.length - 1] = Math.abs(statistic);
	const exits = pairedTExits(taken.map(({ pairs }) => pairs), critical);
	return Math.min(1, exits.reduce((sum, exit) => sum + exit, 0));
}
function stageWiseInterval(taken, estimate, { level = .95 } = {}) {
	requireLooks(taken);
	requireBetween("stageWiseInterval", "level", level, 0, 1);
	requireBetween("stageWiseInterval", "standardDeviation", estimate.standardDeviation, 0, 1e400);
	const effect = Math.abs(estimate.mean) / estimate.standardDeviation;
	const solve = (probability) => {
		const excess = (difference) => upperPValue(taken, effect, difference) - probability;
		let down = 1;
		while (excess(effect - down) > 0) down *= 2;
		let up = 1;
		while (excess(effect + up) < 0) up *= 2;
		return findRoot(excess, effect - down, effect + up, 1e-6) * estimate.standardDeviation;
	};
	const near = solve((1 - level) / 2);
	const far = solve((1 + level) / 2);
	const middle = solve(.5);
	return estimate.mean < 0 ? {
		level,
		low: -far,
		high: -near,
		medianUnbiased: -middle
	} : {
		level,
		low: near,
		high: far,
		medianUnbiased: middle
	};
}
function upperPValue(taken, effect, difference) {
	const { pairs } = taken.at(-1);
	const root = Math.sqrt(pairs);
	const atTheStop = studentTCdf((difference - effect) * root, pairs - 1);
	if (taken.length === 1) return atTheStop;
	const change = averageOverSpread(COARSE, pairs - 1, (ratio) => {
		return outcomeAbove(taken, effect * ratio, difference * ratio) - normalCdf((difference - effect) * ratio * root);
	});
	return Math.min(1, Math.max(0, atTheStop + change));
}
function outcomeAbove(taken, effect, drift) {
	let running = start();
	let above = 0;
	for (const { pairs, critical } of taken.slice(0, -1)) {
		const noncentrality = drift * Math.sqrt(pairs);
		const upper = noncentrality - normalQuantile(exceeds(critical, pairs, noncentrality));
		const lower = noncentrality + normalQuantile(exceeds(critical, pairs, -noncentrality));
		above += massAbove(running, pairs, upper, drift);
		running = advance(running, pairs, lower, upper, drift);
	}
	const { pairs } = taken.at(-1);
	return above + massAbove(running, pairs, effect * Math.sqrt(pairs), drift);
}
function exceeds(critical, pairs, noncentrality) {
	if (critical === 1e400) return 0;
	return averageOverSpread(FINE, pairs - 1, (ratio) => normalCdf(noncentrality - critical * ratio));
}
function averageOverSpread(rule, degreesOfFreedom, f) {
	let total = 0;
	let weights = 0;
	rule.nodes.forEach((node, index) => {
		const logRatio = (7.25 * node - 2.75) / Math.sqrt(2 * degreesOfFreedom);
		const logDensity = degreesOfFreedom * (logRatio - Math.expm1(2 * logRatio) / 2);
		const weight = rule.weights[index] * Math.exp(logDensity);
		weights += weight;
		total += weight * f(Math.exp(logRatio));
	});
	return total / weights;
}
function requireLooks(taken) {
	if (taken.length === 0) throw new StatisticsError("a sequential test requires at least one look before it stops");
}
// src/analysis/adjust-for-looks.ts
function adjustForLooks(comparison, boundaries) {
	if (boundaries === null || boundaries.length < 2 || comparison.standardError === 0) return comparison;
	const { difference: mean, standardError, baseline, interval, statistic } = comparison;
	const { level, low, high, medianUnbiased } = stageWiseInterval(boundaries, {
		mean,
		standardDeviation: standardError * Math.sqrt(baseline.n)
	}, { level: interval.level });
	return {
		...comparison,
		interval: {
			level,
			low,
			high,
			method: "stage-wise"
		},
		stageWise: {
			pValue: stageWisePValue(boundaries, statistic),
			estimate: medianUnbiased
		}
	};
}
// src/analysis/step-down.ts
function stepDown(tests, alpha, sharers = tests.length) {
	const remaining = new Set(tests);
	const levels = new Map();
	let worst = 0;
	for (let left = sharers; remaining.size > 0; left -= 1) {
		const share = alpha / left;
		const [next, ratio] = smallest([...remaining].map((test) => [test, test.pValue / test.level(share)]));
		const significanceLevel = next.level(alpha);
		const localLevel = next.level(share);
		const own = next.pValue * (significanceLevel / localLevel);
		const pValueAdjusted = Math.min(1, ratio >= worst ? own : worst * significanceLevel);
		worst = Math.max(worst, ratio);
		levels.set(next, {
			pValueAdjusted,
			significanceLevel,
			localLevel
		});
		remaining.delete(next);
	}
	return tests.map((test) => levels.get(test));
}
function smallest(entries) {
	return entries.reduce((low, entry) => entry[1] < low[1] ? entry : low);
}
// src/analysis/decide.ts
function decideAll(items, alpha, sharers) {
	const primary = items.filter(({ measurement }) => measurement.role === "primary");
	const differences = share(primary, alpha, sharers.difference, ({ measurement, levels }) => ({
		pValue: measurement.pValue,
		level: levels.difference
	}));
	const equivalences = share(primary.filter(({ measurement }) => measurement.equivalence !== null), alpha, sharers.equivalence, ({ measurement, levels }) => ({
		pValue: measurement.equivalence?.pValue ?? 1,
		level: levels.equivalence
	}));
	return items.map((item) => decide(item, alpha, differences.get(item.measurement), equivalences.get(item.measurement)));
}
function share(items, alpha, sharers, testOf) {
	const levels = stepDown(items.map(testOf), alpha, Math.max(sharers, items.length));
	return new Map(items.map(({ measurement }, index) => [measurement, levels[index]]));
}
function decide({ measurement, levels }, alpha, difference, equivalence) {
	const { identical, verdict: _undecided, ...numbers } = measurement;
	const significanceLevel = difference?.significanceLevel ?? levels.difference(alpha);
	const pValueAdjusted = difference?.pValueAdjusted ?? null;
	const bounds = numbers.equivalence && {
		...numbers.equivalence,
		pValueAdjusted: equivalence?.pValueAdjusted ?? null,
		significanceLevel: equivalence?.significanceLevel ?? levels.equivalence(alpha)
	};
	const decided = {
		...numbers,
		equivalence: bounds,
		pValueAdjusted,
		significanceLevel
	};
	if (identical) return {
		...decided,
		verdict: "equivalent",
		reason: "every pair of runs gave the same value to the last digit"
	};
	if (bounds !== null && (bounds.pValueAdjusted ?? bounds.pValue) <= bounds.significanceLevel) return {
		...decided,
		verdict: "equivalent",
		reason: null
	};
	if ((pValueAdjusted ?? measurement.pValue) > significanceLevel) return {
		...decided,
		verdict: "inconclusive",
		reason: null
	};
	const objection = crossCheck(measurement, difference?.localLevel ?? significanceLevel);
	if (objection !== null) return {
		...decided,
		verdict: "inconclusive",
		reason: objection
	};
	return {
		...decided,
		verdict: measurement.difference > 0 ? "improvement" : "regression",
		reason: null
	};
}
function crossCheck({ signFlip, bootstrapInterval, difference }, level) {
	if (signFlip !== null && signFlip.smallestAttainable <= level && signFlip.pValue > level) return `the sign-flip permutation test does not confirm the t test (p ${signFlip.pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)})`;
	if (bootstrapInterval !== null && (difference > 0 ? bootstrapInterval.low <= 0 : bootstrapInterval.high >= 0)) return `the bootstrap interval includes zero (${bootstrapInterval.low.toPrecision(2)} … ${bootstrapInterval.high.toPrecision(2)}), the t test does not`;
	return null;
}
// src/stats/sequential/conditional-power.ts
function conditionalPower(state) {
	const { pairs, mean, standardDeviation, difference, lastPairs, lastSignificanceLevel } = state;
	requireBetween("conditionalPower", "standardDeviation", standardDeviation, 0, 1e400);
	requireBetween("conditionalPower", "lastSignificanceLevel", lastSignificanceLevel, 0, 1);
	if (!(lastPairs > pairs && pairs >= 1)) throw new StatisticsError(`conditionalPower requires pairs to come, but ${pairs} of ${lastPairs} are in`);
	const missing = lastPairs - pairs;
	const needed = -normalQuantile(lastSignificanceLevel / 2) * Math.sqrt(lastPairs);
	const expected = (pairs * mean + missing * difference) / standardDeviation;
	const spread = Math.sqrt(missing);
	return normalCdf((expected - needed) / spread) + normalCdf((-expected - needed) / spread);
}
function chanceOfVerdict(comparison, last) {
	const { difference: mean, standardError, equivalence, baseline } = comparison;
	const pairs = baseline.n;
	const standardDeviation = standardError * Math.sqrt(pairs);
	const differs = conditionalPower({
		pairs,
		mean,
		standardDeviation,
		difference: mean < 0 ? mean - standardError : mean + standardError,
		lastPairs: last.pairs,
		lastSignificanceLevel: last.differenceLevel
	});
	if (equivalence === null) return differs;
	const reach = equivalence.margin + normalQuantile(last.equivalenceLevel) * standardDeviation / Math.sqrt(last.pairs);
	if (reach <= 0) return differs;
	const expected = pairs * mean / last.pairs;
	const spread = standardDeviation * Math.sqrt(last.pairs - pairs) / last.pairs;
	const within = normalCdf((reach - expected) / spread) - normalCdf((-reach - expected) / spread);
	return Math.max(differs, within);
}
// src/analysis/levels.ts
const SPENDING = {
	kind: "kim-demets",
	shape: 3
};
const SINGLE_LOOK = {
	difference: (alpha) => alpha,
	equivalence: (alpha) => alpha,
	boundaries: () => null
};
function sequentialLevels(counts, planned) {
	const rest = planned.slice(counts.length).filter((pairs) => pairs > (counts.at(-1) ?? 0));
	const looks = [...counts, ...rest];
	const current = counts.length - 1;
	const boundaries = (alpha) => boundariesOf(looks, alpha).slice(0, current + 1);
	return {
		boundaries,
		difference: (alpha) => boundaries(alpha)[current]?.significanceLevel ?? 0,
		equivalence: (alpha) => (boundaries(2 * alpha)[current]?.significanceLevel ?? 0) / 2
	};
}
const known = new Map();
function boundariesOf(looks, alpha) {
	const key = `${looks.join(" ")} ${alpha}`;
	const found = known.get(key);
	if (found !== void 0) return found;
	const boundaries = pairedTBoundaries({
		looks,
		alpha,
		spending: SPENDING
	});
	known.set(key, boundaries);
	return boundaries;
}
function summariseLooks(looks, alpha, taken) {
	const boundaries = looks.length === 1 ? null : boundariesOf(looks, alpha);
	return looks.map((pairs, look) => ({
		pairs,
		significanceLevel: boundaries?.[look]?.significanceLevel ?? alpha,
		spent: boundaries?.[look]?.spent ?? alpha,
		taken: look < taken
	}));
}
// node_modules/simple-statistics/dist/simple-statistics.mjs
function sum$1(x) {
	if (x.length === 0) return 0;
	var sum = x[0];
	var correction = 0;
	var transition;
	if (typeof sum !== "number") return NaN;
	for (var i = 1; i < x.length; i++) {
		if (typeof x[i] !== "number") return NaN;
		transition = sum + x[i];
		if (Math.abs(sum) >= Math.abs(x[i])) correction += sum - transition + x[i];
		else correction += x[i] - transition + sum;
		sum = transition;
	}
	return sum + correction;
}
function mean$1(x) {
	if (x.length === 0) throw new Error("mean requires at least one data point");
	return sum$1(x) / x.length;
}
function quantileSorted(x, p) {
	var idx = (x.length - 1) * p;
	if (x.length === 0) throw new Error("quantile requires at least one data point.");
	else if (p < 0 || p > 1) throw new Error("quantiles must be between 0 and 1");
	else if (p === 1) return x[x.length - 1];
	else if (p === 0) return x[0];
	else if (idx % 1 !== 0) {
		var lower = Math.floor(idx);
		var upper = Math.ceil(idx);
		var fraction = idx - lower;
		return x[lower] + fraction * (x[upper] - x[lower]);
	} else return x[idx];
}
function quickselect(arr, k, left, right) {
	left = left || 0;
	right = right || arr.length - 1;
	while (right > left) {
		if (right - left > 600) {
			var n = right - left + 1;
			var m = k - left + 1;
			var z = Math.log(n);
			var s = .5 * Math.exp(2 * z / 3);
			var sd = .5 * Math.sqrt(z * s * (n - s) / n);
			if (m - n / 2 < 0) sd *= -1;
			quickselect(arr, k, Math.max(left, Math.floor(k - m * s / n + sd)), Math.min(right, Math.floor(k + (n - m) * s / n + sd)));
		}
		var t = arr[k];
		var i = left;
		var j = right;
		swap(arr, left, k);
		if (arr[right] > t) swap(arr, left, right);
		while (i < j) {
			swap(arr, i, j);
			i++;
			j--;
			while (arr[i] < t) i++;
			while (arr[j] > t) j--;
		}
		if (arr[left] === t) swap(arr, left, j);
		else {
			j++;
			swap(arr, j, right);
		}
		if (j <= k) left = j + 1;
		if (k <= j) right = j - 1;
	}
}
function swap(arr, i, j) {
	var tmp = arr[i];
	arr[i] = arr[j];
	arr[j] = tmp;
}
function quantile$1(x, p) {
	var copy = x.slice();
	if (Array.isArray(p)) {
		multiQuantileSelect(copy, p);
		var results = [];
		for (var i = 0; i < p.length; i++) results[i] = quantileSorted(copy, p[i]);
		return results;
	} else {
		quantileSelect(copy, quantileIndex(copy.length, p), 0, copy.length - 1);
		return quantileSorted(copy, p);
	}
}
function quantileSelect(arr, k, left, right) {
	if (k % 1 === 0) quickselect(arr, k, left, right);
	else {
		k = Math.floor(k);
		quickselect(arr, k, left, right);
		quickselect(arr, k + 1, k + 1, right);
	}
}
function multiQuantileSelect(arr, p) {
	var positions = new Set();
	for (var i = 0; i < p.length; i++) {
		var idx = quantileIndex(arr.length, p[i]);
		positions.add(Math.floor(idx));
		positions.add(Math.ceil(idx));
	}
	var indices = Array.from(positions).sort(compare);
	multiselect(arr, indices, 0, indices.length - 1, 0, arr.length - 1);
}
function multiselect(arr, indices, lo, hi, left, right) {
	if (lo > hi) return;
	var mid = lo + hi >> 1;
	quickselect(arr, indices[mid], left, right);
	multiselect(arr, indices, lo, mid - 1, left, indices[mid] - 1);
	multiselect(arr, indices, mid + 1, hi, indices[mid] + 1, right);
}
function compare(a, b) {
	return a - b;
}
function quantileIndex(len, p) {
	var idx = (len - 1) * p;
	if (p === 1) return len - 1;
	else if (p === 0) return 0;
	else if (idx % 1 !== 0) return idx;
	else return idx;
}
var BayesianClassifier = function BayesianClassifier() {
	this.totalCount = 0;
	this.data = {};
};
BayesianClassifier.prototype.train = function train(item, category) {
	if (!this.data[category]) this.data[category] = {};
	for (var k in item) {
		var v = item[k];
		if (this.data[category][k] === void 0) this.data[category][k] = {};
		if (this.data[category][k][v] === void 0) this.data[category][k][v] = 0;
		this.data[category][k][v]++;
	}
	this.totalCount++;
};
BayesianClassifier.prototype.score = function score(item) {
	var odds = {};
	var category;
	for (var k in item) {
		var v = item[k];
		for (category in this.data) {
			if (odds[category] === void 0) odds[category] = {};
			if (this.data[category][k]) odds[category][k + "_" + v] = (this.data[category][k][v] || 0) / this.totalCount;
			else odds[category][k + "_" + v] = 0;
		}
	}
	var oddsSums = {};
	for (category in odds) {
		oddsSums[category] = 0;
		for (var combination in odds[category]) oddsSums[category] += odds[category][combination];
	}
	return oddsSums;
};
var SQRT_2PI$1 = Math.sqrt(2 * Math.PI);
function cumulativeDistribution(z) {
	var sum = z;
	var tmp = z;
	for (var i = 1; i < 30; i++) {
		tmp *= z * z / (2 * i + 1);
		sum += tmp;
	}
	return Math.round((.5 + sum / SQRT_2PI$1 * Math.exp(-z * z / 2)) * 1e4) / 1e4;
}
var standardNormalTable = [];
for (var z = 0; z <= 3.09; z += .01) standardNormalTable.push(cumulativeDistribution(z));
var PerceptronModel = function PerceptronModel() {
	this.weights = [];
	this.bias = 0;
};
PerceptronModel.prototype.predict = function predict(features) {
	if (features.length !== this.weights.length) return null;
	var score = 0;
	for (var i = 0; i < this.weights.length; i++) score += this.weights[i] * features[i];
	score += this.bias;
	if (score > 0) return 1;
	else return 0;
};
PerceptronModel.prototype.train = function train(features, label) {
	if (label !== 0 && label !== 1) return null;
	if (features.length !== this.weights.length) {
		this.weights = features.slice();
		this.bias = 1;
	}
	var prediction = this.predict(features);
	if (typeof prediction === "number" && prediction !== label) {
		var gradient = label - prediction;
		for (var i = 0; i < this.weights.length; i++) this.weights[i] += gradient * features[i];
		this.bias += gradient;
	}
	return this;
};
// src/stats/describe.ts
function mean(values) {
	requireFinite("mean", values);
	if (values.length === 0) throw new StatisticsError("mean requires at least one value");
	const result = mean$1(values);
	return Number.isFinite(result) ? result : mean$1(values.map((value) => value / values.length)) * values.length;
}
function standardDeviation(values) {
	if (values.length < 2) throw new StatisticsError("standardDeviation requires at least two values");
	const centre = mean(values);
	let largest = 0;
	for (const value of values) largest = Math.max(largest, Math.abs(value - centre));
	if (largest === 0) return 0;
	const scale = 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
	let squares = 0;
	let remainder = 0;
	for (const value of values) {
		const deviation = (value - centre) / scale;
		squares += deviation * deviation;
		remainder += deviation;
	}
	return scale * Math.sqrt(Math.max(0, squares - remainder * remainder / values.length) / (values.length - 1));
}
function differenceOfMeans(candidate, baseline) {
	const origin = baseline[0] ?? 0;
	return mean(candidate.map((value) => value - origin)) - mean(baseline.map((value) => value - origin));
}
function quantile(values, probability) {
	requireFinite("quantile", values);
	if (values.length === 0) throw new StatisticsError("quantile requires at least one value");
	if (probability !== 0 && probability !== 1) requireBetween("quantile", "probability", probability, 0, 1);
	return quantile$1(values, probability);
}
function isConstant(values, magnitude) {
	let low = 1e400;
	let high = -1e400;
	for (const value of values) {
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	const scale = Math.max(magnitude ?? 0, Math.abs(low), Math.abs(high));
	return !(high / 2 - low / 2 > 4 * Number.EPSILON * scale);
}
// src/stats/distributions/noncentral-t.ts
const RULE = gaussLegendre(20);
const DROP = 42;
const PANELS = 8;
const BENDS = [
	-38,
	-12,
	-6,
	-3,
	0,
	3,
	6,
	12
];
function noncentralTCdf(t, degreesOfFreedom, noncentrality) {
	return mixture(-noncentrality, t, degreesOfFreedom);
}
function noncentralTSurvival(t, degreesOfFreedom, noncentrality) {
	return mixture(noncentrality, -t, degreesOfFreedom);
}
function mixture(intercept, slope, degreesOfFreedom) {
	const logConstant = .5 * Math.log(degreesOfFreedom / Math.PI) - stirlingRemainder(degreesOfFreedom / 2);
	const logIntegrand = (y) => {
		const s = Math.exp(y);
		const exponent = y - Math.expm1(2 * y) / 2;
		const direct = Math.abs(y) < .01 ? -y * y * (1 + y * (2 / 3 + y * (1 / 3 + y * (2 / 15 + y * (2 / 45 + 4 * y / 315))))) : exponent;
		return logConstant + degreesOfFreedom * direct + logNormalCdf(intercept + slope * s);
	};
	const derivative = (y) => {
		const s = Math.exp(y);
		return -degreesOfFreedom * Math.expm1(2 * y) + slope * s * normalHazard(intercept + slope * s);
	};
	const peak = findRoot(derivative, ...around(0, (y) => derivative(y) > 0, (y) => derivative(y) < 0), 1e-6);
	const floor = logIntegrand(peak) - DROP;
	const aboveFloor = (y) => logIntegrand(y) - floor;
	const [below, beyond] = around(peak, (y) => aboveFloor(y) < 0, (y) => aboveFloor(y) < 0);
	const left = findRoot(aboveFloor, below, peak, .001) - .002 * (1 + Math.abs(below));
	const right = findRoot(aboveFloor, peak, beyond, .001) + .002 * (1 + Math.abs(beyond));
	const cuts = [right];
	for (let panel = 0; panel < PANELS; panel++) cuts.push(left + (peak - left) * panel / PANELS, peak + (right - peak) * panel / PANELS);
	for (const bend of BENDS) {
		const y = Math.log((bend - intercept) / slope);
		if (y > left && y < right) cuts.push(y);
	}
	cuts.sort((a, b) => a - b);
	let total = 0;
	for (let index = 1; index < cuts.length; index++) {
		const low = cuts[index - 1];
		const high = cuts[index];
		if (high > low) total += integrate((y) => Math.exp(logIntegrand(y)), low, high, RULE);
	}
	return Math.min(1, total);
}
function around(centre, holdsLeft, holdsRight) {
	let left = .5;
	while (!holdsLeft(centre - left)) left *= 2;
	let right = .5;
	while (!holdsRight(centre + right)) right *= 2;
	return [centre - left, centre + right];
}
// src/stats/hedges-g.ts
function hedgesGPaired(differences, { level = .95 } = {}) {
	if (differences.length < 3) throw new StatisticsError("hedgesGPaired requires at least three pairs");
	if (isConstant(differences)) throw new StatisticsError("hedgesGPaired requires differences that vary");
	return correct$1(mean(differences) / standardDeviation(differences), differences.length - 1, Math.sqrt(differences.length), level);
}
function hedgesG(candidate, baseline, { level = .95 } = {}) {
	if (candidate.length < 2 || baseline.length < 2) throw new StatisticsError("hedgesG requires at least two runs of each model");
	if (isConstant(candidate) && isConstant(baseline)) throw new StatisticsError("hedgesG requires values that vary");
	const degreesOfFreedom = candidate.length + baseline.length - 2;
	const pooled = Math.hypot(standardDeviation(candidate) * Math.sqrt((candidate.length - 1) / degreesOfFreedom), standardDeviation(baseline) * Math.sqrt((baseline.length - 1) / degreesOfFreedom));
	return correct$1(differenceOfMeans(candidate, baseline) / pooled, degreesOfFreedom, Math.sqrt(candidate.length * baseline.length / (candidate.length + baseline.length)), level);
}
function hedgesCorrection(degreesOfFreedom) {
	const a = degreesOfFreedom / 2;
	if (a <= .5) return 0;
	return Math.exp(-(a - 1) * Math.log1p(-.5 / a) - .5 + stirlingRemainder(a) - stirlingRemainder(a - .5));
}
function correct$1(effect, degreesOfFreedom, root, level) {
	requireBetween("hedgesG", "level", level, 0, 1);
	requireFinite("hedgesG", [effect]);
	const t = effect * root;
	const tail = (1 - level) / 2;
	const low = solveUpwards((nc) => noncentralTSurvival(t, degreesOfFreedom, nc) - tail, t);
	const high = solveUpwards((nc) => tail - noncentralTCdf(t, degreesOfFreedom, nc), t);
	return {
		value: hedgesCorrection(degreesOfFreedom) * effect,
		interval: {
			level,
			low: low / root,
			high: high / root
		}
	};
}
function solveUpwards(f, start) {
	let width = 2 + Math.abs(start) / 4;
	while (f(start - width) > 0) width *= 2;
	const low = start - width;
	width = 2 + Math.abs(start) / 4;
	while (f(start + width) < 0) width *= 2;
	return findRoot(f, low, start + width, 1e-13);
}
// src/stats/paired-t.ts
function pairedT(differences, { level = .95 } = {}) {
	if (differences.length < 2) throw new StatisticsError("pairedT requires at least two pairs");
	requireFinite("pairedT", differences);
	if (isConstant(differences)) throw new StatisticsError(`pairedT requires differences that vary, but all ${differences.length} are ${differences[0]}`);
	return pairedTFromSummary({
		n: differences.length,
		mean: mean(differences),
		standardDeviation: standardDeviation(differences)
	}, { level });
}
function pairedTFromSummary(summary, { level = .95 } = {}) {
	requireBetween("pairedT", "level", level, 0, 1);
	requireBetween("pairedT", "standardDeviation", summary.standardDeviation, 0, 1e400);
	const degreesOfFreedom = summary.n - 1;
	const standardError = summary.standardDeviation / Math.sqrt(summary.n);
	const statistic = summary.mean / standardError;
	const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
	return {
		n: summary.n,
		mean: summary.mean,
		standardDeviation: summary.standardDeviation,
		standardError,
		degreesOfFreedom,
		statistic,
		pValue: studentTTwoSided(statistic, degreesOfFreedom),
		interval: {
			level,
			low: summary.mean - halfWidth,
			high: summary.mean + halfWidth
		}
	};
}
// src/stats/power.ts
function minimumDetectableDifference(design) {
	const { standardDeviation, pairs, alpha, power } = design;
	requireBetween("minimumDetectableDifference", "standardDeviation", standardDeviation, 0, 1e400);
	requirePairs("minimumDetectableDifference", pairs);
	return detectableNoncentrality(pairs - 1, alpha, power) / Math.sqrt(pairs) * standardDeviation;
}
function pairsNeeded$1(design) {
	const { difference, standardDeviation, alpha, power, maximum = 1e6 } = design;
	requireFinite("pairsNeeded", [difference]);
	requireBetween("pairsNeeded", "standardDeviation", standardDeviation, 0, 1e400);
	requireBetween("pairsNeeded", "power", power, 0, 1);
	const effect = Math.abs(difference) / standardDeviation;
	return smallestSize(2, maximum, (pairs) => twoSidedTPower(effect * Math.sqrt(pairs), pairs - 1, alpha) >= power);
}
function twoSidedTPower(noncentrality, degreesOfFreedom, alpha) {
	const critical = -studentTQuantile(alpha / 2, degreesOfFreedom);
	const expected = noncentralTSurvival(critical, degreesOfFreedom, noncentrality);
	const opposite = noncentralTCdf(-critical, degreesOfFreedom, noncentrality);
	return Math.min(1, expected + opposite);
}
function detectableNoncentrality(degreesOfFreedom, alpha, power) {
	requireBetween("detectableNoncentrality", "alpha", alpha, 0, 1);
	requireBetween("detectableNoncentrality", "power", power, alpha, 1);
	const lacking = (noncentrality) => twoSidedTPower(noncentrality, degreesOfFreedom, alpha) - power;
	let high = -studentTQuantile(alpha / 2, degreesOfFreedom) + 1;
	while (lacking(high) < 0) high *= 2;
	return findRoot(lacking, 0, high, 1e-13);
}
function smallestSize(smallest, maximum, suffices) {
	let enough = smallest;
	let short = smallest - 1;
	while (!suffices(enough)) {
		if (enough >= maximum) return null;
		short = enough;
		enough = Math.min(2 * enough, maximum);
	}
	while (enough - short > 1) {
		const middle = Math.floor((short + enough) / 2);
		if (suffices(middle)) enough = middle;
		else short = middle;
	}
	return enough;
}
function requirePairs(name, pairs) {
	if (!(Number.isInteger(pairs) && pairs >= 2)) throw new StatisticsError(`${name} requires at least two pairs, but pairs is ${pairs}`);
}
// src/stats/ranks.ts
function midranks(values) {
	const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
	const ranks = new Array(values.length).fill(0);
	let start = 0;
	while (start < order.length) {
		let end = start + 1;
		while (end < order.length && values[order[end]] === values[order[start]]) end++;
		const shared = (start + 1 + end) / 2;
		for (let position = start; position < end; position++) ranks[order[position]] = shared;
		start = end;
	}
	return ranks;
}
// src/stats/probability-of-improvement.ts
const PRIOR_PAIRS = 3;
function probabilityOfImprovement(candidate, baseline, { level = .95, paired = false } = {}) {
	if (candidate.length === 0 || baseline.length === 0) throw new StatisticsError("probabilityOfImprovement requires at least one run of each model");
	requireFinite("probabilityOfImprovement", candidate);
	requireFinite("probabilityOfImprovement", baseline);
	requireBetween("probabilityOfImprovement", "level", level, 0, 1);
	const n = candidate.length;
	const m = baseline.length;
	const ranks = midranks([...candidate, ...baseline]);
	const value = (ranks.slice(0, n).reduce((sum, rank) => sum + rank, 0) - n * (n + 1) / 2) / (n * m);
	if (paired && n !== m) throw new StatisticsError(`probabilityOfImprovement requires as many runs of one model as of the other: ${n}, ${m}`);
	const z = -normalQuantile((1 - level) / 2) * Math.sqrt(paired ? shareOfVariance(candidate, baseline, ranks) : 1);
	const upperLimit = (estimate) => {
		if (estimate === 1) return 1;
		const excess = (theta) => theta - estimate - z * Math.sqrt(variance(theta, n, m));
		return findRoot(excess, Math.max(estimate, 1e-12), 1);
	};
	return {
		value,
		level,
		low: 1 - upperLimit(1 - value),
		high: upperLimit(value)
	};
}
function variance(theta, n, m) {
	const others = (n + m) / 2 - 1;
	const shared = (1 - theta) / (2 - theta) + theta / (1 + theta);
	return theta * (1 - theta) * (1 + others * shared) / (n * m);
}
function shareOfVariance(candidate, baseline, ranks) {
	const n = candidate.length;
	const withinCandidate = midranks(candidate);
	const withinBaseline = midranks(baseline);
	const wins = candidate.map((_, seed) => (ranks[seed] - withinCandidate[seed]) / n);
	const losses = baseline.map((_, seed) => (ranks[n + seed] - withinBaseline[seed]) / n);
	const expectedWins = mean(wins);
	const expectedLosses = mean(losses);
	let apart = 0;
	let together = 0;
	wins.forEach((win, seed) => {
		const one = win - expectedWins;
		const other = losses[seed] - expectedLosses;
		apart += one * one + other * other;
		together += (one - other) ** 2;
	});
	return (PRIOR_PAIRS + n * (apart > 0 ? together / apart : 1)) / (PRIOR_PAIRS + n);
}
// src/stats/tost.ts
function twoOneSidedTests(estimate) {
	const { difference, standardError, degreesOfFreedom, margin, alpha } = estimate;
	requireFinite("twoOneSidedTests", [difference]);
	requireBetween("twoOneSidedTests", "standardError", standardError, 0, 1e400);
	requireBetween("twoOneSidedTests", "margin", margin, 0, 1e400);
	requireBetween("twoOneSidedTests", "alpha", alpha, 0, .5);
	const aboveLower = studentTCdf(-(difference + margin) / standardError, degreesOfFreedom);
	const belowUpper = studentTCdf((difference - margin) / standardError, degreesOfFreedom);
	const halfWidth = -studentTQuantile(alpha, degreesOfFreedom) * standardError;
	return {
		margin,
		pValue: Math.max(aboveLower, belowUpper),
		low: difference - halfWidth,
		high: difference + halfWidth
	};
}
// src/stats/welch-t.ts
function welchT(candidate, baseline, { level = .95 } = {}) {
	if (candidate.length < 2 || baseline.length < 2) throw new StatisticsError("welchT requires at least two runs of each model");
	requireFinite("welchT", candidate);
	requireFinite("welchT", baseline);
	if (isConstant(candidate) && isConstant(baseline)) throw new StatisticsError(`welchT requires values that vary, but all are ${candidate[0]} in one arm and ${baseline[0]} in the other`);
	return fromMoments(differenceOfMeans(candidate, baseline), moments(candidate), moments(baseline), level);
}
function fromMoments(difference, candidate, baseline, level) {
	requireBetween("welchT", "level", level, 0, 1);
	const errorOfCandidate = candidate.standardDeviation / Math.sqrt(candidate.n);
	const errorOfBaseline = baseline.standardDeviation / Math.sqrt(baseline.n);
	const standardError = Math.hypot(errorOfCandidate, errorOfBaseline);
	requireBetween("welchT", "standardError", standardError, 0, 1e400);
	const share = (errorOfCandidate / standardError) ** 2;
	const otherShare = (errorOfBaseline / standardError) ** 2;
	const degreesOfFreedom = 1 / (share ** 2 / (candidate.n - 1) + otherShare ** 2 / (baseline.n - 1));
	const statistic = difference / standardError;
	const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
	return {
		difference,
		standardError,
		degreesOfFreedom,
		statistic,
		pValue: studentTTwoSided(statistic, degreesOfFreedom),
		interval: {
			level,
			low: difference - halfWidth,
			high: difference + halfWidth
		}
	};
}
function moments(values) {
	return {
		n: values.length,
		mean: mean(values),
		standardDeviation: standardDeviation(values)
	};
}
// src/stats/wilcoxon.ts
const MAX_EXACT = 50;
function wilcoxonSignedRank(differences, { alternative = "two-sided", method = "auto", continuityCorrection = false } = {}) {
	if (differences.length === 0) throw new StatisticsError("wilcoxonSignedRank requires at least one pair");
	requireFinite("wilcoxonSignedRank", differences);
	const moving = differences.filter((difference) => difference !== 0);
	if (moving.length === 0) return {
		rankSum: 0,
		n: 0,
		pValue: 1,
		exact: true
	};
	const ranks = midranks(moving.map(Math.abs));
	const rankSum = ranks.reduce((sum, rank, index) => moving[index] > 0 ? sum + rank : sum, 0);
	const exact = method === "exact" || method === "auto" && moving.length <= MAX_EXACT;
	const upper = exact ? exactUpperTail(ranks, rankSum) : approximateUpperTail(ranks, rankSum, continuityCorrection);
	const opposite = ranks.reduce((sum, rank) => sum + rank, 0) - rankSum;
	const lower = exact ? exactUpperTail(ranks, opposite) : approximateUpperTail(ranks, opposite, continuityCorrection);
	const pValue = {
		greater: upper,
		less: lower,
		"two-sided": Math.min(1, 2 * Math.min(upper, lower))
	}[alternative];
	return {
		rankSum,
		n: moving.length,
		pValue,
		exact
	};
}
function exactUpperTail(ranks, observed) {
	const doubled = ranks.map((rank) => Math.round(2 * rank));
	const total = doubled.reduce((sum, rank) => sum + rank, 0);
	const probability = new Float64Array(total + 1);
	probability[0] = 1;
	let reached = 0;
	for (const rank of doubled) {
		reached += rank;
		for (let sum = reached; sum >= 0; sum--) {
			const without = probability[sum];
			const withRank = sum >= rank ? probability[sum - rank] : 0;
			probability[sum] = (without + withRank) / 2;
		}
	}
	let tail = 0;
	for (let sum = total; sum >= Math.round(2 * observed); sum--) tail += probability[sum];
	return tail;
}
function approximateUpperTail(ranks, observed, continuityCorrection) {
	const expected = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
	const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
	const correction = continuityCorrection ? .5 : 0;
	return normalCdf(-(observed - expected - correction) / deviation);
}
// src/stats/bootstrap.ts
function bcaInterval(sample, statistic, { level = .95, resamples = 1e4, random }) {
	const distribution = resampled("bcaInterval", sample, statistic, level, resamples, random);
	const estimate = statistic(sample);
	let below = 0;
	for (const value of distribution) below += value < estimate ? 1 : value === estimate ? .5 : 0;
	const bias = normalQuantile(Math.min(Math.max(below, .5), resamples - .5) / resamples);
	const skew = acceleration(sample, statistic);
	const moved = (probability) => {
		const z = bias + normalQuantile(probability);
		const divisor = 1 - skew * z;
		return divisor <= 0 ? z > 0 ? 1 : 0 : normalCdf(bias + z / divisor);
	};
	return {
		level,
		...limits(distribution, moved((1 - level) / 2), moved((1 + level) / 2))
	};
}
function acceleration(sample, statistic) {
	const leftOut = sample.map((_, index) => statistic(sample.filter((_value, other) => other !== index)));
	const centre = mean(leftOut);
	let squares = 0;
	let cubes = 0;
	for (const value of leftOut) {
		squares += (centre - value) ** 2;
		cubes += (centre - value) ** 3;
	}
	return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
function requireSample(name, sample, level) {
	if (sample.length < 2) throw new StatisticsError(`${name} requires at least two values`);
	requireFinite(name, sample);
	requireBetween(name, "level", level, 0, 1);
}
function resampled(name, sample, statistic, level, resamples, random) {
	requireSample(name, sample, level);
	const draw = new Array(sample.length).fill(0);
	const values = [];
	for (let resample = 0; resample < resamples; resample++) {
		refill(draw, sample, random);
		values.push(statistic(draw));
	}
	return values;
}
function refill(draw, sample, random) {
	for (let index = 0; index < draw.length; index++) draw[index] = sample[randomInteger(random, sample.length)];
}
function limits(distribution, lower, upper) {
	return {
		low: quantile(distribution, lower),
		high: quantile(distribution, upper)
	};
}
// src/stats/sign-flip.ts
const MAX_EXACT_PAIRS = 30;
const TIE_TOLERANCE = 1e-10;
function signFlipTest(differences, { alternative = "two-sided", random, samples = 99999 } = {}) {
	if (differences.length === 0) throw new StatisticsError("signFlipTest requires at least one pair");
	requireFinite("signFlipTest", differences);
	const largest = differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 0);
	const moving = differences.filter((difference) => difference !== 0).map((difference) => difference / largest);
	const sides = alternative === "two-sided" ? 2 : 1;
	if (moving.length === 0) return {
		pValue: 1,
		exact: true,
		smallestAttainable: 1
	};
	const sum = moving.reduce((total, difference) => total + difference, 0);
	const tolerance = TIE_TOLERANCE * moving.reduce((total, difference) => total + Math.abs(difference), 0);
	const observed = alternative === "less" ? -sum : sum;
	const threshold = (sides === 2 ? Math.abs(sum) : observed) - tolerance;
	const smallestExact = sides / 2 ** moving.length;
	if (moving.length <= MAX_EXACT_PAIRS) {
		const hits = threshold <= 0 && sides === 2 ? 2 ** moving.length : sides * countAtLeast(moving, threshold);
		return {
			pValue: Math.min(1, hits / 2 ** moving.length),
			exact: true,
			smallestAttainable: Math.min(1, smallestExact)
		};
	}
	if (random === void 0) throw new StatisticsError(`signFlipTest requires a random generator above ${MAX_EXACT_PAIRS} pairs`);
	let hits = 0;
	for (let sample = 0; sample < samples; sample++) {
		const flipped = randomlySignedSum(moving, random);
		if ((sides === 2 ? Math.abs(flipped) : flipped) >= threshold) hits++;
	}
	return {
		pValue: (hits + 1) / (samples + 1),
		exact: false,
		smallestAttainable: Math.max(smallestExact, 1 / (samples + 1))
	};
}
function countAtLeast(values, threshold) {
	const middle = values.length >> 1;
	const left = signedSums(values.slice(0, middle)).sort();
	const right = signedSums(values.slice(middle)).sort();
	let count = 0;
	let partner = right.length;
	for (const sum of left) {
		while (partner > 0 && sum + right[partner - 1] >= threshold) partner--;
		count += right.length - partner;
	}
	return count;
}
function signedSums(values) {
	const sums = new Float64Array(2 ** values.length);
	let filled = 1;
	for (const value of values) {
		for (let index = 0; index < filled; index++) {
			const sum = sums[index];
			sums[index] = sum - value;
			sums[index + filled] = sum + value;
		}
		filled *= 2;
	}
	return sums;
}
function randomlySignedSum(values, random) {
	let sum = 0;
	let bits = 0;
	for (let index = 0; index < values.length; index++) {
		if (index % 32 === 0) bits = Math.floor(random() * 2 ** 32) | 0;
		sum += bits & 1 ? values[index] : -values[index];
		bits >>>= 1;
	}
	return sum;
}
// src/analysis/resampled-checks.ts
const RESAMPLES = 1e4;
const MAX_BLOCKS = 300;
function resampledChecks(differences, level, stream) {
	const blocks = differences.length <= MAX_BLOCKS ? null : dealOut(differences);
	const bootstrap = {
		level,
		resamples: RESAMPLES,
		random: stream("bca")
	};
	const interval = blocks === null ? bcaInterval(differences, mean, bootstrap) : bcaInterval([...blocks.keys()], meanOfBlocks(blocks), bootstrap);
	const { pValue, exact, smallestAttainable } = signFlipTest(blocks?.map(({ sum }) => sum) ?? differences, { random: stream("sign-flip") });
	return {
		bootstrapInterval: {
			...interval,
			method: "bca"
		},
		signFlip: {
			pValue,
			exact,
			smallestAttainable
		}
	};
}
function dealOut(differences) {
	const blocks = Array.from({ length: MAX_BLOCKS }, () => ({
		sum: 0,
		pairs: 0
	}));
	for (const [index, difference] of differences.entries()) {
		const block = blocks[index % MAX_BLOCKS];
		block.sum += difference;
		block.pairs += 1;
	}
	return blocks;
}
function meanOfBlocks(blocks) {
	const sums = Float64Array.from(blocks, ({ sum }) => sum);
	const pairs = Float64Array.from(blocks, (block) => block.pairs);
	return (indices) => {
		let sum = 0;
		let count = 0;
		for (const index of indices) {
			sum += sums[index];
			count += pairs[index];
		}
		return sum / count;
	};
}
// src/analysis/samples.ts
function decidingSplit(records, metric) {
	return [
		"test",
		"validation",
		"train"
	].find((split) => records.some((record) => metricOf(record, metric, split) !== void 0)) ?? null;
}
function recordsByModel(records) {
	const byModel = new Map();
	for (const record of records) {
		const known = byModel.get(record.model);
		if (known === void 0) byModel.set(record.model, [record]);
		else known.push(record);
	}
	return byModel;
}
function seedValues(records, model, metric, split) {
	return records.filter((record) => record.model === model && record.status === "ok").flatMap((record) => {
		const value = metricOf(record, metric, split);
		return value === void 0 ? [] : [{
			seed: record.seed,
			value
		}];
	}).sort((a, b) => a.seed - b.seed);
}
function pairBySeed(baseline, candidate) {
	const bySeed = new Map(baseline.map(({ seed, value }) => [seed, value]));
	return candidate.flatMap(({ seed, value }) => {
		const other = bySeed.get(seed);
		return other === void 0 ? [] : [{
			seed,
			baseline: other,
			candidate: value
		}];
	}).sort((a, b) => a.seed - b.seed);
}
function metricOf(record, metric, split) {
	const values = record.metrics[split];
	return values !== void 0 && Object.hasOwn(values, metric) ? values[metric] : void 0;
}
// src/analysis/values.ts
function summarise(values) {
	return {
		n: values.length,
		mean: mean(values),
		standardDeviation: values.length < 2 ? null : standardDeviation(values)
	};
}
function countBetter(differences) {
	return {
		count: differences.filter((difference) => difference > 0).length,
		of: differences.length
	};
}
function largest(values) {
	return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
function allFinite(value) {
	if (typeof value === "number") return Number.isFinite(value);
	return typeof value !== "object" || value === null || Object.values(value).every(allFinite);
}
function turn(values, sign) {
	return sign === 1 ? values : values.map((value) => -value);
}
// src/analysis/compare.ts
const PLANNED_POWER = .8;
const ROUNDING$2 = 1e-12;
function compareArms(request) {
	const pairs = pairBySeed(request.baseline, request.candidate);
	const pairing = pairs.length > 0 ? "seed" : "none";
	const [baseline, candidate] = pairing === "seed" ? [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)] : [request.baseline.map(({ value }) => value), request.candidate.map(({ value }) => value)];
	try {
		const compared = (pairing === "seed" ? comparePairs : compareUnpaired)(request, baseline, candidate);
		if (compared.verdict !== null || allFinite(compared)) return compared;
		return impossible(request, pairing, "its numbers leave the range of doubles; rescale the metric");
	} catch (error) {
		if (!(error instanceof StatisticsError)) throw error;
		return impossible(request, pairing, `it cannot be computed: ${error.message}`);
	}
}
function comparePairs(request, baseline, candidate) {
	const n = baseline.length;
	if (n < 2) return impossible(request, "seed", "a single seed pair shows no spread to test against; at least two are needed");
	const sign = request.direction === "maximize" ? 1 : -1;
	const differences = candidate.map((value, index) => sign * (value - baseline[index]));
	const head = {
		...identity(request, "seed"),
		baseline: summarise(baseline),
		candidate: summarise(candidate),
		better: countBetter(differences)
	};
	const improvement = probabilityOfImprovement(turn(candidate, sign), turn(baseline, sign), {
		level: 1 - request.alpha,
		paired: true
	});
	const scale = Math.max(largest(baseline), largest(candidate));
	if (standardDeviation(differences) <= ROUNDING$2 * scale) {
		if (differences.some((difference) => Math.abs(difference) > ROUNDING$2 * scale)) return impossible(request, "seed", `all ${n} pairs differ by exactly the same amount, so there is no spread to test against; does the seed reach the training?`);
		return {
			...head,
			...NO_DIFFERENCE,
			degreesOfFreedom: n - 1,
			interval: {
				level: 1 - request.alpha,
				low: 0,
				high: 0,
				method: "student-t"
			},
			probabilityOfImprovement: improvement
		};
	}
	const t = pairedT(differences, { level: 1 - request.alpha });
	const checks = resampledChecks(differences, 1 - request.alpha, (use) => stream(request, use));
	return {
		...head,
		identical: false,
		verdict: null,
		difference: t.mean,
		standardError: t.standardError,
		degreesOfFreedom: t.degreesOfFreedom,
		statistic: t.statistic,
		interval: {
			...t.interval,
			method: "student-t"
		},
		bootstrapInterval: checks.bootstrapInterval,
		pValue: t.pValue,
		stageWise: null,
		signFlip: checks.signFlip,
		wilcoxon: { pValue: wilcoxonSignedRank(differences).pValue },
		equivalence: equivalence$2(request, t.mean, t.standardError, t.degreesOfFreedom),
		effectSize: n < 3 ? null : {
			name: "hedges-g-paired",
			value: hedgesGPaired(differences).value
		},
		probabilityOfImprovement: improvement,
		power: powerOf(request, t.mean, t.standardDeviation, n)
	};
}
function compareUnpaired(request, baseline, candidate) {
	const [few, arm] = baseline.length <= candidate.length ? [baseline.length, "baseline"] : [candidate.length, request.variant];
	if (few < 2) return impossible(request, "none", `${arm} has ${few} finished run${few === 1 ? "" : "s"} with this metric; at least two are needed`);
	const sign = request.direction === "maximize" ? 1 : -1;
	const scale = Math.max(largest(baseline), largest(candidate));
	if (Math.max(standardDeviation(baseline), standardDeviation(candidate)) <= ROUNDING$2 * scale) return impossible(request, "none", "every run of an arm has the same value, so there is no spread to test against; does the seed reach the training?");
	const t = welchT(turn(candidate, sign), turn(baseline, sign), { level: 1 - request.alpha });
	const improvement = probabilityOfImprovement(turn(candidate, sign), turn(baseline, sign), { level: 1 - request.alpha });
	return {
		...identity(request, "none"),
		identical: false,
		verdict: null,
		baseline: summarise(baseline),
		candidate: summarise(candidate),
		better: null,
		difference: t.difference,
		standardError: t.standardError,
		degreesOfFreedom: t.degreesOfFreedom,
		statistic: t.statistic,
		interval: {
			...t.interval,
			method: "welch-t"
		},
		bootstrapInterval: null,
		pValue: t.pValue,
		stageWise: null,
		signFlip: null,
		wilcoxon: null,
		equivalence: equivalence$2(request, t.difference, t.standardError, t.degreesOfFreedom),
		effectSize: {
			name: "hedges-g",
			value: hedgesG(turn(candidate, sign), turn(baseline, sign)).value
		},
		probabilityOfImprovement: improvement,
		power: powerOf(request, t.difference, t.standardError * Math.sqrt(few), few)
	};
}
const NO_DIFFERENCE = {
	identical: true,
	verdict: null,
	difference: 0,
	standardError: 0,
	statistic: 0,
	pValue: 1,
	bootstrapInterval: null,
	stageWise: null,
	signFlip: null,
	wilcoxon: null,
	equivalence: null,
	effectSize: null,
	power: {
		minimumDetectableDifference: 0,
		pairsNeeded: null
	}
};
function equivalence$2({ margin, alpha }, difference, standardError, degreesOfFreedom) {
	if (margin === null) return null;
	return {
		...twoOneSidedTests({
			difference,
			standardError,
			degreesOfFreedom,
			margin,
			alpha
		}),
		pValueAdjusted: null,
		significanceLevel: alpha
	};
}
function powerOf({ plannedLevel: alpha }, difference, spread, pairs) {
	return {
		minimumDetectableDifference: minimumDetectableDifference({
			standardDeviation: spread,
			pairs,
			alpha,
			power: PLANNED_POWER
		}),
		pairsNeeded: difference === 0 ? null : pairsNeeded$1({
			difference: Math.abs(difference),
			standardDeviation: spread,
			alpha,
			power: PLANNED_POWER
		})
	};
}
function identity({ variant, metric, role }, pairing) {
	return {
		variant,
		metric,
		role,
		pairing
	};
}
function impossible(request, pairing, reason) {
	return {
		...identity(request, pairing),
		verdict: "inconclusive",
		reason,
		difference: null
	};
}
function stream({ experiment, variant, metric }, use) {
	return createRandom("analysis", experiment, variant, metric, use);
}
// src/analysis/measure.ts
function measureAll(request, records, plannedLevel) {
	const { baseline = "baseline", experiment, metrics, variants, alpha } = request;
	const byModel = recordsByModel(records);
	const measured = metrics.map((metric) => {
		const split = requireSplit(records, metric.name);
		const values = (model) => seedValues(byModel.get(model) ?? [], model, metric.name, split);
		return {
			metric,
			values,
			baseline: values(baseline)
		};
	});
	return variants.flatMap((variant) => measured.map(({ metric: { name, role, direction, margin }, values, baseline }) => compareArms({
		experiment,
		variant,
		metric: name,
		role,
		direction,
		margin,
		alpha,
		plannedLevel: role === "primary" ? plannedLevel : alpha,
		baseline,
		candidate: values(variant)
	})));
}
function requireSplit(records, metric) {
	const split = decidingSplit(records, metric);
	if (split === null) throw new UserError(`metrics: no finished run reports "${metric}"`);
	return split;
}
// src/analysis/analyse.ts
function startAnalysis(request) {
	const { variants, metrics, alpha, looks } = request;
	const primaries = metrics.filter(({ role }) => role === "primary").length * variants.length;
	const share = alpha / primaries;
	const settled = new Map();
	const counts = new Map();
	function levelsOf(measurement) {
		if (looks.length === 1 || measurement.pairing === "none") return SINGLE_LOOK;
		const key = keyOf(measurement);
		const taken = counts.get(key) ?? [];
		counts.set(key, taken);
		if (measurement.baseline.n > (taken.at(-1) ?? 0)) taken.push(measurement.baseline.n);
		return sequentialLevels(taken, looks);
	}
	function settle(comparison, levels, isLast) {
		const ending = isLast || comparison.verdict !== "inconclusive" ? comparison : stopForFutility(comparison, looks, share);
		return ending === null ? null : adjustForLooks(ending, levels.boundaries(share));
	}
	function takeLook(records, look, held = new Set()) {
		const isLast = look === looks.length - 1;
		const measured = measureAll(request, records, plannedLevel(looks, look, share));
		const items = measured.filter((item) => item.verdict === null && !settled.has(keyOf(item))).map((measurement) => ({
			measurement,
			levels: levelsOf(measurement)
		}));
		const decided = decideAll(items, alpha, sharersAfter([...settled.values()], primaries));
		for (const [index, comparison] of decided.entries()) {
			if (comparison.role === "secondary") continue;
			if (!isLast && (held.has(comparison.variant) || comparison.pairing === "none")) continue;
			const final = settle(comparison, items[index]?.levels ?? SINGLE_LOOK, isLast);
			if (final !== null) settled.set(keyOf(final), final);
		}
		const current = new Map(decided.map((comparison) => [keyOf(comparison), comparison]));
		const undecided = measured.filter((item) => item.role === "primary" && !settled.has(keyOf(item)));
		return {
			comparisons: measured.map((item) => settled.get(keyOf(item)) ?? current.get(keyOf(item)) ?? item),
			undecided: isLast ? [] : [...new Set(undecided.map(({ variant }) => variant))]
		};
	}
	return { takeLook };
}
function analyseOnce(request, records) {
	return startAnalysis({
		...request,
		looks: [Number.MAX_SAFE_INTEGER]
	}).takeLook(records, 0).comparisons;
}
function plannedLevel(looks, look, share) {
	return looks.length === 1 ? share : sequentialLevels(looks.slice(0, look + 1), looks).difference(share);
}
function sharersAfter(settled, primaries) {
	const differing = settled.filter(({ verdict }) => verdict === "improvement" || verdict === "regression").length;
	const equivalent = settled.filter(({ verdict }) => verdict === "equivalent").length;
	return {
		difference: primaries - differing,
		equivalence: primaries - equivalent
	};
}
function stopForFutility(comparison, looks, share) {
	const pairs = looks.at(-1) ?? 0;
	const last = sequentialLevels(looks, looks);
	const chance = chanceOfVerdict(comparison, {
		pairs,
		differenceLevel: last.difference(share),
		equivalenceLevel: last.equivalence(share)
	});
	if (chance >= .05) return null;
	const percent = (100 * chance).toFixed(1);
	const reason = `stopped after ${comparison.baseline.n} of at most ${pairs} pairs: the chance of a verdict by then was ${percent} %`;
	return {
		...comparison,
		reason
	};
}
function keyOf({ variant, metric }) {
	return JSON.stringify([variant, metric]);
}
// src/checks/code-unchanged.ts
const SHOWN_FILES = 3;
function checkCodeUnchanged({ changed }) {
	const base = {
		id: "code-unchanged",
		model: null,
		value: changed.length,
		threshold: 0,
		interval: null
	};
	if (changed.length === 0) return {
		...base,
		status: "pass",
		message: "the code of every model is what it was when the runs began",
		advice: null
	};
	const models = changed.map(({ model, files }) => {
		const more = files.length > SHOWN_FILES ? ` and ${files.length - SHOWN_FILES} more` : "";
		return `${model} (${files.slice(0, SHOWN_FILES).join(", ")}${more})`;
	});
	return {
		...base,
		status: "fail",
		message: `code changed while the runs were under way: ${models.join("; ")}`,
		advice: "its records were thrown away; run again, and look at what changes files of the repository during training"
	};
}
// src/checks/evaluation-files.ts
function checkEvaluationFiles(digests) {
	const base = {
		id: "evaluation-files",
		model: null,
		threshold: 0,
		interval: null
	};
	const [baseline, ...variants] = digests;
	const files = Object.keys(baseline?.files ?? {});
	if (baseline === void 0 || files.length === 0) return {
		...base,
		status: "not-checked",
		value: null,
		message: "no evaluation files are declared",
		advice: "list test data and metric code under evaluation"
	};
	const changed = files.filter((file) => variants.some((variant) => variant.files[file] !== baseline.files[file]));
	if (changed.length === 0) return {
		...base,
		status: "pass",
		value: 0,
		message: `${files.length} evaluation file${files.length === 1 ? " is" : "s are"} the same for every model`,
		advice: null
	};
	const named = changed.map((file) => {
		return `${file} (${variants.filter((variant) => variant.files[file] !== baseline.files[file]).map(({ model }) => model).join(", ")})`;
	});
	return {
		...base,
		status: "fail",
		value: changed.length,
		message: `${named.join("; ")} ${changed.length === 1 ? "differs" : "differ"} from the baseline's, so the scores do not measure the same thing`,
		advice: "merge the change of the evaluation first, by itself, then compare"
	};
}
// src/checks/failed-runs.ts
const MAX_SAID_CHARS = 160;
const MAX_NAMED = 10;
function checkFailedRuns(records, model, limit) {
	const runs = records.filter((record) => record.model === model);
	const failed = runs.filter((record) => record.status !== "ok");
	const share = failedShare(records, model);
	const base = {
		id: "failed-runs",
		model,
		value: share,
		threshold: limit,
		interval: null
	};
	if (runs.length === 0) return {
		...base,
		value: null,
		status: "not-checked",
		message: "no run was started",
		advice: null
	};
	if (failed.length === 0) return {
		...base,
		status: "pass",
		message: `all ${runs.length} runs finished`,
		advice: null
	};
	const seeds = [...failed.slice(0, MAX_NAMED).map((record) => `${record.seed} (${record.status})`), ...failed.length > MAX_NAMED ? [`and ${failed.length - MAX_NAMED} more`] : []].join(", ");
	const message = `${failed.length} of ${runs.length} runs did not finish: seed ${seeds}${firstWords(failed)}`;
	return share > limit || share === 1 ? {
		...base,
		status: "fail",
		message,
		advice: "see the messages of the failed runs; the verdict stays invalid until they are fewer than limits.failed-runs allows"
	} : {
		...base,
		status: "warn",
		message,
		advice: "the comparison speaks only of the runs that finished"
	};
}
function firstWords(failed) {
	const said = failed[0]?.failure?.trim().split("\n").at(-1)?.slice(0, MAX_SAID_CHARS);
	return said ? `; the first said: ${said}` : "";
}
function failedShare(records, model) {
	const runs = records.filter((record) => record.model === model);
	return runs.length === 0 ? 0 : runs.filter(({ status }) => status !== "ok").length / runs.length;
}
// src/checks/overfitting-gap.ts
const ID = "overfitting/gap";
const LEVEL = .95;
function checkOverfittingGap(records, model, threshold) {
	const base = {
		id: ID,
		model,
		threshold
	};
	const runs = records.filter((record) => record.model === model && record.status === "ok").flatMap((record) => {
		const curve = record.curves.flatMap(({ epoch, train, validation }) => train.loss === void 0 || validation.loss === void 0 ? [] : [{
			epoch,
			train: train.loss,
			validation: validation.loss
		}]);
		return curve.length < 2 ? [] : [curve];
	});
	if (runs.length < 2) return notChecked(base, "needs at least two finished runs that report training and validation loss by epoch");
	const last = runs.map((curve) => curve[curve.length - 1]);
	const gaps = last.map(({ train, validation }) => validation - train);
	const interval = gaps.some((gap) => gap !== gaps[0]) ? pairedT(gaps, { level: LEVEL }).interval : {
		level: LEVEL,
		low: gaps[0],
		high: gaps[0]
	};
	const best = mean(runs.map((curve) => Math.min(...curve.map(({ validation }) => validation))));
	const bestEpoch = Math.round(mean(runs.map((curve) => curve.reduce((low, point) => point.validation < low.validation ? point : low).epoch)));
	const end = mean(last.map(({ validation }) => validation));
	const lastEpoch = Math.max(...last.map(({ epoch }) => epoch));
	const value = mean(gaps);
	const turned = bestEpoch < lastEpoch && end > best;
	if (interval.low <= threshold || !turned) return {
		...base,
		status: "pass",
		value,
		interval,
		message: `gap of validation over training loss ${value.toFixed(3)} at epoch ${lastEpoch}`,
		advice: null
	};
	return {
		...base,
		status: "warn",
		value,
		interval,
		message: `validation loss is lowest at epoch ${bestEpoch} of ${lastEpoch} (${best.toFixed(3)}) and ${end.toFixed(3)} at the end, while the gap to training loss grows to ${value.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`,
		advice: `stop at epoch ${bestEpoch}: ${Math.round(100 * (1 - bestEpoch / lastEpoch))} % less training`
	};
}
function notChecked(base, reason) {
	return {
		...base,
		status: "not-checked",
		value: null,
		interval: null,
		message: reason,
		advice: null
	};
}
// src/checks/seed-effect.ts
function checkSeedEffect(records, model, metrics) {
	const finished = records.filter((record) => record.model === model && record.status === "ok");
	const distinct = new Set(finished.map((record) => traceOf(record, metrics))).size;
	const threshold = finished.every(({ curves, predictions }) => curves.length > 0 || predictions !== null) ? finished.length : Math.min(2, finished.length);
	const base = {
		id: "seed-effect",
		model,
		value: distinct,
		threshold,
		interval: null
	};
	if (finished.length < 2) return {
		...base,
		status: "not-checked",
		message: "needs at least two finished runs",
		advice: null
	};
	if (distinct >= threshold) {
		const message = `${finished.length} seeds gave ${distinct === finished.length ? "as many" : distinct} different runs`;
		return {
			...base,
			status: "pass",
			message,
			advice: null
		};
	}
	return {
		...base,
		status: "fail",
		message: distinct === 1 ? `${finished.length} seeds gave one and the same run: the seed does not reach the training` : `${finished.length} seeds gave only ${distinct} different runs: the seed does not fully reach the training`,
		advice: "set the seed of the framework from CONCLUSIVE_SEED or {seed} before the model is built"
	};
}
function traceOf({ curves, metrics, predictions }, names) {
	const losses = curves.map(({ train, validation }) => [train.loss, validation.loss]);
	const declared = Object.values(metrics).map((values) => names.map((name) => values[name]));
	return JSON.stringify([
		predictions?.sha256,
		losses,
		declared
	]);
}
// src/checks/test-examples.ts
function checkTestExamples(records, baseline = "baseline") {
	const base = {
		id: "test-examples",
		model: null,
		threshold: 0,
		interval: null
	};
	const finished = records.filter(({ status }) => status === "ok");
	const kept = finished.filter((record) => digestOf(record) !== null);
	const references = kept.filter(({ model }) => model === baseline);
	const bySeed = new Map(references.map((record) => [record.seed, digestOf(record)]));
	const [reference] = references;
	if (reference === void 0 || !kept.some(({ model }) => model !== baseline)) {
		const message = "needs the predictions of the baseline and of a variant";
		return {
			...base,
			status: "not-checked",
			value: null,
			message,
			advice: null
		};
	}
	const expected = ({ seed }) => bySeed.get(seed) ?? digestOf(reference);
	const different = kept.filter((record) => digestOf(record) !== expected(record));
	const [first] = different;
	if (first !== void 0) return {
		...base,
		status: "fail",
		value: different.length,
		message: `${different.length} of ${kept.length} runs were measured on other examples or labels than the baseline, the first being ${first.model} under seed ${first.seed}`,
		advice: "write one prediction for every example of the test set, under the same ids and labels in every run"
	};
	const unknown = finished.find((record) => digestOf(record) === null);
	if (unknown !== void 0) return {
		...base,
		status: "not-checked",
		value: null,
		message: `${finished.length - kept.length} of ${finished.length} runs kept no predictions, the first being ${unknown.model} under seed ${unknown.seed}; the others were measured on the examples of the baseline`,
		advice: "leave predictions in every run"
	};
	const message = `${kept.length} runs were measured on the examples of the baseline`;
	return {
		...base,
		status: "pass",
		value: 0,
		message,
		advice: null
	};
}
function digestOf({ predictions }) {
	return predictions?.examples ?? null;
}
// src/checks/index.ts
function runChecks(request) {
	const { config, models, records, evaluation, code } = request;
	const metrics = request.metrics.map(({ name }) => name);
	return [
		...code === null ? [] : [checkCodeUnchanged(code)],
		checkEvaluationFiles(evaluation),
		checkTestExamples(records, models[0]?.name),
		...models.map(({ name }) => checkFailedRuns(records, name, config.limits["failed-runs"])),
		...models.map(({ name }) => checkSeedEffect(records, name, metrics)),
		...models.map(({ name }) => checkOverfittingGap(records, name, config.checks.overfitting.gap)),
		...notBuiltYet(config, records)
	];
}
function notBuiltYet(config, records) {
	const missing = [];
	const add = (id, message) => missing.push({
		id,
		model: null,
		status: "not-checked",
		value: null,
		threshold: null,
		interval: null,
		message,
		advice: null
	});
	if (config.checks.sensitivity !== void 0) add("sensitivity", "this version does not perturb hyperparameters yet");
	if (config.checks.slices && records.some((record) => Object.keys(record.slices).length > 0)) add("slices", "the records hold metrics by slice; this version does not test their differences yet");
	return missing;
}
// node_modules/shell-quote/quote.js
var require_quote = __commonJSMin(((exports, module) => {
	var OPS = [
		"||",
		"&&",
		";;&",
		";;",
		";&",
		"|&",
		"<(",
		">(",
		"<<<",
		"<<-",
		"<<",
		">>",
		">&",
		">|",
		"&>>",
		"&>",
		"<&",
		"<>",
		"&",
		";",
		"(",
		")",
		"|",
		"<",
		">"
	];
	var LINE_TERMINATORS = /[\n\r\u2028\u2029]/;
	var GLOB_SHELL_SPECIAL = /[\s#!"$&'():;<=>@\\^`|~]/g;
	module.exports = function quote(xs) {
		var sawComment = false;
		return xs.map(function(s) {
			if (sawComment && typeof s === "string" && LINE_TERMINATORS.test(s)) throw new TypeError("a token after a `comment` must not contain line terminators");
			if (s === "") return "''";
			if (s && typeof s === "object") {
				if ("op" in s && s.op === "glob") {
					if (typeof s.pattern !== "string") throw new TypeError("glob token requires a string `pattern`");
					if (LINE_TERMINATORS.test(s.pattern)) throw new TypeError("glob `pattern` must not contain line terminators");
					if (s.pattern === "") return "''";
					return s.pattern.replace(GLOB_SHELL_SPECIAL, "\\$&");
				}
				if ("op" in s && typeof s.op === "string") {
					if (OPS.indexOf(s.op) < 0) throw new TypeError("invalid `op` value: " + JSON.stringify(s.op));
					return s.op.replace(/[\s\S]/g, "\\$&");
				}
				if ("comment" in s && typeof s.comment === "string") {
					if (LINE_TERMINATORS.test(s.comment)) throw new TypeError("`comment` must not contain line terminators");
					sawComment = true;
					return "#" + s.comment;
				}
				throw new TypeError("unrecognized object token shape");
			}
			if (/'/.test(s) && /!/.test(s)) return "'" + s.replace(/'/g, "'\"'\"'") + "'";
			if (/["\s\\]/.test(s) && !/'/.test(s)) return "'" + s + "'";
			if (/["'\s]/.test(s)) return "\"" + s.replace(/(["\\$`])/g, "\\$1") + "\"";
			return String(s).replace(/([A-Za-z]:)?([#!"$&'()*,:;<=>?@[\\\]^`{|}~])/g, "$1\\$2");
		}).join(" ");
	};
}));
// node_modules/shell-quote/parse.js
var require_parse = __commonJSMin(((exports, module) => {
	var CONTROL = "(?:" + [
		"\\|\\|",
		"\\&(?:\\&|>>?)",
		";;\\&?",
		"[;|]\\&",
		"\\<\\(",
		"\\<\\<\\<",
		"\\<\\<-",
		"\\<\\<(?!\\()",
		">>",
		">[&|(]",
		"<[&>]",
		"[&;()|<>]"
	].join("|") + ")";
	var controlRE = new RegExp("^" + CONTROL + "$");
	var META = "|&;()<> \\t";
	var SINGLE_QUOTE = "'([^']*?)'";
	var ANSI_C_BODY = "(?:\\\\[\\s\\S]|[^\\\\'])*?";
	var ANSI_C_QUOTE = "\\$'" + ANSI_C_BODY + "'";
	var ansiCAt = new RegExp("\\$'" + ANSI_C_BODY + "(?:(')|\\\\?$)", "g");
	var ANSI_C_LETTERS = "abeEfnrtv";
	var ANSI_C_CHARS = "\x07\b\x1B\x1B\f\n\r	\v";
	var hash = /^#$/;
	var SQ = "'";
	var DQ = "\"";
	var DS = "$";
	var TOKEN = "";
	var mult = 4294967296;
	for (var i = 0; i < 4; i++) TOKEN += (mult * Math.random()).toString(16);
	var startsWithToken = new RegExp("^" + TOKEN);
	function matchAll(s, r) {
		var origIndex = r.lastIndex;
		var matches = [];
		var matchObj;
		while (matchObj = r.exec(s)) {
			matches[matches.length] = matchObj;
			if (r.lastIndex === matchObj.index) r.lastIndex += 1;
		}
		r.lastIndex = origIndex;
		return matches;
	}
	function getVar(env, pre, key) {
		var r = typeof env === "function" ? env(key) : env[key];
		if (typeof r === "undefined" && key != "") r = "";
		else if (typeof r === "undefined") r = "$";
		if (typeof r === "object") return pre + TOKEN + JSON.stringify(r) + TOKEN;
		return pre + r;
	}
	var ansiCEscape = /\\([0-7]{1,3}|x[\dA-Fa-f]{1,2}|u[\dA-Fa-f]{1,4}|U[\dA-Fa-f]{1,8}|c(?:\\\\|[\s\S])|[abeEfnrtv\\'"?])/g;
	function expandAnsiCEscape(m, escape) {
		var kind = escape.charAt(0);
		if (kind === "c") {
			var ctrl = escape.charAt(1);
			return ctrl === "?" ? "" : String.fromCharCode(ctrl.charCodeAt(0) & 31);
		}
		if (kind === "x" || kind === "u" || kind === "U") {
			var cp = parseInt(escape.slice(1), 16);
			if (cp > 1114111) return m;
			return String.fromCharCode.apply(null, cp > 65535 ? [55232 + (cp >> 10), 56320 + (cp & 1023)] : [cp]);
		}
		if (kind >= "0" && kind <= "7") return String.fromCharCode(parseInt(escape, 8) & 255);
		var letter = ANSI_C_LETTERS.indexOf(escape);
		return letter < 0 ? escape : ANSI_C_CHARS.charAt(letter);
	}
	function expandAnsiC(body) {
		return body.replace(ansiCEscape, expandAnsiCEscape).split("\0")[0];
	}
	function closesAnsiC(s, i) {
		ansiCAt.lastIndex = i;
		return !!ansiCAt.exec(s)[1];
	}
	function parseInternal(string, env, opts) {
		if (!opts) opts = {};
		var BS = opts.escape || "\\";
		var ifs = opts.splitUnquoted === true ? " 	\n" : typeof opts.splitUnquoted === "string" ? opts.splitUnquoted : "";
		var BAREWORD = "(\\" + BS + "['\"$\\" + BS + META + "]|\\$\\$|\\$(?!" + ANSI_C_QUOTE.slice(2) + ")|[^\\s'\"$" + META + "])+";
		var DOUBLE_QUOTE = "\"(?:\\" + BS + "[\\s\\S]|[^\"\\" + BS + "])*\"";
		var matches = matchAll(string, new RegExp(["(" + CONTROL + ")", "(" + ANSI_C_QUOTE + "|" + BAREWORD + "|" + DOUBLE_QUOTE + "|" + SINGLE_QUOTE + ")+"].join("|"), "g"));
		if (matches.length === 0) return [];
		if (!env) env = {};
		var commented = false;
		return matches.map(function(match) {
			var s = match[0];
			if (!s || commented) return;
			if (controlRE.test(s)) return { op: s };
			var quote = false;
			var esc = false;
			var out = "";
			var words = [];
			var sawQuote = false;
			var pendingNw = null;
			var isGlob = false;
			var i;
			function parseEnvVar() {
				i += 1;
				var varend;
				var varname;
				var char = s.charAt(i);
				if (char === "{") {
					i += 1;
					if (s.charAt(i) === "}") throw new Error("Bad substitution: " + s.slice(i - 2, i + 1));
					var depth = 1;
					varend = i;
					while (depth > 0 && varend < s.length) {
						if (s.charAt(varend) === "{" && s.charAt(varend - 1) === "$") depth += 1;
						else if (s.charAt(varend) === "}") depth -= 1;
						varend += 1;
					}
					if (depth !== 0) throw new Error("Bad substitution: " + s.slice(i));
					varend -= 1;
					varname = s.slice(i, varend);
					i = varend;
				} else if (/[*@#?$!-]/.test(char)) varname = char;
				else {
					var slicedFromI = s.slice(i);
					varend = slicedFromI.match(/[^\w\d_]/);
					if (!varend) {
						varname = slicedFromI;
						i = s.length;
					} else {
						varname = slicedFromI.slice(0, varend.index);
						i += varend.index - 1;
					}
				}
				return getVar(env, "", varname);
			}
			function flushRun() {
				if (pendingNw === null) return;
				if (pendingNw === 0) {
					if (out !== "") {
						words[words.length] = out;
						out = "";
					}
				} else {
					words[words.length] = out;
					out = "";
					for (var fe = 1; fe < pendingNw; fe += 1) words[words.length] = "";
				}
				pendingNw = null;
			}
			for (i = 0; i < s.length; i++) {
				var c = s.charAt(i);
				if (ifs && c !== DS) flushRun();
				isGlob = isGlob || !quote && (c === "*" || c === "?");
				if (esc) {
					out += c;
					esc = false;
				} else if (quote) {
					if (c === quote) quote = false;
					else if (quote == SQ) out += c;
					else if (c === BS) {
						i += 1;
						c = s.charAt(i);
						if (c === DQ || c === BS || c === DS) out += c;
						else out += BS + c;
					} else if (c === DS) out += parseEnvVar();
					else out += c;
				} else if (c === DQ || c === SQ) {
					quote = c;
					sawQuote = true;
				} else if (controlRE.test(c)) return { op: s };
				else if (hash.test(c)) {
					commented = true;
					var commentObj = { comment: string.slice(match.index + i + 1) };
					if (out.length) return [out, commentObj];
					return [commentObj];
				} else if (c === BS) esc = true;
				else if (c === DS && s.charAt(i + 1) === SQ && closesAnsiC(s, i)) {
					flushRun();
					sawQuote = true;
					out += expandAnsiC(s.slice(i + 2, ansiCAt.lastIndex - 1));
					i = ansiCAt.lastIndex - 1;
				} else if (c === DS) {
					var value = parseEnvVar();
					if (!ifs) out += value;
					else for (var vi = 0; vi < value.length; vi += 1) {
						var vc = value.charAt(vi);
						if (ifs.indexOf(vc) < 0) {
							flushRun();
							out += vc;
						} else if (pendingNw === null) pendingNw = vc === " " || vc === "	" || vc === "\n" ? 0 : 1;
						else if (vc !== " " && vc !== "	" && vc !== "\n") pendingNw += 1;
					}
				} else out += c;
			}
			if (isGlob) return {
				op: "glob",
				pattern: out
			};
			if (ifs) {
				if (pendingNw !== null && pendingNw > 0) {
					words[words.length] = out;
					out = "";
					for (var te = 1; te < pendingNw; te += 1) words[words.length] = "";
				}
				if (out !== "" || sawQuote && words.length === 0) words[words.length] = out;
				return words;
			}
			return out;
		}).reduce(function(prev, arg) {
			if (typeof arg === "undefined") return prev;
			[].concat(arg).forEach(function(entry) {
				prev[prev.length] = entry;
			});
			return prev;
		}, []);
	}
	module.exports = function parse(s, env, opts) {
		var mapped = parseInternal(s, env, opts);
		if (typeof env !== "function") return mapped;
		return mapped.reduce(function(acc, s) {
			if (typeof s === "object") {
				acc[acc.length] = s;
				return acc;
			}
			var xs = s.split(RegExp("(" + TOKEN + ".*?" + TOKEN + ")", "g"));
			if (xs.length === 1) {
				acc[acc.length] = xs[0];
				return acc;
			}
			xs.filter(Boolean).forEach(function(x) {
				acc[acc.length] = startsWithToken.test(x) ? JSON.parse(x.split(TOKEN)[1]) : x;
			});
			return acc;
		}, []);
	};
}));
// node_modules/shell-quote/index.js
var require_shell_quote = __commonJSMin(((exports) => {
	exports.quote = require_quote();
	exports.parse = require_parse();
}));
// src/config/known-metrics.ts
const SCORE = {
	direction: "maximize",
	unit: "none",
	maximum: 1
};
const SHARE = {
	...SCORE,
	unit: "percent"
};
const LOSS = {
	direction: "minimize",
	unit: "none",
	maximum: null
};
const KNOWN$1 = new Map([
	["accuracy", SHARE],
	["balanced_accuracy", SHARE],
	["macro_f1", SCORE],
	["micro_f1", SCORE],
	["weighted_f1", SCORE],
	["f1", SCORE],
	["mcc", SCORE],
	["auroc", SCORE],
	["loss", LOSS],
	["log_loss", LOSS],
	["ece", {
		...LOSS,
		maximum: 1
	}],
	["perplexity", LOSS],
	["r2", {
		direction: "maximize",
		unit: "none",
		maximum: 1
	}],
	["rmse", LOSS],
	["mae", LOSS],
	["mse", LOSS]
]);
const SUFFIXES = [
	[/(^|_)accuracy$/, SHARE],
	[/(^|_)f1$/, SCORE],
	[/(^|_)loss$/, LOSS],
	[/(^|_)(error|error_rate)$/, LOSS]
];
const KNOWN_METRIC_NAMES = [...KNOWN$1.keys()];
function knownMetric(name) {
	return KNOWN$1.get(name) ?? SUFFIXES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
// node_modules/fastest-levenshtein/esm/mod.js
const peq = new Uint32Array(65536);
const myers_32 = (a, b) => {
	const n = a.length;
	const m = b.length;
	const lst = 1 << n - 1;
	let pv = -1;
	let mv = 0;
	let sc = n;
	let i = n;
	while (i--) peq[a.charCodeAt(i)] |= 1 << i;
	for (i = 0; i < m; i++) {
		let eq = peq[b.charCodeAt(i)];
		const xv = eq | mv;
		eq |= (eq & pv) + pv ^ pv;
		mv |= ~(eq | pv);
		pv &= eq;
		if (mv & lst) sc++;
		if (pv & lst) sc--;
		mv = mv << 1 | 1;
		pv = pv << 1 | ~(xv | mv);
		mv &= xv;
	}
	i = n;
	while (i--) peq[a.charCodeAt(i)] = 0;
	return sc;
};
const myers_x = (b, a) => {
	const n = a.length;
	const m = b.length;
	const mhc = [];
	const phc = [];
	const hsize = Math.ceil(n / 32);
	const vsize = Math.ceil(m / 32);
	for (let i = 0; i < hsize; i++) {
		phc[i] = -1;
		mhc[i] = 0;
	}
	let j = 0;
	for (; j < vsize - 1; j++) {
		let mv = 0;
		let pv = -1;
		const start = j * 32;
		const vlen = Math.min(32, m) + start;
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		for (let i = 0; i < n; i++) {
			const eq = peq[a.charCodeAt(i)];
			const pb = phc[i / 32 | 0] >>> i & 1;
			const mb = mhc[i / 32 | 0] >>> i & 1;
			const xv = eq | mv;
			const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			let ph = mv | ~(xh | pv);
			let mh = pv & xh;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	}
	let mv = 0;
	let pv = -1;
	const start = j * 32;
	const vlen = Math.min(32, m - start) + start;
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
	let score = m;
	for (let i = 0; i < n; i++) {
		const eq = peq[a.charCodeAt(i)];
		const pb = phc[i / 32 | 0] >>> i & 1;
		const mb = mhc[i / 32 | 0] >>> i & 1;
		const xv = eq | mv;
		const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
		let ph = mv | ~(xh | pv);
		let mh = pv & xh;
		score += ph >>> m - 1 & 1;
		score -= mh >>> m - 1 & 1;
		if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
		if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
		ph = ph << 1 | pb;
		mh = mh << 1 | mb;
		pv = mh | ~(xv | ph);
		mv = ph & xv;
	}
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	return score;
};
const distance = (a, b) => {
	if (a.length < b.length) {
		const tmp = b;
		b = a;
		a = tmp;
	}
	if (b.length === 0) return a.length;
	if (a.length <= 32) return myers_32(a, b);
	return myers_x(a, b);
};
// src/config/nearest.ts
function nearest(word, allowed) {
	const wanted = fold(word);
	let best = null;
	let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of allowed) {
		const edits = distance(wanted, fold(candidate));
		if (edits >= bestDistance || edits > fold(candidate).length / 2) continue;
		best = candidate;
		bestDistance = edits;
	}
	return best;
}
function fold(word) {
	return word.slice(0, 100).toLowerCase().replaceAll("_", "-");
}
// src/records/readers/numbers.ts
function toNumber(value) {
	if (typeof value === "number") return value === 0 ? 0 : value;
	if (value === null || value === void 0) return null;
	if (typeof value !== "string") return void 0;
	const text = value.trim();
	if (NOT_MEASURED.has(text)) return null;
	if (/^[+-]?nan$/i.test(text)) return NaN;
	const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
	if (infinite === null) return void 0;
	return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
const NOT_MEASURED = new Set([
	"",
	"NA",
	"N/A",
	"None",
	"null"
]);
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
function parseCell(cell) {
	return DECIMAL.test(cell) ? Number(cell) : cell;
}
// src/records/readers/unreadable-run-error.ts
var UnreadableRunError = class extends Error {
	name = "UnreadableRunError";
};
var NonFinitePredictionError = class extends UnreadableRunError {
	name = "NonFinitePredictionError";
};
function formatPlace({ file, line }) {
	return line === null ? file : `${file}:${line}`;
}
function show$1(value) {
	if (typeof value === "number") return String(value);
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
// src/config/rules.ts
function report(context, path, message) {
	context.addIssue({
		code: "custom",
		path: [...path],
		message
	});
}
function isPortablePath(path) {
	return !path.startsWith("/") && !/^[A-Za-z]:/.test(path) && !path.includes("\\") && !path.includes("\0");
}
function isModulePath(path) {
	return /\.m?[jt]s$/.test(path);
}
function refuseRepeats(key) {
	return (entries, context) => {
		const first = new Map();
		for (const [index, entry] of entries.entries()) {
			const value = key === null ? entry : entry[key];
			const earlier = first.get(value);
			if (earlier === void 0) first.set(value, index);
			else report(context, key === null ? [index] : [index, key], `${JSON.stringify(value)} stands here twice; the first is entry [${earlier}]`);
		}
	};
}
function checkSeedBounds(seeds, context) {
	if (seeds.min > seeds.max) report(context, ["max"], `must be at least min (${seeds.min})`);
}
function checkGateReasons(reasons, context) {
	const index = reasons.indexOf("never");
	if (index >= 0 && reasons.length > 1) report(context, [index], "\"never\" contradicts the other entries; write it alone or remove it");
}
function checkMetric({ name, direction, margin }, context) {
	const known = knownMetric(name);
	if (known === null && direction === void 0) {
		const guess = nearest(name, KNOWN_METRIC_NAMES);
		report(context, ["name"], `"${name}" is not a metric that Conclusive knows, so say which way is better: direction: maximize or direction: minimize${guess === null ? "" : `; did you mean "${guess}"?`}`);
	}
	if (known !== null && known.maximum !== null && margin !== void 0 && margin >= known.maximum) report(context, ["margin"], `is as large as ${name} can get, so everything would be equivalent: ${margin}; it is in the metric's own unit: 0.005 is half a percentage point`);
}
function checkData(config, context) {
	if (config.data !== "bootstrap" && !config.vary.includes("data")) report(context, ["data"], "has no effect unless vary holds \"data\"; add it there or remove this key");
}
// src/config/schema.ts
const DIRECTIONS = ["maximize", "minimize"];
const ROLES = ["primary", "secondary"];
const UNITS$1 = ["percent", "none"];
const VARIATIONS = [
	"init",
	"order",
	"data"
];
const GATE_REASONS = [
	"regression",
	"inconclusive",
	"equivalent",
	"invalid",
	"never"
];
const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MODEL_NAME_RULE = "must be letters, digits, \".\", \"_\" or \"-\", start with a letter or digit, and have at most 64 characters";
const pathSchema = string().min(1).max(1e3).refine(isPortablePath, "must be relative to this file, written with \"/\"");
const modelSchema = strictObject({
	ref: string().min(1).max(250).optional().describe("`base`, `head` or any git ref whose code is trained. Without it: the checkout as it stands."),
	params: paramsSchema.default({}).describe("Parameters of this model; they override the shared ones.")
});
const variantSchema = modelSchema.extend({ name: string().regex(MODEL_NAME, MODEL_NAME_RULE).refine((name) => name !== "baseline", "\"baseline\" is the name of the other arm; choose another").describe("What the report calls it. Unique, and not `baseline`.") });
const metricSchema = strictObject({
	name: nameSchema.describe("As the trainer calls it. Known ones need no direction.").meta({ examples: [...KNOWN_METRIC_NAMES] }),
	role: _enum(ROLES).optional().describe("Primary metrics decide the verdict; secondary ones are exploratory. If none is primary, the first is."),
	direction: _enum(DIRECTIONS).optional().describe("Which way is better. Needed for a metric that Conclusive does not know."),
	margin: number().positive().optional().describe("The smallest difference that matters, in the metric's own unit. Differences within ±margin are equivalent."),
	unit: _enum(UNITS$1).optional().describe("How the report prints it. Accuracy is printed in percent.")
}).superRefine(checkMetric);
const configSchema = strictObject({
	name: string().regex(MODEL_NAME, MODEL_NAME_RULE).optional().describe("Tells several experiments of one repository apart. Without it: the path of the config."),
	trainer: strictObject({
		module: pathSchema.refine(isModulePath, "must be a .ts, .mts, .js or .mjs file").optional().describe("A TensorFlow.js model module (.ts, .js, .mjs), relative to this file."),
		command: string().min(1).max(1e4).optional().describe("Any program. `{seed}`, `{run_dir}` and `{params.NAME}` are passed as single arguments, without a shell."),
		backend: _enum([
			"auto",
			"wasm",
			"node"
		]).default("auto").describe("TensorFlow.js backend of a module. `auto`: tfjs-node where it can be loaded, else wasm.")
	}).refine((trainer) => trainer.module === void 0 !== (trainer.command === void 0), "needs exactly one of module and command").meta({ oneOf: [{ required: ["module"] }, { required: ["command"] }] }).describe("What trains a model: a module or a command."),
	params: paramsSchema.default({}).describe("Parameters of all models."),
	models: strictObject({
		baseline: modelSchema.default({ params: {} }).describe("What the variants are compared with."),
		variants: array(variantSchema).min(1).max(20).superRefine(refuseRepeats("name")).describe("The models that are compared with the baseline.")
	}).describe("The models to train."),
	metrics: array(metricSchema).min(1).max(50).superRefine(refuseRepeats("name")).describe("What is compared."),
	seeds: union([number().int().min(2).max(1e3), strictObject({
		min: number().int().min(2).max(1e3).describe("Pairs before the first look."),
		max: number().int().min(2).max(1e3).describe("Pairs at which the experiment ends in any case.")
	}).superRefine(checkSeedBounds)], { error: "must be a whole number, or a mapping with min and max" }).default(5).describe("How many seeds each model is trained with. A number: a fixed design; min and max: a sequential one."),
	alpha: number().gt(0).lt(.5).default(.05).describe("Probability of a false alarm that is accepted, over all looks and primary metrics."),
	vary: array(_enum(VARIATIONS)).min(1).superRefine(refuseRepeats(null)).default(["init", "order"]).describe("What a seed changes: initial weights, order of the examples, subset of the training data."),
	data: union([literal("bootstrap"), number().gt(0).lt(1)], { error: "must be \"bootstrap\" or a number between 0 and 1" }).default("bootstrap").describe("With `data` in vary: how the training subset of a seed is drawn, bootstrap or a fraction without replacement."),
	code: array(pathSchema).min(1).optional().describe("Files and folders, relative to this file, that decide what a run does; when they change, it is trained again. Without it: the whole repository."),
	evaluation: array(pathSchema).default([]).describe("Files, relative to this file, that must not differ between the compared refs."),
	checks: strictObject({
		overfitting: strictObject({ gap: number().positive().default(.1).describe("How far validation loss may lie above training loss at the last epoch, in the unit of the loss.") }).default({ gap: .1 }).describe("Training against validation curves."),
		slices: boolean().default(true).describe("Whether the report says what becomes of named slices. Their metrics are recorded; tests of their differences are not built yet."),
		sensitivity: record(nameSchema, array(number().positive()).min(1).max(20)).optional().describe("Parameter to factors that it is multiplied with, e.g. `{ learning_rate: [0.5, 2] }`. Not built yet: reported as not checked.")
	}).default({
		overfitting: { gap: .1 },
		slices: true
	}).describe("Diagnoses beside the verdict."),
	gate: strictObject({ "fail-on": array(_enum(GATE_REASONS)).superRefine(refuseRepeats(null)).superRefine(checkGateReasons).default(["regression", "invalid"]).describe("Verdicts that fail the gate; `[never]` lets everything pass.") }).default({ "fail-on": ["regression", "invalid"] }).describe("When the pull request is blocked."),
	limits: strictObject({
		parallel: union([literal("auto"), number().int().min(1).max(256)], { error: "must be \"auto\" or a whole number" }).default("auto").describe("Training processes at a time. `auto`: one a core."),
		"run-minutes": number().positive().max(7200).default(60).describe("After this time a run is stopped."),
		retries: number().int().min(0).max(5).default(1).describe("How often a run is repeated that failed through the machine (killed, timed out), not its code."),
		"failed-runs": number().min(0).max(1).default(.1).describe("Share of runs of one model that may fail before the verdict is invalid.")
	}).default({
		parallel: "auto",
		"run-minutes": 60,
		retries: 1,
		"failed-runs": .1
	}).describe("What the training may cost.")
}).superRefine(checkData);
// src/records/write-atomically.ts
const BATCH_CHARS = 1048576;
const RENAME_ATTEMPTS = 6;
async function writeAtomically(path, pieces) {
	const temporary = `${path}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
	const digest = createHash("sha256");
	try {
		const file = await open(temporary, "wx");
		try {
			for (const batch of inBatches(pieces)) {
				digest.update(batch);
				await file.writeFile(batch);
			}
			await file.sync();
		} finally {
			await file.close();
		}
		await renameOver(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(dirname(path));
	return digest.digest("hex");
}
function* inBatches(pieces) {
	let batch = "";
	for (const piece of pieces) {
		batch += piece;
		if (batch.length < BATCH_CHARS) continue;
		yield batch;
		batch = "";
	}
	yield batch;
}
async function renameOver(from, to) {
	for (let attempt = 1;; attempt += 1) try {
		return await rename(from, to);
	} catch (error) {
		const { code } = error;
		const isBusy = code === "EPERM" || code === "EACCES" || code === "EBUSY";
		if (process.platform !== "win32" || !isBusy || attempt === RENAME_ATTEMPTS) throw error;
		await setTimeout$1(20 * 2 ** attempt);
	}
}
async function syncFolder(folder) {
	if (process.platform === "win32") return;
	const handle = await open(folder);
	try {
		await handle.sync();
	} catch (error) {
		const { code } = error;
		if (code !== "EINVAL" && code !== "ENOTSUP" && code !== "EPERM") throw error;
	} finally {
		await handle.close();
	}
}
// src/report/document.ts
function code(text) {
	return {
		kind: "code",
		text
	};
}
function prose(text) {
	return {
		kind: "prose",
		text
	};
}
function plainName(text) {
	return {
		kind: "name",
		text
	};
}
function strong(...content) {
	return {
		kind: "strong",
		content
	};
}
function say(words, ...values) {
	const phrase = [];
	for (const [i, word] of words.entries()) {
		if (word !== "") phrase.push(word);
		const value = values[i];
		if (typeof value === "number") phrase.push(String(value));
		else if (isPhrase(value)) phrase.push(...value);
		else if (value !== void 0 && value !== "") phrase.push(value);
	}
	return phrase;
}
function enumerate(phrases, last = "and") {
	return phrases.flatMap((phrase, i) => [...separator(i, phrases.length, last), ...phrase]);
}
function join(phrases, between) {
	return phrases.filter((phrase) => phrase.length > 0).flatMap((phrase, i) => i === 0 ? phrase : [between, ...phrase]);
}
function isEmpty(phrase) {
	return phrase.every((part) => part === "");
}
function separator(i, length, last) {
	if (i === 0) return [];
	return [i === length - 1 ? ` ${last} ` : ", "];
}
function isPhrase(value) {
	return Array.isArray(value);
}
function paragraph(content) {
	return isEmpty(content) ? [] : [{
		kind: "paragraph",
		content
	}];
}
function small(content) {
	return isEmpty(content) ? [] : [{
		kind: "small",
		content
	}];
}
function tableBlock(table) {
	return table === null || table.rows.length === 0 ? [] : [{
		kind: "table",
		table
	}];
}
// src/report/format/number.ts
const MINUS = "−";
const MAX_DECIMALS = 8;
const LARGEST_PLAIN = 0x38d7ea4c68000;
function decimalsForSpread(spread) {
	if (!Number.isFinite(spread) || spread <= 0) return null;
	return Math.max(0, Math.ceil(-Math.log10(spread / 3) - 1e-9));
}
function fixed(value, decimals) {
	return format(value, decimals, "negative");
}
function signed(value, decimals) {
	return format(value, decimals, "exceptZero");
}
function count(value) {
	return new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }).format(value);
}
function pValue(p, level) {
	if (!Number.isFinite(p)) return "n/a";
	if (p < 1e-4 && (level === void 0 || level >= 1e-4)) return "<0.0001";
	if (p > .995 && p < 1) return ">0.99";
	const start = p >= .1 ? 2 : p >= .01 ? 3 : 4;
	for (let decimals = start; decimals <= 12; decimals++) {
		const text = p.toFixed(decimals);
		if (level === void 0 || Number(text) <= level === p <= level) return text;
	}
	return String(p);
}
function chosen(value) {
	return String(Number(value.toPrecision(3)));
}
function intervalLevel(value) {
	return `${Number((100 * value).toFixed(2))} %`;
}
function probability(value) {
	if (!Number.isFinite(value)) return "n/a";
	if (value > .995 && value < 1) return ">0.99";
	if (value < .005 && value > 0) return "<0.01";
	return value === 0 || value === 1 ? String(value) : value.toFixed(2);
}
function plain(value) {
	if (!Number.isFinite(value) || Number.isInteger(value)) return fixed(value, 0);
	return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}
function format(value, decimals, signDisplay) {
	if (Number.isNaN(value)) return "n/a";
	if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
	const scientific = decimals > MAX_DECIMALS || Math.abs(value) >= LARGEST_PLAIN;
	return new Intl.NumberFormat("en-US", {
		signDisplay,
		...scientific ? {
			notation: "scientific",
			maximumFractionDigits: 2
		} : {
			minimumFractionDigits: decimals,
			maximumFractionDigits: decimals
		}
	}).format(value).replaceAll("-", MINUS).replace("E", "e");
}
// src/report/content/verdict-words.ts
const VERDICT_GLYPHS = {
	improvement: "✅",
	regression: "❌",
	equivalent: "🟰",
	inconclusive: "⚪",
	invalid: "⛔"
};
const VERDICT_TITLES = {
	improvement: "Improvement",
	regression: "Regression",
	equivalent: "Equivalent",
	inconclusive: "Inconclusive",
	invalid: "Invalid"
};
const CHECK_GLYPHS = {
	pass: "✔️",
	warn: "⚠️",
	fail: "❌",
	"not-checked": "➖"
};
// src/report/content/checks.ts
const MAX_ROWS$4 = 10;
const MAX_FOLDED_ROWS = 100;
const FINDING = {
	title: ["Finding"],
	align: "left"
};
const CHECK = {
	title: ["Check"],
	align: "left"
};
const MODEL$1 = {
	title: ["Model"],
	align: "left"
};
function alarmingChecks({ result }) {
	const checks = withStatus(result.checks, ["fail", "warn"]);
	if (checks.length === 0) return null;
	const groups = groupAlike(checks);
	const rows = groups.slice(0, MAX_ROWS$4).map(alarmRow);
	return {
		table: {
			columns: [
				CHECK,
				MODEL$1,
				FINDING,
				{
					title: say`Do`,
					align: "left"
				}
			],
			rows
		},
		hidden: groups.length - rows.length
	};
}
const MODELS_FOR_ONE_ROW = 3;
function groupAlike(checks) {
	const groups = new Map();
	for (const check of checks) {
		const key = `${check.id} ${check.status}`;
		groups.set(key, [...groups.get(key) ?? [], check]);
	}
	return [...groups.values()].flatMap((group) => group.length < MODELS_FOR_ONE_ROW ? group.map((check) => [check]) : [group]);
}
function alarmRow(group) {
	const worst = group.reduce((high, check) => (check.value ?? 0) > (high.value ?? 0) ? check : high);
	const [name] = nameCells(worst);
	if (group.length === 1) return [
		...nameCells(worst),
		finding(worst),
		advice(worst)
	];
	const models = group.flatMap(({ model }) => model === null ? [] : [say`${plainName(model)}`]);
	return [
		name ?? [],
		join(models, ", "),
		say`${plainName(worst.model ?? "")}: ${finding(worst)}`,
		advice(worst)
	];
}
function allChecks({ result }) {
	const rows = withStatus(result.checks, [
		"fail",
		"warn",
		"not-checked",
		"pass"
	]).slice(0, MAX_FOLDED_ROWS).map((check) => [
		...nameCells(check),
		value(check),
		limit(check),
		say`${prose(check.message)}`
	]);
	return {
		columns: [
			CHECK,
			MODEL$1,
			{
				title: ["Value"],
				align: "right"
			},
			{
				title: ["Limit"],
				align: "right"
			},
			FINDING
		],
		rows
	};
}
function countOf(checks) {
	return [
		["fail", "failed"],
		["warn", "warned"],
		["pass", "passed"],
		["not-checked", "not checked"]
	].map(([status, word]) => [checks.filter((check) => check.status === status).length, word]).filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`).join(", ");
}
function withStatus(checks, statuses) {
	return statuses.flatMap((status) => checks.filter((check) => check.status === status));
}
function nameCells({ id, model, status }) {
	const words = id.replaceAll("-", " ").replace("/", ": ");
	return [say`${CHECK_GLYPHS[status]}${"\xA0"}${prose(words)}`, model === null ? [] : say`${plainName(model)}`];
}
function finding(check) {
	return check.interval !== null && check.value !== null && !check.message.includes("[") ? say`${prose(check.message)} (${value(check)})` : say`${prose(check.message)}`;
}
function advice(check) {
	return check.advice === null ? [] : say`${prose(check.advice)}`;
}
function value({ value, interval }) {
	if (value === null) return [];
	const bounds = interval === null ? "" : ` [${plain(interval.low)}, ${plain(interval.high)}]`;
	return say`${plain(value)}${bounds}`;
}
function limit({ threshold }) {
	return threshold === null ? [] : say`${chosen(threshold)}`;
}
// src/report/format/metric-format.ts
const LARGEST_SHARE = 5;
const DEFAULT_DECIMALS = {
	percent: 1,
	none: 3
};
function metricFormat(metric, comparisons) {
	const measured = comparisons.filter((c) => c.difference !== null && c.metric === metric.name);
	const samples = measured.flatMap((c) => [c.baseline, c.candidate]);
	const percent = metric.unit === "percent";
	const scale = percent && samples.every(({ mean }) => Math.abs(mean) <= LARGEST_SHARE) ? 100 : 1;
	const fallback = DEFAULT_DECIMALS[metric.unit];
	const spreadDecimals = decimals(samples.map(({ standardDeviation }) => scale * (standardDeviation ?? 0)), fallback);
	const intervalDecimals = decimals(measured.map((c) => scale * (c.interval.high - c.interval.low) / 2), spreadDecimals);
	const meanDecimals = Math.max(spreadDecimals, Math.min(intervalDecimals, spreadDecimals + 1));
	const differenceDecimals = Math.max(intervalDecimals, spreadDecimals);
	const unit = percent ? ` %` : "";
	const points = percent ? ` pts` : "";
	const inWords = percent ? ` points` : "";
	const value = (x) => fixed(scale * x, meanDecimals);
	const sign = (x) => signed(scale * x, differenceDecimals);
	const unsigned = (x) => fixed(scale * x, differenceDecimals);
	return {
		value,
		mean: ({ mean, standardDeviation }) => ({
			mean: value(mean),
			spread: standardDeviation === null ? unit : ` ± ${value(standardDeviation)}${unit}`
		}),
		difference: (difference, { low, high }) => ({
			difference: `${sign(difference)}${points}`,
			interval: `[${sign(low)}, ${sign(high)}]`
		}),
		signed: (x) => `${sign(x)}${points}`,
		signedBare: sign,
		size: (x) => `${unsigned(Math.abs(x))}${inWords}`,
		exact: (x) => `${Number((scale * x).toPrecision(6))}${inWords}`,
		bounds: (low, high) => low < 0 ? `[${sign(low)}, ${sign(high)}]` : `[${unsigned(low)}, ${unsigned(high)}]`
	};
}
function decimals(spreads, fallback) {
	const deserved = spreads.map(decimalsForSpread).filter((d) => d !== null);
	if (deserved.length === 0) return fallback;
	return Math.min(Math.max(...deserved), Math.min(...deserved) + 2);
}
// src/report/view.ts
function viewOf(result) {
	const primary = result.comparisons.filter(({ role }) => role === "primary");
	const secondary = result.comparisons.filter(({ role }) => role === "secondary");
	const variantNames = new Set(result.comparisons.map(({ variant }) => variant));
	const used = new Set(primary.map(({ metric }) => metric));
	const metrics = new Map(result.metrics.map((metric) => [metric.name, metric]));
	const models = new Map(result.models.map((model) => [model.name, model]));
	const formats = new Map();
	const metric = (name) => metrics.get(name) ?? unknownMetric(name);
	return {
		result,
		baseline: result.models.find(({ name }) => !variantNames.has(name)) ?? null,
		primary,
		secondary,
		primaryMetrics: [...used].map(metric).sort((a, b) => result.metrics.indexOf(a) - result.metrics.indexOf(b)),
		variants: [...new Set(primary.map(({ variant }) => variant))],
		lead: byStrength(primary.filter(({ verdict }) => verdict === result.verdict))[0] ?? null,
		metric,
		format: (name) => {
			const known = formats.get(name) ?? metricFormat(metric(name), result.comparisons);
			formats.set(name, known);
			return known;
		},
		model: (name) => models.get(name) ?? null
	};
}
function isMeasured(comparison) {
	return comparison.difference !== null;
}
function byStrength(comparisons) {
	return [...comparisons].sort((a, b) => strength(b) - strength(a));
}
function strength(comparison) {
	if (!isMeasured(comparison)) return -1;
	const statistic = Math.abs(comparison.statistic);
	return Number.isNaN(statistic) ? 0 : statistic;
}
function unknownMetric(name) {
	return {
		name,
		role: "secondary",
		direction: "maximize",
		margin: null,
		unit: "none"
	};
}
// src/report/format/metric-name.ts
const KNOWN = new Map([
	["accuracy", "accuracy"],
	["balanced_accuracy", "balanced accuracy"],
	["macro_f1", "macro‑F1"],
	["micro_f1", "micro‑F1"],
	["weighted_f1", "weighted F1"],
	["f1", "F1"],
	["mcc", "MCC"],
	["auroc", "AUROC"],
	["loss", "loss"],
	["log_loss", "log loss"],
	["ece", "calibration error"],
	["perplexity", "perplexity"],
	["r2", "R²"],
	["rmse", "RMSE"],
	["mae", "MAE"],
	["mse", "MSE"]
]);
function metricName(name) {
	return KNOWN.get(name) ?? code(name);
}
function metricTitle(name) {
	const known = KNOWN.get(name);
	return known === void 0 ? code(name) : known.charAt(0).toUpperCase() + known.slice(1);
}
// src/report/format/duration.ts
const UNITS = [
	["d", 86400],
	["h", 3600],
	["min", 60],
	["s", 1]
];
function roughDuration(seconds) {
	const grain = seconds >= 600 ? 60 : seconds >= 60 ? 10 : 1;
	return duration(Math.round(seconds / grain) * grain);
}
function duration(seconds) {
	if (!Number.isFinite(seconds) || seconds < 0) return "n/a";
	if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
	const at = UNITS.findIndex(([, size]) => Math.round(seconds) >= size);
	const [unit, size] = UNITS[at] ?? UNITS[3];
	const next = UNITS[at + 1];
	if (next === void 0) return `${Math.round(seconds)} s`;
	const rounded = Math.round(seconds / next[1]) * next[1];
	const whole = Math.floor(rounded / size);
	const rest = Math.round((rounded - whole * size) / next[1]);
	return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${next[0]}`;
}
// src/report/content/headline.ts
const MAX_EFFECTS = 2;
const MAX_NAMES = 3;
const REST = [
	"regression",
	"improvement",
	"inconclusive",
	"equivalent",
	"invalid"
];
function headline(view, configName) {
	const { verdict } = view.result;
	const where = configName === null ? "" : say` in ${code(configName)}`;
	return say`${VERDICT_GLYPHS[verdict]} ${VERDICT_TITLES[verdict]}${where}: ${join([mainClause(view), ...restClauses(view)], "; ")}`;
}
function mainClause(view) {
	const { verdict, reason } = view.result;
	const main = byStrength(view.primary.filter((comparison) => comparison.verdict === verdict));
	const measured = main.filter(isMeasured);
	const [first] = measured;
	if (verdict === "invalid" || first === void 0) return say`${prose(reason ?? main.find((c) => c.reason !== null)?.reason ?? "nothing could be compared")}`;
	if (verdict === "inconclusive") return undecided(view);
	if (verdict === "equivalent") return withinMargin(view, measured, first);
	return effects(view, measured);
}
function effects(view, comparisons) {
	const shown = comparisons.slice(0, MAX_EFFECTS);
	const clauses = shown.map((comparison, i) => {
		const { variant, metric } = comparison;
		const bySize = say`with ${code(variant)} by ${effectSize(view, comparison)}`;
		if (i > 0 && metric === shown[0]?.metric) return bySize;
		return say`${metricName(metric)} ${movement(view, comparison)} ${bySize}`;
	});
	const more = comparisons.length - shown.length;
	return enumerate(more > 0 ? [...clauses, say`${more} more`] : clauses);
}
function movement(view, { metric, verdict }) {
	const up = view.metric(metric).direction === "maximize";
	if (verdict === "improvement") return up ? "is higher" : "is lower";
	return up ? "falls" : "rises";
}
function effectSize(view, { metric, difference, interval }) {
	const format = view.format(metric);
	const bounds = difference < 0 ? format.bounds(-interval.high, -interval.low) : format.bounds(interval.low, interval.high);
	return `${format.size(difference)} ${bounds}`;
}
function withinMargin(view, all, first) {
	const { equivalence, metric, difference, interval } = first;
	const format = view.format(metric);
	const same = all.filter((comparison) => comparison.metric === metric);
	const variants = enumerate(firstNames(same.map(({ variant }) => say`${code(variant)}`)));
	const verb = same.length === 1 ? "is" : "are";
	const others = all.length - same.length;
	const elsewhere = others === 0 ? "" : `, and ${others} more comparison${others === 1 ? "" : "s"}`;
	if (equivalence === null) return say`${variants} ${same.length === 1 ? "gives" : "give"} the same ${metricName(metric)} as the baseline in every pair${elsewhere}`;
	const bounds = format.difference(difference, {
		level: interval.level,
		...equivalence
	});
	const detail = same.length === 1 ? ` (difference ${bounds.difference} ${bounds.interval})` : "";
	return say`${variants} ${verb} within ±${format.exact(equivalence.margin)} of the baseline in ${metricName(metric)}${detail}${elsewhere}`;
}
function undecided(view) {
	const comparisons = view.primary.filter(({ verdict }) => verdict === "inconclusive");
	const names = [...new Set(comparisons.map(({ variant }) => variant))];
	const variants = names.length > MAX_NAMES ? say`any of ${names.length} variants` : enumerate(names.map((name) => say`${code(name)}`), "or");
	const metrics = [...new Set(comparisons.map(({ metric }) => metric))];
	const on = metrics.length < view.primaryMetrics.length && metrics.length <= MAX_NAMES ? say` by ${enumerate(metrics.map((name) => say`${metricName(name)}`), "or")}` : "";
	return say`${sampleSize(comparisons)} cannot tell ${variants} from the baseline${on}`;
}
function sampleSize(comparisons) {
	const measured = comparisons.filter(isMeasured);
	const sizes = measured.map(({ candidate }) => candidate.n);
	const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
	const [first] = measured;
	if (first?.pairing === "none") return measured.length === 1 ? `${first.baseline.n} and ${first.candidate.n} unpaired runs` : `${range(low, high)} unpaired runs`;
	return `${range(low, high)} seed pair${high === 1 ? "" : "s"}`;
}
function range(low, high) {
	return low === high ? String(low) : `${low} to ${high}`;
}
function restClauses(view) {
	if (view.result.verdict === "invalid") return [];
	return REST.filter((verdict) => verdict !== view.result.verdict).flatMap((verdict) => {
		const comparisons = view.primary.filter((comparison) => comparison.verdict === verdict);
		if (comparisons.length === 0) return [];
		return [say`${enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))))} ${verdict}`];
	});
}
function shortName(view, { variant, metric }) {
	if (view.primaryMetrics.length === 1) return say`${code(variant)}`;
	if (view.variants.length === 1) return say`${metricName(metric)}`;
	return say`${metricName(metric)} with ${code(variant)}`;
}
function firstNames(names) {
	return names.length <= MAX_NAMES ? names : [...names.slice(0, 2), say`${names.length - MAX_NAMES + 1} more`];
}
// src/report/content/facts.ts
const MAX_OBSERVED = 3;
const MAX_REASONS = 3;
const MAX_PAIRS = 1e3;
function facts(view) {
	const { lead } = view;
	if (view.result.verdict === "inconclusive") return whatWouldSettle(view);
	if (lead === null || !isMeasured(lead)) return [];
	return join([
		say`${leadSubject(view, lead)}${sampleSize([lead])}`,
		...evidence(view, lead),
		commits(view)
	], " · ");
}
function commits({ result: { provenance } }) {
	const { head, base } = provenance;
	if (head === null && base === null) return [];
	if (base === null) return say`commit ${code(head ?? "")}`;
	return head === null ? say`uncommitted changes of this checkout against ${code(base)}` : say`commit ${code(head)} against ${code(base)}`;
}
function leadSubject(view, { variant, metric }) {
	if (view.primary.length === 1) return [];
	return view.primaryMetrics.length === 1 ? say`${code(variant)}: ` : say`${code(variant)}, ${metricName(metric)}: `;
}
function evidence(view, comparison) {
	const { verdict, equivalence, better, pairing, significanceLevel, reason } = comparison;
	const neededAt = (level) => `needed ≤ ${chosen(level)}${atThisLook(view)}`;
	const unpaired = pairing === "none" ? [say`no seed in common, so compared unpaired (Welch)`] : [];
	if (verdict === "equivalent") {
		if (equivalence === null) return [...unpaired, ...reason === null ? [] : [say`${prose(reason)}`]];
		return [
			...unpaired,
			say`equivalence p ${equals(pValue(equivalence.pValueAdjusted ?? equivalence.pValue, equivalence.significanceLevel))}, ${neededAt(equivalence.significanceLevel)}`,
			say`interval at ${equivalenceLevel(view)}`
		];
	}
	return [
		...unpaired,
		say`p ${equals(pValue(adjusted(comparison), significanceLevel))}, ${neededAt(significanceLevel)}`,
		...better === null ? [] : [say`better in ${better.count} of ${better.of} pairs`]
	];
}
function adjusted({ pValue, pValueAdjusted }) {
	return pValueAdjusted ?? pValue;
}
function equals(p) {
	return /^[<>]/.test(p) ? `${p.charAt(0)} ${p.slice(1)}` : `= ${p}`;
}
function equivalenceLevel({ result: { design } }) {
	return intervalLevel(1 - 2 * design.alpha);
}
function primaryTests(view) {
	return view.primary.filter(isMeasured).length;
}
function atThisLook({ result: { design } }) {
	return design.kind === "sequential" ? " at this look" : "";
}
function whatWouldSettle(view) {
	const open = view.primary.filter(({ verdict }) => verdict === "inconclusive");
	const measured = open.filter(isMeasured);
	return join([
		detectable(view, measured),
		moreInWords(view, measured),
		withheld(view, open)
	], " ");
}
function stillOpen(view) {
	const open = view.primary.filter(({ verdict }) => verdict === "inconclusive");
	const { verdict } = view.result;
	if (open.length === 0 || verdict === "inconclusive" || verdict === "invalid") return [];
	return say`Open: ${labels(view, open)}. ${whatWouldSettle(view)}`;
}
function detectable(view, measured) {
	if (measured.length === 0) return [];
	const smallest = [...new Set(measured.map(({ metric }) => metric))].slice(0, MAX_OBSERVED).map((metric) => {
		const mine = measured.filter((comparison) => comparison.metric === metric);
		const size = Math.max(...mine.map(({ power }) => power.minimumDetectableDifference));
		return say`${view.format(metric).size(size)} ${metricName(metric)}`;
	});
	const observed = measured.map((c) => view.format(c.metric).signed(c.difference));
	const verb = observed.length === 1 ? "one is" : "ones are";
	const seen = observed.length > MAX_OBSERVED ? "" : say`; the observed ${verb} ${enumerate(observed.map((text) => [text]))}`;
	return say`The smallest difference these runs can detect is ${enumerate(smallest)}${seen}.`;
}
function moreInWords(view, measured) {
	const open = measured.filter(({ power, candidate }) => power.pairsNeeded !== null && power.pairsNeeded > candidate.n);
	const reachable = open.filter(({ power }) => (power.pairsNeeded ?? 0) <= MAX_PAIRS);
	const beyond = open.filter((comparison) => !reachable.includes(comparison));
	const far = `more than ${count(MAX_PAIRS)}`;
	if (reachable.length === 0) return beyond.length === 0 ? [] : say`To find a difference as small as observed would take ${far} pairs.`;
	const needed = Math.max(...reachable.map(({ power }) => power.pairsNeeded ?? 0));
	const seconds = estimatedSeconds(view, needed - Math.min(...reachable.map(({ candidate }) => candidate.n)));
	const time = seconds === null ? "" : ` (≈ ${roughDuration(seconds)} more on this runner)`;
	const what = open.length === measured.length && beyond.length === 0 ? ["it"] : labels(view, reachable);
	const rest = beyond.length === 0 ? [] : say`; ${labels(view, beyond)} would take ${far}`;
	return say`About ${strong(`${count(needed)} pairs`)} would settle ${what}${time}${rest}.`;
}
function labels(view, comparisons) {
	return enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))));
}
function estimatedSeconds({ result: { runs, models } }, pairs) {
	if (runs.trained === 0 || !(runs.wallSeconds > 0)) return null;
	return pairs * models.length * runs.wallSeconds / runs.trained;
}
function withheld(view, open) {
	return join(open.flatMap(({ reason, variant }) => reason === null ? [] : [{
		reason,
		variant
	}]).slice(0, MAX_REASONS).map(({ reason, variant }) => view.variants.length === 1 ? say`Withheld: ${prose(reason)}.` : say`${code(variant)}: ${prose(reason)}.`), " ");
}
// src/report/content/comparison-table.ts
const NOTHING = [];
function comparisonTable(view, metric) {
	const comparisons = view.primary.filter((comparison) => comparison.metric === metric.name);
	const beside = view.result.metrics.find(({ role, name }) => role === "secondary" && view.secondary.some((c) => c.metric === name));
	const shown = beside === void 0 ? [metric] : [metric, beside].sort((a, b) => view.result.metrics.indexOf(a) - view.result.metrics.indexOf(b));
	const means = shown.map(({ name }) => ({
		title: say`${metricTitle(name)}`,
		align: "right"
	}));
	const others = (variant) => new Map(view.secondary.filter((c) => c.variant === variant).map((c) => [c.metric, c]));
	const meansOf = (comparison, arm) => shown.map(({ name }) => {
		const source = name === metric.name ? comparison : others(comparison.variant).get(name);
		if (source === void 0 || !isMeasured(source)) return NOTHING;
		return meanCell(view, name, source[arm], arm === "candidate" && name === metric.name && isDecided(view, comparison));
	});
	const reference = comparisons.find(isMeasured) ?? comparisons[0];
	return {
		columns: [
			MODEL,
			RUNS,
			...means,
			...verdictColumns(view, comparisons, shown.length > 1 ? metric : null)
		],
		rows: [...reference === void 0 ? [] : [[
			...baselineCells(view, reference),
			...meansOf(reference, "baseline"),
			NOTHING,
			NOTHING,
			NOTHING,
			NOTHING
		]], ...comparisons.map((c) => [
			...variantCells(view, c),
			...meansOf(c, "candidate"),
			...verdictCells(view, c)
		])]
	};
}
function comparisonsByMetric(view, metrics, comparisons) {
	const rows = metrics.flatMap(({ name }) => {
		const mine = comparisons.filter(({ metric }) => metric === name);
		const reference = mine.find(isMeasured);
		const baseline = reference === void 0 ? [] : [[
			...baselineCells(view, reference),
			meanCell(view, name, reference.baseline, false),
			NOTHING,
			NOTHING,
			NOTHING,
			NOTHING
		]];
		const variants = mine.map((c) => [
			...variantCells(view, c),
			isMeasured(c) ? meanCell(view, name, c.candidate, isDecided(view, c)) : NOTHING,
			...verdictCells(view, c)
		]);
		return [...baseline, ...variants].map((cells, i) => [i === 0 ? say`${metricTitle(name)}` : NOTHING, ...cells]);
	});
	const mean = {
		title: say`Mean ± sd`,
		align: "right"
	};
	return {
		columns: [
			{
				title: say`Metric`,
				align: "left"
			},
			MODEL,
			RUNS,
			mean,
			...verdictColumns(view, comparisons, null)
		],
		rows
	};
}
const MODEL = {
	title: ["Model"],
	align: "left"
};
const RUNS = {
	title: ["Runs"],
	align: "right"
};
function verdictColumns(view, comparisons, metric) {
	const measured = comparisons.filter(isMeasured);
	const [first] = measured;
	const minimized = measured.some((c) => view.metric(c.metric).direction === "minimize");
	const subject = metric === null ? "" : say` ${metricName(metric.name)}`;
	const interval = first === void 0 ? "" : ` [${intervalLevel(first.interval.level)} interval]`;
	const level = commonLevel(view.primary);
	const needed = level === null ? "" : ` (needs ≤ ${chosen(level)})`;
	return [
		{
			title: say`Δ${subject}${interval}${minimized ? ", + is better" : ""}`,
			align: "right"
		},
		{
			title: say`p${needed}`,
			align: "right"
		},
		{
			title: say`P(better)`,
			align: "right"
		},
		{
			title: say`Verdict`,
			align: "left"
		}
	];
}
function commonLevel(comparisons) {
	const levels = new Set(comparisons.filter(isMeasured).map(({ significanceLevel }) => significanceLevel));
	const [level] = levels;
	return levels.size === 1 && level !== void 0 ? level : null;
}
function verdictCells(view, comparison) {
	const shown = view.result.verdict === "invalid" ? "invalid" : comparison.verdict;
	const verdict = say`${VERDICT_GLYPHS[shown]} ${shown}`;
	if (!isMeasured(comparison)) return [
		say`not measured`,
		NOTHING,
		NOTHING,
		verdict
	];
	const { difference, interval } = view.format(comparison.metric).difference(comparison.difference, comparison.interval);
	const { value } = comparison.probabilityOfImprovement;
	const ownLevel = commonLevel(view.primary) === null ? ` (≤ ${chosen(comparison.significanceLevel)})` : "";
	return [
		say`${bold(difference, isDecided(view, comparison))} ${interval}`,
		say`${pValue(adjusted(comparison), comparison.significanceLevel)}${ownLevel}`,
		say`${probability(value)}`,
		verdict
	];
}
function baselineCells(view, reference) {
	return [say`${plainName(view.baseline?.name ?? "baseline")}`, say`${runs$1(view.baseline, isMeasured(reference) ? reference.baseline.n : 0)}`];
}
function variantCells(view, comparison) {
	const model = plainName(comparison.variant);
	const finished = isMeasured(comparison) ? comparison.candidate.n : 0;
	return [[isDecided(view, comparison) ? strong(model) : model], say`${runs$1(view.model(comparison.variant), finished)}`];
}
function runs$1(model, compared) {
	const failed = model === null ? 0 : Object.entries(model.runs).reduce((sum, [status, n]) => sum + (status === "ok" ? 0 : n), 0);
	return failed === 0 ? String(compared) : `${compared}, ${failed} failed`;
}
function meanCell(view, metric, summary, emphasised) {
	const { mean, spread } = view.format(metric).mean(summary);
	return say`${bold(mean, emphasised)}${spread}`;
}
function bold(text, emphasised) {
	return emphasised ? strong(text) : text;
}
function isDecided({ result }, { verdict }) {
	if (result.verdict === "invalid") return false;
	return verdict === "improvement" || verdict === "regression";
}
// src/report/content/comparisons.ts
const MAX_LEAD_ROWS = 12;
const MAX_ROWS$3 = 200;
function leadComparisons(view) {
	const { primary, primaryMetrics } = view;
	const [metric, ...others] = primaryMetrics;
	if (metric === void 0) return [];
	if (primary.length > MAX_LEAD_ROWS) {
		const shown = byStrength(primary).slice(0, MAX_LEAD_ROWS);
		return [...tableBlock(comparisonsByMetric(view, primaryMetrics, shown)), ...small(say`The ${shown.length} clearest of ${primary.length} comparisons.`)];
	}
	return tableBlock(others.length === 0 ? comparisonTable(view, metric) : comparisonsByMetric(view, primaryMetrics, primary));
}
function remainingComparisons(view) {
	const { primary, primaryMetrics } = view;
	if (primary.length <= MAX_LEAD_ROWS) return [];
	const hidden = primary.length - MAX_ROWS$3;
	return [...tableBlock(comparisonsByMetric(view, primaryMetrics, primary.slice(0, MAX_ROWS$3))), ...small(hidden > 0 ? say`${hidden} more are in the result file.` : [])];
}
// src/report/content/cost.ts
const MAX_FAILURES = 5;
const MAX_MODELS$1 = 25;
const MAX_PARAMS = 6;
const MAX_ENVIRONMENT = 12;
function cost(view) {
	const { provenance } = view.result;
	return [
		{
			kind: "list",
			items: [
				runs(view),
				...time(view),
				...origin(view)
			]
		},
		{
			kind: "table",
			table: modelTable(view)
		},
		{
			kind: "paragraph",
			content: ["The same again:"]
		},
		{
			kind: "lines",
			text: provenance.command,
			language: "sh"
		}
	];
}
function failures({ result: { runs } }) {
	const shown = runs.failures.slice(0, MAX_FAILURES);
	const blocks = shown.flatMap(({ model, seed, status, message }) => [{
		kind: "paragraph",
		content: say`${code(model)}, seed ${seed}: ${status}`
	}, {
		kind: "lines",
		text: message,
		language: "text"
	}]);
	const hidden = runs.failures.length - shown.length;
	if (hidden === 0) return blocks;
	return [...blocks, {
		kind: "small",
		content: say`${hidden} more failed; their records hold the messages.`
	}];
}
function existedAlready({ result: { runs } }) {
	return runs.parallel === 0;
}
function runs(view) {
	const { runs } = view.result;
	const failed = runs.failures.length;
	if (existedAlready(view)) return say`Runs: ${runs.reused} that existed already, ${failed} of them failed; nothing was trained.`;
	return say`Runs: ${runs.trained} trained, ${runs.reused} reused from records, ${runs.retried} retried, ${failed} failed.`;
}
function time(view) {
	const { runs } = view.result;
	if (existedAlready(view)) return [];
	return [say`Time: ${duration(runs.wallSeconds)} on the clock, ${duration(runs.cpuSeconds)} of CPU, ${runs.parallel} run${runs.parallel === 1 ? "" : "s"} at a time.`];
}
function origin(view) {
	const { program, version, config, trainer, environment } = view.result.provenance;
	const machine = Object.entries(environment).slice(0, MAX_ENVIRONMENT).map(([name, value]) => [code(`${name} ${value}`)]);
	const change = commits(view);
	return [...machine.length === 0 ? [] : [say`Machine: ${join(machine, ", ")}.`], existedAlready(view) ? say`Results of ${code(config)}, compared by ${code(`${program} ${version}`)}.` : say`Config ${code(config)}, trainer ${code(trainer)}, ${code(`${program} ${version}`)}${change.length === 0 ? "" : ", "}${change}.`];
}
function modelTable(view) {
	const { models } = view.result;
	const rows = models.slice(0, MAX_MODELS$1).map((model) => [
		say`${plainName(model.name)}`,
		existedAlready(view) && model.commit === null ? [] : source(model),
		params(model),
		model.parameters === null ? [] : say`${count(model.parameters)}`,
		statuses(model)
	]);
	return {
		columns: [
			{
				title: say`Model`,
				align: "left"
			},
			{
				title: say`Code`,
				align: "left"
			},
			{
				title: say`Parameters of the config`,
				align: "left"
			},
			{
				title: say`Trainable parameters`,
				align: "right"
			},
			{
				title: say`Runs`,
				align: "left"
			}
		],
		rows
	};
}
function source({ ref, commit }) {
	return join([ref === null ? say`checkout` : say`${code(ref)}`, commit === null ? [] : say`${code(commit.slice(0, 7))}`], " ");
}
function params({ params }) {
	const entries = Object.entries(params);
	const shown = entries.slice(0, MAX_PARAMS).map(([name, value]) => [code(`${name}: ${value}`)]);
	const hidden = entries.length - shown.length;
	return join(hidden > 0 ? [...shown, say`${hidden} more`] : shown, ", ");
}
function statuses({ runs }) {
	return say`${Object.entries(runs).filter(([, n]) => n > 0).map(([status, n]) => `${n} ${status}`).join(", ")}`;
}
// src/report/content/cross-checks.ts
const COLUMNS_A_TABLE = 4;
const MAX_COMPARISONS = 40;
function crossCheckTables(view) {
	const measured = view.primary.filter(isMeasured).slice(0, MAX_COMPARISONS);
	const tables = [];
	for (let at = 0; at < measured.length; at += COLUMNS_A_TABLE) tables.push(numbersTable(view, measured.slice(at, at + COLUMNS_A_TABLE)));
	return tables;
}
function numbersTable(view, comparisons) {
	const rows = [
		["t (degrees of freedom)", (c) => say`${fixed(c.statistic, 2)} (${fixed(c.degreesOfFreedom, Number.isInteger(c.degreesOfFreedom) ? 0 : 1)})`],
		["p, alone", (c) => c.pValueAdjusted === c.pValue ? [] : say`${pValue(c.pValue)}`],
		["p, adjusted, against its level", (c) => say`${pValue(adjusted(c), c.significanceLevel)}, needed ≤${"\xA0"}${chosen(c.significanceLevel)}`],
		["over all looks taken", (c) => stageWise(view, c)],
		["sign-flip permutation", signFlip],
		["Wilcoxon signed rank", (c) => c.wilcoxon === null ? [] : say`p ${pValue(c.wilcoxon.pValue)}, for comparison only`],
		["BCa bootstrap interval", (c) => bootstrap(view, c)],
		["new test examples too", (c) => newExamples(view, c)],
		["equivalence", (c) => equivalence$1(view, c)],
		["effect size (Hedges' g)", (c) => c.effectSize === null ? [] : say`${fixed(c.effectSize.value, 2)}`],
		["P(better)", (c) => interval(c.probabilityOfImprovement)],
		["smallest detectable difference", (c) => say`${view.format(c.metric).size(c.power.minimumDetectableDifference)}`],
		["pairs needed for the observed one", (c) => pairsNeeded(view, c)]
	];
	return {
		columns: [{
			title: [],
			align: "left"
		}, ...comparisons.map(({ variant, metric }) => ({
			title: say`${code(variant)} ${metricTitle(metric)}`,
			align: "left"
		}))],
		rows: rows.map(([title, cell]) => [[title], ...comparisons.map(cell)]).filter(([, ...cells]) => cells.some((cell) => cell.length > 0))
	};
}
function localLevel({ pValue, pValueAdjusted, significanceLevel }) {
	return pValueAdjusted === null || pValueAdjusted <= 0 ? significanceLevel : significanceLevel * pValue / pValueAdjusted;
}
function signFlip(comparison) {
	const { signFlip } = comparison;
	if (signFlip === null) return [];
	const needed = localLevel(comparison);
	const p = `p ${pValue(signFlip.pValue, needed)} (${signFlip.exact ? "exact" : "sampled"})`;
	if (signFlip.smallestAttainable > needed) return say`${p}: no say, these pairs cannot go below ${pValue(signFlip.smallestAttainable, needed)}`;
	return say`${p}: ${agrees(signFlip.pValue <= needed, comparison.pValue <= needed)}`;
}
function bootstrap(view, { metric, bootstrapInterval, interval }) {
	if (bootstrapInterval === null) return [];
	return say`${view.format(metric).difference(0, bootstrapInterval).interval}, ${intervalLevel(bootstrapInterval.level)}: ${agrees(excludesZero(bootstrapInterval), excludesZero(interval))}`;
}
function agrees(one, other) {
	return one === other ? "agrees with the t test" : "disagrees with the t test";
}
function excludesZero({ low, high }) {
	return low > 0 || high < 0;
}
function equivalence$1(view, { metric, equivalence }) {
	if (equivalence === null) return [];
	const { significanceLevel } = equivalence;
	const format = view.format(metric);
	return say`${format.difference(0, {
		level: 0,
		...equivalence
	}).interval} against ±${format.exact(equivalence.margin)}, p ${pValue(equivalence.pValueAdjusted ?? equivalence.pValue, significanceLevel)}, needed ≤${"\xA0"}${chosen(significanceLevel)}`;
}
function stageWise(view, { metric, stageWise }) {
	if (stageWise === null) return [];
	return say`p ${pValue(stageWise.pValue)}, median-unbiased difference ${view.format(metric).signed(stageWise.estimate)}`;
}
function newExamples(view, { variant, metric }) {
	const chance = view.result.testSetChances.find((item) => item.variant === variant && item.metric === metric);
	if (chance === void 0) return [];
	if (chance.difference === null) return say`not known: ${prose(chance.reason)}`;
	const { interval, shares, advice } = chance;
	const bounds = view.format(metric).difference(chance.difference, interval).interval;
	const percent = (share) => `${Math.round(100 * share)} %`;
	const examples = shares === null ? "" : `; of the variance ${percent(shares.seeds)} lie in the seeds, ${percent(shares.examples)} in the examples and ${percent(shares.interaction)} in how the two meet`;
	return say`${bounds}, ${intervalLevel(interval.level)} multi-bootstrap over seeds and examples${examples}. ${prose(advice)}`;
}
function interval({ value, low, high }) {
	return say`${probability(value)} [${probability(low)},${"\xA0"}${probability(high)}]`;
}
function pairsNeeded(view, { power, candidate }) {
	if (power.pairsNeeded === null) return [];
	const more = power.pairsNeeded - candidate.n;
	const seconds = more > 0 ? estimatedSeconds(view, more) : null;
	return say`${count(power.pairsNeeded)}${seconds === null ? "" : ` (≈ ${roughDuration(seconds)} more)`}`;
}
// src/report/content/method.ts
const MAX_LOOKS$1 = 30;
const VARIED = {
	init: "the initial weights",
	order: "the order of the examples",
	data: "the subset of the training data"
};
function method(view) {
	const looks = looksTable(view);
	return [
		{
			kind: "list",
			items: steps(view)
		},
		...looks === null ? [] : [{
			kind: "table",
			table: looks
		}],
		...crossCheckTables(view).map((table) => ({
			kind: "table",
			table
		}))
	];
}
function steps(view) {
	const { design } = view.result;
	const measured = view.primary.filter(isMeasured);
	const unpaired = measured.some(({ pairing }) => pairing === "none");
	const paired = measured.some(({ pairing }) => pairing === "seed") || !unpaired;
	const varied = design.vary.flatMap((name) => VARIED[name] === void 0 ? [] : [[VARIED[name]]]);
	return [
		...paired ? [say`Test: paired t test on the differences of runs that share a seed, two-sided.`] : [],
		...unpaired ? [say`Test without shared seeds: Welch's t test, two-sided. It needs more runs than pairs would.`] : [],
		spending(view),
		multiplicity(view),
		...equivalence(view),
		...varied.length === 0 ? [] : [say`By the config a seed changes ${enumerate(varied)}. The interval speaks of new seeds on the same test data, not of new test data.`],
		say`Assumed: seeds are independent, and the differences are close enough to normal for this many pairs. The sign-flip permutation test and the BCa bootstrap do without the second; where they do not confirm a difference, its verdict is withheld; they never grant one.`,
		say`Smallest detectable difference and pairs needed: with a chance of ${PLANNED_POWER * 100}${"\xA0"}% to find it.`
	];
}
function spending({ result: { design } }) {
	const alpha = `α = ${chosen(design.alpha)}`;
	if (design.kind === "fixed") return say`Error rate: ${alpha} for all tests for a difference together, and as much for those for equivalence, spent at the one planned look.`;
	return say`Error rate: ${alpha} for all tests for a difference together, and as much for those for equivalence, spread over ${design.looks.length} planned looks from ${design.minimumPairs} to ${design.maximumPairs} pairs (Lan–DeMets spending, Kim–DeMets type), with the boundaries of the paired t process itself: looking early costs nothing in error. A variant that is settled is not trained any further; the interval of one that took several looks is stage-wise, and accounts for them.`;
}
function multiplicity(view) {
	const tests = primaryTests(view);
	if (tests <= 1) return say`One primary comparison: no correction for several.`;
	return say`${tests} primary comparisons share the level by Holm's step-down procedure; every p in the main table is adjusted for it. Secondary metrics are exploratory and decide nothing.`;
}
function equivalence(view) {
	const margins = view.result.metrics.filter(({ role, margin }) => role === "primary" && margin !== null);
	if (margins.length === 0) return [say`No margin is set, so nothing could be found equivalent.`];
	return [say`Equivalence: two one-sided tests against ${enumerate(margins.map(({ name, margin }) => say`±${view.format(name).exact(margin ?? 0)} ${metricName(name)}`))}; the interval shown with them is the ${equivalenceLevel(view)} one. It goes before significance: a difference that small does not matter.`];
}
function looksTable({ result: { design } }) {
	if (design.kind === "fixed") return null;
	const lastTaken = design.looks.findLastIndex(({ taken }) => taken);
	return {
		columns: [
			{
				title: say`Look`,
				align: "right"
			},
			{
				title: say`Pairs`,
				align: "right"
			},
			{
				title: say`p needed`,
				align: "right"
			},
			{
				title: say`α spent`,
				align: "right"
			},
			{
				title: say`Taken`,
				align: "left"
			}
		],
		rows: design.looks.slice(0, MAX_LOOKS$1).map(({ pairs, significanceLevel, spent, taken }, i) => [
			say`${i + 1}`,
			say`${pairs}`,
			say`≤${"\xA0"}${chosen(significanceLevel)}`,
			say`${chosen(spent)}`,
			taken ? say`${i === lastTaken ? "yes, the last" : "yes"}` : say`no`
		])
	};
}
function stopping(view) {
	const { design, verdict } = view.result;
	if (design.kind === "fixed") return [];
	const taken = Math.max(0, ...design.looks.filter((look) => look.taken).map(({ pairs }) => pairs));
	if (taken === 0 || taken >= design.maximumPairs) return [];
	const why = {
		improvement: "the difference was decided",
		regression: "the difference was decided",
		equivalent: "equivalence was shown",
		inconclusive: "more pairs were unlikely to decide it",
		invalid: "the comparison is broken"
	}[verdict];
	return say`Stopped after ${taken} of at most ${design.maximumPairs} pairs: ${why}.`;
}
// src/report/content/secondary.ts
const MAX_INLINE = 3;
const MAX_ROWS$2 = 100;
function secondaryLine(view) {
	const measured = view.secondary.filter(isMeasured);
	if (measured.length === 0 || measured.length > MAX_INLINE || view.variants.length > 1) return [];
	return say`Secondary, exploratory: ${join(measured.map((comparison) => {
		const text = view.format(comparison.metric).difference(comparison.difference, comparison.interval);
		const turned = view.metric(comparison.metric).direction === "minimize" ? " (+ is better)" : "";
		return say`${metricName(comparison.metric)} ${text.difference} ${text.interval}${turned}`;
	}), ", ")}.`;
}
function secondaryTable(view) {
	const names = view.result.metrics.map(({ name }) => name);
	const measured = view.secondary.filter(isMeasured).sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric));
	if (measured.length === 0) return null;
	const rows = measured.slice(0, MAX_ROWS$2).map((comparison) => {
		const format = view.format(comparison.metric);
		const text = format.difference(comparison.difference, comparison.interval);
		const baseline = format.mean(comparison.baseline);
		const candidate = format.mean(comparison.candidate);
		const { value, low, high } = comparison.probabilityOfImprovement;
		return [
			say`${metricTitle(comparison.metric)}`,
			say`${plainName(comparison.variant)}`,
			say`${baseline.mean}${baseline.spread}`,
			say`${candidate.mean}${candidate.spread}`,
			say`${text.difference} ${text.interval}`,
			say`${probability(value)} [${probability(low)},${"\xA0"}${probability(high)}]`
		];
	});
	const right = [
		"Baseline",
		"Variant",
		`Δ, + is better [${measured[0] === void 0 ? "" : intervalLevel(measured[0].interval.level)} interval]`,
		"P(better)"
	];
	return {
		columns: [
			{
				title: say`Metric`,
				align: "left"
			},
			{
				title: say`Model`,
				align: "left"
			},
			...right.map((title) => ({
				title: [title],
				align: "right"
			}))
		],
		rows
	};
}
function hiddenSecondary(view) {
	return Math.max(0, view.secondary.filter(isMeasured).length - MAX_ROWS$2);
}
// src/report/content/fine-print.ts
const MAX_NOTICES = 5;
function gateLine({ result: { gate, verdict } }) {
	if (gate.passed && (verdict === "improvement" || verdict === "equivalent")) return [];
	const passed = verdict === "inconclusive" ? "neutral" : "passed";
	const because = gate.reason === "" ? "" : say`, because ${prose(gate.reason)}`;
	return paragraph(say`${strong(`Gate: ${gate.passed ? passed : "failed"}`)}${because}.`);
}
function notices({ result: { provenance } }) {
	return provenance.notices.slice(0, MAX_NOTICES).map((notice) => ({
		kind: "note",
		content: say`${prose(notice)}`
	}));
}
function finePrint(view) {
	return small(join([
		newExamplesLine(view),
		stillOpen(view),
		secondaryLine(view),
		stopping(view),
		measuredAt(view)
	], " "));
}
function newExamplesLine({ result, lead, format }) {
	if (lead === null || !isMeasured(lead) || lead.verdict !== "improvement" && lead.verdict !== "regression") return [];
	const chance = result.testSetChances.find(({ variant, metric }) => variant === lead.variant && metric === lead.metric);
	if (chance === void 0 || chance.difference === null) return [];
	const { interval, difference, examples } = chance;
	if (difference > 0 ? interval.low > 0 : interval.high < 0) return [];
	return say`Shown for these ${examples} test examples; with new ones as well the difference would lie in ${format(lead.metric).difference(difference, interval).interval}, which includes zero.`;
}
function measuredAt(view) {
	const change = view.result.verdict !== "inconclusive" && view.lead !== null && isMeasured(view.lead) ? [] : commits(view);
	return change.length === 0 ? [] : say`Measured: ${change}.`;
}
// src/report/content/loss-chart.ts
function lossChart(view, variant, maxPoints) {
	const baseline = usable(view, view.baseline?.name ?? null);
	const other = usable(view, variant);
	const curves = [baseline, other].filter((curve) => curve !== null);
	const shortest = Math.min(...curves.map(({ epochs }) => epochs.length));
	if (curves.length === 0 || shortest < 2) return null;
	const kept = spacedIndices(shortest, maxPoints);
	const epochs = kept.map((i) => curves[0]?.epochs[i] ?? i + 1);
	const lines = [...linesOf(baseline, "baseline", kept), ...linesOf(other, "variant", kept)];
	const losses = lines.flatMap(({ values }) => values);
	if (losses.some((loss) => Math.abs(loss) > LARGEST_DRAWN)) return null;
	const [low, high] = niceRange(losses);
	const runs = Math.max(...curves.map((curve) => curve.runs));
	return {
		title: `Loss by epoch, mean over ${runs} seed${runs === 1 ? "" : "s"}`,
		epochs,
		lines,
		low,
		high,
		legend: legend(baseline, other, epochs, curves)
	};
}
function mostInteresting(view) {
	const { checks } = view.result;
	return [
		...["fail", "warn"].flatMap((status) => checks.filter((check) => check.status === status && check.id.startsWith("overfitting")).sort((a, b) => priority(view, b) - priority(view, a)).map(({ model }) => model)),
		view.lead?.variant,
		...view.variants
	].find((name) => typeof name === "string" && name !== view.baseline?.name && usable(view, name) !== null) ?? null;
}
function priority({ lead }, { model, value }) {
	return model !== null && model === lead?.variant ? Number.POSITIVE_INFINITY : value ?? 0;
}
const LARGEST_DRAWN = 1e9;
function usable(view, name) {
	const curve = view.result.curves.find(({ model }) => model === name);
	if (curve === void 0) return null;
	const length = Math.min(curve.epochs.length, curve.train.length || 1e400, curve.validation.length || 1e400);
	const bad = curve.epochs.findIndex((epoch, i) => ![
		epoch,
		curve.train[i] ?? 0,
		curve.validation[i] ?? 0
	].every(Number.isFinite));
	const end = bad === -1 ? length : Math.min(length, bad);
	if (end < 2 || curve.train.length === 0 && curve.validation.length === 0) return null;
	return {
		...curve,
		epochs: curve.epochs.slice(0, end),
		train: curve.train.slice(0, end),
		validation: curve.validation.slice(0, end)
	};
}
function linesOf(curve, arm, kept) {
	if (curve === null) return [];
	return [["training", curve.train], ["validation", curve.validation]].filter(([, values]) => values.length > 0).map(([split, values]) => ({
		arm,
		split,
		values: kept.map((i) => values[i] ?? 0)
	}));
}
function spacedIndices(length, max) {
	if (length <= max) return Array.from({ length }, (_, i) => i);
	return Array.from({ length: max }, (_, i) => Math.round(i * (length - 1) / (max - 1)));
}
function niceRange(values) {
	const min = values.reduce((a, b) => Math.min(a, b), 1e400);
	const max = values.reduce((a, b) => Math.max(a, b), -1e400);
	const from = min >= 0 && min < .5 * max ? 0 : min;
	const span = max - from <= 1e-6 * Math.abs(max) ? Math.abs(max) || 1 : max - from;
	const step = Math.max(niceStep(span / 8), SMALLEST_STEP);
	const low = from === 0 ? 0 : Math.floor(from / step + ROUNDING$1) * step;
	const high = Math.ceil(max / step - ROUNDING$1) * step;
	return high > low ? [round(low), round(high)] : [round(low - step), round(low + step)];
}
const SMALLEST_STEP = 1e-9;
const ROUNDING$1 = 1e-9;
function niceStep(size) {
	const magnitude = 10 ** Math.floor(Math.log10(size));
	return ([
		1,
		2,
		5
	].find((candidate) => candidate * magnitude >= size) ?? 10) * magnitude;
}
function round(value) {
	return Number(value.toPrecision(12));
}
function legend(baseline, other, epochs, curves) {
	const grey = baseline === null ? [] : say`Grey: ${code(baseline.model)}. `;
	const blue = other === null ? [] : say`Blue: ${code(other.model)}. `;
	const shades = curves.every(({ train, validation }) => train.length > 0 && validation.length > 0) ? "Lighter: training. Darker: validation." : curves.every(({ train }) => train.length > 0) ? "Training loss." : "Validation loss.";
	const longest = Math.max(...curves.map((curve) => curve.epochs.at(-1) ?? 0));
	const last = epochs.at(-1) ?? 0;
	return say`${grey}${blue}${shades}${longest > last ? say` Shown to epoch ${last}, where the shorter curve ends.` : []}`;
}
// src/report/content/pairs.ts
function pairedDifferences(view, variant, { name, direction }) {
	const baseline = new Map(valuesOf(view, view.baseline?.name, name).map(({ seed, value }) => [seed, value]));
	const sign = direction === "maximize" ? 1 : -1;
	return valuesOf(view, variant, name).flatMap(({ seed, value }) => {
		const other = baseline.get(seed);
		return other === void 0 ? [] : [{
			seed,
			baseline: other,
			variant: value,
			difference: sign * (value - other)
		}];
	});
}
function valuesOf(view, model, metric) {
	const values = model === void 0 ? void 0 : view.model(model)?.values;
	return values !== void 0 && Object.hasOwn(values, metric) ? values[metric] ?? [] : [];
}
// src/report/content/difference-chart.ts
const MAX_ROWS$1 = 20;
const MAX_DOTS = 200;
function differenceChart(view, metric) {
	const format = view.format(metric.name);
	const measured = view.primary.filter(isMeasured).filter((comparison) => comparison.metric === metric.name);
	const rows = measured.filter(({ interval, difference }) => [
		interval.low,
		interval.high,
		difference
	].every(Number.isFinite)).slice(0, MAX_ROWS$1).map(({ variant, difference, interval }) => {
		const text = format.difference(difference, interval);
		return {
			variant,
			dots: pairedDifferences(view, variant, metric).map((pair) => pair.difference).filter(Number.isFinite).slice(0, MAX_DOTS),
			mean: difference,
			low: interval.low,
			high: interval.high,
			label: `${text.difference} ${text.interval}`
		};
	});
	const [first] = measured;
	if (rows.length === 0 || first === void 0) return null;
	const margin = metric.margin;
	const band = margin === null ? [] : say` Shaded: within ±${format.exact(margin)} of the baseline.`;
	return {
		rows,
		margin,
		tick: format.signedBare,
		legend: say`Difference in ${metricName(metric.name)} to the baseline; right of zero is better. Dots: seed pairs. Bar: mean with its ${intervalLevel(first.interval.level)} interval.${band}`
	};
}
// src/report/content/seeds.ts
const MAX_COLUMNS = 3;
const MAX_SEEDS = 100;
const MAX_MODELS = 30;
const BAR = 5;
const LEVELS = "▁▂▃▄▅▆▇█";
const MAX_METRICS$1 = 3;
function everySeed(view) {
	return view.primaryMetrics.slice(0, MAX_METRICS$1).flatMap((metric) => {
		const table = tableBlock(seedTable(view, metric));
		if (table.length === 0) return [];
		const chart = differenceChart(view, metric);
		return [
			...view.primaryMetrics.length === 1 ? [] : paragraph([strong(metricTitle(metric.name))]),
			...chart === null ? [] : [{
				kind: "differences",
				chart
			}],
			...table
		];
	});
}
function seedTable(view, metric) {
	const variants = view.variants.filter((name) => valuesOf(view, name, metric.name).length > 0);
	const pairs = variants.map((name) => ({
		name,
		pairs: pairedDifferences(view, name, metric)
	}));
	const paired = pairs.every((variant) => variant.pairs.length > 0);
	const seeds = [...new Set(pairs.flatMap((variant) => variant.pairs.map(({ seed }) => seed)))].sort((a, b) => a - b);
	if (variants.length === 0) return null;
	if (paired && variants.length <= MAX_COLUMNS && seeds.length <= MAX_SEEDS) return byRow(view, metric, pairs, seeds);
	return byModel(view, metric, [...view.baseline === null ? [] : [view.baseline.name], ...variants].slice(0, MAX_MODELS));
}
function byRow(view, metric, variants, seeds) {
	const format = view.format(metric.name);
	const largest = Math.max(...variants.flatMap(({ pairs }) => pairs.map(({ difference }) => Math.abs(difference))));
	const columns = [
		{
			title: say`Seed`,
			align: "right"
		},
		{
			title: say`${plainName(view.baseline?.name ?? "baseline")}`,
			align: "right"
		},
		...variants.flatMap(({ name }) => [
			{
				title: say`${plainName(name)}`,
				align: "right"
			},
			{
				title: say`Δ`,
				align: "right"
			},
			{
				title: say`worse · better`,
				align: "left"
			}
		])
	];
	const lookups = variants.map(({ pairs }) => new Map(pairs.map((pair) => [pair.seed, pair])));
	return {
		columns,
		rows: seeds.map((seed) => {
			const found = lookups.map((lookup) => lookup.get(seed));
			const baseline = found.find((pair) => pair !== void 0)?.baseline;
			const cells = found.flatMap((pair) => pair === void 0 ? [
				[],
				[],
				[]
			] : [
				[format.value(pair.variant)],
				[format.signedBare(pair.difference)],
				[code(bar(pair.difference, largest))]
			]);
			return [
				say`${seed}`,
				baseline === void 0 ? [] : [format.value(baseline)],
				...cells
			];
		})
	};
}
function byModel(view, metric, models) {
	const series = models.map((name) => ({
		name,
		values: valuesOf(view, name, metric.name).map(({ value }) => value).slice(0, MAX_SEEDS)
	}));
	const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
	const [low, high] = [all.reduce((a, b) => Math.min(a, b), 1e400), all.reduce((a, b) => Math.max(a, b), -1e400)];
	const format = view.format(metric.name);
	const rows = series.map(({ name, values }) => [
		say`${plainName(name)}`,
		say`${values.length}`,
		values.length === 0 ? [] : say`${format.value(Math.min(...values))} … ${format.value(Math.max(...values))}`,
		say`${sparkline(values, low, high)}`
	]);
	return {
		columns: [
			{
				title: say`Model`,
				align: "left"
			},
			{
				title: say`Runs`,
				align: "right"
			},
			{
				title: say`Lowest … highest`,
				align: "right"
			},
			{
				title: say`${metricTitle(metric.name)} by seed`,
				align: "left"
			}
		],
		rows
	};
}
function bar(difference, largest) {
	const share = largest > 0 && Number.isFinite(difference) ? Math.abs(difference) / largest : 0;
	const filled = "█".repeat(difference === 0 ? 0 : Math.max(1, Math.round(share * BAR)));
	return `${difference < 0 ? filled.padStart(BAR, "·") : "·".repeat(BAR)}│${difference > 0 ? filled.padEnd(BAR, "·") : "·".repeat(BAR)}`;
}
function sparkline(values, low, high) {
	return values.map((value) => {
		const share = high > low && Number.isFinite(value) ? (value - low) / (high - low) : .5;
		return LEVELS[Math.round(share * 7)] ?? LEVELS[0];
	}).join("");
}
// src/report/compose.ts
function compose(view, { configName, chartPoints }) {
	const broken = view.result.verdict === "invalid";
	const comparisons = leadComparisons(view);
	const chart = lossChart(view, mostInteresting(view), chartPoints);
	return {
		headline: headline(view, configName),
		lead: [
			part("facts", 0, paragraph(facts(view))),
			part("gate", 0, gateLine(view)),
			part("notices", 1, notices(view)),
			part("comparisons", 2, broken ? [] : comparisons),
			part("fine print", 3, finePrint(view)),
			part("checks that did not pass", 4, alarms(view)),
			part("loss chart", 6, broken ? [] : losses(chart))
		].filter(isFilled),
		folded: [
			part("Measured, but no evidence: the comparison is broken", 8, broken ? [...comparisons, ...losses(chart)] : []),
			part("All comparisons", 9, remainingComparisons(view)),
			part("Every seed", 12, everySeed(view)),
			part("How this was decided", 7, method(view)),
			part("Secondary metrics", 10, secondary(view)),
			part(`All checks: ${countOf(view.result.checks)}`, 11, tableBlock(allChecks(view))),
			part("Failed runs", 8, failures(view)),
			part("No loss chart", 13, chart === null ? paragraph(NO_CHART) : []),
			part("Cost and reproduction", 5, cost(view))
		].filter(isFilled)
	};
}
const NO_CHART = say`No model left loss curves of two epochs or more, so there is no chart, and overfitting could not be read from it.`;
function part(name, rank, blocks) {
	return {
		name,
		rank,
		blocks
	};
}
function isFilled({ blocks }) {
	return blocks.length > 0;
}
function losses(chart) {
	return chart === null ? [] : [{
		kind: "losses",
		chart
	}, ...small(chart.legend)];
}
function alarms(view) {
	const alarming = alarmingChecks(view);
	if (alarming === null) return [];
	return [...tableBlock(alarming.table), ...small(alarming.hidden > 0 ? say`${alarming.hidden} more did not pass.` : [])];
}
function secondary(view) {
	const table = tableBlock(secondaryTable(view));
	if (table.length === 0) return [];
	const hidden = hiddenSecondary(view);
	return [
		...paragraph(say`Exploratory: they are not tested against a level and decide nothing.`),
		...table,
		...small(hidden > 0 ? say`${hidden} more are in the result file.` : [])
	];
}
// node_modules/markdown-table/index.js
function defaultStringLength(value) {
	return value.length;
}
function markdownTable(table, options) {
	const settings = options || {};
	const align = (settings.align || []).concat();
	const stringLength = settings.stringLength || defaultStringLength;
	const alignments = [];
	const cellMatrix = [];
	const sizeMatrix = [];
	const longestCellByColumn = [];
	let mostCellsPerRow = 0;
	let rowIndex = -1;
	while (++rowIndex < table.length) {
		const row = [];
		const sizes = [];
		let columnIndex = -1;
		if (table[rowIndex].length > mostCellsPerRow) mostCellsPerRow = table[rowIndex].length;
		while (++columnIndex < table[rowIndex].length) {
			const cell = serialize(table[rowIndex][columnIndex]);
			if (settings.alignDelimiters !== false) {
				const size = stringLength(cell);
				sizes[columnIndex] = size;
				if (longestCellByColumn[columnIndex] === void 0 || size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			}
			row.push(cell);
		}
		cellMatrix[rowIndex] = row;
		sizeMatrix[rowIndex] = sizes;
	}
	let columnIndex = -1;
	if (typeof align === "object" && "length" in align) while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = toAlignment(align[columnIndex]);
	else {
		const code = toAlignment(align);
		while (++columnIndex < mostCellsPerRow) alignments[columnIndex] = code;
	}
	columnIndex = -1;
	const row = [];
	const sizes = [];
	while (++columnIndex < mostCellsPerRow) {
		const code = alignments[columnIndex];
		let before = "";
		let after = "";
		if (code === 99) {
			before = ":";
			after = ":";
		} else if (code === 108) before = ":";
		else if (code === 114) after = ":";
		let size = settings.alignDelimiters === false ? 1 : Math.max(1, longestCellByColumn[columnIndex] - before.length - after.length);
		const cell = before + "-".repeat(size) + after;
		if (settings.alignDelimiters !== false) {
			size = before.length + size + after.length;
			if (size > longestCellByColumn[columnIndex]) longestCellByColumn[columnIndex] = size;
			sizes[columnIndex] = size;
		}
		row[columnIndex] = cell;
	}
	cellMatrix.splice(1, 0, row);
	sizeMatrix.splice(1, 0, sizes);
	rowIndex = -1;
	const lines = [];
	while (++rowIndex < cellMatrix.length) {
		const row = cellMatrix[rowIndex];
		const sizes = sizeMatrix[rowIndex];
		const cellsInRow = settings.fillRows === false ? Math.max(1, cellMatrix[rowIndex === 1 ? 0 : rowIndex].length) : mostCellsPerRow;
		columnIndex = -1;
		const line = [];
		while (++columnIndex < cellsInRow) {
			const cell = row[columnIndex] || "";
			let before = "";
			let after = "";
			if (settings.alignDelimiters !== false) {
				const size = longestCellByColumn[columnIndex] - (sizes[columnIndex] || 0);
				const code = alignments[columnIndex];
				if (code === 114) before = " ".repeat(size);
				else if (code === 99) {
					const half = size / 2;
					if (size % 2) {
						before = " ".repeat(half + .5);
						after = " ".repeat(half - .5);
					} else {
						before = " ".repeat(half);
						after = before;
					}
				} else after = " ".repeat(size);
			}
			if (settings.delimiterStart !== false && !columnIndex) line.push("|");
			if (settings.padding !== false && !(settings.alignDelimiters === false && cell === "") && (settings.delimiterStart !== false || columnIndex)) line.push(" ");
			if (settings.alignDelimiters !== false) line.push(before);
			line.push(cell);
			if (settings.alignDelimiters !== false) line.push(after);
			if (settings.padding !== false) line.push(" ");
			if (settings.delimiterEnd !== false || columnIndex !== cellsInRow - 1) line.push("|");
		}
		lines.push(settings.delimiterEnd === false ? line.join("").replace(/ +$/, "") : line.join(""));
	}
	return lines.join("\n");
}
function serialize(value) {
	return value === null || value === void 0 ? "" : String(value);
}
function toAlignment(value) {
	const code = typeof value === "string" ? value.codePointAt(0) : 0;
	return code === 67 || code === 99 ? 99 : code === 76 || code === 108 ? 108 : code === 82 || code === 114 ? 114 : 0;
}
// src/report/format/clean.ts
const REPLACEMENT = "�";
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;
const JOINERS = /[\u200c\u200d]/g;
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
const ELLIPSIS = "…";
function cleanLine(text, maxChars) {
	return truncate(cleanVisible(stripVTControlCharacters(text.slice(0, 16 * maxChars + 100)).replace(/\s+/g, " ")).trim(), maxChars);
}
function cleanLines(text, maxLines, maxChars) {
	const kept = trimBlankEnds(stripVTControlCharacters(text.slice(0, 1e5)).split(/\r\n|[\n\r\u0085\u2028\u2029]/).map((line) => truncate(cleanVisible(line.replace(/\t/g, "  ")).trimEnd(), 300)));
	const last = Math.floor((maxLines - 1) / 2);
	const first = maxLines - 1 - last;
	return truncate((kept.length <= maxLines ? kept : [
		...kept.slice(0, first),
		ELLIPSIS,
		...kept.slice(kept.length - last)
	]).join("\n"), maxChars);
}
function keepTogether(text) {
	return text.replace(/(\[[^\s[\]]{1,20},) (?=[^\s[\]]{1,20}\])/g, "$1\xA0").replace(/(\d) (?=[%s](?!\w)|ms\b|min\b)/g, "$1\xA0");
}
function truncate(text, maxChars) {
	if (text.length <= maxChars) return text;
	const points = Array.from(text.slice(0, 2 * maxChars + 2));
	if (points.length <= maxChars) return points.join("");
	return points.slice(0, Math.max(0, maxChars - 1)).join("") + ELLIPSIS;
}
function cleanVisible(text) {
	return text.replace(JOINERS, "").replace(UNSEEN, REPLACEMENT).replace(PILED_MARKS, "$1");
}
function trimBlankEnds(lines) {
	const first = lines.findIndex((line) => line !== "");
	const last = lines.findLastIndex((line) => line !== "");
	return first === -1 ? [] : lines.slice(first, last + 1);
}
const MAX_URL_CHARS = 500;
function codeSpan(text, maxChars = 60) {
	const clean = cleanLine(text, maxChars).replaceAll("|", "¦");
	if (clean === "") return "(empty)";
	const fence = "`".repeat(longestRun(clean, "`") + 1);
	const pad = clean.startsWith("`") || clean.endsWith("`") ? " " : "";
	return `${fence}${pad}${clean}${pad}${fence}`;
}
const SPECIAL = /[`@#<>\\*_~$&|]|:\/\/|:\w+:/;
const LINKED_FORMS = [
	/\bwww\./i,
	/\bgh-\d/i,
	/\b(?:mailto|xmpp|tel|javascript|data):/i,
	/\b(?=\w*[a-f])[0-9a-f]{7,64}\b/i
];
const BLOCK_START = /^(?:[-+=]+|\d{1,9}[.)])$/;
function escapeProse(text, maxChars = 400) {
	return joinSpans(keepTogether(cleanLine(text, maxChars)).split(/`([^`]+)`/).map((part, i) => i % 2 === 1 ? codeSpan(part, maxChars) : escapeWords(part, i === 0)));
}
function joinSpans(pieces) {
	return pieces.reduce((text, piece) => text + (text.endsWith("`") && piece.startsWith("`") ? " " : "") + piece, "");
}
function escapeWords(text, first) {
	return text.split(" ").map((word, i) => word === "" ? "" : escapeWord(word, first && i === 0)).join(" ");
}
function escapeWord(word, first) {
	const [, before = "", core = "", after = ""] = /^([("'“‘]*)(.*?)([)"'”’.,;:!?]*)$/su.exec(word) ?? [];
	if (isRisky(core)) return before + codeSpan(core, 400) + after;
	if (isRisky(word) || first && BLOCK_START.test(word)) return codeSpan(word, 400);
	return word.replace(/[[\]]/g, "\\$&");
}
function isRisky(word) {
	return SPECIAL.test(word) || LINKED_FORMS.some((form) => form.test(word));
}
function fencedBlock(text, language, maxLines = 20, maxChars = 3e3) {
	const clean = cleanLines(text, maxLines, maxChars);
	const fence = "`".repeat(Math.max(3, longestRun(clean, "`") + 1));
	return `${fence}${language}\n${clean}\n${fence}`;
}
const HTML_ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
function escapeHtml(text) {
	return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? "");
}
function safeUrl(address) {
	if (address.length > MAX_URL_CHARS || !URL.canParse(address)) return null;
	const url = new URL(address);
	if (url.protocol !== "https:" && url.protocol !== "http:") return null;
	return url.href.replace(/[()<>'"`|\\\s*_[\]]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}
function longestRun(text, character) {
	let longest = 0;
	let run = 0;
	for (const c of text) {
		run = c === character ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest;
}
// src/report/markdown/inline.ts
function inlineMarkdown(phrase) {
	return joinSpans(phrase.map(inline$2));
}
function inline$2(part) {
	if (typeof part === "string") return part;
	switch (part.kind) {
		case "code": return codeSpan(part.text);
		case "name": return escapeProse(part.text, 60) || "(empty)";
		case "prose": return escapeProse(part.text);
		case "strong": return `**${inlineMarkdown(part.content)}**`;
		case "link": {
			const url = safeUrl(part.url);
			return url === null ? part.label : `[${part.label}](${url})`;
		}
	}
}
// src/report/markdown/mermaid.ts
const COLOURS = {
	baseline: {
		training: "#8c959f",
		validation: "#57606a"
	},
	variant: {
		training: "#54aeff",
		validation: "#0969da"
	}
};
function mermaidChart({ title, epochs, lines, low, high }) {
	return [
		"```mermaid",
		"---",
		"config:",
		"  xyChart:",
		"    width: 640",
		"    height: 260",
		"  themeVariables:",
		"    xyChart:",
		`      plotColorPalette: "${lines.map(({ arm, split }) => COLOURS[arm][split]).join(", ")}"`,
		"---",
		"xychart-beta",
		`  title "${title}"`,
		`  x-axis "epoch" [${epochs.map(decimal).join(", ")}]`,
		`  y-axis "loss" ${decimal(low)} --> ${decimal(high)}`,
		...lines.map(({ values }) => `  line [${values.map(decimal).join(", ")}]`),
		"```"
	].join("\n");
}
function decimal(value) {
	const digits = value === 0 ? 0 : Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
	const text = value.toFixed(digits);
	const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
	return short === "-0" ? "0" : short;
}
// src/report/markdown/blocks.ts
function blocksMarkdown(blocks) {
	return blocks.map(blockMarkdown).filter((text) => text !== "").join("\n\n");
}
function foldedMarkdown({ name, blocks }) {
	return `<details><summary>${name}</summary>\n\n${blocksMarkdown(blocks)}\n\n</details>`;
}
function blockMarkdown(block) {
	switch (block.kind) {
		case "paragraph": return inlineMarkdown(block.content);
		case "small": return `<sub>${inlineMarkdown(block.content)}</sub>`;
		case "note": return `> ℹ️ ${inlineMarkdown(block.content)}`;
		case "list": return block.items.map((item) => `- ${inlineMarkdown(item)}`).join("\n");
		case "table": return tableMarkdown(block.table);
		case "lines": return fencedBlock(block.text, block.language);
		case "losses": return mermaidChart(block.chart);
		case "differences": return "";
	}
}
function tableMarkdown({ columns, rows }) {
	return markdownTable([columns.map(({ title }) => inlineMarkdown(title)), ...rows.map((row) => row.map(inlineMarkdown))], {
		align: columns.map(({ align }) => align),
		alignDelimiters: false,
		padding: true
	});
}
// src/report/comment.ts
const MAX_COMMENT_CHARS = 6e4;
const MIN_COMMENT_CHARS = 12e3;
const CHART_POINTS$1 = 20;
function renderComment(result, options = {}) {
	const { marker = "", maxChars = MAX_COMMENT_CHARS, configName = null, links = {} } = options;
	if (maxChars < MIN_COMMENT_CHARS + marker.length) throw new RangeError(`renderComment requires maxChars of at least ${MIN_COMMENT_CHARS} beside the marker, got ${maxChars}`);
	const document = compose(viewOf(result), {
		configName,
		chartPoints: CHART_POINTS$1
	});
	const opening = marker === "" ? "" : `${marker}\n`;
	return opening + fitted(document, maxChars - opening.length, links);
}
function fitted(document, maxChars, links) {
	const written = [...document.lead.map((part) => ({
		part,
		folded: false
	})), ...document.folded.map((part) => ({
		part,
		folded: true
	}))].map(({ part, folded }) => ({
		part,
		text: folded ? foldedMarkdown(part) : blocksMarkdown(part.blocks)
	}));
	const cutFirst = [...written].sort((a, b) => b.part.rank - a.part.rank);
	const cut = new Set();
	for (;;) {
		const kept = written.filter(({ part }) => !cut.has(part));
		const comment = `${[
			`### ${inlineMarkdown(document.headline)}`,
			...kept.map(({ text }) => text),
			footer(cut, links)
		].filter((text) => text !== "").join("\n\n")}\n`;
		const next = cutFirst.find(({ part }) => !cut.has(part) && part.rank > 0);
		if (comment.length <= maxChars || next === void 0) return comment;
		cut.add(next.part);
	}
}
function footer(cut, links) {
	const names = [...cut].map(({ name }) => name.toLowerCase().replace(/:.*/, "")).join(", ");
	const note = cut.size === 0 ? [] : say`Cut to fit: ${names}. ${whole(links)}`;
	return note.length === 0 ? "" : `<sub>${inlineMarkdown(note)}</sub>`;
}
function whole({ run, artifact }) {
	const places = [...artifact === void 0 ? [] : [[{
		kind: "link",
		label: "the artifact",
		url: artifact
	}]], ...run === void 0 ? [] : [[{
		kind: "link",
		label: "the run",
		url: run
	}]]];
	return places.length === 0 ? say`The whole report is in the output folder.` : say`The whole report: ${join(places, ", ")}.`;
}
// src/report/format/plain.ts
function plainText(phrase) {
	return phrase.map(inline$1).join("");
}
function inline$1(part) {
	if (typeof part === "string") return part;
	switch (part.kind) {
		case "code":
		case "name": return cleanLine(part.text, 60) || "(empty)";
		case "prose": return cleanLine(part.text, 400).replaceAll("`", "");
		case "strong": return plainText(part.content);
		case "link": return part.label;
	}
}
// src/report/html/svg.ts
function scale(from, to) {
	const span = from[1] - from[0] || 1;
	return (value) => Number((to[0] + (value - from[0]) / span * (to[1] - to[0])).toFixed(1));
}
function ticks(low, high, wanted) {
	const rough = (high - low) / wanted;
	if (!(rough > 0) || !Number.isFinite(rough)) return [low];
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	const step = magnitude * ([
		1,
		2,
		5
	].find((factor) => factor * magnitude >= rough) ?? 10);
	const first = Math.ceil(low / step - 1e-9);
	const last = Math.floor(high / step + 1e-9);
	return Array.from({ length: Math.min(50, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
function text(x, y, words, classes) {
	return `<text x="${x}" y="${y}" class="${classes}">${escapeHtml(cleanLine(words, 60))}</text>`;
}
function line(x1, y1, x2, y2, classes) {
	return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" class="${classes}"/>`;
}
function svg(width, height, label, content) {
	return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(cleanLine(label, 200))}">${content.join("")}</svg>`;
}
// src/report/html/difference-svg.ts
const WIDTH$1 = 720;
const LEFT$1 = 200;
const RIGHT$1 = 708;
const ROW = 54;
const TOP$1 = 8;
function differenceSvg({ rows, margin, tick }) {
	const values = rows.flatMap(({ dots, low, high }) => [
		...dots,
		low,
		high
	]).concat(0, margin ?? 0, -(margin ?? 0));
	const low = Math.min(...values);
	const high = Math.max(...values);
	const space = .04 * (high - low || 1);
	const x = scale([low - space, high + space], [LEFT$1, RIGHT$1]);
	const bottom = TOP$1 + rows.length * ROW;
	const band = margin === null ? "" : `<rect x="${x(-margin)}" y="${TOP$1}" width="${(x(margin) - x(-margin)).toFixed(1)}" height="${bottom - TOP$1}" class="margin"/>`;
	return svg(WIDTH$1, bottom + 24, "Differences by seed pair", [
		band,
		...ticks(low, high, 6).flatMap((at) => [line(x(at), TOP$1, x(at), bottom, "grid"), text(x(at), bottom + 17, tick(at), "middle")]),
		line(x(0), TOP$1, x(0), bottom, "zero"),
		...rows.flatMap((row, i) => rowSvg(row, TOP$1 + i * ROW, x))
	]);
}
function rowSvg({ variant, dots, mean, low, high, label }, top, x) {
	const middle = top + 34;
	return [
		text(190, top + 20, shortened(variant), "end name"),
		text(190, top + 38, label, "end"),
		...dots.map((value, i) => `<circle cx="${x(value)}" cy="${top + 12 + 4 * (i % 3)}" r="3" class="dot"/>`),
		line(x(low), middle, x(high), middle, "interval"),
		`<circle cx="${x(mean)}" cy="${middle}" r="5" class="mean"/>`
	];
}
function shortened(name) {
	return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}
// src/report/html/inline.ts
function inlineHtml(phrase) {
	return phrase.map(inline).join("");
}
function inline(part) {
	if (typeof part === "string") return escapeHtml(part);
	switch (part.kind) {
		case "code": return codeHtml(part.text);
		case "name": return nameHtml(part.text);
		case "prose": return keepTogether(cleanLine(part.text, 400)).split(/`([^`]+)`/).map((text, i) => i % 2 === 1 ? codeHtml(text) : escapeHtml(text)).join("");
		case "strong": return `<strong>${inlineHtml(part.content)}</strong>`;
		case "link": {
			const url = safeUrl(part.url);
			const label = escapeHtml(part.label);
			return url === null ? label : `<a href="${escapeHtml(url)}" rel="noreferrer">${label}</a>`;
		}
	}
}
function codeHtml(text) {
	return `<code>${nameHtml(text)}</code>`;
}
function nameHtml(text) {
	return escapeHtml(cleanLine(text, 60)) || "(empty)";
}
// src/report/html/loss-svg.ts
const WIDTH = 720;
const HEIGHT = 280;
const LEFT = 52;
const RIGHT = 708;
const TOP = 30;
const BOTTOM = 240;
function lossSvg({ title, epochs, lines, low, high }) {
	const first = epochs[0] ?? 0;
	const last = epochs.at(-1) ?? 1;
	const x = scale([first, last], [LEFT, RIGHT]);
	const y = scale([low, high], [BOTTOM, TOP]);
	const yTicks = ticks(low, high, 5);
	const decimals = decimalsOf(yTicks);
	const paths = lines.map(({ arm, split, values }) => {
		return `<polyline points="${values.map((value, i) => `${x(epochs[i] ?? first)},${y(value)}`).join(" ")}" class="curve ${arm} ${split}"/>`;
	});
	return svg(WIDTH, HEIGHT, title, [
		text(LEFT, 16, title, "title"),
		...yTicks.flatMap((tick) => [line(LEFT, y(tick), RIGHT, y(tick), "grid"), text(44, y(tick) + 4, fixed(tick, decimals), "end")]),
		...ticks(first, last, 10).map((tick) => text(x(tick), 258, String(tick), "middle")),
		text(380, 276, "epoch", "middle"),
		...paths
	]);
}
function decimalsOf(values) {
	const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0));
	return step > 0 ? Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
}
// src/report/html/blocks.ts
function blocksHtml(blocks) {
	return blocks.map(blockHtml).join("\n");
}
function blockHtml(block) {
	switch (block.kind) {
		case "paragraph": return `<p>${inlineHtml(block.content)}</p>`;
		case "small": return `<p class="small">${inlineHtml(block.content)}</p>`;
		case "note": return `<p class="note">${inlineHtml(block.content)}</p>`;
		case "list": return `<ul>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join("")}</ul>`;
		case "table": return tableHtml(block.table);
		case "lines": return `<pre>${escapeHtml(cleanLines(block.text, 40, 1e4))}</pre>`;
		case "losses": return `<figure>${lossSvg(block.chart)}</figure>`;
		case "differences": return `<figure>${differenceSvg(block.chart)}<figcaption>${inlineHtml(block.chart.legend)}</figcaption></figure>`;
	}
}
function tableHtml({ columns, rows }) {
	return `<div class="scroll"><table><thead><tr>${columns.map((column) => cell("th", column, column.title)).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${columns.map((column, i) => cell("td", column, row[i] ?? [])).join("")}</tr>`).join("\n")}</tbody></table></div>`;
}
function cell(tag, { align }, content) {
	return `<${tag}${tag === "th" ? " scope=\"col\"" : ""}${align === "right" ? " class=\"right\"" : ""}>${inlineHtml(content)}</${tag}>`;
}
// src/report/html/style.ts
const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --raised: #f6f8fa;
  --blue: #0969da; --light-blue: #54aeff; --grey: #57606a; --light-grey: #a8b1ba; --band: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --page: #0d1117; --raised: #151b23;
  --blue: #4493f8; --light-blue: #8fc3ff; --grey: #9198a1; --light-grey: #656c76; --band: #121d2f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .75rem; }
p, ul, figure, pre, .scroll { margin: 0 0 1rem; }
.small, figcaption { font-size: .85rem; color: var(--muted); }
.note { border-left: .25rem solid var(--blue); padding: .25rem 1rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; background: var(--raised); border-radius: .375rem; }
code { padding: .15em .35em; }
pre { padding: 1rem; overflow-x: auto; overflow-wrap: normal; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: .4rem .75rem; text-align: left; vertical-align: top; }
th { background: var(--raised); }
.right { text-align: right; }
details { border-top: 1px solid var(--line); padding: .75rem 0; }
summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: .75rem; }
a { color: var(--blue); }
svg { width: 100%; max-width: 45rem; height: auto; font-size: 12px; }
text { fill: var(--muted); }
.title, .name { fill: var(--text); font-weight: 600; }
.end { text-anchor: end; }
.middle { text-anchor: middle; }
.grid { stroke: var(--line); stroke-width: .5; }
.zero { stroke: var(--text); stroke-width: 1; }
.margin { fill: var(--band); }
.dot { fill: var(--light-blue); fill-opacity: .8; }
.mean { fill: var(--blue); }
.interval { stroke: var(--blue); stroke-width: 3; }
.curve { fill: none; stroke-width: 2; }
.baseline.training { stroke: var(--light-grey); }
.baseline.validation { stroke: var(--grey); }
.variant.training { stroke: var(--light-blue); }
.variant.validation { stroke: var(--blue); }
@media print { body { max-width: none; } }
`;
// src/report/html.ts
const CHART_POINTS = 500;
function renderHtml(result) {
	const document = compose(viewOf(result), {
		configName: null,
		chartPoints: CHART_POINTS
	});
	const [folded, lead] = [document.folded, document.lead.flatMap(({ blocks }) => blocks)];
	const title = escapeHtml(`${plainText(document.headline)} · ${plainText([{
		kind: "code",
		text: result.provenance.config
	}])}`);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${inlineHtml(document.headline)}</h1>
${blocksHtml(lead)}
${folded.map(({ name, blocks }) => `<details><summary>${escapeHtml(name)}</summary>\n${blocksHtml(blocks)}\n</details>`).join("\n")}
</main>
</body>
</html>
`;
}
function contentSecurityPolicy() {
	return `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE, "utf8").digest("base64")}'; base-uri 'none'; form-action 'none'`;
}
// src/report/result-json.ts
function renderResultJson(result) {
	return `${JSON.stringify(result, null, 2)}\n`;
}
// src/experiment/keep-report.ts
function renderReport(result) {
	return {
		markdown: renderComment(result),
		html: renderHtml(result),
		json: renderResultJson(result)
	};
}
async function keepReport(folder, { markdown, html, json }) {
	try {
		await mkdir(folder, { recursive: true });
		await writeAtomically(join$1(folder, "report.md"), [markdown]);
		await writeAtomically(join$1(folder, "report.html"), [html]);
		await writeAtomically(join$1(folder, "result.json"), [json]);
	} catch (error) {
		throw new UserError(`cannot write the report to ${folder}: ${error.message}`, { cause: error });
	}
}
// src/records/json.ts
const MAX_DEPTH$1 = 20;
const NAN_MARK = "\0NaN\0";
function parseJson(text) {
	const value = parseWithBareNumbers(text);
	refuseHarm(value);
	return value;
}
function parseWithBareNumbers(text) {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (!/NaN|Infinity/.test(text) || text.includes(NAN_MARK)) throw error;
	}
	const replaced = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b(?!\s*:)/g, (token) => {
		if (token.startsWith("\"")) return token;
		if (token.endsWith("NaN")) return JSON.stringify(NAN_MARK);
		return token.replace("Infinity", "1e999");
	});
	return JSON.parse(replaced, (_, value) => value === NAN_MARK ? NaN : value);
}
function refuseHarm(root) {
	const pending = [[root, 0]];
	for (let entry = pending.pop(); entry !== void 0; entry = pending.pop()) {
		const [value, depth] = entry;
		if (typeof value !== "object" || value === null) continue;
		if (depth >= MAX_DEPTH$1) throw new SyntaxError(`nested more than ${MAX_DEPTH$1} levels deep`);
		if (Object.hasOwn(value, "__proto__")) throw new SyntaxError("the key \"__proto__\" is reserved");
		for (const inner of Array.isArray(value) ? value : Object.values(value)) if (typeof inner === "object" && inner !== null) pending.push([inner, depth + 1]);
	}
}
function canonicalJson(value) {
	return JSON.stringify(value, (_, inner) => isObject(inner) ? sortKeys(inner) : inner);
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function sortKeys(object) {
	const entries = Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1);
	return Object.fromEntries(entries);
}
// src/records/bounded-file.ts
var UnusableFileError = class extends Error {
	name = "UnusableFileError";
};
const CHUNK_BYTES = 262144;
const MAX_LINE_CHARS$2 = 1048576;
async function* readChunks(path, maxBytes) {
	const file = await openRegularFile(path);
	try {
		for (let total = 0;;) {
			const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
			if (bytesRead === 0) return;
			total += bytesRead;
			if (total > maxBytes) throw new UnusableFileError(`has more than ${describeBytes(maxBytes)}`);
			yield buffer.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
}
async function readText$1(path, maxBytes) {
	const decode = utf8Decoder();
	let text = "";
	for await (const chunk of readChunks(path, maxBytes)) text += decode(chunk);
	return text + decode(null);
}
async function readHead(path, maxBytes) {
	const file = await openRegularFile(path);
	try {
		const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
		return new TextDecoder().decode(buffer.subarray(0, bytesRead));
	} finally {
		await file.close();
	}
}
async function* readLines(path, maxBytes) {
	const decode = utf8Decoder();
	let number = 0;
	let rest = "";
	for await (const chunk of readChunks(path, maxBytes)) {
		rest += decode(chunk);
		let start = 0;
		for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", start)) {
			number += 1;
			yield {
				number,
				text: rest.slice(start, end).trimEnd(),
				isComplete: true
			};
			start = end + 1;
		}
		rest = rest.slice(start);
		if (rest.length > 1048576) throw new UnusableFileError(`has a line of more than ${MAX_LINE_CHARS$2} characters: line ${number + 1}`);
	}
	rest += decode(null);
	if (rest !== "") yield {
		number: number + 1,
		text: rest.trimEnd(),
		isComplete: false
	};
}
async function openRegularFile(path) {
	if (!(await lstat(path)).isFile()) throw new UnusableFileError("is not a regular file");
	const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	if ((await file.stat()).isFile()) return file;
	await file.close();
	throw new UnusableFileError("is not a regular file");
}
function utf8Decoder() {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	return (chunk) => {
		try {
			return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
		} catch (error) {
			throw new UnusableFileError("is not UTF-8 text", { cause: error });
		}
	};
}
function describeBytes(bytes) {
	return `${Math.round(bytes / 1048576)} MB`;
}
// node_modules/csv-parse/lib/utils/is_object.js
const is_object = function(obj) {
	return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};
// node_modules/csv-parse/lib/api/CsvError.js
var CsvError = class CsvError extends Error {
	constructor(code, message, options, ...contexts) {
		if (Array.isArray(message)) message = message.join(" ").trim();
		super(message);
		if (Error.captureStackTrace !== void 0) Error.captureStackTrace(this, CsvError);
		this.code = code;
		for (const context of contexts) for (const key in context) {
			const value = context[key];
			this[key] = Buffer.isBuffer(value) ? value.toString(options.encoding) : value == null ? value : JSON.parse(JSON.stringify(value));
		}
	}
};
// node_modules/csv-parse/lib/api/normalize_columns_array.js
const normalize_columns_array = function(columns) {
	const normalizedColumns = [];
	for (let i = 0, l = columns.length; i < l; i++) {
		const column = columns[i];
		if (column === void 0 || column === null || column === false) normalizedColumns[i] = { disabled: true };
		else if (typeof column === "string" || typeof column === "number") normalizedColumns[i] = { name: `${column}` };
		else if (is_object(column)) {
			if (typeof column.name !== "string") throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
				"Option columns missing name:",
				`property "name" is required at position ${i}`,
				"when column is an object literal"
			]);
			normalizedColumns[i] = column;
		} else throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
			"Invalid column definition:",
			"expect a string or a literal object,",
			`got ${JSON.stringify(column)} at position ${i}`
		]);
	}
	return normalizedColumns;
};
// node_modules/csv-parse/lib/utils/ResizeableBuffer.js
var ResizeableBuffer = class {
	constructor(size = 100) {
		this.size = size;
		this.length = 0;
		this.buf = Buffer.allocUnsafe(size);
	}
	prepend(val) {
		if (Buffer.isBuffer(val)) {
			const length = this.length + val.length;
			if (length >= this.size) {
				this.resize();
				if (length >= this.size) throw Error("INVALID_BUFFER_STATE");
			}
			const buf = this.buf;
			this.buf = Buffer.allocUnsafe(this.size);
			val.copy(this.buf, 0);
			buf.copy(this.buf, val.length);
			this.length += val.length;
		} else {
			const length = this.length++;
			if (length === this.size) this.resize();
			const buf = this.clone();
			this.buf[0] = val;
			buf.copy(this.buf, 1, 0, length);
		}
	}
	append(val) {
		const length = this.length++;
		if (length === this.size) this.resize();
		this.buf[length] = val;
	}
	clone() {
		return Buffer.from(this.buf.slice(0, this.length));
	}
	resize() {
		const length = this.length;
		this.size = this.size * 2;
		const buf = Buffer.allocUnsafe(this.size);
		this.buf.copy(buf, 0, 0, length);
		this.buf = buf;
	}
	toString(encoding) {
		if (encoding) return this.buf.toString(encoding, 0, this.length);
		else return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
	}
	toJSON() {
		return this.toString("utf8");
	}
	reset() {
		this.length = 0;
	}
};
// node_modules/csv-parse/lib/api/init_state.js
const init_state = function(options) {
	const timchars = [
		32,
		9,
		10,
		13,
		12,
		11,
		160,
		5760,
		8192,
		8193,
		8194,
		8195,
		8196,
		8197,
		8198,
		8199,
		8200,
		8201,
		8202,
		8232,
		8233,
		8239,
		8287,
		12288,
		65279
	].reduce((acc, codepoint) => {
		const encoded = Buffer.from(String.fromCharCode(codepoint), options.encoding);
		if (codepoint !== 63 && encoded.length === 1 && encoded[0] === 63) return acc;
		acc.push(encoded);
		return acc;
	}, []);
	const timcharFirstBytes = new Uint8Array(256);
	for (const t of timchars) timcharFirstBytes[t[0]] = 1;
	return {
		bomSkipped: false,
		bufBytesStart: 0,
		castField: options.cast_function,
		commenting: false,
		delimiterBufPrevious: void 0,
		delimiterDiscovered: false,
		error: void 0,
		enabled: options.from_line === 1,
		escaping: false,
		escapeIsQuote: Buffer.isBuffer(options.escape) && Buffer.isBuffer(options.quote) && Buffer.compare(options.escape, options.quote) === 0,
		expectedRecordLength: Array.isArray(options.columns) ? options.columns.length : void 0,
		field: new ResizeableBuffer(20),
		firstLineToHeaders: options.cast_first_line_to_header,
		needMoreDataSize: Math.max(options.comment !== null ? options.comment.length : 0, ...options.delimiter ? options.delimiter.map((delimiter) => delimiter.length) : [], options.delimiter_auto ? 1 : 0, options.quote !== null ? options.quote.length : 0, ...timchars.map((t) => t.length)),
		previousBuf: void 0,
		quoting: false,
		stop: false,
		rawBuffer: new ResizeableBuffer(100),
		record: [],
		recordHasError: false,
		record_length: 0,
		recordDelimiterMaxLength: options.record_delimiter.length === 0 ? 0 : Math.max(...options.record_delimiter.map((v) => v.length)),
		trimChars: [Buffer.from(" ", options.encoding)[0], Buffer.from("	", options.encoding)[0]],
		wasQuoting: false,
		wasRowDelimiter: false,
		timchars,
		timcharFirstBytes
	};
};
// node_modules/csv-parse/lib/utils/underscore.js
const underscore = function(str) {
	return str.replace(/([A-Z])/g, function(_, match) {
		return "_" + match.toLowerCase();
	});
};
// node_modules/csv-parse/lib/api/normalize_options.js
const normalize_options = function(opts) {
	const options = {};
	for (const opt in opts) options[underscore(opt)] = opts[opt];
	if (options.encoding === void 0 || options.encoding === true) options.encoding = "utf8";
	else if (options.encoding === null || options.encoding === false) options.encoding = null;
	else if (typeof options.encoding !== "string" && options.encoding !== null) throw new CsvError("CSV_INVALID_OPTION_ENCODING", [
		"Invalid option encoding:",
		"encoding must be a string or null to return a buffer,",
		`got ${JSON.stringify(options.encoding)}`
	], options);
	if (options.bom === void 0 || options.bom === null || options.bom === false) options.bom = false;
	else if (options.bom !== true) throw new CsvError("CSV_INVALID_OPTION_BOM", [
		"Invalid option bom:",
		"bom must be true,",
		`got ${JSON.stringify(options.bom)}`
	], options);
	options.cast_function = null;
	if (options.cast === void 0 || options.cast === null || options.cast === false || options.cast === "") options.cast = void 0;
	else if (typeof options.cast === "function") {
		options.cast_function = options.cast;
		options.cast = true;
	} else if (options.cast !== true) throw new CsvError("CSV_INVALID_OPTION_CAST", [
		"Invalid option cast:",
		"cast must be true or a function,",
		`got ${JSON.stringify(options.cast)}`
	], options);
	if (options.cast_date === void 0 || options.cast_date === null || options.cast_date === false || options.cast_date === "") options.cast_date = false;
	else if (options.cast_date === true) options.cast_date = function(value) {
		const date = Date.parse(value);
		return !isNaN(date) ? new Date(date) : value;
	};
	else if (typeof options.cast_date !== "function") throw new CsvError("CSV_INVALID_OPTION_CAST_DATE", [
		"Invalid option cast_date:",
		"cast_date must be true or a function,",
		`got ${JSON.stringify(options.cast_date)}`
	], options);
	options.cast_first_line_to_header = void 0;
	if (options.columns === true) options.cast_first_line_to_header = void 0;
	else if (typeof options.columns === "function") {
		options.cast_first_line_to_header = options.columns;
		options.columns = true;
	} else if (Array.isArray(options.columns)) options.columns = normalize_columns_array(options.columns);
	else if (options.columns === void 0 || options.columns === null || options.columns === false) options.columns = false;
	else throw new CsvError("CSV_INVALID_OPTION_COLUMNS", [
		"Invalid option columns:",
		"expect an array, a function or true,",
		`got ${JSON.stringify(options.columns)}`
	], options);
	if (options.group_columns_by_name === void 0 || options.group_columns_by_name === null || options.group_columns_by_name === false) options.group_columns_by_name = false;
	else if (options.group_columns_by_name !== true) throw new CsvError("CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME", [
		"Invalid option group_columns_by_name:",
		"expect an boolean,",
		`got ${JSON.stringify(options.group_columns_by_name)}`
	], options);
	else if (options.columns === false) throw new CsvError("CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME", ["Invalid option group_columns_by_name:", "the `columns` mode must be activated."], options);
	if (options.comment === void 0 || options.comment === null || options.comment === false || options.comment === "") options.comment = null;
	else {
		if (typeof options.comment === "string") options.comment = Buffer.from(options.comment, options.encoding);
		if (!Buffer.isBuffer(options.comment)) throw new CsvError("CSV_INVALID_OPTION_COMMENT", [
			"Invalid option comment:",
			"comment must be a buffer or a string,",
			`got ${JSON.stringify(options.comment)}`
		], options);
	}
	if (options.comment_no_infix === void 0 || options.comment_no_infix === null || options.comment_no_infix === false) options.comment_no_infix = false;
	else if (options.comment_no_infix !== true) throw new CsvError("CSV_INVALID_OPTION_COMMENT", [
		"Invalid option comment_no_infix:",
		"value must be a boolean,",
		`got ${JSON.stringify(options.comment_no_infix)}`
	], options);
	if (options.delimiter_auto === void 0 || options.delimiter_auto === null || options.delimiter_auto === false) options.delimiter_auto = false;
	else if (options.delimiter_auto === true) options.delimiter_auto = {};
	else if (!is_object(options.delimiter_auto)) throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO", [
		"Invalid option delimiter_auto:",
		"delimiter_auto must be a boolean or a configuration object,",
		`got ${JSON.stringify(options.delimiter_auto)}`
	], options);
	if (options.delimiter_auto) {
		if (options.delimiter_auto.preferred === void 0) options.delimiter_auto.preferred = {
			[",".charCodeAt(0)]: 1.8,
			["	".charCodeAt(0)]: 1.8,
			[";".charCodeAt(0)]: 1.6,
			[" ".charCodeAt(0)]: 1.6,
			[":".charCodeAt(0)]: 1.5,
			[".".charCodeAt(0)]: 1.4,
			["/".charCodeAt(0)]: 1.4
		};
		else if (!is_object(options.delimiter_auto.preferred)) throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO", [
			"Invalid option delimiter_auto:",
			"preferred must be an object,",
			`got ${JSON.stringify(options.delimiter_auto.preferred)}`
		], options);
		if (options.delimiter_auto.score === void 0) options.delimiter_auto.score = (info, options) => {
			return (info.total - info.std) * (options.preferred[info.char_code] || 1);
		};
		else if (typeof options.delimiter_auto.score !== "function") throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO", [
			"Invalid option delimiter_auto:",
			"score must be a function,",
			`got ${JSON.stringify(options.delimiter_auto.score)}`
		], options);
		if (options.delimiter_auto.size === void 0) options.delimiter_auto.size = 2048;
		else if (typeof options.delimiter_auto.size !== "number") throw new CsvError("CSV_INVALID_OPTION_DELIMITER_AUTO", [
			"Invalid option delimiter_auto:",
			"size must be a number,",
			`got ${JSON.stringify(options.delimiter_auto.size)}`
		], options);
	}
	const delimiter_json = JSON.stringify(options.delimiter);
	if (options.delimiter_auto !== false) options.delimiter = [];
	if (!Array.isArray(options.delimiter)) {
		if (options.delimiter === void 0 || options.delimiter === null || options.delimiter === false) options.delimiter = Buffer.from(",", options.encoding);
		options.delimiter = [options.delimiter];
	}
	options.delimiter = options.delimiter.map(function(delimiter) {
		if (typeof delimiter === "string") delimiter = Buffer.from(delimiter, options.encoding);
		if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) throw new CsvError("CSV_INVALID_OPTION_DELIMITER", [
			"Invalid option delimiter:",
			"delimiter must be a non empty string or buffer or array of string|buffer,",
			`got ${delimiter_json}`
		], options);
		return delimiter;
	});
	if (options.escape === void 0 || options.escape === true) options.escape = Buffer.from("\"", options.encoding);
	else if (typeof options.escape === "string") options.escape = Buffer.from(options.escape, options.encoding);
	else if (options.escape === null || options.escape === false) options.escape = null;
	if (options.escape !== null) {
		if (!Buffer.isBuffer(options.escape)) throw new Error(`Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`);
	}
	if (options.from === void 0 || options.from === null) options.from = 1;
	else {
		if (typeof options.from === "string" && /\d+/.test(options.from)) options.from = parseInt(options.from);
		if (Number.isInteger(options.from)) {
			if (options.from < 0) throw new Error(`Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`);
		} else throw new Error(`Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`);
	}
	if (options.from_line === void 0 || options.from_line === null) options.from_line = 1;
	else {
		if (typeof options.from_line === "string" && /\d+/.test(options.from_line)) options.from_line = parseInt(options.from_line);
		if (Number.isInteger(options.from_line)) {
			if (options.from_line <= 0) throw new Error(`Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`);
		} else throw new Error(`Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`);
	}
	if (options.ignore_last_delimiters === void 0 || options.ignore_last_delimiters === null) options.ignore_last_delimiters = false;
	else if (typeof options.ignore_last_delimiters === "number") {
		options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
		if (options.ignore_last_delimiters === 0) options.ignore_last_delimiters = false;
	} else if (typeof options.ignore_last_delimiters !== "boolean") throw new CsvError("CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS", [
		"Invalid option `ignore_last_delimiters`:",
		"the value must be a boolean value or an integer,",
		`got ${JSON.stringify(options.ignore_last_delimiters)}`
	], options);
	if (options.ignore_last_delimiters === true && options.columns === false) throw new CsvError("CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS", ["The option `ignore_last_delimiters`", "requires the activation of the `columns` option"], options);
	if (options.info === void 0 || options.info === null || options.info === false) options.info = false;
	else if (options.info !== true) throw new Error(`Invalid Option: info must be true, got ${JSON.stringify(options.info)}`);
	if (options.max_record_size === void 0 || options.max_record_size === null || options.max_record_size === false) options.max_record_size = 0;
	else if (Number.isInteger(options.max_record_size) && options.max_record_size >= 0) {} else if (typeof options.max_record_size === "string" && /\d+/.test(options.max_record_size)) options.max_record_size = parseInt(options.max_record_size);
	else throw new Error(`Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`);
	if (options.objname === void 0 || options.objname === null || options.objname === false) options.objname = void 0;
	else if (Buffer.isBuffer(options.objname)) {
		if (options.objname.length === 0) throw new Error(`Invalid Option: objname must be a non empty buffer`);
		if (options.encoding === null) {} else options.objname = options.objname.toString(options.encoding);
	} else if (typeof options.objname === "string") {
		if (options.objname.length === 0) throw new Error(`Invalid Option: objname must be a non empty string`);
	} else if (typeof options.objname === "number") {} else throw new Error(`Invalid Option: objname must be a string or a buffer, got ${options.objname}`);
	if (options.objname !== void 0) {
		if (typeof options.objname === "number") {
			if (options.columns !== false) throw Error("Invalid Option: objname index cannot be combined with columns or be defined as a field");
		} else if (options.columns === false) throw Error("Invalid Option: objname field must be combined with columns or be defined as an index");
	}
	if (options.on_record === void 0 || options.on_record === null) options.on_record = void 0;
	else if (typeof options.on_record !== "function") throw new CsvError("CSV_INVALID_OPTION_ON_RECORD", [
		"Invalid option `on_record`:",
		"expect a function,",
		`got ${JSON.stringify(options.on_record)}`
	], options);
	if (options.on_skip !== void 0 && options.on_skip !== null && typeof options.on_skip !== "function") throw new Error(`Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`);
	if (options.quote === null || options.quote === false || options.quote === "") options.quote = null;
	else {
		if (options.quote === void 0 || options.quote === true) options.quote = Buffer.from("\"", options.encoding);
		else if (typeof options.quote === "string") options.quote = Buffer.from(options.quote, options.encoding);
		if (!Buffer.isBuffer(options.quote)) throw new Error(`Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`);
	}
	if (options.raw === void 0 || options.raw === null || options.raw === false) options.raw = false;
	else if (options.raw !== true) throw new Error(`Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`);
	if (options.record_delimiter === void 0) options.record_delimiter = [];
	else if (typeof options.record_delimiter === "string" || Buffer.isBuffer(options.record_delimiter)) {
		if (options.record_delimiter.length === 0) throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER", [
			"Invalid option `record_delimiter`:",
			"value must be a non empty string or buffer,",
			`got ${JSON.stringify(options.record_delimiter)}`
		], options);
		options.record_delimiter = [options.record_delimiter];
	} else if (!Array.isArray(options.record_delimiter)) throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER", [
		"Invalid option `record_delimiter`:",
		"value must be a string, a buffer or array of string|buffer,",
		`got ${JSON.stringify(options.record_delimiter)}`
	], options);
	options.record_delimiter = options.record_delimiter.map(function(rd, i) {
		if (typeof rd !== "string" && !Buffer.isBuffer(rd)) throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER", [
			"Invalid option `record_delimiter`:",
			"value must be a string, a buffer or array of string|buffer",
			`at index ${i},`,
			`got ${JSON.stringify(rd)}`
		], options);
		else if (rd.length === 0) throw new CsvError("CSV_INVALID_OPTION_RECORD_DELIMITER", [
			"Invalid option `record_delimiter`:",
			"value must be a non empty string or buffer",
			`at index ${i},`,
			`got ${JSON.stringify(rd)}`
		], options);
		if (typeof rd === "string") rd = Buffer.from(rd, options.encoding);
		return rd;
	});
	if (typeof options.relax_column_count === "boolean") {} else if (options.relax_column_count === void 0 || options.relax_column_count === null) options.relax_column_count = false;
	else throw new Error(`Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`);
	if (typeof options.relax_column_count_less === "boolean") {} else if (options.relax_column_count_less === void 0 || options.relax_column_count_less === null) options.relax_column_count_less = false;
	else throw new Error(`Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`);
	if (typeof options.relax_column_count_more === "boolean") {} else if (options.relax_column_count_more === void 0 || options.relax_column_count_more === null) options.relax_column_count_more = false;
	else throw new Error(`Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`);
	if (typeof options.relax_quotes === "boolean") {} else if (options.relax_quotes === void 0 || options.relax_quotes === null) options.relax_quotes = false;
	else throw new Error(`Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`);
	if (typeof options.skip_empty_lines === "boolean") {} else if (options.skip_empty_lines === void 0 || options.skip_empty_lines === null) options.skip_empty_lines = false;
	else throw new Error(`Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`);
	if (typeof options.skip_records_with_empty_values === "boolean") {} else if (options.skip_records_with_empty_values === void 0 || options.skip_records_with_empty_values === null) options.skip_records_with_empty_values = false;
	else throw new Error(`Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`);
	if (typeof options.skip_records_with_error === "boolean") {} else if (options.skip_records_with_error === void 0 || options.skip_records_with_error === null) options.skip_records_with_error = false;
	else throw new Error(`Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`);
	if (options.rtrim === void 0 || options.rtrim === null || options.rtrim === false) options.rtrim = false;
	else if (options.rtrim !== true) throw new Error(`Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`);
	if (options.ltrim === void 0 || options.ltrim === null || options.ltrim === false) options.ltrim = false;
	else if (options.ltrim !== true) throw new Error(`Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`);
	if (options.trim === void 0 || options.trim === null || options.trim === false) options.trim = false;
	else if (options.trim !== true) throw new Error(`Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`);
	if (options.trim === true && opts.ltrim !== false) options.ltrim = true;
	else if (options.ltrim !== true) options.ltrim = false;
	if (options.trim === true && opts.rtrim !== false) options.rtrim = true;
	else if (options.rtrim !== true) options.rtrim = false;
	if (options.to === void 0 || options.to === null) options.to = -1;
	else if (options.to !== -1) {
		if (typeof options.to === "string" && /\d+/.test(options.to)) options.to = parseInt(options.to);
		if (Number.isInteger(options.to)) {
			if (options.to <= 0) throw new Error(`Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`);
		} else throw new Error(`Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`);
	}
	if (options.to_line === void 0 || options.to_line === null) options.to_line = -1;
	else if (options.to_line !== -1) {
		if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) options.to_line = parseInt(options.to_line);
		if (Number.isInteger(options.to_line)) {
			if (options.to_line <= 0) throw new Error(`Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`);
		} else throw new Error(`Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`);
	}
	return options;
};
// node_modules/csv-parse/lib/utils/delimiter_discover.js
const delimiter_discover = function(records, options) {
	if (!options) ({delimiter_auto: options} = normalize_options({ delimiter_auto: true }));
	if (typeof records === "string") records = Buffer.from(records);
	if (Buffer.isBuffer(records)) records = ((data) => {
		const records = [];
		const parser = transform({ delimiter: [] });
		const push = (record) => records.push(record);
		const close = () => {};
		const error = parser.parse(data, true, push, close);
		if (error !== void 0) throw error;
		return records;
	})(records);
	const info = Array(127).fill().map(() => ({ lines: [] }));
	records.map(([record], line) => {
		for (let i = 0, l = record.length; i < l; i++) {
			const code = record.charCodeAt(i);
			if (info[code].lines[line] === void 0) info[code].lines[line] = 0;
			info[code].lines[line]++;
		}
	});
	info.map((info, i) => {
		info.char_code = i;
		info.std = std(info.lines);
		info.total = info.lines.reduce((acc, val) => acc + val, 0);
		info.preferred = !!options.preferred[i];
		info.score = options.score(info, options);
	});
	const result = info.reduce((acc, info) => acc.score > info.score ? acc : info, {});
	return String.fromCharCode(result.char_code);
};
const std = function(array) {
	const n = array.length;
	if (n === 0) return 0;
	const mean = array.reduce((a, b) => a + b) / n;
	return Math.sqrt(array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n);
};
// node_modules/csv-parse/lib/api/index.js
const isRecordEmpty = function(record) {
	return record.every((field) => field == null || field.toString && field.toString().trim() === "");
};
const cr = 13;
const nl = 10;
const boms = {
	utf8: Buffer.from([
		239,
		187,
		191
	]),
	utf16le: Buffer.from([255, 254])
};
const transform = function(original_options = {}) {
	const info = {
		bytes: 0,
		bytes_records: 0,
		comment_lines: 0,
		empty_lines: 0,
		invalid_field_length: 0,
		lines: 1,
		records: 0
	};
	const options = normalize_options(original_options);
	return {
		info,
		original_options,
		options,
		state: init_state(options),
		__needMoreData: function(i, bufLen, end) {
			if (end) return false;
			const { encoding, escape, quote } = this.options;
			const { quoting, needMoreDataSize, recordDelimiterMaxLength } = this.state;
			return bufLen - i - 1 < Math.max(needMoreDataSize, recordDelimiterMaxLength === 0 ? Buffer.from("\r\n", encoding).length : recordDelimiterMaxLength, quoting ? (escape === null ? 0 : escape.length) + quote.length : 0, quoting ? quote.length + recordDelimiterMaxLength : 0);
		},
		parse: function(nextBuf, end, push, close) {
			const { bom, comment_no_infix, delimiter_auto, encoding, from_line, ltrim, max_record_size, raw, relax_quotes, rtrim, skip_empty_lines, to, to_line } = this.options;
			let { comment, escape, quote, record_delimiter } = this.options;
			const { bomSkipped, delimiterDiscovered, delimiterBufPrevious, rawBuffer, escapeIsQuote } = this.state;
			if (!delimiterDiscovered && delimiter_auto) {
				let delimiterBuf;
				if (delimiterBufPrevious === void 0) delimiterBuf = nextBuf;
				else if (delimiterBufPrevious !== void 0 && nextBuf === void 0) delimiterBuf = delimiterBufPrevious;
				else delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
				nextBuf = void 0;
				if (end || delimiterBuf.length > delimiter_auto.size) {
					this.options.delimiter = [Buffer.from(delimiter_discover(delimiterBuf, this.options.delimiter_auto))];
					this.state.previousBuf = delimiterBuf;
					this.state.delimiterBufPrevious = void 0;
					this.state.delimiterDiscovered = true;
				} else {
					this.state.delimiterBufPrevious = delimiterBuf;
					return;
				}
			}
			const { previousBuf } = this.state;
			let buf;
			if (previousBuf === void 0) {
				if (nextBuf === void 0) {
					close();
					return;
				} else buf = nextBuf;
			} else if (previousBuf !== void 0 && nextBuf === void 0) buf = previousBuf;
			else buf = Buffer.concat([previousBuf, nextBuf]);
			if (bomSkipped === false) {
				if (bom === false) this.state.bomSkipped = true;
				else if (buf.length < 3) {
					if (end === false) {
						this.state.previousBuf = buf;
						return;
					}
				} else {
					for (const encoding in boms) if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
						const bomLength = boms[encoding].length;
						this.state.bufBytesStart += bomLength;
						buf = buf.slice(bomLength);
						const options = normalize_options({
							...this.original_options,
							encoding
						});
						for (const key in options) this.options[key] = options[key];
						({comment, escape, quote} = this.options);
						break;
					}
					this.state.bomSkipped = true;
				}
			}
			const bufLen = buf.length;
			let pos = 0;
			for (; pos < bufLen; pos++) {
				if (this.__needMoreData(pos, bufLen, end)) break;
				if (this.state.wasRowDelimiter === true) {
					this.info.lines++;
					this.state.wasRowDelimiter = false;
				}
				if (to_line !== -1 && this.info.lines > to_line) {
					this.state.stop = true;
					close();
					return;
				}
				if (this.state.quoting === false && record_delimiter.length === 0) {
					if (this.__autoDiscoverRecordDelimiter(buf, pos)) record_delimiter = this.options.record_delimiter;
				}
				const chr = buf[pos];
				if (raw === true) rawBuffer.append(chr);
				if ((chr === cr || chr === nl) && this.state.wasRowDelimiter === false) this.state.wasRowDelimiter = true;
				if (this.state.escaping === true) this.state.escaping = false;
				else {
					if (escape !== null && this.state.quoting === true && this.__isEscape(buf, pos, chr) && pos + escape.length < bufLen) {
						if (escapeIsQuote) {
							if (this.__isQuote(buf, pos + escape.length)) {
								this.state.escaping = true;
								pos += escape.length - 1;
								continue;
							}
						} else {
							this.state.escaping = true;
							pos += escape.length - 1;
							continue;
						}
					}
					if (this.state.commenting === false && this.__isQuote(buf, pos)) {
						if (this.state.quoting === true) {
							const nextChr = buf[pos + quote.length];
							const isNextChrTrimable = rtrim && this.__isCharTrimable(buf, pos + quote.length);
							const isNextChrComment = comment !== null && this.__compareBytes(comment, buf, pos + quote.length, nextChr);
							const isNextChrDelimiter = this.__isDelimiter(buf, pos + quote.length, nextChr);
							const isNextChrRecordDelimiter = record_delimiter.length === 0 ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length) : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
							if (escape !== null && this.__isEscape(buf, pos, chr) && this.__isQuote(buf, pos + escape.length)) pos += escape.length - 1;
							else if (!nextChr || isNextChrDelimiter || isNextChrRecordDelimiter || isNextChrComment || isNextChrTrimable) {
								this.state.quoting = false;
								this.state.wasQuoting = true;
								pos += quote.length - 1;
								continue;
							} else if (relax_quotes === false) {
								const err = this.__error(new CsvError("CSV_INVALID_CLOSING_QUOTE", [
									"Invalid Closing Quote:",
									`got "${String.fromCharCode(nextChr)}"`,
									`at line ${this.info.lines}`,
									"instead of delimiter, record delimiter, trimable character",
									"(if activated) or comment"
								], this.options, this.__infoField()));
								if (err !== void 0) return err;
							} else {
								this.state.quoting = false;
								this.state.wasQuoting = true;
								this.state.field.prepend(quote);
								pos += quote.length - 1;
							}
						} else if (this.state.field.length !== 0) {
							if (relax_quotes === false) {
								const info = this.__infoField();
								const bom = Object.keys(boms).map((b) => boms[b].equals(this.state.field.toString()) ? b : false).filter(Boolean)[0];
								const err = this.__error(new CsvError("INVALID_OPENING_QUOTE", [
									"Invalid Opening Quote:",
									`a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
									bom ? `(${bom} bom)` : void 0
								], this.options, info, { field: this.state.field }));
								if (err !== void 0) return err;
							}
						} else {
							this.state.quoting = true;
							pos += quote.length - 1;
							continue;
						}
					}
					if (this.state.quoting === false) {
						const recordDelimiterLength = this.__isRecordDelimiter(chr, buf, pos);
						if (recordDelimiterLength !== 0) {
							if (this.state.commenting && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) this.info.comment_lines++;
							else {
								if (this.state.enabled === false && this.info.lines + (this.state.wasRowDelimiter === true ? 1 : 0) >= from_line) {
									this.state.enabled = true;
									this.__resetField();
									this.__resetRecord();
									pos += recordDelimiterLength - 1;
									continue;
								}
								if (skip_empty_lines === true && this.state.wasQuoting === false && this.state.record.length === 0 && this.state.field.length === 0) {
									this.info.empty_lines++;
									pos += recordDelimiterLength - 1;
									continue;
								}
								this.info.bytes = this.state.bufBytesStart + pos;
								const errField = this.__onField();
								if (errField !== void 0) return errField;
								this.info.bytes = this.state.bufBytesStart + pos + recordDelimiterLength;
								const errRecord = this.__onRecord(push);
								if (errRecord !== void 0) return errRecord;
								if (to !== -1 && this.info.records >= to) {
									this.state.stop = true;
									close();
									return;
								}
							}
							this.state.commenting = false;
							pos += recordDelimiterLength - 1;
							continue;
						}
						if (this.state.commenting) continue;
						if (comment !== null && (comment_no_infix === false || this.state.record.length === 0 && this.state.field.length === 0)) {
							if (this.__compareBytes(comment, buf, pos, chr) !== 0) {
								this.state.commenting = true;
								continue;
							}
						}
						const delimiterLength = this.__isDelimiter(buf, pos, chr);
						if (delimiterLength !== 0) {
							this.info.bytes = this.state.bufBytesStart + pos;
							const errField = this.__onField();
							if (errField !== void 0) return errField;
							pos += delimiterLength - 1;
							continue;
						}
					}
				}
				if (this.state.commenting === false) {
					if (max_record_size !== 0 && this.state.record_length + this.state.field.length > max_record_size) return this.__error(new CsvError("CSV_MAX_RECORD_SIZE", [
						"Max Record Size:",
						"record exceed the maximum number of tolerated bytes",
						`of ${max_record_size}`,
						`at line ${this.info.lines}`
					], this.options, this.__infoField()));
				}
				const lappend = ltrim === false || this.state.quoting === true || this.state.field.length !== 0 || !this.__isCharTrimable(buf, pos);
				const rappend = rtrim === false || this.state.wasQuoting === false;
				if (lappend === true && rappend === true) this.state.field.append(chr);
				else if (rtrim === true && !this.__isCharTrimable(buf, pos)) return this.__error(new CsvError("CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE", [
					"Invalid Closing Quote:",
					"found non trimable byte after quote",
					`at line ${this.info.lines}`
				], this.options, this.__infoField()));
				else {
					if (lappend === false) pos += this.__isCharTrimable(buf, pos) - 1;
					continue;
				}
			}
			if (end === true) {
				if (this.state.quoting === true) {
					const err = this.__error(new CsvError("CSV_QUOTE_NOT_CLOSED", ["Quote Not Closed:", `the parsing is finished with an opening quote at line ${this.info.lines}`], this.options, this.__infoField()));
					if (err !== void 0) return err;
				} else if (this.state.wasQuoting === true || this.state.record.length !== 0 || this.state.field.length !== 0) {
					this.info.bytes = this.state.bufBytesStart + pos;
					const errField = this.__onField();
					if (errField !== void 0) return errField;
					const errRecord = this.__onRecord(push);
					if (errRecord !== void 0) return errRecord;
				} else if (this.state.wasRowDelimiter === true) this.info.empty_lines++;
				else if (this.state.commenting === true) this.info.comment_lines++;
			} else {
				this.state.bufBytesStart += pos;
				this.state.previousBuf = buf.slice(pos);
			}
			if (this.state.wasRowDelimiter === true) {
				this.info.lines++;
				this.state.wasRowDelimiter = false;
			}
		},
		__onRecord: function(push) {
			const { columns, group_columns_by_name, encoding, info, from, relax_column_count, relax_column_count_less, relax_column_count_more, raw, skip_records_with_empty_values } = this.options;
			const { enabled, record } = this.state;
			if (enabled === false) return this.__resetRecord();
			const recordLength = record.length;
			if (columns === true) {
				if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
					this.__resetRecord();
					return;
				}
				return this.__firstLineToColumns(record);
			}
			if (columns === false && this.info.records === 0) this.state.expectedRecordLength = recordLength;
			if (recordLength !== this.state.expectedRecordLength) {
				const err = columns === false ? new CsvError("CSV_RECORD_INCONSISTENT_FIELDS_LENGTH", [
					"Invalid Record Length:",
					`expect ${this.state.expectedRecordLength},`,
					`got ${recordLength} on line ${this.info.lines}`
				], this.options, this.__infoField(), { record }) : new CsvError("CSV_RECORD_INCONSISTENT_COLUMNS", [
					"Invalid Record Length:",
					`columns length is ${columns.length},`,
					`got ${recordLength} on line ${this.info.lines}`
				], this.options, this.__infoField(), { record });
				if (relax_column_count === true || relax_column_count_less === true && recordLength < this.state.expectedRecordLength || relax_column_count_more === true && recordLength > this.state.expectedRecordLength) {
					this.info.invalid_field_length++;
					this.state.error = err;
				} else {
					const finalErr = this.__error(err);
					if (finalErr) return finalErr;
				}
			}
			if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
				this.__resetRecord();
				return;
			}
			if (this.state.recordHasError === true) {
				this.__resetRecord();
				this.state.recordHasError = false;
				return;
			}
			this.info.records++;
			if (from === 1 || this.info.records >= from) {
				const { objname } = this.options;
				if (columns !== false) {
					const obj = {};
					for (let i = 0, l = record.length; i < l; i++) {
						if (columns[i] === void 0 || columns[i].disabled) continue;
						if (group_columns_by_name === true && Object.hasOwn(obj, columns[i].name)) {
							if (Array.isArray(obj[columns[i].name])) obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
							else obj[columns[i].name] = [obj[columns[i].name], record[i]];
						} else Object.defineProperty(obj, columns[i].name, {
							value: record[i],
							enumerable: true,
							writable: true,
							configurable: true
						});
					}
					if (raw === true || info === true) {
						const extRecord = Object.assign({ record: obj }, raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {}, info === true ? { info: this.__infoRecord() } : {});
						const err = this.__push(objname === void 0 ? extRecord : [obj[objname], extRecord], push);
						if (err) return err;
					} else {
						const err = this.__push(objname === void 0 ? obj : [obj[objname], obj], push);
						if (err) return err;
					}
				} else if (raw === true || info === true) {
					const extRecord = Object.assign({ record }, raw === true ? { raw: this.state.rawBuffer.toString(encoding) } : {}, info === true ? { info: this.__infoRecord() } : {});
					const err = this.__push(objname === void 0 ? extRecord : [record[objname], extRecord], push);
					if (err) return err;
				} else {
					const err = this.__push(objname === void 0 ? record : [record[objname], record], push);
					if (err) return err;
				}
			}
			this.__resetRecord();
		},
		__firstLineToColumns: function(record) {
			const { firstLineToHeaders } = this.state;
			try {
				const headers = firstLineToHeaders === void 0 ? record : firstLineToHeaders.call(null, record);
				if (!Array.isArray(headers)) return this.__error(new CsvError("CSV_INVALID_COLUMN_MAPPING", [
					"Invalid Column Mapping:",
					"expect an array from column function,",
					`got ${JSON.stringify(headers)}`
				], this.options, this.__infoField(), { headers }));
				const normalizedHeaders = normalize_columns_array(headers);
				this.state.expectedRecordLength = normalizedHeaders.length;
				this.options.columns = normalizedHeaders;
				this.__resetRecord();
				return;
			} catch (err) {
				return err;
			}
		},
		__resetRecord: function() {
			if (this.options.raw === true) this.state.rawBuffer.reset();
			this.state.error = void 0;
			this.state.record = [];
			this.state.record_length = 0;
		},
		__onField: function() {
			const { cast, encoding, rtrim, max_record_size } = this.options;
			const { enabled, wasQuoting } = this.state;
			if (enabled === false) return this.__resetField();
			let field = this.state.field.toString(encoding);
			if (rtrim === true && wasQuoting === false) field = field.trimRight();
			if (cast === true) {
				const [err, f] = this.__cast(field);
				if (err !== void 0) return err;
				field = f;
			}
			this.state.record.push(field);
			if (max_record_size !== 0 && typeof field === "string") this.state.record_length += field.length;
			this.__resetField();
		},
		__resetField: function() {
			this.state.field.reset();
			this.state.wasQuoting = false;
		},
		__push: function(record, push) {
			const { on_record } = this.options;
			if (on_record !== void 0) {
				const info = this.__infoRecord();
				try {
					record = on_record.call(null, record, info);
				} catch (err) {
					return err;
				}
				if (record === void 0 || record === null) return;
			}
			this.info.bytes_records += this.info.bytes;
			push(record);
		},
		__cast: function(field) {
			const { columns, relax_column_count } = this.options;
			if (Array.isArray(columns) === true && relax_column_count && this.options.columns.length <= this.state.record.length) return [void 0, void 0];
			if (this.state.castField !== null) try {
				const info = this.__infoField();
				return [void 0, this.state.castField.call(null, field, info)];
			} catch (err) {
				return [err];
			}
			if (this.__isFloat(field)) return [void 0, parseFloat(field)];
			else if (this.options.cast_date !== false) {
				const info = this.__infoField();
				return [void 0, this.options.cast_date.call(null, field, info)];
			}
			return [void 0, field];
		},
		__compareBytes: function(sourceBuf, targetBuf, targetPos, firstByte) {
			if (sourceBuf[0] !== firstByte) return 0;
			const sourceLength = sourceBuf.length;
			for (let i = 1; i < sourceLength; i++) if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
			return sourceLength;
		},
		__isCharTrimable: function(buf, pos) {
			const { timchars, timcharFirstBytes } = this.state;
			const first = buf[pos];
			if (first === void 0 || timcharFirstBytes[first] === 0) return 0;
			loop1: for (let i = 0; i < timchars.length; i++) {
				const timchar = timchars[i];
				for (let j = 0; j < timchar.length; j++) if (timchar[j] !== buf[pos + j]) continue loop1;
				return timchar.length;
			}
			return 0;
		},
		__isDelimiter: function(buf, pos, chr) {
			const { delimiter, ignore_last_delimiters } = this.options;
			if (ignore_last_delimiters === true && this.state.record.length === this.options.columns.length - 1) return 0;
			else if (ignore_last_delimiters !== false && typeof ignore_last_delimiters === "number" && this.state.record.length === ignore_last_delimiters - 1) return 0;
			loop1: for (let i = 0; i < delimiter.length; i++) {
				const del = delimiter[i];
				if (del[0] === chr) {
					for (let j = 1; j < del.length; j++) if (del[j] !== buf[pos + j]) continue loop1;
					return del.length;
				}
			}
			return 0;
		},
		__isEscape: function(buf, pos, chr) {
			const { escape } = this.options;
			if (escape === null) return false;
			const l = escape.length;
			if (escape[0] === chr) {
				for (let i = 0; i < l; i++) if (escape[i] !== buf[pos + i]) return false;
				return true;
			}
			return false;
		},
		__isFloat: function(value) {
			return value - parseFloat(value) + 1 >= 0;
		},
		__isQuote: function(buf, pos) {
			const { quote } = this.options;
			if (quote === null) return false;
			const l = quote.length;
			for (let i = 0; i < l; i++) if (quote[i] !== buf[pos + i]) return false;
			return true;
		},
		__isRecordDelimiter: function(chr, buf, pos) {
			const { record_delimiter } = this.options;
			const recordDelimiterLength = record_delimiter.length;
			loop1: for (let i = 0; i < recordDelimiterLength; i++) {
				const rd = record_delimiter[i];
				const rdLength = rd.length;
				if (rd[0] !== chr) continue;
				for (let j = 1; j < rdLength; j++) if (rd[j] !== buf[pos + j]) continue loop1;
				return rd.length;
			}
			return 0;
		},
		__autoDiscoverRecordDelimiter: function(buf, pos) {
			const { encoding } = this.options;
			const rds = [
				Buffer.from("\r\n", encoding),
				Buffer.from("\n", encoding),
				Buffer.from("\r", encoding)
			];
			loop: for (let i = 0; i < rds.length; i++) {
				const l = rds[i].length;
				for (let j = 0; j < l; j++) if (rds[i][j] !== buf[pos + j]) continue loop;
				this.options.record_delimiter.push(rds[i]);
				this.state.recordDelimiterMaxLength = rds[i].length;
				return rds[i].length;
			}
			return 0;
		},
		__error: function(msg) {
			const { encoding, raw, skip_records_with_error } = this.options;
			const err = typeof msg === "string" ? new Error(msg) : msg;
			if (skip_records_with_error) {
				this.state.recordHasError = true;
				if (this.options.on_skip !== void 0) try {
					this.options.on_skip(err, raw ? this.state.rawBuffer.toString(encoding) : void 0);
				} catch (err) {
					return err;
				}
				return;
			} else return err;
		},
		__infoDataSet: function() {
			return {
				...this.info,
				columns: this.options.columns
			};
		},
		__infoRecord: function() {
			const { columns, raw, encoding } = this.options;
			return {
				...this.__infoDataSet(),
				bytes_records: this.info.bytes,
				error: this.state.error,
				header: columns === true,
				index: this.state.record.length,
				raw: raw ? this.state.rawBuffer.toString(encoding) : void 0
			};
		},
		__infoField: function() {
			const { columns } = this.options;
			const isColumns = Array.isArray(columns);
			const bytes_records = this.info.bytes_records;
			return {
				...this.__infoRecord(),
				bytes_records,
				column: isColumns === true ? columns.length > this.state.record.length ? columns[this.state.record.length].name : null : this.state.record.length,
				quoting: this.state.wasQuoting
			};
		}
	};
};
// node_modules/csv-parse/lib/index.js
var Parser$1 = class extends Transform {
	constructor(opts = {}) {
		super({
			readableObjectMode: true,
			...opts,
			encoding: null
		});
		this.api = transform({
			on_skip: (err, chunk) => {
				this.emit("skip", err, chunk);
			},
			...opts
		});
		this.state = this.api.state;
		this.options = this.api.options;
		this.info = this.api.info;
	}
	_transform(buf, _, callback) {
		if (this.state.stop === true) return;
		const err = this.api.parse(buf, false, (record) => {
			this.push(record);
		}, () => {
			this.push(null);
			this.end();
			this.on("end", this.destroy);
		});
		if (err !== void 0) this.state.stop = true;
		callback(err);
	}
	_flush(callback) {
		if (this.state.stop === true) return;
		callback(this.api.parse(void 0, true, (record) => {
			this.push(record);
		}, () => {
			this.push(null);
			this.on("end", this.destroy);
		}));
	}
};
const parse$2 = function() {
	let data, options, callback;
	for (const i in arguments) {
		const argument = arguments[i];
		const type = typeof argument;
		if (data === void 0 && (typeof argument === "string" || Buffer.isBuffer(argument))) data = argument;
		else if (options === void 0 && is_object(argument)) options = argument;
		else if (callback === void 0 && type === "function") callback = argument;
		else throw new CsvError("CSV_INVALID_ARGUMENT", ["Invalid argument:", `got ${JSON.stringify(argument)} at index ${i}`], options || {});
	}
	const parser = new Parser$1(options);
	if (callback) {
		const records = options === void 0 || options.objname === void 0 ? [] : Object.create(null);
		parser.on("readable", function() {
			let record;
			while ((record = this.read()) !== null) if (options === void 0 || options.objname === void 0) records.push(record);
			else Object.assign(records, { [record[0]]: record[1] });
		});
		parser.on("error", function(err) {
			callback(err, void 0, parser.api.__infoDataSet());
		});
		parser.on("end", function() {
			callback(void 0, records, parser.api.__infoDataSet());
		});
	}
	if (data !== void 0) {
		const writer = function() {
			parser.write(data);
			parser.end();
		};
		if (typeof setImmediate === "function") setImmediate(writer);
		else setTimeout(writer, 0);
	}
	return parser;
};
// node_modules/csv-parse/lib/sync.js
const parse$1 = function(data, opts = {}) {
	if (typeof data === "string") data = Buffer.from(data);
	const records = opts && opts.objname ? Object.create(null) : [];
	const parser = transform(opts);
	const push = (record) => {
		if (parser.options.objname === void 0) records.push(record);
		else records[record[0]] = record[1];
	};
	const close = () => {};
	const error = parser.parse(data, true, push, close);
	if (error !== void 0) throw error;
	return records;
};
// src/records/readers/csv-rows.ts
const OPTIONS = {
	bom: true,
	trim: true,
	skip_empty_lines: true,
	max_record_size: MAX_LINE_CHARS$2
};
function readHeader(head) {
	const [line = ""] = head.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
	try {
		return parse$1(line, OPTIONS)[0] ?? [];
	} catch {
		return [];
	}
}
async function* readRows(path, file, maxBytes, { delimiter = ",", remarks = false } = {}) {
	const comments = remarks ? {
		comment: "#",
		comment_no_infix: true
	} : {};
	const parser = parse$2({
		...OPTIONS,
		...comments,
		delimiter,
		info: true
	});
	const source = Readable.from(readChunks(path, maxBytes)).on("error", (error) => parser.destroy(error));
	let remarksAbove = null;
	try {
		for await (const row of source.pipe(parser)) {
			const { record, info } = row;
			remarksAbove ??= info.comment_lines;
			if (info.comment_lines > remarksAbove) throw new UnreadableRunError(`${file}: a line shortly before line ${info.lines} begins with "#"; remarks stand above the header, and a name that begins so needs quotes`);
			yield {
				line: info.lines,
				cells: record
			};
		}
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new UnreadableRunError(`${file}: not valid CSV: ${error.message}`, { cause: error });
	} finally {
		source.destroy();
	}
}
// src/records/record.ts
const RUN_SCHEMA = "conclusive.run/1";
const RUN_STATUSES = [
	"ok",
	"diverged",
	"crashed",
	"timeout",
	"killed"
];
const SPLITS = [
	"train",
	"validation",
	"test",
	"shifted"
];
const MAX_MESSAGE_CHARS = 4e3;
const MAX_EPOCHS = 1e5;
const MAX_METRICS = 1e3;
const MAX_SLICES = 1e3;
const MAX_ENVIRONMENT_ENTRIES = 100;
const MAX_SECONDS = 1e8;
const MAX_MEMORY_BYTES = 0x38d7ea4c68000;
const seedSchema = number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const metricValuesSchema = namedValues(number(), MAX_METRICS);
const epochSchema = object({
	epoch: number().min(0),
	train: metricValuesSchema,
	validation: metricValuesSchema
});
const sliceSchema = object({
	examples: number().int().min(0),
	metrics: metricValuesSchema
});
function isAscending(curves) {
	return curves.every(({ epoch }, index) => index === 0 || epoch > (curves[index - 1]?.epoch ?? epoch));
}
const runRecordSchema = object({
	schema: literal(RUN_SCHEMA),
	fingerprint: string().regex(/^[0-9a-f]{64}$/),
	model: nameSchema,
	seed: seedSchema,
	params: paramsSchema,
	commit: string().regex(/^[0-9a-f]{40,64}$/).nullable(),
	status: _enum(RUN_STATUSES),
	failure: string().max(MAX_MESSAGE_CHARS).nullable(),
	divergedBy: nameSchema.nullable().default(null),
	curves: array(epochSchema).max(MAX_EPOCHS).refine(isAscending, "must be in ascending order of the epoch, each once"),
	metrics: partialRecord(_enum(SPLITS), metricValuesSchema),
	slices: namedValues(sliceSchema, MAX_SLICES),
	predictions: object({
		file: string().regex(/^[0-9a-f]{64}\.predictions\.jsonl$/),
		sha256: string().regex(/^[0-9a-f]{64}$/),
		examples: string().regex(/^[0-9a-f]{64}$/).nullable().default(null)
	}).nullable(),
	parameters: number().int().min(0).nullable(),
	environment: namedValues(string().max(200), MAX_ENVIRONMENT_ENTRIES),
	cost: object({
		wallSeconds: number().min(0).max(MAX_SECONDS),
		cpuSeconds: number().min(0).max(MAX_SECONDS).nullable(),
		peakMemoryBytes: number().min(0).max(MAX_MEMORY_BYTES).nullable()
	})
});
// src/analysis/curves.ts
var import_shell_quote = require_shell_quote();
function meanCurve(records, model) {
	const runs = records.filter((record) => record.model === model && record.status === "ok" && record.curves.length > 0);
	const byEpoch = new Map();
	for (const run of runs) for (const { epoch, train, validation } of run.curves) {
		if (train.loss === void 0 || validation.loss === void 0) continue;
		const point = byEpoch.get(epoch) ?? {
			train: [],
			validation: []
		};
		point.train.push(train.loss);
		point.validation.push(validation.loss);
		byEpoch.set(epoch, point);
	}
	const points = [...byEpoch].filter(([, point]) => point.train.length === runs.length).sort(([a], [b]) => a - b);
	if (points.length === 0) return null;
	return {
		model,
		runs: runs.length,
		epochs: points.map(([epoch]) => epoch),
		train: points.map(([, point]) => mean(point.train)),
		validation: points.map(([, point]) => mean(point.validation))
	};
}
// src/verdict/gate.ts
function applyGate(verdict, policy) {
	const failOn = policy["fail-on"];
	if (failOn.includes("never")) return {
		passed: true,
		reason: "gate.fail-on is never"
	};
	return failOn.includes(verdict) ? {
		passed: false,
		reason: `the verdict is ${verdict}, and gate.fail-on names it`
	} : {
		passed: true,
		reason: `the verdict is ${verdict}; gate.fail-on names ${failOn.join(", ") || "nothing"}`
	};
}
// src/verdict/overall.ts
const INVALIDATING = new Set([
	"code-unchanged",
	"evaluation-files",
	"failed-runs",
	"seed-effect",
	"test-examples"
]);
function overallVerdict(comparisons, checks) {
	const broken = checks.find((check) => check.status === "fail" && INVALIDATING.has(check.id));
	if (broken !== void 0) return {
		verdict: "invalid",
		reason: `${broken.model === null ? "" : `${broken.model}: `}${broken.message}`
	};
	const primary = comparisons.filter((comparison) => comparison.role === "primary");
	if (primary.length === 0) return {
		verdict: "invalid",
		reason: "no comparison could be made"
	};
	const invalid = primary.find((comparison) => comparison.verdict === "invalid");
	if (invalid !== void 0) return {
		verdict: "invalid",
		reason: invalid.reason
	};
	const found = (verdict) => primary.some((comparison) => comparison.verdict === verdict);
	for (const verdict of [
		"regression",
		"improvement",
		"inconclusive"
	]) if (found(verdict)) return {
		verdict,
		reason: null
	};
	return {
		verdict: "equivalent",
		reason: null
	};
}
// src/verdict/result.ts
const RESULT_SCHEMA = "conclusive.result/1";
// src/verdict/summarise.ts
function summariseModel(model, metrics, records) {
	const own = records.filter((record) => record.model === model.name);
	const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, own.filter((record) => record.status === status).length]));
	return {
		name: model.name,
		ref: model.ref,
		commit: model.commit,
		params: model.params,
		parameters: own.find((record) => record.parameters !== null)?.parameters ?? null,
		runs: counts,
		values: Object.fromEntries(metrics.map((metric) => {
			const split = decidingSplit(records, metric);
			return [metric, split === null ? [] : seedValues(own, model.name, metric, split)];
		}))
	};
}
// src/verdict/judge.ts
function judge(evidence) {
	const { config, models, looks, records, comparisons, checks, costs, provenance } = evidence;
	const { verdict, reason } = overallVerdict(comparisons, checks);
	return {
		schema: RESULT_SCHEMA,
		verdict,
		conclusive: verdict !== "inconclusive" && verdict !== "invalid",
		reason,
		metrics: config.metrics,
		comparisons,
		testSetChances: evidence.testSetChances ?? [],
		checks,
		claim: null,
		design: {
			kind: config.seeds.kind,
			alpha: config.alpha,
			minimumPairs: config.seeds.min,
			maximumPairs: config.seeds.max,
			looks,
			vary: config.vary
		},
		models: models.map((model) => summariseModel(model, config.metrics.map(({ name }) => name), records)),
		curves: models.flatMap((model) => meanCurve(records, model.name) ?? []),
		runs: {
			...costs,
			failures: failuresOf(records)
		},
		gate: applyGate(verdict, config.gate),
		provenance
	};
}
function failuresOf(records) {
	return records.filter((record) => record.status !== "ok").map(({ model, seed, status, failure }) => ({
		model,
		seed,
		status,
		message: failure ?? status
	}));
}
// src/report/summary.ts
const INDENT = "  ";
const GAP = "  ";
const MAX_CHECKS = 8;
const MAX_LINE_CHARS$1 = 160;
function renderSummary(result) {
	const view = viewOf(result);
	const broken = result.verdict === "invalid";
	return `${[
		[
			plainText(headline(view, null)),
			plainText(facts(view)),
			...lines([...gateLine(view), ...notices(view)])
		],
		broken ? [] : lines(leadComparisons(view)),
		checkLines(result.checks)
	].map(section).filter((text) => text !== "").join("\n\n")}\n`;
}
function checkLines(checks) {
	const alarming = ["fail", "warn"].flatMap((status) => checks.filter((check) => check.status === status));
	const shown = alarming.slice(0, MAX_CHECKS).map(({ id, model, status, message }) => {
		const name = cleanLine(model === null ? id : `${id}, ${model}`, MAX_LINE_CHARS$1);
		return `${CHECK_GLYPHS[status]} ${name}: ${cleanLine(message, MAX_LINE_CHARS$1).replaceAll("`", "")}`;
	});
	const hidden = alarming.length - shown.length;
	return hidden > 0 ? [...shown, `${hidden} more in the report`] : shown;
}
function section(texts, index) {
	return texts.filter((text) => text !== "").map((text) => index === 0 ? text : INDENT + text).join("\n");
}
function lines(blocks) {
	return blocks.flatMap((block) => {
		if (block.kind === "table") return aligned(block.table);
		if (block.kind === "paragraph" || block.kind === "small" || block.kind === "note") return [plainText(block.content)];
		return [];
	});
}
function aligned({ columns, rows }) {
	const texts = [columns.map(({ title }) => plainText(title)), ...rows.map((row) => row.map(plainText))];
	const widths = columns.map((_, i) => Math.max(...texts.map((row) => width(row[i] ?? ""))));
	return texts.map((row) => columns.map(({ align }, i) => {
		const cell = row[i] ?? "";
		const space = " ".repeat((widths[i] ?? 0) - width(cell));
		return align === "right" ? space + cell : cell + space;
	}).join(GAP).trimEnd());
}
function width(text) {
	return Array.from(text).length;
}
// src/records/readers/flat-names.ts
const SPLIT_WORDS = new Map([
	["train", "train"],
	["validation", "validation"],
	["valid", "validation"],
	["val", "validation"],
	["eval", "validation"],
	["test", "test"],
	["shifted", "shifted"]
]);
function splitOfWord(word) {
	return SPLIT_WORDS.get(word) ?? null;
}
function splitFlatName(key, fallback, declared) {
	if (declared.has(key)) return {
		split: fallback,
		name: key
	};
	const [, word = "", name = ""] = /^([a-z]+)[_/](.+)$/.exec(key) ?? [];
	const split = splitOfWord(word);
	return split === null ? {
		split: fallback,
		name: key
	} : {
		split,
		name
	};
}
// src/records/readers/run-file.ts
const MAX_LOG_BYTES = 104857600;
const MAX_PREDICTIONS_BYTES = 209715200;
// src/records/readers/csv.ts
const csvLog = {
	format: "*.csv with a column epoch",
	accepts: ({ name, head }) => isCsv(name) && readHeader(head).includes("epoch"),
	read: async ({ path, name: file }, findings) => {
		let columns = null;
		for await (const { line, cells } of readRows(path, file, MAX_LOG_BYTES)) {
			if (columns === null) {
				requireDifferent(cells, file);
				columns = cells.map((key) => ({
					key,
					...splitFlatName(key, "train", findings.declared)
				}));
				continue;
			}
			const place = {
				file,
				line
			};
			const epoch = parseCell(cells[columns.findIndex(({ key }) => key === "epoch")] ?? "");
			if (epoch === "") continue;
			const bags = findings.epoch(epoch, place);
			for (const [index, { key, split, name }] of columns.entries()) if (key !== "epoch") findings.add(bags[split], name, parseCell(cells[index] ?? ""), key, place);
		}
	}
};
function isCsv(name) {
	return /\.csv$/i.test(name);
}
function requireDifferent(header, file) {
	const seen = new Set();
	for (const key of header) {
		if (seen.has(key)) throw new UnreadableRunError(`${file}:1: the column ${JSON.stringify(key)} stands there twice`);
		seen.add(key);
	}
}
// src/records/readers/json-lines.ts
const jsonLinesLog = {
	format: "*.jsonl with an epoch a line",
	accepts: ({ name, head }) => isJsonLines(name) && firstObjects(head).some((object) => "epoch" in object),
	read: async ({ path, name: file }, findings) => {
		for await (const { number, text, isComplete } of readLines(path, MAX_LOG_BYTES)) {
			if (text === "") continue;
			const place = {
				file,
				line: number
			};
			const object = parseLine$1(text, place, isComplete, findings);
			if (object?.epoch === void 0 || object.epoch === null) continue;
			readEpoch(object, findings.epoch(object.epoch, place), place, findings);
		}
	}
};
function readEpoch(object, bags, place, findings) {
	for (const [key, value] of Object.entries(object)) {
		if (key === "epoch") continue;
		const split = splitOfWord(key);
		if (split !== null && isObject(value)) for (const [name, inner] of Object.entries(value)) findings.add(bags[split], name, inner, `${key}.${name}`, place);
		else {
			const target = splitFlatName(key, "train", findings.declared);
			findings.add(bags[target.split], target.name, value, key, place);
		}
	}
}
function parseLine$1(text, place, isComplete, findings) {
	try {
		const value = parseJson(text);
		if (isObject(value)) return value;
	} catch (error) {
		if (!isComplete) {
			findings.warn(`${formatPlace(place)}: the last line breaks off and was left out`);
			return null;
		}
		throw new UnreadableRunError(`${formatPlace(place)}: not valid JSON: ${error.message}`, { cause: error });
	}
	throw new UnreadableRunError(`${formatPlace(place)}: a line must be an object such as {"epoch": 1, "val_loss": 0.5}`);
}
function isJsonLines(name) {
	return /\.(jsonl|ndjson)$/i.test(name);
}
function firstObjects(head) {
	return head.split("\n", 5).map(parseOrNull).filter(isObject);
}
function parseOrNull(line) {
	try {
		return parseJson(line);
	} catch {
		return null;
	}
}
// src/records/readers/prediction-values.ts
const MAX_ID_CHARS = 200;
function parseLabel(value, key, place) {
	if (value === void 0 || value === null || value === "") return null;
	if (typeof value === "boolean") return value ? 1 : 0;
	const number = typeof value === "number" ? value : toNumber(value);
	if (typeof number === "number") {
		if (Number.isFinite(number)) return number === 0 ? 0 : number;
		const message = `${formatPlace(place)}: ${key} is ${number}`;
		throw key === "prediction" ? new NonFinitePredictionError(message) : new UnreadableRunError(message);
	}
	if (typeof value === "string" && value.length <= 100) return value;
	throw new UnreadableRunError(`${formatPlace(place)}: ${key} must be a number or a class name of at most 100 characters, found ${show$1(value)}`);
}
function parseProbabilities(value, place) {
	if (value === void 0 || value === null) return null;
	if (!Array.isArray(value) || value.length === 0) throw new UnreadableRunError(`${formatPlace(place)}: probabilities must be a list of numbers, found ${show$1(value)}`);
	const row = value.map((stated, index) => {
		const number = toNumber(stated) ?? (stated === null ? NaN : void 0);
		const key = `probabilities[${index}]`;
		if (number === void 0) throw new UnreadableRunError(`${formatPlace(place)}: ${key} must be a number, found ${show$1(stated)}`);
		if (!Number.isFinite(number)) throw new NonFinitePredictionError(`${formatPlace(place)}: ${key} is ${number}`);
		if (number < -1e-5 || number > 1.00001) throw new UnreadableRunError(`${formatPlace(place)}: ${key} must be between 0 and 1, found ${number}; give probabilities, not logits`);
		return Math.min(1, Math.max(0, number));
	});
	const [only] = row;
	return row.length === 1 && only !== void 0 ? [1 - only, only] : row;
}
function parseId(value, place) {
	if (value === void 0 || value === null || value === "") return null;
	const id = typeof value === "number" ? String(value) : value;
	if (typeof id === "string" && id.length <= MAX_ID_CHARS && !/[\u0000-\u001f\u007f-\u009f]/.test(id)) return id;
	throw new UnreadableRunError(`${formatPlace(place)}: id must be a number or a text of at most ${MAX_ID_CHARS} characters without control characters, found ${show$1(value)}`);
}
function parseSlices(value, place) {
	if (value === void 0 || value === null) return [];
	if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
	throw new UnreadableRunError(`${formatPlace(place)}: slices must be a list of names, found ${show$1(value)}`);
}
// src/records/readers/prediction-table.ts
const MAX_ROWS = 2e6;
const MAX_CLASSES$1 = 1e4;
var TableBuilder = class {
	file;
	#splits = new Map();
	#sliceNames = new Set();
	#headerNames = null;
	#width = null;
	#rows = 0;
	constructor(file) {
		this.file = file;
	}
	nameClasses(classes) {
		if (classes.length > MAX_CLASSES$1) throw tooManyClasses({
			file: this.file,
			line: 1
		});
		const stated = new Set(classes);
		const indices = classes.map((_, index) => String(index));
		if (indices.every((index) => stated.has(index))) return indices;
		const sorted = classes.toSorted();
		this.#headerNames = new Set(sorted);
		return sorted;
	}
	add(row, line) {
		const place = {
			file: this.file,
			line
		};
		this.#rows += 1;
		if (this.#rows > MAX_ROWS) throw unreadable(place, `more than ${MAX_ROWS} predictions`);
		const columns = this.#columnsOf(row.split ?? "test", place);
		const index = columns.labels.length;
		const label = parseLabel(row.label, "label", place);
		const prediction = parseLabel(row.prediction, "prediction", place);
		const probabilities = parseProbabilities(row.probabilities, place);
		if (label === null) throw unreadable(place, "label is missing");
		if (prediction === null && probabilities === null) throw unreadable(place, "prediction is missing, and there are no probabilities to take it from");
		this.#addProbabilities(columns, probabilities, place);
		this.#requireClass(label, "label", place);
		if (prediction !== null) this.#requireClass(prediction, "prediction", place);
		columns.labels.push(label);
		columns.predictions.push(prediction);
		columns.ids.push(parseId(row.id, place) ?? String(index));
		for (const slice of parseSlices(row.slices, place)) this.#addToSlice(columns, slice, index, place);
	}
	build() {
		if (this.#rows === 0) throw new UnreadableRunError(`${this.file}: holds no predictions`);
		const names = this.#headerNames === null ? this.#collectNames() : [...this.#headerNames];
		if (names !== null && this.#width !== null && names.length !== this.#width) throw new UnreadableRunError(`${this.file}: ${this.#width} probabilities a row, but ${names.length} class names among labels and predictions; give class indices, or a CSV with columns probability_<class>`);
		const indices = names === null ? null : new Map(names.map((name, index) => [name, index]));
		const toIndex = (target) => indices?.get(String(target)) ?? Number(target);
		const splits = [...this.#splits].map(([split, { ids, labels, predictions, probabilities, slices }]) => {
			const resolved = predictions.map((prediction, index) => prediction === null ? argMax(probabilities[index] ?? []) : toIndex(prediction));
			const hasProbabilities = probabilities.length > 0;
			return [split, {
				ids,
				labels: labels.map(toIndex),
				predictions: resolved,
				probabilities: hasProbabilities ? probabilities : null,
				slices
			}];
		});
		return {
			splits: new Map(splits),
			classes: names?.length ?? this.#width,
			classNames: names
		};
	}
	#columnsOf(stated, place) {
		const split = typeof stated === "string" ? splitOfWord(stated) : null;
		if (split === null) throw unreadable(place, `split must be train, validation, test or shifted, found ${show$1(stated)}`);
		const known = this.#splits.get(split);
		if (known !== void 0) return known;
		const columns = {
			ids: [],
			labels: [],
			predictions: [],
			probabilities: [],
			slices: new Map()
		};
		this.#splits.set(split, columns);
		return columns;
	}
	#addProbabilities(columns, probabilities, place) {
		if (columns.labels.length > 0 && probabilities !== null !== columns.probabilities.length > 0) throw unreadable(place, "probabilities must be given for all examples of a split or for none");
		if (probabilities === null) return;
		this.#width ??= probabilities.length;
		if (this.#width > MAX_CLASSES$1) throw tooManyClasses(place);
		if (probabilities.length !== this.#width) throw unreadable(place, `${probabilities.length} probabilities where the rows before have ${this.#width}`);
		columns.probabilities.push(probabilities);
	}
	#requireClass(target, key, place) {
		if (this.#headerNames !== null) {
			if (this.#headerNames.has(String(target))) return;
			const known = [...this.#headerNames].slice(0, 10).join(", ");
			throw unreadable(place, `${key} ${show$1(target)} is none of the classes in the header (${known})`);
		}
		if (this.#width === null || typeof target === "string") return;
		if (!Number.isInteger(target) || target < 0 || target >= this.#width) throw unreadable(place, `${key} must be a class from 0 to ${this.#width - 1}, found ${target}`);
	}
	#addToSlice(columns, slice, index, place) {
		if (!this.#sliceNames.has(slice)) {
			if (!nameSchema.safeParse(slice).success) throw unreadable(place, `the slice name ${show$1(slice)} is empty, too long or reserved`);
			this.#sliceNames.add(slice);
			if (this.#sliceNames.size > 1e3) throw unreadable(place, `more than ${MAX_SLICES} slices`);
		}
		const positions = columns.slices.get(slice) ?? [];
		if (positions.length === 0) columns.slices.set(slice, positions);
		if (positions.at(-1) !== index) positions.push(index);
	}
	#collectNames() {
		const names = new Set();
		let hasName = false;
		for (const { labels, predictions } of this.#splits.values()) for (const target of [labels, predictions].flat()) {
			if (target === null) continue;
			hasName ||= typeof target === "string";
			names.add(String(target));
		}
		if (!hasName) return null;
		if (names.size > MAX_CLASSES$1) throw tooManyClasses({
			file: this.file,
			line: null
		});
		return [...names].sort();
	}
};
function tooManyClasses(place) {
	return unreadable(place, `more than ${MAX_CLASSES$1} classes; state the metrics in metrics.json instead of leaving predictions`);
}
function unreadable(place, message) {
	return new UnreadableRunError(`${formatPlace(place)}: ${message}`);
}
// src/records/readers/predictions.ts
const predictionsFile = {
	format: "*.jsonl or *.csv with label and prediction",
	accepts: ({ name, head }) => {
		if (isJsonLines(name)) return firstObjects(head).some((object) => isPrediction(Object.keys(object)));
		return isCsv(name) && isPrediction(readHeader(head).map(baseName));
	},
	read: async ({ path }, findings) => findings.keepPredictions(path)
};
const PROBABILITY_PREFIX = "probability_";
function isPrediction(keys) {
	return keys.includes("label") && (keys.includes("prediction") || keys.includes("probabilities"));
}
function baseName(column) {
	return column.startsWith(PROBABILITY_PREFIX) ? "probabilities" : column;
}
async function readPredictions(path) {
	const builder = new TableBuilder(basename(path));
	if (isCsv(path)) await readCsv(path, builder);
	else await readJsonLines(path, builder);
	return builder.build();
}
async function readJsonLines(path, builder) {
	for await (const { number: line, text } of readLines(path, MAX_PREDICTIONS_BYTES)) {
		if (text === "") continue;
		builder.add(parseLine(text, {
			file: builder.file,
			line
		}), line);
	}
}
function parseLine(text, place) {
	try {
		const value = parseJson(text);
		if (isObject(value)) return value;
	} catch (error) {
		throw new UnreadableRunError(`${formatPlace(place)}: not valid JSON: ${error.message}`, { cause: error });
	}
	throw new UnreadableRunError(`${formatPlace(place)}: a line must be an object such as {"label": 3, "prediction": 3}`);
}
async function readCsv(path, builder) {
	let toRow = null;
	for await (const { line, cells } of readRows(path, builder.file, MAX_PREDICTIONS_BYTES)) if (toRow === null) toRow = rowParser(cells, builder);
	else builder.add(toRow(cells), line);
}
function rowParser(header, builder) {
	requireDifferent(header, builder.file);
	const positions = new Map(header.map((column, index) => [column, index]));
	const cellOf = (column) => {
		const position = positions.get(column);
		return (cells) => parseCell(position === void 0 ? "" : cells[position] ?? "");
	};
	const probabilities = builder.nameClasses(header.flatMap(classOfColumn)).map((name) => cellOf(`${PROBABILITY_PREFIX}${name}`));
	const [split, id, label, prediction, slices] = [
		cellOf("split"),
		cellOf("id"),
		cellOf("label"),
		cellOf("prediction"),
		cellOf("slices")
	];
	return (cells) => ({
		split: split(cells) || void 0,
		id: id(cells),
		label: label(cells),
		prediction: prediction(cells),
		probabilities: probabilities.length === 0 ? void 0 : probabilities.map((cell) => cell(cells)),
		slices: String(slices(cells)).split(";").filter(Boolean)
	});
}
function classOfColumn(column) {
	return column.startsWith(PROBABILITY_PREFIX) ? [column.slice(12)] : [];
}
// src/stats/test-set/predictions.ts
function keepProbabilities(labels, rows) {
	const highestClass = Int32Array.from(rows, (row) => {
		let best = 0;
		for (let label = 1; label < row.length; label++) if (row[label] > row[best]) best = label;
		return best;
	});
	const at = (row, label) => row[label ?? 0];
	return {
		ofLabel: Float64Array.from(rows, (row, example) => at(row, labels[example])),
		highest: Float64Array.from(rows, (row, example) => at(row, highestClass[example])),
		highestClass,
		ofClassOne: rows[0]?.length === 2 ? Float64Array.from(rows, (row) => at(row, 1)) : null
	};
}
// src/analysis/run-predictions.ts
var IncomparablePredictionsError = class extends Error {
	name = "IncomparablePredictionsError";
};
function createSplitReader(predictionsOf, split) {
	const known = new Map();
	let first = null;
	async function read(record) {
		const earlier = known.get(record.fingerprint);
		if (earlier !== void 0) return earlier;
		const name = `${record.model}, seed ${record.seed},`;
		const path = await predictionsOf(record);
		if (path === null) throw new IncomparablePredictionsError(`${name} has kept no predictions`);
		const columns = (await readPredictions(path)).splits.get(split);
		if (columns === void 0) throw new IncomparablePredictionsError(`${name} has kept no predictions of the ${split} split`);
		first ??= {
			name,
			ids: columns.ids,
			labels: Float64Array.from(columns.labels)
		};
		const order = matchIds(first, name, columns.ids);
		const labels = Float64Array.from(order, (place) => columns.labels[place]);
		const different = labels.findIndex((label, example) => label !== first?.labels[example]);
		if (different >= 0) throw new IncomparablePredictionsError(`${name} has another label than ${first.name} for the example ${show$1(first.ids[different])}`);
		const { probabilities } = columns;
		const kept = {
			predictions: Float64Array.from(order, (place) => columns.predictions[place]),
			probabilities: probabilities === null ? null : keepProbabilities(labels, Array.from(order, (place) => probabilities[place]))
		};
		known.set(record.fingerprint, kept);
		return kept;
	}
	return {
		read,
		labels: () => first?.labels ?? new Float64Array()
	};
}
function matchIds(first, name, ids) {
	if (ids.length !== first.ids.length) throw new IncomparablePredictionsError(`${name} has predicted ${ids.length} examples, ${first.name} ${first.ids.length}`);
	if (ids.every((id, place) => id === first.ids[place])) return Int32Array.from(ids, (_, place) => place);
	const places = new Map(ids.map((id, place) => [id, place]));
	if (places.size !== ids.length) throw new IncomparablePredictionsError(`${name} has two examples with the same id, in another order than ${first.name}`);
	return Int32Array.from(first.ids, (id) => {
		const place = places.get(id);
		if (place !== void 0) return place;
		throw new IncomparablePredictionsError(`${name} has not predicted the example ${show$1(id)} of ${first.name}`);
	});
}
// src/stats/test-set/measured-units.ts
function unitSizes(statistic, { baseline, candidate, pairing }) {
	if (baseline.length === 0 || candidate.length === 0) throw new StatisticsError(`${statistic} requires at least one run an arm`);
	if (pairing === "seed" && baseline.length !== candidate.length) throw new StatisticsError(`${statistic} requires as many runs in both arms when they are paired: baseline has ${baseline.length}, candidate ${candidate.length}`);
	const examples = baseline[0]?.length ?? 0;
	if (examples === 0) throw new StatisticsError(`${statistic} requires at least one example`);
	for (const row of [...baseline, ...candidate]) {
		if (row.length === examples) continue;
		throw new StatisticsError(`${statistic} requires all runs to have the same examples: one has ${examples}, another ${row.length}`);
	}
	return pairing === "seed" ? [candidate.length] : [baseline.length, candidate.length];
}
function commonWeight(sizes) {
	return sizes.reduce((a, b) => {
		let [larger, smaller] = [a, b];
		while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
		return a / larger * b;
	});
}
// src/stats/multi-bootstrap.ts
const MAX_ATTEMPTS = 100;
function multiBootstrap(units, { level = .95, resamples = 1e4, random }) {
	requireBetween("multiBootstrap", "level", level, 0, 1);
	if (units.sizes.some((size) => size < 2)) throw new StatisticsError(units.pairing === "seed" ? "multiBootstrap requires at least two seed pairs" : "multiBootstrap requires at least two runs an arm");
	const differences = resampleDifferences(units, resamples, random);
	const atMostZero = differences.filter((difference) => difference <= 0).length;
	const atLeastZero = differences.filter((difference) => difference >= 0).length;
	return {
		difference: observedDifference(units),
		standardError: standardDeviation(differences),
		interval: {
			level,
			low: quantile(differences, (1 - level) / 2),
			high: quantile(differences, (1 + level) / 2)
		},
		pValue: Math.min(1, 2 * (Math.min(atMostZero, atLeastZero) + 1) / (resamples + 1))
	};
}
function observedDifference({ sizes, values }) {
	const first = sizes[0];
	if (sizes.length === 1) return mean([...values]);
	return mean([...values.subarray(first)]) - mean([...values.subarray(0, first)]);
}
function resampleDifferences(units, resamples, random) {
	const { sizes, values } = units;
	const redraw = units.createRedraw(random);
	const weights = new Int32Array(values.length);
	const divisor = commonWeight(sizes);
	return Array.from({ length: resamples }, () => {
		for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			drawUnits(weights, sizes, divisor, random);
			const difference = redraw(weights) / divisor;
			if (!Number.isNaN(difference)) return difference;
		}
		throw new StatisticsError("multiBootstrap requires a metric that is defined on resampled examples: here it hardly ever is, as when a class has one example");
	});
}
function drawUnits(weights, sizes, divisor, random) {
	weights.fill(0);
	let first = 0;
	sizes.forEach((size, kind) => {
		const weight = (kind === sizes.length - 1 ? 1 : -1) * (divisor / size);
		for (let draw = 0; draw < size; draw++) {
			const unit = first + randomInteger(random, size);
			weights[unit] = weights[unit] + weight;
		}
		first += size;
	});
}
// src/stats/metrics/from-counts.ts
const COUNT_METRICS = {
	macro_f1: ({ actual, predicted, right }) => {
		let sum = 0;
		let present = 0;
		for (let label = 0; label < actual.length; label++) {
			const both = actual[label] + predicted[label];
			if (both === 0) continue;
			present++;
			sum += 2 * right[label] / both;
		}
		return sum / present;
	},
	weighted_f1: ({ actual, predicted, right }, examples) => {
		let sum = 0;
		for (let label = 0; label < actual.length; label++) {
			const labelled = actual[label];
			if (labelled > 0) sum += 2 * right[label] * labelled / (labelled + predicted[label]);
		}
		return sum / examples;
	},
	balanced_accuracy: ({ actual, right }) => {
		let sum = 0;
		let labels = 0;
		for (let label = 0; label < actual.length; label++) {
			const labelled = actual[label];
			if (labelled === 0) continue;
			labels++;
			sum += right[label] / labelled;
		}
		return sum / labels;
	},
	mcc: ({ actual, predicted, right }, examples) => {
		let hits = 0;
		let expected = 0;
		let actualSquares = 0;
		let predictedSquares = 0;
		for (let label = 0; label < actual.length; label++) {
			const a = actual[label];
			const p = predicted[label];
			hits += right[label];
			expected += a * p;
			actualSquares += a * a;
			predictedSquares += p * p;
		}
		const total = examples * examples;
		const spread = Math.sqrt(total - actualSquares) * Math.sqrt(total - predictedSquares);
		return spread > 0 ? (hits * examples - expected) / spread : 0;
	}
};
// src/stats/test-set/auroc.ts
function rankScores({ labels, scores }) {
	const examples = labels.length;
	const positive = Uint8Array.from(labels);
	const rankings = scores.map(rank);
	return {
		examples,
		weigh: (weights) => {
			let positives = 0;
			for (let example = 0; example < examples; example++) positives += weights[example] * positive[example];
			const negatives = examples - positives;
			return (run) => wins(rankings[run], positive, weights) / (positives * negatives);
		},
		leaveOneOut: (run) => {
			const ranking = rankings[run];
			const all = new Int32Array(examples).fill(1);
			const total = wins(ranking, positive, all);
			const positives = positive.reduce((sum, label) => sum + label, 0);
			return winsOf(ranking, positive).map((won, example) => {
				const isPositive = positive[example];
				return (total - won) / ((positives - isPositive) * (examples - positives - (1 - isPositive)));
			});
		}
	};
}
function rank(scores) {
	const order = Int32Array.from({ length: scores.length }, (_, example) => example).sort((a, b) => scores[a] - scores[b]);
	return {
		order,
		isLast: Uint8Array.from(order, (example, place) => scores[example] === scores[order[place + 1] ?? -1] ? 0 : 1)
	};
}
function wins({ order, isLast }, positive, weights) {
	let won = 0;
	let below = 0;
	let tiedPositives = 0;
	let tiedNegatives = 0;
	for (let place = 0; place < order.length; place++) {
		const example = order[place];
		const weight = weights[example];
		if (positive[example] === 1) tiedPositives += weight;
		else tiedNegatives += weight;
		if (isLast[place] === 0) continue;
		won += tiedPositives * (below + tiedNegatives / 2);
		below += tiedNegatives;
		tiedPositives = 0;
		tiedNegatives = 0;
	}
	return won;
}
function winsOf({ order, isLast }, positive) {
	const own = new Float64Array(order.length);
	const positives = positive.reduce((sum, label) => sum + label, 0);
	let negativesBelow = 0;
	let positivesBelow = 0;
	let first = 0;
	for (let place = 0; place < order.length; place++) {
		if (isLast[place] === 0) continue;
		const tied = order.subarray(first, place + 1);
		const tiedPositives = tied.reduce((sum, example) => sum + positive[example], 0);
		const tiedNegatives = tied.length - tiedPositives;
		const ofPositive = negativesBelow + tiedNegatives / 2;
		const ofNegative = positives - positivesBelow - tiedPositives / 2;
		for (const example of tied) own[example] = positive[example] === 1 ? ofPositive : ofNegative;
		positivesBelow += tiedPositives;
		negativesBelow += tiedNegatives;
		first = place + 1;
	}
	return own;
}
// src/stats/test-set/class-counts.ts
function countClasses$1(name, { labels, predictions, classes }) {
	const metric = COUNT_METRICS[name];
	const examples = labels.length;
	const usual = findUsual(predictions, examples, classes);
	const deviations = predictions.map((row) => findDeviations(row, usual, labels, classes));
	const actual = new Float64Array(classes);
	const shared = new Float64Array(2 * classes);
	const own = new Float64Array(2 * classes);
	const counts = {
		actual,
		predicted: own.subarray(0, classes),
		right: own.subarray(classes)
	};
	function weigh(weights) {
		actual.fill(0);
		shared.fill(0);
		for (let example = 0; example < examples; example++) {
			const weight = weights[example];
			if (weight === 0) continue;
			const label = labels[example];
			const prediction = usual[example];
			actual[label] = actual[label] + weight;
			shared[prediction] = shared[prediction] + weight;
			if (prediction === label) shared[classes + label] = shared[classes + label] + weight;
		}
		return (run) => {
			own.set(shared);
			correct(own, deviations[run], weights);
			return metric(counts, examples);
		};
	}
	function leaveOneOut(run) {
		const row = predictions[run];
		weigh(new Int32Array(examples).fill(1))(run);
		const known = new Map();
		return Float64Array.from({ length: examples }, (_, example) => {
			const [label, prediction] = [labels[example], row[example]];
			const cell = label * classes + prediction;
			const value = known.get(cell) ?? metricWithout(label, prediction);
			known.set(cell, value);
			return value;
		});
	}
	function metricWithout(label, prediction) {
		const change = (by) => {
			actual[label] = actual[label] + by;
			own[prediction] = own[prediction] + by;
			if (label === prediction) own[classes + label] = own[classes + label] + by;
		};
		change(-1);
		const value = metric(counts, examples - 1);
		change(1);
		return value;
	}
	return {
		examples,
		weigh,
		leaveOneOut
	};
}
function findUsual(rows, examples, classes) {
	const votes = new Int32Array(classes);
	return Int32Array.from({ length: examples }, (_, example) => {
		let usual = rows[0]?.[example];
		for (const row of rows) {
			const prediction = row[example];
			votes[prediction] = votes[prediction] + 1;
			if (votes[prediction] > votes[usual]) usual = prediction;
		}
		for (const row of rows) votes[row[example]] = 0;
		return usual;
	});
}
function findDeviations(row, usual, labels, classes) {
	const lists = Array.from({ length: 4 * classes }, () => []);
	for (let example = 0; example < usual.length; example++) {
		const [own, other, label] = [
			row[example],
			usual[example],
			labels[example]
		];
		if (own === other) continue;
		lists[2 * own]?.push(example);
		lists[2 * other + 1]?.push(example);
		if (own === label) lists[2 * (classes + own)]?.push(example);
		if (other === label) lists[2 * (classes + other) + 1]?.push(example);
	}
	let end = 0;
	const ends = Int32Array.from(lists, (list) => {
		end += list.length;
		return end;
	});
	return {
		examples: Int32Array.from(lists.flat()),
		ends
	};
}
function correct(counters, { examples, ends }, weights) {
	let next = 0;
	for (let list = 0; list < ends.length; list++) {
		const end = ends[list];
		let sum = 0;
		for (; next < end; next++) sum += weights[examples[next]];
		const counter = list >> 1;
		counters[counter] = counters[counter] + (list % 2 === 0 ? sum : -sum);
	}
}
// src/stats/test-set/add-rows.ts
function addRows(totals, rows, weights) {
	totals.fill(0);
	const drawn = [];
	for (let unit = 0; unit < rows.length; unit++) if (weights[unit] !== 0) drawn.push(unit);
	const row = (index) => rows[drawn[index] ?? 0];
	const weight = (index) => weights[drawn[index] ?? -1] ?? 0;
	for (let next = 0; next < drawn.length; next += 4) {
		const [a, b, c, d] = [
			row(next),
			row(next + 1),
			row(next + 2),
			row(next + 3)
		];
		const [p, q, r, s] = [
			weight(next),
			weight(next + 1),
			weight(next + 2),
			weight(next + 3)
		];
		for (let column = 0; column < totals.length; column++) totals[column] = totals[column] + p * a[column] + q * b[column] + r * c[column] + s * d[column];
	}
}
// src/stats/test-set/draw-examples.ts
const MAX_PAIRED = 2 ** 16;
function drawExamples(random, positions) {
	const n = positions.length;
	let filled = 0;
	if (n <= MAX_PAIRED) {
		const pairs = n * n;
		for (; filled + 1 < n; filled += 2) {
			const pair = Math.floor(random() * pairs);
			const first = Math.floor(pair / n);
			positions[filled] = first;
			positions[filled + 1] = pair - first * n;
		}
	}
	for (; filled < n; filled++) positions[filled] = randomInteger(random, n);
}
// src/stats/multinomial.ts
const MIN_REJECTION_MEAN = 10;
function randomBinomial(random, n, p) {
	if (p > .5) return n - randomBinomial(random, n, 1 - p);
	if (p <= 0) return 0;
	return n * p < MIN_REJECTION_MEAN ? byInversion(random, n, p) : byRejection(random, n, p);
}
function drawCounts(random, draws, masses, counts) {
	let mass = 0;
	for (let kind = 0; kind < masses.length; kind++) mass += masses[kind];
	let left = draws;
	for (let kind = 0; kind < masses.length; kind++) {
		const own = masses[kind];
		const count = own === 0 || left === 0 ? 0 : own === mass ? left : randomBinomial(random, left, own / mass);
		counts[kind] = count;
		left -= count;
		mass -= own;
	}
}
function byInversion(random, n, p) {
	const odds = p / (1 - p);
	let probability = Math.exp(n * Math.log1p(-p));
	let rest = random();
	let successes = 0;
	while (rest >= probability && successes < n) {
		rest -= probability;
		successes++;
		probability *= odds * (n - successes + 1) / successes;
	}
	return successes;
}
function byRejection(random, n, p) {
	const odds = p / (1 - p);
	const deviation = Math.sqrt(n * p * (1 - p));
	const b = 1.15 + 2.53 * deviation;
	const a = -.0873 + .0248 * b + .01 * p;
	const centre = n * p + .5;
	const squeeze = .92 - 4.2 / b;
	for (;;) {
		const u = random() - .5;
		const v = random();
		const margin = .5 - Math.abs(u);
		const successes = Math.floor((2 * a / margin + b) * u + centre);
		if (margin >= .07 && v <= squeeze) return successes;
		if (successes < 0 || successes > n) continue;
		const alpha = (2.83 + 5.1 / b) * deviation;
		const mode = Math.floor((n + 1) * p);
		if (Math.log(v * alpha / (a / (margin * margin) + b)) <= logRatio(n, odds, mode, successes)) return successes;
	}
}
function logRatio(n, odds, mode, successes) {
	return (mode + .5) * Math.log((mode + 1) / (odds * (n - mode + 1))) + (n + 1) * Math.log((n - mode + 1) / (n - successes + 1)) + (successes + .5) * Math.log(odds * (n - successes + 1) / (successes + 1)) + stirlingRemainder(mode + 1) + stirlingRemainder(n - mode + 1) - stirlingRemainder(successes + 1) - stirlingRemainder(n - successes + 1);
}
// src/stats/test-set/hits.ts
const HALF_BITS = 26;
function createHitsRedraw(hits, sizes) {
	const rows = toDigits(hits);
	const examples = rows[0]?.length ?? 0;
	const { moving, agreed } = findAgreement(rows, sizes[0]);
	const middle = commonWeight(sizes);
	const kinds = 2 * middle + 1;
	const bits = Math.ceil(Math.log2(kinds));
	const sumsOfHalf = Math.floor(HALF_BITS / bits);
	const packed = rows.map((row) => pack(row, moving, bits, 2 * sumsOfHalf));
	const words = packed[0]?.length ?? 0;
	const padding = 2 * sumsOfHalf * words - moving.length;
	return (random) => {
		const totals = new Float64Array(words);
		const [masses, others, counts] = [
			new Int32Array(kinds),
			new Int32Array(kinds),
			new Int32Array(kinds)
		];
		return (weights) => {
			addRows(totals, packed, weights.map((weight) => Math.abs(weight)));
			masses.fill(0);
			others.fill(0);
			countSums(totals, bits, sumsOfHalf, masses, others);
			for (let sum = 0; sum < kinds; sum++) masses[sum] = masses[sum] + others[sum];
			agreed.forEach((count, digits) => {
				masses[digits * middle] = masses[digits * middle] + count;
			});
			masses[0] = masses[0] - padding;
			drawCounts(random, examples, masses, counts);
			let total = 0;
			for (let sum = 0; sum < kinds; sum++) total += (sum - middle) * counts[sum];
			return total / examples;
		};
	};
}
function toDigits({ baseline, candidate, pairing }) {
	if (pairing === "seed") return candidate.map((row, pair) => {
		const other = baseline[pair];
		return Uint8Array.from(row, (hit, example) => 1 + hit - other[example]);
	});
	return [...baseline.map((row) => Uint8Array.from(row, (hit) => 1 - hit)), ...candidate.map((row) => Uint8Array.from(row))];
}
function findAgreement(rows, firstSize) {
	const kinds = [rows.slice(0, firstSize), rows.slice(firstSize)].filter((kind) => kind.length > 0);
	const agreed = [
		0,
		0,
		0
	];
	const moving = [];
	for (let example = 0; example < (rows[0]?.length ?? 0); example++) {
		const firsts = kinds.map((kind) => kind[0]?.[example] ?? 0);
		if (kinds.every((kind, index) => kind.every((row) => row[example] === firsts[index]))) agreed[firsts.reduce((sum, digit) => sum + digit)]++;
		else moving.push(example);
	}
	return {
		moving,
		agreed
	};
}
function pack(row, examples, bits, sumsOfWord) {
	const words = new Float64Array(Math.ceil(examples.length / sumsOfWord));
	examples.forEach((example, index) => {
		const word = Math.floor(index / sumsOfWord);
		words[word] = words[word] + row[example] * 2 ** (bits * (index % sumsOfWord));
	});
	return words;
}
function countSums(words, bits, sumsOfHalf, ofUpper, ofLower) {
	const half = 2 ** (bits * sumsOfHalf);
	const mask = 2 ** bits - 1;
	for (let index = 0; index < words.length; index++) {
		const word = words[index];
		let upper = Math.floor(word / half);
		let lower = word - upper * half;
		for (let place = 0; place < sumsOfHalf; place++) {
			ofUpper[upper & mask] = ofUpper[upper & mask] + 1;
			ofLower[lower & mask] = ofLower[lower & mask] + 1;
			upper >>= bits;
			lower >>= bits;
		}
	}
}
// src/stats/test-set/means.ts
const MAX_COMMON_WEIGHT = 5e3;
function measureMeans(rows) {
	const sizes = unitSizes("measureMeans", rows);
	const { baseline, candidate, pairing } = rows;
	const runs = [...baseline, ...candidate];
	for (const row of runs) requireFinite("measureMeans", row);
	const units = pairing === "seed" ? candidate.map((row, pair) => subtract(row, baseline[pair])) : runs.map((row) => Float64Array.from(row));
	return {
		pairing,
		sizes,
		examples: units[0]?.length ?? 0,
		values: Float64Array.from(units, (unit) => mean([...unit])),
		contributions: (unit) => units[unit],
		createRedraw: runs.every(isHits) && commonWeight(sizes) <= MAX_COMMON_WEIGHT ? createHitsRedraw(rows, sizes) : (random) => createColumnRedraw(units, random)
	};
}
function subtract(candidate, baseline) {
	return Float64Array.from(candidate, (value, example) => value - baseline[example]);
}
function isHits(row) {
	for (let example = 0; example < row.length; example++) if (row[example] !== 0 && row[example] !== 1) return false;
	return true;
}
function createColumnRedraw(units, random) {
	const examples = units[0]?.length ?? 0;
	const positions = new Int32Array(examples);
	const columns = new Float64Array(examples);
	return (weights) => {
		addRows(columns, units, weights);
		drawExamples(random, positions);
		let sum = 0;
		for (let draw = 0; draw < examples; draw++) sum += columns[positions[draw]];
		return sum / examples;
	};
}
// src/stats/test-set/sums.ts
const ROUNDING = 1e-12;
function sumTerms({ terms, bins, labels, finish }) {
	const examples = terms[0]?.length ?? 0;
	const ones = new Int32Array(examples).fill(1);
	const centred = labels === null ? null : centre(labels);
	const sums = new Float64Array(1 + Math.max(0, ...(bins ?? []).map((row) => row.reduce((a, b) => Math.max(a, b), 0))));
	function sum(run, weights) {
		const row = terms[run];
		const places = bins?.[run];
		sums.fill(0);
		if (places === void 0) {
			let total = 0;
			for (let example = 0; example < examples; example++) total += weights[example] * row[example];
			sums[0] = total;
			return;
		}
		for (let example = 0; example < examples; example++) {
			const place = places[example];
			sums[place] = sums[place] + weights[example] * row[example];
		}
	}
	return {
		examples,
		weigh: (weights) => {
			const spread = centred === null ? 0 : spreadOf(centred, weights);
			return (run) => {
				sum(run, weights);
				return finish(sums, examples, spread);
			};
		},
		leaveOneOut: (run) => {
			sum(run, ones);
			const spread = centred === null ? 0 : spreadOf(centred, ones);
			return Float64Array.from(terms[run], (term, example) => {
				const place = bins?.[run]?.[example] ?? 0;
				const total = sums[place];
				sums[place] = total - term;
				const label = centred?.[example] ?? 0;
				const lost = label * label * examples / (examples - 1);
				const value = finish(sums, examples - 1, lost < spread * .999999999999 ? spread - lost : 0);
				sums[place] = total;
				return value;
			});
		}
	};
}
function centre(labels) {
	const values = Float64Array.from(labels);
	const mean = values.reduce((sum, value) => sum + value / values.length, 0);
	return values.map((value) => value - mean);
}
function spreadOf(centred, weights) {
	let total = 0;
	let sum = 0;
	let squares = 0;
	for (let example = 0; example < centred.length; example++) {
		const weight = weights[example];
		const value = centred[example];
		total += weight;
		sum += weight * value;
		squares += weight * value * value;
	}
	const spread = squares - sum * sum / total;
	return spread > ROUNDING * squares ? spread : 0;
}
// src/stats/test-set/weighted.ts
function measureWeighted(metric, sizes, pairing) {
	const { examples } = metric;
	const units = sizes.reduce((sum, size) => sum + size);
	const asTheyAre = metric.weigh(new Int32Array(examples).fill(1));
	const ofRuns = Float64Array.from({ length: pairing === "seed" ? 2 * units : units }, (_, run) => asTheyAre(run));
	if (ofRuns.some(Number.isNaN)) throw new StatisticsError("measureWeighted requires a metric that is defined on the examples: a class is missing, or the labels do not vary");
	const combine = (ofRun, unit) => pairing === "seed" ? ofRun(units + unit) - ofRun(unit) : ofRun(unit);
	return {
		pairing,
		sizes,
		examples,
		values: Float64Array.from({ length: units }, (_, unit) => combine((run) => ofRuns[run], unit)),
		createRedraw: (random) => createRedraw(metric, combine, random),
		contributions: (unit) => {
			const candidate = pseudoValues(metric, ofRuns, pairing === "seed" ? units + unit : unit);
			if (pairing === "none") return candidate;
			const baseline = pseudoValues(metric, ofRuns, unit);
			return candidate.map((value, example) => value - baseline[example]);
		}
	};
}
function createRedraw(metric, combine, random) {
	const positions = new Int32Array(metric.examples);
	const weights = new Int32Array(metric.examples);
	return (unitWeights) => {
		drawExamples(random, positions);
		weights.fill(0);
		for (let draw = 0; draw < positions.length; draw++) {
			const example = positions[draw];
			weights[example] = weights[example] + 1;
		}
		const ofRun = metric.weigh(weights);
		let sum = 0;
		for (let unit = 0; unit < unitWeights.length; unit++) {
			const weight = unitWeights[unit];
			if (weight !== 0) sum += weight * combine(ofRun, unit);
		}
		return sum;
	};
}
function pseudoValues(metric, ofRuns, run) {
	const value = ofRuns[run];
	return metric.leaveOneOut(run).map((without) => Number.isNaN(without) ? value : value + (metric.examples - 1) * (value - without));
}
// src/stats/test-set/measure.ts
const CALIBRATION_BINS = 15;
const MAX_CLASSES = 1e4;
const OTHERS = [
	"accuracy",
	"micro_f1",
	"log_loss",
	"mae",
	"rmse",
	"r2",
	"ece",
	"auroc"
];
function isMeasurable(metric) {
	return OTHERS.includes(metric) || isCountMetric(metric);
}
function measure(metric, arms) {
	const { labels, baseline, candidate, pairing } = arms;
	const sizes = unitSizes("measure", {
		baseline: baseline.map((run) => run.predictions),
		candidate: candidate.map((run) => run.predictions),
		pairing
	});
	const runs = [...baseline, ...candidate];
	const mean = (ofExample) => measureMeans({
		baseline: baseline.map(ofExample),
		candidate: candidate.map(ofExample),
		pairing
	});
	const weighted = (weightedMetric) => measureWeighted(weightedMetric, sizes, pairing);
	const errors = (power) => (run) => Float64Array.from(labels, (label, example) => power(run.predictions[example] - label));
	switch (metric) {
		case "accuracy":
		case "micro_f1": return mean((run) => Uint8Array.from(labels, (label, example) => Number(run.predictions[example] === label)));
		case "mae": return mean(errors(Math.abs));
		case "log_loss": return mean((run) => probabilitiesOf(metric, run).ofLabel.map(logLoss$1));
		case "rmse":
		case "r2": return weighted(sumTerms({
			terms: runs.map(errors((error) => error * error)),
			bins: null,
			labels: metric === "r2" ? labels : null,
			finish: metric === "r2" ? finishR2 : finishRmse
		}));
		case "ece": return weighted(calibrationError(labels, runs.map((run) => probabilitiesOf(metric, run))));
		case "auroc": return weighted(rankScores({
			labels,
			scores: runs.map((run) => scoresOf(probabilitiesOf(metric, run)))
		}));
		default:
			if (!isCountMetric(metric)) throw new StatisticsError(`measure requires a metric that predictions give, and "${metric}" is none`);
			return weighted(countClasses$1(metric, {
				labels,
				predictions: runs.map((run) => run.predictions),
				classes: countOfClasses([labels, ...runs.map((run) => run.predictions)])
			}));
	}
}
function isCountMetric(metric) {
	return Object.hasOwn(COUNT_METRICS, metric);
}
function logLoss$1(probability) {
	return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
}
function finishRmse(sums, examples) {
	return Math.sqrt(sums[0] / examples);
}
function finishR2(sums, _examples, spread) {
	return spread > 0 ? 1 - sums[0] / spread : NaN;
}
function calibrationError(labels, runs) {
	return sumTerms({
		terms: runs.map(({ highest, highestClass }) => highest.map((probability, example) => Number(labels[example] === highestClass[example]) - probability)),
		bins: runs.map(({ highest }) => Uint8Array.from(highest, (probability) => Math.min(Math.max(Math.ceil(probability * CALIBRATION_BINS) - 1, 0), 14))),
		labels: null,
		finish: (sums, examples) => sums.reduce((total, sum) => total + Math.abs(sum), 0) / examples
	});
}
function probabilitiesOf(metric, { probabilities }) {
	if (probabilities !== null) return probabilities;
	throw new StatisticsError(`measure requires probabilities for ${metric}, and a run gave none`);
}
function scoresOf({ ofClassOne }) {
	if (ofClassOne !== null) return ofClassOne;
	throw new StatisticsError("measure requires two classes for auroc, and there are more");
}
function countOfClasses(rows) {
	let largest = 0;
	for (const row of rows) for (let example = 0; example < row.length; example++) {
		const value = row[example];
		if (!(Number.isInteger(value) && value >= 0 && value < MAX_CLASSES)) throw new StatisticsError(`measure requires classes from 0 to 9999: example ${example + 1} has ${value}`);
		if (value > largest) largest = value;
	}
	return largest + 1;
}
// src/stats/variance-components.ts
function varianceComponents(units) {
	const { sizes, examples } = units;
	if (examples < 2 || sizes.some((size) => size < 2)) throw new StatisticsError(`varianceComponents requires at least two examples and two runs of each kind: there are ${examples} examples and ${sizes.join(" and ")} runs`);
	let first = 0;
	const layouts = sizes.map((size) => {
		const layout = layOut(units, first, size);
		first += size;
		return layout;
	});
	const seeds = sum(layouts, ({ units: size, unitsMeanSquare, interactionMeanSquare }) => Math.max(0, unitsMeanSquare - interactionMeanSquare) / (size * examples));
	const interaction = sum(layouts, ({ units: size, interactionMeanSquare }) => interactionMeanSquare / (size * examples));
	const [of, minus] = layouts.map((layout) => layout.ofExamples).reverse();
	const examplesAndInteraction = meanSquare(minus === void 0 ? of : of.map((value, example) => value - minus[example])) / examples;
	const ofExamples = Math.max(0, examplesAndInteraction - interaction);
	return {
		seeds,
		examples: ofExamples,
		interaction,
		standardErrors: {
			seeds: Math.sqrt(seeds + interaction),
			examples: Math.sqrt(ofExamples + interaction),
			total: Math.sqrt(seeds + ofExamples + interaction),
			withTwiceTheSeeds: Math.sqrt(seeds / 2 + ofExamples + interaction / 2),
			withTwiceTheExamples: Math.sqrt(seeds + ofExamples / 2 + interaction / 2)
		}
	};
}
function layOut({ examples, contributions }, first, size) {
	const ofExamples = new Float64Array(examples);
	const unitMeans = new Float64Array(size);
	for (let unit = 0; unit < size; unit++) {
		const values = contributions(first + unit);
		unitMeans[unit] = average(values);
		for (let example = 0; example < examples; example++) ofExamples[example] = ofExamples[example] + values[example] / size;
	}
	const grand = average(unitMeans);
	let residual = 0;
	for (let unit = 0; unit < size; unit++) {
		const values = contributions(first + unit);
		const effect = unitMeans[unit] - grand;
		for (let example = 0; example < examples; example++) residual += (values[example] - ofExamples[example] - effect) ** 2;
	}
	return {
		units: size,
		ofExamples,
		unitsMeanSquare: examples * meanSquare(unitMeans),
		interactionMeanSquare: residual / ((size - 1) * (examples - 1))
	};
}
function average(values) {
	return values.reduce((total, value) => total + value, 0) / values.length;
}
function meanSquare(values) {
	const centre = average(values);
	return values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - 1);
}
function sum(layouts, term) {
	return layouts.reduce((total, layout) => total + term(layout), 0);
}
// src/analysis/test-set-advice.ts
const ALIKE = .05;
function adviseOnChance({ seeds, examples, shares, standardErrors }) {
	if (shares === null) return "Both models answer alike on every example, so neither more seeds nor more examples would change anything.";
	const { total, withTwiceTheSeeds, withTwiceTheExamples } = standardErrors;
	const show = (value) => value.toPrecision(2);
	const ofSeeds = `twice the ${seeds} seeds`;
	const ofExamples = `twice the ${examples} test examples`;
	if (Math.abs(withTwiceTheSeeds - withTwiceTheExamples) <= ALIKE * total) return `More seeds and more test examples would help alike: ${ofSeeds} would take the standard error from ${show(total)} to ${show(withTwiceTheSeeds)}, ${ofExamples} to ${show(withTwiceTheExamples)}.`;
	const examplesFirst = withTwiceTheExamples < withTwiceTheSeeds;
	const [better, worse] = examplesFirst ? ["test examples", "seeds"] : ["seeds", "test examples"];
	const share = Math.round(100 * (examplesFirst ? shares.examples : shares.seeds));
	const [best, other] = examplesFirst ? [ofExamples, ofSeeds] : [ofSeeds, ofExamples];
	const [low, high] = [withTwiceTheExamples, withTwiceTheSeeds].sort((a, b) => a - b);
	return `More ${better} would help more than more ${worse}: ${share} % of the variance of the difference comes from them alone; ${best} would take the standard error from ${show(total)} to ${show(low)}, ${other} to ${show(high)}.`;
}
// src/analysis/test-set-chance.ts
const MAX_RESAMPLES = 1e4;
const MIN_RESAMPLES = 2e3;
const MAX_WORK = 4e9;
const TOLERANCE = 1e-6;
async function testSetChance(request) {
	try {
		return describe$1(request, await measureArms(request));
	} catch (error) {
		if (!isExpected(error)) throw error;
		return {
			variant: request.variant,
			metric: request.metric.name,
			reason: error.message,
			difference: null
		};
	}
}
async function measureArms(request) {
	const { records, variant, metric, split, predictions } = request;
	if (!isMeasurable(metric.name)) throw new IncomparablePredictionsError(`${metric.name} is not computed from predictions, but reported by the runs`);
	const baseline = seedValues(records, "baseline", metric.name, split);
	const candidate = seedValues(records, variant, metric.name, split);
	const pairs = pairBySeed(baseline, candidate);
	const arms = pairs.length > 0 ? {
		baseline: pairs.map(({ seed, baseline: value }) => ({
			seed,
			value
		})),
		candidate: pairs.map(({ seed, candidate: value }) => ({
			seed,
			value
		}))
	} : {
		baseline,
		candidate
	};
	const read = async (model, seeds) => {
		const runs = [];
		for (const { seed } of seeds) runs.push(await predictions.read(findRecord(records, model, seed)));
		return runs;
	};
	const pairing = pairs.length > 0 ? "seed" : "none";
	const units = measure(metric.name, {
		baseline: await read("baseline", arms.baseline),
		candidate: await read(variant, arms.candidate),
		labels: predictions.labels(),
		pairing
	});
	(pairing === "seed" ? pairs.map((pair) => pair.candidate - pair.baseline) : [...baseline, ...candidate].map(({ value }) => value)).forEach((value, unit) => {
		if (Math.abs(value - units.values[unit]) <= TOLERANCE * Math.max(1, Math.abs(value))) return;
		throw new IncomparablePredictionsError(`the runs report another ${metric.name} than their predictions give, so what an example adds to it is not known`);
	});
	return units;
}
function describe$1(request, units) {
	const { experiment, variant, metric, alpha } = request;
	const runs = units.sizes.reduce((sum, size) => sum + size) * (units.pairing === "seed" ? 2 : 1);
	const resamples = Math.round(Math.min(MAX_RESAMPLES, Math.max(MIN_RESAMPLES, MAX_WORK / (runs * units.examples))));
	const resampled = multiBootstrap(units, {
		level: 1 - alpha,
		resamples,
		random: createRandom("analysis", experiment, variant, metric.name, "multi-bootstrap")
	});
	const components = varianceComponents(units);
	const { low, high } = resampled.interval;
	const isTurned = metric.direction === "minimize";
	const numbers = {
		variant,
		metric: metric.name,
		pairing: units.pairing,
		seeds: Math.min(...units.sizes),
		examples: units.examples,
		resamples,
		difference: isTurned ? 0 - resampled.difference : resampled.difference,
		standardError: resampled.standardError,
		interval: {
			level: 1 - alpha,
			low: isTurned ? 0 - high : low,
			high: isTurned ? 0 - low : high,
			method: "multi-bootstrap"
		},
		pValue: resampled.pValue,
		shares: sharesOf(components),
		standardErrors: components.standardErrors
	};
	return {
		...numbers,
		advice: adviseOnChance(numbers)
	};
}
function sharesOf({ seeds, examples, interaction }) {
	const total = seeds + examples + interaction;
	return total > 0 ? {
		seeds: seeds / total,
		examples: examples / total,
		interaction: interaction / total
	} : null;
}
function findRecord(records, model, seed) {
	const record = records.find((item) => item.model === model && item.seed === seed && item.status === "ok");
	if (record === void 0) throw new Error(`no record of ${model}, seed ${seed}`);
	return record;
}
function isExpected(error) {
	return error instanceof IncomparablePredictionsError || error instanceof StatisticsError || error instanceof UnreadableRunError || error instanceof UnusableFileError;
}
// src/analysis/test-set-chances.ts
async function testSetChances(request) {
	const { experiment, metrics, variants, alpha, records, predictionsOf } = request;
	const readers = new Map();
	const chances = [];
	for (const metric of metrics.filter(({ role }) => role === "primary")) {
		const split = decidingSplit(records, metric.name);
		if (split === null) continue;
		const predictions = readers.get(split) ?? createSplitReader(predictionsOf, split);
		readers.set(split, predictions);
		for (const variant of variants) chances.push(await testSetChance({
			experiment,
			variant,
			metric,
			alpha,
			records,
			split,
			predictions
		}));
	}
	return chances;
}
// src/config/config-error.ts
const MAX_PROBLEMS_SHOWN = 20;
var ConfigError = class extends UserError {
	name = "ConfigError";
	problems;
	constructor(file, problems, options) {
		const sorted = problems.toSorted((a, b) => (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0));
		const lines = sorted.slice(0, MAX_PROBLEMS_SHOWN).map(({ position, message }) => {
			return `${position === null ? file : `${file}:${position.line}:${position.column}`}: ${message}`;
		});
		if (sorted.length > lines.length) lines.push(`${file}: and ${sorted.length - lines.length} more`);
		super(lines.join("\n"), options);
		this.problems = sorted;
	}
};
// src/config/json-schema.ts
function configJsonSchema() {
	return toJSONSchema(configSchema, {
		io: "input",
		target: "draft-7"
	});
}
// src/config/messages.ts
const MAX_FOUND_CHARS = 60;
function describeIssues(issues, source) {
	const schema = configJsonSchema();
	return issues.flatMap((issue) => describeIssue(issue, [], source, schema));
}
function describeIssue(issue, above, source, schema) {
	const path = [...above, ...issue.path.filter((segment) => typeof segment !== "symbol")];
	if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({
		position: source.positionOfKey([...path, key]),
		message: withPath(path, describeUnknownKey(key, path, schema))
	}));
	if (issue.code === "invalid_union") {
		const meant = issue.errors.filter((branch) => branch.every((inner) => !refusesKind(inner)));
		const [branch] = meant;
		if (meant.length === 1 && branch !== void 0) return branch.flatMap((inner) => describeIssue(inner, path, source, schema));
	}
	if (issue.code === "invalid_key") {
		const name = path.at(-1);
		return issue.issues.map((inner) => ({
			position: source.positionOfKey(path),
			message: withPath(path.slice(0, -1), `a name ${describeValue(inner, name)}`)
		}));
	}
	const found = valueAt(source.value, path);
	return [{
		position: source.positionOf(path),
		message: withPath(path, describeValue(issue, found))
	}];
}
function refusesKind(issue) {
	return issue.path.length === 0 && ["invalid_type", "invalid_value"].includes(issue.code) && !("expected" in issue && issue.expected === "int");
}
function describeUnknownKey(key, path, schema) {
	const allowed = Object.keys(schemaAt(schema, path)?.properties ?? {});
	const guess = findKey(schema, key) ?? nearest(key, allowed);
	const hint = guess === null ? "" : `; did you mean ${quote$1(guess)}?`;
	return `unknown key ${quote$1(key)}; allowed: ${allowed.join(", ")}${hint}`;
}
function describeValue(issue, found) {
	const isMissing = found === void 0;
	switch (issue.code) {
		case "invalid_value": {
			const allowed = issue.values.map(String);
			const hint = suggest(found, allowed);
			if (isMissing) return `is missing; allowed: ${allowed.join(", ")}`;
			return `unknown value ${show(found)}; allowed: ${allowed.join(", ")}${hint}`;
		}
		case "invalid_type": {
			const expected = KINDS[issue.expected] ?? issue.expected;
			if (isMissing) return `is missing; it must be ${expected}`;
			const fix = issue.expected === "string" && typeof found === "number" ? "; put it in quotes" : "";
			return `must be ${expected}, found ${show(found)}${fix}`;
		}
		case "invalid_union": {
			const allowed = issue.errors.flat().flatMap((inner) => "values" in inner ? inner.values.map(String) : []);
			if (isMissing) return `is missing; it ${issue.message}`;
			return `${issue.message}, found ${show(found)}${suggest(found, allowed)}`;
		}
		case "too_small": return describeBound(issue.origin, issue.inclusive === false ? "above" : "at least", issue.minimum, found);
		case "too_big": return describeBound(issue.origin, issue.inclusive === false ? "below" : "at most", issue.maximum, found);
		case "invalid_format": return `${issue.message}, found ${show(found)}`;
		case "custom": return issue.message.startsWith("must") ? `${issue.message}, found ${show(found)}` : issue.message;
		default: return `${issue.message}, found ${show(found)}`;
	}
}
const KINDS = {
	object: "a mapping (key: value)",
	record: "a mapping (name: value)",
	array: "a list",
	string: "a string",
	number: "a number",
	int: "a whole number",
	boolean: "true or false"
};
function describeBound(origin, relation, bound, found) {
	if (origin === "array") {
		const entries = Array.isArray(found) ? found.length : 0;
		return `must have ${relation} ${bound} ${bound === 1 ? "entry" : "entries"}, found ${entries}`;
	}
	if (origin === "string") return `must have ${relation} ${bound} ${bound === 1 ? "character" : "characters"}, found ${show(found)}`;
	return `must be ${relation} ${bound}, found ${show(found)}`;
}
function suggest(found, allowed) {
	const guess = typeof found === "string" ? nearest(found, allowed) : null;
	return guess === null ? "" : `; did you mean ${quote$1(guess)}?`;
}
function formatPath(path) {
	return path.reduce((text, segment) => {
		if (typeof segment === "number") return `${text}[${segment}]`;
		return text === "" ? segment : `${text}.${segment}`;
	}, "");
}
function withPath(path, message) {
	return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}
function valueAt(value, path) {
	return path.reduce((inner, segment) => {
		if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, segment)) return void 0;
		return inner[segment];
	}, value);
}
function schemaAt(schema, path) {
	return path.reduce((at, segment) => {
		const inner = at?.anyOf?.find((branch) => branch.properties !== void 0) ?? at;
		return typeof segment === "number" ? inner?.items : inner?.properties?.[segment];
	}, schema);
}
function findKey(schema, key, path = []) {
	for (const [name, inner] of Object.entries(schema.properties ?? {})) {
		const here = [...path, name];
		if (name === key && path.length > 0) return formatPath(here);
		const deeper = findKey(inner, key, here);
		if (deeper !== null) return deeper;
	}
	return null;
}
function show(value) {
	if (value === null) return "nothing";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	return typeof value === "string" ? quote$1(value) : String(value);
}
function quote$1(text) {
	return JSON.stringify(text.length > MAX_FOUND_CHARS ? `${text.slice(0, MAX_FOUND_CHARS)}…` : text);
}
// src/config/normalise.ts
function normaliseMetrics(metrics) {
	const isMarked = metrics.some(({ role }) => role === "primary");
	return metrics.map(({ name, role, direction, margin, unit }, index) => {
		const known = knownMetric(name);
		const resolved = direction ?? known?.direction;
		if (resolved === void 0) throw new Error(`metric ${name} passed the schema without a direction`);
		return {
			name,
			role: role ?? (!isMarked && index === 0 ? "primary" : "secondary"),
			direction: resolved,
			margin: margin ?? null,
			unit: unit ?? known?.unit ?? "none"
		};
	});
}
function normaliseSeeds(seeds) {
	if (typeof seeds === "number") return {
		kind: "fixed",
		min: seeds,
		max: seeds
	};
	return {
		kind: seeds.min === seeds.max ? "fixed" : "sequential",
		...seeds
	};
}
// node_modules/yaml/dist/nodes/identity.js
var require_identity = __commonJSMin(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = __commonJSMin(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	visitAsync.BREAK = BREAK;
	visitAsync.SKIP = SKIP;
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			this.docStart = null;
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = __commonJSMin(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = __commonJSMin(((exports) => {
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = __commonJSMin(((exports) => {
	var identity = require_identity();
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = __commonJSMin(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = __commonJSMin(((exports) => {
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = __commonJSMin(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = __commonJSMin(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = __commonJSMin(((exports) => {
	var node_process = __require("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = __commonJSMin(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = __commonJSMin(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = __commonJSMin(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = __commonJSMin(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = __commonJSMin(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = __commonJSMin(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = __commonJSMin(((exports) => {
	var node_buffer = __require("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = __commonJSMin(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = __commonJSMin(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = __commonJSMin(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = __commonJSMin(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = __commonJSMin(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			this.commentBefore = null;
			this.comment = null;
			this.errors = [];
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = __commonJSMin(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = __commonJSMin(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = __commonJSMin(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = __commonJSMin(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = __commonJSMin(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = __commonJSMin(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = __commonJSMin(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = __commonJSMin(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = __commonJSMin(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = __commonJSMin(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = __commonJSMin(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = __commonJSMin(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = __commonJSMin(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = __commonJSMin(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = __commonJSMin(((exports) => {
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = __commonJSMin(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	visit.BREAK = BREAK;
	visit.SKIP = SKIP;
	visit.REMOVE = REMOVE;
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = __commonJSMin(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	const BOM = "﻿";
	const DOCUMENT = "";
	const FLOW_END = "";
	const SCALAR = "";
	const isCollection = (token) => !!token && "items" in token;
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = __commonJSMin(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = new Set("0123456789ABCDEFabcdef");
	const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = new Set(",[]{}");
	const invalidAnchorChars = new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	var Lexer = class {
		constructor() {
			this.atEnd = false;
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			this.buffer = "";
			this.flowKey = false;
			this.flowLevel = 0;
			this.indentNext = 0;
			this.indentValue = 0;
			this.lineEndPos = null;
			this.next = null;
			this.pos = 0;
		}
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = __commonJSMin(((exports) => {
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = __commonJSMin(((exports) => {
	var node_process = __require("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			default: return [];
		}
	}
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	var Parser = class {
		constructor(onNewLine) {
			this.atNewLine = true;
			this.atScalar = false;
			this.indent = 0;
			this.offset = 0;
			this.onKeyLine = false;
			this.stack = [];
			this.source = "";
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// src/config/yaml.ts
var import_dist = __commonJSMin(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}))();
const MAX_ALIASES = 100;
const MAX_DEPTH = 50;
const MESSAGES = {
	UNEXPECTED_TOKEN: "this cannot stand here; put a value that holds {, }, [, ], \": \" or \" #\" in quotes",
	TAB_AS_INDENT: "a tab cannot indent; use spaces",
	MULTIPLE_DOCS: "one file holds one experiment; remove \"---\""
};
function parseYaml(text, file) {
	const lines = new import_dist.LineCounter();
	const position = (offset) => {
		const { line, col } = lines.linePos(Math.min(offset, text.length));
		return {
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
	};
	refuseDeepNesting(text, file, position);
	const document = (0, import_dist.parseDocument)(text, {
		lineCounter: lines,
		prettyErrors: false,
		uniqueKeys: true,
		logLevel: "error"
	});
	const faults = [...document.errors, ...document.warnings];
	if (faults.length > 0) {
		const broken = faults.findIndex(({ code }) => code !== "DUPLICATE_KEY");
		throw new ConfigError(file, faults.slice(0, broken === -1 ? faults.length : broken + 1).map(({ code, message, pos }) => ({
			position: position(pos[0]),
			message: code === "DUPLICATE_KEY" ? `the key "${keyAt(text, pos[0])}" stands here twice; remove one` : `not valid YAML: ${MESSAGES[code] ?? message}`
		})));
	}
	refuseOddKeys(document, file, position);
	return {
		value: toPlainValue(document, file),
		positionOf: (path) => position(offsetOf(document, path, false)),
		positionOfKey: (path) => position(offsetOf(document, path, true))
	};
}
function refuseDeepNesting(text, file, position) {
	const pending = [];
	for (const token of new import_dist.Parser().parse(text)) pending.push([token, 0]);
	for (let entry = pending.pop(); entry !== void 0; entry = pending.pop()) {
		const [token, depth] = entry;
		if (depth > MAX_DEPTH) throw new ConfigError(file, [{
			position: position(token.offset),
			message: `is nested more than ${MAX_DEPTH} levels deep`
		}]);
		if (token.type === "document" && token.value !== void 0) pending.push([token.value, depth]);
		if (!("items" in token)) continue;
		for (const { key, value } of token.items) {
			if (key) pending.push([key, depth + 1]);
			if (value) pending.push([value, depth + 1]);
		}
	}
}
function refuseOddKeys(document, file, position) {
	(0, import_dist.visit)(document, { Pair(_, { key }) {
		if ((0, import_dist.isScalar)(key) && key.value !== "__proto__") return;
		const offset = (0, import_dist.isNode)(key) ? key.range?.[0] ?? 0 : 0;
		const message = (0, import_dist.isScalar)(key) ? "the key \"__proto__\" is reserved; choose another" : "a key must be plain text";
		throw new ConfigError(file, [{
			position: position(offset),
			message
		}]);
	} });
}
function toPlainValue(document, file) {
	try {
		return document.toJS({ maxAliasCount: MAX_ALIASES });
	} catch (error) {
		throw new ConfigError(file, [{
			position: null,
			message: `its aliases cannot be resolved: ${error instanceof Error ? error.message : String(error)}`
		}], { cause: error });
	}
}
function offsetOf(document, path, ofKey) {
	let node = resolve(document, document.contents);
	let offset = node?.range?.[0] ?? 0;
	for (const [index, segment] of path.entries()) {
		let next;
		if ((0, import_dist.isMap)(node)) {
			const pair = node.items.find(({ key }) => (0, import_dist.isScalar)(key) && String(key.value) === String(segment));
			if (pair === void 0) return offset;
			const keyOffset = (0, import_dist.isScalar)(pair.key) ? pair.key.range?.[0] ?? offset : offset;
			if (ofKey && index === path.length - 1) return keyOffset;
			next = pair.value;
			offset = keyOffset;
		} else if ((0, import_dist.isSeq)(node) && typeof segment === "number") next = node.items[segment];
		else return offset;
		if ((0, import_dist.isNode)(next) && !((0, import_dist.isScalar)(next) && next.source === "")) offset = next.range?.[0] ?? offset;
		node = resolve(document, next);
	}
	return offset;
}
function resolve(document, node) {
	if ((0, import_dist.isAlias)(node)) return node.resolve(document) ?? null;
	return (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node) || (0, import_dist.isScalar)(node) ? node : null;
}
function keyAt(text, offset) {
	return /^[^:\n]{0,100}/.exec(text.slice(offset, offset + 100))?.[0].trim() ?? "";
}
// src/config/load.ts
const MAX_CONFIG_BYTES = 262144;
async function loadConfig(path) {
	return parseConfig(await readText(path), path);
}
function parseConfig(text, path) {
	const source = parseYaml(text, path);
	if (source.value === null || source.value === void 0) throw new ConfigError(path, [{
		position: null,
		message: "is empty; it needs at least trainer, models and metrics"
	}]);
	const parsed = configSchema.safeParse(source.value);
	if (!parsed.success) throw new ConfigError(path, describeIssues(parsed.error.issues, source));
	const { metrics, seeds, ...rest } = parsed.data;
	return {
		...rest,
		path,
		metrics: normaliseMetrics(metrics),
		seeds: normaliseSeeds(seeds)
	};
}
async function readText(path) {
	const refuse = (message, cause) => new ConfigError(path, [{
		position: null,
		message
	}], { cause });
	try {
		const file = await open(path);
		try {
			const stats = await file.stat();
			if (stats.isDirectory()) throw refuse("is a folder; name the config in it, e.g. conclusive.yml");
			if (!stats.isFile()) throw refuse("is not a regular file");
			if (stats.size > MAX_CONFIG_BYTES) throw refuse(`has ${stats.size} bytes; a config may have at most ${MAX_CONFIG_BYTES}`);
			return new TextDecoder("utf-8", { fatal: true }).decode(await file.readFile());
		} finally {
			await file.close();
		}
	} catch (error) {
		if (error instanceof ConfigError) throw error;
		const { code, message } = error;
		if (code === "ENOENT") throw refuse("no such file; write one with \"conclusive init\" or name another with --config", error);
		if (code === "EISDIR") throw refuse("is a folder; name the config in it, e.g. conclusive.yml", error);
		if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw refuse("is not UTF-8 text; save it as UTF-8", error);
		throw refuse(`cannot be read: ${message}`, error);
	}
}
// src/git/git.ts
const execFileAsync = promisify(execFile);
const MAX_OUTPUT_BYTES = 67108864;
var GitError = class extends Error {
	name = "GitError";
	stderr;
	constructor(args, stderr, options) {
		super(`git ${args.join(" ")}: ${stderr.trim() || "failed without a message"}`, options);
		this.stderr = stderr;
	}
};
async function git(directory, ...args) {
	const quiet = [
		"-c",
		"core.hooksPath=/dev/null",
		"-c",
		"advice.detachedHead=false"
	];
	try {
		const { stdout } = await execFileAsync("git", [...quiet, ...args], {
			cwd: directory,
			maxBuffer: MAX_OUTPUT_BYTES,
			env: {
				...process.env,
				GIT_TERMINAL_PROMPT: "0",
				LC_ALL: "C"
			}
		});
		return stdout;
	} catch (error) {
		throw new GitError(args, error instanceof Error && "stderr" in error ? String(error.stderr) : String(error), { cause: error });
	}
}
async function tryGit(directory, ...args) {
	try {
		return await git(directory, ...args);
	} catch (error) {
		if (error instanceof GitError) return null;
		throw error;
	}
}
// src/git/repository.ts
async function findRepositoryRoot(directory) {
	const root = await tryGit(directory, "rev-parse", "--show-toplevel");
	return root === null ? null : resolve$1(root.trim());
}
async function cleanHead(directory) {
	const status = await tryGit(directory, "status", "--porcelain", "--untracked-files=all");
	if (status === null || status.trim() !== "") return null;
	return (await tryGit(directory, "rev-parse", "--verify", "--quiet", "HEAD"))?.trim() ?? null;
}
async function readCommittedFile(root, commit, path) {
	return tryGit(root, "show", "--end-of-options", `${commit}:${path}`);
}
// src/git/refs.ts
const DEEPEN_STEPS = [
	50,
	500,
	5e3
];
async function resolveCommit(repository, ref) {
	if (ref.startsWith("-")) throw new UserError(`unknown git ref "${ref}": a ref does not begin with "-"`);
	const local = await revParse(repository, ref) ?? await revParse(repository, `origin/${ref}`);
	if (local !== null) return local;
	const remote = await tryGit(repository, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", ref) === null ? null : await revParse(repository, "FETCH_HEAD");
	if (remote !== null) return remote;
	throw new UserError(await describeUnknownRef(repository, ref));
}
async function mergeBase(repository, base, head) {
	const found = await tryGit(repository, "merge-base", base, head);
	if (found !== null) return found.trim();
	for (const depth of DEEPEN_STEPS) {
		if (!await isShallow(repository)) return null;
		if (await tryGit(repository, "fetch", "--quiet", "--no-tags", `--depth=${depth}`, "origin", base, head) === null) break;
		const deeper = await tryGit(repository, "merge-base", base, head);
		if (deeper !== null) return deeper.trim();
	}
	if (await isShallow(repository) && await tryGit(repository, "fetch", "--quiet", "--no-tags", "--unshallow", "origin") === null) return null;
	return (await tryGit(repository, "merge-base", base, head))?.trim() ?? null;
}
async function defaultBranch(repository) {
	const candidates = [
		(await tryGit(repository, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"))?.trim(),
		"origin/main",
		"origin/master",
		"main",
		"master"
	];
	for (const name of candidates) if (name !== void 0 && await revParse(repository, name) !== null) return name;
	return null;
}
async function revParse(repository, ref) {
	const commit = await tryGit(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
	return commit === null || commit.trim() === "" ? null : commit.trim();
}
async function isShallow(repository) {
	return (await git(repository, "rev-parse", "--is-shallow-repository")).trim() === "true";
}
async function describeUnknownRef(repository, ref) {
	const guess = nearest(ref, (await tryGit(repository, "for-each-ref", "--format=%(refname:short)", "--count=1000") ?? "").split("\n").filter((name) => name !== ""));
	return `unknown git ref "${ref}": neither this clone nor its remote "origin" has it${guess === null ? "" : `; did you mean "${guess}"?`}`;
}
// src/plan/compared-refs.ts
async function compareRefs({ root, base, head, baseIsExact = false }) {
	if (root === null) throw new UserError("models: \"ref\" needs a git repository, and there is none around the config; remove \"ref\", or run inside a clone");
	if (await tryGit(root, "rev-parse", "--verify", "--quiet", "HEAD") === null) throw new UserError("models: \"ref\" needs commits, and this repository has none yet; commit first");
	const headCommit = head === void 0 ? null : await resolveCommit(root, head);
	const from = headCommit ?? await cleanHead(root) ?? await resolveCommit(root, "HEAD");
	const baseName = base ?? await defaultBranch(root);
	if (baseName === null) throw new UserError("models: cannot tell what \"ref: base\" means: no --base is given, and there is no branch origin/HEAD, main or master; name the ref with --base");
	const baseTip = await resolveCommit(root, baseName);
	if (headCommit === baseTip) return {
		baseTip,
		base: baseTip,
		head: headCommit,
		notice: "base and head are the same commit, so any difference is one of parameters"
	};
	if (baseIsExact) return {
		baseTip,
		base: baseTip,
		head: headCommit,
		notice: null
	};
	const shared = await mergeBase(root, baseTip, from);
	if (shared === null) return {
		baseTip,
		base: baseTip,
		head: headCommit,
		notice: "base and head share no history in this clone; the baseline is the tip of the base"
	};
	return {
		baseTip,
		base: shared,
		head: headCommit,
		notice: shared === baseTip ? null : "the base branch has moved on; the baseline is the commit at which this branch left it"
	};
}
// src/plan/open-config.ts
async function openConfig({ configPath, governedByBase, ...named }) {
	const root = await findRepositoryRoot(dirname(configPath));
	if (governedByBase && root === null) await refuseWithoutGit(dirname(configPath));
	if (!governedByBase || root === null) {
		const config = await loadConfig(configPath);
		const refs = namesComparedRefs(config) ? await compareRefs({
			root,
			...named
		}) : null;
		return {
			config,
			root,
			refs,
			notices: refs?.notice ? [refs.notice] : []
		};
	}
	const refs = await compareRefs({
		root,
		...named
	});
	const { config, notice } = await governingConfig(root, configPath, refs);
	const compared = namesComparedRefs(config) ? refs : null;
	return {
		config,
		root,
		refs: compared,
		notices: [notice, compared?.notice].flatMap((text) => text ?? [])
	};
}
async function refuseWithoutGit(folder) {
	throw new UserError(`the config of the base cannot be read, since git does not open ${folder}: ${await git(folder, "rev-parse", "--show-toplevel").then(() => "unknown", (error) => error.message)}`);
}
async function governingConfig(root, configPath, refs) {
	const path = relative(root, resolve$1(configPath)).split(sep).join("/");
	const textAt = (commit) => commit === null ? readFile(configPath, "utf8").catch(() => null) : readCommittedFile(root, commit, path);
	const [governing, before, after] = await Promise.all([
		textAt(refs.baseTip),
		textAt(refs.base),
		textAt(refs.head)
	]);
	if (governing !== null) return {
		config: parseConfig(governing, `${refs.baseTip.slice(0, 7)}:${path}`),
		notice: after === before ? null : `this branch changes ${path}; the base's config governs here, and the change takes effect once merged`
	};
	return {
		config: refs.head === null || after === null ? await loadConfig(configPath) : parseConfig(after, `${refs.head.slice(0, 7)}:${path}`),
		notice: `the base has no ${path} yet, so this branch's own config governs`
	};
}
function namesComparedRefs({ models }) {
	return [models.baseline, ...models.variants].some(({ ref }) => ref === "base" || ref === "head");
}
// src/git/tree.ts
const GENERATED_FOLDERS = new Set([
	".git",
	".conclusive",
	"node_modules",
	"__pycache__",
	".venv"
]);
async function listCommit(root, commit, paths) {
	const listed = await git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", ...scope(paths));
	return new Map(fields(listed).map((entry) => {
		const tab = entry.indexOf("	");
		return [entry.slice(tab + 1), entry.slice(0, tab).split(" ")[2] ?? ""];
	}));
}
async function listCheckout(directory, paths) {
	const root = await findRepositoryRoot(directory);
	if (root === null) return nameFiles(directory, (await Promise.all(paths.map((path) => walk(directory, path)))).flat());
	const head = await tryGit(root, "rev-parse", "--verify", "--quiet", "HEAD");
	const untracked = fields(await git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ...scope(paths)));
	if (head === null) return nameFiles(root, [...fields(await git(root, "ls-files", "-z", "--cached", "--", ...scope(paths))), ...untracked]);
	const changed = fields(await git(root, "diff", "--name-only", "--no-renames", "-z", "HEAD", "--", ...scope(paths)));
	const listing = new Map(await listCommit(root, head.trim(), paths));
	for (const path of changed) listing.delete(path);
	for (const [path, name] of await nameFiles(root, [...changed, ...untracked])) listing.set(path, name);
	return listing;
}
function digestListing(listing, except = new Set()) {
	const hash = createHash("sha256");
	for (const path of [...listing.keys()].sort()) if (!except.has(path)) hash.update(`${path}\0${listing.get(path)}\0`);
	return hash.digest("hex");
}
function scope(paths) {
	return paths.map((path) => path === "" ? "." : path);
}
function fields(text) {
	return text.split("\0").filter((field) => field !== "");
}
async function walk(directory, path) {
	const start = join$1(directory, path);
	const stat = await lstat(start).catch(() => null);
	if (stat === null) return [];
	if (!stat.isDirectory()) return [path];
	const files = [];
	const pending = [start];
	for (let folder = pending.pop(); folder !== void 0; folder = pending.pop()) for (const entry of await readdir(folder, { withFileTypes: true })) {
		const full = join$1(folder, entry.name);
		if (!entry.isDirectory()) files.push(relative(directory, full).split(sep).join("/"));
		else if (!GENERATED_FOLDERS.has(entry.name)) pending.push(full);
	}
	return files;
}
async function nameFiles(root, files) {
	const listing = new Map();
	for (const file of files) {
		const full = join$1(root, file);
		const stat = await lstat(full).catch(() => null);
		if (stat === null || stat.isDirectory()) continue;
		const hash = createHash("sha1").update(`blob ${stat.size}\0`);
		if (stat.isSymbolicLink()) hash.update(await readlink(full));
		else for await (const chunk of createReadStream(full)) hash.update(chunk);
		listing.set(file, hash.digest("hex"));
	}
	return listing;
}
// src/git/worktree.ts
async function addWorktree(root, commit, path) {
	await mkdir(dirname(path), { recursive: true });
	await git(root, "worktree", "add", "--quiet", "--detach", "--force", path, commit);
	if (await lstat(join$1(path, ".gitmodules")).catch(() => null) === null) return;
	try {
		await git(path, "submodule", "update", "--quiet", "--init", "--recursive");
	} catch (error) {
		if (!(error instanceof GitError)) throw error;
		throw new UserError(`the submodules of ${commit.slice(0, 7)} cannot be checked out: ${error.message}`, { cause: error });
	}
}
async function changedFiles(worktree) {
	return (await git(worktree, "diff", "--name-only", "--no-renames", "-z", "HEAD")).split("\0").filter((file) => file !== "");
}
async function pruneWorktrees(root) {
	await tryGit(root, "worktree", "prune");
}
// src/plan/code-tree.ts
function openTree(request, commit) {
	return commit === null ? openCheckout(request) : openWorktree(request, commit);
}
async function openWorktree({ root, worktrees, paths }, commit) {
	const directory = join$1(worktrees, commit.slice(0, 12));
	await addWorktree(root, commit, directory);
	return {
		directory,
		commit,
		listing: await listCommit(root, commit, paths),
		inspect: async () => ({
			changed: await changedFiles(directory),
			added: []
		})
	};
}
async function openCheckout({ root, insideGit, output, paths }) {
	const list = async () => outside(toRootPath(root, output), await listCheckout(root, paths));
	const listing = await list();
	return {
		directory: root,
		commit: insideGit ? await cleanHead(root) : null,
		listing,
		async inspect() {
			const now = await list();
			return {
				changed: [...listing].filter(([file, content]) => now.get(file) !== content).map(([file]) => file),
				added: [...now.keys()].filter((file) => !listing.has(file))
			};
		}
	};
}
function select(listing, paths) {
	return new Map([...listing].filter(([file]) => paths.some((path) => contains(path, file))));
}
function digestPath(listing, path) {
	const selected = select(listing, [path]);
	return selected.size === 0 ? null : digestListing(selected);
}
function toRootPath(root, path) {
	return relative(root, path).split(sep).join("/");
}
function outside(folder, listing) {
	return new Map([...listing].filter(([file]) => folder === "" || !contains(folder, file)));
}
function contains(path, file) {
	return path === "" || file === path || file.startsWith(`${path}/`);
}
// src/plan/fingerprint.ts
function fingerprint(identity) {
	return createHash("sha256").update(canonicalJson({
		...identity,
		revision: 2
	})).digest("hex");
}
// src/plan/prepare-models.ts
async function prepareModels(request) {
	const { config, root } = request;
	const configFile = inside("", toRootPath(root, request.configPath), "config");
	const folder = posix.dirname(configFile) === "." ? "" : posix.dirname(configFile);
	const code = config.code === void 0 ? [""] : config.code.map((path) => inside(folder, path, "code"));
	const evaluation = config.evaluation.map((path) => [path, inside(folder, path, "evaluation")]);
	const paths = [...code, ...evaluation.map(([, path]) => path)];
	const trees = new Map();
	const prepared = [];
	for (const { name, ref = null, params } of [{
		name: "baseline",
		...config.models.baseline
	}, ...config.models.variants]) {
		const commit = await commitOf(request, ref);
		const tree = trees.get(commit) ?? await openTree({
			...request,
			paths
		}, commit);
		trees.set(commit, tree);
		const codeDigest = digestListing(select(tree.listing, code), new Set([configFile]));
		const identity = {
			...request.trainer,
			code: codeDigest,
			params: {
				...config.params,
				...params
			},
			vary: [...config.vary].sort(),
			data: config.data
		};
		const model = {
			name,
			ref,
			commit: tree.commit,
			directory: join$1(tree.directory, folder),
			params: identity.params,
			fingerprint: (seed) => fingerprint({
				...identity,
				seed
			})
		};
		prepared.push({
			model,
			tree
		});
	}
	const digests = prepared.map(({ model, tree }) => ({
		model: model.name,
		files: Object.fromEntries(evaluation.map(([name, path]) => [name, digestPath(tree.listing, path)]))
	}));
	refuseMissing(config.evaluation, digests);
	return {
		models: prepared.map(({ model }) => model),
		evaluation: digests,
		inspectCode: () => inspectAll(prepared, [...trees.values()])
	};
}
async function commitOf({ root, refs }, ref) {
	if (ref === null) return null;
	if (ref === "base" && refs !== null) return refs.base;
	if (ref === "head" && refs !== null) return refs.head;
	return resolveCommit(root, ref);
}
function refuseMissing(evaluation, digests) {
	const missing = evaluation.find((path) => digests.every(({ files }) => files[path] === null));
	if (missing === void 0) return;
	throw new UserError(`evaluation: no model has "${missing}"; it is misspelt, or git ignores it and cannot tell whether it changed`);
}
async function inspectAll(prepared, trees) {
	const changes = new Map(await Promise.all(trees.map(async (tree) => [tree, await tree.inspect()])));
	return {
		changed: prepared.map(({ model, tree }) => ({
			model: model.name,
			files: changes.get(tree)?.changed ?? []
		})).filter(({ files }) => files.length > 0),
		added: [...changes.values()].flatMap(({ added }) => added)
	};
}
function inside(folder, path, key) {
	const joined = posix.normalize(posix.join(folder, path.split("\\").join("/"))).replace(/\/$/, "");
	if (joined === ".." || joined.startsWith("../") || posix.isAbsolute(path)) throw new UserError(`${key}: "${path}" leads out of the repository; name files inside it, relative to the config`);
	return joined === "." ? "" : joined;
}
// src/records/remove-folder.ts
async function removeFolder(path, warn) {
	const remove = () => rm(path, {
		recursive: true,
		force: true,
		maxRetries: 3
	});
	try {
		await remove().catch(async () => {
			await openUp(path);
			await remove();
		});
	} catch (error) {
		warn(`${path} could not be removed: ${error.message}`);
	}
}
async function openUp(folder) {
	await chmod(folder, 448);
	for (const name of await readdir(folder)) {
		const path = join$1(folder, name);
		if ((await lstat(path)).isDirectory()) await openUp(path);
	}
}
// src/plan/workspace.ts
async function openWorkspace({ configPath, output, root, warn }) {
	const folder = resolve$1(output ?? join$1(dirname(configPath), ".conclusive"));
	await refuseLink(folder);
	if (root !== null) await refuseTrackedRecords(root, join$1(folder, "runs"));
	const temporary = join$1(folder, "tmp");
	await removeLeftovers(temporary, warn);
	await mkdir(temporary, { recursive: true });
	const scratch = await mkdtemp(join$1(temporary, `${process.pid}-`));
	return {
		output: folder,
		scratch,
		async close() {
			await removeFolder(scratch, warn);
			if (root !== null) await pruneWorktrees(root);
		}
	};
}
async function refuseLink(folder) {
	if ((await lstat(folder).catch(() => null))?.isSymbolicLink()) throw new UserError(`${folder} is a link; records are not written through links: remove it, or name another folder with --output`);
}
async function refuseTrackedRecords(root, runs) {
	const tracked = await tryGit(root, "ls-files", "--", runs);
	if (tracked === null || tracked.trim() === "") return;
	throw new UserError(`${runs} holds run records that git tracks (${tracked.split("\n")[0]}); records are measurements and cannot come with the code: git rm -r --cached them`);
}
async function removeLeftovers(temporary, warn) {
	const dead = (await readdir(temporary).catch(() => [])).filter((name) => !isRunning(Number.parseInt(name, 10)));
	await Promise.all(dead.map((name) => removeFolder(join$1(temporary, name), warn)));
}
function isRunning(pid) {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}
// src/records/examples-digest.ts
function examplesDigest({ splits, classNames }) {
	const columns = splits.get("test") ?? splits.get("validation");
	if (columns === void 0) return null;
	const { ids, labels } = columns;
	const examples = labels.map((label, index) => JSON.stringify([ids[index], classNames?.[label] ?? String(label)]));
	const hash = createHash("sha256");
	for (const example of examples.sort()) hash.update(example);
	return hash.digest("hex");
}
// src/records/prediction-lines.ts
function* canonicalPredictions(table) {
	for (const split of SPLITS) {
		const columns = table.splits.get(split);
		if (columns === void 0) continue;
		const slicesOf = invert(columns.slices);
		for (const [index, id] of columns.ids.entries()) {
			const probabilities = columns.probabilities?.[index];
			const slices = slicesOf.get(index);
			const row = {
				split,
				id,
				label: columns.labels[index],
				prediction: columns.predictions[index],
				probabilities,
				slices
			};
			yield `${JSON.stringify(row)}\n`;
		}
	}
}
function invert(slices) {
	const names = new Map();
	for (const name of [...slices.keys()].sort()) for (const position of slices.get(name) ?? []) {
		const known = names.get(position);
		if (known === void 0) names.set(position, [name]);
		else known.push(name);
	}
	return names;
}
// src/records/unsavable-record-error.ts
var UnsavableRecordError = class extends Error {
	name = "UnsavableRecordError";
};
// src/records/within-bytes.ts
function* withinBytes(pieces, maxBytes, tooLarge) {
	let total = 0;
	for (const piece of pieces) {
		total += Buffer.byteLength(piece);
		if (total > maxBytes) throw tooLarge();
		yield piece;
	}
}
// src/records/store.ts
const MAX_RECORD_BYTES = 20971520;
const OWN_ENTRIES = new Set(["runs", "tmp"]);
const RECORD_FILE = /^([0-9a-f]{64})\.json$/;
async function openRunStore(directory, warn) {
	const output = resolve$1(directory);
	const folder = join$1(output, "runs");
	await makeFolder(output);
	await ignoreInGit(output);
	await makeFolder(folder);
	const pathOf = (fingerprint) => join$1(folder, `${fingerprint}.json`);
	async function find(fingerprint) {
		const path = pathOf(fingerprint);
		try {
			const record = parseRecord(await readText$1(path, MAX_RECORD_BYTES));
			if (record.fingerprint !== fingerprint) throw new Error(`it is the record of ${record.fingerprint}`);
			if (record.predictions !== null) await lstat(join$1(folder, record.predictions.file));
			return record;
		} catch (error) {
			if (isMissing(error) && error.path === path) return null;
			warn(`${path} is not used: ${error.message}`);
			return null;
		}
	}
	async function save(record, predictionsFile) {
		const { fingerprint, model, seed } = record;
		let predictions = null;
		const parsed = runRecordSchema.safeParse({
			...record,
			predictions
		});
		const unsavable = (what) => new UnsavableRecordError(`the record of ${model}, seed ${seed}, ${what}`);
		if (!parsed.success) throw unsavable(describe(parsed.error));
		if (predictionsFile !== void 0) {
			const file = `${fingerprint}.predictions.jsonl`;
			const table = await takePredictions(predictionsFile);
			const lines = withinBytes(canonicalPredictions(table), MAX_PREDICTIONS_BYTES, () => unsavable("has predictions of more than 200 MB as JSON lines; leave fewer examples or probabilities"));
			predictions = {
				file,
				sha256: await writeAtomically(join$1(folder, file), lines),
				examples: examplesDigest(table)
			};
		}
		const text = `${canonicalJson({
			...parsed.data,
			predictions
		})}\n`;
		if (Buffer.byteLength(text) > MAX_RECORD_BYTES) throw unsavable("is larger than 20 MB; log fewer metrics or epochs");
		await writeAtomically(pathOf(fingerprint), [text]);
		return parseRecord(text);
	}
	async function list() {
		const records = [];
		for (const name of (await readdir(folder)).sort()) {
			const fingerprint = RECORD_FILE.exec(name)?.[1];
			const record = fingerprint === void 0 ? null : await find(fingerprint);
			if (record !== null) records.push(record);
		}
		return records;
	}
	async function predictionsOf({ predictions }) {
		if (predictions === null) return null;
		const path = join$1(folder, predictions.file);
		try {
			const digest = createHash("sha256");
			for await (const chunk of readChunks(path, MAX_PREDICTIONS_BYTES)) digest.update(chunk);
			if (digest.digest("hex") !== predictions.sha256) throw new Error("it is not what the record was saved with");
			return path;
		} catch (error) {
			warn(`${path} is not used: ${error.message}`);
			return null;
		}
	}
	async function discard(fingerprint) {
		await rm(pathOf(fingerprint), { force: true });
	}
	return {
		find,
		save,
		discard,
		list,
		predictionsOf
	};
}
async function makeFolder(path) {
	const stat = await lstat(path).catch((error) => {
		if (isMissing(error)) return null;
		throw error;
	});
	if (stat !== null && !stat.isDirectory()) throw new UserError(`${path} is ${stat.isSymbolicLink() ? "a link" : "not a folder"}; run records are kept in a folder of their own: remove it, or name another with --output`);
	await mkdir(path, { recursive: true });
}
async function ignoreInGit(directory) {
	if (!(await readdir(directory)).every((name) => OWN_ENTRIES.has(name))) return;
	await writeFile(join$1(directory, ".gitignore"), "*\n", { flag: "wx" });
}
async function takePredictions(path) {
	try {
		return await readPredictions(path);
	} catch (error) {
		if (error instanceof UnreadableRunError) throw new UnsavableRecordError(error.message, { cause: error });
		if (error instanceof UnusableFileError || isMissing(error)) throw new UnsavableRecordError(`${basename(path)}: ${error.message}`, { cause: error });
		throw error;
	}
}
function parseRecord(text) {
	const parsed = runRecordSchema.safeParse(parseJson(text));
	if (parsed.success) return parsed.data;
	throw new Error(describe(parsed.error));
}
function describe(error) {
	const [issue] = error.issues;
	return `is not valid: ${issue?.path.join(".")}: ${issue?.message}`;
}
function isMissing(error) {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
// src/train/command-line.ts
function splitCommand(template) {
	const parts = (0, import_shell_quote.parse)(template, (name) => `$${name}`).map((part) => {
		if (typeof part === "string") return part;
		if ("comment" in part) return `#${part.comment}`;
		if (part.op === "glob") return part.pattern;
		throw new UserError(`trainer.command: "${part.op}" needs a shell, and none is started; put the steps in a script, or quote them as in: bash -c "first && second"`);
	});
	if (parts.length === 0) throw new UserError("trainer.command is empty; write the program and its arguments");
	return parts;
}
function fillCommand(template, values) {
	return template.map((argument) => argument.replaceAll(/\{([A-Za-z_][\w.-]*)\}/g, (whole, name) => {
		if (name === "seed") return String(values.seed);
		if (name === "run_dir") return values.runDirectory;
		const key = name.startsWith("params.") ? name.slice(7) : null;
		if (key === null) throw new UserError(`trainer.command: unknown placeholder ${whole}; allowed: {seed}, {run_dir}, {params.NAME}`);
		const value = Object.hasOwn(values.params, key) ? values.params[key] : void 0;
		if (value === void 0) throw new UserError(`trainer.command: ${whole} is not a parameter of this model (parameters: ${Object.keys(values.params).join(", ") || "none"}); add it under params`);
		return String(value);
	}));
}
// src/train/command-trainer.ts
function createCommandTrainer(template) {
	const parts = splitCommand(template);
	return {
		kind: "command",
		description: `command ${template}`,
		identity: {
			trainer: { command: template },
			backend: "command",
			versions: { platform: `${process.platform}-${process.arch}` }
		},
		unusableExitCode: null,
		async command({ seed, params, runDirectory }) {
			return {
				argv: fillCommand(parts, {
					seed,
					runDirectory,
					params
				}),
				environment: {
					CONCLUSIVE_SEED: String(seed),
					CONCLUSIVE_PARAMS: JSON.stringify(params),
					CONCLUSIVE_RUN_DIR: runDirectory
				}
			};
		}
	};
}
// src/train/environment.ts
const RUNNER_NAMES = /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_|STATE_|CI_JOB_)/i;
const SECRET_NAMES = /(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|AUTH|COOKIE|NETRC|SSH_AGENT|CONNECTION_STRING)/i;
const LOADER_NAMES = /^(NODE_OPTIONS|NODE_PATH)$/i;
const ONE_THREAD = {
	OMP_NUM_THREADS: "1",
	OPENBLAS_NUM_THREADS: "1",
	MKL_NUM_THREADS: "1",
	NUMEXPR_NUM_THREADS: "1",
	VECLIB_MAXIMUM_THREADS: "1",
	RAYON_NUM_THREADS: "1"
};
function trainingEnvironment(inherited, own) {
	const kept = Object.entries(inherited).filter((entry) => entry[1] !== void 0 && !RUNNER_NAMES.test(entry[0]) && !SECRET_NAMES.test(entry[0]) && !LOADER_NAMES.test(entry[0]));
	return {
		...ONE_THREAD,
		...Object.fromEntries(kept),
		...own
	};
}
// src/train/worker-command.ts
function workerPath() {
	const besideBundle = fileURLToPath(new URL("./worker.js", import.meta.url));
	return existsSync(besideBundle) ? besideBundle : fileURLToPath(new URL("../../dist/worker.js", import.meta.url));
}
function workerCommand(jobPath) {
	return [
		process.execPath,
		workerPath(),
		jobPath
	];
}
// src/train/backends/choose.ts
const PROBE_TIMEOUT_MS = 6e4;
async function chooseBackend(wanted, folder) {
	if (wanted === "wasm") return {
		backend: "wasm",
		reason: "the config asks for it",
		version: null
	};
	const probed = await probe(folder);
	if (probed.version !== null) return {
		backend: "node",
		reason: wanted === "node" ? "the config asks for it" : `${TFJS_NODE} is installed`,
		version: probed.version
	};
	if (wanted === "auto") return {
		backend: "wasm",
		reason: probed.failure,
		version: null
	};
	throw new UserError(`trainer.backend: node needs ${TFJS_NODE}, but ${probed.failure}; run npm install ${TFJS_NODE} beside the module, or set backend: auto`);
}
async function probe(folder) {
	if (findTfjsNode(folder) === null) return {
		version: null,
		failure: `${TFJS_NODE} is not installed`
	};
	try {
		const { stdout } = await promisify(execFile)(process.execPath, [
			workerPath(),
			"--probe",
			folder
		], {
			env: trainingEnvironment(process.env, {}),
			timeout: PROBE_TIMEOUT_MS
		});
		return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
	} catch (error) {
		return {
			version: null,
			failure: `${TFJS_NODE} is installed and does not load: ${error.message.split("\n")[0]}`
		};
	}
}
// src/train/module-trainer.ts
async function createModuleTrainer({ trainer, vary, data }, module, configFolder) {
	const { backend, reason, version } = await chooseBackend(trainer.backend, dirname(join$1(configFolder, module)));
	const program = createHash("sha256").update(await readFile(workerPath())).digest("hex");
	return {
		kind: "module",
		description: `module ${module}, backend ${backend}: ${reason}`,
		identity: {
			trainer: { module },
			backend: version === null ? backend : `${backend} ${version}`,
			versions: {
				worker: program,
				node: process.versions.node.split(".")[0] ?? "",
				platform: `${process.platform}-${process.arch}`
			}
		},
		unusableExitCode: 2,
		async command({ seed, params, directory, runDirectory }) {
			const job = {
				module: join$1(directory, module),
				seed,
				params,
				vary,
				data,
				backend,
				runDirectory
			};
			const path = join$1(dirname(runDirectory), "job.json");
			await writeFile(path, JSON.stringify(job));
			return {
				argv: workerCommand(path),
				environment: { CONCLUSIVE_RUN_DIR: runDirectory }
			};
		}
	};
}
// src/train/create-trainer.ts
async function createTrainer(config, configFolder) {
	const { module, command } = config.trainer;
	if (module !== void 0) return createModuleTrainer(config, module, configFolder);
	if (command !== void 0) return createCommandTrainer(command);
	throw new Error("the schema lets no config pass that names neither module nor command");
}
// src/experiment/prepare.ts
async function prepare(request) {
	const configPath = await resolveLinks(resolve$1(request.repository, request.config));
	const { config, root, refs, notices } = await openConfig({
		...request,
		configPath,
		governedByBase: request.governedByBase ?? false
	});
	const trainer = await createTrainer(config, dirname(configPath));
	const { output, scratch, close } = await openWorkspace({
		configPath,
		output: request.outputDirectory,
		root,
		warn: warnOf(request)
	});
	try {
		const store = await openRunStore(output, warnOf(request));
		const { models, evaluation, inspectCode } = await prepareModels({
			config,
			configPath,
			refs,
			root: root ?? dirname(configPath),
			insideGit: root !== null,
			worktrees: join$1(scratch, "worktrees"),
			output,
			trainer: trainer.identity
		});
		const origin = {
			version: VERSION,
			config: relative(process.cwd(), configPath) || configPath,
			trainer: trainer.description,
			base: refs === null ? null : {
				name: request.baseName ?? request.base ?? "base",
				commit: refs.base
			},
			head: headOf(refs, models),
			notices: [...request.notices ?? [], ...notices]
		};
		return {
			name: config.name ?? request.config,
			config,
			models,
			evaluation,
			inspectCode,
			trainer,
			store,
			output,
			scratch,
			origin,
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}
function headOf(refs, models) {
	if (refs === null) return models[0]?.commit ?? null;
	return refs.head ?? models.find(({ ref }) => ref === "head")?.commit ?? null;
}
function resolveLinks(path) {
	return realpath(path).catch(() => path);
}
function warnOf({ onProgress }) {
	return (message) => onProgress?.({
		kind: "warning",
		message
	});
}
// src/analysis/incomplete-runs.ts
function markIncompleteRuns(records, metrics) {
	const finished = records.filter(({ status }) => status === "ok");
	const needed = metrics.flatMap((metric) => {
		const split = decidingSplit(finished, metric);
		return split === null ? [] : [{
			metric,
			split
		}];
	});
	return records.map((record) => {
		if (record.status !== "ok") return record;
		const missing = needed.find(({ metric, split }) => record.metrics[split]?.[metric] === void 0);
		if (missing === void 0) return record;
		const failure = `reports no ${missing.metric} on the ${missing.split} split, on which other runs report it`;
		return {
			...record,
			status: "crashed",
			failure
		};
	});
}
// src/plan/looks.ts
const MAX_LOOKS = 6;
function planLooks({ kind, min, max }) {
	if (kind === "fixed") return [max];
	const ratio = (max / min) ** (1 / 5);
	const looks = Array.from({ length: MAX_LOOKS }, (_, look) => Math.round(min * ratio ** look));
	return [...new Set(looks)];
}
// src/plan/runs.ts
function planRuns(models, seeds) {
	return seeds.flatMap((seed, round) => models.map((_, position) => {
		const model = models[(position + round) % models.length];
		return {
			model,
			seed,
			fingerprint: model.fingerprint(seed)
		};
	}));
}
function seedsBetween(before, pairs) {
	return Array.from({ length: pairs - before }, (_, index) => before + index + 1);
}
// src/train/progress.ts
function createProgress(parallel, report) {
	let total = 0;
	let done = 0;
	let trainedSeconds = 0;
	return {
		onPlanned: (plan) => report({
			kind: "planned",
			...plan,
			parallel
		}),
		onLook: (look) => report({
			kind: "look",
			...look
		}),
		onLookedUp(reused, missing) {
			total += missing;
			report({
				kind: "looked-up",
				reused,
				missing
			});
		},
		onStarted: (run) => report({
			kind: "started",
			model: run.model.name,
			seed: run.seed
		}),
		onFinished(run, { status, failure, cost }) {
			done += 1;
			trainedSeconds += cost.wallSeconds;
			report({
				kind: "finished",
				model: run.model.name,
				seed: run.seed,
				status,
				failure,
				wallSeconds: cost.wallSeconds,
				done,
				of: total,
				secondsLeft: (total - done) * (trainedSeconds / done) / parallel
			});
		}
	};
}
// src/train/declared-metrics.ts
function missingMetric({ status, metrics }, declared) {
	if (status !== "ok") return null;
	const reported = Object.values(metrics);
	return declared.find((name) => !reported.some((values) => Object.hasOwn(values, name))) ?? null;
}
function requireMetrics(record, declared) {
	const missing = missingMetric(record, declared);
	if (missing === null) return;
	const { metrics, model, seed } = record;
	const names = [...new Set(Object.values(metrics).flatMap((values) => Object.keys(values)))];
	const bySplit = Object.entries(metrics).map(([split, values]) => `${split} ${Object.keys(values).join(", ")}`);
	const guess = nearest(missing, names);
	throw new UserError(`metrics: the run of ${model}, seed ${seed}, reports no "${missing}"; it reports ${bySplit.join("; ") || "no metric at all"}` + (guess === null ? "" : `; did you mean "${guess}"?`));
}
// src/records/readers/findings.ts
const MAX_VALUES = 4e5;
var Findings = class {
	status = "ok";
	failure = null;
	divergedBy = null;
	epochs = new Map();
	metrics = emptyBags();
	slices = {};
	parameters = null;
	environment = {};
	cost = {};
	predictionsFile = null;
	declared;
	warn;
	#names = new Set();
	#values = 0;
	constructor(declaredMetrics, warn) {
		this.declared = new Set(declaredMetrics);
		this.warn = warn;
	}
	epoch(value, place) {
		const epoch = toNumber(value);
		if (typeof epoch !== "number" || !Number.isFinite(epoch) || epoch < 0) throw new UnreadableRunError(`${formatPlace(place)}: epoch must be a number from 0 on, found ${show$1(value)}`);
		const known = this.epochs.get(epoch);
		if (known !== void 0) return known;
		if (this.epochs.size === 1e5) throw new UnreadableRunError(`${formatPlace(place)}: more than ${MAX_EPOCHS} epochs; log once an epoch, not once a step`);
		const bags = emptyBags();
		this.epochs.set(epoch, bags);
		return bags;
	}
	add(bag, name, value, key, place) {
		const number = toNumber(value);
		if (number === null) return;
		const isEssential = name === "loss" || this.declared.has(name);
		if (number === void 0) {
			if (!isEssential) return;
			throw new UnreadableRunError(`${formatPlace(place)}: ${key} must be a number, found ${show$1(value)}`);
		}
		this.#requireName(name, place);
		if (Number.isFinite(number)) this.#set(bag, name, number, place);
		else if (isEssential) this.diverge(`${formatPlace(place)}: ${key} is ${number}`, name);
		else this.warn(`${formatPlace(place)}: ${key} is ${number} and was left out`);
	}
	diverge(message, name = null) {
		if (this.status !== "ok") return;
		this.status = "diverged";
		this.divergedBy = name;
		this.failure = message;
	}
	crash(message) {
		this.status = "crashed";
		this.failure = message;
	}
	keepPredictions(path) {
		if (this.predictionsFile !== null) {
			const [first, second] = [basename(this.predictionsFile), basename(path)];
			throw new UnreadableRunError(`${first} and ${second} both hold predictions; leave one file with all splits`);
		}
		this.predictionsFile = path;
	}
	#set(bag, name, value, place) {
		if (!bag.has(name)) this.#values += 1;
		if (this.#values > MAX_VALUES) throw new UnreadableRunError(`${formatPlace(place)}: more than ${MAX_VALUES} values in all epochs; log fewer metrics, or not every epoch`);
		bag.set(name, value);
	}
	#requireName(name, place) {
		if (this.#names.has(name)) return;
		const parsed = nameSchema.safeParse(name);
		if (!parsed.success) {
			const reason = parsed.error.issues[0]?.message ?? "is not allowed";
			throw new UnreadableRunError(`${formatPlace(place)}: the name ${show$1(name)} cannot be used: ${reason}`);
		}
		this.#names.add(name);
		if (this.#names.size > 1e3) throw new UnreadableRunError(`${formatPlace(place)}: more than ${MAX_METRICS} different metrics`);
	}
};
function emptyBags() {
	const bags = SPLITS.map((split) => [split, new Map()]);
	return Object.fromEntries(bags);
}
// src/records/readers/metrics-json.ts
const MAX_BYTES = 10485760;
const metricsJson = {
	format: "metrics.json",
	accepts: ({ name }) => name === "metrics.json",
	read: async ({ path, name: file }, findings) => {
		const { status, failure, parameters, environment, cost, slices, ...values } = parseObject(await readText$1(path, MAX_BYTES), file);
		for (const [key, value] of Object.entries(values)) readMetrics(key, value, file, findings);
		if (slices !== void 0) findings.slices = readSlices(slices, file, findings);
		if (parameters !== void 0) findings.parameters = parseField(number().int().min(0).nullable(), parameters, "parameters", file);
		if (environment !== void 0) findings.environment = parseEnvironment(environment, file);
		if (cost !== void 0) findings.cost = parseCost(cost, file);
		readStatus(status, failure, file, findings);
	}
};
function parseObject(text, file) {
	let value;
	try {
		value = parseJson(text);
	} catch (error) {
		throw new UnreadableRunError(`${file}: not valid JSON: ${error.message}`, { cause: error });
	}
	if (!isObject(value)) throw new UnreadableRunError(`${file}: must be an object such as {"accuracy": 0.9}`);
	return value;
}
function readMetrics(key, value, file, findings) {
	const place = {
		file,
		line: null
	};
	const split = splitOfWord(key);
	if (split !== null && isObject(value)) {
		for (const [name, inner] of Object.entries(value)) findings.add(findings.metrics[split], name, inner, `${key}.${name}`, place);
		return;
	}
	const target = splitFlatName(key, "test", findings.declared);
	findings.add(findings.metrics[target.split], target.name, value, key, place);
}
function readSlices(value, file, findings) {
	const slices = parseField(record(nameSchema, object({
		examples: number().int().min(0),
		metrics: record(nameSchema, unknown())
	})), value, "slices", file);
	if (Object.keys(slices).length > 1e3) throw new UnreadableRunError(`${file}: slices must hold at most ${MAX_SLICES} names`);
	const entries = Object.entries(slices).map(([slice, { examples, metrics }]) => {
		const finite = Object.entries(metrics).flatMap(([name, stated]) => {
			const number = toNumber(stated);
			if (typeof number === "number" && Number.isFinite(number)) return [[name, number]];
			findings.warn(`${file}: slices.${slice}.metrics.${name} is ${show$1(stated)} and was left out`);
			return [];
		});
		return [slice, {
			examples,
			metrics: Object.fromEntries(finite)
		}];
	});
	return Object.fromEntries(entries);
}
function readStatus(status, failure, file, findings) {
	const stated = parseField(_enum([
		"ok",
		"diverged",
		"crashed"
	]).nullish(), status, "status", file) ?? "ok";
	const reason = parseField(string().nullish(), failure, "failure", file) ?? `${file} says that the run ${stated}`;
	if (stated === "diverged") findings.diverge(reason.slice(0, MAX_MESSAGE_CHARS));
	if (stated === "crashed") findings.crash(reason.slice(0, MAX_MESSAGE_CHARS));
}
function parseEnvironment(value, file) {
	const schema = record(nameSchema, union([
		string(),
		number(),
		boolean(),
		_null()
	]));
	const entries = Object.entries(parseField(schema, value, "environment", file));
	return Object.fromEntries(entries.slice(0, 100).map(([name, text]) => [name, String(text).slice(0, 200)]));
}
function parseCost(value, file) {
	const amount = (maximum) => number().min(0).max(maximum).nullish();
	const schema = object({
		cpuSeconds: amount(MAX_SECONDS),
		peakMemoryBytes: amount(MAX_MEMORY_BYTES)
	});
	const stated = Object.entries(parseField(schema, value, "cost", file));
	return Object.fromEntries(stated.filter(([, amount]) => typeof amount === "number"));
}
function parseField(schema, value, key, file) {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new UnreadableRunError(`${file}: ${[key, ...issue?.path ?? []].join(".")}: ${issue?.message ?? "not allowed"}, found ${show$1(value)}`);
}
// src/stats/metrics/probabilities.ts
const BINS = 15;
const CLIP = Number.EPSILON;
function probabilityMetrics(labels, probabilities, classes) {
	if (probabilities.length !== labels.length) throw new StatisticsError(`classificationMetrics requires one row of probabilities a label: ${probabilities.length} rows, ${labels.length} labels`);
	const rows = probabilities.map((row, index) => toRow(row, index, classes));
	const auroc = classes === 2 ? areaUnderCurve(labels, rows.map((row) => row[1])) : void 0;
	return {
		log_loss: logLoss(labels, rows),
		ece: expectedCalibrationError(labels, rows),
		...auroc === void 0 ? {} : { auroc }
	};
}
function toRow(row, index, classes) {
	const full = row.length === 1 && classes === 2 ? [1 - row[0], row[0]] : row;
	if (full.length !== classes) throw new StatisticsError(`classificationMetrics requires ${classes} probabilities an example: row ${index + 1} has ${row.length}`);
	for (let label = 0; label < classes; label++) {
		const probability = full[label];
		if (!(probability >= -1e-6 && probability <= 1 + 1e-6)) throw new StatisticsError(`classificationMetrics requires probabilities from 0 to 1: row ${index + 1} holds ${probability}`);
	}
	return full;
}
function logLoss(labels, rows) {
	let sum = 0;
	rows.forEach((row, index) => {
		const probability = row[labels[index]];
		sum -= Math.log(Math.min(Math.max(probability, CLIP), 1 - CLIP));
	});
	return sum / rows.length;
}
function expectedCalibrationError(labels, rows) {
	const excess = new Float64Array(BINS);
	rows.forEach((row, index) => {
		let top = 0;
		for (let label = 1; label < row.length; label++) if (row[label] > row[top]) top = label;
		const probability = row[top];
		const bin = Math.min(Math.max(Math.ceil(probability * BINS) - 1, 0), 14);
		excess[bin] = excess[bin] + (labels[index] === top ? 1 : 0) - probability;
	});
	return excess.reduce((sum, value) => sum + Math.abs(value), 0) / rows.length;
}
function areaUnderCurve(labels, scores) {
	const ranks = midranks(scores);
	let positives = 0;
	let rankSum = 0;
	ranks.forEach((rank, index) => {
		if (labels[index] === 1) {
			positives++;
			rankSum += rank;
		}
	});
	const negatives = scores.length - positives;
	if (positives === 0 || negatives === 0) return void 0;
	return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
}
// src/stats/metrics/classification.ts
function classificationMetrics(input) {
	const { labels, predictions, probabilities, classes } = input;
	if (!(Number.isInteger(classes) && classes >= 1)) throw new StatisticsError(`classificationMetrics requires at least one class, but classes is ${classes}`);
	if (predictions.length !== labels.length) throw new StatisticsError(`classificationMetrics requires one prediction a label: ${predictions.length} predictions, ${labels.length} labels`);
	requireClasses("label", labels, classes);
	requireClasses("prediction", predictions, classes);
	if (labels.length === 0) return {};
	return {
		...confusionMetrics(labels, predictions, classes),
		...probabilities === void 0 ? {} : probabilityMetrics(labels, probabilities, classes)
	};
}
function confusionMetrics(labels, predictions, classes) {
	const n = labels.length;
	const actual = new Float64Array(classes);
	const predicted = new Float64Array(classes);
	const right = new Float64Array(classes);
	for (let index = 0; index < n; index++) {
		const label = labels[index];
		const prediction = predictions[index];
		actual[label] = actual[label] + 1;
		predicted[prediction] = predicted[prediction] + 1;
		if (label === prediction) right[label] = right[label] + 1;
	}
	let hits = 0;
	let present = 0;
	let labelled = 0;
	let f1Sum = 0;
	let weightedF1Sum = 0;
	let recallSum = 0;
	let expectedHits = 0;
	let actualSquares = 0;
	let predictedSquares = 0;
	for (let label = 0; label < classes; label++) {
		const a = actual[label];
		const p = predicted[label];
		const r = right[label];
		hits += r;
		expectedHits += a * p;
		actualSquares += a * a;
		predictedSquares += p * p;
		if (a + p === 0) continue;
		present++;
		const f1 = 2 * r / (a + p);
		f1Sum += f1;
		weightedF1Sum += f1 * a;
		if (a > 0) {
			labelled++;
			recallSum += r / a;
		}
	}
	const spread = Math.sqrt(n * n - actualSquares) * Math.sqrt(n * n - predictedSquares);
	return {
		accuracy: hits / n,
		macro_f1: f1Sum / present,
		micro_f1: hits / n,
		weighted_f1: weightedF1Sum / n,
		balanced_accuracy: recallSum / labelled,
		mcc: spread > 0 ? (hits * n - expectedHits) / spread : 0
	};
}
function requireClasses(kind, values, classes) {
	for (let index = 0; index < values.length; index++) {
		const value = values[index];
		if (!(Number.isInteger(value) && value >= 0 && value < classes)) throw new StatisticsError(`classificationMetrics requires class indices from 0 to ${classes - 1}: ${kind} ${index + 1} is ${value}`);
	}
}
// src/stats/metrics/regression.ts
function regressionMetrics({ labels, predictions }) {
	if (predictions.length !== labels.length) throw new StatisticsError(`regressionMetrics requires one prediction a label: ${predictions.length} predictions, ${labels.length} labels`);
	requireFinite("regressionMetrics", labels);
	requireFinite("regressionMetrics", predictions);
	const n = labels.length;
	if (n === 0) return {};
	const centre = mean(Array.from(labels));
	let squares = 0;
	let absolutes = 0;
	let total = 0;
	for (let index = 0; index < n; index++) {
		const label = labels[index];
		const error = predictions[index] - label;
		squares += error * error;
		absolutes += Math.abs(error);
		total += (label - centre) ** 2;
	}
	return {
		rmse: Math.sqrt(squares / n),
		mae: absolutes / n,
		...total > 0 ? { r2: 1 - squares / total } : {}
	};
}
// src/records/score.ts
const CLASSIFICATION_ONLY = [
	"accuracy",
	"macro_f1",
	"micro_f1",
	"weighted_f1",
	"balanced_accuracy",
	"mcc",
	"auroc",
	"log_loss",
	"ece"
];
const REGRESSION_ONLY = [
	"rmse",
	"mae",
	"mse",
	"r2"
];
const MAX_CLASS_INDEX = 9999;
function scorePredictions(table, declaredMetrics) {
	const task = decideTask(table, declaredMetrics);
	const classes = task === "classification" ? countClasses(table) : 0;
	const score = (predictions) => scoreExamples(predictions, task, classes);
	const metrics = [...table.splits].map(([split, predictions]) => [split, score(predictions)]);
	const test = table.splits.get("test");
	const slices = [...test?.slices ?? []].map(([name, positions]) => [name, {
		examples: positions.length,
		metrics: test === void 0 ? {} : score(pick(test, positions))
	}]);
	return {
		metrics: new Map(metrics),
		slices: Object.fromEntries(slices)
	};
}
function decideTask(table, declaredMetrics) {
	if (table.classes !== null) return "classification";
	const asksFor = (names) => names.some((name) => declaredMetrics.includes(name));
	if (asksFor(CLASSIFICATION_ONLY) !== asksFor(REGRESSION_ONLY)) return asksFor(REGRESSION_ONLY) ? "regression" : "classification";
	return [...table.splits.values()].every(({ labels, predictions }) => labels.every(isClassIndex) && predictions.every(isClassIndex)) ? "classification" : "regression";
}
function countClasses(table) {
	if (table.classes !== null) return table.classes;
	let largest = 0;
	for (const { labels, predictions } of table.splits.values()) for (const value of [labels, predictions].flat()) {
		if (!isClassIndex(value)) throw new UnreadableRunError(`predictions: ${value} is not a class; classes are numbered 0, 1, 2, … (at most ${MAX_CLASS_INDEX}) or named`);
		largest = Math.max(largest, value);
	}
	return largest + 1;
}
function isClassIndex(value) {
	return Number.isInteger(value) && value >= 0 && value <= MAX_CLASS_INDEX;
}
function scoreExamples(predicted, task, classes) {
	const { labels, predictions, probabilities } = predicted;
	const metrics = task === "regression" ? regressionMetrics({
		labels,
		predictions
	}) : classificationMetrics({
		labels,
		predictions,
		classes,
		probabilities: probabilities ?? void 0
	});
	const finite = Object.entries(metrics).filter(([, value]) => Number.isFinite(value));
	return Object.fromEntries(finite.map(([name, value]) => [name, value === 0 ? 0 : value]));
}
function pick(predicted, positions) {
	const at = (values) => positions.map((position) => values[position]);
	const { ids, labels, predictions, probabilities } = predicted;
	return {
		ids: at(ids),
		labels: at(labels),
		predictions: at(predictions),
		probabilities: probabilities === null ? null : at(probabilities),
		slices: new Map()
	};
}
// src/records/readers/run-content.ts
const RELATIVE_TOLERANCE = .001;
function toContent(findings, predictions, declaredMetrics) {
	const epochs = [...findings.epochs].sort(([a], [b]) => a - b);
	const computed = predictions === null ? null : scorePredictions(predictions, declaredMetrics);
	const metrics = new Map();
	for (const split of SPLITS) {
		const stated = findings.metrics[split];
		const own = computed?.metrics.get(split) ?? {};
		warnOfContradictions(split, stated, own, findings.warn);
		const merged = {
			...toValues(stated.size > 0 ? stated : lastOf(epochs, split)),
			...own
		};
		requireAtMost(MAX_METRICS, merged, "metrics", `the ${split} split`);
		if (Object.keys(merged).length > 0) metrics.set(split, merged);
	}
	return {
		status: findings.status,
		failure: findings.failure,
		divergedBy: findings.divergedBy,
		curves: epochs.map(toEpoch).filter(({ train, validation }) => Object.keys({
			...train,
			...validation
		}).length > 0),
		metrics: Object.fromEntries(metrics),
		slices: mergeSlices(findings.slices, computed?.slices ?? {}),
		parameters: findings.parameters,
		environment: findings.environment,
		cost: findings.cost,
		predictionsFile: findings.predictionsFile
	};
}
function lastOf(epochs, split) {
	if (split === "train") return new Map();
	return epochs.findLast(([, bags]) => bags[split].size > 0)?.[1][split] ?? new Map();
}
function toEpoch([epoch, bags]) {
	return {
		epoch,
		train: toValues(bags.train),
		validation: toValues(bags.validation)
	};
}
function toValues(bag) {
	return Object.fromEntries(bag);
}
function mergeSlices(stated, computed) {
	const merged = Object.entries(computed).map(([name, slice]) => {
		const own = Object.hasOwn(stated, name) ? stated[name] : void 0;
		return [name, {
			...slice,
			metrics: {
				...own?.metrics,
				...slice.metrics
			}
		}];
	});
	const slices = {
		...stated,
		...Object.fromEntries(merged)
	};
	requireAtMost(MAX_SLICES, slices, "slices", "the run");
	for (const [name, { metrics }] of Object.entries(slices)) requireAtMost(MAX_METRICS, metrics, "metrics", `the slice ${show$1(name)}`);
	return slices;
}
function requireAtMost(maximum, values, what, owner) {
	const count = Object.keys(values).length;
	if (count <= maximum) return;
	throw new UnreadableRunError(`${owner} has ${count} ${what}, those computed from predictions among them; at most ${maximum} are kept, leave some out`);
}
function warnOfContradictions(split, stated, computed, warn) {
	for (const [name, value] of stated) {
		const own = Object.hasOwn(computed, name) ? computed[name] : void 0;
		if (own === void 0 || Math.abs(own - value) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(own))) continue;
		warn(`the run states ${split} ${name} ${value}, its predictions give ${own}; the computed value is used`);
	}
}
// src/records/readers/index.ts
const READERS = [
	metricsJson,
	jsonLinesLog,
	csvLog,
	predictionsFile
];
const READABLE = /\.(json|jsonl|ndjson|csv)$/i;
const MAX_ENTRIES = 1e4;
const MAX_READABLE_FILES = 200;
async function readRunDirectory(directory, { declaredMetrics, warn = () => {} }) {
	const findings = new Findings(declaredMetrics, warn);
	const { files, others } = await listFiles(directory);
	let taken = 0;
	for (const name of files) taken += await withName(name, async () => {
		const path = join$1(directory, name);
		const file = {
			name,
			path,
			head: await readHead(path, MAX_LINE_CHARS$2)
		};
		const reader = READERS.find((candidate) => candidate.accepts(file));
		await reader?.read(file, findings);
		return reader === void 0 ? 0 : 1;
	});
	if (taken === 0) throw new UnreadableRunError(describeNothing([...files, ...others]));
	return toContent(findings, await readTable(findings), declaredMetrics);
}
async function readTable(findings) {
	const path = findings.predictionsFile;
	if (path === null) return null;
	try {
		return await withName(path, () => readPredictions(path));
	} catch (error) {
		if (!(error instanceof NonFinitePredictionError)) throw error;
		findings.diverge(error.message);
		findings.predictionsFile = null;
		return null;
	}
}
async function withName(path, read) {
	try {
		return await read();
	} catch (error) {
		if (error instanceof UnusableFileError) throw new UnreadableRunError(`${basename(path)}: ${error.message}`, { cause: error });
		throw error;
	}
}
async function listFiles(directory) {
	const files = [];
	const others = [];
	for await (const entry of await opendir(directory)) {
		(entry.isFile() && READABLE.test(entry.name) ? files : others).push(entry.name);
		if (files.length > MAX_READABLE_FILES || files.length + others.length > MAX_ENTRIES) throw new UnreadableRunError(`more than ${MAX_READABLE_FILES} logs or ${MAX_ENTRIES} files in the run directory; write only logs there`);
	}
	return {
		files: files.sort(),
		others: others.sort()
	};
}
function describeNothing(names) {
	const formats = READERS.map(({ format }) => format).join("; ");
	const shown = names.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 100)));
	const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
	return `nothing to read in the run directory. Looked for: ${formats}. ${names.length === 0 ? "It is empty." : `It holds ${shown.join(", ")}${more}.`} Write e.g. {"accuracy": 0.9} to metrics.json in the folder that CONCLUSIVE_RUN_DIR names`;
}
// src/train/process.ts
const GRACE_MS = 2e3;
function runProcess(request) {
	const start = performance.now();
	const tail = new OutputTail();
	return new Promise((settle) => {
		const [file = "", ...args] = request.argv;
		const child = spawn(file, args, {
			cwd: request.directory,
			env: request.environment,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			detached: process.platform !== "win32",
			windowsHide: true
		});
		let stopped = null;
		let grace;
		const stop = (reason) => {
			if (stopped !== null) return;
			stopped = reason;
			killTree(child, "SIGTERM");
			grace = setTimeout(() => killTree(child, "SIGKILL"), GRACE_MS);
		};
		const onAbort = () => stop("aborted");
		const timer = setTimeout(() => stop("timeout"), Math.min(request.timeoutMs, 2 ** 31 - 1));
		const finish = (outcome) => {
			clearTimeout(timer);
			clearTimeout(grace);
			request.signal.removeEventListener("abort", onAbort);
			killTree(child, "SIGKILL");
			sweep(request.environment);
			child.stdout.destroy();
			child.stderr.destroy();
			settle({
				...outcome,
				wallSeconds: (performance.now() - start) / 1e3,
				tail: tail.text()
			});
		};
		child.stdout.on("data", (chunk) => tail.add(chunk));
		child.stderr.on("data", (chunk) => tail.add(chunk));
		child.once("error", (error) => {
			if (child.pid === void 0) finish({
				kind: "not-started",
				error
			});
		});
		child.once("exit", (exitCode, by) => {
			setImmediate(() => {
				if (stopped !== null) finish({ kind: stopped });
				else if (exitCode === null) finish({
					kind: "killed",
					by: by ?? "unknown signal"
				});
				else finish({
					kind: "exited",
					exitCode
				});
			});
		});
		request.signal.addEventListener("abort", onAbort, { once: true });
		if (request.signal.aborted) onAbort();
	});
}
function sweep({ CONCLUSIVE_RUN_DIR: folder }) {
	if (process.platform !== "linux" || folder === void 0) return;
	const mark = `CONCLUSIVE_RUN_DIR=${folder}\0`;
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) try {
		if (`${readFileSync(`/proc/${pid}/environ`, "utf8")}\0`.includes(mark)) process.kill(Number(pid), "SIGKILL");
	} catch {}
}
function killTree(child, signal) {
	if (child.pid === void 0) return;
	if (process.platform === "win32") {
		if (child.exitCode === null) spawnSync("taskkill", [
			"/pid",
			String(child.pid),
			"/T",
			"/F"
		], { windowsHide: true });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : void 0;
		if (code !== "ESRCH" && code !== "EPERM") throw error;
	}
}
var OutputTail = class {
	#kept = Buffer.alloc(0);
	add(chunk) {
		const joined = Buffer.concat([this.#kept, chunk.subarray(-8192)]);
		this.#kept = joined.subarray(-8192);
	}
	text() {
		return stripVTControlCharacters(this.#kept.toString("utf8")).replaceAll("\r\n", "\n").trim();
	}
};
// src/train/run.ts
const MACHINE_FAULTS = new Set(["killed", "timeout"]);
async function trainRun(run, context) {
	for (let attempt = 0;; attempt += 1) {
		const record = await attemptRun(run, context);
		if (attempt < context.retries && MACHINE_FAULTS.has(record.status)) continue;
		return {
			record,
			retries: attempt
		};
	}
}
async function attemptRun(run, context) {
	const { trainer, store } = context;
	const folder = join$1(context.scratch, `${run.model.name}-${run.seed}`);
	const runDirectory = join$1(folder, "run");
	await removeFolder(folder, context.warn);
	await mkdir(runDirectory, { recursive: true });
	try {
		const { name: model, params, directory } = run.model;
		const command = await trainer.command({
			model,
			seed: run.seed,
			params,
			directory,
			runDirectory
		});
		const outcome = await runProcess({
			argv: command.argv,
			directory,
			environment: trainingEnvironment(process.env, command.environment),
			timeoutMs: context.timeoutMs,
			signal: context.signal
		});
		if (outcome.kind === "aborted") throw new AbortedError("training was stopped");
		if (outcome.kind === "not-started") throw new UserError(describeNotStarted(command.argv[0] ?? "", directory, outcome.error));
		if (outcome.kind === "exited" && outcome.exitCode === trainer.unusableExitCode) throw new UserError(outcome.tail);
		const { record, predictionsFile } = await toRecord(run, outcome, runDirectory, context);
		const saved = await saveWhatCanBe(store, record, predictionsFile);
		requireMetrics(saved, context.declaredMetrics);
		return saved;
	} finally {
		await removeFolder(folder, context.warn);
	}
}
async function saveWhatCanBe(store, record, predictionsFile) {
	try {
		return await store.save(record, predictionsFile ?? void 0);
	} catch (error) {
		if (!(error instanceof UnsavableRecordError)) throw error;
		return store.save({
			...record,
			...EMPTY_CONTENT,
			status: "crashed",
			failure: bound(error.message)
		});
	}
}
async function toRecord(run, outcome, runDirectory, context) {
	const identity = {
		schema: RUN_SCHEMA,
		fingerprint: run.fingerprint,
		model: run.model.name,
		seed: run.seed,
		params: run.model.params,
		commit: run.model.commit
	};
	const failed = describeFailure(outcome, context.timeoutMs);
	if (failed !== null) {
		const { status, message } = failed;
		return {
			record: {
				...identity,
				...EMPTY_CONTENT,
				status,
				failure: bound(message),
				cost: costOf(outcome)
			},
			predictionsFile: null
		};
	}
	try {
		const { predictionsFile, cost, ...content } = await readRunDirectory(runDirectory, {
			declaredMetrics: context.declaredMetrics,
			warn: (message) => context.warn(`${run.model.name}, seed ${run.seed}: ${message}`)
		});
		return {
			record: {
				...identity,
				...content,
				cost: {
					...costOf(outcome),
					...cost,
					wallSeconds: outcome.wallSeconds
				}
			},
			predictionsFile
		};
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const message = outcome.tail === "" ? error.message : `${error.message}\n${outcome.tail}`;
		return {
			record: {
				...identity,
				...EMPTY_CONTENT,
				status: "crashed",
				failure: bound(message),
				cost: costOf(outcome)
			},
			predictionsFile: null
		};
	}
}
const EMPTY_CONTENT = {
	divergedBy: null,
	curves: [],
	metrics: {},
	slices: {},
	parameters: null,
	environment: {}
};
function costOf(outcome) {
	return {
		wallSeconds: outcome.wallSeconds,
		cpuSeconds: null,
		peakMemoryBytes: null
	};
}
function describeFailure(outcome, timeoutMs) {
	const said = outcome.tail === "" ? "" : `\n${outcome.tail}`;
	switch (outcome.kind) {
		case "timeout": return {
			status: "timeout",
			message: `stopped after ${timeoutMs / 6e4} minutes; raise limits.run-minutes if it needs longer${said}`
		};
		case "killed": return {
			status: "killed",
			message: `killed by ${outcome.by}; often the machine ran out of memory (lower limits.parallel)${said}`
		};
		case "exited": return outcome.exitCode === 0 ? null : {
			status: "crashed",
			message: `exit code ${outcome.exitCode}${said}`
		};
		default: return null;
	}
}
function describeNotStarted(program, directory, error) {
	return `trainer.command: cannot start "${program}" in ${directory}: ${error.message}; is it installed and on the PATH?`;
}
function bound(message) {
	return message.length <= 4e3 ? message : `…${message.slice(-3999)}`;
}
// src/train/schedule.ts
async function lookUpRuns(runs, { store, declaredMetrics }) {
	const found = new Map();
	for (const fingerprint of new Set(runs.map((run) => run.fingerprint))) {
		const record = await store.find(fingerprint);
		if (record !== null && isReusable(record, declaredMetrics)) found.set(fingerprint, record);
	}
	return found;
}
async function trainRuns(runs, known, parallel, context, events = {}) {
	const records = new Map();
	const missing = new Map();
	for (const run of runs) {
		const record = known.get(run.fingerprint);
		if (record === void 0) missing.set(run.fingerprint, run);
		else records.set(run.fingerprint, record);
	}
	const reused = records.size;
	events.onLookedUp?.(reused, missing.size);
	let retried = 0;
	const stop = new AbortController();
	const signal = AbortSignal.any([context.signal, stop.signal]);
	const queue = missing.values();
	const worker = async () => {
		for (const run of queue) {
			if (signal.aborted) return;
			events.onStarted?.(run);
			const { record, retries } = await trainRun(run, {
				...context,
				signal
			});
			retried += retries;
			records.set(run.fingerprint, record);
			events.onFinished?.(run, record);
		}
	};
	const workers = Array.from({ length: Math.min(parallel, missing.size) }, () => worker().catch((error) => {
		stop.abort();
		throw error;
	}));
	const failures = (await Promise.allSettled(workers)).flatMap((outcome) => outcome.status === "rejected" ? [outcome.reason] : []);
	const cause = failures.find((failure) => !(failure instanceof AbortedError)) ?? failures[0];
	if (cause !== void 0) throw cause;
	if (context.signal.aborted) throw new AbortedError("training was stopped");
	return {
		records: runs.map((run) => recordOf(run, records)),
		trained: missing.size,
		reused,
		retried
	};
}
function isReusable({ status, divergedBy, ...record }, declared) {
	if (status === "ok") return missingMetric({
		status,
		metrics: record.metrics
	}, declared) === null;
	return status === "diverged" && (divergedBy === null || divergedBy === "loss" || declared.includes(divergedBy));
}
function recordOf(run, records) {
	const record = records.get(run.fingerprint);
	if (record === void 0) throw new Error(`no record for ${run.model.name}, seed ${run.seed}`);
	return record.model === run.model.name ? record : {
		...record,
		model: run.model.name
	};
}
// src/experiment/train-until-decided.ts
async function trainUntilDecided(experiment, request) {
	const { name, config, models, trainer } = experiment;
	const { alpha, metrics, limits } = config;
	const start = performance.now();
	const parallel = request.parallel ?? (limits.parallel === "auto" ? availableParallelism() : limits.parallel);
	const looks = planLooks(config.seeds);
	const [baseline, ...variants] = models;
	const analysis = startAnalysis({
		experiment: name,
		metrics,
		variants: variants.map((variant) => variant.name),
		alpha,
		looks
	});
	const progress = createProgress(parallel, (event) => request.onProgress?.(event));
	progress.onPlanned({
		trainer: trainer.description,
		models: models.map((model) => model.name),
		looks
	});
	const isBroken = checkEvaluationFiles(experiment.evaluation).status === "fail";
	const context = runContext(experiment, request);
	const known = await lookUpRuns(planRuns(models, seedsBetween(0, looks.at(-1) ?? 0)), context);
	const finished = [];
	let records = [];
	const costs = {
		trained: 0,
		reused: 0,
		retried: 0
	};
	let comparisons = [];
	let undecided = variants;
	let taken = 0;
	for (const [look, pairs] of isBroken ? [] : looks.entries()) {
		const trained = await trainRuns(planRuns([baseline, ...undecided], seedsBetween(looks[look - 1] ?? 0, pairs)), known, parallel, context, progress);
		finished.push(...trained.records);
		records = markIncompleteRuns(finished, context.declaredMetrics);
		for (const key of [
			"trained",
			"reused",
			"retried"
		]) costs[key] += trained[key];
		refuseIfAllDiverged(records);
		taken = look + 1;
		if (neverFinished(baseline, records)) break;
		const held = tooOftenFailed(models, records, limits["failed-runs"]);
		const outcome = analysis.takeLook(records, look, held);
		comparisons = outcome.comparisons;
		undecided = variants.filter((variant) => outcome.undecided.includes(variant.name) && !neverFinished(variant, records));
		if (undecided.length === 0) break;
		progress.onLook({
			look: taken,
			of: looks.length,
			pairs,
			undecided: undecided.map((variant) => variant.name),
			next: looks[taken] ?? pairs
		});
	}
	const cpuSeconds = records.reduce((sum, { cost }) => sum + (cost.cpuSeconds ?? cost.wallSeconds), 0);
	const wallSeconds = (performance.now() - start) / 1e3;
	return {
		records,
		comparisons,
		looks: summariseLooks(looks, alpha, taken),
		costs: {
			...costs,
			parallel,
			wallSeconds,
			cpuSeconds
		}
	};
}
function runContext({ config, trainer, store, scratch }, request) {
	return {
		trainer,
		store,
		scratch,
		declaredMetrics: config.metrics.map((metric) => metric.name),
		warn: warnOf(request),
		timeoutMs: config.limits["run-minutes"] * 6e4,
		retries: config.limits.retries,
		signal: request.signal ?? new AbortController().signal
	};
}
function refuseIfAllDiverged(records) {
	const [first] = records;
	if (first === void 0 || records.some(({ status }) => status !== "diverged")) return;
	throw new UserError(`no run of any model gave finite numbers; ${first.model}, seed ${first.seed}: ${first.failure}`);
}
function neverFinished({ name }, records) {
	return !records.some((record) => record.model === name && record.status === "ok");
}
function tooOftenFailed(models, records, limit) {
	const failing = models.map(({ name }) => name).filter((name) => failedShare(records, name) > limit);
	return new Set(failing.includes("baseline") ? models.map(({ name }) => name) : failing);
}
// src/verdict/provenance.ts
function describeProvenance(origin, records) {
	const { version, config, trainer, base, head, notices } = origin;
	const refs = [...base === null ? [] : ["--base", short(base.commit)], ...head === null || base === null ? [] : ["--head", short(head)]];
	return {
		program: "conclusive",
		version,
		config,
		trainer,
		head: head === null ? null : short(head),
		base: base === null ? null : `${base.name}@${short(base.commit)}`,
		environment: {
			...machine(),
			...records.find((record) => record.status === "ok")?.environment
		},
		command: [
			"conclusive",
			"run",
			"--config",
			quote(config),
			...refs
		].join(" "),
		notices
	};
}
function machine() {
	const cores = cpus();
	return {
		machine: `${cores.length} × ${cores[0]?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
		platform: `${process.platform}-${process.arch}`,
		node: process.version
	};
}
function short(commit) {
	return commit.slice(0, 7);
}
function quote(path) {
	return /^[\w@%+=:,./\\-]+$/.test(path) ? path : JSON.stringify(path);
}
// src/experiment.ts
async function runExperiment(request) {
	const experiment = await prepare(request);
	try {
		const training = await trainUntilDecided(experiment, request);
		const chances = await chancesOfTestSet(experiment, training);
		const code = await inspectCode(experiment, training, request);
		const checks = runChecks({
			...experiment,
			metrics: experiment.config.metrics,
			code,
			records: training.records
		});
		const provenance = describeProvenance(experiment.origin, training.records);
		const result = judge({
			...experiment,
			...training,
			testSetChances: chances,
			checks,
			provenance
		});
		const report = renderReport(result);
		await keepReport(experiment.output, report);
		return {
			...report,
			result,
			outputDirectory: experiment.output,
			exitCode: exitCodeOf(result)
		};
	} finally {
		await experiment.close();
	}
}
async function inspectCode(experiment, { records }, request) {
	const code = await experiment.inspectCode();
	const changed = new Set(code.changed.map(({ model }) => model));
	for (const { model, fingerprint } of records) if (changed.has(model)) await experiment.store.discard(fingerprint);
	if (code.added.length > 0) warnOf(request)(`runs left new files in the checkout (${code.added.slice(0, 3).join(", ")}); the next run takes them for a change of code: write them to the run directory, or let git ignore them`);
	return code;
}
function chancesOfTestSet({ name, config, store }, { comparisons, records }) {
	const variants = [...new Set(comparisons.map(({ variant }) => variant))];
	const { metrics, alpha } = config;
	return testSetChances({
		experiment: name,
		metrics,
		variants,
		alpha,
		records,
		predictionsOf: store.predictionsOf
	});
}
function exitCodeOf({ models, gate, runs }) {
	if (runs.trained + runs.reused > 0 && models.some((model) => model.runs.ok === 0)) return 3;
	return gate.passed ? 0 : 1;
}
// src/report/progress-line.ts
const MAX_LINE_CHARS = 300;
function progressLine(progress) {
	switch (progress.kind) {
		case "planned": {
			const { trainer, models, looks, parallel } = progress;
			const seeds = looks.length === 1 ? `${looks[0]} seeds each` : `looks at ${looks.join(", ")} seeds each`;
			return cleanLine(`${models.join(", ")}: ${seeds}, ${parallel} run${parallel === 1 ? "" : "s"} at a time; ${trainer}`, MAX_LINE_CHARS);
		}
		case "look": {
			const { look, of, pairs, undecided, next } = progress;
			return cleanLine(`look ${look} of ${of}, ${pairs} pairs: ${undecided.join(", ")} undecided, on to ${next} pairs`, MAX_LINE_CHARS);
		}
		case "looked-up": {
			if (progress.reused === 0) return null;
			const { reused, missing } = progress;
			return `${reused} of ${reused + missing} runs are on record and reused; ${missing === 0 ? "nothing is left to train" : `${missing} to train`}`;
		}
		case "finished": {
			const { model, seed, status, failure, wallSeconds, done, of, secondsLeft } = progress;
			return cleanLine(`${`[${String(done).padStart(String(of).length)}/${of}]`} ${model}, seed ${seed}: ${`${status === "ok" ? "" : `${status.toUpperCase()} after `}${duration(wallSeconds)}`}${done === of ? "" : `, about ${duration(secondsLeft)} left`}${failure === null ? "" : `: ${failure.trim().split("\n").at(-1)}`}`, MAX_LINE_CHARS);
		}
		case "warning": return cleanLine(`warning: ${progress.message}`, MAX_LINE_CHARS);
		case "started": return null;
	}
}
export { GATE_REASONS as A, runChecks as B, renderComment as C, safeUrl as D, fencedBlock as E, parseCell as F, AbortedError as G, decidingSplit as H, toNumber as I, UserError as J, describeFault as K, nearest as L, UnreadableRunError as M, formatPlace as N, duration as O, show$1 as P, knownMetric as R, MAX_COMMENT_CHARS as S, escapeProse as T, recordsByModel as U, analyseOnce as V, summariseLooks as W, canonicalJson as _, tryGit as a, keepReport as b, MAX_METRICS as c, readRows as d, CsvError as f, readText$1 as g, readLines as h, resolveCommit as i, configSchema as j, DIRECTIONS as k, RUN_SCHEMA as l, readHead as m, runExperiment as n, renderSummary as o, UnusableFileError as p, VERSION as q, trainingEnvironment as r, judge as s, progressLine as t, runRecordSchema as u, isObject as v, codeSpan as w, renderReport as x, parseJson as y, require_shell_quote as z };
