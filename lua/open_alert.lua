-- Opens an alert, once.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] alert:{kind}:{subject}  KEYS[6] alerts:open
-- ARGV[5] kind  ARGV[6] subject  ARGV[7] driver id or ''  ARGV[8] severity: warning, critical
-- ARGV[9..] field, value, … of what its sentence needs
-- Replies {0, seq, 0}; -9 operation reused, -10 open already. Event: alert_opened.
--- @include operation

local before = answered()
if before then return before end
local state = redis.call('HGET', KEYS[5], 'state')
if state == 'open' or state == 'acknowledged' then return { -10, 'kind', ARGV[5], 'subject', ARGV[6] } end

redis.call('DEL', KEYS[5])
redis.call('HSET', KEYS[5], 'kind', ARGV[5], 'subject', ARGV[6], 'severity', ARGV[8], 'state', 'open',
  'opened_at', now, unpack(ARGV, 9))
-- Critical above warning, then the newer first: a time in ms is below 1e13.
redis.call('ZADD', KEYS[6], (ARGV[8] == 'critical' and 2e13 or 1e13) + tonumber(now), ARGV[5] .. ':' .. ARGV[6])
return finish({ type = 'alert_opened', key = KEYS[5], driver = ARGV[7] })
