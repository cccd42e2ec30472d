import {Text} from 'ink';
import {memo} from 'react';
import type {Span} from '../text/compose.ts';
import {looks, useGlyphs} from '../theme.ts';

/** One line of the screen: spans that are already as wide as they have to be. */
export const Line = memo(({spans}: {readonly spans: readonly Span[]}) => {
	const {isAscii} = useGlyphs();
	return (
		<Text wrap='truncate'>
			{spans.map(({text, tone}, index) => {
				const drawn = isAscii ? inAscii(text) : text;
				return tone === undefined || tone === 'plain' ? drawn : <Text key={index} {...looks[tone]}>{drawn}</Text>;
			})}
		</Text>
	);
});

Line.displayName = 'Line';

/** Punctuation that has an ASCII form. Letters of the backend's names stay as they are: there are no others for them. */
const punctuation: Readonly<Record<string, string>> = {'…': '~', '–': '-', '“': '"', '”': '"', '’': '\''};

function inAscii(text: string): string {
	return text.replaceAll(/[–’“”…]/gv, character => punctuation[character] ?? character);
}
