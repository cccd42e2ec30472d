/** Where this process runs, as its environment tells: what a clipboard and a browser depend on. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** True where the person sits at another machine: this one's clipboard and screen are not theirs. */
export function isOverSsh(env: Environment): boolean {
	return isSet(env, 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT');
}

/** Linux inside Windows: the programs of Windows can be called by name. */
export function isWsl(env: Environment): boolean {
	return isSet(env, 'WSL_DISTRO_NAME', 'WSL_INTEROP');
}

export function isTermux(env: Environment): boolean {
	return isSet(env, 'TERMUX_VERSION');
}

export function hasWayland(env: Environment): boolean {
	return isSet(env, 'WAYLAND_DISPLAY');
}

export function hasX11(env: Environment): boolean {
	return isSet(env, 'DISPLAY');
}

function isSet(env: Environment, ...names: readonly string[]): boolean {
	return names.some(name => (env[name] ?? '') !== '');
}
