-- Nobody answers an open alert: it becomes critical, and is told once more.
-- KEYS[1..4] see include/operation.lua  KEYS[5..7] and ARGV[5..7] see include/alert.lua
-- Replies {0, seq, 0}; -3 not open or escalated before, -9 operation reused. Event: alert_escalated.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state ~= 'open' or alert.escalated_at then return not_so() end

place('critical', 'open')
return step('escalated', 'open', nil, 'severity', 'critical', 'escalated_at', now)
