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

/** The punctuation of the program's own words. What comes from the backend stays as it is: a name has no other letters. */
const punctuation: Readonly<Record<string, string>> = {'…': '~', '–': '-', '“': '"', '”': '"', '’': '\''};

function inAscii(text: string): string {
	return text.replaceAll(/[–’“”…]/gv, character => punctuation[character] ?? character);
}
