/** What people and programs ask of the errors, from the harmless to what would be slow in an index that isn't meant for it. */
import {oldWord, plantedWords, span, wordsOfAll} from './errors-data.ts';
import type {Client} from './errors-client.ts';
import {itemsOf, nextCursorOf, targetOf} from './errors-query.ts';

/** Errors that a page is asked for. */
export const pageSize = 100;

export type Question = {
	/** The query, as `name=value&name=value` with nothing escaped. */
	readonly text: string;
	/** How many errors its page holds, where that is known. */
	readonly items?: number;
	/** Where it goes on from. */
	readonly cursor?: string;
};

export type Group = {
	readonly name: string;
	readonly questions: readonly Question[];
	/** Their pages may come short: they are answered from the newest errors, and so on. */
	readonly isPartial?: boolean;
};

/** The first page of each, newest first; `end` in ms UTC is when the newest error occurred. */
export function firstPages(end: number): Group[] {
	const ago = (share: number) => new Date(end - span * share).toISOString();
	return [
		{name: 'rare words', questions: [
			...Object.entries(plantedWords).map(([word, times]) => ({text: `q=${word}`, items: Math.min(100, times)})),
			{text: 'q=ZANZIBAR', items: 1},
			{text: `q=quetzal&q=${wordsOfAll[0]}`, items: 10},
			{text: 'q=quetzal&q=zanzibar', items: 0},
			{text: 'q=no such word', items: 0},
			{text: 'q=1000017'},
			{text: 'q=person "nobody" OR * AND'},
			{text: `q=${'x'.repeat(500)}`, items: 0},
		]},
		{name: 'common words', questions: [
			{text: '', items: 100},
			{text: `q=${wordsOfAll[0]}`, items: 100},
			{text: `q=${wordsOfAll.join('&q=')}`, items: 100},
			{text: 'q=record', items: 100},
			{text: 'q=duplicate&q=record', items: 100},
			{text: 'q=exceeded the limit of 6000', items: 100},
			{text: 'q=müller'},
			{text: 'q=Кузнецова'},
			{text: 'q=0x8004', items: 100},
		]},
		{name: 'negations', questions: [
			{text: 'q=!record', items: 100},
			{text: 'q=!duplicate&q=!requests&q=!privilege', items: 100},
			{text: `q=!${wordsOfAll[0]}`, items: 0},
			{text: 'q=record&q=!duplicate', items: 100},
			{text: `q=${oldWord.text}&q=!kumquat`, items: 100},
			{text: 'q=quetzal&q=!record'},
		]},
		{name: 'filters', questions: [
			{text: 'object=lead', items: 100},
			{text: 'object=systemuser'},
			{text: 'object=lead&object=contact&operation=update&direction=outbound', items: 100},
			{text: 'operation=delete'},
			{text: 'operation=delete&object=systemuser'},
			{text: 'direction=outbound', items: 100},
			{text: 'code=0x80040333', items: 100},
			{text: 'code=0x8004*', items: 100},
			{text: 'code=!0x8007*', items: 100},
			{text: 'code=!1007&code=!0x80072322&object=!lead', items: 100},
			{text: 'object=c*&direction=inbound', items: 100},
			{text: 'code=no-such-code', items: 0},
			{text: 'level=job', items: 0},
			{text: `to=${ago(0.9)}`},
			{text: `from=${ago(0.5)}&to=${ago(0.4999)}`},
			{text: `to=${ago(2)}`, items: 0},
		]},
		{name: 'words with filters', questions: [
			{text: 'q=record&object=lead', items: 100},
			{text: 'q=record&object=lead&operation=insert&direction=outbound&code=0x80040333'},
			{text: `q=${wordsOfAll[0]}&operation=delete`},
			{text: `q=${wordsOfAll[0]}&object=systemuser&operation=insert`},
			{text: 'q=kumquat&object=lead&code=!1007'},
			{text: `q=record&to=${ago(0.9)}`},
			{text: `q=quetzal&from=${ago(0.5)}`},
			{text: `q=record&q=!duplicate&object=lead&code=0x8004*&from=${ago(0.8)}&to=${ago(0.2)}`, items: 100},
		]},
		{name: 'adversarial', questions: [
			// Each three letters in a row are in very many messages, the whole is in none.
			{text: 'q=current record was not created', items: 0},
			{text: 'q=number of concurrent requests exceeded the limit of 6000', items: 0},
			{text: `q=${wordsOfAll.toReversed().join(' ')}`, items: 0},
			{text: `q=${oldWord.text}`, items: 100},
			{text: `q=${oldWord.text}&q=${wordsOfAll[0]}`, items: 100},
			{text: `q=${oldWord.text}&direction=inbound`, items: 100},
			// Both are common, and no error has both.
			{text: 'q=duplicate&code=1007', items: 0},
			{text: 'object=account&code=0x80040333', items: 0},
			{text: `q=${wordsOfAll[0]}&from=${ago(0.9999)}&to=${ago(0.9998)}`},
			{text: 'q=[cycle&q=batch&q=record&q=limit&q=exceeded'},
			{text: `object=${Array.from({length: 100}, (_, index) => `o${index}*`).join('&object=')}`, items: 0},
		]},
		{name: 'words of one or two letters', isPartial: true, questions: [
			{text: 'q=é'},
			{text: 'q=李'},
			{text: 'q=e', items: 100},
			{text: 'q=ñ&object=systemuser'},
			{text: 'q=qz'},
			{text: 'q=zz&q=record'},
			{text: 'q=!e', items: 0},
			{text: 'q=ü&code=1007'},
		]},
	];
}

/** Ids as people paste them: a GUID and a number, of the oldest errors that have such. */
export async function idQuestions(client: Client): Promise<Group> {
	const questions: Question[] = [];
	for (const text of ['sort=occurredAt&direction=inbound', 'sort=occurredAt&direction=outbound&operation=insert']) {
		const {body} = await client.ask(targetOf({text}, {limit: 1})); // eslint-disable-line no-await-in-loop -- two questions
		const id = itemsOf(body)[0]?.recordId ?? '';
		questions.push({text: `q=${id}`}, {text: `q=${id.slice(0, -3)}`});
	}

	return {name: 'ids', questions};
}

/** A page far down in each: 20,000 errors are read to get there. */
export async function deepPages(client: Client): Promise<Group> {
	const questions: Question[] = [];
	for (const text of ['', `q=${wordsOfAll[0]}`, 'q=record', 'code=0x8004*&object=lead', 'q=record&sort=occurredAt']) {
		let cursor: string | undefined;
		for (let page = 0; page < 20; page++) {
			const {body} = await client.ask(targetOf({text, cursor}, {limit: 1000})); // eslint-disable-line no-await-in-loop -- each page tells where the next begins
			cursor = nextCursorOf(body) ?? cursor;
		}

		questions.push({text, cursor});
	}

	return {name: 'pages far down', questions};
}

/**
Whether its page holds all that it should. False where it came short and goes on with the next page, as a backend may do where a search is costly.
Throws where the answer is wrong: the time of a wrong answer says nothing.
*/
export function isWhole({text, items}: Question, body: unknown): boolean {
	const found = itemsOf(body).length;
	if (found < pageSize && nextCursorOf(body) !== undefined) {
		return false;
	}

	if (items !== undefined && found !== items) {
		throw new Error(`"${text}" was answered with ${found} errors instead of ${items}.`);
	}

	return true;
}
