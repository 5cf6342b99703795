import type { BareChange } from './diff-change.ts';
import type { Endpoint, IdpRole, IndexedEndpoint, SpRole } from './model.ts';

interface Site {
  readonly binding: string;
  readonly location: string;
  readonly responseLocation: string | undefined;
  readonly index: string | undefined;
  /** As written; `undefined` where it is not. */
  readonly isDefault: boolean | undefined;
}

type Service = 'SingleSignOnService' | 'AssertionConsumerService' | 'SingleLogoutService';

/** Compares the endpoints of one role. */
export function diffEndpoints(before: IdpRole | SpRole, after: IdpRole | SpRole): BareChange[] {
  const changes = diffService('SingleLogoutService', before.singleLogoutServices, after.singleLogoutServices);
  if (before.kind === 'idp' && after.kind === 'idp') {
    changes.unshift(
      ...diffService('SingleSignOnService', before.singleSignOnServices, after.singleSignOnServices),
    );
  }
  if (before.kind === 'sp' && after.kind === 'sp') {
    const [old, young] = [before.assertionConsumerServices, after.assertionConsumerServices];
    changes.unshift(...diffService('AssertionConsumerService', old, young), ...diffDefault(old, young));
  }
  return changes;
}

function diffService(
  service: Service,
  before: readonly (Endpoint | IndexedEndpoint)[],
  after: readonly (Endpoint | IndexedEndpoint)[],
): BareChange[] {
  const changes: BareChange[] = [];
  const old = before.map(siteOf);
  const young = after.map(siteOf);
  // What is there as it was; then what only moved, or only changed its binding; the rest came or went.
  for (const one of [...old]) {
    const same = young.find(({ binding, location }) => binding === one.binding && location === one.location);
    if (!same) continue;
    take(old, one);
    take(young, same);
    changes.push(...diffDetails(service, one, same));
  }
  for (const one of [...old]) {
    const candidates = young.filter(({ binding }) => binding === one.binding);
    const moved = candidates.find(({ index }) => index === one.index) ?? candidates[0];
    if (!moved) continue;
    take(old, one);
    take(young, moved);
    changes.push({
      kind: 'endpoint-moved',
      ...IMPACTS[service].moved,
      message: `${service} for ${shortBinding(one.binding)} moved from ${one.location} to ${moved.location}.`,
      before: one.location,
      after: moved.location,
    });
  }
  for (const one of [...old]) {
    const other = young.find(({ location }) => location === one.location);
    if (!other) continue;
    take(old, one);
    take(young, other);
    changes.push({
      kind: 'binding-changed',
      ...IMPACTS[service].binding,
      message: `${service} at ${one.location} changed its binding from ${shortBinding(one.binding)} to ${shortBinding(other.binding)}.`,
      before: one.binding,
      after: other.binding,
    });
  }
  for (const { binding, location } of old) {
    changes.push({
      kind: 'endpoint-removed',
      ...IMPACTS[service].removed,
      message: `${service} for ${shortBinding(binding)} at ${location} was removed${after.length === 0 ? '; none is left' : ''}.`,
      before: location,
    });
  }
  for (const { binding, location } of young) {
    changes.push({
      kind: 'endpoint-added',
      impact: 'harmless',
      message: `${service} for ${shortBinding(binding)} at ${location} was added.`,
      after: location,
    });
  }
  return changes;
}

function diffDetails(service: Service, before: Site, after: Site): BareChange[] {
  const changes: BareChange[] = [];
  if (before.index !== after.index) {
    changes.push({
      kind: 'endpoint-index-changed',
      impact: 'may-break',
      message: `The index of ${service} at ${after.location} changed from ${before.index ?? 'none'} to ${after.index ?? 'none'}.`,
      consequence:
        'Requests that name the endpoint by AssertionConsumerServiceIndex are answered elsewhere, until both sides have the new metadata.',
      ...(before.index !== undefined && { before: before.index }),
      ...(after.index !== undefined && { after: after.index }),
    });
  }
  if (before.responseLocation !== after.responseLocation) {
    changes.push({
      kind: 'response-location-changed',
      impact: 'may-break',
      message: `The ResponseLocation of ${service} at ${after.location} changed from ${before.responseLocation ?? 'none'} to ${after.responseLocation ?? 'none'}.`,
      consequence: 'Those that hold the old metadata go on sending their LogoutResponses to the old address.',
      ...(before.responseLocation !== undefined && { before: before.responseLocation }),
      ...(after.responseLocation !== undefined && { after: after.responseLocation }),
    });
  }
  return changes;
}

