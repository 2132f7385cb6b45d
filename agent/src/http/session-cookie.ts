import type { FastifyReply, FastifyRequest } from 'fastify';

/** The prefix makes browsers refuse it without Secure, with a Domain, or from another path: no other host name can plant one. */
const name = '__Host-percloud';
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

export const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[name];

export const setSessionCookie = (reply: FastifyReply, token: string, maxAgeSeconds: number) =>
  reply.setCookie(name, token, { ...attributes, maxAge: maxAgeSeconds });

export const clearSessionCookie = (reply: FastifyReply) => reply.clearCookie(name, attributes);
