import {answerNames, type AnswerName, type Cache, type KeptAnswers} from '../client/cache.ts';
import type {ErrorsPage} from '../contract/errors.ts';
import type {Action} from '../dashboard/store/actions.ts';
import type {ErrorList} from '../dashboard/store/error-list.ts';
import {memoizeLast} from '../dashboard/store/memoize.ts';
import type {State} from '../dashboard/store/state.ts';
import type {Store} from '../dashboard/store/store.ts';

export type AnswerKeeper = {
	/** When an answer was last known to hold isn't always seen in the state: a confirmation changes nothing there. */
	hear(action: Action): void;
	/** Gives the cache what it lacks, and ends the keeping. */
	end(): void;
};

type Answer = {readonly key: string; readonly at: number; readonly data: unknown};

/** Keeps the last answers, for the first frame of the next run. */
export function keepAnswers(store: Store<State, Action>, cache: Cache): AnswerKeeper {
	/** By panel, when its data was last known to hold; ms UTC by the clock here. */
	const heldAt = new Map<string, {readonly key: string; readonly at: number}>();
	/** What the cache has been given. */
	const given = new Map<AnswerName, Answer>();

	const give = (isNews: (answer: Answer, before: Answer | undefined) => boolean) => {
		const state = store.getState();
		const contents = contentsOf(state);
		const news: Partial<Record<AnswerName, Answer>> = {};
		for (const name of answerNames) {
			const {key, isCurrent, asOf = 0} = state.panels[name];
			const held = heldAt.get(name);
			const answer = {key, at: held?.key === key ? Math.max(held.at, asOf) : asOf, data: contents[name]};
			if (!isCurrent || answer.data === undefined || !isNews(answer, given.get(name))) {
				continue;
			}

			given.set(name, answer);
			news[name] = answer;
		}

		// Each stands under the name of the panel that it is from.
		cache.keepAnswers(news as KeptAnswers);
	};

	const unsubscribe = store.subscribe(() => {
		give(({data}, before) => data !== before?.data);
	});
	return {
		hear(action) {
			if (action.type === 'answered' || action.type === 'confirmed') {
				heldAt.set(action.panel, action);
			} else if (action.type === 'errors-answered' && action.part === 'first') {
				heldAt.set('errors', action);
			}
		},
		end() {
			unsubscribe();
			give(({data, at}, before) => data !== before?.data || at !== before?.at);
		},
	};
}

function contentsOf({panels: {service, status, throughput, pending, errors, causes, facets}}: State): Record<AnswerName, unknown> {
	return {
		service: service.data, status: status.data, throughput: throughput.data, pending: pending.data,
		errors: firstPage(errors.data), causes: causes.data, facets: facets.data,
	};
}

/** The list as one page, down from its top; undefined where its top isn't at hand: then what was kept of it before stands. */
const firstPage = memoizeLast((list: ErrorList | undefined): ErrorsPage | undefined => {
	if (list === undefined || list.first > 0 || list.isFromEnd) {
		return undefined;
	}

	const {items, pages, nextCursor, total, searchedFrom} = list;
	const page = items.slice(0, maxRows);
	const isCut = page.length < items.length;
	return {
		items: page,
		nextCursor: (isCut ? pages[1]?.cursor : nextCursor) ?? null,
		// Without a total, the rows would be taken for all that there are.
		total: total ?? (isCut ? {value: page.length, quality: 'at-least'} : undefined),
		searchedFrom,
	};
});

/** Rows of errors. */
const maxRows = 100;
