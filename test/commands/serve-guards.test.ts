/** Tokens and certificates that change while the server runs. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, before, beforeEach, describe, it} from 'node:test';
import {openGuards, type GuardFiles, type Guards} from '../../source/commands/serve-guards.ts';
import {complaintOf} from '../helpers/complaint.ts';
import {expiredCertificate, privateKey, validCertificate} from '../helpers/certificates.ts';

let folder: string;
let guards: Guards | undefined;
let said: string[];
const heard = new EventTarget();
before(() => {
	process.umask(0o022);
});
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'guards-'));
	said = [];
});
afterEach(() => {
	guards?.[Symbol.dispose]();
	guards = undefined;
	rmSync(folder, {recursive: true});
});

const fileOf = (name: string) => path.join(folder, name);
const tokenFile = (...names: string[]) => names.map(name => `[tokens.${name}]\nsha256 = "${createHash('sha256').update(name).digest('hex')}"\nscopes = ["read"]\n`).join('');

async function open(files: Partial<GuardFiles>): Promise<Guards> {
	guards = await openGuards({tokensFile: undefined, tls: undefined, ...files}, {
		interval: 10,
		say(text) {
			said.push(text);
			heard.dispatchEvent(new Event('line'));
		},
	});
	return guards;
}

/** The next line that is said after `change`. */
async function lineAfter(change: () => void): Promise<string | undefined> {
	const line = once(heard, 'line');
	change();
	await line;
	return said.at(-1);
}

const names = () => guards?.tokens?.().map(({name}) => name);

describe('tokens', () => {
	it('are those of the file, and new ones count as soon as it has changed', async () => {
		writeFileSync(fileOf('tokens.toml'), tokenFile('a'));
		await open({tokensFile: fileOf('tokens.toml')});
		assert.deepEqual(names(), ['a']);
		const line = await lineAfter(() => {
			writeFileSync(fileOf('tokens.toml'), tokenFile('a', 'b'));
		});
		assert.equal(line, 'the tokens changed and are in force');
		assert.deepEqual(names(), ['a', 'b']);
	});

	it('are found where the file is replaced by another, and where a link leads to another folder, as Kubernetes has it', async () => {
		const [one, two] = [mkdtempSync(fileOf('one-')), mkdtempSync(fileOf('two-'))];
		writeFileSync(path.join(one, 'tokens.toml'), tokenFile('a'));
		writeFileSync(path.join(two, 'tokens.toml'), tokenFile('b'));
		symlinkSync(one, fileOf('data'));
		await open({tokensFile: fileOf('data/tokens.toml')});
		await lineAfter(() => {
			symlinkSync(two, fileOf('data.new'));
			renameSync(fileOf('data.new'), fileOf('data'));
		});
		assert.deepEqual(names(), ['b']);
	});

	it('stay as they were where the file is wrong or gone, and one line says so', async () => {
		writeFileSync(fileOf('tokens.toml'), tokenFile('a'));
		await open({tokensFile: fileOf('tokens.toml')});
		const wrong = await lineAfter(() => {
			writeFileSync(fileOf('tokens.toml'), `${tokenFile('a')}[tokens.b]\nscopes = ["all"]\n`);
		});
		assert.match(wrong ?? '', /^[^\n]*tokens\.b\.sha256[^\n]* The tokens from before stay in force\.$/v);
		assert.deepEqual(names(), ['a']);
		const gone = await lineAfter(() => {
			rmSync(fileOf('tokens.toml'));
		});
		assert.match(gone ?? '', /there is no such file[^\n]* The tokens from before stay in force\.$/v);
		await lineAfter(() => {
			writeFileSync(fileOf('tokens.toml'), tokenFile('c'));
		});
		assert.deepEqual(names(), ['c']);
		assert.equal(said.length, 3);
	});

	it('have to be right at the start', async () => {
		writeFileSync(fileOf('tokens.toml'), 'nonsense');
		assert.match(await complaintOf(async () => open({tokensFile: fileOf('tokens.toml')})), /is not TOML/v);
	});
});

describe('a certificate', () => {
	const write = (certificate: string) => {
		writeFileSync(fileOf('cert.pem'), certificate);
		writeFileSync(fileOf('key.pem'), privateKey);
		chmodSync(fileOf('key.pem'), 0o600);
	};

	const files = () => ({tls: {cert: fileOf('cert.pem'), key: fileOf('key.pem')}});

	it('that is renewed is handed to the server', async () => {
		write(expiredCertificate);
		const {tls, onRenewal} = await open(files());
		assert.equal(tls?.().cert, expiredCertificate);
		// An expired one is worth a word, and no reason not to begin: its clients may not care.
		assert.deepEqual(said, [`the certificate in ${fileOf('cert.pem')} has expired, and clients refuse it`]);
		const renewed = Promise.withResolvers<string>();
		onRenewal(({cert}) => {
			renewed.resolve(cert);
		});
		const line = await lineAfter(() => {
			write(validCertificate);
		});
		assert.equal(line, 'the certificate and key changed and are in force');
		assert.equal(await renewed.promise, validCertificate);
	});

	it('stays where the new one is of no use', async () => {
		write(validCertificate);
		const {tls} = await open(files());
		const line = await lineAfter(() => {
			write('half a certif');
		});
		assert.match(line ?? '', /^--tls-cert: [^\n]* is not a certificate in PEM\. The certificate and key from before stay in force\.$/v);
		assert.equal(tls?.().cert, validCertificate);
	});
});

it('where neither is asked for there is neither', async () => {
	const {tokens, tls} = await open({});
	assert.deepEqual([tokens, tls], [undefined, undefined]);
});
