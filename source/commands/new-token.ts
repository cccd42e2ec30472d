/** `sync-tui token new`: makes a token, and forgets it. */
import {createHash, randomBytes} from 'node:crypto';
import {checkScopes, checkTokenName} from '../config/serve-tokens.ts';
import {UsageError} from '../config/usage-error.ts';

export type NewTokenFlags = {
	readonly name: string | undefined;
	/** `read,retry`. */
	readonly scopes?: string | undefined;
	/** `2027-01-31`, or a time with a zone. */
	readonly expires?: string | undefined;
};

type Streams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
};

/**
Writes the token to stdout, alone on a line, and its entry for the file of tokens to stderr. Each is fit to be sent to a file: the one for whoever is to have the
token, the other (`2>> tokens.toml`) for the server, which never sees more than the hash. Returns the exit code; throws a UsageError.
*/
export function newToken({name, scopes, expires}: NewTokenFlags, {stdout, stderr}: Streams): number {
	if (name === undefined) {
		throw new UsageError('token new is followed by a name for the token, such as: sync-tui token new dashboard --scopes read');
	}

	if (scopes === undefined) {
		throw new UsageError('token new wants --scopes: some of read, ingest and retry, such as --scopes read,retry');
	}

	const allowed = checkScopes(scopes.split(',').map(scope => scope.trim()).filter(scope => scope !== ''), '--scopes');
	const lines = [
		`[tokens.${checkTokenName(name)}]`,
		`scopes = [${[...allowed].map(scope => `"${scope}"`).join(', ')}]`,
		...(expires === undefined ? [] : [`expires = ${checkExpiry(expires)}`]),
	];
	// 256 bits. The prefix has tools that look for secrets in the wrong places find it.
	const token = `synctui_${randomBytes(32).toString('base64url')}`;
	stdout.write(`${token}\n`);
	stderr.write(`\n${[...lines, `sha256 = "${createHash('sha256').update(token).digest('hex')}"`].join('\n')}\n`);
	return 0;
}

/** As TOML has it. */
function checkExpiry(text: string): string {
	const isTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+\-]\d\d:\d\d))?$/v.test(text) && !Number.isNaN(Date.parse(text));
	// 31 February is read as 3 March.
	if (!isTime || new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) !== text.slice(0, 10)) {
		throw new UsageError('--expires is not a date; give 2027-01-31 (its first moment in UTC) or a time with a zone, 2027-01-31T12:00:00Z.');
	}

	return text;
}
