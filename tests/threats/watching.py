"""A browser that is watched: whatever a page runs, asks for, or obeys though a person wrote it, is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.threats.hostile import ELEMENT

_LISTEN = """(() => {
  const seen = [];
  Object.defineProperty(window, 'palabreSeen', {value: seen});
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'hit', 'open'])
    Object.defineProperty(window, name, {value: (...said) => { seen.push(`ran ${name}(${said})`); }});
  document.addEventListener('securitypolicyviolation',
    e => seen.push(`against the policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
})()"""
_LOOK = r"""element => {
  const found = [...(window.palabreSeen || [])];
  for (const name of ['xss', 'pwned']) if (name in window) found.push(`ran, and left ${name}`);
  const leads = new Set(['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'ping', 'srcset']);
  const never = new Set(['iframe', 'object', 'embed', 'base', 'applet', 'frame', 'portal', element]);
  for (const one of document.querySelectorAll('*')) {
    const shown = () => (one.parentElement || one).outerHTML.slice(0, 200);
    const ours = one.localName === 'iframe' && one.src.startsWith(location.origin + '/') && !one.srcdoc;
    if (never.has(one.localName) && !ours) found.push(`<${one.localName}> in ${shown()}`);
    if (one.localName === 'meta' && /refresh|cookie|policy/i.test(one.httpEquiv)) found.push(`an order: ${shown()}`);
    const runs = one.localName === 'script' && !one.src && !/^application\/(ld\+)?json$/.test(one.type);
    if (runs) found.push(`script: ${shown()}`);
    if (one.type === 'application/ld+json')
      try { JSON.parse(one.text); } catch (e) { found.push(`${e} in ${one.text}`); }
    for (const {name, value} of one.attributes) {
      if (/^on|^srcdoc$/.test(name)) found.push(`${name} in ${shown()}`);
      if (!leads.has(name)) continue;
      let there;
      try { there = new URL(value, document.baseURI); } catch { continue; }
      const image = one.localName === 'img' || one.localName === 'link';
      if (!/^(https?|mailto):$/.test(there.protocol) && !(image && /^data:(image|,)/.test(value)))
        found.push(`leads to ${value} in ${shown()}`);
      if (/action$/.test(name) && there.host !== location.host) found.push(`sends to ${value} in ${shown()}`);
    }
  }
  return found;
}"""


@dataclass
class Watched:
    """A page under watch. `answer` may serve an address without a server: (headers, body), or None."""

    page: Page
    host: str = ""
    noted: list[str] = field(default_factory=list)
    served: dict[str, tuple[dict[str, str], bytes]] = field(default_factory=dict)

    def open(self, url: str) -> int:
        """Go there and wait until all is loaded; returns the status."""
        self.noted.clear()
        self.host = urlsplit(url).hostname or ""
        answer = self.page.goto(url, wait_until="load")
        if self.page.url.partition("#")[0] != url.partition("#")[0] and not _is_redirect(answer):
            self.noted.append(f"went to {self.page.url}")
        return answer.status if answer else 0

    def faults(self) -> list[str]:
        """What the page that is open has done, or holds, that it should not."""
        return [*self.noted, *self.page.evaluate(_LOOK, ELEMENT)]

    def on_route(self, route: Route) -> None:
        """Our own addresses are answered; any other is noted, and goes nowhere."""
        url = route.request.url
        if url in self.served:
            headers, body = self.served[url]
            route.fulfill(status=200, headers=headers, body=body)
        elif urlsplit(url).hostname == self.host:
            route.continue_()
        else:
            self.noted.append(f"asked for {url}")
            route.abort()


def _is_redirect(answer: Any) -> bool:
    return answer is not None and answer.request.redirected_from is not None


@contextmanager
def watched(chromium: Browser, *, policy: bool = True, **more: Any) -> Iterator[Watched]:
    """One profile under watch; `policy=False` leaves the security policy of every page out of force."""
    context: BrowserContext = chromium.new_context(bypass_csp=not policy, locale="en", **more)
    seen = Watched(context.new_page())
    try:
        context.add_init_script(_LISTEN)
        context.route("**/*", seen.on_route)
        seen.page.on(
            "dialog", lambda dialog: (seen.noted.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        seen.page.on("popup", lambda page: seen.noted.append(f"opened {page.url}"))
        seen.page.on("console", _note_policy(seen))
        yield seen
    finally:
        context.close()


def _note_policy(seen: Watched) -> Callable[[Any], None]:
    def note(message: Any) -> None:
        if "Content Security Policy" in message.text:
            seen.noted.append(message.text)

    return note
