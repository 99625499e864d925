import { Command } from 'ioredis';

/**
 * A Cluster of one server that no other has met does not know its own address, and answers CLUSTER SLOTS
 * with an empty one, at which the client would leave it out. It means: where you asked. Pure.
 */
function withHost(reply: unknown, host: string): unknown {
  if (!Array.isArray(reply)) return reply;
  return reply.map((range) =>
    Array.isArray(range)
      ? range.map((node) => (Array.isArray(node) && !node[0] ? [host, ...node.slice(1)] : node))
      : range,
  );
}

/** From now on a server that does not know its address is taken for `host`. For the whole process. */
export function nameLoneNode(host: string): void {
  Command.setReplyTransformer('cluster', (reply: unknown) => withHost(reply, host));
}
