-- Nobody wants to hear of an alert for a time. One that is muted already is muted anew.
-- KEYS[1..4] see include/operation.lua  KEYS[5..7] and ARGV[5..7] see include/alert.lua
-- ARGV[8] for how long, ms
-- Replies {0, seq, 0}; -3 resolved or never opened, -9 operation reused. Event: alert_muted.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state ~= 'open' and alert.state ~= 'acknowledged' and alert.state ~= 'muted' then return not_so() end

local until_ms = string.format('%.0f', tonumber(now) + tonumber(ARGV[8]))
redis.call('ZREM', KEYS[6], member)
redis.call('ZADD', KEYS[7], until_ms, member)
return step('muted', 'muted', until_ms, 'muted_until', until_ms)
