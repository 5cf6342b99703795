import { attributeField } from '../../saml/field.ts';
import { defineCheck } from '../check.ts';
import { ecpRequestOf } from '../ecp-headers.ts';
import { isTrue } from '../metadata-places.ts';

export default defineCheck({
  id: 'binding/ecp-passive-differs',
  title: 'The header of ECP and the request differ on whether to ask the user',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.2',
      says: 'IsPassive of ecp:Request forbids client and identity provider to be seen by the user; where it is not there, it is true (paraphrased).',
    },
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'IsPassive of an AuthnRequest is false where it is not there (paraphrased).',
    },
  ],
  why: `The two attributes have one name and opposite defaults. Where the header leaves it out, a client that keeps to the
letter asks the user for nothing, neither for a password nor for an identity provider, though the request allows it.`,
  fix: 'At the service provider, write IsPassive on ecp:Request with the value that it has, or would have, on the AuthnRequest: "0" for a usual login.',

  skip: (request) => (ecpRequestOf(request) ? undefined : 'there is no ecp:Request'),

  run(request) {
    const header = ecpRequestOf(request);
    const own = header && attributeField(header, 'IsPassive');
    const quiet = own === undefined || isTrue(own);
    if (!header || quiet === isTrue(request.isPassive)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [own?.at ?? header, request.isPassive?.at ?? request.element],
      data: { header: stated(own?.value, 'true'), request: stated(request.isPassive?.value, 'false') },
    };
  },

  message: ({ header, request }) =>
    `IsPassive of ecp:Request ${header}; that of the AuthnRequest ${request}.`,
});

function stated(value: string | undefined, standing: string): string {
  return value === undefined ? `is absent, which means ${standing}` : `is ${value}`;
}