/** SAML Metadata §2.2.3: the first that is marked, else the first that is not marked as none, else the first. */
function diffDefault(before: readonly IndexedEndpoint[], after: readonly IndexedEndpoint[]): BareChange[] {
  const [old, young] = [defaultOf(before.map(siteOf)), defaultOf(after.map(siteOf))];
  // That it moved is told already.
  const remains = after.some(({ location }) => location?.value === old);
  if (old === undefined || young === undefined || old === young || !remains) return [];
  return [
    {
      kind: 'endpoint-default-changed',
      impact: 'may-break',
      message: `The default AssertionConsumerService changed from ${old} to ${young}.`,
      consequence:
        'Logins that begin at the identity provider, and answers to requests that name no endpoint, arrive there.',
      before: old,
      after: young,
    },
  ];
}

function defaultOf(sites: readonly Site[]): string | undefined {
  return (
    sites.find(({ isDefault }) => isDefault) ??
    sites.find(({ isDefault }) => isDefault === undefined) ??
    sites[0]
  )?.location;
}

type Impact = Pick<BareChange, 'impact' | 'consequence'>;

const IMPACTS: Readonly<Record<Service, Readonly<Record<'moved' | 'removed' | 'binding', Impact>>>> = {
  SingleSignOnService: {
    moved: {
      impact: 'breaks',
      consequence:
        'Service providers that hold the old metadata go on sending people to the old address: keep it answering until none does.',
    },
    removed: {
      impact: 'breaks',
      consequence:
        'Service providers that use it cannot start a login any more; they have to use another binding.',
    },
    binding: {
      impact: 'breaks',
      consequence:
        'Service providers that hold the old metadata go on sending requests by the old binding, which is not answered.',
    },
  },
  AssertionConsumerService: {
    moved: {
      impact: 'breaks',
      consequence:
        'Identity providers that hold the old metadata go on posting to the old address, and refuse requests that name the new one; their settings with an ACS URL typed in have to be changed by hand. Keep both answering meanwhile.',
    },
    removed: {
      impact: 'breaks',
      consequence:
        'Identity providers that hold the old metadata go on posting there; those that read the new one refuse requests that name it.',
    },
    binding: {
      impact: 'breaks',
      consequence: 'Identity providers that hold the old metadata go on answering by the old binding.',
    },
  },
  SingleLogoutService: {
    moved: {
      impact: 'may-break',
      consequence:
        'Those that hold the old metadata go on sending logouts to the old address. Logins are not affected.',
    },
    removed: {
      impact: 'may-break',
      consequence:
        'Logout no longer reaches this side; sessions stay open until they end by themselves. Logins are not affected.',
    },
    binding: {
      impact: 'may-break',
      consequence:
        'Those that hold the old metadata go on sending logouts by the old binding. Logins are not affected.',
    },
  },
};

function siteOf(endpoint: Endpoint | IndexedEndpoint): Site {
  const isDefault = 'isDefault' in endpoint ? endpoint.isDefault?.value : undefined;
  return {
    binding: endpoint.binding?.value ?? '',
    location: endpoint.location?.value ?? '',
    responseLocation: endpoint.responseLocation?.value,
    index: 'index' in endpoint ? endpoint.index?.value : undefined,
    isDefault: isDefault === undefined ? undefined : isDefault === 'true' || isDefault === '1',
  };
}

function take(sites: Site[], one: Site): void {
  sites.splice(sites.indexOf(one), 1);
}

/** `HTTP-POST`. */
export function shortBinding(binding: string): string {
  return binding.replace(/^urn:oasis:names:tc:SAML:[\d.]+:(?:bindings|profiles):/, '') || 'no binding';
}
