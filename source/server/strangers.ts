/** Keeps web pages of other sites from asking a server that trusts whoever can reach it. */
import {isLoopbackHost} from './loopback.ts';

/**
Why a request to a server on loopback without a token is refused; undefined where it isn't. A page of evil.example, open in a browser on this computer, can let
its own name mean 127.0.0.1 and read what is here as its own site's ("DNS rebinding"): the `Host` header still has the name that it asked for. Where `Origin` is
sent, it has to be that very host: no page of another site, or port, has a reason to come. A request without `Host` is no browser's.
*/
export function refusalOfStranger(headers: Headers): string | undefined {
	const host = headers.get('host');
	if (host !== null && !isLoopbackHost(hostnameOf(host) ?? '')) {
		return `without a token this server answers to localhost and 127.0.0.1 alone, not to the name ${JSON.stringify(host)}: use one of those, or start it with SYNC_TUI_TOKEN`;
	}

	const origin = headers.get('origin');
	return origin === null || origin === `http://${host}`
		? undefined
		: `without a token this server answers to no web page of another site (${JSON.stringify(origin)})`;
}

/** Without port and brackets; undefined of what is no host. */
function hostnameOf(host: string): string | undefined {
	// As a browser reads it: `0x7f.1` is 127.0.0.1. A user name or a path could hide another host.
	if (/[\s#\/?@\\]/v.test(host) || !URL.canParse(`http://${host}`)) {
		return undefined;
	}

	return new URL(`http://${host}`).hostname.replaceAll(/^\[|\]$/gv, '');
}
