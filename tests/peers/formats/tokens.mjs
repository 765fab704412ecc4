// Copyright 2026 The Parafa developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tokens made by jose, one line of JSON each: algorithm, token, the public key as JWK and as PEM, a set of keys.
// Everything in them is invented.

import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';

const kinds = [
  ['RS256'], ['RS384'], ['RS512'], ['PS256'], ['PS384'], ['PS512'],
  ['ES256'], ['ES384'], ['ES512'],
  ['EdDSA', { crv: 'Ed25519' }], ['EdDSA', { crv: 'Ed448' }],
];
const claims = {
  token_type: 'Bearer', iss: 'https://logincert.localhost', roles: 'HELLO@EFACTURA@ETRANSPORT',
  serial: '5c:00:9e:41', note: 'ță „ghilimele” 𝄞', deep: { list: [1, 2.5, null, true] },
};
const made = [];
for (const [alg, options] of kinds) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true, ...options });
  const kid = `${alg}-${made.length}`;
  const token = await new SignJWT(claims).setProtectedHeader({ alg, kid }).setIssuedAt().setExpirationTime('90d')
    .sign(privateKey);
  made.push({ alg, token, jwk: { ...await exportJWK(publicKey), kid }, pem: await exportSPKI(publicKey) });
}
const set = JSON.stringify({ keys: made.map(({ jwk }) => jwk) });
for (const { alg, token, jwk, pem } of made)
  console.log(JSON.stringify({ alg, token, jwk: JSON.stringify(jwk), pem, set }));
