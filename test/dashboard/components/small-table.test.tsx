import assert from 'node:assert/strict';
import {it} from 'node:test';
import {render} from 'ink-testing-library';
import {SmallTable} from '../../../source/dashboard/components/small-table.tsx';

const columns = [{heading: 'Name', align: 'left'}, {heading: 'Count', align: 'right'}] as const;

it('a small table stays straight beside wide names, and when its content changes', () => {
	const {lastFrame, rerender} = render(<SmallTable columns={columns} rows={[['Ana', '1']]} width={40}/>);
	assert.equal(lastFrame(), [
		'┌──────┬───────┐',
		'│ Name │ Count │',
		'├──────┼───────┤',
		'│ Ana  │     1 │',
		'└──────┴───────┘',
	].join('\n'));
	rerender(<SmallTable columns={columns} rows={[['自定义实体', '1,204']]} width={40}/>);
	assert.equal(lastFrame(), [
		'┌────────────┬───────┐',
		'│ Name       │ Count │',
		'├────────────┼───────┤',
		'│ 自定义实体 │ 1,204 │',
		'└────────────┴───────┘',
	].join('\n'));
});
