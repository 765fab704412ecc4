// Copyright 2026 The Parafa developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An OAuth server written by others, at the paths of ANAF's: node server.mjs CERTIFICATE KEY
// Says its port, then reads one command a line and answers each with one line:
//   code CLIENT      an authorization code, as after a login
// Two clients: `basic` gets JWTs and proves itself in a header, `post` gets opaque tokens and proves
// itself in the body.

import { readFileSync } from 'node:fs';
import https from 'node:https';
import readline from 'node:readline';
import Provider from 'oidc-provider';

const [certificate, key] = process.argv.slice(2);
const redirect_uris = ['https://localhost:47631/callback'];
const common = { client_secret: 'secret of a test & more', redirect_uris, grant_types: ['authorization_code', 'refresh_token'] };

const provider = new Provider('https://logincert.localhost', {
  clients: [
    { ...common, client_id: 'basic', token_endpoint_auth_method: 'client_secret_basic' },
    { ...common, client_id: 'post', token_endpoint_auth_method: 'client_secret_post' },
  ],
  routes: {
    authorization: '/anaf-oauth2/v1/authorize',
    token: '/anaf-oauth2/v1/token',
    revocation: '/anaf-oauth2/v1/revoke',
  },
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client) => (client.clientId === 'basic' ? 'urn:parafa:test' : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'api', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  pkce: { required: () => false },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  ttl: { AccessToken: 7776000, AuthorizationCode: 60, Grant: 31536000, RefreshToken: 31536000, IdToken: 60 },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  cookies: { keys: ['of a test'] },
});

// What a login leaves behind: a grant, and a code that hangs on it
async function makeCode(id) {
  const client = await provider.Client.find(id);
  const grant = new provider.Grant({ clientId: id, accountId: 'holder' });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope('urn:parafa:test', 'api');
  const grantId = await grant.save();
  const code = new provider.AuthorizationCode({
    client, accountId: 'holder', redirectUri: redirect_uris[0], scope: 'openid offline_access', grantId,
    resource: id === 'basic' ? 'urn:parafa:test' : undefined, authTime: Math.floor(Date.now() / 1000),
  });
  return code.save();
}

// As ANAF's, it asks every client for a certificate, and gets on without one. Only the page of the login needs it, which
// Parafa's own client never opens; the login over mutual TLS is tested against the practice server.
const tls = { cert: readFileSync(certificate), key: readFileSync(key), requestCert: true, rejectUnauthorized: false };
const server = https.createServer(tls, provider.callback());
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const [what, id] = line.split(' ');
  console.log(what === 'code' ? await makeCode(id) : 'unknown');
}).on('close', () => process.exit(0));
