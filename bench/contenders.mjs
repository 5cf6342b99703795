// Who is measured. Each turns one input into a function that accepts the message, or throws: a contender that
// does not do the work has no time worth comparing.

import { createRequire } from 'node:module';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { inspect } from '@samlscope/core';
import { DOMParser } from '@xmldom/xmldom';
import samlify from 'samlify';
import { SignedXml } from 'xml-crypto';
import { examineSignatures } from '../packages/core/dist/dsig/examine.js';
import { readKeysPem } from '../packages/core/dist/x509/read.js';
import { parseXml } from '../packages/core/dist/xml/parse.js';
import { ACS_URL, AUDIENCE } from './inputs.mjs';

const require = createRequire(import.meta.url);
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

// Others check the message against a schema here, with a library of their own; left out, to their favour.
samlify.setSchemaValidator({ validate: async () => 'skipped' });

export const contenders = [
  {
    name: 'samlscope inspect',
    does: 'decode, read, examine, every check, report; metadata and certificate given',
    prepare({ base64, idpMetadata, certificatePem, nameId }) {
      const facts = { now: 'issued', sp: 'aws', idpMetadata, certificates: [certificatePem] };
      return () => {
        const { counts, messages, signatures } = inspect(base64, facts);
        accepted(counts.crash === 0 && signatures.every(({ outcome }) => outcome === 'known-signer'));
        // What a message is found to have wrong is no reason not to have done the work.
        accepted(messages[0]?.assertions[0]?.nameId?.value === nameId);
      };
    },
  },
  {
    name: 'samlscope examine',
    does: 'decode, parse, examine the signatures',
    prepare({ base64, certificatePem }) {
      const keys = readKeysPem(certificatePem, 'bench');
      return () => {
        const text = Buffer.from(base64, 'base64').toString('utf8');
        const evidence = examineSignatures(parseXml({ name: 'bench', text, steps: [] }), keys);
        accepted(evidence.length > 0 && evidence.every(({ outcome }) => outcome === 'known-signer'));
      };
    },
  },
  {
    name: 'xml-crypto',
    version: versionOf('xml-crypto'),
    does: 'decode, parse (xmldom), checkSignature',
    prepare({ base64, certificatePem }) {
      return () => {
        const text = Buffer.from(base64, 'base64').toString('utf8');
        const document = new DOMParser().parseFromString(text, 'text/xml');
        const found = document.getElementsByTagNameNS(DSIG, 'Signature');
        accepted(found.length > 0);
        for (let i = 0; i < found.length; i++) {
          const signed = new SignedXml({ publicCert: certificatePem, getCertFromKeyInfo: () => null });
          signed.loadSignature(found[i]);
          accepted(signed.checkSignature(text) && signed.getSignedReferences().length === 1);
        }
      };
    },
  },
  {
    name: 'node-saml',
    version: versionOf('@node-saml/node-saml'),
    does: 'validatePostResponseAsync',
    prepare({ base64, certificatePem, issuer, nameId, responseSigned }) {
      const saml = new SAML({
        callbackUrl: ACS_URL,
        entryPoint: 'https://login.microsoftonline.com/x/saml2',
        issuer: AUDIENCE,
        audience: AUDIENCE,
        idpIssuer: issuer,
        idpCert: certificatePem,
        wantAssertionsSigned: true,
        wantAuthnResponseSigned: responseSigned,
        validateInResponseTo: ValidateInResponseTo.never,
      });
      return async () => {
        const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: base64 });
        accepted(profile?.nameID === nameId);
      };
    },
  },
  {
    name: 'samlify',
    version: versionOf('samlify'),
    does: 'parseLoginResponse, schema check left out',
    prepare({ base64, certificatePem, issuer, nameId, responseSigned }) {
      const Binding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
      const idp = samlify.IdentityProvider({
        entityID: issuer,
        signingCert: certificatePem,
        wantAuthnRequestsSigned: false,
        isAssertionEncrypted: false,
        messageSigningOrder: 'sign-then-encrypt',
        singleSignOnService: [{ Binding, Location: 'https://login.microsoftonline.com/x/saml2' }],
        singleLogoutService: [{ Binding, Location: 'https://login.microsoftonline.com/x/saml2' }],
      });
      const sp = samlify.ServiceProvider({
        entityID: AUDIENCE,
        wantMessageSigned: responseSigned,
        wantAssertionsSigned: true,
        assertionConsumerService: [{ Binding, Location: ACS_URL }],
      });
      return async () => {
        const { extract } = await sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: base64 } });
        accepted(extract.nameID === nameId);
      };
    },
  },
];

function accepted(condition) {
  if (!condition) throw new Error('did not accept the message');
}

/** Some packages keep their package.json to themselves, so the folder is searched for. */
function versionOf(name) {
  const entry = require.resolve(name);
  const folder = entry.slice(
    0,
    entry.lastIndexOf(`/node_modules/${name}/`) + `/node_modules/${name}/`.length,
  );
  return require(`${folder}package.json`).version;
}
