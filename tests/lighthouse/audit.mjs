import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import pg from 'pg';
import puppeteer from 'puppeteer-core';

const apps = 24;
const goals = { accessibility: 100, 'best-practices': 100, performance: 95 };
const mostKilobytes = 350;

const demo = JSON.parse(readFileSync(process.argv[2]));
const person = demo.accounts.find(account => account.email.startsWith('ann'));

// The connection string is Npgsql's.
async function connect() {
  const parts = Object.fromEntries(demo.database.split(';').filter(Boolean).map(part => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1)];
  }));
  const client = new pg.Client({
    host: parts.host, port: Number(parts.port), user: parts.username, password: parts.password, database: parts.database,
  });
  await client.connect();
  return client;
}

async function addApps() {
  const database = await connect();
  const type = 'urn:ietf:params:oauth:token-type:';
  for (let i = 0; i < apps; i++) {
    const [app, grant] = [randomUUID(), randomUUID()];
    await database.query(
      `insert into "OpenIddictApplications" ("Id", "ClientId", "ClientType", "DisplayName", "Properties", "ConcurrencyToken")
       values ($1, $2, 'confidential', $3, '{"publisher":"Example Works"}', 'c')`,
      [app, `lighthouse-${i}`, `Example App ${i + 1}`]);
    await database.query(
      `insert into "OpenIddictAuthorizations"
         ("Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
       values ($1, $2, $3, 'valid', 'permanent', '["openid","offline_access","calendar.read","files.read"]', $4, 'c')`,
      [grant, app, person.subject, new Date(Date.now() - i * 10 * 86_400_000)]);
    await database.query(
      `insert into "OpenIddictTokens"
         ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type", "CreationDate", "ReferenceId", "ConcurrencyToken")
       values ($1, $2, $3, $4, 'valid', $5, now(), $6, 'c')`,
      [randomUUID(), app, grant, person.subject, `${type}refresh_token`, randomUUID()]);
  }
  await database.end();
}

async function signIn(page) {
  await page.goto(demo.portal, { waitUntil: 'networkidle0' });
  await page.type('[name=Email]', person.email);
  await page.type('[name=Password]', person.password);
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.click('form button[type=submit]')]);
  await page.waitForSelector('[data-app]');
}

await addApps();
const browser = await puppeteer.launch({
  executablePath: process.env.TOKENPORTAL_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'],
});
const page = await browser.newPage();
await signIn(page);
const addresses = { list: demo.portal };
const appPage = await page.evaluate(() => document.querySelector('a[href*="apps/"]')?.href);
if (appPage) addresses.app = appPage;

let missed = 0;
console.log('| Page | Preset | Accessibility | Best practices | Performance | Over the wire |\n|---|---|---|---|---|---|');
for (const [name, address] of Object.entries(addresses)) {
  for (const [preset, config] of [['desktop', desktop], ['mobile', undefined]]) {
    const { lhr } = await lighthouse(
      address, { output: 'json', onlyCategories: Object.keys(goals) }, config, page);
    const scores = Object.entries(goals).map(([category, goal]) => {
      const score = Math.round(lhr.categories[category].score * 100);
      if (score < goal) {
        missed++;
        for (const { id } of lhr.categories[category].auditRefs) {
          const audit = lhr.audits[id];
          if (audit.score !== null && audit.score < 1) console.error(`${name} ${preset} ${category}: ${audit.title} ${audit.displayValue ?? ''}`);
        }
      }
      return score;
    });
    const kilobytes = Math.round(lhr.audits['total-byte-weight'].numericValue / 1000);
    if (kilobytes > mostKilobytes) missed++;
    console.log(`| ${name} | ${preset} | ${scores.join(' | ')} | ${kilobytes} kB |`);
  }
}
await browser.close();
process.exitCode = missed === 0 ? 0 : 1;
