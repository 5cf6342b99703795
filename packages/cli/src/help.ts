import { lintOptions, type MetadataOption, metadataActions, metadataOptions } from './metadata-arguments.ts';
import { type OptionDescription, options } from './options.ts';

/** What to say to somebody who gave nothing. */
export const shortUsage = `Usage: samlscope [options] [file… | -]

Pipe a captured SAML message in, or name a file that holds one. Base64, a form body,
a URL, an HTML page, XML: it is recognised.

  pbpaste | samlscope
  samlscope --sp aws --cert idp.pem response.txt

samlscope help tells the rest.
`;

/** The whole help. */
export function fullHelp(): string {
  return `Usage: samlscope [options] [file… | -]
       samlscope decode [--pretty] [file… | -]
       samlscope query XPATH [file… | -]
       samlscope explain CHECK | ERROR | -
       samlscope checks
       samlscope aws trust --aws-roles FILE | --live [file… | -]
       samlscope aws drift --service-principal FILE --roles FILE | --live
       samlscope aws manifest --roles FILE | --live --provider ARN
       samlscope metadata ACTION … (samlscope metadata help)

Says what a captured SAML message is, what is wrong with it, and what to change
at which end. Base64, a form body, a URL, an HTML page, XML: it is recognised.
Nothing leaves this machine unless --allow-network or --live says so.

Commands
  inspect   what is meant where no command is named
  decode    print the XML and nothing else
  query     print what an XPath 1.0 expression selects; samlp, saml,
            md, ds and other prefixes are bound
  explain   why a check matters, what to do, and where the rule is written;
            or what an error message of a SAML product means, pasted or piped
  checks    list every check
  aws       trust: the trust policies of the roles, statement by statement
            drift: how the roles in Entra ID differ from those in IAM
            manifest: the appRoles that Entra ID should have
  metadata  show, lint, verify, keys, extract, diff, convert, new: metadata of
            any size, plain or gzip; samlscope metadata help tells more

Options
${Object.entries(options as Readonly<Record<string, OptionDescription>>)
  .filter(([, { help }]) => help !== '')
  .map(([name, description]) => describeOption(name, description))
  .join('\n')}

Exit codes
  0  nothing found at or above the threshold
  1  findings at or above the threshold; for query, nothing selected;
     for explain, an error that nothing is known of
  2  wrong usage
  3  an input could not be read
`;
}

/** The help of `samlscope metadata`. */
export function metadataHelp(): string {
  const actions = Object.entries(metadataActions);
  return `Usage:
${actions.map(([action, [operands]]) => `  samlscope metadata ${action} ${operands}`).join('\n')}

Metadata of any size, as XML or gzip, read as a stream: an EntityDescriptor or
the aggregate of a federation. With --allow-network a file may be an address,
https://…; without it nothing leaves this machine.

${actions.map(([action, [, help]]) => wrapped(`  ${action}`.padEnd(ACTION_COLUMN), help, ACTION_COLUMN)).join('\n')}

Options
${(Object.keys(metadataOptions) as MetadataOption[])
  // Once, or twice where lint takes an option otherwise.
  .flatMap((name) =>
    [...new Set([lintOptions[name], metadataOptions[name]])].map((one) => describeOption(name, one)),
  )
  .join('\n')}

Exit codes
  0  nothing found; verify: signed by that key; diff: nothing that breaks
  1  lint: findings, duplicates or damage; verify: anything but that;
     keys --expires-within: some do; diff: something breaks or may;
     extract, show: no such entity
  2  wrong usage
  3  an input could not be read
`;
}

const COLUMN = 26;
const ACTION_COLUMN = 12;

function describeOption(name: string, { short, value, help }: Omit<OptionDescription, 'of'>): string {
  const left = `  ${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  return wrapped(left.padEnd(COLUMN), help, COLUMN);
}

/** Words in a column of their own, of lines up to 80. */
function wrapped(left: string, text: string, column: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 80 - column) {
      lines.push(line);
      line = word;
    } else line += (line === '' ? '' : ' ') + word;
  }
  lines.push(line);
  return lines.map((one, i) => (i === 0 ? left : '').padEnd(column) + one).join('\n');
}
