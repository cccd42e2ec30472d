/** Bundles the program into build/: production React, few files, commands in chunks that load when they are needed. */
import {
	chmodSync, cpSync, globSync, rmSync,
} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {inkPatches} from './ink-patches.ts';

rmSync('build', {recursive: true, force: true});
await build({
	// What runs in a process of its own is a file of its own, beside the others.
	entryPoints: {cli: 'source/cli.ts', 'sqlite-process': 'source/databases/sqlite-process.ts'},
	outdir: 'build',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22.16',
	jsx: 'automatic',
	minify: true,
	keepNames: false,
	legalComments: 'none',
	define: {'process.env.NODE_ENV': '"production"'},
	// CommonJS packages in an ES module: they find require where they look for it.
	banner: {js: 'import {createRequire as __createRequire} from "node:module"; const require = __createRequire(import.meta.url);'},
	plugins: [inkPatches],
	logLevel: 'warning',
});
const sqlFolders = globSync('source/backends/**/sql*/');
for (const folder of sqlFolders) {
	cpSync(folder, path.join('build', path.basename(folder)), {recursive: true});
}

chmodSync('build/cli.js', 0o755);
