import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt, isTrue, signingKeysOf } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-request-key-not-rsa',
  title: 'Requests are signed by keys that Entra ID cannot verify with',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.requestSigning,
      says: 'Only RSA-SHA256 is supported as the signature algorithm of requests.',
    },
  ],
  why: `Where an application of Microsoft Entra ID requires verification certificates, it refuses requests that another kind of key
signed. No login of this service provider would get through.`,
  fix: `Have the operator of the service provider sign its requests by an RSA key, and list its certificate.`,

  skip: (use, facts) =>
    notEntra(facts) ??
    (isTrue(spRoleOf(use)?.authnRequestsSigned) ? undefined : 'the role does not say that it signs requests'),

  run({ role, name }) {
    const listed = signingKeysOf(role).filter(({ keys }) => keys.length > 0);
    const others = listed.filter(({ keys }) => keys.every(({ key }) => key.type !== 'rsa'));
    return failAt(others.length === listed.length ? others.map(({ element }) => element) : [], () => ({
      name: shown(name),
      type: others[0]?.keys[0]?.key.type.toUpperCase() ?? '',
    }));
  },

  message: ({ name, type }) => `${name} signs its requests by a key of the kind ${type}.`,
});
