/** Ctrl-Z: stops the whole process group, as the terminal would, and resolves when the shell continues it. */
export async function stopProcess(): Promise<void> {
	await new Promise<void>(resolve => {
		// A stopped process that waits for nothing would end as soon as it is continued.
		const alive = setInterval(() => undefined, 60_000);
		process.once('SIGCONT', () => {
			clearInterval(alive);
			resolve();
		});
		process.kill(0, 'SIGTSTP');
	});
}
