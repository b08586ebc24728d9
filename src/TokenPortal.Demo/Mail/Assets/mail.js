// Shows new mails without a click. The mail that is being read stays as it is: only the list is drawn anew.
async function look() {
  const { newest, recipient } = document.body.dataset;
  try {
    const answer = await fetch(`/api/mails?to=${encodeURIComponent(recipient)}`);
    const [first] = await answer.json();
    if (first && first.id !== newest) await redraw();
  } catch {
    // The demo is being started anew.
  }
  setTimeout(look, 1000);
}

async function redraw() {
  const html = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.querySelector('.inbox').replaceWith(page.querySelector('.inbox'));
  document.body.dataset.newest = page.body.dataset.newest;
}

setTimeout(look, 1000);
