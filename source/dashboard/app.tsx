/** The whole screen: header, tabs, the screen that is open, footer. Exactly as many lines as the terminal has. */
import {Box, useApp, type SuspendTerminal} from 'ink';
import {useEffect, type ReactNode} from 'react';
import {words} from '../i18n/words.ts';
import {DashboardContext, useSelector} from './components/store-context.ts';
import {Footer} from './components/footer.tsx';
import {Header} from './components/header.tsx';
import {Line} from './components/line.tsx';
import {Tabs} from './components/tabs.tsx';
import {reportsOf, TerminalReports, type Reports} from './components/terminal-reports.tsx';
import type {Context} from './input/press.ts';
import {ConnectingScreen} from './screens/connecting/connecting-screen.tsx';
import {ErrorScreen, errorTitle} from './screens/error/error-screen.tsx';
import {CausesScreen} from './screens/causes/causes-screen.tsx';
import {ErrorsScreen} from './screens/errors/errors-screen.tsx';
import {causesTitle, errorsTitle} from './screens/errors/title.ts';
import {FacetsScreen} from './screens/facets/facets-screen.tsx';
import {ResultsScreen, resultsTitle} from './screens/results/results-screen.tsx';
import {HelpScreen} from './screens/help/help-screen.tsx';
import {ObjectScreen, objectTitle} from './screens/object/object-screen.tsx';
import {StatusScreen} from './screens/status/status-screen.tsx';
import {statusTitle} from './screens/status/title.ts';
import {scopeOf, type Scope} from './keymap.ts';
import {selectLayout} from './store/selectors.ts';
import type {State} from './store/state.ts';
import {composeLine, type Part} from './text/compose.ts';
import {
	asciiGlyphs, GlyphsProvider, unicodeGlyphs, useGlyphs, type Glyphs,
} from './theme.ts';

type AppProps = {
	readonly context: Context;
	readonly isAscii: boolean;
	/** Ink hands out what suspends the terminal to components only: it is left here for the one who draws. */
	readonly terminal: {suspend?: SuspendTerminal};
	/** What the terminal is asked to tell. */
	readonly reports?: Reports;
};

export function App({context, isAscii, terminal, reports = reportsOf({hasFocus: false})}: AppProps): ReactNode {
	const {suspendTerminal} = useApp();
	useEffect(() => {
		terminal.suspend = suspendTerminal;
	}, [terminal, suspendTerminal]);
	return (
		<DashboardContext value={context}>
			<GlyphsProvider value={isAscii ? asciiGlyphs : unicodeGlyphs}>
				<TerminalReports reports={reports}/>
				<Screen/>
			</GlyphsProvider>
		</DashboardContext>
	);
}

function Screen(): ReactNode {
	const state = useSelector(identity);
	const glyphs = useGlyphs();
	const layout = selectLayout(state);
	const {columns, rows} = state.size;
	const scope: Shown = state.dialog?.kind === 'results' ? 'results' : scopeOf(state);
	const title = titleOf(scope, state, glyphs);
	const rule = layout.hasRules ? <Line spans={[{text: glyphs.rule.repeat(columns), tone: 'muted'}]}/> : undefined;
	return (
		<Box flexDirection='column' width={columns} height={rows}>
			<Header state={state} {...(layout.hasTitle ? {} : {title})}/>
			{layout.hasTabs ? <Tabs state={state}/> : undefined}
			{rule}
			{layout.hasTitle ? <Line spans={composeLine(title, [], columns)}/> : undefined}
			{layout.hasAir ? <Line spans={[{text: ' '.repeat(columns)}]}/> : undefined}
			<Box flexDirection='column' width={columns} height={layout.body}>{bodyOf(scope, state)}</Box>
			{layout.hasBanner ? <Banner columns={columns}/> : undefined}
			{rule}
			<Footer state={state}/>
		</Box>
	);
}

const identity = (state: State) => state;

function Banner({columns}: {readonly columns: number}): ReactNode {
	const text = columns < words.banner.length + 2 ? words.bannerShort : words.banner;
	return <Line spans={composeLine([{text: ` ${text}`, tone: 'warn'}], [], columns)}/>;
}

/** The screens, and what a dialog puts in their place. */
type Shown = Scope | 'results';

function titleOf(scope: Shown, state: State, glyphs: Glyphs): Part[] {
	switch (scope) {
		case 'help': {
			return [{text: ` ${words.help.title}`, tone: 'strong'}];
		}

		case 'object': {
			return objectTitle(state, glyphs);
		}

		case 'errors': {
			return errorsTitle(state, glyphs);
		}

		case 'causes': {
			return causesTitle(state, glyphs);
		}

		case 'facets': {
			return state.errors.view === 'causes' ? causesTitle(state, glyphs) : errorsTitle(state, glyphs);
		}

		case 'results': {
			return resultsTitle(state);
		}

		case 'error': {
			return errorTitle(state);
		}

		case 'status': {
			return statusTitle(state, glyphs);
		}

		case 'connecting': {
			return [];
		}
	}
}

function bodyOf(scope: Shown, state: State): ReactNode {
	switch (scope) {
		case 'help': {
			return <HelpScreen state={state}/>;
		}

		case 'object': {
			return <ObjectScreen state={state}/>;
		}

		case 'errors': {
			return <ErrorsScreen state={state}/>;
		}

		case 'causes': {
			return <CausesScreen state={state}/>;
		}

		case 'facets': {
			return <FacetsScreen state={state}/>;
		}

		case 'results': {
			return <ResultsScreen state={state}/>;
		}

		case 'error': {
			return <ErrorScreen state={state}/>;
		}

		case 'status': {
			return <StatusScreen state={state}/>;
		}

		case 'connecting': {
			return <ConnectingScreen state={state}/>;
		}
	}
}
