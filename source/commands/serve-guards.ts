/** Who may ask a server, and as whom it answers: tokens and a certificate, kept as fresh as their files. */
import type {TlsFiles, TlsIdentity} from '../config/serve-tls.ts';
import {readTokensFile, type TokenEntry} from '../config/serve-tokens.ts';
import {keepFresh, type Fresh} from './keep-fresh.ts';

export type Guards = Disposable & {
	/** Those of the file that are in force; undefined where there is no file. */
	readonly tokens: (() => readonly TokenEntry[]) | undefined;
	/** Undefined where it speaks no TLS. */
	readonly tls: (() => TlsIdentity) | undefined;
	/** `listener` is told from now on of each new certificate. */
	onRenewal(listener: (identity: TlsIdentity) => void): void;
};

export type GuardFiles = {
	/** A path. */
	readonly tokensFile: string | undefined;
	readonly tls: TlsFiles | undefined;
};

export type GuardSurroundings = {
	/** Told of changes, and of what a person should know of the files. */
	readonly say: (text: string, level?: 'info' | 'error') => void;
	/** ms between two looks at the files. */
	readonly interval?: number | undefined;
};

/** Throws a UsageError for files that are wrong. */
export async function openGuards({tokensFile, tls}: GuardFiles, {say, interval}: GuardSurroundings): Promise<Guards> {
	let onRenewal: ((identity: TlsIdentity) => void) | undefined;
	let identity: Fresh<TlsIdentity> | undefined;
	if (tls !== undefined) {
		identity = await keepFresh([tls.cert, tls.key], {
			read: async () => readIdentity(tls, say),
			onChange(read) {
				onRenewal?.(read);
			},
			say,
			noun: 'certificate and key',
			interval,
		});
	}

	let tokens: Fresh<readonly TokenEntry[]> | undefined;
	try {
		tokens = tokensFile === undefined ? undefined : await keepFresh([tokensFile], {read: async () => readTokensFile(tokensFile), say, noun: 'tokens', interval});
	} catch (error) {
		identity?.[Symbol.dispose]();
		throw error;
	}

	return {
		tokens: tokens?.current,
		tls: identity?.current,
		onRenewal(listener) {
			onRenewal = listener;
		},
		[Symbol.dispose]() {
			tokens?.[Symbol.dispose]();
			identity?.[Symbol.dispose]();
		},
	};
}

async function readIdentity(files: TlsFiles, say: GuardSurroundings['say']): Promise<TlsIdentity> {
	const {readTlsFiles} = await import('../config/serve-tls.ts');
	const identity = await readTlsFiles(files);
	if (identity.expiresAt <= Date.now()) {
		say(`the certificate in ${files.cert} has expired, and clients refuse it`, 'error');
	}

	return identity;
}
