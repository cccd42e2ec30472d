/** What it takes to reach a Dataverse. */
import type {DataverseMapping} from './mapping.ts';

/** Who asks. Secrets are asked for when they are needed, and kept nowhere but in the request that carries them. */
export type DataverseCredentials =
	/** OAuth 2.0 client credentials of an application that is an application user of the environment. */
	| {
		/** The directory (tenant) id, or its domain. */
		readonly tenant: string;
		/** The application (client) id. */
		readonly clientId: string;
		readonly secret: () => Promise<string>;
		/** Where tokens come from; `https://login.microsoftonline.com` unless it is said, others for national clouds. */
		readonly authority?: string | undefined;
	}
	/** A bearer token from elsewhere. */
	| {readonly token: () => Promise<string>};

export type DataverseAccess = {
	/** `https://org.crm.dynamics.com`; http for loopback alone. */
	readonly url: string;
	/** Below `url`; `/api/data/v9.2` unless it is said. */
	readonly path?: string | undefined;
	/** Undefined for a server that asks for none. */
	readonly credentials?: DataverseCredentials | undefined;
	/** Milliseconds for one request with its whole answer; 20,000 unless it is said. */
	readonly timeout?: number | undefined;
	/** ms UTC. */
	readonly clock?: (() => number) | undefined;
};

export type DataverseOptions = DataverseAccess & {
	readonly mapping: DataverseMapping;
	/** How it is called on screen; the host unless it is said. */
	readonly name?: string | undefined;
	/** The two systems; "Microsoft Dynamics" and none unless it is said. */
	readonly source?: string | undefined;
	readonly target?: string | undefined;
};
