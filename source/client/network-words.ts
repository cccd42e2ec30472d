/** What the codes of Node's errors mean to the person who watches. */
import type {FailureCode} from './failure.ts';

type Words = readonly [FailureCode, string];

const words: Readonly<Record<string, Words>> = {
	ECONNREFUSED: ['unreachable', 'connection refused'],
	ECONNRESET: ['unreachable', 'the connection was reset'],
	EPIPE: ['unreachable', 'the connection was reset'],
	ENOENT: ['unreachable', 'the socket does not exist'],
	EACCES: ['unreachable', 'no permission to use the socket'],
	ENOTFOUND: ['unreachable', 'the host name is unknown'],
	EAI_AGAIN: ['unreachable', 'the host name can’t be looked up now'],
	EHOSTUNREACH: ['unreachable', 'the host is unreachable'],
	ENETUNREACH: ['unreachable', 'the network is unreachable'],
	EADDRNOTAVAIL: ['unreachable', 'no local address is free for a connection'],
	EMFILE: ['unreachable', 'too many files are open here'],
	CERT_HAS_EXPIRED: ['unreachable', 'a certificate has expired'],
	CERT_NOT_YET_VALID: ['unreachable', 'the certificate is not valid yet'],
	CERT_REVOKED: ['unreachable', 'the certificate was revoked'],
	DEPTH_ZERO_SELF_SIGNED_CERT: ['unreachable', 'the certificate is self-signed'],
	SELF_SIGNED_CERT_IN_CHAIN: ['unreachable', 'the certificate chain is self-signed'],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['unreachable', 'the certificate can’t be verified'],
	UNABLE_TO_GET_ISSUER_CERT: ['unreachable', 'the certificate’s issuer is unknown'],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['unreachable', 'the certificate’s issuer is unknown'],
	ERR_TLS_CERT_ALTNAME_INVALID: ['unreachable', 'the certificate is for another host'],
	EPROTO: ['unreachable', 'what answers does not speak TLS'],
	HPE_HEADER_OVERFLOW: ['too-large', 'the headers of the answer are larger than 16 KiB'],
	Z_DATA_ERROR: ['not-json', 'the compressed answer is damaged'],
	Z_BUF_ERROR: ['not-json', 'the compressed answer is cut off'],
};

/** The first that fits, for the codes that come in families. */
const families: ReadonlyArray<readonly [RegExp, Words]> = [
	[/^HPE_/v, ['unreachable', 'what answers does not speak HTTP']],
	[/^ERR_(?:SSL|TLS)_/v, ['unreachable', 'what answers does not speak TLS']],
	[/^(?:Z_|ZSTD_|ERR_BROTLI_|ERR__ERROR_)/v, ['not-json', 'the compressed answer is damaged']],
];

/** The kind of failure and a phrase for it; undefined for a code that says nothing to people. */
export function networkWords(code: string): Words | undefined {
	return Object.hasOwn(words, code) ? words[code] : families.find(([pattern]) => pattern.test(code))?.[1];
}
