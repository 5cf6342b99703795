import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { schemeOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-logo-not-https',
  title: 'A logo is not fetched by https',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.5',
      says: 'Logos should be at https: addresses, so that browsers do not warn of mixed content.',
    },
  ],
  why: `Browsers do not show a picture by http: on a page by https:. It also tells whoever listens which pages the
user sees.`,
  fix: 'Have the operator of this entity serve the picture by https:, or put it in as data:.',

  run({ element, name }) {
    const wrong = readUiInfos(element)
      .flatMap(({ logos }) => logos)
      .filter(({ value }) => !['https', 'data'].includes(schemeOf(value) ?? ''));
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ name: shown(name), urls: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, urls }) => `mdui:Logo of ${name} is ${urls}.`,
});
