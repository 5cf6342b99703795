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
       samlscope aws trust --aws-roles FILE [file… | -]
       samlscope aws drift --service-principal FILE --roles FILE
       samlscope aws manifest --roles FILE --provider ARN

Says what a captured SAML message is, what is wrong with it, and what to change
at which end. Base64, a form body, a URL, an HTML page, XML: it is recognised.
Nothing leaves this machine.

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

const COLUMN = 26;

function describeOption(name: string, { short, value, help }: OptionDescription): string {
  const left = `  ${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  const lines: string[] = [];
  let line = '';
  for (const word of help.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 80 - COLUMN) {
      lines.push(line);
      line = word;
    } else line += (line === '' ? '' : ' ') + word;
  }
  lines.push(line);
  return lines.map((text, i) => (i === 0 ? left : '').padEnd(COLUMN) + text).join('\n');
}
