-- Resolves an open alert; its hash stays an hour for who looks, its story is in the events.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] alert:{kind}:{subject}  KEYS[6] alerts:open
-- ARGV[5] kind  ARGV[6] subject  ARGV[7] driver id or ''
-- Replies {0, seq, 0}; -3 not open, -9 operation reused. Event: alert_resolved.
--- @include operation

local before = answered()
if before then return before end
local state = redis.call('HGET', KEYS[5], 'state')
if state ~= 'open' and state ~= 'acknowledged' then
  return { -3, 'status', state or '', 'kind', ARGV[5], 'subject', ARGV[6] }
end

redis.call('HSET', KEYS[5], 'state', 'resolved', 'resolved_at', now)
redis.call('EXPIRE', KEYS[5], 3600)
redis.call('ZREM', KEYS[6], ARGV[5] .. ':' .. ARGV[6])
return finish({ type = 'alert_resolved', key = KEYS[5], driver = ARGV[7] })
