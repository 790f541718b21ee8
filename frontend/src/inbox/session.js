// What becomes of a request that gets no fragment: signed out, or no server.
import htmx from 'htmx.org';
import { said, toast } from './toasts.js';

/** The page as a whole; an answer names it, a link is it. */
const whole = target => target === document.body || target === 'body';

export function start() {
  htmx.on('htmx:before:response', event => {
    const { raw } = event.detail.ctx.response;
    if (!raw.redirected || new URL(raw.url).pathname !== '/sign-in') return;
    event.preventDefault();
    location.reload(); // asks to sign in, and comes back here
  });
  htmx.on('htmx:before:swap', event => {
    const { ctx } = event.detail;
    if (!ctx.response || !/^\s*<!doctype/i.test(ctx.text) || whole(ctx.target)) return;
    event.preventDefault(); // a whole page has no place in a part of one
    if (ctx.response.status < 400) location.assign(ctx.response.raw.url);
    else toast(new DOMParser().parseFromString(ctx.text, 'text/html').querySelector('h1')?.textContent);
  });
  htmx.on('htmx:error', ({ detail: { ctx } }) => {
    if (ctx) toast(said('unsent'));
  });
}
