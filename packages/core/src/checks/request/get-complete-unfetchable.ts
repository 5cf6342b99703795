import { textField } from '../../saml/field.ts';
import type { AuthnRequest } from '../../saml/model.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { ecpRequestOf } from '../ecp-headers.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/get-complete-unfetchable',
  title: 'GetComplete names no address that the list could be fetched from',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.3',
      says: 'GetComplete is a URI reference by which the complete IDPList can be retrieved (paraphrased).',
    },
  ],
  why: `GetComplete says that IDPList is only a part, and where the whole is. A proxy or client that wants the whole sends a GET
there. A name that is no address leaves it with the part, and the identity provider of this user may not be among it.`,
  fix: 'At the service provider, write the https address at which the list can be had, or leave GetComplete out.',

  skip: (request) =>
    listedAt(request).length > 0 ? undefined : 'there is no GetComplete with an absolute URI',

  run(request) {
    const strange = listedAt(request).find(({ value }) => !/^https?:\/\//i.test(value));
    if (!strange) return { verdict: 'pass' };
    return { verdict: 'fail', at: [strange.at], data: { value: shown(strange.value) } };
  },

  message: ({ value }) => `GetComplete is ${value}, which is no address of the web.`,
});

/** Where the lists of the request and of the header of ECP say that they can be completed. */
function listedAt(request: AuthnRequest) {
  return [childNamed(request.element, ns.samlp, 'Scoping'), ecpRequestOf(request)].flatMap((holder) => {
    const list = holder && childNamed(holder, ns.samlp, 'IDPList');
    const complete = list && childNamed(list, ns.samlp, 'GetComplete');
    const field = complete && textField(complete);
    return field && isAbsoluteUri(field.value) ? [field] : [];
  });
}
