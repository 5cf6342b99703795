import { SamlscopeError } from './base/errors.ts';
import { limits as defaultLimits, type Limits } from './base/limits.ts';
import type { Input } from './capture/capture.ts';
import { entitiesConcerned, ROLE_OF } from './checks/given.ts';
import { messagesIn } from './inspect.ts';
import type { AggregateEntity, AggregateReport } from './metadata/aggregate-report.ts';
import { endTags } from './metadata/end-tags.ts';
import type { EntitySelection } from './metadata/entity-selection.ts';
import type { EntityDescriptor, Message } from './metadata/model.ts';
import { readPrivateKeysPem } from './x509/private-key.ts';

/** Whom to select. */
export interface SelectOptions {
  /** `idp` or `sp` where only entities of that side are wanted. */
  readonly side?: 'idp' | 'sp';
  /** Private keys to decrypt the messages with, as PEM texts: who is meant may be said in what is encrypted. */
  readonly privateKeys?: readonly string[];
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/** Selects entities in one pass over a file. */
export interface EntitySelector {
  /** Looks at an entity, as `inspectAggregate` hands it out. */
  readonly take: (entity: AggregateEntity) => void;
  /**
   * What was selected, once the file was read.
   *
   * @throws SamlscopeError `unreadable-metadata` where no entity of the side that is wanted was there
   */
  readonly finish: (report: AggregateReport) => EntitySelection;
}

/** So many entities are gathered before those are let go that no message concerns. */
const ROUND = 64;

/**
 * Makes a selector of the entities that messages concern, for a metadata file that is too large to be given as a fact: who
 * issued them, whom they are for and, where that one is not in the file, those called most like it. What `inspect` finds
 * is the same as with the whole file, but for the explanation of a signature by the key of an entity that has nothing to
 * do with the message.
 *
 * @param inputs what will be inspected; one without a message is passed over
 * @throws SamlscopeError `unreadable-key`; while taking, `limit` where the messages concern more than can be held
 */
export function entitySelector(inputs: readonly Input[], options: SelectOptions = {}): EntitySelector {
  const { side, limits = defaultLimits } = options;
  const privateKeys = (options.privateKeys ?? []).flatMap((text, i) =>
    readPrivateKeysPem(text, `private key ${i + 1} given`),
  );
  const messages = inputs.flatMap((input) => withoutFailing(() => messagesIn(input, privateKeys, limits)));
  let pool = new Map<EntityDescriptor, AggregateEntity>();
  let full = ROUND;
  let hasSide = false;

  /** Whether one is concerned may change with each that comes, so it is asked anew of all that are left. */
  function letGo(): void {
    const concerned = concernedOf([...pool.keys()], messages, side);
    pool = new Map([...pool].filter(([descriptor]) => concerned.has(descriptor)));
    requireRoom([...pool.values()], limits);
    full = 2 * pool.size + ROUND;
  }

  return {
    take(entity) {
      const { roles } = entity.descriptor;
      if (!roles.some(({ kind }) => side === undefined || kind === side)) return;
      hasSide = true;
      pool.set(entity.descriptor, entity);
      if (pool.size >= full) letGo();
    },
    finish({ name, entities: { total, unreadable } }) {
      if (!hasSide)
        throw new SamlscopeError('unreadable-metadata', `${name}: it has no ${ROLE_OF[side ?? 'either']}.`);
      letGo();
      return { name, text: documentOf([...pool.values()]), taken: pool.size, total, unreadable };
    },
  };
}

function concernedOf(
  entities: readonly EntityDescriptor[],
  messages: readonly Message[],
  side: 'idp' | 'sp' | undefined,
): ReadonlySet<EntityDescriptor> {
  const ofSide = (kind: 'idp' | 'sp') =>
    side === undefined || side === kind
      ? entities.filter(({ roles }) => roles.some((role) => role.kind === kind))
      : [];
  const facts = { idpEntities: ofSide('idp'), spEntities: ofSide('sp') };
  return new Set(messages.flatMap((message) => entitiesConcerned(facts, message.document, message)));
}

/** `inspect` will say what is wrong with an input. */
function withoutFailing(read: () => readonly Message[]): readonly Message[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof SamlscopeError) return [];
    throw error;
  }
}

function requireRoom(entities: readonly AggregateEntity[], limits: Limits): void {
  const units = entities.reduce(
    (sum, { text, groups }) => sum + text.length + 2 * groups.reduce((all, tag) => all + tag.length, 0),
    0,
  );
  if (units > limits.inputBytes)
    throw new SamlscopeError(
      'limit',
      `The messages concern ${entities.length} entities of the metadata, which are longer than the limit inputBytes (${limits.inputBytes}).`,
    );
}

/** Entities of one file as a document: each in its own groups, all of them in the root. */
function documentOf(entities: readonly AggregateEntity[]): string {
  const root = entities[0]?.groups.slice(0, 1) ?? [];
  const inside = entities.map(({ text, groups }) => {
    const nested = groups.slice(1);
    return nested.join('') + text + endTags(nested);
  });
  return root.join('') + inside.join('') + endTags(root);
}
