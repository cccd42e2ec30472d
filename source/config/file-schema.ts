/** Which settings a config file may have, and of which types. */
import * as v from 'valibot';
import {nearest} from './nearest.ts';
import {oneLine} from './one-line.ts';
import {UsageError} from './usage-error.ts';

export const aCommand = 'an array of a program and its arguments, such as ["pass", "show", "crm"]';
const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The text of each check says what is expected. */
const connectionEntries = {
	url: v.optional(v.string('a URL in quotes')),
	tokenFile: v.optional(v.string('a path in quotes')),
	tokenCommand: v.optional(v.array(v.string(aCommand), aCommand)),
	interval: v.optional(v.union([v.string(), v.number()], 'a pause, such as "5s"')),
	timeout: v.optional(v.union([v.string(), v.number()], 'a time, such as "10s"')),
	readOnly: v.optional(v.boolean('true or false')),
	insecureHttp: v.optional(v.boolean('true or false')),
};
/** What is served by a server of our own, in place of a url. */
const backendEntries = {
	database: v.optional(v.string('a URL in quotes, such as "postgres://reader@db.example/app"')),
	passwordFile: v.optional(v.string('a path in quotes')),
	passwordCommand: v.optional(v.array(v.string(aCommand), aCommand)),
	preset: v.optional(v.string('the name of a preset in quotes, such as "pg-boss"')),
	options: v.optional(v.pipe(
		v.custom<Record<string, unknown>>(isTable, 'a table of the preset\'s options, such as {schema = "pgboss"}'),
		v.record(v.string(), v.union([v.string(), v.number(), v.boolean()], 'a text, a number, true or false')),
	)),
	mapping: v.optional(v.custom<Record<string, unknown>>(isTable, 'a table that says how tables are read')),
	allowWrites: v.optional(v.boolean('true or false')),
	publisher: v.optional(v.string('a URL in quotes, such as "postgres://reader@primary.example/app"')),
	publisherPasswordFile: v.optional(v.string('a path in quotes')),
	publisherPasswordCommand: v.optional(v.array(v.string(aCommand), aCommand)),
	log: v.optional(v.string('a path in quotes')),
	dataverse: v.optional(v.string('a URL in quotes, such as "https://org.crm.dynamics.com"')),
	tenant: v.optional(v.string('the tenant\'s id in quotes')),
	clientId: v.optional(v.string('the application\'s id in quotes')),
	authority: v.optional(v.string('a URL in quotes, such as "https://login.microsoftonline.us"')),
	secretFile: v.optional(v.string('a path in quotes')),
	secretCommand: v.optional(v.array(v.string(aCommand), aCommand)),
	file: v.optional(v.string('a path in quotes')),
	columns: v.optional(v.pipe(
		v.custom<Record<string, unknown>>(isTable, 'a table of columns, such as {message = "Fehlertext"}'),
		v.record(v.string(), v.string('the name of a column in quotes')),
	)),
	timeZone: v.optional(v.string('the name of a time zone in quotes, such as "Europe/Madrid"')),
};
const ConnectionSchema = v.pipe(v.custom<Record<string, unknown>>(isTable, 'a table of settings'), v.strictObject({...connectionEntries, ...backendEntries}));
const fileEntries = {
	...connectionEntries,
	ascii: v.optional(v.boolean('true or false')),
	focus: v.optional(v.boolean('true or false')),
	cache: v.optional(v.boolean('true or false')),
	default: v.optional(v.string('the name of a connection in quotes')),
	connections: v.optional(v.pipe(
		v.custom<Record<string, unknown>>(isTable, 'a table of connections, such as [connections.crm]'),
		v.record(v.string(), ConnectionSchema),
	), {}),
};
/** What is no setting is refused. */
export const FileSchema = v.strictObject(fileEntries);
/** The settings of one connection, as they stand in the file. */
export type ConnectionTable = v.InferOutput<typeof ConnectionSchema>;

type Issue = v.InferIssue<typeof FileSchema>;

/** One line: the file, the key's path, what is expected there and what stands there; of values, the type alone. */
export function complaintAbout(issue: Issue, file: string): UsageError {
	const keys = issue.path?.map(({key}) => String(key)) ?? [];
	const at = placeIn(file, keys);
	if (issue.expected !== 'never') {
		return new UsageError(`${at} is to be ${issue.message}, and is ${typeName(issue.input)}.`);
	}

	const key = keys.at(-1) ?? '';
	if (/^(?:access|api|auth|bearer|client)?[\-_]?(?:key|pass(?:word|wd)?|secret|token)$/iv.test(key)) {
		const kind = /pass/iv.test(key) ? 'password' : (/secret/iv.test(key) ? 'secret' : 'token');
		return new UsageError(`${at} would keep a secret in a file that gets copied around; name a file with ${kind}File, or a program that prints it with ${kind}Command.`);
	}

	if (keys.length === 1 && Object.hasOwn(backendEntries, key)) {
		return new UsageError(`${at} belongs to a connection; put it into a table such as [connections.app], and name that with default.`);
	}

	const known = Object.keys(keys.length === 1 ? fileEntries : {...connectionEntries, ...backendEntries});
	const meant = nearest(key, known);
	return new UsageError(`${at} is not a setting; ${meant === undefined ? `there are ${known.join(', ')}.` : `is ${meant} meant?`}`);
}

/** The file and the key's path in it, as TOML writes it. */
export function placeIn(file: string, keys: readonly string[]): string {
	return `${oneLine(file)}: ${keys.map(key => oneLine(/^[\w\-]+$/v.test(key) ? key : JSON.stringify(key))).join('.')}`;
}

function typeName(value: unknown): string {
	if (typeof value === 'object') {
		return Array.isArray(value) ? 'an array' : (value instanceof Date ? 'a date' : 'a table');
	}

	return typeof value === 'string' ? 'text' : (typeof value === 'boolean' ? String(value) : `a ${typeof value}`);
}
