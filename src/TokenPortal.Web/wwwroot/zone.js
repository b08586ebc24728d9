// Only the browser knows its time zone. The server names the cookie, because it knows which prefix its cookies carry.
{
  const { cookie } = document.currentScript.dataset;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
