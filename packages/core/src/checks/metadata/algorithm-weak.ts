import { digestMethods, signatureMethods } from '../../dsig/algorithms.ts';
import { readSupportedAlgorithms } from '../../metadata/read-algorithms.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/algorithm-weak',
  title: 'An algorithm that protects no more is offered',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'algsupport',
      section: '2.4, 2.5',
      says: 'DigestMethod and SigningMethod say with which algorithms an entity can verify, the preferred first; the other side should take the first that it supports.',
    },
  ],
  why: `The other side may choose it: some products take the first that both support. SHA-1 collides, so that a
signature can be carried over to another text.`,
  fix: 'Have the operator of this entity remove it from the metadata and switch it off in the product.',

  run({ element, entity, name }) {
    const weak = [...readSupportedAlgorithms(element), ...readSupportedAlgorithms(entity.element)].flatMap(
      (one) => {
        const uri = one.algorithm?.value ?? '';
        const entry = one.kind === 'digest' ? digestMethods.get(uri) : signatureMethods.get(uri);
        return entry?.weakness === undefined
          ? []
          : [{ at: one.algorithm?.at ?? one.element, says: `${entry.name} (${entry.weakness})` }];
      },
    );
    return failAt(
      weak.map(({ at }) => at),
      () => ({ name: shown(name), weak: allOf(weak.map(({ says }) => says)) }),
    );
  },

  message: ({ name, weak }) => `${name} offers ${weak}.`,
});
