import type { Severity } from '../../checks/check.ts';
import type { Report } from '../report.ts';
import { faultsOf, reaches } from '../view.ts';
import { visible } from '../visible.ts';
import { paint } from './paint.ts';

/** One finding a line, for `grep` and editors: `file:line:column severity check message`. */
export function drawLines(report: Report, threshold: Severity, color: boolean): string {
  const name = report.input.name === 'standard input' ? '-' : visible(report.input.name);
  return faultsOf(report)
    .filter(({ verdict, severity }) => verdict === 'crash' || reaches(severity, threshold))
    .map(({ verdict, severity, check, message, line, column }) => {
      const word = verdict === 'crash' ? 'crash' : severity;
      const style = word === 'warning' ? 'yellow' : word === 'note' ? 'cyan' : 'red';
      const sentence = visible(message.replace(/\s+/g, ' ').trim());
      return `${name}:${line ?? 1}:${column ?? 1} ${paint(word, style, color)} ${visible(check)} ${sentence}\n`;
    })
    .join('');
}
