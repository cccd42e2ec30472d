import fc from 'fast-check';
import {filterFieldNames} from '../../source/domain/filter/terms.ts';

const value = fc.oneof(
	fc.string({unit: 'binary', maxLength: 12}),
	fc.string({unit: fc.constantFrom('a', '"', '\\', '!', '*', ' ', ':', '/', 'é', '李', '👩', '\u{D83D}'), maxLength: 10}),
);
const piece = fc.oneof(
	value,
	fc.tuple(
		fc.constantFrom('', '!'),
		fc.constantFrom(...filterFieldNames, 'op', 'dir', 'OBJECT', 'nope'),
		fc.constantFrom(':', ':"', ':!', ''),
		value,
	).map(parts => parts.join('')),
	fc.constantFrom('since:2h', 'until:2026-11-20', 'dir:in', 'level:job', String.raw`"a \" b"`, '!"x y"', 'code:""', '!code:""', 'https://x', 'code://x'),
);

/** Any text, but mostly such as has much of the filter language in it. */
export const anyFilter = fc.oneof(
	{weight: 1, arbitrary: fc.string({unit: 'binary'})},
	{weight: 4, arbitrary: fc.array(piece, {maxLength: 8}).map(pieces => pieces.join(' '))},
);
