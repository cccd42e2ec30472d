#!/usr/bin/env node
// This file is for any Node: it must load nothing that an old one can't.
import * as module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 16)) {
	process.stderr.write(`sync-tui needs Node 22.16 or newer, and this is Node ${process.versions.node}; install a newer one from https://nodejs.org\n`);
	process.exitCode = 1;
} else {
	module.enableCompileCache();
	const {main} = await import('./main.ts');
	process.exitCode = await main(process.argv.slice(2));
}
