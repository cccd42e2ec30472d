/** The certificate and the key that `serve --tls-cert --tls-key` takes. */
import {X509Certificate} from 'node:crypto';
import {createSecureContext} from 'node:tls';
import {oneLine} from './one-line.ts';
import {readSmallFile, refusalWords, type SmallFile} from './read-small-file.ts';
import {UsageError} from './usage-error.ts';

/** Paths. */
export type TlsFiles = {readonly cert: string; readonly key: string};

export type TlsIdentity = {
	/** PEM: the certificate, and those of its issuers behind it. */
	readonly cert: string;
	/** PEM. */
	readonly key: string;
	/** ms since 1970 (UTC): from then on clients refuse it. */
	readonly expiresAt: number;
};

/** Bytes; a certificate with its chain is a tenth of it. */
const maxBytes = 256 * 1024;

/** Reads both and checks that they belong together. Throws a UsageError of one line, which repeats nothing of them. */
export async function readTlsFiles({cert: certFile, key: keyFile}: TlsFiles): Promise<TlsIdentity> {
	const [cert, key] = await Promise.all([read(certFile, '--tls-cert'), read(keyFile, '--tls-key')]);
	checkSecrecy(key, keyFile);
	const expiresAt = expiryOf(cert.text, certFile);
	try {
		createSecureContext({cert: cert.text, key: key.text});
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		throw new UsageError(code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
			? `--tls-key: ${oneLine(keyFile)} is not the key of ${oneLine(certFile)}; give the two that belong together.`
			: `--tls-key: ${oneLine(keyFile)} is not a key that can be used; give one in PEM, without a passphrase.`);
	}

	return {cert: cert.text, key: key.text, expiresAt};
}

async function read(file: string, setting: string): Promise<SmallFile> {
	return readSmallFile(file, maxBytes).catch((error: unknown) => {
		throw new UsageError(`${setting}: ${oneLine(file)} is of no use: ${refusalWords(error)}.`);
	});
}

/** As PostgreSQL has it: root's key may be read by a group, such as that of all servers; the user's own by nobody else. */
function checkSecrecy({mode, isOwn, isHandedOver}: SmallFile, file: string): void {
	if (process.platform === 'win32') {
		return;
	}

	if (!isOwn) {
		throw new UsageError(`--tls-key: ${oneLine(file)} belongs to another user; take a key of your own, or of root.`);
	}

	// eslint-disable-next-line no-bitwise -- permission bits
	if ((mode & (isHandedOver ? 0o027 : 0o077)) !== 0) {
		throw new UsageError(`--tls-key: ${oneLine(file)} is open to others, and a key must not be; run: chmod ${isHandedOver ? '640' : '600'} ${oneLine(file)}`);
	}
}

function expiryOf(text: string, file: string): number {
	try {
		return new X509Certificate(text).validToDate.getTime();
	} catch {
		throw new UsageError(`--tls-cert: ${oneLine(file)} is not a certificate in PEM.`);
	}
}
