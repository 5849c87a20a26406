// Data Integrity eddsa-jcs-2022 as Digital Bazaar's packages do it: one request a line on standard input, one answer a line.
//
//     {"sign": DOCUMENT, "key": MULTIKEY PAIR, "created": TIME}    ->  {"signed": DOCUMENT}
//     {"verify": DOCUMENT}                                         ->  {"verified": true | false, "why": TEXT}
//
// The key's controller is its did:key; nothing is loaded from anywhere.
import {createInterface} from 'node:readline';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as suite from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import jsigs from 'jsonld-signatures';

const {purposes: {AssertionProofPurpose}} = jsigs;

function methodOf(did) {
  return {
    '@context': 'https://w3id.org/security/multikey/v1', id: `${did}#${did.slice(8)}`, type: 'Multikey', controller: did,
    publicKeyMultibase: did.slice(8)
  };
}

// A did:key describes itself.
async function documentLoader(url) {
  const [did, fragment] = url.split('#');
  if(!did.startsWith('did:key:')) {
    throw new Error(`nothing is loaded: ${url}`);
  }
  const method = methodOf(did);
  const document = fragment ? method :
    {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did, assertionMethod: [method]};
  return {contextUrl: null, documentUrl: url, document};
}

async function sign({sign: document, key, created}) {
  const did = `did:key:${key.publicKeyMultibase}`;
  const pair = await Ed25519Multikey.from({...methodOf(did), ...key});
  const proof = new DataIntegrityProof({signer: pair.signer(), date: created, cryptosuite: suite.createSignCryptosuite()});
  return {signed: await jsigs.sign(document, {suite: proof, purpose: new AssertionProofPurpose(), documentLoader})};
}

async function verify({verify: document}) {
  const proof = new DataIntegrityProof({cryptosuite: suite.createVerifyCryptosuite()});
  const found = await jsigs.verify(document, {suite: proof, purpose: new AssertionProofPurpose(), documentLoader});
  return {verified: found.verified, why: String(found.error?.errors?.[0]?.message ?? found.error ?? '')};
}

for await (const line of createInterface({input: process.stdin})) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await ('sign' in request ? sign(request) : verify(request));
  } catch(e) {
    answer = {error: String(e.stack ?? e)};
  }
  console.log(JSON.stringify(answer));
}
