/** Who answers, and the backlog. */
import {ServiceSchema, type Service} from '../contract/service.ts';
import {StatusSchema, type Status} from '../contract/status.ts';
import {answered, exact, type Check} from './check.ts';
import {Broken, expect, Untold} from './findings.ts';

/** A backend without `GET /v1` has the status alone. */
export async function checkService(check: Check): Promise<Service | undefined> {
	const {asker, recorder} = check;
	const reply = await asker.ask('/v1');
	if (reply.status === 404) {
		recorder.notOffered('GET /v1', 'says who answers and what it can do');
		return undefined;
	}

	return recorder.rule('GET /v1', 'says who answers and what it can do', async () => answered(check, '/v1', ServiceSchema));
}

export async function checkStatus(check: Check): Promise<Status | undefined> {
	const {recorder} = check;
	const endpoint = 'GET /v1/status';
	const status = await recorder.rule(endpoint, 'is what the contract says, field by field', async () => answered(check, '/v1/status', StatusSchema));
	if (status === undefined) {
		return undefined;
	}

	const {objects} = status;
	await recorder.rule(endpoint, 'names each object once', () => {
		const twice = objects.find(({object}, index) => objects.findIndex(other => other.object === object) !== index);
		expect(twice === undefined, () => `objects: ${JSON.stringify(twice?.object)} is there twice`);
	});
	await recorder.rule(endpoint, 'has no oldest record where nothing waits', () => {
		for (const [index, {pending, oldest}] of objects.entries()) {
			for (const operation of ['insert', 'update', 'delete'] as const) {
				expect(pending[`${operation}s`] !== 0 || (oldest?.[operation] ?? null) === null, () => `objects[${index}].oldest.${operation}: expected null, as nothing of it waits`);
			}
		}
	});
	await recorder.rule(endpoint, 'has an oldest record that is not of the future', () => {
		const said = Date.parse(status.generatedAt ?? '');
		const limit = Math.max(Date.now(), Number.isNaN(said) ? 0 : said) + 60_000;
		for (const [index, {oldest}] of objects.entries()) {
			for (const operation of ['insert', 'update', 'delete'] as const) {
				const changedAt = oldest?.[operation]?.changedAt;
				expect(changedAt === undefined || Date.parse(changedAt) <= limit, () => `objects[${index}].oldest.${operation}.changedAt: ${changedAt ?? ''} is to come`);
			}
		}
	});
	await recorder.rule(endpoint, 'counts no more in its directions than in all', () => {
		const compared = objects.flatMap(({pending, directions}, index) => (['inserts', 'updates', 'deletes'] as const).flatMap(operations => {
			const total = exact(pending[operations]);
			const parts = [directions?.inbound?.[operations], directions?.outbound?.[operations]].map(count => exact(count)).filter(count => count !== undefined);
			return total === undefined || parts.length === 0 ? [] : [{index, operations, total, sum: parts.reduce((all, part) => all + part, 0)}];
		}));
		const wrong = compared.find(({total, sum}) => sum > total);
		expect(wrong === undefined, () => `objects[${wrong?.index ?? 0}].directions: ${wrong?.sum ?? 0} ${wrong?.operations ?? ''} in all, expected at most ${wrong?.total ?? 0}`);
		if (compared.length === 0) {
			throw new Untold('it says no directions');
		}
	});
	return status;
}

/** Offered ones answer, others say 501. */
export async function checkCapabilities(check: Check, service: Service | undefined, status: Status | undefined): Promise<void> {
	const object = encodeURIComponent(status?.objects[0]?.object ?? 'none');
	const day = 86_400_000;
	const to = Math.floor(Date.now() / day) * day;
	const span = `from=${new Date(to - day).toISOString()}&to=${new Date(to).toISOString()}`;
	const places = {
		throughput: `/v1/throughput?${span}`,
		pending: `/v1/objects/${object}/pending?limit=1`,
		errors: '/v1/errors?limit=1',
		'error-facets': '/v1/errors/facets',
		'error-causes': '/v1/errors/causes?limit=1',
		'error-export': '/v1/errors/export?format=csv&q=there-is-no-such-word-anywhere',
	};
	for (const [capability, place] of Object.entries(places)) {
		const isOffered = service?.capabilities?.includes(capability) === true;
		// eslint-disable-next-line no-await-in-loop -- one after the other
		await check.recorder.rule('capabilities', `${isOffered ? 'offers' : 'does not offer'} ${capability}, and that is so`, async () => {
			if (capability === 'pending' && isOffered && status?.objects[0] === undefined) {
				throw new Untold(status === undefined ? 'the status can\'t be read' : 'there is no object');
			}

			const reply = await check.asker.ask(place);
			if (isOffered && reply.status !== 200) {
				throw new Broken(`${place}: expected 200, as capabilities has ${capability}, got ${reply.status}`);
			}

			if (!isOffered && reply.status !== 501 && !(service === undefined && reply.status === 404)) {
				throw new Broken(`${place}: expected 501 not-supported, as capabilities lacks ${capability}, got ${reply.status}`);
			}
		});
	}
}
