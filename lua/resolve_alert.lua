-- Resolves an alert; its hash stays an hour for who looks, its story is in the events.
-- KEYS[1..4] see include/operation.lua  KEYS[5..7] and ARGV[5..7] see include/alert.lua
-- Replies {0, seq, 0}; -3 resolved or never opened, -9 operation reused. Event: alert_resolved.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state ~= 'open' and alert.state ~= 'acknowledged' and alert.state ~= 'muted' then return not_so() end

redis.call('EXPIRE', KEYS[5], 3600)
redis.call('ZREM', KEYS[6], member)
redis.call('ZREM', KEYS[7], member)
return step('resolved', 'resolved', nil, 'resolved_at', now)
