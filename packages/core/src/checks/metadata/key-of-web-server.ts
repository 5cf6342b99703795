import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { hostsOf, isForWebServers } from '../../x509/extensions.ts';
import { defineCheck } from '../check.ts';
import { hostOf } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-of-web-server',
  title: 'A key is that of the web server, going by its certificate',
  severity: 'note',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-iop',
      section: '2.5.1',
      says: 'What metadata lists is the key; the certificate round it may have any issuer, end and usage, which mean nothing there.',
    },
    {
      spec: 'rfc',
      section: '5280 4.2.1.12',
      says: 'serverAuth marks a certificate for TLS servers.',
    },
  ],
  why: `The certificate of a web server is replaced every few months, and with it often the key: unless the metadata is
changed everywhere at the same hour, logins fail. The key also lies where every page of the server is answered, which is the
place most exposed.`,
  fix: `Have the operator make a key for SAML alone, with a certificate that it signs itself and that lasts, publish it beside this one, and only
then sign with it.`,

  run({ descriptor: { element, keys }, number, of }) {
    const servers = keys.flatMap(({ certificate }) => {
      if (!certificate || !isForWebServers(certificate)) return [];
      const names = hostsOf(certificate);
      const host = readEndpoints(of.element)
        .map(({ location }) => location && hostOf(location.value))
        .find((one) => one !== undefined && names.some((name) => isHostOf(one, name)));
      return host === undefined ? [] : [{ certificate, host }];
    });
    return failAt(servers.length > 0 ? [element] : [], () => ({
      number,
      name: shown(of.name),
      subject: shown(servers[0]?.certificate.subject ?? ''),
      host: shown(servers[0]?.host ?? ''),
    }));
  },

  message: ({ number, name, subject, host }) =>
    `The certificate ${subject} in KeyDescriptor ${number} of ${name} is for the web server ${host}, where its endpoints are.`,
});

/** Whether a certificate for this name, which may begin with `*.`, is for that host (RFC 6125 §6.4.3). */
function isHostOf(host: string, name: string): boolean {
  if (!name.startsWith('*.')) return host === name;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === name.slice(1);
}
