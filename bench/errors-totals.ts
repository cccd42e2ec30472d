/** How long do counts of all errors take, and how long do others wait meanwhile? */
import {setTimeout as pause} from 'node:timers/promises';
import {createClient, type Client} from './errors-client.ts';
import {plantedWords, wordsOfAll} from './errors-data.ts';
import {exactTotalOf, targetOf} from './errors-query.ts';
import {atMost, median, percentile, type Figure} from './figures.ts';

/** ms from one question of the others to the next. */
const rest = 20;

/** ms that another request may have to wait. */
const patience = 50;

const filters = [
	{name: 'no filter', text: ''},
	{name: 'a word of all', text: `q=${wordsOfAll[0]}`},
	{name: 'a common word with filters', text: 'q=record&object=lead&code=0x8004*'},
	{name: 'a negation', text: 'q=!record'},
	{name: 'a rare word', text: 'q=kumquat'},
];

export async function measureTotals(client: Client, url: string, rounds: number): Promise<Figure[]> {
	await checkTotals(client);
	const figures: Figure[] = [];
	const waits: number[] = [];
	for (const {name, text} of filters) {
		const targets = {
			'exact total': targetOf({text}, {total: 'exact', limit: 1}),
			facets: targetOf({text}, {}, '/v1/errors/facets'),
			causes: targetOf({text}, {}, '/v1/errors/causes'),
		};
		for (const [what, target] of Object.entries(targets)) {
			const times: number[] = [];
			for (let round = 0; round < rounds; round++) {
				const {ms, waited} = await askWatched(client, url, target); // eslint-disable-line no-await-in-loop -- one at a time is what is measured
				times.push(ms);
				waits.push(...waited);
			}

			figures.push({name: `${what}, ${name}, p50`, value: `${median(times).toFixed(1)} ms`});
		}
	}

	const p95 = percentile(waits, 0.95);
	return [
		...figures,
		{name: 'GET /v1/status meanwhile, p95', value: `${p95.toFixed(1)} ms`, target: atMost(p95, patience, ' ms')},
		{name: '  max', value: `${Math.max(...waits).toFixed(1)} ms`},
	];
}

/** ms of the answer, and of each answer that someone else got while it was being made. */
async function askWatched(client: Client, url: string, target: string): Promise<{ms: number; waited: number[]}> {
	using other = createClient(url);
	await other.ask('/v1/status');
	const waited: number[] = [];
	const done = new AbortController();
	const watch = async () => {
		while (!done.signal.aborted) {
			/* eslint-disable no-await-in-loop -- one question after the other */
			const {ms} = await other.ask('/v1/status');
			waited.push(ms);
			await pause(rest);
			/* eslint-enable no-await-in-loop */
		}
	};

	const watching = watch();
	try {
		const {ms} = await client.ask(target);
		return {ms, waited};
	} finally {
		done.abort();
		await watching;
	}
}

/** Throws where the words of which the number is known are counted otherwise. */
async function checkTotals(client: Client): Promise<void> {
	for (const [word, times] of Object.entries(plantedWords)) {
		const {body} = await client.ask(targetOf({text: `q=${word}`}, {total: 'exact', limit: 1})); // eslint-disable-line no-await-in-loop -- three questions
		if (exactTotalOf(body) !== times) {
			throw new Error(`"${word}" stands in ${times} errors, and was counted ${exactTotalOf(body)} times.`);
		}
	}
}
