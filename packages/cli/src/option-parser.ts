import { parseArgs } from 'node:util';
import type { OptionDescription } from './options.ts';
import { didYouMean } from './suggestion.ts';
import { usage } from './usage-error.ts';

/** Options as given. */
export interface GivenOptions<Name extends string> {
  readonly given: readonly Name[];
  flag(name: Name): boolean;
  /** The last one, where an option is repeated that takes one value. */
  one(name: Name): string | undefined;
  all(name: Name): readonly string[];
}

type Description = Omit<OptionDescription, 'of'>;

/**
 * Tells options from operands, by a table of the options there are.
 *
 * @throws SamlscopeError `usage`, with what was probably meant
 */
export function parseOptions<Name extends string>(
  args: readonly string[],
  table: Readonly<Record<Name, Description>>,
): { readonly values: GivenOptions<Name>; readonly positionals: readonly string[] } {
  const config = Object.fromEntries(
    Object.entries(table as Readonly<Record<string, Description>>).map(
      ([name, { type, short, multiple }]) => [
        name,
        { type, ...(short !== undefined && { short }), ...(multiple && { multiple }) },
      ],
    ),
  );
  // Not strict, because the errors of strict mode cannot say what was meant.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<Name, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = requireKnown(token.name, token.rawName, table);
    const values = given.get(name) ?? [];
    given.set(name, values);
    values.push(requireValue(table[name], token.rawName, token.value, token.inlineValue === true));
  }
  return {
    positionals,
    values: {
      given: [...given.keys()],
      flag: (name) => given.has(name),
      one: (name) => given.get(name)?.at(-1),
      all: (name) => given.get(name) ?? [],
    },
  };
}

function requireKnown<Name extends string>(
  name: string,
  rawName: string,
  table: Readonly<Record<Name, Description>>,
): Name {
  if (Object.hasOwn(table, name)) return name as Name;
  const meant = didYouMean(
    rawName,
    Object.keys(table).map((known) => `--${known}`),
  );
  throw usage(`There is no option ${rawName}.${meant}`);
}

function requireValue(
  { type, choices, value: placeholder }: Description,
  rawName: string,
  value: string | undefined,
  inline: boolean,
): string {
  if (type === 'boolean') {
    if (value !== undefined) throw usage(`${rawName} takes no value.`);
    return '';
  }
  if (value === undefined || (!inline && value.length > 1 && value.startsWith('-'))) {
    const hint = value === undefined ? [] : [`For a value that starts with "-", write ${rawName}=${value}`];
    throw usage(`${rawName} needs a value: ${rawName} ${placeholder ?? 'VALUE'}.`, ...hint);
  }
  if (choices && !choices.includes(value)) {
    throw usage(`${rawName} takes ${list(choices)}, not "${value}".${didYouMean(value, choices)}`);
  }
  return value;
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
