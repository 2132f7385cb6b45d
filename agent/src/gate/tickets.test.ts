import { expect, test } from 'vitest';
import { Tickets } from './tickets.ts';

test('a ticket is good once, for thirty seconds, on its host, in its browser', () => {
  const tickets = new Tickets();
  const issue = () => tickets.issue('session', 'notes.local', 'way', 0);
  const ticket = issue();
  expect(tickets.redeem(ticket, 'notes.local', 'way', 29_999)).toBe('session');
  expect(tickets.redeem(ticket, 'notes.local', 'way', 0)).toBeUndefined();
  expect(tickets.redeem(issue(), 'notes.local', 'way', 30_000)).toBeUndefined();
  expect(tickets.redeem(issue(), 'photos.local', 'way', 0)).toBeUndefined();
  expect(tickets.redeem(issue(), 'notes.local', 'other', 0)).toBeUndefined();
  expect(tickets.redeem('made up', 'notes.local', 'way', 0)).toBeUndefined();
});
