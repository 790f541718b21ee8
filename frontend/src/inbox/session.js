// What becomes of a request that gets no fragment: signed out, or no server.
import htmx from 'htmx.org';
import { said, toast } from './toasts.js';

export function start() {
  htmx.on('htmx:before:response', event => {
    const { raw } = event.detail.ctx.response;
    if (!raw.redirected || new URL(raw.url).pathname !== '/sign-in') return;
    event.preventDefault();
    location.reload(); // asks to sign in, and comes back here
  });
  htmx.on('htmx:error', ({ detail: { ctx } }) => {
    if (ctx) toast(said('unsent'));
  });
}
