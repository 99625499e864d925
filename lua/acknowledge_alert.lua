-- Somebody has an open alert in hand: nobody else is asked, and it does not escalate.
-- KEYS[1..4] see include/operation.lua  KEYS[5..7] and ARGV[5..7] see include/alert.lua
-- Replies {0, seq, 0}; -3 not open, -9 operation reused. Event: alert_acknowledged.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state ~= 'open' then return not_so() end

place(alert.severity, 'acknowledged')
return step('acknowledged', 'acknowledged', nil)
