import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/logo-not-https',
  title: 'A logo has another address than https or data',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [sdp('MD10', 'A Logo must be an https URL or an image in a data URI.')],
  why: 'Pages that came by https do not show images by http, or warn of them.',
  fix: 'Have the operator of this entity serve the logo by https, or put it into a data URI.',

  skip: ({ element }) =>
    readUiInfos(element).some(({ logos }) => logos.length > 0) ? undefined : 'there is no logo',

  run({ element }) {
    const logo = readUiInfos(element)
      .flatMap(({ logos }) => logos)
      .find(({ value }) => !/^(?:https:\/\/|data:image\/)/i.test(value));
    if (!logo) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [logo.at],
      data: { url: shown(logo.value) },
      explains: [{ check: 'metadata/ui-logo-not-https', on: element }],
    };
  },

  message: ({ url }) => `The logo is ${url}.`,
});
