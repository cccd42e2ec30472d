/** How long does a page of errors take, as a client on the same machine sees it? */
import {errorSortColumns} from '../source/contract/queries.ts';
import type {Answer, Client} from './errors-client.ts';
import {wordsOfAll} from './errors-data.ts';
import {targetOf} from './errors-query.ts';
import {
	deepPages, firstPages, idQuestions, isWhole, pageSize, type Group, type Question,
} from './errors-questions.ts';
import {atMost, median, percentile, type Figure} from './figures.ts';

/** The times of one question in ms, and how often its page came short. */
type Asked = {readonly question: Question; readonly times: readonly number[]; readonly short: number};

/** Every question is asked `rounds` times, in turns with the others; its first time, for which nothing is in memory yet, counts too. */
export async function measurePages(client: Client, rounds: number, end: number): Promise<Figure[]> {
	const groups = [...firstPages(end), await idQuestions(client), await deepPages(client)];
	const all = groups.flatMap(({questions}) => questions);
	const partial = new Set(groups.filter(({isPartial}) => isPartial).flatMap(({questions}) => questions));
	const asked = await askAll(client, all, rounds);
	const baseline = await repeat(rounds * 10, async () => client.ask('/healthz'));
	const p95 = percentile(asked.flatMap(({times}) => times), 0.95);
	const worst = slowestOf(asked);
	return [
		{name: 'GET /healthz, p50: what HTTP costs', value: `${median(baseline).toFixed(2)} ms`},
		{name: `first page of ${pageSize}, newest first: ${all.length} questions × ${rounds}, p50`, value: `${percentile(asked.flatMap(({times}) => times), 0.5).toFixed(2)} ms`},
		{name: '  p95', value: `${p95.toFixed(1)} ms`, target: atMost(p95, 15, ' ms')},
		{name: `  slowest question, median: ${labelOf(worst.question)}`, value: `${median(worst.times).toFixed(1)} ms`, target: atMost(median(worst.times), 15, ' ms')},
		shortPages(asked.filter(({question}) => !partial.has(question))),
		...groups.map(group => figureOf(group, asked)),
	];
}

/** All other orders of the errors that have a word which all have, both ways. */
export async function measureSorts(client: Client, rounds: number): Promise<Figure[]> {
	const words = [wordsOfAll[0], 'record'];
	const sorts = errorSortColumns.flatMap(column => [column, `-${column}`]).filter(sort => sort !== '-occurredAt');
	const questions = words.flatMap(word => sorts.map(sort => ({text: `q=${word}&sort=${sort}`, items: 100})));
	const asked = await askAll(client, questions, rounds);
	const p95 = percentile(asked.flatMap(({times}) => times), 0.95);
	const worst = slowestOf(asked);
	return [
		{name: `other sorts of a common word: ${questions.length} questions × ${rounds}, p95`, value: `${p95.toFixed(1)} ms`, target: atMost(p95, 250, ' ms')},
		{name: `  slowest, median: ${labelOf(worst.question)}`, value: `${median(worst.times).toFixed(1)} ms`, target: atMost(median(worst.times), 250, ' ms')},
		shortPages(asked),
	];
}

async function askAll(client: Client, questions: readonly Question[], rounds: number): Promise<Asked[]> {
	const asked = questions.map(question => ({question, times: [] as number[], short: 0}));
	for (let round = 0; round < rounds; round++) {
		for (const one of asked) {
			const {ms, body} = await client.ask(targetOf(one.question, {limit: pageSize})); // eslint-disable-line no-await-in-loop -- one at a time is what is measured
			one.times.push(ms);
			one.short += Number(!isWhole(one.question, body));
		}
	}

	return asked;
}

async function repeat(times: number, ask: () => Promise<Answer>): Promise<number[]> {
	const measured: number[] = [];
	for (let index = 0; index < times; index++) {
		const {ms} = await ask(); // eslint-disable-line no-await-in-loop -- one at a time is what is measured
		measured.push(ms);
	}

	return measured;
}

/** A page that comes at once and holds less than there is doesn't meet what its time meets. */
function shortPages(asked: readonly Asked[]): Figure {
	const short = asked.filter(one => one.short > 0);
	const count = short.reduce((sum, one) => sum + one.short, 0);
	const name = short.length === 0 ? '' : `: ${short.slice(0, 2).map(({question}) => labelOf(question)).join('; ')}`;
	return {name: `  pages that came short${name}`, value: String(count), target: atMost(count, 0, '')};
}

function figureOf({name, questions}: Group, asked: readonly Asked[]): Figure {
	const own = asked.filter(({question}) => questions.includes(question));
	const p95 = percentile(own.flatMap(({times}) => times), 0.95);
	return {name: `  ${name}, p95 (slowest: ${labelOf(slowestOf(own).question)})`, value: `${p95.toFixed(1)} ms`};
}

function slowestOf(asked: readonly Asked[]): Asked {
	const [slowest] = asked.toSorted((a, b) => median(b.times) - median(a.times));
	if (slowest === undefined) {
		throw new RangeError('Nothing was asked.');
	}

	return slowest;
}

/** At most 60 characters of it. */
function labelOf({text, cursor}: Question): string {
	const name = `${text === '' ? 'no filter' : text}${cursor === undefined ? '' : ', far down'}`;
	return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
