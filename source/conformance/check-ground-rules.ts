/** What holds for all of the API: problems, ETags, HEAD, tokens. */
import {expect, Untold} from './findings.ts';
import {refused, type Check} from './check.ts';

const everywhere = 'everywhere';

export async function checkGroundRules(check: Check): Promise<void> {
	const {asker, recorder} = check;
	await recorder.rule(everywhere, 'what there is not is 404 not-found, as a problem (RFC 9457)', async () => refused(check, '/v1/there-is-no-such-thing', 'not-found'));
	await recorder.rule(everywhere, 'a parameter that it doesn\'t know is left alone', async () => {
		const {status} = await asker.ask('/v1/status?unknown-to-all=1');
		expect(status === 200, () => `/v1/status?unknown-to-all=1: expected 200, got ${status}`);
	});
	await recorder.rule(everywhere, 'an answer has an ETag, which is the same for the same data', async () => {
		// Data may change between two questions: of three, two in a row are the same in a backend that is right.
		const etags: Array<string | null> = [];
		const bodies: string[] = [];
		for (let times = 0; times < 4; times++) {
			const {headers, text} = await asker.ask('/v1/status'); // eslint-disable-line no-await-in-loop -- one after the other
			etags.push(headers.get('etag'));
			bodies.push(text.replace(/"generatedAt"\s*:\s*"[^"]*"/v, ''));
		}

		expect(etags.every(etag => etag !== null), () => '/v1/status: expected an ETag, got none');
		const same = bodies.flatMap((body, index) => index > 0 && body === bodies[index - 1] ? [index] : []);
		if (same.length === 0) {
			throw new Untold('the data changed with every question');
		}

		expect(same.every(index => etags[index] === etags[index - 1]), () => `/v1/status: expected the same ETag for the same data, got ${etags.join(', ')}`);
	});
	await recorder.rule(everywhere, 'a question with the ETag of data that still holds is answered with 304', async () => {
		for (let tries = 0; tries < 4; tries++) {
			/* eslint-disable no-await-in-loop -- data may change in between: then it is asked again */
			const {headers} = await asker.ask('/v1/status');
			const {status} = await asker.ask('/v1/status', {headers: {'if-none-match': headers.get('etag') ?? '"none"'}});
			/* eslint-enable no-await-in-loop */
			if (status === 304) {
				return;
			}
		}

		const before = await asker.ask('/v1');
		const {status} = await asker.ask('/v1', {headers: {'if-none-match': before.headers.get('etag') ?? '"none"'}});
		expect(status === 304, () => `/v1/status with If-None-Match: expected 304, got ${status}`);
		throw new Untold('the status changed with every question; GET /v1 was answered with 304');
	});
	await recorder.rule(everywhere, 'without a token that is needed, the answer is 401 unauthorized', async () => {
		if (!asker.hasToken) {
			throw new Untold('no token was given: set SYNC_TUI_TOKEN');
		}

		const {status} = await asker.ask('/v1/status', {isAnonymous: true});
		if (status === 200) {
			throw new Untold('it answers without a token, too');
		}

		expect(status === 401, () => `/v1/status without a token: expected 401, got ${status}`);
	});
	await recorder.rule(everywhere, 'the clock is right, within half a minute', async () => {
		const {headers} = await asker.ask('/v1/status');
		const date = Date.parse(headers.get('date') ?? '');
		if (Number.isNaN(date)) {
			throw new Untold('there is no Date header');
		}

		expect(Math.abs(date - Date.now()) <= 30_000, () => `Date: expected about ${new Date().toUTCString()}, got ${headers.get('date') ?? ''}`);
	});
}
