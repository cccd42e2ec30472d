import type {IBufferCell} from '@xterm/headless';

/** One cell of the screen, and what it looks like. */
export type Cell = {
	/** Empty for a cell that nobody wrote to, and for the second half of a wide character. */
	readonly chars: string;
	readonly width: number;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
	readonly invisible: boolean;
	readonly strikethrough: boolean;
	/** A number of the palette, `#rrggbb`, or undefined: the terminal's own. */
	readonly foreground: number | string | undefined;
	readonly background: number | string | undefined;
};

export function describeCell(cell: IBufferCell): Cell {
	const color = (value: number, isPalette: boolean, isRgb: boolean) =>
		isRgb ? `#${value.toString(16).padStart(6, '0')}` : (isPalette ? value : undefined);
	return {
		chars: cell.getChars(),
		width: cell.getWidth(),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		italic: cell.isItalic() !== 0,
		underline: cell.isUnderline() !== 0,
		inverse: cell.isInverse() !== 0,
		invisible: cell.isInvisible() !== 0,
		strikethrough: cell.isStrikethrough() !== 0,
		foreground: color(cell.getFgColor(), cell.isFgPalette(), cell.isFgRGB()),
		background: color(cell.getBgColor(), cell.isBgPalette(), cell.isBgRGB()),
	};
}
