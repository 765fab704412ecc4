// Copyright 2026 The Parafa developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An OAuth server written by others, at the paths of ANAF's: node server.mjs CERTIFICATE KEY CLIENT-ROOT
// It has two doors on loopback and says their ports in one line, "MUTUAL OPEN". Both lead to the same server:
//   MUTUAL  no handshake without a client certificate that leads to CLIENT-ROOT
//   OPEN    asks for no certificate: ANAF's token endpoint wants none
// The page of the login is at the mutual door only; who logs in there is the holder of the certificate.
// Then it reads one command a line and answers each with one line:
//   seen        what was asked since the last time: "DOOR PATH SERIAL" with the certificate's serial number, or "-",
//               separated by ", "
//   refused     how many handshakes failed at the mutual door since the last time
// Three clients: `basic` gets JWTs and proves itself in a header; `bound` too, and its tokens are bound to the
// certificate that asked for them (RFC 8705, section 3); `post` gets opaque tokens and proves itself in the body.

import { readFileSync } from 'node:fs';
import https from 'node:https';
import readline from 'node:readline';
import Provider from 'oidc-provider';

const [certificate, key, root] = process.argv.slice(2);
const redirect_uris = ['https://localhost:47631/callback'];
const common = { client_secret: 'secret of a test & more', redirect_uris, grant_types: ['authorization_code', 'refresh_token'] };
const resource = 'urn:parafa:test';

const provider = new Provider('https://logincert.localhost', {
  clients: [
    { ...common, client_id: 'basic', token_endpoint_auth_method: 'client_secret_basic' },
    {
      ...common, client_id: 'bound', token_endpoint_auth_method: 'client_secret_basic',
      tls_client_certificate_bound_access_tokens: true,
    },
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
    mTLS: { enabled: true, certificateBoundAccessTokens: true, getCertificate: (ctx) => ctx.socket.getPeerX509Certificate?.() },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client) => (client.clientId === 'post' ? undefined : resource),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'api', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  interactions: { url: (ctx, interaction) => `/my.policy/${interaction.uid}` },
  pkce: { required: () => false },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  ttl: {
    AccessToken: 7776000, AuthorizationCode: 60, Grant: 31536000, RefreshToken: 31536000, IdToken: 60, Interaction: 60, Session: 60,
  },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  cookies: { keys: ['of a test'] },
});

const serialOf = (request) => request.socket.getPeerCertificate?.()?.serialNumber?.toLowerCase();

// The page of the login: the certificate says who it is, and what was asked for is granted
async function logIn(request, response) {
  const accountId = serialOf(request);
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ clientId: params.client_id, accountId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(resource, 'api');
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId: await grant.save() } });
}

const answer = provider.callback();
let seen = [];
let refused = 0;

const listen = (door, tls) => new Promise((resolve) => {
  const server = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key), ...tls }, (request, response) => {
    const path = request.url.split('?')[0];
    seen.push(`${door} ${path.replace(/(my\.policy|authorize)\/.*/, '$1')} ${serialOf(request) ?? '-'}`);
    if (path.endsWith('/authorize')) request.url += '&scope=openid+offline_access+api'; // ANAF's scope is fixed by the server
    if (door === 'mutual' && path.startsWith('/my.policy/')) {
      logIn(request, response).catch((problem) => response.writeHead(500).end(problem.message));
    } else {
      answer(request, response);
    }
  });
  server.on('tlsClientError', () => { refused += door === 'mutual' ? 1 : 0; });
  server.listen(0, '127.0.0.1', () => resolve(server.address().port));
});

const mutual = await listen('mutual', { ca: readFileSync(root), requestCert: true, rejectUnauthorized: true });
console.log(`${mutual} ${await listen('open', {})}`);

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'seen') {
    console.log(seen.join(', '));
    seen = [];
  } else if (line === 'refused') {
    console.log(refused);
    refused = 0;
  } else {
    console.log('unknown');
  }
}).on('close', () => process.exit(0));
