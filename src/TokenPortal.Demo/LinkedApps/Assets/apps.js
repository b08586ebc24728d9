// Draws each connection's state once a second. A list that grew or shrank is drawn anew by the server.
const list = document.querySelector('[data-status-address]');

const set = (card, hook, text) => {
  const place = card.querySelector(`[${hook}]`);
  if (place.textContent !== text) place.textContent = text;
};

const draw = (card, item) => {
  card.dataset.status = item.status;
  card.dataset.apiStatus = item.apiStatus ?? '';
  card.dataset.refreshStatus = item.refreshStatus ?? '';
  card.dataset.refreshError = item.refreshError ?? '';
  card.dataset.checkedAt = item.checkedAt;
  set(card, 'data-label', item.label);
  set(card, 'data-message', item.message);
  set(card, 'data-api', item.apiStatus ? String(item.apiStatus) : '–');
  set(card, 'data-refresh', [item.refreshStatus, item.refreshError].filter(Boolean).join(' ') || '–');
  set(card, 'data-last-used', item.lastUsed);
};

const update = async () => {
  const response = await fetch(list.dataset.statusAddress, { cache: 'no-store' });
  if (!response.ok) return;
  const { connections } = await response.json();
  const cards = new Map([...list.querySelectorAll('[data-connection]')].map(card => [card.dataset.connection, card]));
  if (connections.length !== cards.size || connections.some(item => !cards.has(item.id))) return location.reload();
  for (const item of connections) draw(cards.get(item.id), item);
};

const poll = async () => {
  // A server that is away is no reason to stop asking.
  if (!document.hidden) await update().catch(() => {});
  setTimeout(poll, 1000);
};

if (list) poll();
