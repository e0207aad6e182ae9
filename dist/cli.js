#!/usr/bin/env node
import { i as __require, o as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { $ as plainText, $n as seedsBetween, A as numbersIn, Ar as knownMetric, At as metricFormat, Bn as readHeader, Br as describeFault, Cn as standardDeviationInterval, Cr as pairsNeeded, Dn as TableBuilder, Dr as marginNotices, E as trainRuns, En as createSplitReaders, Er as studentTQuantile, Fn as objectsIn, Fr as decidingSplit, Ft as roughDuration, G as withholdOverfitted, Gn as toNumber, Hn as formatPlace, Hr as VERSION, In as canonicalJson, Ir as pairBySeed, Jn as UnusableFileError, Jt as count, K as judge, Kn as CsvError, Kt as chosen, Ln as isObject, Lr as recordsByModel, M as createProgress, Mn as ownColumns, Mr as meanOf, N as markIncompleteRuns, Nn as ownKeys, Nr as StatisticsError, O as readRunDirectory, On as addJsonPredictions, Or as wholeOf, P as openRunStore, Pn as readRows, Pr as requireFinite, Pt as duration, Qn as planRuns, Rn as parseJson, Rr as seedValues, Rt as paragraph, Sn as nearest, Sr as minimumDetectableDifference, T as lookUpRuns, Tn as createReader, Tt as metricTitle, Un as show$1, Ur as UserError, Vn as UnreadableRunError, W as renderSummary, Wn as parseCell, X as keepReport, Xn as readLines, Xt as pValue, Y as firstIssue, Yn as readHead, Yt as intervalLevel, Z as renderReport, Zn as readText, _n as createCrossedRows, _r as crossedEquivalencePower, a as inlineHtml, an as keptPredictions, ar as reachableDesign, bn as runChecks, br as smallestDetectableDifference, c as describeProvenance, cn as describeOption, cr as sequentialLevels, d as renameMetrics, dn as DEFAULT_SEEDS, dr as PLANNED_POWER, en as code, er as MAX_METRICS, f as prepare, fn as alphaSchema, fr as streamOf, gn as scorePredictions, gr as standardDeviation, h as loadConfig, hn as GATE_REASONS, hr as quantile, i as foldHtml, in as say, ir as planLooks, j as listFiles, jn as isPrediction, jr as metricNamed, kn as addCsvPredictions, kr as isShare, l as runContext, ln as CONFIG_SCHEMA, lr as summariseLooks, lt as cleanLine, mn as DIRECTIONS, mr as mean, n as pageHtml, nr as SPLITS$1, o as progressLine, on as require_shell_quote, or as analyseOnce, pn as configShape, pr as isConstant, qn as MAX_LINE_CHARS, r as blocksHtml, rn as prose, rr as runRecordSchema, rt as renderMarkdown, s as runExperiment, sn as normaliseSeeds, sr as startAnalysis, tr as RUN_SCHEMA, u as runsAtATime, ur as summariseOnce, ut as markdownTable, v as findConfigPath, vn as recordedNames, vr as examplesNeeded, wn as IncomparablePredictionsError, wr as smallestSize, xn as CHECKS, xr as equivalencePairsNeeded, yn as isNamed, yr as seedsNeeded, zn as tryParseJson, zr as AbortedError, zt as small } from "./shared.js";
import { L as midranks, V as shuffle, m as nameSchema, z as randomInteger } from "./worker-common.js";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { existsSync } from "node:fs";
import { access, cp, lstat, mkdir, mkdtemp, readFile as readFile$1, readdir, realpath, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
// node_modules/commander/lib/error.js
var require_error = __commonJSMin(((exports) => {
	var CommanderError = class extends Error {
		constructor(exitCode, code, message) {
			super(message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
			this.code = code;
			this.exitCode = exitCode;
			this.nestedError = void 0;
		}
	};
	var InvalidArgumentError = class extends CommanderError {
		constructor(message) {
			super(1, "commander.invalidArgument", message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
		}
	};
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
}));
// node_modules/commander/lib/argument.js
var require_argument = __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Argument = class {
		constructor(name, description) {
			this.description = description || "";
			this.variadic = false;
			this.parseArg = void 0;
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.argChoices = void 0;
			switch (name[0]) {
				case "<":
					this.required = true;
					this._name = name.slice(1, -1);
					break;
				case "[":
					this.required = false;
					this._name = name.slice(1, -1);
					break;
				default:
					this.required = true;
					this._name = name;
			}
			if (this._name.endsWith("...")) {
				this.variadic = true;
				this._name = this._name.slice(0, -3);
			}
		}
		name() {
			return this._name;
		}
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		argRequired() {
			this.required = true;
			return this;
		}
		argOptional() {
			this.required = false;
			return this;
		}
	};
	function humanReadableArgName(arg) {
		const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
		return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
	}
	exports.Argument = Argument;
	exports.humanReadableArgName = humanReadableArgName;
}));
// node_modules/commander/lib/help.js
var require_help = __commonJSMin(((exports) => {
	const { humanReadableArgName } = require_argument();
	var Help = class {
		constructor() {
			this.helpWidth = void 0;
			this.minWidthToWrap = 40;
			this.sortSubcommands = false;
			this.sortOptions = false;
			this.showGlobalOptions = false;
		}
		prepareContext(contextOptions) {
			this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
		}
		visibleCommands(cmd) {
			const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
			const helpCommand = cmd._getHelpCommand();
			if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
			if (this.sortSubcommands) visibleCommands.sort((a, b) => {
				return a.name().localeCompare(b.name());
			});
			return visibleCommands;
		}
		compareOptions(a, b) {
			const getSortKey = (option) => {
				return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
			};
			return getSortKey(a).localeCompare(getSortKey(b));
		}
		visibleOptions(cmd) {
			const visibleOptions = cmd.options.filter((option) => !option.hidden);
			const helpOption = cmd._getHelpOption();
			if (helpOption && !helpOption.hidden) {
				const removeShort = helpOption.short && cmd._findOption(helpOption.short);
				const removeLong = helpOption.long && cmd._findOption(helpOption.long);
				if (!removeShort && !removeLong) visibleOptions.push(helpOption);
				else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
				else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
			}
			if (this.sortOptions) visibleOptions.sort(this.compareOptions);
			return visibleOptions;
		}
		visibleGlobalOptions(cmd) {
			if (!this.showGlobalOptions) return [];
			const globalOptions = [];
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
				const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
				globalOptions.push(...visibleOptions);
			}
			if (this.sortOptions) globalOptions.sort(this.compareOptions);
			return globalOptions;
		}
		visibleArguments(cmd) {
			if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
				argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
			});
			if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
			return [];
		}
		subcommandTerm(cmd) {
			const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
			return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
		}
		optionTerm(option) {
			return option.flags;
		}
		argumentTerm(argument) {
			return argument.name();
		}
		longestSubcommandTermLength(cmd, helper) {
			return helper.visibleCommands(cmd).reduce((max, command) => {
				return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
			}, 0);
		}
		longestOptionTermLength(cmd, helper) {
			return helper.visibleOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		longestGlobalOptionTermLength(cmd, helper) {
			return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		longestArgumentTermLength(cmd, helper) {
			return helper.visibleArguments(cmd).reduce((max, argument) => {
				return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
			}, 0);
		}
		commandUsage(cmd) {
			let cmdName = cmd._name;
			if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
			let ancestorCmdNames = "";
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
			return ancestorCmdNames + cmdName + " " + cmd.usage();
		}
		commandDescription(cmd) {
			return cmd.description();
		}
		subcommandDescription(cmd) {
			return cmd.summary() || cmd.description();
		}
		optionDescription(option) {
			const extraInfo = [];
			if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (option.defaultValue !== void 0) {
				if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
			}
			if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
			if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (option.description) return `${option.description} ${extraDescription}`;
				return extraDescription;
			}
			return option.description;
		}
		argumentDescription(argument) {
			const extraInfo = [];
			if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (argument.description) return `${argument.description} ${extraDescription}`;
				return extraDescription;
			}
			return argument.description;
		}
		formatItemList(heading, items, helper) {
			if (items.length === 0) return [];
			return [
				helper.styleTitle(heading),
				...items,
				""
			];
		}
		groupItems(unsortedItems, visibleItems, getGroup) {
			const result = new Map();
			unsortedItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
			});
			visibleItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
				result.get(group).push(item);
			});
			return result;
		}
		formatHelp(cmd, helper) {
			const termWidth = helper.padWidth(cmd, helper);
			const helpWidth = helper.helpWidth ?? 80;
			function callFormatItem(term, description) {
				return helper.formatItem(term, termWidth, description, helper);
			}
			let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
			const commandDescription = helper.commandDescription(cmd);
			if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
			const argumentList = helper.visibleArguments(cmd).map((argument) => {
				return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
			});
			output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
			this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
				const optionList = options.map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList(group, optionList, helper));
			});
			if (helper.showGlobalOptions) {
				const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
			}
			this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
				const commandList = commands.map((sub) => {
					return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
				});
				output = output.concat(this.formatItemList(group, commandList, helper));
			});
			return output.join("\n");
		}
		displayWidth(str) {
			return stripColor(str).length;
		}
		styleTitle(str) {
			return str;
		}
		styleUsage(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word === "[command]") return this.styleSubcommandText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleCommandText(word);
			}).join(" ");
		}
		styleCommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleOptionDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleSubcommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleArgumentDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleDescriptionText(str) {
			return str;
		}
		styleOptionTerm(str) {
			return this.styleOptionText(str);
		}
		styleSubcommandTerm(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleSubcommandText(word);
			}).join(" ");
		}
		styleArgumentTerm(str) {
			return this.styleArgumentText(str);
		}
		styleOptionText(str) {
			return str;
		}
		styleArgumentText(str) {
			return str;
		}
		styleSubcommandText(str) {
			return str;
		}
		styleCommandText(str) {
			return str;
		}
		padWidth(cmd, helper) {
			return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
		}
		preformatted(str) {
			return /\n[^\S\r\n]/.test(str);
		}
		formatItem(term, termWidth, description, helper) {
			const itemIndent = 2;
			const itemIndentStr = " ".repeat(itemIndent);
			if (!description) return itemIndentStr + term;
			const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
			const spacerWidth = 2;
			const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
			let formattedDescription;
			if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
			else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
			return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
		}
		boxWrap(str, width) {
			if (width < this.minWidthToWrap) return str;
			const rawLines = str.split(/\r\n|\n/);
			const chunkPattern = /[\s]*[^\s]+/g;
			const wrappedLines = [];
			rawLines.forEach((line) => {
				const chunks = line.match(chunkPattern);
				if (chunks === null) {
					wrappedLines.push("");
					return;
				}
				let sumChunks = [chunks.shift()];
				let sumWidth = this.displayWidth(sumChunks[0]);
				chunks.forEach((chunk) => {
					const visibleWidth = this.displayWidth(chunk);
					if (sumWidth + visibleWidth <= width) {
						sumChunks.push(chunk);
						sumWidth += visibleWidth;
						return;
					}
					wrappedLines.push(sumChunks.join(""));
					const nextChunk = chunk.trimStart();
					sumChunks = [nextChunk];
					sumWidth = this.displayWidth(nextChunk);
				});
				wrappedLines.push(sumChunks.join(""));
			});
			return wrappedLines.join("\n");
		}
	};
	function stripColor(str) {
		return str.replace(/\x1b\[\d*(;\d*)*m/g, "");
	}
	exports.Help = Help;
	exports.stripColor = stripColor;
}));
// node_modules/commander/lib/option.js
var require_option = __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Option = class {
		constructor(flags, description) {
			this.flags = flags;
			this.description = description || "";
			this.required = flags.includes("<");
			this.optional = flags.includes("[");
			this.variadic = /\w\.\.\.[>\]]$/.test(flags);
			this.mandatory = false;
			const optionFlags = splitOptionFlags(flags);
			this.short = optionFlags.shortFlag;
			this.long = optionFlags.longFlag;
			this.negate = false;
			if (this.long) this.negate = this.long.startsWith("--no-");
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.presetArg = void 0;
			this.envVar = void 0;
			this.parseArg = void 0;
			this.hidden = false;
			this.argChoices = void 0;
			this.conflictsWith = [];
			this.implied = void 0;
			this.helpGroupHeading = void 0;
		}
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		preset(arg) {
			this.presetArg = arg;
			return this;
		}
		conflicts(names) {
			this.conflictsWith = this.conflictsWith.concat(names);
			return this;
		}
		implies(impliedOptionValues) {
			let newImplied = impliedOptionValues;
			if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
			this.implied = Object.assign(this.implied || {}, newImplied);
			return this;
		}
		env(name) {
			this.envVar = name;
			return this;
		}
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		makeOptionMandatory(mandatory = true) {
			this.mandatory = !!mandatory;
			return this;
		}
		hideHelp(hide = true) {
			this.hidden = !!hide;
			return this;
		}
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		name() {
			if (this.long) return this.long.replace(/^--/, "");
			return this.short.replace(/^-/, "");
		}
		attributeName() {
			if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
			return camelcase(this.name());
		}
		helpGroup(heading) {
			this.helpGroupHeading = heading;
			return this;
		}
		is(arg) {
			return this.short === arg || this.long === arg;
		}
		isBoolean() {
			return !this.required && !this.optional && !this.negate;
		}
	};
	var DualOptions = class {
		constructor(options) {
			this.positiveOptions = new Map();
			this.negativeOptions = new Map();
			this.dualOptions = new Set();
			options.forEach((option) => {
				if (option.negate) this.negativeOptions.set(option.attributeName(), option);
				else this.positiveOptions.set(option.attributeName(), option);
			});
			this.negativeOptions.forEach((value, key) => {
				if (this.positiveOptions.has(key)) this.dualOptions.add(key);
			});
		}
		valueFromOption(value, option) {
			const optionKey = option.attributeName();
			if (!this.dualOptions.has(optionKey)) return true;
			const preset = this.negativeOptions.get(optionKey).presetArg;
			const negativeValue = preset !== void 0 ? preset : false;
			return option.negate === (negativeValue === value);
		}
	};
	function camelcase(str) {
		return str.split("-").reduce((str, word) => {
			return str + word[0].toUpperCase() + word.slice(1);
		});
	}
	function splitOptionFlags(flags) {
		let shortFlag;
		let longFlag;
		const shortFlagExp = /^-[^-]$/;
		const longFlagExp = /^--[^-]/;
		const flagParts = flags.split(/[ |,]+/).concat("guard");
		if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
		if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (!shortFlag && longFlagExp.test(flagParts[0])) {
			shortFlag = longFlag;
			longFlag = flagParts.shift();
		}
		if (flagParts[0].startsWith("-")) {
			const unsupportedFlag = flagParts[0];
			const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
			if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
			if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
			if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
			throw new Error(`${baseError}
- unrecognised flag format`);
		}
		if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
		return {
			shortFlag,
			longFlag
		};
	}
	exports.Option = Option;
	exports.DualOptions = DualOptions;
}));
// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = __commonJSMin(((exports) => {
	const maxDistance = 3;
	function editDistance(a, b) {
		if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
		const d = [];
		for (let i = 0; i <= a.length; i++) d[i] = [i];
		for (let j = 0; j <= b.length; j++) d[0][j] = j;
		for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
			let cost = 1;
			if (a[i - 1] === b[j - 1]) cost = 0;
			else cost = 1;
			d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length][b.length];
	}
	function suggestSimilar(word, candidates) {
		if (!candidates || candidates.length === 0) return "";
		candidates = Array.from(new Set(candidates));
		const searchingOptions = word.startsWith("--");
		if (searchingOptions) {
			word = word.slice(2);
			candidates = candidates.map((candidate) => candidate.slice(2));
		}
		let similar = [];
		let bestDistance = maxDistance;
		const minSimilarity = .4;
		candidates.forEach((candidate) => {
			if (candidate.length <= 1) return;
			const distance = editDistance(word, candidate);
			const length = Math.max(word.length, candidate.length);
			if ((length - distance) / length > minSimilarity) {
				if (distance < bestDistance) {
					bestDistance = distance;
					similar = [candidate];
				} else if (distance === bestDistance) similar.push(candidate);
			}
		});
		similar.sort((a, b) => a.localeCompare(b));
		if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
		if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
		if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
		return "";
	}
	exports.suggestSimilar = suggestSimilar;
}));
// node_modules/commander/lib/command.js
var require_command = __commonJSMin(((exports) => {
	const EventEmitter = __require("node:events").EventEmitter;
	const childProcess = __require("node:child_process");
	const path = __require("node:path");
	const fs = __require("node:fs");
	const process = __require("node:process");
	const { Argument, humanReadableArgName } = require_argument();
	const { CommanderError } = require_error();
	const { Help, stripColor } = require_help();
	const { Option, DualOptions } = require_option();
	const { suggestSimilar } = require_suggestSimilar();
	var Command = class Command extends EventEmitter {
		constructor(name) {
			super();
			this.commands = [];
			this.options = [];
			this.parent = null;
			this._allowUnknownOption = false;
			this._allowExcessArguments = false;
			this.registeredArguments = [];
			this._args = this.registeredArguments;
			this.args = [];
			this.rawArgs = [];
			this.processedArgs = [];
			this._scriptPath = null;
			this._name = name || "";
			this._optionValues = {};
			this._optionValueSources = {};
			this._storeOptionsAsProperties = false;
			this._actionHandler = null;
			this._executableHandler = false;
			this._executableFile = null;
			this._executableDir = null;
			this._defaultCommandName = null;
			this._exitCallback = null;
			this._aliases = [];
			this._combineFlagAndOptionalValue = true;
			this._description = "";
			this._summary = "";
			this._argsDescription = void 0;
			this._enablePositionalOptions = false;
			this._passThroughOptions = false;
			this._lifeCycleHooks = {};
			this._showHelpAfterError = false;
			this._showSuggestionAfterError = true;
			this._savedState = null;
			this._outputConfiguration = {
				writeOut: (str) => process.stdout.write(str),
				writeErr: (str) => process.stderr.write(str),
				outputError: (str, write) => write(str),
				getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
				getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
				getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
				getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
				stripColor: (str) => stripColor(str)
			};
			this._hidden = false;
			this._helpOption = void 0;
			this._addImplicitHelpCommand = void 0;
			this._helpCommand = void 0;
			this._helpConfiguration = {};
			this._helpGroupHeading = void 0;
			this._defaultCommandGroup = void 0;
			this._defaultOptionGroup = void 0;
		}
		copyInheritedSettings(sourceCommand) {
			this._outputConfiguration = sourceCommand._outputConfiguration;
			this._helpOption = sourceCommand._helpOption;
			this._helpCommand = sourceCommand._helpCommand;
			this._helpConfiguration = sourceCommand._helpConfiguration;
			this._exitCallback = sourceCommand._exitCallback;
			this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
			this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
			this._allowExcessArguments = sourceCommand._allowExcessArguments;
			this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
			this._showHelpAfterError = sourceCommand._showHelpAfterError;
			this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
			return this;
		}
		_getCommandAndAncestors() {
			const result = [];
			for (let command = this; command; command = command.parent) result.push(command);
			return result;
		}
		command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
			let desc = actionOptsOrExecDesc;
			let opts = execOpts;
			if (typeof desc === "object" && desc !== null) {
				opts = desc;
				desc = null;
			}
			opts = opts || {};
			const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
			const cmd = this.createCommand(name);
			if (desc) {
				cmd.description(desc);
				cmd._executableHandler = true;
			}
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			cmd._hidden = !!(opts.noHelp || opts.hidden);
			cmd._executableFile = opts.executableFile || null;
			if (args) cmd.arguments(args);
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd.copyInheritedSettings(this);
			if (desc) return this;
			return cmd;
		}
		createCommand(name) {
			return new Command(name);
		}
		createHelp() {
			return Object.assign(new Help(), this.configureHelp());
		}
		configureHelp(configuration) {
			if (configuration === void 0) return this._helpConfiguration;
			this._helpConfiguration = configuration;
			return this;
		}
		configureOutput(configuration) {
			if (configuration === void 0) return this._outputConfiguration;
			this._outputConfiguration = {
				...this._outputConfiguration,
				...configuration
			};
			return this;
		}
		showHelpAfterError(displayHelp = true) {
			if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
			this._showHelpAfterError = displayHelp;
			return this;
		}
		showSuggestionAfterError(displaySuggestion = true) {
			this._showSuggestionAfterError = !!displaySuggestion;
			return this;
		}
		addCommand(cmd, opts) {
			if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
			opts = opts || {};
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			if (opts.noHelp || opts.hidden) cmd._hidden = true;
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd._checkForBrokenPassThrough();
			return this;
		}
		createArgument(name, description) {
			return new Argument(name, description);
		}
		argument(name, description, parseArg, defaultValue) {
			const argument = this.createArgument(name, description);
			if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
			else argument.default(parseArg);
			this.addArgument(argument);
			return this;
		}
		arguments(names) {
			names.trim().split(/ +/).forEach((detail) => {
				this.argument(detail);
			});
			return this;
		}
		addArgument(argument) {
			const previousArgument = this.registeredArguments.slice(-1)[0];
			if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
			if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
			this.registeredArguments.push(argument);
			return this;
		}
		helpCommand(enableOrNameAndArgs, description) {
			if (typeof enableOrNameAndArgs === "boolean") {
				this._addImplicitHelpCommand = enableOrNameAndArgs;
				if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
				return this;
			}
			const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
			const helpDescription = description ?? "display help for command";
			const helpCommand = this.createCommand(helpName);
			helpCommand.helpOption(false);
			if (helpArgs) helpCommand.arguments(helpArgs);
			if (helpDescription) helpCommand.description(helpDescription);
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
			return this;
		}
		addHelpCommand(helpCommand, deprecatedDescription) {
			if (typeof helpCommand !== "object") {
				this.helpCommand(helpCommand, deprecatedDescription);
				return this;
			}
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			this._initCommandGroup(helpCommand);
			return this;
		}
		_getHelpCommand() {
			if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
				if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
				return this._helpCommand;
			}
			return null;
		}
		hook(event, listener) {
			const allowedValues = [
				"preSubcommand",
				"preAction",
				"postAction"
			];
			if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
			if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
			else this._lifeCycleHooks[event] = [listener];
			return this;
		}
		exitOverride(fn) {
			if (fn) this._exitCallback = fn;
			else this._exitCallback = (err) => {
				if (err.code !== "commander.executeSubCommandAsync") throw err;
			};
			return this;
		}
		_exit(exitCode, code, message) {
			if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
			process.exit(exitCode);
		}
		action(fn) {
			const listener = (args) => {
				const expectedArgsCount = this.registeredArguments.length;
				const actionArgs = args.slice(0, expectedArgsCount);
				if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
				else actionArgs[expectedArgsCount] = this.opts();
				actionArgs.push(this);
				return fn.apply(this, actionArgs);
			};
			this._actionHandler = listener;
			return this;
		}
		createOption(flags, description) {
			return new Option(flags, description);
		}
		_callParseArg(target, value, previous, invalidArgumentMessage) {
			try {
				return target.parseArg(value, previous);
			} catch (err) {
				if (err.code === "commander.invalidArgument") {
					const message = `${invalidArgumentMessage} ${err.message}`;
					this.error(message, {
						exitCode: err.exitCode,
						code: err.code
					});
				}
				throw err;
			}
		}
		_registerOption(option) {
			const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
			if (matchingOption) {
				const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
				throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
			}
			this._initOptionGroup(option);
			this.options.push(option);
		}
		_registerCommand(command) {
			const knownBy = (cmd) => {
				return [cmd.name()].concat(cmd.aliases());
			};
			const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
			if (alreadyUsed) {
				const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
				const newCmd = knownBy(command).join("|");
				throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
			}
			this._initCommandGroup(command);
			this.commands.push(command);
		}
		addOption(option) {
			this._registerOption(option);
			const oname = option.name();
			const name = option.attributeName();
			if (option.negate) {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(name, option.defaultValue === void 0 ? true : option.defaultValue, "default");
			} else if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
			const handleOptionValue = (val, invalidValueMessage, valueSource) => {
				if (val == null && option.presetArg !== void 0) val = option.presetArg;
				const oldValue = this.getOptionValue(name);
				if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
				else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
				if (val == null) {
					if (option.negate) val = false;
					else if (option.isBoolean() || option.optional) val = true;
					else val = "";
				}
				this.setOptionValueWithSource(name, val, valueSource);
			};
			this.on("option:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "cli");
			});
			if (option.envVar) this.on("optionEnv:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "env");
			});
			return this;
		}
		_optionEx(config, flags, description, fn, defaultValue) {
			if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
			const option = this.createOption(flags, description);
			option.makeOptionMandatory(!!config.mandatory);
			if (typeof fn === "function") option.default(defaultValue).argParser(fn);
			else if (fn instanceof RegExp) {
				const regex = fn;
				fn = (val, def) => {
					const m = regex.exec(val);
					return m ? m[0] : def;
				};
				option.default(defaultValue).argParser(fn);
			} else option.default(fn);
			return this.addOption(option);
		}
		option(flags, description, parseArg, defaultValue) {
			return this._optionEx({}, flags, description, parseArg, defaultValue);
		}
		requiredOption(flags, description, parseArg, defaultValue) {
			return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
		}
		combineFlagAndOptionalValue(combine = true) {
			this._combineFlagAndOptionalValue = !!combine;
			return this;
		}
		allowUnknownOption(allowUnknown = true) {
			this._allowUnknownOption = !!allowUnknown;
			return this;
		}
		allowExcessArguments(allowExcess = true) {
			this._allowExcessArguments = !!allowExcess;
			return this;
		}
		enablePositionalOptions(positional = true) {
			this._enablePositionalOptions = !!positional;
			return this;
		}
		passThroughOptions(passThrough = true) {
			this._passThroughOptions = !!passThrough;
			this._checkForBrokenPassThrough();
			return this;
		}
		_checkForBrokenPassThrough() {
			if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
		}
		storeOptionsAsProperties(storeAsProperties = true) {
			if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
			if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
			this._storeOptionsAsProperties = !!storeAsProperties;
			return this;
		}
		getOptionValue(key) {
			if (this._storeOptionsAsProperties) return this[key];
			return this._optionValues[key];
		}
		setOptionValue(key, value) {
			return this.setOptionValueWithSource(key, value, void 0);
		}
		setOptionValueWithSource(key, value, source) {
			if (this._storeOptionsAsProperties) this[key] = value;
			else this._optionValues[key] = value;
			this._optionValueSources[key] = source;
			return this;
		}
		getOptionValueSource(key) {
			return this._optionValueSources[key];
		}
		getOptionValueSourceWithGlobals(key) {
			let source;
			this._getCommandAndAncestors().forEach((cmd) => {
				if (cmd.getOptionValueSource(key) !== void 0) source = cmd.getOptionValueSource(key);
			});
			return source;
		}
		_prepareUserArgs(argv, parseOptions) {
			if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
			parseOptions = parseOptions || {};
			if (argv === void 0 && parseOptions.from === void 0) {
				if (process.versions?.electron) parseOptions.from = "electron";
				const execArgv = process.execArgv ?? [];
				if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
			}
			if (argv === void 0) argv = process.argv;
			this.rawArgs = argv.slice();
			let userArgs;
			switch (parseOptions.from) {
				case void 0:
				case "node":
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
					break;
				case "electron":
					if (process.defaultApp) {
						this._scriptPath = argv[1];
						userArgs = argv.slice(2);
					} else userArgs = argv.slice(1);
					break;
				case "user":
					userArgs = argv.slice(0);
					break;
				case "eval":
					userArgs = argv.slice(1);
					break;
				default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
			}
			if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
			this._name = this._name || "program";
			return userArgs;
		}
		parse(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			this._parseCommand([], userArgs);
			return this;
		}
		async parseAsync(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			await this._parseCommand([], userArgs);
			return this;
		}
		_prepareForParse() {
			if (this._savedState === null) this.saveStateBeforeParse();
			else this.restoreStateBeforeParse();
		}
		saveStateBeforeParse() {
			this._savedState = {
				_name: this._name,
				_optionValues: { ...this._optionValues },
				_optionValueSources: { ...this._optionValueSources }
			};
		}
		restoreStateBeforeParse() {
			if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
			this._name = this._savedState._name;
			this._scriptPath = null;
			this.rawArgs = [];
			this._optionValues = { ...this._savedState._optionValues };
			this._optionValueSources = { ...this._savedState._optionValueSources };
			this.args = [];
			this.processedArgs = [];
		}
		_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
			if (fs.existsSync(executableFile)) return;
			const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
			throw new Error(executableMissing);
		}
		_executeSubCommand(subcommand, args) {
			args = args.slice();
			let launchWithNode = false;
			const sourceExt = [
				".js",
				".ts",
				".tsx",
				".mjs",
				".cjs"
			];
			function findFile(baseDir, baseName) {
				const localBin = path.resolve(baseDir, baseName);
				if (fs.existsSync(localBin)) return localBin;
				if (sourceExt.includes(path.extname(baseName))) return void 0;
				const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
				if (foundExt) return `${localBin}${foundExt}`;
			}
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
			let executableDir = this._executableDir || "";
			if (this._scriptPath) {
				let resolvedScriptPath;
				try {
					resolvedScriptPath = fs.realpathSync(this._scriptPath);
				} catch {
					resolvedScriptPath = this._scriptPath;
				}
				executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
			}
			if (executableDir) {
				let localFile = findFile(executableDir, executableFile);
				if (!localFile && !subcommand._executableFile && this._scriptPath) {
					const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
					if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
				}
				executableFile = localFile || executableFile;
			}
			launchWithNode = sourceExt.includes(path.extname(executableFile));
			let proc;
			if (process.platform !== "win32") {
				if (launchWithNode) {
					args.unshift(executableFile);
					args = incrementNodeInspectorPort(process.execArgv).concat(args);
					proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" });
				} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
			} else {
				this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process.execArgv).concat(args);
				proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" });
			}
			if (!proc.killed) [
				"SIGUSR1",
				"SIGUSR2",
				"SIGTERM",
				"SIGINT",
				"SIGHUP"
			].forEach((signal) => {
				process.on(signal, () => {
					if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
				});
			});
			const exitCallback = this._exitCallback;
			proc.on("close", (code) => {
				code = code ?? 1;
				if (!exitCallback) process.exit(code);
				else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
			});
			proc.on("error", (err) => {
				if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
				if (!exitCallback) process.exit(1);
				else {
					const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
					wrappedError.nestedError = err;
					exitCallback(wrappedError);
				}
			});
			this.runningCommand = proc;
		}
		_dispatchSubcommand(commandName, operands, unknown) {
			const subCommand = this._findCommand(commandName);
			if (!subCommand) this.help({ error: true });
			subCommand._prepareForParse();
			let promiseChain;
			promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
			promiseChain = this._chainOrCall(promiseChain, () => {
				if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
				else return subCommand._parseCommand(operands, unknown);
			});
			return promiseChain;
		}
		_dispatchHelpCommand(subcommandName) {
			if (!subcommandName) this.help();
			const subCommand = this._findCommand(subcommandName);
			if (subCommand && !subCommand._executableHandler) subCommand.help();
			return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
		}
		_checkNumberOfArguments() {
			this.registeredArguments.forEach((arg, i) => {
				if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
			});
			if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
			if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
		}
		_processArguments() {
			const myParseArg = (argument, value, previous) => {
				let parsedValue = value;
				if (value !== null && argument.parseArg) {
					const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
					parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
				}
				return parsedValue;
			};
			this._checkNumberOfArguments();
			const processedArgs = [];
			this.registeredArguments.forEach((declaredArg, index) => {
				let value = declaredArg.defaultValue;
				if (declaredArg.variadic) {
					if (index < this.args.length) {
						value = this.args.slice(index);
						if (declaredArg.parseArg) value = value.reduce((processed, v) => {
							return myParseArg(declaredArg, v, processed);
						}, declaredArg.defaultValue);
					} else if (value === void 0) value = [];
				} else if (index < this.args.length) {
					value = this.args[index];
					if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
				}
				processedArgs[index] = value;
			});
			this.processedArgs = processedArgs;
		}
		_chainOrCall(promise, fn) {
			if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
			return fn();
		}
		_chainOrCallHooks(promise, event) {
			let result = promise;
			const hooks = [];
			this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
				hookedCommand._lifeCycleHooks[event].forEach((callback) => {
					hooks.push({
						hookedCommand,
						callback
					});
				});
			});
			if (event === "postAction") hooks.reverse();
			hooks.forEach((hookDetail) => {
				result = this._chainOrCall(result, () => {
					return hookDetail.callback(hookDetail.hookedCommand, this);
				});
			});
			return result;
		}
		_chainOrCallSubCommandHook(promise, subCommand, event) {
			let result = promise;
			if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
				result = this._chainOrCall(result, () => {
					return hook(this, subCommand);
				});
			});
			return result;
		}
		_parseCommand(operands, unknown) {
			const parsed = this.parseOptions(unknown);
			this._parseOptionsEnv();
			this._parseOptionsImplied();
			operands = operands.concat(parsed.operands);
			unknown = parsed.unknown;
			this.args = operands.concat(unknown);
			if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
			if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
			if (this._defaultCommandName) {
				this._outputHelpIfRequested(unknown);
				return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
			}
			if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
			this._outputHelpIfRequested(parsed.unknown);
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			const checkForUnknownOptions = () => {
				if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
			};
			const commandEvent = `command:${this.name()}`;
			if (this._actionHandler) {
				checkForUnknownOptions();
				this._processArguments();
				let promiseChain;
				promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
				promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
				if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
					this.parent.emit(commandEvent, operands, unknown);
				});
				promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
				return promiseChain;
			}
			if (this.parent?.listenerCount(commandEvent)) {
				checkForUnknownOptions();
				this._processArguments();
				this.parent.emit(commandEvent, operands, unknown);
			} else if (operands.length) {
				if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
				if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
				else if (this.commands.length) this.unknownCommand();
				else {
					checkForUnknownOptions();
					this._processArguments();
				}
			} else if (this.commands.length) {
				checkForUnknownOptions();
				this.help({ error: true });
			} else {
				checkForUnknownOptions();
				this._processArguments();
			}
		}
		_findCommand(name) {
			if (!name) return void 0;
			return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
		}
		_findOption(arg) {
			return this.options.find((option) => option.is(arg));
		}
		_checkForMissingMandatoryOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd.options.forEach((anOption) => {
					if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
				});
			});
		}
		_checkForConflictingLocalOptions() {
			const definedNonDefaultOptions = this.options.filter((option) => {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0) return false;
				return this.getOptionValueSource(optionKey) !== "default";
			});
			definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
				const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
				if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
			});
		}
		_checkForConflictingOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd._checkForConflictingLocalOptions();
			});
		}
		parseOptions(args) {
			const operands = [];
			const unknown = [];
			let dest = operands;
			function maybeOption(arg) {
				return arg.length > 1 && arg[0] === "-";
			}
			const negativeNumberArg = (arg) => {
				if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
				return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
			};
			let activeVariadicOption = null;
			let activeGroup = null;
			let i = 0;
			while (i < args.length || activeGroup) {
				const arg = activeGroup ?? args[i++];
				activeGroup = null;
				if (arg === "--") {
					if (dest === unknown) dest.push(arg);
					dest.push(...args.slice(i));
					break;
				}
				if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
					this.emit(`option:${activeVariadicOption.name()}`, arg);
					continue;
				}
				activeVariadicOption = null;
				if (maybeOption(arg)) {
					const option = this._findOption(arg);
					if (option) {
						if (option.required) {
							const value = args[i++];
							if (value === void 0) this.optionMissingArgument(option);
							this.emit(`option:${option.name()}`, value);
						} else if (option.optional) {
							let value = null;
							if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
							this.emit(`option:${option.name()}`, value);
						} else this.emit(`option:${option.name()}`);
						activeVariadicOption = option.variadic ? option : null;
						continue;
					}
				}
				if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
					const option = this._findOption(`-${arg[1]}`);
					if (option) {
						if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
						else {
							this.emit(`option:${option.name()}`);
							activeGroup = `-${arg.slice(2)}`;
						}
						continue;
					}
				}
				if (/^--[^=]+=/.test(arg)) {
					const index = arg.indexOf("=");
					const option = this._findOption(arg.slice(0, index));
					if (option && (option.required || option.optional)) {
						this.emit(`option:${option.name()}`, arg.slice(index + 1));
						continue;
					}
				}
				if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
				if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
					if (this._findCommand(arg)) {
						operands.push(arg);
						unknown.push(...args.slice(i));
						break;
					} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
						operands.push(arg, ...args.slice(i));
						break;
					} else if (this._defaultCommandName) {
						unknown.push(arg, ...args.slice(i));
						break;
					}
				}
				if (this._passThroughOptions) {
					dest.push(arg, ...args.slice(i));
					break;
				}
				dest.push(arg);
			}
			return {
				operands,
				unknown
			};
		}
		opts() {
			if (this._storeOptionsAsProperties) {
				const result = {};
				const len = this.options.length;
				for (let i = 0; i < len; i++) {
					const key = this.options[i].attributeName();
					result[key] = key === this._versionOptionName ? this._version : this[key];
				}
				return result;
			}
			return this._optionValues;
		}
		optsWithGlobals() {
			return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
		}
		error(message, errorOptions) {
			this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
			if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
			else if (this._showHelpAfterError) {
				this._outputConfiguration.writeErr("\n");
				this.outputHelp({ error: true });
			}
			const config = errorOptions || {};
			const exitCode = config.exitCode || 1;
			const code = config.code || "commander.error";
			this._exit(exitCode, code, message);
		}
		_parseOptionsEnv() {
			this.options.forEach((option) => {
				if (option.envVar && option.envVar in process.env) {
					const optionKey = option.attributeName();
					if (this.getOptionValue(optionKey) === void 0 || [
						"default",
						"config",
						"env"
					].includes(this.getOptionValueSource(optionKey))) {
						if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
						else this.emit(`optionEnv:${option.name()}`);
					}
				}
			});
		}
		_parseOptionsImplied() {
			const dualHelper = new DualOptions(this.options);
			const hasCustomOptionValue = (optionKey) => {
				return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
			};
			this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
				Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
					this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
				});
			});
		}
		missingArgument(name) {
			const message = `error: missing required argument '${name}'`;
			this.error(message, { code: "commander.missingArgument" });
		}
		optionMissingArgument(option) {
			const message = `error: option '${option.flags}' argument missing`;
			this.error(message, { code: "commander.optionMissingArgument" });
		}
		missingMandatoryOptionValue(option) {
			const message = `error: required option '${option.flags}' not specified`;
			this.error(message, { code: "commander.missingMandatoryOptionValue" });
		}
		_conflictingOption(option, conflictingOption) {
			const findBestOptionFromValue = (option) => {
				const optionKey = option.attributeName();
				const optionValue = this.getOptionValue(optionKey);
				const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
				const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
				if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
				return positiveOption || option;
			};
			const getErrorMessage = (option) => {
				const bestOption = findBestOptionFromValue(option);
				const optionKey = bestOption.attributeName();
				if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
				return `option '${bestOption.flags}'`;
			};
			const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
			this.error(message, { code: "commander.conflictingOption" });
		}
		unknownOption(flag) {
			if (this._allowUnknownOption) return;
			let suggestion = "";
			if (flag.startsWith("--") && this._showSuggestionAfterError) {
				let candidateFlags = [];
				let command = this;
				do {
					const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
					candidateFlags = candidateFlags.concat(moreFlags);
					command = command.parent;
				} while (command && !command._enablePositionalOptions);
				suggestion = suggestSimilar(flag, candidateFlags);
			}
			const message = `error: unknown option '${flag}'${suggestion}`;
			this.error(message, { code: "commander.unknownOption" });
		}
		_excessArguments(receivedArgs) {
			if (this._allowExcessArguments) return;
			const expected = this.registeredArguments.length;
			const s = expected === 1 ? "" : "s";
			const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
			this.error(message, { code: "commander.excessArguments" });
		}
		unknownCommand() {
			const unknownName = this.args[0];
			let suggestion = "";
			if (this._showSuggestionAfterError) {
				const candidateNames = [];
				this.createHelp().visibleCommands(this).forEach((command) => {
					candidateNames.push(command.name());
					if (command.alias()) candidateNames.push(command.alias());
				});
				suggestion = suggestSimilar(unknownName, candidateNames);
			}
			const message = `error: unknown command '${unknownName}'${suggestion}`;
			this.error(message, { code: "commander.unknownCommand" });
		}
		version(str, flags, description) {
			if (str === void 0) return this._version;
			this._version = str;
			flags = flags || "-V, --version";
			description = description || "output the version number";
			const versionOption = this.createOption(flags, description);
			this._versionOptionName = versionOption.attributeName();
			this._registerOption(versionOption);
			this.on("option:" + versionOption.name(), () => {
				this._outputConfiguration.writeOut(`${str}\n`);
				this._exit(0, "commander.version", str);
			});
			return this;
		}
		description(str, argsDescription) {
			if (str === void 0 && argsDescription === void 0) return this._description;
			this._description = str;
			if (argsDescription) this._argsDescription = argsDescription;
			return this;
		}
		summary(str) {
			if (str === void 0) return this._summary;
			this._summary = str;
			return this;
		}
		alias(alias) {
			if (alias === void 0) return this._aliases[0];
			let command = this;
			if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
			if (alias === command._name) throw new Error("Command alias can't be the same as its name");
			const matchingCommand = this.parent?._findCommand(alias);
			if (matchingCommand) {
				const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
				throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
			}
			command._aliases.push(alias);
			return this;
		}
		aliases(aliases) {
			if (aliases === void 0) return this._aliases;
			aliases.forEach((alias) => this.alias(alias));
			return this;
		}
		usage(str) {
			if (str === void 0) {
				if (this._usage) return this._usage;
				const args = this.registeredArguments.map((arg) => {
					return humanReadableArgName(arg);
				});
				return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
			}
			this._usage = str;
			return this;
		}
		name(str) {
			if (str === void 0) return this._name;
			this._name = str;
			return this;
		}
		helpGroup(heading) {
			if (heading === void 0) return this._helpGroupHeading ?? "";
			this._helpGroupHeading = heading;
			return this;
		}
		commandsGroup(heading) {
			if (heading === void 0) return this._defaultCommandGroup ?? "";
			this._defaultCommandGroup = heading;
			return this;
		}
		optionsGroup(heading) {
			if (heading === void 0) return this._defaultOptionGroup ?? "";
			this._defaultOptionGroup = heading;
			return this;
		}
		_initOptionGroup(option) {
			if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
		}
		_initCommandGroup(cmd) {
			if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
		}
		nameFromFilename(filename) {
			this._name = path.basename(filename, path.extname(filename));
			return this;
		}
		executableDir(path) {
			if (path === void 0) return this._executableDir;
			this._executableDir = path;
			return this;
		}
		helpInformation(contextOptions) {
			const helper = this.createHelp();
			const context = this._getOutputContext(contextOptions);
			helper.prepareContext({
				error: context.error,
				helpWidth: context.helpWidth,
				outputHasColors: context.hasColors
			});
			const text = helper.formatHelp(this, helper);
			if (context.hasColors) return text;
			return this._outputConfiguration.stripColor(text);
		}
		_getOutputContext(contextOptions) {
			contextOptions = contextOptions || {};
			const error = !!contextOptions.error;
			let baseWrite;
			let hasColors;
			let helpWidth;
			if (error) {
				baseWrite = (str) => this._outputConfiguration.writeErr(str);
				hasColors = this._outputConfiguration.getErrHasColors();
				helpWidth = this._outputConfiguration.getErrHelpWidth();
			} else {
				baseWrite = (str) => this._outputConfiguration.writeOut(str);
				hasColors = this._outputConfiguration.getOutHasColors();
				helpWidth = this._outputConfiguration.getOutHelpWidth();
			}
			const write = (str) => {
				if (!hasColors) str = this._outputConfiguration.stripColor(str);
				return baseWrite(str);
			};
			return {
				error,
				write,
				hasColors,
				helpWidth
			};
		}
		outputHelp(contextOptions) {
			let deprecatedCallback;
			if (typeof contextOptions === "function") {
				deprecatedCallback = contextOptions;
				contextOptions = void 0;
			}
			const outputContext = this._getOutputContext(contextOptions);
			const eventContext = {
				error: outputContext.error,
				write: outputContext.write,
				command: this
			};
			this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
			this.emit("beforeHelp", eventContext);
			let helpInformation = this.helpInformation({ error: outputContext.error });
			if (deprecatedCallback) {
				helpInformation = deprecatedCallback(helpInformation);
				if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
			}
			outputContext.write(helpInformation);
			if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
			this.emit("afterHelp", eventContext);
			this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
		}
		helpOption(flags, description) {
			if (typeof flags === "boolean") {
				if (flags) {
					if (this._helpOption === null) this._helpOption = void 0;
					if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
				} else this._helpOption = null;
				return this;
			}
			this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
			if (flags || description) this._initOptionGroup(this._helpOption);
			return this;
		}
		_getHelpOption() {
			if (this._helpOption === void 0) this.helpOption(void 0, void 0);
			return this._helpOption;
		}
		addHelpOption(option) {
			this._helpOption = option;
			this._initOptionGroup(option);
			return this;
		}
		help(contextOptions) {
			this.outputHelp(contextOptions);
			let exitCode = Number(process.exitCode ?? 0);
			if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
			this._exit(exitCode, "commander.help", "(outputHelp)");
		}
		addHelpText(position, text) {
			const allowedValues = [
				"beforeAll",
				"before",
				"after",
				"afterAll"
			];
			if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
			const helpEvent = `${position}Help`;
			this.on(helpEvent, (context) => {
				let helpStr;
				if (typeof text === "function") helpStr = text({
					error: context.error,
					command: context.command
				});
				else helpStr = text;
				if (helpStr) context.write(`${helpStr}\n`);
			});
			return this;
		}
		_outputHelpIfRequested(args) {
			const helpOption = this._getHelpOption();
			if (helpOption && args.find((arg) => helpOption.is(arg))) {
				this.outputHelp();
				this._exit(0, "commander.helpDisplayed", "(outputHelp)");
			}
		}
	};
	function incrementNodeInspectorPort(args) {
		return args.map((arg) => {
			if (!arg.startsWith("--inspect")) return arg;
			let debugOption;
			let debugHost = "127.0.0.1";
			let debugPort = "9229";
			let match;
			if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) debugOption = match[1];
			else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
				debugOption = match[1];
				if (/^\d+$/.test(match[3])) debugPort = match[3];
				else debugHost = match[3];
			} else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
				debugOption = match[1];
				debugHost = match[3];
				debugPort = match[4];
			}
			if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
			return arg;
		});
	}
	function useColor() {
		if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false") return false;
		if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0) return true;
	}
	exports.Command = Command;
	exports.useColor = useColor;
}));
const { program: program$1, createCommand, createArgument, createOption, CommanderError, InvalidArgumentError, InvalidOptionArgumentError, Command, Argument, Option, Help } = __toESM(__commonJSMin(((exports) => {
	const { Argument } = require_argument();
	const { Command } = require_command();
	const { CommanderError, InvalidArgumentError } = require_error();
	const { Help } = require_help();
	const { Option } = require_option();
	exports.program = new Command();
	exports.createCommand = (name) => new Command(name);
	exports.createOption = (flags, description) => new Option(flags, description);
	exports.createArgument = (name, description) => new Argument(name, description);
	exports.Command = Command;
	exports.Option = Option;
	exports.Argument = Argument;
	exports.Help = Help;
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
	exports.InvalidOptionArgumentError = InvalidArgumentError;
}))(), 1).default;
// src/compare-results/analyse-by-design.ts
function analyseByDesign(request, records, design, examplesAt) {
	if (design !== null && design.kind === "sequential") return analyseByLooks(request, records, design, examplesAt);
	const examples = examplesAt?.(Number.POSITIVE_INFINITY);
	const comparisons = records.some(({ status }) => status === "ok") ? analyseOnce(request, records, { ...examples && { examples } }) : [];
	const pairs = pairsOf(comparisons);
	const isPaired = comparisons.some(({ pairing }) => pairing === "seed");
	const notice = pairs < 2 || !isPaired ? null : reachableDesign({
		looks: [pairs],
		isOnce: true,
		...sharesOf(request)
	}).notice;
	return {
		comparisons,
		looks: summariseOnce(pairs, request.alpha),
		seeds: {
			kind: "fixed",
			min: pairs,
			max: pairs
		},
		records,
		notices: notice === null ? [] : [notice]
	};
}
function analyseByLooks(request, records, design, examplesAt) {
	const { baseline = "baseline", variants, alpha } = request;
	requireSharedSeeds(records, baseline, variants);
	const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
	const { looks, notice } = reachableDesign({
		looks: planLooks(design),
		...sharesOf(request)
	});
	const last = looks.filter((pairs) => pairs <= seeds.length).at(-1);
	if (last === void 0) throw new UserError(`--design ${design.min}..${design.max}: the first look is after ${looks[0]} seeds, and there are ${seeds.length}`);
	const analysis = startAnalysis({
		...request,
		looks
	});
	let undecided = variants;
	let comparisons = [];
	const used = [];
	let taken = 0;
	let from = 0;
	while (undecided.length > 0) {
		const pairs = looks[taken] ?? last;
		const added = new Set(seeds.slice(from, pairs));
		const models = new Set([baseline, ...undecided]);
		used.push(...records.filter(({ model, seed }) => models.has(model) && added.has(seed)));
		const examples = examplesAt?.(pairs);
		const options = {
			ends: pairs === last,
			...examples && { examples }
		};
		({comparisons, undecided} = analysis.takeLook(used, taken, options));
		from = pairs;
		taken += 1;
	}
	const isOpen = comparisons.some(({ role, verdict }) => role === "primary" && verdict === "inconclusive");
	const next = from === last && isOpen ? looks[taken] : void 0;
	return {
		comparisons,
		looks: summariseLooks(looks, alpha, taken),
		seeds: design,
		records: used,
		notices: [...notice === null ? [] : [notice], ...whatIsLeft(design, seeds.length, from, next)]
	};
}
function whatIsLeft(design, available, used, next) {
	const rest = available - used;
	const left = `results of the ${rest === 1 ? "seed" : `${rest} seeds`} after it have no say`;
	if (next !== void 0) {
		const soFar = `Looked at after ${used} of the ${available} seeds that are there; the next look of the design (${design.min} to ${design.max} pairs) is after ${next}`;
		return [rest === 0 ? `${soFar}.` : `${soFar}; until then ${left}.`];
	}
	return rest === 0 ? [] : [`The design (${design.min} to ${design.max} pairs) ended at the look after ${used} seeds; ${left}.`];
}
function requireSharedSeeds(records, baseline, variants) {
	const seedsOf = (name) => new Set(records.flatMap(({ model, seed }) => model === name ? [seed] : []));
	const own = seedsOf(baseline);
	const apart = variants.find((variant) => ![...seedsOf(variant)].some((seed) => own.has(seed)));
	if (apart === void 0) return;
	throw new UserError(`--design: a sequential design looks at pairs of the same seed, and "${apart}" shares no seed with "${baseline}"; leave --design out`);
}
function sharesOf({ alpha, metrics, variants }) {
	const primary = metrics.filter(({ role }) => role === "primary");
	return {
		alpha,
		comparisons: variants.length * primary.length,
		hasMargin: primary.some(({ margin }) => margin !== null)
	};
}
function pairsOf(comparisons) {
	return comparisons.reduce((most, comparison) => comparison.difference === null || comparison.role !== "primary" ? most : Math.max(most, Math.min(comparison.baseline.n, comparison.candidate.n)), 0);
}
// src/compare-results/check-results.ts
const WORDS = {
	"evaluation-files not-checked": {
		message: "results do not say what they were measured on",
		advice: "make sure that every run was evaluated on the same data, by the same code"
	},
	"failed-runs fail": { advice: "see what became of these runs; --failed-runs sets how many may fail before the verdict is invalid" },
	"seed-effect fail": {
		message: "all runs have the same values: they are one run counted several times, or the values were rounded too far",
		advice: "let the seed reach the training, and write results with all their digits"
	}
};
function wordsFor({ id, status, value }) {
	return id === "seed-effect" && value !== 1 ? void 0 : WORDS[`${id} ${status}`];
}
function checkResults(setup, { records, comparisons, chosenSeeds }, section) {
	const known = {
		...setup,
		records,
		comparisons,
		chosenSeeds,
		evaluationDigests: [],
		seedLines: null,
		timeLimitLine: null,
		sharedPredictions: [],
		differingExample: null
	};
	return runChecks(CHECKS, known, section).map((check) => ({
		...check,
		...wordsFor(check)
	}));
}
// src/compare-results/quote-names.ts
const MAX_SHOWN$1 = 10;
function quoteNames(names, maxShown = MAX_SHOWN$1) {
	const shown = names.slice(0, maxShown).map((name) => `"${name}"`);
	const hidden = names.length - shown.length;
	return hidden > 0 ? `${shown.join(", ")} and ${hidden} more` : shown.join(", ");
}
// src/compare-results/choose-metrics.ts
function chooseMetrics(options, columns) {
	const primary = options.metrics.length > 0 ? options.metrics : theOnly(columns, options.secondary);
	const names = [...primary, ...options.secondary];
	const isPrimary = (name) => primary.includes(name);
	for (const [index, name] of names.entries()) {
		const option = index < primary.length ? "--metric" : "--secondary";
		if (!columns.has(name)) throw new UserError(`${option}: ${noSuchMetric(name, metricsAmong(columns))}`);
		if (names.indexOf(name) < index) throw new UserError(`${option}: "${name}" stands there twice`);
	}
	for (const { metric } of options.directions) requireChosen("--direction", metric, names);
	for (const { metric } of options.margins) requireChosen("--margin", metric, names);
	return names.map((name) => ({
		name,
		role: isPrimary(name) ? "primary" : "secondary",
		direction: directionOf(name, options),
		margin: marginOf(name, options, isPrimary(name) ? primary : [], columns.get(name)?.largest ?? 0),
		unit: knownMetric(name)?.unit ?? "none"
	}));
}
function theOnly(columns, secondary) {
	const left = metricsAmong(columns).filter((name) => !secondary.includes(name));
	if (left.length === 1) return left;
	if (left.length === 0 && columns.size === 1) return [...columns.keys()];
	throw new UserError(left.length === 0 ? "--metric: no column holds numbers beside model, seed and status" : `--metric: say which metric decides; there are ${quoteNames(left)}`);
}
function metricsAmong(columns) {
	return [...columns].filter(([, { isMetric }]) => isMetric).map(([name]) => name);
}
function directionOf(name, { directions }) {
	const known = knownMetric(name)?.direction;
	const named = directions.findLast(({ metric }) => metric === name)?.value;
	if (named !== void 0) return named;
	const general = directions.findLast(({ metric }) => metric === null)?.value;
	const direction = known ?? general;
	if (direction === void 0) throw new UserError(`--direction: "${name}" is not a metric that Conclusive knows, so say which way is better: --direction ${name}=maximize or --direction ${name}=minimize`);
	if (general !== void 0 && general !== direction) throw new UserError(`--direction: ${general} contradicts "${name}", which is better ${direction === "maximize" ? "higher" : "lower"}; if it is meant, write --direction ${name}=${general}`);
	return direction;
}
function marginOf(name, { margins }, primary, largest) {
	const named = margins.findLast(({ metric }) => metric === name)?.value;
	const general = margins.findLast(({ metric }) => metric === null)?.value;
	if (named === void 0 && general !== void 0 && primary.length > 1) throw new UserError(`--margin: ${general} could be meant for any of ${quoteNames(primary)}; write --margin ${name}=${general}`);
	const margin = named ?? (primary.length === 1 ? general : void 0);
	if (margin === void 0) return null;
	const maximum = knownMetric(name)?.maximum ?? null;
	if (maximum !== null && largest <= maximum && margin >= maximum) throw new UserError(`--margin: ${margin} is as large as ${name} can get, so everything would be equivalent; it is in the metric's own unit: 0.005 is half a percentage point`);
	return margin;
}
function requireChosen(option, name, chosen) {
	if (name === null || chosen.includes(name)) return;
	throw new UserError(`${option}: ${noSuchMetric(name, chosen)}`);
}
function noSuchMetric(name, known) {
	const guess = nearest(name, known);
	const hint = guess === null ? "" : `; did you mean "${guess}"?`;
	return `no metric "${name}"; there are ${quoteNames(known) || "none"}${hint}`;
}
// src/compare-results/choose-models.ts
const MAX_VARIANTS = 100;
const DEFAULT_BASELINE = "baseline";
function chooseModels({ baseline = DEFAULT_BASELINE, variants }, models) {
	if (!models.includes(baseline)) throw unknown("--baseline", baseline, models);
	for (const [index, variant] of variants.entries()) {
		if (!models.includes(variant)) throw unknown("--variant", variant, models);
		if (variant === baseline) throw new UserError(`--variant: "${variant}" is the baseline; name another model`);
		if (variants.indexOf(variant) < index) throw new UserError(`--variant: "${variant}" stands there twice`);
	}
	const chosen = variants.length > 0 ? variants : models.filter((model) => model !== baseline);
	if (chosen.length === 0) throw new UserError(`the files hold runs of "${baseline}" only; name a file with runs of another model as well`);
	if (chosen.length > MAX_VARIANTS) throw new UserError(`--variant: ${chosen.length} models to compare with "${baseline}", at most ${MAX_VARIANTS} are possible; name those that matter`);
	return {
		baseline,
		variants: chosen
	};
}
function unknown(option, name, models) {
	const guess = nearest(name, models);
	const hint = guess === null ? "" : `; did you mean "${guess}"?`;
	return new UserError(`${option}: no run is of a model "${name}"; the files hold ${quoteNames(models)}${hint}; name one with ${option} NAME`);
}
// src/compare-results/describe-data.ts
const MAX_SHOWN = 3;
function describeData({ baseline, variants }, { hasSeeds, repeats }, { records, incomplete }, comparisons) {
	const notices = [];
	if (!hasSeeds) notices.push("The files name no seeds: the runs are numbered as they stand and compared unpaired. With the seeds of the runs in a column seed, those that belong together would be compared pair by pair, which takes fewer runs.");
	else {
		const unpaired = variants.filter((variant) => comparisons.some((c) => c.variant === variant && c.pairing === "none" && c.difference !== null));
		if (unpaired.length > 0) notices.push(`No seed of ${quoteNames(unpaired, MAX_SHOWN)} is one of "${baseline}", so they are compared unpaired (Welch).`);
		notices.push(...leftOut(baseline, variants, records));
	}
	if (repeats > 0) notices.push(repeats === 1 ? "One row repeats another in every column and counts once." : `${repeats} rows repeat another in every column and count once.`);
	for (const [metric, runs] of incomplete) notices.push(`${metric} is missing in ${runs} finished run${runs === 1 ? "" : "s"}; it is compared without.`);
	return notices;
}
function leftOut(baseline, variants, records) {
	const byModel = recordsByModel(records);
	const seedsOf = (model) => new Set((byModel.get(model) ?? []).filter(({ status }) => status === "ok").map(({ seed }) => seed));
	const own = seedsOf(baseline);
	const partial = variants.flatMap((variant) => {
		const other = seedsOf(variant);
		const shared = [...other].filter((seed) => own.has(seed)).length;
		const alone = own.size + other.size - 2 * shared;
		if (shared === 0 || alone === 0) return [];
		return [`"${variant}": ${shared} pair${shared === 1 ? "" : "s"}, without ${own.size - shared} of ${own.size} finished runs of "${baseline}" and ${other.size - shared} of ${other.size} of its own`];
	});
	if (partial.length === 0) return [];
	const hidden = partial.length - MAX_SHOWN;
	const more = hidden > 0 ? `; and ${hidden} more variants` : "";
	return [`Runs whose seed has no partner were left out. ${partial.slice(0, MAX_SHOWN).join("; ")}${more}.`];
}
// src/compare-results/predicted-runs.ts
const SCORE = "score";
const MEAN_SCORE = meanOf("predictions", (_labels, { predictions }) => predictions);
const SEED = 1;
function predictedRuns({ models, areScored }, call) {
	const named = [...call.metrics, ...call.secondary];
	const declared = named.length === 0 && !areScored && models.some(({ file, table }) => valuesOf$1(file, table, []).test?.accuracy === void 0) ? ["rmse"] : named;
	const rows = models.map(({ name, file, table }, index) => {
		return {
			file,
			line: null,
			hasSeed: true,
			gaps: {},
			record: toRecord$1(name, index, areScored ? scoresOf(table) : valuesOf$1(file, table, declared))
		};
	});
	const files = new Map(models.map(({ name, file }) => [name, file]));
	const tables = new Map(models.map(({ name, table }) => [name, table]));
	const nameOf = ({ model }) => files.get(model) ?? model;
	const readerOf = (split) => createReader(nameOf, async (record) => requireSplit(tables.get(record.model), split, nameOf(record)));
	return {
		rows,
		options: withDefaults(call, rows, areScored),
		rowsOf({ baseline, variants }, metrics) {
			const readers = new Map(SPLITS$1.map((split) => [split, readerOf(split)]));
			const rows = createCrossedRows({
				baseline,
				variants,
				metrics,
				verdictFor: "new-examples",
				readerOf: (split) => readers.get(split),
				computationOf: (metric) => areScored && metric === SCORE ? MEAN_SCORE : metricNamed(metric)?.compute
			});
			return { async read(records) {
				const examples = await rows.read(records);
				for (const variant of variants) for (const { name } of metrics) {
					const { reason } = examples(variant, name);
					if (reason !== null) throw new UserError(reason);
				}
				return examples;
			} };
		}
	};
}
function withDefaults(call, rows, areScored) {
	const has = (metric) => rows.some(({ record }) => hasMetric(record, metric));
	const metric = areScored ? SCORE : has("accuracy") ? "accuracy" : "rmse";
	const metrics = call.metrics.length > 0 ? call.metrics : [metric];
	const isSaid = call.directions.some(({ metric: of }) => of === null || of === SCORE);
	return {
		...call,
		metrics,
		directions: areScored && !isSaid ? [...call.directions, {
			metric: SCORE,
			value: "maximize"
		}] : call.directions
	};
}
function hasMetric({ metrics }, name) {
	return Object.values(metrics).some((values) => Object.hasOwn(values, name));
}
function scoresOf({ splits }) {
	return Object.fromEntries([...splits].map(([split, { predictions }]) => [split, { [SCORE]: mean(Array.from(predictions)) }]));
}
function valuesOf$1(file, table, declared) {
	try {
		return Object.fromEntries(scorePredictions(table, declared).metrics);
	} catch (error) {
		if (error instanceof UnreadableRunError) throw new UserError(`${file}: ${error.message}`, { cause: error });
		throw error;
	}
}
function requireSplit(table, split, file) {
	const columns = table?.splits.get(split);
	if (columns !== void 0) return columns;
	throw new IncomparablePredictionsError(`${file} holds no predictions of the ${split} split`);
}
function toRecord$1(model, index, metrics) {
	return {
		schema: RUN_SCHEMA,
		fingerprint: index.toString(16).padStart(64, "0"),
		model,
		seed: SEED,
		params: {},
		commit: null,
		status: "ok",
		failure: null,
		divergedBy: null,
		curves: [],
		metrics,
		slices: {},
		predictions: null,
		parameters: null,
		environment: {},
		cost: {
			wallSeconds: 0,
			cpuSeconds: null,
			peakMemoryBytes: null
		}
	};
}
// src/config/seeds-option.ts
function parseSeeds(option, text) {
	const [, first, most] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text) ?? [];
	const value = first === void 0 ? text : most === void 0 ? Number(first) : {
		min: Number(first),
		max: Number(most)
	};
	const parsed = configShape.seeds.safeParse(value);
	if (first !== void 0 && parsed.success && parsed.data !== void 0) return parsed.data;
	const why = first === void 0 || parsed.success ? "" : ` (${describeOption(parsed.error.issues, value)})`;
	throw new UserError(`${option}: must be a number of seeds such as 8, or the fewest and the most of a sequential design such as 6..25; found "${text}"${why}`);
}
// src/compare-results/read-settings.ts
function readSettings$1({ alpha, design, failedRuns, failOn }) {
	const shape = configShape;
	const gate = failOn.length === 0 ? void 0 : { "fail-on": failOn };
	const limits = failedRuns === void 0 ? void 0 : { "failed-runs": failedRuns };
	return {
		alpha: read("--alpha", alphaSchema, alpha ?? .05),
		seeds: readDesign(design),
		gate: read("--fail-on", shape.gate, gate),
		limits: read("--failed-runs", shape.limits, limits),
		checks: CONFIG_SCHEMA.shape.checks.parse(void 0)
	};
}
function policyWordsOf({ failOn }) {
	const failed = failOn.length > 0 ? "and --fail-on names it" : "which fails it unless --fail-on says otherwise";
	return {
		failOn: "--fail-on",
		named: (list) => list === "fail-on" ? failed : "which neither passes nor fails it"
	};
}
function readDesign(design = "fixed") {
	if (design === "fixed") return null;
	const seeds = normaliseSeeds(parseSeeds("--design", design));
	if (seeds.kind === "sequential") return seeds;
	throw new UserError(`--design: must be "fixed" for as many seeds as there are, or the fewest and the most of a sequential design such as 6..25; found "${design}"`);
}
function read(option, schema, value) {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new UserError(`${option}: ${describeOption(parsed.error.issues, value)}`);
}
// src/compare-results/repeat-command.ts
var import_shell_quote = require_shell_quote();
function repeatCommand(call, { baseline }) {
	const option = (name, values) => values.flatMap((value) => [name, String(value)]);
	return (0, import_shell_quote.quote)([
		...[
			"conclusive",
			"compare",
			...call.files
		],
		...option("--baseline", [baseline]),
		...option("--variant", call.variants),
		...option("--metric", call.metrics),
		...option("--secondary", call.secondary),
		...option("--direction", call.directions.map(assignment)),
		...option("--margin", call.margins.map(assignment)),
		...option("--alpha", call.alpha === void 0 ? [] : [call.alpha]),
		...option("--design", call.design === void 0 ? [] : [call.design]),
		...option("--failed-runs", call.failedRuns === void 0 ? [] : [call.failedRuns]),
		...option("--fail-on", call.failOn)
	]);
}
function assignment({ metric, value }) {
	return metric === null ? String(value) : `${metric}=${value}`;
}
// src/compare-results/rows-of-records.ts
async function readByLooks(rows, records, design) {
	const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
	const counts = design?.kind === "sequential" ? planLooks(design) : [Number.POSITIVE_INFINITY];
	const known = new Map();
	for (const count of counts) {
		const taken = new Set(seeds.slice(0, count));
		if (known.size > 0 && count > seeds.length) break;
		known.set(count, await rows.read(records.filter(({ seed }) => taken.has(seed))));
	}
	return (count) => known.get(count);
}
function rowsOfRecords(rows, { baseline, variants }, metrics) {
	const folders = new Map(rows.flatMap(({ file, record }) => record.predictions === null ? [] : [[record.fingerprint, dirname(file)]]));
	if (folders.size === 0) return null;
	const readerOf = createSplitReaders(async (record) => {
		const folder = folders.get(record.fingerprint);
		return folder === void 0 ? null : keptPredictions(folder, record, () => {});
	});
	return createCrossedRows({
		baseline,
		variants,
		metrics,
		readerOf
	});
}
// src/records/results/cells.ts
const MAX_GAP_CHARS = 60;
const STATUS_WORDS = new Map([
	["ok", "ok"],
	["finished", "ok"],
	["completed", "ok"],
	["success", "ok"],
	["succeeded", "ok"],
	["done", "ok"],
	["diverged", "diverged"],
	["nan", "diverged"],
	["crashed", "crashed"],
	["failed", "crashed"],
	["failure", "crashed"],
	["error", "crashed"],
	["timeout", "timeout"],
	["timed out", "timeout"],
	["killed", "killed"],
	["cancelled", "killed"],
	["preempted", "killed"],
	["oom", "killed"]
]);
const KNOWN_STATUS_WORDS = [...STATUS_WORDS.keys()];
function statusOfWord(word) {
	return STATUS_WORDS.get(word.trim().toLowerCase()) ?? null;
}
function readCell(value) {
	const stated = typeof value === "string" ? parseCell(value.trim()) : value;
	const number = toNumber(stated);
	if (number === null) return "";
	if (typeof number === "number") return Number.isFinite(number) ? number : String(number);
	return (typeof stated === "string" ? stated : JSON.stringify(stated)).slice(0, MAX_GAP_CHARS);
}
function statusOfGap(gap) {
	if (gap === "" || gap === "-") return "crashed";
	if (/^(NaN|-?Infinity)$/.test(gap)) return "diverged";
	const status = statusOfWord(gap);
	return status === "ok" ? null : status;
}
// src/records/results/result-row.ts
function placeOf({ file, line }) {
	return formatPlace({
		file,
		line
	});
}
// src/compare-results/settle-runs.ts
function columnsOf(rows) {
	const columns = new Map();
	const columnOf = (name) => {
		const column = columns.get(name) ?? {
			largest: 0,
			isMetric: false
		};
		columns.set(name, column);
		return column;
	};
	for (const { record, gaps } of rows) {
		for (const values of Object.values(record.metrics)) for (const [name, value] of Object.entries(values)) {
			const column = columnOf(name);
			column.isMetric = true;
			column.largest = Math.max(column.largest, Math.abs(value));
		}
		for (const [name, gap] of Object.entries(gaps)) {
			const column = columnOf(name);
			column.isMetric ||= gap !== "" && statusOfGap(gap) !== null;
		}
	}
	return columns;
}
function settleRuns(rows, metrics) {
	const records = rows.map(({ record }) => record);
	const wanted = metrics.map((metric) => ({
		...metric,
		split: decidingSplit(records, metric.name) ?? "test"
	}));
	for (const metric of wanted) if (metric.role === "primary") requireInEveryModel(rows, metric.name, metric.split);
	const incomplete = new Map();
	return {
		records: rows.map((row) => {
			if (row.record.status !== "ok") return row.record;
			for (const { name, split, role } of wanted) {
				if (hasValue(row.record, name, split)) continue;
				const failure = failureOf(row, name, split);
				if (role === "primary") return {
					...row.record,
					...failure
				};
				incomplete.set(name, (incomplete.get(name) ?? 0) + 1);
			}
			return row.record;
		}),
		incomplete
	};
}
function failureOf(row, metric, split) {
	const gap = gapOf(row, metric);
	const status = statusOfGap(gap);
	if (status === null) throw new UserError(`${placeOf(row)}: ${metric} is "${gap}", not a number; write decimals with a point and no unit, and leave the cell empty, or write NaN or diverged, where a run has none`);
	const said = gap === "" ? `has no ${metric}${split === "test" ? "" : ` on the ${split} split`}` : `${metric} is ${gap}`;
	return {
		status,
		failure: `${placeOf(row)}: ${said}`
	};
}
function requireInEveryModel(rows, metric, split) {
	const without = new Set();
	const measured = new Set();
	for (const row of rows) {
		const { model, status } = row.record;
		if (hasValue(row.record, metric, split) || gapOf(row, metric) !== "") measured.add(model);
		else if (status === "ok") without.add(model);
	}
	const lacking = [...without].filter((model) => !measured.has(model));
	if (lacking.length === 0) return;
	const having = measured.size === 0 ? "no model has" : `only ${quoteNames([...measured])} ${measured.size === 1 ? "has" : "have"}`;
	throw new UserError(`--metric ${metric}: no run of ${quoteNames(lacking)} has a value of it; ${having}. Compare on a metric that all of them have, or name the models with --baseline and --variant`);
}
function hasValue({ metrics }, metric, split) {
	const values = metrics[split];
	return values !== void 0 && Object.hasOwn(values, metric);
}
function gapOf({ gaps }, metric) {
	return Object.hasOwn(gaps, metric) ? gaps[metric] ?? "" : "";
}
// src/records/results/one-run-a-seed.ts
function oneRunASeed(rows) {
	const seeded = rows.find(({ hasSeed }) => hasSeed);
	const unseeded = rows.find(({ hasSeed }) => !hasSeed);
	if (unseeded === void 0) return {
		...withoutRepeats(rows),
		hasSeeds: true
	};
	if (seeded !== void 0) throw new UserError(`${placeOf(unseeded)}: has no seed, but ${placeOf(seeded)} has one; give every run its seed, or none`);
	return {
		rows: rows.map((row, index) => ({
			...row,
			record: {
				...row.record,
				seed: index + 1
			}
		})),
		hasSeeds: false,
		repeats: 0
	};
}
function withoutRepeats(rows) {
	const seen = new Map();
	const distinct = rows.filter((row) => {
		const { model, seed } = row.record;
		const bySeed = seen.get(model) ?? new Map();
		seen.set(model, bySeed);
		const earlier = bySeed.get(seed);
		if (earlier !== void 0) requireSame(earlier, row);
		else bySeed.set(seed, row);
		return earlier === void 0;
	});
	return {
		rows: distinct,
		repeats: rows.length - distinct.length
	};
}
function requireSame(earlier, later) {
	const [before, now] = [contentOf(earlier), contentOf(later)];
	const differs = [...new Set([...before.keys(), ...now.keys()])].find((key) => before.get(key) !== now.get(key));
	if (differs === void 0) return;
	const { model, seed } = later.record;
	const said = (content) => (content.get(differs) ?? "nothing").slice(0, 60);
	throw new UserError(`${placeOf(later)}: ${show$1(model)} has a run with seed ${seed} in ${placeOf(earlier)} already, and they differ (${differs}: ${said(before)} there, ${said(now)} here); keep the one that counts, or give each run its own seed`);
}
function contentOf({ record, gaps }) {
	const { status, commit, metrics, params, curves } = record;
	const values = Object.values(metrics).flatMap((split) => Object.entries(split));
	return new Map([
		["status", status],
		["commit", commit ?? "unknown"],
		["params", canonicalJson(params)],
		...values.map(([name, value]) => [name, String(value)]),
		...Object.entries(gaps).map(([name, text]) => [name, text === "" ? "nothing" : text]),
		["curves", canonicalJson(curves)]
	]);
}
// src/records/results/align-classes.ts
function alignClasses(files, tables) {
	const named = tables.findIndex(({ classNames }) => classNames !== null);
	if (named < 0) return tables;
	const numbered = tables.findIndex(({ classNames }) => classNames === null);
	if (numbered >= 0) throw new UserError(`${files[numbered]}: its classes are numbers, and those of ${files[named]} are names; write them alike`);
	const all = [...new Set(tables.flatMap(({ classNames }) => classNames ?? []))].sort();
	const places = new Map(all.map((name, index) => [name, index]));
	return tables.map((table, index) => {
		const names = table.classNames ?? [];
		if (names.length === all.length) return table;
		const place = (label) => places.get(names[label]);
		const split = (columns) => {
			if (columns.probabilities !== null) throw new UserError(`${files[index]}: gives probabilities of ${names.length} classes, and the files have ${all.length} in all; give one of every class in each`);
			return {
				...columns,
				labels: columns.labels.map(place),
				predictions: columns.predictions.map(place)
			};
		};
		return {
			splits: new Map([...table.splits].map(([name, columns]) => [name, split(columns)])),
			classes: all.length,
			classNames: all
		};
	});
}
// src/records/results/with-name.ts
async function withName(path, read) {
	try {
		return await read();
	} catch (error) {
		if (error instanceof UnreadableRunError) throw new UserError(error.message, { cause: error });
		if (error instanceof UnusableFileError || isSystemError(error)) {
			const reason = isSystemError(error) ? describe(error) : error.message;
			throw new UserError(`${path}: ${reason}`, { cause: error });
		}
		throw error;
	}
}
function describe(error) {
	return error.code === "ENOENT" ? "no such file" : `cannot be read: ${error.message}`;
}
function isSystemError(error) {
	return error instanceof Error && "code" in error && "syscall" in error;
}
// src/records/results/read-predicted.ts
async function readPredicted(files) {
	const looks = [];
	for (const file of files) looks.push(await withName(file, () => lookInto(file)));
	const [first] = looks.filter(({ kind }) => kind !== null);
	if (first === void 0) return null;
	const other = looks.find(({ kind }) => kind !== first.kind);
	if (other !== void 0) {
		const needed = first.kind === "scores" ? "id and score" : "id, label and prediction (or probabilities)";
		throw new UserError(`${other.file}: ${other.keys.length === 0 ? "is no table of predictions" : `has the columns ${other.keys.slice(0, 10).map(show$1).join(", ")}`}, and ${first.file} has predictions by example; files that are compared by example need ${needed} alike`);
	}
	const areScored = first.kind === "scores";
	const tables = [];
	for (const look of looks) tables.push(await withName(look.file, () => readTable$1(look, areScored)));
	const names = files.map(nameOf);
	return {
		areScored,
		models: alignClasses(files, tables).map((table, index) => ({
			name: names[index],
			file: files[index],
			table
		}))
	};
}
async function lookInto(file) {
	const path = await realpath(file);
	if ((await lstat(path)).isDirectory()) return {
		file,
		isJson: false,
		kind: null,
		keys: []
	};
	const head = await readHead(path, MAX_LINE_CHARS);
	const isJson = head.trimStart().startsWith("{");
	const [object = {}] = isJson ? objectsIn(head) : [];
	const keys = isJson ? ownKeys(Object.keys(object)) : ownColumns(readHeader(head).names).map((name) => name.startsWith("probability_") ? "probabilities" : name);
	const kind = keys.includes("model") ? null : isPrediction(keys) ? "predictions" : keys.includes("id") && keys.includes("score") ? "scores" : null;
	if (kind !== null && !keys.includes("id")) throw new UserError(`${file}: has no ${isJson ? "key" : "column"} "id"; examples of two files are set side by side by their ids`);
	return {
		file,
		isJson,
		kind,
		keys
	};
}
async function readTable$1({ file, isJson }, isScored) {
	const builder = new TableBuilder(file, { isScored });
	const path = await realpath(file);
	await (isJson ? addJsonPredictions : addCsvPredictions)(path, builder);
	return builder.build();
}
function nameOf(file, index, files) {
	const stem = (path) => basename(path, extname(path));
	const name = stem(file);
	const twin = files.findIndex((path) => stem(path) === name);
	if (twin !== index) throw new UserError(`${file}: is called like ${files[twin]}; a model has the name of its file, so rename one of them`);
	const parsed = nameSchema.safeParse(name);
	if (parsed.success) return name;
	throw new UserError(`${file}: a model has the name of its file, and ${show$1(name)} cannot be one: ${parsed.error.issues[0]?.message ?? "not allowed"}`);
}
// src/records/results/limits.ts
const MAX_RESULTS_BYTES = 209715200;
const MAX_RECORD_BYTES = 20971520;
const MAX_ROWS = 5e5;
// src/records/results/table-row.ts
const KEYS = new Map([
	["model", "model"],
	["seed", "seed"],
	["status", "status"],
	["state", "status"]
]);
const NO_FINGERPRINT = "0".repeat(64);
const NOTHING = {};
const NO_CURVES = [];
const NO_COST = {
	wallSeconds: 0,
	cpuSeconds: null,
	peakMemoryBytes: null
};
function toRecord({ model, seed, status, failure, values }) {
	return {
		schema: RUN_SCHEMA,
		fingerprint: NO_FINGERPRINT,
		model,
		seed,
		params: NOTHING,
		commit: null,
		status,
		failure,
		divergedBy: null,
		curves: NO_CURVES,
		metrics: { test: values },
		slices: NOTHING,
		predictions: null,
		parameters: null,
		environment: NOTHING,
		cost: NO_COST
	};
}
function keyOf(column) {
	return KEYS.get(column.trim().toLowerCase()) ?? null;
}
function createRowReader() {
	const keys = new Map();
	const models = new Map();
	const kindOf = (column, place) => {
		const known = keys.get(column);
		if (known !== void 0) return known;
		const kind = keyOf(column) ?? (column === "" ? "nameless" : "metric");
		if (kind === "metric") requireName(column, "column", place);
		if (keys.size > 1e3) refuse(place, `more than ${MAX_METRICS} columns`);
		keys.set(column, kind);
		return kind;
	};
	return (place, columns, cells) => {
		const stated = {};
		const values = {};
		let gaps = null;
		for (let index = 0; index < columns.length; index += 1) {
			const column = columns[index];
			const kind = kindOf(column, place);
			if (kind === "nameless") continue;
			if (kind === "metric") {
				const value = readCell(cells[index]);
				if (typeof value === "number") values[column] = value;
				else {
					gaps ??= {};
					gaps[column] = value;
				}
			} else if (Object.hasOwn(stated, kind)) refuse(place, `the column ${show$1(kind)} stands there twice`);
			else stated[kind] = cells[index];
		}
		const named = readModel(stated.model, place);
		const model = models.get(named) ?? named;
		if (!models.has(model)) requireName(model, "model", place);
		models.set(model, model);
		const status = readStatus(stated.status, place);
		const seed = Object.hasOwn(stated, "seed") ? readSeed(stated.seed, place) : null;
		const failure = status === "ok" ? null : `${formatPlace(place)}: its status is ${show$1(stated.status)}`;
		const record = toRecord({
			model,
			seed: seed ?? 0,
			status,
			failure,
			values
		});
		return {
			file: place.file,
			line: place.line,
			hasSeed: seed !== null,
			gaps: gaps ?? NOTHING,
			record
		};
	};
}
function requireName(name, what, place) {
	if (name.includes("�")) refuse(place, `the ${what} ${show$1(name)} is not UTF-8 text; save the file as UTF-8`);
	const parsed = nameSchema.safeParse(name);
	if (parsed.success) return;
	refuse(place, `the ${what} ${show$1(name)} cannot be used: ${parsed.error.issues[0]?.message ?? "not allowed"}`);
}
function readModel(value, place) {
	const text = typeof value === "number" ? String(value) : value;
	if (typeof text !== "string" || text.trim() === "") refuse(place, value === void 0 ? "has no model" : `model must be a name, found ${show$1(value)}`);
	return text.trim();
}
function readSeed(value, place) {
	const seed = readCell(value);
	if (typeof seed === "number" && Number.isSafeInteger(seed) && seed >= 0) return seed;
	return refuse(place, `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, found ${show$1(value)}; number the runs, the same number for runs that belong together`);
}
function readStatus(value, place) {
	if (value === void 0 || value === null || value === "") return "ok";
	const status = typeof value === "string" ? statusOfWord(value) : null;
	if (status !== null) return status;
	return refuse(place, `status ${show$1(value)} is not known; known are ${KNOWN_STATUS_WORDS.join(", ")}. A run that still goes on has no place in a comparison`);
}
function requireRow(value, place) {
	if (isObject(value)) return value;
	return refuse(place, "must be an object such as {\"model\": \"a\", \"seed\": 1, \"accuracy\": 0.9}");
}
function refuse(place, message) {
	throw new UserError(`${formatPlace(place)}: ${message}`);
}
// src/records/results/csv.ts
const DELIMITERS = [
	",",
	";",
	"	"
];
const MAX_COLUMNS_SHOWN = 10;
async function readCsvResults(source, add) {
	try {
		await readTable(source, add);
	} catch (error) {
		const { cause } = error;
		if (!(cause instanceof CsvError && cause.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH")) throw error;
		throw new UserError(`${source.file}:${cause.lines}: has not as many cells as the header; a decimal comma, or a name with a comma that is not quoted?`, { cause: error });
	}
}
async function readTable({ path, file, head }, add) {
	const options = {
		delimiter: delimiterOf(head),
		remarks: true
	};
	const toRow = createRowReader();
	let header = null;
	let rows = 0;
	for await (const { line, cells } of readRows(path, file, MAX_RESULTS_BYTES, options)) {
		const place = {
			file,
			line
		};
		if (header === null) {
			checkHeader(cells, place);
			header = cells;
		} else if (cells.some((cell) => cell !== "")) {
			rows += 1;
			add(toRow(place, header, cells));
		}
	}
	if (rows === 0) refuse({
		file,
		line: null
	}, "has a header and no row below it");
}
function delimiterOf(head) {
	const header = head.replace(/[\0\ufffd]/g, "").split(/\r\n|\n|\r/).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
	const columns = (delimiter) => header.split(delimiter).map((cell) => cell.replaceAll("\"", ""));
	return DELIMITERS.find((delimiter) => columns(delimiter).some((name) => keyOf(name) === "model")) ?? ",";
}
function checkHeader(columns, place) {
	const repeated = columns.find((name, index) => name !== "" && columns.indexOf(name) !== index);
	if (repeated !== void 0) refuse(place, `the column ${show$1(repeated)} stands there twice`);
	if (columns.some((name) => keyOf(name) === "model")) return;
	refuse(place, `the header has no column "model"; it reads ${columns.slice(0, MAX_COLUMNS_SHOWN).map(show$1).join(", ")}${columns.length > MAX_COLUMNS_SHOWN ? " …" : ""}. Give the table a header such as model,seed,accuracy with commas, semicolons or tabs between, or, for predictions by example, id,label,prediction`);
}
// src/records/results/json.ts
async function readJsonResults({ path, file, head }, add) {
	const read = createObjectReader();
	if (tryParseJson(head.split("\n", 1)[0] ?? "") === void 0) {
		add(read({
			file,
			line: null
		}, await readText(path, MAX_RECORD_BYTES)));
		return;
	}
	for await (const { number, text } of readLines(path, MAX_RESULTS_BYTES)) if (text !== "") add(read({
		file,
		line: number
	}, text));
}
async function readRunRecord(path, file) {
	const place = {
		file,
		line: null
	};
	return toRecordRow(place, parse(place, await readText(path, MAX_RECORD_BYTES)));
}
function createObjectReader() {
	const toRow = createRowReader();
	return (place, text) => {
		const object = requireRow(parse(place, text), place);
		if (object.schema === "conclusive.run/1") return toRecordRow(place, object);
		if (typeof object.schema === "string") refuse(place, `holds ${object.schema.slice(0, 60)}; what is compared are runs: ${RUN_SCHEMA}, or model, seed and metrics`);
		return toRow(place, Object.keys(object), Object.values(object));
	};
}
function toRecordRow(place, value) {
	const parsed = runRecordSchema.safeParse(value);
	if (parsed.success) return {
		...place,
		record: parsed.data,
		hasSeed: true,
		gaps: {}
	};
	return refuse(place, `is not a valid run record: ${firstIssue(parsed.error)}`);
}
function parse(place, text) {
	try {
		return parseJson(text);
	} catch (error) {
		return refuse(place, `is not valid JSON: ${error.message}`);
	}
}
// src/records/results/read-results.ts
const HEAD_BYTES = 1048576;
const RECORD_FILE = /^[0-9a-f]{64}\.json$/;
async function readResults(paths) {
	const rows = [];
	const add = (row) => {
		if (rows.length === 5e5) throw new UserError(`${row.file}: more than ${MAX_ROWS} runs in all; compare fewer at a time`);
		rows.push(row);
	};
	for (const path of paths) await withName(path, () => readPath(path, add));
	return rows;
}
async function readPath(path, add) {
	const target = await realpath(path);
	if ((await lstat(target)).isDirectory()) await readFolder(path, target, add);
	else await readFile(path, target, add);
}
async function readFile(file, path, add) {
	const head = (await readHead(path, HEAD_BYTES)).trimStart();
	if (head === "") throw new UserError(`${file}: is empty`);
	if (head.startsWith("[")) throw new UserError(`${file}: is a JSON array; write one object a line (JSON lines)`);
	await (head.startsWith("{") ? readJsonResults : readCsvResults)({
		path,
		file,
		head
	}, add);
}
async function readFolder(file, folder, add) {
	const names = await readdir(folder);
	if (names.includes("runs")) {
		await readFolder(join(file, "runs"), join(folder, "runs"), add);
		return;
	}
	const records = names.filter((name) => RECORD_FILE.test(name)).sort();
	if (records.length === 0) throw new UserError(`${file}: holds no run records (<fingerprint>.json); name other files of results one by one`);
	for (const name of records) {
		const record = join(file, name);
		await withName(record, async () => add(await readRunRecord(join(folder, name), record)));
	}
}
// src/compare-results.ts
async function compareResults(call) {
	const settings = readSettings$1(call);
	const predicted = await readPredicted(call.files);
	const runsOfModels = predicted === null ? null : predictedRuns(predicted, call);
	const results = runsOfModels?.rows ?? await readResults(call.files);
	const named = namesOf(results.map(({ record }) => record));
	const models = chooseModels({
		...call,
		baseline: call.baseline ?? (runsOfModels === null ? void 0 : baselineAmong(named))
	}, named);
	const names = new Set([models.baseline, ...models.variants]);
	const runs = oneRunASeed(results.filter(({ record }) => names.has(record.model)));
	const metrics = chooseMetrics(runsOfModels?.options ?? call, columnsOf(runs.rows));
	const settled = settleRuns(runs.rows, metrics);
	const request = {
		experiment: "compare",
		...models,
		metrics,
		alpha: settings.alpha
	};
	if (runsOfModels !== null && settings.seeds !== null) throw new UserError("--design: predictions by example are one run of each model; leave --design out");
	const rows = runsOfModels?.rowsOf(models, metrics) ?? rowsOfRecords(runs.rows, models, metrics);
	const examples = rows === null ? void 0 : await readByLooks(rows, settled.records, settings.seeds);
	const analysis = analyseByDesign(request, settled.records, settings.seeds, examples);
	const { looks, seeds, records, notices } = analysis;
	const byModel = recordsByModel(records);
	const compared = [...names].map((name) => describeModel(name, byModel.get(name) ?? []));
	const config = {
		...settings,
		metrics,
		seeds,
		vary: []
	};
	const comparisons = withholdOverfitted(analysis.comparisons, {
		config,
		models: compared,
		records
	});
	const result = judge({
		config,
		models: compared,
		looks,
		records,
		comparisons,
		checks: checkResults({
			...config,
			models: compared
		}, {
			records,
			comparisons,
			chosenSeeds: runs.hasSeeds ? seedsOf(runs.rows) : void 0
		}, settings.checks),
		policyWords: policyWordsOf(call),
		costs: {
			trained: 0,
			reused: records.length,
			retried: 0,
			parallel: 0,
			wallSeconds: 0,
			cpuSeconds: 0
		},
		provenance: {
			program: "conclusive",
			version: VERSION,
			config: call.files.join(", "),
			trainer: "none, the results existed",
			head: null,
			base: null,
			environment: {},
			command: repeatCommand(call, models),
			notices: [
				...describeData(models, runs, settled, comparisons),
				...marginNotices(metrics, [...names], records),
				...notices
			]
		}
	});
	const report = await renderReport(result);
	if (call.outputDirectory !== void 0) await keepReport(call.outputDirectory, report);
	return {
		...report,
		result,
		exitCode: result.gate.passed ? 0 : 1
	};
}
function seedsOf(rows) {
	const seeds = new Map();
	for (const { record } of rows) {
		const own = seeds.get(record.model) ?? [];
		seeds.set(record.model, own);
		own.push(record.seed);
	}
	return seeds;
}
function baselineAmong(names) {
	return names.includes("baseline") ? "baseline" : names[0];
}
function namesOf(records) {
	return [...new Set(records.map(({ model }) => model))];
}
function describeModel(name, own) {
	const [first] = own;
	const params = JSON.stringify(first?.params);
	const agree = own.every((record) => record.params === first?.params || JSON.stringify(record.params) === params);
	return {
		name,
		ref: null,
		commit: own.every(({ commit }) => commit === first?.commit) ? first?.commit ?? null : null,
		params: agree ? first?.params ?? {} : {}
	};
}
// src/cli/option-values.ts
function repeatable(flags, description, parse) {
	return new Option(flags, description).argParser((text, earlier = []) => [...earlier, parse(text)]);
}
function forMetric(text, parse) {
	const at = text.lastIndexOf("=");
	return at < 0 ? {
		metric: null,
		value: parse(text)
	} : {
		metric: text.slice(0, at),
		value: parse(text.slice(at + 1))
	};
}
function sizeForMetric(text) {
	return forMetric(text, (size) => {
		const value = number(size);
		if (value <= 0) throw new InvalidArgumentError(`must be above 0, got "${size}"`);
		return value;
	});
}
function number(text) {
	const value = text.trim() === "" ? NaN : Number(text);
	if (!Number.isFinite(value)) throw new InvalidArgumentError(`must be a number, got "${text}"`);
	return value;
}
function positiveInteger(text) {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError(`must be a whole number from 1, got "${text}"`);
	return value;
}
// src/cli/commands/compare.ts
function compareCommand() {
	return new Command("compare").description("Compares results that already exist, and says what may be concluded.").argument("<file...>", "CSV with the header model,seed,<metric>…, JSON lines with these keys, run records, or folders of them; or predictions of each model in a file of its own, id,label,prediction or id,score").option("--baseline <name>", "the model that the others are compared with (default: the one called baseline; of predictions, else the first file)").addOption(repeatable("--variant <name>", "a model to compare with it (default: all others)", String)).addOption(repeatable("--metric <name>", "a metric that decides (default: the only one there is; of predictions accuracy, rmse or score)", String)).addOption(repeatable("--secondary <name>", "a metric that is shown and decides nothing", String)).addOption(repeatable("--direction <[metric=]way>", "which way is better: maximize or minimize; known names need none", direction)).addOption(repeatable("--margin <[metric=]size>", "the smallest difference that matters; within it, models are equivalent", sizeForMetric)).option("--alpha <share>", "accepted probability of a false alarm (default: 0.05)", number).option("--design <fixed|min..max>", "how the results came about: planned beforehand (fixed, the default), or looked at on the way, e.g. 6..25").option("--failed-runs <share>", "runs of one model that may fail before the verdict is invalid (default: 0.1)", number).addOption(repeatable("--fail-on <verdict>", `verdicts that give exit code 1: ${GATE_REASONS.join(", ")} (default: regression, invalid)`, String)).option("--json", "print the result as JSON (conclusive.result/1) instead of the report").option("-o, --output <folder>", "write report.md, report.html and result.json there (default: nowhere)").action(async (files, options) => {
		const outcome = await compareResults({
			files,
			baseline: options.baseline,
			variants: options.variant ?? [],
			metrics: options.metric ?? [],
			secondary: options.secondary ?? [],
			directions: options.direction ?? [],
			margins: options.margin ?? [],
			alpha: options.alpha,
			design: options.design,
			failedRuns: options.failedRuns,
			failOn: (options.failOn ?? []).flatMap((verdicts) => verdicts.split(",")),
			outputDirectory: options.output
		});
		process.stdout.write(options.json ? outcome.json : `${outcome.markdown}\n`);
		const kept = options.output === void 0 ? "" : `\nreport.md, report.html and result.json are in ${options.output}\n`;
		process.stderr.write(`\n${renderSummary(outcome.result)}${kept}`);
		process.exitCode = outcome.exitCode;
	});
}
function direction(text) {
	return forMetric(text, (word) => {
		const way = DIRECTIONS.find((known) => known === word);
		if (way === void 0) throw new InvalidArgumentError(`must be ${DIRECTIONS.join(" or ")}, got "${word}"`);
		return way;
	});
}
// node_modules/cli-progress/lib/eta.js
var require_eta = __commonJSMin(((exports, module) => {
	var ETA = class {
		constructor(length, initTime, initValue) {
			this.etaBufferLength = length || 100;
			this.valueBuffer = [initValue];
			this.timeBuffer = [initTime];
			this.eta = "0";
		}
		update(time, value, total) {
			this.valueBuffer.push(value);
			this.timeBuffer.push(time);
			this.calculate(total - value);
		}
		getTime() {
			return this.eta;
		}
		calculate(remaining) {
			const currentBufferSize = this.valueBuffer.length;
			const buffer = Math.min(this.etaBufferLength, currentBufferSize);
			const vt_rate = (this.valueBuffer[currentBufferSize - 1] - this.valueBuffer[currentBufferSize - buffer]) / (this.timeBuffer[currentBufferSize - 1] - this.timeBuffer[currentBufferSize - buffer]);
			this.valueBuffer = this.valueBuffer.slice(-this.etaBufferLength);
			this.timeBuffer = this.timeBuffer.slice(-this.etaBufferLength);
			const eta = Math.ceil(remaining / vt_rate / 1e3);
			if (isNaN(eta)) this.eta = "NULL";
			else if (!isFinite(eta)) this.eta = "INF";
			else if (eta > 1e7) this.eta = "INF";
			else if (eta < 0) this.eta = 0;
			else this.eta = eta;
		}
	};
	module.exports = ETA;
}));
// node_modules/cli-progress/lib/terminal.js
var require_terminal = __commonJSMin(((exports, module) => {
	const _readline = __require("readline");
	var Terminal = class {
		constructor(outputStream) {
			this.stream = outputStream;
			this.linewrap = true;
			this.dy = 0;
		}
		cursorSave() {
			if (!this.stream.isTTY) return;
			this.stream.write("\x1B7");
		}
		cursorRestore() {
			if (!this.stream.isTTY) return;
			this.stream.write("\x1B8");
		}
		cursor(enabled) {
			if (!this.stream.isTTY) return;
			if (enabled) this.stream.write("\x1B[?25h");
			else this.stream.write("\x1B[?25l");
		}
		cursorTo(x = null, y = null) {
			if (!this.stream.isTTY) return;
			_readline.cursorTo(this.stream, x, y);
		}
		cursorRelative(dx = null, dy = null) {
			if (!this.stream.isTTY) return;
			this.dy = this.dy + dy;
			_readline.moveCursor(this.stream, dx, dy);
		}
		cursorRelativeReset() {
			if (!this.stream.isTTY) return;
			_readline.moveCursor(this.stream, 0, -this.dy);
			_readline.cursorTo(this.stream, 0, null);
			this.dy = 0;
		}
		clearRight() {
			if (!this.stream.isTTY) return;
			_readline.clearLine(this.stream, 1);
		}
		clearLine() {
			if (!this.stream.isTTY) return;
			_readline.clearLine(this.stream, 0);
		}
		clearBottom() {
			if (!this.stream.isTTY) return;
			_readline.clearScreenDown(this.stream);
		}
		newline() {
			this.stream.write("\n");
			this.dy++;
		}
		write(s, rawWrite = false) {
			if (this.linewrap === true && rawWrite === false) this.stream.write(s.substr(0, this.getWidth()));
			else this.stream.write(s);
		}
		lineWrapping(enabled) {
			if (!this.stream.isTTY) return;
			this.linewrap = enabled;
			if (enabled) this.stream.write("\x1B[?7h");
			else this.stream.write("\x1B[?7l");
		}
		isTTY() {
			return this.stream.isTTY === true;
		}
		getWidth() {
			return this.stream.columns || (this.stream.isTTY ? 80 : 200);
		}
	};
	module.exports = Terminal;
}));
// node_modules/ansi-regex/index.js
var require_ansi_regex = __commonJSMin(((exports, module) => {
	module.exports = ({ onlyFirst = false } = {}) => {
		const pattern = ["[\\u001B\\u009B][[\\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\\d\\/#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/#&.:=?%@~_]*)*)?\\u0007)", "(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-ntqry=><~]))"].join("|");
		return new RegExp(pattern, onlyFirst ? void 0 : "g");
	};
}));
// node_modules/strip-ansi/index.js
var require_strip_ansi = __commonJSMin(((exports, module) => {
	const ansiRegex = require_ansi_regex();
	module.exports = (string) => typeof string === "string" ? string.replace(ansiRegex(), "") : string;
}));
// node_modules/is-fullwidth-code-point/index.js
var require_is_fullwidth_code_point = __commonJSMin(((exports, module) => {
	const isFullwidthCodePoint = (codePoint) => {
		if (Number.isNaN(codePoint)) return false;
		if (codePoint >= 4352 && (codePoint <= 4447 || codePoint === 9001 || codePoint === 9002 || 11904 <= codePoint && codePoint <= 12871 && codePoint !== 12351 || 12880 <= codePoint && codePoint <= 19903 || 19968 <= codePoint && codePoint <= 42182 || 43360 <= codePoint && codePoint <= 43388 || 44032 <= codePoint && codePoint <= 55203 || 63744 <= codePoint && codePoint <= 64255 || 65040 <= codePoint && codePoint <= 65049 || 65072 <= codePoint && codePoint <= 65131 || 65281 <= codePoint && codePoint <= 65376 || 65504 <= codePoint && codePoint <= 65510 || 110592 <= codePoint && codePoint <= 110593 || 127488 <= codePoint && codePoint <= 127569 || 131072 <= codePoint && codePoint <= 262141)) return true;
		return false;
	};
	module.exports = isFullwidthCodePoint;
	module.exports.default = isFullwidthCodePoint;
}));
// node_modules/emoji-regex/index.js
var require_emoji_regex = __commonJSMin(((exports, module) => {
	module.exports = function() {
		return /\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62(?:\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67|\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74|\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73)\uDB40\uDC7F|\uD83D\uDC68(?:\uD83C\uDFFC\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68\uD83C\uDFFB|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFF\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB-\uDFFE])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFE\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB-\uDFFD])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFD\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB\uDFFC])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\u200D(?:\u2764\uFE0F\u200D(?:\uD83D\uDC8B\u200D)?\uD83D\uDC68|(?:\uD83D[\uDC68\uDC69])\u200D(?:\uD83D\uDC66\u200D\uD83D\uDC66|\uD83D\uDC67\u200D(?:\uD83D[\uDC66\uDC67]))|\uD83D\uDC66\u200D\uD83D\uDC66|\uD83D\uDC67\u200D(?:\uD83D[\uDC66\uDC67])|(?:\uD83D[\uDC68\uDC69])\u200D(?:\uD83D[\uDC66\uDC67])|[\u2695\u2696\u2708]\uFE0F|\uD83D[\uDC66\uDC67]|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|(?:\uD83C\uDFFB\u200D[\u2695\u2696\u2708]|\uD83C\uDFFF\u200D[\u2695\u2696\u2708]|\uD83C\uDFFE\u200D[\u2695\u2696\u2708]|\uD83C\uDFFD\u200D[\u2695\u2696\u2708]|\uD83C\uDFFC\u200D[\u2695\u2696\u2708])\uFE0F|\uD83C\uDFFB\u200D(?:\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C[\uDFFB-\uDFFF])|(?:\uD83E\uDDD1\uD83C\uDFFB\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1|\uD83D\uDC69\uD83C\uDFFC\u200D\uD83E\uDD1D\u200D\uD83D\uDC69)\uD83C\uDFFB|\uD83E\uDDD1(?:\uD83C\uDFFF\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1(?:\uD83C[\uDFFB-\uDFFF])|\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1)|(?:\uD83E\uDDD1\uD83C\uDFFE\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1|\uD83D\uDC69\uD83C\uDFFF\u200D\uD83E\uDD1D\u200D(?:\uD83D[\uDC68\uDC69]))(?:\uD83C[\uDFFB-\uDFFE])|(?:\uD83E\uDDD1\uD83C\uDFFC\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1|\uD83D\uDC69\uD83C\uDFFD\u200D\uD83E\uDD1D\u200D\uD83D\uDC69)(?:\uD83C[\uDFFB\uDFFC])|\uD83D\uDC69(?:\uD83C\uDFFE\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB-\uDFFD\uDFFF])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFC\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB\uDFFD-\uDFFF])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFB\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFC-\uDFFF])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFD\u200D(?:\uD83E\uDD1D\u200D\uD83D\uDC68(?:\uD83C[\uDFFB\uDFFC\uDFFE\uDFFF])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\u200D(?:\u2764\uFE0F\u200D(?:\uD83D\uDC8B\u200D(?:\uD83D[\uDC68\uDC69])|\uD83D[\uDC68\uDC69])|\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD])|\uD83C\uDFFF\u200D(?:\uD83C[\uDF3E\uDF73\uDF93\uDFA4\uDFA8\uDFEB\uDFED]|\uD83D[\uDCBB\uDCBC\uDD27\uDD2C\uDE80\uDE92]|\uD83E[\uDDAF-\uDDB3\uDDBC\uDDBD]))|\uD83D\uDC69\u200D\uD83D\uDC69\u200D(?:\uD83D\uDC66\u200D\uD83D\uDC66|\uD83D\uDC67\u200D(?:\uD83D[\uDC66\uDC67]))|(?:\uD83E\uDDD1\uD83C\uDFFD\u200D\uD83E\uDD1D\u200D\uD83E\uDDD1|\uD83D\uDC69\uD83C\uDFFE\u200D\uD83E\uDD1D\u200D\uD83D\uDC69)(?:\uD83C[\uDFFB-\uDFFD])|\uD83D\uDC69\u200D\uD83D\uDC66\u200D\uD83D\uDC66|\uD83D\uDC69\u200D\uD83D\uDC69\u200D(?:\uD83D[\uDC66\uDC67])|(?:\uD83D\uDC41\uFE0F\u200D\uD83D\uDDE8|\uD83D\uDC69(?:\uD83C\uDFFF\u200D[\u2695\u2696\u2708]|\uD83C\uDFFE\u200D[\u2695\u2696\u2708]|\uD83C\uDFFC\u200D[\u2695\u2696\u2708]|\uD83C\uDFFB\u200D[\u2695\u2696\u2708]|\uD83C\uDFFD\u200D[\u2695\u2696\u2708]|\u200D[\u2695\u2696\u2708])|(?:(?:\u26F9|\uD83C[\uDFCB\uDFCC]|\uD83D\uDD75)\uFE0F|\uD83D\uDC6F|\uD83E[\uDD3C\uDDDE\uDDDF])\u200D[\u2640\u2642]|(?:\u26F9|\uD83C[\uDFCB\uDFCC]|\uD83D\uDD75)(?:\uD83C[\uDFFB-\uDFFF])\u200D[\u2640\u2642]|(?:\uD83C[\uDFC3\uDFC4\uDFCA]|\uD83D[\uDC6E\uDC71\uDC73\uDC77\uDC81\uDC82\uDC86\uDC87\uDE45-\uDE47\uDE4B\uDE4D\uDE4E\uDEA3\uDEB4-\uDEB6]|\uD83E[\uDD26\uDD37-\uDD39\uDD3D\uDD3E\uDDB8\uDDB9\uDDCD-\uDDCF\uDDD6-\uDDDD])(?:(?:\uD83C[\uDFFB-\uDFFF])\u200D[\u2640\u2642]|\u200D[\u2640\u2642])|\uD83C\uDFF4\u200D\u2620)\uFE0F|\uD83D\uDC69\u200D\uD83D\uDC67\u200D(?:\uD83D[\uDC66\uDC67])|\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08|\uD83D\uDC15\u200D\uD83E\uDDBA|\uD83D\uDC69\u200D\uD83D\uDC66|\uD83D\uDC69\u200D\uD83D\uDC67|\uD83C\uDDFD\uD83C\uDDF0|\uD83C\uDDF4\uD83C\uDDF2|\uD83C\uDDF6\uD83C\uDDE6|[#\*0-9]\uFE0F\u20E3|\uD83C\uDDE7(?:\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEF\uDDF1-\uDDF4\uDDF6-\uDDF9\uDDFB\uDDFC\uDDFE\uDDFF])|\uD83C\uDDF9(?:\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDED\uDDEF-\uDDF4\uDDF7\uDDF9\uDDFB\uDDFC\uDDFF])|\uD83C\uDDEA(?:\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDED\uDDF7-\uDDFA])|\uD83E\uDDD1(?:\uD83C[\uDFFB-\uDFFF])|\uD83C\uDDF7(?:\uD83C[\uDDEA\uDDF4\uDDF8\uDDFA\uDDFC])|\uD83D\uDC69(?:\uD83C[\uDFFB-\uDFFF])|\uD83C\uDDF2(?:\uD83C[\uDDE6\uDDE8-\uDDED\uDDF0-\uDDFF])|\uD83C\uDDE6(?:\uD83C[\uDDE8-\uDDEC\uDDEE\uDDF1\uDDF2\uDDF4\uDDF6-\uDDFA\uDDFC\uDDFD\uDDFF])|\uD83C\uDDF0(?:\uD83C[\uDDEA\uDDEC-\uDDEE\uDDF2\uDDF3\uDDF5\uDDF7\uDDFC\uDDFE\uDDFF])|\uD83C\uDDED(?:\uD83C[\uDDF0\uDDF2\uDDF3\uDDF7\uDDF9\uDDFA])|\uD83C\uDDE9(?:\uD83C[\uDDEA\uDDEC\uDDEF\uDDF0\uDDF2\uDDF4\uDDFF])|\uD83C\uDDFE(?:\uD83C[\uDDEA\uDDF9])|\uD83C\uDDEC(?:\uD83C[\uDDE6\uDDE7\uDDE9-\uDDEE\uDDF1-\uDDF3\uDDF5-\uDDFA\uDDFC\uDDFE])|\uD83C\uDDF8(?:\uD83C[\uDDE6-\uDDEA\uDDEC-\uDDF4\uDDF7-\uDDF9\uDDFB\uDDFD-\uDDFF])|\uD83C\uDDEB(?:\uD83C[\uDDEE-\uDDF0\uDDF2\uDDF4\uDDF7])|\uD83C\uDDF5(?:\uD83C[\uDDE6\uDDEA-\uDDED\uDDF0-\uDDF3\uDDF7-\uDDF9\uDDFC\uDDFE])|\uD83C\uDDFB(?:\uD83C[\uDDE6\uDDE8\uDDEA\uDDEC\uDDEE\uDDF3\uDDFA])|\uD83C\uDDF3(?:\uD83C[\uDDE6\uDDE8\uDDEA-\uDDEC\uDDEE\uDDF1\uDDF4\uDDF5\uDDF7\uDDFA\uDDFF])|\uD83C\uDDE8(?:\uD83C[\uDDE6\uDDE8\uDDE9\uDDEB-\uDDEE\uDDF0-\uDDF5\uDDF7\uDDFA-\uDDFF])|\uD83C\uDDF1(?:\uD83C[\uDDE6-\uDDE8\uDDEE\uDDF0\uDDF7-\uDDFB\uDDFE])|\uD83C\uDDFF(?:\uD83C[\uDDE6\uDDF2\uDDFC])|\uD83C\uDDFC(?:\uD83C[\uDDEB\uDDF8])|\uD83C\uDDFA(?:\uD83C[\uDDE6\uDDEC\uDDF2\uDDF3\uDDF8\uDDFE\uDDFF])|\uD83C\uDDEE(?:\uD83C[\uDDE8-\uDDEA\uDDF1-\uDDF4\uDDF6-\uDDF9])|\uD83C\uDDEF(?:\uD83C[\uDDEA\uDDF2\uDDF4\uDDF5])|(?:\uD83C[\uDFC3\uDFC4\uDFCA]|\uD83D[\uDC6E\uDC71\uDC73\uDC77\uDC81\uDC82\uDC86\uDC87\uDE45-\uDE47\uDE4B\uDE4D\uDE4E\uDEA3\uDEB4-\uDEB6]|\uD83E[\uDD26\uDD37-\uDD39\uDD3D\uDD3E\uDDB8\uDDB9\uDDCD-\uDDCF\uDDD6-\uDDDD])(?:\uD83C[\uDFFB-\uDFFF])|(?:\u26F9|\uD83C[\uDFCB\uDFCC]|\uD83D\uDD75)(?:\uD83C[\uDFFB-\uDFFF])|(?:[\u261D\u270A-\u270D]|\uD83C[\uDF85\uDFC2\uDFC7]|\uD83D[\uDC42\uDC43\uDC46-\uDC50\uDC66\uDC67\uDC6B-\uDC6D\uDC70\uDC72\uDC74-\uDC76\uDC78\uDC7C\uDC83\uDC85\uDCAA\uDD74\uDD7A\uDD90\uDD95\uDD96\uDE4C\uDE4F\uDEC0\uDECC]|\uD83E[\uDD0F\uDD18-\uDD1C\uDD1E\uDD1F\uDD30-\uDD36\uDDB5\uDDB6\uDDBB\uDDD2-\uDDD5])(?:\uD83C[\uDFFB-\uDFFF])|(?:[\u231A\u231B\u23E9-\u23EC\u23F0\u23F3\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA\u26AB\u26BD\u26BE\u26C4\u26C5\u26CE\u26D4\u26EA\u26F2\u26F3\u26F5\u26FA\u26FD\u2705\u270A\u270B\u2728\u274C\u274E\u2753-\u2755\u2757\u2795-\u2797\u27B0\u27BF\u2B1B\u2B1C\u2B50\u2B55]|\uD83C[\uDC04\uDCCF\uDD8E\uDD91-\uDD9A\uDDE6-\uDDFF\uDE01\uDE1A\uDE2F\uDE32-\uDE36\uDE38-\uDE3A\uDE50\uDE51\uDF00-\uDF20\uDF2D-\uDF35\uDF37-\uDF7C\uDF7E-\uDF93\uDFA0-\uDFCA\uDFCF-\uDFD3\uDFE0-\uDFF0\uDFF4\uDFF8-\uDFFF]|\uD83D[\uDC00-\uDC3E\uDC40\uDC42-\uDCFC\uDCFF-\uDD3D\uDD4B-\uDD4E\uDD50-\uDD67\uDD7A\uDD95\uDD96\uDDA4\uDDFB-\uDE4F\uDE80-\uDEC5\uDECC\uDED0-\uDED2\uDED5\uDEEB\uDEEC\uDEF4-\uDEFA\uDFE0-\uDFEB]|\uD83E[\uDD0D-\uDD3A\uDD3C-\uDD45\uDD47-\uDD71\uDD73-\uDD76\uDD7A-\uDDA2\uDDA5-\uDDAA\uDDAE-\uDDCA\uDDCD-\uDDFF\uDE70-\uDE73\uDE78-\uDE7A\uDE80-\uDE82\uDE90-\uDE95])|(?:[#\*0-9\xA9\xAE\u203C\u2049\u2122\u2139\u2194-\u2199\u21A9\u21AA\u231A\u231B\u2328\u23CF\u23E9-\u23F3\u23F8-\u23FA\u24C2\u25AA\u25AB\u25B6\u25C0\u25FB-\u25FE\u2600-\u2604\u260E\u2611\u2614\u2615\u2618\u261D\u2620\u2622\u2623\u2626\u262A\u262E\u262F\u2638-\u263A\u2640\u2642\u2648-\u2653\u265F\u2660\u2663\u2665\u2666\u2668\u267B\u267E\u267F\u2692-\u2697\u2699\u269B\u269C\u26A0\u26A1\u26AA\u26AB\u26B0\u26B1\u26BD\u26BE\u26C4\u26C5\u26C8\u26CE\u26CF\u26D1\u26D3\u26D4\u26E9\u26EA\u26F0-\u26F5\u26F7-\u26FA\u26FD\u2702\u2705\u2708-\u270D\u270F\u2712\u2714\u2716\u271D\u2721\u2728\u2733\u2734\u2744\u2747\u274C\u274E\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27A1\u27B0\u27BF\u2934\u2935\u2B05-\u2B07\u2B1B\u2B1C\u2B50\u2B55\u3030\u303D\u3297\u3299]|\uD83C[\uDC04\uDCCF\uDD70\uDD71\uDD7E\uDD7F\uDD8E\uDD91-\uDD9A\uDDE6-\uDDFF\uDE01\uDE02\uDE1A\uDE2F\uDE32-\uDE3A\uDE50\uDE51\uDF00-\uDF21\uDF24-\uDF93\uDF96\uDF97\uDF99-\uDF9B\uDF9E-\uDFF0\uDFF3-\uDFF5\uDFF7-\uDFFF]|\uD83D[\uDC00-\uDCFD\uDCFF-\uDD3D\uDD49-\uDD4E\uDD50-\uDD67\uDD6F\uDD70\uDD73-\uDD7A\uDD87\uDD8A-\uDD8D\uDD90\uDD95\uDD96\uDDA4\uDDA5\uDDA8\uDDB1\uDDB2\uDDBC\uDDC2-\uDDC4\uDDD1-\uDDD3\uDDDC-\uDDDE\uDDE1\uDDE3\uDDE8\uDDEF\uDDF3\uDDFA-\uDE4F\uDE80-\uDEC5\uDECB-\uDED2\uDED5\uDEE0-\uDEE5\uDEE9\uDEEB\uDEEC\uDEF0\uDEF3-\uDEFA\uDFE0-\uDFEB]|\uD83E[\uDD0D-\uDD3A\uDD3C-\uDD45\uDD47-\uDD71\uDD73-\uDD76\uDD7A-\uDDA2\uDDA5-\uDDAA\uDDAE-\uDDCA\uDDCD-\uDDFF\uDE70-\uDE73\uDE78-\uDE7A\uDE80-\uDE82\uDE90-\uDE95])\uFE0F|(?:[\u261D\u26F9\u270A-\u270D]|\uD83C[\uDF85\uDFC2-\uDFC4\uDFC7\uDFCA-\uDFCC]|\uD83D[\uDC42\uDC43\uDC46-\uDC50\uDC66-\uDC78\uDC7C\uDC81-\uDC83\uDC85-\uDC87\uDC8F\uDC91\uDCAA\uDD74\uDD75\uDD7A\uDD90\uDD95\uDD96\uDE45-\uDE47\uDE4B-\uDE4F\uDEA3\uDEB4-\uDEB6\uDEC0\uDECC]|\uD83E[\uDD0F\uDD18-\uDD1F\uDD26\uDD30-\uDD39\uDD3C-\uDD3E\uDDB5\uDDB6\uDDB8\uDDB9\uDDBB\uDDCD-\uDDCF\uDDD1-\uDDDD])/g;
	};
}));
// node_modules/string-width/index.js
var require_string_width = __commonJSMin(((exports, module) => {
	const stripAnsi = require_strip_ansi();
	const isFullwidthCodePoint = require_is_fullwidth_code_point();
	const emojiRegex = require_emoji_regex();
	const stringWidth = (string) => {
		if (typeof string !== "string" || string.length === 0) return 0;
		string = stripAnsi(string);
		if (string.length === 0) return 0;
		string = string.replace(emojiRegex(), "  ");
		let width = 0;
		for (let i = 0; i < string.length; i++) {
			const code = string.codePointAt(i);
			if (code <= 31 || code >= 127 && code <= 159) continue;
			if (code >= 768 && code <= 879) continue;
			if (code > 65535) i++;
			width += isFullwidthCodePoint(code) ? 2 : 1;
		}
		return width;
	};
	module.exports = stringWidth;
	module.exports.default = stringWidth;
}));
// node_modules/cli-progress/lib/format-value.js
var require_format_value = __commonJSMin(((exports, module) => {
	module.exports = function formatValue(v, options, type) {
		if (options.autopadding !== true) return v;
		function autopadding(value, length) {
			return (options.autopaddingChar + value).slice(-length);
		}
		switch (type) {
			case "percentage": return autopadding(v, 3);
			default: return v;
		}
	};
}));
// node_modules/cli-progress/lib/format-bar.js
var require_format_bar = __commonJSMin(((exports, module) => {
	module.exports = function formatBar(progress, options) {
		const completeSize = Math.round(progress * options.barsize);
		const incompleteSize = options.barsize - completeSize;
		return options.barCompleteString.substr(0, completeSize) + options.barGlue + options.barIncompleteString.substr(0, incompleteSize);
	};
}));
// node_modules/cli-progress/lib/format-time.js
var require_format_time = __commonJSMin(((exports, module) => {
	module.exports = function formatTime(t, options, roundToMultipleOf) {
		function round(input) {
			if (roundToMultipleOf) return roundToMultipleOf * Math.round(input / roundToMultipleOf);
			else return input;
		}
		function autopadding(v) {
			return (options.autopaddingChar + v).slice(-2);
		}
		if (t > 3600) return autopadding(Math.floor(t / 3600)) + "h" + autopadding(round(t % 3600 / 60)) + "m";
		else if (t > 60) return autopadding(Math.floor(t / 60)) + "m" + autopadding(round(t % 60)) + "s";
		else if (t > 10) return autopadding(round(t)) + "s";
		else return autopadding(t) + "s";
	};
}));
// node_modules/cli-progress/lib/formatter.js
var require_formatter = __commonJSMin(((exports, module) => {
	const _stringWidth = require_string_width();
	const _defaultFormatValue = require_format_value();
	const _defaultFormatBar = require_format_bar();
	const _defaultFormatTime = require_format_time();
	module.exports = function defaultFormatter(options, params, payload) {
		let s = options.format;
		const formatTime = options.formatTime || _defaultFormatTime;
		const formatValue = options.formatValue || _defaultFormatValue;
		const formatBar = options.formatBar || _defaultFormatBar;
		const percentage = Math.floor(params.progress * 100) + "";
		const stopTime = params.stopTime || Date.now();
		const elapsedTime = Math.round((stopTime - params.startTime) / 1e3);
		const context = Object.assign({}, payload, {
			bar: formatBar(params.progress, options),
			percentage: formatValue(percentage, options, "percentage"),
			total: formatValue(params.total, options, "total"),
			value: formatValue(params.value, options, "value"),
			eta: formatValue(params.eta, options, "eta"),
			eta_formatted: formatTime(params.eta, options, 5),
			duration: formatValue(elapsedTime, options, "duration"),
			duration_formatted: formatTime(elapsedTime, options, 1)
		});
		s = s.replace(/\{(\w+)\}/g, function(match, key) {
			if (typeof context[key] !== "undefined") return context[key];
			return match;
		});
		const fullMargin = Math.max(0, params.maxWidth - _stringWidth(s) - 2);
		const halfMargin = Math.floor(fullMargin / 2);
		switch (options.align) {
			case "right":
				s = fullMargin > 0 ? " ".repeat(fullMargin) + s : s;
				break;
			case "center": s = halfMargin > 0 ? " ".repeat(halfMargin) + s : s;
		}
		return s;
	};
}));
// node_modules/cli-progress/lib/options.js
var require_options = __commonJSMin(((exports, module) => {
	function mergeOption(v, defaultValue) {
		if (typeof v === "undefined" || v === null) return defaultValue;
		else return v;
	}
	module.exports = {
		parse: function parse(rawOptions, preset) {
			const options = {};
			const opt = Object.assign({}, preset, rawOptions);
			options.throttleTime = 1e3 / mergeOption(opt.fps, 10);
			options.stream = mergeOption(opt.stream, process.stderr);
			options.terminal = mergeOption(opt.terminal, null);
			options.clearOnComplete = mergeOption(opt.clearOnComplete, false);
			options.stopOnComplete = mergeOption(opt.stopOnComplete, false);
			options.barsize = mergeOption(opt.barsize, 40);
			options.align = mergeOption(opt.align, "left");
			options.hideCursor = mergeOption(opt.hideCursor, false);
			options.linewrap = mergeOption(opt.linewrap, false);
			options.barGlue = mergeOption(opt.barGlue, "");
			options.barCompleteChar = mergeOption(opt.barCompleteChar, "=");
			options.barIncompleteChar = mergeOption(opt.barIncompleteChar, "-");
			options.format = mergeOption(opt.format, "progress [{bar}] {percentage}% | ETA: {eta}s | {value}/{total}");
			options.formatTime = mergeOption(opt.formatTime, null);
			options.formatValue = mergeOption(opt.formatValue, null);
			options.formatBar = mergeOption(opt.formatBar, null);
			options.etaBufferLength = mergeOption(opt.etaBuffer, 10);
			options.etaAsynchronousUpdate = mergeOption(opt.etaAsynchronousUpdate, false);
			options.progressCalculationRelative = mergeOption(opt.progressCalculationRelative, false);
			options.synchronousUpdate = mergeOption(opt.synchronousUpdate, true);
			options.noTTYOutput = mergeOption(opt.noTTYOutput, false);
			options.notTTYSchedule = mergeOption(opt.notTTYSchedule, 2e3);
			options.emptyOnZero = mergeOption(opt.emptyOnZero, false);
			options.forceRedraw = mergeOption(opt.forceRedraw, false);
			options.autopadding = mergeOption(opt.autopadding, false);
			options.gracefulExit = mergeOption(opt.gracefulExit, false);
			return options;
		},
		assignDerivedOptions: function assignDerivedOptions(options) {
			options.barCompleteString = options.barCompleteChar.repeat(options.barsize + 1);
			options.barIncompleteString = options.barIncompleteChar.repeat(options.barsize + 1);
			options.autopaddingChar = options.autopadding ? mergeOption(options.autopaddingChar, "   ") : "";
			return options;
		}
	};
}));
// node_modules/cli-progress/lib/generic-bar.js
var require_generic_bar = __commonJSMin(((exports, module) => {
	const _ETA = require_eta();
	const _Terminal = require_terminal();
	const _formatter = require_formatter();
	const _options = require_options();
	const _EventEmitter = __require("events");
	module.exports = class GenericBar extends _EventEmitter {
		constructor(options) {
			super();
			this.options = _options.assignDerivedOptions(options);
			this.terminal = this.options.terminal ? this.options.terminal : new _Terminal(this.options.stream);
			this.value = 0;
			this.startValue = 0;
			this.total = 100;
			this.lastDrawnString = null;
			this.startTime = null;
			this.stopTime = null;
			this.lastRedraw = Date.now();
			this.eta = new _ETA(this.options.etaBufferLength, 0, 0);
			this.payload = {};
			this.isActive = false;
			this.formatter = typeof this.options.format === "function" ? this.options.format : _formatter;
		}
		render(forceRendering = false) {
			const params = {
				progress: this.getProgress(),
				eta: this.eta.getTime(),
				startTime: this.startTime,
				stopTime: this.stopTime,
				total: this.total,
				value: this.value,
				maxWidth: this.terminal.getWidth()
			};
			if (this.options.etaAsynchronousUpdate) this.updateETA();
			const s = this.formatter(this.options, params, this.payload);
			if (forceRendering || this.options.forceRedraw || this.options.noTTYOutput && !this.terminal.isTTY() || this.lastDrawnString != s) {
				this.emit("redraw-pre");
				this.terminal.cursorTo(0, null);
				this.terminal.write(s);
				this.terminal.clearRight();
				this.lastDrawnString = s;
				this.lastRedraw = Date.now();
				this.emit("redraw-post");
			}
		}
		start(total, startValue, payload) {
			this.value = startValue || 0;
			this.total = typeof total !== "undefined" && total >= 0 ? total : 100;
			this.startValue = startValue || 0;
			this.payload = payload || {};
			this.startTime = Date.now();
			this.stopTime = null;
			this.lastDrawnString = "";
			this.eta = new _ETA(this.options.etaBufferLength, this.startTime, this.value);
			this.isActive = true;
			this.emit("start", total, startValue);
		}
		stop() {
			this.isActive = false;
			this.stopTime = Date.now();
			this.emit("stop", this.total, this.value);
		}
		update(arg0, arg1 = {}) {
			if (typeof arg0 === "number") {
				this.value = arg0;
				this.eta.update(Date.now(), arg0, this.total);
			}
			const payloadData = (typeof arg0 === "object" ? arg0 : arg1) || {};
			this.emit("update", this.total, this.value);
			for (const key in payloadData) this.payload[key] = payloadData[key];
			if (this.value >= this.getTotal() && this.options.stopOnComplete) this.stop();
		}
		getProgress() {
			let progress = this.value / this.total;
			if (this.options.progressCalculationRelative) progress = (this.value - this.startValue) / (this.total - this.startValue);
			if (isNaN(progress)) progress = this.options && this.options.emptyOnZero ? 0 : 1;
			progress = Math.min(Math.max(progress, 0), 1);
			return progress;
		}
		increment(arg0 = 1, arg1 = {}) {
			if (typeof arg0 === "object") this.update(this.value + 1, arg0);
			else this.update(this.value + arg0, arg1);
		}
		getTotal() {
			return this.total;
		}
		setTotal(total) {
			if (typeof total !== "undefined" && total >= 0) this.total = total;
		}
		updateETA() {
			this.eta.update(Date.now(), this.value, this.total);
		}
	};
}));
// node_modules/cli-progress/lib/single-bar.js
var require_single_bar = __commonJSMin(((exports, module) => {
	const _GenericBar = require_generic_bar();
	const _options = require_options();
	module.exports = class SingleBar extends _GenericBar {
		constructor(options, preset) {
			super(_options.parse(options, preset));
			this.timer = null;
			if (this.options.noTTYOutput && this.terminal.isTTY() === false) this.options.synchronousUpdate = false;
			this.schedulingRate = this.terminal.isTTY() ? this.options.throttleTime : this.options.notTTYSchedule;
			this.sigintCallback = null;
		}
		render() {
			if (this.timer) {
				clearTimeout(this.timer);
				this.timer = null;
			}
			super.render();
			if (this.options.noTTYOutput && this.terminal.isTTY() === false) this.terminal.newline();
			this.timer = setTimeout(this.render.bind(this), this.schedulingRate);
		}
		update(current, payload) {
			if (!this.timer) return;
			super.update(current, payload);
			if (this.options.synchronousUpdate && this.lastRedraw + this.options.throttleTime * 2 < Date.now()) this.render();
		}
		start(total, startValue, payload) {
			if (this.options.noTTYOutput === false && this.terminal.isTTY() === false) return;
			if (this.sigintCallback === null && this.options.gracefulExit) {
				this.sigintCallback = this.stop.bind(this);
				process.once("SIGINT", this.sigintCallback);
				process.once("SIGTERM", this.sigintCallback);
			}
			this.terminal.cursorSave();
			if (this.options.hideCursor === true) this.terminal.cursor(false);
			if (this.options.linewrap === false) this.terminal.lineWrapping(false);
			super.start(total, startValue, payload);
			this.render();
		}
		stop() {
			if (!this.timer) return;
			if (this.sigintCallback) {
				process.removeListener("SIGINT", this.sigintCallback);
				process.removeListener("SIGTERM", this.sigintCallback);
				this.sigintCallback = null;
			}
			this.render();
			super.stop();
			clearTimeout(this.timer);
			this.timer = null;
			if (this.options.hideCursor === true) this.terminal.cursor(true);
			if (this.options.linewrap === false) this.terminal.lineWrapping(true);
			this.terminal.cursorRestore();
			if (this.options.clearOnComplete) {
				this.terminal.cursorTo(0, null);
				this.terminal.clearLine();
			} else this.terminal.newline();
		}
	};
}));
// node_modules/cli-progress/lib/multi-bar.js
var require_multi_bar = __commonJSMin(((exports, module) => {
	const _Terminal = require_terminal();
	const _BarElement = require_generic_bar();
	const _options = require_options();
	const _EventEmitter = __require("events");
	module.exports = class MultiBar extends _EventEmitter {
		constructor(options, preset) {
			super();
			this.bars = [];
			this.options = _options.parse(options, preset);
			this.options.synchronousUpdate = false;
			this.terminal = this.options.terminal ? this.options.terminal : new _Terminal(this.options.stream);
			this.timer = null;
			this.isActive = false;
			this.schedulingRate = this.terminal.isTTY() ? this.options.throttleTime : this.options.notTTYSchedule;
			this.loggingBuffer = [];
			this.sigintCallback = null;
		}
		create(total, startValue, payload, barOptions = {}) {
			const bar = new _BarElement(Object.assign({}, this.options, { terminal: this.terminal }, barOptions));
			this.bars.push(bar);
			if (this.options.noTTYOutput === false && this.terminal.isTTY() === false) return bar;
			if (this.sigintCallback === null && this.options.gracefulExit) {
				this.sigintCallback = this.stop.bind(this);
				process.once("SIGINT", this.sigintCallback);
				process.once("SIGTERM", this.sigintCallback);
			}
			if (!this.isActive) {
				if (this.options.hideCursor === true) this.terminal.cursor(false);
				if (this.options.linewrap === false) this.terminal.lineWrapping(false);
				this.timer = setTimeout(this.update.bind(this), this.schedulingRate);
			}
			this.isActive = true;
			bar.start(total, startValue, payload);
			this.emit("start");
			return bar;
		}
		remove(bar) {
			const index = this.bars.indexOf(bar);
			if (index < 0) return false;
			this.bars.splice(index, 1);
			this.update();
			this.terminal.newline();
			this.terminal.clearBottom();
			return true;
		}
		update() {
			if (this.timer) {
				clearTimeout(this.timer);
				this.timer = null;
			}
			this.emit("update-pre");
			this.terminal.cursorRelativeReset();
			this.emit("redraw-pre");
			if (this.loggingBuffer.length > 0) {
				this.terminal.clearLine();
				while (this.loggingBuffer.length > 0) this.terminal.write(this.loggingBuffer.shift(), true);
			}
			for (let i = 0; i < this.bars.length; i++) {
				if (i > 0) this.terminal.newline();
				this.bars[i].render();
			}
			this.emit("redraw-post");
			if (this.options.noTTYOutput && this.terminal.isTTY() === false) {
				this.terminal.newline();
				this.terminal.newline();
			}
			this.timer = setTimeout(this.update.bind(this), this.schedulingRate);
			this.emit("update-post");
			if (this.options.stopOnComplete && !this.bars.find((bar) => bar.isActive)) this.stop();
		}
		stop() {
			clearTimeout(this.timer);
			this.timer = null;
			if (this.sigintCallback) {
				process.removeListener("SIGINT", this.sigintCallback);
				process.removeListener("SIGTERM", this.sigintCallback);
				this.sigintCallback = null;
			}
			this.isActive = false;
			if (this.options.hideCursor === true) this.terminal.cursor(true);
			if (this.options.linewrap === false) this.terminal.lineWrapping(true);
			this.terminal.cursorRelativeReset();
			this.emit("stop-pre-clear");
			if (this.options.clearOnComplete) this.terminal.clearBottom();
			else {
				for (let i = 0; i < this.bars.length; i++) {
					if (i > 0) this.terminal.newline();
					this.bars[i].render();
					this.bars[i].stop();
				}
				this.terminal.newline();
			}
			this.emit("stop");
		}
		log(s) {
			this.loggingBuffer.push(s);
		}
	};
}));
// node_modules/cli-progress/presets/legacy.js
var require_legacy = __commonJSMin(((exports, module) => {
	module.exports = {
		format: "progress [{bar}] {percentage}% | ETA: {eta}s | {value}/{total}",
		barCompleteChar: "=",
		barIncompleteChar: "-"
	};
}));
// node_modules/cli-progress/presets/shades-classic.js
var require_shades_classic = __commonJSMin(((exports, module) => {
	module.exports = {
		format: " {bar} {percentage}% | ETA: {eta}s | {value}/{total}",
		barCompleteChar: "█",
		barIncompleteChar: "░"
	};
}));
// node_modules/cli-progress/presets/shades-grey.js
var require_shades_grey = __commonJSMin(((exports, module) => {
	module.exports = {
		format: " \x1B[90m{bar}\x1B[0m {percentage}% | ETA: {eta}s | {value}/{total}",
		barCompleteChar: "█",
		barIncompleteChar: "░"
	};
}));
// node_modules/cli-progress/presets/rect.js
var require_rect = __commonJSMin(((exports, module) => {
	module.exports = {
		format: " {bar}■ {percentage}% | ETA: {eta}s | {value}/{total}",
		barCompleteChar: "■",
		barIncompleteChar: " "
	};
}));
// node_modules/cli-progress/presets/index.js
var require_presets = __commonJSMin(((exports, module) => {
	module.exports = {
		legacy: require_legacy(),
		shades_classic: require_shades_classic(),
		shades_grey: require_shades_grey(),
		rect: require_rect()
	};
}));
// src/cli/progress-view.ts
var import_cli_progress = __commonJSMin(((exports, module) => {
	const _SingleBar = require_single_bar();
	const _MultiBar = require_multi_bar();
	const _Presets = require_presets();
	const _Formatter = require_formatter();
	const _defaultFormatValue = require_format_value();
	module.exports = {
		Bar: _SingleBar,
		SingleBar: _SingleBar,
		MultiBar: _MultiBar,
		Presets: _Presets,
		Format: {
			Formatter: _Formatter,
			BarFormat: require_format_bar(),
			ValueFormat: _defaultFormatValue,
			TimeFormat: require_format_time()
		}
	};
}))();
function createProgressView(stream, environment) {
	return stream.isTTY ? createBar(stream) : createLines(stream, environment.GITHUB_ACTIONS === "true");
}
function createBar(stream) {
	const bar = new import_cli_progress.SingleBar({
		stream,
		format: "{bar} {value}/{total} runs · {left} · {running}",
		barsize: 24,
		hideCursor: true,
		clearOnComplete: true,
		linewrap: false,
		gracefulExit: false
	});
	const running = new Set();
	let left = "estimating";
	let started = false;
	const print = (line) => {
		if (!started) return void stream.write(`${line}\n`);
		stream.write(`\r\u001b[K${line}\n`);
		bar.updateETA();
	};
	return {
		show(progress) {
			const line = progressLine(progress);
			switch (progress.kind) {
				case "looked-up":
					if (line !== null) print(line);
					if (progress.missing > 0) {
						bar.start(progress.missing, 0, {
							left,
							running: ""
						});
						started = true;
					}
					return;
				case "started":
					running.add(`${progress.model} ${progress.seed}`);
					break;
				case "finished":
					running.delete(`${progress.model} ${progress.seed}`);
					left = `${duration(progress.secondsLeft)} left`;
					if (progress.status !== "ok" && line !== null) print(line);
					bar.update(progress.done, {
						left,
						running: [...running].join(", ")
					});
					return;
				default:
					if (line !== null) print(line);
					return;
			}
			bar.update({
				left,
				running: [...running].join(", ")
			});
		},
		end() {
			if (started) bar.stop();
		}
	};
}
function createLines(stream, foldable) {
	let open = false;
	return {
		show(progress) {
			const line = progressLine(progress);
			if (line === null) return;
			stream.write(`${line}\n`);
			if (progress.kind !== "planned" || !foldable) return;
			stream.write("::group::Runs\n");
			open = true;
		},
		end() {
			if (open) stream.write("::endgroup::\n");
			open = false;
		}
	};
}
// src/cli/commands/demo.ts
function demoCommand(signal) {
	return new Command("demo").description("Runs the language example in about a minute, in a new temporary folder, and shows its verdict.").option("--seeds <n|min..max>", "seeds of each model", "4").option("-o, --output <folder>", "where the example and its report go (default: a new temporary folder)").option("-p, --parallel <n>", "training processes at a time (default: one a core)", positiveInteger).option("--json", "print the result as JSON (conclusive.result/1) instead of the verdict").action(async ({ output, parallel, json, ...options }) => {
		const seeds = parseSeeds("--seeds", options.seeds);
		const folder = await placeExample(output);
		const config = join(folder, "conclusive.yml");
		keepOutOfGit(folder);
		process.stderr.write(`Does a second layer help a small transformer, or do more attention heads? Is it better than a bag of words?\nThe example is in ${folder}\n`);
		const view = createProgressView(process.stderr, process.env);
		try {
			const outcome = await runExperiment({
				repository: folder,
				config,
				seeds,
				parallel,
				signal,
				onProgress: (progress) => view.show(progress)
			});
			view.end();
			process.stdout.write(json ? outcome.json : `\n${renderSummary(outcome.result)}\n`);
			const report = join(outcome.outputDirectory, "report.html");
			process.stderr.write(`Report: ${report}\nTo change and run it: conclusive run --config ${config}\n`);
			process.exitCode = outcome.exitCode;
		} catch (error) {
			if (!(error instanceof AbortedError)) throw error;
			process.stderr.write(`stopped; to go on: conclusive run --seeds ${options.seeds} --config ${config}\n`);
			process.exitCode = 130;
		} finally {
			view.end();
		}
	});
}
async function placeExample(output) {
	const example = examplePath();
	const folder = output === void 0 ? await mkdtemp(join(tmpdir(), "conclusive-demo-")) : await newFolder(resolve(output));
	const copied = (path) => !path.startsWith(join(example, ".conclusive"));
	await cp(example, folder, {
		recursive: true,
		filter: copied
	});
	return await realpath(folder);
}
function examplePath() {
	const places = ["../fixtures/gloss", "../../../fixtures/gloss"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
	const found = places.find((path) => existsSync(path));
	if (found === void 0) throw new UserError(`demo: the example is missing: ${places[0]}; install the whole package again`);
	return found;
}
async function newFolder(folder) {
	try {
		await mkdir(folder, { recursive: true });
		if ((await readdir(folder)).length === 0) return folder;
	} catch (error) {
		throw new UserError(`--output: cannot create ${folder}: ${error.message}`, { cause: error });
	}
	throw new UserError(`--output: ${folder} is not empty; name a new folder`);
}
function keepOutOfGit(folder) {
	delete process.env.GIT_DIR;
	delete process.env.GIT_WORK_TREE;
	process.env.GIT_CEILING_DIRECTORIES = dirname(folder);
}
// src/cli/commands/init.ts
const STARTER_CONFIG = `# Is this branch's model really better? All keys: docs/configuration.md of Conclusive.
trainer:
  # Any program. {seed} and {run_dir} are filled in; it leaves {"accuracy": 0.83} in {run_dir}/metrics.json.
  command: python train.py --seed {seed} --out {run_dir}
models:
  baseline: { ref: base }            # the commit at which this branch left its base
  variants:
    - { name: head, ref: head }      # this branch
metrics:
  # margin: the smallest difference that matters. Within it, two models are equivalent.
  - { name: accuracy, role: primary, direction: maximize, margin: 0.005 }
seeds: { min: 6, max: 25 }           # stops as soon as it is decided; a number: as many in any case
evaluation: []                       # files that must not differ between the two, e.g. data/test.csv
gate: { fail-on: [regression, invalid] }
`;
function initCommand() {
	return new Command("init").description("Writes a conclusive.yml to start from.").argument("[file]", "where to", "conclusive.yml").action(async (file) => {
		try {
			await writeFile(file, STARTER_CONFIG, { flag: "wx" });
		} catch (error) {
			const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
			throw new UserError(exists ? `${file} is there already; name another file, or edit it` : `cannot write ${file}: ${error.message}`, { cause: error });
		}
		process.stdout.write(`wrote ${file}; put in your program and metrics, then: conclusive run --config ${file}\n`);
	});
}
// src/records/inspect-directory.ts
async function inspectDirectory(directory, metrics, printed = "") {
	const warnings = [];
	const files = [];
	const base = {
		directory,
		files,
		warnings,
		problem: null,
		status: "ok",
		failure: null,
		hint: null
	};
	try {
		const { hint, ...content } = await readRunDirectory(directory, {
			declaredMetrics: [...metrics.map(({ name }) => name), ...recordedNames(metrics)],
			metrics,
			printed,
			leaveOut: true,
			warn: (message) => warnings.push(message),
			onFile: (file, format) => files.push({
				file,
				format
			})
		});
		const run = renameMetrics(content, metrics);
		const own = new Set(metrics.flatMap(({ from }) => from !== void 0 && isNamed(from) ? [from.name] : []));
		const values = SPLITS$1.flatMap((split) => Object.entries(run.metrics[split] ?? {}).filter(([metric]) => !own.has(metric)).map(([metric, value]) => ({
			metric,
			split,
			value,
			...run.origins?.[split]?.[metric] ?? {}
		})));
		const { status, failure } = run;
		const curves = curvesOf(run);
		const problem = status === "ok" && values.length + curves.length === 0 ? "the files that were read hold no value" : null;
		return {
			...base,
			problem,
			status,
			failure,
			hint,
			values,
			curves,
			notRead: await left(directory, files)
		};
	} catch (error) {
		if (!(error instanceof UnreadableRunError)) throw error;
		const problem = [error.message, error.details].filter((part) => part !== null).join(". ");
		files.push(...await listed(directory));
		return {
			...base,
			problem,
			values: [],
			curves: [],
			notRead: await left(directory, files)
		};
	}
}
function curvesOf({ curves }) {
	const counts = new Map();
	for (const epoch of curves) for (const split of ["train", "validation"]) for (const metric of Object.keys(epoch[split])) {
		const count = counts.get(`${split} ${metric}`) ?? {
			metric,
			split,
			epochs: 0
		};
		count.epochs += 1;
		counts.set(`${split} ${metric}`, count);
	}
	return [...counts.values()];
}
async function listed(directory) {
	try {
		return (await listFiles(directory)).files.map((file) => ({
			file,
			format: null
		}));
	} catch (error) {
		if (error instanceof UnreadableRunError) return [];
		throw error;
	}
}
async function left(directory, files) {
	const unread = files.filter(({ format }) => format === null).map(({ file }) => file);
	return (await numbersIn({
		files: unread,
		pathOf: (file) => join(directory, file)
	})).filter(({ keys }) => keys.length > 0);
}
// src/cli/commands/inspect.ts
const MAX_KEYS = 8;
function inspectCommand() {
	return new Command("inspect").description("Shows what would be read from a run directory, and where each number is from.").argument("<directory>", "a folder as a run leaves it").option("--config <file>", "read the metrics of this config, with their `from`").option("--metric <names...>", "metrics to look for").option("--printed <file>", "what the program printed, for `from: { stdout }`").option("--json", "print it as JSON").action(async (directory, options) => {
		const found = await inspect(directory, options);
		process.stdout.write(options.json === true ? `${JSON.stringify(found, null, 2)}\n` : describeInspected(found));
	});
}
async function inspect(directory, { config, metric = [], printed }) {
	if (!await lstat(directory).then((stats) => stats.isDirectory(), () => false)) throw new UserError(`${directory} is no folder; name one that a run has written to`);
	return inspectDirectory(directory, [...config === void 0 ? [] : (await loadConfig(config, CONFIG_SCHEMA)).metrics, ...metric.map((name) => ({ name }))], printed === void 0 ? "" : await textOf(printed));
}
async function textOf(path) {
	try {
		return await readFile$1(path, "utf8");
	} catch (error) {
		throw new UserError(`--printed: cannot read ${path}: ${error.message}`, { cause: error });
	}
}
function describeInspected(found) {
	const { problem, status, failure, values, curves, files, notRead, warnings, hint } = found;
	const rows = values.map((value) => [
		value.metric,
		value.split,
		String(value.value),
		describeOrigin(value)
	]);
	return `${[
		...problem === null ? [] : [problem],
		...status === "ok" ? [] : [`The run ${status}: ${failure ?? ""}`],
		...rows.length === 0 ? [] : [markdownTable([[
			"Metric",
			"Split",
			"Value",
			"From"
		], ...rows])],
		list("Curves", curves.map(({ metric, split, epochs }) => `${split} ${metric}: ${epochs} epochs`)),
		list("Read", files.flatMap(({ file, format }) => format === null ? [] : [`${file}, as ${format}`])),
		list("Not read", notRead.map(({ file, keys }) => `${file}: ${keys.slice(0, MAX_KEYS).join(", ")}${keys.length > MAX_KEYS ? ", …" : ""}`)),
		list("Warnings", warnings),
		...hint === null || hint === "" ? [] : [`Missing: ${hint}`]
	].filter((part) => part !== "").map(plain).join("\n\n")}\n`;
}
function describeOrigin({ file, key, at, of, selected }) {
	if (file === void 0) return "";
	const how = {
		stated: "stated as final",
		last: `last of ${of ?? 1}`,
		"best-validation": `at the best of ${of ?? 1} by validation`,
		computed: "computed from predictions"
	};
	return `${file}${at === "computed" ? "" : ` ${key ?? ""}`}, ${how[at ?? "stated"]}${selected === void 0 ? "" : ", selected by the program"}`;
}
function list(title, lines) {
	return lines.length === 0 ? "" : [`${title}:`, ...lines.map((line) => `- ${line}`)].join("\n");
}
function plain(text) {
	return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "�");
}
// src/analysis/planning/required.ts
const POWERS = [.8, .9];
const MOST_SEEDS = 1e4;
const MOST_EXAMPLES = 1e8;
function requirementsOf(request) {
	const { spread, alpha, comparisons, looks, margin } = request;
	const share = alpha / comparisons;
	const level = levelOf(looks, looks.length, share);
	const design = {
		margin,
		share,
		level,
		looks
	};
	const examples = request.examples ?? spread.examples?.count ?? null;
	return {
		level,
		thisTestSet: planSeeds(spread.standardDeviation, design),
		atUpperSpread: spread.interval && planSeeds(spread.interval.high, design),
		newExamples: spread.examples === null || examples === null ? null : {
			examples,
			...planCrossed(spread.examples.components, examples, design)
		}
	};
}
function planSeeds(standardDeviation, { margin, share, level, looks }) {
	return {
		needed: POWERS.map((power) => ({
			power,
			seedsForDifference: pairsNeeded({
				difference: margin,
				standardDeviation,
				alpha: level,
				power,
				maximum: MOST_SEEDS
			}),
			seedsForEquivalence: equivalencePairsNeeded({
				difference: 0,
				margin,
				standardDeviation,
				alpha: level / 2,
				power,
				maximum: MOST_SEEDS
			}),
			examplesForDifference: null,
			examplesForEquivalence: null
		})),
		detectable: endsOf(looks).flatMap(({ seeds, taken }) => POWERS.map((power) => ({
			seeds,
			power,
			difference: minimumDetectableDifference({
				standardDeviation,
				pairs: seeds,
				alpha: levelOf(looks, taken, share),
				power
			})
		})))
	};
}
function planCrossed(components, examples, { margin, share, level, looks }) {
	const most = looks.at(-1) ?? 2;
	const shows = (seeds, examples, power) => crossedEquivalencePower({
		components,
		seeds,
		examples,
		margin,
		alpha: level
	}) >= power;
	return {
		needed: POWERS.map((power) => {
			const aim = {
				components,
				difference: margin,
				alpha: level,
				power
			};
			return {
				power,
				seedsForDifference: seedsNeeded({
					...aim,
					examples
				}),
				seedsForEquivalence: smallestSize(2, MOST_SEEDS, (seeds) => shows(seeds, examples, power)),
				examplesForDifference: examplesNeeded({
					...aim,
					seeds: most
				}),
				examplesForEquivalence: smallestSize(2, MOST_EXAMPLES, (count) => shows(most, count, power))
			};
		}),
		detectable: endsOf(looks).flatMap(({ seeds, taken }) => POWERS.map((power) => ({
			seeds,
			power,
			difference: smallestDetectableDifference({
				components,
				examples,
				seeds,
				alpha: levelOf(looks, taken, share),
				power
			})
		})))
	};
}
function endsOf(looks) {
	return (looks.length === 1 ? [1] : [1, looks.length]).map((taken) => ({
		seeds: looks[taken - 1] ?? 2,
		taken
	}));
}
function levelOf(looks, taken, share) {
	return looks[0] === 1 ? share : sequentialLevels(looks.slice(0, taken), looks).difference(share);
}
// src/analysis/planning/spread.ts
const ENOUGH_PAIRS = 6;
const FEWEST = 3;
async function spreadOfRecords(records, metric, readerOf) {
	const finished = records.filter(({ status, seeds }) => status === "ok" && seeds === void 0);
	const split = decidingSplit(finished, metric);
	if (split === null) return { unknown: `no finished run on record reports ${metric}` };
	const programs = programsOf(finished);
	const pairs = longest(pairedRuns(programs, metric, split));
	const alone = longest(runsAlone(programs, metric, split));
	const isPaired = pairs.length >= ENOUGH_PAIRS || pairs.length >= alone.length;
	const chosen = isPaired ? pairs : alone;
	if (chosen.length < FEWEST) return { unknown: `${FEWEST} runs of one program, or pairs of runs, are needed, and the records have ${chosen.length}` };
	const values = chosen.map(({ difference }) => difference);
	if (isConstant(values, Math.max(...chosen.map(({ value }) => Math.abs(value))))) return { unknown: `all ${chosen.length} runs on record gave the same ${metric}, so seeds do not vary it` };
	const deviation = (isPaired ? 1 : Math.SQRT2) * standardDeviation(values);
	const [first] = chosen;
	return {
		standardDeviation: deviation,
		interval: standardDeviationInterval(deviation, chosen.length),
		source: isPaired ? {
			kind: "pairs",
			count: chosen.length,
			models: [first.baseline.model, first.candidate.model]
		} : {
			kind: "runs",
			count: chosen.length,
			model: first.candidate.model
		},
		examples: await exampleSpread(isPaired ? chosen : neighbours(chosen), metric, readerOf)
	};
}
function programsOf(records) {
	const programs = new Map();
	for (const record of records) {
		const { model, params, commit, versions = null } = record;
		const key = canonicalJson({
			model,
			params,
			commit,
			versions
		});
		programs.set(key, [...programs.get(key) ?? [], record]);
	}
	return [...programs.values()].filter((runs) => new Set(runs.map(({ seed }) => seed)).size === runs.length);
}
function pairedRuns(programs, metric, split) {
	const isBaseline = ([first]) => first?.model === "baseline";
	const values = (runs) => seedValues(runs, runs[0]?.model ?? "", metric, split);
	const of = (runs, seed) => runs.find((run) => run.seed === seed);
	return programs.filter(isBaseline).flatMap((before) => programs.filter((after) => !isBaseline(after)).map((after) => pairBySeed(values(before), values(after)).map(({ seed, baseline, candidate }) => ({
		baseline: of(before, seed),
		candidate: of(after, seed),
		difference: candidate - baseline,
		value: candidate
	}))));
}
function runsAlone(programs, metric, split) {
	return programs.map((runs) => seedValues(runs, runs[0]?.model ?? "", metric, split).map(({ seed, value }) => {
		const run = runs.find((one) => one.seed === seed);
		return {
			baseline: run,
			candidate: run,
			difference: value,
			value
		};
	}));
}
function neighbours(runs) {
	return runs.flatMap((run, index) => {
		const next = runs[index + 1];
		return index % 2 === 1 || next === void 0 ? [] : [{
			...run,
			candidate: next.candidate,
			difference: next.value - run.value
		}];
	});
}
function longest(lists) {
	return lists.reduce((most, list) => list.length > most.length ? list : most, []);
}
async function exampleSpread(pairs, metric, readerOf) {
	if (pairs.length < 2) return null;
	const [baseline, candidate] = ["baseline", "candidate"];
	const records = pairs.flatMap((pair, index) => [{
		...pair.baseline,
		model: baseline,
		seed: index + 1
	}, {
		...pair.candidate,
		model: candidate,
		seed: index + 1
	}]);
	const { sample } = (await createCrossedRows({
		baseline,
		variants: [candidate],
		metrics: [{ name: metric }],
		readerOf
	}).read(records))(candidate, metric);
	if (sample === null || sample.estimate.standardError === 0) return null;
	const { components, examples } = sample.estimate;
	return {
		count: examples,
		unit: sample.clusters === null ? "test examples" : "clusters",
		components
	};
}
// src/report/planning.ts
const PLAN_SCHEMA = "conclusive.plan/1";
const MAX_NAME = 60;
const NONE = "none";
function renderPlan(plan) {
	return [
		headOf(plan),
		...plan.metrics.map((metric) => metricLines(metric, plan)),
		notesOf(plan)
	].map((lines) => lines.join("\n")).join("\n\n").concat("\n");
}
function headOf({ config, cost, design, alpha, comparisons }) {
	const seeds = design.kind === "fixed" ? `${design.max} seeds` : `${design.min} to ${design.max} seeds`;
	const of = config === null ? "Plan" : `Plan for ${cleanLine(config, MAX_NAME)}`;
	const shared = comparisons === 1 ? "" : ` shared by ${comparisons} comparisons`;
	return [`${of}: ${cost.models} models, ${seeds} each, alpha ${show(alpha)}${shared}`];
}
function metricLines(planned, plan) {
	const title = `${cleanLine(planned.metric, MAX_NAME)}, margin ${show(planned.margin)}`;
	if ("unknown" in planned) return [title, `  not planned: ${planned.unknown}`];
	const { spread, requirements, margin } = planned;
	const { thisTestSet, atUpperSpread, newExamples } = requirements;
	return [
		title,
		`  ${spreadLine(spread)}`,
		...table([
			["", ...POWERS.map((power) => `${100 * power} % power`)],
			...newExamples === null ? [] : [["For new seeds on the same test examples"]],
			...seedRows(thisTestSet, margin, plan),
			...atUpperSpread === null || spread.interval === null ? [] : upperRows(atUpperSpread, spread.interval.high),
			...detectableRows(thisTestSet),
			...newExamples === null ? [] : [
				[`For new seeds and new ${unitOf(spread)}, with ${count(newExamples.examples)}`],
				...seedRows(newExamples, margin, plan),
				...exampleRows(newExamples, margin, unitOf(spread), plan),
				...detectableRows(newExamples)
			]
		])
	];
}
function spreadLine({ standardDeviation, interval, source }) {
	const size = `A pair's difference varies by ${show(standardDeviation)} (standard deviation)`;
	if (source.kind === "stated" || interval === null) return `${size}: √2 times the stated spread of a run, as if pairing gained nothing`;
	const bounds = `95 % interval ${show(interval.low)} to ${show(interval.high)}`;
	if (source.kind === "pairs") {
		const [baseline, candidate] = source.models.map((model) => cleanLine(model, MAX_NAME));
		return `${size}, ${bounds}, from ${source.count} pairs of ${baseline} and ${candidate}`;
	}
	return `${size}, ${bounds}, from ${source.count} runs of ${cleanLine(source.model, MAX_NAME)}, as if pairing gained nothing`;
}
function unitOf({ examples }) {
	return examples?.unit ?? "test examples";
}
function seedRows({ needed }, margin, plan) {
	const toFind = needed.map(({ seedsForDifference }) => seedsForDifference);
	const toShow = needed.map(({ seedsForEquivalence }) => seedsForEquivalence);
	return [
		[`Seeds to find a difference of ${show(margin)}`, ...toFind.map(countOrNone)],
		...costRow(toFind, plan),
		["Seeds to show equal models equivalent", ...toShow.map(countOrNone)],
		...costRow(toShow, plan)
	];
}
function upperRows({ needed }, spread) {
	const cells = needed.map(({ seedsForDifference, seedsForEquivalence }) => `${countOrNone(seedsForDifference)}, ${countOrNone(seedsForEquivalence)}`);
	return [[`Both, if it varies by ${show(spread)}`, ...cells]];
}
function exampleRows({ needed }, margin, unit, { design }) {
	const name = unit.charAt(0).toUpperCase() + unit.slice(1);
	return [[`${name} to find ${show(margin)} with ${design.max} seeds`, ...needed.map(({ examplesForDifference }) => countOrNone(examplesForDifference))], [`${name} to show equivalence with ${design.max} seeds`, ...needed.map(({ examplesForEquivalence }) => countOrNone(examplesForEquivalence))]];
}
function detectableRows({ detectable }) {
	return [...new Set(detectable.map((one) => one.seeds))].map((number) => [`Smallest difference found with ${number} seeds`, ...POWERS.map((power) => show(detectable.find((one) => one.seeds === number && one.power === power)?.difference ?? NaN))]);
}
function costRow(seeds, plan) {
	if (seeds.every((one) => one === null)) return [];
	return [["  runs", ...seeds.map((one) => costOf(one, plan))]];
}
function costOf(seeds, { cost }) {
	if (seeds === null) return "";
	const runs = seeds * cost.models;
	const time = cost.secondsPerRun === null ? "" : `, ${roughDuration(runs * cost.secondsPerRun / cost.parallel).replaceAll("\xA0", " ")}`;
	return `${count(runs)}${time}`;
}
function countOrNone(number) {
	return number === null ? NONE : count(number);
}
function notesOf({ design, cost, metrics }) {
	const limited = metrics.some((one) => "requirements" in one && one.requirements.newExamples?.needed.some((needed) => Object.values(needed).includes(null)));
	return [
		...design.kind === "fixed" ? [] : ["Seeds: the most of a design with looks. It stops earlier where the difference is larger, and finds a little more than this."],
		cost.secondsPerRun === null ? "Time: not known, since no run is on record." : `Time: at ${roughDuration(cost.secondsPerRun).replaceAll("\xA0", " ")} a run, ${cost.parallel} at a time.`,
		...limited ? ["none: no number of seeds makes up for too few test examples, nor of examples for too few seeds."] : []
	];
}
function table(rows) {
	const cells = rows.filter((row) => row.length > 1);
	const widths = [
		0,
		1,
		2
	].map((column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
	return rows.map((row) => {
		const [label, ...values] = row;
		if (values.length === 0) return `  ${label}`;
		const columns = values.map((value, index) => value.padStart(widths[index + 1] ?? 0));
		return `  ${[label.padEnd(widths[0] ?? 0), ...columns].join("   ")}`.trimEnd();
	});
}
function show(value) {
	return String(Number(value.toPrecision(3)));
}
// src/experiment/planning/plan-ahead.ts
const DEFAULT_ALPHA = .05;
const UNNAMED = "metric";
const HOW_TO_KNOW = "measure it with \"conclusive run --aa\", or state the standard deviation between runs of one model with --sd 0.01";
async function planAhead(request) {
	const configPath = await findConfigPath(request);
	const settings = await readSettings(request, configPath);
	if (settings.folds !== null) throw new UserError("plan: the config has vary: folds, so folds.k and folds.repeats say how many runs there are");
	const looks = planLooks(settings.seeds);
	const metrics = withMargins(settings.metrics, request);
	const deviations = assign("--sd", request.deviations, metrics);
	const store = await openExisting(resolve(request.records ?? join(dirname(configPath), ".conclusive")), request);
	const records = await store?.list() ?? [];
	const readerOf = createSplitReaders(store?.predictionsOf ?? (async () => null));
	const primary = settings.metrics.filter(({ role }) => role === "primary").length;
	const planned = [];
	for (const { name, margin } of metrics) {
		const stated = deviations.get(name);
		const found = stated === void 0 ? await spreadOfRecords(records, name, readerOf) : {
			standardDeviation: Math.SQRT2 * stated,
			interval: null,
			source: { kind: "stated" },
			examples: null
		};
		if ("unknown" in found) {
			planned.push({
				metric: name,
				margin,
				unknown: found.unknown
			});
			continue;
		}
		const spread = withExamples(found, name, records, request);
		const requirements = requirementsOf({
			spread,
			margin,
			examples: request.examples ?? null,
			alpha: settings.alpha,
			comparisons: primary * settings.variants,
			looks
		});
		planned.push({
			metric: name,
			margin,
			spread,
			requirements
		});
	}
	refuseUnknown(planned);
	const { seeds, alpha, models, parallel, path } = settings;
	return {
		schema: PLAN_SCHEMA,
		config: path,
		alpha,
		comparisons: primary * settings.variants,
		design: {
			kind: seeds.kind,
			min: seeds.min,
			max: seeds.max,
			looks
		},
		cost: {
			models,
			secondsPerRun: secondsOf(records),
			parallel
		},
		metrics: planned
	};
}
async function readSettings(request, configPath) {
	if (!await access(configPath).then(() => true, () => false) && !request.isConfigNamed) return withoutConfig(request);
	const { models, limits, metrics, alpha, seeds, folds } = await loadConfig(configPath, CONFIG_SCHEMA);
	const auto = limits.parallel === "auto" ? limits.gpus ?? availableParallelism() : limits.parallel;
	return {
		path: request.config,
		metrics,
		folds,
		alpha: request.alpha ?? alpha,
		seeds: request.seeds === void 0 ? seeds : normaliseSeeds(request.seeds),
		variants: models.variants.length,
		models: 1 + models.variants.length + (models.reference === void 0 ? 0 : 1),
		parallel: request.parallel ?? auto
	};
}
function withoutConfig({ margins, deviations, config, ...request }) {
	const names = new Set([...margins, ...deviations].map(({ metric }) => metric ?? UNNAMED));
	const [name = UNNAMED] = names;
	if (margins.length === 0 || deviations.length === 0 || names.size > 1) throw new UserError(`plan: there is no ${config} here; without one, give the margin and the spread of one metric: conclusive plan --margin 0.005 --sd 0.01`);
	return {
		path: null,
		metrics: [{
			name,
			role: "primary",
			direction: "maximize",
			margin: null,
			unit: "none"
		}],
		folds: null,
		alpha: request.alpha ?? DEFAULT_ALPHA,
		seeds: normaliseSeeds(request.seeds ?? DEFAULT_SEEDS),
		variants: 1,
		models: 2,
		parallel: request.parallel ?? availableParallelism()
	};
}
function withMargins(metrics, { margins }) {
	const primary = metrics.filter(({ role }) => role === "primary");
	const stated = assign("--margin", margins, primary);
	const bounded = primary.flatMap(({ name, margin }) => {
		const own = stated.get(name) ?? margin;
		return own === null ? [] : [{
			name,
			margin: own
		}];
	});
	if (bounded.length > 0) return bounded;
	throw new UserError("plan: no primary metric has a margin, so it is not known which difference matters; add margin under metrics, or give it with --margin 0.005");
}
function assign(option, values, metrics) {
	const names = metrics.map(({ name }) => name);
	return new Map(values.map(({ metric, value }) => {
		const [only = "", ...others] = names;
		if (metric === null && others.length > 0) throw new UserError(`${option}: which of ${names.join(", ")}? Write ${option} ${only}=${value}`);
		if (metric !== null && !names.includes(metric)) {
			const guess = nearest(metric, names);
			const hint = guess === null ? `; there are ${names.join(", ")}` : `; did you mean "${guess}"?`;
			throw new UserError(`${option}: "${metric}" is no primary metric${hint}`);
		}
		return [metric ?? only, value];
	}));
}
async function openExisting(folder, { warn }) {
	return await lstat(join(folder, "runs")).catch(() => null) === null ? null : openRunStore(folder, warn);
}
function withExamples(spread, metric, records, { examples, disagreement }) {
	if (disagreement === void 0) {
		if (examples === void 0 || spread.examples !== null) return spread;
		throw new UserError(`--examples: how much ${metric} varies over test examples is not known, since no predictions on record tell; add --disagreement 0.1, the share of the examples on which two models predict differently`);
	}
	if (examples === void 0) throw new UserError("--disagreement: of how many test examples? Add --examples 1000");
	if (metric !== UNNAMED && !isShare(metric)) throw new UserError(`--disagreement: ${metric} is no share of examples, so the share that differs says nothing of it`);
	const whole = wholeOf(metric, records.flatMap(({ metrics }) => Object.values(metrics).flatMap((values) => values[metric] ?? [])));
	const components = {
		seed: spread.standardDeviation ** 2,
		example: disagreement * whole ** 2,
		rest: 0
	};
	return {
		...spread,
		examples: {
			count: null,
			unit: "test examples",
			components
		}
	};
}
function refuseUnknown(planned) {
	const unknown = planned.filter((one) => "unknown" in one);
	if (unknown.length < planned.length) return;
	const [first] = unknown;
	throw new UserError(`plan: it is not known how much ${first?.metric} varies between runs: ${first?.unknown}; ${HOW_TO_KNOW}`);
}
function secondsOf(records) {
	const finished = records.filter(({ status }) => status === "ok");
	if (finished.length === 0) return null;
	return finished.reduce((sum, { cost }) => sum + cost.wallSeconds, 0) / finished.length;
}
// src/cli/commands/plan.ts
function planCommand() {
	return new Command("plan").description("Says how many seeds and test examples an experiment needs, and what it costs. Trains nothing.").option("-c, --config <file>", "the experiment", "conclusive.yml").addOption(repeatable("--margin <[metric=]size>", "the smallest difference that matters (default: of the config)", sizeForMetric)).addOption(repeatable("--sd <[metric=]size>", "standard deviation between runs of one model (default: from the records of earlier runs)", sizeForMetric)).option("--examples <n>", "test examples to plan for (default: those of the records)", wholeNumber).option("--disagreement <share>", "share of the test examples on which two models predict differently, where no records tell", share(1)).option("--seeds <n|min..max>", "the design, e.g. 8 or 6..25 (default: seeds of the config)").option("--alpha <share>", "accepted probability of a false alarm (default: alpha of the config)", share(.5)).option("-p, --parallel <n>", "training processes at a time (default: limits.parallel, else one a core)", wholeNumber).option("--records <folder>", "where the records of earlier runs are (default: .conclusive beside the config)").option("--json", "print the plan as JSON (conclusive.plan/1)").action(async (options, command) => {
		const plan = await planAhead({
			repository: process.cwd(),
			config: options.config,
			isConfigNamed: command.getOptionValueSource("config") === "cli",
			margins: options.margin ?? [],
			deviations: options.sd ?? [],
			examples: options.examples,
			disagreement: options.disagreement,
			seeds: options.seeds === void 0 ? void 0 : parseSeeds("--seeds", options.seeds),
			alpha: options.alpha,
			parallel: options.parallel,
			records: options.records,
			warn: (message) => process.stderr.write(`warning: ${message}\n`)
		});
		process.stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : renderPlan(plan));
	});
}
function wholeNumber(text) {
	const value = number(text);
	if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError(`must be a whole number from 1, got "${text}"`);
	return value;
}
function share(most) {
	return (text) => {
		const value = number(text);
		if (!(value > 0 && value < most)) throw new InvalidArgumentError(`must lie between 0 and ${most}, got "${text}"`);
		return value;
	};
}
// src/stats/tests/bartels.ts
function bartelsTest(values, { random, samples = 19999 }) {
	if (values.length < 3) throw new StatisticsError("bartelsTest requires at least three values");
	requireFinite("bartelsTest", values);
	const ranks = midranks(values);
	const middle = (values.length + 1) / 2;
	const spread = ranks.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
	if (spread === 0) throw new StatisticsError("bartelsTest requires values that vary");
	const observed = steps(ranks);
	const order = [...ranks];
	let hits = 0;
	for (let sample = 0; sample < samples; sample++) {
		shuffle(order, random);
		if (steps(order) <= observed) hits++;
	}
	return {
		ratio: observed / spread,
		pValue: (hits + 1) / (samples + 1)
	};
}
function steps(ranks) {
	let sum = 0;
	for (let index = 1; index < ranks.length; index++) sum += (ranks[index] - ranks[index - 1]) ** 2;
	return sum;
}
// src/analysis/self-comparison/seed-order.ts
const SECOND_HALF = "baseline-again";
async function testSeedOrder(finished, values, request) {
	const alpha = request.alpha / 2;
	const primary = request.metrics.filter(({ role }) => role === "primary");
	const comparisons = await compareHalves(finished, {
		...request,
		alpha
	});
	return {
		tests: [...comparisons.flatMap(ofHalves), ...primary.flatMap((metric) => ofNeighbours(metric, values, alpha / primary.length))],
		comparisons
	};
}
function ofHalves(comparison) {
	if (comparison.role !== "primary" || comparison.difference === null) return [];
	const { metric, verdict, significanceLevel } = comparison;
	return [{
		metric,
		test: "halves",
		pValue: comparison.pValueAdjusted ?? comparison.pValue,
		significanceLevel,
		depends: verdict === "improvement" || verdict === "regression"
	}];
}
function ofNeighbours({ name }, values, significanceLevel) {
	const column = values.get(name) ?? [];
	if (isConstant(column)) return [];
	const { pValue } = bartelsTest(column, { random: streamOf("seed order", column) });
	return [{
		metric: name,
		test: "neighbours",
		pValue,
		significanceLevel,
		depends: pValue <= significanceLevel
	}];
}
async function compareHalves(finished, { rows, ...request }) {
	const { looks } = request;
	const half = Math.floor(finished.length / 2);
	const pairs = finished.slice(0, half).flatMap((record, index) => {
		const again = finished[half + index];
		return [{
			...record,
			seed: index
		}, {
			...again,
			seed: index,
			model: SECOND_HALF
		}];
	});
	const analysis = startAnalysis({
		...request,
		variants: [SECOND_HALF]
	});
	let comparisons = [];
	for (const [look, count] of looks.entries()) {
		const own = pairs.filter(({ seed }) => seed < count);
		const outcome = analysis.takeLook(own, look, rows && { examples: await rows.read(own) });
		comparisons = outcome.comparisons;
		if (outcome.undecided.length === 0) break;
	}
	return comparisons;
}
// src/stats/estimates/false-alarms.ts
const SPLITS = 5e3;
const RESAMPLES = 200;
const RESAMPLED_SPLITS = 300;
function falseAlarmRate(runs, looks, { level = .95, random }) {
	if (runs.length < 4) throw new StatisticsError("falseAlarmRate requires at least four runs");
	const last = looks.at(-1)?.pairs ?? 0;
	if (last < 2 || 2 * last > runs.length) throw new StatisticsError(`falseAlarmRate requires a last look at 2 to ${Math.floor(runs.length / 2)} pairs, half of the runs, but it is at ${last}`);
	for (const run of runs) requireFinite("falseAlarmRate", run);
	const rate = shareOfAlarms(runs, looks, SPLITS, random);
	const rates = Array.from({ length: RESAMPLES }, () => {
		return shareOfAlarms(runs.map(() => runs[randomInteger(random, runs.length)]), looks, RESAMPLED_SPLITS, random);
	});
	return {
		rate,
		interval: {
			level,
			low: Math.min(rate, quantile(rates, (1 - level) / 2)),
			high: Math.max(rate, quantile(rates, (1 + level) / 2))
		},
		splits: SPLITS
	};
}
function shareOfAlarms(runs, looks, splits, random) {
	const order = runs.map((_, index) => index);
	const metrics = runs[0]?.length ?? 0;
	let alarms = 0;
	for (let split = 0; split < splits; split++) {
		shuffle(order, random);
		alarms += alarmIn(runs, order, looks, metrics) ? 1 : 0;
	}
	return alarms / splits;
}
function alarmIn(runs, order, looks, metrics) {
	for (let metric = 0; metric < metrics; metric++) {
		let [pairs, mean, squares] = [
			0,
			0,
			0
		];
		for (const look of looks) {
			for (; pairs < look.pairs; pairs++) {
				const one = runs[order[2 * pairs]]?.[metric];
				const other = runs[order[2 * pairs + 1]]?.[metric];
				const step = one - other - mean;
				mean += step / (pairs + 1);
				squares += step * (one - other - mean);
			}
			const standardError = Math.sqrt(squares / (pairs - 1) / pairs);
			if (standardError > 0 && Math.abs(mean) >= look.critical * standardError) return true;
		}
	}
	return false;
}
// src/analysis/self-comparison/self-comparison.ts
const INTERVAL_LEVEL = .95;
const CHANCE = .05;
async function compareWithItself(records, request) {
	const { metrics, alpha, looks } = request;
	const finished = records.filter(({ status }) => status === "ok").sort((a, b) => a.seed - b.seed);
	const takenLooks = looksWithin(looks, Math.floor(finished.length / 2));
	const values = new Map(metrics.map(({ name }) => [name, valuesOf(finished, name)]));
	const primary = metrics.filter(({ role }) => role === "primary").map(({ name }) => name);
	const rate = (names, share) => {
		const varied = names.map((name) => values.get(name) ?? []).filter((column) => !isConstant(column));
		if (varied.length === 0) return null;
		const runs = finished.map((_, run) => varied.map((column) => column[run]));
		const random = streamOf("false alarms", runs.flat());
		return falseAlarmRate(runs, criticalLooks(takenLooks, share), {
			level: INTERVAL_LEVEL,
			random
		});
	};
	const order = await testSeedOrder(finished, values, {
		...request,
		looks: takenLooks
	});
	return {
		alpha,
		looks,
		takenLooks,
		runs: finished.length,
		falseAlarms: rate(primary, alpha / primary.length),
		metrics: metrics.map(({ name, role }) => ({
			metric: name,
			role,
			falseAlarms: rate([name], alpha),
			noise: noiseFloor(values.get(name) ?? [], looks, role === "primary" ? alpha / primary.length : alpha)
		})),
		seedOrder: order.tests,
		comparisons: order.comparisons
	};
}
function looksWithin(looks, pairs) {
	const reached = looks.filter((look) => look < pairs);
	return (looks.at(-1) ?? 0) < pairs ? reached : [...reached, pairs];
}
function valuesOf(records, metric) {
	const split = decidingSplit(records, metric);
	return split === null ? [] : seedValues(records, "baseline", metric, split).map(({ value }) => value);
}
function criticalLooks(looks, share) {
	return sequentialLevels(looks, looks).boundaries(share) ?? [];
}
function noiseFloor(values, looks, share) {
	if (values.length < 2 || isConstant(values)) return null;
	const spread = Math.SQRT2 * standardDeviation(values);
	const pairs = looks.at(-1) ?? 2;
	const level = sequentialLevels(looks, looks).difference(share);
	return {
		standardDeviation: spread,
		interval: standardDeviationInterval(spread, values.length, { level: INTERVAL_LEVEL }),
		detectable: minimumDetectableDifference({
			standardDeviation: spread,
			pairs,
			alpha: level,
			power: PLANNED_POWER
		}),
		singleRun: -studentTQuantile(CHANCE / 2, values.length - 1) * spread
	};
}
// src/report/html/document.ts
function renderDocument({ headline, lead, folded }, config) {
	const title = `${plainText(headline)} · ${plainText([{
		kind: "code",
		text: config
	}])}`;
	const folds = folded.map(({ name, blocks }) => foldHtml(name, blocksHtml(blocks)));
	return pageHtml(title, `<main>
<h1>${inlineHtml(headline)}</h1>
${blocksHtml(lead.flatMap(({ blocks }) => blocks))}
${folds.join("\n")}
</main>`);
}
// src/report/self-comparison.ts
function renderSelfComparison(result) {
	const document = compose(result);
	return {
		markdown: renderMarkdown(document),
		html: renderDocument(document, result.provenance.config),
		json: `${JSON.stringify(result, null, 2)}\n`,
		summary: [document.headline, runsLine(result)].map(plainText).join("\n")
	};
}
function compose(result) {
	const part = (name, blocks) => ({
		name,
		rank: 0,
		blocks
	});
	return {
		headline: headline(result),
		lead: [
			part("runs", paragraph(runsLine(result))),
			part("notices", result.provenance.notices.map((notice) => ({
				kind: "note",
				content: say`${prose(notice)}`
			}))),
			part("metrics", [noiseTable(result), ...small(legend(result))])
		],
		folded: [part("How this was measured", [{
			kind: "list",
			items: method(result)
		}]), part("Reproduce", [{
			kind: "lines",
			text: result.provenance.command,
			language: "sh"
		}])]
	};
}
function headline({ falseAlarms, alpha, consistent, independent, seedOrder }) {
	const accepted = `the accepted ${Number((100 * alpha).toFixed(2))} %`;
	if (falseAlarms === null) return say`⚪ A/A: every run of the baseline gave the same values, so nothing can raise a false alarm`;
	if (consistent && !independent) {
		const found = seedOrder.filter(({ depends }) => depends).map(orderTest);
		return say`❌ A/A: runs of the baseline depend on the order of their seeds: ${found.join("; ")}`;
	}
	const words = consistent ? `agrees with ${accepted}` : `is above ${accepted}`;
	return say`${consistent ? "✅" : "❌"} A/A: the false-alarm rate of the baseline against itself, ${rate(falseAlarms)}, ${words}`;
}
function runsLine({ runs, failedRuns, looks, takenLooks, independent }) {
	const failed = failedRuns === 0 ? "" : `, ${failedRuns} failed`;
	const [planned = 0, taken = 0] = [looks.at(-1), takenLooks.at(-1)];
	const pairs = taken === planned ? `${planned} pairs` : `${planned} pairs, of which ${taken} could be made`;
	return say`${runs} runs of the baseline under as many seeds${failed} · design of ${pairs} · ${independent ? "the order of the seeds plays no part that shows" : "the order of the seeds plays a part"}`;
}
function orderTest({ metric, test, pValue: p, significanceLevel }) {
	return `${metric}, ${test === "halves" ? "the first half differs from the second" : "runs of neighbouring seeds are alike"} (p ${pValue(p, significanceLevel)}, needed ≤ ${chosen(significanceLevel)})`;
}
function noiseTable(result) {
	const titles = [
		"False alarms",
		"Noise of a pair (sd)",
		`Detectable with ${result.looks.at(-1) ?? 0} pairs`,
		"One run each, by chance 1 in 20"
	];
	return {
		kind: "table",
		table: {
			columns: [{
				title: say`Metric`,
				align: "left"
			}, ...titles.map((title) => ({
				title: [title],
				align: "right"
			}))],
			rows: result.metrics.map((metric) => row(result, metric))
		}
	};
}
function row(result, { metric, falseAlarms, noise }) {
	const definition = result.definitions.find(({ name }) => name === metric);
	if (noise === null || definition === void 0) return [
		say`${metricTitle(metric)}`,
		["no spread"],
		[],
		[],
		[]
	];
	const format = metricFormat(definition, result.comparisons);
	return [
		say`${metricTitle(metric)}`,
		falseAlarms === null ? [] : [rate(falseAlarms)],
		[`${format.size(noise.standardDeviation)} ${format.bounds(noise.interval.low, noise.interval.high)}`],
		[format.size(noise.detectable)],
		[`±${format.size(noise.singleRun)}`]
	];
}
function legend({ metrics }) {
	const level = intervalLevel(metrics.find(({ noise }) => noise !== null)?.noise?.interval.level ?? .95);
	return say`In brackets: ${level} intervals. False alarms of a metric: of the t test over seeds, at the whole level, as if it were the only one. Noise: of the difference between two runs that share no seed; what a seed brings to both models cancels in a real pair.`;
}
function method({ falseAlarms, alpha, takenLooks, seedOrder, comparisons, provenance }) {
	const many = takenLooks.length === 1 ? "one look" : `${takenLooks.length} looks`;
	return [
		say`The runs are shuffled and set against each other in pairs, ${falseAlarms?.splits ?? 0} times over; each time the t test over seeds of the design is made with ${many}, at ${takenLooks.join(", ")} pairs, at α${"\xA0"}=${"\xA0"}${chosen(alpha)} shared among the primary metrics. Cross-checks, equivalence and futility can only lower the rate, and a test over examples, too, has at least the standard error of this one.`,
		say`The interval is a bootstrap over the runs: it holds the chance of the splits and that of having drawn these seeds. The rate speaks of the values: their skew, outliers and ties. Shuffling hides any dependence between runs.`,
		say`The order of the seeds, at half of α: ${seedOrder.length === 0 ? "nothing varies" : `${seedOrder.map(orderTestTold).join("; ")}`}. Halves: the first half of the seeds against the second, judged as any experiment is${comparisons.some((one) => one.difference !== null && one.crossed !== null) ? ", over seeds and test examples" : ""}. Neighbours: Bartels' rank test, one-sided.`,
		say`Detectable: found with a chance of 80${"\xA0"}%, at the level of the last look.`,
		say`Baseline: ${provenance.base === null ? "this checkout" : code(provenance.base)}.`
	];
}
function orderTestTold({ metric, test, pValue: p, significanceLevel }) {
	return `${metric}, ${test}: p ${pValue(p, significanceLevel)}, needed ≤ ${chosen(significanceLevel)}`;
}
function rate({ rate, interval }) {
	return `${percent(rate)} [${percent(interval.low)}, ${percent(interval.high)}]`;
}
function percent(share) {
	return `${(100 * share).toFixed(1)} %`;
}
// src/verdict/self-comparison.ts
function judgeSelfComparison(comparison, more) {
	const { falseAlarms, alpha, seedOrder } = comparison;
	return {
		schema: "conclusive.aa/1",
		...comparison,
		consistent: falseAlarms === null || falseAlarms.interval.low <= alpha,
		independent: !seedOrder.some(({ depends }) => depends),
		definitions: more.metrics,
		failedRuns: more.records.length - comparison.runs,
		provenance: more.provenance
	};
}
// src/experiment/against-itself.ts
async function runAgainstItself(request) {
	const experiment = await prepare(request);
	try {
		const { name, config, looks, trainer, models, output } = experiment;
		const { metrics, alpha, limits, folds } = config;
		if (folds !== null) throw new UserError("--aa: compares seeds with seeds, and the config has vary: folds; give it another vary");
		const seeds = seedsBetween(0, 2 * config.seeds.max);
		const parallel = runsAtATime(limits, request);
		const progress = createProgress(parallel, (event) => request.onProgress?.(event));
		progress.onPlanned({
			trainer: trainer.description,
			models: ["baseline"],
			looks: [seeds.length]
		});
		const context = runContext(experiment, request);
		const runs = planRuns(models.slice(0, 1), seeds);
		const trained = await trainRuns(runs, await lookUpRuns(runs, context), parallel, context, progress);
		const records = markIncompleteRuns(trained.records, context.declaredMetrics);
		refuseTooFew(records, (looks[0] ?? 2) * (1 - limits["failed-runs"]));
		const comparison = await compareWithItself(records, {
			rows: createCrossedRows({
				variants: [SECOND_HALF],
				metrics,
				verdictFor: config.verdict.for === "this-test-set" ? "this-test-set" : void 0,
				readerOf: createSplitReaders(experiment.store.predictionsOf)
			}),
			experiment: name,
			metrics,
			alpha,
			looks
		});
		const provenance = describeProvenance(experiment.origin, records);
		const result = judgeSelfComparison(comparison, {
			metrics,
			records,
			provenance: {
				...provenance,
				command: `${provenance.command} --aa`
			}
		});
		const { summary, ...report } = renderSelfComparison(result);
		await keepReport(output, report, "aa-");
		const files = [
			"aa-report.md",
			"aa-report.html",
			"aa-result.json"
		];
		const exitCode = result.consistent && result.independent ? 0 : 1;
		return {
			...report,
			summary,
			files,
			result,
			outputDirectory: output,
			exitCode
		};
	} finally {
		await experiment.close();
	}
}
function refuseTooFew(records, pairs) {
	const finished = records.filter(({ status }) => status === "ok").length;
	const needed = Math.max(4, 2 * Math.ceil(pairs));
	if (finished >= needed) return;
	const failure = records.find(({ status }) => status !== "ok")?.failure;
	throw new UserError(`--aa needs ${needed} finished runs of the baseline, but ${finished} of ${records.length} finished${failure ? `; the first failure: ${failure}` : ""}`);
}
// src/cli/commands/run.ts
function runCommand(signal) {
	return new Command("run").description("Trains what the config asks for, compares, and says what may be concluded.").option("-c, --config <file>", "the experiment", "conclusive.yml").option("--base <ref>", "what \"ref: base\" means (default: where this branch left the default branch)").option("--head <ref>", "what \"ref: head\" means (default: the checkout as it stands)").option("--seeds <n|min..max>", "seeds of each model, e.g. 5 or 6..25 (default: seeds of the config)").option("-o, --output <folder>", "where records and report go (default: .conclusive beside the config)").option("-p, --parallel <n>", "training processes at a time (default: limits.parallel, else one a core)", positiveInteger).option("--aa", "train the baseline alone and compare it with itself: false-alarm rate and noise of each metric").option("--json", "print the result as JSON (conclusive.result/1, conclusive.aa/1) instead of the report").action(async (options) => {
		const view = createProgressView(process.stderr, process.env);
		try {
			const outcome = await (options.aa === true ? runAgainstItself : runToVerdict)({
				...options,
				seeds: options.seeds === void 0 ? void 0 : parseSeeds("--seeds", options.seeds),
				repository: process.cwd(),
				outputDirectory: options.output,
				baseIsExact: options.base !== void 0,
				signal,
				onProgress: (progress) => view.show(progress)
			});
			view.end();
			process.stdout.write(options.json ? outcome.json : `${outcome.markdown}\n`);
			const folder = relative(process.cwd(), outcome.outputDirectory) || ".";
			process.stderr.write(`\n${outcome.summary}\n\n${outcome.files.join(", ")} and the records are in ${folder}\n`);
			process.exitCode = outcome.exitCode;
		} finally {
			view.end();
		}
	});
}
async function runToVerdict(request) {
	const outcome = await runExperiment(request);
	const files = [
		"report.md",
		"report.html",
		"result.json"
	];
	return {
		...outcome,
		files,
		summary: renderSummary(outcome.result)
	};
}
// src/cli/main.ts
const stop = new AbortController();
for (const name of [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
]) process.on(name, () => {
	if (stop.signal.aborted) process.exit(130);
	process.stderr.write("\nstopping; finished runs are kept (press again to leave at once)\n");
	stop.abort(new AbortedError("stopped by a signal"));
});
const program = new Command("conclusive").description("Tells whether a machine-learning improvement is real.").version(VERSION).addCommand(runCommand(stop.signal)).addCommand(planCommand()).addCommand(compareCommand()).addCommand(inspectCommand()).addCommand(initCommand()).addCommand(demoCommand(stop.signal)).showHelpAfterError("(conclusive --help lists what there is)").exitOverride();
for (const command of program.commands) command.copyInheritedSettings(program);
try {
	await program.parseAsync();
} catch (error) {
	process.exitCode = exitCodeOf(error);
}
function exitCodeOf(error) {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
	if (error instanceof AbortedError) {
		process.stderr.write("stopped; the same command goes on from the runs that are finished\n");
		return 130;
	}
	if (error instanceof UserError) {
		process.stderr.write(`error: ${error.message}\n`);
		return 2;
	}
	process.stderr.write(`${describeFault(error)}\n`);
	return 3;
}
export {};
