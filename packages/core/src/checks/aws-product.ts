import type { Delivery } from '../saml/model.ts';
import { awsProductById } from '../vendors/aws-products.ts';
import { type AwsProductId, readAwsLanding } from '../vendors/aws-relay-state.ts';
import type { Facts } from './facts.ts';
import { notAws } from './remedies.ts';

/** Why a check about a product that is reached through IAM does not apply; `undefined` where the login leads there. */
export function notLeadingTo(
  product: AwsProductId,
  facts: Facts,
  delivery: Delivery | undefined,
): string | undefined {
  const given = awsProductById(facts.serviceProvider?.vendor.id ?? '')?.id;
  const leads = given ?? readAwsLanding(delivery?.relayState ?? '')?.product;
  return (
    notAws(facts) ??
    (leads === product
      ? undefined
      : `neither the service provider given nor RelayState is ${awsProductById(product)?.product}`)
  );
}
