/** Everything that the contract promises, asked of a backend. It only reads. */
import type {Asker} from './asker.ts';
import {checkErrors} from './check-errors.ts';
import {checkGroundRules} from './check-ground-rules.ts';
import {checkPending} from './check-pending.ts';
import {checkCapabilities, checkService, checkStatus} from './check-status.ts';
import {checkThroughput} from './check-throughput.ts';
import {createRecorder, type Finding} from './findings.ts';

/** `onFinding` is told of each as it is made. Throws an AskError where the backend gives no answer at all. */
export async function runChecks(asker: Asker, onFinding?: (finding: Finding) => void): Promise<readonly Finding[]> {
	const recorder = createRecorder(onFinding);
	const check = {asker, recorder};
	const service = await checkService(check);
	const status = await checkStatus(check);
	await checkCapabilities(check, service, status);
	const has = (capability: string) => service?.capabilities?.includes(capability) === true;
	for (const [capability, endpoint, body] of [
		['throughput', 'GET /v1/throughput', async () => checkThroughput(check)],
		['pending', 'GET /v1/objects/{object}/pending', async () => checkPending(check, status)],
		['errors', 'GET /v1/errors', async () => checkErrors(check, service)],
	] as const) {
		if (has(capability)) {
			await body(); // eslint-disable-line no-await-in-loop -- one after the other
		} else {
			recorder.notOffered(endpoint, `is what the contract says (${capability})`);
		}
	}

	await checkGroundRules(check);
	return recorder.findings;
}
