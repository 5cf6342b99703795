import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';

export default defineCheck({
  id: 'name-id/qualifier-unexpected',
  title: 'A NameID has a qualifier that its format does not use',
  severity: 'note',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.2.2',
      says: 'NameQualifier and SPNameQualifier should be left out unless the format defines what they mean.',
    },
  ],
  why: `For an e-mail address or a format that is unspecified nobody can say what the qualifier means. Most receivers pass
over it; one that takes it for part of the name sees another user, and a request to log out that lacks it does not
match.`,
  fix: `Nothing need be done where it works. Have the identity provider leave the qualifiers out, or state the format
persistent where that is meant.`,

  skip: (message) => (nameIdsIn(message).length > 0 ? undefined : 'there is no NameID'),

  run(message) {
    for (const { format, nameQualifier, spNameQualifier } of nameIdsIn(message)) {
      const qualifier = nameQualifier ?? spNameQualifier;
      if (!qualifier || !WITHOUT.has(format?.value ?? nameIdFormats.unspecified)) continue;
      const name = nameQualifier ? 'a NameQualifier' : 'an SPNameQualifier';
      return {
        verdict: 'fail',
        at: [qualifier.at],
        data: { name, format: shortName(format?.value ?? nameIdFormats.unspecified) },
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, format }) => `The NameID has ${name}, which means nothing for the format ${format}.`,
});

const WITHOUT: ReadonlySet<string> = new Set([
  nameIdFormats.unspecified,
  nameIdFormats.emailAddress,
  nameIdFormats.X509SubjectName,
  nameIdFormats.WindowsDomainQualifiedName,
]);
