/** The file of tokens: what may stand in it, and what is said of what may not. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {parseTokens, readTokensFile} from '../../source/config/serve-tokens.ts';
import {complaintOf} from '../helpers/complaint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tokens-'));
after(() => {
	rmSync(folder, {recursive: true});
});

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const parse = async (text: string) => parseTokens(text, '/etc/tokens.toml');
const complaint = async (text: string) => complaintOf(async () => parse(text));
const entry = (rest: string, name = 'dashboard') => `[tokens.${name}]\nsha256 = "${hash(name)}"\n${rest}`;

describe('the file of tokens', () => {
	it('has a table for each: the hash, what it may, and until when', async () => {
		const [dashboard, engine, dated] = await parse([
			entry('scopes = ["read", "retry"]'),
			entry('scopes = ["ingest"]\nexpires = 2027-01-31T12:00:00+02:00', 'engine'),
			entry('scopes = ["read"]\nexpires = 2027-01-31', 'until-2027'),
		].join('\n'));
		assert.deepEqual(dashboard, {
			name: 'dashboard', sha256: createHash('sha256').update('dashboard').digest(), scopes: new Set(['read', 'retry']), expiresAt: undefined,
		});
		assert.deepEqual([engine?.name, engine?.expiresAt], ['engine', Date.parse('2027-01-31T10:00:00Z')]);
		// A date alone is its first moment in UTC.
		assert.deepEqual([dated?.name, dated?.expiresAt], ['until-2027', Date.parse('2027-01-31T00:00:00Z')]);
	});

	it('may hold no token, so that nobody is let in; but not nothing, as a file that is cut off does', async () => {
		assert.deepEqual(await parse('[tokens]'), []);
		assert.match(await complaint(''), /has no table of tokens, such as \[tokens\.dashboard\]/v);
	});

	const wrong: ReadonlyArray<readonly [what: string, text: string, complaint: RegExp]> = [
		['what is no TOML', '[tokens.dash', /^\/etc\/tokens\.toml is not TOML \(line 1, column \d+\)\.$/v],
		['the token in place of its hash', '[tokens.a]\nsha256 = "s3cret-token"\nscopes = ["read"]', /^\/etc\/tokens\.toml: tokens\.a\.sha256 is to be the SHA-256 of the token in 64 hexadecimal digits/v],
		['no hash', '[tokens.a]\nscopes = ["read"]', /tokens\.a\.sha256 is to be/v],
		['no scopes', entry(''), /tokens\.dashboard\.scopes is to be an array of scopes/v],
		['an empty list of scopes', entry('scopes = []'), /tokens\.dashboard\.scopes names no scope; there are read, ingest, retry\./v],
		['a scope that there is not', entry('scopes = ["reed"]'), /tokens\.dashboard\.scopes: "reed" is not a scope; is read meant\?/v],
		['a key that there is not', entry('scopes = ["read"]\nexpiry = 2027-01-01'), /tokens\.dashboard\.expiry is not known here; there are sha256, scopes, expires\./v],
		['an end in quotes', entry('scopes = ["read"]\nexpires = "2027-01-01"'), /tokens\.dashboard\.expires is to be a date/v],
		['an end without a zone', entry('scopes = ["read"]\nexpires = 2027-01-01T12:00:00'), /a time with a zone/v],
		['a time of any day', entry('scopes = ["read"]\nexpires = 12:00:00'), /tokens\.dashboard\.expires is to be a date/v],
		['something beside tokens', `tokenz = 1\n${entry('scopes = ["read"]')}`, /: tokenz is not known here/v],
		['a token that is no table', '[tokens]\na = "x"', /tokens\.a is to be a table/v],
		['a name that could be anything', `[tokens."a b"]\nsha256 = "${hash('a')}"\nscopes = ["read"]`, /^"a b" is no name for a token/v],
		['the name of the token of the environment', entry('scopes = ["read"]', 'default'), /^"default" is the name of the token of SYNC_TUI_TOKEN/v],
		['one token under two names', `${entry('scopes = ["read"]')}\n[tokens.other]\nsha256 = "${hash('dashboard').toUpperCase()}"\nscopes = ["ingest"]`, /tokens\.dashboard and tokens\.other are the same token/v],
	];
	for (const [what, text, expected] of wrong) {
		it(`is refused with ${what}, in one line`, async () => {
			assert.match(await complaint(text), expected);
		});
	}

	it('has its values repeated to nobody', async () => {
		const complaints = await Promise.all(['[tokens.a]\nsha256 = "s3cret"', '[tokens.a]\nsha256 = "s3cret\nscopes', '[tokens.a]\nexpires = "s3cret"\nscopes = "s3cret"'].map(async text => complaint(text)));
		assert.doesNotMatch(complaints.join('\n'), /s3cret|none/v);
	});

	it('is closed to changes by others, who could let anybody in', async () => {
		const file = path.join(folder, 'tokens.toml');
		writeFileSync(file, entry('scopes = ["read"]'));
		chmodSync(file, 0o644);
		assert.equal((await readTokensFile(file)).length, 1);
		for (const mode of [0o664, 0o646]) {
			chmodSync(file, mode);
			// eslint-disable-next-line no-await-in-loop
			assert.equal(await complaintOf(async () => readTokensFile(file)), `--tokens: ${file} can be changed by others, who could let anybody in; run: chmod go-w ${file}`);
		}
	});

	it('has to be there', async () => {
		const file = path.join(folder, 'none.toml');
		assert.equal(await complaintOf(async () => readTokensFile(file)), `--tokens: ${file} is of no use: there is no such file; sync-tui token new makes its entries.`);
	});
});
