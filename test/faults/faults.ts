/** How each row of the table in docs/operations.md is brought about. */
import type {Fault} from '../helpers/fault-proxy.ts';
import * as answers from '../helpers/faults/answers.ts';
import * as connections from '../helpers/faults/connections.ts';
import * as sizes from '../helpers/faults/sizes.ts';

const gigabyte = 1024 ** 3;
const problem = JSON.stringify({type: 'about:blank', title: 'Not now', status: 503, code: 'unavailable', detail: 'the ledger is busy'});

export type Injected = Fault | 'closed';

/** Made when its turn comes: a bomb takes its time to pack. The certificate has a test of its own, certificate.test.ts. */
export const faults: Readonly<Record<string, () => Injected | Promise<Injected>>> = {
	'nothing listens': () => 'closed',
	'no answer comes': () => connections.hang,
	'an answer stops in its middle': () => connections.hangMidBody,
	'an answer comes byte by byte': () => connections.slow(20),
	'answers come late, but within the time limit': () => connections.latency(300),
	'the connection is reset': () => connections.reset,
	'a connection that was kept open is closed': () => connections.resetOnceUsed,
	'an answer is cut off': () => connections.truncate,
	'an answer is cut off, and nobody said how long it is': () => connections.truncateSilently,
	500: () => answers.status(500, {}, 'oops'),
	'502 with a web page': () => answers.status(502),
	401: () => answers.status(401),
	403: () => answers.status(403),
	404: () => answers.status(404),
	'429 with Retry-After': () => answers.status(429, {'retry-after': '3'}),
	'503 with Retry-After': () => answers.status(503, {'retry-after': new Date(Date.now() + 3000).toUTCString()}, problem),
	'a wrong type': () => answers.wrongTypes('/v1/status'),
	'a web page instead of JSON': () => answers.html,
	'an empty answer': () => answers.empty,
	'another charset': () => answers.utf16,
	'compressed, and damaged': () => sizes.badGzip,
	'compressed with something unknown': () => answers.status(200, {'content-encoding': 'snappy'}, '{}'),
	'a small answer that unpacks to 1 GB': async () => sizes.bomb('br', gigabyte),
	'an answer of 200 MB': () => sizes.huge(200_000_000),
	'an answer of 200 MB, and nobody said how long it is': () => sizes.huge(200_000_000, {isAnnounced: false}),
	'lists within lists, 100,000 deep': () => answers.status(200, {}, '['.repeat(100_000) + ']'.repeat(100_000)),
	'headers without end': () => sizes.endlessHeaders,
	'a redirect to another host': () => answers.redirect('http://me:secret@other.example'),
	'a 304 that answers nothing': () => answers.unasked304(),
	'no ETag any more': () => answers.noEtag,
	'everything is told twice': () => answers.duplicate,
	'the backend\'s clock is 5 minutes ahead': () => answers.skew(330_000),
};

/** What is tried with all other tests, in the time that there is for it. */
export const shortForm: ReadonlySet<string> = new Set([
	'nothing listens', 'an answer is cut off', '502 with a web page', '429 with Retry-After', 'a wrong type', 'an answer of 200 MB',
]);
