import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-logo-large',
  title: 'A logo is larger than a page can use',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.5',
      says: 'Communities should establish guidelines for the size of logos.',
    },
    {
      spec: 'refeds',
      section: 'Metadata practice',
      says: 'Federations keep pictures within data: URIs to some kilobytes (our reading).',
    },
  ],
  why: `A picture in the metadata is loaded by everyone who loads the metadata, thousands of systems every hour. One
of thousands of pixels is scaled down at every view.`,
  fix: 'Have the operator of this entity serve a picture of some hundred pixels by https:.',

  run({ element, name }) {
    const large = readUiInfos(element)
      .flatMap(({ logos }) => logos)
      .filter(
        ({ value, width, height }) =>
          value.length > MOST_CHARACTERS ||
          Number(width?.value) > MOST_PIXELS ||
          Number(height?.value) > MOST_PIXELS,
      );
    const [first] = large;
    return failAt(
      large.map(({ at }) => at),
      () => ({
        name: shown(name),
        characters: first?.value.length ?? 0,
        size: `${shown(first?.width?.value ?? 'nothing')} by ${shown(first?.height?.value ?? 'nothing')}`,
      }),
    );
  },

  message: ({ name, characters, size }) =>
    `An mdui:Logo of ${name} has ${size} pixels and takes ${characters} characters of metadata.`,
});

const MOST_CHARACTERS = 50_000;
const MOST_PIXELS = 1500;
