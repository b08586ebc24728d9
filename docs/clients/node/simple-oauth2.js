import { AuthorizationCode } from 'simple-oauth2';

const { REVOKE_URL, CLIENT_ID, CLIENT_SECRET, TOKEN } = process.env;
const address = new URL(REVOKE_URL);
const client = new AuthorizationCode({
  client: { id: CLIENT_ID, secret: CLIENT_SECRET },
  auth: { tokenHost: address.origin, revokePath: address.pathname },
});
try {
  await client.createToken({ refresh_token: TOKEN }).revoke('refresh_token');
  console.log('200 revoked');
} catch (error) {
  console.log(`${error.output?.statusCode} ${error.data?.payload?.error ?? error.message}`);
  process.exitCode = 1;
}
