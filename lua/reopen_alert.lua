-- An alert asks for a hand again: its mute is over or taken back, or its acknowledgement is.
-- KEYS[1..4] see include/operation.lua  KEYS[5..7] and ARGV[5..7] see include/alert.lua
-- ARGV[8] the state from which: acknowledged, muted
-- Replies {0, seq, 0}; -3 not in that state, -9 operation reused. Event: alert_reopened.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state ~= ARGV[8] then return not_so() end

redis.call('ZREM', KEYS[7], member)
redis.call('HDEL', KEYS[5], 'muted_until')
alert.muted_until = nil
place(alert.severity, 'open')
return step('reopened', 'open', nil)
