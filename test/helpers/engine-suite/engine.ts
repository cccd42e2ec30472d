import type {Backend} from '../../../source/backends/backend.ts';

export type EngineRecord = {
	/** Stands for the same record in a test; an engine has its own. */
	readonly id: string;
	readonly object: string;
	readonly recordId: string;
	readonly recordName: string | null;
	readonly operation: string;
	readonly direction: 'inbound' | 'outbound';
	readonly state: 'pending' | 'synced' | 'failed' | 'skipped';
	readonly changedAt: string;
	readonly doneAt: string | null;
	readonly code: string | null;
	readonly message: string | null;
};

/**
What an engine can't express, and what isn't available because of it. `operation` and `direction`: it says nothing of them, or the same of all; `inbound`: what waits
goes outbound; `outbound`: all is told as inbound; `names`: it refuses objects with odd names.
*/
export type Lack = 'operation' | 'delete' | 'direction' | 'inbound' | 'outbound' | 'recordName' | 'code' | 'message' | 'errors' | 'throughput' | 'skipped' | 'names';

export type Engine = AsyncDisposable & {
	/** In their order. */
	write(records: readonly EngineRecord[]): Promise<void>;
	/** As if it were new. */
	clear(): Promise<void>;
	/** `clock` in ms UTC. */
	open(options: {readonly clock: () => number}): Promise<Backend>;
};

export type StartEngine = () => Promise<Engine>;
