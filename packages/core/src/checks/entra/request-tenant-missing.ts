import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-tenant-missing',
  title: 'The request goes to the address that all tenants share',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS50194 says that an application is not set up for several tenants and cannot be used by way of /common; AADSTS90130 says that it is not supported there.',
    },
  ],
  why: `Behind /common/ Microsoft Entra ID chooses the tenant by the user. Only applications made for several tenants may be used
so; for others it answers AADSTS50194 or AADSTS90130.`,
  fix: `At the service provider, use the Login URL of the application as Entra ID shows it, which holds the tenant ID.`,

  skip: ({ destination, delivery }, facts) =>
    notEntra(facts) ??
    (destination || delivery?.sentTo ? undefined : 'it is not told where the request goes'),

  run({ destination, delivery, element }) {
    const url = [destination?.value, delivery?.sentTo].find((one) => one !== undefined && SHARED.test(one));
    if (url === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [destination?.at ?? element],
      data: { url: shown(url) },
      expected: url.replace(SHARED, '$1{tenant ID}$3'),
      actual: shown(url),
      remedies: [
        {
          end: 'service provider',
          do: 'Enter the Login URL that Microsoft Entra ID shows at Enterprise applications > (application) > Single sign-on > Set up.',
        },
      ],
    };
  },

  message: ({ url }) => `The request goes to ${url}, which names no tenant.`,
});

const SHARED = /^(https:\/\/[^/]{1,255}\/)(common|organizations)(\/saml2.{0,255})$/i;
