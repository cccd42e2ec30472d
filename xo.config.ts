import type {FlatXoConfig} from 'xo';

/**
Who may import whom (docs/architecture.md has the table and the reasons). A pattern here is what the room must not import.
`no-restricted-imports` looks at the text of the import: rooms are siblings below source/, so `../ROOM/` at any depth names one.
*/
const room = (name: string) => ({group: [`**/${name}/**`], message: `This room must not import ${name}/: see docs/architecture.md.`});
const nothingFromNpm = {regex: String.raw`^[a-z@](?!.*\.(?:ts|tsx)$)`, message: 'This room imports no packages: see docs/architecture.md.'};
const packages = (...group: string[]) => ({group, message: 'This package is not for this room: see docs/architecture.md.'});

/** Each is a room of its own: none knows of another. */
const backends = ['ledger', 'demo', 'tables', 'replication', 'dataverse', 'error-file'];

const rooms: Array<{files: string[]; never: Array<Record<string, unknown>>}> = [
	{
		files: ['source/contract/**'],
		never: [...['domain', 'client', 'dashboard', 'server', 'backends', 'databases', 'commands', 'config', 'conformance', 'i18n'].map(name => room(name)), packages('node:*')],
	},
	{
		files: ['source/domain/**'],
		never: [...['client', 'dashboard', 'server', 'backends', 'databases', 'commands', 'config', 'conformance', 'i18n'].map(name => room(name)), nothingFromNpm],
	},
	{
		files: ['source/i18n/**'],
		never: [...['client', 'dashboard', 'server', 'backends', 'databases', 'commands', 'config', 'conformance'].map(name => room(name)), nothingFromNpm],
	},
	{
		files: ['source/client/**'],
		never: ['dashboard', 'server', 'backends', 'databases', 'commands', 'config', 'conformance'].map(name => room(name)),
	},
	{
		files: ['source/dashboard/**'],
		never: [...['server', 'backends', 'databases', 'commands', 'config', 'conformance'].map(name => room(name)), packages('node:*', 'got', 'lowdb', 'lowdb/**')],
	},
	{
		files: ['source/server/**'],
		never:
			['client', 'dashboard', 'commands', 'config', 'conformance', 'databases', 'i18n', ...backends].map(name => room(name)),
	},
	...backends.map(name => ({
		files: [`source/backends/${name}/**`],
		never: [
			...['server', 'client', 'dashboard', 'commands', 'config', 'conformance', 'i18n'].map(each => room(each)),
			...backends.filter(other => other !== name).map(other => room(other)),
		],
	})),
	{
		files: ['source/databases/**'],
		never: ['domain', 'client', 'dashboard', 'server', 'backends', 'commands', 'config', 'conformance', 'i18n'].map(name => room(name)),
	},
	{
		files: ['source/conformance/**'],
		never: ['dashboard', 'server', 'backends', 'commands', 'config'].map(name => room(name)),
	},
	{
		files: ['source/config/**'],
		never: ['client', 'dashboard', 'server', 'backends', 'databases', 'commands', 'conformance'].map(name => room(name)),
	},
];

const config: FlatXoConfig = [
	{ignores: ['build/**', 'docs/**', 'package.json', 'package-lock.json', '**/*.md', '**/*.json']},
	{
		rules: {
			'capitalized-comments': 'off',
			'unicorn/single-line-block-comment-style': 'off',
			'unicorn/max-nested-calls': 'off',
			'xo/import-specifier-newline': 'off',
			'@typescript-eslint/class-literal-property-style': 'off',
			'import-x/extensions': 'off',
			'n/file-extension-in-import': 'off',
			'@typescript-eslint/naming-convention': 'off',
			'react/prop-types': 'off',
			'unicorn/prevent-abbreviations': 'off',
			'n/prefer-global/process': 'off',
			'@stylistic/no-mixed-operators': 'off',
			'regexp/prefer-named-capture-group': 'off',
			'unicorn/prefer-simple-condition-first': 'off',
			'unicorn/no-computed-property-existence-check': 'off',
			'unicorn/no-array-reduce': 'off',
			'@stylistic/object-curly-newline': 'off',
			'unicorn/prefer-ternary': 'off',
			// A reducer is one switch over everything that can happen.
			complexity: 'off',
			'max-params': ['error', 5],
			// The contract says null for what is not available; the fix of this rule would take the word away.
			'@typescript-eslint/no-restricted-types': 'off',
			'unicorn/no-null': 'off',
			'unicorn/consistent-boolean-name': 'off',
			'unicorn/no-immediate-mutation': 'off',
			'unicorn/no-duplicate-loops': 'off',
			'unicorn/prefer-includes-over-repeated-comparisons': 'off',
		},
	},
	{
		files: ['test/**'],
		rules: {
			// What is below test/helpers holds no tests.
			'node-test/no-import-test-files': 'off',
			'node-test/no-compound-assertion': 'off',
			'node-test/no-conditional-assertion': 'off',
			'node-test/no-export': 'off',
			'node-test/require-assertion': 'off',
			'unicorn/no-await-expression-member': 'off',
			'unicorn/prefer-event-target': 'off',
			'unicorn/prefer-https': 'off',
			'@stylistic/object-curly-newline': 'off',
			// node:test waits for its own.
			'@typescript-eslint/no-floating-promises': ['error', {
				allowForKnownSafeCalls: [{from: 'package', package: 'node:test', name: ['after', 'afterEach', 'before', 'beforeEach', 'describe', 'it', 'suite', 'test']}],
			}],
		},
	},
	...rooms.map(({files, never}) => ({files, rules: {'no-restricted-imports': ['error', {patterns: never}]}})),
] as FlatXoConfig;

export default config;
