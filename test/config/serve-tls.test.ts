import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {readTlsFiles} from '../../source/config/serve-tls.ts';
import {complaintOf} from '../helpers/complaint.ts';
import {privateKey, validCertificate} from '../helpers/certificates.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
after(() => {
	rmSync(folder, {recursive: true});
});

function write(name: string, text: string, mode = 0o600): string {
	const file = path.join(folder, name);
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
}

const cert = write('cert.pem', validCertificate, 0o644);
const complaint = async (files: {cert: string; key: string}) => complaintOf(async () => readTlsFiles(files));
const otherKey = generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey;

describe('certificate and key', () => {
	it('are read as they are, with the day on which the certificate ends', async () => {
		const key = write('key.pem', privateKey);
		assert.deepEqual(await readTlsFiles({cert, key}), {cert: validCertificate, key: privateKey, expiresAt: Date.parse('2099-01-01T00:00:00Z')});
	});

	it('are refused where others may read the key, and the line says what to do', async () => {
		for (const mode of [0o644, 0o604, 0o640]) {
			const key = write('open.pem', privateKey, mode);
			// eslint-disable-next-line no-await-in-loop
			assert.equal(await complaint({cert, key}), `--tls-key: ${key} is open to others, and a key must not be; run: chmod 600 ${key}`);
		}
	});

	it('have to belong together', async () => {
		const key = write('other.pem', String(otherKey.export({type: 'pkcs8', format: 'pem'})));
		assert.equal(await complaint({cert, key}), `--tls-key: ${key} is not the key of ${cert}; give the two that belong together.`);
	});

	it('have to be what they are said to be', async () => {
		const key = write('key.pem', privateKey);
		const text = write('notes.txt', 'no certificate');
		const locked = write('locked.pem', String(otherKey.export({type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x'})));
		assert.equal(await complaint({cert: text, key}), `--tls-cert: ${text} is not a certificate in PEM.`);
		assert.equal(await complaint({cert, key: text}), `--tls-key: ${text} is not a key that can be used; give one in PEM, without a passphrase.`);
		assert.equal(await complaint({cert, key: locked}), `--tls-key: ${locked} is not a key that can be used; give one in PEM, without a passphrase.`);
		assert.equal(await complaint({cert: `${cert}.none`, key}), `--tls-cert: ${cert}.none is of no use: there is no such file.`);
	});
});
