import {UsageError} from './usage-error.ts';

/**
The base URL of a backend, without a slash at its end. http and https only; `unix:/path/to.sock` names a Unix socket.
Throws a UsageError for anything else, and for a password in it, which would be seen in the process list.
*/
export function parseBackendUrl(text: string, setting = '--url'): string {
	if (text.startsWith('unix:/') && !text.slice(5).includes(':')) {
		return text;
	}

	const url = URL.parse(text);
	if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
		throw new UsageError(`${setting} "${redact(text)}" is not a URL; give the backend's base URL, such as https://sync.example.com or http://127.0.0.1:8484.`);
	}

	if (url.username !== '' || url.password !== '') {
		throw new UsageError(`${setting} holds a user name or password, which others may see; set SYNC_TUI_TOKEN in the environment instead.`);
	}

	if (url.search !== '' || url.hash !== '') {
		throw new UsageError(`${setting} "${url.origin}${url.pathname}" is followed by a query or a fragment; give the base URL alone.`);
	}

	const base = `${url.origin}${url.pathname}`;
	return base.endsWith('/') ? base.slice(0, -1) : base;
}

/** A token goes over https, to this machine, or not at all. */
export function isPrivateTransport(baseUrl: string): boolean {
	if (baseUrl.startsWith('unix:')) {
		return true;
	}

	const {protocol, hostname} = new URL(baseUrl);
	return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/v.test(hostname);
}

/** Whatever stands before an @ may be a password. */
function redact(text: string): string {
	const at = text.lastIndexOf('@');
	return at === -1 ? text : `…${text.slice(at)}`;
}
