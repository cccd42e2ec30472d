import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createRandom, hash} from '../../../source/backends/demo/random.ts';

describe('random numbers', () => {
	it('are those of the seed', () => {
		const draw = (seed: string) => {
			const random = createRandom(seed);
			return Array.from({length: 20}, () => random.below(1000));
		};

		assert.deepEqual(draw('one'), draw('one'));
		assert.notDeepEqual(draw('one'), draw('two'));
		assert.equal(hash('one'), hash('one'));
	});

	it('are spread evenly below their end', () => {
		const random = createRandom('spread');
		const counts = [0, 0, 0, 0];
		for (let index = 0; index < 40_000; index++) {
			const place = random.below(4);
			counts[place] = (counts[place] ?? 0) + 1;
		}

		assert.equal(counts.length, 4);
		assert.ok(counts.every(count => Math.abs(count - 10_000) < 400), counts.join(' '));
	});

	for (const mean of [0.2, 4, 900]) {
		it(`happen ${mean} times on average, and vary as Poisson says`, () => {
			const random = createRandom('poisson');
			const draws = Array.from({length: 20_000}, () => random.poisson(mean));
			const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
			const variance = draws.reduce((sum, draw) => sum + (draw - average) ** 2, 0) / draws.length;
			assert.ok(draws.every(draw => Number.isSafeInteger(draw) && draw >= 0));
			assert.ok(Math.abs(average / mean - 1) < 0.05, `average ${average}`);
			assert.ok(Math.abs(variance / mean - 1) < 0.08, `variance ${variance}`);
		});
	}

	it('pick by weight, and never what weighs nothing', () => {
		const random = createRandom('weights');
		const list = [{name: 'rare', weight: 1}, {name: 'never', weight: 0}, {name: 'often', weight: 9}];
		const picks = Array.from({length: 10_000}, () => random.weighted(list).name);
		const rare = picks.filter(name => name === 'rare').length;
		assert.ok(rare > 850 && rare < 1150, `${rare} of 10,000`);
		assert.ok(!picks.includes('never'));
		assert.throws(() => random.pick([]), RangeError);
	});
});
