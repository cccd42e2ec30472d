import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cleanText} from '../../../domain/clean.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {Line} from '../../components/line.tsx';
import {errorTerms} from '../../store/error-selectors.ts';
import {facetIndex, facetLines, type FacetLine} from '../../store/facet-lines.ts';
import {selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import {composeLine, type Span} from '../../text/compose.ts';
import {cutTo, padEndTo, padStartTo, widthOf} from '../../text/width.ts';
import {useGlyphs, type Glyphs} from '../../theme.ts';
import {CausesScreen} from '../causes/causes-screen.tsx';
import {ErrorsScreen} from '../errors/errors-screen.tsx';

/** From so many columns on the list stays beside the facets. */
const besideFrom = 100;
const paneWidth = 35;
const gap = 1;

/** What there is of each field among the errors that the filter lets through. */
export function FacetsScreen({state}: {readonly state: State}): ReactNode {
	const {columns} = state.size;
	if (columns < besideFrom) {
		return <Pane state={state} width={columns}/>;
	}

	const listWidth = columns - paneWidth - gap;
	return (
		<Box width={columns} height={selectLayout(state).body}>
			{/* The list stays where it is; the keys are the pane’s. */}
			{state.errors.view === 'causes' ? <CausesScreen state={state} width={listWidth}/> : <ErrorsScreen state={state} width={listWidth}/>}
			<Box width={gap} height={selectLayout(state).body}/>
			<Pane state={state} width={paneWidth}/>
		</Box>
	);
}

function Pane({state, width}: {readonly state: State; readonly width: number}): ReactNode {
	const glyphs = useGlyphs();
	const height = selectLayout(state).body;
	const lines = facetLines(state);
	const {facets} = state.panels;
	if (lines.length === 0) {
		const text = facets.data === undefined ? (facets.failure?.message ?? words.facets.loading) : words.facets.none;
		return <Line spans={composeLine([{text: `  ${cleanText(text)}`, tone: 'muted'}], [], width)}/>;
	}

	const isChosen = chosenIn(state);
	const selected = facetIndex(state);
	const drawn = lines.flatMap((line, index) => [
		...(line.isFirst ? [headingOf(line, width)] : []),
		facetSpans({
			line, width, glyphs, isSelected: index === selected, isChosen: isChosen(line),
		}),
	]);
	const at = selected + lines.slice(0, selected + 1).filter(({isFirst}) => isFirst).length;
	// The selected line is in sight, with the heading of its field where it is the first.
	const top = Math.max(0, Math.min(at - Math.floor(height / 2), drawn.length - height));
	return (
		<Box flexDirection='column' width={width} height={height}>
			{drawn.slice(top, top + height).map((spans, index) => <Line key={top + index} spans={spans}/>)}
		</Box>
	);
}

function chosenIn(state: State): (line: FacetLine) => boolean {
	const terms = errorTerms(state);
	return ({field, value}) => terms.some(term => term.kind === 'field' && term.field === field && !term.isNegated && term.value === value);
}

function headingOf({field}: FacetLine, width: number): Span[] {
	return composeLine([{text: `  ${words.facets.fields[field]}`, tone: 'muted'}], [], width);
}

type FacetOptions = {readonly line: FacetLine; readonly width: number; readonly glyphs: Glyphs; readonly isSelected: boolean; readonly isChosen: boolean};

/** `▌ ✓ Lead    96`. */
function facetSpans({line, width, glyphs, isSelected, isChosen}: FacetOptions): Span[] {
	const count = formatQuantity(line.count, {ascii: glyphs.isAscii});
	const countWidth = Math.max(7, widthOf(count));
	const label = cleanText(line.label === '' ? words.facets.lacking : line.label);
	const message = line.message === undefined || width < besideFrom / 2 ? '' : `  ${cleanText(line.message)}`;
	const room = Math.max(1, width - countWidth - 6);
	const text = `${isChosen ? glyphs.picked : ' '} ${padStartTo(count, countWidth)}  ${padEndTo(cutTo(label + message, room), room)}`;
	return isSelected
		? [{text: padEndTo(glyphs.marker, 2), tone: 'mark'}, {text: padEndTo(text, width - 2), tone: 'active'}]
		: [{text: padEndTo(`  ${text}`, width), tone: isChosen ? 'accent' : 'plain'}];
}
