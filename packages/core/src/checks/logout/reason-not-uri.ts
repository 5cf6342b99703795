import { logoutReasons } from '../../saml/names.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'logout/reason-not-uri',
  title: 'The Reason of a logout is no URI',
  severity: 'warning',
  since: 'next',
  on: 'logoutRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.7.1, 3.7.3',
      says: 'Reason gives the reason for the logout in the form of a URI reference; SAML defines urn:oasis:names:tc:SAML:2.0:logout:user and :admin.',
    },
    {
      spec: 'saml-errata',
      section: 'E10',
      says: 'Reason, a string in the schema, must hold a URI reference.',
    },
  ],
  why: `A recipient that acts differently when an administrator ends a session does not recognise the reason. Most pass over
Reason, so nothing else comes of it.`,
  fix: `Have the sender write one of the two URIs, or leave Reason out.`,

  skip: ({ reason }) => (reason ? undefined : 'there is no Reason'),

  run({ reason }) {
    if (!reason || isAbsoluteUri(reason.value)) return { verdict: 'pass' };
    const known = Object.entries(logoutReasons).find(([name]) => name === reason.value.toLowerCase())?.[1];
    return {
      verdict: 'fail',
      at: [reason.at],
      data: { reason: shown(reason.raw) },
      expected: known ?? anyOf(Object.values(logoutReasons)),
      actual: shown(reason.raw),
    };
  },

  message: ({ reason }) => `Reason is ${reason}.`,
});
