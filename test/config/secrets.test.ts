/** Whatever flags, environment and file hold: a Config, or one line, and no secret in either. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseConfigFile} from '../../source/config/config-file.ts';
import {readCommandLine} from '../../source/config/command-line.ts';
import {resolveConfig} from '../../source/config/config.ts';
import {UsageError} from '../../source/config/usage-error.ts';

/** Nothing that is said by chance. */
const secret = 'hunter2Q';

/** Places in which a secret may stand by right or by mistake. */
const secretText = fc.constantFrom(
	secret, `${secret}\n`, `x ${secret}`, `/run/${secret}`,
);
const secretUrl = fc.constantFrom(
	`https://me:${secret}@a.example`, `http://${secret}@127.0.0.1`, `https://a.example/?key=${secret}`, `https://a.example#${secret}`, `https://me:${secret}`, `a.example?${secret}`, `ftp://${secret}@a.example`, `me:${secret}@a.example/x@y`, `https://a b@${secret}?`, `unix:/run/x?${secret}`, `\u{1B}[2J${secret}`,
);
const url = fc.oneof(
	{arbitrary: secretUrl, weight: 2},
	{arbitrary: fc.constantFrom('https://a.example', 'http://a.example', 'http://localhost:1', 'unix:/run/x', ''), weight: 3},
	fc.string({unit: 'binary'}),
	fc.webUrl(),
);
const databaseUrl = fc.oneof(
	fc.constantFrom(
		`postgres://me:${secret}@db/app`, `postgresql://:${secret}@db/app`, `mysql://me:${secret}@db/app`, `postgres://db/app?password=${secret}`, `postgres-replication://me:${secret}@db/app`, `oracle://me:${secret}@db/app`, `${secret}:x`, secret, `postgres:me:${secret}@db`, `postgres://me:%${secret}@db/app`,
	),
	fc.constantFrom('postgres://db/app', 'sqlite:x.db', 'mysql://me@db/app', 'postgres-replication://db/app'),
	fc.string({unit: 'binary'}),
);
const anyText = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('1', '5s', 'crm', 'true', '\n', '\u{1B}[31m'));
/** Seldom, so that settings that are fine come about. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({arbitrary: fc.constant(undefined), weight: 5}, {arbitrary, weight: 1});

const flags = fc.record({
	url: maybe(url), tokenFile: maybe(fc.constant(`/run/${secret}`)), connection: maybe(fc.constantFrom('crm', 'erp', 'a\nb')), demo: maybe(fc.boolean()),
	demoSpeed: maybe(anyText), seed: maybe(anyText), interval: maybe(anyText), timeout: maybe(anyText), readOnly: maybe(fc.boolean()), cache: maybe(fc.boolean()),
	insecureHttp: maybe(fc.boolean()), database: maybe(databaseUrl), passwordFile: maybe(fc.constant(`/run/${secret}`)), preset: maybe(fc.constant('pg-boss')),
	allowWrites: maybe(fc.boolean()), file: maybe(fc.constant('errors.csv')), columns: maybe(anyText),
});
const environment = fc.record({
	SYNC_TUI_URL: maybe(url), SYNC_TUI_TOKEN: maybe(secretText), SYNC_TUI_TOKEN_FILE: maybe(secretText), LANG: maybe(anyText), NO_COLOR: maybe(anyText), TERM: maybe(anyText),
	SYNC_TUI_DATABASE: maybe(databaseUrl), SYNC_TUI_DATABASE_PASSWORD: maybe(secretText), SYNC_TUI_CLIENT_SECRET: maybe(secretText),
});
const wrongValue = fc.oneof(secretText, fc.integer(), fc.boolean(), fc.array(secretText, {maxLength: 3}));
const either = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({arbitrary, weight: 9}, wrongValue);
const connection = fc.record({
	url: fc.oneof({arbitrary: fc.constant('https://a.example'), weight: 3}, {arbitrary: fc.constant(undefined), weight: 1}, either(url)), tokenFile: maybe(either(secretText)), tokenCommand: maybe(either(fc.array(secretText, {maxLength: 3}))),
	interval: maybe(fc.constantFrom('5s', 5, 'soon', true)), readOnly: maybe(either(fc.boolean())), insecureHttp: maybe(either(fc.boolean())),
	token: maybe(secretText), intervall: maybe(secretText), database: maybe(either(databaseUrl)), passwordFile: maybe(secretText), passwordCommand: maybe(either(fc.array(secretText, {maxLength: 3}))),
	publisher: maybe(either(databaseUrl)), dataverse: maybe(either(url)), clientSecret: maybe(secretText), password: maybe(secretText), preset: maybe(fc.constant('outbox')),
});
const file = fc.record({
	url: maybe(either(url)), tokenFile: maybe(either(secretText)), tokenCommand: maybe(either(fc.array(secretText))), default: maybe(either(fc.constantFrom('crm', 'erp'))),
	ascii: maybe(either(fc.boolean())), connections: either(fc.dictionary(fc.constantFrom('crm', 'crm', 'erp', 'erp', 'serve', 'a b'), either(connection), {maxKeys: 2})),
	apiKey: maybe(secretText), password: maybe(secretText),
});

/** Where a secret is to be had is for who fetches it; the rest of a Config goes anywhere. */
function withoutOrigin(value: unknown): unknown {
	if (typeof value === 'object' && value !== null && 'setting' in value) {
		return value.setting;
	}

	return typeof value === 'string' && value.startsWith('--password-file=') ? '--password-file' : value;
}

