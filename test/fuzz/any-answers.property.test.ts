/**
Any JSON in place of any answer: the dashboard never crashes, every frame fills the screen exactly, and nothing of the backend's reaches the terminal but what
can be drawn. A real client asks a real server. `npm run test:fuzz` makes 10,000 runs of it; `FUZZ_SEED` repeats one that failed.
*/
import assert from 'node:assert/strict';
import process from 'node:process';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {createClient} from '../../source/client/http.ts';
import {feedOf} from '../../source/dashboard/feed.ts';
import {press} from '../../source/dashboard/input/press.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {createStore} from '../../source/dashboard/store/store.ts';
import {openScreen} from '../helpers/draw.tsx';
import {connectingState, now, recordedControls} from '../helpers/sample.ts';
import {json, scriptedServer} from '../helpers/scripted-server.ts';
import {anyAnswers, type Answers, type Route} from './any-answers.ts';

const runs = Number(process.env.FUZZ_RUNS ?? '120');
const seed = process.env.FUZZ_SEED === undefined ? {} : {seed: Number(process.env.FUZZ_SEED)};

const anyKeys = fc.array(fc.constantFrom(
	'1', '2', 'h', 'enter', 'escape', 'down', 'up', 'pagedown', 'home', 'end', 'left', 'right', 'tab', 'g', 'f', 's', 't', 'e', 'n', '/', ':', 'x', ' ', '?', 'p', 'r', 'R', 'y',
), {maxLength: 6});

/** Control characters, what turns the direction of text, ends lines or tags them, and halves of characters. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- they are what is looked for
const undrawable = /[\0-\u{1F}\u{7F}-\u{9F}\u{61C}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}\u{D800}-\u{DFFF}\u{E0000}-\u{E007F}]/v;
/** Colours and weights, which are ours. */
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- as above
const ownLooks = /\u{1B}\[[\d;]*m/gv;

function routeOf(path: string): Route {
	const [kind, id, last] = path.split('/').slice(2);
	switch (kind) {
		case 'status':
		case 'throughput': {
			return kind;
		}

		case 'objects': {
			return last === 'pending' ? 'pending' : 'service';
		}

		case 'errors': {
			return id === undefined ? 'errors' : (id === 'facets' || id === 'causes' ? id : 'error');
		}

		case undefined:
		default: {
			return 'service';
		}
	}
}

describe('a backend that answers anything', () => {
	it('never crashes the dashboard, and never reaches the terminal', {timeout: 1_800_000}, async () => {
		let answers: Answers | undefined;
		await using server = await scriptedServer((request, response) => {
			json(answers?.[routeOf(new URL(request.url ?? '/', 'http://localhost').pathname)])(request, response);
		});
		const size = fc.record({columns: fc.integer({min: 20, max: 200}), rows: fc.integer({min: 5, max: 60})});
		const visit = fc.record({said: anyAnswers, before: anyKeys, after: anyKeys});
		await fc.assert(fc.asyncProperty(size, fc.array(visit, {minLength: 1, maxLength: 2}), async ({columns, rows}, visits) => {
			const store = createStore(reduce, connectingState({columns, rows}));
			const feed = feedOf({store, client: createClient({baseUrl: server.url}), clock: () => now});
			const context = {store, controls: recordedControls().controls};
			using screen = openScreen(context, {columns, rows});
			for (const {said, before, after} of visits) {
				const known = store.getState().panels.status.data;
				answers = said;
				for (const keys of [before, after]) {
					for (const key of keys) {
						press(context, key);
					}

					for (const task of feed.tasks('all')) {
						await task(new AbortController().signal); // eslint-disable-line no-await-in-loop -- one question at a time, as the poller does
					}
				}

				await screen.drawn(); // eslint-disable-line no-await-in-loop -- each frame is looked at
				const lines = screen.frame().replaceAll(ownLooks, '').split('\n');
				assert.equal(lines.length, rows);
				for (const line of lines) {
					assert.ok(!undrawable.test(line), JSON.stringify(line));
					assert.ok(stringWidth(line) <= columns, JSON.stringify(line));
				}

				assert.ok(known === undefined || store.getState().panels.status.data !== undefined, 'what was known stays');
			}
		}), {numRuns: runs, ...seed});
	});
});
