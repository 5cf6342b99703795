import type { ResponseRequirements } from '../vendors/vendor.ts';
import type { Facts } from './facts.ts';

/** What the service provider wants of every response, where that is known. */
export function requirementsOf({ serviceProvider }: Facts): ResponseRequirements {
  return serviceProvider?.vendor.requires ?? {};
}

/** Why a check of one requirement does not apply: the service provider has none of the kind, as far as is known. */
export function notRequired(facts: Facts, requirement: keyof ResponseRequirements): string | undefined {
  const { serviceProvider } = facts;
  if (!serviceProvider) return 'the service provider is none that samlscope knows';
  return requirementsOf(facts)[requirement] === undefined
    ? `${serviceProvider.vendor.name} does not ask for this`
    : undefined;
}

/** The service provider's name, for a sentence. */
export function nameServiceProvider({ serviceProvider }: Facts): string {
  return serviceProvider?.vendor.name ?? 'the service provider';
}

/** Where its requirements are written: the first source that its vendor names. */
export function sourceOf({ serviceProvider }: Facts): string {
  return serviceProvider?.vendor.sources[0].source ?? '';
}

/** Whether the service provider is IAM Identity Center, which is not IAM. */
export function notIdentityCenter(facts: Facts): string | undefined {
  return facts.serviceProvider?.vendor.id === 'aws-identity-center'
    ? undefined
    : 'the service provider is not IAM Identity Center';
}
