import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { schemeOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-url-not-web',
  title: 'An address for people is none of the web',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.6, 2.1.7, 2.3',
      says: 'InformationURL and PrivacyStatementURL lead to pages meant for users; other schemes than https:, http: and data: should not be used.',
    },
  ],
  why: `Pages make links of them that lead nowhere; a \`javascript:\` address would run in the page of whoever shows
it.`,
  fix: 'Have the operator of this entity write an https: address of a page for people.',

  run({ element, name }) {
    const wrong = readUiInfos(element).flatMap(({ informationUrls, privacyStatementUrls }) =>
      informationUrls.concat(privacyStatementUrls).filter(({ value }) => !isOfWeb(schemeOf(value))),
    );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ name: shown(name), urls: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, urls }) => `${name} gives ${urls} as an address for people to open.`,
});

function isOfWeb(scheme: string | undefined): boolean {
  return scheme === 'https' || scheme === 'http';
}
