import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-logo-size-missing',
  title: 'A logo does not say how large it is',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.5',
      says: 'The attributes height and width of Logo, in pixels, are required, for pictures of any format.',
    },
  ],
  why: `Readers that validate refuse the entity. Pages choose among several logos by their size.`,
  fix: 'Have the operator of this entity add height and width in pixels, without a unit.',

  run({ element, name }) {
    const wrong = readUiInfos(element)
      .flatMap(({ logos }) => logos)
      .filter(
        ({ height, width }) => ![height, width].every((size) => /^0*[1-9]\d{0,6}$/.test(size?.value ?? '')),
      );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({
        name: shown(name),
        size: `${shown(wrong[0]?.width?.raw ?? 'nothing')} by ${shown(wrong[0]?.height?.raw ?? 'nothing')}`,
      }),
    );
  },

  message: ({ name, size }) => `The size of an mdui:Logo of ${name} is ${size}.`,
});
