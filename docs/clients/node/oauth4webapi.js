import * as oauth from 'oauth4webapi';

const { REVOKE_URL, CLIENT_ID, CLIENT_SECRET, TOKEN } = process.env;
const server = { issuer: new URL('/', REVOKE_URL).href, revocation_endpoint: REVOKE_URL };
const response = await oauth.revocationRequest(
  server, { client_id: CLIENT_ID }, oauth.ClientSecretPost(CLIENT_SECRET), TOKEN,
  // For a server on this machine; leave it out for any other.
  { [oauth.allowInsecureRequests]: true });
try {
  await oauth.processRevocationResponse(response);
  console.log(`${response.status} revoked`);
} catch (error) {
  console.log(`${response.status} ${error.error ?? (await response.json()).error}`);
  process.exitCode = 1;
}