const entriesOf = (table: object): Array<[string, unknown]> => Object.entries(table).filter(([, value]) => value !== undefined);

/** As TOML writes it: JSON is the same but for tables. */
function tomlOf(value: unknown): string {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? `{${entriesOf(value).map(([key, each]) => `${JSON.stringify(key)} = ${tomlOf(each)}`).join(', ')}}`
		: (Array.isArray(value) ? `[${value.map(each => tomlOf(each)).join(', ')}]` : JSON.stringify(value));
}

const toml = fc.oneof(
	{arbitrary: file.map(table => entriesOf(table).map(([key, value]) => `${key} = ${tomlOf(value)}\n`).join('')), weight: 9},
	// Cut off or scrambled, so that it isn't TOML any more.
	fc.tuple(file, fc.nat(60)).map(([table, cut]) => `token = "${secret}${JSON.stringify(table).slice(cut)}`),
	fc.string().map(text => `${text}${secret}`),
);

const line = /^[^\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]+$/v;

function checkError(error: unknown): void {
	assert.ok(error instanceof UsageError, String(error));
	assert.match(error.message, line);
	assert.ok(!error.message.includes(secret), error.message);
}

describe('the settings', () => {
	it('come to a Config or to one line, and say no secret', async () => {
		const seen = {configs: 0, lines: 0};
		await fc.assert(fc.asyncProperty(flags, environment, maybe(toml), async (given, env, text) => {
			try {
				const config = resolveConfig(given, env, text === undefined ? undefined : await parseConfigFile(text, '/etc/sync.toml'));
				seen.configs++;
				// Where the token comes from is known, and what is to be run for it, but that is for the source of the token alone.
				const {connection: {kind}} = config;
				assert.ok(!JSON.stringify(config, (_, value: unknown) => withoutOrigin(value)).includes(secret), kind);
			} catch (error) {
				seen.lines++;
				checkError(error);
			}
		}), {numRuns: 1500});
		// Both happen often enough for this to say something.
		assert.ok(seen.configs > 100 && seen.lines > 100, JSON.stringify(seen));
	});

	it('are read from any command line, or refused in one line that repeats no value', () => {
		const word = fc.oneof(
			fc.constantFrom('--token', '--tokne', '--api-key', '-t', '--url', '--interval', '--port', '--no-url', '--json', '--', 'serve', 'cache', 'info', '--url.x', '--constructor', '--help=x'),
			fc.constantFrom(`--token=${secret}`, `--tokne=${secret}`, `--url=${secret}`, `--json=${secret}`, `-t=${secret}`, `--demo=${secret}`),
			fc.string({unit: 'binary'}).map(text => `--${text}`),
		);
		fc.assert(fc.property(fc.array(word, {maxLength: 5}), argv => {
			try {
				const {command} = readCommandLine(argv);
				assert.equal(typeof command, 'string');
			} catch (error) {
				checkError(error);
			}
		}), {numRuns: 1500});
	});
});
