/** Keys while a question stands at the foot of the screen: what isn't an answer to it does nothing. */
import type {Context} from './press.ts';

export function pressInDialog({store, controls}: Context, key: string): void {
	const {dialog, notice} = store.getState();
	if (dialog === undefined) {
		return;
	}

	if (notice !== undefined) {
		store.dispatch({type: 'noticed', notice: undefined});
	}

	const isNo = key === 'escape' || key === 'n' || key === 'q';
	switch (dialog.kind) {
		case 'choose': {
			const choice = dialog.choices.find(candidate => candidate.key === key);
			if (choice !== undefined) {
				store.dispatch({type: 'dialog-opened', dialog: {kind: 'confirm', action: dialog.action, choice}});
			} else if (isNo) {
				store.dispatch({type: 'dialog-closed'});
			}

			return;
		}

		case 'confirm': {
			if (key === 'y') {
				store.dispatch({type: 'dialog-opened', dialog: {kind: 'acting', action: dialog.action, choice: dialog.choice}});
				controls.act(dialog.action, dialog.choice);
			} else if (isNo) {
				store.dispatch({type: 'dialog-closed'});
			}

			return;
		}

		// What has been sent can't be called back; its outcome comes as a notice.
		case 'acting': {
			if (key === 'escape') {
				store.dispatch({type: 'dialog-closed'});
			}

			return;
		}

		case 'results': {
			const steps: Readonly<Record<string, number>> = {up: -1, k: -1, down: 1, j: 1, pageup: -10, pagedown: 10};
			const step = steps[key];
			if (step !== undefined) {
				store.dispatch({type: 'dialog-opened', dialog: {...dialog, top: Math.max(0, Math.min(dialog.names.length - 1, dialog.top + step))}});
			} else if (isNo || key === 'enter') {
				store.dispatch({type: 'dialog-closed'});
			}

			return;
		}

		case 'overwrite': {
			if (key === 'o') {
				store.dispatch({type: 'dialog-closed'});
				controls.exportErrors({...dialog.request, mayOverwrite: true});
			} else if (isNo) {
				store.dispatch({type: 'dialog-closed'});
				store.dispatch({type: 'prompt-opened', kind: 'export', text: dialog.request.file});
			}
		}
	}
}
