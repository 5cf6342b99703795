import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/transient-with-create',
  title: 'AllowCreate stands beside a transient NameID',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-errata',
      section: 'E14',
      says: 'AllowCreate must not be used with a transient NameID, and should be ignored there.',
    },
  ],
  why: `A transient NameID is new at every login, so there is nothing to allow. Identity providers pass over the
attribute; it only misleads whoever reads the request.`,
  fix: `Have the service provider leave AllowCreate out where it asks for a transient NameID. If users are to be known
again, have it ask for a persistent one.`,

  skip: ({ nameIdPolicy }) =>
    nameIdPolicy?.format?.value === nameIdFormats.transient
      ? undefined
      : 'the request asks for no transient NameID',

  run({ nameIdPolicy }) {
    const allowCreate = nameIdPolicy?.allowCreate;
    return allowCreate
      ? { verdict: 'fail', at: [allowCreate.at], data: { written: shown(allowCreate.value) } }
      : { verdict: 'pass' };
  },

  message: ({ written }) => `NameIDPolicy asks for a transient NameID, and AllowCreate is ${written}.`,
});
