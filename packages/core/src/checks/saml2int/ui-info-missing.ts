import { readUiInfos } from '../../metadata/read-ui.ts';
import { idpRoleOf, spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/ui-info-missing',
  title: 'The metadata lacks what users are shown of the entity',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [
    sdp(
      'MD09',
      'UIInfo must be there with DisplayName and Logo, and for a service provider PrivacyStatementURL.',
    ),
  ],
  why: 'Discovery and consent pages show the name and the logo from here. Without them users see an entityID.',
  fix: 'Add mdui:UIInfo with DisplayName and Logo, and with PrivacyStatementURL for a service provider.',

  skip: (use) =>
    idpRoleOf(use) || spRoleOf(use) ? undefined : 'not the role of an identity or service provider',

  run(use) {
    const [info] = readUiInfos(use.element);
    const missing = [
      ...(info?.displayNames.length ? [] : ['DisplayName']),
      ...(info?.logos.length ? [] : ['Logo']),
      ...(idpRoleOf(use) || info?.privacyStatementUrls.length ? [] : ['PrivacyStatementURL']),
    ];
    if (missing.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [info?.element ?? use.element],
      data: { missing: allOf(missing), name: use.name },
      explains: ['display-name', 'logo', 'privacy-statement'].map((what) => ({
        check: `metadata/ui-${what}-missing`,
        on: use.element,
      })),
    };
  },

  message: ({ missing, name }) => `The UIInfo of ${name} lacks ${missing}.`,
});
