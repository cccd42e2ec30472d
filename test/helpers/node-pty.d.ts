/** The package declares its types under the name that it has in the registry; here it goes by `node-pty`. */
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an ambient module can't be imported from a file
/// <reference path="../../node_modules/node-pty/node-pty.d.ts" />
declare module 'node-pty' {
	export * from '@lydell/node-pty';
}
