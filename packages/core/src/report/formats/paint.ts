/** Styles of text on a terminal. Only the sixteen colours everyone's palette defines. */
export type Style =
  | 'plain'
  | 'bold'
  | 'dim'
  | 'red'
  | 'yellow'
  | 'green'
  | 'cyan'
  | 'bold-plain'
  | 'bold-dim'
  | 'bold-red'
  | 'bold-yellow'
  | 'bold-green'
  | 'bold-cyan';

const CODES: Readonly<Record<Style, string>> = {
  plain: '',
  bold: '1',
  dim: '2',
  red: '31',
  yellow: '33',
  green: '32',
  cyan: '36',
  'bold-plain': '1',
  'bold-dim': '1',
  'bold-red': '1;31',
  'bold-yellow': '1;33',
  'bold-green': '1;32',
  'bold-cyan': '1;36',
};

/** The text in a style, with ANSI escapes where colour is wanted. */
export function paint(text: string, style: Style, color: boolean): string {
  const code = CODES[style];
  return color && code !== '' && text !== '' ? `\x1b[${code}m${text}\x1b[0m` : text;
}
